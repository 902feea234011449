"""Edits of tables: rows put in and taken out, a year more or less, another word in a row."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tests.diff.mutation.anatomy import renumber
from tests.diff.mutation.expected import Aim, Thing, Wanted

if TYPE_CHECKING:
    from policy_extract.model import Indicator, Item, PlanTable, TableCell
    from tests.diff.mutation.desk import Desk
    from tests.diff.mutation.expected import Look

    Row = Item | Indicator

_YEAR = re.compile(r"20\d\d")
_ENDINGS = {
    "数量": "总数",
    "占比": "比重",
    "比例": "比重",
    "率": "比例",
    "规模": "总量",
    "人数": "总人数",
    "数": "数量",
}
"""How the names of indicators end, and how else they might."""


def add_item(desk: Desk) -> bool:
    """A row more in a work list."""
    return any(_add_row(desk, row, "item") for row in desk.shuffled(list(desk.plan.items))[:12])


def add_indicator(desk: Desk) -> bool:
    """A row more in an indicator table."""
    return any(_add_row(desk, row, "indicator") for row in desk.shuffled(list(desk.plan.indicators))[:12])


def remove_item(desk: Desk) -> bool:
    return any(_remove_row(desk, row, "item") for row in desk.shuffled(list(desk.plan.items)))


def remove_indicator(desk: Desk) -> bool:
    return any(_remove_row(desk, row, "indicator") for row in desk.shuffled(list(desk.plan.indicators)))


def move_item(desk: Desk) -> bool:
    """A row of a work list put two places or more further up or down."""
    return any(_move_row(desk, row, "item") for row in desk.shuffled(list(desk.plan.items))[:20])


def move_indicator(desk: Desk) -> bool:
    return any(_move_row(desk, row, "indicator") for row in desk.shuffled(list(desk.plan.indicators))[:20])


def reword_item(desk: Desk) -> bool:
    """Another word in the content of a row."""
    return any(_reword_row(desk, row, "item-reworded") for row in desk.shuffled(list(desk.plan.items)))


def rename_indicator(desk: Desk) -> bool:
    """Another word in the name of an indicator."""
    return any(_reword_row(desk, row, "indicator-renamed") for row in desk.shuffled(list(desk.plan.indicators)))


_OTHER = {
    "nature": {"新建": "续建", "续建": "新建", "谋划": "新建"},
    "attribute": {"预期性": "约束性", "约束性": "预期性"},
}
_SAYS = {"nature": "nature-changed", "attribute": "attribute-changed", "investment": "investment-changed"}


def change_column(desk: Desk) -> bool:
    """Another 性质, 属性 or 总投资 of a row."""
    rows = [
        (row, role) for row in (*desk.plan.items, *desk.plan.indicators) for role in _SAYS if getattr(row, role, None)
    ]
    for row, role in desk.shuffled(rows):
        table = _table(desk, row)
        block, line = row.at[0].block.split(".")[:2]
        col = next((at for at, column in enumerate(table.columns) if column.role == role), None)
        cell = next((one for one in table.cells if one.block == f"{block}.{line}.{col}"), None)
        if (
            col is None
            or cell is None
            or cell.rows * cell.cols != 1
            or not _is_free(desk, row)
            or not desk.anatomy.free(row.id, role)
        ):
            continue
        said = cell.text.strip()
        new = _OTHER[role].get(said) if role in _OTHER else _half_more(said)
        if new is None or not desk.draft.overwrite(cell.block, 0, len(cell.text), new):
            continue
        desk.anatomy.claim(row.id, role)
        kind = _SAYS[role]
        severity = "wording" if role == "nature" else "substance"
        return desk.done(
            f"change {role}",
            [Wanted(kind, severity, (Thing(row.id, text=said),), (Aim("row", block, line, text=new),))],
            lambda look: (found := look.row(block, line)) is not None and getattr(found, role, None) == new,
        )
    return False


def _half_more(amount: str) -> str | None:
    places = len(amount.partition(".")[2])
    return f"{float(amount) * 1.5:.{places}f}" if re.fullmatch(r"\d+(\.\d+)?", amount) else None


def add_year(desk: Desk) -> bool:
    """The next year's column after the last in an indicator table."""
    for table in desk.shuffled(_indicator_tables(desk)):
        years = [
            at
            for at, column in enumerate(table.columns)
            if column.role == "value" and column.value_kind == "target" and column.year
        ]
        if not years or not desk.anatomy.free(table.id, "columns"):
            continue
        last, block = years[-1], table.blocks[0]
        if table.columns[last].year != max(column.year or 0 for column in table.columns):
            continue
        grid = desk.draft.grids[block]
        col = grid.cols.index(str(last))
        texts = [squares[col].text for squares in grid.squares]
        head = next((at for at in range(table.header_rows - 1, -1, -1) if _YEAR.search(texts[at])), None)
        if head is None or any(squares[col - 1] is squares[col] for squares in grid.squares[head:]):
            continue
        year = str(table.columns[last].year + 1)  # type: ignore[operator]  # it has a year
        texts[head] = _YEAR.sub(year, texts[head])
        desk.draft.add_column(block, str(last), texts)
        desk.anatomy.claim(table.id, "columns")
        return desk.done(
            "add year column",
            [Wanted("year-column-added", "substance", (), (Aim("table", block),))],
            lambda look: (
                int(year)
                in [
                    column.year for one in look.plan.tables if look.names[block] in one.blocks for column in one.columns
                ]
            ),
        )
    return False


def drop_year(desk: Desk) -> bool:
    """The column of one year struck out of an indicator table that has three or more."""
    for table in desk.shuffled(_indicator_tables(desk)):
        years = [at for at, column in enumerate(table.columns) if column.role == "value" and column.year]
        block = table.blocks[0]
        plain = [
            at for at in years if all(cell.cols == 1 for cell in table.cells if cell.col <= at < cell.col + cell.cols)
        ]
        if len(years) < 3 or not plain or not desk.anatomy.free(table.id, "whole"):
            continue
        if not all(desk.anatomy.free(one.id, "values") for one in desk.plan.indicators if one.table == table.id):
            continue
        gone = desk.random.choice(plain)
        year = table.columns[gone].year
        if [column.year for column in table.columns].count(year) > 1:
            continue
        desk.draft.drop_column(block, str(gone))
        desk.anatomy.claim(table.id, "columns")
        for one in desk.plan.indicators:
            desk.anatomy.claim(one.id, "row") if one.table == table.id else None
        return desk.done(
            "drop year column",
            [Wanted("year-column-removed", "substance", (Thing(table.id),))],
            lambda look: (
                year
                not in [
                    column.year for one in look.plan.tables if look.names[block] in one.blocks for column in one.columns
                ]
            ),
        )
    return False


# ---------------------------------------------------------------- rows


def _add_row(desk: Desk, above: Row, kind: str) -> bool:
    table = _table(desk, above)
    block, line = above.at[0].block.split(".")[:2]
    if not _is_free(desk, above) or table.kind not in {"worklist", "indicators"} or not _numbers_typed(table):
        return False
    grid = desk.draft.grids[block]
    row = grid.squares[grid.rows.index(line)]
    below = grid.rows.index(line) + 1
    if any(
        _height(grid.squares, square) > 1 and desk.anatomy.free(table.id, "never") and _is_said(table, at)
        for at, square in enumerate(row)
    ):
        return False
    new = desk.from_stock(kind)
    names = desk.other_names([], 2)
    if new is None or (names is None and any(column.role in {"lead", "support", "units"} for column in table.columns)):
        return False
    texts = [square.text for square in row]
    said = str(new.get("content") or new.get("name"))
    counted = 0
    for column, (at, square) in zip(_columns(desk, table), enumerate(row), strict=True):
        role = column.role if column else "value"
        if role == "content" or (role == "name" and kind == "indicator"):
            texts[at] = said if kind == "item" else f"{said}（{new['measure']}）" if not _has_measure(table) else said
        elif role == "name":
            texts[at] = said.rstrip("。")[:12]
        elif role == "measure":
            texts[at] = str(new.get("measure", square.text))
        elif role in {"lead", "support", "units"} and names:
            texts[at] = names[role == "support"]
        elif role == "value" and kind == "indicator":
            texts[at] = str(int(str(new["first"])) + int(str(new["step"])) * counted)
            counted += 1
        elif role in {"note", "attribute"} and kind == "indicator":
            texts[at] = "预期性" if role == "attribute" else ""
    del below
    token = desk.draft.add_row(block, line, texts)
    desk.anatomy.claim(above.id, "neighbour")
    desk.anatomy.restless[table.id] = "rows"
    noun = f"{kind}-added"
    return desk.done(
        f"add {kind}",
        [Wanted(noun, "substance", (), (Aim("row", block, token, text=said if kind == "indicator" else None),))],
        lambda look: (
            (found := look.row(block, token)) is not None and said == _said(found) and _as_before(table, look, block)
        ),
    )


def _remove_row(desk: Desk, gone: Row, kind: str) -> bool:
    table = _table(desk, gone)
    block, line = gone.at[0].block.split(".")[:2]
    rows: list[Row] = [one for one in (*desk.plan.items, *desk.plan.indicators) if one.table == table.id]
    cells = [cell for cell in table.cells if cell.block.startswith(f"{block}.{line}.")]
    alone = (
        all(cell.rows == 1 for cell in cells)
        and sum(one.at[0].block.startswith(f"{block}.{line}.") for one in rows) == 1
    )
    if not desk.anatomy.free(table.id, "order"):
        return False
    if (
        len(rows) < 4
        or not alone
        or _last_merged(table, line)
        or not _is_free(desk, gone)
        or not desk.anatomy.free(gone.id, "whole")
        or not _numbers_typed(table)
    ):
        return False
    desk.draft.drop_row(block, line)
    desk.anatomy.claim(gone.id, "whole")
    desk.anatomy.restless[table.id] = "rows"
    said = _said(gone)
    often = sum(_said(one) == said for one in (*desk.plan.items, *desk.plan.indicators))
    return desk.done(
        f"remove {kind}",
        [Wanted(f"{kind}-removed", "substance", (Thing(gone.id),))],
        lambda look: (
            sum(_said(one) == said for one in (*look.plan.items, *look.plan.indicators)) < often
            and _as_before(table, look, block)
        ),
    )


def _move_row(desk: Desk, moved: Row, kind: str) -> bool:
    table = _table(desk, moved)
    block, line = moved.at[0].block.split(".")[:2]
    rows: list[Row] = [
        one
        for one in (*desk.plan.items, *desk.plan.indicators)
        if one.table == table.id and one.at[0].block.startswith(block + ".")
    ]
    lines = [one.at[0].block.split(".")[1] for one in rows]
    plain = [one for one in lines if lines.count(one) == 1 and not _shares_cells(table, int(one))]
    quiet = not desk.anatomy.restless.get(table.id) and desk.anatomy.free(table.id, "columns")
    if (
        len(rows) < 5
        or line not in plain
        or not quiet
        or not _numbers_typed(table)
        or not desk.anatomy.free(moved.id, "whole")
    ):
        return False
    here = lines.index(line)
    places = [
        one
        for at, one in enumerate(lines)
        if (at - here >= 2 or here - at >= 3) and one in plain and one in desk.draft.grids[block].rows
    ]
    if (after := desk.pick(places)) is None or abs(int(after) - int(line)) != abs(lines.index(after) - here):
        return False
    grid = desk.draft.grids[block]
    texts = [square.text for square in grid.squares[grid.rows.index(line)]]
    token = desk.draft.add_row(block, after, texts)
    desk.draft.drop_row(block, line)
    desk.anatomy.claim(moved.id, "whole")
    desk.anatomy.claim(table.id, "order")
    desk.anatomy.restless[table.id] = "rows"
    said = _said(moved)
    return desk.done(
        f"move {kind}",
        [Wanted(f"{kind}-moved", "form", (Thing(moved.id),), (Aim("row", block, token),))],
        lambda look: (
            (found := look.row(block, token)) is not None and _said(found) == said and _as_before(table, look, block)
        ),
    )


def _shares_cells(table: PlanTable, line: int) -> bool:
    """Whether a row is covered by an area merged over several."""
    return any(cell.rows > 1 and cell.row <= line < cell.row + cell.rows for cell in table.cells)


def _as_before(table: PlanTable, look: Look, block: str) -> bool:
    """Whether the table's columns still mean what they did: a reader decides that by the cells."""
    now = next((one for one in look.plan.tables if look.names[block] in one.blocks), None)
    roles = [column.role for column in table.columns]
    kept = roles if look.draft.grids[block].cols == [str(at) for at in range(table.cols)] else None
    return now is not None and kept in (None, [column.role for column in now.columns])


def _reword_row(desk: Desk, row: Row, kind: str) -> bool:
    at = row.at[0]
    if len(row.at) != 1 or not desk.anatomy.free(row.id, "text") or not _is_free(desk, row):
        return False
    said = desk.texts[at.block][at.start : at.end]
    new = desk.swapped(said) if kind == "item-reworded" else _otherwise_ending(said)
    if new is None or re.search(r"责任|负责|牵头", said) or not desk.draft.overwrite(at.block, at.start, at.end, new):
        return False
    desk.anatomy.claim(row.id, "text")
    table, line = at.block.split(".")[:2]
    return desk.done(
        "reword item" if kind == "item-reworded" else "rename indicator",
        [Wanted(kind, "wording", (Thing(row.id),), (Aim("row", table, line),))],
        lambda look: (found := look.row(table, line)) is not None and _said(found) == new,
    )


def _otherwise_ending(name: str) -> str | None:
    ending = next((one for one in _ENDINGS if name.endswith(one)), None)
    other = name.removesuffix(ending) + _ENDINGS[ending] if ending else None
    return None if other is None or "总总" in other or "比比" in other else other


def settle_rows(desk: Desk) -> None:
    """Count the rows again where some were put in or taken out, and say which were renumbered."""
    wanted: list[Wanted] = []
    for table in desk.plan.tables:
        if desk.anatomy.restless.get(table.id) == "rows":
            for block in table.blocks:
                wanted += _count_again(desk, table, block)
    if wanted:
        desk.done("renumber rows that follow", wanted, lambda look: True)


def _count_again(desk: Desk, table: PlanTable, block: str) -> list[Wanted]:
    grid = desk.draft.grids[block]
    numbers = next((at for at, column in enumerate(table.columns) if column.role == "no"), None)
    if numbers is None:
        return []
    col = grid.cols.index(str(numbers))
    rows: dict[str, Row] = {
        one.at[0].block.split(".")[1]: one
        for one in (*desk.plan.items, *desk.plan.indicators)
        if one.at[0].block.startswith(block + ".")
    }
    wanted: list[Wanted] = []
    put = 0
    was = {line: int(row.no) for line, row in rows.items() if row.no and row.no.isdecimal()}
    gone = [number for line, number in was.items() if line not in grid.rows]
    last = 0
    for line, squares in zip(grid.rows, grid.squares, strict=True):
        text = squares[col].text
        if line in was:
            value = was[line] + put - sum(number < was[line] for number in gone)
        elif line.startswith("row") and text.strip().isdecimal():
            put, value = put + 1, last + 1
        else:
            continue
        last = value
        change = renumber(text, len(text), value)
        if change is None or text == text[: change[0]] + change[2] + text[change[1] :]:
            continue
        desk.draft.replace(f"{block}.{line}.{numbers}", *change)
        if line in was:
            kind = "item-renumbered" if table.kind == "worklist" else "indicator-renumbered"
            wanted.append(Wanted(kind, "form", (Thing(rows[line].id),), (Aim("row", block, line),)))
    return wanted


# ---------------------------------------------------------------- looking


def _table(desk: Desk, row: Row) -> PlanTable:
    return next(table for table in desk.plan.tables if table.id == row.table)


def _indicator_tables(desk: Desk) -> list[PlanTable]:
    return [table for table in desk.plan.tables if table.kind == "indicators" and len(table.blocks) == 1]


def _is_free(desk: Desk, row: Row) -> bool:
    """Whether a row still stands, in a table of which no column was taken out."""
    block, line = row.at[0].block.split(".")[:2]
    return (
        desk.anatomy.free(row.id, "row")
        and line in desk.draft.grids[block].rows
        and desk.anatomy.free(row.table, "columns")
    )


def _columns(desk: Desk, table: PlanTable):  # noqa: ANN202  # the plan's column of every column of the draft, None for a new one
    grid = desk.draft.grids[table.blocks[0]]
    return [table.columns[int(col)] if col.isdecimal() else None for col in grid.cols]


def _numbers_typed(table: PlanTable) -> bool:
    """Whether its numbers, if it has some, are typed into cells that are not merged."""
    at = next((at for at, column in enumerate(table.columns) if column.role == "no"), None)
    cells: list[TableCell] = [
        cell for cell in table.cells if cell.col == at and cell.row >= table.header_rows and cell.cols == 1
    ]
    return all(cell.numbers is None and cell.rows == 1 for cell in cells)


def _is_said(table: PlanTable, col: int) -> bool:
    """Whether this column says what a row is about: a new row must not share it."""
    return col < len(table.columns) and table.columns[col].role in {"no", "content", "value"}


def _last_merged(table: PlanTable, line: str) -> bool:
    """Whether with this row a column would lose the only area merged in it, which tells a reader that it groups rows."""
    for cell in table.cells:
        tall = sum(other.rows > 1 for other in table.cells if other.col == cell.col)
        if cell.row < int(line) < cell.row + cell.rows == cell.row + 2 and tall == 1:
            return True
    return False


def _has_measure(table: PlanTable) -> bool:
    return any(column.role == "measure" for column in table.columns)


def _height(squares: list[list[object]], square: object) -> int:
    return sum(any(other is square for other in row) for row in squares)


def _said(row: Row) -> str:
    return getattr(row, "content", None) or row.name  # type: ignore[union-attr]  # items have content, indicators a name
