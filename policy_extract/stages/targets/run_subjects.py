"""What each amount of a run counts or measures: itself, what the amount before it does, or what the runs before say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policy_extract.stages.targets.measured import after_dues, measured_thing
from policy_extract.stages.targets.promises import is_last, is_of, is_out
from policy_extract.stages.targets.prose import REACH, Mention, between, run_around
from policy_extract.stages.targets.run_values import LIST_SIGNS, is_one_for_each, opening_of
from policy_extract.stages.targets.subjects import deed_of, listed_things, subject_of
from policy_extract.stages.targets.wording import says_what

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from policy_extract.grammar import Match
    from policy_extract.stages.targets.prose import Prose, Run

OPENING = 8
"""Characters of a run that tell whether it goes on with what was counted before it."""


def subjects_of(
    run: Run, kept: Sequence[tuple[Match, int | None]], clauses: Sequence[tuple[int, int]]
) -> Iterator[tuple[int, int] | None]:
    """What each amount counts; 分别 pairs the things of a list with its numbers one by one, for each deadline anew.

    `kept` are the amounts, each with the year that a list of deadlines gives it.
    """
    read, (low, high) = run.read, run.stretch
    matches = [match for match, _ in kept]
    subject: tuple[int, int] | None = None
    ended = low
    found = []
    for match, clause in zip(matches, clauses, strict=True):
        of_it = subject is not None and _is_a_share_of_it(read, ended, match)
        if not of_it and (subject is None or not is_last(read, match, high) or _names_more(read, ended, match.start)):
            own = Mention(read, (low, clause[1] if low < match.end <= clause[1] < high else high), match)
            subject = _subject_of(own, clause, ended) or subject
        ended = max(match.end, subject[1] if subject is not None and subject[0] >= match.end else 0)
        found.append(subject)
    found = _shared_backwards(read, matches, found)
    if (things := _things_before(run, matches) or _long_list(run, matches, found)) is not None:
        yield from things
        return
    one = found[0] if len(found) > 1 and len(set(found)) == 1 else None
    times = _times_over([year for _, year in kept])
    pairs = one is not None and times and is_one_for_each(run)
    parts = listed_things(read, one, len(found) // times) * times if one is not None and pairs else []
    yield from parts or found


def _times_over(years: Sequence[int | None]) -> int:
    """How often the numbers go through a list of things: once without deadlines, else once for each year; 0 where they do neither."""
    distinct = set(years)
    if distinct == {None}:
        return 1
    even = None not in distinct and 1 < len(distinct) < len(years) and len(years) % len(distinct) == 0
    return len(distinct) if even else 0


def _is_a_share_of_it(read: Prose, ended: int, match: Match) -> bool:
    """Whether a share goes on with what the amount before it counts: 产量达到30万辆、占总产量的50%."""
    gap = read.text[ended : match.start][:OPENING].lstrip("、")
    return is_of(read, match, "measure-share") and read.matcher.first("share-of-the-one-before", gap) is not None


def _shared_backwards(
    read: Prose, matches: Sequence[Match], found: Sequence[tuple[int, int] | None]
) -> list[tuple[int, int] | None]:
    """What each amount counts; one that does not say so counts what the next of its list does: 4批次、200人次的培训."""
    shared = list(found)
    for place in range(len(shared) - 2, -1, -1):
        gap = read.text[matches[place].end : matches[place + 1].start].strip()
        if shared[place] is None and gap in LIST_SIGNS:
            shared[place] = shared[place + 1]
    return shared


def _things_before(run: Run, matches: Sequence[Match]) -> list[tuple[int, int] | None] | None:
    """What the runs before measure, where this one only says how much of each: 游客突破800万人次，收入60亿元，分别增长12%和15%."""
    read, low = run.read, run.stretch[0]
    if len(matches) < 2 or not is_one_for_each(run) or says_what(read, low, matches[0].start):
        return None
    before = [one for one in between(read.amounts, max(run.sentence, low - REACH), low) if not is_out(read, one)]
    found = []
    for one in before[-len(matches) :]:
        own = run_around(read, one.start, run.sentence, low)
        found.append(subject_of(Mention(read, own, one), opening_of(read, one), own, own[0]))
    return found if len(found) == len(matches) == len(set(found)) else None


def _long_list(
    run: Run, matches: Sequence[Match], found: Sequence[tuple[int, int] | None]
) -> list[tuple[int, int] | None] | None:
    """The things that a list names before 分别, where the whole of it is too long for a name."""
    read = run.read
    if len(matches) < 2 or any(found) or not is_one_for_each(run):
        return None
    opened = opening_of(read, matches[0])
    low = after_dues(read, run.stretch[0], opened)
    words = read.matcher.all("one-for-each", read.text, start=low, end=opened)
    parts = listed_things(read, (low, words[0].start), len(matches)) if words else []
    return [measured_thing(read, *part) for part in parts] or None


def _names_more(read: Prose, low: int, high: int) -> bool:
    """Whether more than signs, deadlines, verbs and bounds stands between two amounts of a list: 10家、20家; 60%，2027年底达70%."""
    taken = [(due.start, due.end) for due in between(read.dues, low, high)]
    said = [one for one in between(read.promises, low, high) if one.get("sort") != "counted"]
    verbs = [one for one in said if read.matcher.first("number-of", one.text) is None]
    taken += [(one.start, one.end) for one in (*verbs, *between(read.bounds, low, high))]
    covered = {index for start, end in taken for index in range(start, end)}
    return any(read.text[i].isalnum() and read.text[i] not in LIST_SIGNS for i in range(low, high) if i not in covered)


def _whole(mention: Mention, clause: tuple[int, int]) -> Match | None:
    """The amount of the preceding run, to which this share refers: 示范村达20个，占总数的10%."""
    read, run, match = mention.read, mention.run, mention.match
    if (
        clause[0] < run[0]
        or read.matcher.first("share-of-the-one-before", read.text[run[0] : min(match.start, run[0] + OPENING)]) is None
    ):
        return None
    low = (
        run_around(read, run[0] - 2, max(read.start, run[0] - REACH), run[1])[0] if run[0] > read.start + 1 else run[0]
    )
    before = [one for one in between(read.amounts, low, run[0]) if not is_out(read, one)]
    return before[-1] if before else None


def _subject_of(mention: Mention, clause: tuple[int, int], ended: int) -> tuple[int, int] | None:
    """What is counted; where the clause had to take in runs before its own, what the last amount there counts.

    `ended` is where the promised number before it in its run ends.
    """
    read, run = mention.read, mention.run
    opened = opening_of(read, mention.match)
    earlier = [one for one in between(read.amounts, clause[0], run[0]) if not is_out(read, one)]
    of_age = is_of(read, mention.match, "measure-age")
    earlier = [one for one in earlier if of_age or not is_of(read, one, "measure-age")]
    if not earlier and (whole := _whole(mention, clause)) is not None:
        earlier, clause = [whole], (run_around(read, whole.start, read.start, run[1])[0], clause[1])
    while len(earlier) > 1 and not says_what(read, run_around(read, earlier[-1].start, *clause)[0], earlier[-1].start):
        earlier.pop()
    own = run_around(read, earlier[-1].start, clause[0], clause[1]) if earlier else run
    if earlier and (done := deed_of(mention, opened)) is not None:
        return done
    if not earlier:
        return subject_of(mention, opened, clause, ended if ended > run[0] else clause[0])
    if not says_what(read, own[0], earlier[-1].start) and says_what(read, clause[0], own[0]):
        own = clause[0], own[1]  # 覆盖率：年均增长5%，2027年达到50%
    before = [one.end for one in earlier[:-1] if one.start >= own[0]]
    last = Mention(read, own, earlier[-1])
    return subject_of(last, opening_of(read, last.match), own, max([own[0], *before]))
