"""Tables that a converter wrote into Markdown as HTML, because Markdown has no merged cells."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from policy_extract.blocks import Cell, Table
from policy_extract.reading.flow.entities import without_entities
from policy_extract.reading.plain_tables import MOST_SQUARES, Grid
from policy_extract.reading.spans import Span2D, lay_out_spans
from policy_extract.records import field, mutable

if TYPE_CHECKING:
    from collections.abc import Iterator

_TOKEN: Final = re.compile(
    r"<(?P<end>/?)(?P<name>[A-Za-z][A-Za-z0-9]{0,20})(?P<attributes>[^<>]{0,500})/?>|<!--[^<>]{0,500}-->|[^<]+|<"
)
_SPAN: Final = re.compile(r"\b(rowspan|colspan)\s*=\s*[\"']?\s*(\d{1,5})", re.IGNORECASE)
_BREAKS: Final = frozenset({"br", "p", "li", "div"})


def split_html_tables(text: str) -> Iterator[str | tuple[Table | Grid, str]]:
    """Stretches of text, and every <table> between them with its markup."""
    lower = text.lower()
    position = 0
    while (start := lower.find("<table", position)) >= 0 and (end := lower.find("</table>", start)) >= 0:
        end += len("</table>")
        yield text[position:start]
        yield _read_table(text[start:end])
        position = end
    yield text[position:]


@mutable
class _HtmlCell:
    rows: int
    cols: int
    is_heading: bool
    parts: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The lines of the cell, without white space at their ends and without blank ones."""
        lines = (line.strip() for line in "".join(self.parts).split("\n"))
        return "\n".join(line for line in lines if line)


def _read_table(source: str) -> tuple[Table | Grid, str]:
    """The table and the characters that are markup; text outside every cell stands in a row of its own."""
    rows: list[list[_HtmlCell]] = []
    markup: list[str] = []
    open_cell: _HtmlCell | None = None
    for found in _TOKEN.finditer(source):
        name = (found["name"] or "").lower()
        if name:
            markup.append(found[0])
            if name in _BREAKS and open_cell is not None:
                open_cell.parts.append("\n")
            elif name in {"td", "th", "tr"}:
                open_cell = None
            if name == "tr" and not found["end"]:
                rows.append([])
            elif name in {"td", "th"} and not found["end"]:
                open_cell = _open(rows, found["attributes"], is_heading=name == "th")
        elif found[0].startswith("<!--"):
            markup.append(found[0])
        elif found[0].strip():
            text, rest = without_entities(found[0])
            markup += rest
            if open_cell is None:
                rows.append([])
                open_cell = _open(rows, "", is_heading=False)
            open_cell.parts.append(text.replace("\n", " "))
    return _lay_out([row for row in rows if row]), "".join(markup)


def _open(rows: list[list[_HtmlCell]], attributes: str, *, is_heading: bool) -> _HtmlCell:
    spans = {name.lower(): int(value) for name, value in _SPAN.findall(attributes)}
    cell = _HtmlCell(max(spans.get("rowspan", 1), 1), max(spans.get("colspan", 1), 1), is_heading)
    if not rows:
        rows.append([])
    rows[-1].append(cell)
    return cell


def _lay_out(rows: list[list[_HtmlCell]]) -> Table | Grid:
    """The cells on their grid; a table that spans make unbelievably large is laid out without them."""
    layout = lay_out_spans([[Span2D(cell.rows, cell.cols) for cell in line] for line in rows], MOST_SQUARES)
    if layout is None:
        return Grid(tuple(tuple(cell.text for cell in line) for line in rows))
    heading_rows = next((row for row, line in enumerate(rows) if not all(cell.is_heading for cell in line)), 0)
    texts = [cell.text for line in rows for cell in line] + [""] * len(layout.empty)
    cells = [
        Cell(area.row, area.col, area.rows, area.cols, text)
        for area, text in zip((*layout.areas, *layout.empty), texts, strict=True)
    ]
    return Table(
        "", layout.rows, layout.cols, tuple(sorted(cells, key=lambda cell: (cell.row, cell.col))), heading_rows
    )
