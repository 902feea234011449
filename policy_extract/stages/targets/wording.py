"""The words of a clause: cut, stripped, read as a name; and whether a clause says what it counts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from policy_extract.lexical.words import Word, kinds, words_of
from policy_extract.stages.targets.prose import RUN_ENDS, between, trimmed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from policy_extract.stages.targets.prose import Prose

Stretch = tuple[int, int]

LONGEST = 40
SHORTEST = 2
MARKS = " \u3000\xa0，、；：和及与的等共—-"
PLAIN = 5
"""This many letters in a row hold a name, even if some of them are 其中 or 每人每月."""
JOINTS = "、和及与并或/"
"""Signs and words between two verbs or two things of a list."""
OPENERS = {"d", "t", "p", "vc"}
CLOSERS = {"d", "vf", "vc"}
SAY_NOTHING = "至到以于的再其中为要"
_NO_LETTERS = re.compile(r"[\W\d_]+")


def says_what(read: Prose, low: int, high: int) -> bool:
    """Whether the stretch holds words that are neither number nor verb, bound, deadline or measure."""
    taken = [(one.start, one.end) for found in (read.bounds, read.amounts) for one in between(found, low, high)]
    taken += [(due.start, due.end) for due in between(read.dues, low, high)]
    if _is_plain(read, low, high, taken):
        return True
    covered = {at for start, end in taken for at in range(start, end)}
    if not any(read.text[at].isalnum() for at in range(low, high) if at not in covered):
        return False
    words = words_between(read, low, high)
    for place, word in enumerate(words):
        if word.start in covered or not said(read, word).isalnum():
            continue
        verb_before = place > 0 and words[place - 1].is_verb
        if word.kind in {"n", "a"} or (word.kind in {"vn", "m"} and verb_before):
            return True
        if word.kind == "" and said(read, word) not in SAY_NOTHING:
            return True
    return False


def _is_plain(read: Prose, low: int, high: int, taken: list[Stretch]) -> bool:
    """Whether enough consecutive letters are left besides verbs: then no word segmentation is needed."""
    ends = sorted([*taken, *((one.start, one.end) for one in between(read.promises, low, high)), (high, high)])
    at = low
    for start, end in ends:
        parts = _NO_LETTERS.split(read.text[at:start]) if start - at >= SHORTEST else ()
        if any(len(part) >= PLAIN or (len(part) >= SHORTEST and holds_none(part, {"n", "a"})) for part in parts):
            return True
        at = max(at, end)
    return False


def holds_none(text: str, names: set[str]) -> bool:
    """Whether the text has no known word of another kind than `names`; such a word (纳入) may continue a sentence."""
    known = kinds()
    parts = (text[low:high] for low in range(len(text)) for high in range(low + 1, low + PLAIN))
    return not any(known.get(part, "n") not in names for part in parts)


def words_between(read: Prose, low: int, high: int) -> list[Word]:
    """The words of the stretch, at their places in the text."""
    found = words_of(read.text[low:high])
    return [Word(word.start + low, word.end + low, word.kind) for word in found]


def said(read: Prose, word: Word) -> str:
    return read.text[word.start : word.end]


def named(read: Prose, low: int, high: int, shortest: int = SHORTEST) -> Stretch | None:
    """The stretch without marks around it, if it is a name; a long remark in brackets ends it."""
    opening, (low, high) = low, trimmed(read.text, low, high, MARKS)
    if low > opening and read.text[low - 1 : low + 1] in read.matcher.words("word-in-and"):
        low -= 1
    if read.text[low : low + 1] == "（" and low < (close := read.text.find("）", low, high)):
        low = close + 1
    if read.text[low - 1 : low + 1] == "（含":
        low += 1
    if high > low and read.text[high - 1] in "“‘「《（":
        high -= 1
    remark = read.text.find("（", low, high)
    if remark > low and (high - low > LONGEST or read.matcher.first("remark-on-a-name", read.text[remark:high])):
        high = remark
    quoted = high - low > SHORTEST and read.text[low] in "“‘「" and read.text[high - 1] in "”’」"
    if quoted and read.text.find(read.text[high - 1], low, high) == high - 1:
        low, high = low + 1, high - 1
    text = read.text[low:high]
    named = shortest <= high - low <= LONGEST and not any(sign in text for sign in RUN_ENDS)
    return (low, high) if named and any(char.isalpha() for char in text) else None


def after_manner(read: Prose, words: Sequence[Word]) -> Sequence[Word]:
    """The words without 重点 or 公开 before a verb, which say how something is done: 重点 培育链主企业; not 重点建设 项目, a name."""
    opened = words[0].start if words else 0
    length = next((len(manner) for manner in read.matcher.words("manner") if read.text.startswith(manner, opened)), 0)
    place = next((i for i, word in enumerate(words) if length and word.start == opened + length), None)
    if place is None or not words[place].is_verb:
        return words
    is_a_name = read.text[words[place].end : words[-1].end] in read.matcher.words("who-is-sized")
    return words if is_a_name else words[place:]


def stripped(read: Prose, words: Sequence[Word], openers: set[str], closers: set[str]) -> Sequence[Word]:
    """The words without those kinds, and spaces, around them."""
    low, high = 0, len(words)
    while low < high and (words[low].kind in openers or said(read, words[low]) in " 的"):
        low += 1
    while high > low and (words[high - 1].kind in closers or said(read, words[high - 1]) in " \u3000\xa0至到在各均宜"):
        high -= 1
    return words[low:high]
