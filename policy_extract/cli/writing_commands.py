"""`export`, `ledger`: the workbooks and papers of an office.

What a command needs is imported when it runs, so that `--help` is quick. No
`from __future__ import annotations` here: typer looks at the annotations.
"""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from policy_extract.cli.options import FailOn, Grammar, Revisions, Strict, Which


class Table(StrEnum):
    """What `export --as` can write."""

    XLSX = "xlsx"
    CSV = "csv"


class LedgerForm(StrEnum):
    """What `ledger --as` can write."""

    XLSX = "xlsx"
    ICS = "ics"
    DOCX = "docx"


class Split(StrEnum):
    """What `ledger --split-by` can part a ledger by."""

    UNIT = "unit"


class LedgerRows(StrEnum):
    """What a row of a ledger is for."""

    TASKS = "tasks"
    ITEMS = "items"
    TARGETS = "targets"


def export(
    context: typer.Context,
    files: Annotated[
        list[str], typer.Argument(metavar="FILE", help="Files to read, or folders of them; - is standard input.")
    ],
    output: Annotated[
        Path,
        typer.Option("--output", "-o", metavar="PATH", help="The workbook to write; with --as csv, the folder."),
    ],
    table: Annotated[
        Table, typer.Option("--as", help="An Excel workbook with a sheet per kind of thing, or a CSV file for each.")
    ] = Table.XLSX,
    strict: Strict = False,
    grammar: Grammar = None,
    revisions: Which = Revisions.ACCEPTED,
) -> None:
    """Read documents into the rows of one Excel workbook, or of CSV files."""
    from policy_extract.cli.exporting import export_files
    from policy_extract.cli.parsing import Job
    from policy_extract.grammar import load

    level = FailOn.ERROR if strict else FailOn.NEVER
    job = Job(load(grammar or ()), context.obj, output=output, fail_on=level.value, revisions=revisions.value)
    raise typer.Exit(export_files(files, output, table.value, job))


def ledger(
    context: typer.Context,
    files: Annotated[
        list[str],
        typer.Argument(
            metavar="PLAN", help="Documents, JSON of parse, folders of them, or one ledger; - is standard input."
        ),
    ],
    output: Annotated[
        Path | None,
        typer.Option(
            "--output", "-o", metavar="PATH", help="What to write; with --update and --merge else the ledger itself."
        ),
    ] = None,
    rows: Annotated[
        LedgerRows | None,
        typer.Option("--rows", help="A row for each task, each row of a work list, or each number promised."),
    ] = None,
    update: Annotated[
        Path | None,
        typer.Option("--update", metavar="LEDGER", help="Bring this filled-in ledger up to date with the plans."),
    ] = None,
    form: Annotated[
        LedgerForm,
        typer.Option("--as", help="A workbook, a calendar of the deadlines, or with --split-by a Word file to send."),
    ] = LedgerForm.XLSX,
    split_by: Annotated[
        Split | None, typer.Option("--split-by", help="A file for each responsible body, into the folder of -o.")
    ] = None,
    merge: Annotated[
        Path | None,
        typer.Option(
            "--merge", metavar="DIR", help="Put what bodies filled in, in files of this folder, into the ledger."
        ),
    ] = None,
    grammar: Grammar = None,
) -> None:
    """Write the ledger (台账) of plans, a sheet to print and to fill in; bring one up to date, send it out, collect it."""
    from policy_extract.cli import ledger_parts
    from policy_extract.cli.ledgers import Job, make_ledger, update_file
    from policy_extract.grammar import load

    modes = [name for name, asked in (("update", update), ("split", split_by), ("merge", merge)) if asked is not None]
    _check_modes(modes, form, rows)
    if (target := output or update or (Path(files[0]) if merge else None)) is None:
        raise typer.BadParameter("name what to write", param_hint="--output")
    job = Job(load(grammar or ()), context.obj, target, rows.value if rows else "tasks")
    if update is not None:
        raise typer.Exit(update_file(update, files, job))
    if split_by is not None:
        raise typer.Exit(ledger_parts.split_files(files, "docx" if form is LedgerForm.DOCX else "xlsx", job))
    if merge is not None:
        raise typer.Exit(ledger_parts.merge_folder(merge, files, job))
    raise typer.Exit(ledger_parts.calendar_file(files, job) if form is LedgerForm.ICS else make_ledger(files, job))


def _check_modes(modes: list[str], form: LedgerForm, rows: LedgerRows | None) -> None:
    """Refuse two modes at once, and a form or kind of rows that the one mode has no use for.

    Fails: typer.BadParameter, which names the option.
    """
    if len(modes) > 1:
        raise typer.BadParameter("one at a time: --update, --split-by or --merge", param_hint="--merge")
    if rows is not None and modes in (["update"], ["merge"]):
        raise typer.BadParameter("the rows are those of the ledger", param_hint="--rows")
    if (form is LedgerForm.DOCX and modes != ["split"]) or (form is LedgerForm.ICS and modes):
        raise typer.BadParameter("docx goes with --split-by, ics stands alone", param_hint="--as")
