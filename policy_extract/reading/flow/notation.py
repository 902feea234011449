"""The plain text notation, read: lines that a person can read, edit and paste → blocks. `notation_writing.py` writes them.

    ⟦center 22pt bold⟧澜州市养老服务三年行动方案
    ⟦#一、 list=0⟧总体要求
    | 序号 | 指标类别 | 2027年 | <   |
    | 1    | 安养     | 100    | 110 |

`read_notation(write_notation(blocks)).blocks == blocks`, attributes included.
docs/notation.md is the description for people.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, Literal

from policy_extract.blocks import Block, Cell, Document, Dropped, Paragraph, Table, texts_of
from policy_extract.reading.characters import visible
from policy_extract.reading.flow.notation_signs import ALIGNMENTS, Ids, read_value, take_head, unescape
from policy_extract.reading.flow.notation_writing import HEADER, write_document
from policy_extract.records import field, mutable, replace

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from policy_extract.blocks import Stretches
    from policy_extract.reading.source import ReadContext, SourceFile


def read(file: SourceFile, context: ReadContext) -> Document:
    """As `read_notation`; bytes that could not be read are noted."""
    file.note_loss(context.report)
    return read_notation(file.text)


def count(file: SourceFile, document: Document) -> dict[str, int]:
    """Visible characters without the notation's own signs, where it was written as `write_document` writes it."""
    texts = [text for block in document.blocks for text in texts_of(block)] + [one.text for one in document.dropped]
    signs = visible(write_document(document)) - sum(map(visible, texts))
    return {"body": visible(file.text) - signs}


def read_notation(text: str) -> Document:
    """The blocks a text in the notation describes; any text at all is read, line by line.

    A line that is no table row and whose ⟦…⟧ makes no sense is a paragraph as
    it stands. Blank lines only separate.
    """
    reader = _Reader()
    lines = text.removeprefix("\ufeff").split("\n")
    head = lines[0].strip()
    if head.startswith(HEADER):
        lines[0] = ""
    for line in lines:
        reader.line(line.strip())
    reader.end_table()
    revisions: Literal["accepted", "original"] = "original" if head == HEADER + " original⟧" else "accepted"
    return Document("notation", tuple(reader.blocks), tuple(reader.dropped), revisions)


def _read_paragraph(items: list[str], text: str) -> Paragraph:
    """The paragraph a line describes. Fails: ValueError, KeyError where an item means nothing."""
    values: dict[str, object] = {}
    for item in items:
        name, equals, value = item.partition("=")
        if item.startswith("#"):
            values["number"] = read_value(item[1:])
        elif item in ALIGNMENTS:
            values["align"] = item
        elif item in {"bold", "underlined"}:
            values[item] = ((0, len(text)),)
        elif item == "page-break":
            values["page_break_before"] = True
        elif item.endswith("pt") and not equals:
            values["font_size"] = float(item[:-2])
        else:
            field_name, read = _PARAGRAPH_VALUES[name]
            values[field_name] = read(value)
    return Paragraph(**{"id": "", "text": text} | values)  # type: ignore[arg-type]  # each reader gives its field's type


def _read_ranges(text: str) -> tuple[tuple[int, int], ...]:
    return tuple((int(start), int(end)) for start, _, end in (one.partition("-") for one in text.split(",")))


_PARAGRAPH_VALUES: Final[dict[str, tuple[str, Callable[[str], object]]]] = {
    "id": ("id", read_value),
    "list": ("list_level", int),
    "style": ("style", read_value),
    "outline": ("outline_level", int),
    "align": ("align", read_value),
    "bold": ("bold", _read_ranges),
    "underlined": ("underlined", _read_ranges),
    "story": ("story", read_value),
}


@mutable
class _Reader:
    """What has been read so far, and the rows of a table that is still open."""

    blocks: list[Block] = field(default_factory=list)
    dropped: list[Dropped] = field(default_factory=list)
    ids: Ids = field(default_factory=Ids)
    table_items: list[str] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)

    def line(self, line: str) -> None:
        """Read one line, without white space at its ends."""
        items, rest = take_head(line)
        if rest.startswith("|"):
            if items:
                self.end_table()
                self.table_items = items
            self.rows.append(_split_row(rest))
            return
        self.end_table()
        if line:
            self._paragraph(line, items, rest)

    def _paragraph(self, line: str, items: list[str], rest: str) -> None:
        reasons = [read_value(item[8:]) for item in items if item.startswith("dropped=")]
        text = unescape(rest.strip())
        try:
            paragraph = _read_paragraph([item for item in items if not item.startswith("dropped=")], text)
        except (ValueError, KeyError):
            paragraph, reasons = Paragraph("", unescape(line)), []
        if reasons:
            self.dropped.append(Dropped(text, paragraph.story, reasons[0]))
        else:
            self.blocks.append(replace(paragraph, id=self.ids.take(paragraph.id)))

    def end_table(self) -> None:
        """Close the open table, if there is one."""
        if self.rows:
            values = dict(item.split("=", 1) for item in self.table_items if "=" in item)
            name = self.ids.take(read_value(values.get("id", "")))
            self.blocks.append(_read_table(name, self.rows, values))
        self.rows, self.table_items = [], []


def _split_row(line: str) -> list[str]:
    """The cells of a table row as written, without the bars and the white space around them."""
    bars = [found.start() for found in re.finditer(r"\\.|\|", line) if found[0] == "|"]
    ends = [*bars[1:], len(line)]
    cells = [line[bar + 1 : end].strip() for bar, end in zip(bars, ends, strict=True)]
    return cells[:-1] if len(cells) > 1 and not cells[-1] else cells


def _read_table(name: str, rows: list[list[str]], values: Mapping[str, str]) -> Table:
    width = max(map(len, rows))
    squares = [row + [""] * (width - len(row)) for row in rows]
    areas = _areas(squares)
    cells = tuple(_read_cell(squares[row][col], (row, col, *areas[row, col])) for row, col in sorted(areas))
    header = values.get("header", "0")
    return Table(
        name,
        len(rows),
        width,
        cells,
        int(header) if header.isdecimal() else 0,
        read_value(values["inside"]) if "inside" in values else None,
        read_value(values.get("story", "body")),
    )


def _areas(squares: list[list[str]]) -> dict[tuple[int, int], tuple[int, int]]:
    """Height and width of every cell, by its top left corner.

    A ^ or < that does not complete a rectangle is the text of its own cell.
    """
    owner: dict[tuple[int, int], tuple[int, int]] = {}
    owned: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for row, texts in enumerate(squares):
        for col, text in enumerate(texts):
            above, left = owner.get((row - 1, col)), owner.get((row, col - 1))
            found = (above if text == "^" else left if text == "<" else None) or (row, col)
            owner[row, col] = found
            owned.setdefault(found, []).append((row, col))
    areas: dict[tuple[int, int], tuple[int, int]] = {}
    for corner, members in owned.items():
        height = members[-1][0] - corner[0] + 1
        width = max(col for _, col in members) - corner[1] + 1
        whole = height * width == len(members)
        areas |= {corner: (height, width)} if whole else dict.fromkeys(members, (1, 1))
    return areas


def _read_cell(raw: str, area: tuple[int, int, int, int]) -> Cell:
    """The cell that is written so; `area`: its row and column, and how many of them it takes."""
    row, col, rows, cols = area
    items, rest = take_head(raw)
    numbers = tuple(read_value(item[1:].replace(r"\|", "|")) for item in items if item.startswith("#"))
    text = unescape(rest.strip())
    try:
        looks = _cell_looks([item for item in items if not item.startswith("#")], text)
    except (KeyError, ValueError):
        return Cell(row, col, rows, cols, unescape(raw.strip()))
    return Cell(row, col, rows, cols, text, numbers or None, "bold" in items, **looks)


def _cell_looks(items: Sequence[str], text: str) -> dict[str, Stretches]:
    """What a cell's head says of its looks. Fails: ValueError, KeyError where an item means nothing."""
    found: dict[str, Stretches] = {}
    for item in items:
        name, equals, value = item.partition("=")
        if equals or name == "underlined":
            found[_CELL_LOOKS[name]] = _read_ranges(value) if equals else ((0, len(text)),)
        elif name != "bold":
            raise KeyError(name)
    return found


_CELL_LOOKS: Final = {"bold": "bold_parts", "underlined": "underlined"}
