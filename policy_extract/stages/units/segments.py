"""The lists of bodies in a stretch of text, each under a label or before a verb, and the sentences between them."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Literal

from policy_extract.lexical.brackets import pairs
from policy_extract.lexical.width import fold
from policy_extract.records import record, replace
from policy_extract.stages.units.names import cut_names, is_body, left_open

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from policy_extract.generated.plain import At
    from policy_extract.grammar import Match, Matcher
    from policy_extract.stages.passages import Passage
    from policy_extract.stages.units.names import Name

Role = Literal["lead", "support", "joint"]
Via = Literal["clause", "column", "carry-over"]
"""Where the words stand that name a unit."""
OPENING = "（(〔[【〈"
CLOSING = "）)〕]】〉"


@record
class Duty:
    """The role of bodies that are named together, and what gives it to them."""

    role: Role
    label: str | None = None
    """As printed; None where no label says it."""
    via: Via = "clause"
    by: tuple[At, ...] = ()
    """The legend, the mark or the sentence that says it."""


@record
class Segment:
    """A list of bodies under one label or before one verb."""

    role: Role
    label: str | None
    names: tuple[Name, ...]


@record
class Carry:
    """A sentence that gives bodies to other tasks."""

    block: str
    start: int
    end: int
    reach: Literal["following", "preceding", "document"]
    names: tuple[Name, ...]
    own: bool = False
    """Whether they answer for the task it is printed at, too: 各区政府落实，下同."""


@record
class Legend:
    """A sentence that says how the lead is shown, from here on or (`former`) in its own list alone."""

    by: str
    at: At

    @property
    def lasts(self) -> bool:
        """Whether it speaks of the lists after it, too; marks lead with or without one."""
        return self.by not in {"mark", "former"}


@record
class Clause:
    """One clause: brackets and label included in `start` and `end`."""

    block: str
    start: int
    end: int
    segments: tuple[Segment, ...]
    carries: tuple[Carry, ...] = ()
    legends: tuple[Legend, ...] = ()


def names_in(text: str, segments: Iterable[Segment]) -> list[str]:
    """The bodies of these lists as printed."""
    return [text[name.start : name.end] for segment in segments for name in segment.names]


def read_carries(where: Passage, matcher: Matcher) -> list[Carry]:
    """The carry-over sentences in a passage; what they hand on must be bodies: 上述任务由各地结合自身职责落实 names none."""
    if not where.all("carry-over-sign", matcher):
        return []
    found = []
    for match in where.all("carry-over", matcher):
        names = tuple(cut_names(where.part(*match.span("names")), matcher))
        bodies = [is_body(where.text[name.start : name.end], matcher) for name in names]
        if any(bodies) if matcher.first("no-more", match.text) is not None else bodies and all(bodies):
            found.append(Carry(where.block, match.start, match.end, match.get("reach"), names, bool(match.get("own"))))  # type: ignore[arg-type]  # the grammar's `set` names reaches
    return found


def carried_here(carries: Iterable[Carry], segments: Iterable[Segment]) -> list[Segment]:
    """The lists of carry-overs that count for the task they are printed at, beside the lists of its clause."""
    beside: Role = "support" if any(one.role == "lead" for one in segments) else "joint"
    return [
        Segment("joint" if one.reach == "document" else beside, None, one.names)
        for one in carries
        if one.reach == "document" or one.own
    ]


def read_legends(where: Passage, matcher: Matcher) -> list[Legend]:
    """The legends in a passage."""
    return [
        Legend(str(match.get("by")), where.part(match.start, match.end).at) for match in where.all("legend", matcher)
    ]


def before_bracket(text: str, start: int, position: int) -> int:
    """The position, or that of the bracket that holds it and opens after `start`: 市民政局（以下均需……）."""
    opened: list[int] = []
    for index in range(start, position):
        if text[index] in OPENING:
            opened.append(index)
        elif text[index] in CLOSING and opened:
            opened.pop()
    return opened[0] if opened else position


def list_end(where: Passage, matcher: Matcher) -> int:
    """Where a list stops: before a full stop, or before a label that opens no list of bodies (完成时限：)."""
    depth, end = 0, where.end
    for index in range(where.start, end):
        char = where.text[index]
        depth += (char in OPENING) - (char in CLOSING)
        if char == "。" and depth <= 0:
            end = index
            break
    others = matcher.all("other-label", where.text, start=where.start, end=end)
    return others[0].start if others else end


def read_segments(where: Passage, duty: Duty, matcher: Matcher, joined: Collection[int] = ()) -> list[Segment]:
    """The lists in a passage: before each verb (A牵头，B配合) the bodies it speaks of, else one list.

    `duty` is what stands before the passage; `joined` are positions of line breaks that stand inside names.
    """
    found: list[Segment] = []
    low, text = where.start, where.text
    hidden = {index for pair in pairs(text, where.start, where.end) for index in range(*pair)}
    for verb in where.all("unit-verb", matcher):
        if (verb.start in hidden and text[verb.start] not in OPENING) or verb.start < low:
            continue
        names = _left_open(cut_names(where.part(low, verb.start), matcher, joined), text, verb, matcher)
        said: Role = verb.get("role")  # type: ignore[assignment]  # the grammar's `set` names roles
        if names:
            found += (
                _said_by_verb(names, said, duty, text, matcher)
                if found
                else _said_first(names, said, duty, text, matcher)
            )
        if names or any(map(str.isalnum, text[low : verb.start])):  # 分管副县长负责 speaks of persons alone
            low = verb.end
    if names := tuple(cut_names(where.part(low, where.end), matcher, joined)):
        rest: Role = "support" if found and duty.label is None else duty.role
        found += _led_by_note(Segment(rest, duty.label, names), where, matcher)
    return found


def without(segments: Iterable[Segment], names: Collection[str], text: str) -> list[Segment]:
    """The lists without these names, and without those that hold no other."""
    kept = (
        replace(one, names=tuple(name for name in one.names if text[name.start : name.end] not in names))
        for one in segments
    )
    return [one for one in kept if one.names]


def _led_by_note(listed: Segment, where: Passage, matcher: Matcher) -> list[Segment]:
    """The list, or those of it that lead and the others, where a bracket after the last says who: 甲、乙（甲牵头）."""
    note, text = listed.names[-1].note, where.text
    if note is None or listed.role == "lead":
        return [listed]
    said = read_segments(where.part(*note), Duty("support"), matcher)
    leaders = set(names_in(text, said))
    names = (*listed.names[:-1], replace(listed.names[-1], note=None))
    led = tuple(name for name in names if text[name.start : name.end] in leaders)
    if len(said) != 1 or said[0].role != "lead" or len(led) != len(leaders):
        return [listed]
    return [Segment("lead", listed.label, led), *without([replace(listed, names=names)], leaders, text)]


def _said_first(names: tuple[Name, ...], said: Role, duty: Duty, text: str, matcher: Matcher) -> list[Segment]:
    """The lists before the first verb: whoever stands in a phrase before that of the helpers answers for the task.

    A；B、C配合 and A，B、C配合 have two phrases, A，B，C配合 has one list.
    """
    cut = _last_phrase(names, text) if said == "support" and duty.role != "support" else 0
    if not cut:
        return _said_by_verb(names, said, duty, text, matcher)
    return [Segment(duty.role, duty.label, names[:cut]), *_said_by_verb(names[cut:], said, duty, text, matcher)]


def _last_phrase(names: tuple[Name, ...], text: str) -> int:
    """Place of the name that begins the last phrase; 0 where all names are one list."""
    between = [fold(text[one.end : other.start]) for one, other in pairwise(names)]
    for sign in "；，":
        breaks = [place for place, marks in enumerate(between, 1) if sign in marks]
        if breaks and (sign == "；" or len(breaks) == 1):
            return breaks[-1]
    return 0


def _said_by_verb(names: tuple[Name, ...], said: Role, duty: Duty, text: str, matcher: Matcher) -> list[Segment]:
    """The lists before a verb: 负责 under a label says nothing new, but of those after a comma: 配合单位：A等，B负责."""
    if said == "lead" and (place := _singled_out(names, text, matcher)):
        led = names[place:]
        leaders = {text[one.start : one.end] for one in led}
        others = tuple(one for one in names[:place] if text[one.start : one.end] not in leaders)
        return [Segment(said, duty.label, led), *([Segment(duty.role, duty.label, others)] if others else [])]
    if said != "joint" or duty.label is None:
        return [Segment(said, duty.label, names)]
    commas = [place for place in range(1, len(names)) if "，" in fold(text[names[place - 1].end : names[place].start])]
    cut = commas[-1] if commas and duty.role != "joint" else len(names)
    return [Segment(one, duty.label, part) for one, part in ((duty.role, names[:cut]), (said, names[cut:])) if part]


def _singled_out(names: tuple[Name, ...], text: str, matcher: Matcher) -> int:
    """Place of the first name after 其中, which leads of all that are named: 甲、乙，其中甲牵头; 0 where no name is singled out."""
    between = enumerate(((one.end, other.start) for one, other in pairwise(names)), 1)
    return next((place for place, (end, start) in between if matcher.first("one-of-them", text[end:start])), 0)


def _left_open(names: list[Name], text: str, verb: Match, matcher: Matcher) -> tuple[Name, ...]:
    """The names, the last with the words between it and the verb that leave the list open: 等部门参与."""
    more = left_open(text, verb.start, verb.end, matcher)
    return (*names[:-1], replace(names[-1], more=more)) if names and more is not None else tuple(names)


def is_certain(name: str, matcher: Matcher) -> bool:
    """Whether these words can only be the name of a body: by their form, or because the directory knows them."""
    if matcher.first("said-of-body", name) is not None:
        return False
    return matcher.first("certain-body", name) is not None or matcher.body(name) is not None
