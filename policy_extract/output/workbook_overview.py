"""The first sheets of a workbook: what every sheet and column means, how much each body has to do, and who does what."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, Final

from policy_extract.output.formulas import could_be_formula
from policy_extract.output.views import ROLES
from policy_extract.output.workbook_pieces import ROOM, height_of, lines_in, new_sheet, write_text
from policy_extract.records import record

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

    from policy_extract.output.workbook_sheets import Row, Sheet

GUIDE, SUMMARY, MATRIX = "说明", "汇总", "分工矩阵"
OVERVIEW: Final = (GUIDE, SUMMARY, MATRIX)
_MEANS: Final = {
    SUMMARY: "一个单位，及其牵头、配合、负责的任务、指标和清单行数",
    MATRIX: "一项任务；各列是单位，●牵头 ○配合 △责任",
}
_COMMON: Final = frozenset({"文件", "文件标题", "原文", "位置"})
_SHARES: Final = "责任分工"
_MARKS: Final = {"牵头": "●", "配合": "○", "责任": "△"}
_MOST_BODIES: Final = 100
"""Bodies that have a column of their own; more make no table that anybody can read."""
_ON_A_PAGE: Final = 40
"""Bodies that one page of paper shows."""
_MOST_TASKS: Final = 20_000


@record
class _Task:
    file: str
    id: str
    title: str


class Shares:
    """Who does what, counted while rows are written."""

    def __init__(self) -> None:
        self.counts: dict[str, Counter[str]] = {}
        """By body, then by role, with the documents that name it as 文件."""
        self.marks: dict[tuple[str, str], dict[str, str]] = {}
        """By document and id of the task, then by body: the mark of its role."""
        self.tasks: list[_Task] = []
        self._files: dict[str, set[str]] = {}

    def take(self, sheet: Sheet, rows: Sequence[Row]) -> None:
        """Count the rows of a plan."""
        places = {column.heading: place for place, column in enumerate(sheet.columns)}
        if sheet.name == _SHARES:
            for row in rows:
                self._count({heading: str(row[place] or "") for heading, place in places.items()})
        elif sheet.name == "任务":
            for row in rows:
                title = f"{row[places['序号']] or ''}{row[places['标题']] or row[places['原文']] or ''}"
                self.tasks.append(_Task(str(row[0]), str(row[places["编号"]]), title))

    def _count(self, row: Mapping[str, str]) -> None:
        body = row["机构"] or row["名称"]
        self.counts.setdefault(body, Counter())[row["角色"]] += 1
        self._files.setdefault(body, set()).add(row["文件"])
        if row["类别"] == "任务":
            marks = self.marks.setdefault((row["文件"], row["所在编号"]), {})
            marks.setdefault(body, _MARKS[row["角色"]])

    def files(self, body: str) -> int:
        """How many documents name the body."""
        return len(self._files[body])

    def busiest(self) -> list[str]:
        """The bodies, those with most to do first."""
        return sorted(self.counts, key=lambda body: (-self.counts[body].total(), body))


def write_overview(book: Workbook, formats: Mapping[str, Format], sheets: Sequence[Sheet], shares: Shares) -> None:
    """Write the first sheets; who does what only where somebody does."""
    guide = new_sheet(book, GUIDE)
    there = {}
    if shares.counts:
        there[SUMMARY] = _summary(new_sheet(book, SUMMARY), formats, shares)
        if shares.marks and len(shares.tasks) <= _MOST_TASKS:
            there[MATRIX] = _matrix(new_sheet(book, MATRIX, ROOM + 1), formats, shares)
    _guide(guide, formats, sheets, there)


# ---------------------------------------------------------------- 说明


def _guide(
    page: Worksheet, formats: Mapping[str, Format], sheets: Sequence[Sheet], there: Mapping[str, Sequence[str]]
) -> None:
    """A row for each sheet, a link to it, and one for each of its columns."""
    for place, (heading, width) in enumerate((("工作表", 14), ("列", 14), ("含义", 80))):
        page.set_column(place, place, width)
        page.write_string(0, place, heading, formats["head"])
    page.freeze_panes(1, 0)
    row = 1
    for name, headings in there.items():
        row = _about(page, formats, row, name, _MEANS[name], [(heading, "") for heading in headings])
    common = {column.heading: column.means for sheet in sheets for column in sheet.columns if column.heading in _COMMON}
    row = _about(page, formats, row, "", "各工作表都有的列", [*common.items()])
    for sheet in sheets:
        columns = [(column.heading, column.means) for column in sheet.columns if column.heading not in _COMMON]
        row = _about(page, formats, row, sheet.name, f"每行是{sheet.means}", columns)


def _about(
    page: Worksheet, formats: Mapping[str, Format], row: int, name: str, means: str, columns: Sequence[tuple[str, str]]
) -> int:
    """The next row."""
    if name:
        page.write_url(row, 0, f"internal:'{name}'!A1", formats["link"], name)
    page.write_string(row, 2, means, formats["text"])
    for heading, said in columns:
        if said:
            row += 1
            page.write_string(row, 1, heading, formats["text"])
            page.write_string(row, 2, said, formats["text"])
    return row + 1


# ---------------------------------------------------------------- 汇总, 分工矩阵


def _summary(page: Worksheet, formats: Mapping[str, Format], shares: Shares) -> Sequence[str]:
    """Each body, with what it leads, supports and shares; its headings."""
    headings = ("机构", *ROLES.values(), "合计", "文件数")
    _head(page, formats["head"], [(heading, 30 if not place else 10) for place, heading in enumerate(headings)])
    page.freeze_panes(1, 1)
    for row, body in enumerate(shares.busiest(), start=1):
        counts = shares.counts[body]
        page.set_row(row, height_of(lines_in(body, 30)))
        _text(page, formats, row, 0, body)
        for place, number in enumerate(
            (*(counts[role] for role in ROLES.values()), counts.total(), shares.files(body)), 1
        ):
            page.write_number(row, place, number, formats["whole"])
    page.autofilter(0, 0, len(shares.counts), len(headings) - 1)
    return headings


def _matrix(page: Worksheet, formats: Mapping[str, Format], shares: Shares) -> Sequence[str]:
    """Each task, with a mark under each of the bodies with most to do; its headings."""
    bodies = shares.busiest()[:_MOST_BODIES]
    _head(page, formats["head"], [("文件", 20), ("编号", 10), ("任务", 40)])
    page.set_row(0, 150)
    for place, body in enumerate(bodies, start=3):
        page.set_column(place, place, 3.5)
        page.write_string(0, place, body[:18], formats["upright"])
    page.freeze_panes(1, 3)
    page.repeat_columns(0, 2)
    page.fit_to_pages(-(-len(bodies) // _ON_A_PAGE), 0)
    for row, task in enumerate(shares.tasks, start=1):
        shown = (task.file, task.id, task.title[:60])
        page.set_row(row, height_of(max(map(lines_in, shown, (20, 10, 40)))))
        for place, text in enumerate(shown):
            _text(page, formats, row, place, text)
        marks = shares.marks.get((task.file, task.id), {})
        for place, body in enumerate(bodies, start=3):
            if body in marks:
                page.write_string(row, place, marks[body], formats["mark"])
    return ("文件", "编号", "任务")


def _head(page: Worksheet, style: Format, columns: Sequence[tuple[str, float]]) -> None:
    for place, (heading, width) in enumerate(columns):
        page.set_column(place, place, width)
        page.write_string(0, place, heading, style)


def _text(page: Worksheet, formats: Mapping[str, Any], row: int, place: int, text: str) -> None:
    write_text(page, row, place, text, formats["quoted" if could_be_formula(text) else "text"])
