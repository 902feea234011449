"""Which amounts a plan promises: the words around a number that make it a promise, and those that exclude it."""

from __future__ import annotations

from bisect import bisect_left
from functools import lru_cache
from typing import TYPE_CHECKING

from policy_extract.lexical.width import fold
from policy_extract.stages.targets.prose import PART_ENDS, REACH, between, run_around

if TYPE_CHECKING:
    from collections.abc import Sequence

    from policy_extract.grammar import Match
    from policy_extract.stages.targets.prose import Mention, Prose


LONGEST_REMARK = 24
"""Longest bracket between a number and its bound."""
MORE = "余多+"
"""Between 万 and the unit: 2万余名."""


def own_bound(read: Prose, match: Match) -> str | None:
    """The bound printed with the number, or after a remark that follows or holds it: 85%（其中农村80%）以上."""
    if match.get("form") == "rank":
        return "at-most"
    for group, bound in (("at_least", "at-least"), ("at_most", "at-most"), ("about", "about"), ("more", "more-than")):
        if match.has(group):
            return bound
    if any(more in (match.group("measure") or "") for more in MORE):
        return "more-than"
    return _after_remark(read, match)


def _after_remark(read: Prose, match: Match) -> str | None:
    """The bound after a short bracket that begins right after the amount, or ends there."""
    bracket = read.brackets.get(match.start) or read.brackets.get(match.end)
    if bracket is None or bracket[1] - bracket[0] > LONGEST_REMARK:
        return None
    if bracket[0] != match.end and bracket[1] - 1 != match.end:
        return None
    after = read.matcher.first("bound-after", read.text[bracket[1] : bracket[1] + 3])
    return None if after is None else str(after.get("bound"))


def is_out(read: Prose, match: Match) -> bool:
    """The amount is excluded: part of a name, a condition or an enumeration count, or the sum of a grant."""
    at = match.span("number")[0]
    dated = any(due.start <= at < due.end for due in between(read.dues, at - REACH, at + 1))
    return at in read.silent or dated or _is_granted(read, match)


def _is_granted(read: Prose, match: Match) -> bool:
    """A sum or rate in a part of a sentence that gives money, unless a level is promised."""
    alone = match.has("measure") and fold(match.group("measure") or "").strip("万亿千百十") == ""
    if not alone and not is_of(read, match, "measure-sum", "measure-share"):
        return False
    low, high = max(read.start, match.start - REACH), min(read.end, match.end + REACH)
    ends = [at for at in stops_between(read, low, high) if read.text[at] in PART_ENDS]
    low = max([low, *(at for at in ends if at < match.start)])
    high = min([high, *(at for at in ends if at >= match.end)])
    if not between(read.grants, low, high):
        return False
    before = run_around(read, match.start, low, high)[0]
    return not read.matcher.first("grant-level", read.text[before : match.start])


def stops_between(read: Prose, low: int, high: int) -> Sequence[int]:
    stops = read.stops.get(None, [])
    return stops[bisect_left(stops, low) : bisect_left(stops, high)]


def is_of(read: Prose, match: Match, *lexicons: str) -> bool:
    """Whether the unit, without 万 and without /人, is a word of these lists."""
    units = _units_in(match.group("measure") or "")
    return not all(units.isdisjoint(read.matcher.words(name)) for name in lexicons)


@lru_cache(maxsize=512)
def _units_in(measure: str) -> frozenset[str]:
    """The unit as printed and without 万; half a dozen questions are asked of each amount."""
    unit = fold(measure).split("/")[0].split("（")[0].strip()
    return frozenset((unit, unit.lstrip("万亿余多 "), unit.lstrip("万亿千百十余多 ")))  # 万千瓦: 千 is of the unit


def is_promised(mention: Mention, bound: str | None, *, goal: bool) -> bool:
    """Whether the words around the amount, or a sentence of goals, promise it."""
    read, run, match = mention.read, mention.run, mention.match
    near = max(run[0], match.start - REACH)
    said = bool(between(read.promises, near, match.start))
    bounded = bound is not None and own_bound(read, match) is None
    if match.get("always"):
        return True
    if match.get("form"):
        return match.get("form") == "zero" or not between(read.amounts, run[0], match.start)
    if match.get("bare"):
        return _is_reached(read, near, match) or (bounded and _is_measured(read, near, match, "index"))
    if match.get("share"):
        return said or bounded or own_bound(read, match) is not None or is_last(read, match, run[1])
    if is_of(read, match, "measure-age"):
        return _is_of_life(mention, near)
    if is_of(read, match, "measure-time"):
        measured = bounded and _is_measured(read, near, match, "span")
        return (bound == "at-least" and bounded) or measured or _is_reached(read, near, match)
    if match.get("words"):
        return _is_promised_in_words(mention, near, bound)
    if (bracket := read.brackets.get(match.start)) is not None:
        return said or bounded or _is_part(read, bracket)
    if goal or is_of(read, match, "measure-share"):
        return True
    last = is_last(read, match, run[1]) and not _adds_up(read, match)
    return said or bounded or last or opens_its_clause(mention) or _goes_on(mention)


def _is_of_life(mention: Mention, near: int) -> bool:
    """Whether an age is that of the expectation of life, named in its run or, where that opens with its verb, in the one before: 提高1岁，达到81.5岁."""
    read, run, match = mention.read, mention.run, mention.match
    opens = [verb for verb in between(read.promises, near, match.start) if not read.text[run[0] : verb.start].strip()]
    if opens and run[0] > read.start + 1:
        near = max(run_around(read, run[0] - 2, read.start, run[1])[0], match.start - REACH)
    return read.matcher.first("span-of-life", read.text[near : match.start]) is not None


def _is_part(read: Prose, bracket: tuple[int, int]) -> bool:
    """Whether a bracket says of a number before it how it is made up: 125个村庄（包括63个省级补助村）."""
    part = read.matcher.first("of-which", read.text[slice(*bracket)])
    if part is None or not part.get("named"):
        return part is not None
    before = between(read.amounts, max(read.start, bracket[0] - LONGEST_REMARK), bracket[0])
    return bool(before) and not is_out(read, before[-1])


def _goes_on(mention: Mention) -> bool:
    """Whether the number goes on with a promise of the runs before: it opens its run, or has one verb: 建成2个示范区，3个实验区，5个起示范作用的园区."""
    read, run, match = mention.read, mention.run, mention.match
    if match.start in read.brackets:
        return False
    first, near = match, max(read.start, match.start - REACH)
    while run[0] > near and read.text[run[0] - 1] == "，" and _opens_what_goes_on(read, run[0], first.start):
        run = run_around(read, run[0] - 2, near, run[1])
        counted = [one for one in between(read.amounts, *run) if not is_out(read, one)]
        if not counted:
            return False
        first = counted[0]
        if any(verb.get("sort") == "doing" for verb in between(read.promises, run[0], first.start)):
            return True
    return False


def _opens_what_goes_on(read: Prose, low: int, high: int) -> bool:
    """Whether an amount that begins at `high` opens its run, or has one verb before it there: 串联100个景点."""
    opening = read.text[low:high].strip()
    return not opening or read.matcher.first("opens-what-goes-on", opening) is not None


def _is_measured(read: Prose, near: int, match: Match, finds: str) -> bool:
    """Whether an index or a span of time stands before the bound: PUE值不高于1.5, 平均住院日不超过7天."""
    bounds = between(read.bounds, near, match.start)
    return bool(bounds) and read.matcher.first(finds, read.text[near : bounds[-1].start].rstrip()) is not None


def opens_its_clause(mention: Mention) -> bool:
    """Whether the number opens its clause, and what it counts is to reach something: 5个区县达到省级标准."""
    read, run, match = mention.read, mention.run, mention.match
    if match.start in read.brackets or not fold(match.group("number") or "")[:1].isdigit():
        return False
    behind = read.brackets.get(run[0])
    opened = behind[1] if behind is not None and behind[0] == run[0] else run[0]  # （责任单位：县交通局）5个区县达到
    low = max([opened, *(due.end for due in between(read.dues, max(run[0], match.start - REACH), match.start))])
    if match.start - low > REACH:
        return False
    opening = read.text[low : match.start].strip()
    opens = not opening or read.matcher.first("opens-a-count", opening) is not None
    return opens and becoming(mention) is not None


def becoming(mention: Mention) -> int | None:
    """Where the verb after an amount begins that says what is to be reached: 达到, 成为."""
    read, match = mention.read, mention.match
    found = read.matcher.first("becoming", read.text[match.end : min(mention.run[1], match.end + REACH)])
    return None if found is None else match.end + found.start


def _is_reached(read: Prose, near: int, match: Match) -> bool:
    """Whether a verb such as 压缩至 stands right before the amount, or before its bound (达到不低于)."""
    said = between(read.promises, near, match.start)
    if not said or said[-1].get("sort") != "reaching" or said[-1].text == "为":
        return False
    bounds = [bound.start for bound in between(read.bounds, said[-1].end, match.start)]
    return not read.text[said[-1].end : min([match.start, *bounds])].strip()


def _adds_up(read: Prose, match: Match) -> bool:
    """Whether the amount is the sum of a list: 甲、乙、丙共3个."""
    return read.matcher.first("total", read.text[max(read.start, match.start - 3) : match.start]) is not None


def _is_promised_in_words(mention: Mention, near: int, bound: str | None) -> bool:
    """Whether a Chinese numeral promises: after a bound; 一倍 after 增长; 一 after 每 or 各; others after a verb or 东、西; 三十, or 两处 after its noun, at run end."""
    read, match, end = mention.read, mention.match, mention.run[1]
    said = between(read.promises, near, match.start)
    if bound == "about":
        return bool(said)
    if bound is not None:
        return bool(said) or own_bound(read, match) is None
    if is_of(read, match, "measure-multiple"):
        return _is_reached(read, near, match)
    done = [verb.end for verb in said if verb.get("sort") == "doing"]
    if done and _closes_after_its_noun(read, done[-1], match, end):
        return True
    each = read.matcher.first("each", read.text[near : match.start]) is not None
    if each and is_of(read, match, "measure-times") and is_last(read, match, end):
        return True  # 每季度研判一次, whatever the verb
    if fold(match.group("number") or "") == "一":
        return bool(said) and each
    if len(fold(match.group("number") or "")) > 1 and is_last(read, match, end):
        return bool(said)
    between_them = read.text[said[-1].end : match.start].strip() if said else ""
    return bool(said) and (not between_them or read.matcher.first("named-few", between_them) is not None)


def _closes_after_its_noun(read: Prose, low: int, match: Match, end: int) -> bool:
    """Whether the number stands at the end, after what it counts: 新建繁育基地两处; only a quantity is said so."""
    counts = is_of(read, match, "measure-count", "measure-extent") and is_last(read, match, end)
    alone = not between(read.amounts, match.end, match.end + 1)
    return (
        counts
        and alone
        and read.matcher.first("noun-before-its-number", read.text[low : match.start].strip()) is not None
    )


def is_last(read: Prose, match: Match, end: int) -> bool:
    """Nothing but a bracket, or another amount, follows the amount in its run or list: 智慧养老院1家、, 搬迁300户1000人."""
    at = match.end
    if at < end and match.start not in read.brackets and (bracket := read.brackets.get(at)) is not None:
        at = bracket[1]
    beside = bool(between(read.amounts, at, at + 1))
    return at >= end or beside or read.text[at] in "、和及与" or not read.text[at : at + REACH].strip()
