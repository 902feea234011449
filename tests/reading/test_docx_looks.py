"""What a paragraph looks like: style, alignment, outline level, bold, size, page breaks."""

from __future__ import annotations

import pytest
from docx_builder import codes, docx, only, p, r, read, style, texts

from policy_extract.blocks import Paragraph
from policy_extract.findings import Report

STYLES = (
    '<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="21"/></w:rPr></w:rPrDefault></w:docDefaults>'
    + style("a", name="Normal", default=True)
    + style(
        "1",
        '<w:basedOn w:val="a"/><w:pPr><w:jc w:val="center"/><w:outlineLvl w:val="0"/></w:pPr><w:rPr><w:b/><w:sz w:val="44"/></w:rPr>',
        name="heading 1",
    )
    + style("big", '<w:basedOn w:val="1"/>', name="大标题")
    + '<w:style w:type="character" w:styleId="strong"><w:name w:val="Strong"/><w:rPr><w:b/></w:rPr></w:style>'
)


def look(content: str, properties: str = "", styles: str = STYLES) -> Paragraph:
    return only(read(docx(p(content, properties), styles=styles)))


def test_the_style_is_its_name_in_lower_case() -> None:
    assert look("甲", '<w:pStyle w:val="1"/>').style == "heading 1"


def test_a_paragraph_without_a_style_has_the_default_one() -> None:
    assert look("甲").style == "normal"


def test_without_styles_every_paragraph_is_normal_and_the_missing_part_is_noted() -> None:
    report = Report()
    assert only(read(docx(p("甲", '<w:pStyle w:val="1"/>')), report)).style == "normal"
    assert codes(report) == ["missing-part"]


def test_a_style_that_does_not_exist_is_noted_once_and_taken_for_the_default() -> None:
    report = Report()
    document = read(docx(p("甲", '<w:pStyle w:val="zz"/>') + p("乙", '<w:pStyle w:val="zz"/>'), styles=STYLES), report)
    assert [block.style for block in document.blocks if isinstance(block, Paragraph)] == ["normal", "normal"]
    assert codes(report) == ["broken-reference"]


def test_alignment_comes_from_the_style_it_is_based_on() -> None:
    assert look("甲", '<w:pStyle w:val="big"/>').align == "center"


def test_the_paragraphs_own_alignment_wins() -> None:
    assert look("甲", '<w:pStyle w:val="1"/><w:jc w:val="right"/>').align == "right"


@pytest.mark.parametrize(
    ("said", "align"), [("start", "left"), ("end", "right"), ("both", "both"), ("distribute", "both"), ("nonsense", "")]
)
def test_alignments_have_four_names(said: str, align: str) -> None:
    assert look("甲", f'<w:jc w:val="{said}"/>').align == align


def test_the_outline_level_comes_from_the_style() -> None:
    assert look("甲", '<w:pStyle w:val="big"/>').outline_level == 0


def test_body_text_level_takes_a_heading_out_of_the_outline() -> None:
    assert look("甲", '<w:pStyle w:val="1"/><w:outlineLvl w:val="9"/>').outline_level is None


def test_a_heading_style_without_a_level_has_that_of_its_name() -> None:
    assert look("甲", '<w:pStyle w:val="h"/>', style("h", name="heading 3")).outline_level == 2


def test_bold_stretches_are_joined_where_they_touch() -> None:
    assert look(r("一、", "<w:b/>") + r("总体", "<w:b/>") + r("要求") + r("。", "<w:b/>")).bold == ((0, 4), (6, 7))


def test_a_line_under_words_is_kept_whoever_draws_it() -> None:
    """Direct formatting decides; `none` takes the line away."""
    drawn = r("市民政局", '<w:u w:val="single"/>') + r("、") + r("市财政局", '<w:u w:val="none"/>')
    assert look(drawn).underlined == ((0, 4),)
    assert look(r("市民政局", '<w:u w:val="wave"/>') + r("牵头", '<w:u w:val="dash"/>')).underlined == ((0, 6),)


def test_a_bold_style_makes_the_whole_paragraph_bold() -> None:
    assert look("总体要求", '<w:pStyle w:val="1"/>').bold == ((0, 4),)


def test_a_bold_character_style_in_a_bold_paragraph_prints_light() -> None:
    assert look(r("总体") + r("要求", '<w:rStyle w:val="strong"/>'), '<w:pStyle w:val="1"/>').bold == ((0, 2),)


def test_bold_switched_off_in_the_run_wins_over_every_style() -> None:
    assert look(r("总体", '<w:b w:val="0"/>') + r("要求", '<w:b w:val="false"/>'), '<w:pStyle w:val="1"/>').bold == ()


def test_the_size_is_that_of_the_first_visible_run() -> None:
    assert (
        look(r(" ", '<w:sz w:val="10"/>') + r("甲", '<w:sz w:val="32"/>') + r("乙", '<w:sz w:val="21"/>')).font_size
        == 16
    )


def test_the_size_comes_from_the_style_then_from_the_defaults() -> None:
    assert look("甲", '<w:pStyle w:val="1"/>').font_size == 22
    assert look("甲").font_size == 10.5


def test_the_size_is_unknown_where_nothing_says_it() -> None:
    assert look("甲", styles=style("a", default=True)).font_size is None


def test_styles_based_on_each_other_in_a_ring_end() -> None:
    ring = style("x", '<w:basedOn w:val="y"/><w:pPr><w:jc w:val="right"/></w:pPr>') + style(
        "y", '<w:basedOn w:val="x"/>'
    )
    assert look("甲", '<w:pStyle w:val="x"/>', ring).align == "right"


def breaks(body: str) -> list[bool]:
    return [block.page_break_before for block in read(docx(body)).blocks if isinstance(block, Paragraph)]


PAGE = '<w:r><w:br w:type="page"/></w:r>'


def test_a_page_break_alone_in_its_paragraph_breaks_before_the_next() -> None:
    assert breaks(p("甲") + p(PAGE) + p("乙") + p("丙")) == [False, True, False]


def test_a_page_break_before_the_text_breaks_before_this_paragraph() -> None:
    assert breaks(p("甲") + p(PAGE + r("乙"))) == [False, True]


def test_a_page_break_after_the_text_breaks_before_the_next_paragraph() -> None:
    assert breaks(p(r("甲") + PAGE) + p("乙")) == [False, True]


def test_a_page_break_inside_the_text_ends_a_line() -> None:
    assert texts(read(docx(p(r("甲") + PAGE + r("乙")) + p("丙")))) == ["甲\n乙", "丙"]
    assert breaks(p(r("甲") + PAGE + r("乙")) + p("丙")) == [False, False]


def test_a_paragraph_may_ask_for_a_page_of_its_own() -> None:
    assert breaks(p("甲") + p("乙", "<w:pageBreakBefore/>")) == [False, True]


def test_a_section_break_starts_a_page_unless_it_is_continuous() -> None:
    first = p("甲", "<w:sectPr/>")
    assert breaks(first + p("乙") + "<w:sectPr/>") == [False, True]
    assert breaks(first + p("乙") + '<w:sectPr><w:type w:val="continuous"/></w:sectPr>') == [False, False]


def test_a_page_break_between_text_and_spaces_ends_no_line() -> None:
    assert texts(read(docx(p(r("甲") + PAGE + r("  ")) + p("乙")))) == ["甲  ", "乙"]
    assert breaks(p(r("甲") + PAGE + r("  ")) + p("乙")) == [False, True]
