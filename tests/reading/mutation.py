"""Word files damaged at random: bytes of a part changed, elements moved, renamed, doubled, filled with text."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

from docx_builder import SPACES, zipped
from hypothesis import strategies as st
from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Callable

    from feature_corpus import Feature

    Element = etree._Element
    Step = tuple[int, int, int, int]

W = "{" + SPACES["w"] + "}"
TAGS = [
    *(W + name for name in (
        "p", "r", "t", "tbl", "tr", "tc", "pPr", "rPr", "tcPr", "trPr", "numPr", "ilvl", "numId", "ins", "del", "moveFrom", "moveTo", "delText", "instrText",
        "fldChar", "fldSimple", "sdt", "sdtPr", "sdtContent", "hyperlink", "bookmarkStart", "sectPr", "drawing", "pict", "txbxContent", "ruby", "rt", "rubyBase",
        "footnoteReference", "footnote", "br", "tab", "sym", "softHyphen", "noBreakHyphen", "vMerge", "gridSpan", "hMerge", "cellDel", "cellMerge", "vanish", "specVanish",
        "altChunk", "body", "document", "lvl", "abstractNum", "num", "lvlOverride", "startOverride", "numStyleLink", "style", "basedOn", "object", "smartTag", "customXml",
    )),
    *("{" + SPACES["mc"] + "}" + name for name in ("AlternateContent", "Choice", "Fallback")),
    "{" + SPACES["m"] + "}t", "{" + SPACES["m"] + "}r", "{" + SPACES["v"] + "}textpath", "{" + SPACES["a"] + "}t", "{" + SPACES["a"] + "}p",
    "{" + SPACES["x"] + "}note", "{" + SPACES["wp"] + "}posOffset", "note", "{urn:x}align",
]  # fmt: skip
VALUES = ["", "0", "1", "-1", "8", "9", "99999999999", "two", "begin", "separate", "end", "restart", "page", "preserve", "F0FE", "1F600", "chineseCounting", "%1%2.", " PAGE ", "甲\n乙"]  # fmt: skip
TEXTS = ["游", " ", "\t", "\n  ", " 离 散 ", "\u3000", "\u00ad", "一、", "\u2028", "&<", "a" * 300]
BYTES = [b"", b"<w:p>", b"</w:p>", b"<w:t>", b"</w:t>", b'="', b"&#0;", b"&lt;", b"<!--", b"-->", b"<![CDATA[", b"]]>", b"<?x?>", b"\xff", b"\x00", b"<!DOCTYPE a>"]  # fmt: skip


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _rename(nodes: list[Element], at: Element, step: Step) -> None:
    at.tag = TAGS[step[2] % len(TAGS)]


def _move(nodes: list[Element], at: Element, step: Step) -> None:
    target = nodes[step[2] % len(nodes)]
    if at is not nodes[0] and at is not target and at not in target.iterancestors():
        target.insert(step[3] % (len(target) + 1), at)


def _double(nodes: list[Element], at: Element, step: Step) -> None:
    if at is not nodes[0]:
        for _ in range(step[2] % 3 + 1):
            at.addnext(etree.fromstring(etree.tostring(at, with_tail=False)))


def _remove(nodes: list[Element], at: Element, step: Step) -> None:
    parent = at.getparent()
    if parent is not None:
        parent.remove(at)


def _wrap(nodes: list[Element], at: Element, step: Step) -> None:
    parent = at.getparent()
    if parent is not None:
        around = etree.Element(TAGS[step[2] % len(TAGS)])
        parent.replace(at, around)
        around.append(at)


def _fill(nodes: list[Element], at: Element, step: Step) -> None:
    text = TEXTS[step[2] % len(TEXTS)]
    if step[3] % 2 and at is not nodes[0]:
        at.tail = (at.tail or "") + text
    else:
        at.text = (at.text or "") + text


def _set(nodes: list[Element], at: Element, step: Step) -> None:
    names = [*at.attrib, W + "val", W + "id", W + "type", W + "fldCharType", W + "instr"]
    at.set(names[step[2] % len(names)], VALUES[step[3] % len(VALUES)])


STEPS: list[Callable[[list[Element], Element, Step], None]] = [_rename, _move, _double, _remove, _wrap, _fill, _set]


def mutated_xml(data: bytes, steps: list[Step]) -> bytes:
    """The part with those steps taken, each on an element chosen by number."""
    root = etree.fromstring(data)
    for step in steps:
        nodes = [*root.iter(etree.Element)]
        STEPS[step[0] % len(STEPS)](nodes, nodes[step[1] % len(nodes)], step)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


NUMBERS = st.integers(0, 10_000)


@st.composite
def mutated_documents(draw: st.DrawFn, features: list[Feature]) -> bytes:
    """A feature's file in which elements of one part stand, or say, what they should not."""
    files = parts(draw(st.sampled_from(features)).data)
    name = draw(st.sampled_from(sorted(name for name in files if name.startswith("word/") and name.endswith(".xml"))))
    steps = draw(st.lists(st.tuples(NUMBERS, NUMBERS, NUMBERS, NUMBERS), min_size=1, max_size=6))
    return zipped({**files, name: mutated_xml(files[name], steps)})


@st.composite
def damaged_parts(draw: st.DrawFn, features: list[Feature]) -> bytes:
    """A feature's file with bytes of one part changed, cut out or put in."""
    files = parts(draw(st.sampled_from(features)).data)
    name = draw(st.sampled_from(sorted(files)))
    data = bytearray(files[name])
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(data)))
        data[at : at + draw(st.integers(0, 40))] = draw(st.one_of(st.binary(max_size=6), st.sampled_from(BYTES)))
    return zipped({**files, name: bytes(data)})


@st.composite
def damaged_files(draw: st.DrawFn, features: list[Feature]) -> bytes:
    """A feature's zip file itself with bytes changed, cut off or put in."""
    data = bytearray(draw(st.sampled_from(features)).data)
    for _ in range(draw(st.integers(1, 6))):
        at = draw(st.integers(0, len(data)))
        data[at : at + draw(st.integers(0, 60))] = draw(st.binary(max_size=8))
    return bytes(data[: draw(st.sampled_from([len(data), len(data) // 2]))])
