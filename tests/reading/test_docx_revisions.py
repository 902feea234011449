"""Tracked changes: the document as accepted, and as it was before them."""

from __future__ import annotations

from docx_builder import (
    docx,
    dropped,
    lists,
    lvl,
    numbered,
    numbers,
    only,
    p,
    r,
    read,
    squares,
    style,
    t,
    table,
    tbl,
    tc,
    texts,
    tr,
)

from policy_extract.blocks import Paragraph

DELETED_MARK = "<w:rPr><w:del/></w:rPr>"
INSERTED_MARK = "<w:rPr><w:ins/></w:rPr>"


def deleted(text: str) -> str:
    return f'<w:del><w:r><w:delText xml:space="preserve">{text}</w:delText></w:r></w:del>'


def inserted(text: str) -> str:
    return f"<w:ins>{r(text)}</w:ins>"


CHANGED = p(r("市") + deleted("卫计委") + inserted("卫生健康委") + r("牵头"))


def test_insertions_are_read_and_deletions_dropped() -> None:
    document = read(docx(CHANGED))
    assert only(document).text == "市卫生健康委牵头"
    assert dropped(document) == [("卫计委", "deleted")]


def test_the_original_has_the_deletions_and_not_the_insertions() -> None:
    document = read(docx(CHANGED), revisions="original")
    assert only(document).text == "市卫计委牵头"
    assert dropped(document) == [("卫生健康委", "inserted")]
    assert document.revisions == "original"


def test_moved_text_stands_where_it_was_moved_to() -> None:
    body = p(r("甲") + f"<w:moveFrom>{r('乙')}</w:moveFrom>") + p(f"<w:moveTo>{r('乙')}</w:moveTo>" + r("丙"))
    assert texts(read(docx(body))) == ["甲", "乙丙"]
    assert texts(read(docx(body), revisions="original")) == ["甲乙", "丙"]
    assert dropped(read(docx(body))) == [("乙", "moved")]


def test_an_insertion_inside_a_deletion_is_gone() -> None:
    body = p(r("甲") + "<w:ins><w:del><w:r><w:delText>乙</w:delText></w:r></w:del></w:ins>" + r("丙"))
    assert texts(read(docx(body))) == ["甲丙"]


def test_a_deleted_paragraph_mark_joins_two_paragraphs() -> None:
    assert texts(read(docx(p(r("健全"), DELETED_MARK) + p("体系")))) == ["健全体系"]


def test_joined_paragraphs_look_like_the_one_whose_mark_stays() -> None:
    styles = style("a", default=True) + style("1", name="heading 1")
    body = p(r("甲"), '<w:pStyle w:val="1"/>' + DELETED_MARK) + p("乙", '<w:jc w:val="right"/>')
    block = only(read(docx(body, styles=styles)))
    assert (block.text, block.style, block.align) == ("甲乙", "a", "right")


def test_any_number_of_deleted_marks_joins() -> None:
    assert texts(read(docx("".join(p(r(char), DELETED_MARK) for char in "甲乙丙") + p("丁")))) == ["甲乙丙丁"]


def test_a_deleted_mark_before_a_table_joins_nothing() -> None:
    document = read(docx(p(r("甲"), DELETED_MARK) + tbl(tr("乙")) + p("丙")))
    assert texts(document) == ["甲", "丙"]


def test_an_inserted_mark_did_not_part_the_original() -> None:
    body = p(r("健全"), INSERTED_MARK) + p("体系")
    assert texts(read(docx(body))) == ["健全", "体系"]
    assert texts(read(docx(body), revisions="original")) == ["健全体系"]


def test_a_deleted_paragraph_is_not_counted() -> None:
    body = p(r("甲"), numbered()) + p(deleted("乙"), numbered() + DELETED_MARK) + p(r("丙"), numbered())
    document = read(docx(body, numbering=lists(lvl(0, "%1."))))
    assert list(zip(numbers(document), texts(document), strict=True)) == [("1.", "甲"), ("2.", "丙")]


def test_the_original_counts_it() -> None:
    body = p(r("甲"), numbered()) + p(deleted("乙"), numbered() + DELETED_MARK) + p(r("丙"), numbered())
    document = read(docx(body, numbering=lists(lvl(0, "%1."))), revisions="original")
    assert list(zip(numbers(document), texts(document), strict=True)) == [("1.", "甲"), ("2.", "乙"), ("3.", "丙")]


def test_a_hidden_paragraph_mark_runs_into_the_next_paragraph() -> None:
    styles = style("a", default=True) + style("1", name="heading 3")
    body = p(r("1.健全社会保障体系。"), '<w:pStyle w:val="1"/><w:rPr><w:vanish/><w:specVanish/></w:rPr>') + p(
        "落实养老保险政策。"
    )
    block = only(read(docx(body, styles=styles)))
    assert (block.text, block.style) == ("1.健全社会保障体系。落实养老保险政策。", "heading 3")


def test_a_hidden_empty_paragraph_lends_its_look_to_nobody() -> None:
    styles = style("a", default=True) + style("1", name="heading 3")
    body = p("", '<w:pStyle w:val="1"/><w:rPr><w:vanish/></w:rPr>') + p("落实")
    assert only(read(docx(body, styles=styles))).style == "a"


def test_deleted_rows_are_left_out_and_inserted_rows_are_in() -> None:
    body = tbl(tr("甲"), tr("乙", properties="<w:del/>"), tr("丙", properties="<w:ins/>"))
    accepted, original = read(docx(body)), read(docx(body), revisions="original")
    assert squares(table(accepted)) == [["甲"], ["丙"]]
    assert squares(table(original)) == [["甲"], ["乙"]]
    assert dropped(accepted) == [("乙", "deleted")]
    assert dropped(original) == [("丙", "inserted")]


def test_a_table_whose_rows_are_all_deleted_is_gone() -> None:
    document = read(docx(p("甲") + tbl(tr("乙", properties="<w:del/>")) + p("丙")))
    assert [block.id for block in document.blocks] == ["b1", "b2"]
    assert texts(document) == ["甲", "丙"]


def test_a_deleted_cell_is_left_out() -> None:
    body = tbl(tr(tc("甲"), tc("乙", "<w:cellDel/>"), tc("丙")), tr("丁", "戊"))
    assert squares(table(read(docx(body)))) == [["甲", "丙"], ["丁", "戊"]]


def test_the_original_look_is_that_before_the_change() -> None:
    change = '<w:jc w:val="right"/><w:pPrChange w:id="1"><w:pPr><w:jc w:val="center"/></w:pPr></w:pPrChange>'
    run = f"<w:r><w:rPr><w:b/><w:rPrChange><w:rPr/></w:rPrChange></w:rPr>{t('甲')}</w:r>"
    data = docx(p(run, change))
    now, before = only(read(data)), only(read(data, revisions="original"))
    assert (now.align, now.bold) == ("right", ((0, 1),))
    assert (before.align, before.bold) == ("center", ())


def test_a_footnote_whose_mark_is_deleted_is_dropped() -> None:
    note = f'<w:footnote w:id="2">{p("见附件")}</w:footnote>'
    body = p(r("甲") + '<w:del><w:r><w:footnoteReference w:id="2"/></w:r></w:del>')
    document = read(docx(body, footnotes=note))
    assert [block.text for block in document.blocks if isinstance(block, Paragraph)] == ["甲"]
    assert [(each.text, each.story, each.reason) for each in document.dropped] == [("见附件", "footnote", "deleted")]


def test_a_footnote_marked_again_elsewhere_is_read_there() -> None:
    note = f'<w:footnote w:id="2">{p("见附件")}</w:footnote>'
    body = p(r("甲") + '<w:del><w:r><w:footnoteReference w:id="2"/></w:r></w:del>') + p(
        r("乙") + '<w:r><w:footnoteReference w:id="2"/></w:r>'
    )
    assert texts(read(docx(body, footnotes=note))) == ["甲", "乙", "见附件"]
