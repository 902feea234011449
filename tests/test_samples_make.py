"""The script after the samples: same bytes every time, and files that other programs open."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import docx
import pytest
from lxml import etree

from samples.make.__main__ import files
from samples.make.markup import Markup, table, xml

ROOT = Path(__file__).resolve().parent.parent

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MADE = files()
WORD_FILES = [name for name in MADE if name.suffix == ".docx"]


@pytest.mark.parametrize("name", MADE, ids=str)
def test_regenerating_a_source_gives_the_bytes_in_the_repository(name: Path) -> None:
    assert (ROOT / "samples" / name).read_bytes() == MADE[name]


def test_two_runs_give_the_same_bytes() -> None:
    assert files() == MADE


def test_every_source_in_the_repository_comes_from_the_script() -> None:
    stored = {path.relative_to(ROOT / "samples") for path in (ROOT / "samples").glob("*/source.*")}
    assert stored == set(MADE)


@pytest.mark.parametrize("name", WORD_FILES, ids=str)
def test_python_docx_opens_it(name: Path) -> None:
    document = docx.Document(io.BytesIO(MADE[name]))
    assert document.paragraphs


@pytest.mark.parametrize("name", WORD_FILES, ids=str)
def test_it_holds_no_time_of_the_run_and_its_parts_are_sorted(name: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(MADE[name])) as archive:
        entries = archive.infolist()
    assert [entry.filename for entry in entries] == sorted(entry.filename for entry in entries)
    assert {entry.date_time for entry in entries} == {(1980, 1, 1, 0, 0, 0)}


@pytest.mark.parametrize("name", WORD_FILES, ids=str)
def test_every_reference_in_it_leads_somewhere(name: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(MADE[name])) as archive:
        parts = {entry: etree.fromstring(archive.read(entry)) for entry in archive.namelist()}
    document, styles, numbering = (parts[f"word/{part}.xml"] for part in ("document", "styles", "numbering"))
    known_styles = {style.get(f"{W}styleId") for style in styles.iter(f"{W}style")}
    used_styles = {style.get(f"{W}val") for tag in ("pStyle", "tblStyle") for style in document.iter(f"{W}{tag}")}
    assert used_styles <= known_styles
    lists = {each.get(f"{W}numId") for each in numbering.iter(f"{W}num")}
    assert {each.get(f"{W}val") for part in (document, styles) for each in part.iter(f"{W}numId")} <= lists
    changes = [change.get(f"{W}id") for change in document.iter(f"{W}ins", f"{W}del", f"{W}moveFrom", f"{W}moveTo")]
    assert len(changes) == len(set(changes))


def test_text_is_escaped_and_markup_is_not() -> None:
    assert '<w:t xml:space="preserve">&lt;一&gt;</w:t>' in xml(["<一>", Markup("<w:tab/>")])
    assert xml([Markup("<w:tab/>")]) == "<w:tab/>"


def test_merged_cells_span_the_grid() -> None:
    element = etree.fromstring(f'<r xmlns:w="{W[1:-1]}">{table("| 甲 | 乙 | < |", "| ^ | 丙 | 丁 |")}</r>')
    first, second = element.iter(f"{W}tr")
    assert len(first.findall(f"{W}tc")) == 2
    assert first.find(f".//{W}gridSpan").get(f"{W}val") == "2"
    assert len(second.findall(f"{W}tc")) == 3
    assert [merge.get(f"{W}val") for merge in element.iter(f"{W}vMerge")] == ["restart", None]
