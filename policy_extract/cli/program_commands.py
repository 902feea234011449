"""`schema`, `app`, `completion`: about the program itself.

What a command needs is imported when it runs, so that `--help` is quick. No
`from __future__ import annotations` here: typer looks at the annotations.
"""

from enum import StrEnum
from typing import Annotated

import typer

from policy_extract.cli.options import MEGABYTES, SECONDS, MemoryLimit, TimeLimit
from policy_extract.cli.streams import print_bytes

PROGRAM = "policy-extract"
COMPLETE = "_POLICY_EXTRACT_COMPLETE"
"""The variable under which a shell asks what could come next."""


class Contract(StrEnum):
    """What there is a JSON Schema of."""

    PLAN = "plan"
    MANIFEST = "manifest"
    DIFF = "diff"


class Shell(StrEnum):
    """The shells that can complete."""

    BASH = "bash"
    ZSH = "zsh"
    FISH = "fish"
    POWERSHELL = "powershell"


def schema(
    contract: Annotated[
        Contract,
        typer.Argument(
            metavar="CONTRACT",
            help="What: a plan, a line of the manifest that batch writes, or what diff --as json prints.",
        ),
    ] = Contract.PLAN,
) -> None:
    """Print the JSON Schema of the output."""
    if contract is Contract.MANIFEST:
        from policy_extract.batch.manifest import manifest_schema_json as schema_json
    elif contract is Contract.DIFF:
        from policy_extract.comparison.changes.published import diff_schema_json as schema_json
    else:
        from policy_extract.output.schema import schema_json

    print_bytes(schema_json())


def application(
    context: typer.Context,
    port: Annotated[
        int,
        typer.Option(
            "--port", metavar="N", min=0, max=65535, help="Port of this machine to listen at; 0 takes a free one."
        ),
    ] = 0,
    browser: Annotated[bool, typer.Option("--browser/--no-browser", help="Open the page in the browser.")] = True,
    time_limit: TimeLimit = SECONDS,
    memory_limit: MemoryLimit = MEGABYTES,
) -> None:
    """See plans in a browser: drop files, get pages, comparisons, tables. For one person, on this machine alone."""
    from policy_extract.cli.application import run_application

    raise typer.Exit(run_application(port, time_limit, memory_limit, context.obj, browser=browser))


def completion(
    shell: Annotated[Shell, typer.Argument(metavar="SHELL", help="bash, zsh, fish or powershell.")],
) -> None:
    """Print what makes a shell complete commands, options and their values."""
    from typer.completion import get_completion_script  # type: ignore[attr-defined]  # typer names it nowhere else

    script = get_completion_script(prog_name=PROGRAM, complete_var=COMPLETE, shell=shell.value)
    print_bytes(script.encode() + b"\n")
