"""Where results go: whole files, in a folder or at an address; inputs that somebody is writing to."""

from __future__ import annotations

import json
import os
import socket
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from batch_builder import plans, program, statuses

from policy_extract.batch import stores
from policy_extract.batch.lock import locked
from policy_extract.batch.stores import open_store, read_input
from policy_extract.batch.work import Entry, Reader, Settings, Task
from policy_extract.errors import InputError, OutputError
from policy_extract.files import read_file

if TYPE_CHECKING:
    from policy_extract.batch.stores import Store

pytest.importorskip("fsspec", reason="the extra remote is not installed")


@pytest.fixture(params=["folder", "file", "renaming", "at once"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Store:
    """A store of each kind."""
    addresses = {
        "folder": str(tmp_path),
        "file": f"file://{tmp_path}",
        "renaming": f"local://{tmp_path}",
        "at once": f"memory://{tmp_path}",
    }
    return open_store(addresses[request.param])


def test_what_is_written_is_read_again_by_another_process_too(store: Store) -> None:
    store.write("下级/a.json", b"one")
    store.write("下级/a.json", b"second")
    again = open_store(store.address)
    assert (again.read("下级/a.json"), again.size("下级/a.json"), again.names("下级")) == (b"second", 6, ["a.json"])


def test_what_is_not_there_has_no_size_and_can_be_removed(store: Store) -> None:
    assert (store.size("none/a.json"), store.names("none")) == (None, [])
    store.remove("none/a.json")
    store.prune("none/a.json")


def test_a_file_is_removed_and_nothing_unfinished_is_left(store: Store) -> None:
    store.write("deep/a.json", b"one")
    store.write(".policy-extract/unfinished/left", b"half")
    store.sweep()
    assert store.names(".policy-extract/unfinished") == []
    store.remove("deep/a.json")
    assert store.size("deep/a.json") is None


def test_a_write_that_fails_leaves_what_was_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(28, os.strerror(28))

    store = open_store(str(tmp_path))
    store.write("a.json", b"one")
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space left"):
        store.write("a.json", b"second")
    assert store.read("a.json") == b"one"
    assert store.names(".policy-extract/unfinished") == []


def test_an_address_that_nobody_knows_is_told() -> None:
    with pytest.raises(OutputError, match=r"nowhere://bucket cannot be opened: Protocol not known: nowhere"):
        open_store("nowhere://bucket")


def test_an_address_whose_library_is_missing_is_told() -> None:
    with pytest.raises(OutputError, match=r"gs://bucket cannot be opened: .*gcsfs"):
        open_store("gs://bucket")


def test_what_a_library_raises_in_its_own_way_is_told_in_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    from fsspec.implementations.memory import MemoryFileSystem

    from policy_extract.batch.sources import discover

    def refuse(*_: object, **__: object) -> None:
        raise RuntimeError("no credentials")

    store = open_store("memory://out")
    for name in ("cat_file", "open", "isdir"):
        monkeypatch.setattr(MemoryFileSystem, name, refuse)
    with pytest.raises(OSError, match="RuntimeError: no credentials"):
        store.read("a.json")
    with pytest.raises(InputError, match="it cannot be read: RuntimeError: no credentials"):
        read_input("memory://in/a.txt")
    with pytest.raises(InputError, match="memory://in cannot be opened: RuntimeError: no credentials"):
        discover(["memory://in"], None, "out")


def test_a_result_that_cannot_be_looked_for_is_trouble(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(13, os.strerror(13))

    plans(tmp_path, "a.txt")
    settings, task = Settings(str(tmp_path / "out"), ""), Task("a.txt", str(tmp_path / "a.txt"))
    first = Reader(settings, lambda _: None).record(task)
    monkeypatch.setattr(stores.LocalStore, "size", refuse)
    before = Entry(first.line, "key", first.size)
    record = Reader(settings, lambda _: None).record(Task(task.path, task.location, before))
    assert (record.trouble, record.line.status) == ("Permission denied", "failed")


# ---------------------------------------------------------------- a batch on addresses


def test_a_batch_on_addresses_is_the_batch_on_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    plans(Path("in"), "a.txt", "下级/b.txt", "scan.pdf")
    program("batch", "in", "-o", "out")
    result = program("batch", f"local://{tmp_path}/in", "-o", f"local://{tmp_path}/there")
    assert result.code == 0, result.err
    assert statuses(Path("there")) == {"a.txt": "ok", "scan.pdf": "skipped", "下级/b.txt": "ok"}
    assert Path("there/manifest.jsonl").read_bytes() == Path("out/manifest.jsonl").read_bytes()
    again = program("batch", f"local://{tmp_path}/in", "-o", f"local://{tmp_path}/there")
    assert "3 files: 2 ok, 1 skipped, 2 of them unchanged" in again.err


# ---------------------------------------------------------------- one batch at a time


def test_a_store_is_locked_and_free_again(store: Store) -> None:
    with (
        locked(store, "out"),
        pytest.raises(OutputError, match="out is in use by another batch, process"),
        locked(store, "out"),
    ):
        pass
    with locked(store, "out"):
        pass


def test_the_lock_of_a_process_that_is_gone_is_taken_over(store: Store) -> None:
    gone = {"process": 2**22 + 1, "host": socket.gethostname()}
    store.write(".policy-extract/lock", json.dumps(gone).encode())
    with locked(store, "out"):
        pass


def test_the_lock_of_another_machine_is_not_taken_over() -> None:
    store = open_store("memory://locked")
    store.write(".policy-extract/lock", json.dumps({"process": 2**22 + 1, "host": "elsewhere"}).encode())
    with pytest.raises(OutputError, match="process 4194305 on elsewhere"), locked(store, "out"):
        pass


# ---------------------------------------------------------------- inputs that change


def test_an_input_that_changes_while_it_is_read_is_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"one")
    reads = []

    def read(location: str) -> bytes:
        data = read_file(location)
        reads.append(data)
        if len(reads) < 3:
            path.write_bytes(data + b"more")
        return data

    monkeypatch.setattr(stores, "read_file", read)
    assert read_input(str(path)) == b"onemoremore"


def test_an_input_that_changes_all_the_time_cannot_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"one")

    def read(location: str) -> bytes:
        path.write_bytes(path.read_bytes() + b"more")
        return read_file(location)

    monkeypatch.setattr(stores, "read_file", read)
    with pytest.raises(InputError, match="it changed while it was read; run again when it is finished"):
        read_input(str(path))
