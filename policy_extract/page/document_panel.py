"""The document side of the page: every block in order, characters linked to the values that were read from them."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from policy_extract.labels import labels
from policy_extract.output.sections import walk
from policy_extract.page.markup import Html, element, joined

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from policy_extract.model import PlanBlock, PlanTable, TableCell
    from policy_extract.page.reading import Reading, Stands
    from policy_extract.page.register import Stretch

_BROAD = 40
"""Length from which a stretch is not made a link, since a link's text is hard to select and copy."""
_PLAIN = frozenset({"body", "metadata"})
"""Stories that are not named beside their text."""
_DEEPEST = 6


def document(here: Reading, where: Stands) -> Html:
    """All blocks, then what was dropped; `where` says where they stand in the file."""
    levels = {
        section.blocks[0]: section.level for _, section in walk(here.plan.sections) if section.blocks and section.title
    }
    tables = {block: table for table in here.plan.tables for block in table.blocks}
    blocks = [_block(here, block, levels, tables, where) for block in here.plan.blocks]
    return joined(blocks, _dropped(here))


def _block(
    here: Reading, block: PlanBlock, levels: Mapping[str, int], tables: Mapping[str, PlanTable], where: Stands
) -> Html:
    if block.id in tables:
        return _table(here, block.id, tables[block.id], where)
    story = element("span", here.word(block.story), class_="story") if block.story not in _PLAIN else ""
    number = element("span", block.number, class_="number") if block.number else ""
    level = levels.get(block.id)
    heading: dict[str, str | int] = {"role": "heading", "aria_level": min(level + 2, _DEEPEST)} if level else {}
    text = _marked(block.text or "", here.register.stretches.get(block.id, ()))
    return element(
        "p",
        story,
        number,
        text,
        id=f"at-{block.id}",
        class_=block.role,
        data_p=where.words.get(block.id),
        data_box=where.boxes.get(block.id),
        lang="zh-Hans",
        **heading,
    )


def _table(here: Reading, block: str, table: PlanTable, where: Stands) -> Html:
    rows: dict[int, list[TableCell]] = {}
    for cell in table.cells:
        if cell.block.partition(".")[0] == block:
            rows.setdefault(int(cell.block.split(".")[1]), []).append(cell)
    lines = (element("tr", (_cell(here, table, cell, where) for cell in rows[row])) for row in sorted(rows))
    grid = element("table", lines, class_="grid", lang="zh-Hans")
    name = table.title.text if table.title else here.say("Table")
    return element(
        "div",
        grid,
        id=f"at-{block}",
        class_="scroll table",
        data_p=where.words.get(block)
        or next((where.words[cell.block] for cell in table.cells if cell.block in where.words), None),
        data_box=where.boxes.get(block),
        tabindex=0,
        role="group",
        aria_label=name,
    )


def _cell(here: Reading, table: PlanTable, cell: TableCell, where: Stands) -> Html:
    spans = {"rowspan": cell.rows if cell.rows > 1 else None, "colspan": cell.cols if cell.cols > 1 else None}
    numbers = element("span", " ".join(filter(None, cell.numbers)), class_="number") if cell.numbers else ""
    text = _marked(cell.text, here.register.stretches.get(cell.block, ()))
    name = "th" if cell.row < table.header_rows and cell.text.strip() else "td"
    return element(
        name,
        numbers,
        text,
        data_box=where.boxes.get(cell.block),
        **spans,
    )


def _marked(text: str, stretches: Sequence[Stretch]) -> Html:
    """The text cut where values begin and end; each piece lists the values read from it, the closest first."""
    return joined(_piece(text[start:end], inside) for start, end, inside in _pieces(len(text), stretches))


def _pieces(length: int, stretches: Sequence[Stretch]) -> Iterator[tuple[int, int, list[Stretch]]]:
    """Start, end and the stretches that are open there."""
    opening: dict[int, list[Stretch]] = {}
    edges = {0, length}
    for one in stretches:
        start, end = min(one.start, length), min(one.end, length)
        if start < end:
            opening.setdefault(start, []).append(one)
            edges |= {start, end}
    opened: list[Stretch] = []
    for start, end in pairwise(sorted(edges)):
        opened = [one for one in opened if one.end > start] + opening.get(start, [])
        yield start, end, opened


def _piece(text: str, inside: Sequence[Stretch]) -> Html:
    if not inside:
        return joined(text)
    closest = sorted(inside, key=lambda one: (one.anchor is None, one.end - one.start))
    first = closest[0]
    numbers = " ".join(dict.fromkeys(str(one.number) for one in closest))
    if first.anchor is None or first.end - first.start > _BROAD:
        return element("span", text, class_=f"s k-{first.kind}", data_v=numbers)
    return element("a", text, class_=f"s k-{first.kind}", data_v=numbers, href=f"#{first.anchor}")


def _dropped(here: Reading) -> Html:
    if not here.plan.dropped:
        return joined()
    lines = (
        element(
            "li",
            element("span", labels("drops", here.language).get(one.reason, one.reason), class_="tag"),
            " ",
            element("span", one.text, lang="zh-Hans"),
        )
        for one in here.plan.dropped
    )
    head = element("summary", here.say("Dropped text"), element("span", str(len(here.plan.dropped)), class_="badge"))
    return element("details", head, element("ul", lines, class_="plain"), class_="dropped")
