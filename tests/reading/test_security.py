"""Whole runs of the program on hostile files: one line and exit 2, or what stands in them; in little memory. docs/security.md lists them.

How long each takes is measured by `python -m benchmarks hostile`; here a run that never ends is stopped.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import SupportsIndex

import pytest
from docx_builder import docx, p, read, texts

from benchmarks.hostile import HOSTILE, HUGE, MEGABYTES, OLE, PAGES, watched
from policy_extract.reading.characters import is_binary

DOCS = Path(__file__).parents[2] / "docs" / "security.md"
TESTS = Path(__file__).parents[1]
NO_PEAK = pytest.mark.skipif(
    sys.platform == "win32", reason="Windows does not tell the peak memory of a process this way"
)


@NO_PEAK
@pytest.mark.parametrize("kind", HUGE)
@pytest.mark.parametrize("megabytes", [40, pytest.param(200, marks=pytest.mark.full)])
def test_a_huge_file_that_is_no_document_is_refused_in_one_line(kind: str, megabytes: int) -> None:
    run = watched(HUGE[kind](megabytes * 2**20), "x.txt")
    assert (run.code, run.out, run.err.count("\n")) == (2, "", 1)


@NO_PEAK
@pytest.mark.parametrize("kind", HOSTILE)
def test_a_refusal_is_one_line_and_small(kind: str) -> None:
    run = watched(HOSTILE[kind](), "x.docx")
    assert (run.code, run.out, run.err.count("\n")) == (2, "", 1)
    assert run.megabytes < MEGABYTES


class Looked(bytes):
    """Bytes that count how many of them are looked at, slice by slice."""

    count = 0

    def __getitem__(self, place: SupportsIndex | slice) -> int | bytes:  # type: ignore[override]  # both, as bytes
        found = super().__getitem__(place)
        Looked.count += len(found) if isinstance(found, bytes) else 1
        return found


@pytest.mark.parametrize("data", [bytes(2**24), b"\1a\2b" * 2**22, b"a" * 2**20 + bytes(2**23)])
def test_binary_data_is_told_by_its_first_part(data: bytes) -> None:
    Looked.count = 0
    assert is_binary(Looked(data))
    assert Looked.count <= 2 * 2**20


def test_a_macro_file_is_read_without_its_macros() -> None:
    types = '<Types><Override PartName="/word/document.xml" ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/></Types>'
    data = docx(p("甲"), extra={"[Content_Types].xml": types, "word/vbaProject.bin": OLE})
    assert texts(read(data)) == ["甲"]


def test_every_test_the_page_names_is_there() -> None:
    sources = "".join(path.read_text(encoding="utf-8") for path in TESTS.rglob("*.py"))
    named = re.findall(r"`[^`]*(?:::|…)(\w+)`", DOCS.read_text(encoding="utf-8"))
    assert len(named) > 20
    assert [name for name in named if not re.search(rf"def (?:test_)?\w*{name}\(", sources)] == []


@NO_PEAK
@pytest.mark.parametrize("kind", PAGES)
def test_a_hostile_page_within_the_limits_is_read_in_bounded_memory(kind: str) -> None:
    run = watched(PAGES[kind](), "x.html")
    assert run.code == 0, run.err
    assert "甲" in run.out
    assert run.megabytes < MEGABYTES
