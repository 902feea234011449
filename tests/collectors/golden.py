"""Expected output that a run may rewrite: `pytest --update`.

Expectations are never edited by hand: regenerate, then read the diff. A run
that rewrites compares nothing, so it never ends green, and it is refused where
CI is set.
"""

from __future__ import annotations

import difflib
import os
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

UPDATED = pytest.StashKey[list[str]]()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update", action="store_true", help="rewrite expected output in place; then read the diff")


def pytest_configure(config: pytest.Config) -> None:
    if updating(config) and os.environ.get("CI"):
        raise pytest.UsageError(
            "--update is refused where CI is set: expectations change on a developer's machine only"
        )
    config.stash[UPDATED] = []


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    if updating(config):
        changed = config.stash[UPDATED]
        terminalreporter.section(
            f"{len(changed)} expectations rewritten; read the diff, then run pytest without --update"
        )
        terminalreporter.write("".join(f"{name}\n" for name in changed))


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    if updating(session.config):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def updating(config: pytest.Config) -> bool:
    """This run rewrites."""
    return bool(config.getoption("--update"))


def compare(config: pytest.Config, path: Path, now: str) -> None:
    """Hold a golden file against what was made now, or rewrite it.

    Fails: with the lines that differ and what to do about them.
    """
    before = path.read_text(encoding="utf-8") if path.exists() else ""
    if now == before and path.exists():
        return
    name = path.relative_to(config.rootpath).as_posix()
    if updating(config):
        path.write_text(now, encoding="utf-8", newline="\n")
        config.stash[UPDATED].append(name)
    else:
        pytest.fail(differs(name, before, now), pytrace=False)


def differs(
    name: str, before: str, now: str, what_to_do: str = "if the new output is right, run pytest --update"
) -> str:
    """One sentence that says what to do, and the lines that differ."""
    lines = difflib.unified_diff(before.splitlines(), now.splitlines(), "expected", "now", lineterm="")
    return "\n".join([f"{name} differs; {what_to_do}", *lines])
