"""The amounts of one run: their values, units of measure, bounds, and the years that a list of years gives them."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise, takewhile
from typing import TYPE_CHECKING

from policy_extract.lexical.numerals import read_chinese
from policy_extract.lexical.width import fold
from policy_extract.stages.targets.promises import MORE, own_bound
from policy_extract.stages.targets.prose import between

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from policy_extract.grammar import Match
    from policy_extract.stages.deadlines import Due
    from policy_extract.stages.targets.prose import Prose, Run

LIST_SIGNS = ("、", "和", "及", "与")
_WITHOUT_MORE = str.maketrans("", "", MORE)
NUMBERS = ("opens", "low", "number", "none", "of", "against_one")
"""Groups of the grammar of which an amount has one or more."""
WRITTEN_OUT = {"百分之": "%", "千分之": "‰"}
"""Signs written out before their number."""
LIST_REACH = 2_000
"""Characters of a sentence before a number in which a list of deadlines may stand; all of a damaged one would be quadratic."""
SHARE = Decimal("0.0001")
"""Precision to which a share such as 三分之二 is given."""


def is_one_for_each(run: Run) -> bool:
    """Whether the run says that its numbers go to different things."""
    return run.read.matcher.first_of_piece("one-for-each", run.read.text, *run.stretch) is not None


def measures_of(read: Prose, matches: Sequence[Match]) -> Iterator[str]:
    """The unit of each amount; in 20个、10个百分点 and 10、9、8小时 the longer unit at the end is that of all."""
    found = [_measure(match) for match in matches]
    for place in range(len(found) - 2, -1, -1):
        measure, after = found[place], found[place + 1]
        gap = read.text[matches[place].end : matches[place + 1].start].strip()
        unitless = bool(matches[place].get("bare")) and not measure
        if after and gap in LIST_SIGNS and after.startswith(measure) and (unitless or measure):
            found[place] = after
    yield from found


def _measure(match: Match) -> str:
    """The unit; 万名 of 2万余名, % of 百分之七十."""
    measure = match.group("measure") or ""
    measure = WRITTEN_OUT.get(measure, measure)
    return measure.translate(_WITHOUT_MORE) if len(measure) > 1 else measure


def opening_of(read: Prose, match: Match) -> int:
    """Where the amount begins: at a bound right before the number."""
    before = [bound for bound in between(read.bounds, match.start - 6, match.start) if bound.end <= match.start]
    if before and not read.text[before[-1].end : match.start].strip() and before[-1].start >= read.start:
        return before[-1].start
    return min(match.span(group)[0] for group in NUMBERS if match.has(group))


def values_of(match: Match, bound: str) -> Iterator[tuple[Decimal, str]]:
    """Number and bound; a range gives its two ends, 零发生 nothing, a fraction its share, 八成五 its tenth."""
    number = number_in(match.group("number") or match.group("none") or match.group("against_one") or "")
    if number is not None and (whole := number_in(match.group("of") or "")):
        number = (number / whole).quantize(SHARE).normalize()
    if number is not None and (tenth := number_in(match.group("tenth") or "")):
        number += tenth / 10
    low = number_in(match.group("low") or "")
    if low is not None:
        yield low, "at-least"
        bound = "at-most"
    if number is not None:
        yield number, bound


def number_in(printed: str | None) -> Decimal | None:
    if not printed:
        return None
    digits = fold(printed).replace("，", "").replace(" ", "")
    if digits[:1].isdigit():
        return Decimal(digits)
    return _chinese("一万" if digits == "万" else digits)


def _chinese(digits: str) -> Decimal | None:
    """The value of a Chinese numeral, with a fraction or without: 四十五点六."""
    whole, _, part = digits.partition("点")
    value = read_chinese(whole)
    if value is None or not part:
        return None if value is None else Decimal(value)
    return Decimal(f"{value}.{''.join(str(read_chinese(char)) for char in part)}")


def bounds_of(run: Run, matches: Sequence[Match]) -> list[str | None]:
    """The bound of each number; a bound before a number also applies to the numbers listed after it."""
    found: list[str | None] = []
    current: str | None = None
    read, low = run.read, run.stretch[0]
    after = low
    for match in matches:
        if after > low and not any(sign in read.text[after : match.start] for sign in LIST_SIGNS):
            current = None
        for bound in between(read.bounds, after, match.start):
            if bound.get("far") or not read.text[bound.end : match.start].strip():
                current = str(bound.get("bound"))
        found.append(own_bound(read, match) or current)
        after = match.end
    return _bounds_of_list(run, matches, found)


def _bounds_of_list(run: Run, matches: Sequence[Match], bounds: list[str | None]) -> list[str | None]:
    """The bounds; the one that closes a list with 分别 is of all its numbers: 分别达到98%和95%以上."""
    gaps = [run.read.text[one.end : two.start].strip() for one, two in pairwise(matches)]
    first = len(gaps) - sum(1 for _ in takewhile(lambda gap: gap in LIST_SIGNS, reversed(gaps)))
    if not is_one_for_each(run) or any(bounds[first:-1]):
        return bounds
    return bounds[:first] + [bounds[-1]] * (len(bounds) - first)


def years_of(run: Run, matches: Sequence[Match]) -> list[int | None]:
    """The years of 到2026年、2028年分别达到50%、60%: each deadline of a list has as many of the numbers, in their order."""
    none: list[int | None] = [None] * len(matches)
    if len(matches) < 2:
        return none
    read = run.read
    gaps = [read.text[one.end : two.start].strip() for one, two in pairwise(matches)]
    for_each = is_one_for_each(run)
    if not for_each and not all(gap in LIST_SIGNS for gap in gaps):
        return none
    listed = _deadlines_before(read, max(run.sentence, matches[0].start - LIST_REACH), matches[0].start)
    if len(listed) < 2:
        return none
    years = [due.year for due in listed]
    lists = [gap in LIST_SIGNS for gap in gaps]
    return _dealt(years, gaps, for_each=for_each) or [
        year
        for low, high in _chunks(lists)
        for year in (_dealt(years, gaps[low : high - 1], for_each=for_each) or none[low:high])
    ]


def _dealt(years: Sequence[int | None], gaps: Sequence[str], *, for_each: bool) -> list[int | None]:
    """The year of each number, if every year has as many of them: 分别达到10%、20%和30%、40%."""
    each, rest = divmod(len(gaps) + 1, len(years))
    if rest or (each > 1 and not (for_each and all(gap in "和及与" for gap in gaps[each - 1 :: each]))):
        return []
    return [year for year in years for _ in range(each)]


def _chunks(lists: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """The stretches of numbers between which only signs of a list stand."""
    ends = [place + 1 for place, goes_on in enumerate(lists) if not goes_on]
    yield from pairwise([0, *ends, len(lists) + 1])


def _deadlines_before(read: Prose, low: int, high: int) -> list[Due]:
    """The list of deadlines that comes last there: 到2026年、2028年; one of them is no list."""
    dues = [due for due in between(read.dues, low, high) if due.kind == "by"]
    gaps = [read.text[one.end : two.start].strip() for one, two in pairwise(dues)]
    listed = 1 + sum(1 for _ in takewhile(lambda gap: gap in LIST_SIGNS, reversed(gaps)))
    return dues[-listed:]
