"""Doubts that remain when structure and tasks are settled: lines that look like something else, chapters of tasks without entries.

The stages before take the likeliest reading and say nothing of the others. Here the text is looked at once more: a line
that no stage has used, although it looks like a title, a date, a signature or a heading, may be one. docs/stages.md says
how often such findings come up in documents that were read correctly, and in those that were not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from policy_extract.blocks import Paragraph, Table
from policy_extract.findings import Code
from policy_extract.generated.plain import At
from policy_extract.lexical.width import fold
from policy_extract.records import record
from policy_extract.stages.outline.outline import walk

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from policy_extract.blocks import Block
    from policy_extract.findings import Report
    from policy_extract.generated.plain import Task
    from policy_extract.grammar import Matcher
    from policy_extract.stages.parts.parts import Layout
    from policy_extract.stages.structure import Head, Ownership, PartForm, Piece, SectionForm, StageContext

MOST_TOLD = 3
"""Most lines of one part that are reported."""
LONGEST_LINE = 60
"""Characters of a line that may be a title."""
SHORTEST_TITLE = 8
SHORTEST_HEADING = 4
LONGEST_HEADING = 20
"""Characters of a line that may be a heading without a number."""
SHORTEST_TEXT = 40
"""Characters of a paragraph that is certainly text."""
QUOTED = 24
"""Characters that a finding quotes of a text."""


@record
class _Line:
    """A paragraph of the text that no stage claimed, and the blocks around it."""

    block: Paragraph
    above: Block | None
    below: Block | None
    ended: bool
    """The block above goes on no more: it is a heading, or names bodies."""


def note_doubts(
    layout: Layout,
    trees: Sequence[Sequence[SectionForm]],
    tasks: Sequence[Task],
    context: StageContext,
) -> None:
    """Note which lines may be something else than what they were read as."""
    matcher, report = context.matcher, context.report
    if matcher.clock.stopped:  # what was not read leaves no doubt of its own
        return
    told = {task.id for task in tasks}
    heads = [part.head for part in layout.parts]
    numbered = layout.record.number is not None or any(head.number is not None for head in heads)
    _note_period(heads, matcher, report)
    _note_no_text(layout.parts[0], trees[0], matcher, report)
    for part, tree in zip(layout.parts, trees, strict=True):
        _note_title(part.head.title, matcher, report)
        _note_lines(part, context, numbered=numbered)
        _note_empty_chapters(tree, told, report)
        _note_sentence(tree, report)
        _note_lost_mark(tree, report)


@record
class _Reading:
    """Words of the document and what they are in its structure."""

    role: str
    text: str


def _note(report: Report, at: At, read: _Reading, other: _Reading) -> None:
    """Note what words were read as, and what may be right as well."""
    report.note(
        Code.STRUCTURE_DOUBTFUL,
        at,
        text=_quoted(read.text),
        role=read.role,
        second=other.role,
        other=_quoted(other.text),
    )


def _quoted(text: str) -> str:
    """The first words of a text, without the mark that closes it."""
    text = text.strip().rstrip("。；：，")
    return text if len(text) <= 2 * QUOTED else f"{text[:QUOTED]}…"


def _note_title(title: Piece | None, matcher: Matcher, report: Report) -> None:
    """Note a title with a number or a full stop in it: text may be printed on its line."""
    crowded = None if title is None else matcher.first("title-with-text", title.text)
    if title is not None and crowded is not None:
        after = title.text[crowded.start :]
        read, other = _Reading("the title", title.text), _Reading("a title and the text after it", after)
        _note(report, title.at[0], read, other)


def _note_period(heads: Sequence[Head], matcher: Matcher, report: Report) -> None:
    """Note a period that may be that of another document, which the title names: 贯彻落实《…“十三五”规划》工作方案."""
    head = next((head for head in heads if head.period is not None), None)
    if head is None or head.title is None or head.period is None:
        return
    named, period = matcher.first("carried-out", head.title.text), head.period[0]
    if named is not None and period.text in named.text:
        other = _Reading("the period of another document", named.text)
        _note(report, period.at[0], _Reading("the period", period.text), other)


_NO_TEXT = {"data": "data of a program", "encoding": "text in a wrong encoding"}
"""What a file may hold that is no text."""


def _note_no_text(part: PartForm, tree: Sequence[SectionForm], matcher: Matcher, report: Report) -> None:
    """Note a text without title and headings that opens as data do (JSON, XML, Base64), or as a wrongly decoded text does."""
    opening = next((block for block in part.blocks if isinstance(block, Paragraph) and block.text.strip()), None)
    if part.head.title is not None or tree or opening is None:
        return
    if (found := matcher.first("no-text", opening.text)) is not None:
        other = _Reading(_NO_TEXT[str(found.get("holds"))], opening.text)
        _note(report, _whole(opening), _Reading("a line of the text", opening.text), other)


# ---------------------------------------------------------------- lines of the text


def _note_lines(part: PartForm, context: StageContext, *, numbered: bool) -> None:
    """Note what the first few unexplained lines may be; one may be the number of a document in which no other was read."""
    told = 0
    for line in _unclaimed(part, context.owned):
        second = _may_be(line, context.matcher) or _may_address(line, part.head, context.matcher)
        if not numbered and _is_number(line, context.matcher):
            second = "the document number"
        if second is None:
            continue
        block = line.block
        other = _text(line.below) or _text(line.above)
        _note(context.report, _whole(block), _Reading("a line of the text", block.text), _Reading(second, other))
        told += 1
        if told == MOST_TOLD:
            return


def _whole(block: Paragraph) -> At:
    return At(block=block.id, start=0, end=len(block.text))


def _unclaimed(part: PartForm, owned: Ownership) -> Iterator[_Line]:
    """The paragraphs of a part's text without a role, each with the block above and below that holds something."""
    body = [block for block in part.blocks[part.head.body :] if isinstance(block, Table) or block.text.strip()]
    for index, block in enumerate(body):
        if isinstance(block, Paragraph) and block.story == "body" and block.id not in owned.roles and not block.number:
            above, below = body[index - 1] if index else None, body[index + 1] if index + 1 < len(body) else None
            ended = above is not None and owned.roles.get(above.id) in {"heading", "units"}
            yield _Line(block, above, below, ended)


def _may_be(line: _Line, matcher: Matcher) -> str | None:
    """What a line of the text may be as well; None where it is plainly text."""
    text = line.block.text.strip()
    if len(text) > LONGEST_LINE:
        return "several paragraphs" if matcher.first("crowded-line", text) is not None else None
    if _text(line.above) == text or _text(line.below) == text:
        return None
    if any(matcher.first(family, text) is not None for family in ("date-line", "signature-with-date")):
        return "the date of a document"
    if fold(text).endswith(("。", "；", "：", "，", "、", "！", "？", "…")):
        return None
    if len(text) >= SHORTEST_TITLE and matcher.first("title", text) is not None and _stands_apart(line, matcher):
        return "the title of a part"
    if matcher.first("signature", text) is not None and matcher.first("bare-number", _text(line.below)) is not None:
        return "a signature"
    return "a heading without a number" if _is_like_heading(line, matcher) else None


def _may_address(line: _Line, head: Head, matcher: Matcher) -> str | None:
    """Whether a line in a notice without recipients may name them, below what a page printed of the text."""
    found = matcher.first("recipients", line.block.text) if head.kind == "notice" and not head.recipients else None
    return "the recipients" if found is not None and not found.group("rest") else None


def _is_number(line: _Line, matcher: Matcher) -> bool:
    """Whether a line is a document number and nothing else."""
    found = matcher.first("document-number", line.block.text)
    return found is not None and not found.group("rest")


def _stands_apart(line: _Line, matcher: Matcher) -> bool:
    """Whether another text begins below a line, and the one above it may have ended: it does not go on."""
    above, below = _text(line.above), _text(line.below)
    goes_on = len(above) >= SHORTEST_TEXT and not _ends_sentence(line.above)
    return not goes_on and (_ends_sentence(line.below) or matcher.first("number", below) is not None)


def _is_like_heading(line: _Line, matcher: Matcher) -> bool:
    """Whether a short line stands alone between two texts as headings do, and is no entry of a list."""
    text = line.block.text.strip()
    if not SHORTEST_HEADING <= len(text) <= LONGEST_HEADING or matcher.first("no-heading", text) is not None:
        return False
    begins = _is_long(line.below) and _text(line.below)[0] not in "（(，、；"
    return begins and line.above is not None and (line.ended or _ends_sentence(line.above))


def _ends_sentence(block: Block | None) -> bool:
    return fold(_text(block)).endswith(("。", "）"))


def _is_long(block: Block | None) -> bool:
    return len(_text(block)) >= SHORTEST_TEXT


def _text(block: Block | None) -> str:
    return block.text.strip() if isinstance(block, Paragraph) else ""


# ---------------------------------------------------------------- chapters


def _note_empty_chapters(tree: Sequence[SectionForm], told: set[str], report: Report) -> None:
    """Note each first-level heading that announces tasks but has only text below it: the text may be tasks."""
    for section in tree:
        empty = section.role == "tasks" and section.number is not None and not section.announced
        if not empty or any(one.id in told or (one is not section and one.number) for one in walk([section])):
            continue
        texts = [block.text.strip() for block in section.blocks[1:] if isinstance(block, Paragraph)]
        said = len([text for text in texts if text]) > 1 or any(text.endswith("。") for text in texts)
        if said and not _has_table(section):
            title = f"{section.number}{section.title or ''}"
            other = _Reading("a chapter of tasks", texts[0])
            _note(report, section.at[0], _Reading("a chapter without tasks", title), other)


def _note_sentence(tree: Sequence[SectionForm], report: Report) -> None:
    """Note the first entry with a long title, its mark and nothing else: it may be a sentence without a title."""
    for section in walk(tree):
        block = section.blocks[0] if len(section.blocks) == 1 and not section.sections else None
        title = section.title or ""
        if section.number is None or not isinstance(block, Paragraph) or len(title) <= LONGEST_HEADING:
            continue
        if fold(block.text).rstrip().endswith((f"{fold(title)}。", f"{fold(title)}：")):
            other = _Reading("a sentence without a heading", block.text)
            _note(report, section.at[0], _Reading("a heading", title), other)
            return


def _note_lost_mark(tree: Sequence[SectionForm], report: Report) -> None:
    """Note the first long entry without a title where another lost the mark after its own: a title may stand in it, too."""
    sections = [one for one in walk(tree) if one.number is not None]
    lost = next((_opening(section) for section in sections if _has_lost_mark(section)), None)
    untitled = (one for one in sections if one.title is None and len(_opening(one)) >= SHORTEST_TEXT)
    section = next(untitled, None) if lost is not None else None
    if lost is not None and section is not None:
        read = _Reading("a sentence without a heading", _opening(section))
        _note(report, section.at[0], read, _Reading("a heading and the text after it", lost))


def _opening(section: SectionForm) -> str:
    """The text of the paragraph that opens a section."""
    return _text(section.blocks[0]) if section.blocks else ""


def _has_lost_mark(section: SectionForm) -> bool:
    """Whether words follow the title of an entry on its line without a mark or a space between them."""
    text, end = _opening(section), section.opening[1]
    return section.title is not None and text[:end].endswith(section.title) and text[end : end + 1].isalnum()


def _has_table(section: SectionForm) -> bool:
    return any(isinstance(block, Table) for block in section.blocks)
