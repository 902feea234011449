r"""A page as an interface hands it out: JSON with the document's markup in one string, or that string alone, `<p style=\"…\">`."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Final

from policy_extract.reading.html.script_text import unquoted
from policy_extract.records import record

if TYPE_CHECKING:
    from collections.abc import Iterator

_FEWEST: Final = 200
"""Chinese characters of a document."""
_CHINESE: Final = re.compile("[\u3400-\u9fff]")
_MARKUP: Final = re.compile(r"<(?:p|br|div|table|section|span)\b", re.IGNORECASE)
_TITLES: Final = ("title", "标题")
"""How the names of fields end that hold the title."""


@record
class Export:
    """The markup of a document, and the fields beside it."""

    markup: str
    fields: str
    """One line each, `title: …` the one with the title."""


def read_export(text: str) -> Export | None:
    """The document in a JSON text; None for any other text, and for one that holds several documents or none."""
    if not text.lstrip("\ufeff \t\r\n").startswith(("{", "[")):
        return None
    try:
        fields = list(_strings(json.loads(text.lstrip("\ufeff"))))
    except (ValueError, RecursionError):  # no JSON, or one that nobody wrote
        return None
    documents = [at for at, (_, value) in enumerate(fields) if _is_document(value)]
    if len(documents) != 1:
        return None
    rest = [field for at, field in enumerate(fields) if at not in documents]
    title = next((at for at, (name, _) in enumerate(rest) if name.lower().endswith(_TITLES)), None)
    lines = [f"{'title' if at == title else name}: {' '.join(value.split())}" for at, (name, value) in enumerate(rest)]
    return Export(fields[documents[0]][1], "\n".join(lines))


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


def _is_document(text: str) -> bool:
    return _MARKUP.search(text) is not None and len(_CHINESE.findall(text)) >= _FEWEST
