"""A paragraph → the clauses in it that say who is responsible: labelled, or a sentence in brackets."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from policy_extract.blocks import Span
from policy_extract.findings import Code
from policy_extract.lexical.brackets import pairs
from policy_extract.lexical.width import fold
from policy_extract.stages.names import cut_names

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from policy_extract.findings import Report
    from policy_extract.grammar import Match, Matcher
    from policy_extract.stages.names import Name

Role = Literal["lead", "support", "joint"]
LONGEST_SENTENCE = 1000
"""Characters; a longer bracket is no list of bodies."""
_BLANK = " \t\n\u3000\xa0"
_SENTENCE_END = "。！；？!;”"


@dataclass(frozen=True, slots=True)
class Segment:
    """A list of bodies under one label or before one verb."""

    role: Role
    label: str | None
    names: tuple[Name, ...]


@dataclass(frozen=True, slots=True)
class Carry:
    """A sentence that gives bodies to other tasks."""

    block: str
    start: int
    end: int
    reach: Literal["following", "preceding", "document"]
    names: tuple[Name, ...]


@dataclass(frozen=True, slots=True)
class Legend:
    """A sentence that says how the lead is shown, from here on."""

    by: str
    start: int


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause: brackets and label included in `start` and `end`."""

    block: str
    start: int
    end: int
    segments: tuple[Segment, ...]
    carries: tuple[Carry, ...] = ()
    legends: tuple[Legend, ...] = ()


@dataclass(slots=True)
class _Found:
    """Stretches of a paragraph that were read as clauses."""

    clauses: list[Clause] = field(default_factory=list)

    def covers(self, position: int) -> bool:
        return any(clause.start <= position < clause.end for clause in self.clauses)


def read_clauses(block: str, text: str, matcher: Matcher, report: Report) -> list[Clause]:
    """The clauses of one paragraph in printed order."""
    found = _Found()
    brackets = pairs(text)
    labels = matcher.all("label", text, block=block) if "：" in text or ":" in text else []
    for label in labels:
        if not found.covers(label.start):
            found.clauses.extend(_labelled(block, text, label, brackets, matcher, report))
    for low, high in brackets:
        if not found.covers(low) and (clause := _sentence(block, text, low, high, matcher)) is not None:
            found.clauses.append(clause)
    found.clauses.sort(key=lambda clause: clause.start)
    return found.clauses


def read_carries(block: str, text: str, start: int, end: int, matcher: Matcher) -> list[Carry]:
    """The carry-over sentences in a stretch of text."""
    found = []
    for match in matcher.all("carry-over", text, block=block, start=start, end=end):
        names = tuple(cut_names(text, *match.span("names"), matcher, block))
        found.append(Carry(block, match.start, match.end, match.get("reach"), names))  # type: ignore[arg-type]  # the grammar's `set` names reaches
    return found


def read_legends(block: str, text: str, start: int, end: int, matcher: Matcher) -> list[Legend]:
    """The legends in a stretch of text."""
    found = matcher.all("legend", text, block=block, start=start, end=end)
    return [Legend(str(match.get("by")), match.start) for match in found]


# ---------------------------------------------------------------- labelled clauses


def _labelled(
    block: str, text: str, label: Match, brackets: Sequence[tuple[int, int]], matcher: Matcher, report: Report
) -> Iterator[Clause]:
    """The clause this label opens: the bracket around it, or its line."""
    around = [
        pair for pair in brackets if pair[0] < label.start < pair[1] and not text[pair[0] + 1 : label.start].strip()
    ]
    around = around or [
        pair for pair in brackets if pair[0] < label.start and label.end <= pair[1] and text[pair[0]] not in "《“‘"
    ]
    if around:
        low, high = around[-1]
        yield _read(block, text, (low, high), (low + 1, high - 1), matcher, report)
        return
    before = text[: label.start].rstrip(_BLANK)
    opened = before[-1:] in set("（(〔[【〈")
    if before and not opened and before[-1] not in _SENTENCE_END + "：:、" and text[label.start - 1] not in _BLANK:
        return
    start = len(before) - 1 if opened else label.start
    end = len(text) if not opened else _unclosed_end(text, label.end)
    if opened:
        report.note(Code.BRACKET_UNCLOSED, Span(block, start, end), text=text[start : start + 40])
    yield _read(block, text, (start, end), (label.start, end), matcher, report)


def _unclosed_end(text: str, start: int) -> int:
    """Where a clause without its closing bracket ends: with its sentence, else with the paragraph."""
    stop = text.find("。", start)
    return stop if stop >= 0 else len(text)


def _read(
    block: str, text: str, outer: tuple[int, int], inner: tuple[int, int], matcher: Matcher, report: Report
) -> Clause:
    """Labels, lists, carry-overs and legends inside one clause."""
    low, high = inner
    carries = read_carries(block, text, low, high, matcher)
    legends = read_legends(block, text, low, high, matcher)
    cuts = sorted([carry.start for carry in carries] + [legend.start for legend in legends])
    labels = matcher.all("label", text, block=block, start=low, end=high)
    segments: list[Segment] = []
    for index, label in enumerate(labels):
        end = labels[index + 1].start if index + 1 < len(labels) else high
        end = min([end, *(cut for cut in cuts if cut >= label.end)])
        end = _list_end(text, label.end, end, matcher)
        role: Role = label.get("role")  # type: ignore[assignment]  # the grammar's `set` names roles
        segments += _segments(block, text, label.end, end, role, label.group("label"), matcher)
    if labels and not any(segment.names for segment in segments) and not carries:
        report.note(Code.UNITS_UNREAD, Span(block, *outer), text=text[outer[0] : min(outer[1], outer[0] + 60)])
    return Clause(block, *outer, tuple(segments), tuple(carries), tuple(legends))


def _list_end(text: str, start: int, end: int, matcher: Matcher) -> int:
    """Where a list stops: before a full stop, or before a label that opens no list of bodies (完成时限：)."""
    depth = 0
    for index in range(start, end):
        char = text[index]
        depth += (char in "（(〔[【〈") - (char in "）)〕]】〉")
        if char == "。" and depth <= 0:
            end = index
            break
    others = matcher.all("other-label", text, start=start, end=end)
    return others[0].start if others else end


def _segments(
    block: str, text: str, start: int, end: int, role: Role, label: str | None, matcher: Matcher
) -> list[Segment]:
    """The lists in a stretch: before each verb (A牵头，B配合) the bodies it speaks of, else one list."""
    found, low = [], start
    hidden = {index for pair in pairs(text, start, end) for index in range(*pair)}
    for verb in matcher.all("unit-verb", text, block=block, start=start, end=end):
        if verb.start in hidden or verb.start < low:
            continue
        names = tuple(cut_names(text, low, verb.start, matcher, block))
        said: Role = verb.get("role")  # type: ignore[assignment]  # the grammar's `set` names roles
        if names:
            found.append(Segment(role if said == "joint" and label is not None else said, label, names))
            low = verb.end
    if names := tuple(cut_names(text, low, end, matcher, block)):
        rest: Role = "support" if found and label is None else role
        found.append(Segment(rest, label, names))
    return found


# ---------------------------------------------------------------- sentences in brackets


def _sentence(block: str, text: str, low: int, high: int, matcher: Matcher) -> Clause | None:
    """A bracket behind a sentence that says who answers for it, without a label.

    A verb of responsibility closes the list (A牵头，B配合), and a legend may
    follow (A、B负责。列第一位者为牵头单位，下同); or it holds nothing but bodies.
    """
    if text[low] in "《“‘「『" or high - low > LONGEST_SENTENCE or not _stands_behind_sentence(text, low, high):
        return None
    carries = read_carries(block, text, low + 1, high - 1, matcher)
    legends = read_legends(block, text, low + 1, high - 1, matcher)
    stops = [carry.start for carry in carries] + [legend.start for legend in legends]
    end = _list_end(text, low + 1, min([high - 1, *stops]), matcher)
    segments = tuple(_segments(block, text, low + 1, end, "joint", None, matcher))
    names = [text[name.start : name.end] for segment in segments for name in segment.names]
    verbs = matcher.all("unit-verb", text, start=low + 1, end=end)
    closed = bool(verbs) and not fold(text[verbs[-1].end : end]).strip(" 。，；")
    family, share = ("body-name", 0.5) if closed else ("certain-body", 1.0)
    bodies = sum(matcher.first(family, name) is not None for name in names)
    if not names or bodies < share * len(names):
        return None
    return Clause(block, low, high, segments, tuple(carries), tuple(legends))


def _stands_behind_sentence(text: str, low: int, high: int) -> bool:
    before, behind = text[:low].rstrip(_BLANK), fold(text[high:]).strip()
    return not before or before[-1] in _SENTENCE_END or not behind.strip("。；")


def is_body(name: str, matcher: Matcher) -> bool:
    """Whether these words look like the name of a body."""
    return matcher.first("body-name", name) is not None
