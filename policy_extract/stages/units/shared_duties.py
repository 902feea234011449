"""The closing sentence of a paragraph that shares its work out: 甲牵头抓总，乙做好资金保障，丙抓好落实.

Each phrase opens with bodies and says what these do; what follows without a body (2026年底前完成) belongs to the phrase before.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from policy_extract.findings import Code
from policy_extract.lexical.brackets import pairs
from policy_extract.lexical.width import fold
from policy_extract.records import record, replace
from policy_extract.stages.units.closing_sentences import closing_stretch
from policy_extract.stages.units.names import is_body
from policy_extract.stages.units.segments import Clause, Duty, is_certain, names_in, read_segments

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from policy_extract.findings import Report
    from policy_extract.grammar import Match, Matcher
    from policy_extract.stages.passages import Passage
    from policy_extract.stages.units.segments import Segment

PHRASE_ENDS = "，；"
SEVERAL = 2
"""Phrases with bodies, and bodies that are no kind of them (各成员单位), without which nothing is shared out."""


@record
class _Share:
    """One phrase: who, and what is said of them."""

    segments: tuple[Segment, ...]
    verb: Match
    names: tuple[str, ...]

    def is_certain(self, matcher: Matcher) -> bool:
        first = self.names[0]
        return is_certain(first, matcher) or matcher.first("of-a-kind", first) is not None


def shared_duties(
    where: Passage, clauses: Sequence[Clause], matcher: Matcher, report: Report, *, begun: bool = False
) -> Clause | None:
    """The last sentence of a whole paragraph as a clause, if its phrases give each of several bodies a share of the work.

    Demands (市水利局要加强调度，市财政局要落实资金) give nobody a part in a task and are only reported.
    """
    text = where.text
    stretch = closing_stretch(text, clauses, begun=begun)
    if stretch is None or not matcher.all("duty-verb", text, start=stretch[0], end=stretch[1]):
        return None
    start, stop = stretch
    phrases = list(_phrases(text, start, stop))
    shares = [share for low, high in phrases if (share := _share(where.part(low, high), matcher)) is not None]
    if len(shares) < SEVERAL or _share(where.part(*phrases[0]), matcher) is None:
        return None
    named = [name for share in shares for name in share.names]
    several = sum(matcher.first("of-a-kind", name) is None for name in named) >= SEVERAL
    sure = 2 * sum(share.is_certain(matcher) for share in shares) >= len(shares)
    if not several or not sure:
        return None
    segments = [segment for share in shares for segment in share.segments]
    leads = any(segment.role == "lead" for segment in segments)
    answers = leads or any(share.verb.get("answers") for share in shares)
    if not answers or any(share.verb.get("demands") for share in shares):
        if all(share.is_certain(matcher) for share in shares):
            report.note(Code.UNITS_UNREAD, where.part(start, stop).at, text=text[start:stop][:60])
        return None
    if leads:
        segments = [segment if segment.role == "lead" else replace(segment, role="support") for segment in segments]
    return Clause(where.block, start, len(text), tuple(segments))


def _phrases(text: str, start: int, stop: int) -> Iterator[tuple[int, int]]:
    """The stretches between commas outside brackets and quotation marks."""
    hidden = {index for low, high in pairs(text, start, stop) for index in range(low, high)}
    folded = fold(text[start:stop])
    ends = [at for at, sign in enumerate(folded, start) if sign in PHRASE_ENDS and at not in hidden]
    yield from ((low + 1, high) for low, high in pairwise([start - 1, *ends, stop]))


def _share(where: Passage, matcher: Matcher) -> _Share | None:
    """The bodies that open a phrase and the first verb behind which they stand whole: 县应急局 of 县应急局应加强."""
    for verb in where.all("duty-verb", matcher):
        segments = tuple(read_segments(where.part(where.start, verb.start), Duty(verb.get("role")), matcher))  # type: ignore[arg-type]  # the grammar's `set` names roles
        names = tuple(names_in(where.text, segments))
        share = _Share(segments, verb, names)
        if names and _are_bodies(names, matcher) and (verb.get("answers") or share.is_certain(matcher)):
            return share
    return None


def _are_bodies(names: Iterable[str], matcher: Matcher) -> bool:
    return all(is_body(name, matcher) and matcher.first("said-of-body", name) is None for name in names)
