"""The plain text notation: blocks as lines a person can read, edit and paste, and back again.

    ⟦center 22pt bold⟧澜州市养老服务三年行动方案
    ⟦#一、 list=0⟧总体要求
    | 序号 | 指标类别 | 2027年 | <   |
    | 1    | 安养     | 100    | 110 |

`read_notation(write_notation(blocks)).blocks == blocks`, attributes included.
docs/notation.md is the description for people.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final, Literal

from policy_extract.blocks import Block, Cell, Document, Dropped, Paragraph, Table, texts_of
from policy_extract.lexical.lines import without_commands
from policy_extract.reading.characters import visible
from policy_extract.records import field, mutable, replace

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from policy_extract.blocks import Stretches
    from policy_extract.reading.source import ReadContext, SourceFile

HEADER: Final = "⟦policy-extract blocks 1"
"""How a document in this notation begins; `⟧` or ` original⟧` follows."""

_ALIGNMENTS: Final = ("center", "right", "left", "both")
_WIDEST_PADDED_COLUMN: Final = 16
"""Columns up to this display width are padded so that their bars stand below each other."""


def write_document(document: Document) -> str:
    """The whole document: a header line, its blocks, and what was dropped."""
    header = HEADER + (" original" if document.revisions == "original" else "") + "⟧\n"
    dropped = "".join(_write_dropped(one) + "\n" for one in document.dropped)
    return header + write_notation(document.blocks) + dropped


def write_notation(blocks: Iterable[Block]) -> str:
    """One line per paragraph, one per table row; "" for no blocks."""
    lines: list[str] = []
    expected = _Ids()
    after_table = False
    for block in blocks:
        names = [] if expected.next(block.id) else [f"id={_value(block.id)}"]
        if isinstance(block, Table):
            lines += [""] * after_table + _write_table(block, names)
        else:
            lines.append(_write_paragraph(block, names))
        after_table = isinstance(block, Table)
    return "".join(line + "\n" for line in lines)


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


# ---------------------------------------------------------------- characters

_SIGNS: Final = {"\n": "⏎", "⏎": r"\⏎", "\\": r"\\", "\t": r"\t"}
_NAMED: Final = {"s": " ", "t": "\t", "n": "\n"}
_ESCAPE: Final = re.compile(r"\\u\{([0-9a-f]{1,6})\}|\\(.)|⏎")
_INVISIBLE: Final = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})


def _sign(char: str) -> str:
    """How one character of a text is written: itself, unless it is a sign of the notation or cannot be seen."""
    if (sign := _SIGNS.get(char)) is not None:
        return sign
    return _code(char) if unicodedata.category(char) in _INVISIBLE else char


def _code(char: str) -> str:
    return f"\\u{{{ord(char):x}}}"


def _edge(char: str) -> str:
    """White space at the end of a line or cell is not read, so it is spelt."""
    return r"\s" if char == " " else _sign(char) if char == "\n" or not char.isspace() else _code(char)


def _escape(text: str) -> str:
    """The text in one line, with every sign of the notation and every invisible character spelt out; no command to a CI runner."""
    if text.isprintable() and text.strip() == text and not any(sign in text for sign in (*_SIGNS, "##", "::")):
        return text
    signs = [_sign(char) for char in text]
    for end in {0, len(text) - 1} if text else ():
        signs[end] = _edge(text[end])
    return without_commands("".join(signs))


def _unescape(text: str) -> str:
    return _ESCAPE.sub(_unescaped, text)


def _unescaped(found: re.Match[str]) -> str:
    if (code := found[1]) is not None:
        return chr(int(code, 16)) if int(code, 16) <= 0x10FFFF else found[0]
    return "\n" if found[2] is None else _NAMED.get(found[2], found[2])


# ---------------------------------------------------------------- attributes

_QUOTED: Final = r'"(?:\\.|[^"\\])*"'
_ATTRIBUTES: Final = re.compile(rf'⟦((?:{_QUOTED}|\\.|[^"\\⟧])*)⟧')
_ITEM: Final = re.compile(rf'(?:{_QUOTED}|\\.|[^\s"\\])+')
_BARE: Final = re.compile(r'[^\s"\\⟦⟧]+')


def _value(text: str) -> str:
    """An attribute's value, in quotation marks where it holds a space or a sign."""
    escaped = _escape(text)
    if not escaped or _BARE.fullmatch(escaped):
        return escaped
    return '"' + escaped.replace('"', r"\"") + '"'


def _read_value(item: str) -> str:
    return _unescape(item[1:-1] if item[:1] == '"' and item[-1:] == '"' and len(item) > 1 else item)


def _head(items: list[str]) -> str:
    return f"⟦{' '.join(items)}⟧" if items else ""


def _take_head(line: str) -> tuple[list[str], str]:
    """The attributes at the head of a line, and what follows; no attributes where there is no ⟦…⟧."""
    found = _ATTRIBUTES.match(line)
    return ([], line) if found is None else (_ITEM.findall(found[1]), line[found.end() :])


def _paragraph_items(paragraph: Paragraph) -> Iterator[str]:
    if paragraph.number:
        yield "#" + _value(paragraph.number)
    if paragraph.list_level is not None:
        yield f"list={paragraph.list_level}"
    if paragraph.style:
        yield f"style={_value(paragraph.style)}"
    if paragraph.outline_level is not None:
        yield f"outline={paragraph.outline_level}"
    if paragraph.align:
        yield paragraph.align if paragraph.align in _ALIGNMENTS else f"align={_value(paragraph.align)}"
    if paragraph.font_size is not None:
        yield repr(paragraph.font_size).removesuffix(".0") + "pt"
    yield from _looks("bold", paragraph.bold, paragraph.text)
    yield from _looks("underlined", paragraph.underlined, paragraph.text)
    if paragraph.page_break_before:
        yield "page-break"
    if paragraph.story != "body":
        yield f"story={_value(paragraph.story)}"


def _looks(name: str, stretches: Stretches, text: str) -> Iterator[str]:
    """How stretches are written that look alike: `bold` for all of the text, else `bold=0-8,12-15`."""
    if stretches:
        whole = bool(text) and stretches == ((0, len(text)),)
        yield name if whole else f"{name}=" + ",".join(f"{start}-{end}" for start, end in stretches)


def _read_paragraph(items: list[str], text: str) -> Paragraph:
    """The paragraph a line describes. Fails: ValueError, KeyError where a item means nothing."""
    values: dict[str, object] = {}
    for item in items:
        name, equals, value = item.partition("=")
        if item.startswith("#"):
            values["number"] = _read_value(item[1:])
        elif item in _ALIGNMENTS:
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
    "id": ("id", _read_value),
    "list": ("list_level", int),
    "style": ("style", _read_value),
    "outline": ("outline_level", int),
    "align": ("align", _read_value),
    "bold": ("bold", _read_ranges),
    "underlined": ("underlined", _read_ranges),
    "story": ("story", _read_value),
}


# ---------------------------------------------------------------- writing


@mutable
class _Ids:
    """The ids blocks have unless they say otherwise: b1, b2, …, counting on from the last one seen."""

    last: int = 0

    def next(self, name: str) -> bool:
        """Whether `name` is the expected id; counting goes on from it."""
        self.last += 1
        if name == f"b{self.last}":
            return True
        if (found := re.fullmatch(r"b([1-9]\d{0,8}|0)", name)) is not None:
            self.last = int(found[1])
        return False

    def take(self, name: str) -> str:
        """The id of the next block: `name`, or the expected one where it has none."""
        name = name or f"b{self.last + 1}"
        self.next(name)
        return name


def _write_paragraph(paragraph: Paragraph, names: list[str]) -> str:
    text = _escape(paragraph.text)
    head = _head([*names, *_paragraph_items(paragraph)])
    if not text:
        return head or "⟦⟧"
    return head + ("\\" if text[0] in "|⟦" else "") + text


def _write_dropped(dropped: Dropped) -> str:
    story = [] if dropped.story == "body" else [f"story={_value(dropped.story)}"]
    return _write_paragraph(Paragraph("", dropped.text), [f"dropped={_value(dropped.reason)}", *story])


def _write_table(table: Table, names: list[str]) -> list[str]:
    rows = [[_square(cell, row, col) for col, cell in enumerate(cells)] for row, cells in enumerate(table.grid())]
    widths = [_padding(column) for column in zip(*rows, strict=True)]
    lines = ["|" + "".join(f" {_pad(text, width)} |" for text, width in zip(row, widths, strict=True)) for row in rows]
    lines[0] = _head([*names, *_table_items(table)]) + lines[0]
    return lines


def _table_items(table: Table) -> Iterator[str]:
    if table.header_rows:
        yield f"header={table.header_rows}"
    if table.inside is not None:
        yield f"inside={_value(table.inside)}"
    if table.story != "body":
        yield f"story={_value(table.story)}"


def _square(cell: Cell, row: int, col: int) -> str:
    if (row, col) == (cell.row, cell.col):
        return _write_cell(cell)
    return "<" if col > cell.col else "^"


def _write_cell(cell: Cell) -> str:
    numbers = [f"#{_value(number)}" for number in cell.numbers or ()]
    text = _escape(cell.text).replace("|", r"\|")
    if text in {"^", "<"} or text.startswith("⟦"):
        text = "\\" + text
    looks = [*_looks("bold", cell.bold_parts, ""), *_looks("underlined", cell.underlined, cell.text)]
    return _head([*numbers, *(["bold"] if cell.bold else []), *looks]).replace("|", r"\|") + text


def _display_width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def _padding(column: tuple[str, ...]) -> int:
    """The display width a column is padded to; 0 where it is too wide to be worth it."""
    widest = max(map(_display_width, column))
    return widest if widest <= _WIDEST_PADDED_COLUMN else 0


def _pad(text: str, width: int) -> str:
    return text + " " * (width - _display_width(text))


# ---------------------------------------------------------------- reading


@mutable
class _Reader:
    """What has been read so far, and the rows of a table that is still open."""

    blocks: list[Block] = field(default_factory=list)
    dropped: list[Dropped] = field(default_factory=list)
    ids: _Ids = field(default_factory=_Ids)
    table_items: list[str] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)

    def line(self, line: str) -> None:
        """Read one line, without white space at its ends."""
        items, rest = _take_head(line)
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
        reasons = [_read_value(item[8:]) for item in items if item.startswith("dropped=")]
        text = _unescape(rest.strip())
        try:
            paragraph = _read_paragraph([item for item in items if not item.startswith("dropped=")], text)
        except (ValueError, KeyError):
            paragraph, reasons = Paragraph("", _unescape(line)), []
        if reasons:
            self.dropped.append(Dropped(text, paragraph.story, reasons[0]))
        else:
            self.blocks.append(replace(paragraph, id=self.ids.take(paragraph.id)))

    def end_table(self) -> None:
        """Close the open table, if there is one."""
        if self.rows:
            values = dict(item.split("=", 1) for item in self.table_items if "=" in item)
            name = self.ids.take(_read_value(values.get("id", "")))
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
    cells = tuple(_read_cell(squares[row][col], row, col, *areas[row, col]) for row, col in sorted(areas))
    header = values.get("header", "0")
    return Table(
        name,
        len(rows),
        width,
        cells,
        int(header) if header.isdecimal() else 0,
        _read_value(values["inside"]) if "inside" in values else None,
        _read_value(values.get("story", "body")),
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


def _read_cell(raw: str, row: int, col: int, rows: int, cols: int) -> Cell:
    items, rest = _take_head(raw)
    numbers = tuple(_read_value(item[1:].replace(r"\|", "|")) for item in items if item.startswith("#"))
    text = _unescape(rest.strip())
    try:
        looks = _cell_looks([item for item in items if not item.startswith("#")], text)
    except (KeyError, ValueError):
        return Cell(row, col, rows, cols, _unescape(raw.strip()))
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
