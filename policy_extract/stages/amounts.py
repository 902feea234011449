"""One stretch of text → the amounts a plan promises in it, each with its clause and its bound.

A clause is a run of the prose, or where a run lists several amounts, the part
of it that belongs to one of them.
"""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

from policy_extract.lexical.numerals import read_chinese
from policy_extract.lexical.width import fold
from policy_extract.records import record
from policy_extract.stages.deadlines import Due, read_dues
from policy_extract.stages.promises import is_last, is_of, is_out, is_promised, own_bound
from policy_extract.stages.prose import REACH, RUN_ENDS, between, look, run_around, sentences_of, trimmed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from policy_extract.grammar import Match, Matcher
    from policy_extract.stages.prose import Prose

LIST_SIGNS = ("、", "和", "及", "与")
FILLERS = "其中并再则均也还又至到于和及与以"
"""Characters that say nothing of what is counted."""
LONGEST_SUBJECT = 30
SUBJECT_REACH = 3
"""Runs before its own that a clause without a subject may take in."""


@record
class Amount:
    """A promised number."""

    start: int
    end: int
    value: Decimal
    measure: str
    bound: str
    clause: tuple[int, int]
    subject: tuple[int, int] | None
    year: int | None
    """Of a list of deadlines and numbers (到2026年、2028年分别达到50%、60%); else None."""


@record
class Sentence:
    """What one sentence promises, and when."""

    amounts: tuple[Amount, ...]
    dues: tuple[Due, ...]


def read_sentences(
    text: str, start: int, end: int, since: int | None, matcher: Matcher, *, block: str = ""
) -> list[Sentence]:
    """The sentences of `text[start:end]`; a year before `since` is past and promises nothing."""
    dues = read_dues(text, start, end, matcher, block=block)
    amounts = matcher.all("amount", text, block=block, start=start, end=end)
    if not amounts and not dues:
        return []
    read = look(text, start, end, amounts, dues, matcher, block)
    return [_sentence(read, low, high, since) for low, high in sentences_of(read)]


def _sentence(read: Prose, low: int, high: int, since: int | None) -> Sentence:
    """The sentence in `text[low:high]`."""
    dues = tuple(due for due in between(read.dues, low, high) if due.kind != "base")
    over = any(match.get("reach") == "sentence" for match in between(read.past, low, high))
    if over or any(_is_past(due, since) for due in dues):
        return Sentence((), ())
    runs: dict[tuple[int, int], list[Match]] = {}
    for match in between(read.amounts, low, high):
        runs.setdefault(run_around(read, match.start, low, high), []).append(match)
    found = [amount for run, matches in runs.items() for amount in _of_run(read, run, matches, low)]
    return Sentence(tuple(sorted(found, key=lambda amount: amount.start)), dues)


def _is_past(due: Due, since: int | None) -> bool:
    return due.year is not None and since is not None and due.year < since


# ---------------------------------------------------------------- one run


def _of_run(read: Prose, run: tuple[int, int], matches: Sequence[Match], sentence: int) -> Iterator[Amount]:
    """The promised amounts of one run, with the bounds that govern them."""
    if between(read.past, *run):
        return
    bounds = _bounds(read, run, matches)
    years = _years(read, run, matches, sentence)
    kept = [
        (match, bound, year)
        for match, bound, year in zip(matches, bounds, years, strict=True)
        if not is_out(read, match) and is_promised(read, run, match, bound)
    ]
    clauses = _clauses(read, run, [match for match, _, _ in kept], sentence)
    subject: tuple[int, int] | None = None
    for (match, bound, year), clause in zip(kept, clauses, strict=True):
        before = read.text[max(run[0], match.start - 2) : match.start].rstrip()
        if subject is None or not before.endswith(LIST_SIGNS) or not is_last(read, match, run[1]):
            subject = _subject_of(read, run, match, clause)
        opened = _opening(read, match)
        for value, what in _values(match, bound or "exactly"):
            yield Amount(opened, match.end, value, match.group("measure") or "", what, clause, subject, year)


def _opening(read: Prose, match: Match) -> int:
    """Where the amount begins: at a bound right before the number."""
    before = [bound for bound in between(read.bounds, match.start - 6, match.start) if bound.end <= match.start]
    if before and not read.text[before[-1].end : match.start].strip() and before[-1].start >= read.start:
        return before[-1].start
    return min(match.span("low")[0], match.span("number")[0])


def _values(match: Match, bound: str) -> Iterator[tuple[Decimal, str]]:
    """Number and bound; a range gives its two ends."""
    number = _number(match.group("number") or "")
    low = _number(match.group("low") or "")
    if low is not None:
        yield low, "at-least"
        bound = "at-most"
    if number is not None:
        yield number, bound


def _number(printed: str) -> Decimal | None:
    digits = fold(printed).replace("，", "")
    if digits[:1].isdigit():
        return Decimal(digits)
    value = read_chinese("一万" if digits == "万" else digits)
    return None if value is None else Decimal(value)


def _bounds(read: Prose, run: tuple[int, int], matches: Sequence[Match]) -> list[str | None]:
    """The bound of each number; one before a number governs those listed behind it."""
    found: list[str | None] = []
    current: str | None = None
    behind = run[0]
    for match in matches:
        if behind > run[0] and not any(sign in read.text[behind : match.start] for sign in LIST_SIGNS):
            current = None
        for bound in between(read.bounds, behind, match.start):
            if bound.get("far") or not read.text[bound.end : match.start].strip():
                current = str(bound.get("bound"))
        found.append(own_bound(match) or current)
        behind = match.end
    return found


def _years(read: Prose, run: tuple[int, int], matches: Sequence[Match], sentence: int) -> list[int | None]:
    """The years of 到2026年、2028年分别达到50%、60%: as many deadlines as numbers, in their order."""
    none: list[int | None] = [None] * len(matches)
    if "分别" not in read.text[slice(*run)]:
        return none
    dues = [
        due for due in between(read.dues, max(sentence, matches[0].start - REACH), matches[0].start) if due.kind == "by"
    ]
    listed = dues[-len(matches) :]
    gaps = [read.text[one.end : two.start].strip() for one, two in pairwise(listed)]
    if len(matches) < 2 or len(listed) < len(matches) or not all(gap in LIST_SIGNS for gap in gaps):
        return none
    return [due.year for due in listed]


# ---------------------------------------------------------------- clause and subject


def _clauses(read: Prose, run: tuple[int, int], matches: Sequence[Match], sentence: int) -> Iterator[tuple[int, int]]:
    """The clause of each amount: the run, cut at a 、 between two amounts, from the subject on."""
    cuts = [_list_cut(read, one, two, run[1]) for one, two in pairwise(matches)]
    lows, highs = [run[0]][: len(matches)], [run[1]][: len(matches)]
    for cut in cuts:
        lows.append(lows[-1] if cut is None else cut + 1)
    for cut in reversed(cuts):
        highs.append(highs[-1] if cut is None else cut)
    for match, low, high in zip(matches, lows, reversed(highs), strict=True):
        opened = max(low, match.start - REACH)
        if low == run[0] and match.start not in read.brackets:
            opened = _with_subject(read, opened, run[1], match, max(sentence, match.start - REACH))
        yield trimmed(read.text, opened, min(high, match.end + REACH))


def _list_cut(read: Prose, one: Match, two: Match, end: int) -> int | None:
    """The first 、 between two amounts, outside brackets and marks, if the second says itself what it counts."""
    signs = (at for at in range(one.end, two.start) if read.text[at] == "、")
    cut = next((at for at in signs if at not in read.brackets and at not in read.silent), None)
    later = between(read.amounts, two.end, end)
    stop = min(later[0].start if later else end, two.end + REACH)
    return cut if cut is not None and _says_what(read, cut + 1, stop, two) else None


def _with_subject(read: Prose, low: int, high: int, match: Match, sentence: int) -> int:
    """Where the clause begins: runs before it are taken in while it does not say what is counted."""
    if _says_what(read, low, min(high, match.end + REACH), match):
        return low
    for _ in range(SUBJECT_REACH):
        before = low - 1
        if before <= sentence:
            break
        low = run_around(read, before - 1, sentence, high)[0]
        if _says_what(read, low, before, match):
            break
    return low


def _says_what(read: Prose, low: int, high: int, match: Match) -> bool:
    """Whether words are left that are neither number nor verb, bound, deadline or 其中."""
    taken = [(match.start, match.end)]
    for found in (read.promises, read.bounds, read.amounts):
        taken += [(one.start, one.end) for one in between(found, low, high)]
    taken += [(due.start, due.end) for due in between(read.dues, low, high)]
    covered = {index for a, b in taken for index in range(max(a, low), min(b, high))}
    return any(read.text[i].isalnum() and read.text[i] not in FILLERS for i in range(low, high) if i not in covered)


def _subject_of(read: Prose, run: tuple[int, int], match: Match, clause: tuple[int, int]) -> tuple[int, int] | None:
    """What is counted; where the clause had to take in runs before its own, what the first amount there counts."""
    earlier = between(read.amounts, clause[0], run[0])
    if not earlier:
        return _subject(read, match, clause)
    return _subject(read, earlier[0], run_around(read, earlier[0].start, clause[0], clause[1]))


def _subject(read: Prose, match: Match, clause: tuple[int, int]) -> tuple[int, int] | None:
    """What is counted or measured: before 达到, behind the number, or between 建成 and the number."""
    said = between(read.promises, clause[0], match.start)
    start = max([clause[0], *(due.end for due in between(read.dues, clause[0], match.start))])
    if said and said[-1].get("sort") == "reaching" and _leads_to(read.text[said[-1].end : match.start]):
        adverb = len(said) > 1 and said[-2].end == said[-1].start and said[-2].text == "累计"
        first = [one for one in between(read.amounts, start, said[-1].start) if read.text[one.start - 1] in "从由"]
        return _noun(read, start, min([said[-2 if adverb else -1].start, *(one.start for one in first)]))
    behind = read.text[match.end : clause[1]]
    if behind.startswith("的") and is_of(read, match, "measure-share"):
        return None
    if behind[:1] not in "、和及与（" and len(behind) > 1 and not is_of(read, match, "measure-share"):
        later = [one.start for one in between(read.amounts, match.end, clause[1])]
        return _noun(read, match.end, min([clause[1], *later]))
    doing = [one for one in said if one.get("sort") == "doing"]
    behind_verbs = start
    for one in doing:
        if one.start - behind_verbs <= 1 or one is doing[0]:
            behind_verbs = one.end
    return _noun(read, behind_verbs, match.start) or _noun(read, start, match.start)


def _leads_to(gap: str) -> bool:
    """Nothing stands between verb and number, or 每人每月."""
    return len(gap.strip()) <= 1 or (gap[0] == "每" and len(gap) <= 4)


def _noun(read: Prose, low: int, high: int) -> tuple[int, int] | None:
    """The stretch without marks and bound words around it; None where it is too short or too long for a name."""
    bounds = [bound.start for bound in between(read.bounds, low, high) if bound.end >= high - 1]
    low, high = trimmed(read.text, low, min([high, *bounds]), " \u3000，、；：和及与的从")
    if high - low > 2 and read.text[low] in "“‘「" and read.text[high - 1] in "”’」":
        low, high = low + 1, high - 1
    named = 2 <= high - low <= LONGEST_SUBJECT and not any(sign in read.text[low:high] for sign in RUN_ENDS)
    return (low, high) if named else None
