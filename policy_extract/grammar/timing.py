"""Prove that rules are linear: grow their own examples and watch the time.

`.+` between two anchors looks innocent and is quadratic: a line that repeats
the opening words a thousand times is searched a thousand times. Each rule is
tried on lines built from its own examples, in the shapes that find this out.
"""

from __future__ import annotations

import re
import time
from itertools import pairwise
from typing import TYPE_CHECKING

from policy_extract.grammar.rules import Problem, Rule
from policy_extract.lexical.width import fold
from policy_extract.records import record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from policy_extract.grammar.families import Compiled
    from policy_extract.grammar.grammars import Grammars

    Progress = Callable[[int, int, Rule], None]

SHORT, LONG = 5_000, 20_000
"""Characters of the two lines whose times are compared."""

LIMIT = 2.2 * LONG / SHORT
"""How much longer the long line may take: linear is 4 times, quadratic 16; 8.8 leaves room for noise."""

QUICK = 0.002
"""Seconds. A search of the long line this quick is never blamed; a quadratic one takes ten times as long."""

CEILING = 1.0 / LONG
"""Seconds per character. No line may take longer, whatever the shape of the growth."""

PATIENCE = 1.0
"""Seconds spent on measuring again before a rule is blamed: the machine may be busy with something else."""

_STEPS = (*range(16, 40, 2), 45, 52, 60, 72, 88, 110, 300, 1_200, SHORT, LONG)
"""Lengths on the way up; close together at first, so that an exponential pattern is stopped in seconds."""

_KILLER = "\x01"
"""A character that no pattern contains, which forces the match to fail at that point."""


@record
class Line:
    """A line that grows by repeating its middle."""

    before: str
    repeated: str
    after: str

    def of_length(self, length: int) -> str:
        """The line, about as long as asked for."""
        return self.before + self.repeated * max(1, length // len(self.repeated)) + self.after


@record
class Slow:
    """A line that takes a rule too long, and how long."""

    line: Line
    length: int
    seconds: float
    shorter: float | None
    """Seconds for a line of SHORT characters; None where the climb was broken off."""


def check_time(grammars: Grammars, progress: Progress | None = None) -> list[Problem]:
    """A problem for every rule whose time grows faster than the line is long.

    With extra files only their rules are tried, and shipped ones whose terms they replace: the others are proven.
    """
    problems: list[Problem] = []
    compiled = [one for family in grammars.families.values() for one in family.compiled]
    if any(one.rule.extra for one in compiled):
        compiled = [one for one in compiled if one.rule.extra or one.rule.timed]
    for count, one in enumerate(compiled, 1):
        if progress is not None:
            progress(count, len(compiled), one.rule)
        if (slow := slowest(one)) is not None:
            problems.append(Problem(one.rule.file, one.rule.pattern_line, _message(slow)))
    return problems


def _message(slow: Slow) -> str:
    shown = slow.line.repeated if len(slow.line.repeated) <= 30 else slow.line.repeated[:29] + "…"
    line = f"{shown!r} repeated to {slow.length} characters"
    cure = "bound what repeats, .{0,80} for .*, or exclude what ends it, [^。]* for .*"
    if slow.shorter is None:
        return f"pattern: is too slow: {line} takes {slow.seconds * 1000:.0f} ms; {cure}"
    times = f"{slow.seconds / slow.shorter:.0f} times as long as {SHORT}"
    return f"pattern: is not linear: {line} takes {slow.seconds * 1000:.0f} ms, {times}; {cure}"


def slowest(compiled: Compiled) -> Slow | None:
    """The first line found that takes the rule too long; None where it is linear on all of them."""
    for line in dict.fromkeys(lines(compiled.rule)):
        if (slow := _climb(compiled, line)) is not None:
            return slow
    return None


def _climb(compiled: Compiled, line: Line) -> Slow | None:
    """Measure longer and longer lines; stop where one takes too long, or where growth cannot matter any more."""
    shorter = seconds = 0.0
    for length in _STEPS:
        shorter, seconds = seconds, _seconds(compiled, line, length)
        if seconds > _ceiling(length) and (seconds := _seconds(compiled, line, length)) > _ceiling(length):
            return Slow(line, length, seconds, None)
        if length == SHORT and seconds < QUICK / (LONG / SHORT) ** 2:
            return None
    return _confirmed(compiled, line, shorter, seconds) if _too_long(shorter, seconds) else None


def _confirmed(compiled: Compiled, line: Line, shorter: float, seconds: float) -> Slow | None:
    """Measure both lines in turn, believing the quickest of each, until they are cleared or patience ends."""
    patience = time.perf_counter() + PATIENCE
    while time.perf_counter() < patience:
        seconds = min(seconds, _seconds(compiled, line, LONG))
        if not _too_long(shorter, seconds):
            return None
        shorter = min(shorter, _seconds(compiled, line, SHORT))
    return Slow(line, LONG, seconds, shorter) if _too_long(shorter, seconds) else None


def _ceiling(length: int) -> float:
    return CEILING * max(length, 1_000)


def _too_long(shorter: float, seconds: float) -> bool:
    return seconds > QUICK and seconds > LIMIT * shorter


def _seconds(compiled: Compiled, line: Line, length: int) -> float:
    """How long it takes to find everything in the line; a rule with a time limit is cut off after the ceiling."""
    text = line.of_length(length)
    limit = 2 * _ceiling(length)
    began = time.process_time()
    try:
        found = compiled.timed.finditer(text, timeout=limit) if compiled.rule.timed else compiled.plain.finditer(text)
        for _ in found:
            pass
    except TimeoutError:
        return limit
    return time.process_time() - began


def lines(rule: Rule) -> Iterator[Line]:
    """Lines built from the rule's accepted texts.

    Repeated: the whole text, its halves and quarters, what stands in and
    between groups, and single characters. Before it: nothing, or the text up
    to there. After it: what follows in the text, or a character that spoils
    the match.
    """
    for example in rule.accept:
        text = fold(example.text)
        for start, end in dict.fromkeys(_stretches(text, rule)):
            yield Line("", text[start:end], _KILLER)
            yield Line(text[:start], text[start:end], _KILLER)
            yield Line(text[:start], text[start:end], text[end:])
        for place, character in _telling(text):
            yield Line("", character, "")
            yield Line("", character, _KILLER)
            yield Line("", character, text)
            yield Line(text[:place], character, _KILLER)
            yield Line(text[:place], character, text[place + 1 :])


def _stretches(text: str, rule: Rule) -> Iterator[tuple[int, int]]:
    cuts = {0, len(text) // 4, len(text) // 3, len(text) // 2, 2 * len(text) // 3, len(text)}
    if (found := re.search(rule.expanded, text)) is not None:
        cuts.update(place for span in found.regs for place in span if place >= 0)
    places = sorted(cuts)
    yield 0, len(text)
    yield from ((0, place) for place in places[1:])
    yield from ((place, len(text)) for place in places[:-1])
    yield from pairwise(places)


def _telling(text: str) -> Iterator[tuple[int, str]]:
    """One position for each distinct sign, digit and space, and for one Han character: what classes and dots match."""
    seen: set[str] = set()
    for place, character in enumerate(text):
        kind = "字" if "一" <= character <= "鿿" else character
        if kind not in seen:
            seen.add(kind)
            yield place, character
