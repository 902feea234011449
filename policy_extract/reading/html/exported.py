r"""A page as an interface hands it out: JSON or a feed with the document's markup in one string, or that string alone, `<p style=\"…\">`."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Final

from lxml import etree

from policy_extract.reading.html.script_text import unquoted
from policy_extract.records import record

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lxml.etree import _Element as Element

_FEWEST: Final = 60
"""Chinese characters of a document, if nothing half as long stands beside it."""
_CERTAIN: Final = 200
"""Chinese characters of a text that is a document, whatever stands beside it."""
_CHINESE: Final = re.compile("[\u3400-\u9fff]")
_MARKUP: Final = re.compile(r"<(?:p|br|div|table|section|span)\b", re.IGNORECASE)
_FEED: Final = re.compile(r"[\ufeff\s]*(?:<\?xml[^<>]{0,300}\?>\s*)?<(?:rss|feed)\b")
"""How a feed begins, in which a site hands out its latest documents."""
_ENTRIES: Final = frozenset({"item", "entry"})
_TITLES: Final = ("title", "标题")
"""How the names of fields end that hold the title."""


@record
class Export:
    """The markup of a document, and the fields beside it."""

    markup: str
    fields: str
    """One line each, `title: …` the one with the title."""


def read_export(text: str) -> Export | None:
    """The document in a JSON text or a feed; None for any other text, and for one that holds several documents or none."""
    fields = _fields(text)
    lengths = [_length(value) for _, value in fields]
    longest = max(lengths, default=0)
    documents = [at for at, length in enumerate(lengths) if length >= min(_CERTAIN, max(_FEWEST, longest / 2))]
    if len(documents) != 1:
        return None
    rest = [field for at, field in enumerate(fields) if at not in documents]
    title = next((at for at, (name, _) in enumerate(rest) if name.lower().endswith(_TITLES)), None)
    lines = [f"{'title' if at == title else name}: {' '.join(value.split())}" for at, (name, value) in enumerate(rest)]
    return Export(fields[documents[0]][1], "\n".join(lines))


def is_feed(text: str) -> bool:
    """Whether a text begins as a feed does."""
    return _FEED.match(text) is not None


def _fields(text: str) -> Sequence[tuple[str, str]]:
    """The names and values of all fields; none of a text that is neither JSON nor a feed."""
    try:
        if text.lstrip("\ufeff \t\r\n").startswith(("{", "[")):
            return list(_strings(json.loads(text.lstrip("\ufeff"))))
        return _feed_fields(text) if is_feed(text) else ()
    except (ValueError, RecursionError, etree.LxmlError):  # no JSON, no XML, or what nobody wrote
        return ()


def _feed_fields(text: str) -> list[tuple[str, str]]:
    """The fields of a feed, those of its entries first: the title of the feed itself names no document."""
    parser = etree.XMLParser(
        encoding="utf-8", resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True
    )
    root = etree.fromstring(text.lstrip("\ufeff \t\r\n").encode(), parser)
    entries = [one for one in root.iter(etree.Element) if etree.QName(one).localname in _ENTRIES]
    inside: set[Element] = set()
    for entry in entries:
        if entry not in inside:  # one in another is there already; to go through it again could be quadratic
            inside.update(entry.iter(etree.Element))
    ordered = sorted(root.iter(etree.Element), key=lambda one: one not in inside)
    return [(etree.QName(one).localname, text) for one in ordered if (text := _own_text(one)).strip()]


def _own_text(element: Element) -> str:
    """What an element says outside the elements in it."""
    return "".join((element.text or "", *(child.tail or "" for child in element)))


def without_escapes(text: str) -> str:
    r"""The markup where it was copied out of a JSON string: none of its quotes, or of its slashes, stands without a backslash.

    >>> without_escapes('<p class=\\"a\\">一<\\/p>\\n<p>二<\\/p>')
    '<p class="a">一</p>\n<p>二</p>'
    """
    quotes = '=\\"' in text and '="' not in text
    slashes = "<\\/" in text and "</" not in text
    return unquoted(f'"{text}"') if quotes or slashes else text


def _strings(value: object) -> Iterator[tuple[str, str]]:
    """Every text and number of a JSON value with the name of its field, in their order."""
    stack: list[tuple[str, object]] = [("", value)]
    while stack:
        name, one = stack.pop()
        if isinstance(one, dict):
            stack += reversed(list(one.items()))
        elif isinstance(one, list):
            stack += [(name, each) for each in reversed(one)]
        elif one is not None:
            yield name, str(one)


def _length(text: str) -> int:
    """How many Chinese characters a text with markup has; none where it has no markup."""
    return len(_CHINESE.findall(text)) if _MARKUP.search(text) is not None else 0
