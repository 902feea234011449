"""Number formats at the values where they change, as Word prints them."""

from __future__ import annotations

import pytest

from policy_extract.lexical.numerals import read_numeral
from policy_extract.reading.word.list_numbers import FORMATS, write

VALUES = (1, 9, 10, 11, 19, 20, 21, 99, 100, 101, 110, 999, 1000, 1001, 10_000, 10_005, 100_000)
PRINTED = {
    "chineseCounting": "一 九 十 十一 十九 二十 二十一 九十九 一○○ 一○一 一一○ 九九九 一○○○ 一○○一 一○○○○ 一○○○五 一○○○○○",
    "chineseCountingThousand": "一 九 十 十一 十九 二十 二十一 九十九 一百 一百〇一 一百一十 九百九十九 一千 一千〇一 一万 一万〇五 一十万",
    "chineseLegalSimplified": "壹 玖 壹拾 壹拾壹 壹拾玖 贰拾 贰拾壹 玖拾玖 壹佰 壹佰零壹 壹佰壹拾 玖佰玖拾玖 壹仟 壹仟零壹 壹萬 壹萬零伍 壹拾萬",
    "japaneseCounting": "一 九 十 十一 十九 二十 二十一 九十九 百 百一 百十 九百九十九 千 千一 一万 一万五 十万",
    "ideographDigital": "一 九 一〇 一一 一九 二〇 二一 九九 一〇〇 一〇一 一一〇 九九九 一〇〇〇 一〇〇一 一〇〇〇〇 一〇〇〇五 一〇〇〇〇〇",
    "ideographTraditional": "甲 壬 癸 11 19 20 21 99 100 101 110 999 1000 1001 10000 10005 100000",
    "ideographZodiac": "子 申 酉 戍 19 20 21 99 100 101 110 999 1000 1001 10000 10005 100000",
    "decimalEnclosedCircle": "① ⑨ ⑩ ⑪ ⑲ ⑳ 21 99 100 101 110 999 1000 1001 10000 10005 100000",
    "decimalEnclosedCircleChinese": "① ⑨ ⑩ 11 19 20 21 99 100 101 110 999 1000 1001 10000 10005 100000",
    "decimalEnclosedParen": "⑴ ⑼ ⑽ ⑾ ⒆ ⒇ 21 99 100 101 110 999 1000 1001 10000 10005 100000",
    "decimalEnclosedFullstop": "⒈ ⒐ ⒑ ⒒ ⒚ ⒛ 21 99 100 101 110 999 1000 1001 10000 10005 100000",
    "decimalFullWidth": "１ ９ １０ １１ １９ ２０ ２１ ９９ １００ １０１ １１０ ９９９ １０００ １００１ １００００ １０００５ １０００００",
    "decimalZero": "01 09 10 11 19 20 21 99 100 101 110 999 1000 1001 10000 10005 100000",
    "taiwaneseCounting": "一 九 十 十一 十九 二十 二十一 九十九 一○○ 一○一 一一○ 九九九 一○○○ 一○○一 一○○○○ 一○○○五 一○○○○○",
    "taiwaneseCountingThousand": "一 九 十 十一 十九 二十 二十一 九十九 一百 一百零一 一百一十 九百九十九 一千 一千零一 一萬 一萬零五 一十萬",
    "taiwaneseDigital": "一 九 一○ 一一 一九 二○ 二一 九九 一○○ 一○一 一一○ 九九九 一○○○ 一○○一 一○○○○ 一○○○五 一○○○○○",
    "ideographEnclosedCircle": "㈠ ㈨ ㈩ 11 19 20 21 99 100 101 110 999 1000 1001 10000 10005 100000",
}


@pytest.mark.parametrize("name", PRINTED)
def test_a_format_prints_what_word_prints(name: str) -> None:
    assert [write(value, name) for value in VALUES] == PRINTED[name].split()


@pytest.mark.parametrize(
    ("name", "value", "printed"),
    [
        ("chineseCountingThousand", 1010, "一千〇一十"),
        ("chineseCountingThousand", 10_101, "一万〇一百〇一"),
        ("chineseCountingThousand", 909_090, "九十万〇九千〇九十"),
        ("chineseLegalSimplified", 100_100, "壹拾萬零壹佰"),
        ("japaneseCounting", 11_100, "一万一千百"),
        ("japaneseCounting", 111_111, "十一万一千百十一"),
        ("ideographLegalTraditional", 23, "貳拾參"),
        ("upperLetter", 28, "BB"),
        ("lowerLetter", 3, "c"),
        ("lowerRoman", 49, "xlix"),
        ("koreanCounting", 21, "이십일"),
        ("koreanDigital", 10, "일영"),
        ("koreanLegal", 11, "열하나"),
        ("ideographZodiacTraditional", 11, "甲戍"),
        ("numberInDash", 3, "- 3 -"),
        ("none", 3, ""),
    ],
)
def test_rarer_values_and_formats(name: str, value: int, printed: str) -> None:
    assert write(value, name) == printed


@pytest.mark.parametrize(
    ("name", "printed"),
    [
        ("chineseCounting", "○"),
        ("chineseCountingThousand", "〇"),
        ("chineseLegalSimplified", "零"),
        ("decimalEnclosedCircle", "0"),
        ("upperLetter", "0"),
        ("lowerRoman", "0"),
    ],
)
def test_a_list_may_start_at_nought(name: str, printed: str) -> None:
    assert write(0, name) == printed


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_no_value_is_too_odd_for_a_format(name: str) -> None:
    for value in (-1, 0, 1, 12, 60, 781, 32_768, 999_999, 1_000_000, 10**11):
        written = write(value, name)
        assert written is not None
        assert len(written) <= 60


@pytest.mark.parametrize(
    "name",
    [
        "decimal",
        "decimalFullWidth",
        "chineseCountingThousand",
        "chineseCounting",
        "decimalEnclosedCircle",
        "upperRoman",
    ],
)
def test_what_is_printed_reads_as_its_value(name: str) -> None:
    for value in range(1, 100):
        assert read_numeral(write(value, name) or "") == value


def test_a_format_nobody_knows_is_not_guessed() -> None:
    assert write(1, "hebrew1") is None
