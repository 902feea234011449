"""The automatic number before a paragraph, as Word prints it."""

from __future__ import annotations

import pytest
from docx_builder import codes, docx, lists, lvl, numbered, numbers, p, r, read, style

from policy_extract.blocks import Paragraph
from policy_extract.findings import Report

OUTLINE = (
    lvl(0, "%1、", "chineseCounting", '<w:suff w:val="nothing"/>')
    + lvl(1, "（%2）", "chineseCounting")
    + lvl(2, "%3．")
    + lvl(3, "（%4）")
)


def labels(numbering: str, *levels: int | str, styles: str = "") -> list[str]:
    """The numbers of paragraphs at these levels; a text instead of a level is the inside of a w:pPr."""
    body = "".join(p(r("甲"), level if isinstance(level, str) else numbered(level)) for level in levels)
    return numbers(read(docx(body, numbering=numbering, styles=styles)))


def test_an_outline_counts_on_and_begins_anew_under_each_heading() -> None:
    assert labels(lists(OUTLINE), 0, 1, 1, 2, 2, 1, 2, 0, 1, 2) == [
        "一、", "（一）", "（二）", "1．", "2．", "（三）", "1．", "二、", "（一）", "1．",
    ]  # fmt: skip


def test_the_number_is_no_part_of_the_text_and_its_level_is_kept() -> None:
    (block,) = read(docx(p(r("总体要求"), numbered(1)), numbering=lists(OUTLINE))).blocks
    assert isinstance(block, Paragraph)
    assert (block.number, block.text, block.list_level) == ("（一）", "总体要求", 1)


def test_a_number_may_name_the_levels_above() -> None:
    decimal = lvl(0, "%1") + lvl(1, "%1.%2") + lvl(2, "%1.%2.%3")
    assert labels(lists(decimal), 0, 1, 1, 2, 0, 1) == ["1", "1.1", "1.2", "1.2.1", "2", "2.1"]


def test_spaces_and_tabs_after_the_number_are_left_off() -> None:
    assert labels(lists(lvl(0, "第%1条　 ")), 0) == ["第1条"]


def test_a_level_used_first_starts_those_above_it() -> None:
    decimal = lvl(0, "%1") + lvl(1, "%1.%2")
    assert labels(lists(decimal), 1, 1, 0, 1) == ["1.1", "1.2", "2", "2.1"]


def test_lists_of_one_abstract_list_count_on_together() -> None:
    two = lists(lvl(0, "%1.")) + '<w:num w:numId="2"><w:abstractNumId w:val="0"/></w:num>'
    assert labels(two, 0, numbered(0, 2), 0) == ["1.", "2.", "3."]


def test_lists_of_two_abstract_lists_count_apart() -> None:
    two = (
        lists(lvl(0, "%1."))
        + f'<w:abstractNum w:abstractNumId="5">{lvl(0, "%1.")}</w:abstractNum><w:num w:numId="2"><w:abstractNumId w:val="5"/></w:num>'
    )
    assert labels(two, 0, numbered(0, 2), 0) == ["1.", "1.", "2."]


def override(level: int, inner: str, num_id: int = 2) -> str:
    return f'<w:num w:numId="{num_id}"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="{level}">{inner}</w:lvlOverride></w:num>'


def test_a_start_override_starts_anew_once() -> None:
    restarted = lists(lvl(0, "%1.")) + override(0, '<w:startOverride w:val="1"/>')
    second = numbered(0, 2)
    assert labels(restarted, 0, 0, second, second, 0, second) == ["1.", "2.", "1.", "2.", "3.", "4."]


def test_a_start_override_may_start_anywhere() -> None:
    assert labels(lists(lvl(0, "%1.")) + override(0, '<w:startOverride w:val="8"/>'), 0, numbered(0, 2), 0) == [
        "1.",
        "8.",
        "9.",
    ]


def test_a_level_may_be_replaced_for_one_list() -> None:
    replaced = lists(lvl(0, "%1.")) + override(0, lvl(0, "（%1）", "chineseCounting"))
    assert labels(replaced, 0, numbered(0, 2)) == ["1.", "（二）"]


def test_a_level_that_never_restarts_counts_through() -> None:
    through = lvl(0, "%1、", "chineseCounting") + lvl(1, "%2.", "decimal", '<w:lvlRestart w:val="0"/>')
    assert labels(lists(through), 0, 1, 1, 0, 1) == ["一、", "1.", "2.", "二、", "3."]


def test_a_level_may_restart_only_after_a_certain_level() -> None:
    levels = lvl(0, "%1") + lvl(1, "%2") + lvl(2, "%3", "decimal", '<w:lvlRestart w:val="1"/>')
    assert labels(lists(levels), 0, 1, 2, 1, 2, 0, 1, 2) == ["1", "1", "1", "2", "2", "2", "1", "1"]


def test_a_list_may_start_at_any_value() -> None:
    assert labels(lists(lvl(0, "%1.").replace('w:start w:val="1"', 'w:start w:val="0"')), 0, 0) == ["0.", "1."]


def test_legal_numbering_prints_the_levels_above_in_digits() -> None:
    legal = lvl(0, "第%1章", "chineseCountingThousand") + lvl(1, "%1.%2", "decimal", "<w:isLgl/>")
    assert labels(lists(legal), 0, 0, 1) == ["第一章", "第二章", "2.1"]


def test_legal_numbering_keeps_a_leading_nought() -> None:
    legal = lvl(0, "Article %1.", "upperRoman") + lvl(1, "Section %1.%2", "decimalZero", "<w:isLgl/>")
    assert labels(lists(legal), 0, 1) == ["Article I.", "Section 1.01"]


def test_a_bullet_above_prints_nothing_in_the_number() -> None:
    levels = lvl(0, "%1.") + lvl(1, "—", "bullet") + lvl(2, "%1.%2%3.")
    assert labels(lists(levels), 0, 1, 2) == ["1.", "—", "1.1."]


@pytest.mark.parametrize(
    ("sign", "font", "printed"),
    [("\uf0b7", "Symbol", "•"), ("l", "Wingdings", "•"), ("●", "宋体", "●"), ("—", "宋体", "—")],
)
def test_bullets_are_signs_of_the_page(sign: str, font: str, printed: str) -> None:
    level = f'<w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="{sign}"/><w:rPr><w:rFonts w:ascii="{font}"/></w:rPr></w:lvl>'
    assert labels(lists(level), 0) == [printed]


def test_an_empty_paragraph_of_a_list_prints_its_number() -> None:
    document = read(docx(p("", numbered()) + p(r("乙"), numbered()), numbering=lists(lvl(0, "%1."))))
    assert [(block.number, block.text) for block in document.blocks if isinstance(block, Paragraph)] == [
        ("1.", ""),
        ("2.", "乙"),
    ]


def test_list_zero_takes_a_paragraph_out_of_its_list() -> None:
    styles = style("L", f"<w:pPr>{numbered()}</w:pPr>")
    assert labels(
        lists(lvl(0, "%1.")),
        '<w:pStyle w:val="L"/>',
        f'<w:pStyle w:val="L"/>{numbered(0, 0)}',
        '<w:pStyle w:val="L"/>',
        styles=styles,
    ) == ["1.", "", "2."]


def linked(identity: str, inner: str, base: str = "") -> str:
    return style(
        identity,
        f"{f'<w:basedOn w:val={chr(34)}{base}{chr(34)}/>' if base else ''}<w:pPr><w:numPr>{inner}</w:numPr></w:pPr>",
    )


def test_a_style_numbers_at_the_level_that_names_it() -> None:
    levels = lvl(0, "%1、", "chineseCounting", '<w:pStyle w:val="H1"/>') + lvl(
        1, "（%2）", "chineseCounting", '<w:pStyle w:val="H2"/>'
    )
    styles = linked("H1", '<w:numId w:val="1"/>') + linked("H2", '<w:numId w:val="1"/>')
    first, second = '<w:pStyle w:val="H1"/>', '<w:pStyle w:val="H2"/>'
    assert labels(lists(levels), first, second, second, first, second, styles=styles) == [
        "一、",
        "（一）",
        "（二）",
        "二、",
        "（一）",
    ]


def test_a_style_may_name_its_level_itself() -> None:
    styles = linked("H2", '<w:ilvl w:val="1"/><w:numId w:val="1"/>')
    assert labels(lists(OUTLINE), '<w:pStyle w:val="H2"/>', styles=styles) == ["（一）"]


def test_a_style_has_the_list_of_the_style_it_is_based_on_and_its_own_level() -> None:
    styles = linked("H1", '<w:numId w:val="1"/>') + linked("H2", '<w:ilvl w:val="1"/>', "H1")
    assert labels(lists(OUTLINE), '<w:pStyle w:val="H1"/>', '<w:pStyle w:val="H2"/>', styles=styles) == [
        "一、",
        "（一）",
    ]


def test_a_style_without_numbering_of_its_own_has_all_of_its_base() -> None:
    styles = linked("H2", '<w:ilvl w:val="1"/><w:numId w:val="1"/>') + style("mine", '<w:basedOn w:val="H2"/>')
    assert labels(lists(OUTLINE), '<w:pStyle w:val="mine"/>', styles=styles) == ["（一）"]


def test_a_paragraph_may_name_only_its_level() -> None:
    styles = linked("H1", '<w:numId w:val="1"/>')
    assert labels(lists(OUTLINE), '<w:pStyle w:val="H1"/><w:numPr><w:ilvl w:val="2"/></w:numPr>', styles=styles) == [
        "1．"
    ]


def test_a_list_defined_by_a_numbering_style_is_found() -> None:
    numbering = (
        '<w:abstractNum w:abstractNumId="1"><w:numStyleLink w:val="outline"/></w:abstractNum>'
        f'<w:abstractNum w:abstractNumId="2"><w:styleLink w:val="outline"/>{lvl(0, "%1、", "chineseCounting")}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="2"/></w:num>'
    )
    styles = style("outline", '<w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr>', kind="numbering")
    assert labels(numbering, 0, numbered(0, 2), styles=styles) == ["一、", "二、"]


def test_numbering_styles_that_point_at_each_other_number_nothing() -> None:
    numbering = '<w:abstractNum w:abstractNumId="1"><w:numStyleLink w:val="ring"/></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
    styles = style("ring", '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>', kind="numbering")
    assert labels(numbering, 0, styles=styles) == [""]


def test_a_list_that_does_not_exist_is_noted_once() -> None:
    report = Report()
    document = read(
        docx(p(r("甲"), numbered(0, 99)) + p(r("乙"), numbered(0, 99)), numbering=lists(lvl(0, "%1."))), report
    )
    assert numbers(document) == ["", ""]
    assert [finding.message for finding in report if finding.code == "broken-reference"] == [
        "The list 99 is referred to and does not exist."
    ]


def test_a_missing_numbering_part_is_noted_where_a_list_is_asked_for() -> None:
    report = Report()
    read(docx(p(r("甲"), numbered()), styles=""), report)
    assert [finding.message for finding in report] == ["The file has no word/numbering.xml."]
    report = Report()
    read(docx(p("甲"), styles=""), report)
    assert not report.findings


def test_an_unknown_format_is_printed_in_digits_and_noted() -> None:
    report = Report()
    document = read(
        docx(p(r("甲"), numbered()) + p(r("乙"), numbered()), numbering=lists(lvl(0, "%1.", "hebrew1"))), report
    )
    assert numbers(document) == ["1.", "2."]
    assert codes(report).count("unknown-number-format") == 1


def test_a_level_out_of_range_is_taken_for_the_nearest() -> None:
    report = Report()
    assert numbers(read(docx(p(r("甲"), numbered(12)), numbering=lists(lvl(8, "%9)"))), report)) == ["1)"]
    assert "invalid-value" in codes(report)


def test_a_level_nobody_defined_prints_nothing() -> None:
    assert labels(lists(lvl(0, "%1.")), 0, 3, 0) == ["1.", "", "2."]


def test_noughts_before_the_number_are_printed() -> None:
    choice = (
        '<mc:AlternateContent><mc:Choice Requires="w14"><w:numFmt w:val="custom" w:format="001, 002, 003, ..."/></mc:Choice>'
        '<mc:Fallback><w:numFmt w:val="decimal"/></mc:Fallback></mc:AlternateContent>'
    )
    assert labels(lists(f'<w:lvl w:ilvl="0"><w:start w:val="1"/>{choice}<w:lvlText w:val="%1."/></w:lvl>'), 0) == [
        "001."
    ]


def test_numbers_count_on_through_tables() -> None:
    body = (
        p(r("甲"), numbered())
        + f"<w:tbl><w:tr><w:tc>{p(r('乙'), numbered())}</w:tc></w:tr></w:tbl>"
        + p(r("丙"), numbered())
    )
    assert numbers(read(docx(body, numbering=lists(lvl(0, "%1."))))) == ["1.", "3."]


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        ("（一）总体要求", "（一）"),
        ("一、总体要求", "一、"),
        ("1.健全体系", "1."),
        ("1．健全体系", "1．"),
        ("第三章 附则", "第三章"),
        ("①养老", "①"),
    ],
)
def test_a_typed_number_after_an_automatic_one_is_noted(text: str, typed: str) -> None:
    report = Report()
    read(docx(p(r(text), numbered(1)), numbering=lists(OUTLINE)), report)
    (twice,) = [finding for finding in report if finding.code == "number-twice"]
    assert twice.params == {"auto": "（一）", "typed": typed}
    assert twice.at is not None
    assert (twice.at.block, text[twice.at.start : twice.at.end]) == ("b1", typed)


@pytest.mark.parametrize("text", ["1.5万人", "一是加强领导", "2025年底前", "统一规范"])
def test_other_beginnings_are_no_typed_numbers(text: str) -> None:
    report = Report()
    read(docx(p(r(text), numbered(1)), numbering=lists(OUTLINE)), report)
    assert "number-twice" not in codes(report)


def test_a_typed_number_after_a_bullet_is_none_twice() -> None:
    report = Report()
    read(docx(p(r("1.健全体系"), numbered()), numbering=lists(lvl(0, "—", "bullet"))), report)
    assert "number-twice" not in codes(report)
