"""The lines of a site around a text, also where its page was printed or copied: the path above it, who runs the site and its registration below."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from policy_extract.blocks import Dropped, Paragraph
from policy_extract.records import replace

if TYPE_CHECKING:
    from collections.abc import Iterable

    from policy_extract.blocks import Block, Document
    from policy_extract.grammar import Matcher

_LONGEST: Final = 160
"""Characters of a line that a site adds."""
_MOST: Final = 30
"""Lines of a footer."""
_DEEPEST: Final = 9
"""Lines in which a path ends, the first line of the text counted."""


def is_site_line(text: str, finds: str, matcher: Matcher) -> bool:
    """Whether a line is a site's: by the family `site-line`, or `site-footer`, which counts only beside such lines."""
    return len(text) <= _LONGEST and matcher.first(finds, text) is not None


def footer_length(backwards: Iterable[str], matcher: Matcher) -> int:
    """How many of the last lines are a site's footer: 主办：…… and plain lines of a site, in any order; the lines come last first."""
    length = 0
    found: set[str] = set()
    for text in backwards:
        kind = next((finds for finds in ("site-line", "site-footer") if is_site_line(text, finds, matcher)), None)
        if kind is None:
            break
        found.add(kind)
        length += 1
    return length if len(found) > 1 else 0


def without_site_footer(document: Document, matcher: Matcher) -> Document:
    """The document, copied or printed from a page, without the site footer at its end if this has the registration."""
    last = [block for block in document.blocks if block.story == "body" and not _is_blank(block)][-_MOST:]
    texts = [block.text if isinstance(block, Paragraph) else "" for block in last]
    start = len(last) - footer_length(reversed(texts), matcher)
    if not any(_is_registration(text, matcher) for text in texts[start:]):
        return document
    return _without(document, dict(zip((block.id for block in last[start:]), texts[start:], strict=True)))


def without_site_path(document: Document, matcher: Matcher) -> Document:
    """The document, copied from a page, without the path to the page that a copy turned into a numbered list above the text: 1. 首页, 2. 信息公开."""
    first = [block for block in document.blocks if block.story == "body" and not _is_blank(block)][:_DEEPEST]
    path: dict[str, str] = {}
    for place, block in enumerate(first, 1):
        if not isinstance(block, Paragraph):
            break
        match = matcher.first("site-path", f"{block.number or ''}{block.text}")
        if match is None or match.group("place") != str(place):
            break
        if place == 1 and not match.get("home"):
            return document
        path[block.id] = block.text
    return _without(document, path) if 1 < len(path) < len(first) else document


def _without(document: Document, gone: dict[str, str]) -> Document:
    """The document with these blocks, and what they say, dropped as a site's."""
    return replace(
        document,
        blocks=tuple(block for block in document.blocks if block.id not in gone),
        dropped=(*document.dropped, *(Dropped(text, "body", "site-furniture") for text in gone.values())),
        places={name: place for name, place in document.places.items() if name not in gone},
    )


def _is_blank(block: Block) -> bool:
    return isinstance(block, Paragraph) and not block.text.strip()


def _is_registration(text: str, matcher: Matcher) -> bool:
    match = matcher.first("site-line", text)
    return match is not None and bool(match.get("registered"))
