"""Files read within limits, and written whole or not at all."""

from __future__ import annotations

import io
import os
import stat
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, BinaryIO

from policy_extract.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator

LARGEST_INPUT = 256 * 2**20
_PIECE = 2**20
_PREFIX = 40
"""How many characters of the target's name a temporary file repeats: a name may already be as long as allowed."""


def read_file(path: str) -> bytes:
    """The bytes of a file.

    Fails: InputError where there is none, it is a folder, cannot be read or is too large.
    """
    try:
        with Path(path).open("rb") as file:
            return read_within_limit(file)
    except FileNotFoundError as error:
        raise InputError("there is no such file; check the path") from error
    except IsADirectoryError as error:
        raise InputError("this is a folder; name the files in it") from error
    except OSError as error:
        raise InputError(f"it cannot be read: {error.strerror}") from error


def read_within_limit(file: BinaryIO) -> bytes:
    """All bytes of an open file, if no more than a document can have; memory grows only with bytes actually read.

    Fails: InputError where they are more.
    """
    whole = io.BytesIO()  # hands its bytes on without a copy
    while piece := file.read(_PIECE):
        whole.write(piece)
        if whole.tell() > LARGEST_INPUT:
            raise InputError(f"it is larger than {LARGEST_INPUT // 2**20} MB; a plan document is not")
    return whole.getvalue()


def write_whole(path: Path, data: bytes, *, most: int = 0o7777) -> None:
    """Put the bytes under the name at once: readers see the old file or the new one; `most` is what it permits at most."""
    with whole_file(path, most=most) as file:
        file.write(data)


@contextmanager
def whole_file(path: Path, aside: Path | None = None, *, most: int = 0o7777) -> Iterator[IO[bytes]]:
    """A file to write, renamed to its target when the block ends; if the block raises, nothing changes.

    Until then it stands in the folder `aside`, or else beside its place. A
    link keeps pointing where it points and a file keeps its permissions. A
    device or pipe is written straight.
    """
    import tempfile  # noqa: PLC0415  printing never needs it

    target = path.resolve()
    if target.exists() and not target.is_file():
        with target.open("wb") as file:
            yield file
        return
    handle, temporary = tempfile.mkstemp(dir=aside or target.parent, prefix=f".{target.name[:_PREFIX]}.")
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).chmod(permissions(target) & most)
        Path(temporary).replace(target)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def permissions(target: Path) -> int:
    """Those of the file that is there, else what a new file gets."""
    if target.exists():
        return stat.S_IMODE(target.stat().st_mode)
    umask = os.umask(0)
    os.umask(umask)
    return 0o666 & ~umask
