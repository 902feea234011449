"""The dumps kept next to the project come out as a careful reader sees them."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from dump_builder import read_dump

from policy_extract.blocks import Document, Paragraph, Table

SHARED = Path(__file__).parents[3] / "shared"
SEEDS = sorted(path for path in SHARED.glob("corpus/seeds*/*") if (SHARED / "gold" / f"{path.stem}.json").exists())

pytestmark = pytest.mark.skipif(not SEEDS, reason="the documents next to the project are not there")


def real(name: str) -> Document:
    return read_dump((SHARED / "corpus" / "real" / name).read_bytes())


def openings(document: Document) -> list[str]:
    return [block.text[:6] for block in document.blocks if isinstance(block, Paragraph)]


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_tables_have_the_rows_and_columns_of_the_gold_file(path: Path) -> None:
    gold = json.loads((SHARED / "gold" / f"{path.stem}.json").read_text(encoding="utf-8"))["tables"]
    tables = [
        block for block in read_dump(path.read_bytes()).blocks if isinstance(block, Table) and block.inside is None
    ]
    assert [(table.rows, table.cols) for table in tables] == [(one["rows"], one["cols"]) for one in gold]


@pytest.mark.parametrize(("name", "headings"), [("gd01.txt", 3 + 3 + 8 + 3 + 4 + 24), ("gd05.txt", 4 + 6 + 8 + 5)])
def test_a_document_on_one_line_falls_into_its_numbered_paragraphs(name: str, headings: int) -> None:
    numbered = [text for text in openings(real(name)) if re.match(r"（.）|.、|\d{1,2}(?!\d)", text)]
    assert len(numbered) == headings


def test_page_numbers_are_found_and_lines_joined_in_a_text_from_a_pdf() -> None:
    document = real("pt01.txt")
    numbers = [one.text for one in document.dropped if one.reason == "page-number"]
    assert numbers == ["3", *map(str, range(1, 123))]
    assert {"一、新阶段新", "1.1 “五", "10.1 推", "10.1.1"} <= set(openings(document))


def test_the_buttons_of_a_web_page_are_dropped() -> None:
    document = real("wr01.txt")
    assert len([one for one in document.dropped if one.reason == "page-chrome"]) == 9
    assert openings(document)[0].startswith("2026年")
