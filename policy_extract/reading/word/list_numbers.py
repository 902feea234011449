"""How Word prints the value of an automatic number: 三, （三）'s 三, ③, 03, iii, 叁.

One pure function per family; `write` finds it by the name in w:numFmt.
Character sets are those of ECMA-376-1:2016 §17.18.59 ST_NumberFormat. Where
Word prints something else than the standard says, Word's print is followed,
as recorded in [MS-OI29500] 2.1.548 and in published comparisons with Word's
own labels (docling pull request 4336, probed with Word 16.112; Aspose.Words
FOSS, list label tests): ○ (U+25CB) for nought in chineseCounting, 〇 (U+3007)
in chineseCountingThousand, no 一 before 十 in 10 to 19, 戍 for the eleventh
branch, ⑩ as the last of decimalEnclosedCircleChinese.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from policy_extract.lexical.numerals import STEMS
from policy_extract.records import record

if TYPE_CHECKING:
    from collections.abc import Callable

_BRANCHES = "子丑寅卯辰巳午未申酉戍亥"
_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"),
    (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip
_MOST_ROMAN = 32_767
"""The largest start Word stores; longer Roman numbers would only be rows of M."""
_MOST_LETTERS = 26 * 30
"""Word prints 780 as thirty letters and goes on in digits."""
_MOST_NOUGHTS = 10
CUSTOM = "custom:"
"""Before the pattern of a w:numFmt w:val="custom"."""
_UNNAMED = 1_000_000
"""From here on the counting formats print nothing ([MS-OI29500] 2.1.548 j)."""


@record
class Numerals:
    """What a language counts with: 一百〇五, 壹佰零伍."""

    digits: str
    """From nought on."""
    units: str
    """For ten, a hundred, a thousand."""
    myriad: str
    """For ten thousand."""
    gap: str = ""
    """The nought between."""
    bare_ten: bool = False
    """Whether 10 to 19 begin without 一."""


def write(value: int, name: str) -> str | None:
    """The value as the format `name` prints it, or None for a format not known here.

    A value no format has a character for (0, or beyond its set) is printed in
    digits, as Word does.

    >>> [write(value, "chineseCounting") for value in (1, 10, 11, 20, 99, 100, 105)]
    ['一', '十', '十一', '二十', '九十九', '一○○', '一○五']
    >>> write(3, "decimalEnclosedCircle"), write(21, "decimalEnclosedCircle"), write(7, "decimalZero")
    ('③', '21', '07')
    >>> write(1, "notAFormat") is None, write(1, "none")
    (True, '')
    """
    formatter = FORMATS.get(name)
    if formatter is None:
        return padded(value, name.removeprefix(CUSTOM)) if name.startswith(CUSTOM) else None
    return formatter(value) if value >= 0 else str(value)


def padded(value: int, pattern: str) -> str | None:
    """The value with the noughts its pattern shows, or None for another pattern.

    Source: [MS-DOCX] 2.4 numFmt Extensions.

    >>> padded(7, "001, 002, 003, ..."), padded(7, "α, β, γ, ...")
    ('007', None)
    """
    first = pattern.partition(",")[0].strip()
    return str(value).zfill(len(first)) if first.strip("0") == "1" and len(first) <= _MOST_NOUGHTS else None


def digits(value: int, characters: str) -> str:
    """Digit by digit, in other characters.

    >>> digits(102, "〇一二三四五六七八九"), digits(10, "０１２３４５６７８９")
    ('一〇二', '１０')
    """
    return "".join(characters[int(digit)] for digit in str(value))


def one_of(value: int, characters: str) -> str:
    """The character of that rank, or digits beyond the last.

    >>> one_of(10, "甲乙丙丁戊己庚辛壬癸"), one_of(11, "甲乙丙丁戊己庚辛壬癸")
    ('癸', '11')
    """
    return characters[value - 1] if 1 <= value <= len(characters) else str(value)


def letters(value: int, first: str) -> str:
    """A to Z, then AA, BB, …: the letter once more each time round, not base 26.

    >>> [letters(value, "A") for value in (1, 26, 27, 28, 53)]
    ['A', 'Z', 'AA', 'BB', 'AAA']
    """
    if not 1 <= value <= _MOST_LETTERS:
        return str(value)
    times, rank = divmod(value - 1, 26)
    return chr(ord(first) + rank) * (times + 1)


def roman(value: int) -> str:
    """Roman capitals.

    >>> [roman(value) for value in (4, 23, 1999)]
    ['IV', 'XXIII', 'MCMXCIX']
    """
    if not 1 <= value <= _MOST_ROMAN:
        return str(value)
    out = ""
    for worth, sign in _ROMAN:
        times, value = divmod(value, worth)
        out += sign * times
    return out


def counting_then_digits(value: int, zero: str) -> str:
    """Counted up to 99, digit by digit from 100: 九十九, 一○○.

    >>> [counting_then_digits(value, "○") for value in (0, 9, 10, 19, 30, 110)]
    ['○', '九', '十', '十九', '三十', '一一○']
    """
    numerals = Numerals(zero + "一二三四五六七八九", "十百千", "万")
    return _below_ten_thousand(value, numerals, bare_ten=True) if value < 100 else digits(value, numerals.digits)


def counting(value: int, numerals: Numerals) -> str:
    """Counted with 十, 百, 千 and 万, noughts in between shown once: 一百〇五, 一万〇一十一.

    >>> [counting(value, Numerals("〇一二三四五六七八九", "十百千", "万", "〇", bare_ten=True)) for value in (10, 105, 1005)]
    ['十', '一百〇五', '一千〇五']
    >>> [counting(value, Numerals("零壹贰叁肆伍陆柒捌玖", "拾佰仟", "萬", "零")) for value in (10, 23, 100)]
    ['壹拾', '贰拾叁', '壹佰']
    """
    if value >= _UNNAMED:
        return ""
    high, low = divmod(value, 10_000)
    if not high:
        return _below_ten_thousand(low, numerals, bare_ten=numerals.bare_ten)
    out = _below_ten_thousand(high, numerals) + numerals.myriad
    if low:
        out += (numerals.gap if low < 1000 or high % 10 == 0 else "") + _below_ten_thousand(low, numerals)
    return out


def _below_ten_thousand(value: int, numerals: Numerals, *, bare_ten: bool = False) -> str:
    characters, units = numerals.digits, numerals.units
    if value == 0:
        return characters[0]
    out, skipped = "", False
    for scale, unit in ((1000, units[2]), (100, units[1]), (10, units[0]), (1, "")):
        digit, value = divmod(value, scale)
        if not digit:
            skipped = bool(out)
            continue
        one = "" if bare_ten and scale == 10 and digit == 1 and not out else characters[digit]
        out += (numerals.gap if skipped else "") + one + unit
        skipped = False
    return out


def counting_without_one(value: int, numerals: Numerals, *, one_myriad: bool) -> str:
    """Counted without noughts and without 一 before a unit: 百一, 千百; 一万 keeps it in Japanese.

    >>> japanese = Numerals("〇一二三四五六七八九", "十百千", "万")
    >>> [counting_without_one(value, japanese, one_myriad=True) for value in (10, 101, 1100, 11100)]
    ['十', '百一', '千百', '一万一千百']
    >>> counting_without_one(21, Numerals("영일이삼사오육칠팔구", "십백천", "만"), one_myriad=False)
    '이십일'
    """
    if value >= _UNNAMED:
        return ""
    characters, units = numerals.digits, numerals.units
    if value == 0:
        return characters[0]
    high, low = divmod(value, 10_000)
    out = ""
    if high:
        unsaid = high == 1 and not one_myriad
        out = ("" if unsaid else counting_without_one(high, numerals, one_myriad=True)) + numerals.myriad
    for scale, unit in ((1000, units[2]), (100, units[1]), (10, units[0]), (1, "")):
        digit, low = divmod(low, scale)
        # Word keeps the 一 of 一千 after 万 (一万一千百), in Japanese only.
        bare = digit == 1 and scale > 1 and not (scale == 1000 and high and one_myriad)
        out += ("" if bare else characters[digit]) + unit if digit else ""
    return out


_NATIVE_ONES = ("", "하나", "둘", "셋", "넷", "다섯", "여섯", "일곱", "여덟", "아홉")
_NATIVE_TENS = ("", "열", "스물", "서른", "마흔", "쉰", "예순", "일흔", "여든", "아흔")


def korean_native(value: int) -> str:
    """하나 to 아흔아홉; digits from 100 on.

    >>> [korean_native(value) for value in (1, 10, 11, 100)]
    ['하나', '열', '열하나', '100']
    """
    if not 1 <= value < 100:
        return str(value)
    tens, ones = divmod(value, 10)
    return _NATIVE_TENS[tens] + _NATIVE_ONES[ones]


def stem_and_branch(value: int) -> str:
    """The sixty-year cycle: 甲子, 乙丑, …, round and round.

    >>> [stem_and_branch(value) for value in (1, 12, 60, 61)]
    ['甲子', '乙亥', '癸亥', '甲子']
    """
    return STEMS[(value - 1) % 10] + _BRANCHES[(value - 1) % 12] if value else "0"


def _run(first: str, count: int) -> str:
    return "".join(chr(ord(first) + rank) for rank in range(count))


_HAN = "〇一二三四五六七八九"
_FORMAL = "零壹贰叁肆伍陆柒捌玖"
_FORMAL_TRADITIONAL = "零壹貳參肆伍陸柒捌玖"
_FORMAL_JAPANESE = "〇壱弐参四五六七八九"
_HANGUL = "영일이삼사오육칠팔구"
_WIDE = "０１２３４５６７８９"


def ordinal(value: int) -> str:
    """Counted in English, as Word prints it in a file that names no language: 1st, 2nd, 11th.

    >>> [ordinal(value) for value in (1, 2, 3, 4, 11, 12, 22, 113)]
    ['1st', '2nd', '3rd', '4th', '11th', '12th', '22nd', '113th']
    """
    teens = 10 < value % 100 < 14
    return f"{value}{'th' if teens else {1: 'st', 2: 'nd', 3: 'rd'}.get(value % 10, 'th')}"


FORMATS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalHalfWidth": str,
    "decimalZero": lambda value: f"{value:02d}",
    "decimalFullWidth": lambda value: digits(value, _WIDE),
    "decimalFullWidth2": lambda value: digits(value, _WIDE),
    "decimalEnclosedCircle": lambda value: one_of(value, _run("①", 20)),
    "decimalEnclosedCircleChinese": lambda value: one_of(value, _run("①", 10)),
    "decimalEnclosedParen": lambda value: one_of(value, _run("⑴", 20)),
    "decimalEnclosedFullstop": lambda value: one_of(value, _run("⒈", 20)),
    "numberInDash": lambda value: f"- {value} -",
    "upperLetter": lambda value: letters(value, "A"),
    "lowerLetter": lambda value: letters(value, "a"),
    "upperRoman": roman,
    "lowerRoman": lambda value: roman(value).lower(),
    "chineseCounting": lambda value: counting_then_digits(value, "○"),
    "chineseCountingThousand": lambda value: counting(value, Numerals(_HAN, "十百千", "万", "〇", bare_ten=True)),
    "chineseLegalSimplified": lambda value: counting(value, Numerals(_FORMAL, "拾佰仟", "萬", "零")),
    "ideographDigital": lambda value: digits(value, _HAN),
    "ideographTraditional": lambda value: one_of(value, STEMS),
    "ideographZodiac": lambda value: one_of(value, _BRANCHES),
    "ideographZodiacTraditional": stem_and_branch,
    "ideographEnclosedCircle": lambda value: one_of(value, _run("㈠", 10)),
    "ideographLegalTraditional": lambda value: counting(value, Numerals(_FORMAL_TRADITIONAL, "拾佰仟", "萬", "零")),
    "taiwaneseCounting": lambda value: counting_then_digits(value, "○"),
    "taiwaneseCountingThousand": lambda value: counting(
        value, Numerals("零" + _HAN[1:], "十百千", "萬", "零", bare_ten=True)
    ),
    "taiwaneseDigital": lambda value: digits(value, "○" + _HAN[1:]),
    "japaneseCounting": lambda value: counting_without_one(value, Numerals(_HAN, "十百千", "万"), one_myriad=True),
    "japaneseLegal": lambda value: counting(value, Numerals(_FORMAL_JAPANESE, "拾百阡", "萬")),
    "japaneseDigitalTenThousand": lambda value: digits(value, _HAN),
    "koreanCounting": lambda value: counting_without_one(value, Numerals(_HANGUL, "십백천", "만"), one_myriad=False),
    "koreanDigital": lambda value: digits(value, _HANGUL),
    "koreanDigital2": lambda value: digits(value, "零" + _HAN[1:]),
    "koreanLegal": korean_native,
    "ganada": lambda value: "가나다라마바사아자차카타파하"[(value - 1) % 14] if value else "0",
    "chosung": lambda value: "ㄱㄴㄷㄹㅁㅂㅅㅇㅈㅊㅋㅌㅍㅎ"[(value - 1) % 14] if value else "0",
    "ordinal": ordinal,
    "none": lambda _value: "",
}
"""Name in w:numFmt → what it prints. `bullet` is not here: it prints no value."""
