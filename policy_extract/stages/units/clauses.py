"""A paragraph → the clauses in it that say who is responsible: labelled, or a sentence in brackets."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from policy_extract.findings import Code
from policy_extract.lexical.brackets import pairs
from policy_extract.lexical.width import fold
from policy_extract.records import record
from policy_extract.stages.passages import Passage
from policy_extract.stages.units.bracket_sentences import (
    BLANK,
    LONGEST_SENTENCE,
    SENTENCE_END,
    after_full_stop,
    read_sentence,
)
from policy_extract.stages.units.line_breaks import joining_breaks
from policy_extract.stages.units.names import is_body
from policy_extract.stages.units.segments import (
    OPENING,
    Clause,
    Duty,
    Segment,
    before_bracket,
    carried_here,
    is_certain,
    list_end,
    names_in,
    read_carries,
    read_legends,
    read_segments,
    without,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from policy_extract.findings import Report
    from policy_extract.grammar import Match, Matcher
    from policy_extract.stages.units.bracket_sentences import Habit
    from policy_extract.stages.units.segments import Role

LONGEST_OWN_WORDS = 4
"""Letters that may stand before the words of a label and belong to it."""
LONGEST_LIST = 200
"""Characters of bodies, and of what they do, that may stand before the label of their clause."""
_ORDINAL = re.compile(r"(?:[（(]?(?:\d{1,2}|[一二三四五六七八九])[.．、)）]|[①-⑳])\s*$")
"""A number that counts the labels of one clause: （1.牵头单位：……；2.配合单位：……）."""


@record
class _Label:
    """A label and what bounds the clause that it may open."""

    match: Match
    following: int
    """Where the next label begins, or the text ends."""
    around: Sequence[tuple[int, int]]
    """The brackets it stands in, the innermost last."""


def read_clauses(where: Passage, matcher: Matcher, report: Report, *, habit: Habit | None = None) -> list[Clause]:
    """The clauses of one whole paragraph in printed order; none overlaps another."""
    brackets = pairs(where.text)
    labelled: list[Clause] = []
    reach = 0
    for label in _bounded_labels(where, brackets, matcher):
        if label.match.start >= reach and (clause := _labelled(where, label, matcher, report)) is not None:
            labelled.append(clause)
            reach = clause.end
    sentences: list[Clause] = []
    reach = 0
    for low, high in outside(brackets, labelled):
        if low >= reach and (clause := read_sentence(where.part(low, high), matcher, report, habit=habit)) is not None:
            sentences.append(clause)
            reach = high
    if (torn := _torn_bracket(where, brackets, labelled)) is not None and _opens_with_body(torn, matcher):
        report.note(Code.UNITS_UNREAD, torn.at, text=torn.opening)
    return sorted([*labelled, *sentences], key=lambda clause: clause.start)


def _torn_bracket(where: Passage, brackets: Sequence[tuple[int, int]], labelled: Sequence[Clause]) -> Passage | None:
    """A bracket that does not close in its paragraph, outside the clauses, with all that follows it."""
    low = max(where.text.rfind(sign) for sign in OPENING)
    if low < 0 or any(pair[0] == low for pair in brackets) or any(clause.end > low for clause in labelled):
        return None
    return where.part(low, where.end)


def _opens_with_body(torn: Passage, matcher: Matcher) -> bool:
    """Whether a list that a body opens stands after the bracket, and a finished sentence before it."""
    first, *more = fold(torn.text[torn.start + 1 :]).split("、", 2)
    return bool(more) and after_full_stop(torn.text, torn.start) and is_certain(first, matcher)


def _bounded_labels(where: Passage, brackets: Sequence[tuple[int, int]], matcher: Matcher) -> list[_Label]:
    """The labels of a paragraph from left to right."""
    labels = _labels(where, matcher) if may_hold_label(where.text, matcher) else []
    following = [*(label.start for label in labels[1:]), where.end]
    around = _enclosing(brackets, [label.start for label in labels])
    return [_Label(*one) for one in zip(labels, following, around, strict=False)]


def _labels(where: Passage, matcher: Matcher) -> list[Match]:
    """The labels in a passage; one that no colon closes opens nothing inside a name: 各行业主管部门；市安委办, only right after one."""
    found = where.all("label", matcher)
    within = (one.has("unsure") and where.text[one.start - 1 : one.start].isalpha() for one in found)
    return [one for one, inside in zip(found, within, strict=True) if not inside or one.get("within")]


def may_hold_label(text: str, matcher: Matcher) -> bool:
    """Whether the text has a sign that every label of a clause ends in; quick to find."""
    return matcher.first("label-sign", text) is not None


def _enclosing(brackets: Sequence[tuple[int, int]], places: Sequence[int]) -> Iterator[list[tuple[int, int]]]:
    """For each place, from left to right, the brackets it stands in, the innermost last."""
    waiting = iter(brackets)
    ahead = next(waiting, None)
    around: list[tuple[int, int]] = []
    for place in places:
        while ahead is not None and ahead[0] < place:
            around = [pair for pair in around if pair[1] > ahead[0]]
            around.append(ahead)
            ahead = next(waiting, None)
        around = [pair for pair in around if pair[1] > place]
        yield around


def outside(stretches: Sequence[tuple[int, int]], clauses: Sequence[Clause]) -> Iterator[tuple[int, int]]:
    """The stretches, from left to right, that begin in none of the clauses."""
    index = 0
    for low, high in stretches:
        while index < len(clauses) and clauses[index].end <= low:
            index += 1
        if index == len(clauses) or low < clauses[index].start:
            yield low, high


# ---------------------------------------------------------------- labelled clauses


def _labelled(line: Passage, opening: _Label, matcher: Matcher, report: Report) -> Clause | None:
    """The clause this label opens: the bracket around it, or its line; None where it stands in running text.

    A label that no colon closes (责任单位为市民政局) opens one only before bodies; outside brackets they must be bodies beyond doubt,
    where it opens no sentence, and the first of them after 为.
    """
    text, label = line.text, opening.match
    found = _opened_by(line, opening, matcher, report)
    if found is None:
        return None
    any_duty, opens = label.get("of_any_duty"), _opens_sentence(text, label)
    if any_duty and not opens and text[found.start] not in OPENING:
        return None
    names = names_in(text, found.segments)
    if label.has("unsure"):
        bracketed = text[found.start] in OPENING and not any_duty
        named = is_body if bracketed or (opens and not any_duty) else is_certain
        sure = bracketed or not (label.group("unsure") or "").strip() or is_certain(next(iter(names), ""), matcher)
        if names and sure and all(named(name, matcher) for name in names):
            return found
        if label.get("within") and names and is_body(names[0], matcher):
            _note_unread(found, text, report)
        return None
    if _runs_on(text, found.start, label):
        return _if_certain(found, text, matcher, report)
    if names and text[found.start] not in OPENING and _says_duties(names, matcher):
        _note_unread(found, text, report)
        return None
    return found


def _opens_sentence(text: str, label: Match) -> bool:
    """Whether a label that no colon closes opens a sentence: 牵头单位为市民政局，配合单位为市养老中心."""
    return after_full_stop(text, label.start)


def _runs_on(text: str, start: int, label: Match) -> bool:
    """Whether a clause that begins here, with its label, stands in the middle of a sentence: 完善机制，牵头单位：市民政局."""
    mark = _ORDINAL.sub("", text[max(0, start - 6) : start])[-1:]
    return start == label.start and mark != "" and mark not in SENTENCE_END + BLANK + "：:、—"


def _if_certain(found: Clause, text: str, matcher: Matcher, report: Report) -> Clause | None:
    """The clause, if its names can only be bodies; if they only may be, a finding says that it was skipped."""
    names = names_in(text, found.segments)
    if names and all(is_certain(name, matcher) for name in names):
        return found
    if names and is_body(names[0], matcher):
        _note_unread(found, text, report)
    return None


def _note_unread(clause: Clause, text: str, report: Report) -> None:
    """Note that a clause was skipped."""
    skipped = Passage(clause.block, text, clause.start, clause.end)
    report.note(Code.UNITS_UNREAD, skipped.at, text=skipped.opening)


def _says_duties(names: Sequence[str], matcher: Matcher) -> bool:
    """Whether a label is followed by duties instead of bodies: 牵头单位：梳理政策，编制工作方案."""
    return len(names) > 1 and not any(is_body(name, matcher) for name in names[: len(names) // 2 + 1])


def _opened_by(line: Passage, opening: _Label, matcher: Matcher, report: Report) -> Clause | None:
    text, label = line.text, opening.match
    begins = _label_start(text, label.start, matcher)
    while begins > 0 and text[begins - 1].isspace():
        begins -= 1
    brackets = [pair for pair in opening.around if begins <= pair[0] + 1]
    brackets = brackets or [pair for pair in opening.around if label.end <= pair[1] and text[pair[0]] not in "《“‘"]
    if brackets:
        low, high = brackets[-1]
        return _read(line.part(low, high), (low + 1, high - 1), matcher, report)
    opened = text[begins - 1 : begins] in tuple(OPENING)
    start = begins - 1 if opened else label.start
    runs_on = not opened and _runs_on(text, start, label)
    led_in = _after_another_label(text, label.start, matcher) if runs_on else None
    if led_in is None and not opened:
        led_in = _after_bodies(line, label, matcher)
    start = start if led_in is None else led_in
    doubtful = label.has("unsure") or (runs_on and led_in is None)
    end = len(text)
    if opened or doubtful:
        end = min(_unclosed_end(text, label.end), label.end + LONGEST_SENTENCE)
    if doubtful and label.end <= opening.following < end:
        listed = line.part(label.end, opening.following)
        end = opening.following if _names_others(listed, label, matcher) else end
    if opened:
        report.note(Code.BRACKET_UNCLOSED, line.part(start, end).at, text=text[start : start + 40])
    inner = start if led_in is not None else label.start
    return _read(line.part(start, end), (inner, end), matcher, report)


def _names_others(where: Passage, label: Match, matcher: Matcher) -> bool:
    """Whether a label's list holds words that may be no body, so that nothing after it needs to be read."""
    parts = _labelled_segments(where.part(label.start, where.end), [label], (), matcher)
    names = names_in(where.text, parts)
    return not all(is_certain(name, matcher) for name in names)


def _label_start(text: str, start: int, matcher: Matcher) -> int:
    """Where the label begins with the number that counts it, or with words of its own: 1.牵头单位, 子任务牵头单位."""
    if (match := _ORDINAL.search(text, max(0, start - 6), start)) is not None:
        return match.start()
    low = start
    while low > 0 and start - low <= LONGEST_OWN_WORDS and text[low - 1].isalpha():
        low -= 1
    parted = low > 0 and start - low <= LONGEST_OWN_WORDS and text[low - 1] in "；;，,。"
    return low if parted and not is_body(text[low:start], matcher) else start


def _after_another_label(text: str, position: int, matcher: Matcher) -> int | None:
    """Where the sentence begins, if it opens with a label of something else: 牵头领导：张三，牵头单位：……."""
    nearest = max(0, position - LONGEST_SENTENCE)
    start = max(text.rfind(char, nearest, position) for char in SENTENCE_END) + 1
    if start == 0 < nearest:
        return None
    other = matcher.first("other-label", text[start:position])
    return start if other is not None and not text[start : start + other.start].strip() else None


def _after_bodies(line: Passage, label: Match, matcher: Matcher) -> int | None:
    """Where the sentence begins, if bodies and what they do fill it up to the label: 市民政局牵头，配合单位：…….

    Without a verb they must close a phrase: 省委政法委、省信访局；配合部门：…….
    """
    position = label.start
    nearest = max(0, position - LONGEST_LIST)
    start = max(line.text.rfind(char, nearest, position) for char in "。！？!") + 1
    before, words = line.part(start, position), fold(line.text[start:position]).strip()
    # Another label was read, or refused, before this one.
    if (start == 0 < nearest) or not words or "：" in words or not line.text[label.end : line.end].strip():
        return None
    if not (words[-1] in "；，" or before.all("unit-verb", matcher)):
        return None
    names = names_in(line.text, _before_label(before, (), matcher))
    return start if names and all(is_certain(name, matcher) for name in names) else None


def _before_label(where: Passage, others: Sequence[Segment], matcher: Matcher) -> list[Segment]:
    """The bodies named in a clause before its first label, but who leads or helps after it: （甲、乙，牵头单位：甲）."""
    own = where.part(where.start, list_end(where, matcher))
    found = read_segments(own, Duty("joint"), matcher)
    names = names_in(where.text, found)
    if not any(is_certain(name, matcher) for name in names) or not all(is_body(name, matcher) for name in names):
        return []
    return without(found, set(names_in(where.text, others)), where.text)


def _unclosed_end(text: str, start: int) -> int:
    """Where a clause without its closing bracket ends: with its sentence, else with the paragraph."""
    stop = text.find("。", start)
    return stop if stop >= 0 else len(text)


def _read(outer: Passage, inner: tuple[int, int], matcher: Matcher, report: Report) -> Clause:
    """Labels, lists, carry-overs and legends inside one clause."""
    inside = outer.part(*inner)
    carries = read_carries(inside, matcher)
    legends = read_legends(inside, matcher)
    if not (carries or legends) and (unread := inside.all("legend-sign", matcher)):
        remark = inside.part(unread[0].start, unread[0].end)
        report.note(Code.UNITS_UNREAD, remark.at, text=remark.opening)
    cuts = sorted([carry.start for carry in carries] + [legend.at.start for legend in legends])
    labels = _labels(inside, matcher)
    segments = _labelled_segments(inside, labels, cuts, matcher)
    if labels and inside.start < (opens := min([_label_start(inside.text, labels[0].start, matcher), *cuts])):
        segments = [*_before_label(inside.part(inside.start, opens), segments, matcher), *segments]
    segments += carried_here(carries, segments)
    if (
        labels
        and not any(segment.names for segment in segments)
        and not carries
        and not _names_none(inside, labels, matcher)
    ):
        report.note(Code.UNITS_UNREAD, outer.at, text=outer.opening)
    return Clause(outer.block, outer.start, outer.end, tuple(segments), tuple(carries), tuple(legends))


def _names_none(where: Passage, labels: Sequence[Match], matcher: Matcher) -> bool:
    """Whether the clause says that there is nobody: 配合单位：无."""
    said = where.text[labels[-1].end : where.end].rstrip("。）)")
    return len(labels) == 1 and matcher.first("no-name", said) is not None


def _labelled_segments(where: Passage, labels: Sequence[Match], cuts: Sequence[int], matcher: Matcher) -> list[Segment]:
    """The list after each label, ending at the next label, or at a carry-over or legend (`cuts`).

    A bracket in a list may say who of them leads: 责任单位：甲、乙（牵头单位：甲）.
    """
    found: list[Segment] = []
    text, low = where.text, where.start
    for label, following in zip(labels, [*labels[1:], None], strict=False):
        end = where.end
        if following is not None:
            end = before_bracket(text, label.end, _label_start(text, following.start, matcher))
        end = min([end, *(before_bracket(text, label.end, cut) for cut in cuts if cut >= label.end)])
        own = where.part(label.end, list_end(where.part(label.end, end), matcher))
        role: Role = label.get("role")  # type: ignore[assignment]  # the grammar's `set` names roles
        joined = [label.end + at for at in joining_breaks(text[own.start : own.end], matcher)]
        listed = read_segments(own, Duty(role, label.group("label")), matcher, joined)
        if role == "lead" and before_bracket(text, low, label.start) < label.start:
            found = without(found, set(names_in(text, listed)), text)
        found, low = [*found, *listed], label.end
    return found


def read_list(rest: Passage, duty: Duty, matcher: Matcher) -> Clause | None:
    """The rest of a line as the list of a label on an earlier line, with further labels; None unless all are bodies."""
    labels, text = _labels(rest, matcher), rest.text
    end = list_end(rest.part(rest.start, labels[0].start if labels else rest.end), matcher)
    segments = tuple(read_segments(rest.part(rest.start, end), duty, matcher))
    segments += tuple(_labelled_segments(rest, labels, (), matcher))
    names = names_in(text, segments)
    only_bodies = names and all(is_body(name, matcher) for name in names)
    return Clause(rest.block, 0, len(text), segments) if only_bodies else None
