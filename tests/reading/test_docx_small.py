"""Small parts of a Word file that print something: form boxes, large first letters, places of embedded documents."""

from __future__ import annotations

import pytest
from docx_builder import arrow, docx, dropped, lists, lvl, numbered, numbers, only, p, r, read, texts
from word_ledger import account

from policy_extract.findings import Report
from policy_extract.reading.word.docx import read_docx


def box(settings: str, *, result: bool = True) -> str:
    """A form field that prints a box to be ticked."""
    marks = [
        f'<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox>{settings}</w:checkBox></w:ffData></w:fldChar></w:r>',
        '<w:r><w:instrText xml:space="preserve"> FORMCHECKBOX </w:instrText></w:r>',
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>' if result else "",
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
    ]
    return "".join(marks)


def initial(text: str, kind: str = "drop") -> str:
    """A paragraph that is the large first letter of the next."""
    return p(r(text, '<w:sz w:val="90"/>'), f'<w:framePr w:dropCap="{kind}" w:lines="3"/>')


@pytest.mark.parametrize(
    ("settings", "printed"),
    [
        ('<w:default w:val="1"/>', "☑"),
        ('<w:default w:val="0"/>', "☐"),
        ('<w:default w:val="0"/><w:checked/>', "☑"),
        ('<w:default w:val="1"/><w:checked w:val="0"/>', "☐"),
        ("<w:sizeAuto/>", "☐"),
    ],
)
def test_a_form_box_is_printed_ticked_or_not(settings: str, printed: str) -> None:
    assert only(read(docx(p(box(settings) + r("是"))))).text == f"{printed}是"


def test_a_form_box_without_a_result_is_printed_too() -> None:
    assert only(read(docx(p(r("新增：") + box("<w:checked/>", result=False) + r("是"))))).text == "新增：☑是"


def test_a_form_box_of_a_cell_stands_before_its_word() -> None:
    data = docx(p(box("<w:checked/>") + r("约束性") + box("") + r("预期性")))
    assert only(read(data)).text == "☑约束性☐预期性"
    assert account(data).difference == {}


@pytest.mark.parametrize("kind", ["drop", "margin"])
def test_a_large_first_letter_belongs_to_its_sentence(kind: str) -> None:
    paragraph = only(read(docx(initial("为", kind) + p(r("贯彻落实部署。", '<w:sz w:val="32"/>')))))
    assert (paragraph.text, paragraph.font_size) == ("为贯彻落实部署。", 16.0)


def test_a_frame_that_is_no_first_letter_stays_a_paragraph() -> None:
    assert texts(read(docx(initial("青禾县文件", "none") + p(r("正文。"))))) == ["青禾县文件", "正文。"]


def test_a_first_letter_of_two_characters_is_joined_and_nothing_is_lost() -> None:
    data = docx(p(r("一、总体要求")) + initial("为了") + p(r("推进工作。")) + p(r("下一段。")))
    assert texts(read(data)) == ["一、总体要求", "为了推进工作。", "下一段。"]
    assert account(data).difference == {}


@pytest.mark.parametrize(
    "content",
    [
        r("前文。") + '<w:altChunk r:id="c1"/>',
        f'<w:hyperlink>{r("前文。")}<w:altChunk r:id="c1"/></w:hyperlink>',
        f'<w:ins><w:altChunk r:id="c1"/>{r("前文。")}</w:ins>',
        '<w:r><w:t>前文。</w:t><w:altChunk r:id="c1"/></w:r>',
    ],
)
def test_a_document_embedded_inside_a_paragraph_is_said(content: str) -> None:
    report = Report()
    data = docx(p(content), arrows=arrow("c1", "aFChunk", "c1.html"))
    assert texts(read_docx(data, report)) == ["前文。"]
    assert [finding.code.value for finding in report if "part" in finding.params] != []
    assert "unknown-part" in [finding.code.value for finding in report]


def test_a_level_that_does_not_say_where_it_starts_counts_from_nought() -> None:
    level = lvl(0, "%1.").replace('<w:start w:val="1"/>', "")
    assert numbers(read(docx(p(r("甲"), numbered()) + p(r("乙"), numbered()), numbering=lists(level)))) == ["0.", "1."]


def test_ordinals_are_printed_in_english() -> None:
    document = read(docx(p(r("甲"), numbered()) + p(r("乙"), numbered()), numbering=lists(lvl(0, "%1", "ordinal"))))
    assert numbers(document) == ["1st", "2nd"]
    assert dropped(document) == []
