"""Numerals as plans print them: 二十三, 23, ㉓, XXIII, 贰拾叁."""

from __future__ import annotations

import unicodedata

from policy_extract.lexical.width import fold

_DIGITS = {char: value for value, char in enumerate("〇一二三四五六七八九")}
_DIGITS |= {char: value for value, char in enumerate("零壹贰叁肆伍陆柒捌玖")} | {"○": 0, "两": 2, "廿": 20, "卅": 30}
_NOUGHTS = str.maketrans("OОΟＯ◯0０", "〇〇〇〇〇〇〇")  # letters, a circle and the digit that are typed for 〇
_SCALES = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000, "万": 10_000, "亿": 100_000_000}
NUMERALS = "〇零一二三四五六七八九十百千万亿两"
"""The characters of Chinese numerals in running text."""
STEMS = "甲乙丙丁戊己庚辛壬癸"
"""The ten signs by which lists and the columns of forms are counted beside numerals."""
_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}


def read_chinese(text: str) -> int | None:
    """The value of a Chinese numeral, or None where the text is something else.

    >>> [read_chinese(text) for text in ("二十三", "一百零五", "十", "二〇二五", "二О二五", "二Ｏ二五", "二0二五", "廿一", "一千五百万", "统一")]
    [23, 105, 10, 2025, 2025, 2025, 2025, 21, 15000000, None]
    """
    if len(text) > 1:
        text = text.translate(_NOUGHTS)
    if not text or any(char not in _DIGITS and char not in _SCALES for char in text):
        return None
    if len(text) > 1 and not any(char in _SCALES or char in "廿卅" for char in text):  # 二〇二五: digit by digit
        return int("".join(str(_DIGITS[char]) for char in text))
    total = section = digit = 0
    for char in text:
        if char in _DIGITS:
            digit = digit + _DIGITS[char] if char not in "廿卅" and digit in {20, 30} else _DIGITS[char]
        elif (scale := _SCALES[char]) >= 10_000:
            total = (total + section + digit) * scale
            section = digit = 0
        else:
            section += (digit or 1) * scale
            digit = 0
    return total + section + digit


def read_roman(text: str) -> int | None:
    """The value of a Roman numeral in capitals, or None.

    >>> [read_roman(text) for text in ("IV", "XXIII", "AB")]
    [4, 23, None]
    """
    if not text or any(char not in _ROMAN for char in text):
        return None
    values = [_ROMAN[char] for char in text]
    return sum(
        -value if value < following else value for value, following in zip(values, [*values[1:], 0], strict=True)
    )


def read_numeral(text: str) -> int | None:
    """The value of any printed number: digits of any width, Chinese, enclosed (③ ㉓ ⑴), Roman, a letter; 2O26 with a letter for 0.

    >>> [read_numeral(text) for text in ("23", "２３", "2O26", "二十三", "③", "⑴", "IV", "B", "b", "统")]
    [23, 23, 2026, 23, 3, 1, 4, 2, 2, None]
    """
    text = "".join(text.split())
    if not text:
        return None
    if text.isdecimal():
        return int(text[:18])
    if (chinese := read_chinese(text)) is not None:
        return chinese
    if (digits := fold(text)).isdecimal():
        return int(digits[:18])
    if len(text) == 1 and (value := unicodedata.numeric(text, -1.0)) >= 0 and value == int(value):
        return int(value)
    if (roman := read_roman(text)) is not None:
        return roman
    if len(text) == 1 and text.isascii() and text.isalpha():
        return ord(text.upper()) - ord("A") + 1
    return None


_COUNTING = "〇一二三四五六七八九"


def write_chinese(value: int) -> str:
    """The numeral as headings count: 一, 十, 二十三, 一百零五; digits from 10,000 on.

    >>> [write_chinese(value) for value in (1, 10, 11, 23, 105, 110, 0)]
    ['一', '十', '十一', '二十三', '一百零五', '一百一十', '〇']
    """
    if not 0 <= value < 10_000:
        return str(value)
    if value < 10:
        return _COUNTING[value]
    if value < 20:
        return "十" + (_COUNTING[value - 10] if value > 10 else "")
    out, gap = "", False
    for scale, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, value = divmod(value, scale)
        if digit:
            out += ("零" if gap else "") + _COUNTING[digit] + name
            gap = False
        elif out:
            gap = True
    return out
