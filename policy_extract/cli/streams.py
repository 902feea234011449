"""Bytes in, bytes out: standard streams, and the names people know files by."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from policy_extract.errors import InputError, OutputError
from policy_extract.files import read_file, read_within_limit, write_whole
from policy_extract.lexical.lines import for_people

STANDARD = "-"
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


def write_file(path: Path, data: bytes) -> None:
    """Write a file whole or not at all.

    Fails: OutputError where it cannot be written.
    """
    try:
        write_whole(path, data)
    except OSError as error:
        raise OutputError(f"{path} cannot be written: {error.strerror}") from error


def read_source(path: str) -> bytes:
    """The bytes of a file, or of standard input for `-`."""
    if path != STANDARD:
        return read_file(path)
    if sys.stdin is None:
        raise InputError("standard input is closed; name a file")
    try:
        return read_within_limit(sys.stdin.buffer)
    except OSError as error:
        raise InputError(f"it cannot be read: {error.strerror}") from error


def print_text(text: str) -> None:
    """Print lines for people, in which no text of a document and no file name can control a terminal or command a CI runner.

    Fails: as print_bytes, which is for data alone.
    """
    print_bytes(for_people(text).encode())


def print_bytes(data: bytes) -> None:
    """Write to standard output as it is, whatever the locale; leave quietly when nobody reads.

    Fails: OutputError where there is none, or where it takes no more.
    """
    if sys.stdout is None:
        raise OutputError("standard output is closed; name a file with -o")
    try:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    except BrokenPipeError as error:
        # Python flushes again on its way out; give it a place that takes everything.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise Stop(BROKEN_PIPE) from error
    except OSError as error:  # a full disk after a redirection
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise OutputError(f"standard output cannot be written: {error.strerror}") from error
