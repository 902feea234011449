"""One spelling for characters that exist in a wide and a narrow form."""

from __future__ import annotations

# Letters, digits and signs become narrow (２０２５ → 2025, ＊ → *, ．→ .); the six
# marks that Chinese text prints wide become wide (( → （, : → ：), so that a
# pattern shows them as they stand on the page.
_NARROW = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_WIDE = {ord(narrow): wide for narrow, wide in zip("():,;!?", "（）：，；！？", strict=True)}
_SPACES = dict.fromkeys([0x3000, 0xA0, *range(0x2000, 0x200B), 0x202F, 0x205F], ord(" "))
_HALF_KATAKANA_MARKS = {0xFF61: ord("。"), 0xFF62: ord("「"), 0xFF63: ord("」"), 0xFF64: ord("、")}
_FOLD = _NARROW | _SPACES | _WIDE | _HALF_KATAKANA_MARKS | {ord(wide): ord(wide) for wide in "（）：，；！？"}


def fold(text: str) -> str:
    """The text with one spelling per character, exactly as long as it was.

    Positions in the folded text are positions in the text itself, so a span
    found in one quotes the other.

    >>> fold("８．完善(责任单位:＊民政局,财政局)")
    '8.完善（责任单位：*民政局，财政局）'
    """
    return text.translate(_FOLD)
