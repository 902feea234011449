"""An .xlsx workbook (also .et files of that form) → blocks. Formulas count by the values saved with them; nothing is calculated."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from policy_extract.blocks import Dropped, Place
from policy_extract.reading.sheets.format_codes import BUILT_IN
from policy_extract.reading.sheets.number_formats import shown
from policy_extract.reading.sheets.sheet_cells import Area, Look, Sheet, SheetCell, Workbook, cell_name
from policy_extract.reading.sheets.sheet_document import count_shown, document_of
from policy_extract.reading.sheets.workbook_parts import PLAN, broken, open_parts
from policy_extract.reading.source import SourceFile
from policy_extract.reading.zipped_xml import local
from policy_extract.records import field, mutable, record, replace

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Iterable, Iterator

    from lxml.etree import _Element as Element

    from policy_extract.blocks import Document
    from policy_extract.reading.sheets.workbook_parts import Bounds, Parts
    from policy_extract.reading.source import ReadContext

MOST_ROWS: Final = 1_048_576
MOST_COLUMNS: Final = 16_384
_RELATION: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRICT_RELATION: Final = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"
_EMPTY_CELLS: Final = re.compile(rb"<c(?=[^<>]* r=\")(?: [a-z]+=\"[^\"<>]*\")*\s*/>(?=\s*<(?:c[^<>]* r=\"|/row>))")
"""Cells that are only styled, of which programs write a million; one without a name, or before one, is counted to find a column."""
_EMPTY: Final = re.compile(rb"/>\s*<(?:c\b|/row>)")
"""What follows an empty cell; found much faster than the cell, where there is none."""
_NAME: Final = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})")
_ESCAPED: Final = re.compile(r"_x([0-9A-Fa-f]{4})_")
_CONTROLS: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")
_HEADER_CODES: Final = re.compile(r'&(?:"[^"]*"|\d+|K[0-9A-Fa-f]{6}|K[+-]?\d+[+-]\d{3}|[A-JL-Za-z])')
_SIDES: Final = frozenset({"oddHeader", "oddFooter", "evenHeader", "evenFooter", "firstHeader", "firstFooter"})
_ALIGNMENTS: Final = {"center": "center", "centerContinuous": "center", "right": "right", "left": "left"}
_BOOLEANS: Final = {"1": "TRUE", "0": "FALSE"}


def read(file: SourceFile, context: ReadContext) -> Document:
    """The blocks of a workbook.

    Fails: DamagedDocumentError, LockedDocumentError, NotADocumentError where it holds no text.
    """
    opened = _open(file)
    document = document_of(opened.workbook, "xlsx", context.report)
    phonetic = tuple(Dropped(text, "body", "ruby") for text in opened.phonetic)
    return replace(document, dropped=(*document.dropped, *phonetic))


def count(file: SourceFile, document: Document) -> Counter[str]:  # noqa: ARG001  every reader is asked so
    """Visible characters of every story."""
    from policy_extract.reading.characters import visible  # noqa: PLC0415

    opened = _open(file)
    counts = count_shown(opened.workbook)
    counts["body"] += sum(map(visible, opened.phonetic))
    return counts


@record
class _Style:
    look: Look
    code: str


@mutable
class _Opened:
    """A workbook while its parts are read."""

    parts: Parts
    workbook: Workbook
    strings: list[str]
    styles: list[_Style]
    since_1904: bool
    phonetic: list[str] = field(default_factory=list)
    """Readings printed above strings of cells."""
    _named: dict[str | None, _Style] = field(default_factory=dict)

    def style_of(self, name: str | None) -> _Style:
        """The style that a cell names, by its number."""
        style = self._named.get(name)
        if style is None:
            at = _whole(name)
            style = self._named[name] = self.styles[at] if at < len(self.styles) else _NO_STYLE
        return style


def workbook_in(data: bytes, bounds: Bounds = PLAN) -> Workbook:
    """What a workbook shows, sheet by sheet, hidden ones too.

    Fails: DamagedDocumentError, LockedDocumentError.
    """
    return _open(SourceFile(data), bounds).workbook


def _open(file: SourceFile, bounds: Bounds = PLAN) -> _Opened:
    """The workbook that a file is.

    Fails: DamagedDocumentError, LockedDocumentError.
    """
    parts = open_parts(file, bounds)
    main = next((name for _, kind, name in parts.relationships("") if kind == "officeDocument"), "xl/workbook.xml")
    relationships = parts.relationships(main)
    by_kind = {kind: name for _, kind, name in relationships if name in parts}
    root = parts.xml(main)
    properties = next((one for one in root if local(one) == "workbookPr"), None)
    opened = _Opened(
        parts,
        Workbook(most_cells=bounds.cells),
        [],
        list(_styles(parts.xml(by_kind["styles"]))) if "styles" in by_kind else [],
        properties is not None and properties.get("date1904") in {"1", "true"},
    )
    if "sharedStrings" in by_kind:
        opened.strings += (_string(one, opened) for one in parts.elements(by_kind["sharedStrings"], "si"))
    names = {relation: name for relation, _, name in relationships}
    for sheet in (one for one in root.iter("{*}sheet") if local(one) == "sheet"):
        name = names.get(sheet.get(_RELATION) or sheet.get(_STRICT_RELATION) or "", "")
        hidden = sheet.get("state", "visible") != "visible"
        opened.workbook.sheets.append(_sheet(name, Sheet(sheet.get("name", ""), hidden), opened))
    return opened


# ---------------------------------------------------------------- styles and strings


def _styles(root: Element) -> Iterator[_Style]:
    """What each number of a style says of the look and the format of numbers."""
    lists = {local(one): one for one in root}
    codes = dict(BUILT_IN)
    codes.update(
        (int(one.get("numFmtId", "0")), one.get("formatCode", ""))
        for one in _within(lists, "numFmts")
        if _is_number(one)
    )
    fonts = [_font(one) for one in _within(lists, "fonts")]
    for style in _within(lists, "cellXfs"):
        size, bold = fonts[at] if (at := _whole(style.get("fontId"))) < len(fonts) else (None, False)
        alignment = next((one for one in style if local(one) == "alignment"), None)
        align = _ALIGNMENTS.get(alignment.get("horizontal", ""), "") if alignment is not None else ""
        yield _Style(Look(align, size, bold), codes.get(_whole(style.get("numFmtId")), "General"))


def _is_number(one: Element) -> bool:
    return one.get("numFmtId", "").isdecimal()


def _within(lists: dict[str, Element], name: str) -> Iterable[Element]:
    return lists.get(name, ())


def _font(font: Element) -> tuple[float | None, bool]:
    said = {local(one): one.get("val", "1") for one in font}
    size = said.get("sz", "")
    return float(size) if re.fullmatch(r"\d{1,3}(?:\.\d+)?", size) else None, said.get("b", "0") not in {"0", "false"}


def _whole(text: str | None) -> int:
    """A whole number of ours; 0 for anything else."""
    return int(text) if text is not None and text.isdecimal() and len(text) < 10 else 0


def _string(item: Element, opened: _Opened) -> str:
    """The text of a string item: its runs, without the readings printed above them."""
    if len(item) == 1:
        only = item[0]
        if not len(only):
            return _unescaped(only.text or "")
    texts = []
    for one in item.iter("{*}t"):
        above = one.getparent()
        if above is not None and local(above) == "rPh":
            opened.phonetic.append(_unescaped(one.text or ""))
        else:
            texts.append(one.text or "")
    return _unescaped("".join(texts))


def _unescaped(text: str) -> str:
    """The text with characters that XML cannot write, _x000D_."""
    if "_x" in text:
        text = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
        text = _CONTROLS.sub("", text)
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


# ---------------------------------------------------------------- sheets


def _sheet(name: str, sheet: Sheet, opened: _Opened) -> Sheet:
    """The sheet with what its parts hold; a chart, or a sheet whose part is missing, has no cells."""
    if name not in opened.parts:
        return sheet
    rows: list[tuple[int, int]] = []
    cols: list[tuple[int, int]] = []
    place = -1
    found = opened.parts.elements(name, "row", "mergeCell", "col", "headerFooter", trim=_without_empty_cells)
    for element in found:
        kind = local(element)
        if kind == "row":
            place = _whole(element.get("r")) - 1 if element.get("r") else place + 1
            if element.get("hidden") in {"1", "true"}:
                rows.append((place, place))
            _row(element, place, sheet, opened)
        elif kind == "col" and element.get("hidden") in {"1", "true"}:
            cols.append((_whole(element.get("min")) - 1, _whole(element.get("max")) - 1))
        elif kind == "mergeCell":
            sheet.areas += _area(element.get("ref", ""))
        elif kind == "headerFooter":
            texts = (_HEADER_CODES.sub("", one.text or "").strip() for one in element if local(one) in _SIDES)
            sheet.running += [text for text in texts if text]
    sheet.rows.close(rows)
    sheet.cols.close(cols)
    for _, kind, part in opened.parts.relationships(name):
        if part in opened.parts:
            _beside(kind, part, sheet, opened)
    return sheet


def _without_empty_cells(data: bytes) -> bytes:
    if _EMPTY.search(data) is None or b"<![CDATA[" in data:
        return data
    return _EMPTY_CELLS.sub(b"", data)


def _row(row: Element, place: int, sheet: Sheet, opened: _Opened) -> None:
    """Put the cells of a row into the sheet."""
    col, number = -1, str(place + 1)
    cells: list[SheetCell] = []
    for cell in row:
        name = cell.get("r", "")
        found = _column(name[: -len(number)]) if name.endswith(number) else None
        if found is not None:
            top, col = place, found
        else:
            top, col = _place(name) or (place, col + 1)
        if not (0 <= top < MOST_ROWS and 0 <= col < MOST_COLUMNS):
            raise broken()
        style = opened.style_of(cell.get("s"))
        text = _shown(cell, style, opened)
        if text is None:
            sheet.unreckoned.append(Place(sheet=sheet.name, cell=cell_name(top, col)))
        elif text and not text.isspace():
            cells.append(SheetCell(top, col, top, col, text, style.look))
    opened.workbook.put(sheet, cells)


_NO_STYLE: Final = _Style(Look(), "General")


def _place(name: str) -> tuple[int, int] | None:
    """Row and column of a cell's name, from 0."""
    found = _NAME.fullmatch(name)
    col = _column(found[1]) if found is not None else None
    return None if found is None or col is None else (int(found[2]) - 1, col)


@lru_cache(maxsize=1024)
def _column(letters: str) -> int | None:
    """The column of these letters, from 0; None for other letters."""
    if not 1 <= len(letters) <= 3 or not all("A" <= letter <= "Z" for letter in letters):
        return None
    col = 0
    for letter in letters:
        col = col * 26 + ord(letter) - ord("A") + 1
    return col - 1


def _area(name: str) -> list[Area]:
    """The merged area of a name, A1:C2; none for one that means nothing."""
    first, _, last = name.partition(":")
    top, bottom = _place(first), _place(last)
    if top is None or bottom is None or top == bottom or top[0] > bottom[0] or top[1] > bottom[1]:
        return []
    return [Area(*top, *bottom)]


def _shown(cell: Element, style: _Style, opened: _Opened) -> str | None:
    """What a cell shows; None for a formula whose result the file does not hold."""
    kind = cell.get("t", "n")
    value = formula = None
    for one in cell:
        name = one.tag.rpartition("}")[2]
        if name == "v":
            value = one.text or ""
        elif name == "is":
            return _string(one, opened)
        elif name == "f":
            formula = one
    if value is None or (formula is not None and not value and kind != "str"):
        return "" if formula is None else None
    if kind == "s":
        value = value.strip()
        return opened.strings[at] if value and (at := _whole(value)) < len(opened.strings) else ""
    if kind == "b":
        return _BOOLEANS.get(value.strip(), value)
    return _number(value, style, opened) if kind == "n" else _unescaped(value)


def _number(value: str, style: _Style, opened: _Opened) -> str:
    try:
        number = float(value)
    except ValueError:
        return _unescaped(value)
    text, known = shown(number, style.code, since_1904=opened.since_1904)
    if not known:
        opened.workbook.unknown_formats[style.code] = None
    return text


# ---------------------------------------------------------------- beside the cells


def _beside(kind: str, part: str, sheet: Sheet, opened: _Opened) -> None:
    """Put comments and the texts of shapes into the sheet."""
    if kind == "comments":
        for comment in opened.parts.elements(part, "comment"):
            sheet.comments += [text] if (text := _string(comment, opened).strip()) else []
    elif kind == "threadedComment":
        texts = (_unescaped("".join(map(str, one.itertext()))).strip() for one in opened.parts.elements(part, "text"))
        sheet.comments += [text for text in texts if text]
    elif kind == "drawing":
        for body in opened.parts.elements(part, "txBody"):
            lines = ("".join(one.text or "" for one in line.iter("{*}t")) for line in body.iter("{*}p"))
            sheet.boxes.append("\n".join(line for line in lines if line.strip()))
