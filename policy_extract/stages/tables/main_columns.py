"""Which column names an indicator, which holds the text of a task, and what the columns beside it are then."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policy_extract.records import replace
from policy_extract.stages.grids.grid import is_filled
from policy_extract.stages.grids.heading_words import UNIT_ROLES, known_heading, squeezed
from policy_extract.stages.tables.column_cells import LIKELY, SURE, is_grouping

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from policy_extract.generated.plain import ColumnRole
    from policy_extract.stages.grids.layout import TableLayout
    from policy_extract.stages.tables.column_cells import Cells
    from policy_extract.stages.tables.column_words import ColumnForm

LONGER = 1.5
"""So many times as long as names texts are at least that say what is done for them."""
SHORT_NAME = 8
"""Characters on average up to which cells are names and no tasks."""
SHORTEST_TEXT = 4
"""Characters on average from which cells left of the bodies may say what is done."""

# ---------------------------------------------------------------- the columns of a table of indicators


def one_kind_of_value(cells: Cells, columns: Sequence[ColumnForm]) -> list[ColumnForm]:
    """The columns; columns of words hold values only if no others do: 评价标准 alone; no 完成情况 in words beside numbers."""
    values = [column for column in columns if column.role == "value" and not column.criterion]
    counted = [column for column in values if cells.share(column.index, cells.is_number) > LIKELY]
    verdicts = {column.index for column in values if counted and column.year is None and _is_verdict(cells, column)}
    criteria = {column.index for column in columns if column.criterion and values}
    verdicts |= {index for index in criteria if cells.share(index, cells.is_number) <= LIKELY}
    return [replace(column, role="other", kind=None) if column.index in verdicts else column for column in columns]


def _is_verdict(cells: Cells, column: ColumnForm) -> bool:
    """Whether a column says in words how far its rows have come: 完成, 达到预期."""
    filled = cells.share(column.index, is_filled) > 0
    return column.kind == "baseline" and filled and cells.share(column.index, cells.is_value) == 0


def name_column(layout: TableLayout, columns: Sequence[ColumnForm]) -> list[ColumnForm]:
    """One column names the indicator: the last 指标, else the last text before the values; those before it are categories."""
    first = next(column.index for column in columns if column.role == "value")
    roles: tuple[ColumnRole, ...] = ("name", "content", "category", "other")
    ranked = [[column for column in columns if column.indicator and column.role != "category"]]
    ranked += [[column for column in columns if column.role in {"name", "content"} and not layout.merges(column.index)]]
    ranked += [
        [
            column
            for column in columns
            if column.role == "other" and column.index < first and not column.known and not layout.merges(column.index)
        ]
    ]
    ranked += [[column for column in columns if column.role == role] for role in roles]
    chosen = _told_apart(layout, columns, next((group[-1] for group in ranked if group), columns[0]))
    parts = _parts(layout, columns, chosen, first)
    return [_beside_name(layout, column, chosen, parts) for column in columns]


def _told_apart(layout: TableLayout, columns: Sequence[ColumnForm], name: ColumnForm) -> ColumnForm:
    """The column headed 内容 right of a name that is merged over several rows; else the name."""
    inside = (column for column in columns[name.index + 1 :] if column.role == "content")
    found = next((column for column in inside if not layout.merges(column.index)), name)
    return found if layout.merges(name.index) else name


def _parts(layout: TableLayout, columns: Sequence[ColumnForm], chosen: ColumnForm, values: int) -> set[int]:
    """The columns that hold the name between them: under one heading cell, or beside it under none, or inside a merged one.

    `values`: the first column of values.
    """
    found = {chosen.index}
    left = chosen.index
    while left > 0 and layout.shares_heading(left - 1) and columns[left - 1].role in {"name", "other"}:
        left -= 1
        found.add(left)
    right = chosen.index + 1
    while right < len(columns) and columns[right].role == "other" and not columns[right].header:
        found.add(right)
        right += 1
    if right < values and layout.is_drawn_merged(chosen.index) and _is_inside(layout, columns[right]):
        found.add(right)
    return found


def _is_inside(layout: TableLayout, column: ColumnForm) -> bool:
    """Whether a column right of a merged name says of which part of it each row is: 全市, 青禾县."""
    plain = column.role == "other" and not (column.person or column.points or column.aside or column.aim)
    cells = [row.cells[column.index] for row in layout.data()]
    return plain and not layout.merges(column.index) and all(map(is_filled, cells))


def _beside_name(layout: TableLayout, column: ColumnForm, chosen: ColumnForm, parts: set[int]) -> ColumnForm:
    if column.index in parts:
        return replace(column, role="name")
    if column.index < chosen.index and _is_group(layout, column):
        return replace(column, role="category")
    if column.role in {"name", "content"}:
        return replace(column, role="category" if column.index < chosen.index else "other")
    if column.role == "category" and column.index > chosen.index and not layout.merges(column.index):
        return replace(column, role="other")
    return column


# ---------------------------------------------------------------- the columns of a work list


def _no_value(column: ColumnForm) -> ColumnForm:
    """The column in a work list, where values for a year are an extra column; one headed 目标 remains a text."""
    return replace(column, role="other", kind=None, year=None) if column.role == "value" else column


def content_column(cells: Cells, columns: Sequence[ColumnForm]) -> list[ColumnForm]:
    """One column is the main text; what is merged downwards to its left is a group, a name beside it stays one."""
    columns = [_no_value(column) for column in columns]
    if any(column.role in {"name", "content"} and not column.indicator for column in columns):
        # What a task is measured by stands beside its name: 考核指标.
        columns = [replace(column, role="other") if column.indicator else column for column in columns]
    chosen = _main_text(cells, columns)
    columns = _with_name(cells, _without_problems(cells, columns, chosen), chosen)
    named = next(
        (one.index for one in columns if one.role == "name" and not is_grouping(cells.layout, one.index)), None
    )
    first = chosen.index if named is None else min(named, chosen.index)
    return [_beside_content(cells.layout, column, chosen, first) for column in columns]


def _without_problems(cells: Cells, columns: Sequence[ColumnForm], content: ColumnForm) -> list[ColumnForm]:
    """The columns; what is wrong names the measures against it, but no row that has the name of its task: 重点任务, 存在问题."""
    return [
        replace(column, role="other")
        if content.role == column.role == "name" and column is not content and _is_of_problems(cells, column)
        else column
        for column in columns
    ]


def _is_of_problems(cells: Cells, column: ColumnForm) -> bool:
    return cells.matcher.first("heading-of-problems", column.heading) is not None


def _with_name(cells: Cells, columns: Sequence[ColumnForm], content: ColumnForm) -> list[ColumnForm]:
    """The columns; where none is headed as a name, one left of the contents under a word for a thing names each: 许可事项."""
    if any(column.role == "name" for column in columns) or content.role != "content":
        return list(columns)
    things = (
        column
        for column in columns[: content.index]
        if column.role == "other" and not column.known and cells.matcher.first("column-thing", column.heading)
    )
    name = next((column for column in things if cells.tells_apart(column.index)), None)
    return [replace(column, role="name") if column is name else column for column in columns]


def _main_text(cells: Cells, columns: Sequence[ColumnForm]) -> ColumnForm:
    """The column headed 内容, else the last name, else the one with the most text that is no group."""
    for role in ("content", "name"):
        found = [column for column in columns if column.role == role]
        whole = [column for column in found if not is_grouping(cells.layout, column.index)]
        whole = [column for column in whole if not _is_of_problems(cells, column)] or whole
        if found and not whole and not _names_inside(cells, columns, found[-1]):
            return _inside(cells, columns, found[-1])
        if whole:
            if role == "content":
                return _task_beside(cells, columns, whole[0])
            return _told_beside(cells, columns, _named_first(cells, columns, whole[-1]))
    return _likeliest_text(cells, columns)


def _names_inside(cells: Cells, columns: Sequence[ColumnForm], group: ColumnForm) -> bool:
    """Whether right of a merged text each row has a name of its own: 二级任务 over several 具体改革举措."""
    inside = columns[group.index + 1 :]
    return any(column.role == "name" and not is_grouping(cells.layout, column.index) for column in inside)


def _named_first(cells: Cells, columns: Sequence[ColumnForm], name: ColumnForm) -> ColumnForm:
    """The names left of the bodies, under whatever heading, where those right of them are short too: 产业链 … 重点企业; else the name."""
    bodies = next((column.index for column in columns if column.role in UNIT_ROLES), len(columns))
    if name.index < bodies or cells.average(name.index) > SHORT_NAME:
        return name
    plain = (column for column in columns[:bodies] if column.role == "other" and not column.known)
    return next((column for column in plain if cells.tells_apart(column.index)), name)


def _told_beside(cells: Cells, columns: Sequence[ColumnForm], name: ColumnForm) -> ColumnForm:
    """The longer texts right of a name, under a heading that ends in a word for a thing: 项目 beside 创建任务; else the name."""
    bodies = next((column.index for column in columns if column.role in UNIT_ROLES), len(columns))
    things = [
        column
        for column in columns[name.index + 1 : bodies]
        if column.role == "other" and not column.known and cells.matcher.first("column-thing", column.heading)
    ]
    longer = [column for column in things if cells.average(column.index) > LONGER * cells.average(name.index)]
    return longer[0] if longer else name


def _task_beside(cells: Cells, columns: Sequence[ColumnForm], content: ColumnForm) -> ColumnForm:
    """The tasks right of names that are headed 内容, and longer: 实事内容 beside 工作任务; else the column headed 内容."""
    if cells.average(content.index) > SHORT_NAME:
        return content
    named = (column for column in columns[content.index + 1 :] if column.role == "name")
    tasks = (one for one in named if not _is_headed_as_value(cells, one))
    longer = (column for column in tasks if cells.average(column.index) > LONGER * cells.average(content.index))
    return next(longer, content)


def _is_headed_as_value(cells: Cells, column: ColumnForm) -> bool:
    """Whether the lowest heading cell names an aim, whatever stands above it: 主要任务, 年度目标."""
    found = known_heading(squeezed(column.header[-1]), cells.matcher) if column.header else None
    return found is not None and found.role == "value"


def _likeliest_text(cells: Cells, columns: Sequence[ColumnForm]) -> ColumnForm:
    """Of columns of unknown headings that of the main text: under a word for a thing, else the longest; what is done stands left of who does it."""
    texts = [column for column in columns if column.role in {"other", "category"}]
    numbers = {column.index for column in texts if cells.share(column.index, cells.is_number) > SURE}
    merged = {column.index for column in texts if cells.layout.merges(column.index)}
    bodies = next((column.index for column in columns if column.role in UNIT_ROLES), len(columns))
    tests: tuple[Callable[[ColumnForm], bool], ...] = (
        lambda column: column.index not in numbers,
        lambda column: column.index not in merged,
        lambda column: not (column.aside or column.person),
        lambda column: column.index < bodies and cells.average(column.index) >= SHORTEST_TEXT,
    )
    found: Sequence[ColumnForm] = texts or columns
    for test in tests:
        found = [column for column in found if test(column)] or found
    things = [column for column in found if cells.matcher.first("column-thing", "".join(column.header[-1:]))]
    return things[0] if things else max(found, key=lambda column: cells.length(column.index))


def _inside(cells: Cells, columns: Sequence[ColumnForm], group: ColumnForm) -> ColumnForm:
    """The column inside a merged name: the next but numbers, if it holds texts under an unknown heading; else the name."""
    column = next((column for column in columns[group.index + 1 :] if column.role != "no"), group)
    texts = cells.share(column.index, cells.is_number) == 0 and not cells.is_empty(column.index)
    open_ = column.role == "other" and not column.known and not cells.layout.merges(column.index)
    return column if open_ and texts and cells.layout.merges(group.index) else group


def _beside_content(layout: TableLayout, column: ColumnForm, chosen: ColumnForm, first: int) -> ColumnForm:
    """The column beside the main text; `first`: where the names or the texts begin, right of which a kind says of what kind each is."""
    if column is chosen:
        return replace(column, role="content")
    before = column.index < chosen.index
    grouped = column.role in {"name", "content"} and is_grouping(layout, column.index)
    if column.role == "content" and not (before and grouped):
        return replace(column, role="other")
    if column.role == "category" and column.index > first and not layout.merges(column.index):
        return replace(column, role="other")
    if before and (grouped or _is_group(layout, column)):
        return replace(column, role="category")
    return column


def _is_group(layout: TableLayout, column: ColumnForm) -> bool:
    """Whether a column that says nothing else is merged downwards over its rows, or blank there in a dump; persons are no group."""
    reaches = layout.merges(column.index) or layout.lapses(column.index)
    return column.role == "other" and not column.person and reaches
