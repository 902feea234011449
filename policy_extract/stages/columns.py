"""Headings of a table → what its columns hold, and what the table is: indicators, a work list, or neither.

The grammar gives each heading a role; what a heading alone leaves open
(单位, 性质, a heading over two columns) is told by the cells below it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from policy_extract.lexical.dates import FIVE_YEAR_PLANS
from policy_extract.lexical.quantities import read_quantity
from policy_extract.lexical.width import fold
from policy_extract.records import record, replace
from policy_extract.stages.table_layout import is_filled, joined, squeezed

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from policy_extract.blocks import Cell
    from policy_extract.grammar import Match, Matcher
    from policy_extract.plain import ColumnRole
    from policy_extract.stages.table_layout import TableLayout

TableKind = Literal["indicators", "worklist", "other"]
ValueKind = Literal["baseline", "target"]
UNIT_ROLES: tuple[ColumnRole, ...] = ("lead", "support", "units")
FEWEST_YEARS, FIVE_YEARS = 2, 5
_SURE, _LIKELY = 0.7, 0.3
"""Shares of value cells that read as values: enough alone, and enough under a heading 指标."""


@record
class ColumnForm:
    """What one column holds."""

    index: int
    header: tuple[str, ...]
    role: ColumnRole = "other"
    label: str | None = None
    """The printed word that names the bodies in it: 牵头单位."""
    year: int | None = None
    first_year: int | None = None
    """Of a period: “十三五”期间."""
    kind: ValueKind | None = None
    rate: bool = False
    """Its values are rates per year."""
    measure: str | None = None
    indicator: bool = False
    """Its heading names indicators."""
    persons: bool = False
    """Its cells name who of a body answers, too."""

    @property
    def heading(self) -> str:
        """Its heading cells, joined."""
        return "".join(self.header)


@record
class Context:
    """What the document says about the years of a table."""

    title: str = ""
    plan_start: int | None = None
    """First year of the plan; a bare year before it is a baseline."""


def read_columns(layout: TableLayout, context: Context, matcher: Matcher) -> tuple[TableKind, tuple[ColumnForm, ...]]:
    """What the table is, and its columns in that light."""
    columns = [_column(layout, index, matcher) for index in range(layout.table.cols)]
    columns = [_by_cells(layout, column, matcher) for column in _siblings(layout, columns)]
    kind = _kind(layout, columns, context, matcher)
    if kind == "indicators":
        context = replace(context, plan_start=context.plan_start or _start_by_columns(columns))
        columns = [_with_years(column, context, matcher) for column in _name_column(columns)]
    elif kind == "worklist":
        columns = _content_column(layout, [_no_value(column) for column in columns])
    return kind, tuple(columns)


# ---------------------------------------------------------------- what the heading says


def _column(layout: TableLayout, index: int, matcher: Matcher) -> ColumnForm:
    header = layout.headers[index]
    column = ColumnForm(index, header)
    plain = [text[: bracket.start] if (bracket := matcher.first("remark", text)) else text for text in header[:-1]]
    tries = ["".join([*plain, *header[-1:]]), *reversed(header)] if header else []
    match = next((found for text in tries if (found := matcher.first("column", squeezed(text)))), None)
    if match is None:
        return column
    plan = match.group("plan")
    years = FIVE_YEAR_PLANS.get(plan.strip('“”"')[:-1]) if plan else None
    last = years[1] if years and "末" in (match.group("span") or "") else None
    start = match.group("start")
    return replace(
        column,
        role=match.get("role"),
        label=match.group("label"),
        year=_year(match) or last,
        first_year=int(fold(start)) if start else (years[0] if years else None),
        kind=match.get("kind"),
        rate=bool(match.get("rate")),
        measure=_heading_measure(header, matcher),
        indicator=bool(match.get("indicator")),
        persons=match.has("persons"),
    )


def _year(match: Match) -> int | None:
    year = match.group("year") or match.group("year_behind")
    return int(fold(year)) if year else None


def _heading_measure(header: Sequence[str], matcher: Matcher) -> str | None:
    """The unit of measure in a bracket that closes a heading cell: 目标值（%）."""
    found = (matcher.first("measure-bracket", text) for text in header)
    return next((match.group("measure") for match in found if match is not None), None)


# ---------------------------------------------------------------- what the cells say


def _siblings(layout: TableLayout, columns: Sequence[ColumnForm]) -> list[ColumnForm]:
    """Columns under one heading cell told apart: a running number, what the row belongs to, and last the thing itself."""
    found = list(columns)
    bottom = layout.heading[-1]
    for column in columns[:-1]:
        shared = bottom[column.index] is bottom[column.index + 1] and column.role in {
            "name",
            "content",
            "category",
            "no",
        }
        if shared and _share(layout, column.index, _is_number) > _SURE:
            found[column.index] = replace(column, role="no")
        elif shared:
            found[column.index] = replace(column, role="category", indicator=False)
    numbered = found and found[0].role == "other" and not found[0].header
    if numbered and _share(layout, 0, _is_number) > _SURE:
        found[0] = replace(found[0], role="no")
    return found


def _by_cells(layout: TableLayout, column: ColumnForm, matcher: Matcher) -> ColumnForm:
    """The column, where its heading can mean two things, as its cells have it."""

    def is_measure(cell: Cell) -> bool:
        return matcher.first("measure", cell.text) is not None

    def is_attribute(cell: Cell) -> bool:
        return matcher.first("attribute", cell.text) is not None

    if _share(layout, column.index, is_filled) == 0:
        return column
    if column.role == "measure" and _share(layout, column.index, is_measure) <= _LIKELY:
        return replace(column, role="units", label=column.heading)
    if column.role in {"attribute", "nature", "category", "other"}:
        binds = _share(layout, column.index, is_attribute) > _SURE
        return replace(column, role="attribute" if binds else _unless_binding(column))
    return column


def _unless_binding(column: ColumnForm) -> ColumnRole:
    """The role of a column that holds no 约束性 and 预期性: 指标类型 is a category then."""
    if column.role != "attribute":
        return column.role
    return "category" if "类型" in column.heading else "other"


def _is_number(cell: Cell) -> bool:
    return squeezed(fold(cell.text)).strip(".、（）").isdecimal()


def _is_value(cell: Cell) -> bool:
    return read_quantity(cell.text).form != "text"


def _share(layout: TableLayout, index: int, test: Callable[[Cell], bool]) -> float:
    """The part of a column's filled cells that pass the test."""
    cells = [row.cells[index] for row in layout.data() if is_filled(row.cells[index])]
    return sum(map(test, cells)) / len(cells) if cells else 0.0


# ---------------------------------------------------------------- what the table is


def _kind(layout: TableLayout, columns: Sequence[ColumnForm], context: Context, matcher: Matcher) -> TableKind:
    roles = {column.role for column in columns}
    values = [column for column in columns if column.role == "value"]
    said = any(column.indicator for column in columns) or matcher.first("indicator-title", context.title) is not None
    listed = matcher.first("list-title", context.title) is not None or "investment" in roles
    if values and roles & {"name", "content", "category", "other"} and any(layout.data()):
        share = sum(_share(layout, column.index, _is_value) for column in values) / len(values)
        if share >= (_LIKELY if said else _SURE) and (said or not listed):
            return "indicators"
    works = bool(roles & {*UNIT_ROLES, "deadline"})
    named = bool(roles & {"name", "content", "category"})
    return "worklist" if (named and (works or listed)) or (works and "no" in roles) else "other"


def _name_column(columns: Sequence[ColumnForm]) -> list[ColumnForm]:
    """One column names the indicator: the last 指标, else the last text; those before it are categories."""
    roles: tuple[ColumnRole, ...] = ("name", "content", "category", "other")
    ranked = [[column for column in columns if column.indicator]]
    ranked += [[column for column in columns if column.role == role] for role in roles]
    chosen = next(group[-1] for group in ranked if group)
    return [_beside_name(column, chosen) for column in columns]


def _beside_name(column: ColumnForm, chosen: ColumnForm) -> ColumnForm:
    if column is chosen:
        return replace(column, role="name")
    if column.role in {"name", "content"}:
        return replace(column, role="category" if column.index < chosen.index else "other")
    return column


def _no_value(column: ColumnForm) -> ColumnForm:
    """In a work list a column of a year's aims is one of the other columns; a heading 目标 is kept among its texts."""
    return replace(column, role="other", kind=None, year=None) if column.role == "value" else column


def _content_column(layout: TableLayout, columns: Sequence[ColumnForm]) -> list[ColumnForm]:
    """One column is the main text; names merged downwards to its left are groups, others stay names."""
    if any(column.role in {"name", "content"} and not column.indicator for column in columns):
        # What a task is measured by stands beside its name: 考核指标.
        columns = [replace(column, role="other") if column.indicator else column for column in columns]
    chosen = _main_text(layout, columns)
    return [_beside_content(layout, column, chosen) for column in columns]


def _main_text(layout: TableLayout, columns: Sequence[ColumnForm]) -> ColumnForm:
    """The column headed 内容, else the last name, else the one with the most text."""
    for role in ("content", "name"):
        found = [column for column in columns if column.role == role]
        whole = [column for column in found if not is_grouping(layout, column.index)]
        if found:
            return (whole or found)[0 if role == "content" else -1]
    texts = [column for column in columns if column.role == "other"] or [
        column for column in columns if column.role == "category"
    ]
    return max(texts or columns, key=lambda column: _length(layout, column.index))


def _beside_content(layout: TableLayout, column: ColumnForm, chosen: ColumnForm) -> ColumnForm:
    if column is chosen:
        return replace(column, role="content")
    if column.role == "content":
        return replace(column, role="other")
    if column.role == "name" and column.index < chosen.index and is_grouping(layout, column.index):
        return replace(column, role="category")
    return column


def is_grouping(layout: TableLayout, index: int) -> bool:
    """Whether cells of the column speak for several rows: merged downwards, or blank below the first of a dump."""
    rows = list(layout.data())
    if any(row.cells[index].row < row.index for row in rows):
        return True
    merged = any(cell.rows > 1 for cell in layout.table.cells if cell.row >= layout.below)
    return not merged and any(not is_filled(row.cells[index]) for row in rows[1:])


def _length(layout: TableLayout, index: int) -> int:
    return sum(len(joined(row.cells[index])) for row in layout.data())


# ---------------------------------------------------------------- years


def _with_years(column: ColumnForm, context: Context, matcher: Matcher) -> ColumnForm:
    """A value column with its year and kind; a year in the title counts where the heading has none."""
    if column.role != "value":
        return column
    year = column.year
    if year is None and not column.rate and column.first_year is None:
        years = {match.group("year") for match in matcher.all("cell-date", context.title)}
        year = int(fold(years.pop() or "0")) if len(years) == 1 else None
    return replace(column, year=year, kind=column.kind or _kind_of_year(year or column.first_year, context))


def _start_by_columns(columns: Sequence[ColumnForm]) -> int | None:
    """The plan's first year where only the columns tell: 2025年 | 2030年 is a five-year plan from 2026 on."""
    years = [column.year for column in columns if column.role == "value" and column.kind is None and column.year]
    return years[0] + 1 if len(years) == FEWEST_YEARS and years[1] - years[0] == FIVE_YEARS else None


def _kind_of_year(year: int | None, context: Context) -> ValueKind:
    past = year is not None and context.plan_start is not None and year < context.plan_start
    return "baseline" if past else "target"
