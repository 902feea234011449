"""Any file, however damaged, gives blocks or one clear line; and takes time in step with its length."""

from __future__ import annotations

from pathlib import Path

import pytest
from docx_builder import docx, lists, lvl, numbered, p, r, read, root, style, tbl, tc, tr
from hypothesis import given, settings
from hypothesis import strategies as st

from policy_extract.blocks import Document, Paragraph, Table
from policy_extract.errors import InputError
from tests.collectors.counting import calls

BODY = (
    p(r("一、", "<w:b/>") + r("总体要求"), '<w:pStyle w:val="1"/>' + numbered())
    + tbl(
        tr(tc("序号", '<w:vMerge w:val="restart"/><w:gridSpan w:val="2"/>'), "指标"),
        tr(tc("", '<w:vMerge/><w:gridSpan w:val="2"/>')),
    )
    + p(
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    + "<w:sectPr/>"
)

PARTS = {
    "word/document.xml": root("document", f"<w:body>{BODY}</w:body>"),
    "word/styles.xml": root(
        "styles", style("1", '<w:basedOn w:val="0"/><w:rPr><w:b/><w:sz w:val="32"/></w:rPr>', name="heading 1")
    ),
    "word/numbering.xml": root("numbering", lists(lvl(0, "%1、", "chineseCounting"))),
    "word/_rels/document.xml.rels": "<Relationships><Relationship Id='a' Type='x/styles' Target='styles.xml'/></Relationships>",
}


def check(document: Document) -> None:
    """The laws every document obeys."""
    ids = [block.id for block in document.blocks]
    assert len(set(ids)) == len(ids)
    for block in document.blocks:
        if isinstance(block, Table):
            assert all(len(row) == block.cols for row in block.grid())
        else:
            assert isinstance(block, Paragraph)
            assert block.text.strip() or block.number
            assert all(0 <= start < end <= len(block.text) for start, end in block.bold)


@st.composite
def damaged(draw: st.DrawFn) -> bytes:
    """The small file above with some bytes of one part changed, cut out or doubled."""
    name = draw(st.sampled_from(sorted(PARTS)))
    data = bytearray(PARTS[name].encode())
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(data) - 1))
        end = min(len(data), at + draw(st.integers(0, 40)))
        data[at:end] = draw(
            st.one_of(
                st.binary(max_size=8),
                st.just(bytes(data[at:end]) * 2),
                st.sampled_from([b"", b"<w:p>", b"</w:p>", b'="', b"&#0;"]),
            )
        )
    return docx("", extra={**PARTS, name: bytes(data)})


@settings(max_examples=400, deadline=None)
@given(damaged())
def test_damage_gives_blocks_or_one_line(data: bytes) -> None:
    try:
        document = read(data)
    except InputError as fault:
        refusal = str(fault)
    else:
        check(document)
        return
    assert refusal
    assert "\n" not in refusal


VALUES = ["", "-1", "0", "two", "999999999999", "9" * 50, "１", "true", "\u0000".strip("\u0000")]
PLACES = [
    '<w:p><w:pPr><w:outlineLvl w:val="{}"/></w:pPr><w:r><w:t>甲</w:t></w:r></w:p>',
    '<w:p><w:pPr><w:numPr><w:ilvl w:val="{}"/><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>甲</w:t></w:r></w:p>',
    '<w:p><w:pPr><w:numPr><w:numId w:val="{}"/></w:numPr></w:pPr><w:r><w:t>甲</w:t></w:r></w:p>',
    '<w:p><w:pPr><w:pStyle w:val="{}"/><w:jc w:val="{}"/></w:pPr><w:r><w:rPr><w:sz w:val="{}"/><w:b w:val="{}"/><w:rStyle w:val="{}"/></w:rPr><w:t>甲</w:t></w:r></w:p>',
    '<w:tbl><w:tr><w:trPr><w:gridBefore w:val="{}"/><w:tblHeader w:val="{}"/></w:trPr><w:tc><w:tcPr><w:gridSpan w:val="{}"/><w:vMerge w:val="{}"/></w:tcPr><w:p/></w:tc></w:tr></w:tbl>',
    '<w:p><w:r><w:sym w:font="{}" w:char="{}"/><w:br w:type="{}"/><w:fldChar w:fldCharType="{}"/><w:footnoteReference w:id="{}"/><w:t>甲</w:t></w:r></w:p>',
]


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("written", VALUES)
def test_values_that_mean_nothing_are_no_errors(place: str, written: str) -> None:
    check(read(docx(place.replace("{}", written), numbering=lists(lvl(0, "%1.")), styles=style("1", default=True))))


@pytest.mark.parametrize("written", VALUES)
def test_lists_defined_with_nonsense_are_no_errors(written: str) -> None:
    level = '<w:lvl w:ilvl="{0}"><w:start w:val="{0}"/><w:numFmt w:val="{0}"/><w:lvlRestart w:val="{0}"/><w:lvlText w:val="%1%9%{0}."/></w:lvl>'
    numbering = lists(level.format(written) + level.format("0").replace('start w:val="0"', f'start w:val="{written}"'))
    numbering += f'<w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="{written}"><w:startOverride w:val="{written}"/></w:lvlOverride></w:num>'
    check(read(docx(p("甲", numbered()) + p("乙", numbered(0, 2)), numbering=numbering)))


ENDLESS = {
    "paragraphs": lambda n: p(r("甲"), numbered()) * n,
    "runs": lambda n: p((r("甲", "<w:b/>") + r("乙")) * n),
    "deletions": lambda n: p("<w:del><w:r><w:delText>甲</w:delText></w:r></w:del>" * n),
    "joined paragraphs": lambda n: p(r("甲"), "<w:rPr><w:del/></w:rPr>") * n,
    "open fields": lambda n: p('<w:r><w:fldChar w:fldCharType="begin"/></w:r>' * n + r("甲") * n),
    "nested fields": lambda n: p(
        '<w:r><w:fldChar w:fldCharType="begin"/><w:instrText>IF</w:instrText></w:r>' * n
        + '<w:r><w:fldChar w:fldCharType="end"/></w:r>' * n
    ),
    "rows": lambda n: tbl(tr(tc("甲", '<w:vMerge w:val="restart"/>')), *[tr(tc("", "<w:vMerge/>"))] * n),
    "cells": lambda n: tbl(*[tr("甲", "乙", "丙")] * n),
    "sections": lambda n: p("甲", "<w:sectPr/>") * n,
    "unknown elements": lambda n: p("<x:a>甲</x:a>" * n),
    "text boxes": lambda n: p(
        f"<w:r><w:pict><v:shape><v:textbox><w:txbxContent>{p('框')}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
        * n
    ),
}


@pytest.mark.parametrize("kind", ENDLESS)
def test_work_grows_in_step_with_length(kind: str) -> None:
    def of(count: int) -> int:
        data = docx(ENDLESS[kind](count), numbering=lists(lvl(0, "%1.")))
        return calls(lambda: read(data))

    assert of(3_200) < 9 * of(400)


def test_a_long_chain_of_styles_costs_its_length_once() -> None:
    chain = "".join(style(str(n), f'<w:basedOn w:val="{n + 1}"/>') for n in range(3_000))
    short, long = (
        docx("".join(p("甲", f'<w:pStyle w:val="{n}"/>') for n in range(0, end, 3)), styles=chain)
        for end in (300, 3_000)
    )
    assert calls(lambda: read(long)) < 5 * calls(lambda: read(short))


CORPUS = Path(__file__).parents[3] / "shared" / "corpus"


@pytest.mark.skipif(
    not CORPUS.is_dir(), reason="the corpus of real documents, which lies next to the project, is not here"
)
@pytest.mark.parametrize("path", sorted(CORPUS.rglob("*.docx")), ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_real_documents_obey_the_laws(path: Path) -> None:
    check(read(path.read_bytes()))
