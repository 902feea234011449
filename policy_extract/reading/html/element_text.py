"""The text of elements: its lines, what is shown of it, what it calls itself; used to tell a document from what stands beside it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from lxml import etree

from policy_extract.lexical.width import fold
from policy_extract.reading.html.looks import hides, styles
from policy_extract.reading.html.tags import BLOCKS, FURNITURE, HEADINGS, SILENT
from policy_extract.reading.html.weights import leads_away, text_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from collections.abc import Set as AbstractSet

    from lxml.etree import _Element as Element

    from policy_extract.grammar import Matcher

GOES_DOWN: Final = BLOCKS - SILENT - {"p", *HEADINGS, "li", "dt", "dd", "pre"} | {"html", "body", "head", "form"}
LINES: Final = GOES_DOWN - {"html", "head"} | {"p", *HEADINGS}
_NO_TEXT: Final = re.compile(r"[\s—–-]+")


def names_of(element: Element) -> list[str]:
    """The names a page gives an element, in small letters."""
    return f"{element.get('id', '')} {element.get('class', '')}".lower().split()


def is_strong(element: Element, matcher: Matcher) -> bool:
    """Whether a numbered heading, an annex or a units clause stands in an element, in a link or not."""
    return next(strong_lines(element, matcher), None) is not None


def strong_lines(element: Element, matcher: Matcher) -> Iterator[str]:
    """The numbered headings, annexes and units clauses in an element, in links or not."""
    return (
        line
        for line in lines_of(element, linked=True)
        if (match := matcher.first("text-line", line)) and match.get("strong")
    )


def lines_of(element: Element, *, linked: bool) -> Iterator[str]:
    """The lines of text in an element."""
    return lines_in(pieces(element, frozenset(), linked=linked))


def lines_in(pieces: Iterable[str]) -> Iterator[str]:
    """The lines that pieces of text make together, blank ones left out."""
    return (line.strip() for line in "".join(pieces).split("\n") if line.strip())


def pieces(top: Element, left_out: frozenset[Element], *, linked: bool = False) -> Iterator[str]:
    """The text below an element without the site's own elements and, unless `linked`, links; a line end around every block."""
    walk = etree.iterwalk(top, events=("start", "end"))
    for event, element in walk:
        block = element.tag in BLOCKS or element.tag == "br"
        if event == "start":
            gone = element in left_out or element.tag in SILENT or element.tag in FURNITURE
            if gone or (element.tag == "a" and not linked and leads_away(element)):
                walk.skip_subtree()
            else:
                yield ("\n" if block else "") + (element.text or "").replace("\n", " ")
        elif element is not top:
            yield ("\n" if block else "") + (element.tail or "").replace("\n", " ")


def shown_texts(
    element: Element, left_out: AbstractSet[Element] = frozenset(), *, shown: bool = False
) -> Iterator[str]:
    """The texts below an element but for what its own styles hide, unless `shown`."""
    walk = etree.iterwalk(element, events=("start", "end"))
    for event, one in walk:
        gone = one.tag in SILENT or one in left_out
        if event == "start" and (gone or not (shown or not hides(styles(str(one.get("style", "")))))):
            walk.skip_subtree()
        elif event == "start":
            yield one.text or ""
        elif one is not element:
            yield one.tail or ""


def lines_alone(elements: Iterable[Element]) -> Iterator[tuple[Element, str]]:
    """The blocks that hold one line of text and no link, with their texts."""
    for element in elements:
        plain = element.tag in LINES and next(element.iterdescendants("a", *LINES), None) is None
        text = plain_of(text_of(element)) if plain else ""
        if text and next(element.iterancestors("a"), None) is None:
            yield element, text


def plain_of(text: str) -> str:
    """A text without blanks and dashes, folded, to be compared with others."""
    return _NO_TEXT.sub("", fold(text))
