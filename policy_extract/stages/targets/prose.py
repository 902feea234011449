"""What stands in a stretch of prose: amounts and the words around them, sentences, and runs.

A run is what stands between two commas. Inside a round bracket it is what
stands between two commas there; signs in quotation marks end nothing.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from operator import attrgetter
from typing import TYPE_CHECKING, TypeVar

from policy_extract.lexical.brackets import pairs
from policy_extract.lexical.width import fold
from policy_extract.records import field, mutable, record
from policy_extract.stages.deadlines import QUOTES, quoted_stretches, read_dues

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from collections.abc import Set as AbstractSet

    from policy_extract.grammar import Match, Matcher
    from policy_extract.stages.deadlines import Due
    from policy_extract.stages.passages import Passage

_Found = TypeVar("_Found", "Match", "Due")

SENTENCE_ENDS = "。！？\n"
PART_ENDS = SENTENCE_ENDS + "；"
RUN_ENDS = PART_ENDS + "，："
_RUN_END = re.compile(f"[{RUN_ENDS}]|—(?=—)")
REACH = 200
"""Characters on either side that may belong to an amount; to search longer, damaged runs whole would be quadratic."""

AFTER_QUOTE = 16
"""Characters after a quotation mark that say what is quoted."""

Bracket = tuple[int, int] | None
"""The outermost round bracket something stands in; None outside all."""


@mutable
class Prose:
    """Everything that was found in a stretch, each kind in the order of the text."""

    text: str
    """Folded."""
    start: int
    end: int
    matcher: Matcher
    amounts: list[Match]
    bounds: list[Match]
    promises: list[Match]
    dues: list[Due]
    past: list[Match]
    grants: list[Match]
    goals: list[Match]
    silent: set[int] = field(default_factory=set)
    """Positions inside quotation and title marks, and inside expressions that are never targets."""
    starts: list[Match] = field(default_factory=list)
    """Where changes begin: 从60%提高到."""
    brackets: dict[int, Bracket] = field(default_factory=dict)
    """The round bracket of each position that stands in one."""
    stops: dict[Bracket, list[int]] = field(default_factory=dict)
    """Positions of the signs that end a run, by the bracket they stand in."""


@record
class Run:
    """A run that holds amounts."""

    read: Prose
    stretch: tuple[int, int]
    sentence: int
    """Where its sentence begins."""
    goal: bool
    """Whether the sentence is one of goals, which promises all its numbers."""

    def mention(self, match: Match) -> Mention:
        """One of its amounts."""
        return Mention(self.read, self.stretch, match)


@record
class Mention:
    """An amount, where the text mentions it."""

    read: Prose
    run: tuple[int, int]
    match: Match


def look(where: Passage, amounts: list[Match], matcher: Matcher) -> Prose:
    """The deadlines of a passage, and what else it holds that decides about its amounts; only deadlines where it has none."""

    def all_of(finds: str) -> list[Match]:
        return where.all(finds, matcher) if amounts else []

    read = Prose(
        fold(where.text), where.start, where.end, matcher, amounts, all_of("bound"), all_of("promise"), [],
        all_of("past"), all_of("grant"), all_of("goal"),
    )  # fmt: skip
    quoted = quoted_stretches(where.text, where.start, where.end) if amounts else []
    aims = {stretch for stretch in quoted if _promises_itself(read, *stretch)}
    read.dues = read_dues(where, matcher, aims)
    for low, high in quoted:
        if (low, high) not in aims:
            read.silent.update(range(low, high))
    titles = {at for low, high in quoted if where.text[low] == "《" for at in range(low, high)}
    if titles:
        # 《改革实施方案》 promises nothing by the verb in it, and gives nothing.
        read.promises = [one for one in read.promises if one.start not in titles]
        read.grants = [one for one in read.grants if one.start not in titles]
    ranks = {match.span("opens")[0] for match in amounts if match.get("form") == "rank"}
    made = {match.end for match in all_of("list-that-is-made")}
    for match in all_of("no-target"):
        if match.get("listed") and made.intersection(range(match.start, match.end)):
            continue  # 培育智能家电、绿色食品等10个产业集群
        if match.start not in ranks:
            read.silent.update(range(match.start, match.end))
        if match.get("starts"):
            read.starts.append(match)
    if amounts or read.dues:
        _find_stops(read, where.text, aims)
    return read


def _promises_itself(read: Prose, low: int, high: int) -> bool:
    """Whether what stands in quotation marks is a sentence with a promise, and no name: 实现“每个乡镇至少建成1个中心”."""
    counted = between(read.amounts, low, high)
    aim = read.matcher.first("quoted-aim", read.text[low : high + AFTER_QUOTE]) if counted else None
    if aim is None:
        return False
    said = between(read.promises, low, counted[-1].start)
    if any(one.get("sort") in {"doing", "reaching"} for one in said):
        return True
    # “床位不少于100张”的目标 promises by its bound, if it is called an aim.
    bounded = bool(between(read.bounds, low, counted[-1].start)) or any(one.has("at_least") for one in counted)
    return bounded and aim.has("aim")


def _find_stops(read: Prose, text: str, aims: AbstractSet[tuple[int, int]]) -> None:
    """Fill `brackets` and `stops`; signs in quotation marks end nothing, but the marks do around an aim, which promises by itself."""
    reach, quoted = read.start, set[int]()
    for low, high in pairs(text, read.start, read.end):
        if low >= reach:
            reach = high
            if text[low] not in QUOTES:
                read.brackets.update(dict.fromkeys(range(low, high), (low, high)))
            elif (low, high) not in aims:
                quoted.update(range(low, high))
    edges = {edge for low, high in aims for edge in (low, high - 1)} - quoted
    signs = (sign.start() for sign in _RUN_END.finditer(read.text, read.start, read.end))
    signs = (index for index in signs if index not in quoted and not _is_in_number(read.text, index))
    for index in sorted([*edges, *signs]):
        read.stops.setdefault(read.brackets.get(index), []).append(index)


def _is_in_number(text: str, index: int) -> bool:
    """A comma in 12,000, a colon in 2.2:1."""
    size = {"，": 3, "：": 1}.get(text[index], 0)
    return bool(size) and text[index - 1 : index].isdigit() and text[index + 1 : index + 1 + size].isdigit()


def sentences_of(read: Prose) -> Iterator[tuple[int, int]]:
    """The sentences, cut where a sign stands outside brackets."""
    low = read.start
    for index in read.stops.get(None, ()):
        if read.text[index] in SENTENCE_ENDS:
            yield low, index
            low = index + 1
    if low < read.end:
        yield low, read.end


def between(found: Sequence[_Found], low: int, high: int) -> Sequence[_Found]:
    """Those that begin in the stretch."""
    if not found:
        return found
    first = bisect_left(found, low, key=_START)
    return found[first : bisect_left(found, high, lo=first, key=_START)]


_START = attrgetter("start")


def run_around(read: Prose, at: int, low: int, high: int) -> tuple[int, int]:
    """The run around a position: between commas, in the same bracket or outside all."""
    bracket = read.brackets.get(at)
    if bracket is not None:
        low, high = max(low, bracket[0] + 1), min(high, bracket[1] - 1)
    stops = read.stops.get(bracket, [])
    place = bisect_left(stops, at)
    if place and stops[place - 1] >= low:
        low = stops[place - 1] + 1
    if place < len(stops) and stops[place] < high:
        high = stops[place]
    return low, high


def trimmed(text: str, low: int, high: int, signs: str = " \t\u3000\xa0—-·•，、；：") -> tuple[int, int]:
    while low < high and text[low] in signs:
        low += 1
    while high > low and text[high - 1] in signs:
        high -= 1
    return low, high
