"""Files, folders, patterns, addresses: which inputs they lead to, and where each stands in the mirror."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from batch_builder import plans

from policy_extract.batch.sources import discover
from policy_extract.errors import InputError


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder with two years of plans."""
    monkeypatch.chdir(tmp_path)
    plans(Path("plans"), "2025/a.txt", "2025/b.md", "2026/a.txt", "2026/deep/c.docx")


def paths(*sources: str, root: str | None = None, out: str = "out") -> list[str]:
    """The places in the mirror."""
    return [item.path for item in discover(sources, root, out) if item.skip is None]


@pytest.mark.parametrize(
    ("sources", "found"),
    [
        (["plans"], ["2025/a.txt", "2025/b.md", "2026/a.txt", "2026/deep/c.docx"]),
        (["plans/"], ["2025/a.txt", "2025/b.md", "2026/a.txt", "2026/deep/c.docx"]),
        (["./plans/../plans/2025"], ["a.txt", "b.md"]),
        (["plans/2025", "plans/2026"], ["2025/a.txt", "2025/b.md", "2026/a.txt", "2026/deep/c.docx"]),
        (["plans/2025/a.txt"], ["a.txt"]),
        (["plans/2025/a.txt", "plans/2026/a.txt"], ["2025/a.txt", "2026/a.txt"]),
        (["plans/2025/a.txt", "plans"], ["2025/a.txt", "2025/b.md", "2026/a.txt", "2026/deep/c.docx"]),
        (["plans/**/*.txt"], ["2025/a.txt", "2026/a.txt"]),
        (["plans/202[56]/a.*"], ["2025/a.txt", "2026/a.txt"]),
        (["plans/2026/deep/*"], ["c.docx"]),
    ],
)
def test_the_mirror_begins_at_the_folder_that_the_sources_share(sources: list[str], found: list[str]) -> None:
    assert paths(*sources) == found


def test_a_path_and_the_address_of_a_file_are_the_same(tmp_path: Path) -> None:
    assert paths(f"file://{tmp_path}/plans/2025") == paths("plans/2025")


def test_the_mirror_can_begin_further_up() -> None:
    assert paths("plans/2025/a.txt", root="plans") == ["2025/a.txt"]
    assert paths("plans/2025/a.txt", root=".") == ["plans/2025/a.txt"]


def test_a_source_outside_the_root_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=f"{tmp_path}/plans/2026/a.txt stands outside {tmp_path}/plans/2025; name a"):
        paths("plans/2026/a.txt", root="plans/2025")


def test_sources_of_different_file_systems_are_refused() -> None:
    with pytest.raises(InputError, match="different file systems"):
        paths("plans", "memory://plans")


def test_a_name_with_signs_of_a_pattern_is_a_name_where_there_is_such_a_file() -> None:
    plans(Path("plans"), "a[1].txt", "a1.txt")
    assert paths("plans/a[1].txt") == ["a[1].txt"]


def test_a_link_to_a_folder_is_told_and_not_walked_into_and_a_link_to_a_file_is_read() -> None:
    Path("plans/2025/all").symlink_to(Path("plans").resolve())
    Path("plans/2025/link.txt").symlink_to(Path("plans/2026/a.txt").resolve())
    assert paths("plans/2025") == ["a.txt", "b.md", "link.txt"]
    skipped = [(item.path, item.skip) for item in discover(["plans/2025"], None, "out") if item.skip]
    assert skipped == [("all", "it is a link to a folder; name it to have the files in it read")]


def test_a_folder_that_cannot_be_listed_is_an_input_that_cannot_be_read(monkeypatch: pytest.MonkeyPatch) -> None:
    scan = os.scandir

    def refuse(path: str) -> object:
        if path.endswith("deep"):
            raise PermissionError(13, os.strerror(13), path)
        return scan(path)

    monkeypatch.setattr(os, "scandir", refuse)
    assert paths("plans/2026") == ["a.txt", "deep"]


@pytest.mark.parametrize(("source", "out"), [("plans", "plans"), ("plans/2025", "plans"), ("plans/*/a.txt", ".")])
def test_results_among_the_sources_are_refused(source: str, out: str) -> None:
    with pytest.raises(InputError, match="holds the sources; name another folder for the results"):
        paths(source, out=out)


def test_a_pipe_in_a_folder_is_not_waited_for() -> None:
    os.mkfifo("plans/2025/pipe.txt")
    skipped = [item for item in discover(["plans/2025"], None, "out") if item.skip]
    assert [(item.path, item.skip) for item in skipped] == [("pipe.txt", "it is a pipe or a device, not a file")]


def test_files_are_shown_as_the_reader_finds_them_from_here(tmp_path: Path) -> None:
    assert [item.shown for item in discover(["plans/2025"], None, "out")] == ["plans/2025/a.txt", "plans/2025/b.md"]
    [there] = discover(["/etc/hostname"], None, "out")
    assert there.shown == "/etc/hostname"


def test_an_address_leads_to_files_as_a_folder_does() -> None:
    fsspec = pytest.importorskip("fsspec", reason="the extra remote is not installed")
    files = fsspec.filesystem("memory")
    for name in ("/plans/2025/a.txt", "/plans/2025/.git/x.txt", "/plans/2026/b.txt", "/plans/2026/scan.png"):
        files.pipe_file(name, b"")
    try:
        assert paths("memory://plans", out="memory://out") == ["2025/a.txt", "2026/b.txt"]
        assert paths("memory://plans/*/b.txt", out="memory://out") == ["2026/b.txt"]
        assert paths("memory://plans/2026/b.txt", "memory://plans/2025", out="o") == ["2025/a.txt", "2026/b.txt"]
        assert paths("memory://plans", out="memory://plans/2026") == ["2025/a.txt"]
        assert paths("memory://plans/none*.txt") == ["none*.txt"]
        [named] = discover(["memory://plans/2026/scan.png"], None, "out")
        assert (named.skip, named.location, named.shown) == (None, *["memory://plans/2026/scan.png"] * 2)
    finally:
        files.rm("/plans", recursive=True)


def test_two_names_stay_two_where_one_has_bytes_that_are_no_utf8() -> None:
    try:
        names = [os.fsdecode(b"\xb7.txt"), r"\xb7.txt"]
        plans(Path("odd"), *names)
    except OSError:
        pytest.skip("this file system takes names in UTF-8 only")
    assert paths("odd") == [r"\x5cxb7.txt", r"\xb7.txt"]
