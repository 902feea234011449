"""Every character of a Word file is in exactly one block or dropped with a reason."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from docx_builder import codes, docx, lists, lvl, numbered, p, r, t, tbl, tc, tr
from hypothesis import given, settings
from hypothesis import strategies as st
from word_ledger import account

from policy_extract.findings import Report

if TYPE_CHECKING:
    from policy_extract.reading.word.docx import Revisions

CORPUS = Path(__file__).parents[3] / "shared" / "corpus"

BOX = (
    f"<w:r><w:pict><v:shape><v:textbox><w:txbxContent>{p('框内')}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
)
DELETED = "<w:del><w:r><w:delText>旧文</w:delText></w:r></w:del>"
FIELD = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> eq \\o\\ac(○,12) </w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
)
TWICE = f'<mc:AlternateContent><mc:Choice Requires="wps">{t("新")}</mc:Choice><mc:Fallback>{t("旧旧")}</mc:Fallback></mc:AlternateContent>'
PIECES = [
    r("健全社会保障体系"), r("加粗", "<w:b/>"), r("密文", "<w:vanish/>"), r("　 "), DELETED, f"<w:ins>{r('新文')}</w:ins>", FIELD, BOX,
    f"<w:r>{TWICE}</w:r>", '<w:r><w:sym w:font="Wingdings" w:char="F0FE"/><w:tab/><w:br/><w:noBreakHyphen/><w:softHyphen/></w:r>',
    f'<w:fldSimple w:instr=" PAGE ">{r("3")}</w:fldSimple>', '<w:r><w:footnoteReference w:id="2"/></w:r>', "<x:note>\n  旁注 一\n</x:note>",
    "<w:r><w:t> 两端 </w:t></w:r>", '<w:r><w:pict><v:shape><v:textpath string="艺术字"/></v:shape></w:pict></w:r>',
    f"<w:r><w:ruby><w:rt>{r('yun')}</w:rt><w:rubyBase>{r('汀')}</w:rubyBase></w:ruby></w:r>", "<m:oMath><m:r><m:t>x=1</m:t></m:r></m:oMath>",
    "<w:r><w:drawing><wp:anchor><wp:positionH><wp:posOffset>1234</wp:posOffset></wp:positionH></wp:anchor></w:drawing></w:r>",
]  # fmt: skip
MARKS = ["", "<w:rPr><w:del/></w:rPr>", "<w:rPr><w:ins/></w:rPr>", "<w:rPr><w:vanish/></w:rPr>", numbered()]

LINES = st.builds(
    lambda pieces, mark: p("".join(pieces) or "<w:r/>", mark),
    st.lists(st.sampled_from(PIECES), max_size=5),
    st.sampled_from(MARKS),
)
CELLS = st.builds(
    lambda lines, merge: tc("".join(lines) or p(), merge),
    st.lists(LINES, max_size=2),
    st.sampled_from(
        ["", '<w:vMerge w:val="restart"/>', "<w:vMerge/>", '<w:gridSpan w:val="2"/>', "<w:hMerge/>", "<w:cellDel/>"]
    ),
)
ROWS = st.builds(
    lambda cells, mark: tr(*cells, properties=mark),
    st.lists(CELLS, max_size=3),
    st.sampled_from(["", "<w:del/>", "<w:ins/>"]),
)
TABLES = st.builds(lambda rows: tbl(*rows), st.lists(ROWS, max_size=3))
BODIES = st.lists(st.one_of(LINES, TABLES), max_size=6).map("".join)


@settings(max_examples=150, deadline=None)
@given(BODIES, st.sampled_from(["accepted", "original"]))
def test_whatever_is_put_together_adds_up(body: str, revisions: Revisions) -> None:
    note = f'<w:footnote w:id="2">{p("注文")}</w:footnote>'
    data = docx(body, footnotes=note, header=p("页眉") + tbl(tr("甲", "1")), numbering=lists(lvl(0, "%1.")))
    assert account(data, revisions=revisions).difference == {}


def test_the_ledger_says_where_the_characters_are() -> None:
    ledger = account(docx(p(r("市") + DELETED + r("民政局")) + p(BOX), header=p("页眉文字")))
    assert ledger.in_file == {"body": 8, "header": 4}
    assert ledger.in_blocks == {"body": 6}
    assert ledger.dropped == {"body": {"deleted": 2}, "header": {"running-header": 4}}
    assert ledger.difference == {}


def test_automatic_numbers_are_no_characters_of_the_file() -> None:
    assert account(docx(p(r("甲"), numbered()), numbering=lists(lvl(0, "第%1条")))).in_blocks == {"body": 1}


def test_a_reader_that_loses_text_is_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    def forgetful(self: object, *_: object) -> None:
        """Read no table."""

    monkeypatch.setattr("policy_extract.reading.word.stories.Story._table", forgetful)
    report = Report()
    assert account(docx(p("甲") + tbl(tr("乙丙"))), report).difference == {"body": 2}
    assert codes(report) == ["ledger-difference"]
    assert [finding.message for finding in report] == ["2 characters of the body are in no block and not dropped."]


@pytest.mark.skipif(
    not CORPUS.is_dir(), reason="the corpus of real documents, which lies next to the project, is not here"
)
def test_notes_in_a_part_whose_root_is_properties_add_up() -> None:
    """A fuzzer's find: text among properties moves after them, but nothing can stand after the root of a part."""
    body = '<w:p><w:r><w:t>到2028年</w:t></w:r><w:r><w:endnoteReference w:id="2"/></w:r></w:p>'
    data = docx(body, endnotes='<w:endnote w:id="2"><w:pPr><w:r><w:t>截至年底</w:t></w:r></w:pPr></w:endnote>')
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(stream, "w") as after:
        for name in before.namelist():
            after.writestr(name, before.read(name).replace(b"w:endnotes", b"w:pPr"))
    assert account(stream.getvalue()).difference == {}


def test_real_documents_add_up() -> None:
    differences = {path.name: account(path.read_bytes()).difference for path in CORPUS.rglob("*.docx")}
    assert {name: lost for name, lost in differences.items() if lost} == {}
