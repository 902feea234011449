"""What a process may have to do without: open streams, UTF-8 for names, space for messages, memory."""

from __future__ import annotations

import errno
import io
import os
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

from policy_extract.errors import InputError
from policy_extract.lexical.lines import for_people
from policy_extract.messages import choose_language, say_error

if TYPE_CHECKING:
    from collections.abc import Iterator

BUG = 70
"""Neither a finding (1) nor the caller's mistake (2); sysexits.h calls it EX_SOFTWARE."""
TOO_LITTLE = 2
_ENVIRON = "PYTHONUTF8"
_SIGNS_OF_SHORTAGE = (
    "can't start new thread",
    "failed to map segment",
    "annot allocate memory",
    "without exception set",
    "without setting an exception",
)
"""What Python and the system's loader say where memory ends; neither raises a MemoryError."""


class Messages(io.FileIO):
    """A standard error stream that survives a full disk: messages are lost, the work goes on, the exit code says so."""

    def __init__(self) -> None:
        super().__init__(2, "w", closefd=False)
        self.lost = False

    def write(self, data: bytes, /) -> int:  # type: ignore[override]  # every kind of buffer comes as bytes here
        """How much was written, or lost."""
        try:
            return super().write(data) or 0
        except BrokenPipeError:  # whoever read them has heard enough
            return len(data)
        except OSError:
            self.lost = True
            return len(data)


def settle() -> Messages:
    """Standard error as the program uses it from now on, when everything else is as it needs it."""
    _fill_closed_streams()
    _use_utf8()
    messages = Messages()
    sys.stderr = io.TextIOWrapper(messages, "utf-8", "backslashreplace", line_buffering=True, write_through=True)
    return messages


def _fill_closed_streams() -> None:
    """Open the null device for each closed standard stream, so that no other file gets its number."""
    for stream in (0, 1, 2):
        try:
            os.fstat(stream)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # the lowest free number


def _use_utf8() -> None:
    """Restart in Python's UTF-8 mode if the locale cannot encode Chinese, since output names are Chinese."""
    if sys.getfilesystemencoding() != "utf-8" and os.environ.get(_ENVIRON) != "1":
        os.environ[_ENVIRON] = "1"
        os.execv(sys.executable, [sys.executable, *sys.orig_argv[1:]])  # noqa: S606  the same program


@contextmanager
def memory_told() -> Iterator[None]:
    """A context for reading one file: if memory runs out, only this file fails.

    Fails: InputError where there is not enough.
    """
    try:
        yield
    except MemoryError as error:
        raise _no_memory() from error


def unforeseen(error: Exception) -> int:
    """The exit code after reporting an unexpected exception: in one line if memory ran out, else with its traceback."""
    if is_shortage(error):
        sentence = say_error(choose_language(os.environ), str(_no_memory()))
        print(f"policy-extract: {sentence}", file=sys.stderr)  # noqa: T201  people's stream, and no voice yet
        return TOO_LITTLE
    import traceback

    from policy_extract.grammar.rule_cache import forget

    forget()
    print(for_people("".join(traceback.format_exception(error))), end="", file=sys.stderr)  # noqa: T201  the same
    return BUG


def _no_memory() -> InputError:
    return InputError("there is not enough memory; end other programs, or allow more")


def is_shortage(error: BaseException | None) -> bool:
    """Whether the exception, or one that it was raised from, says that memory ran out."""
    while error is not None:
        if isinstance(error, MemoryError) or getattr(error, "errno", None) == errno.ENOMEM:
            return True
        if isinstance(error, (ImportError, RuntimeError, SystemError)) and any(
            sign in str(error) for sign in _SIGNS_OF_SHORTAGE
        ):
            return True
        error = error.__cause__ or error.__context__
    return False
