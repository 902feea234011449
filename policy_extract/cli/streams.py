"""Bytes in, bytes out: standard streams, and files that are written whole or not at all."""

from __future__ import annotations

import os
import stat
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING

from policy_extract.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator

STANDARD = "-"
LARGEST_INPUT = 256 * 2**20
BROKEN_PIPE = 128 + 13  # what a shell shows for a program that SIGPIPE ended


class Stop(Exception):  # noqa: N818  it ends the program; nothing need be wrong
    """Leave with this exit code; what there was to say has been said."""

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code


def shown(path: str) -> str:
    """The path as UTF-8 can write it: a name unpacked from a GBK archive may hold bytes that are none."""
    return os.fsencode(path).decode("utf-8", "replace")


def source_name(path: str) -> str:
    """The file's name without its folder."""
    return shown(Path(path).name)


def read_source(path: str) -> bytes:
    """The bytes of a file, or of standard input for `-`."""
    try:
        if path == STANDARD:
            return _within_limit(sys.stdin.buffer.read(LARGEST_INPUT + 1))
        with Path(path).open("rb") as file:
            return _within_limit(file.read(LARGEST_INPUT + 1))
    except FileNotFoundError as error:
        raise InputError("there is no such file; check the path") from error
    except IsADirectoryError as error:
        raise InputError("this is a folder; name the files in it") from error
    except OSError as error:
        raise InputError(f"it cannot be read: {error.strerror}") from error


def print_bytes(data: bytes) -> None:
    """Write to standard output as it is, whatever the locale; leave quietly when nobody reads."""
    try:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    except BrokenPipeError as error:
        # Python flushes again on its way out; give it a place that takes everything.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise Stop(BROKEN_PIPE) from error


def write_whole(path: Path, data: bytes) -> None:
    """Put the bytes under the name at once: readers see the old file or the new one."""
    with whole_file(path) as file:
        file.write(data)


@contextmanager
def whole_file(path: Path) -> Iterator[IO[bytes]]:
    """A file to write that stands under its name when the block ends; nothing changes where it ends in an exception.

    A link keeps pointing where it points and a file keeps its permissions. A
    device or pipe is written straight.
    """
    target = path.resolve()
    if target.exists() and not target.is_file():
        with target.open("wb") as file:
            yield file
        return
    handle, temporary = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).chmod(_permissions(target))
        Path(temporary).replace(target)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def _within_limit(data: bytes) -> bytes:
    if len(data) > LARGEST_INPUT:
        raise InputError(f"it is larger than {LARGEST_INPUT // 2**20} MB; a plan document is not")
    return data


def _permissions(target: Path) -> int:
    """Those of the file that is there, else what a new file gets."""
    if target.exists():
        return stat.S_IMODE(target.stat().st_mode)
    umask = os.umask(0)
    os.umask(umask)
    return 0o666 & ~umask
