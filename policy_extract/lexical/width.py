"""One spelling for characters that exist in several forms: wide and narrow, traditional and simplified."""

from __future__ import annotations

import re

from policy_extract.lexical.radicals import IDEOGRAPHS
from policy_extract.lexical.traditional import SIMPLIFIED

# Letters, digits and signs become narrow (２０２５ → 2025, ＊ → *, ．→ .); the six
# marks that Chinese text prints wide become wide (( → （, : → ：), so that a
# pattern shows them as they stand on the page.
_WIDE = dict(zip("():,;!?", "（）：，；！？", strict=True))
_NARROW = {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F) if chr(code) not in _WIDE.values()}
_SPACES = dict.fromkeys(map(chr, [0x3000, 0xA0, *range(0x2000, 0x200B), 0x202F, 0x205F]), " ")
_HALF_KATAKANA_MARKS = dict(zip("｡｢｣､", "。「」、", strict=True))
# Small forms, signs of other scripts and of mathematics that are typed for one of ours; a nought that is a letter.
_LOOK_ALIKES = dict(
    zip(
        "﹐﹑﹒﹔﹕﹖﹗﹙﹚﹝﹞﹟﹠﹡﹢﹣﹤﹥﹦﹪︰∶︵︶≧≦⩾⩽◯ОΟ",
        "，、.；：？！（）〔〕#&*+-<>=%：：（）≥≤≥≤○○○",
        strict=True,
    )
)
_INVISIBLE = dict.fromkeys("\xad\u200b\u200c\u200d\u2060\ufeff", " ")
_FOLD = _NARROW | _SPACES | _WIDE | _HALF_KATAKANA_MARKS | _LOOK_ALIKES | _INVISIBLE | IDEOGRAPHS | SIMPLIFIED
# Letters typed or scanned for digits, in a number before what may follow one in a plan: 2O26年, 2l号, 9O%; not in CO2 or 10l/s.
_LETTERS = "OolI"
_DIGITS = str.maketrans(_LETTERS, "0011")
_MISTYPED = re.compile(
    r"(?<![A-Za-z\d.])(?=[OolI]{0,2}\d)(?=\d{0,11}[OolI])[\dOolI]{2,12}(?:\.[\dOolI]{1,4})?(?=$| *[年月日号%‰〕）\]个家所名人项次场万亿元])"
)
# 坚持创新．加快发展．: a stop of full width, typed where a sentence ends; the same sign after a number (一．, （1）．, 第一章．) is its point.
_STOP = re.compile(
    r"(?<=[一-鿿）)”》%])(?<![一二三四五六七八九十百千\d])(?<![一二三四五六七八九十\d][）)章节条篇款项])．(?=[一-鿿（(“《\s]|$)"
)
_FOLDED = re.compile(f"[{re.escape(''.join(_FOLD))}]")


def fold(text: str) -> str:
    """The text with one spelling per character, exactly as long as it was.

    Positions in the folded text are positions in the text itself, so a span
    found in one quotes the other.

    >>> fold("８．完善(责任单位:＊民政局,财政局)"), fold("⼆﹑占⽐≧90﹪"), fold("關於印發實施方案的通知")
    ('8.完善（责任单位：*民政局，财政局）', '二、占比≥90%', '关于印发实施方案的通知')
    >>> fold("一．坚持创新．（一）．加快发展．")
    '一.坚持创新。（一）.加快发展。'
    >>> fold("2O26年5月l2日"), fold("达到9O%"), fold("CO2排放12万吨")
    ('2026年5月12日', '达到90%', 'CO2排放12万吨')
    """
    # Most texts hold nothing of the kind, which a search sees at once; `translate` would look up every character.
    text = _STOP.sub("。", text) if "．" in text else text
    folded = text if _FOLDED.search(text) is None else _FOLDED.sub(_other_spelling, text)
    return _MISTYPED.sub(_in_digits, folded) if any(letter in folded for letter in _LETTERS) else folded


def _other_spelling(found: re.Match[str]) -> str:
    return _FOLD[found[0]]


def _in_digits(found: re.Match[str]) -> str:
    return found[0].translate(_DIGITS)
