"""Which of the paragraphs that look like headings really are headings, judged by their neighbours.

A number alone proves little: 1 may count beds, a note's remarks or the entries
of a box, and a whole sentence after it is no heading. Each function here takes
the headings of a part, one slot per block, and clears or changes the slots that
their neighbours contradict.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from policy_extract.blocks import Table
from policy_extract.findings import Code
from policy_extract.lexical.numerals import read_numeral
from policy_extract.lexical.width import fold
from policy_extract.records import replace
from policy_extract.stages.outline.counted_bodies import drop_counted_bodies
from policy_extract.stages.outline.counts import ARABIC_RANK, Counts, next_values, numbered
from policy_extract.stages.outline.doubtful_numbers import drop_amounts, drop_uncounted, keep_counted_on
from policy_extract.stages.outline.footnotes import claim_footnotes, claim_marks_of_tables
from policy_extract.stages.outline.headings_by_look import open_by_look
from policy_extract.stages.outline.headings_by_restart import open_by_restart
from policy_extract.stages.outline.headings_by_shape import open_by_shape
from policy_extract.stages.outline.lost_cells import drop_among_cells
from policy_extract.stages.outline.numbered_sentences import settle_titles

if TYPE_CHECKING:
    from collections.abc import Sequence

    from policy_extract.blocks import Block
    from policy_extract.findings import Report
    from policy_extract.grammar import Matcher
    from policy_extract.stages.outline.counts import Headings
    from policy_extract.stages.outline.headings import Heading
    from policy_extract.stages.structure import Ownership, StageContext


FEW_AFTER = 3
"""So few numbers may follow below 附则 inside the text without a finding."""
BELOW_A_TABLE = 3
"""Lines below a table in which its notes begin."""


def sift(headings: Headings, body: Sequence[Block], context: StageContext) -> None:
    """Clear or change the slots that their neighbours contradict; claims notes."""
    drop_counted_bodies(headings, body, context.matcher)
    drop_amounts(headings)
    keep_counted_on(headings)
    drop_uncounted(headings, body)
    _join_counts(headings)
    _drop_empty_numbers(headings, context.report)
    open_by_look(headings, body, context)
    open_by_shape(headings, body, context)
    drop_among_cells(headings, body)
    _open_by_restart(headings, body, context)
    _drop_unnumbered(headings)
    _drop_between(headings, context.matcher, context.report)
    _claim_notes(headings, body, context.matcher, context.owned)
    claim_marks_of_tables(headings, body, context.owned)
    claim_footnotes(headings, body, context.matcher, context.owned)
    settle_titles(headings, body, context)


# ---------------------------------------------------------------- sequences


def _join_counts(headings: Headings) -> None:
    """Let a number that fits no sequence of its own style continue one of the same rank: 1. 2、 3．."""
    counts = Counts()
    for index, heading, value in list(numbered(headings)):
        begun = value == 1 or counts.last(heading.key) == value - 1
        key = None if begun or heading.rank != ARABIC_RANK else counts.of_rank(heading.rank, value - 1)
        joined = heading if key is None else replace(heading, key=key)
        headings[index] = joined
        counts.add(joined, value)


def _drop_empty_numbers(headings: Headings, report: Report) -> None:
    """Keep a number with nothing after it only if the sequence continues from it, or ends with it."""
    following = next_values(headings)
    counts = Counts()
    for index, heading, value in list(numbered(headings)):
        ahead, last = following[index].value(heading.key), counts.last(heading.key)
        goes_on = last != value and (ahead == value + 1 or (ahead is None and last + 1 == value))
        if heading.title is None and heading.empty and not goes_on:
            headings[index] = None
            report.note(Code.NUMBER_ALONE, heading.number_at, number=heading.number or "")
        else:
            counts.add(heading, value)


# ---------------------------------------------------------------- headings without a number


def _open_by_restart(headings: Headings, body: Sequence[Block], context: StageContext) -> None:
    """Fill the slots of lines whose number was lost, and say so."""
    for place, number in open_by_restart(headings, body, context):
        line, below = headings[place], headings[number]
        if line is not None and below is not None:
            _note_line(line, below, ("a heading without a number", "a line of the text"), context.report)


def _drop_unnumbered(headings: Headings) -> None:
    """Keep 序言 only before or after all numbered text, and 主要任务 on a line of its own only if numbering begins below it.

    A heading without number contains numbered ones if numbering restarts below
    several such headings, or if its words say so.
    """
    numbers = [index for index, _, _ in numbered(headings)]
    first, last = (numbers[0], numbers[-1]) if numbers else (len(headings), -1)
    below = _begun_below(headings)
    again = Counter(key for key in below.values() if key)
    for index, heading in enumerate(headings):
        if heading is None or heading.number is not None:
            continue
        if (heading.closed and first < index < last) or (heading.by_words and not below.get(index) and index > first):
            headings[index] = None
        elif key := below.get(index):
            headings[index] = replace(heading, holds=heading.holds or heading.by_words or again[key] > 1)


def _drop_between(headings: Headings, matcher: Matcher, report: Report) -> None:
    """Drop a line such as 附则 or 保障措施 that stands inside the numbered text, and say so.

    It is no heading if the outermost numbering continues after it, unless its words close a text and half the text
    is over; and a heading that closes a text cannot stand above all of it.
    """
    numbers = list(numbered(headings))
    ahead, outermost, passed = next_values(headings), _Outermost(), 0
    for index, heading in enumerate(headings):
        while passed < len(numbers) and numbers[passed][0] < index:
            outermost.count(*numbers[passed][1:])
            passed += 1
        if heading is None or heading.number is not None or not heading.holds or passed == len(numbers):
            continue
        below, left = numbers[passed][1], len(numbers) - passed
        closes = _closes(heading, matcher)
        goes_on = passed > 0 and ahead[index].value(outermost.key) == outermost.value + 1
        deeper = passed > 0 and numbers[passed - 1][1].rank > below.rank
        stray = goes_on and (not closes or deeper or 2 * left > len(numbers))
        if stray or (closes and not passed):
            headings[index] = None
            _note_line(heading, below, ("a line of the text", "a heading without a number"), report)
        elif goes_on and left > FEW_AFTER:
            _note_line(heading, below, ("a heading without a number", "a line of the text"), report)


class _Outermost:
    """The style of the highest rank so far, and how far it has counted."""

    def __init__(self) -> None:
        self.key, self.value, self._rank = "", 0, 0

    def count(self, heading: Heading, value: int) -> None:
        """Count on where the heading is of that style, or ranks above it."""
        if not self.key or heading.rank < self._rank or heading.key == self.key:
            self.key, self.value, self._rank = heading.key, value, heading.rank


def _note_line(heading: Heading, below: Heading, read: tuple[str, str], report: Report) -> None:
    """Say what a line without a number was read as, and what it may be."""
    report.note(
        Code.STRUCTURE_DOUBTFUL,
        heading.at[0],
        text=heading.title or "",
        role=read[0],
        second=read[1],
        other=f"{below.number}{below.title or ''}",
    )


def _closes(heading: Heading, matcher: Matcher) -> bool:
    """Whether the words of a heading close a text: 附则, 保障措施."""
    match = matcher.first("section-role", heading.title or "")
    return match is not None and match.get("role") == "safeguards"


def _begun_below(headings: Sequence[Heading | None]) -> dict[int, str | None]:
    """For each heading without number, the style of the count that begins right below it, if one does."""
    found: dict[int, str | None] = {}
    waiting: list[int] = []
    for index, heading in enumerate(headings):
        if heading is None:
            continue
        if heading.number is None:
            waiting = [index]
        else:
            found.update(dict.fromkeys(waiting, heading.key if heading.value == 1 else None))
            waiting = []
    return found


# ---------------------------------------------------------------- notes


def _claim_notes(headings: Headings, body: Sequence[Block], matcher: Matcher, owned: Ownership) -> None:
    """Claim notes (注：……) and, below a table or after all headings of the text, the numbered lines that continue one."""
    end = max((index for index, one, _ in numbered(headings) if one.rank < ARABIC_RANK), default=-1)
    table, due = -BELOW_A_TABLE - 1, 0
    for index, block in enumerate(body):
        heading = headings[index]
        if isinstance(block, Table):
            table, due = index, 0
        elif block.id in owned.roles:
            continue
        elif (note := matcher.first("note", block.text, block=block.id)) is not None:
            owned.claim([block], "note")
            headings[index] = None
            due = _due_after(block.text[note.end :], matcher) if index > end or index - table <= BELOW_A_TABLE else 0
        elif heading is not None and heading.style.startswith("arabic") and due == heading.value:
            owned.claim([block], "note")
            headings[index] = None
            due += 1
        else:
            due = 0


def _due_after(text: str, matcher: Matcher) -> int:
    """The number that the next remark of a note has: 2 after 注：1.……, 1 after 注：; 0 where the note has no more."""
    if not text.strip() or fold(text).rstrip().endswith("："):
        return 1
    number = matcher.first("number", text) or matcher.first("doubtful-number", text)
    value = read_numeral(number.group("value") or "") if number is not None and number.has("value") else None
    return 0 if value is None else value + 1
