"""Word's XML as an editor needs it: the letters of a paragraph and the runs that print them, the cells of a row."""

from __future__ import annotations

import copy
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lxml import etree

if TYPE_CHECKING:
    Element = etree._Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
GONE = frozenset({W + "del", W + "moveFrom"})
"""What stands in these is not on the page."""
_SIGNS = {W + "tab": "\t", W + "br": "\n", W + "cr": "\n", W + "noBreakHyphen": "\u2011"}


@dataclass(slots=True)
class Letter:
    """One character of a paragraph: the element that prints it, and its place there."""

    element: Element
    at: int


def letters_of(paragraph: Element) -> list[tuple[str, Letter]]:
    found: list[tuple[str, Letter]] = []
    for element in paragraph.iter(W + "t", *_SIGNS):
        if any(one.tag in GONE or one.tag in {W + "txbxContent", W + "pPr"} for one in element.iterancestors()):
            continue
        text = (element.text or "") if element.tag == W + "t" else _SIGNS[element.tag]  # type: ignore[index]  # iter gives these only
        found += [(char, Letter(element, at)) for at, char in enumerate(text)]
    return found


def text_of(paragraph: Element) -> str:
    return "".join(char for char, _ in letters_of(paragraph))


def run_of(element: Element) -> Element:
    return next(one for one in element.iterancestors(W + "r"))


def outermost(element: Element, paragraph: Element) -> Element:
    """The child of the paragraph that holds this element."""
    return next(one for one in (element, *element.iterancestors()) if one.getparent() is paragraph)


def new_run(text: str, look: Element | None) -> Element:
    run = etree.Element(W + "r")
    if look is not None:
        run.append(copy.deepcopy(look))
    for at, line in enumerate(text.split("\n")):
        if at:
            etree.SubElement(run, W + "br")
        said = etree.SubElement(run, W + "t")
        said.text = line
        said.set(SPACE, "preserve")
    return run


def split_run(run: Element, last: Letter) -> None:
    """Cut a run in two after one of its characters."""
    rest = copy.deepcopy(run)
    at = run.index(last.element)
    for child in list(run)[at + 1 :]:
        run.remove(child)
    twin = rest[at]
    for child in list(rest)[:at]:
        if child.tag != W + "rPr":
            rest.remove(child)
    if last.element.tag == W + "t" and last.element.text:
        twin.text = last.element.text[last.at + 1 :]
        last.element.text = last.element.text[: last.at + 1]
        for half in (twin, last.element):
            half.set(SPACE, "preserve")
    else:
        rest.remove(twin)
    run.addnext(rest)


def paragraph_like(model: Element, text: str) -> Element:
    """A new paragraph with the properties of another; its first sentence looks as the other begins, the rest as the other ends."""
    paragraph = etree.Element(W + "p")
    properties = model.find(W + "pPr")
    if properties is not None:
        properties = copy.deepcopy(properties)
        for name in ("sectPr", "pageBreakBefore", "pPrChange"):
            for one in properties.findall(W + name):
                properties.remove(one)
        for mark in list(properties.iter(W + "ins", W + "del", W + "moveFrom", W + "moveTo")):
            mark.getparent().remove(mark)  # type: ignore[union-attr]  # inside the properties
        paragraph.append(properties)
    letters = letters_of(model)
    looks = [run_of(letters[at][1].element).find(W + "rPr") for at in (0, -1)] if letters else [None, None]
    stop = text.find("。") + 1
    pieces = [(text[:stop], looks[0]), (text[stop:], looks[1])] if stop else [(text, looks[0])]
    for piece, look in pieces:
        if piece:
            paragraph.append(new_run(piece, look))
    return paragraph


def list_of(paragraph: Element) -> tuple[str, str] | None:
    """The list and level of a paragraph that Word numbers, where the paragraph itself says so."""
    found = [paragraph.find(f"{W}pPr/{W}numPr/{W}{name}") for name in ("numId", "ilvl")]
    return None if found[0] is None or found[1] is None else (found[0].get(W + "val", ""), found[1].get(W + "val", ""))


def list_before(paragraph: Element, level: str) -> tuple[str, str] | None:
    """The list of the nearest paragraph of that level, from this one up."""
    for one in (paragraph, *paragraph.itersiblings(preceding=True)):
        if (found := list_of(one)) is not None and found[1] == level:
            return found
    return None


def table_of(row: Element) -> Element | None:
    return next(row.iterancestors(W + "tbl"), None)


def cells_of(row: Element) -> list[Element]:
    return [cell for cell in row.iter(W + "tc") if next(cell.iterancestors(W + "tr")) is row]


def rows_of(table: Element) -> list[Element]:
    """The rows of a table that are not deleted; those of a table in one of its cells are not its own."""
    return [row for row in table.iter(W + "tr") if table_of(row) is table and row.find(f"{W}trPr/{W}del") is None]


def said_in(row: Element) -> list[str]:
    return [text_of(paragraph) for paragraph in row.iter(W + "p")]


def span_of(cell: Element) -> int:
    span = cell.find(f"{W}tcPr/{W}gridSpan")
    return int(span.get(W + "val", "1")) if span is not None else 1


def set_span(cell: Element, width: int) -> None:
    span = cell.find(f"{W}tcPr/{W}gridSpan")
    assert span is not None
    span.set(W + "val", str(width))


def merge_of(cell: Element) -> str | None:
    """`restart`, `continue`, or None for a cell that is not merged downwards."""
    merge = cell.find(f"{W}tcPr/{W}vMerge")
    return None if merge is None else merge.get(W + "val", "continue")


def goes_on_below(cell: Element, row: Element, place: int) -> bool:
    """Whether a merged area goes through this cell and covers more than its row."""
    if merge_of(cell) == "continue":
        return True
    if merge_of(cell) is None:
        return False
    below, at = row.getnext(), 0
    while below is not None and below.find(f"{W}trPr/{W}del") is not None:
        below = below.getnext()
    for one in cells_of(below) if below is not None and below.tag == W + "tr" else []:
        if at == place:
            return merge_of(one) == "continue"
        at += span_of(one)
    return False


def set_merge(cell: Element, *, grows: bool) -> None:
    properties = cell.find(W + "tcPr")
    if properties is None:
        return
    for merge in properties.findall(W + "vMerge"):
        if grows:
            merge.attrib.pop(W + "val", None)
        else:
            properties.remove(merge)
