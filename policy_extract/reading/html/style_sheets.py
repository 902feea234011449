"""What a page's own style sheet says of classes and tags: Word, WPS and POI put all looks there."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from policy_extract.reading.html.looks import styles
from policy_extract.records import field, mutable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element as Element

_MOST: Final = 400_000
"""Characters of style sheets that are read."""
_RULES: Final = 5_000
_NOTE: Final = re.compile(r"/\*.{0,5000}?\*/|<!--|-->", re.DOTALL)
_RULE: Final = re.compile(r"([^{}@;]{1,1000})\{([^{}]{0,3000})\}")
_SELECTOR: Final = re.compile(r"([a-z][a-z0-9]{0,10})?(\.[\w-]{1,60})?")
_HIDES: Final = frozenset({"display", "mso-hide"})
"""Sites hide by class what a script shows later, so only an element's own style hides it; that it is a table is believed."""


@mutable
class Sheet:
    """The styles of a page by simple selector: `p`, `.p2`, `p.p2`; rules with any other selector are not used."""

    _said: dict[str, dict[str, str]] = field(default_factory=dict)
    _known: dict[tuple[str, str], str] = field(default_factory=dict)

    def style_of(self, element: Element, tag: str) -> str:
        """What sheet and element say together, the element last, as it would stand in its own style."""
        own = str(element.get("style", ""))
        if not self._said:
            return own
        names = str(element.get("class", ""))
        key = (tag, names)
        if key not in self._known:
            self._known[key] = self._cascade(tag, names.lower().split())
        return f"{self._known[key]};{own}" if self._known[key] else own

    def _cascade(self, tag: str, names: list[str]) -> str:
        merged: dict[str, str] = {}
        for selector in (tag, *(f".{name}" for name in names), *(f"{tag}.{name}" for name in names)):
            merged |= self._said.get(selector, {})
        return ";".join(f"{name}:{value}" for name, value in merged.items())

    def add(self, text: str) -> None:
        """Take the rules of one style element."""
        for selectors, declared in rules_of(text):
            said = {
                name: value
                for name, value in styles(declared).items()
                if name not in _HIDES or value.startswith("table")
            }
            if not said or len(self._said) > _RULES:
                continue
            for selector in selectors:
                if _SELECTOR.fullmatch(selector) and selector:
                    self._said.setdefault(selector, {}).update(said)


def rules_of(text: str) -> Iterator[tuple[list[str], str]]:
    """The rules of a style sheet in their order: selectors in small letters, and what is declared."""
    for found in _RULE.finditer(_NOTE.sub(" ", text[:_MOST])):
        yield [selector.strip() for selector in found[1].lower().split(",")], found[2]


def read_sheets(root: Element) -> Sheet:
    """What the style elements of a page say."""
    sheet = Sheet()
    for style in root.iter("style"):
        sheet.add(style.text or "")
    return sheet
