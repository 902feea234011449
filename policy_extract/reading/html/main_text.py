"""Which part of a page is the document: known containers, else the way down to where most of the text stands."""

from __future__ import annotations

from itertools import chain, islice, pairwise
from typing import TYPE_CHECKING, Final

from lxml import etree

from policy_extract.reading.html.beside_text import (
    LONGEST_BUTTON,
    buttons_of,
    copies_in,
    elements_beside,
    furniture_of,
    repeated_in,
)
from policy_extract.reading.html.block_tables import block_tables, has_heading
from policy_extract.reading.html.called_title import Title, opening_of, title_of
from policy_extract.reading.html.element_text import GOES_DOWN, lines_in, names_of, pieces, plain_of, strong_lines
from policy_extract.reading.html.layout_tables import MOST_OF_IT, frames_page, sets_chapters
from policy_extract.reading.html.looks import hides, styles
from policy_extract.reading.html.page_records import (
    above_headings,
    is_no_table_of_text,
    issuers_above,
    numbers_beside,
    records_of,
    records_rows,
)
from policy_extract.reading.html.tags import children
from policy_extract.reading.html.weights import text_of, weigh
from policy_extract.records import record

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from lxml.etree import _Element as Element

    from policy_extract.grammar import Matcher
    from policy_extract.reading.html.style_sheets import Sheet
    from policy_extract.reading.html.weights import Weights

FEWEST_HEADINGS: Final = 2
"""Headings beside the text from which on they are no chance."""
_LONGEST_HEADING: Final = 60
_FOLDED: Final = ("div", "section", "article", "p")


@record
class Regions:
    """What the parts of a page are; everything outside them belongs to the site."""

    main: frozenset[Element]
    records: frozenset[Element]
    """What the site records of the document: 索引号, 发文字号, ……."""
    furniture: frozenset[Element]
    """Inside the main text: lists of links, menus."""
    frames: frozenset[Element]
    """Tables that only lay out the page."""
    block_tables: Mapping[Element, str]
    """Blocks that stand for tables, their rows and cells, each with the tag it stands for."""
    shown: bool
    """Text that is hidden until a script shows it counts."""
    title: Title | None


def find_regions(root: Element, names: Sequence[str], matcher: Matcher, sheet: Sheet) -> Regions:
    """The regions of a page; `names` are what it calls itself in its head."""
    _unfold(root, matcher)
    _with_headings_of_buttons(root, matcher)
    weights = weigh(root, shown=False)
    shown = weights.hidden > weights.text[root]
    if shown:
        weights = weigh(root, shown=True)
    known = _known(root, weights, frozenset(matcher.words("text-container")))
    if known and _goes_on_beside(root, known, matcher):
        known = []
    recorded = records_of(weights, matcher)
    beside = elements_beside(root, weights, matcher)
    main = known or [_descend(root, weights, [*recorded, *beside], matcher)]
    inside = set(chain.from_iterable(one.iter() for one in main))
    outside = [element for element in weights.order if element not in inside]
    opens = frozenset() if known or not recorded else above_headings(main[0], matcher)
    records = [one for one in recorded if one not in inside or (one in opens and is_no_table_of_text(one, matcher))]
    if not any(matcher.first("number-in-a-record", text_of(one)) for one in records):
        records += numbers_beside(outside, weights, matcher)
    furniture = frozenset(
        (
            *(() if known else furniture_of(main[0], weights, matcher)),
            *chain.from_iterable(buttons_of(one, weights, matcher) for one in main),
            *repeated_in(main, weights),
            *copies_in(main, weights),
            *(one for one in beside if one not in main),
        )
    )
    opening = plain_of(opening_of(main, furniture, shown=shown))
    title = title_of(main, opening, outside, records, names, matcher)
    above = title.element if title is not None and title.element is not None else main[0]
    return Regions(
        main=frozenset(main),
        records=frozenset((*records, *issuers_above(weights, above, matcher))),
        furniture=furniture,
        frames=frozenset(
            table
            for one in main
            for table in one.iter("table")
            if frames_page(table, weights, root) or sets_chapters(table, matcher)
        ),
        block_tables=block_tables((one for one in weights.order if one in inside), sheet, matcher, weights),
        shown=shown,
        title=title,
    )


def _unfold(root: Element, matcher: Matcher) -> None:
    """Show what a page hides until its reader asks for the whole text (展开全文) or its next page: elements with headings of the text, pages of it."""
    hidden = [one for one in root.iter(*_FOLDED) if hides(styles(str(one.get("style", ""))))]
    if not hidden:
        return
    turned = any(matcher.first("next-page", text_of(link)) is not None for link in root.iter("a"))
    for one in hidden if turned else ():
        if _is_next_page(one):
            del one.attrib["style"]
    if not any(
        len(text) <= LONGEST_BUTTON and matcher.first("unfold", text.strip()) is not None
        for text in map(str, root.itertext(etree.Element))
    ):
        return
    for one in hidden:
        if "style" in one.attrib and len(list(islice(strong_lines(one, matcher), FEWEST_HEADINGS))) == FEWEST_HEADINGS:
            del one.attrib["style"]


def _is_next_page(hidden: Element) -> bool:
    """Whether an element that is not displayed stands right below one of the same kind and name: the next page of a text."""
    above = hidden.getprevious()
    named = hidden.get("class")
    return bool(named) and above is not None and above.tag == hidden.tag and above.get("class") == named


def _with_headings_of_buttons(root: Element, matcher: Matcher) -> None:
    """Make text of the buttons that are headings of what they fold away: 一、工作目标."""
    for button in root.iter("button"):
        text = text_of(button)
        found = matcher.first("text-line", text) if 0 < len(text) <= _LONGEST_HEADING else None
        if found is not None and found.get("strong"):
            button.tag = "div"


def _known(root: Element, weights: Weights, names: frozenset[str]) -> list[Element]:
    """The outermost elements that sites put a text into, where they hold at least half of all text."""
    found: list[Element] = []
    inside: set[Element] = set()
    for element in weights.order:
        if (
            weights.text[element]
            and element not in inside
            and element.attrib
            and not names.isdisjoint(names_of(element))
        ):
            found.append(element)
            inside.update(element.iter())
    return found if 2 * sum(weights.text[one] for one in found) >= weights.text[root] else []


def _own_text(weights: Weights, apart: Sequence[Element]) -> Mapping[Element, int]:
    """How much text stands below each element, but for what the site says of it and beside it: to a short notice that is much."""
    if not apart:
        return weights.text
    own = dict(weights.text)
    for one in apart:
        for above in (one, *one.iterancestors()):
            own[above] -= weights.text[one]
    return own


def _descend(root: Element, weights: Weights, apart: Sequence[Element], matcher: Matcher) -> Element:
    """The deepest element that holds most of the text, as long as nothing of the document stands beside it."""
    node, own = root, _own_text(weights, apart)
    while True:
        below = [child for child in children(node) if child.tag in GOES_DOWN and child not in weights.concealed]
        best = max(below, key=lambda child: own[child], default=None)
        if best is None or own[best] <= 0 or own[best] < MOST_OF_IT * own[node]:
            return node
        if best.tag == "table" and not frames_page(best, weights, root):
            return node
        left_out = frozenset((best, *apart))
        beside = weights.text[best] < weights.text[node]
        if beside and (_has_text_beside(node, left_out, matcher) or _is_signed_below(best, left_out, matcher)):
            return node
        node = best


def _has_text_beside(node: Element, left_out: frozenset[Element], matcher: Matcher) -> bool:
    """Whether something of a document stands in `node` outside these elements: a sentence, a heading, an annex, a table."""
    return any(matcher.first("text-line", line) is not None for line in lines_in(pieces(node, left_out))) or any(
        has_heading(table, matcher) and not records_rows(table, matcher)
        for child in children(node)
        if child not in left_out
        for table in child.iter("table")
        if table not in left_out
    )


def _is_signed_below(best: Element, left_out: frozenset[Element], matcher: Matcher) -> bool:
    """Whether a body and the date on which it signs stand below an element, written as texts write dates."""
    below = [line for one in best.itersiblings() if one not in left_out for line in lines_in(pieces(one, left_out))]
    return any(
        matcher.first("issuer-on-a-page", body) is not None
        and matcher.first("date-line", date) is not None
        and matcher.first("site-line", date) is None
        for body, date in pairwise(below)
    )


def _goes_on_beside(root: Element, known: Sequence[Element], matcher: Matcher) -> bool:
    """Whether numbered headings, annexes or units stand outside the elements that such sites put a text into."""
    lines = lines_in(pieces(root, frozenset(known)))
    strong = (match for line in lines if (match := matcher.first("text-line", line)) and match.get("strong"))
    return len(list(islice(strong, FEWEST_HEADINGS))) == FEWEST_HEADINGS
