"""`batch`: many documents, mirrored JSON, a manifest.

No `from __future__ import annotations` here: typer looks at the annotations.
"""

import platform
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from policy_extract.cli.options import (
    MEGABYTES,
    SECONDS,
    FailOn,
    Findings,
    Grammar,
    MemoryLimit,
    Revisions,
    TimeLimit,
    Which,
)
from policy_extract.errors import EngineError


class Engine(StrEnum):
    """Who does the work."""

    PROCESSES = "processes"
    DASK = "dask"


class Tables(StrEnum):
    """What `--to` writes."""

    DUCKDB = "duckdb"
    PARQUET = "parquet"


def batch(
    context: typer.Context,
    sources: Annotated[
        list[str],
        typer.Argument(metavar="SRC", help="Files, folders, patterns ('plans/**/*.docx') or addresses (s3://…)."),
    ],
    output: Annotated[
        str,
        typer.Option("--output", "-o", metavar="OUT", help="The folder, or address, for the results and the manifest."),
    ],
    root: Annotated[
        str | None,
        typer.Option("--root", metavar="DIR", help="The folder that OUT mirrors; else the one all sources share."),
    ] = None,
    jobs: Annotated[
        int | None, typer.Option("--jobs", "-j", min=1, metavar="N", help="Worker processes; else one per core.")
    ] = None,
    engine: Annotated[
        Engine, typer.Option("--engine", help="Processes of this machine, or a Dask cluster.")
    ] = Engine.PROCESSES,
    scheduler: Annotated[
        str | None, typer.Option("--scheduler", metavar="ADDRESS", help="The Dask scheduler: tcp://host:8786.")
    ] = None,
    time_limit: TimeLimit = SECONDS,
    memory_limit: MemoryLimit = MEGABYTES,
    force: Annotated[bool, typer.Option("--force", help="Read files again that did not change.")] = False,
    prune: Annotated[bool, typer.Option("--prune", help="Remove results whose files are gone.")] = False,
    fail_on: Annotated[
        FailOn, typer.Option("--fail-on", help="Exit with 1 on failed files and findings from this severity on.")
    ] = FailOn.ERROR,
    watch: Annotated[bool, typer.Option("--watch", help="Go on, and read what changes.")] = False,
    findings: Findings = None,
    to: Annotated[
        Path | None, typer.Option("--to", metavar="PATH", help="Write one table for analysis of all plans there, too.")
    ] = None,
    tables: Annotated[
        Tables, typer.Option("--as", help="With --to: one DuckDB file, or a folder of Parquet files.")
    ] = Tables.DUCKDB,
    quiet: Annotated[
        bool, typer.Option("--quiet", "-q", help="No progress and no summary; only what went wrong.")
    ] = False,
    grammar: Grammar = None,
    revisions: Which = Revisions.ACCEPTED,
) -> None:
    """Read many documents into a folder of JSON, with a manifest."""
    if platform.system() == "Windows":
        raise EngineError("batch needs Linux or macOS; on Windows, run it in WSL")
    from policy_extract.batch.processes import cores
    from policy_extract.batch.program import program
    from policy_extract.batch.run import Order
    from policy_extract.batch.work import Settings
    from policy_extract.cli.batch_run import Wishes, run_batch

    if (engine is Engine.DASK) != (scheduler is not None):
        raise typer.BadParameter("it goes with --engine dask; give both or none", param_hint="--scheduler")
    if tables is not Tables.DUCKDB and to is None:
        raise typer.BadParameter("it says how --to writes; give --to", param_hint="--as")
    rules = _rules(grammar or [])
    settings = Settings(output, program(), rules, revisions.value, time_limit, memory_limit)
    order = Order(sources, settings, root, jobs or cores(), scheduler, force, prune)
    wishes = Wishes(fail_on.value, quiet, watch, findings.value if findings else None, to, tables.value)
    raise typer.Exit(run_batch(order, wishes, context.obj))


def _rules(files: list[Path]) -> tuple[tuple[str, bytes], ...]:
    """Names and contents of rule files that are right.

    Fails: GrammarError where one is wrong, before anything is read.
    """
    if files:
        from policy_extract.grammar import load

        load(files)
    return tuple((str(file), file.read_bytes()) for file in files)
