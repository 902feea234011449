"""One batch at a time in a folder."""

from __future__ import annotations

import fcntl
import json
import os
import socket
from contextlib import contextmanager
from typing import TYPE_CHECKING

from policy_extract.batch.journal import FOLDER
from policy_extract.batch.stores import STATE, UNFINISHED, LocalStore
from policy_extract.errors import OutputError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from policy_extract.batch.stores import Store

_LOCK = f"{STATE}/lock"


@contextmanager
def locked(store: Store, name: str) -> Iterator[None]:
    """Keep other batches out of a store that the caller knows by this name.

    In a folder of this machine the system frees the lock when the process
    that holds it ends, in whatever way. Elsewhere a file says who holds it;
    it is taken over from a dead process of this machine.

    Fails: OutputError where another batch holds it.
    """
    with _by_system(store, name) if isinstance(store, LocalStore) else _by_file(store, name):
        yield


@contextmanager
def _by_system(store: LocalStore, name: str) -> Iterator[None]:
    if link := next((step for step in (STATE, UNFINISHED, FOLDER, _LOCK) if (store.root / step).is_symlink()), None):
        raise OutputError(f"{name}/{link} is a link; remove it, or name another folder")
    path = store.root / _LOCK
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a+", encoding="utf-8") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            file.seek(0)
            raise _in_use(name, file.read()) from error
        file.truncate(0)
        file.write(_ourselves())
        file.flush()
        yield


@contextmanager
def _by_file(store: Store, name: str) -> Iterator[None]:
    if store.size(_LOCK) is not None:
        holder = store.read(_LOCK).decode("utf-8", "replace")
        if not _is_dead(holder):
            raise _in_use(name, holder)
    store.write(_LOCK, _ourselves().encode())
    try:
        yield
    finally:
        store.remove(_LOCK)


def _in_use(name: str, holder: str) -> OutputError:
    process, host = _who(holder)
    return OutputError(
        f"{name} is in use by another batch, process {process} on {host}; wait for it, or name another folder"
    )


def _ourselves() -> str:
    return json.dumps({"process": os.getpid(), "host": socket.gethostname()})


def _who(holder: str) -> tuple[int, str]:
    """Process and machine that a lock names; nobody's where the file says neither."""
    try:
        who = json.loads(holder)
        return int(who["process"]), str(who["host"])
    except (ValueError, TypeError, KeyError):
        return 0, "?"


def _is_dead(holder: str) -> bool:
    process, host = _who(holder)
    if host != socket.gethostname():
        return False
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    return False
