"""A list of bodies as printed → one stretch per name: 市民政局、各区、县（市）政府和滨海新区管委会."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from policy_extract.lexical.brackets import pairs
from policy_extract.lexical.width import fold
from policy_extract.records import record

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from policy_extract.grammar import Matcher
    from policy_extract.stages.passages import Passage

SEPARATORS = "、，；/|\n\t"
_CUTTING = re.compile(f"[{SEPARATORS}]")
"""After width folding."""
GROUP_ENDS = "，；"
"""Signs that a legend may name: 逗号前为牵头单位."""
SHORTEST_HALF = 3
"""Characters of a body whose name runs together with another's."""
LONGEST_PAIR = 30
_BLANK = " \t\n\u3000\xa0"
_CLOSING = frozenset("）)〕]】")
_EDGES = _BLANK + "。；，、.．;,：:|—–"


@record
class Name:
    """One body in a printed list."""

    start: int
    end: int
    """The name itself, in the text the list stands in."""
    mark: str | None
    note: tuple[int, int] | None
    """Inside of the bracket after the name."""
    before: str
    """The signs `，；` that stand before it in its list, once each: "" for the first group, "，" after a comma."""
    more: tuple[int, int] | None = None
    """The words after it that leave the list open: 等, 等部门."""


def cut_names(where: Passage, matcher: Matcher, joined: Collection[int] = ()) -> list[Name]:
    """The names in a passage, cut at separators outside brackets and outside names that hold one.

    `joined` are positions of line breaks that stand inside names, as in narrow cells.
    """
    text, start, end = where.text, where.start, where.end
    if not text[start:end].strip(_EDGES):
        return []
    kept = _kept(where, matcher) | set(joined)
    hidden = kept | {index for low, high in pairs(text, start, end) for index in range(low, high)}
    signs = [(start + sign.start(), sign[0]) for sign in _CUTTING.finditer(fold(text[start:end]))]
    signs = [(index, sign) for index, sign in signs if index not in hidden]
    groups = {sign: index for index, sign in reversed(signs) if sign in GROUP_ENDS}
    found = []
    for low, high in _stretches(where, [index for index, _ in signs], hidden, matcher):
        before = "".join(sign for sign, at in groups.items() if at <= low)
        name = _name(where.part(low, high), kept, matcher, before)
        if name is not None:
            found.append(name)
    return found


def _kept(where: Passage, matcher: Matcher) -> set[int]:
    """Positions inside names that hold separators or brackets of their own."""
    found: set[int] = set()
    for match in where.all("kept-name", matcher):
        found.update(range(match.start, match.end))
    return found


def _stretches(
    where: Passage, separators: Iterable[int], hidden: set[int], matcher: Matcher
) -> Iterator[tuple[int, int]]:
    """The stretches between cuts: separators, 和 between two bodies, names run together."""
    cuts = [(index, index + 1) for index in separators]
    for family, group in (("and", "and"), ("run-together", "cut")):
        for match in matcher.all(family, where.text, start=where.start, end=where.end):
            low, high = match.span(group)
            if low not in hidden and (high == low or high - 1 not in hidden):
                cuts.append((low, high))
    low = where.start
    for cut, after in sorted(cuts):
        if cut >= low:
            yield from _known_apart(where.part(low, cut), hidden, matcher)
            low = after
    yield from _known_apart(where.part(low, where.end), hidden, matcher)


def _known_apart(where: Passage, hidden: Collection[int], matcher: Matcher) -> Iterator[tuple[int, int]]:
    """The passage, or its two halves where the directory knows both bodies and not the whole: 财政部商务部.

    One half may be a group that owns the other, or belongs to it: 各区县党委宣传部, 市妇儿工委各成员单位.
    """
    text, low = where.text, where.start
    start, end = _strip(text, low, where.end)
    places = range(start + SHORTEST_HALF, end - SHORTEST_HALF + 1)
    ends = [
        place for place in places if text[place - 1] in matcher.words("ends-before-another") and place not in hidden
    ]
    if ends and end - start <= LONGEST_PAIR and matcher.body(text[start:end]) is None:
        for place in ends:
            first, second = text[start:place], text[place:end]
            owned = any(matcher.first("collective-body", part) is not None for part in (first, second))
            owned = owned or matcher.first("branch", second) is not None
            if not owned and matcher.body(first) is not None and matcher.body(second) is not None:
                yield low, place
                low = place
                break
    yield low, where.end


def _name(where: Passage, kept: set[int], matcher: Matcher, before: str) -> Name | None:
    """One stretch without its mark, its note and the words around the name."""
    text, block = where.text, where.block
    low, high = _strip(text, where.start, where.end)
    if matcher.first("no-name", text[low:high], block=block) is not None:
        return None
    mark, low, high = _mark(text, low, high, matcher)
    high = _without_person(text, low, high, matcher)
    looked_at = (low, high)
    low = low if low in kept else _without_lead_in(text, low, high, matcher)
    more, high = _left_open_at_end(where, low, high, matcher)  # 等部门（单位）: no note on the last name
    note, high = _note(text, low, high, kept)
    if more is None:
        more, high = _left_open_at_end(where, low, high, matcher)
    low, high = _strip(text, low, high)
    closed = {end for _, end in pairs(text, low, high)} if text[high - 1 : high] in _CLOSING else set()
    while high > low and text[high - 1] in _CLOSING and high not in closed:
        low, high = _strip(text, low, high - 1)
    if mark is None and (low, high) != looked_at:
        mark, low, high = _mark(text, low, high, matcher)
    note = note or None
    return Name(low, high, mark, note, before, more) if high > low else None


def _left_open_at_end(where: Passage, low: int, high: int, matcher: Matcher) -> tuple[tuple[int, int] | None, int]:
    """The words that leave a list open after the name, and where the name ends before its closing words."""
    closing = matcher.first("closing-words", where.text[low:high], block=where.block)
    if closing is None or not closing.start:
        return None, high
    return left_open(where.text, low + closing.start, high, matcher), low + closing.start


def left_open(text: str, start: int, end: int, matcher: Matcher) -> tuple[int, int] | None:
    """The words at the start of the stretch that leave a list open: 等, 等部门."""
    match = matcher.first("left-open", text[start:end])
    return None if match is None else (start, start + match.end)


def _strip(text: str, low: int, high: int) -> tuple[int, int]:
    while low < high and text[low] in _EDGES:
        low += 1
    while high > low and text[high - 1] in _EDGES:
        high -= 1
    return low, high


def _mark(text: str, low: int, high: int, matcher: Matcher) -> tuple[str | None, int, int]:
    match = matcher.first("lead-mark", text[low:high])
    if match is None:
        return None, low, high
    if match.has("mark"):
        return match.group("mark"), *_strip(text, low + match.end, high)
    return match.group("mark_after"), *_strip(text, low, low + match.span("mark_after")[0])


def _without_lead_in(text: str, low: int, high: int, matcher: Matcher) -> int:
    match = matcher.first("lead-in", text[low:high])
    return low + match.end if match is not None else low


def _without_person(text: str, low: int, high: int, matcher: Matcher) -> int:
    """Where the name ends before a person's: 市住建局 李四."""
    match = matcher.first("person-after", text[low:high]) if " " in fold(text[low:high]) else None
    return high if match is None else low + match.start


def _note(text: str, low: int, high: int, kept: set[int]) -> tuple[tuple[int, int] | None, int]:
    """The inside of a bracket that closes the name; a bracket in the middle is wording."""
    held = [pair for pair in pairs(text, low, high) if pair[0] > low]
    if not held:
        return None, high
    # 等 and marks after a bracket are no part of a name.
    wording = low + len(fold(text[low:high]).rstrip(_EDGES + "等*☆★▲※"))
    outermost = next((pair for pair in held if pair[1] >= wording and pair[0] not in kept), None)
    if outermost is None:
        return None, high
    inner = _strip(text, outermost[0] + 1, outermost[1] - 1)
    return (inner if inner[0] < inner[1] else None), outermost[0]


def is_body(name: str, matcher: Matcher) -> bool:
    """Whether these words look like the name of a body."""
    return matcher.first("body-name", name) is not None
