"""Blocks → parts: the main text, the plan a notice carries, the annexes; and who signed (GB/T 9704-2012 §7.3.4-7)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policy_extract.blocks import Paragraph
from policy_extract.findings import Code
from policy_extract.generated.plain import At
from policy_extract.records import field, mutable, replace
from policy_extract.stages.front.contacts import claim_contacts
from policy_extract.stages.front.head import read_head
from policy_extract.stages.front.lines_of_head import Lines
from policy_extract.stages.front.signatures import Signature, claim_imprint, read_signature, signed_elsewhere
from policy_extract.stages.front.site_record import SiteRecord, add_rows
from policy_extract.stages.parts.annex_lists import read_annex_lists
from policy_extract.stages.parts.contents import claim_contents
from policy_extract.stages.parts.part_starts import find_starts, lines_equal
from policy_extract.stages.structure import Head, PartForm, Piece, join, piece

if TYPE_CHECKING:
    from collections.abc import Sequence

    from policy_extract.blocks import Block, Opening
    from policy_extract.findings import Report
    from policy_extract.grammar import Matcher
    from policy_extract.stages.parts.annex_lookups import Listed
    from policy_extract.stages.parts.part_starts import Start
    from policy_extract.stages.structure import PartKind, StageContext


QUOTED = 24
"""Characters that a finding quotes of a text."""


@mutable
class Layout:
    """The parts of a document and what signs it."""

    parts: list[PartForm] = field(default_factory=list)
    signature: Signature = field(default_factory=Signature)
    record: SiteRecord = field(default_factory=SiteRecord)
    """What the web page says about the document outside its text."""


def split_parts(
    blocks: Sequence[Block], record: SiteRecord, context: StageContext, openings: Sequence[Opening] = ()
) -> Layout:
    """The document's parts in order; claims labels, lists, heads, signatures and imprints.

    `record` is what the web page says about the document outside its text; such lines around the title are added to it.
    `openings` say where sheets or files begin, each a part at least.
    """
    matcher, owned = context.matcher, context.owned
    claim_contents(blocks, matcher, owned)
    lines = Lines(blocks, matcher, owned)
    main = read_head(lines, 0)
    _note_second_title(main, context.report)
    _note_text_above(main, lines, context.report)
    add_rows(record, [block for block in blocks[: main.body] if owned.roles.get(block.id) == "other"], matcher)
    listed = read_annex_lists(lines, main.body)
    starts, in_text = find_starts(lines, main, listed, openings)
    for label in in_text:
        context.report.note(Code.LABEL_IN_TEXT, label.at[0], label=label.text)
    bounds = [start.index for start in starts] + [len(blocks)]
    carries = any(start.kind == "plan" for start in starts)
    body = blocks[main.body : bounds[0]]
    layout = Layout(signature=read_signature(body, matcher, owned), record=record)
    kind: PartKind = "notice" if carries else "main"
    file = openings[0].file if openings else None
    layout.parts.append(PartForm("main", kind, None, None, True, main, None, tuple(blocks[: bounds[0]]), file))
    for start, end in zip(starts, bounds[1:], strict=True):
        file = start.opening.file if start.opening is not None else file
        part = _part(Lines(blocks[start.index : end], matcher, owned), start, len(layout.parts))
        layout.parts.append(replace(part, source=file))
    owned.parts.update((block.id, part.id) for part in layout.parts for block in part.blocks)
    _own_annex_lists(layout, listed, context.report)
    if layout.signature.date is None and not layout.signature.issuers:
        layout.signature = signed_elsewhere(layout.parts, matcher, owned)
    return layout


def _note_second_title(head: Head, report: Report) -> None:
    """Note that another line may be the title as well."""
    if head.title is not None and head.second is not None:
        report.note(
            Code.STRUCTURE_DOUBTFUL,
            head.title.at[0],
            text=head.title.text,
            role="the title",
            second="a line below the title",
            other=head.second.text,
        )


def _note_text_above(head: Head, lines: Lines, report: Report) -> None:
    """Note that numbered text stands above the title, which is the end of another document."""
    first = next((index for index in range(head.body) if lines.is_a(index, "number")), None)
    block = lines.paragraph(first) if first is not None else None
    if head.title is not None and block is not None and lines.owned.roles.get(block.id) == "other":
        report.note(
            Code.STRUCTURE_DOUBTFUL,
            At(block=block.id, start=0, end=len(block.text)),
            text=f"{block.text[:QUOTED]}…",
            role="the end of another document",
            second="a line of the text",
            other=head.title.text,
        )


def _part(lines: Lines, start: Start, position: int) -> PartForm:
    """One annex or carried plan of these lines, its head read."""
    blocks, matcher, owned = lines.blocks, lines.matcher, lines.owned
    first = 0
    if start.label is not None and not start.inside:
        owned.claim([blocks[first]], "annex-label")
        first += 1
    if start.inside:
        head = Head(title=start.title_on_line)
    elif start.title_on_line is not None:
        head = replace(read_head(lines, first, annex=True), title=start.title_on_line)
    elif count := _title_lines(lines, first, start):
        owned.claim(blocks[first : first + count], "title")
        rest = read_head(lines, first + count - 1, annex=True)
        head = replace(rest, title=join(_pieces(blocks[first : first + count])), body=max(rest.body, first + count))
    else:
        head = read_head(lines, first, annex=start.opening is None)
    claim_imprint(blocks, matcher, owned)
    claim_contacts(blocks, matcher, owned)
    label = start.label or (start.listed and Piece(start.listed.label)) or _label_of_file(start, matcher)
    return PartForm(
        id=f"a{position}",
        kind=start.kind,
        label=label or None,
        listed=start.listed is not None,
        present=True,
        head=head,
        listed_title=start.listed.title if start.listed is not None else None,
        blocks=tuple(blocks),
    )


def _label_of_file(start: Start, matcher: Matcher) -> Piece | None:
    """The label that opens the name of the part's file: 附件2.xlsx."""
    match = matcher.first("annex-file", start.opening.name) if start.opening is not None else None
    if match is None or not match.has("label"):
        return None
    return Piece(f"{match.group('label')}{match.group('number') or ''}")


def _title_lines(lines: Lines, first: int, start: Start) -> int:
    """How many lines make up the title that the annex list prints, or the notice.

    The list may print a title with its period; otherwise a period or status on a
    line of its own below the title is not part of it.
    """
    blocks = lines.blocks
    if start.listed is not None and (count := lines_equal(blocks, first, start.listed.title.text)):
        return count
    count = max((lines_equal(blocks, first, name) for name in start.names), default=0)
    while count > 1 and lines.is_a(first + count - 1, "bracket-line"):
        count -= 1
    return count


def _pieces(blocks: Sequence[Block]) -> list[Piece]:
    return [piece(block) for block in blocks if isinstance(block, Paragraph)]


def _own_annex_lists(layout: Layout, listed: Sequence[Listed], report: Report) -> None:
    """Add the annexes that are listed and not in the document; note what list and text disagree on."""
    used = {id(part.listed_title) for part in layout.parts}
    for part in layout.parts[1:]:
        if part.listed and part.label is not None and not part.label.at and part.source is None:
            report.note(Code.ANNEX_LABEL_MISSING, label=part.label.text)
        if listed and not part.listed and part.kind == "annex" and part.label is not None:
            report.note(Code.ANNEX_NOT_LISTED, part.label.at[0] if part.label.at else None, label=part.label.text)
    for entry in listed:
        if id(entry.title) in used or not entry.title.text:
            continue
        report.note(Code.ANNEX_MISSING, entry.title.at[0] if entry.title.at else None, label=entry.label)
        position = f"a{len(layout.parts)}"
        absent = PartForm(position, "annex", Piece(entry.label), True, False, Head(), entry.title, ())
        layout.parts.append(absent)
