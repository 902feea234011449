"""Pages → blocks: what stands on each page, put into reading order and together over the pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from policy_extract.blocks import Block, Document, Dropped, Paragraph, Place
from policy_extract.reading.pages.banded_rows import with_rows_between
from policy_extract.reading.pages.clear_columns import with_tables
from policy_extract.reading.pages.contents_pages import entries_of_contents
from policy_extract.reading.pages.continuing import goes_on_over_break, join
from policy_extract.reading.pages.grid_tables import TableDraft, finished, place_of, table_of
from policy_extract.reading.pages.joining import Column, Text, goes_on, joined, paragraphs
from policy_extract.reading.pages.left_heads import with_left_heads
from policy_extract.reading.pages.legible import is_illegible, must_be_legible, note_spoiled, unreadable_glyphs
from policy_extract.reading.pages.open_tables import open_grids
from policy_extract.reading.pages.overprint import without_overprint
from policy_extract.reading.pages.page_lines import Line, lines_of
from policy_extract.reading.pages.parallel_columns import gutters_of, parts_of_pages
from policy_extract.reading.pages.ruled import grids_of, is_frame, lying_bars
from policy_extract.reading.pages.running import is_page_number, middle_of_two_pages, running_lines
from policy_extract.reading.pages.side_notes import side_notes
from policy_extract.reading.pages.text_columns import columns_of
from policy_extract.records import field, mutable

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from policy_extract.blocks import Format
    from policy_extract.findings import Report
    from policy_extract.grammar import Matcher
    from policy_extract.reading.pages.page_content import Glyph, Page, Rule
    from policy_extract.reading.pages.parallel_columns import Part, Side
    from policy_extract.reading.pages.ruled import Grid


_LOOK_AHEAD: Final = 8
"""Lines that those whom a document is sent to may fill."""
_NOTES_FROM: Final = 0.45
"""Share of the height of a page above which no footnote stands."""
_SHORT: Final = 0.45
"""Largest share of the page width that the rule above footnotes takes."""
_MOST_NOTE_RULES: Final = 30
"""Short lines that are looked at on a page; more are a drawing."""
_HEAD_TO: Final = 0.15
"""Share of the height of a page below which no running head stands."""
_ACROSS: Final = 0.5
"""Share of the page width that the rule below a running head takes at least."""
_SAME: Final = 3.0
"""Points between a line and the edge of the table that it is."""
_SMALLER: Final = 1.08
"""Text is larger than footnotes by this factor at least."""


@mutable
class _Sheet:
    """What stands on one page."""

    number: int
    height: float
    lines: list[Line]
    tables: list[TableDraft]
    glyphs: Sequence[Glyph] = ()
    """Those of the lines, and what is printed twice of them."""
    turned: str = ""
    """Text set at a right angle to the rest."""
    note_rules: tuple[Rule, ...] = ()
    """Short lines that may part footnotes from the text."""
    head_rules: tuple[float, ...] = ()
    """How far down lines are ruled across the head of the page."""
    side: Side = ""
    """Which of two columns of the page it is."""
    beside: Sequence[Sequence[Line]] = ()
    """The lines of each note in the margin."""

    def ends_in_row(self) -> bool:
        """Whether no line closes the last table, so that a row of it goes on on the next page."""
        return bool(self.tables) and any(cell.open_below for cell in self.tables[-1].cells)


@mutable
class _Drop:
    """What stands in no block."""

    dropped: list[Dropped] = field(default_factory=list)

    def add(self, text: str, reason: str) -> None:
        if text:
            self.dropped.append(Dropped(text, "body", reason))


def assemble(form: Format, pages: Iterable[Page], report: Report, matcher: Matcher) -> Document:
    """The document that the pages show; every glyph stands in a block or in `dropped`."""
    drop = _Drop()
    sheets = _sheets(pages, drop, report)
    middles = [middle_of_two_pages(sheet.lines, sheet.height) for sheet in sheets]
    for sheet, gutter in zip(sheets, gutters_of([sheet.lines for sheet in sheets], middles), strict=True):
        if gutter is not None:
            sheet.lines, _ = lines_of(sheet.number, sheet.glyphs, gutter)
    running = running_lines(
        [sheet.lines for sheet in sheets],
        [sheet.height for sheet in sheets],
        [sheet.head_rules for sheet in sheets],
        matcher,
    )
    for sheet in sheets:
        for line in sheet.lines:
            if reason := running.get(id(line)):
                drop.add(line.text, reason)
        sheet.lines = [line for line in sheet.lines if id(line) not in running]
    boxes = [[(table.xs[0], table.top, table.xs[-1]) for table in sheet.tables] for sheet in sheets]
    apart = parts_of_pages([sheet.lines for sheet in sheets], boxes, middles)
    sheets = [part for sheet, parts in zip(sheets, apart, strict=True) for part in _parts(sheet, parts)]
    for sheet in sheets:
        sheet.lines = with_left_heads(sheet.lines)
    columns = columns_of([sheet.lines for sheet in sheets], [sheet.side for sheet in sheets])
    notes = [note for sheet, column in zip(sheets, columns, strict=True) for note in _take_notes(sheet, column)]
    flow = _Flow(drop, matcher)
    for sheet, column in zip(sheets, columns, strict=True):
        flow.take(sheet, column)
    beside = [
        Text(list(note), [column] * len(note))
        for sheet, column in zip(sheets, columns, strict=True)
        for note in sheet.beside
    ]
    footnotes = {id(line) for line, _ in notes} | {id(text.lines[0]) for text in beside}
    blocks: list[Block] = []
    places: dict[str, Place] = {}
    for item in [*flow.items, *paragraphs(notes, matcher), *beside]:
        name = f"b{len(blocks) + 1}"
        if isinstance(item, Text):
            story = "footnote" if id(item.lines[0]) in footnotes else "body"
            blocks.append(_paragraph(item, name, story, matcher))
            places[name] = place_of(item.lines)
        else:
            table, cells = finished(item, name, matcher)
            blocks.append(table)
            places |= cells
    return Document(form, tuple(blocks), tuple(drop.dropped), places=places)


def _sheets(pages: Iterable[Page], drop: _Drop, report: Report) -> list[_Sheet]:
    """What stands on each page.

    Fails: NotADocumentError where most of it cannot be read.
    """
    sheets: list[_Sheet] = []
    illegible: list[int] = []
    spoiled: dict[int, int] = {}
    shown = 0
    for page in pages:
        shown += bool(page.glyphs) or page.pictures
        if is_illegible(page):
            illegible.append(page.number)
        elif count := unreadable_glyphs(page):
            spoiled[page.number] = count
        sheets.append(_sheet(page, drop, going_on=bool(sheets) and sheets[-1].ends_in_row()))
    must_be_legible(illegible, shown, len(sheets), report)
    note_spoiled(spoiled, report)
    return sheets


def _sheet(page: Page, drop: _Drop, *, going_on: bool) -> _Sheet:
    """The lines and tables of a page; `going_on` where a row of a table goes on from the page before."""
    drop.add(page.slanted, "watermark")
    drop.add(page.outside, "outside-page")
    glyphs, over = without_overprint(page.glyphs)
    drop.add(over, "watermark")
    grids = with_rows_between(grids_of(page.rules, going_on=going_on), glyphs)
    tables, rest = _tables(page, grids, glyphs, drop)
    more, rest = _tables(page, open_grids(page.rules, rest), rest, drop)
    tables += more
    beside, rest = side_notes(page, rest)
    lines, twice = lines_of(page.number, rest)
    drop.add(twice, "printed-twice")
    notes, twice = _lines_of_notes(page, beside)
    drop.add(twice, "printed-twice")
    return _Sheet(
        page.number,
        page.height,
        lines,
        tables,
        rest,
        page.turned,
        _note_rules(page, tables),
        _head_rules(page, tables),
        beside=notes,
    )


def _tables(
    page: Page, grids: Iterable[Grid], glyphs: Sequence[Glyph], drop: _Drop
) -> tuple[list[TableDraft], Sequence[Glyph]]:
    """The tables of the grids, and the glyphs that stand in none of them."""
    tables: list[TableDraft] = []
    rest = glyphs
    for grid in grids:
        inside, outside = grid.parted(rest)
        if inside and not is_frame(grid, page, inside):
            table, twice = table_of(page.number, grid, inside)
            drop.add(twice, "printed-twice")
            tables.append(table)
            rest = outside
    return tables, rest


def _lines_of_notes(page: Page, beside: Sequence[Sequence[Glyph]]) -> tuple[list[list[Line]], str]:
    """The lines of each note in the margin, and the glyphs of them that were printed twice."""
    found = [lines_of(page.number, note) for note in beside]
    return [lines for lines, _ in found], "".join(twice for _, twice in found)


def _parts(sheet: _Sheet, found: Sequence[Part]) -> list[_Sheet]:
    """The page, or its columns as pages that follow each other."""
    parts = [
        _Sheet(
            sheet.number,
            sheet.height,
            list(part.lines),
            [sheet.tables[at] for at in part.tables],
            note_rules=sheet.note_rules,
            side=part.side,
        )
        for part in found
    ]
    parts[-1].turned, parts[-1].beside = sheet.turned, sheet.beside
    return parts


def _note_rules(page: Page, tables: Sequence[TableDraft]) -> tuple[Rule, ...]:
    """The short ruled lines in the lower part of a page, the lowest first, without those that belong to tables."""
    short = [
        rule
        for rule in page.rules
        if rule.flat and rule.top > _NOTES_FROM * page.height and rule.right - rule.left < _SHORT * page.width
        if not any(_is_line_of(table, rule.top, rule.left, rule.right) for table in tables)
    ]
    return tuple(sorted(short, key=lambda rule: -rule.top)[:_MOST_NOTE_RULES])


def _head_rules(page: Page, tables: Sequence[TableDraft]) -> tuple[float, ...]:
    """How far down lines are ruled across the head of a page, without those that belong to tables."""
    bars = lying_bars(rule for rule in page.rules if rule.top < _HEAD_TO * page.height)
    return tuple(
        bar.at
        for bar in bars
        if bar.end - bar.start > _ACROSS * page.width
        and not any(_is_line_of(table, bar.at, bar.start, bar.end) for table in tables)
    )


def _is_line_of(table: TableDraft, at: float, left: float, right: float) -> bool:
    """Whether a horizontal line at a height stands inside a table or at its edge."""
    beside = right < table.xs[0] - _SAME or left > table.xs[-1] + _SAME
    return not beside and table.top - _SAME <= at <= table.bottom + _SAME


def _take_notes(sheet: _Sheet, column: Column) -> list[tuple[Line, Column]]:
    """The footnotes of a page, which are removed from its lines: everything below a short rule, in smaller print."""
    top = next((rule.top for rule in sheet.note_rules if _has_text_along(rule, sheet.lines)), None)
    below = [] if top is None else [line for line in sheet.lines if line.top > top - line.size / 2]
    if not below or any(line.size * _SMALLER > column.size for line in below):
        return []
    taken = set(map(id, below))
    sheet.lines = [line for line in sheet.lines if id(line) not in taken]
    return [(line, column) for line in below]


def _has_text_along(rule: Rule, lines: Sequence[Line]) -> bool:
    """Whether text of the column stands above or below a ruled line; if not, the line belongs to another column."""
    return any(line.left < rule.right and rule.left < line.right for line in lines)


@mutable
class _Flow:
    """Paragraphs and tables in reading order, page after page."""

    drop: _Drop
    matcher: Matcher
    items: list[Text | TableDraft] = field(default_factory=list)

    def take(self, sheet: _Sheet, column: Column) -> None:
        """Put what stands on a page after what there is."""
        entries = {id(line) for line in entries_of_contents(sheet.lines, column, self.matcher)}
        items: list[Line | TableDraft] = [*with_tables(sheet.lines), *sheet.tables]
        items.sort(key=lambda item: item.top)
        for at, item in enumerate(items):
            if isinstance(item, TableDraft):
                self._take_table(item, in_next_column=at == 0 and sheet.side == "right")
            elif id(item) in entries:
                self.items.append(Text([item], [column], of_contents=True))
            else:
                self._take_line(item, column, _below(items, at))
        if sheet.turned:
            self._take_turned(sheet, column)

    def _take_line(self, line: Line, column: Column, below: Sequence[str]) -> None:
        last = self.items[-1] if self.items else None
        if isinstance(last, Text) and not last.of_contents and goes_on(last, line, column, self.matcher, below):
            last.lines.append(line)
            last.columns.append(column)
        else:
            self.items.append(Text([line], [column]))

    def _take_table(self, table: TableDraft, *, in_next_column: bool) -> None:
        """Put a table after what there is, or its rows below those of the table that it goes on, perhaps under a line that says so."""
        flow = self.items
        label = flow[-1] if flow and isinstance(flow[-1], Text) and len(flow[-1].lines) == 1 else None
        says_so = label is not None and self.matcher.first("continued", label.lines[0].text) is not None
        before = flow[-2 if says_so else -1] if len(flow) > says_so else None
        if not isinstance(before, TableDraft):
            flow.append(table)
            return
        if not goes_on_over_break(before, table, in_next_column=in_next_column and before.last_page == table.page):
            flow.append(table)
            return
        if label is not None and says_so:
            self.drop.add(label.lines[0].text, "repeated-heading")
            flow.pop()
        join(before, table, self.drop.add)

    def _take_turned(self, sheet: _Sheet, column: Column) -> None:
        """Put text that runs across the page after it, or drop it as the page's number."""
        if is_page_number(sheet.turned, self.matcher):
            self.drop.add(sheet.turned, "page-number")
        else:
            place = (0.0, sheet.height, 0.0, sheet.height)
            self.items.append(
                Text([Line(sheet.number, sheet.turned, *place, 1.0, (1.0, 1.0), (), 0.0, 0.0, ())], [column])
            )


def _below(items: Sequence[Line | TableDraft], at: int) -> list[str]:
    """The texts of a few lines below one."""
    return [item.text for item in items[at + 1 : at + 1 + _LOOK_AHEAD] if isinstance(item, Line)]


def _paragraph(text: Text, name: str, story: str, matcher: Matcher) -> Paragraph:
    content, bold = joined(text.lines)
    first, column = text.lines[0], text.columns[0]
    centred = all(column.is_centred(line) for line in text.lines)
    right = len(text.lines) == 1 and not centred and column.is_right(first)
    return Paragraph(
        name,
        content,
        style="toc 1" if text.of_contents or matcher.first("leader-line", content[:300]) else "",
        align="center" if centred else "right" if right else "",
        bold=bold,
        font_size=round(first.size * 2) / 2,
        story=story,
    )
