"""Registers the commands with typer and runs them; each is defined in another module of this folder.

No `from __future__ import annotations` here: typer looks at the annotations.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Annotated, Any, Final, Literal

import typer

from policy_extract.cli.batching import batch
from policy_extract.cli.comparing_commands import changed, diff, trace
from policy_extract.cli.git_commands import git_diff, git_text, install_git
from policy_extract.cli.grammar_commands import grammars
from policy_extract.cli.help import Command, Group, localised, show_help
from policy_extract.cli.program_commands import COMPLETE, PROGRAM, application, completion, schema
from policy_extract.cli.reading_commands import blocks, explain, parse
from policy_extract.cli.streams import Stop, print_text
from policy_extract.cli.voice import Voice
from policy_extract.cli.writing_commands import export, ledger
from policy_extract.errors import PolicyExtractError
from policy_extract.messages import Language, choose_language

USAGE = 2
_COMMANDS: Final[Mapping[str, Callable[..., Any]]] = {
    "parse": parse,
    "export": export,
    "ledger": ledger,
    "blocks": blocks,
    "explain": explain,
    "diff": diff,
    "trace": trace,
    "install-git": install_git,
    "git-diff": git_diff,
    "git-text": git_text,
    "schema": schema,
    "app": application,
    "completion": completion,
    "changed": changed,
    "batch": batch,
}
"""In the order in which the help page lists them."""

app = typer.Typer(
    name=PROGRAM,
    cls=Group,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _print_version(wanted: bool) -> None:
    if wanted:
        import policy_extract

        print_text(f"{PROGRAM} {policy_extract.__version__}\n")
        raise typer.Exit


@app.callback(invoke_without_command=True)
def root(
    context: typer.Context,
    lang: Annotated[  # noqa: ARG001  `run` has looked at it; typer checks its value and shows it in the help
        Literal["zh", "en"] | None,
        typer.Option("--lang", help="Language of messages; else POLICY_EXTRACT_LANG, else the locale."),
    ] = None,
    version: Annotated[  # noqa: ARG001  its callback does the work
        bool, typer.Option("--version", "-V", callback=_print_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Turn Chinese government plan documents into data."""
    show_help(context)


for _name, _function in _COMMANDS.items():
    app.command(_name, cls=Command)(_function)
app.add_typer(grammars, name="grammar")


def run(arguments: Sequence[str], environ: Mapping[str, str]) -> int:
    """The exit code after doing what the arguments ask."""
    language, arguments = take_language(arguments, environ)
    voice = Voice(language)
    if COMPLETE in environ:
        from typer.completion import completion_init  # type: ignore[attr-defined]  # the same

        completion_init()
    try:
        code = localised(typer.main.get_command(app), language).main(
            [*arguments], prog_name=PROGRAM, standalone_mode=False, obj=voice
        )
    except typer.TyperException as error:
        voice.refuse(error)
        return USAGE
    except Stop as stop:
        return stop.code
    except PolicyExtractError as error:
        voice.complain(PROGRAM, error)
        return USAGE
    return code or 0


def take_language(arguments: Sequence[str], environ: Mapping[str, str]) -> tuple[Language, list[str]]:
    """The reader's language, and the arguments with --lang, wherever it stands, put first.

    >>> take_language(["parse", "x.docx", "--lang", "zh"], {})
    ('zh', ['--lang', 'zh', 'parse', 'x.docx'])
    """
    rest = [*arguments]
    for place, argument in enumerate(rest):
        name, equals, value = argument.partition("=")
        if argument == "--":
            break
        if name == "--lang" and (equals or place + 1 < len(rest)):
            value = value if equals else rest.pop(place + 1)
            del rest[place]
            return choose_language({"POLICY_EXTRACT_LANG": value}), ["--lang", value, *rest]
    return choose_language(environ), rest
