"""Text to WordprocessingML: runs, tracked changes, content controls, fields, paragraphs, tables."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

if TYPE_CHECKING:
    from collections.abc import Iterable

CHANGE = 'w:id="CHANGE" w:author="经办人" w:date="2026-01-15T09:00:00Z"'
"""Attributes of every tracked change; the package gives each its number."""
TEXT_WIDTH = 8844
"""Twentieths of a point between the margins of the page (GB/T 9704: 156 mm)."""


class Markup(str):
    """XML that is ready; any other string is text and will be escaped."""

    __slots__ = ()


Piece = str | Markup


def xml(pieces: Iterable[Piece], *, bold: bool = False, font: str = "", size: int = 0) -> str:
    """The runs of some pieces; `**…**` in a text is bold."""
    out: list[str] = []
    for piece in pieces:
        if isinstance(piece, Markup):
            out.append(piece)
            continue
        for position, stretch in enumerate(piece.split("**")):
            out += [run(part, bold=bold or position % 2 == 1, font=font, size=size) for part in by_script(stretch)]
    return "".join(out)


def by_script(text: str) -> list[str]:
    """Latin and Chinese stretches apart, as Word writes them in runs of their own."""
    return re.findall(r"[0-9A-Za-z%.]+|[^0-9A-Za-z%.]+", text)


def run(text: str, *, bold: bool = False, font: str = "", size: int = 0, element: str = "w:t") -> Markup:
    """One run; a line break in the text is `w:br`, a tab `w:tab`."""
    face = (f' w:eastAsia="{font}"' if font else "") + ("" if text.isascii() else ' w:hint="eastAsia"')
    look = (
        (f"<w:rFonts{face}/>" if face else "")
        + ("<w:b/>" if bold else "")
        + (f'<w:sz w:val="{size * 2}"/>' if size else "")
    )
    inside = "".join(
        {"\n": "<w:br/>", "\t": "<w:tab/>"}.get(part) or f'<{element} xml:space="preserve">{escape(part)}</{element}>'
        for part in re.split(r"([\n\t])", text)
        if part
    )
    return Markup(f"<w:r>{f'<w:rPr>{look}</w:rPr>' if look else ''}{inside}</w:r>")


# --- Tracked changes -------------------------------------------------------------------------------------------------


def inserted(text: str) -> Markup:
    """A tracked insertion."""
    return Markup(f"<w:ins {CHANGE}>{run(text)}</w:ins>")


def deleted(text: str) -> Markup:
    """A tracked deletion."""
    return Markup(f"<w:del {CHANGE}>{run(text, element='w:delText')}</w:del>")


def moved_away(text: str) -> Markup:
    """The old place of moved text."""
    return Markup(f"<w:moveFrom {CHANGE}>{run(text)}</w:moveFrom>")


def moved_here(text: str) -> Markup:
    """The new place of moved text."""
    return Markup(f"<w:moveTo {CHANGE}>{run(text)}</w:moveTo>")


def changed_mark(kind: str) -> str:
    """Run properties of a paragraph mark that was inserted (`ins`), deleted (`del`) or moved (`moveFrom`, `moveTo`)."""
    return f"<w:{kind} {CHANGE}/>"


# --- Controls, bookmarks, links, fields ------------------------------------------------------------------------------


def control(content: Markup, tag: str) -> Markup:
    """A content control around runs, a paragraph, a cell or a row."""
    return Markup(
        f"<w:sdt><w:sdtPr><w:tag w:val={quoteattr(tag)}/></w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"
    )


def bookmark(number: int, name: str, *pieces: Piece) -> Markup:
    """Runs between the start and the end of a bookmark."""
    return Markup(
        f'<w:bookmarkStart w:id="{number}" w:name={quoteattr(name)}/>{xml(pieces)}<w:bookmarkEnd w:id="{number}"/>'
    )


def link(anchor: str, *pieces: Piece) -> Markup:
    """A link to a bookmark of the same file."""
    return Markup(f'<w:hyperlink w:anchor={quoteattr(anchor)} w:history="1">{xml(pieces)}</w:hyperlink>')


def web_link(relationship: str, text: str) -> Markup:
    """A link to an address that stands in the relationships."""
    return Markup(f'<w:hyperlink r:id="{relationship}">{run(text)}</w:hyperlink>')


def field_begin(instruction: str) -> Markup:
    """The opening of a field, up to its printed result."""
    return Markup(
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {escape(instruction)} </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )


FIELD_END = Markup('<w:r><w:fldChar w:fldCharType="end"/></w:r>')


def field(instruction: str, result: str) -> Markup:
    """A whole field."""
    return Markup(field_begin(instruction) + run(result) + FIELD_END)


def footnote_mark(number: int) -> Markup:
    """The raised number that points at a footnote."""
    return Markup(f'<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteReference w:id="{number}"/></w:r>')


def text_box(*paragraphs: Markup) -> Markup:
    """A run holding a text box twice, for new and old Word, as Word writes it."""
    content = f"<w:txbxContent>{''.join(paragraphs)}</w:txbxContent>"
    return Markup(
        '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>'
        '<wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="2" behindDoc="0" locked="0"'
        ' layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/>'
        '<wp:positionH relativeFrom="margin"><wp:posOffset>0</wp:posOffset></wp:positionH>'
        '<wp:positionV relativeFrom="margin"><wp:posOffset>0</wp:posOffset></wp:positionV>'
        '<wp:extent cx="5600000" cy="900000"/><wp:wrapTopAndBottom/><wp:docPr id="1" name="发文机关标志"/>'
        '<a:graphic><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape">'
        '<wps:wsp><wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="5600000" cy="900000"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/></wps:spPr>'
        f"<wps:txbx>{content}</wps:txbx><wps:bodyPr/></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice>"
        '<mc:Fallback><w:pict><v:shape id="mark" type="#_x0000_t202" style="width:440pt;height:70pt">'
        f"<v:textbox>{content}</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )


# --- Paragraphs ------------------------------------------------------------------------------------------------------

PAGE_BREAK = Markup('<w:p><w:r><w:br w:type="page"/></w:r></w:p>')


def paragraph(
    *pieces: Piece,
    style: str = "",
    align: str = "",
    indent: bool = False,
    font: str = "",
    size: int = 0,
    bold: bool = False,
    number: tuple[int, int] | None = None,
    mark: str = "",
    break_before: bool = False,
) -> Markup:
    """One paragraph.

    Units: `size` in points; `number` is (list, level), the level from 0; `mark` are run properties of the mark.
    """
    props = (
        (f'<w:pStyle w:val="{style}"/>' if style else "")
        + ("<w:pageBreakBefore/>" if break_before else "")
        + (f'<w:numPr><w:ilvl w:val="{number[1]}"/><w:numId w:val="{number[0]}"/></w:numPr>' if number else "")
        + ('<w:ind w:firstLineChars="200" w:firstLine="640"/>' if indent else "")
        + (f'<w:jc w:val="{align}"/>' if align else "")
        + (f"<w:rPr>{mark}</w:rPr>" if mark else "")
    )
    runs = xml(pieces, bold=bold, font=font, size=size)
    return Markup(f"<w:p>{f'<w:pPr>{props}</w:pPr>' if props else ''}{runs}</w:p>")


# --- Tables ----------------------------------------------------------------------------------------------------------

Row = str | Markup


def table(*rows: Row, header: int = 1, widths: tuple[int, ...] = ()) -> Markup:
    """A table from lines `| a | b |`; `<` is merged with the cell to its left, `^` with the one above, `//` ends a paragraph.

    `header` rows repeat on every page. A row that is Markup is taken as it is.
    """
    split = [None if isinstance(row, Markup) else cells_of(row) for row in rows]
    columns = max(len(cells) for cells in split if cells)
    shares = widths or (1,) * columns
    grid = [TEXT_WIDTH * share // sum(shares) for share in shares]
    body = "".join(
        row
        if isinstance(row, Markup)
        else table_row(row, grid, below=split[at + 1] if at + 1 < len(rows) else None, header=at < header)
        for at, row in enumerate(rows)
    )
    squares = "".join(f'<w:gridCol w:w="{width}"/>' for width in grid)
    return Markup(
        '<w:tbl><w:tblPr><w:tblStyle w:val="aa"/><w:tblW w:w="0" w:type="auto"/></w:tblPr>'
        f"<w:tblGrid>{squares}</w:tblGrid>{body}</w:tbl>"
    )


def cells_of(line: str) -> list[str]:
    """The cells of one line of a table."""
    return [cell.strip() for cell in line.strip().strip("|").split("|")]


def table_row(
    line: str, grid: list[int] | None = None, *, below: list[str] | None = None, header: bool = False, change: str = ""
) -> Markup:
    """One row; `change` is `ins` or `del` for a tracked row."""
    cells = cells_of(line)
    widths = grid or [TEXT_WIDTH // len(cells)] * len(cells)
    props = ("<w:tblHeader/>" if header else "") + (changed_mark(change) if change else "")
    out = "".join(_cells(cells, widths, below or [], change=change, bold=header))
    return Markup(f"<w:tr>{f'<w:trPr>{props}</w:trPr>' if props else ''}{out}</w:tr>")


def _cells(cells: list[str], widths: list[int], below: list[str], *, change: str, bold: bool) -> Iterable[str]:
    """The `w:tc` of one row; a cell merged to the left is part of the one before it."""
    starts = [at for at, text in enumerate(cells) if text != "<"]
    for at, end in zip(starts, [*starts[1:], len(cells)], strict=True):
        opens = at < len(below) and below[at] == "^"
        merge = '<w:vMerge w:val="restart"/>' if opens and cells[at] != "^" else ""
        yield table_cell(
            "" if cells[at] == "^" else cells[at],
            width=sum(widths[at:end]),
            span=end - at,
            merge="<w:vMerge/>" if cells[at] == "^" else merge,
            change=change,
            bold=bold,
        )


def table_cell(
    text: Piece, *, width: int = 1400, span: int = 1, merge: str = "", change: str = "", bold: bool = False
) -> Markup:
    """One cell with a paragraph for each part between `//`."""
    props = f'<w:tcW w:w="{width}" w:type="dxa"/>' + (f'<w:gridSpan w:val="{span}"/>' if span > 1 else "") + merge
    wrap = {"ins": inserted, "del": deleted}.get(change)
    pieces: list[Piece] = [text] if isinstance(text, Markup) else list(re.split(r"\s*//\s*", text))
    paragraphs = "".join(
        paragraph(
            *([wrap(piece) if wrap and piece else piece]),
            align="center" if bold else "",
            size=0 if isinstance(piece, Markup) else 12,
            bold=bold,
            mark=changed_mark(change) if change else "",
        )
        for piece in pieces
    )
    return Markup(f"<w:tc><w:tcPr>{props}</w:tcPr>{paragraphs}</w:tc>")
