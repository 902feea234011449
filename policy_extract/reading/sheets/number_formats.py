"""A number and its format code → what the cell shows: 0.95 as 95%, 46174 as 2026年6月 (ECMA-376-1 §18.8.30, §18.8.31)."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from functools import cache
from typing import TYPE_CHECKING, Final

from policy_extract.reading.word.number_formats import counting, digits
from policy_extract.records import record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

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
_LONGEST: Final = 255
"""Characters of a format code that Excel takes."""
_SECTION: Final = re.compile(r'(?:"[^"]*"|\\.|\[[^\]]*\]|[^;"\\\[]|["\\\[])*')
_CONDITION: Final = re.compile(r"(<=|>=|<>|<|>|=)\s*(-?\d+(?:\.\d+)?)")
_LAST_DAY: Final = 2_958_466
"""The day after 9999-12-31."""
_WEEKDAYS: Final = "一二三四五六日"
_MONTHS: Final = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_DAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_GENERAL_WIDTH: Final = 11
"""Characters that a number without a format takes at most."""
_EXACT: Final = 15
"""Digits that a number in a workbook has; what a program writes beyond them is noise of its arithmetic."""


@record
class _Token:
    kind: str
    text: str


@record
class _Section:
    """The format for one kind of number."""

    tokens: tuple[_Token, ...]
    condition: tuple[str, Decimal] | None
    dated: bool
    chinese: str
    """1 where numbers are written 二〇二六, 2 where 贰零贰陆; else empty."""


def shown(value: float, code: str, *, since_1904: bool = False) -> tuple[str, bool]:
    """What a cell shows for a number, and whether its format is known here; the bare number where it is not.

    >>> [shown(*case)[0] for case in ((0.95, "0%"), (46174, 'yyyy"年"m"月"'), (1234.5, "#,##0.00"), (0.1 + 0.2, "General"))]
    ['95%', '2026年6月', '1,234.50', '0.3']
    """
    bare = general(value)
    sections = _sections(code[: _LONGEST + 1])
    if not sections:
        return bare, False
    exact = _exact(value)
    if exact is None:
        return bare, False
    place = _which(sections, exact)
    section = sections[place]
    signed = place == 0 or section.condition is not None
    try:
        text = (
            _date(value + (1462 if since_1904 else 0), section)
            if section.dated
            else _number(exact, section, signed=signed)
        )
    except (ArithmeticError, ValueError, OverflowError):
        text = None
    return (bare, False) if text is None else (text, True)


def general(value: float) -> str:
    """A number as a cell without a format shows it: no noise of arithmetic, whole numbers in full."""
    exact = _exact(value)
    if exact is None:
        return str(value)
    if exact == exact.to_integral_value():
        return f"{exact.to_integral_value():f}"
    whole = len(str(int(abs(exact)))) + 1
    places = max(0, _GENERAL_WIDTH - whole)
    rounded = exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    text = f"{rounded or exact:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _exact(value: float) -> Decimal | None:
    """The number to as many digits as it is exact; None where it is none."""
    try:
        exact = Decimal(f"{value:.{_EXACT}g}")
    except (InvalidOperation, ValueError):
        return None
    return exact if exact.is_finite() and exact.adjusted() < 310 else None


# ---------------------------------------------------------------- the code


@cache
def _sections(code: str) -> tuple[_Section, ...]:
    """The sections of a code; none of one that is too long."""
    if len(code) > _LONGEST:
        return ()
    pieces: list[str] = []
    place = 0
    while place <= len(code):
        found = _SECTION.match(code, place)
        assert found is not None
        pieces.append(found[0])
        place = found.end() + 1
    return tuple(_section(piece) for piece in pieces[:4])


def _section(code: str) -> _Section:
    tokens: list[_Token] = []
    condition = None
    chinese = ""
    for found in _TOKEN.finditer(code):
        kind, text = str(found.lastgroup), found[str(found.lastgroup)]
        if kind in {"quoted", "escaped", "other"}:
            tokens.append(_Token("text", text))
        elif kind == "bracket":
            if compared := _CONDITION.fullmatch(text):
                condition = (compared[1], Decimal(compared[2]))
            elif text.upper().startswith("DBNUM"):
                chinese = text[5:6]
            elif text.lower().strip("hms") == "" and text:
                tokens.append(_Token("elapsed", text.lower()))
            elif text.startswith("$"):
                tokens.append(_Token("text", text[1:].split("-")[0]))
        elif kind != "pad":
            tokens.append(_Token(kind, text))
    dated = any(token.kind in {"date", "half", "elapsed"} for token in tokens)
    return _Section(tuple(tokens), condition, dated, chinese)


_COMPARED: Final[Mapping[str, Callable[[Decimal, Decimal], bool]]] = {
    "<": lambda one, other: one < other,
    ">": lambda one, other: one > other,
    "=": lambda one, other: one == other,
    "<=": lambda one, other: one <= other,
    ">=": lambda one, other: one >= other,
    "<>": lambda one, other: one != other,
}


def _which(sections: tuple[_Section, ...], value: Decimal) -> int:
    """The place of the section for a number: by its condition, else positive, negative, zero."""
    if any(section.condition for section in sections):
        for place, section in enumerate(sections[:3]):
            if section.condition is None or _COMPARED[section.condition[0]](value, section.condition[1]):
                return place
        return 0
    if value < 0 and len(sections) > 1:
        return 1
    return 2 if value == 0 and len(sections) > 2 else 0


# ---------------------------------------------------------------- numbers


def _number(value: Decimal, section: _Section, *, signed: bool) -> str | None:
    """The number in this format; None for fractions, exponents and numbers cut into pieces, which plans do not print."""
    tokens = section.tokens
    kinds = [token.kind for token in tokens]
    if "exponent" in kinds or any(token.kind == "text" and token.text == "/" for token in tokens):
        return None
    sign = "-" if value < 0 and signed else ""
    value = abs(value)
    if "general" in kinds or ("number" not in kinds and _is_text_only(tokens)):
        bare = general(float(value))
        return sign + _joined(tokens, {"general": bare, "text@": bare}, section)
    places = [place for place, kind in enumerate(kinds) if kind == "number"]
    if len(places) > 1:
        return None
    if not places:
        return _joined(tokens, {}, section)
    value *= Decimal(100) ** sum(token.kind == "text" and token.text == "%" for token in tokens)
    text = _digits(value, tokens[places[0]].text)
    return (sign if re.search("[1-9]", text) else "") + _joined(tokens, {"number": text}, section)


def _is_text_only(tokens: tuple[_Token, ...]) -> bool:
    return not tokens or any(token.kind == "text" and token.text == "@" for token in tokens)


def _joined(tokens: tuple[_Token, ...], values: Mapping[str, str], section: _Section) -> str:
    """The pieces in their order, the number among them."""
    if not tokens:
        return values.get("general", "")
    pieces = []
    for token in tokens:
        text = values.get(token.kind, token.text)
        if token.kind == "text" and token.text == "@":
            text = values.get("text@", token.text)
        pieces.append(_chinese(text, section) if token.kind in values else text)
    return "".join(pieces).strip()


def _digits(value: Decimal, pattern: str) -> str:
    """The digits of a number after a pattern of 0, # and ?."""
    while pattern.endswith(","):
        pattern, value = pattern[:-1], value / 1000
    whole, _, fraction = pattern.partition(".")
    fraction = fraction.replace(",", "")
    rounded = value.quantize(Decimal(1).scaleb(-len(fraction)), ROUND_HALF_UP)
    left, _, right = f"{rounded:f}".partition(".")
    left = left.lstrip("0").rjust(whole.count("0"), "0")
    if "," in whole:
        left = re.sub(r"(?<=\d)(?=(?:\d{3})+$)", ",", left)
    needed = len(fraction.rstrip("#?"))
    right = right[:needed] + right[needed:].rstrip("0")
    return left + ("." + right if right or ("." in pattern and needed) else "")


# ---------------------------------------------------------------- dates


def _date(value: float, section: _Section) -> str | None:
    """The day and time of a serial number in this format; None where there is no such day."""
    if not 0 <= value < _LAST_DAY:
        return None
    moment = _moment(value)
    halved = any(token.kind == "half" for token in section.tokens)
    pieces = []
    for token, minutes in _with_minutes(section.tokens):
        if token.kind == "date":
            pieces.append(_part(token.text.lower(), moment, section, minutes=minutes, halved=halved))
        elif token.kind == "half":
            before, after = token.text.split("/")
            pieces.append(before if moment.hour < 12 else after)
        elif token.kind == "elapsed":
            pieces.append(str(int(value * {"h": 24, "m": 1440, "s": 86400}[token.text[0]])))
        elif token.kind == "number":
            pieces.append(token.text if token.text != "." + "0" * (len(token.text) - 1) else "")
        elif token.text != "@":
            pieces.append(token.text)
    return "".join(pieces).strip()


def _moment(value: float) -> datetime:
    """Day 60 is 1900-02-29 in workbooks, which was no day; those before it count from one day later."""
    seconds = round(value * 86400)
    start = datetime(1899, 12, 30) if value >= 60 else datetime(1899, 12, 31)  # noqa: DTZ001  a sheet has no time zone
    return start + timedelta(seconds=seconds)


def _with_minutes(tokens: tuple[_Token, ...]) -> Iterator[tuple[_Token, bool]]:
    """Each token, and whether an m stands for minutes: after hours, or before seconds."""
    units = [place for place, token in enumerate(tokens) if token.kind in {"date", "elapsed"}]
    for place, token in enumerate(tokens):
        if place not in units or token.text[0].lower() != "m":
            yield token, False
            continue
        at = units.index(place)
        before = tokens[units[at - 1]].text[0].lower() if at else ""
        after = tokens[units[at + 1]].text[0].lower() if at + 1 < len(units) else ""
        yield token, len(token.text) <= 2 and (before == "h" or after == "s")


def _part(code: str, moment: datetime, section: _Section, *, minutes: bool, halved: bool) -> str:
    """One piece of a date: a year, a month, a day, a weekday, an hour, a minute, a second."""
    sign, width = code[0], len(code)
    if sign in "ye":
        year = f"{moment.year}" if width > 2 or sign == "e" else f"{moment.year % 100:02d}"
        return digits(int(year), _numerals(section)) if section.chinese in {"1", "2"} else year
    if sign == "m" and not minutes and width > 2:
        return {3: _MONTHS[moment.month - 1][:3], 5: _MONTHS[moment.month - 1][0]}.get(width, _MONTHS[moment.month - 1])
    if sign == "d" and width > 2:
        return _DAYS[moment.weekday()][:3] if width == 3 else _DAYS[moment.weekday()]
    if sign == "a":
        return ("星期" if width > 3 else "") + _WEEKDAYS[moment.weekday()]
    hour = (moment.hour % 12 or 12) if halved else moment.hour
    value = {"m": moment.minute if minutes else moment.month, "d": moment.day, "h": hour, "s": moment.second}[sign]
    return _chinese(f"{value:0{min(width, 2)}d}", section)


def _numerals(section: _Section) -> str:
    return "〇一二三四五六七八九" if section.chinese == "1" else "零壹贰叁肆伍陆柒捌玖"


def _chinese(text: str, section: _Section) -> str:
    """A whole number in the numerals that the format asks for; anything else as it is."""
    if section.chinese not in {"1", "2"} or not text.isdecimal() or len(text) > 8:
        return text
    tens = "十百千" if section.chinese == "1" else "拾佰仟"
    return counting(int(text), _numerals(section), tens, "万", _numerals(section)[0], bare_ten=section.chinese == "1")
