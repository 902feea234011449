"""What a page shows beside a document or around it: comments, lists of other pages, buttons, feet, copies of the text."""

from __future__ import annotations

import re
from itertools import chain, islice, takewhile
from typing import TYPE_CHECKING, Final

from lxml import etree

from policy_extract.reading.html.element_text import LINES, is_strong, names_of, plain_of, shown_texts
from policy_extract.reading.html.tags import HEADINGS, children
from policy_extract.reading.html.weights import LONGEST_LINK, leads_away, length_of, text_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lxml.etree import _Element as Element

    from policy_extract.grammar import Matcher
    from policy_extract.reading.html.weights import Weights

_SHORTEST_COPY: Final = 100
"""Characters that no two parts of a text have in common by chance."""
_LONGEST_TITLE: Final = 80
"""Characters of the title of a document."""
_NAMES_LIST: Final = HEADINGS | {"p", "div", "span", "strong", "b"}
_LONGEST_MENU: Final = 12
"""Characters of two links that are a menu: 首页 | 新闻."""
_LONGEST_NAME: Final = 10
"""Characters of the name of a list of links."""
_LONGEST_BESIDE: Final = 12
"""Characters of a date beside a link."""
_POST: Final = re.compile(r"(post|reply|floor|pid|lou)[-_]?\d{1,12}")
"""How forums call each post of a thread."""
_FIRST_POSTS: Final = 3
"""Elements beside a post among which the first of the thread stands."""
_FIRST_TEXTS: Final = 6
"""Pieces of text, most of them blank, among which the first line of an element stands."""
LONGEST_BUTTON: Final = 20
"""Characters of what is written on one."""
_FOOTS: Final = ("-footer", "_footer", "-foot", "_foot")
"""How names of the foot of a site end, whatever stands before."""
_MOST_BESIDE: Final = 40
"""Blocks beside each other that are compared."""


def elements_beside(root: Element, weights: Weights, matcher: Matcher) -> list[Element]:
    """The outermost elements that sites call comments, related pages, a foot: less than half of the page, and no text of a document."""
    comments, around = matcher.words("comment-container"), frozenset(matcher.words("furniture-container"))
    found: list[Element] = []
    inside: set[Element] = set()
    for element in weights.order:
        if element in inside or not 0 < 2 * weights.whole(element) < weights.whole(root):
            continue
        called = names_of(element)
        if (
            _opens_comments(element, matcher)
            or _answers(element, weights)
            or any(name.startswith(comments) for name in called)
            or (not is_strong(element, matcher) and any(name in around or name.endswith(_FOOTS) for name in called))
        ):
            found.append(element)
            inside.update(element.iter())
    return found


def _answers(element: Element, weights: Weights) -> bool:
    """Whether an element is a later post of a forum: post_2 after post_1, which is one of the first beside it and holds far more text."""
    above = element.getparent()
    stems = {found[1] for name in names_of(element) if (found := _POST.fullmatch(name))}
    if not stems or above is None:
        return False
    first = takewhile(lambda one: one is not element, islice(children(above), _FIRST_POSTS))
    return any(
        weights.whole(one) > 2 * weights.whole(element)
        and any((found := _POST.fullmatch(name)) and found[1] in stems for name in names_of(one))
        for one in first
    )


def _opens_comments(element: Element, matcher: Matcher) -> bool:
    """Whether the first line in an element says that readers' comments follow: 网友评论."""
    if element.tag not in {"div", "section"}:
        return False
    first = next((text for text in map(str, islice(element.itertext(etree.Element), _FIRST_TEXTS)) if text.strip()), "")
    return len(first) <= LONGEST_BUTTON and matcher.first("comment-heading", first.strip()) is not None


def furniture_of(main: Element, weights: Weights, matcher: Matcher) -> Iterator[Element]:
    """Blocks of a page that are mostly links, three of them at least; a list of annexes (附件：1.…) that can be fetched is none."""
    for element in main.iter("div", "ul", "ol", "table", "section", "dl", "td"):
        links = weights.links[element]
        count = len(list(element.iter("a")))
        many = links > 2 * weights.text[element] and (count > 2 or (count == 2 and links <= _LONGEST_MENU))
        if element is main or not links or not (many or _lists_pages(element)) or is_strong(element, matcher):
            continue
        heading = _heading_of(element)
        named = text_of(heading) if heading is not None else ""
        if any(matcher.first(family, named) is not None for family in ("annex-label", "annex-list")):
            continue  # 附件, above links from which its files can be fetched
        yield element
        if heading is not None and not is_strong(heading, matcher):
            yield heading


def buttons_of(main: Element, weights: Weights, matcher: Matcher) -> Iterator[Element]:
    """Tables of buttons (满意, 不满意), lines of links that say what a site offers, and those that lead to a page that explains the document."""
    for element in main.iter("table", "p", "li", "div"):
        if not 0 < weights.whole(element) <= _LONGEST_TITLE or element is main:
            continue
        text = text_of(element) if element.tag == "table" or not weights.text[element] else ""
        families = ("site-line",) if element.tag == "table" else ("site-line", "explaining-title")
        if text and any(matcher.first(family, text) is not None for family in families):
            yield element
            heading = _heading_of(element)
            if heading is not None and matcher.first("explaining-title", text_of(heading)) is not None:
                yield heading


def _heading_of(links: Element) -> Element | None:
    """The short line right above a list of links, which names it: 热门推荐, 政策问答."""
    above = links.getprevious()
    if above is None or above.tag not in _NAMES_LIST or length_of(above.tail) or not text_of(above):
        return None
    return above if len(text_of(above)) <= _LONGEST_NAME and next(above.iterdescendants("a"), None) is None else None


def _lists_pages(element: Element) -> bool:
    """Whether each row of a table or item of a list is a link to another page and at most a date beside it."""
    rows = list(element.iter("tr", "li")) if element.tag in {"table", "ul", "ol"} else []
    return len(rows) > 1 and all(_is_entry(row) for row in rows)


def _is_entry(row: Element) -> bool:
    links = [link for link in row.iter("a") if leads_away(link)]
    said = sum(length_of(text_of(link)) for link in links)
    return bool(links) and length_of(text_of(row)) - said <= _LONGEST_BESIDE


def repeated_in(main: Sequence[Element], weights: Weights) -> Iterator[Element]:
    """Large blocks that say the very same as one before them: pages carry their text once for wide and once for narrow screens."""
    by_length: dict[int, list[Element]] = {}
    for element in chain.from_iterable(one.iter("div", "section", "article") for one in main):
        length = weights.text[element]
        if length >= LONGEST_LINK and not _is_only_child(element, length, weights):
            by_length.setdefault(length, []).append(element)
    for alike in by_length.values():
        seen: list[str] = []
        for element in alike if len(alike) > 1 else ():
            text = text_of(element)
            if text in seen:
                yield element
            else:
                seen = [*seen[-1:], text]


def copies_in(main: Sequence[Element], weights: Weights) -> Iterator[Element]:
    """Large blocks that say only what a block beside them says, too: the copy for narrow screens may leave the signature out."""
    for above in {one.getparent(): None for top in main for one in top.iter("div", "section", "article")}:
        beside = [] if above is None else [one for one in children(above) if weights.text[one] >= _SHORTEST_COPY]
        if not 1 < len(beside) <= _MOST_BESIDE:
            continue
        beside.sort(key=lambda one: -weights.text[one])
        said: list[str] = []
        for one in beside:
            text = plain_of("".join(shown_texts(one)))
            lines = len(list(islice(one.iterdescendants("br", *LINES), 2)))
            if lines > 1 and any(text in other for other in said):
                yield one
            said.append(text)


def _is_only_child(element: Element, length: int, weights: Weights) -> bool:
    """Whether the element above it says nothing else."""
    above = element.getparent()
    return above is not None and weights.text[above] == length
