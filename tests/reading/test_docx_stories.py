"""Text boxes, notes, comments, headers and footers: their text, where it stands, what is dropped."""

from __future__ import annotations

from docx_builder import (
    arrow,
    codes,
    docx,
    dropped,
    lists,
    lvl,
    numbered,
    p,
    r,
    read,
    relationships,
    root,
    t,
    tbl,
    tc,
    texts,
    tr,
)

from policy_extract.blocks import Document, Paragraph
from policy_extract.findings import Report


def drawn(content: str) -> str:
    return f"<w:drawing><wp:inline><a:graphic><a:graphicData><wps:wsp><wps:txbx><w:txbxContent>{content}</w:txbxContent></wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing>"


def pictured(content: str) -> str:
    return f"<w:pict><v:shape><v:textbox><w:txbxContent>{content}</w:txbxContent></v:textbox></v:shape></w:pict>"


def stories(document: Document) -> list[tuple[str, str]]:
    return [(block.story, block.text) for block in document.blocks if isinstance(block, Paragraph)]


def test_a_text_box_follows_the_paragraph_it_hangs_on() -> None:
    body = p(r("甲") + f"<w:r>{drawn(p('青禾县文件') + p('第二行'))}</w:r>" + r("乙")) + p("丙")
    assert stories(read(docx(body))) == [
        ("body", "甲乙"),
        ("textbox", "青禾县文件"),
        ("textbox", "第二行"),
        ("body", "丙"),
    ]


def test_a_text_box_in_an_empty_paragraph_stands_alone() -> None:
    assert stories(read(docx(p(f"<w:r>{pictured(p('青禾县文件'))}</w:r>")))) == [("textbox", "青禾县文件")]


def test_a_text_box_kept_in_two_versions_is_read_once() -> None:
    both = (
        f'<mc:AlternateContent><mc:Choice Requires="wps">{drawn(p("框"))}</mc:Choice>'
        f"<mc:Fallback>{pictured(p('框'))}</mc:Fallback></mc:AlternateContent>"
    )
    document = read(docx(p(f"<w:r>{t('甲')}{both}</w:r>")))
    assert stories(document) == [("body", "甲"), ("textbox", "框")]
    assert dropped(document) == [("框", "alternate")]


def test_a_text_box_in_a_text_box_is_read_once() -> None:
    inner = p(r("外") + f"<w:r>{pictured(p('内'))}</w:r>")
    assert stories(read(docx(p(f"<w:r>{pictured(inner)}</w:r>")))) == [("textbox", "外"), ("textbox", "内")]


def test_a_table_in_a_text_box_belongs_to_its_story() -> None:
    document = read(docx(p(f"<w:r>{pictured(tbl(tr('甲', '乙')))}</w:r>")))
    assert [block.story for block in document.blocks] == ["textbox"]


def test_a_hidden_text_box_is_dropped() -> None:
    document = read(docx(p(f"<w:r><w:rPr><w:vanish/></w:rPr>{pictured(p('密'))}</w:r>")))
    assert not document.blocks
    assert dropped(document) == [("密", "hidden")]


def test_word_art_is_a_text_box() -> None:
    art = '<w:r><w:pict><v:shape><v:textpath string="青禾县人民政府文件"/></v:shape></w:pict></w:r>'
    assert stories(read(docx(p(art) + p("甲")))) == [("textbox", "青禾县人民政府文件"), ("body", "甲")]


def test_text_boxes_count_their_lists_apart() -> None:
    box = f"<w:r>{pictured(p(r('乙'), numbered()))}</w:r>"
    body = p(r("甲") + box, numbered()) + p(r("丙"), numbered())
    document = read(docx(body, numbering=lists(lvl(0, "%1."))))
    assert [(block.number, block.text) for block in document.blocks if isinstance(block, Paragraph)] == [
        ("1.", "甲"),
        ("1.", "乙"),
        ("2.", "丙"),
    ]


def footnote(identity: int, text: str, kind: str = "footnote") -> str:
    return f'<w:{kind} w:id="{identity}">{p(r("", "") + r(text))}</w:{kind}>'


def mark(identity: int, kind: str = "footnote") -> str:
    return f'<w:r><w:{kind}Reference w:id="{identity}"/></w:r>'


def test_a_footnote_follows_the_paragraph_with_its_mark() -> None:
    body = p(r("甲") + mark(2) + r("乙")) + p("丙")
    document = read(docx(body, footnotes=footnote(2, "数据截至2020年底。")))
    assert stories(document) == [("body", "甲乙"), ("footnote", "数据截至2020年底。"), ("body", "丙")]


def test_a_text_box_in_a_footnote_belongs_to_the_footnote() -> None:
    box = f"<w:r>{pictured(p('框'))}</w:r>"
    notes = f'<w:footnote w:id="2">{p(r("注") + box)}</w:footnote>'
    assert stories(read(docx(p(r("甲") + mark(2)), footnotes=notes))) == [
        ("body", "甲"),
        ("footnote", "注"),
        ("footnote", "框"),
    ]


def test_endnotes_and_comments_do_too() -> None:
    body = p(r("甲") + mark(1, "endnote") + mark(3, "comment"))
    document = read(docx(body, endnotes=footnote(1, "尾注", "endnote"), comments=footnote(3, "批注", "comment")))
    assert stories(document) == [("body", "甲"), ("endnote", "尾注"), ("comment", "批注")]


def test_a_note_marked_in_a_table_follows_the_table() -> None:
    document = read(docx(tbl(tr(tc(p(r("甲") + mark(2))), "乙")), footnotes=footnote(2, "注")))
    assert [type(block).__name__ for block in document.blocks] == ["Table", "Paragraph"]


def test_a_note_is_read_once_however_often_it_is_marked() -> None:
    document = read(docx(p(r("甲") + mark(2)) + p(r("乙") + mark(2)), footnotes=footnote(2, "注")))
    assert texts(document) == ["甲", "注", "乙"]


def test_a_note_that_marks_itself_ends() -> None:
    notes = f'<w:footnote w:id="2">{p(r("注") + mark(2))}</w:footnote>'
    assert texts(read(docx(p(r("甲") + mark(2)), footnotes=notes))) == ["甲", "注"]


def test_the_line_above_the_footnotes_is_no_note() -> None:
    separator = f'<w:footnote w:id="0" w:type="separator">{p("<w:r><w:separator/></w:r>")}</w:footnote>'
    document = read(docx(p("甲"), footnotes=separator))
    assert not document.dropped


def test_a_note_without_mark_is_dropped() -> None:
    document = read(docx(p("甲"), footnotes=footnote(2, "旧注")))
    assert dropped(document) == [("旧注", "unreferenced")]


def test_a_mark_without_note_is_noted() -> None:
    report = Report()
    assert texts(read(docx(p(r("甲") + mark(7))), report)) == ["甲"]
    assert [finding.message for finding in report if finding.code == "broken-reference"] == [
        "The footnote 7 is referred to and does not exist."
    ]


def test_headers_and_page_numbers_are_no_blocks() -> None:
    document = read(docx(p("甲"), header=p("青禾县人民政府办公室文件"), footer=p("— 1 —")))
    assert texts(document) == ["甲"]
    assert [(each.text, each.story, each.reason) for each in document.dropped] == [
        ("青禾县人民政府办公室文件", "header", "running-header"),
        ("— 1 —", "footer", "page-number"),
    ]


def test_text_boxes_and_tables_in_a_footer_are_dropped_with_it() -> None:
    box = f"<w:r>{pictured(p('第1页'))}</w:r>"
    document = read(docx(p("甲"), footer=p(box) + tbl(tr("内部资料", "2"))))
    assert [(each.text, each.story, each.reason) for each in document.dropped] == [
        ("第1页", "footer", "page-number"),
        ("内部资料", "footer", "running-header"),
        ("2", "footer", "page-number"),
    ]


def test_numbers_in_headers_do_not_move_those_of_the_text() -> None:
    document = read(docx(p(r("甲"), numbered()), numbering=lists(lvl(0, "%1.")), header=p(r("页眉"), numbered())))
    assert [block.number for block in document.blocks if isinstance(block, Paragraph)] == ["1."]


def test_findings_name_no_place_in_a_header() -> None:
    report = Report()
    read(docx(p("甲"), header=tbl(tr("乙", "丙"), tr("丁")) + p("<x:note>戊</x:note>")), report)
    assert codes(report) == ["missing-part", "unknown-element"]


def test_a_header_that_is_not_there_is_noted() -> None:
    report = Report()
    assert texts(read(docx(p("甲"), arrows=arrow("rId9", "header", "header9.xml")), report)) == ["甲"]
    assert "broken-reference" in codes(report)


def test_a_document_embedded_whole_is_noted() -> None:
    report = Report()
    arrows = arrow("rId5", "aFChunk", "part.html")
    document = read(
        docx(p("甲") + '<w:altChunk r:id="rId5"/>' + p("乙"), arrows=arrows, extra={"word/part.html": "<p>丙</p>"}),
        report,
    )
    assert texts(document) == ["甲", "乙"]
    assert [finding.message for finding in report if finding.code == "unknown-part"] == [
        "The part word/part.html is embedded and was not read."
    ]


def test_an_embedded_document_that_is_not_there_is_noted() -> None:
    report = Report()
    read(docx(p("甲") + '<w:altChunk r:id="rId5"/>'), report)
    assert "broken-reference" in codes(report)


def test_charts_and_diagrams_are_noted() -> None:
    report = Report()
    read(docx(p("甲"), arrows=arrow("rId5", "diagramData", "diagrams/data1.xml")), report)
    assert "unknown-part" in codes(report)


def test_notes_in_a_part_of_unusual_name_are_found_through_their_arrow() -> None:
    arrows = arrow("rId7", "footnotes", "/word/notes/fn.xml")
    document = read(
        docx(p(r("甲") + mark(2)), arrows=arrows, extra={"word/notes/fn.xml": root("footnotes", footnote(2, "注"))})
    )
    assert texts(document) == ["甲", "注"]


def test_parts_without_arrows_are_found_under_their_usual_name() -> None:
    data = docx(
        p(r("甲") + mark(2)),
        extra={
            "word/footnotes.xml": root("footnotes", footnote(2, "注")),
            "word/_rels/document.xml.rels": relationships(""),
        },
    )
    assert texts(read(data)) == ["甲", "注"]
