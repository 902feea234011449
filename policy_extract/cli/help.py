"""Help pages in the reader's language."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import typer
from typer.core import TyperCommand, TyperGroup

if TYPE_CHECKING:
    from collections.abc import Iterator

    from policy_extract.messages import Language


class Command(TyperCommand):
    """A command whose help page is all in one language."""

    def get_help(self, ctx: Any) -> str:
        """The page, with the words typer adds translated too."""
        return _frame(ctx, super().get_help(ctx))


class Group(TyperGroup):
    """A group of commands whose help page is all in one language."""

    def get_help(self, ctx: Any) -> str:
        """The page, with the words typer adds translated too."""
        return _frame(ctx, super().get_help(ctx))


def show_help(context: typer.Context) -> None:
    """Print the help page on standard error and exit with 2, if a group is called without a command."""
    if context.invoked_subcommand is None:
        typer.echo(context.get_help(), err=True)
        raise typer.Exit(2)


def localised(command: Any, language: Language) -> Any:
    """The command tree with its help texts in the reader's language."""
    if language == "zh":
        from policy_extract.messages.chinese_arguments import HELP, METAVARS

        for name, owner in help_texts(command):
            owner.help = HELP[name]
            if metavar := getattr(owner, "metavar", None):
                owner.metavar = METAVARS.get(metavar, metavar)
            if getattr(owner, "param_type_name", "") == "argument":
                owner.display_type_rich = _no_type
    return command


def _no_type(ctx: Any) -> None:
    """Returns nothing, so that typer shows no Python type after the name of an argument."""


def help_texts(command: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """(`grammar check`, command) and (`grammar check --time`, option) for everything that has a help text."""
    yield path, command
    for param in command.params:
        name = param.opts[0] if param.param_type_name == "option" else param.metavar
        yield f"{path} {name}".strip(), param
    for name, below in getattr(command, "commands", {}).items():
        yield from help_texts(below, f"{path} {name}".strip())


def _frame(ctx: Any, page: str) -> str:
    if ctx.obj.language == "zh":
        from policy_extract.messages.chinese_arguments import FRAME, RANGES

        for english, chinese in FRAME.items():
            page = page.replace(english, chinese)
        for english, chinese in RANGES:
            page = re.sub(english, chinese, page)
    return page
