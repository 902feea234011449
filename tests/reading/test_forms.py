"""What a file is, recognised by its bytes, and the characters of a text file."""

from __future__ import annotations

import io
import random
import re
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

import pytest
from docx_builder import docx, p, r
from dump_builder import codes, read_dump, shown

from policy_extract.blocks import Format
from policy_extract.errors import LockedDocumentError, NotADocumentError
from policy_extract.findings import Report
from policy_extract.model import Source
from policy_extract.reading.bundle.order import _PREFERRED
from policy_extract.reading.characters import LARGEST_TEXT, decode, visible
from policy_extract.reading.forms import FORMS, Form
from policy_extract.reading.source import ReadContext, SourceFile

if TYPE_CHECKING:
    from collections.abc import Sequence

ROOT = Path(__file__).parents[2]

TEXT = "青禾县养老服务行动计划\n一、总体要求\n"


def package(*names: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return stream.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030"])
def test_a_text_is_read_in_the_encodings_it_comes_in(encoding: str) -> None:
    assert shown(TEXT.encode(encoding)) == ["青禾县养老服务行动计划", "一、总体要求"]


@pytest.mark.parametrize(
    "data",
    [
        "Grüße\n".encode("utf-16-le") * 20,
        "縺ゅｋ\n".encode("utf-16-be") * 20,
        "行动\n".encode("utf-16-le") + b"\0\xd8" * 9,
    ],
)
def test_what_may_be_something_else_is_no_text_that_lost_its_mark(data: bytes) -> None:
    with pytest.raises(NotADocumentError):
        shown(data)


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_file_cut_inside_a_character_is_read_and_noted(encoding: str) -> None:
    data = TEXT.strip().encode(encoding)[:-1]
    assert shown(data)[0] == "青禾县养老服务行动计划"
    assert codes(data) == ["text-decoded-with-loss"]


BY_CHANCE = "训拙磨摹台赚眨蟹谁胃童赂穴头遣枝要税前效"
"""Each of these is two bytes of GB18030 that are one character of UTF-8, too."""


@pytest.mark.parametrize(
    "text",
    [
        BY_CHANCE,
        BY_CHANCE + "县",
        "县" + BY_CHANCE[:4],
        f"一、{BY_CHANCE}。",
        "要求",
        "联通",
        f"{BY_CHANCE}〔2026〕1号",
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_the_encoding_is_that_in_which_the_text_is_chinese(text: str, encoding: str) -> None:
    data = text.encode(encoding)
    assert (shown(data), codes(data)) == ([text], [])


@pytest.mark.parametrize("text", ["Café à Orléans, déjà vu", "Вся правда", "naïve · 1", "Ελλάδα"])
def test_a_text_of_other_languages_stays_as_it_is(text: str) -> None:
    assert (shown(text.encode()), codes(text.encode())) == ([text], [])


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
@pytest.mark.parametrize("place", range(8))
def test_a_short_text_with_a_fault_is_read_in_its_encoding(encoding: str, place: int) -> None:
    data = bytearray("澜州市养老方案，建成十家。".encode(encoding))
    data[place * 3] = 0xFF
    found = decode(bytes(data))
    assert (found.encoding, found.lost > 0) == (encoding, True)


@pytest.mark.parametrize("signs", [range(0x81, 0xFF), [*range(32, 256)], [*range(0x81, 0xFF), 0x30, 0x31]])
def test_random_bytes_that_gb18030_can_read_are_no_text(signs: Sequence[int]) -> None:
    noise = bytes(random.Random(1).choices(signs, k=9_000))
    with pytest.raises(NotADocumentError, match="no text in UTF-8"):
        decode(noise)


@pytest.mark.parametrize(
    "text", ["養老服務體系實施方案，應當由縣人民政府負責。", "Über die Öfen, größer als früher. ", "建设○养老★中心●"]
)
def test_a_long_text_of_gb18030_with_rare_signs_is_read(text: str) -> None:
    assert decode((text * 200).encode("gb18030")).text == text * 200


def test_a_text_larger_than_any_plan_is_refused() -> None:
    with pytest.raises(NotADocumentError, match="larger than 8 MB"):
        decode(b"a" * (LARGEST_TEXT + 1))


def test_every_unreadable_byte_is_shown_and_counted() -> None:
    data = ("养老服务" * 10).encode() + b"\xff\xfe"
    assert shown(data) == ["养老服务" * 10 + "\ufffd\ufffd"]


def test_a_word_file_is_known_by_its_bytes() -> None:
    assert read_dump(docx(p(r("总体要求")))).format == "docx"


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"", "empty"),
        (b" \n\t", "empty"),
        (b"\xef\xbb\xbf\n", "white space only"),
        (b"\x89PNG\r\n\x1a\n", "a picture"),
        (b"\xff\xd8\xff\xe0", "a picture"),
        (b"<!DOCTYPE html><html>", "no text"),
        (b"<html><!-- -->", "no text"),
        (b'<?xml version="1.0"?>\n<?mso-application progid="Word.Document"?><w:wordDocument', "one XML file"),
        (b"Rar!\x1a\x07\x00", "a RAR archive"),
        (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
        (b"\x1f\x8b\x08", "a gzip archive"),
        (package("xl/workbook.bin"), "a binary Excel workbook"),
        (b"{\\rtf1\\ansi", "needs LibreOffice"),
        (package("mimetype", "content.xml"), "an OpenDocument file"),
        (package("a.bin"), "without a Word document"),
        (b"\x00\x01\x02\x03" * 50, "binary data"),
        (b"\xff\x80\xff\x80" * 50, "no text"),
    ],
)
def test_anything_else_is_refused_in_one_line_that_says_what_it_is_and_what_to_do(data: bytes, kind: str) -> None:
    with pytest.raises(NotADocumentError) as caught:
        read_dump(data)
    message = str(caught.value)
    assert kind in message
    assert "; " in message
    assert "\n" not in message


def test_an_old_office_file_is_left_to_the_word_reader() -> None:
    with pytest.raises((NotADocumentError, LockedDocumentError)):
        read_dump(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))


def test_a_text_that_begins_like_a_picture_is_text() -> None:
    assert shown("BMI指数监测") == ["BMI指数监测"]


def test_a_notation_document_is_known_by_its_first_line() -> None:
    document = read_dump("⟦policy-extract blocks 1⟧\n⟦#一、⟧总体要求\n⟦dropped=page-number⟧3\n")
    assert (document.format, document.blocks[0].id, document.dropped[0].reason) == ("notation", "b1", "page-number")


# ---------------------------------------------------------------- the table


def test_every_form_of_the_contract_has_one_row() -> None:
    assert sorted(form.name for form in FORMS) == sorted(get_args(Source.model_fields["format"].annotation))
    assert sorted(get_args(Format)) == sorted(form.name for form in FORMS)


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.name)
def test_every_row_leads_to_a_reader(form: Form) -> None:
    assert callable(form.reader.read)
    assert callable(form.reader.count)


def test_the_example_of_the_page_on_forms_reads_what_it_says() -> None:
    page = (ROOT / "docs" / "forms.md").read_text("utf-8")
    (module,) = re.findall(
        r"^New file `policy_extract/reading/flow/subtitles\.py`:\n\n```python\n(.*?)```", page, re.DOTALL | re.MULTILINE
    )
    names: dict[str, Any] = {}
    exec(module, names)  # the page's own code
    file = SourceFile(
        "1\n00:00:01,000 --> 00:00:02,000\n一、总体要求\n\n2\n00:00:03,000 --> 00:00:04,000\n二、主要任务\n".encode()
    )
    document = names["read"](file, ReadContext(Report(), None))
    assert [block.text for block in document.blocks] == ["一、总体要求", "二、主要任务"]
    assert [place.line for place in document.places.values()] == [3, 7]
    kept = sum(visible(block.text) for block in document.blocks) + sum(visible(one.text) for one in document.dropped)
    assert names["count"](file, document) == {"body": kept}


def test_the_example_of_the_page_on_forms_loses_nothing_of_two_lines_and_of_what_follows() -> None:
    page = (ROOT / "docs" / "forms.md").read_text("utf-8")
    (module,) = re.findall(
        r"^New file `policy_extract/reading/flow/subtitles\.py`:\n\n```python\n(.*?)```", page, re.DOTALL | re.MULTILINE
    )
    names: dict[str, Any] = {}
    exec(module, names)  # the page's own code
    file = SourceFile("1\n00:00:01,000 --> 00:00:02,000\n一、总体\n要求\n\n完\n".encode())
    document = names["read"](file, ReadContext(Report(), None))
    assert [block.text for block in document.blocks] == ["一、总体要求", "完"]
    kept = sum(visible(block.text) for block in document.blocks) + sum(visible(one.text) for one in document.dropped)
    assert names["count"](file, document) == {"body": kept}


def test_every_form_of_texts_has_a_rank_where_a_bundle_holds_one_document_twice() -> None:
    """Workbooks are ranked apart; a zip holds no zip, and the notation is written by this program."""
    texts = [form.name for form in FORMS if form.family != "grid" and form.name not in {"zip", "notation"}]
    assert [name for name in texts if name not in _PREFERRED] == []


def test_a_zip_of_more_files_than_any_document_has_is_refused_before_its_list_is_read() -> None:
    entries = b"PK\x01\x02" + bytes(42)
    with pytest.raises(NotADocumentError, match="more than 50000 files"):
        read_dump(b"PK\x03\x04" + entries * 50_001)
