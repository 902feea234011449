"""Fields: the result is printed, the code is not."""

from __future__ import annotations

import pytest
from docx_builder import docx, dropped, only, p, r, read, style, t, texts

from policy_extract.blocks import Paragraph

BEGIN, SEPARATE, END = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end"))


def code(text: str) -> str:
    return f'<w:r><w:instrText xml:space="preserve">{text}</w:instrText></w:r>'


def field(instruction: str, result: str) -> str:
    return f"{BEGIN}{code(instruction)}{SEPARATE}{result}{END}"


def test_a_field_prints_its_result() -> None:
    document = read(docx(p(r("第") + field(" PAGEREF x ", r("3")) + r("页"))))
    assert only(document).text == "第3页"
    assert dropped(document) == [(" PAGEREF x ", "field-code")]


def test_a_field_without_result_prints_nothing() -> None:
    assert only(read(docx(p(r("甲") + BEGIN + code(" XE 养老 ") + END + r("乙"))))).text == "甲乙"


def test_text_in_the_code_of_a_field_is_not_printed() -> None:
    nested = BEGIN + code(" IF ") + field(" MERGEFIELD x ", r("内")) + code(" = 1 ") + SEPARATE + r("果") + END
    document = read(docx(p(r("甲") + nested + r("乙"))))
    assert only(document).text == "甲果乙"


def test_a_field_inside_a_result_prints_its_own_result() -> None:
    assert only(read(docx(p(field(" TOC ", r("一、总体要求") + field(" PAGEREF a ", r("3"))))))).text == "一、总体要求3"


def test_a_field_may_run_over_paragraphs() -> None:
    body = p(BEGIN + code(" TOC \\o ") + SEPARATE + r("一、甲")) + p("二、乙") + p(END) + p("正文")
    assert texts(read(docx(body))) == ["一、甲", "二、乙", "正文"]


def test_a_field_that_never_ends_hides_nothing() -> None:
    assert texts(read(docx(p(BEGIN + r("甲")) + p("乙")))) == ["甲", "乙"]


def test_an_end_without_a_begin_is_passed_over() -> None:
    assert texts(read(docx(p(SEPARATE + END + r("甲"))))) == ["甲"]


def test_a_field_whose_end_is_deleted_hides_nothing() -> None:
    body = p(BEGIN + r("甲")) + p(f"<w:del>{END}</w:del>" + r("乙"))
    assert texts(read(docx(body))) == ["甲", "乙"]


def test_a_simple_field_prints_what_is_in_it() -> None:
    document = read(docx(p(r("共") + f'<w:fldSimple w:instr=" NUMPAGES ">{r("9")}</w:fldSimple>' + r("页"))))
    assert only(document).text == "共9页"
    assert dropped(document) == [(" NUMPAGES ", "field-code")]


@pytest.mark.parametrize(
    ("instruction", "printed"),
    [
        (r"eq \o\ac(○,1)", "①"),
        (r" EQ \o\ac(○,21) ", "㉑"),
        (r"eq \o\ac(□,甲)", "甲"),
        (r"eq \o\ac(\s\up 0(○),\s\do 0(3))", "③"),
    ],
)
def test_enclosed_characters_are_printed(instruction: str, printed: str) -> None:
    assert only(read(docx(p(BEGIN + code(instruction) + END + r("推进"))))).text == printed + "推进"


def test_code_written_in_several_runs_is_one_code() -> None:
    assert only(read(docx(p(BEGIN + code("eq \\o\\ac(○,") + code("2)") + END + r("甲"))))).text == "②甲"


def styles_of(body: str, styles: str = "") -> list[str]:
    document = read(docx(body, styles=style("a", name="Normal", default=True) + styles))
    return [block.style for block in document.blocks if isinstance(block, Paragraph)]


def test_lines_of_a_table_of_contents_are_known_by_their_style() -> None:
    toc = style("11", name="TOC 1")
    assert styles_of(p(r("一、甲"), '<w:pStyle w:val="11"/>'), toc) == ["toc 1"]


def test_the_result_of_a_toc_field_is_a_table_of_contents_whatever_its_style() -> None:
    body = p("目录") + p(BEGIN + code(" TOC ") + SEPARATE + r("一、甲")) + p("二、乙") + p(END) + p("一、甲")
    assert styles_of(body) == ["normal", "toc 1", "toc 1", "normal"]


def test_a_content_control_with_the_contents_is_one_too() -> None:
    gallery = '<w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>'
    body = f"<w:sdt>{gallery}<w:sdtContent>{p('目　录')}{p('一、甲')}</w:sdtContent></w:sdt>" + p("一、甲")
    assert styles_of(body) == ["toc heading", "toc 1", "normal"]


def test_a_hidden_field_leaves_the_rest_of_the_line_alone() -> None:
    hidden = "<w:rPr><w:vanish/></w:rPr>"
    marks = [f'<w:r>{hidden}<w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "end")]
    body = p(
        r("甲") + marks[0] + f"<w:r>{hidden}<w:instrText>TC 乙</w:instrText></w:r>" + marks[1] + f"<w:r>{t('丙')}</w:r>"
    )
    assert only(read(docx(body))).text == "甲丙"
