"""Edits of what is no task: cells and rows of plain tables, closing paragraphs, legends, the order of annexes, what is bold."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from tests.diff.mutation.expected import Aim, Thing, Wanted

if TYPE_CHECKING:
    from policy_extract.model import Part, PlanTable, TableCell, Unit
    from tests.diff.mutation.desk import Desk

_AMOUNT = re.compile(r"\d+(?:\.\d+)?")
_CLOSINGS = (
    "各责任单位要加强协同配合，形成工作合力，确保各项部署落到实处。",
    "各地各部门要结合实际细化举措，抓好贯彻落实，重要情况及时报告。",
)


# ---------------------------------------------------------------- plain tables


def change_cell(desk: Desk) -> bool:
    """Another number in a cell of a table whose columns mean nothing to the reader."""
    cells = [(table, cell) for table in _plain_tables(desk) for cell in _amounts(table)]
    for table, cell in desk.shuffled(cells):
        block, row, col = cell.block.rsplit(".", 2)
        if not desk.anatomy.free(f"{block}/{row}", "place") or not desk.anatomy.free(cell.block, "text"):
            continue
        new = str(int(float(cell.text)) + 7)
        desk.draft.overwrite(cell.block, 0, len(cell.text), new)
        desk.anatomy.claim(cell.block, "text")
        desk.anatomy.claim(table.id, "cells")
        return desk.done(
            "change cell",
            [
                Wanted(
                    "cell-changed",
                    "substance",
                    (Thing(cell.block, text=cell.text, whole=True),),
                    (Aim("block", block, row, col, text=new, whole=True),),
                )
            ],
            lambda look: any(
                one.block == look.address(block, row, col) and one.text == new
                for other in look.plan.tables
                for one in other.cells
            ),
        )
    return False


def add_plain_row(desk: Desk) -> bool:
    """A row more in such a table, called like none of the others."""
    for table in desk.shuffled(_plain_tables(desk)):
        block = table.blocks[0]
        after = desk.pick(_untouched_rows(desk, table))
        name = desk.from_stock("row")
        if after is None or name is None:
            continue
        texts = [str(name["name"]), *(str(31 + 3 * col) for col in range(1, table.cols))]
        token = desk.draft.add_row(block, after, texts)
        desk.anatomy.claim(f"{block}/{after}", "place")
        return desk.done(
            "add row",
            [Wanted("row-added", "substance", (), (Aim("block", block, token, "0", text=texts[0]),))],
            lambda look: any(texts[0] == one.text for other in look.plan.tables for one in other.cells),
        )
    return False


def remove_plain_row(desk: Desk) -> bool:
    """A row struck out of such a table."""
    for table in desk.shuffled(_plain_tables(desk)):
        block = table.blocks[0]
        row = desk.pick(_untouched_rows(desk, table))
        if row is None or len(desk.draft.grids[block].rows) < 5:
            continue
        name = next(cell.text for cell in table.cells if cell.block == f"{block}.{row}.0")
        desk.draft.drop_row(block, row)
        desk.anatomy.claim(f"{block}/{row}", "whole")
        return desk.done(
            "remove row",
            [Wanted("row-removed", "substance", (Thing(block=f"{block}.{row}.0", text=name),))],
            lambda look: not any(name == one.text for other in look.plan.tables for one in other.cells),
        )
    return False


def _plain_tables(desk: Desk) -> list[PlanTable]:
    """Tables with a heading row and nothing merged, from which no row is read."""
    read = {row.table for row in (*desk.plan.indicators, *desk.plan.items)}
    return [
        table
        for table in desk.plan.tables
        if table.kind == "other" and table.id not in read and len(table.blocks) == 1 and table.rows > 3
        and all(cell.rows == cell.cols == 1 for cell in table.cells) and len(table.cells) == table.rows * table.cols
    ]  # fmt: skip


def _amounts(table: PlanTable) -> list[TableCell]:
    return [cell for cell in table.cells if cell.row and cell.col and _AMOUNT.fullmatch(cell.text)]


def _untouched_rows(desk: Desk, table: PlanTable) -> list[str]:
    """Rows of text that nobody changed, by their old places."""
    block = table.blocks[0]
    return [
        row
        for row in desk.draft.grids[block].rows
        if row.isdecimal()
        and row != "0"
        and desk.anatomy.free(f"{block}/{row}", "whole")
        and all(desk.anatomy.free(cell.block, "text") for cell in table.cells if str(cell.row) == row)
    ]


# ---------------------------------------------------------------- closing paragraphs and legends


def add_closing(desk: Desk) -> bool:
    """One more paragraph after those that close the text."""
    text = next((one for one in _CLOSINGS if one not in desk.anatomy.used), None)
    closings = [block for block in _closings(desk) if desk.anatomy.free(block, "whole")]
    if text is None or not closings:
        return False
    desk.anatomy.used.add(text)
    desk.anatomy.claim(closings[-1], "neighbour")
    token = desk.draft.insert(closings[-1], text, closings[-1])
    return desk.done(
        "add closing",
        [Wanted("paragraph-added", "wording", (), (Aim("block", token, text=text, whole=True),))],
        lambda look: any(block.id == look.names[token] for block in look.plan.blocks),
    )


def remove_closing(desk: Desk) -> bool:
    """A paragraph after the last task struck out."""
    block = desk.pick([block for block in _closings(desk) if desk.anatomy.free(block, "whole")])
    if block is None:
        return False
    desk.draft.delete(block)
    desk.anatomy.claim(block, "whole")
    text = desk.texts[block]
    return desk.done(
        "remove closing",
        [Wanted("paragraph-removed", "wording", (Thing(block=block, text=text, whole=True),))],
        lambda look: text not in [one.text for one in look.plan.blocks],
    )


def reword_closing(desk: Desk) -> bool:
    """Another word in a paragraph that stands after the last task and says who leads, or what everybody has to do."""
    places = [block for block in _closings(desk) if desk.anatomy.free(block, "text")]
    for block in desk.shuffled(places):
        new = desk.swapped(desk.texts[block])
        if new is None or not desk.draft.overwrite(block, 0, len(desk.texts[block]), new):
            continue
        desk.anatomy.claim(block, "text")
        return desk.done(
            "reword closing",
            [
                Wanted(
                    "paragraph-reworded", "wording", (Thing(block=block),), (Aim("block", block, text=new, whole=True),)
                )
            ],
            lambda look: any(one.text == new for one in look.plan.blocks),
        )
    return False


def keep_last_task(desk: Desk) -> None:
    """Let the last task stay where it is: taken away or copied, it would take along what stands after it."""
    if closings := _closings(desk):
        last = next(one for one in desk.anatomy.headings if closings[-1] in one.section.blocks)
        desk.anatomy.claim(last.id, "place")


def _closings(desk: Desk) -> list[str]:
    """Paragraphs after the first of the last heading of the main text from which nothing is read."""
    main = [one for one in desk.anatomy.headings if one.section.part == desk.plan.parts[0].id]
    if not main or main[-1].task is None:
        return []
    quoted = {at.block for unit in main[-1].task.units for at in unit.at} | {at.block for at in main[-1].task.at[:1]}
    blocks = main[-1].section.blocks[1:]
    return [block for block in blocks[-1:] if block in desk.draft.lines and block not in quoted]


# ---------------------------------------------------------------- annexes


def swap_annexes(desk: Desk) -> bool:
    """Two annexes of paragraphs that stand one after the other change places; labels and annex list are put right."""
    parts = [part for part in desk.plan.parts if part.kind == "annex" and part.present and _is_labelled(part)]
    if not desk.anatomy.free("front", "annexes") or len(parts) < 2:
        return False
    for one, other in desk.shuffled(list(pairwise(parts))):
        first, second = _blocks_of(desk, one), _blocks_of(desk, other)
        if not first or not second or not _relabelled(desk, one, other):
            continue
        desk.draft.move(first, second[-1])
        desk.anatomy.claim("front", "annexes")
        return desk.done(
            "swap annexes", _swapped(desk, one, other), lambda look: len(look.plan.parts) == len(desk.plan.parts)
        )
    return False


def _is_labelled(part: Part) -> bool:
    return bool(part.title and part.title.at and part.label and part.label.at)


def _swapped(desk: Desk, one: Part, other: Part) -> list[Wanted]:
    """The shorter of the two has moved, the other got another number."""
    titles = {part.id: part.title.at[0].block for part in (one, other) if part.title}
    moved, stayed = sorted((one, other), key=lambda part: _length(desk, part))
    return [
        Wanted("annex-renumbered", "form", (Thing(stayed.id),), (Aim("part", titles[stayed.id]),)),
        Wanted("annex-moved", "form", (Thing(moved.id),), (Aim("part", titles[moved.id]),)),
    ]


def _length(desk: Desk, part: Part) -> int:
    """Characters of an annex, those of its cells included."""
    blocks = {block.id for block in desk.plan.blocks if block.part == part.id}
    return sum(len(text) for place, text in desk.texts.items() if place.partition(".")[0] in blocks)


def _blocks_of(desk: Desk, part: Part) -> list[str]:
    """The blocks of an annex, where all are paragraphs or tables of the body, and its text is as it was."""
    blocks = [block.id for block in desk.plan.blocks if block.part == part.id and block.id in desk.draft.order]
    plain = all(block in desk.draft.lines or block in desk.draft.grids for block in blocks)
    return blocks if plain and blocks else []


def _relabelled(desk: Desk, one: Part, other: Part) -> bool:
    """Whether the numbers of both labels and lines of the annex list could be exchanged; if not, nothing was done."""
    assert one.label is not None
    assert other.label is not None
    if any(desk.texts[label.at[0].block] != label.text for label in (one.label, other.label)):
        return False  # a space after one of them would have to be told
    numbers = [label.text[-1] for label in (one.label, other.label)]
    listed = [_lines_of(desk, part) for part in (one, other)]
    if not all(number.isdecimal() for number in numbers) or any(len(lines) != 1 for lines in listed):
        return False
    lines = [lines[0] for lines in listed]
    titles = [part.title.text for part in (one, other) if part.title]
    for line, title, new in zip(lines, titles, reversed(titles), strict=True):
        at = desk.texts[line].index(title)
        if not desk.draft.overwrite(line, at, at + len(title), new):
            return False
    for label, number in ((one.label, numbers[1]), (other.label, numbers[0])):
        at = label.at[0]
        desk.draft.overwrite(at.block, at.end - 1, at.end, number)
    return True


def _lines_of(desk: Desk, part: Part) -> list[str]:
    """The lines of the annex list that give its title."""
    title = part.title.text if part.title else ""
    return [
        block.id
        for block in desk.plan.blocks
        if block.role == "annex-list" and desk.texts[block.id].count(title) == 1 and title
    ]


# ---------------------------------------------------------------- looks, deadlines


def move_bold(desk: Desk) -> bool:
    """Another body of a task is bold, where a legend says that who is bold leads."""
    for heading in desk.shuffled(desk.anatomy.tasks("units")):
        units = heading.task.units if heading.task else ()
        lead, winner = (
            next((one for one in units if _is_bold(desk, one)), None),
            desk.pick([one for one in units if one.role == "support"]),
        )
        if lead is None or winner is None or lead.role != "lead" or lead.at[0].block != winner.at[0].block:
            continue
        now = desk.draft.stretch(winner.at[0].block, winner.at[0].start, winner.at[0].end)
        if now is None or not desk.anatomy.free(heading.id, "text"):
            continue
        desk.draft.embolden(winner.at[0].block, now)
        desk.anatomy.claim(heading.id, "units")
        token, name = heading.block, winner.name
        return desk.done(
            "move bold",
            [
                Wanted(
                    "lead-changed",
                    "substance",
                    (Thing(text=lead.name, whole=True),),
                    (Aim("heading", token, text=name, whole=True),),
                )
            ],
            lambda look: (
                (found := look.heading(token)) is not None
                and found.task is not None
                and [one.name for one in found.task.units if one.role == "lead"] == [name]
            ),
        )
    return False


def _is_bold(desk: Desk, unit: Unit) -> bool:
    """Whether a name is the one bold stretch of its paragraph."""
    at = unit.at[0]
    line = desk.draft.lines.get(at.block)
    return line is not None and line.paragraph.bold == ((at.start, at.end),)


def remove_deadline(desk: Desk) -> bool:
    """A date struck out of a task that promises no number it could govern."""
    promising = {target.task for target in desk.plan.targets}
    for heading in desk.shuffled(desk.anatomy.tasks("values")):
        task = heading.task
        if task is None or len(task.deadlines) != 1 or task.id in promising or not desk.anatomy.free(task.id, "text"):
            continue
        at, text = task.deadlines[0].at[0], desk.texts[task.deadlines[0].at[0].block]
        end = at.end + (text[at.end : at.end + 1] == "，")
        if end == at.end or not desk.draft.overwrite(at.block, at.start, end, ""):
            continue
        desk.anatomy.claim(task.id, "values")
        desk.anatomy.claim(task.id, "text")
        token = heading.block
        return desk.done(
            "remove deadline",
            [Wanted("deadline-removed", "substance", (Thing(block=at.block),))],
            lambda look: (
                (found := look.heading(token)) is not None and found.task is not None and not found.task.deadlines
            ),
        )
    return False
