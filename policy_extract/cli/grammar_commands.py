"""`policy-extract grammar …`: prove the rules, see which ones work, read them."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from policy_extract.cli.help import Command, Group, show_help
from policy_extract.cli.streams import print_text
from policy_extract.messages import Count

if TYPE_CHECKING:
    from policy_extract.grammar.coverage import Row
    from policy_extract.grammar.rules import Problem

FOUND = 1

grammars = typer.Typer(cls=Group)
command = partial(grammars.command, cls=Command)


@grammars.callback(invoke_without_command=True)
def group(context: typer.Context) -> None:
    """Prove the grammar files, and see what they look for."""
    show_help(context)


@command("check")
def check(
    context: typer.Context,
    files: Annotated[
        list[Path] | None, typer.Argument(metavar="FILES", help="Rules of your own, tried over the built-in ones.")
    ] = None,
    timed: Annotated[bool, typer.Option("--time", help="Also prove that no rule takes more than linear time.")] = False,
) -> None:
    """Hold every rule against its own examples."""
    from policy_extract.grammar.check import check as problems_of

    problems = problems_of(files or ())
    if timed and not problems:
        problems = _slow_rules(files or ())
    for problem in problems:
        context.obj.problem(problem)
    context.obj.say("{problems:problem} found", problems=Count(len(problems)))
    raise typer.Exit(FOUND if problems else 0)


@command("coverage")
def coverage(
    context: typer.Context,
    paths: Annotated[list[Path], typer.Argument(metavar="PATH", help="Documents, or folders of documents.")],
    counted: Annotated[bool, typer.Option("--all", help="List every rule, with how often it fires.")] = False,
) -> None:
    """List the rules that never fire in the documents given."""
    from policy_extract.cli.grammar_coverage import coverage_of

    rows = coverage_of(paths, context.obj)
    idle = [row for row in rows if not row.count]
    listed = [f"{row.count:6}  {_row(row)}" for row in rows] if counted else [_row(row) for row in idle]
    print_text("".join(f"{line}\n" for line in listed))
    context.obj.say("{idle} of {rules:rule} never fired", idle=len(idle), rules=Count(len(rows)))
    raise typer.Exit(FOUND if idle else 0)


@command("show")
def show(
    context: typer.Context,
    name: Annotated[
        str | None, typer.Argument(metavar="NAME", help="A stage, a family, a rule or a body; nothing for all.")
    ] = None,
) -> None:
    """Print the rules as they are tried, the highest first; one rule with its pattern and examples."""
    from policy_extract.grammar import load
    from policy_extract.grammar.show import show as shown

    lines = shown(load(whole=True), name, chinese=context.obj.language == "zh")
    print_text("".join(f"{line}\n" for line in lines))


def _row(row: "Row") -> str:
    return f"{row.file}  {row.finds}  {row.rule}"


def _slow_rules(files: Sequence[Path]) -> "list[Problem]":
    from policy_extract.grammar import load
    from policy_extract.grammar.timing import check_time

    return check_time(load(files, whole=True))
