"""Everything the stages found → the plan, in the contract's form."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policy_extract.blocks import Paragraph
from policy_extract.findings import Code
from policy_extract.generated.plain import (
    FORMAT,
    At,
    DroppedText,
    Front,
    Part,
    Period,
    Plan,
    PlanBlock,
    PlanFinding,
    Section,
    SectionNumber,
)
from policy_extract.records import record
from policy_extract.stages.front.head import kind_of
from policy_extract.stages.front.issuers import title_issuers
from policy_extract.stages.front.record_doubts import note_number, note_title
from policy_extract.stages.front.validity import read_validity
from policy_extract.stages.outline.boxes import read_box
from policy_extract.stages.outline.outline import boxes_of
from policy_extract.stages.parts.annex_mentions import find_mentions
from policy_extract.stages.parts.jurisdiction import read_jurisdiction
from policy_extract.stages.structure import as_text, unbroken

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from policy_extract.blocks import Block, Document
    from policy_extract.findings import Finding, Report
    from policy_extract.generated.plain import Reference, Source, Target
    from policy_extract.grammar import Matcher
    from policy_extract.stages.parts.parts import Layout
    from policy_extract.stages.structure import Head, Ownership, PartForm, Piece, SectionForm, StageContext
    from policy_extract.stages.tables.tables import TableList
    from policy_extract.stages.tasks.tasks import TaskList


@record
class Read:
    """What the stages found in one document."""

    layout: Layout
    sections: Sequence[SectionForm]
    tasks: TaskList
    tables: TableList
    references: Sequence[Reference]
    targets: Sequence[Target]


def assemble(source: Source, document: Document, read: Read, context: StageContext) -> Plan:
    """The plan; every block gets its owner here at the latest."""
    matcher, report = context.matcher, context.report
    front = _front(read.layout, matcher, report)
    texts = dict(_texts(document.blocks))
    mentions = find_mentions(document.blocks, read.layout.parts, context)
    boxes = [read_box(box, section, texts, matcher) for section, box in boxes_of(read.sections)]
    return Plan(
        format=FORMAT,
        source=source,
        front=front,
        parts=tuple(_part(part, front, mentions.get(part.id), matcher) for part in read.layout.parts),
        sections=tuple(_section(section) for root in read.sections for section in _named(root)),
        tasks=tuple(read.tasks.tasks),
        carry_overs=tuple(read.tasks.carry_overs),
        tables=tuple(read.tables.tables),
        indicators=tuple(read.tables.indicators),
        items=tuple(read.tables.items),
        boxes=tuple(boxes),
        targets=tuple(read.targets),
        references=tuple(read.references),
        blocks=tuple(_block(block, context.owned) for block in document.blocks),
        dropped=tuple(DroppedText(text=one.text, story=one.story, reason=one.reason) for one in document.dropped),
        findings=tuple(_finding(one) for one in report),
    )


def _texts(blocks: Iterable[Block]) -> Iterable[tuple[str, str]]:
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block.id, block.text
        else:
            yield from ((block.address(cell), cell.text) for cell in block.cells)


# ---------------------------------------------------------------- front matter and parts


def _front(layout: Layout, matcher: Matcher, report: Report) -> Front:
    """Front matter of the main part; a notice takes title, status and period from the plan it carries, if it has none."""
    main = layout.parts[0].head
    plans = [part.head for part in layout.parts[1:] if part.kind == "plan"]
    if main.title is None:
        report.note(Code.TITLE_MISSING)
    heads = [main, *plans]
    recorded = {one.id.partition(".")[0] for one in layout.record.titles if one.style != "title"}
    printed = [head.title for head in heads if head.title and head.title.at[0].block.partition(".")[0] not in recorded]
    title = next((one for one in (*printed, main.title) if one is not None), None)
    note_title(layout.record, [unbroken(one) for one in printed], matcher, report)
    note_number(layout.record, next((head.number for head in heads if head.number is not None), None), report)
    status = next((head.status for head in heads if head.status is not None), None)
    kind = main.kind if main.title is not None or not plans else plans[0].kind
    dates = (layout.signature.date, *(head.date for head in heads), layout.record.date)
    return Front(
        title=as_text(title and unbroken(title)),
        kind=kind,  # type: ignore[arg-type]  # the grammar's `set` names kinds; writing the plan checks them
        status=as_text(status),
        document_number=as_text(next((head.number for head in heads if head.number is not None), layout.record.number)),
        issuers=tuple(text for issuer in _issuers(layout, heads, matcher, report) if (text := as_text(issuer))),
        recipients=tuple(text for one in main.recipients if (text := as_text(one))),
        date=next((one for one in dates if one is not None), None),
        period=next((found for head in heads if (found := _period(head, report)) is not None), None),
        jurisdiction=read_jurisdiction(layout, matcher),
        validity=read_validity(layout.parts, matcher),
    )


def _issuers(layout: Layout, heads: Sequence[Head], matcher: Matcher, report: Report) -> tuple[Piece, ...]:
    """Who issued the document: by its head, its signature, the body that opens its title, or a site's record of it."""
    opening = (title_issuers(head.title, matcher) for head in heads)
    above = [head.issuers for head in heads]
    named = (above[0], layout.signature.issuers, *opening, layout.record.issuers, *above[1:])
    found = next((one for one in named if one), ())
    if found and not above[0] and not layout.signature.issuers:
        _note_other_name(found[0], layout.record.issuers, report)
    return found


def _note_other_name(issuer: Piece, recorded: Sequence[Piece], report: Report) -> None:
    """Say that the site calls the body that opens the title by another name."""
    names = [one.text for one in recorded]
    other = next((name for name in names if issuer.text not in names), None)
    if other is not None and issuer.at:
        report.note(
            Code.STRUCTURE_DOUBTFUL,
            issuer.at[0],
            text=issuer.text,
            role="the issuer",
            second="another name of the issuer",
            other=other,
        )


def _period(head: Head, report: Report) -> Period | None:
    """The period as printed, even where its years are the wrong way round."""
    if head.period is None:
        return None
    found, start, end = head.period
    if end < start:
        report.note(Code.PERIOD_BACKWARDS, found.at[0], period=found.text)
    return Period(raw=found.text, start=start, end=end, at=found.at)


def _part(part: PartForm, front: Front, mentions: tuple[At, ...] | None, matcher: Matcher) -> Part:
    """A part; the title comes from the text, else from the annex list."""
    title = None if part.id == "main" and part.head.title is None else part.head.title or part.listed_title
    return Part(
        id=part.id,
        kind=part.kind,
        label=as_text(part.label),
        title=as_text(title and unbroken(title)),
        listed=part.listed,
        present=part.present,
        genre=front.kind if part.id == "main" else kind_of(title, matcher),  # type: ignore[arg-type]  # as above
        source=part.source,
        mentions=mentions or None,
    )


# ---------------------------------------------------------------- sections


def _named(root: SectionForm) -> Sequence[SectionForm]:
    """The section itself; nothing for the nameless holder of boxes before the first heading."""
    return [root] if root.level else []


def _section(root: SectionForm) -> Section:
    """The tree below and with `root`, built from the leaves up so that depth costs no stack."""
    built: dict[int, Section] = {}
    stack = [(root, False)]
    while stack:
        section, ready = stack.pop()
        if not ready:
            stack.append((section, True))
            stack.extend((child, False) for child in section.sections)
            continue
        built[id(section)] = Section(
            id=section.id,
            part=section.part,
            level=section.level,
            role=section.role,
            number=_number(section),
            title=section.title,
            at=section.at,
            blocks=tuple(block.id for block in section.blocks),
            sections=tuple(built.pop(id(child)) for child in section.sections),
        )
    return built[id(root)]


def _number(section: SectionForm) -> SectionNumber | None:
    if section.number is None:
        return None
    return SectionNumber(
        raw=section.number,
        value=section.value,
        style=section.style,
        origin=section.origin,
        inferred=section.inferred,
    )


# ---------------------------------------------------------------- blocks and findings


def _block(block: Block, owned: Ownership) -> PlanBlock:
    paragraph = block if isinstance(block, Paragraph) else None
    default = "table" if paragraph is None else ("footnote" if block.story in {"footnote", "endnote"} else "body")
    return PlanBlock(
        id=block.id,
        kind="paragraph" if paragraph is not None else "table",
        text=paragraph.text if paragraph is not None else None,
        number=(paragraph.number or None) if paragraph is not None else None,
        style=(paragraph.style or None) if paragraph is not None else None,
        story=block.story,
        part=owned.parts.get(block.id, "main"),
        section=owned.sections.get(block.id),
        role=owned.roles.get(block.id, default),  # type: ignore[arg-type]  # the default is one of the roles
    )


def _finding(finding: Finding) -> PlanFinding:
    return PlanFinding(
        code=finding.code.value,
        severity=finding.severity,
        params=finding.params,
        message=finding.message,
        at=finding.at,
    )
