"""Titles and issuers → the place the plan is for: 绍兴市上虞区 with its code and level."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policy_extract.generated.plain import Jurisdiction
from policy_extract.lexical.width import fold
from policy_extract.records import record
from policy_extract.stages.structure import part_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from policy_extract.grammar import Matcher
    from policy_extract.stages.parts.parts import Layout
    from policy_extract.stages.structure import Piece


@record
class _Place:
    """A place that a text names."""

    start: int
    end: int
    codes: tuple[str, ...]
    """All that are called so and lie in what is printed before."""


def read_jurisdiction(layout: Layout, matcher: Matcher) -> Jurisdiction | None:
    """The first place that a title names, else an issuer; None where none does.

    A name that several places share has a code only where title, issuer,
    recipients or number tell which one is meant.
    """
    heads = [layout.parts[0].head, *(part.head for part in layout.parts[1:] if part.kind == "plan")]
    titles = [head.title for head in heads if head.title is not None]
    issuers = [issuer for head in heads for issuer in head.issuers] + list(layout.signature.issuers)
    others = [piece for head in heads for piece in (*head.recipients, head.number) if piece is not None]
    around = "".join(piece.text for piece in (*titles, *issuers, *others))
    number = next((head.number.text for head in heads if head.number is not None), "")
    found = (_in_piece(piece, around, number, matcher) for piece in (*titles, *issuers))
    return next((one for one in found if one is not None), None)


def _in_piece(piece: Piece, around: str, number: str, matcher: Matcher) -> Jurisdiction | None:
    text = fold(piece.text)
    if sum(span.end - span.start for span in piece.at) != len(text):
        return None
    for start in _openings(text, matcher):
        if (central := matcher.first("central", text[start:])) is not None:
            low, high = central.span("name")
            return _jurisdiction(piece, (start + low, start + high), None, "central")
        chain = list(_chain(text, start, matcher))
        town = matcher.first("town", text[chain[-1].end if chain else start :])
        if town is not None:
            end = (chain[-1].end if chain else start) + town.end
            return _jurisdiction(piece, (start, end), None, "township")
        if chain:
            return _of_chain(piece, chain, around, number)
    return None


def _openings(text: str, matcher: Matcher) -> list[int]:
    """Where the name of a place may begin."""
    return [len(text) - len(text.lstrip(" “《")), *(match.end for match in matcher.all("place-opening", text))]


def _chain(text: str, start: int, matcher: Matcher) -> Iterator[_Place]:
    """The places named one after the other, each in the one before: 绍兴市, 上虞区."""
    before: tuple[str, ...] | None = None
    while (place := _place_at(text, start, before, matcher)) is not None:
        yield place
        start, before = place.end, place.codes


def _place_at(text: str, start: int, within: tuple[str, ...] | None, matcher: Matcher) -> _Place | None:
    """The longest name of a place that begins here; one of two characters (城区) only inside another."""
    # Documents that name no place need not load the table.
    from policy_extract.lexical import places  # noqa: PLC0415

    for end in range(min(len(text), start + places.LONGEST), start + (1 if within else 2), -1):
        codes = places.codes_by_name().get(text[start:end], ())
        if within is not None:
            codes = tuple(code for code in codes if any(places.lies_in(code, above) for above in within))
        if codes and text[end : end + 1] not in matcher.words("no-place-before"):
            return _Place(start, end, codes)
    return None


def _of_chain(piece: Piece, chain: Sequence[_Place], around: str, number: str) -> Jurisdiction | None:
    from policy_extract.lexical import places  # noqa: PLC0415  as above

    codes = chain[-1].codes
    levels = {places.level_of(code) for code in codes}
    if len(levels) > 1:
        return None
    if len(codes) > 1:
        codes = tuple(_meant(codes, around, number)) or codes
    code = codes[0] if len(codes) == 1 else None
    return _jurisdiction(piece, (chain[0].start, chain[-1].end), code, levels.pop())


def _meant(codes: Iterable[str], around: str, number: str) -> Iterator[str]:
    """The places among several of one name whose city or province is named too, or opens the number."""
    from policy_extract.lexical import places  # noqa: PLC0415  as above

    province = places.letters().get(number[:1])
    for code in codes:
        wider = [places.without_level(places.names_by_code()[one]) for one in places.wider(code)]
        if code[:2] == province or any(name in around for name in wider):
            yield code


def _jurisdiction(piece: Piece, name: tuple[int, int], code: str | None, level: str) -> Jurisdiction:
    """The jurisdiction named in a stretch of the piece."""
    return Jurisdiction(
        name=piece.text[slice(*name)],
        code=code,
        level=level,  # type: ignore[arg-type]  # one of the contract's words; pydantic checks
        at=part_of(piece, *name).at,
    )
