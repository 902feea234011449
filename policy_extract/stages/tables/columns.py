"""Columns of a table → what each holds, and what the table is: indicators, a work list, or neither.

The evidence is the words of the heading, the contents of the cells, how they
merge and where they stand; the columns of a table are decided together.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from policy_extract.lexical.numerals import read_numeral
from policy_extract.lexical.width import fold
from policy_extract.records import record, replace
from policy_extract.stages.grids.heading_rows import TURNED_ROLES
from policy_extract.stages.grids.heading_words import UNIT_ROLES
from policy_extract.stages.tables.column_cells import (
    LIKELY,
    SAMPLE,
    SURE,
    Cells,
    is_number_cell,
    is_plain_number,
    is_sentence,
    role_by_cells,
    unlike_words,
)
from policy_extract.stages.tables.column_words import ColumnForm, column_by_words
from policy_extract.stages.tables.kinds import kind_of, says_indicators
from policy_extract.stages.tables.main_columns import content_column, name_column, one_kind_of_value
from policy_extract.stages.tables.marked_bodies import is_marked, marked_together

if TYPE_CHECKING:
    from collections.abc import Sequence

    from policy_extract.generated.plain import ColumnRole
    from policy_extract.grammar import Matcher
    from policy_extract.stages.grids.layout import TableLayout
    from policy_extract.stages.tables.column_words import ValueKind
    from policy_extract.stages.tables.kinds import TableKind

FEWEST_YEARS, FIVE_YEARS = 2, 5
LONG_PAST = 5
"""Years between what is past and what is to be done."""
FEWEST_PARTS = 2
"""Columns of numbers that one headed 合计 adds up."""
SHORT_NAME = 8
"""Characters on average up to which cells are names of places or bodies, and no tasks."""
_SHARED = {"name", "content", "category", "no", "other"}
"""Roles that, under a heading over several columns, only the last of these columns gets."""


@record
class Context:
    """What the document says about the years of a table, and what stands over it."""

    title: str = ""
    document: str = ""
    """The title of the part, where nothing names the table itself."""
    plan_start: int | None = None
    """First year of the plan; a bare year before it is a baseline."""
    measure: str | None = None
    """The unit of measure of all its values: 单位：万元."""
    marks: bool = False
    """A line beside it says what signs under the names of bodies mean: ▲为牵头单位."""


def read_columns(layout: TableLayout, context: Context, matcher: Matcher) -> tuple[TableKind, tuple[ColumnForm, ...]]:
    """What the table is, and its columns in that light."""
    cells = Cells(layout, matcher)
    words = [column_by_words(index, header, matcher) for index, header in enumerate(layout.headers)]
    if layout.turned:
        words = _names_down(words)
    columns = _siblings(cells, _names_under_goals(cells, _without_sums(cells, words)))
    headed = any(column.role in UNIT_ROLES for column in columns)
    marked = marked_together(cells, columns, explained=context.marks)
    columns = [_by_cells(cells, column, headed=headed, marked=column.index in marked) for column in columns]
    columns = _values_by_cells(cells, _values_of_a_year(cells, columns), context)
    columns = _last_deadline(cells, _names_that_remain(cells, columns))
    kind = kind_of(cells, columns, context.title or context.document)
    if kind == "indicators":
        context = replace(context, plan_start=context.plan_start or _start_by_columns(cells, columns))
        columns = name_column(layout, one_kind_of_value(cells, columns))
        columns = _rates(_growths([_with_years(column, context, matcher) for column in columns]))
        columns = [_numbers_left_out(cells, column) for column in columns]
    elif kind == "worklist":
        columns = content_column(cells, columns)
        if any(column.role == "content" and column.person for column in columns):
            kind = "other"  # nothing but persons stands beside the bodies: whom to call, who is in charge
    return kind, tuple(columns)


# ---------------------------------------------------------------- words and cells


def _names_down(columns: Sequence[ColumnForm]) -> list[ColumnForm]:
    """The columns of a turned table: those left of the values or bodies hold names, whatever heads them (年份), or their numbers."""
    first = next((column.index for column in columns if column.index and column.role in TURNED_ROLES), 1)
    measured = any(column.role == "value" for column in columns)
    return [
        replace(column, role="name", indicator=measured)
        if column.index < first and column.role not in ({"no"} if measured else {"no", "name", "content"})
        else column
        for column in columns
    ]


def _siblings(cells: Cells, columns: Sequence[ColumnForm]) -> list[ColumnForm]:
    """The columns under one heading cell, with different roles: a running number, what the row belongs to, and last the thing itself."""
    found = list(columns)
    for column in columns[:-1]:
        shared = cells.layout.shares_heading(column.index) and column.role in _SHARED
        if shared and cells.share(column.index, is_number_cell) > SURE:
            found[column.index] = replace(column, role="no")
        elif shared and not is_part_of_name(cells, column.index):
            found[column.index] = replace(column, role="category", indicator=False)
    return found


def is_part_of_name(cells: Cells, left: int) -> bool:
    """Whether a column and the next form one name: in some rows one cell fills both, or 其中 continues it."""
    rows = list(cells.layout.data())
    if _is_category(cells, left):
        return False
    if any(row.cells[left] is row.cells[left + 1] and row.fresh[left] for row in rows):
        return True
    return any(
        cells.matcher.first("measure-bracket", row.cells[left].text) is not None
        or cells.matcher.first("part-of-a-sum", row.cells[left + 1].text) is not None
        for row in rows[:SAMPLE]
    )


def _is_category(cells: Cells, left: int) -> bool:
    """Whether the cells right of merged ones are whole names, as their units show, and the merged ones groups."""
    rows = [row for row in cells.layout.data() if row.cells[left] is not row.cells[left + 1]][:SAMPLE]
    measured = sum(cells.matcher.first("measure-bracket", row.cells[left + 1].text) is not None for row in rows)
    above = any(cells.matcher.first("measure-bracket", row.cells[left].text) is not None for row in rows)
    return cells.layout.merges(left) and not above and measured > SURE * len(rows)


def _by_cells(cells: Cells, column: ColumnForm, *, headed: bool, marked: bool) -> ColumnForm:
    """The column, where its heading is unknown or can mean two things, as its cells have it.

    `headed`: another heading names bodies; then a column of bodies under an unknown heading is left undecided,
    unless that says what they do. `marked`: it is one of several columns of marks.
    """
    if cells.is_empty(column.index):
        return column
    if marked or is_marked(cells, column):
        return replace(column, role="units", label=None, marked=True)
    if not column.known or unlike_words(cells, column.index, column.role):
        role, second = role_by_cells(cells, column.index)
        if role == "no" and (column.measure or len(column.header) > 1):
            role = "other"  # 1 and 2 under 项目（个） 上半年 are amounts
        if column.role == "measure" and role == "other":
            role = "units"
        elif column.role in UNIT_ROLES and cells.share(column.index, cells.is_duty) > SURE:
            role = "content"
        elif role == "units" and headed:
            answers = cells.matcher.first("heading-of-another-duty", column.heading) is not None
            role, second = ("units", "other") if answers else ("other", "units")
        elif role == "other" and cells.matcher.first("certain-body", column.heading) is not None:
            second = "units"  # what each body has to do, or a mark where a row is its own
        label = column.heading or None if role == "units" else column.label
        return replace(column, role=role, second=second, label=label, known=column.known and role == column.role)
    return replace(column, role=_unless_cells(cells, column))


def _unless_cells(cells: Cells, column: ColumnForm) -> ColumnRole:
    """The role that a known heading gives, unless its cells say that it means another thing.

    指标类型 without 约束性 and 预期性 is a category, 类型 of 新建 and 续建 a nature;
    阶段 without these words is unknown, and so is 进度 without dates; 时间节点 over
    sentences gives the time of what the sentences describe, and 进度安排 over 一季度,
    二季度 what is to be reached in each. 时限 over numbers says how many days a case takes.
    """
    share = cells.share
    if column.role in {"attribute", "nature", "category", "other"}:
        if share(column.index, cells.is_attribute) > (LIKELY if column.role == "attribute" else SURE):
            return "attribute"
        if share(column.index, cells.is_nature) > (LIKELY if column.role == "nature" else SURE):
            return "nature"
        return column.role if column.role in {"category", "other"} else column.otherwise or "other"
    if column.role == "deadline" and share(column.index, cells.names_date) <= LIKELY:
        told = cells.layout.is_one_of_several(column.index)
        told = told or any(share(column.index, test) > SURE for test in (is_sentence, is_plain_number))
        return column.otherwise or ("other" if told else "deadline")
    return column.role


def _last_deadline(cells: Cells, columns: Sequence[ColumnForm]) -> list[ColumnForm]:
    """The columns; of several that name years those that end long before the others say what is past: 建成年份 beside 计划完工."""
    last = {column.index: cells.last_year(column.index) for column in columns if column.role == "deadline"}
    latest = max((year for year in last.values() if year), default=0)
    past = {index for index, year in last.items() if year and year + LONG_PAST < latest}
    return [replace(column, role="other") if column.index in past else column for column in columns]


def _without_sums(cells: Cells, columns: Sequence[ColumnForm]) -> list[ColumnForm]:
    """The columns; 合计 beside numbers under headings nobody knows adds these up, and does not say what they are."""
    plain = [column for column in columns if column.role in {"name", "content", "category", "other"}]
    others = [column for column in plain if cells.share(column.index, cells.is_number) == 1]
    last = {column.index: "".join(column.header[-1:]) for column in columns}
    sums = {index for index, text in last.items() if cells.matcher.first("total-row", text) is not None}
    if len(others) < FEWEST_PARTS or any(column.role == "value" and column.index not in sums for column in columns):
        return list(columns)
    return [
        replace(column, role="other", known=False, kind=None)
        if column.index in sums and column.role == "value"
        else column
        for column in columns
    ]


def _values_of_a_year(cells: Cells, columns: Sequence[ColumnForm]) -> list[ColumnForm]:
    """The columns; beside known values, numbers under a heading that names a year are values: 2030年总面积.

    So is what says the same as the known values do: Ⅲ under 2025年水质, beside Ⅱ and Ⅲ under 2028年目标.
    """
    known = [column.index for column in columns if column.role == "value" and column.known]
    if not known:
        return list(columns)
    found = list(columns)
    for column in columns:
        year = None if column.known or column.role != "other" else _year_named(cells, column)
        index = column.index
        if year is not None and (cells.share(index, cells.is_number) > SURE or cells.says_as(index, known)):
            found[index] = replace(column, role="value", year=year, second="other")
    return found


def _values_by_cells(cells: Cells, columns: Sequence[ColumnForm], context: Context) -> list[ColumnForm]:
    """The columns; where indicators are announced and no heading names their values, columns of values are."""
    if any(column.role == "value" for column in columns):
        return list(columns)
    if _shares_out(cells, columns, context.title):
        return [_as_value(cells, column) if _is_figure(cells, column) else column for column in columns]
    if not says_indicators(columns, context.title, cells.matcher) or _is_due(columns):
        aims = _is_of_aims(cells, columns)
        return (
            [_as_value(cells, column) if _is_figure(cells, column) else column for column in columns]
            if aims
            else list(columns)
        )
    return [
        _as_value(cells, column)
        if not column.known and column.role == "other" and cells.share(column.index, cells.is_value) > SURE
        else column
        for column in columns
    ]


def _is_due(columns: Sequence[ColumnForm]) -> bool:
    """Whether headings say what is done and by when: numbers beside that are no values of indicators."""
    done = any(column.role == "content" and column.known for column in columns)
    return done and any(column.role == "deadline" and column.known for column in columns)


def _as_value(cells: Cells, column: ColumnForm) -> ColumnForm:
    """The column as one of values: of the year that its heading names, else promised."""
    year = _year_named(cells, column)
    return replace(column, role="value", year=year, kind=None if year else "target", second="other")


def _year_named(cells: Cells, column: ColumnForm) -> int | None:
    date = cells.matcher.first("cell-date", column.heading)
    return read_numeral(date.group("year") or "") if date is not None else None


def _shares_out(cells: Cells, columns: Sequence[ColumnForm], title: str) -> bool:
    """Whether the table only distributes a task or target named in its title: short names, each with a number."""
    if cells.matcher.first("title-of-shares", title) is None:
        return False
    filled = [column for column in columns if column.role not in {"no", "note"} and not cells.is_empty(column.index)]
    figures = [column for column in filled if _is_figure(cells, column)]
    names = [column for column in filled if column not in figures and not column.person]
    rows = [column for column in names if column.role not in UNIT_ROLES or not column.known]
    names = rows or names  # 责任单位 beside the names of the rows says who sees to each
    alone = len(names) == 1
    return bool(figures) and bool(names) and all(_is_short_name(cells, column, alone=alone) for column in names)


def _is_of_aims(cells: Cells, columns: Sequence[ColumnForm]) -> bool:
    """Whether all of a table but short names are numbers for years that their headings name, with words for an aim among these."""
    filled = [column for column in columns if column.role not in {"no", "note"} and not cells.is_empty(column.index)]
    figures = [column for column in filled if _is_figure(cells, column)]
    names = [column for column in filled if column not in figures]
    dated = all(_year_named(cells, column) is not None for column in figures)
    aimed = any(cells.matcher.first("heading-of-an-aim", column.heading) is not None for column in figures)
    return dated and aimed and len(names) == 1 and _is_short_name(cells, names[0], alone=True)


def _is_figure(cells: Cells, column: ColumnForm) -> bool:
    """Whether a column of an unknown heading holds numbers, and dashes perhaps."""
    numbers = cells.share(column.index, cells.is_number) > LIKELY
    return column.role == "other" and not column.known and numbers and cells.share(column.index, cells.is_value) == 1


def _is_short_name(cells: Cells, column: ColumnForm, *, alone: bool) -> bool:
    """Whether a column names what each row is; bodies under a known heading do so if no other column is left."""
    naming = column.role in {"name", "category", "other"} or (column.role == "units" and (alone or not column.known))
    return naming and cells.average(column.index) <= SHORT_NAME


def _names_under_goals(cells: Cells, columns: Sequence[ColumnForm]) -> list[ColumnForm]:
    """The columns; one headed 目标 that holds no value at all, beside columns of values, says what is aimed at."""
    values = [
        column for column in columns if column.role == "value" and cells.share(column.index, cells.is_number) > SURE
    ]
    return [
        replace(column, role="name", kind=None)
        if values and column.role == "value" and _is_of_words(cells, column)
        else column
        for column in columns
    ]


def _is_of_words(cells: Cells, column: ColumnForm) -> bool:
    plain = column.year is None and column.kind == "target" and not column.criterion
    return plain and not cells.is_empty(column.index) and cells.share(column.index, cells.is_value) == 0


def _names_that_remain(cells: Cells, columns: Sequence[ColumnForm]) -> list[ColumnForm]:
    """The columns; bodies or places beside values name the rows, if no other column does."""
    valued = [column for column in columns if column.role == "value"]
    shared = not any(column.known for column in valued)
    shared = shared or all(cells.share(column.index, cells.is_number) > SURE for column in valued)
    first = next((column for column in columns if column.role == "units" and (shared or not column.known)), None)
    if (
        first is None
        or not valued
        or any(column.role in {"name", "content", "category", "other"} and not column.person for column in columns)
    ):
        return list(columns)
    return [replace(column, role="name", second="units") if column is first else column for column in columns]


# ---------------------------------------------------------------- years


def _with_years(column: ColumnForm, context: Context, matcher: Matcher) -> ColumnForm:
    """A value column with its year and kind; a year in the title counts where the heading has none."""
    if column.role != "value":
        return column
    year = column.year
    if year is None and not column.rate and not column.criterion and column.first_year is None:
        years = {match.group("year") for match in matcher.all("cell-date", context.title)}
        year = int(fold(years.pop() or "0")) if len(years) == 1 else None
        if year is not None and matcher.first("year-before", column.heading) is not None:
            year -= 1
    undated = column.rate and column.first_year is None and year is None
    kind = None if undated else _kind_of_year(year or column.first_year, context)
    return replace(column, year=year, kind=column.kind or kind)


def _numbers_left_out(cells: Cells, column: ColumnForm) -> ColumnForm:
    """The column; numbers under a heading nobody knows may be values, which is told."""
    unread = column.role == "other" and not column.known and column.second is None
    return replace(column, second="value") if unread and cells.share(column.index, cells.is_number) > SURE else column


def _growths(columns: Sequence[ColumnForm]) -> list[ColumnForm]:
    """The columns; growth without another year of its own is that of the value left of it."""
    found: list[ColumnForm] = []
    left: ColumnForm | None = None
    for column in columns:
        if column.growth and column.role == "value" and left is not None and column.year in {None, left.year}:
            found.append(replace(column, year=left.year, kind=left.kind))
        else:
            left = column if column.role == "value" and not column.rate else left
            found.append(column)
    return found


def _rates(columns: Sequence[ColumnForm]) -> list[ColumnForm]:
    """The columns; a rate over no years of its own looks back where all values do."""
    past = all(column.kind == "baseline" for column in columns if column.role == "value" and not column.rate)
    return [
        replace(column, kind="baseline" if past and column.first_year is None else column.kind or "target")
        if column.rate and column.role == "value"
        else column
        for column in columns
    ]


def _start_by_columns(cells: Cells, columns: Sequence[ColumnForm]) -> int | None:
    """The plan's first year where only the columns tell: 2025年 | 2030年, 2025年 | 2030年目标, 2030年较2025年变化 are a plan from 2026 on."""
    bases = [column.base_year for column in columns if column.base_year is not None]
    if bases:
        return max(bases) + 1
    open_ = [column for column in columns if column.role == "value" and column.kind is None and column.year]
    years = [column.year for column in open_ if column.year]
    aims = [column.year for column in columns if column.role == "value" and column.kind == "target" and column.year]
    if any(cells.share(column.index, cells.is_promise) > 0 for column in open_[:1]):
        return None
    if len(years) == 1 and aims and years[0] < min(aims):
        return years[0] + 1
    return years[0] + 1 if len(years) == FEWEST_YEARS and years[1] - years[0] == FIVE_YEARS else None


def _kind_of_year(year: int | None, context: Context) -> ValueKind:
    past = year is not None and context.plan_start is not None and year < context.plan_start
    return "baseline" if past else "target"
