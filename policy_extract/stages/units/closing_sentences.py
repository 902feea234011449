"""The closing sentence of a paragraph that only names the responsible bodies: 教育部牵头，财政部等按职责分工负责。."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policy_extract.lexical.brackets import pairs
from policy_extract.stages.units.names import cut_names, is_body
from policy_extract.stages.units.segments import Clause, Duty, is_certain, names_in, read_segments

if TYPE_CHECKING:
    from collections.abc import Sequence

    from policy_extract.grammar import Matcher
    from policy_extract.stages.passages import Passage

LONGEST_SENTENCE = 200
"""Characters; a longer sentence is no list of bodies."""
_ENDS = "。！？"


def closing_sentence(
    where: Passage, clauses: Sequence[Clause], matcher: Matcher, *, begun: bool = False
) -> Clause | None:
    """The last sentence of a whole paragraph as a clause; None unless it is bodies, verbs of responsibility and a deadline alone.

    It must follow another sentence, in its paragraph or (`begun`) in one above it of the same section:
    where nothing stands before them the same words may be a heading or a general rule.
    After 会同 names may be the last, if words say what the bodies do: 市水利局会同市应急局编制预案.
    """
    text = where.text
    stretch = closing_stretch(text, clauses, begun=begun)
    if stretch is None:
        return None
    start, stop = stretch
    verbs = matcher.all("unit-verb", text, start=start, end=stop)
    if not verbs:
        return None
    after = cut_names(where.part(verbs[-1].end, stop), matcher)
    if after and not (verbs[-1].get("joins") and text[after[-1].end : stop].strip()):
        return None
    if any(matcher.first(family, text[start:stop]) is not None for family in ("duty-in-general", "note")):
        return None
    segments = tuple(read_segments(where.part(start, stop), Duty("joint"), matcher))
    names = names_in(text, segments)
    shared = len(segments) > 1 or any(segment.role == "lead" for segment in segments)
    said_so = shared and matcher.first("agent", text[start:stop]) is not None
    plain = names and (said_so or is_certain(names[0], matcher))
    only_bodies = plain and all(is_body(name, matcher) for name in names)
    return Clause(where.block, start, len(text), segments) if only_bodies else None


def closing_stretch(text: str, clauses: Sequence[Clause], *, begun: bool) -> tuple[int, int] | None:
    """Where the last sentence stands, outside clauses and brackets that open before it; None where nothing stands before it."""
    stop = len(text.rstrip().rstrip("。；"))
    start = max(text.rfind(sign, max(0, stop - LONGEST_SENTENCE), stop) for sign in _ENDS) + 1
    if not (start or begun) or start >= stop or any(clause.end > start for clause in clauses):
        return None
    return None if _reaches_into(text, start) else (start, stop)


def _reaches_into(text: str, start: int) -> bool:
    """Whether a bracket or a quotation that opens before the sentence closes in it."""
    return any(low < start < high for low, high in pairs(text))
