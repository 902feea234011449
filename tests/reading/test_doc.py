"""Old Word files: the same plan as the .docx they were saved from; what cannot be read is reported."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from doc_builder import doc, ole
from dump_builder import codes, read_dump, shown
from hypothesis import given, settings
from hypothesis import strategies as st

from policy_extract import parse
from policy_extract.errors import DamagedDocumentError, InputError, LockedDocumentError, NotADocumentError
from policy_extract.reading.ledger import ledger_of

SAMPLES = Path(__file__).parents[2] / "samples"
OFFICE = shutil.which("soffice")


def refusal(data: bytes) -> str | None:
    """The line in which a file is refused; None where it is read."""
    try:
        read_dump(data)
    except InputError as error:
        return str(error)
    return None


def test_a_text_is_read_where_the_converter_gives_up() -> None:
    data = doc("澜州市养老服务方案\r一、总体要求\r")
    assert shown(data) == ["澜州市养老服务方案", "一、总体要求"]
    assert codes(data) == ["formatting-lost"]


def test_cells_and_rows_are_a_table() -> None:
    data = doc("附件1\r序号\x07内容\x07\x071\x07建站点\r建食堂\x07\x07备注：略\r")
    assert shown(data) == ["附件1", [["序号", "内容"], ["1", "建站点\n建食堂"]], "备注：略"]


def test_a_field_shows_its_result_and_its_code_is_dropped() -> None:
    document = read_dump(doc("到\x13 DATE \\@ yyyy \x142027\x15年\r"))
    assert shown(doc("到\x13 DATE \\@ yyyy \x142027\x15年\r")) == ["到2027年"]
    assert [(one.text.strip(), one.reason) for one in document.dropped] == [("DATE \\@ yyyy", "field-code")]


def test_notes_are_stories_of_their_own() -> None:
    document = read_dump(doc("正文\r", notes="注文\r"))
    assert [block.story for block in document.blocks] == ["body", "footnote"]


@pytest.mark.parametrize(("wps", "form"), [(False, "doc"), (True, "wps")])
def test_wps_marks_its_own_files(wps: bool, form: str) -> None:  # one of two kinds
    assert read_dump(doc("正文\r", wps=wps)).format == form


@pytest.mark.parametrize(
    ("data", "kind", "said"),
    [
        (doc("正文\r", flags=0x0100), LockedDocumentError, "encrypted"),
        (doc("正文\r", sign=0xA5DC), NotADocumentError, "Word 95"),
        (b"\xdb\xa5\x2d\x00" + bytes(800), NotADocumentError, "Word 95"),
        (doc("正文\r")[:1500], DamagedDocumentError, "cut off or broken"),
        (doc("正文\r", sign=0x1234), DamagedDocumentError, "cut off or broken"),
        (ole({"PowerPoint Document": b"\x09\x08"}), NotADocumentError, "old Office file"),
        (doc("\x01\x02\x03\x04" * 200), DamagedDocumentError, "no text"),
    ],
)
def test_what_cannot_be_read_is_refused_in_one_line(data: bytes, kind: type[InputError], said: str) -> None:
    with pytest.raises(kind, match=said):
        read_dump(data)


def test_pieces_that_say_the_same_text_again_and_again_are_refused() -> None:
    text = "澜州市方案" * 200
    assert "cut off or broken" in (refusal(doc(text, times=1_000)) or "")
    assert refusal(doc(text)) is None


@settings(max_examples=60, deadline=None)
@given(text=st.text(st.sampled_from("甲乙1、\r\x07\x13\x14\x15\x0b\x0c \x01一"), max_size=80))
def test_every_character_is_accounted_for(text: str) -> None:
    data = doc("正文" * 20 + "\r" + text + "\r")
    assert ledger_of(data, read_dump(data)).difference == {}


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 9_999), st.integers(0, 255)), min_size=1, max_size=8))
def test_a_damaged_file_is_read_or_refused(changes: list[tuple[int, int]]) -> None:
    data = bytearray(doc("澜州市方案\r一、总体要求\r序号\x07内容\x07\x07"))
    for place, value in changes:
        data[place % len(data)] = value
    told = refusal(bytes(data))
    assert told is None or "\n" not in told


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice (soffice) is not installed; it makes the .doc files")
@pytest.mark.parametrize("sample", ["district-action-plan", "notice-with-plan"])
def test_a_plan_saved_as_doc_gives_the_same_plan(sample: str, tmp_path: Path) -> None:
    source = SAMPLES / sample / "source.docx"
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [str(OFFICE), profile, "--headless", "--convert-to", "doc:MS Word 97", "--outdir", str(tmp_path)]
    subprocess.run([*command, str(source)], check=True, capture_output=True, timeout=100)
    was, now = parse(source), parse(tmp_path / "source.doc")
    assert now.source.format == "doc"
    assert now.source.read_through
    assert now.source.read_through.startswith("msdoc2docx")
    assert [(task.id, task.title, [(unit.name, unit.role) for unit in task.units]) for task in now.tasks] == [
        (task.id, task.title, [(unit.name, unit.role) for unit in task.units]) for task in was.tasks
    ]
    assert [[cell.text for cell in table.cells] for table in now.tables] == [
        [cell.text for cell in table.cells] for table in was.tables
    ]


CORPUS = Path(__file__).parents[3] / "shared" / "corpus"


@pytest.mark.skipif(
    not CORPUS.is_dir(), reason="the corpus of real documents, which lies next to the project, is not here"
)
@pytest.mark.parametrize("path", sorted(CORPUS.glob("*/doc/*.doc")), ids=lambda path: path.stem[-40:])
def test_foreign_files_are_read_or_refused_in_one_line(path: Path) -> None:
    data = path.read_bytes()
    told = refusal(data)
    if told is None:
        assert ledger_of(data, read_dump(data)).difference.get("body", 0) <= 0
    else:
        assert "\n" not in told
