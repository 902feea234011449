"""The numbers that a page's lists print: counted as a browser counts them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from policy_extract.reading.html.looks import styles
from policy_extract.reading.word.list_numbers import write
from policy_extract.records import mutable

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_TYPES: Final = {"1": "decimal", "a": "lower-alpha", "A": "upper-alpha", "i": "lower-roman", "I": "upper-roman"}
_FORMATS: Final = {
    "decimal": ("decimal", "."),
    "decimal-leading-zero": ("decimalZero", "."),
    "lower-alpha": ("lowerLetter", "."),
    "lower-latin": ("lowerLetter", "."),
    "upper-alpha": ("upperLetter", "."),
    "upper-latin": ("upperLetter", "."),
    "lower-roman": ("lowerRoman", "."),
    "upper-roman": ("upperRoman", "."),
    "cjk-ideographic": ("chineseCountingThousand", "、"),
    "cjk-decimal": ("ideographDigital", "、"),
    "simp-chinese-informal": ("chineseCountingThousand", "、"),
    "trad-chinese-informal": ("chineseCountingThousand", "、"),
    "simp-chinese-formal": ("chineseLegalSimplified", "、"),
    "trad-chinese-formal": ("ideographLegalTraditional", "、"),
}
"""Name in CSS → how the number is written, and what a browser prints after it."""
_BULLETS: Final = frozenset({"disc", "circle", "square", "disclosure-open", "disclosure-closed"})
BULLET: Final = "•"
_MOST: Final = 1_000_000_000
_WHOLE: Final = re.compile(r"\s*(-?\d{1,9})\s*")
_LEVEL: Final = re.compile(r"\blevel(\d)\b")


@mutable
class ListCount:
    """How far one list has counted."""

    ordered: bool
    kind: str
    """What CSS calls its numbers; "" where nothing says."""
    step: int
    value: int

    def label(self, item: Element, style: str) -> str:
        """The number printed before the next item; "" where the list prints none."""
        kind = _kind(item, style) or self.kind or ("decimal" if self.ordered else "disc")
        given = _whole(item.get("value"))
        value = self.value if given is None else given
        self.value = value + self.step
        if kind in _BULLETS or (not self.ordered and kind not in _FORMATS):
            return BULLET if kind != "none" else ""
        if kind == "none":
            return ""
        _, sign = _FORMATS.get(kind, _FORMATS["decimal"])
        return written(value, kind) + (sign if value >= 0 else ".")


def written(value: int, kind: str) -> str:
    """A number as a style of CSS writes it; in digits where the style is unknown or has no sign for it.

    >>> written(12, "cjk-ideographic"), written(3, "lower-alpha"), written(-1, "decimal")
    ('十二', 'c', '-1')
    """
    name, _ = _FORMATS.get(kind, _FORMATS["decimal"])
    return (write(value, name) if value >= 0 else "") or str(value)


def count_list(element: Element, style: str) -> ListCount:
    """The count of a list that begins."""
    ordered = element.tag == "ol"
    start = _whole(element.get("start"))
    step = -1 if "reversed" in element.attrib else 1
    if start is None:
        start = sum(1 for child in element if child.tag == "li") if step < 0 else 1
    return ListCount(ordered, _kind(element, style), step, start)


def _kind(element: Element, style: str) -> str:
    said = styles(style)
    kind = said.get("list-style-type", "")
    if not kind and "list-style" in said:
        kind = next(
            (word for word in said["list-style"].split() if word in _FORMATS or word in _BULLETS or word == "none"), ""
        )
    return kind or _TYPES.get(str(element.get("type", "")), "")


def _whole(text: str | None) -> int | None:
    found = _WHOLE.fullmatch(text) if text else None
    return int(found[1]) if found and abs(int(found[1])) < _MOST else None


def mso_level(style: str) -> int | None:
    """The level, from 0, of the list to which Word says a paragraph belongs; None outside lists.

    >>> mso_level("mso-list:l0 level2 lfo1"), mso_level("")
    (1, None)
    """
    found = _LEVEL.search(styles(style).get("mso-list", "")) if "mso-list" in style else None
    return int(found[1]) - 1 if found else None
