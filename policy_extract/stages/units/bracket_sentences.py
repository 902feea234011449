"""A bracket after a sentence that says who answers for it, without a label: （市民政局牵头，市财政局配合）."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from policy_extract.findings import Code
from policy_extract.lexical.width import fold
from policy_extract.stages.units.names import cut_names, is_body
from policy_extract.stages.units.segments import (
    Clause,
    Duty,
    before_bracket,
    carried_here,
    is_certain,
    list_end,
    names_in,
    read_carries,
    read_legends,
    read_segments,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from policy_extract.findings import Report
    from policy_extract.grammar import Matcher
    from policy_extract.stages.passages import Passage

SEVERAL = 3
MOST = 0.75
"""Share of a list closing its paragraph that must look like bodies, if several are certain."""
SHARE_OF_CERTAIN = 1 / 3
"""Of several bodies in a list without a verb, the share that must be certain, so that the others are accepted, too."""
LONGEST_SENTENCE = 1000
"""Characters; a longer bracket is no list of bodies."""
BLANK = " \t\n\u3000\xa0"
SENTENCE_END = "。！；？!;”"


class Habit(Protocol):
    """Whether the document closes its paragraphs with bare lists of bodies; found out when it is asked for."""

    @property
    def holds(self) -> bool: ...


def read_sentence(
    bracket: Passage, matcher: Matcher, report: Report | None = None, *, habit: Habit | None = None
) -> Clause | None:
    """A bracket after a sentence that names the responsible bodies without a label.

    A verb of responsibility closes the list (A牵头，B配合), and a legend may
    follow (A、B负责。列第一位者为牵头单位，下同); or it holds nothing but bodies.
    Bodies in the middle of a sentence usually explain a term and are not
    responsible for anything: they are reported, not read.
    """
    text, low, high = bracket.text, bracket.start, bracket.end
    inside = bracket.part(low + 1, high - 1)
    if not _may_be_read(bracket, inside, matcher):
        return None
    carries = read_carries(inside, matcher)
    legends = read_legends(inside, matcher)
    stops = [carry.start for carry in carries] + [legend.at.start for legend in legends]
    stops = [before_bracket(text, low + 1, stop) for stop in stops]
    end = list_end(inside.part(low + 1, min([high - 1, *stops])), matcher)
    own_lists = read_segments(inside.part(low + 1, end), Duty("joint"), matcher)
    segments = (*own_lists, *carried_here(carries, own_lists))
    names = names_in(text, segments)
    verbs = matcher.all("unit-verb", text, start=low + 1, end=end)
    closed = bool(verbs) and not cut_names(inside.part(verbs[-1].end, end), matcher)
    sure = [is_certain(name, matcher) for name in names]
    certain = sum(sure)
    bodies = certain + sum(is_body(name, matcher) for one, name in zip(sure, names, strict=True) if not one)
    vouched = certain >= SEVERAL and after_full_stop(text, low) and _closes(text, high)
    if not names or bodies < (0.5 if closed else MOST if vouched else 1.0) * len(names):
        listed = bool(names) and _closes(text, high) and 2 * bodies >= len(names)
        if report is not None and certain and (verbs or listed) and after_full_stop(text, low):
            report.note(Code.UNITS_UNREAD, bracket.at, text=bracket.opening)
        return None
    closing = _closes(text, high) and closes_as_clause(text, low, names, matcher)
    own = after_full_stop(text, low) and (sure[0] if len(names) >= SEVERAL else certain > 0 and len(names) > 1)
    clause = (closing and own) or _may_be_clause(bracket, len(names), closed=closed, certain=certain)
    if not (clause or (closing and habit is not None and habit.holds)):
        if report is not None and (closing or certain == len(names)) and (len(names) > 1 or (closing and certain)):
            report.note(Code.UNITS_UNREAD, bracket.at, text=bracket.opening)
        return None
    return Clause(bracket.block, low, high, segments, tuple(carries), tuple(legends))


def closes_as_clause(text: str, low: int, names: Sequence[str], matcher: Matcher) -> bool:
    """Whether a bracket that closes a paragraph holds nothing but bodies, after a full stop or most of them beyond doubt."""
    others = [name for name in names if not is_certain(name, matcher)]
    if not names or any(matcher.first("said-of-body", name) is not None for name in others):
        return False
    bodies = all(is_body(name, matcher) for name in others)
    return bodies and (after_full_stop(text, low) or 2 * len(others) <= len(names))


def _may_be_read(bracket: Passage, inside: Passage, matcher: Matcher) -> bool:
    """Whether a bracket is short enough, may hold bodies, and has no label that says what else it holds."""
    text, low, high = bracket.text, bracket.start, bracket.end
    if text[low] in "《“‘「『" or high - low > LONGEST_SENTENCE or not _may_hold_bodies(text, low, high, matcher):
        return False
    return matcher.first_of_piece("label-of-others", text, inside.start, inside.end) is None


def _may_hold_bodies(text: str, low: int, high: int, matcher: Matcher) -> bool:
    """Whether a bracket may be a clause: by its position, a verb of responsibility, or a body at its start."""
    inside = text[low + 1 : high - 1]
    if _stands_after_sentence(text, low, high) or matcher.first("unit-verb", inside) is not None:
        return True
    first, *more = fold(inside).split("、", 2)
    return bool(more) and is_certain(first, matcher)


def _may_be_clause(bracket: Passage, names: int, *, closed: bool, certain: int) -> bool:
    """Whether a bracket is where clauses stand; the less certain its names, the stricter the test.

    `closed` says that a verb of responsibility closes its list.
    """
    if certain == names and closed:
        return True
    if closed:
        return _stands_after_sentence(bracket.text, bracket.start, bracket.end)
    nearly = names >= SEVERAL and certain >= SHARE_OF_CERTAIN * names
    return after_full_stop(bracket.text, bracket.start) and (certain == names or nearly)


def after_full_stop(text: str, low: int) -> bool:
    """Whether a bracket follows a finished sentence, or opens the paragraph."""
    before = low - 1
    while before >= 0 and text[before] in BLANK:
        before -= 1
    return before < 0 or text[before] in SENTENCE_END


def _stands_after_sentence(text: str, low: int, high: int) -> bool:
    """Whether a bracket follows a sentence, or closes the paragraph; looks at no more than the blanks around it."""
    return after_full_stop(text, low) or _closes(text, high)


def _closes(text: str, high: int) -> bool:
    """Whether nothing but blanks and a full stop stand after a bracket."""
    after = high
    while after < len(text) and text[after] in BLANK + "。；;":
        after += 1
    return after == len(text)
