"""Columns of a table → what the table is: indicators, a list of work, or neither.

What the columns hold decides; the title is asked where they leave it open. A
table of values by year is one of indicators, whatever its rows are called; a
table of names alone (a contact list, a 名单) gives nobody anything to do.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from policy_extract.stages.grids.heading_words import UNIT_ROLES
from policy_extract.stages.tables.column_cells import LIKELY, SURE, is_sentence

if TYPE_CHECKING:
    from collections.abc import Sequence

    from policy_extract.grammar import Matcher
    from policy_extract.stages.tables.column_cells import Cells
    from policy_extract.stages.tables.column_words import ColumnForm

TableKind = Literal["indicators", "worklist", "other"]
TEXT = 8
"""Characters on average from which cells of an unknown column are texts and no names."""
LONGEST_NAME = 20
"""Characters on average up to which cells may be names of what is measured."""
LONGEST_STATE = 6
"""Characters on average up to which a cell names a state: 劣Ⅴ类, 达标."""
FEWEST_VALUES = 2
"""Columns of values from which a table is one of values."""
DUTY_COLUMNS = 2
"""Columns of a list of bodies with the duties of each."""
FEWEST_PERSONS = 2
"""Columns about persons, such as 姓名 and 职务, from which a table is a list of persons."""
_NAMING = {"name", "content", "category"}
_BESIDE_VALUES = {"no", "name", "content", "category", "measure", "attribute", "note", "other"}


def kind_of(cells: Cells, columns: Sequence[ColumnForm], title: str) -> TableKind:
    """What the table is."""
    if not cells.layout.heading:
        listed = lists_duties(cells) or _lists_without_heading(columns, title, cells.matcher)
        return "worklist" if listed else "other"
    if _holds_indicators(cells, columns, title):
        return "indicators"
    return "worklist" if _lists_work(cells, columns, title) else "other"


def says_indicators(columns: Sequence[ColumnForm], title: str, matcher: Matcher) -> bool:
    """Whether a heading or the title speaks of indicators."""
    return any(column.indicator for column in columns) or matcher.first("indicator-title", title) is not None


# ---------------------------------------------------------------- indicators


def _holds_indicators(cells: Cells, columns: Sequence[ColumnForm], title: str) -> bool:
    values = [column for column in columns if column.role == "value"]
    if not values or not _has_rows_with_names(cells, columns):
        return False
    said = says_indicators(columns, title, cells.matcher)
    if said and any(column.known for column in values) and _values_may_be_words(columns):
        return True
    if _is_of_states(cells, columns) or _is_measured(cells, columns):
        return True
    share = sum(cells.share(column.index, cells.is_value) for column in values) / len(values)
    if not said and _names_work(columns) and (_tells_of_work(cells, values) or _spends(cells, columns, values)):
        return False
    listed = _is_list(columns, title, cells.matcher)
    return share >= (LIKELY if said else SURE) and (said or not listed or _is_of_values(cells, columns, title))


def _is_of_states(cells: Cells, columns: Sequence[ColumnForm]) -> bool:
    """Whether headings give a present and a target state, and cells are single words: 2025年现状 Ⅳ, 2027年目标 Ⅲ.

    Beside bodies, who may have to do something, the words must be few.
    """
    values = [column for column in columns if column.role == "value"]
    if any(column.role == "deadline" and column.known for column in columns):
        return False
    bodies = any(column.role in UNIT_ROLES and column.known for column in columns)
    few = not bodies or cells.repeat([column.index for column in values])
    return few and _is_before_and_after(values) and all(cells.average(one.index) <= LONGEST_STATE for one in values)


def _is_before_and_after(values: Sequence[ColumnForm]) -> bool:
    """Whether headings tell what is aimed at from what was before: 现状 and 目标, or a year before all of those with 目标."""
    aims = [column.year or 0 for column in values if column.kind == "target" and column.known]
    past = (column.kind == "baseline" or (column.year or max(aims)) < min(aims) for column in values)
    return bool(aims) and any(past) and all(column.known or column.year for column in values)


def _is_measured(cells: Cells, columns: Sequence[ColumnForm]) -> bool:
    """Whether names with their units of measure stand beside numbers for several years: 数字化车间（个） 10 20 30."""
    years = [column.index for column in columns if column.role == "value" and column.known and column.year]
    names = [column.index for column in columns if column.role in {"name", "content"}]
    measured = any(cells.share(index, cells.ends_with_measure) > SURE for index in names)
    numbers = all(cells.share(index, cells.is_number) > SURE for index in years)
    return measured and numbers and len(years) >= FEWEST_VALUES


def _has_rows_with_names(cells: Cells, columns: Sequence[ColumnForm]) -> bool:
    return any(column.role in {*_NAMING, "other"} for column in columns) and any(cells.layout.data())


def _names_work(columns: Sequence[ColumnForm]) -> bool:
    """Whether headings name tasks, and who does them: 工作任务 | 2026年 | 责任单位."""
    named = any(column.role in {"name", "content"} and column.known and not column.indicator for column in columns)
    return named and any(column.role in UNIT_ROLES and column.known for column in columns)


def _tells_of_work(cells: Cells, values: Sequence[ColumnForm]) -> bool:
    """Whether most rows have a cell of some year that opens with what is done: 新增3家, 启动建设."""
    rows = list(cells.layout.data())
    told = sum(any(cells.is_doing(row.cells[column.index]) for column in values) for row in rows)
    return told > len(rows) / 2


def _spends(cells: Cells, columns: Sequence[ColumnForm], values: Sequence[ColumnForm]) -> bool:
    """Whether the values are money, as their headings say, and most names tell what it is spent on: 支持建设平台 beside 资金安排 2026年."""
    money = all(cells.matcher.first("heading-of-money", column.heading) is not None for column in values)
    named = [column.index for column in columns if column.role in {"name", "content"}]
    return money and any(cells.share(index, cells.is_doing) > SURE for index in named)


def _values_may_be_words(columns: Sequence[ColumnForm]) -> bool:
    """Whether a heading says what rows are judged by, or one names indicators and none tasks or projects."""
    if any(column.criterion for column in columns):
        return True
    named = any(column.role in {"name", "content"} and not column.indicator and column.known for column in columns)
    return any(column.indicator for column in columns) and not named


def _is_of_values(cells: Cells, columns: Sequence[ColumnForm], title: str) -> bool:
    """Whether nothing but values stands beside names: a region, what it has to reach in each year, and who sees to it."""
    values = [column for column in columns if column.role == "value"]
    naming = [column for column in columns if column.role in {"name", "content", "other"}]
    dated = all(column.known and (column.year or column.kind == "baseline") for column in values)
    by_cells = all(not column.known for column in values)  # numbers shared out: no heading of a year is needed
    beside = {*_BESIDE_VALUES, *UNIT_ROLES} if (dated or by_cells) and len(naming) == 1 else _BESIDE_VALUES
    others = any(column.role not in {*beside, "value"} for column in columns)
    if others or _list_of(title, cells.matcher) == "projects":
        return False
    texts = any(
        cells.average(column.index) > LONGEST_NAME or cells.share(column.index, is_sentence) > 0 for column in naming
    )
    return (by_cells or len(values) >= FEWEST_VALUES) and not texts


# ---------------------------------------------------------------- lists of work


def _lists_work(cells: Cells, columns: Sequence[ColumnForm], title: str) -> bool:
    names = cells.matcher.first("name-list", title) is not None
    if (
        _is_of_persons(columns)
        or _scores(columns)
        or (names and not any(column.known and _is_work(column) for column in columns))
    ):
        return False
    roles = {column.role for column in columns}
    works = any(map(_is_work, columns))
    listed = not names and _is_list(columns, title, cells.matcher)
    if roles & _NAMING:
        return works or listed or (not names and _plans_work(cells, columns, title))
    texts = any(_is_text(cells, column) for column in columns)
    return works and ("no" in roles or texts or listed or _list_of(title, cells.matcher) is not None)


def _is_work(column: ColumnForm) -> bool:
    """Whether the column says who does something, or by when."""
    return column.role in {*UNIT_ROLES, "deadline"}


def _plans_work(cells: Cells, columns: Sequence[ColumnForm], title: str) -> bool:
    """Whether rows are projects or work of a plan, as its title says, with what is to be done for each: 项目名称 | 工作标准."""
    named = any(column.role in {"name", "content"} and column.known and not column.indicator for column in columns)
    besides = any(column.aside or column.person or column.points or column.criterion for column in columns)
    if besides or not named or cells.matcher.first("planned-work", title) is None:
        return False
    return any(_says_what_is_done(cells, column) for column in columns)


def _says_what_is_done(cells: Cells, column: ColumnForm) -> bool:
    """Whether the column holds texts under a heading for contents or aims, or sentences under any but one of what is done already."""
    sentences = cells.share(column.index, is_sentence) > SURE
    aim = column.role == "value" and column.kind == "target" and cells.share(column.index, cells.is_value) == 0
    if column.role == "content" or column.aim or aim:
        return sentences or cells.average(column.index) >= TEXT
    return sentences and column.role in {"name", "other"}


def _is_text(cells: Cells, column: ColumnForm) -> bool:
    return column.role == "other" and cells.average(column.index) >= TEXT


def _is_of_persons(columns: Sequence[ColumnForm]) -> bool:
    persons = sum(column.person for column in columns)
    answering = any(column.role in UNIT_ROLES and column.known for column in columns)
    return (
        persons >= FEWEST_PERSONS
        and not answering
        and not any(column.role in {"name", "content"} for column in columns)
    )


def _scores(columns: Sequence[ColumnForm]) -> bool:
    """Whether the table says what rows are judged by, or names indicators, and the points of each, and nothing of who leads or by when."""
    works = any(column.role in {"lead", "deadline"} and column.known for column in columns)
    judged = any(column.criterion or column.indicator for column in columns)
    return not works and judged and any(column.points for column in columns)


def _lists_without_heading(columns: Sequence[ColumnForm], title: str, matcher: Matcher) -> bool:
    listed = _is_list(columns, title, matcher) or _list_of(title, matcher) is not None
    return listed and any(column.role == "other" for column in columns)


def lists_duties(cells: Cells) -> bool:
    """Whether a table without a heading lists bodies and what each has to do."""
    if cells.layout.width != DUTY_COLUMNS:
        return False
    texts = cells.average(1) >= TEXT and cells.share(1, cells.is_duty) > SURE
    return texts and cells.share(0, cells.is_bodies) > SURE and cells.share(0, cells.is_region) < SURE


def _is_list(columns: Sequence[ColumnForm], title: str, matcher: Matcher) -> bool:
    return matcher.first("list-title", title) is not None or any(column.role == "investment" for column in columns)


def _list_of(title: str, matcher: Matcher) -> object:
    """What the title says that the table lists: projects, policies."""
    match = matcher.first("list-kind", title.strip())
    return match.get("list") if match is not None else None
