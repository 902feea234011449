"""Entities of HTML, which Markdown knows too: `&amp;` and `&#20013;` show one character each."""

from __future__ import annotations

import html
import re
from html.entities import html5
from typing import Final

from policy_extract.reading.characters import visible

ENTITY: Final = r"&(?:#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});"
_ENTITY: Final = re.compile(ENTITY)


def shown_by(entity: str) -> tuple[str, str]:
    r"""What an entity shows, and its characters that are markup: as many as show nothing.

    >>> shown_by("&amp;"), shown_by("&nbsp;"), shown_by("&notit;")
    (('&', 'amp;'), ('\xa0', '&nbsp;'), ('&notit;', ''))
    """
    shown = html.unescape(entity) if entity[1] == "#" else html5.get(entity[1:], entity)
    return shown, entity[visible(shown) :]


def without_entities(text: str) -> tuple[str, list[str]]:
    """The text with what its entities show, and the markup of each.

    >>> without_entities("甲&amp;乙&lt;")
    ('甲&乙<', ['amp;', 'lt;'])
    """
    markup: list[str] = []

    def show(found: re.Match[str]) -> str:
        shown, rest = shown_by(found[0])
        markup.append(rest)
        return shown

    return _ENTITY.sub(show, text), markup
