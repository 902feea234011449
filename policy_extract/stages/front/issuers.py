"""Names of bodies and dates as a head or a signature prints them."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from policy_extract.lexical.dates import read_date
from policy_extract.stages.structure import Piece, join, part_of, piece

if TYPE_CHECKING:
    from collections.abc import Iterator

    from policy_extract.blocks import Paragraph
    from policy_extract.generated.plain import PlanDate
    from policy_extract.grammar import Match, Matcher

SHORTEST_NAME = 3
"""Characters of a body's name that a space may set apart from another."""


def split_names(found: Piece, matcher: Matcher) -> tuple[Piece, ...]:
    """Names printed on one line: apart by spaces or 、, or cut where the first name's place is named again (澜州市甲局澜州市乙局)."""
    apart = [part_of(found, *one.span()) for one in re.finditer(r"[^\s、]+", found.text)]
    if len(apart) > 1 and all(_is_whole_name(one.text, matcher) for one in apart):
        return tuple(name for one in apart for name in split_names(one, matcher))
    again = [at for at in _named_again(found.text, matcher) if matcher.first("signature", found.text[:at])]
    cuts = [0, *again, len(found.text)]
    return tuple(part_of(found, start, end) for start, end in pairwise(cuts))


def _named_again(text: str, matcher: Matcher) -> Iterator[int]:
    """Where the place that opens the text is named again, with 中共 before it."""
    opening = matcher.first("body-place", text)
    if opening is None:
        return
    place = text[slice(*opening.span("place"))]
    for again in re.compile(re.escape(place)).finditer(text, opening.end):
        before = text[: again.start()]
        yield len(before) - max((len(word) for word in matcher.words("party-name") if before.endswith(word)), default=0)


def _is_whole_name(text: str, matcher: Matcher) -> bool:
    """Whether a body is named, and not only the office of one: 澜州市人民政府 办公室."""
    named = len(text) >= SHORTEST_NAME and matcher.first("signature", text) is not None
    return named and matcher.first("office-of-a-body", text) is None


def title_issuers(title: Piece | None, matcher: Matcher) -> tuple[Piece, ...]:
    """The bodies that open a title: 澜州市人民政府办公室关于…."""
    match = matcher.first("title-issuer", title.text) if title is not None else None
    if match is None or title is None:
        return ()
    start, end = match.span("issuer")
    names = [part_of(title, *one.span()) for one in re.compile("[^、]+").finditer(title.text, start, end)]
    return tuple(name for one in names for name in split_names(one, matcher))


def as_date(block: Paragraph, match: Match) -> PlanDate | None:
    """The printed date in the contract's form; None where it is no day of the calendar."""
    return date_of(piece(block, *match.span("date")), match)


def date_of(found: Piece, match: Match) -> PlanDate | None:
    from policy_extract.generated.plain import PlanDate  # noqa: PLC0415  the contract is loaded once a document is read

    iso = read_date(match.group("year"), match.group("month"), match.group("day") if match.has("day") else None)
    return PlanDate(raw=found.text, iso=iso, at=found.at) if iso else None


def closed_up(block: Paragraph, start: int, end: int) -> Piece:
    """A name that is spread out with spaces, without them."""
    return join(piece(block, *found.span()) for found in re.compile(r"\S+").finditer(block.text, start, end))
