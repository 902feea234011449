"""Entries → the workbook an office prints and fills in: one sheet, A4 landscape.

Rows go to temporary files as they come; memory holds one plan and the packed
workbook.
"""

from __future__ import annotations

from datetime import date, datetime, time
from itertools import chain, groupby, islice
from types import MappingProxyType
from typing import IO, TYPE_CHECKING, Any, Final

from policy_extract.errors import OutputError
from policy_extract.labels import word
from policy_extract.ledger import stored_state
from policy_extract.ledger.ledger_columns import (
    AFTER,
    COLUMNS,
    DONE,
    GONE,
    LEGEND,
    NEAR,
    PLACE,
    SHARED,
    SHEET,
    SHOWN,
    STATES,
    band_key,
    cells_of,
    key_of,
    last_due,
    ledger_title,
    row_of,
)
from policy_extract.ledger.ledger_entries import title_of
from policy_extract.output.fonts import HEI, SONG
from policy_extract.output.formulas import could_be_formula
from policy_extract.output.workbook_pieces import (
    MOST_ROWS,
    PAPER_CELL,
    Packed,
    formats,
    growing,
    height_of,
    lines_in,
    print_across,
    workbook_to,
    write_across,
    write_text,
)
from policy_extract.records import record

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

    from policy_extract.ledger.ledger_columns import Cell
    from policy_extract.ledger.ledger_entries import Entry, RowsOf
    from policy_extract.model import Plan

BAND_HEIGHT: Final = 20
"""Points that the row of a chapter is high."""
FIRST: Final = 3
"""The first row below the heading, from 0."""
_LAST: Final = MOST_ROWS - 1
EMPTY: Final[Mapping[str, Any]] = MappingProxyType({})


@record
class Chapter:
    """A plan with the rows of its ledger, and what people have filled in of them."""

    plan: Plan
    entries: Sequence[Entry]
    filled: Mapping[str, Mapping[str, str]] = EMPTY
    """By the key of the row, then by name of the column, or by heading where people added it; empty for a new ledger."""
    extra: Sequence[str] = ()
    """Headings of columns that people added."""
    keys: Mapping[str, str] = EMPTY
    """Keys of rows that are known already, by the ids of their entries."""

    def key(self, entry: Entry) -> str:
        """What the row is known by."""
        return self.keys.get(entry.id) or key_of(stored_state.fingerprint_of(self.plan), entry.id)


def write_ledger(stream: IO[bytes], chapters: Iterable[Chapter], rows: RowsOf, *, title: str = "") -> None:
    """Write the ledger of these plans; its title is that of the one plan where none is given.

    Fails: OutputError where the sheet would be too long, OSError where the disk says no.
    """
    waiting = iter(chapters)
    first = list(islice(waiting, 2))
    packed = Packed()
    with workbook_to(packed) as book:
        paper = _Paper(book, rows, several=len(first) > 1, extra=first[0].extra if first else ())
        paper.head(title or _title(first))
        for chapter in chain(first, waiting):
            paper.add(chapter)
        paper.finish()
    stream.write(packed.getbuffer())


def _title(first: Sequence[Chapter]) -> str:
    return ledger_title(title_of(first[0].plan)) if len(first) == 1 else word("papers", "ledger-title")


class _Paper:
    """The sheet while it grows, and the hidden one beside it."""

    def __init__(self, book: Workbook, rows: RowsOf, *, several: bool, extra: Sequence[str]) -> None:
        self.page: Worksheet = book.add_worksheet(SHEET, worksheet_class=growing())
        self.hidden: Worksheet = book.add_worksheet(stored_state.SHEET)
        self.hidden.very_hidden()
        self.several = several
        self.extra = extra
        self.styles = _styles(book)
        self.next = FIRST
        self.number = 0
        self._kept = 0
        self._keep(stored_state.head_line(rows))

    # ------------------------------------------------------------ above the rows

    def head(self, title: str) -> None:
        """Title, legend, headings; how it prints."""
        self.page.set_row(0, 34)
        self.page.set_row(2, 24)
        for row, (text, style) in enumerate(((title, "title"), (LEGEND, "legend"))):
            write_text(self.page, row, 0, text, self.styles[style])
            self._merge(row, 0, row, SHOWN - 1)
        for place, column in enumerate(COLUMNS):
            machine = column.by == "machine"
            self.page.set_column(place, place, column.width, None, {"hidden": machine})
            self.page.write_string(2, place, column.heading, self.styles["head"])
        for place, heading in enumerate(self.extra, start=len(COLUMNS)):
            self.page.set_column(place, place, 12)
            write_text(self.page, 2, place, heading, self.styles["head"])
        self.page.freeze_panes(FIRST, 2)
        print_across(self.page, FIRST - 1)
        self.page.center_horizontally()

    # ------------------------------------------------------------ the rows

    def add(self, chapter: Chapter) -> None:
        """The rows of one plan: a band for each chapter, merged cells where rows share a task."""
        fingerprint = stored_state.fingerprint_of(chapter.plan)
        rows: dict[str, stored_state.StoredRow] = {}
        bands: dict[str, str] = {}
        if self.several:
            bands[""] = band_key(fingerprint, "")
            self._band(title_of(chapter.plan), "document", bands[""])
        for band, inside in groupby(chapter.entries, key=lambda entry: entry.band):
            key = bands.setdefault(band, band_key(fingerprint, band))
            self._band(band, "band", key)
            for _, shared in groupby(inside, key=lambda entry: entry.group):
                self._group([*shared], chapter, rows)
        for line in stored_state.lines_of(stored_state.keep(chapter.plan, rows, bands)):
            self._keep(line)

    def _band(self, text: str, style: str, key: str) -> None:
        self._check()
        self.page.set_row(self.next, BAND_HEIGHT)
        write_across(self.page, self.next, SHOWN, text, self.styles[style])
        self.page.write_string(self.next, PLACE["key"], key, self.styles["text"])
        self.next += 1

    def _group(self, entries: Sequence[Entry], chapter: Chapter, rows: dict[str, stored_state.StoredRow]) -> None:
        """The rows of one task."""
        self.number += 1
        first = self.next
        for place, (entry, height) in enumerate(zip(entries, heights(entries), strict=True)):
            self._check()
            self.page.set_row(self.next, height)
            key, cells = chapter.key(entry), cells_of(entry)
            filled = chapter.filled.get(key, {})
            shown: dict[str, Cell] = {**cells, **filled, "no": self.number, "due": last_due(entry), "key": key}
            if place:
                shown |= dict.fromkeys(SHARED)
            self._row(shown)
            rows[key] = stored_state.StoredRow(entry.id, {**cells, **filled})
        if len(entries) > 1:
            for name in SHARED:
                self._merge(first, PLACE[name], self.next - 1, PLACE[name])

    def _row(self, cells: Mapping[str, Cell]) -> None:
        for place, cell in enumerate(row_of(cells)):
            self._write(place, cell, "centred" if COLUMNS[place].centred else "text")
        for place, heading in enumerate(self.extra, start=len(COLUMNS)):
            self._write(place, cells.get(heading), "text")
        self.next += 1

    def _write(self, place: int, cell: Cell, style: str) -> None:
        match cell:
            case str() if cell:
                quoted = "quoted" if could_be_formula(cell) else style
                write_text(self.page, self.next, place, cell, self.styles[quoted])
            case date():
                self.page.write_datetime(self.next, place, datetime.combine(cell, time()), self.styles["date"])
            case int():
                self.page.write_number(self.next, place, cell, self.styles[style])
            case _:
                self.page.write_blank(self.next, place, None, self.styles[style])

    def _merge(self, first: int, left: int, last: int, right: int) -> None:
        """Make cells one: `merge_range` would write them too, in rows that are on the disk already."""
        self.page.merge.append([first, left, last, right])

    def _check(self) -> None:
        if self.next >= _LAST:
            raise OutputError(f"the ledger would have more than {MOST_ROWS} rows; give fewer files")

    # ------------------------------------------------------------ below the rows

    def finish(self) -> None:
        """Choices, colours by formula, filters."""
        last = max(self.next - 1, FIRST)
        state = PLACE["state"]
        self.page.data_validation(
            FIRST,
            state,
            _LAST,
            state,
            {"validate": "list", "source": list(STATES), "error_type": "warning", "ignore_blank": True},
        )
        for area, formula, style in rules():
            self.page.conditional_format(
                area.partition(" ")[0],
                {
                    "type": "formula",
                    "criteria": formula,
                    "format": self.styles[style],
                    "stop_if_true": True,
                    "multi_range": area,
                },
            )
        self.page.autofilter(FIRST - 1, 0, last, SHOWN - 1)
        self.page.ignore_errors({"number_stored_as_text": f"A1:{letter(COLUMNS[-1].name)}{last + 1}"})

    def _keep(self, line: Sequence[str]) -> None:
        for place, text in enumerate(line):
            self.hidden.write_string(self._kept, place, text)
        self._kept += 1


def rules() -> tuple[tuple[str, str, str], ...]:
    """Which cells are coloured when: area, formula, style; the first that holds counts."""
    state, due, change = (f"${letter(name)}{FIRST + 1}" for name in ("state", "due", "change"))
    everywhere = f"A{FIRST + 1}:{letter('change')}{MOST_ROWS}"
    both = " ".join(f"{letter(name)}{FIRST + 1}:{letter(name)}{MOST_ROWS}" for name in ("deadline", "state"))
    told = f"{letter('change')}{FIRST + 1}:{letter('change')}{MOST_ROWS}"
    open_ = f'{due}<>"",' + ",".join(f'{state}<>"{done}"' for done in DONE)
    return (
        (everywhere, f'=LEFT({change},{len(GONE)})="{GONE}"', "gone"),
        (both, f"=AND({open_},{due}<TODAY())", "over"),
        (both, f'={state}="{AFTER}"', "after"),
        (both, f"=AND({open_},{due}<=TODAY()+{NEAR})", "near"),
        (told, f'={change}<>""', "told"),
    )


def letter(name: str) -> str:
    """The letter of a column.

    >>> letter("no"), letter("key")
    ('A', 'O')
    """
    return chr(ord("A") + PLACE[name])


def heights(entries: Sequence[Entry]) -> list[int]:
    """Points for each row of a task: as its own cells need, and all together as the merged ones do.

    Excel fits rows to their text when they are edited, LibreOffice and WPS show what the file says.
    """
    cells = [cells_of(entry) for entry in entries]
    merged = SHARED if len(entries) > 1 else ()
    own = [max(_lines(one, name) for name in one if name not in merged) for one in cells]
    missing = max((_lines(cells[0], name) for name in merged if name in cells[0]), default=0) - sum(own)
    more = -(-missing // len(own)) if missing > 0 else 0
    return [height_of(lines + more) for lines in own]


def _lines(cells: Mapping[str, str], name: str) -> int:
    return lines_in(cells[name], COLUMNS[PLACE[name]].width)


def _styles(book: Workbook) -> dict[str, Format]:
    band = PAPER_CELL | {"bold": True, "valign": "vcenter", "font_name": HEI}
    made: dict[str, dict[str, Any]] = {
        "title": {"font_name": HEI, "font_size": 18, "align": "center", "valign": "vcenter"},
        "legend": {"font_name": SONG, "font_size": 9, "font_color": "#595959"},
        "head": PAPER_CELL | {"font_name": HEI, "align": "center", "valign": "vcenter", "bg_color": "#D9E2EC"},
        "document": band | {"bg_color": "#C9D6E3", "font_size": 11},
        "band": band | {"bg_color": "#F2F2F2"},
        "text": PAPER_CELL | {"valign": "vcenter"},
        "quoted": PAPER_CELL | {"valign": "vcenter", "quote_prefix": True},
        "centred": PAPER_CELL | {"valign": "vcenter", "align": "center"},
        "date": PAPER_CELL | {"valign": "vcenter", "num_format": "yyyy-mm-dd"},
        "gone": {"font_color": "#808080", "bg_color": "#D9D9D9"},
        "over": {"bg_color": "#F8B4B4"},
        "after": {"bg_color": "#FFE699"},
        "near": {"bg_color": "#BDD7EE"},
        "told": {"font_color": "#C00000"},
    }
    return formats(book, made)
