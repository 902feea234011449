"""One stretch of text → the amounts a plan promises in it, each with its clause and its bound.

A clause is a run of the prose, or where a run lists several amounts, the part
of it that belongs to one of them.
"""

from __future__ import annotations

from bisect import bisect_right
from itertools import pairwise, takewhile
from operator import attrgetter
from typing import TYPE_CHECKING

from policy_extract.records import record, replace
from policy_extract.stages.targets.meanings import meaning_of
from policy_extract.stages.targets.promises import is_of, is_out, is_promised, opens_its_clause
from policy_extract.stages.targets.prose import REACH, Run, between, look, run_around, sentences_of, trimmed
from policy_extract.stages.targets.run_subjects import subjects_of
from policy_extract.stages.targets.run_values import (
    LIST_SIGNS,
    bounds_of,
    measures_of,
    number_in,
    opening_of,
    values_of,
    years_of,
)
from policy_extract.stages.targets.wording import says_what, words_between

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from decimal import Decimal

    from policy_extract.grammar import Match, Matcher
    from policy_extract.stages.deadlines import Due
    from policy_extract.stages.passages import Passage
    from policy_extract.stages.targets.prose import Mention, Prose

PART_OPENS = 4
"""Characters in which 其中 opens a sentence."""
CLAUSE_OPENS = 16
"""Characters in which a clause of bodies shows its label: （责任单位：."""
SUBJECT_REACH = 3
"""How many preceding runs a clause without a subject may be extended by."""


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
    """Its year in a parallel list of deadlines and numbers (到2026年、2028年分别达到50%、60%); else None."""
    term_from: int
    """Where the search for its own term (每年) begins, after any term that belongs to an earlier amount."""
    run_end: int
    """Where its run ends: a deadline may stand after it there."""
    bare: bool
    """Only its place says that it is promised: a noun and a number close the run (项目占地20亩), and no verb, bound or deadline stands before it in its sentence."""


@record
class Sentence:
    """What one sentence promises, and when."""

    amounts: tuple[Amount, ...]
    dues: tuple[Due, ...]
    is_part: bool = False
    """It opens with 其中: it says how what the sentence before promises is made up."""
    is_apart: bool = False
    """A clause of bodies stands before it (（责任单位：市民政局）), which closes what was said before."""


_NOTHING = Sentence((), ())


def read_sentences(where: Passage, since: int | None, matcher: Matcher) -> list[Sentence]:
    """The sentences of a passage; a year before `since` is past and promises nothing."""
    read = look(where, where.all("amount", matcher), matcher)
    if not read.amounts and not read.dues:
        return []
    sentences = takewhile(lambda _: not matcher.clock.is_up(), sentences_of(read))
    return [_sentence(read, low, high, since) for low, high in sentences]


def _sentence(read: Prose, low: int, high: int, since: int | None) -> Sentence:
    """The sentence in `text[low:high]`."""
    dues = tuple(due for due in between(read.dues, low, high) if due.kind != "base")
    amounts = between(read.amounts, low, high)
    apart = _follows_a_clause(read, low)
    if not dues and not amounts:
        return replace(_NOTHING, is_apart=apart)
    past = between(read.past, low, high)
    if any(match.get("reach") == "row" for match in past):
        return replace(_NOTHING, is_apart=apart)
    looking_back = [match for match in past if match.get("reach") == "sentence"]
    marks = _time_marks(looking_back, dues, since)
    runs: dict[tuple[int, int], list[Match]] = {}
    for match in amounts:
        if not _is_over(match.start, marks):
            runs.setdefault(run_around(read, match.start, low, high), []).append(match)
    goal = bool(between(read.goals, low, high))
    found = [amount for run, matches in runs.items() for amount in _of_run(Run(read, run, low, goal), matches)]
    ahead = tuple(due for due in dues if not _is_past(due, since))
    found.sort(key=lambda amount: amount.start)
    sure = next((place for place, amount in enumerate(found) if not amount.bare), len(found))
    found[sure:] = [replace(amount, bare=False) for amount in found[sure:]]
    part = read.matcher.first("of-which", read.text[low : low + PART_OPENS]) is not None
    return Sentence(tuple(found), ahead if found or not looking_back else (), part, apart)


def _follows_a_clause(read: Prose, low: int) -> bool:
    """Whether a bracket with a label of bodies stands at the head of a sentence."""
    while low < read.end and read.text[low].isspace():
        low += 1
    bracket = read.brackets.get(low)
    return (
        bracket is not None
        and bracket[0] == low
        and read.matcher.first("label", read.text[low : min(bracket[1], low + CLAUSE_OPENS)]) is not None
    )


def _time_marks(looking_back: Sequence[Match], dues: Sequence[Due], since: int | None) -> list[tuple[int, bool]]:
    """Where each time expression ends, in order, and whether it refers to the past: 截至, 去年, a year before the plan."""
    marks = [(match.end, True) for match in looking_back]
    named = [due for due in dues if due.kind == "by" or due.this_year or due.until is not None]
    marks += [(due.end, _is_past(due, since)) for due in named if not _belongs_to(due, looking_back)]
    return sorted(marks)


def _is_over(at: int, marks: Sequence[tuple[int, bool]]) -> bool:
    """Whether the last time expression before the place refers to the past; before the first one, whether any does."""
    after = bisect_right(marks, (at, True))
    return marks[after - 1][1] if after else any(over for _, over in marks)


def _belongs_to(due: Due, looking_back: Sequence[Match]) -> bool:
    """Whether the year belongs to a reference to the past: 截至2025年底."""
    before = bisect_right(looking_back, due.start, key=attrgetter("start"))
    return before > 0 and due.start <= looking_back[before - 1].end


def _is_past(due: Due, since: int | None) -> bool:
    year = due.year if due.year is not None else due.until
    return year is not None and since is not None and year < since


# ---------------------------------------------------------------- one run


def _of_run(run: Run, matches: Sequence[Match]) -> Iterator[Amount]:
    """The promised amounts of one run, with the bounds that govern them."""
    if _is_of_what_was(run):
        return
    read, (low, high) = run.read, run.stretch
    kept = list(_kept(run, matches))
    clauses = list(_clauses(run, [match for match, _, _ in kept]))
    subjects = list(subjects_of(run, [(match, year) for match, _, year in kept], clauses))
    measures = list(measures_of(read, [match for match, _, _ in kept]))
    for (match, bound, year), clause, subject, measure in zip(kept, clauses, subjects, measures, strict=True):
        opened = opening_of(read, match)
        term_from = low if between(read.amounts, clause[0], low) or _shares_term(run, clause) else clause[0]
        meaning = meaning_of(run.mention(match), term_from)
        bare = bound is None and _is_bare(run, match)
        for value, what in values_of(match, bound or "exactly"):
            yield Amount(
                opened, match.end, value, measure, what, meaning.form, meaning.per, number_in(meaning.base), clause,
                subject, year, term_from, high, bare,
            )  # fmt: skip


def _is_bare(run: Run, match: Match) -> bool:
    """Whether nothing in the sentence before an extent or a sum promises it: no verb, bound, deadline or sentence of goals."""
    read, low = run.read, run.sentence
    if run.goal or not is_of(read, match, "measure-extent", "measure-sum"):
        return False  # 下放20项: what is counted may be what an unknown verb is about
    sizes = read.matcher.words("noun-of-size")
    before = (*between(read.promises, low, match.start), *between(read.bounds, low, match.start))
    said = any(one.start not in read.silent and one.text not in sizes for one in before)
    dated = any(due.kind != "base" for due in between(read.dues, low, match.start))
    if said or dated or opens_its_clause(run.mention(match)):
        return False
    opened = max(run.stretch[0], match.start - REACH)
    if read.matcher.first("size-of-a-thing", read.text[opened : match.start].rstrip()) is None:
        return False
    words = words_between(read, opened, match.start)
    return not any(word.is_verb and word.kind != "vf" for word in words)  # 发行债券规模12亿元 says what is done


def _shares_term(run: Run, clause: tuple[int, int]) -> bool:
    """Whether a term that opens the run applies to the list items after it: 每年培训护理员50名、社工100名."""
    dues = between(run.read.dues, *run.stretch)
    return run.stretch[0] < clause[0] and not [due for due in dues if due.kind != "term"]


def _is_of_what_was(run: Run) -> bool:
    """Whether the run says what was reached, or goes on with a run that does: 现有主体3万户，企业2万户."""
    read, (low, high) = run.read, run.stretch
    if between(read.past, low, high):
        return True
    before = between(read.past, run.sentence, low)
    since = max((match.end for match in before), default=high)
    promised = any(
        one.text not in read.matcher.words("verb-of-what-there-is") for one in between(read.promises, since, high)
    )
    return bool(before) and not promised and not between(read.dues, since, high)


def _kept(run: Run, matches: Sequence[Match]) -> Iterator[tuple[Match, str | None, int | None]]:
    """The promised amounts of a run, each with its bound and the year that a list of years gives it."""
    read = run.read
    bounds = bounds_of(run, matches)
    kept: list[tuple[Match, str | None]] = []
    waiting: list[tuple[Match, str | None]] = []
    for match, bound in zip(matches, bounds, strict=True):
        if is_out(read, match):
            continue
        listed = bool(kept) and _goes_on_list(read, kept[-1][0].end, match)
        if listed or is_promised(run.mention(match), bound, goal=run.goal):
            kept += [*_listed_before(read, waiting, match.start), (match, bound)]
            waiting = []
        elif match.get("bare"):
            waiting.append((match, bound))
    years = years_of(run, [match for match, _ in kept])
    yield from ((match, bound, year) for (match, bound), year in zip(kept, years, strict=True))


def _listed_before(
    read: Prose, waiting: Sequence[tuple[Match, str | None]], start: int
) -> list[tuple[Match, str | None]]:
    """The numbers without a unit whose list the amount that begins at `start` closes: 分别不少于10、9、8小时."""
    starts = [*(match.start for match, _ in waiting), start]
    gaps = [read.text[match.end : after].strip() for (match, _), after in zip(waiting, starts[1:], strict=True)]
    listed = sum(1 for _ in takewhile(lambda gap: gap in LIST_SIGNS, reversed(gaps)))
    return list(waiting[len(waiting) - listed :])


def _goes_on_list(read: Prose, ended: int, match: Match) -> bool:
    """Whether a number that counts things continues a list after a promised amount: 建成三个示范区、十家企业; 3个街道、12个社区."""
    if not 0 < match.start - ended <= REACH:
        return False
    signs = LIST_SIGNS if match.get("words") else ("、",)
    counts = is_of(read, match, "measure-count", "measure-extent")
    return read.text[match.start - 1] in signs and (bool(match.get("words")) or counts)


# ---------------------------------------------------------------- clauses


def _clauses(run: Run, matches: Sequence[Match]) -> Iterator[tuple[int, int]]:
    """The clause of each amount: the run, cut at a 、 between two amounts, from the subject on."""
    read, (begins, ends) = run.read, run.stretch
    cuts = [_list_cut(read, one, two, ends) for one, two in pairwise(matches)]
    lows, highs = [begins][: len(matches)], [ends][: len(matches)]
    for cut in cuts:
        lows.append(lows[-1] if cut is None else cut + 1)
    for cut in reversed(cuts):
        highs.append(highs[-1] if cut is None else cut)
    for match, low, high in zip(matches, lows, reversed(highs), strict=True):
        opened = max(low, match.start - REACH)
        if low == begins and match.start not in read.brackets:
            opened = _with_subject(run.mention(match), opened, max(run.sentence, match.start - REACH))
        yield trimmed(read.text, opened, min(high, match.end + REACH))


def _list_cut(read: Prose, one: Match, two: Match, end: int) -> int | None:
    """The first 、 between two amounts, outside brackets and marks, if the second says itself what it counts."""
    signs = (at for at in range(one.end, two.start) if read.text[at] == "、")
    cut = next((at for at in signs if at not in read.brackets and at not in read.silent), None)
    stop = min(end, two.end + REACH)
    later = between(read.amounts, two.end, stop)
    stop = later[0].start if later else stop
    return cut if cut is not None and says_what(read, cut + 1, stop) else None


def _with_subject(mention: Mention, low: int, sentence: int) -> int:
    """Where the clause begins: it is extended backwards, run by run, until it says what is counted."""
    read, match, high = mention.read, mention.match, mention.run[1]
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
