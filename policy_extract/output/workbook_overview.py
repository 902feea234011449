"""The first sheets of a workbook: what every sheet and column means, how much each body has to do, and who does what."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, Final

from policy_extract.labels import word
from policy_extract.output.formulas import could_be_formula
from policy_extract.output.views import ROLES
from policy_extract.output.workbook_pieces import ROOM, height_of, lines_in, new_sheet, write_text
from policy_extract.records import record

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

    from policy_extract.output.workbook_sheets import Row, Sheet

GUIDE, SUMMARY, MATRIX = "guide", "summary", "matrix"
OVERVIEW: Final = tuple(word("sheets", code) for code in (GUIDE, SUMMARY, MATRIX))
_COLUMNS: Final = {
    SUMMARY: ("body", "led", "supported", "shared", "total", "document-count"),
    MATRIX: ("document", "id", "task-named"),
}
"""What the sheets have that no other has; the bodies of the matrix come after them."""
_COMMON: Final = frozenset({"document", "document-title", "quote", "place"})
_MARKS: Final = dict(zip(ROLES.values(), "●○△", strict=True))
_TASK: Final = word("sheets", "tasks")
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
        """By body, then by role."""
        self.marks: dict[tuple[str, str], dict[str, str]] = {}
        """By document and id of the task, then by body: the mark of its role."""
        self.tasks: list[_Task] = []
        self._files: dict[str, set[str]] = {}

    def take(self, sheet: Sheet, rows: Sequence[Row]) -> None:
        """Count the rows of a plan."""
        places = {column.code: place for place, column in enumerate(sheet.columns)}
        if sheet.code == "shares":
            for row in rows:
                self._count({code: str(row[place] or "") for code, place in places.items()})
        elif sheet.code == "tasks":
            for row in rows:
                title = f"{row[places['number']] or ''}{row[places['title']] or row[places['quote']] or ''}"
                self.tasks.append(_Task(str(row[0]), str(row[places["id"]]), title))

    def _count(self, row: Mapping[str, str]) -> None:
        body = row["body"] or row["name"]
        self.counts.setdefault(body, Counter())[row["role"]] += 1
        self._files.setdefault(body, set()).add(row["document"])
        if row["owner-kind"] == _TASK:
            marks = self.marks.setdefault((row["document"], row["owner-id"]), {})
            marks.setdefault(body, _MARKS[row["role"]])

    def files(self, body: str) -> int:
        """How many documents name the body."""
        return len(self._files[body])

    def busiest(self) -> list[str]:
        """The bodies, those with most to do first."""
        return sorted(self.counts, key=lambda body: (-self.counts[body].total(), body))


def write_overview(book: Workbook, formats: Mapping[str, Format], sheets: Sequence[Sheet], shares: Shares) -> None:
    """Write the first sheets; who does what only where somebody does."""
    guide = new_sheet(book, word("sheets", GUIDE))
    there = []
    if shares.counts:
        there.append(SUMMARY)
        _summary(new_sheet(book, word("sheets", SUMMARY)), formats, shares)
        if shares.marks and len(shares.tasks) <= _MOST_TASKS:
            there.append(MATRIX)
            _matrix(new_sheet(book, word("sheets", MATRIX), ROOM + 1), formats, shares)
    _guide(guide, formats, sheets, there)


# ---------------------------------------------------------------- 说明


def _guide(page: Worksheet, formats: Mapping[str, Format], sheets: Sequence[Sheet], there: Sequence[str]) -> None:
    """A row for each sheet, a link to it, and one for each of its columns."""
    _head(page, formats["head"], [("sheet", 14), ("column", 14), ("meaning", 80)])
    page.freeze_panes(1, 0)
    common = dict.fromkeys(column.code for sheet in sheets for column in sheet.columns if column.code in _COMMON)
    row = 1
    for code in there:
        row = _about(page, formats, row, code, [one for one in _COLUMNS[code] if one not in common])
    for said in ("folded", "common"):
        page.write_string(row, 2, word("papers", said), formats["text"])
        row += 1
    row = _explained(page, formats, row, common)
    for sheet in sheets:
        codes = [column.code for column in sheet.columns if column.code not in common]
        row = _about(page, formats, row, sheet.code, codes)


def _about(page: Worksheet, formats: Mapping[str, Format], row: int, sheet: str, columns: Collection[str]) -> int:
    """The next row."""
    name = word("sheets", sheet)
    page.write_url(row, 0, f"internal:'{name}'!A1", formats["link"], name)
    page.write_string(row, 2, word("papers", "rows-are", row=word("rows", sheet)), formats["text"])
    return _explained(page, formats, row + 1, columns)


def _explained(page: Worksheet, formats: Mapping[str, Format], first: int, columns: Collection[str]) -> int:
    """The next row, below those of the columns."""
    for row, code in enumerate(columns, first):
        page.write_string(row, 1, word("headings", code), formats["text"])
        page.write_string(row, 2, word("means", code), formats["text"])
    return first + len(columns)


# ---------------------------------------------------------------- 汇总, 分工矩阵


def _summary(page: Worksheet, formats: Mapping[str, Format], shares: Shares) -> None:
    """Each body, with what it leads, supports and shares."""
    codes = _COLUMNS[SUMMARY]
    _head(page, formats["head"], [(code, 30 if not place else 10) for place, code in enumerate(codes)])
    page.freeze_panes(1, 1)
    for row, body in enumerate(shares.busiest(), start=1):
        counts = shares.counts[body]
        page.set_row(row, height_of(lines_in(body, 30)))
        _text(page, formats, row, 0, body)
        for place, number in enumerate(
            (*(counts[role] for role in ROLES.values()), counts.total(), shares.files(body)), 1
        ):
            page.write_number(row, place, number, formats["whole"])
    page.autofilter(0, 0, len(shares.counts), len(codes) - 1)


def _matrix(page: Worksheet, formats: Mapping[str, Format], shares: Shares) -> None:
    """Each task, with a mark under each of the bodies with most to do."""
    bodies = shares.busiest()[:_MOST_BODIES]
    _head(page, formats["head"], [*zip(_COLUMNS[MATRIX], (20, 10, 40), strict=True)])
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


def _head(page: Worksheet, style: Format, columns: Sequence[tuple[str, float]]) -> None:
    """The headings of columns, by their codes and widths."""
    for place, (code, width) in enumerate(columns):
        page.set_column(place, place, width)
        page.write_string(0, place, word("headings", code), style)


def _text(page: Worksheet, formats: Mapping[str, Any], row: int, place: int, text: str) -> None:
    write_text(page, row, place, text, formats["quoted" if could_be_formula(text) else "text"])
