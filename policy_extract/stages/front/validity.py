"""From when a document is in force, and for how long: 自2026年3月18日起施行，有效期5年."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policy_extract.blocks import Paragraph
from policy_extract.generated.plain import Validity
from policy_extract.lexical.dates import read_date
from policy_extract.lexical.numerals import read_numeral
from policy_extract.stages.structure import join, piece

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from policy_extract.grammar import Match, Matcher
    from policy_extract.stages.structure import PartForm

OPENING = 8
CLOSING = 20
"""Blocks of a part that open and close it; nowhere else does a text speak of its own force."""
_FAMILIES = ("validity-from", "validity-until", "validity-years")


def read_validity(parts: Sequence[PartForm], matcher: Matcher) -> Validity | None:
    """What the text itself says last of its force; None where it says nothing."""
    own = [part for part in parts if part.kind != "annex"]
    for part in reversed(own):
        blocks = part.blocks[_title_of(part) :]
        for block in reversed((*blocks[: max(0, min(OPENING, len(blocks) - CLOSING))], *blocks[-CLOSING:])):
            if isinstance(block, Paragraph) and (found := _found(block, matcher)):
                return _validity(block, found, matcher)
    return None


def _title_of(part: PartForm) -> int:
    """Where the title of a part stands; what is printed above it may be the end of another document."""
    titled = part.head.title.at[0].block if part.head.title is not None and part.head.title.at else None
    return next((index for index, block in enumerate(part.blocks) if block.id == titled), 0)


def _found(block: Paragraph, matcher: Matcher) -> list[Match]:
    """The first of each kind of statement in the paragraph, in printed order."""
    if matcher.first("validity", block.text) is None:
        return []
    found = (matcher.first(family, block.text, block=block.id) for family in _FAMILIES)
    return sorted((one for one in found if one is not None), key=lambda one: one.span("raw"))


def _validity(block: Paragraph, found: Iterable[Match], matcher: Matcher) -> Validity:
    said = [(match, *match.span("raw")) for match in found]
    apart = [one for one, before in zip(said, [None, *said], strict=False) if before is None or one[1] >= before[2]]
    whole = join(piece(block, start, end) for _, start, end in apart)
    years = _group("years", said)
    return Validity(
        raw=whole.text,
        from_=_day(_group("from", said), matcher),
        until=_day(_group("until", said), matcher),
        years=read_numeral(years) if years else None,
        at=whole.at,
    )


def _group(name: str, said: Iterable[tuple[Match, int, int]]) -> str | None:
    return next((match.group(name) for match, _, _ in said if match.has(name)), None)


def _day(printed: str | None, matcher: Matcher) -> str | None:
    """The ISO form of a printed day."""
    match = matcher.first("date-line", printed) if printed else None
    return None if match is None else read_date(match.group("year"), match.group("month"), match.group("day"))
