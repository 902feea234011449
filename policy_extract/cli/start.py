"""The way in.

`parse FILE…` without options is what people and scripts call most, and
importing typer takes as long as reading a plan. That one call goes straight to
its function; all others, and all help, go through typer, which gives the same
answer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


def run(arguments: Sequence[str], environ: Mapping[str, str]) -> int:
    """The exit code after doing what the arguments ask."""
    if goes_straight(arguments):
        return parse_without_options(arguments[1:], environ)
    from policy_extract.cli.app import run as run_app

    return run_app(arguments, environ)


def goes_straight(arguments: Sequence[str]) -> bool:
    """Whether this is `parse FILE…` without options."""
    files = arguments[1:]
    no_options = not any(file.startswith("-") and file != "-" for file in files)
    return arguments[:1] == ["parse"] and bool(files) and no_options


def parse_without_options(files: Sequence[str], environ: Mapping[str, str]) -> int:
    """The exit code after printing the plans in these files as JSON."""
    from policy_extract.cli.parsing import Job, parse_files, unasked_view
    from policy_extract.cli.streams import Stop
    from policy_extract.cli.voice import Voice
    from policy_extract.errors import PolicyExtractError
    from policy_extract.grammar import load
    from policy_extract.messages import choose_language

    voice = Voice(choose_language(environ))
    try:
        return parse_files(files, Job(load(), voice, unasked_view()))
    except Stop as stop:
        return stop.code
    except PolicyExtractError as error:
        voice.complain("policy-extract", error)
        return 2
