"""Paragraphs that were the cells of a table → a finding for each such stretch, where no reader made a table of it, and the ids of its lines.

Converters print a table as lines: the cells of a row beside each other with
blanks between them, or each line of each cell for itself. Four signs tell
such a stretch from text: several lines of which each has three pieces that
stand clear of each other, a line of words that head columns, several such
words in short lines, and many values among short lines.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, TypeGuard

from policy_extract.blocks import Paragraph
from policy_extract.findings import Code
from policy_extract.generated.plain import At
from policy_extract.lexical.quantities import read_quantity
from policy_extract.stages.grids.heading_words import known_heading, squeezed
from policy_extract.stages.outline.lost_cells import LONGEST_CELL, SENTENCE_END, is_short_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from policy_extract.blocks import Block
    from policy_extract.findings import Report
    from policy_extract.generated.plain import BlockRole, ColumnRole
    from policy_extract.grammar import Matcher
    from policy_extract.stages.structure import Ownership

FEWEST_PIECES: Final = 3
"""Pieces that stand clear of each other in a line."""
FEWEST_LINES: Final = 2
"""Such lines, with at most `NEAR` others between them."""
NEAR: Final = 4
FEWEST_HEADINGS: Final = 3
SAME_TABLE: Final = 16
"""Blocks from one such stretch to the next, up to which both are taken for one table."""
FEWEST_REMAINS: Final = 4
"""Short lines right below a table that may be cells of it; below it those who signed stand, too."""
FEWEST_VALUES, FEWEST_SHORT = 4, 6
"""Values, and short lines altogether."""
LONGEST_LINE: Final = 80
"""Characters of a line of headings."""
MOST_SHOWN: Final = 60
"""Characters of the lines that the finding quotes."""
_GAP: Final = re.compile(r"\t+|[ \u3000]{2,}|\u3000")
_SIGN: Final = re.compile(r"[\u4e00-\u9fff]")
_BLANK: Final = re.compile(r"\S\s+\S")
_NAMES_NO_TABLE: Final[frozenset[ColumnRole]] = frozenset(
    {"no", "category", "measure", "attribute", "deadline", "lead", "support", "units"}
)
_TEXT: Final[frozenset[BlockRole]] = frozenset({"body", "heading", "other", "caption", "note", "box"})
"""What blocks may have been taken for that are cells of a lost table; others break a stretch."""


def note_lost(
    blocks: Sequence[Block],
    told: AbstractSet[str],
    owned: Ownership,
    matcher: Matcher,
    report: Report,
) -> None:
    """Note each stretch of lines that were cells, and enter its lines among `owned.cells`.

    `told` are the ids of lines that a finding on a lost table quotes already.
    """
    places = {block.id: place for place, block in enumerate(blocks)}
    noted, end = -SAME_TABLE, 0
    for stretch in _stretches(blocks, owned.roles, matcher):
        first, last = places[stretch[0].id], places[stretch[-1].id]
        known = any(block.id in told for block in stretch)
        heading = [block for block in stretch if _is_heading(block.text, matcher)][:1]
        plain = [] if known or heading or _is_record(stretch, matcher) else stretch
        lines = [] if known else heading or _beside_each_other(plain) or _below_each_other(plain, matcher)
        if lines and first - noted >= SAME_TABLE:
            _note(lines, report)
        between = blocks[end:first] if end > 0 else []
        goes_on = end > 0 and len(between) <= NEAR and all(_is_line(block, owned.roles) for block in between)
        if lines or known:
            noted = last
        if lines or known or goes_on:
            owned.cells.update(block.id for block in [*(between if goes_on else []), *blocks[first : last + 1]])
            end = last + 1
            owned.cells.update(block.id for block in _rest_of_cells(blocks[end : end + NEAR], owned.roles))


def _rest_of_cells(below: Iterable[Block], roles: Mapping[str, BlockRole]) -> Iterator[Block]:
    """The lines below a stretch that end no sentence: those of its last cells that are long."""
    for block in below:
        if not _is_line(block, roles) or block.text.rstrip().endswith(("。", "：")):
            return
        yield block


def _is_line(block: Block, roles: Mapping[str, BlockRole]) -> TypeGuard[Paragraph]:
    """Whether a block is a paragraph that opens nothing."""
    return isinstance(block, Paragraph) and roles.get(block.id, "body") == "body"


def note_remains(blocks: Sequence[Block], told: AbstractSet[str], matcher: Matcher, report: Report) -> None:
    """Note lines of a dump beside a table that were cells of it: a heading right above its first row, cells right below its last."""
    shown = [block for block in blocks if not isinstance(block, Paragraph) or block.text.strip()]
    for at, block in enumerate(shown):
        if isinstance(block, Paragraph):
            continue
        above = [line for line in shown[max(at - 1, 0) : at] if isinstance(line, Paragraph)]
        if any(_heads_no_table(line.text, matcher) for line in above):
            _note([line for line in above if line.id not in told], report)
        below = shown[at + 1 : at + 1 + FEWEST_REMAINS]
        cells = [line for line in below if isinstance(line, Paragraph) and _may_be_cell(line.text.strip())]
        if len(cells) == FEWEST_REMAINS and not any(line.id in told or _opens(line, matcher) for line in cells):
            _note(cells[:FEWEST_HEADINGS], report)


def _is_record(stretch: Sequence[Paragraph], matcher: Matcher) -> bool:
    """Whether a stretch is what a site records of the document: 索 引 号, 发布机构, 公开日期."""
    return any(matcher.first("page-furniture", block.text) is not None for block in stretch)


def _note(lines: Sequence[Paragraph], report: Report) -> None:
    if lines:
        at = At(block=lines[0].id, start=0, end=len(lines[0].text))
        shown = " | ".join(piece for line in lines for piece in _pieces(line.text))
        report.note(Code.TABLE_FLATTENED, at, headings=shown[:MOST_SHOWN])


def _heads_no_table(text: str, matcher: Matcher) -> bool:
    """Whether a line heads a column of something that no table is named by: 序号, 类型, 责任单位."""
    plain = squeezed(text)
    heading = known_heading(plain, matcher) if len(plain) <= LONGEST_CELL else None
    return heading is not None and heading.role in _NAMES_NO_TABLE and not matcher.first("title-of-a-table", plain)


def _opens(line: Paragraph, matcher: Matcher) -> bool:
    """Whether a line begins something else: a heading, a label, a date."""
    families = ("number", "caption-line", "date-line", "paragraph-start")
    return any(matcher.first(family, line.text) is not None for family in families)


def _stretches(blocks: Iterable[Block], roles: Mapping[str, BlockRole], matcher: Matcher) -> Iterator[list[Paragraph]]:
    """Paragraphs that follow each other and may be cells: short ones, and those with pieces that stand clear."""
    found: list[Paragraph] = []
    apart = 0
    for block in blocks:
        if isinstance(block, Paragraph) and not block.text.strip():
            continue
        if isinstance(block, Paragraph) and roles.get(block.id, "body") in _TEXT:
            if _may_be_cell(block.text.strip()) or _is_heading(block.text, matcher):
                found.append(block)
                apart = 0
                continue
            apart += 1
            if found and apart <= NEAR and len(_pieces(found[-1].text)) >= FEWEST_PIECES:
                continue  # the rest of a cell of several lines, or the name of a group
        if found:
            yield found
        found, apart = [], 0
    if found:
        yield found


def _may_be_cell(text: str) -> bool:
    return is_short_line(text) or len(_pieces(text)) >= FEWEST_PIECES


def _pieces(text: str) -> list[str]:
    """The pieces of a line that stand clear of each other; words set out with blanks are one: 组  长."""
    return _whole_words(_GAP.split(text.strip()))


def _whole_words(pieces: Iterable[str]) -> list[str]:
    """The pieces; single signs that follow each other are one, and a sign alone goes with what follows it."""
    found: list[str] = []
    signs = False
    for piece in pieces:
        if not piece:
            continue
        if signs and (len(piece) == 1 or len(found[-1]) == 1):
            found[-1] += piece
        else:
            found.append(piece)
            signs = True
        signs = signs and _SIGN.fullmatch(piece) is not None
    return found


def _is_heading(text: str, matcher: Matcher) -> bool:
    """Whether a line is words with blanks between them, half of which at least head columns: 序号 改革举措 主 要 内 容 推广范围."""
    text = text.strip()
    if not _BLANK.search(text) or len(text) > LONGEST_LINE or any(sign in text for sign in SENTENCE_END):
        return False
    pieces = _whole_words(text.split())
    known = sum(_heads_column(piece, matcher) for piece in pieces)
    return known >= FEWEST_HEADINGS and 2 * known >= len(pieces)


def _beside_each_other(stretch: Sequence[Paragraph]) -> list[Paragraph]:
    """The first of several lines of pieces; none where there are not enough."""
    lines = [block for block in stretch if len(_pieces(block.text)) >= FEWEST_PIECES]
    return lines[:1] if len(lines) >= FEWEST_LINES else []


def _below_each_other(stretch: Sequence[Paragraph], matcher: Matcher) -> list[Paragraph]:
    """The headings of columns among short lines, else the first lines of those with many values; none where there are too few."""
    headings = {text: block for block in reversed(stretch) if (text := squeezed(block.text))}
    known = [block for text, block in headings.items() if _heads_column(text, matcher)]
    roles = {heading.role for block in known if (heading := known_heading(squeezed(block.text), matcher)) is not None}
    if len(known) >= FEWEST_HEADINGS and len(roles) > 1:
        return known[::-1]
    values = [block for block in stretch if _is_value(block.text)]
    return list(stretch[:FEWEST_HEADINGS]) if len(stretch) >= FEWEST_SHORT and len(values) >= FEWEST_VALUES else []


def _heads_column(text: str, matcher: Matcher) -> bool:
    return len(text) <= LONGEST_CELL and known_heading(text, matcher) is not None


def _is_value(text: str) -> bool:
    return read_quantity(text).form not in {"text", "none"}
