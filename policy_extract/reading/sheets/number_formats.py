"""A number and its format code → what the cell shows: 0.95 as 95%, 46174 as 2026年6月 (ECMA-376-1 §18.8.30, §18.8.31)."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import TYPE_CHECKING, Final

from policy_extract.reading.sheets.format_codes import LONGEST, sections, which
from policy_extract.reading.word.list_numbers import Numerals, counting, digits

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from policy_extract.reading.sheets.format_codes import Section, Token

_LAST_DAY: Final = 2_958_466
"""The day after 9999-12-31."""
_WEEKDAYS: Final = "一二三四五六日"
_MONTHS: Final = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_DAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_GENERAL_WIDTH: Final = 11
"""Characters that a number without a format takes at most."""
_WHOLE: Final = 10**15
_EXACT: Final = 15
"""Significant digits of a number in a workbook; any further digits a program writes are rounding noise."""


def shown(value: float, code: str, *, since_1904: bool = False) -> tuple[str, bool]:
    """What a cell shows for a number, and whether its format is known here; the bare number where it is not.

    >>> [shown(*case)[0] for case in ((0.95, "0%"), (46174, 'yyyy"年"m"月"'), (1234.5, "#,##0.00"), (0.1 + 0.2, "General"))]
    ['95%', '2026年6月', '1,234.50', '0.3']
    """
    bare = general(value)
    if code == "General":
        return bare, True
    found = sections(code[: LONGEST + 1])
    if not found:
        return bare, False
    exact = _exact(value)
    if exact is None:
        return bare, False
    place = which(found, exact)
    section = found[place]
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
    if -_WHOLE < value < _WHOLE and value == int(value):
        return str(int(value))
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


# ---------------------------------------------------------------- numbers


def _number(value: Decimal, section: Section, *, signed: bool) -> str | None:
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


def _is_text_only(tokens: tuple[Token, ...]) -> bool:
    return not tokens or any(token.kind == "text" and token.text == "@" for token in tokens)


def _joined(tokens: tuple[Token, ...], values: Mapping[str, str], section: Section) -> str:
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


def _date(value: float, section: Section) -> str | None:
    """The day and time of a serial number in this format; None where there is no such day."""
    if not 0 <= value < _LAST_DAY:
        return None
    moment = _moment(value)
    halved = any(token.kind == "half" for token in section.tokens)
    shown_as = moment.replace(hour=moment.hour % 12 or 12) if halved else moment
    pieces = []
    for token, minutes in _with_minutes(section.tokens):
        if token.kind == "date":
            pieces.append(_part(token.text.lower(), shown_as, section, minutes=minutes))
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
    """The date of a serial number; day 60 is 1900-02-29, which never existed, and earlier days count from one later."""
    seconds = round(value * 86400)
    start = datetime(1899, 12, 30) if value >= 60 else datetime(1899, 12, 31)  # noqa: DTZ001  a sheet has no time zone
    return start + timedelta(seconds=seconds)


def _with_minutes(tokens: tuple[Token, ...]) -> Iterator[tuple[Token, bool]]:
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


def _part(code: str, moment: datetime, section: Section, *, minutes: bool) -> str:
    """One piece of a date: a year, a month, a day, a weekday, an hour, a minute, a second."""
    sign, width = code[0], len(code)
    if sign in "ye":
        year = f"{moment.year}" if width > 2 or sign == "e" else f"{moment.year % 100:02d}"
        numerals = _NUMERALS.get(section.chinese)
        return year if numerals is None else digits(int(year), numerals.digits)
    if sign == "m" and not minutes and width > 2:
        return {3: _MONTHS[moment.month - 1][:3], 5: _MONTHS[moment.month - 1][0]}.get(width, _MONTHS[moment.month - 1])
    if sign == "d" and width > 2:
        return _DAYS[moment.weekday()][:3] if width == 3 else _DAYS[moment.weekday()]
    if sign == "a":
        return ("星期" if width > 3 else "") + _WEEKDAYS[moment.weekday()]
    minute = moment.minute if minutes else moment.month
    value = {"m": minute, "d": moment.day, "h": moment.hour, "s": moment.second}[sign]
    return _chinese(f"{value:0{min(width, 2)}d}", section)


_NUMERALS = {
    "1": Numerals("〇一二三四五六七八九", "十百千", "万", "〇", bare_ten=True),
    "2": Numerals("零壹贰叁肆伍陆柒捌玖", "拾佰仟", "万", "零"),
}
"""By what a format says of Chinese numbers."""


def _chinese(text: str, section: Section) -> str:
    """A whole number in the numerals that the format asks for; anything else as it is."""
    numerals = _NUMERALS.get(section.chinese)
    return text if numerals is None or not text.isdecimal() or len(text) > 8 else counting(int(text), numerals)
