"""`install-git`, and what git runs from then on.

What a command needs is imported when it runs, so that `--help` is quick. No
`from __future__ import annotations` here: typer looks at the annotations.
"""

from typing import Annotated

import typer


def install_git(
    context: typer.Context,
    everywhere: Annotated[
        bool, typer.Option("--global/--local", help="For all repositories of this user, or for this one (the default).")
    ] = False,
    take_out: Annotated[bool, typer.Option("--uninstall", help="Take out what was put in, and nothing else.")] = False,
) -> None:
    """Make git diff, git log -p and git difftool show what changed in Word files."""
    from policy_extract.cli.install_git import install, uninstall

    (uninstall if take_out else install)("--global" if everywhere else "--local", context.obj)


def git_diff(
    context: typer.Context,
    told: Annotated[list[str], typer.Argument(metavar="PATH", help="What git hands over to an external diff.")],
) -> None:
    """What git diff runs for Word files, once install-git has told it."""
    from policy_extract.cli.git import git_diff as run_git_diff

    raise typer.Exit(run_git_diff(told, context.obj.language))


def git_text(
    context: typer.Context,
    file: Annotated[str, typer.Argument(metavar="FILE", help="The document whose text is printed.")],
) -> None:
    """What git log -p runs for Word files: the text, a line for each sentence."""
    from policy_extract.cli.git import git_text as run_git_text

    raise typer.Exit(run_git_text(file, context.obj.language))
