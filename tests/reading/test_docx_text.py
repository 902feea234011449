"""What a paragraph's text is: every element inside a w:p that has characters or hides some."""

from __future__ import annotations

import pytest
from docx_builder import codes, docx, dropped, only, p, r, read, root, t, texts

from policy_extract.findings import Report


def line(content: str, **options: str) -> str:
    return only(read(docx(p(content)), **options)).text


def test_runs_are_joined_without_a_space() -> None:
    assert line(r("健全") + r("社会保障体系")) == "健全社会保障体系"


def test_spaces_kept_by_the_file_are_kept() -> None:
    assert line("<w:r>" + t("  附件 1 ") + "</w:r>") == "  附件 1 "


def test_spaces_the_file_does_not_keep_are_not_printed() -> None:
    document = read(docx(p("<w:r><w:t> 附件 1 </w:t></w:r>")))
    assert only(document).text == "附件 1"
    assert dropped(document) == [("  ", "whitespace")]


def test_spaces_are_kept_where_the_whole_part_says_so() -> None:
    assert only(read(docx(p("<w:r><w:t> 附件</w:t></w:r>"), attributes='xml:space="preserve"'))).text == " 附件"


def test_a_line_break_of_pretty_printing_is_a_space() -> None:
    assert line("<w:r><w:t>附件\n一</w:t></w:r>") == "附件 一"


@pytest.mark.parametrize(
    ("element", "printed"),
    [
        ("<w:br/>", "\n"),
        ('<w:br w:type="textWrapping"/>', "\n"),
        ("<w:cr/>", "\n"),
        ("<w:tab/>", "\t"),
        ('<w:ptab w:relativeTo="margin" w:alignment="right" w:leader="none"/>', "\t"),
        ("<w:noBreakHyphen/>", "-"),
        ('<w:sym w:font="Wingdings" w:char="F0FE"/>', "☑"),
        ('<w:sym w:font="宋体" w:char="25A1"/>', "□"),
    ],
)
def test_signs_that_are_elements_are_printed_as_characters(element: str, printed: str) -> None:
    assert line(f"<w:r>{t('甲')}{element}{t('乙')}</w:r>") == f"甲{printed}乙"


def test_a_soft_hyphen_is_dropped_as_element_and_as_character() -> None:
    document = read(docx(p(f"<w:r>{t('甲')}<w:softHyphen/>{t('乙')}</w:r>{r(chr(0xAD) + '丙')}")))
    assert only(document).text == "甲乙丙"
    assert dropped(document) == [("\u00ad\u00ad", "soft-hyphen")]


@pytest.mark.parametrize("wrapper", ["hyperlink", "smartTag", "customXml", "ins", "moveTo", "bdo", "dir"])
def test_wrappers_around_runs_are_looked_through(wrapper: str) -> None:
    assert line(f"{r('甲')}<w:{wrapper}>{r('乙')}</w:{wrapper}>{r('丙')}") == "甲乙丙"


def test_content_controls_are_looked_through_at_any_depth() -> None:
    inner = f"<w:sdt><w:sdtPr><w:alias w:val='名'/></w:sdtPr><w:sdtContent>{r('乙')}</w:sdtContent></w:sdt>"
    assert line(f"{r('甲')}<w:sdt><w:sdtContent>{inner}</w:sdtContent></w:sdt>{r('丙')}") == "甲乙丙"


def test_a_content_control_without_its_inner_wrapper_is_looked_through() -> None:
    assert line(f"<w:sdt><w:sdtPr/>{r('甲')}</w:sdt>") == "甲"
    assert texts(read(docx(f"<w:sdt>{p('甲')}</w:sdt>"))) == ["甲"]


def test_an_alternate_version_is_printed_once() -> None:
    alternate = f'<mc:AlternateContent><mc:Choice Requires="w14">{t("新")}</mc:Choice><mc:Fallback>{t("旧")}</mc:Fallback></mc:AlternateContent>'
    document = read(docx(p(f"<w:r>{t('甲')}{alternate}{t('乙')}</w:r>")))
    assert only(document).text == "甲新乙"
    assert dropped(document) == [("旧", "alternate")]


def test_a_choice_that_asks_for_something_unknown_leaves_the_fallback() -> None:
    alternate = f'<mc:AlternateContent><mc:Choice Requires="x">{t("新")}</mc:Choice><mc:Fallback>{t("旧")}</mc:Fallback></mc:AlternateContent>'
    assert line(f"<w:r>{alternate}</w:r>") == "旧"


def test_a_choice_must_be_understood_in_all_it_asks_for() -> None:
    alternate = f'<mc:AlternateContent><mc:Choice Requires="w14 x">{t("新")}</mc:Choice><mc:Fallback>{t("旧")}</mc:Fallback></mc:AlternateContent>'
    assert line(f"<w:r>{alternate}</w:r>") == "旧"


def test_a_choice_without_fallback_is_read() -> None:
    assert (
        line(f'<w:r><mc:AlternateContent><mc:Choice Requires="x">{t("新")}</mc:Choice></mc:AlternateContent></w:r>')
        == "新"
    )


def test_a_column_break_is_no_character() -> None:
    assert line(r("甲") + '<w:r><w:br w:type="column"/></w:r>' + r("乙")) == "甲乙"


def test_ruby_prints_its_base() -> None:
    ruby = f"<w:ruby><w:rubyPr/><w:rt>{r('yun')}</w:rt><w:rubyBase>{r('汀')}</w:rubyBase></w:ruby>"
    document = read(docx(p(f"<w:r>{t('云')}{ruby}{t('区')}</w:r>")))
    assert only(document).text == "云汀区"
    assert dropped(document) == [("yun", "ruby")]


def test_hidden_text_is_dropped() -> None:
    document = read(docx(p(r("甲") + r("密", "<w:vanish/>") + r("乙"))))
    assert only(document).text == "甲乙"
    assert dropped(document) == [("密", "hidden")]


def test_text_hidden_by_its_character_style_is_dropped() -> None:
    styles = '<w:style w:type="character" w:styleId="H"><w:name w:val="hid"/><w:rPr><w:vanish/></w:rPr></w:style>'
    assert only(read(docx(p(r("甲") + r("密", '<w:rStyle w:val="H"/>')), styles=styles))).text == "甲"


def test_formulas_print_their_characters() -> None:
    assert line(f"{r('增长')}<m:oMath><m:r><m:t>x=1</m:t></m:r></m:oMath>") == "增长x=1"


def test_the_parts_of_a_fraction_stand_in_order() -> None:
    fraction = "<m:f><m:fPr><m:type m:val='bar'/></m:fPr><m:num><m:r><m:t>1</m:t></m:r></m:num><m:den><m:r><m:t>5</m:t></m:r></m:den></m:f>"
    assert line(f"<m:oMathPara><m:oMath>{fraction}</m:oMath></m:oMathPara>") == "15"


def test_an_unknown_element_keeps_its_text_and_is_noted_once() -> None:
    report = Report()
    document = read(
        docx(p(f"{r('甲')}<x:note>见<x:b>附图</x:b>一</x:note>{r('乙')}") + p("<x:note>再</x:note>")), report
    )
    assert texts(document) == ["甲见附图一乙", "再"]
    assert [finding.message for finding in report if finding.code == "unknown-element"] == [
        "The element x:note is not known here; its text was kept.",
        "The element x:b is not known here; its text was kept.",
    ]


def test_an_unknown_element_the_document_calls_ignorable_is_dropped_with_its_text() -> None:
    report = Report()
    document = read(docx(p(r("甲") + f"<x:note>{r('乙')}</x:note>"), attributes='mc:Ignorable="x"'), report)
    assert texts(document) == ["甲"]
    assert ("乙", "ignorable") in dropped(document)
    assert "unknown-element" not in codes(report)


def test_marks_without_text_leave_no_trace() -> None:
    marks = '<w:bookmarkStart w:id="1" w:name="a"/><w:proofErr w:type="spellStart"/><w:r><w:lastRenderedPageBreak/></w:r><w:bookmarkEnd w:id="1"/>'
    report = Report()
    assert only(read(docx(p(r("甲") + marks + r("乙"))), report)).text == "甲乙"
    assert "unknown-element" not in codes(report)


def test_empty_paragraphs_are_no_blocks() -> None:
    assert texts(read(docx(p("甲") + p() + p(r("")) + p("乙")))) == ["甲", "乙"]


def test_a_paragraph_of_spaces_is_no_block() -> None:
    document = read(docx(p("甲") + p(r("　 "))))
    assert texts(document) == ["甲"]
    assert dropped(document) == [("　 ", "blank")]


def test_blocks_are_numbered_in_reading_order() -> None:
    assert [block.id for block in read(docx(p("甲") + p() + p("乙"))).blocks] == ["b1", "b2"]


def test_text_outside_any_paragraph_is_a_paragraph_of_its_own() -> None:
    assert texts(read(docx(p("甲") + r("乙") + p("丙")))) == ["甲", "乙", "丙"]


@pytest.mark.parametrize("wrapper", ["sdt", "customXml", "ins", "moveTo", "smartTag"])
def test_wrappers_around_paragraphs_are_looked_through(wrapper: str) -> None:
    inner = f"<w:sdtContent>{p('乙')}{p('丙')}</w:sdtContent>" if wrapper == "sdt" else p("乙") + p("丙")
    assert texts(read(docx(p("甲") + f"<w:{wrapper}>{inner}</w:{wrapper}>" + p("丁")))) == ["甲", "乙", "丙", "丁"]


def test_paragraphs_in_an_alternate_version_are_read_once() -> None:
    alternate = f'<mc:AlternateContent><mc:Choice Requires="wps">{p("新")}</mc:Choice><mc:Fallback>{p("旧")}</mc:Fallback></mc:AlternateContent>'
    assert texts(read(docx(p("甲") + alternate + p("乙")))) == ["甲", "新", "乙"]


def test_paragraphs_inside_an_unknown_element_are_kept() -> None:
    report = Report()
    assert texts(read(docx(f"<x:part>旁注{p('甲')}</x:part>"), report)) == ["旁注", "甲"]
    assert "unknown-element" in codes(report)


def test_the_strict_form_reads_like_the_usual_one() -> None:
    body = p(r("一、总体要求", "<w:b/>"), '<w:jc w:val="center"/>')
    assert read(docx(body, strict=True)).blocks == read(docx(body)).blocks


@pytest.mark.parametrize(
    ("body", "printed"),
    [
        (f"<w:p>游离{r('甲文')}散字</w:p>", "游离甲文散字"),
        (p(r("甲") + f"<w:bookmarkStart>{r('乙')}</w:bookmarkStart>" + r("丙")), "甲乙丙"),
        (f"<w:p><w:pPr>游<w:jc>离</w:jc>{t('字')}</w:pPr>{r('甲')}</w:p>", "游离字甲"),
        (p("<w:r><w:t>甲<w:tab/>乙<x:a>丙</x:a></w:t></w:r>"), "甲\t乙丙"),
        (p(f"<w:r><w:rPr>{t('属')}</w:rPr>{t('甲')}</w:r>"), "属甲"),
    ],
)
def test_text_in_places_where_none_belongs_is_kept_and_noted(body: str, printed: str) -> None:
    report = Report()
    assert only(read(docx(body), report)).text == printed
    assert "unknown-element" in codes(report)


def test_text_beside_the_body_is_dropped_not_lost() -> None:
    data = docx("", extra={"word/document.xml": root("document", f"<w:body>{p('甲')}</w:body>{p('乙')}")})
    assert dropped(read(data)) == [("乙", "misplaced")]


@pytest.mark.parametrize("code", ["AUTONUM", "LISTNUM 甲", "AUTONUMLGL"])
def test_numbers_word_counts_in_fields_are_noted(code: str) -> None:
    report = Report()
    document = read(docx(p(f'<w:fldSimple w:instr=" {code} "/>' + r("推进"))), report)
    assert only(document).text == "推进"
    assert [finding.message for finding in report if finding.code == "number-not-computed"] == [
        f"The field {code.split(maxsplit=1)[0]} prints a number Word counts; it is not shown."
    ]
