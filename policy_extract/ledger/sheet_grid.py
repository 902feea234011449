"""One sheet of a workbook being edited: cells are written, rows inserted, and everything else is adjusted."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from copy import deepcopy
from datetime import date
from typing import TYPE_CHECKING, Final

from lxml import etree
from lxml.etree import SubElement

from policy_extract.ledger.cell_references import Shift, copied, letters, place_of
from policy_extract.output.formulas import could_be_formula
from policy_extract.output.workbook_pieces import fitted
from policy_extract.reading.zipped_xml import local
from policy_extract.records import record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from lxml.etree import _Element as Element

    from policy_extract.ledger.ledger_columns import Cell
    from policy_extract.ledger.workbook_package import Book

_NAME: Final = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_ILLEGAL: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LIKE_A_CODE: Final = re.compile(r"_(x[0-9A-Fa-f]{4}_)")
_SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"
_RULES: Final = frozenset({"conditionalFormatting", "dataValidation"})
_GROWING: Final = _RULES | {"autoFilter", "ignoredError", "protectedRange"}
"""Elements whose area grows when rows are inserted at its edges."""
_DAY_NOUGHT: Final = date(1899, 12, 30)


@record
class NewRow:
    """A row to put in: its cells by column, with the row whose look it takes."""

    cells: Mapping[int, Cell]
    like: int
    height: float
    merged: tuple[int, int] | None = None
    """First and last column of merged cells."""


class Grid:
    """The cells of a sheet; rows count from 1, columns from 0."""

    def __init__(self, book: Book, sheet: str) -> None:
        self.book = book
        self.sheet = sheet
        self.root = book.xml(book.sheets[sheet])
        [self.data] = [one for one in self.root if local(one) == "sheetData"]
        self.rows: dict[int, Element] = {}
        self._name_everything()

    def _name_everything(self) -> None:
        """Give rows and cells the names that they may leave out, and every formula its own text."""
        place = 0
        for row in self.data:
            place = int(row.get("r") or place + 1)
            row.set("r", str(place))
            self.rows[place] = row
            column = -1
            for cell in row:
                found = _NAME.fullmatch(cell.get("r", ""))
                column = place_of(found[1]) if found else column + 1
                cell.set("r", f"{letters(column)}{place}")
        self._spell_out()

    def _spell_out(self) -> None:
        """Give each formula stored as a copy of a shared formula its own text, with references adjusted."""
        masters: dict[str, tuple[str, int, int]] = {}
        for formula in self.data.iter("{*}f"):
            if formula.get("t") != "shared":
                continue
            at = _NAME.fullmatch(_above(formula).get("r", ""))
            assert at is not None
            column, row = place_of(at[1]), int(at[2])
            if formula.text:
                masters[formula.get("si", "")] = (formula.text, column, row)
            elif formula.get("si", "") in masters:
                text, first, top = masters[formula.get("si", "")]
                formula.text = copied(text, row - top, column - first)
            for name in ("t", "si", "ref"):
                if name in formula.attrib:
                    del formula.attrib[name]

    # ------------------------------------------------------------ cells

    def write(self, row: int, column: int, value: Cell) -> None:
        """Put a value into a cell; how it looks stays."""
        cell = self._cell(row, column)
        for below in [*cell]:
            cell.remove(below)
        _fill(cell, value, self._tag)
        if isinstance(value, str) and could_be_formula(value):
            cell.set("s", self._as_text(cell.get("s", "0")))

    def heighten(self, row: int, points: int) -> None:
        """Make a row at least so high, where its height is said at all."""
        element = self.rows[row]
        if "ht" in element.attrib and float(element.get("ht", "0")) < points:
            element.set("ht", str(points))

    def _cell(self, row: int, column: int) -> Element:
        """The cell, made where it is not there."""
        element = self.rows[row]
        name = f"{letters(column)}{row}"
        after = 0
        for place, cell in enumerate(element):
            if cell.get("r") == name:
                return cell
            found = _NAME.fullmatch(cell.get("r", ""))
            if found is not None and place_of(found[1]) < column:
                after = place + 1
        made = etree.Element(self._tag("c"), {"r": name})
        element.insert(after, made)
        return made

    def _tag(self, name: str) -> str:
        return f"{self.root.tag.rpartition('}')[0]}}}{name}"

    def covered(self) -> dict[tuple[int, int], tuple[int, int]]:
        """For each cell that is merged into another, the one in the top left corner; bands across the sheet are left out."""
        found: dict[tuple[int, int], tuple[int, int]] = {}
        for merged in self.root.iter("{*}mergeCell"):
            first, _, last = merged.get("ref", "").partition(":")
            top, bottom = _NAME.fullmatch(first), _NAME.fullmatch(last)
            if top and bottom and top[1] == bottom[1] and int(bottom[2]) - int(top[2]) < 10_000:
                column = place_of(top[1])
                found |= {(row, column): (int(top[2]), column) for row in range(int(top[2]) + 1, int(bottom[2]) + 1)}
        return found

    def merged_in(self, row: int) -> tuple[int, int] | None:
        """First and last column of the cells of a row that are one."""
        for merged in self.root.iter("{*}mergeCell"):
            first, last = (_NAME.fullmatch(name) for name in merged.get("ref", "").split(":")[:2])
            if first and last and int(first[2]) == int(last[2]) == row:
                return place_of(first[1]), place_of(last[1])
        return None

    # ------------------------------------------------------------ styles

    def usual_styles(self, rows: Iterable[int]) -> dict[int, str]:
        """How most cells of each column look, by column."""
        seen: dict[int, Counter[str]] = defaultdict(Counter)
        for row in rows:
            for cell in self.rows[row]:
                found = _NAME.fullmatch(cell.get("r", ""))
                if found is not None:
                    seen[place_of(found[1])][cell.get("s", "0")] += 1
        return {column: counts.most_common(1)[0][0] for column, counts in seen.items()}

    def _as_text(self, style: str) -> str:
        """The same look for text that must stay text when somebody edits it."""
        kind, name = next(
            ((kind, name) for kind, name in self.book.related(self.book.main) if kind == "styles"), ("", "")
        )
        if not kind:
            return style
        formats = next(one for one in self.book.xml(name) if local(one) == "cellXfs")
        if formats[int(style)].get("quotePrefix") == "1":
            return style
        made = deepcopy(formats[int(style)])
        made.set("quotePrefix", "1")
        formats.append(made)
        formats.set("count", str(len(formats)))
        return str(len(formats) - 1)

    # ------------------------------------------------------------ rows

    def insert(self, after: Mapping[int, Sequence[NewRow]], usual: Mapping[int, str]) -> Shift:
        """Insert rows after others and update every reference to the cells that move."""
        shift = Shift({row: len(new) for row, new in after.items() if new})
        self.book.move(self.sheet, shift)
        self._move_what_names_cells(shift)
        before = {**self.rows}
        self.rows = {}
        for place, row in before.items():
            self._renumber(row, shift.row(place))
        for place, new in after.items():
            for step, one in enumerate(new, start=1):
                self._put(one, shift.row(place) + step, before, usual)
        for place in sorted(self.rows):
            self.data.append(self.rows[place])
        return shift

    def _renumber(self, row: Element, place: int) -> None:
        row.set("r", str(place))
        for cell in row:
            found = _NAME.fullmatch(cell.get("r", ""))
            assert found is not None
            cell.set("r", f"{found[1]}{place}")
        self.rows[place] = row

    def _put(self, new: NewRow, place: int, before: Mapping[int, Element], usual: Mapping[int, str]) -> None:
        row = etree.Element(self._tag("row"), {"r": str(place), "ht": f"{new.height:g}"})
        like = before.get(new.like)
        styles = {**usual} if like is None else {place_of(_column(cell)): cell.get("s", "0") for cell in like}
        for column in sorted({*styles, *new.cells}):
            cell = SubElement(row, self._tag("c"), {"r": f"{letters(column)}{place}", "s": styles.get(column, "0")})
            _fill(cell, new.cells.get(column), self._tag)
            value = new.cells.get(column)
            if isinstance(value, str) and could_be_formula(value):
                cell.set("s", self._as_text(cell.get("s", "0")))
        self.rows[place] = row
        if new.merged is not None:
            self._merge(f"{letters(new.merged[0])}{place}:{letters(new.merged[1])}{place}")

    def _merge(self, area: str) -> None:
        merged = next((one for one in self.root if local(one) == "mergeCells"), None)
        if merged is None:
            merged = etree.Element(self._tag("mergeCells"))
            self._put_after(merged, {"sheetData", "sheetCalcPr", "sheetProtection", "protectedRanges", "scenarios",
                                      "autoFilter", "sortState", "dataConsolidate", "customSheetViews"})  # fmt: skip
        SubElement(merged, self._tag("mergeCell"), {"ref": area})
        merged.set("count", str(len(merged)))

    def _put_after(self, element: Element, names: set[str]) -> None:
        last = max(place for place, one in enumerate(self.root) if local(one) in names)
        self.root.insert(last + 1, element)

    def _move_what_names_cells(self, shift: Shift) -> None:
        """Areas, formulas and places of this sheet, its cells' own names left out."""
        for one in self.root.iter():
            name, grows = local(one), local(one) in _GROWING
            if name in _RULES:
                self._move_rule(one, shift)
            elif name == "f" and one.text and not _of_a_rule(one):
                one.text = shift.formula(one.text, self.sheet, own=True)
            elif name == "sqref" and one.text and not _of_a_rule(one):
                one.text = shift.areas(one.text)
            elif name == "brk" and local(_above(one)) == "rowBreaks":
                one.set("id", str(shift.row(int(one.get("id", "0")))))
            elif name == "row" and _above(one) is not self.data:
                one.text = str(shift.row(int(one.text or "0") + 1) - 1)
            for attribute in ("ref", "sqref", "activeCell"):
                if attribute in one.attrib:
                    one.set(attribute, shift.areas(one.get(attribute, ""), grows=grows))

    def _move_rule(self, rule: Element, shift: Shift) -> None:
        """Adjust a conditional format or data validation, whose formulas are relative to its area's first cell."""
        areas = rule.get("sqref") or next((one.text or "" for one in rule if local(one) == "sqref"), "")
        first = min((int(found[2]) for found in _NAME.finditer(areas)), default=1)
        several = ":" in areas
        earlier = shift.begin(first) - shift.row(first) if several else 0
        for one in rule.iter("{*}formula", "{*}formula1", "{*}formula2", "{*}f"):
            if one.text:
                one.text = copied(shift.formula(one.text, self.sheet, own=True), earlier, 0)
        for one in rule:
            if local(one) == "sqref":
                one.text = shift.areas(one.text or "", grows=True)


def _above(element: Element) -> Element:
    above = element.getparent()
    assert above is not None
    return above


def _of_a_rule(element: Element) -> bool:
    return local(_above(element)) != "c" and any(local(above) in _RULES for above in element.iterancestors())


def _column(cell: Element) -> str:
    found = _NAME.fullmatch(cell.get("r", ""))
    assert found is not None
    return found[1]


def _fill(cell: Element, value: Cell, tag: Callable[[str], str]) -> None:
    """Give an empty cell its value."""
    for name in ("t", "cm"):
        if name in cell.attrib:
            del cell.attrib[name]
    if value is None or value == "":
        return
    if isinstance(value, str):
        cell.set("t", "inlineStr")
        text = SubElement(SubElement(cell, tag("is")), tag("t"))
        text.text = _LIKE_A_CODE.sub(r"_x005F_\1", _ILLEGAL.sub("\ufffd", fitted(value)))
        text.set(_SPACE, "preserve")
        return
    number = (value - _DAY_NOUGHT).days if isinstance(value, date) else value
    SubElement(cell, tag("v")).text = str(number)
