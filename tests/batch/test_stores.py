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
from policy_extract.batch.sources import discover
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
    plans(Path("in"), "a.txt", "下级/b.txt", "scan.png")
    program("batch", "in", "-o", "out")
    result = program("batch", f"local://{tmp_path}/in", "-o", f"local://{tmp_path}/there")
    assert result.code == 0, result.err
    assert statuses(Path("there")) == {"a.txt": "ok", "scan.png": "skipped", "下级/b.txt": "ok"}
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


@pytest.mark.parametrize("holder", [b"", b"\xff{", b"[]", b'{"process": "x", "host": 1}'])
def test_a_lock_that_says_nothing_is_somebodys(holder: bytes) -> None:
    store = open_store("memory://garbled")
    store.write(".policy-extract/lock", holder)
    with pytest.raises(OutputError, match=r"process 0 on \?"), locked(store, "out"):
        pytest.fail("two batches in one store")


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


# ---------------------------------------------------------------- names and links that lead elsewhere


@pytest.mark.parametrize("name", ["../a.json", "b/../../a.json", "/tmp/a.json", "b//a.json", "b/./a.json"])
def test_a_name_that_leads_out_is_no_place_for_a_result(store: Store, name: str) -> None:
    with pytest.raises(NotADirectoryError, match="leads out of the folder"):
        store.write(name, b"")
    assert store.size(name) is None


@pytest.mark.parametrize("remove", ["remove", "prune"])
def test_nothing_that_a_name_leads_out_to_is_removed(tmp_path: Path, remove: str) -> None:
    (tmp_path / "a.json").write_bytes(b"of others")
    for address in (f"{tmp_path}/out", f"local://{tmp_path}/out"):
        getattr(open_store(address), remove)("../a.json")
        getattr(open_store(address), remove)(str(tmp_path / "a.json"))
    assert (tmp_path / "a.json").exists()


def test_a_name_in_a_bucket_that_leads_out_costs_its_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A key of an object store may begin with a slash; after the folder for results it would be a path of its own."""
    from fsspec.implementations.memory import MemoryFileSystem

    MemoryFileSystem().pipe_file("/bucket/a.txt", "一、总则\n".encode())
    monkeypatch.setattr(MemoryFileSystem, "find", lambda *_: ["/bucket/a.txt", f"/bucket/{tmp_path}/b.txt"])
    paths = [item.path for item in discover(["memory://bucket"], None, "out")]
    assert paths == [f"{tmp_path}/b.txt", "a.txt"]
    reader = Reader(Settings(str(tmp_path / "out"), ""), lambda _: None)
    lines = [reader.record(Task(path, "memory://bucket/a.txt")).line for path in paths]
    assert [line.status for line in lines] == ["failed", "ok"]
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


@pytest.mark.parametrize("link", ["", "/unfinished", "/journal", "/lock"])
def test_a_link_among_what_a_batch_remembers_is_refused(tmp_path: Path, link: str) -> None:
    others = tmp_path / "others"
    others.mkdir()
    (others / "1.jsonl").write_bytes(b"of others")
    out = tmp_path / "out"
    (out / f".policy-extract{link}").parent.mkdir(parents=True)
    (out / f".policy-extract{link}").symlink_to(others / "1.jsonl" if link == "/lock" else others)
    result = program("batch", plans(tmp_path / "in", "a.txt"), "-o", out)
    assert (result.code, result.err) == (
        2,
        f"policy-extract: {out}/.policy-extract{link} is a link; remove it, or name another folder\n",
    )
    assert (others / "1.jsonl").read_bytes() == b"of others"


def test_a_link_in_the_place_of_a_result_is_replaced(tmp_path: Path) -> None:
    out, other = tmp_path / "out", tmp_path / "other"
    out.mkdir()
    for name in ("a.txt.json", "manifest.jsonl"):
        (out / name).symlink_to(other)
    other.write_bytes(b"of others")
    assert program("batch", plans(tmp_path / "in", "a.txt"), "-o", out).code == 0
    assert statuses(out) == {"a.txt": "ok"}
    assert other.read_bytes() == b"of others"


def test_what_a_file_manager_leaves_beside_the_journal_is_left_alone(tmp_path: Path) -> None:
    out = tmp_path / "out"
    left = out / ".policy-extract" / "journal" / ".DS_Store"
    left.parent.mkdir(parents=True)
    left.touch()
    assert program("batch", plans(tmp_path / "in", "a.txt"), "-o", out).code == 0
    assert left.exists()


def test_an_address_that_cannot_be_opened_costs_one_file(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: str) -> None:
        raise NotADirectoryError(20, "Not a directory")

    monkeypatch.setattr(stores, "filesystem", refuse)
    with pytest.raises(InputError, match="it cannot be read: Not a directory"):
        read_input("zip://a.txt::plans.zip")
