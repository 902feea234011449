"""Which of the paragraphs that look like headings are some: told by their neighbours.

A number alone says little: 1 may count beds, a note's remarks or the entries of
a box, and a whole sentence after it is no heading. Each function here takes
the headings of a part, one place per block, and empties or changes the places
whose neighbours speak against them.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from policy_extract.blocks import Paragraph, Span, Table
from policy_extract.findings import Code
from policy_extract.lexical.width import fold
from policy_extract.records import replace
from policy_extract.stages.headings import LONGEST_SENTENCE_HEADING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from policy_extract.blocks import Block
    from policy_extract.findings import Report
    from policy_extract.grammar import Matcher
    from policy_extract.stages.forms import Ownership
    from policy_extract.stages.headings import Heading

    Headings = list[Heading | None]

ARABIC_RANK = 30
"""Rank of 1. in grammars/outline.toml; what ranks above it heads the text, never the entries of a box or note."""
FEW_BEHIND = 3
"""Numbers that may stand below 附则 without a word."""
BELOW_A_TABLE = 3
"""Lines below a table in which its notes begin."""
SHORT_TITLE = 20
"""Characters up to which a heading stays one where half of the entries beside it are plain sentences."""
SHORT_AMONG_MOST = 16
"""The same where most of them are."""


def sift(headings: Headings, body: Sequence[Block], matcher: Matcher, report: Report, owned: Ownership) -> None:
    """Empty or change the places that their neighbours speak against; claims notes."""
    _drop_uncounted(headings)
    _drop_empty_numbers(headings, report)
    _drop_unnumbered(headings)
    _drop_between(headings, matcher, report)
    _claim_notes(headings, body, matcher, owned)
    _widen_titles_of_sorts(headings, body)
    _drop_titles_of_lists(headings, body)
    _drop_titles_of_sentences(headings, [None if block.id in owned.roles else block for block in body])


def _numbered(headings: Sequence[Heading | None]) -> Iterator[tuple[int, Heading, int]]:
    """Place, heading and value of those with a number, in reading order."""
    return ((index, one, one.value) for index, one in enumerate(headings) if one is not None and one.value is not None)


# ---------------------------------------------------------------- numbers that count something else


def _drop_uncounted(headings: Headings) -> None:
    """Keep numbers that are easily no heading's (1强化, 第一，) only where they open one, and 1 and 2 follow each other."""
    runs: list[list[int]] = []
    waiting: dict[int, list[list[int]]] = {}
    """By its last value, the runs that end with it; the one that was there last goes on."""
    for index, heading, value in list(_numbered(headings)):
        if not heading.doubtful:
            continue
        if heading.title is None:
            headings[index] = None
            continue
        if waiting.get(value - 1):
            run = waiting[value - 1].pop()
        else:
            runs.append(run := [])
        run.append(index)
        waiting.setdefault(value, []).append(run)
    for run in runs:
        if len(run) == 1 or getattr(headings[run[0]], "value", None) != 1:
            for index in run:
                headings[index] = None


class _Counts:
    """How far each style has counted, until a heading of higher rank ends its count."""

    def __init__(self) -> None:
        self._open: dict[str, tuple[int, int]] = {}

    def add(self, heading: Heading, value: int) -> None:
        """Count on; what ranks below the heading begins anew."""
        self._open = {key: one for key, one in self._open.items() if one[0] <= heading.rank}
        self._open[heading.key] = heading.rank, value

    def last(self, key: str) -> int:
        """The last value of the style; 0 where its count is not open."""
        return self._open.get(key, (0, 0))[1]


def _drop_empty_numbers(headings: Headings, report: Report) -> None:
    """A number with nothing after it heads something only where the count goes on from it, or ends with it."""
    following = next_values(headings)
    counts = _Counts()
    for index, heading, value in list(_numbered(headings)):
        ahead, last = following[index].value(heading.key), counts.last(heading.key)
        goes_on = last != value and (ahead == value + 1 or (ahead is None and last + 1 == value))
        if heading.title is None and heading.empty and not goes_on:
            headings[index] = None
            report.note(Code.NUMBER_ALONE, heading.number_at, number=heading.number or "")
        else:
            counts.add(heading, value)


class Ahead(dict[str, tuple[int, int]]):
    """With which value each style occurs next, and at which place."""

    def value(self, key: str) -> int | None:
        """The value with which the style occurs next."""
        return self[key][0] if key in self else None


def next_values(headings: Sequence[Heading | None]) -> list[Ahead]:
    """For each place, what comes after it."""
    found = [Ahead() for _ in headings]
    ahead = Ahead()
    for index in range(len(headings) - 1, -1, -1):
        found[index] = ahead
        heading = headings[index]
        if heading is not None and heading.value is not None:
            ahead = Ahead({**ahead, heading.key: (heading.value, index)})
    return found


# ---------------------------------------------------------------- headings without a number


def _drop_unnumbered(headings: Headings) -> None:
    """Keep 序言 before and after all numbered text, and 主要任务 alone on its line only where a count begins below it.

    A heading without number holds numbered ones where the count begins anew
    below several of them, or its words say so.
    """
    numbers = [index for index, _, _ in _numbered(headings)]
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

    It heads nothing where the outermost count goes on behind it, unless it closes the text and half of it is done;
    and what closes a text does not stand above all of it.
    """
    numbers = list(_numbered(headings))
    for index, heading in enumerate(headings):
        if heading is None or heading.number is not None or not heading.holds:
            continue
        before = [one for one in numbers if one[0] < index]
        behind = numbers[len(before) :]
        if not behind:
            continue
        closes, goes_on = _closes(heading, matcher), _goes_on(before, behind)
        deeper = bool(before) and before[-1][1].rank > behind[0][1].rank
        stray = goes_on and (not closes or deeper or 2 * len(behind) > len(numbers))
        if stray or (closes and not before):
            headings[index] = None
            _note_line(heading, behind[0][1], ("a line of the text", "a heading without a number"), report)
        elif goes_on and len(behind) > FEW_BEHIND:
            _note_line(heading, behind[0][1], ("a heading without a number", "a line of the text"), report)


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


def _goes_on(before: Sequence[tuple[int, Heading, int]], behind: Sequence[tuple[int, Heading, int]]) -> bool:
    """Whether the outermost count before a line goes on behind it."""
    if not before or not behind:
        return False
    outermost = min(before, key=lambda one: one[1].rank)[1].key
    last = next(value for _, one, value in reversed(before) if one.key == outermost)
    return next((value for _, one, value in behind if one.key == outermost), None) == last + 1


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
    end = max((index for index, one, _ in _numbered(headings) if one.rank < ARABIC_RANK), default=-1)
    table, note = -BELOW_A_TABLE - 1, False
    for index, block in enumerate(body):
        if isinstance(block, Table):
            table, note = index, False
        elif block.id in owned.roles:
            continue
        elif matcher.first("note", block.text, block=block.id) is not None:
            owned.claim([block], "note")
            headings[index] = None
            note = index > end or index - table <= BELOW_A_TABLE
        elif note and (heading := headings[index]) is not None and heading.style.startswith("arabic"):
            owned.claim([block], "note")
            headings[index] = None
        else:
            note = False


# ---------------------------------------------------------------- titles that a colon cut


def _widen_titles_of_sorts(headings: Headings, body: Sequence[Block]) -> None:
    """In a count that names one sort twice (任务5：重大平台：甲。 任务6：重大平台：乙。), what stands behind the colon is of the title."""
    for run in _counts_of_colons(headings, body):
        titles = [one.title for index in run if (one := headings[index]) is not None]
        if len(set(titles)) < len(titles):
            for index in run:
                headings[index] = _with_title_to_stop(headings[index], _text(body[index]))


def _counts_of_colons(headings: Headings, body: Sequence[Block]) -> Iterator[list[int]]:
    """Runs of headings of one style that count on without a gap, each cut at a colon."""
    open_runs: dict[str, list[int]] = {}
    for index, heading, value in _numbered(headings):
        text = _text(body[index])
        cut = heading.title is not None and fold(text[heading.at[0].end : heading.at[0].end + 1]) == "："
        run = open_runs.get(heading.key)
        goes_on = run is not None and getattr(headings[run[-1]], "value", None) == value - 1
        if run is not None and not (cut and goes_on):
            yield open_runs.pop(heading.key)
        if cut:
            open_runs.setdefault(heading.key, []).append(index)
    yield from open_runs.values()


def _with_title_to_stop(heading: Heading | None, text: str) -> Heading | None:
    """The heading with a title up to the first 。, where that is short enough and text follows."""
    if heading is None:
        return None
    start, stop = heading.at[0].start, text.find("。", heading.at[0].end)
    if not 0 < stop - start <= LONGEST_SENTENCE_HEADING or not text[stop + 1 :].strip():
        return heading
    return replace(heading, title=text[start:stop], at=(Span(heading.at[0].block, start, stop),), rest=stop + 1)


# ---------------------------------------------------------------- sentences with a number


def _drop_titles_of_lists(headings: Headings, body: Sequence[Block]) -> None:
    """The last entry of a list whose entries end in ； or ， is no heading either."""
    for index in range(1, len(headings)):
        before, heading = headings[index - 1], headings[index]
        if before is None or heading is None or heading.title is None or before.key != heading.key:
            continue
        text = _text(body[index])
        listed = before.title is None and fold(_text(body[index - 1])).rstrip().endswith(("；", "，"))
        if listed and _is_bracketed(text[heading.rest :].strip()):
            headings[index] = _without_title(heading, text)


def _is_bracketed(text: str) -> bool:
    """Whether nothing but a bracket follows, as （责任单位：…） does."""
    return not text or (text[0] in "（(〔[【" and text[-1] in "）)〕]】")


def _drop_titles_of_sentences(headings: Headings, body: Sequence[Block | None]) -> None:
    """Of entries that follow each other without text between them, none has a title where each is one sentence.

    Nor have long ones among entries half of which are plain sentences. None stands for what is no text: a signature.
    """
    for run in _adjacent(headings, body):
        own = [headings[index] for index in run]
        sentences = [one for one in own if one is not None and (one.title is None or one.sentence)]
        plain = 2 * sum(one is not None and one.title is None for one in own)
        longest = SHORT_TITLE if plain == len(run) else SHORT_AMONG_MOST
        for index, heading in zip(run, own, strict=True):
            if heading is None or heading.title is None or heading.bold:
                continue
            if (len(sentences) == len(run) > 1) or (plain >= len(run) and len(heading.title) > longest):
                headings[index] = _without_title(heading, _text(body[index]))


def _adjacent(headings: Sequence[Heading | None], body: Sequence[Block | None]) -> Iterator[list[int]]:
    """Runs of headings of one style in neighbouring blocks, the last followed by a heading, a table or the end."""
    run: list[int] = []
    for index in range(len(headings) + 1):
        heading = headings[index] if index < len(headings) else None
        if run and heading is not None and heading.key == _key(headings[run[-1]]):
            run.append(index)
            continue
        if run and (heading is not None or index == len(headings) or not isinstance(body[index], Paragraph)):
            yield run
        run = [index] if heading is not None and heading.value is not None and not heading.box else []


def _key(heading: Heading | None) -> str | None:
    return None if heading is None else heading.key


def _text(block: Block | None) -> str:
    return block.text if isinstance(block, Paragraph) else ""


def _without_title(heading: Heading, text: str) -> Heading:
    """The heading of a plain sentence: the paragraph is its text."""
    block = heading.at[0].block
    return replace(heading, title=None, at=(Span(block, 0, len(text)),), rest=heading.at[0].start, alone=False)


# ---------------------------------------------------------------- the entries of a box


def entries_of_boxes(headings: Sequence[Heading | None], body: Sequence[Block]) -> set[int]:
    """Places of the paragraphs that stand in a box whose title is a line of the text, and not in a table below it.

        1.完善津贴。
        专栏1 重点工程
        1.改造工程。
        2.智慧工程。
        2.扩大供给。

    The count begins anew after the title, and further on the text's own count goes on.
    """
    found: set[int] = set()
    own = Counter(one.key for _, one, _ in _numbered(headings) if not one.box)
    counts = _Counts()
    for index, heading, value in _numbered(headings):
        if index in found:
            continue
        if not heading.box:
            counts.add(heading, value)
        elif index + 1 == len(body) or not isinstance(body[index + 1], Table):
            found.update(range(index + 1, _end_of_box(headings, index, own, counts)))
    return found


def _end_of_box(headings: Sequence[Heading | None], box: int, own: Counter[str], counts: _Counts) -> int:
    """The first place after the entries of the box; right after its title where no entries are told."""
    run, end = _count_behind(headings, box)
    if not run:
        return box + 1
    key, values = run[0][1].key, [value for _, _, value in run]
    if last := counts.last(key):
        following = [*values[1:], last + 2]
        goes_on = [
            index
            for (index, _, value), later in zip(run, following, strict=True)
            if (value, later) == (last + 1, last + 2)
        ]
        return goes_on[0] if goes_on else box + 1
    return end if own[key] == len(run) else box + 1


def _count_behind(headings: Sequence[Heading | None], box: int) -> tuple[list[tuple[int, Heading, int]], int]:
    """The numbers of the style that begins at 1 after the box, up to another heading; and the place where they end."""
    run: list[tuple[int, Heading, int]] = []
    for index in range(box + 1, len(headings)):
        heading = headings[index]
        if heading is None:
            continue
        begins = not run and heading.value == 1 and heading.rank >= ARABIC_RANK and not heading.box
        if heading.value is None or not (begins or (run and heading.key == run[0][1].key)):
            return run, index
        run.append((index, heading, heading.value))
    return run, len(headings)
