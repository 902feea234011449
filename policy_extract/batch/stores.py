"""Where results go, and where inputs come from: a folder of this machine, or anything fsspec knows (s3://…, hdfs://…)."""

from __future__ import annotations

import errno
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any, Protocol
from uuid import uuid4

from policy_extract.errors import InputError, OutputError, PolicyExtractError
from policy_extract.files import read_file, read_within_limit, whole_file
from policy_extract.missing_packages import install_command

if TYPE_CHECKING:
    from collections.abc import Iterator

STATE = ".policy-extract"
"""The folder in OUT that holds the lock, the journal and unfinished files."""
UNFINISHED = f"{STATE}/unfinished"
_AT_ONCE = frozenset({"s3", "s3a", "gs", "gcs", "abfs", "abfss", "az", "oss", "memory"})
"""Stores that write objects atomically; elsewhere a file is written under a temporary name and renamed."""
_ATTEMPTS = 3
_NO_SUCH_FILE = frozenset({errno.ENOENT, errno.ENOTDIR, errno.EISDIR, errno.ENAMETOOLONG})
"""There is no file of that name, or there cannot be."""
_NO_FOLDER = frozenset({"", ".", ".."})
"""Path components that no name in a store may contain, since they lead out of it; archives may list such names."""


class Store(Protocol):
    """A folder in which files appear whole. Names are relative, with /. Fails: OSError, also where a name leads out of it."""

    @property
    def address(self) -> str:
        """What `open_store` takes to open it again, in another process."""

    def read(self, name: str) -> bytes: ...
    def write(self, name: str, data: bytes) -> None: ...
    def size(self, name: str) -> int | None:
        """None where there is no such file."""

    def remove(self, name: str) -> None:
        """Remove a file; no error if there is none."""

    def prune(self, name: str) -> None:
        """Remove it for good, when nobody else writes here."""

    def names(self, folder: str) -> list[str]:
        """The files right in a folder, sorted; none where there is no such folder."""

    def sweep(self) -> None:
        """Remove what a killed run left unfinished."""


def is_remote(address: str) -> bool:
    """Whether an address is fsspec's business: `s3://…`, and not `file://…`, which is a path.

    >>> [is_remote(address) for address in ("plans", "/data/plans", "file:///data", "s3://bucket/plans", "hdfs://node/x")]
    [False, False, False, True, True]
    """
    return "://" in address and not address.startswith("file://")


def local_path(address: str) -> str:
    """The path in a local address.

    >>> local_path("file:///data/plans"), local_path("plans")
    ('/data/plans', 'plans')
    """
    return address.removeprefix("file://")


def open_store(address: str) -> Store:
    """The store at an address.

    Fails: OutputError where fsspec, or what it needs for this kind of address, is not installed.
    """
    return RemoteStore(address) if is_remote(address) else LocalStore(Path(local_path(address)).absolute())


def filesystem(address: str) -> tuple[Any, str]:
    """The fsspec file system of an address, and the path in it.

    Fails: OutputError where fsspec does not know it, or a library is missing.
    """
    try:
        import fsspec  # noqa: PLC0415  an extra, loaded only for addresses
    except ImportError as error:
        raise OutputError(f"{address} needs the package fsspec; install with {install_command('fsspec')}") from error
    try:
        return fsspec.core.url_to_fs(address)  # type: ignore[no-any-return]
    except (ImportError, ValueError) as error:
        raise OutputError(f"{address} cannot be opened: {error}") from error


def inside(name: str) -> str:
    """The name, which leads to nothing but what is in the store.

    Fails: NotADirectoryError where it leads out, as one would that has a file for a folder.

    >>> inside("下级/a.json")
    '下级/a.json'
    """
    if not _NO_FOLDER.isdisjoint(name.split("/")):
        raise NotADirectoryError(errno.ENOTDIR, "the name leads out of the folder for results")
    return name


@dataclass(frozen=True, slots=True)
class LocalStore:
    """A folder of this machine. Unfinished files stand in one place, where the next run sweeps them away."""

    root: Path

    @property
    def address(self) -> str:
        """The folder."""
        return str(self.root)

    def read(self, name: str) -> bytes:
        """The bytes of a file."""
        return self._path(name).read_bytes()

    def write(self, name: str, data: bytes) -> None:
        """Put the bytes under the name at once; a link that stands there is replaced, what it leads to is left alone."""
        target = self._path(name)
        target.parent.mkdir(parents=True, exist_ok=True)
        aside = self.root / UNFINISHED
        aside.mkdir(parents=True, exist_ok=True)
        if target.is_symlink():
            target.unlink()
        with whole_file(target, aside) as file:
            file.write(data)

    def size(self, name: str) -> int | None:
        """How many bytes a file has."""
        with suppress(FileNotFoundError, NotADirectoryError):
            return self._path(name).stat().st_size
        return None

    def remove(self, name: str) -> None:
        """Remove a file."""
        try:
            self._path(name).unlink()
        except OSError as error:
            if error.errno not in _NO_SUCH_FILE:
                raise

    def prune(self, name: str) -> None:
        """Remove a file and the folders it leaves empty."""
        self.remove(name)
        with suppress(OSError):  # the first that is not empty
            for folder in PurePosixPath(name).parents[:-1]:
                (self.root / folder).rmdir()

    def names(self, folder: str) -> list[str]:
        """The files right in a folder."""
        inside = self.root / folder
        return sorted(path.name for path in inside.iterdir() if path.is_file()) if inside.is_dir() else []

    def sweep(self) -> None:
        """Remove unfinished files."""
        for name in self.names(UNFINISHED):
            (self.root / UNFINISHED / name).unlink(missing_ok=True)

    def _path(self, name: str) -> Path:
        return self.root / inside(name)


@contextmanager
def understood() -> Iterator[None]:
    """Turn the storage library's own exceptions (no network, no credentials) into OSError."""
    try:
        yield
    except (OSError, PolicyExtractError):
        raise
    except Exception as error:
        raise OSError(f"{type(error).__name__}: {error}") from error


class RemoteStore:
    """A folder that fsspec opens."""

    def __init__(self, address: str) -> None:
        self.address = address
        self._files, self._root = filesystem(address)

    @understood()
    def read(self, name: str) -> bytes:
        """The bytes of a file."""
        data: bytes = self._files.cat_file(self._path(name))
        return data

    @understood()
    def write(self, name: str, data: bytes) -> None:
        """Put the bytes under the name at once."""
        target = self._path(name)
        if self._at_once():
            self._files.pipe_file(target, data)
            return
        aside = self._path(f"{UNFINISHED}/{uuid4().hex}")
        for path in (target, aside):
            self._files.makedirs(str(PurePosixPath(path).parent), exist_ok=True)
        self._files.pipe_file(aside, data)
        self._files.mv(aside, target)

    @understood()
    def size(self, name: str) -> int | None:
        """How many bytes a file has."""
        with suppress(FileNotFoundError, NotADirectoryError):
            size: int | None = self._files.info(self._path(name))["size"]
            return size
        return None

    @understood()
    def remove(self, name: str) -> None:
        """Remove a file."""
        with suppress(FileNotFoundError, NotADirectoryError):
            self._files.rm_file(self._path(name))

    def prune(self, name: str) -> None:
        """Remove a file; what counts as a folder is the store's business."""
        self.remove(name)

    @understood()
    def names(self, folder: str) -> list[str]:
        """The files right in a folder."""
        with suppress(FileNotFoundError, NotADirectoryError):
            found = self._files.ls(self._path(folder), detail=True)
            return sorted(PurePosixPath(entry["name"]).name for entry in found if entry["type"] == "file")
        return []

    def sweep(self) -> None:
        """Remove unfinished files."""
        for name in self.names(UNFINISHED):
            self.remove(f"{UNFINISHED}/{name}")

    def _path(self, name: str) -> str:
        return f"{self._root.rstrip('/')}/{inside(name)}"

    def _at_once(self) -> bool:
        protocol = self._files.protocol
        return not _AT_ONCE.isdisjoint([protocol] if isinstance(protocol, str) else protocol)


def read_input(location: str) -> bytes:
    """The bytes of an input that nobody wrote to meanwhile.

    Fails: InputError where it cannot be read, or changes all the time.
    """
    if is_remote(location):
        return _read_remote(location)
    for _ in range(_ATTEMPTS):
        before = version(location)
        data = read_file(location)
        if version(location) == before:
            return data
    raise InputError("it changed while it was read; run again when it is finished")


def version(location: str) -> tuple[int, ...] | None:
    """A value that changes when a local file does; None where there is none."""
    if is_remote(location):
        return None
    try:
        status = Path(location).stat()
    except OSError:
        return None
    return status.st_ino, status.st_size, status.st_mtime_ns


def _read_remote(location: str) -> bytes:
    try:
        with understood():
            files, path = filesystem(location)
            with files.open(path, "rb") as file:
                return read_within_limit(file)
    except FileNotFoundError as error:
        raise InputError("there is no such file; check the path") from error
    except OSError as error:
        raise InputError(f"it cannot be read: {error.strerror or error}") from error
