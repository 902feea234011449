"""What has been read, remembered from run to run and through a killed run.

A run adds a file every few seconds, each written whole, and puts them
together into one at its end. So a run, however it ends, loses the record of a
few seconds, never a result.
"""

from __future__ import annotations

import json
import re
import time
from dataclasses import asdict
from typing import TYPE_CHECKING

from policy_extract.batch.manifest import load_line
from policy_extract.batch.stores import STATE
from policy_extract.batch.work import Entry

if TYPE_CHECKING:
    from collections.abc import Iterable

    from policy_extract.batch.stores import Store
    from policy_extract.batch.work import Record

FOLDER = f"{STATE}/journal"
_WHOLE = "0.jsonl"
_OURS = re.compile(r"[0-9]{1,9}\.jsonl")
"""The names of its files; a file manager may leave others there."""
_EVERY = 2.0
"""Seconds between two files."""


class Journal:
    """The entries in a store, by path."""

    def __init__(self, store: Store, key: str) -> None:
        self._store = store
        self._key = key
        self._new: list[Entry] = []
        self._written = time.monotonic()
        self._names = [name for name in store.names(FOLDER) if _OURS.fullmatch(name)]
        self.entries: dict[str, Entry] = {}
        for name in sorted(self._names, key=_number):
            self.entries |= {entry.line.path: entry for entry in _load(store.read(f"{FOLDER}/{name}"))}

    def usable(self, path: str) -> Entry | None:
        """The entry of an input, if it was made in the way this run would make it."""
        entry = self.entries.get(path)
        return entry if entry is not None and entry.key == self._key else None

    def add(self, record: Record) -> None:
        """Remember a record; now and then, write down those that are not yet."""
        entry = Entry(record.line, self._key, record.size, record.again)
        self.entries[record.line.path] = entry
        self._new.append(entry)
        if time.monotonic() > self._written + _EVERY:
            self.flush()

    def flush(self) -> None:
        """Write down what is not yet."""
        if self._new:
            name = f"{max(map(_number, self._names), default=0) + 1}.jsonl"
            self._store.write(f"{FOLDER}/{name}", _dump(self._new))
            self._names.append(name)
            self._new = []
        self._written = time.monotonic()

    def close(self) -> None:
        """Put all into one file."""
        self._store.write(f"{FOLDER}/{_WHOLE}", _dump(self.entries.values()))
        for name in self._names:
            if name != _WHOLE:
                self._store.remove(f"{FOLDER}/{name}")
        self._names, self._new = [_WHOLE], []


def _number(name: str) -> int:
    return int(name.partition(".")[0])


def _dump(entries: Iterable[Entry]) -> bytes:
    return "".join(json.dumps(asdict(entry), ensure_ascii=False) + "\n" for entry in entries).encode()


def _load(data: bytes) -> list[Entry]:
    """The entries of a file; of one that somebody changed, none: what it remembered is read again."""
    try:
        values = [json.loads(line) for line in data.decode().split("\n") if line]
        return [Entry(**{**value, "line": load_line(value["line"])}) for value in values]
    except (ValueError, TypeError, KeyError):
        return []
