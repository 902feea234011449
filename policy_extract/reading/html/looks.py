"""How a stretch of a page looks: bold, size, place on the line, by its tags and their own styles."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import islice
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lxml.etree import _Element as Element

_WANTED: Final = frozenset(
    {
        "display", "font-weight", "font-size", "font", "text-align", "text-indent", "page-break-before", "page-break-after", "break-before",
        "break-after", "text-decoration", "text-decoration-line", "list-style-type", "list-style", "mso-list", "white-space", "mso-hide",
        "visibility", "opacity", "position", "left", "top", "grid-template-columns",
    }
)  # fmt: skip
_LENGTH: Final = re.compile(r"(-?\d{1,4}(?:\.\d{1,4})?)\s*(px|pt|em|rem|%|)")
_NOTHING: Final = re.compile(r"0(?:\.0{1,4})?(?:px|pt|em|rem|%)?")
_OFF_THE_PAGE: Final = -900.0
_SHORTHAND: Final = re.compile(r"\b(bold|[6-9]00)\b")
_SHORTHAND_SIZE: Final = re.compile(r"\d{1,4}(?:\.\d{1,4})?(?:px|pt)")
_KEYWORDS: Final = {
    "xx-small": 6.75,
    "x-small": 7.5,
    "small": 9.75,
    "medium": 12.0,
    "large": 13.5,
    "x-large": 18.0,
    "xx-large": 24.0,
}
_FONT_SIZES: Final = {"1": 7.5, "2": 10.0, "3": 12.0, "4": 13.5, "5": 18.0, "6": 24.0, "7": 36.0}
_HEADING_SIZES: Final = {"h1": 24.0, "h2": 18.0, "h3": 14.0}
_LONGEST_LABEL: Final = 12
_LABEL_PIECES: Final = 20
_USUAL: Final = 12.0
"""Points of a letter where nothing says otherwise."""
_BOLD: Final = frozenset({"b", "strong", "th", "h1", "h2", "h3", "h4", "h5", "h6"})
_ALIGNS: Final = {
    "center": "center",
    "right": "right",
    "left": "left",
    "justify": "both",
    "start": "left",
    "end": "right",
    "-webkit-center": "center",
    "middle": "center",
}


class Look(NamedTuple):
    """What an element hands down to those in it; a tuple, because it is looked up for every element."""

    bold: bool = False
    underlined: bool = False
    size: float | None = None
    """Points; None where nothing says."""
    align: str = ""
    hidden: bool = False
    label: bool = False
    """The text is an automatic number that Word wrote out."""
    kept: bool = False
    """Line ends of the source are line ends of the text (<pre>)."""


PLAIN: Final = Look()


def look_of(element: Element, tag: str, style: str, outer: Look) -> Look:
    """The look of the text in an element, of what it inherits and what its style and attributes say."""
    attributes = element.attrib
    if not attributes and not style and tag not in _TELLING:
        return outer
    get = attributes.get
    size = str(get("size", "")) if tag == "font" else ""
    align = str(get("align", ""))
    if align and "text-align" not in str(get("style", "")).lower():
        # LibreOffice writes the rule of a style sheet for all paragraphs beside the attribute that was meant.
        style = f"{style};text-align:{align}"
    look = _derive(outer, tag, style, align, size, hidden="hidden" in attributes)
    return look._replace(label=False) if look.label and not outer.label and not _may_be_label(element) else look


def _may_be_label(element: Element) -> bool:
    """Whether so little stands in an element that it can be the number of a paragraph."""
    pieces = [str(text) for text in islice(element.itertext(), _LABEL_PIECES + 1)]
    return len(pieces) <= _LABEL_PIECES and len("".join("".join(pieces).split())) <= _LONGEST_LABEL


_TELLING: Final = _BOLD | {"center", "pre", "caption", "u"}


@lru_cache(maxsize=4096)
def _derive(outer: Look, tag: str, style: str, align: str, size: str, *, hidden: bool) -> Look:
    said = styles(style)
    return Look(
        bold=_bold(outer.bold or tag in _BOLD, said),
        underlined=outer.underlined or tag == "u" or _draws_line(said),
        size=_size(said, _FONT_SIZES.get(size.strip()) or _HEADING_SIZES.get(tag) or outer.size),
        align=_ALIGNS.get(
            said.get("text-align", "") or align.strip().lower() or ("center" if tag in {"center", "caption"} else ""),
            outer.align,
        ),
        hidden=outer.hidden or hidden or hides(said),
        label=outer.label or says_label(said),
        kept=outer.kept or tag == "pre",
    )


def says_label(said: Mapping[str, str]) -> bool:
    """Whether declarations say, as Word does, that a text is the automatic number of its paragraph."""
    return "ignore" in said.get("mso-list", "")


def hides(said: Mapping[str, str]) -> bool:
    """Whether declarations keep a text from being seen, by its display, its size, its ink or its place.

    >>> hides(styles("font-size: 0px")), hides(styles("position: absolute; left: -9999px")), hides(styles("opacity: 0.5"))
    (True, True, False)
    """
    if not said:
        return False
    return (
        said.get("display") == "none"
        or said.get("mso-hide") == "all"
        or said.get("visibility") in {"hidden", "collapse"}
        or _NOTHING.fullmatch(said.get("opacity", "")) is not None
        or _NOTHING.fullmatch(said.get("font-size", "")) is not None
        or (
            said.get("position") in {"absolute", "fixed"}
            and any(_far_off(said.get(side, "")) for side in ("left", "top"))
        )
    )


def _far_off(place: str) -> bool:
    found = _LENGTH.match(place)
    return found is not None and float(found[1]) <= _OFF_THE_PAGE


@lru_cache(maxsize=4096)
def styles(style: str) -> Mapping[str, str]:
    """The declarations of a style attribute that say something of a paragraph, in small letters.

    >>> dict(styles("TEXT-ALIGN: center; color: red; display:none !important"))
    {'text-align': 'center', 'display': 'none'}
    """
    if not style:
        return _NONE
    said: dict[str, str] = {}
    for declaration in style.lower().split(";"):
        name, _, value = declaration.partition(":")
        if (name := name.strip()) in _WANTED:
            said[name] = value.replace("!important", "").strip()
    return said


_NONE: Final[Mapping[str, str]] = MappingProxyType({})


def _bold(inherited: bool, said: Mapping[str, str]) -> bool:  # reads as one word
    weight = said.get("font-weight", "")
    if weight:
        return weight in {"bold", "bolder"} or (weight.isdigit() and int(weight) >= 600)
    return inherited or ("font" in said and _SHORTHAND.search(said["font"]) is not None)


def _draws_line(said: Mapping[str, str]) -> bool:
    """Whether a style draws a line under the text; a style further in cannot take it away."""
    return "underline" in said.get("text-decoration", "") or "underline" in said.get("text-decoration-line", "")


def _size(said: Mapping[str, str], inherited: float | None) -> float | None:
    value = said.get("font-size", "")
    if not value and "font" in said and (short := _SHORTHAND_SIZE.search(said["font"])):
        value = short[0]
    if value in _KEYWORDS:
        return _KEYWORDS[value]
    found = _LENGTH.match(value)
    if found is None or not value:
        return inherited
    number = float(found[1])
    scale = {"px": 0.75, "pt": 1.0, "em": inherited or _USUAL, "rem": _USUAL, "%": (inherited or _USUAL) / 100}.get(
        found[2]
    )
    return inherited if scale is None or number <= 0 else round(number * scale, 2)


def breaks_page(style: str, side: str) -> bool:
    """Whether a page ends before (or after) an element of that style."""
    if "break" not in style.lower():
        return False
    said = styles(style)
    return said.get(f"page-break-{side}") == "always" or said.get(f"break-{side}") in {"page", "always"}
