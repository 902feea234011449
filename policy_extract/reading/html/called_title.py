"""The title of a document whose text does not print it: what the page calls itself, or a line above the text."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Final

from policy_extract.reading.html.element_text import lines_alone, names_of, plain_of, shown_texts
from policy_extract.reading.html.tags import HEADINGS
from policy_extract.reading.html.weights import length_of, text_of
from policy_extract.records import record

if TYPE_CHECKING:
    from collections.abc import Sequence
    from collections.abc import Set as AbstractSet

    from lxml.etree import _Element as Element

    from policy_extract.grammar import Matcher

OPENING: Final = 600
"""Characters of the text in which its title would be printed."""
_SHORTEST_TITLE: Final = 8
_SHORTEST_NAME: Final = 6
"""Characters of a page's name that says more than a column of a site."""


@record
class Title:
    """What a page calls itself where its text does not print it, and the element that shows it."""

    text: str
    element: Element | None = None


def title_of(
    main: Sequence[Element],
    opening: str,
    outside: Sequence[Element],
    records: Sequence[Element],
    names: Sequence[str],
    matcher: Matcher,
) -> Title | None:
    """What the page calls itself, where the opening of its text does not print it."""
    called = [(name, plain_of(name)) for name in names if name.strip()]
    headings = [(element, plain_of(text_of(element))) for element in outside if _is_heading(element)]
    pieces = {plain for name, whole in called for plain in (whole, *map(plain_of, name.split())) if plain}
    alone = [*headings, *lines_alone(outside)]
    for element, text in alone:
        carries = matcher.first("title-needs-opening", text) is not None and any(
            piece in text and len(piece) > _SHORTEST_TITLE and piece != text for piece in pieces
        )
        if carries and text not in opening and _stands_before(element, main[0]):
            return Title(text_of(element), element)  # 关于印发《…》的通知, on a page called as the plan it carries
    named = [
        (element, text)
        for element, text in headings
        if len(text) > 5
        and any(text in plain for _, plain in called)
        and not any(one in records for one in element.iterancestors())
    ]
    # The name of the site, or of the gazette, may stand in that of the page, too.
    titled = next((one for one in named if matcher.first("title", one[1])), None)
    if titled is not None:
        return None if titled[1] in opening else Title(text_of(titled[0]), titled[0])
    name = min((_without_site(name, matcher) for name, _ in called), key=len, default="")
    plain = plain_of(name)
    names_it = matcher.first("title", name) is not None and len(plain) > _SHORTEST_TITLE  # 通知公告 is a column
    for element, text in alone:
        if (
            len(text) > _SHORTEST_TITLE
            and (text in plain or not names_it)
            and matcher.first("title", text) is not None
            and text not in opening
            and _stands_before(element, main[0])
        ):
            return Title(text_of(element), element)
    for element, text in named[:1]:
        return None if text in opening else Title(text_of(element), element)
    of_site = matcher.first("site-line", name) is not None
    return None if of_site or len(plain) < _SHORTEST_NAME or plain in opening else Title(name)


def _is_heading(element: Element) -> bool:
    """Whether an element is set as a heading or called one."""
    return element.tag in HEADINGS or any(
        "tit" in one or one == "bt" or one.endswith(("-bt", "_bt")) for one in names_of(element)
    )


def _stands_before(element: Element, other: Element) -> bool:
    """Whether an element comes before another on the page."""
    ways = [[one, *one.iterancestors()][::-1] for one in (element, other)]
    parted = next(((one, two) for one, two in zip(*ways, strict=False) if one is not two), None)
    return parted is not None and any(one is parted[1] for one in parted[0].itersiblings())


def _without_site(name: str, matcher: Matcher) -> str:
    """A page's name without the name of its site and section: its longest piece."""
    cuts = [match.span("cut") for match in matcher.all("name-cut", name)]
    ends = [0, *chain.from_iterable(cuts), len(name)]
    pieces = [name[start:end].strip() for start, end in zip(ends[::2], ends[1::2], strict=True)]
    return max(pieces, key=len, default="")


def opening_of(main: Sequence[Element], left_out: AbstractSet[Element], *, shown: bool) -> str:
    """The first characters of the text that can be seen, some elements left out; `shown` counts what is not displayed, too."""
    parts: list[str] = []
    length = 0
    for text in chain.from_iterable(shown_texts(one, left_out, shown=shown) for one in main):
        parts.append(text)
        length += length_of(text)
        if length > OPENING:
            break
    return "".join(parts)
