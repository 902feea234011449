"""Headings that fill their line and were joined to the text below: split off where similar headings stand alone.

二、主要任务 above its text is recognised by its short line. A heading exactly
as wide as the page is not; but if the other headings of its kind stand on
lines of their own, it does, too.
"""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from policy_extract.lexical.numerals import read_numeral
from policy_extract.lexical.words import words_of
from policy_extract.reading.known_lines import is_unmarked, text_of, without_notes
from policy_extract.records import field, mutable

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from policy_extract.grammar import Matcher
    from policy_extract.reading.known_lines import Line

_LONGEST: Final = 45
"""Characters of a heading."""
_LONGEST_MARKED: Final = 300
"""The same with the notes of a converter in it."""
_STOPS: Final = frozenset("。；：？！")
_COMMAS: Final = frozenset("，,")
_PAIRS: Final = ("“”", "《》", "（）", "〔〕", "[]")
_OPENING: Final = 8
"""Characters in which the first word of a line stands."""
_OPENINGS: Final = ("v", "d", "t", "p")
"""Kinds of words that open sentences (`lexical/words.py`)."""
_SLACK: Final = {False: 1, True: 4}
"""How many lengths in characters are those of a full line, by whether lines are ragged."""
_LUCK: Final = 3
"""So many times more headings than chance gives may fill their line."""
_SHORTEST: Final = 10
"""Characters of the first sentence below a heading that no stop closes."""
_SHORTEST_SENTENCE: Final = 5
"""Fewer characters before a full stop are the rest of the heading above them."""
_FEWEST: Final = 3
_MOST: Final = 0.7
"""Headings of one length all fill their lines: at least so many, and at least this share, of the paragraphs must look so."""


@mutable
class _Kind:
    """What the paragraphs with one kind of number look like, in one list or in those that are alike."""

    alone: list[int] = field(default_factory=list)
    """Lengths of those that are a heading and nothing else."""
    run_in: int = 0
    """How many surely have a heading that ends in a full stop, with the text after it."""
    long: int = 0
    """How many others hold more than a heading without a stop."""
    opening: Counter[int] = field(default_factory=Counter)
    """By number of lines: how many of these seem to begin a sentence after that many."""

    def stand_alone(self, chance: float) -> bool:
        """Whether most headings stand on lines of their own, and exceptions are no more than expected by chance."""
        alone = len(self.alone)
        return alone > max(1, self.run_in) and self.long <= 1 + _LUCK * chance * (alone + self.long)

    @property
    def open_alike(self) -> bool:
        """Whether in nearly all a sentence begins after the same number of lines, as after headings of one length."""
        return len(self.alone) >= self.run_in and _FEWEST <= max(self.opening.values(), default=0) >= _MOST * self.long


def part_headings(groups: Sequence[list[Line]], matcher: Matcher) -> Iterator[list[Line]]:
    """The paragraphs; one that is a heading and its text is given as two."""
    told = _are_told(groups)
    lists = [("", 0)] * len(groups) if told else list(_lists(groups, matcher))
    kinds: dict[tuple[str, int], _Kind] = {}
    for (style, number), group in zip(lists, groups, strict=True):
        if style:
            _note(kinds.setdefault((style, number), _Kind()), group, matcher)
    chance = _chance(groups)
    together = _by_style(kinds)
    for (style, number), group in zip(lists, groups, strict=True):
        own = kinds.get((style, number), _Kind())
        kind = together.get((style, own.run_in > 0), own)
        alike = next((one for one in (kind, own) if one.open_alike), None)
        parts = alike is not None or kind.stand_alone(chance)
        end = _heading_end(group, kind, alike.opening if alike else Counter(), matcher) if style and parts else 0
        if end:
            yield group[:end]
        yield group[end:]


def _by_style(lists: Mapping[tuple[str, int], _Kind]) -> dict[tuple[str, bool], _Kind]:
    """What all lists of one kind of number look like, those with headings that surely run in apart from the others."""
    found: dict[tuple[str, bool], _Kind] = {}
    for (style, _), one in lists.items():
        kind = found.setdefault((style, one.run_in > 0), _Kind())
        kind.alone += one.alone
        kind.run_in += one.run_in
        kind.long += one.long
        kind.opening += one.opening
    return found


def _are_told(groups: Sequence[Sequence[Line]]) -> bool:
    """Whether indents, or blank lines, tell where each text begins."""
    return any(group[0].indented for group in groups) or 2 * sum(group[0].apart for group in groups) > len(groups)


def _lists(groups: Sequence[Sequence[Line]], matcher: Matcher) -> Iterator[tuple[str, int]]:
    """The style of the number that opens each paragraph, and in which list of it; "" where none does, and in the contents."""
    begun: Counter[str] = Counter()
    for group in groups:
        number = None if group[-1].last else matcher.first("number", group[0].text)
        style = "" if number is None else str(number.get("style"))
        value = number.group("value") if number is not None and "value" in number else None
        begun[style] += value is not None and read_numeral(value) == 1
        yield style, begun[style]


def _chance(groups: Sequence[list[Line]]) -> float:
    """The share of lines of any length that reach the right edge by chance."""
    full = [line for group in groups for line in group if line.full]
    return _SLACK[full[0].ragged] / _median([len(line.text) for line in full]) if full else 0.0


def _note(kind: _Kind, group: Sequence[Line], matcher: Matcher) -> None:
    text = without_notes(text_of(group), matcher)[0]
    first = text[: min(_LONGEST, len(text) - 1)]
    if len(text) <= _LONGEST and not _STOPS.intersection(text):
        kind.alone.append(len(text))
        return
    ends = list(_possible_ends(group, matcher))
    if (
        "。" in first
        and not _COMMAS.intersection(first[: first.index("。")])
        and all(_ends_heading(group, end, _LONGEST) for end in ends)
    ):
        kind.run_in += 1
    else:
        kind.long += 1
        kind.opening.update(end for end in ends if _opens_sentence(group[end]) and not _is_short(group[end:]))


def _heading_end(group: Sequence[Line], kind: _Kind, alike: Counter[int], matcher: Matcher) -> int:
    """How many lines at the head of the paragraph are a heading, as many as of most others where these are alike; 0 where none is."""
    usual = _median(kind.alone) if kind.alone else 0
    longest = max(kind.alone, default=_LONGEST)
    ends = [
        end
        for end in _possible_ends(group, matcher)
        if "。" in text_of(group[end:]) and not _ends_heading(group, end, longest)
    ]
    return min(
        ends,
        key=lambda end: (-alike[end], not _opens_sentence(group[end]), abs(len(text_of(group[:end])) - usual)),
        default=0,
    )


def _median(lengths: Sequence[int]) -> float:
    """As in `statistics`, whose import would cost a short run more than all of this."""
    ordered = sorted(lengths)
    return (ordered[(len(ordered) - 1) // 2] + ordered[len(ordered) // 2]) / 2


def _opens_sentence(line: Line) -> bool:
    """Whether a line begins with a verb, or a word of time, place or manner."""
    first = words_of(line.text[:_OPENING])[:1]
    return any(word.end > 1 and word.kind[:1] in _OPENINGS for word in first)


def _is_short(lines: Sequence[Line]) -> bool:
    """Whether the first sentence is too short to be the text of a heading: it may be the end of the heading itself."""
    return 0 <= text_of(lines).find("。") < _SHORTEST


def _ends_heading(group: Sequence[Line], end: int, longest: int) -> bool:
    """Whether the text after the first `end` lines, up to its full stop, still belongs to the heading, which may have `longest` letters."""
    rest = text_of(group[end:]).find("。")
    return 0 <= rest < _SHORTEST_SENTENCE and len(text_of(group[:end])) + rest <= longest


def _possible_ends(group: Sequence[Line], matcher: Matcher) -> Iterator[int]:
    """After how many lines a heading may end: full ones, without a stop, none cut at a comma or inside brackets."""
    head = ""
    for end, (line, below) in enumerate(pairwise(group), start=1):
        head += line.text
        if (
            not line.full
            or len(head) > _LONGEST_MARKED
            or len(without_notes(head, matcher)[0]) > _LONGEST
            or _STOPS.intersection(line.text)
        ):
            return
        if (
            is_unmarked(line.text, matcher)
            and matcher.first("line-start", below.text) is None
            and all(head.count(opening) == head.count(closing) for opening, closing in _PAIRS)
        ):
            yield end
