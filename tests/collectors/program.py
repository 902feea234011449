"""The command line in this process, as tests call it."""

from __future__ import annotations

import io
import signal
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, NamedTuple

from policy_extract.cli.start import run

if TYPE_CHECKING:
    import pytest

COMMAND = str(Path(sys.executable).with_name("policy-extract"))
"""The program as it is installed, for tests that need a process of its own."""


def hear_signals() -> None:
    """Let the process that calls this hear Ctrl-C and requests to end, even where the tests run in the background, which hears neither."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_DFL)


class Result(NamedTuple):
    """Exit code, what is on standard output, what is on standard error."""

    code: int
    out: bytes
    err: str


class Program:
    """Runs a command line; what else it is given by name is the environment."""

    def __init__(self, capsys: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch) -> None:
        self.capsys = capsys
        self.monkeypatch = monkeypatch

    def __call__(self, *arguments: str | Path, stdin: bytes = b"", **environ: str) -> Result:
        self.monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(stdin)))
        code = run([str(argument) for argument in arguments], environ)
        out, err = self.capsys.readouterr()
        return Result(code, out, err.decode())
