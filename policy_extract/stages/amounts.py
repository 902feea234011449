"""One stretch of text → the amounts a plan promises in it, each with its clause and its bound.

A clause is a run of the prose, or where a run lists several amounts, the part
of it that belongs to one of them.
"""

from __future__ import annotations

from bisect import bisect_right
from decimal import Decimal
from itertools import pairwise, takewhile
from operator import attrgetter
from typing import TYPE_CHECKING

from policy_extract.lexical.numerals import read_chinese
from policy_extract.lexical.width import fold
from policy_extract.records import record
from policy_extract.stages.deadlines import Due, read_dues
from policy_extract.stages.meanings import meaning_of
from policy_extract.stages.promises import MORE, is_last, is_of, is_out, is_promised, own_bound
from policy_extract.stages.prose import REACH, between, look, run_around, sentences_of, trimmed
from policy_extract.stages.subjects import deed_of, listed_things, subject_of
from policy_extract.stages.wording import says_what

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from policy_extract.grammar import Match, Matcher
    from policy_extract.stages.prose import Prose

LIST_SIGNS = ("、", "和", "及", "与")
_WITHOUT_MORE = str.maketrans("", "", MORE)
NUMBERS = ("opens", "low", "number", "none", "of", "against_one")
"""Groups of the grammar of which an amount has one or more."""
SHARE = Decimal("0.0001")
"""To so much a share such as 三分之二 is told."""
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
    form: str
    per: str | None
    base: Decimal | None
    """What a change begins from."""
    clause: tuple[int, int]
    subject: tuple[int, int] | None
    year: int | None
    """Of a list of deadlines and numbers (到2026年、2028年分别达到50%、60%); else None."""
    term_from: int
    """Where a term of its own may stand: 每年 of an amount before it is none."""
    run_end: int
    """Where its run ends: a deadline may stand after it there."""


@record
class Sentence:
    """What one sentence promises, and when."""

    amounts: tuple[Amount, ...]
    dues: tuple[Due, ...]


_NOTHING = Sentence((), ())


def read_sentences(
    text: str, start: int, end: int, since: int | None, matcher: Matcher, *, block: str = ""
) -> list[Sentence]:
    """The sentences of `text[start:end]`; a year before `since` is past and promises nothing."""
    dues = read_dues(text, start, end, matcher, block=block)
    amounts = matcher.all("amount", text, block=block, start=start, end=end)
    if not amounts and not dues:
        return []
    read = look(text, start, end, amounts, dues, matcher, block)
    sentences = takewhile(lambda _: not matcher.clock.is_up(), sentences_of(read))
    return [_sentence(read, low, high, since) for low, high in sentences]


def _sentence(read: Prose, low: int, high: int, since: int | None) -> Sentence:
    """The sentence in `text[low:high]`."""
    dues = tuple(due for due in between(read.dues, low, high) if due.kind != "base")
    amounts = between(read.amounts, low, high)
    if not dues and not amounts:
        return _NOTHING
    past = between(read.past, low, high)
    if any(match.get("reach") == "row" for match in past):
        return _NOTHING
    looking_back = [match for match in past if match.get("reach") == "sentence"]
    marks = _time_marks(looking_back, dues, since)
    runs: dict[tuple[int, int], list[Match]] = {}
    for match in amounts:
        if not _is_over(match.start, marks):
            runs.setdefault(run_around(read, match.start, low, high), []).append(match)
    goal = bool(between(read.goals, low, high))
    found = [amount for run, matches in runs.items() for amount in _of_run(read, run, matches, low, goal=goal)]
    ahead = tuple(due for due in dues if not _is_past(due, since))
    return Sentence(tuple(sorted(found, key=lambda amount: amount.start)), ahead if found or not looking_back else ())


def _time_marks(looking_back: Sequence[Match], dues: Sequence[Due], since: int | None) -> list[tuple[int, bool]]:
    """Where each word of time ends, in order, and whether it looks back: 截至, 去年, a year before the plan's first."""
    marks = [(match.end, True) for match in looking_back]
    named = [due for due in dues if due.kind == "by" or due.this_year or due.until is not None]
    marks += [(due.end, _is_past(due, since)) for due in named if not _belongs_to(due, looking_back)]
    return sorted(marks)


def _is_over(at: int, marks: Sequence[tuple[int, bool]]) -> bool:
    """Whether the last word of time before the place looks back; before the first, whether any does."""
    behind = bisect_right(marks, (at, True))
    return marks[behind - 1][1] if behind else any(over for _, over in marks)


def _belongs_to(due: Due, looking_back: Sequence[Match]) -> bool:
    """Whether the year is the one that a word looks back from: 截至2025年底."""
    before = bisect_right(looking_back, due.start, key=attrgetter("start"))
    return before > 0 and due.start <= looking_back[before - 1].end


def _is_past(due: Due, since: int | None) -> bool:
    year = due.year if due.year is not None else due.until
    return year is not None and since is not None and year < since


# ---------------------------------------------------------------- one run


def _of_run(
    read: Prose, run: tuple[int, int], matches: Sequence[Match], sentence: int, *, goal: bool
) -> Iterator[Amount]:
    """The promised amounts of one run, with the bounds that govern them."""
    if _is_of_what_was(read, run, sentence):
        return
    kept = list(_kept(read, run, matches, sentence, goal=goal))
    clauses = list(_clauses(read, run, [match for match, _, _ in kept], sentence))
    subjects = list(_subjects(read, run, [match for match, _, _ in kept], clauses, sentence))
    measures = list(_measures(read, [match for match, _, _ in kept]))
    for (match, bound, year), clause, subject, measure in zip(kept, clauses, subjects, measures, strict=True):
        opened = _opening(read, match)
        term_from = run[0] if between(read.amounts, clause[0], run[0]) or _shares_term(read, run, clause) else clause[0]
        meaning = meaning_of(read, run, match, term_from)
        for value, what in _values(match, bound or "exactly"):
            yield Amount(
                opened, match.end, value, measure, what, meaning.form, meaning.per, _number(meaning.base), clause,
                subject, year, term_from, run[1],
            )  # fmt: skip


def _shares_term(read: Prose, run: tuple[int, int], clause: tuple[int, int]) -> bool:
    """Whether a term that opens the run speaks for the items of a list after it: 每年培训护理员50名、社工100名."""
    return run[0] < clause[0] and not [due for due in between(read.dues, *run) if due.kind != "term"]


def _is_of_what_was(read: Prose, run: tuple[int, int], sentence: int) -> bool:
    """Whether the run says what was reached, or goes on with a run that does: 现有主体3万户，企业2万户."""
    if between(read.past, *run):
        return True
    before = between(read.past, sentence, run[0])
    since = max((match.end for match in before), default=run[1])
    return bool(before) and not between(read.promises, since, run[1]) and not between(read.dues, since, run[1])


def _kept(
    read: Prose, run: tuple[int, int], matches: Sequence[Match], sentence: int, *, goal: bool
) -> Iterator[tuple[Match, str | None, int | None]]:
    """The promised amounts of a run, each with its bound and the year that a list of years gives it."""
    bounds = _bounds(read, run, matches)
    years = _years(read, run, matches, sentence)
    ended = -1
    for match, bound, year in zip(matches, bounds, years, strict=True):
        if is_out(read, match):
            continue
        listed = bool(match.get("words")) and ended >= 0 and _goes_on_list(read, ended, match.start)
        if listed or is_promised(read, run, match, bound, goal=goal):
            yield match, bound, year
            ended = match.end


def _goes_on_list(read: Prose, ended: int, start: int) -> bool:
    """Whether a number in words stands after a list sign and an amount that is promised: 建成三个示范区、十家企业."""
    return 0 < start - ended <= REACH and read.text[start - 1] in LIST_SIGNS


def _subjects(
    read: Prose, run: tuple[int, int], matches: Sequence[Match], clauses: Sequence[tuple[int, int]], sentence: int
) -> Iterator[tuple[int, int] | None]:
    """What each amount counts; with 分别 each of a list of things has its own number."""
    subject: tuple[int, int] | None = None
    ended = run[0]
    found = []
    for match, clause in zip(matches, clauses, strict=True):
        if subject is None or not is_last(read, match, run[1]) or _names_more(read, ended, match.start):
            subject = _subject_of(read, run, match, clause, ended) or subject
        ended = max(match.end, subject[1] if subject is not None and subject[0] >= match.end else 0)
        found.append(subject)
    if (things := _things_before(read, run, matches, sentence)) is not None:
        yield from things
        return
    one = found[0] if len(found) > 1 and len(set(found)) == 1 else None
    parts = listed_things(read, one, len(found)) if one is not None and _is_one_for_each(read, run) else []
    yield from parts or found


def _things_before(
    read: Prose, run: tuple[int, int], matches: Sequence[Match], sentence: int
) -> list[tuple[int, int] | None] | None:
    """What the runs before measure, where this one only says how much of each: 游客突破800万人次，收入60亿元，分别增长12%和15%."""
    if len(matches) < 2 or not _is_one_for_each(read, run) or says_what(read, run[0], matches[0].start):
        return None
    before = [one for one in between(read.amounts, max(sentence, run[0] - REACH), run[0]) if not is_out(read, one)]
    found = []
    for one in before[-len(matches) :]:
        own = run_around(read, one.start, sentence, run[0])
        found.append(subject_of(read, own, one, _opening(read, one), own, own[0]))
    return found if len(found) == len(matches) == len(set(found)) else None


def _is_one_for_each(read: Prose, run: tuple[int, int]) -> bool:
    """Whether the run says that its numbers go to different things."""
    return read.matcher.first("one-for-each", read.text[slice(*run)]) is not None


def _measures(read: Prose, matches: Sequence[Match]) -> Iterator[str]:
    """The unit of each amount; 20个、10个百分点 prints a longer one for both."""
    own = [_measure(match) for match in matches]
    for place, measure in enumerate(own):
        after = own[place + 1] if place + 1 < len(own) else ""
        gap = read.text[matches[place].end : matches[place + 1].start].strip() if after else ""
        yield after if measure and after != measure and after.startswith(measure) and gap in LIST_SIGNS else measure


def _names_more(read: Prose, low: int, high: int) -> bool:
    """Whether more than signs, deadlines, verbs and bounds stands between two amounts of a list: 10家、20家; 60%，2027年底达70%."""
    taken = [(due.start, due.end) for due in between(read.dues, low, high)]
    verbs = [one for one in between(read.promises, low, high) if one.get("sort") != "counted"]
    taken += [(one.start, one.end) for one in (*verbs, *between(read.bounds, low, high))]
    covered = {index for start, end in taken for index in range(start, end)}
    return any(read.text[i].isalnum() and read.text[i] not in LIST_SIGNS for i in range(low, high) if i not in covered)


def _measure(match: Match) -> str:
    """The unit; 万名 of 2万余名."""
    measure = match.group("measure") or ""
    return measure.translate(_WITHOUT_MORE) if len(measure) > 1 else measure


def _opening(read: Prose, match: Match) -> int:
    """Where the amount begins: at a bound right before the number."""
    before = [bound for bound in between(read.bounds, match.start - 6, match.start) if bound.end <= match.start]
    if before and not read.text[before[-1].end : match.start].strip() and before[-1].start >= read.start:
        return before[-1].start
    return min(match.span(group)[0] for group in NUMBERS if match.has(group))


def _values(match: Match, bound: str) -> Iterator[tuple[Decimal, str]]:
    """Number and bound; a range gives its two ends, 零发生 nothing, a fraction its share, 八成五 its tenth."""
    number = _number(match.group("number") or match.group("none") or match.group("against_one") or "")
    if number is not None and (whole := _number(match.group("of") or "")):
        number = (number / whole).quantize(SHARE).normalize()
    if number is not None and (tenth := _number(match.group("tenth") or "")):
        number += tenth / 10
    low = _number(match.group("low") or "")
    if low is not None:
        yield low, "at-least"
        bound = "at-most"
    if number is not None:
        yield number, bound


def _number(printed: str | None) -> Decimal | None:
    digits = fold(printed or "").replace("，", "").replace(" ", "")
    if digits[:1].isdigit():
        return Decimal(digits)
    value = read_chinese("一万" if digits == "万" else digits)
    return None if value is None else Decimal(value)


def _bounds(read: Prose, run: tuple[int, int], matches: Sequence[Match]) -> list[str | None]:
    """The bound of each number; one before a number governs those listed after it."""
    found: list[str | None] = []
    current: str | None = None
    behind = run[0]
    for match in matches:
        if behind > run[0] and not any(sign in read.text[behind : match.start] for sign in LIST_SIGNS):
            current = None
        for bound in between(read.bounds, behind, match.start):
            if bound.get("far") or not read.text[bound.end : match.start].strip():
                current = str(bound.get("bound"))
        found.append(own_bound(read, match) or current)
        behind = match.end
    return _bounds_of_list(read, run, matches, found)


def _bounds_of_list(
    read: Prose, run: tuple[int, int], matches: Sequence[Match], bounds: list[str | None]
) -> list[str | None]:
    """The bounds; the one that closes a list with 分别 is of all its numbers: 分别达到98%和95%以上."""
    gaps = [read.text[one.end : two.start].strip() for one, two in pairwise(matches)]
    first = len(gaps) - sum(1 for _ in takewhile(lambda gap: gap in LIST_SIGNS, reversed(gaps)))
    if not _is_one_for_each(read, run) or any(bounds[first:-1]):
        return bounds
    return bounds[:first] + [bounds[-1]] * (len(bounds) - first)


def _years(read: Prose, run: tuple[int, int], matches: Sequence[Match], sentence: int) -> list[int | None]:
    """The years of 到2026年、2028年分别达到50%、60%: as many deadlines as numbers, in their order."""
    none: list[int | None] = [None] * len(matches)
    if len(matches) < 2:
        return none
    close = all(read.text[one.end : two.start].strip() in LIST_SIGNS for one, two in pairwise(matches))
    if not close and not _is_one_for_each(read, run):
        return none
    dues = [
        due for due in between(read.dues, max(sentence, matches[0].start - REACH), matches[0].start) if due.kind == "by"
    ]
    listed = dues[-len(matches) :]
    gaps = [read.text[one.end : two.start].strip() for one, two in pairwise(listed)]
    if len(listed) < len(matches) or len(dues) > len(matches) or not all(gap in LIST_SIGNS for gap in gaps):
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
    stop = min(end, two.end + REACH)
    later = between(read.amounts, two.end, stop)
    stop = later[0].start if later else stop
    return cut if cut is not None and says_what(read, cut + 1, stop) else None


def _with_subject(read: Prose, low: int, high: int, match: Match, sentence: int) -> int:
    """Where the clause begins: runs before it are taken in while it does not say what is counted."""
    goes_on = (
        match.start == low
        and read.matcher.first("share-goes-on", read.text[match.end : min(high, match.end + REACH)]) is not None
    )
    if not goes_on and says_what(read, low, min(high, match.end + REACH)):
        return low
    for _ in range(SUBJECT_REACH):
        before = low - 1
        if before <= sentence:
            break
        low = run_around(read, before - 1, sentence, high)[0]
        if says_what(read, low, before):
            break
    return low


def _whole(read: Prose, run: tuple[int, int], match: Match, clause: tuple[int, int]) -> Match | None:
    """The amount of the run before whose thing has the share: 示范村达20个，占总数的10%."""
    if clause[0] < run[0] or read.matcher.first("share-of-the-one-before", read.text[run[0] : match.start]) is None:
        return None
    low = (
        run_around(read, run[0] - 2, max(read.start, run[0] - REACH), run[1])[0] if run[0] > read.start + 1 else run[0]
    )
    before = [one for one in between(read.amounts, low, run[0]) if not is_out(read, one)]
    return before[-1] if before else None


def _subject_of(
    read: Prose, run: tuple[int, int], match: Match, clause: tuple[int, int], ended: int
) -> tuple[int, int] | None:
    """What is counted; where the clause had to take in runs before its own, what the last amount there counts.

    `ended` is where the promised number before it in its run ends.
    """
    earlier = [one for one in between(read.amounts, clause[0], run[0]) if not is_out(read, one)]
    earlier = [one for one in earlier if not is_of(read, one, "measure-age")]
    if not earlier and (whole := _whole(read, run, match, clause)) is not None:
        earlier, clause = [whole], (run_around(read, whole.start, read.start, run[1])[0], clause[1])
    while len(earlier) > 1 and not says_what(read, run_around(read, earlier[-1].start, *clause)[0], earlier[-1].start):
        earlier.pop()
    own = run_around(read, earlier[-1].start, clause[0], clause[1]) if earlier else run
    if earlier and (done := deed_of(read, run, match, _opening(read, match))) is not None:
        return done
    if not earlier:
        return subject_of(read, run, match, _opening(read, match), clause, ended if ended > run[0] else clause[0])
    before = [one.end for one in earlier[:-1] if one.start >= own[0]]
    return subject_of(read, own, earlier[-1], _opening(read, earlier[-1]), own, max([own[0], *before]))
