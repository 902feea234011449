"""Where a page records its document: tables and lines of labels (索引号：, 发文机关：), the number and the issuer beside the text."""

from __future__ import annotations

from collections import deque
from itertools import chain, takewhile
from typing import TYPE_CHECKING, Final

from lxml import etree

from policy_extract.reading.html.element_text import lines_alone, lines_of, plain_of
from policy_extract.reading.html.tags import SILENT, children
from policy_extract.reading.html.weights import text_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from lxml.etree import _Element as Element

    from policy_extract.grammar import Matcher
    from policy_extract.reading.html.weights import Weights

RECORD_LABELS: Final = 3
RECORD_LENGTH: Final = 2_500
_MOST_SENTENCES: Final = 2
"""Of a record: what the document says in short."""
NUMBER_LENGTH: Final = 160
"""Characters of an element that prints the number of the document and few other stamps."""


def records_rows(table: Element, matcher: Matcher) -> bool:
    """Whether the rows of a table are labels of a record, each with its value after it; those of a heading stand side by side in one row."""
    labels = 0
    for row in table.iter("tr"):
        said = [matcher.first("record-label", text_of(cell)) is not None for cell in children(row)]
        if any(said[1::2]):
            return False
        labels += sum(said[::2])
    return labels >= RECORD_LABELS


def records_of(weights: Weights, matcher: Matcher) -> list[Element]:
    """The smallest elements that hold three different labels of a record at least."""
    labels: dict[Element, set[str]] = {}
    for element in weights.order:
        text = element.text
        if (
            text is not None
            and 1 < len(text) < 60
            and element.tag not in SILENT
            and matcher.first("record-label", text.strip())
        ):
            for above in chain((element,), element.iterancestors()):
                labels.setdefault(above, set()).add(plain_of(text))
    rich = [
        element
        for element, found in labels.items()
        if len(found) >= RECORD_LABELS
        and weights.whole(element) <= RECORD_LENGTH
        and element.tag not in {"tr", "tbody", "td", "html", "body"}
    ]
    above_others = _all_above(rich)
    smallest = [one for one in rich if one not in above_others and not _holds_text(one, matcher)]
    return [one for one in smallest if next(one.iterdescendants("table"), None) is None or one.tag == "table"]


def above_headings(main: Element, matcher: Matcher) -> frozenset[Element]:
    """The elements of the text above all of its headings."""

    def is_strong(element: Element) -> bool:
        match = matcher.first("text-line", (element.text or "").strip())
        return match is not None and bool(match.get("strong"))

    found: list[Element] = []
    for element in main.iter(etree.Element):
        found.append(element)
        if is_strong(element):
            break
    return frozenset(found)


def is_no_table_of_text(record: Element, matcher: Matcher) -> bool:
    """Whether a record is no table that has labels of records as its headings."""
    return record.tag != "table" or records_rows(record, matcher)


def _holds_text(element: Element, matcher: Matcher) -> bool:
    """Whether a heading, an annex or several sentences stand in an element: a short plan whose lines open with 责任部门：, 来源：, 编辑： is no record."""
    sentences = 0
    for line in lines_of(element, linked=True):
        match = matcher.first("text-line", line)
        if match is None or matcher.first("record-label", line) is not None:
            continue
        sentences += 1
        if match.get("strong") or sentences > _MOST_SENTENCES:
            return True
    return False


def numbers_beside(outside: Sequence[Element], weights: Weights, matcher: Matcher) -> list[Element]:
    """The smallest elements beside the text that print the document's number, where they print one number: lists of other documents have several."""
    printed: dict[Element, str] = {}
    for element in outside:
        linked = element.tag == "a" or weights.links[element] or next(element.iterancestors("a"), None) is not None
        if linked or element.tag in SILENT or not 0 < weights.text[element] <= NUMBER_LENGTH:
            continue
        found = matcher.first("number-on-a-page", text_of(element))
        if found is not None:
            printed[element] = found.group("number") or ""
    if len(set(printed.values())) != 1:
        return []
    above_others = _all_above(printed)
    smallest = [one for one in printed if one not in above_others]
    in_cells = {table: one for one in smallest if (table := next(one.iterancestors("table"), None)) is not None}
    whole = {
        table: one for table, one in in_cells.items() if table in printed
    }  # the rows of a small record belong together
    return [*(one for one in smallest if one not in whole.values()), *whole]


def issuers_above(weights: Weights, below: Element, matcher: Matcher) -> list[Element]:
    """The line right above the title or the text, where it names a body and nothing else: the head of a notice whose title names none."""
    last = deque(lines_alone(takewhile(lambda one: one is not below, weights.order)), maxlen=1)
    return [element for element, text in last if matcher.first("issuer-on-a-page", text) is not None]


def _all_above(elements: Iterable[Element]) -> set[Element]:
    """The ancestors of these elements; each is climbed to once, however many of them share it."""
    found: set[Element] = set()
    for element in elements:
        for above in element.iterancestors():
            if above in found:
                break
            found.add(above)
    return found
