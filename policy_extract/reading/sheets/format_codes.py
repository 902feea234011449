"""Format codes of numbers, cut into their sections and pieces: `#,##0.00;[Red]-#,##0.00` (ECMA-376-1 §18.8.30, §18.8.31)."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from policy_extract.records import record

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_DATE: Final = "yyyy/m/d"
_YEAR_MONTH: Final = 'yyyy"年"m"月"'
_MONTH_DAY: Final = 'm"月"d"日"'
BUILT_IN: Final[Mapping[int, str]] = {
    0: "General", 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?", 13: "# ??/??",
    14: _DATE, 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss",
    22: "yyyy/m/d h:mm", 27: _YEAR_MONTH, 28: _MONTH_DAY, 29: _MONTH_DAY, 30: "m-d-yy", 31: 'yyyy"年"m"月"d"日"',
    32: 'h"时"mm"分"', 33: 'h"时"mm"分"ss"秒"', 34: '上午/下午h"时"mm"分"', 35: '上午/下午h"时"mm"分"ss"秒"', 36: _YEAR_MONTH,
    37: "#,##0;-#,##0", 38: "#,##0;-#,##0", 39: "#,##0.00;-#,##0.00", 40: "#,##0.00;-#,##0.00", 41: "#,##0", 42: "#,##0",
    43: "#,##0.00", 44: "#,##0.00", 45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0", 48: "##0.0E+0", 49: "@", 50: _YEAR_MONTH,
    51: _MONTH_DAY, 52: _YEAR_MONTH, 53: _MONTH_DAY, 54: _MONTH_DAY, 55: '上午/下午h"时"mm"分"',
    56: '上午/下午h"时"mm"分"ss"秒"', 57: _YEAR_MONTH, 58: _MONTH_DAY,
}  # fmt: skip
"""Formats a file names by number alone, in the Chinese edition."""

_TOKEN: Final = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|(?P<pad>[_*].)|\[(?P<bracket>[^\]]*)\]|(?P<general>General|G/通用格式)'
    r"|(?P<half>AM/PM|A/P|上午/下午)|(?P<exponent>E[+-]0+)|(?P<date>y+|e+|m+|d+|h+|s+|a{3,4})|(?P<number>[0#?,.]+)|(?P<other>.)",
    re.IGNORECASE | re.DOTALL,
)
LONGEST: Final = 255
"""Characters of a format code that Excel takes."""
_SECTION: Final = re.compile(r'(?:"[^"]*"|\\.|\[[^\]]*\]|[^;"\\\[]|["\\\[])*')
_CONDITION: Final = re.compile(r"(<=|>=|<>|<|>|=)\s*(-?\d+(?:\.\d+)?)")


@record
class Token:
    kind: str
    text: str


@record
class Section:
    """The format for one kind of number."""

    tokens: tuple[Token, ...]
    condition: tuple[str, Decimal] | None
    dated: bool
    chinese: str
    """1 where numbers are written 二〇二六, 2 where 贰零贰陆; else empty."""


@lru_cache(maxsize=1024)
def sections(code: str) -> tuple[Section, ...]:
    """The sections of a code; none of one that is too long."""
    if len(code) > LONGEST:
        return ()
    pieces: list[str] = []
    place = 0
    while place <= len(code):
        found = _SECTION.match(code, place)
        assert found is not None
        pieces.append(found[0])
        place = found.end() + 1
    return tuple(_section(piece) for piece in pieces[:4])


def _section(code: str) -> Section:
    tokens: list[Token] = []
    condition = None
    chinese = ""
    for found in _TOKEN.finditer(code):
        kind, text = str(found.lastgroup), found[str(found.lastgroup)]
        if kind in {"quoted", "escaped", "other"}:
            tokens.append(Token("text", text))
        elif kind == "bracket":
            if compared := _CONDITION.fullmatch(text):
                condition = (compared[1], Decimal(compared[2]))
            elif text.upper().startswith("DBNUM"):
                chinese = text[5:6]
            elif text.lower().strip("hms") == "" and text:
                tokens.append(Token("elapsed", text.lower()))
            elif text.startswith("$"):
                tokens.append(Token("text", text[1:].split("-")[0]))
        elif kind != "pad":
            tokens.append(Token(kind, text))
    dated = any(token.kind in {"date", "half", "elapsed"} for token in tokens)
    return Section(tuple(tokens), condition, dated, chinese)


_COMPARED: Final[Mapping[str, Callable[[Decimal, Decimal], bool]]] = {
    "<": lambda one, other: one < other,
    ">": lambda one, other: one > other,
    "=": lambda one, other: one == other,
    "<=": lambda one, other: one <= other,
    ">=": lambda one, other: one >= other,
    "<>": lambda one, other: one != other,
}


def which(found: tuple[Section, ...], value: Decimal) -> int:
    """The place of the section for a number: by its condition, else positive, negative, zero."""
    if any(section.condition for section in found):
        for place, section in enumerate(found[:3]):
            if section.condition is None or _COMPARED[section.condition[0]](value, section.condition[1]):
                return place
        return 0
    if value < 0 and len(found) > 1:
        return 1
    return 2 if value == 0 and len(found) > 2 else 0
