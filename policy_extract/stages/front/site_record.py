"""What a site records about a document outside its text: 发文字号, 成文日期, 发文机关; used where the text itself does not say."""

from __future__ import annotations

import re
from itertools import zip_longest
from typing import TYPE_CHECKING

from policy_extract.blocks import METADATA, Paragraph
from policy_extract.generated.plain import At
from policy_extract.lexical.dates import read_date
from policy_extract.records import mutable, record
from policy_extract.stages.front.issuers import split_names
from policy_extract.stages.structure import Piece, part_of, piece

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from policy_extract.blocks import Block
    from policy_extract.generated.plain import PlanDate
    from policy_extract.grammar import Match, Matcher
    from policy_extract.stages.structure import Ownership


@mutable
class SiteRecord:
    """The entries that speak for the front matter."""

    titles: tuple[Paragraph, ...] = ()
    """What the page, then the record calls the document; for a text that prints no title."""
    number: Piece | None = None
    issuers: tuple[Piece, ...] = ()
    date: PlanDate | None = None


@record
class _Text:
    """A paragraph or a cell of a record."""

    id: str
    text: str
    start: int = 0
    """Where the text begins in its paragraph."""


def split_record(blocks: Sequence[Block], matcher: Matcher, owned: Ownership) -> tuple[tuple[Block, ...], SiteRecord]:
    """The blocks of the document itself, and what the site records of it."""
    rows = [block for block in blocks if block.story == METADATA]
    if not rows:
        return tuple(blocks), SiteRecord()
    titles = [block for block in rows if isinstance(block, Paragraph) and block.style == "title"]
    found = SiteRecord(titles=tuple(titles[:1]))
    owned.claim((block for block in rows if block not in titles[:1]), "other")
    add_rows(found, rows, matcher)
    found.number = found.number or next(_bare("number", rows, matcher), None)
    found.issuers = found.issuers or tuple(
        name for line in _bare("issuer", rows, matcher) for name in split_names(line, matcher)
    )
    of_site = {block.id for block in rows}
    return tuple(block for block in blocks if block.id not in of_site), found


def _bare(kind: str, rows: Sequence[Block], matcher: Matcher) -> Iterator[Piece]:
    """The document numbers, or the bodies, that stand without their label, as a page prints them beside the text."""
    for above, block in zip([None, *rows], rows, strict=False):
        if not isinstance(block, Paragraph) or (kind == "issuer" and _is_called_or_labelled(block, above, matcher)):
            continue
        if (said := matcher.first(f"{kind}-on-a-page", block.text)) is not None:
            yield piece(block, *said.span(kind))


def _is_called_or_labelled(line: Paragraph, above: Block | None, matcher: Matcher) -> bool:
    """Whether a line is the name of the page, which may be its site's, or the value of a label (发布机构：) above it."""
    return line.style == "title" or (isinstance(above, Paragraph) and _is_label(above, matcher))


def add_rows(found: SiteRecord, rows: Sequence[Block], matcher: Matcher) -> None:
    """Add what the rows say, unless it is known already."""
    for label, value in _entries(rows, matcher):
        _read(label, value, found, matcher)


def _entries(rows: Sequence[Block], matcher: Matcher) -> Iterator[tuple[_Text, _Text]]:
    """Each label and what stands after it: in the next cell or paragraph, or after the label on one line."""
    for block, below in zip_longest(rows, rows[1:]):
        if isinstance(block, Paragraph):
            yield (_Text(block.id, block.text),) * 2
            yield from _entries_of_line(block, matcher)
            if isinstance(below, Paragraph) and _is_label(block, matcher):
                yield _Text(block.id, block.text), _Text(below.id, below.text)
        else:
            cells = [_Text(block.address(cell), cell.text) for cell in block.cells]
            yield from zip(cells, [*cells[1:], _Text("", "")], strict=True)
            yield from ((cell, cell) for cell in cells)


def _is_label(line: Paragraph, matcher: Matcher) -> bool:
    """Whether a line is a label alone, so that its value stands in the next."""
    match = matcher.first("record-label", line.text)
    return match is not None and not line.text[match.end :].strip()


def _entries_of_line(block: Paragraph, matcher: Matcher) -> Iterator[tuple[_Text, _Text]]:
    """The entries of a line that prints several of them; none of a line with one label."""
    labels = list(matcher.all("record-entry", block.text))
    if len(labels) < 2:
        return
    for label, end in zip(labels, [*(one.start for one in labels[1:]), len(block.text)], strict=True):
        low, high = label.span("label")
        value = block.text[label.end : end].rstrip()
        yield _Text(block.id, block.text[low:high]), _Text(block.id, value, label.end)


def _read(label: _Text, value: _Text, found: SiteRecord, matcher: Matcher) -> None:
    match = matcher.first("record-label", label.text)
    if match is None:
        return
    start = match.end if label is value else 0
    if match.get("kind") == "title" and value.text[start:].strip() and not value.start + start:
        found.titles = (*found.titles, Paragraph(value.id, value.text))
    said = (
        matcher.first(f"record-{match.get('kind')}", value.text[start:])
        if match.get("kind") in {"number", "date", "issuer"}
        else None
    )
    if said is None:
        return
    begin, end = said.span("value")
    quoted = Piece(
        value.text[start + begin : start + end],
        (At(block=value.id, start=value.start + start + begin, end=value.start + start + end),),
    )
    if match.get("kind") == "number":
        found.number = found.number or quoted
    elif match.get("kind") == "issuer":
        found.issuers = found.issuers or tuple(name for one in _apart(quoted) for name in split_names(one, matcher))
    else:
        found.date = found.date or _date(quoted, said)


def _apart(bodies: Piece) -> Iterator[Piece]:
    """Bodies that a record parts by ; or a comma."""
    return (part_of(bodies, *one.span()) for one in re.compile(r"[^；;，,]+").finditer(bodies.text))


def _date(found: Piece, match: Match) -> PlanDate | None:
    from policy_extract.generated.plain import PlanDate  # noqa: PLC0415  # the contract is loaded once a document is read

    iso = read_date(match.group("year"), match.group("month"), match.group("day"))
    return PlanDate(raw=found.text, iso=iso, at=found.at) if iso else None
