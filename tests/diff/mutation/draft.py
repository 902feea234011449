"""A document on somebody's desk: paragraphs and tables that can be changed, and the log of what was done to them.

The log is what makes one generator serve two levels: `Draft.document()` is the
changed document as blocks; `tests.diff.mutation.word` does the same log again in the
XML of the Word file.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from policy_extract.blocks import Block, Cell, Document, Paragraph, Table
from policy_extract.records import replace

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


@dataclass(frozen=True, slots=True)
class Op:
    """One thing done, with offsets as they were at that moment."""

    does: Literal["replace", "insert", "delete", "move", "cell", "add-row", "drop-row", "add-column", "drop-column"]
    at: str
    """The paragraph or table; for insert and move the paragraph or table it comes to stand after."""
    start: int = 0
    end: int = 0
    text: str = ""
    new: str = ""
    """Token of what is inserted."""
    like: str = ""
    """Paragraph whose look an inserted one takes."""
    tokens: tuple[str, ...] = ()
    """Paragraphs that are moved."""
    row: str = ""
    col: str = ""
    texts: tuple[str, ...] = ()


@dataclass(slots=True)
class Shifts:
    """Start, end and new length of each replacement in one text, in the order they were made."""

    made: list[tuple[int, int, int]] = field(default_factory=list)

    def now(self, start: int, end: int) -> tuple[int, int] | None:
        """Where an old stretch stands now, if it still stands there untouched."""
        first, last = self._offset(start), self._offset(end - (end > start))
        if first is None or last is None or last + (end > start) - first != end - start:
            return None
        return first, last + (end > start)

    def _offset(self, offset: int) -> int | None:
        for start, end, length in self.made:
            if offset >= end:
                offset += length - (end - start)
            elif offset >= start:
                return None
        return offset


@dataclass(slots=True)
class Line:
    """A paragraph that can be changed; it keeps the id the old document gave it."""

    token: str
    paragraph: Paragraph
    shifts: Shifts = field(default_factory=Shifts)

    @property
    def text(self) -> str:
        return self.paragraph.text


@dataclass(slots=True)
class Square:
    """One cell; a merged area is one Square on several squares of the grid."""

    text: str
    numbers: tuple[str, ...] | None
    bold: bool
    shifts: Shifts = field(default_factory=Shifts)


@dataclass(slots=True)
class Grid:
    """A table that can be changed; rows and columns keep their old positions as names."""

    token: str
    table: Table
    rows: list[str]
    cols: list[str]
    squares: list[list[Square]]

    def square(self, row: str, col: str) -> Square:
        return self.squares[self.rows.index(row)][self.cols.index(col)]

    def built(self, name: str, inside: str | None) -> Table:
        return replace(
            self.table, id=name, inside=inside, rows=len(self.rows), cols=len(self.cols), cells=tuple(self._cells())
        )

    def _cells(self) -> Iterator[Cell]:
        """Cells by the areas their squares cover."""
        areas: dict[int, list[tuple[int, int]]] = {}
        for row, squares in enumerate(self.squares):
            for col, square in enumerate(squares):
                areas.setdefault(id(square), []).append((row, col))
        for (row, col), *more in sorted(areas.values()):
            last = more[-1] if more else (row, col)
            square = self.squares[row][col]
            yield Cell(
                row,
                col,
                last[0] - row + 1,
                last[1] - col + 1,
                square.text,
                square.numbers,
                square.bold and bool(square.text),
            )


class Draft:
    """A document being edited."""

    def __init__(self, document: Document) -> None:
        self._old = document
        self.log: list[Op] = []
        self.order: list[str] = [block.id for block in document.blocks]
        self.lines: dict[str, Line] = {}
        self.grids: dict[str, Grid] = {}
        for block in document.blocks:
            if isinstance(block, Paragraph):
                self.lines[block.id] = Line(block.id, block)
            else:
                self.grids[block.id] = _grid(block)
        self._made = 0

    # ------------------------------------------------------------ looking

    def text(self, block: str) -> str:
        """What a paragraph or cell says now; cells are called by their old addresses, `b41.3.1`."""
        return self._holder(block).text

    def stretch(self, block: str, start: int, end: int) -> tuple[int, int] | None:
        """Where an old stretch stands now, if it still stands there untouched."""
        return self._holder(block).shifts.now(start, end)

    def _holder(self, block: str) -> Line | Square:
        if block in self.lines:
            return self.lines[block]
        table, row, col = block.rsplit(".", 2)
        return self.grids[table].square(row, col)

    # ------------------------------------------------------------ writing

    def replace(self, block: str, start: int, end: int, text: str) -> None:
        """Write over a stretch of a paragraph or cell, in offsets of now."""
        holder = self._holder(block)
        holder.shifts.made.append((start, end, len(text)))
        if isinstance(holder, Line):
            self.log.append(Op("replace", block, start, end, text))
            holder.paragraph = _written_over(holder.paragraph, start, end, text)
        else:
            table, row, col = block.rsplit(".", 2)
            self.log.append(Op("cell", table, start, end, text, row=row, col=col))
            holder.text = holder.text[:start] + text + holder.text[end:]

    def overwrite(self, block: str, start: int, end: int, text: str) -> bool:
        """Write over a stretch given in offsets of the old text; False where it was changed before."""
        if (here := self.stretch(block, start, end)) is None:
            return False
        self.replace(block, *here, text)
        return True

    def insert(self, after: str, text: str, like: str) -> str:
        """Put a paragraph after another; it looks like a third, bold heading included."""
        self._made += 1
        new = f"new{self._made}"
        model = self.lines[like].paragraph
        self.lines[new] = Line(new, replace(model, text=text, bold=_bold_like(model, text), page_break_before=False))
        self.order.insert(self.order.index(after) + 1, new)
        self.log.append(Op("insert", after, text=text, new=new, like=like))
        return new

    def delete(self, token: str) -> None:
        self.order.remove(token)
        self.log.append(Op("delete", token))

    def move(self, tokens: Sequence[str], after: str) -> None:
        for token in tokens:
            self.order.remove(token)
        at = self.order.index(after) + 1
        self.order[at:at] = tokens
        self.log.append(Op("move", after, tokens=tuple(tokens)))

    def number(self, token: str, printed: str) -> None:
        """Say what Word will print before a paragraph by itself; nothing is done to the file."""
        line = self.lines[token]
        line.paragraph = replace(line.paragraph, number=printed)

    def embolden(self, token: str, stretch: tuple[int, int]) -> None:
        """Make this stretch of a paragraph bold and nothing else of it."""
        line = self.lines[token]
        line.paragraph = replace(line.paragraph, bold=(stretch,))

    # ------------------------------------------------------------ tables

    def add_row(self, table: str, after: str, texts: Sequence[str]) -> str:
        """Put a row after another; areas merged downwards through or from that row grow by it."""
        self._made += 1
        new = f"row{self._made}"
        grid = self.grids[table]
        at = grid.rows.index(after)
        above = grid.squares[at]
        tall = [sum(any(other is square for other in row) for row in grid.squares) for square in above]
        made: dict[int, Square] = {}
        squares = [
            above[col] if tall[col] > 1 else made.setdefault(id(above[col]), Square(text, None, above[col].bold))
            for col, text in enumerate(texts)
        ]
        grid.squares.insert(at + 1, squares)
        grid.rows.insert(at + 1, new)
        self.log.append(Op("add-row", table, new=new, row=after, texts=tuple(texts)))
        return new

    def drop_row(self, table: str, row: str) -> None:
        grid = self.grids[table]
        at = grid.rows.index(row)
        del grid.squares[at], grid.rows[at]
        self.log.append(Op("drop-row", table, row=row))

    def add_column(self, table: str, after: str, texts: Sequence[str]) -> str:
        """Put a column after another; areas merged across it grow, a heading merged over several columns takes it in."""
        self._made += 1
        new = f"col{self._made}"
        grid = self.grids[table]
        at = grid.cols.index(after)
        made: dict[int, Square] = {}
        for squares, text in zip(grid.squares, texts, strict=True):
            left = squares[at]
            wide = sum(other is left for other in squares) > 1
            squares.insert(at + 1, left if wide else made.setdefault(id(left), Square(text, None, left.bold)))
        grid.cols.insert(at + 1, new)
        self.log.append(Op("add-column", table, new=new, col=after, texts=tuple(texts)))
        return new

    def drop_column(self, table: str, col: str) -> None:
        grid = self.grids[table]
        at = grid.cols.index(col)
        for squares in grid.squares:
            del squares[at]
        del grid.cols[at]
        self.log.append(Op("drop-column", table, col=col))

    # ------------------------------------------------------------ the result

    def names(self) -> dict[str, str]:
        """The id every paragraph and table gets in the new document."""
        return {token: f"b{place}" for place, token in enumerate(self.order, 1)}

    def document(self) -> Document:
        """The document as it is now."""
        names = self.names()
        return Document(
            self._old.format,
            tuple(self._built(token, names) for token in self.order),
            self._old.dropped,
            self._old.revisions,
        )

    def _built(self, token: str, names: dict[str, str]) -> Block:
        if token in self.lines:
            return replace(self.lines[token].paragraph, id=names[token])
        grid = self.grids[token]
        inside = grid.table.inside
        if inside is not None:
            outer, rest = inside.split(".", 1)
            inside = f"{names[outer]}.{rest}"
        return grid.built(names[token], inside)


def _grid(table: Table) -> Grid:
    squares = {id(cell): Square(cell.text, cell.numbers, cell.bold) for cell in table.cells}
    grid = [[squares[id(cell)] for cell in row] for row in table.grid()]
    return Grid(table.id, table, [str(row) for row in range(table.rows)], [str(col) for col in range(table.cols)], grid)


def _written_over(paragraph: Paragraph, start: int, end: int, text: str) -> Paragraph:
    """The paragraph with a stretch replaced; what is typed is as bold as the character before it, or else the first one after."""
    shift = len(text) - (end - start)
    anchor = start if end > start else max(start - 1, 0)
    bold = {at for first, last in paragraph.bold for at in range(first, last)}
    looks = [at in bold for at in range(len(paragraph.text))]
    looks[start:end] = [bool(looks) and looks[min(anchor, len(looks) - 1)]] * len(text)
    assert len(looks) == len(paragraph.text) + shift
    return replace(paragraph, text=paragraph.text[:start] + text + paragraph.text[end:], bold=_ranges(looks))


def _ranges(looks: list[bool]) -> tuple[tuple[int, int], ...]:
    found: list[tuple[int, int]] = []
    for at, look in enumerate(looks):
        if look and found and found[-1][1] == at:
            found[-1] = (found[-1][0], at + 1)
        elif look:
            found.append((at, at + 1))
    return tuple(found)


def _bold_like(model: Paragraph, text: str) -> tuple[tuple[int, int], ...]:
    """All bold where the model is, its first sentence bold where the model's is."""
    if not model.bold or not text:
        return ()
    if model.bold == ((0, len(model.text)),):
        return ((0, len(text)),)
    first, last = model.bold[0]
    stop = model.text.find("。")
    return ((0, text.find("。") + (last > stop)),) if first == 0 and 0 <= stop <= last and "。" in text else ()
