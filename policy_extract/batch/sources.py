"""SRC… → the inputs, each with the path under which its result is mirrored."""

from __future__ import annotations

import glob
import os
import re
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from policy_extract.batch.stores import filesystem, is_remote, local_path, understood
from policy_extract.errors import InputError
from policy_extract.reading.forms import SUFFIXES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_LIKE_A_BYTE = re.compile(rb"\\(?=x[0-9a-f]{2})")


@dataclass(frozen=True, slots=True)
class Input:
    """One input."""

    path: str
    """Its place in the mirror, with /, as UTF-8 can write it."""
    location: str
    """Where it is read: an absolute path, or an address."""
    skip: str | None = None
    """Why it is not read."""

    @property
    def shown(self) -> str:
        """As a reader finds it from where the command runs."""
        if is_remote(self.location):
            return self.location
        path, here = Path(self.location), Path.cwd()
        return printable(str(path.relative_to(here) if path.is_relative_to(here) else path))


@dataclass(frozen=True, slots=True)
class _Found:
    """What one source leads to."""

    base: str
    """The folder it begins in: an absolute path, or an address."""
    files: tuple[str, ...]
    """From there, with /."""
    named: bool = True
    """By the caller or by a pattern; else they were only found in a folder."""

    @property
    def locations(self) -> Iterator[str]:
        """The files in full."""
        return (f"{self.base.rstrip('/')}/{file}" for file in self.files)


def discover(sources: Sequence[str], root: str | None, out: str) -> list[Input]:
    """All inputs, sorted, each once; the folder of the results is none of them.

    The mirror begins at `root`; else at the one folder, or at the folder in
    front of the one pattern; else at the deepest folder all sources share.

    Fails: InputError where an input stands outside the root, or results would stand among the sources.
    """
    if len({source.partition("://")[0] if is_remote(source) else "" for source in sources}) > 1:
        raise InputError("the sources are of different file systems; run one batch for each")
    found = [_find(source) for source in sources]
    results = full(out) + "/"
    if any(f"{each.base}/".startswith(results) for each in found):
        raise InputError(f"{out} holds the sources; name another folder for the results")
    top = full(root) if root is not None else _shared([each.base for each in found])
    named: dict[str, bool] = {}
    for each in found:
        for location in each.locations:
            named[location] = named.get(location, False) or each.named
    inputs = (_input(location, top, each) for location, each in named.items() if not location.startswith(results))
    return sorted(inputs, key=lambda item: item.path)


def folders(sources: Sequence[str]) -> list[str]:
    """The folders in which the sources begin."""
    return sorted({_find(source).base for source in sources})


def full(address: str) -> str:
    """The address without a slash at its end; a local one as an absolute path."""
    if is_remote(address):
        return address.rstrip("/")
    return os.path.abspath(local_path(address))  # noqa: PTH100  Path.absolute() would leave .. in it


def printable(path: str) -> str:
    r"""The path as UTF-8 can write it, every other byte as it is written in Python: `\xb7`.

    Two paths stay different: a literal backslash before such an escape is itself escaped.

    >>> printable("方案\udcb7"), printable(r"方案\xb7"), printable(r"a\b")
    ('方案\\xb7', '方案\\x5cxb7', 'a\\b')
    """
    return _LIKE_A_BYTE.sub(rb"\\x5c", os.fsencode(path)).decode("utf-8", "backslashreplace")


def _input(location: str, top: str, named: bool) -> Input:
    start = top.rstrip("/") + "/"
    if not location.startswith(start):
        raise InputError(f"{printable(location)} stands outside {top}; name a folder above it with --root")
    skip = None if named else _why_not(location)
    return Input(printable(location.removeprefix(start)), location, skip)


def _why_not(location: str) -> str | None:
    """Why a file that was only found in a folder is not read."""
    name, path = PurePosixPath(location).name, Path(location)
    if not is_remote(location) and path.exists() and not path.is_file():
        return _why_no_file(path)
    if name.startswith("~$"):
        return "it is a note of Word's that the document is open, not a document"
    if PurePosixPath(name).suffix.lower() not in SUFFIXES:
        return "its suffix is not that of a document; name it, or a pattern it matches, to have it read"
    return None


def _why_no_file(path: Path) -> str | None:
    if not path.is_dir():
        return "it is a pipe or a device, not a file"
    # Any other folder that comes here could not be listed; trying to read it shows why.
    return "it is a link to a folder; name it to have the files in it read" if path.is_symlink() else None


def _find(source: str) -> _Found:
    if not is_remote(source):
        return _local(source)
    try:
        with understood():
            return _remote(source)
    except OSError as error:
        raise InputError(f"{source} cannot be opened: {error.strerror or error}") from error


def _local(source: str) -> _Found:
    path = full(source)
    if Path(path).is_dir():
        return _Found(path, tuple(_walk(path)), named=False)
    if glob.has_magic(source) and not os.path.lexists(path):
        base = _before_pattern(path)
        found = glob.glob(path, recursive=True)  # noqa: PTH207  Path.glob() takes no absolute pattern
        files = [each for each in found if not Path(each).is_dir()]
        return _Found(base, _below(base, files or [path]))  # a pattern that nothing matches is named in the manifest
    return _Found(str(Path(path).parent), (Path(path).name,))


def _walk(folder: str) -> Iterator[str]:
    """The files below a folder except hidden ones, and the folders that are skipped: links, and unreadable ones."""
    unlisted: list[str] = []
    for inside, below, names in os.walk(folder, onerror=lambda error: unlisted.append(error.filename)):
        below[:] = [name for name in below if not name.startswith(".")]
        links = [name for name in below if Path(inside, name).is_symlink()]
        yield from (os.path.relpath(Path(inside, name), folder) for name in names + links if not name.startswith("."))
    yield from (os.path.relpath(path, folder) for path in unlisted)


def _remote(source: str) -> _Found:
    address = full(source)
    files, path = filesystem(address)
    if glob.has_magic(path):
        base = _before_pattern(address)
        there = [each for each, entry in files.glob(path, detail=True).items() if entry["type"] == "file"]
        return _Found(base, _below(filesystem(base)[1], there) or (address.removeprefix(base + "/"),))
    if files.isdir(path):
        below = _below(path, files.find(path))
        return _Found(address, tuple(file for file in below if not _is_hidden(file)), named=False)
    base, _, name = address.rpartition("/")
    return _Found(base, (name,))


def _below(folder: str, paths: Iterator[str] | list[str]) -> tuple[str, ...]:
    return tuple(path.removeprefix(folder.rstrip("/") + "/") for path in paths)


def _is_hidden(path: str) -> bool:
    return any(step.startswith(".") for step in path.split("/"))


def _shared(folders: Sequence[str]) -> str:
    """The deepest folder that all stand in.

    >>> _shared(["/data/plans/2025", "/data/plans/2026"]), _shared(["s3://bucket/a", "s3://bucket/b/c"]), _shared(["/a", "/b"])
    ('/data/plans', 's3://bucket', '/')
    """
    same = []
    for steps in zip(*(folder.split("/") for folder in folders), strict=False):
        if len({*steps}) > 1:
            break
        same.append(steps[0])
    return "/".join(same) or "/"


def _before_pattern(path: str) -> str:
    """The folder in front of the first step that is a pattern.

    >>> _before_pattern("/data/plans/20*/**/*.docx"), _before_pattern("s3://bucket/*.docx")
    ('/data/plans', 's3://bucket')
    """
    steps = path.split("/")
    first = next(place for place, step in enumerate(steps) if glob.has_magic(step))
    return "/".join(steps[:first]) or "/"
