"""The smallest Word files, from raw XML: `docx("<w:p>…</w:p>")` gives the bytes of a .docx."""

from __future__ import annotations

import io
import zipfile
from xml.sax.saxutils import escape

from policy_extract.blocks import Cell, Document, Paragraph, Table
from policy_extract.findings import Report
from policy_extract.reading.word.docx import read_docx

SPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
    "v": "urn:schemas-microsoft-com:vml",
    "x": "urn:example:unknown",
}
STRICT = {
    "w": "http://purl.oclc.org/ooxml/wordprocessingml/main",
    "r": "http://purl.oclc.org/ooxml/officeDocument/relationships",
    "m": "http://purl.oclc.org/ooxml/officeDocument/math",
}
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_KINDS = ("styles", "numbering", "footnotes", "endnotes", "comments", "header", "footer")
_ROOTS = {"header": "hdr", "footer": "ftr"}


def root(name: str, inner: str, *, strict: bool = False, attributes: str = "") -> str:
    spaces = {**SPACES, **STRICT} if strict else SPACES
    declared = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in spaces.items())
    return f'<?xml version="1.0" encoding="UTF-8"?><w:{name} {declared} {attributes}>{inner}</w:{name}>'


def docx(
    body: str,
    *,
    strict: bool = False,
    attributes: str = "",
    extra: dict[str, str | bytes] | None = None,
    arrows: str = "",
    **parts: str,
) -> bytes:
    """A .docx whose body, and any of styles, numbering, footnotes, …, hold the given XML."""
    files: dict[str, str | bytes] = {
        "[Content_Types].xml": _content_types([kind for kind in _KINDS if kind in parts]),
        "_rels/.rels": relationships(
            f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/>'
        ),
        "word/document.xml": root("document", f"<w:body>{body}</w:body>", strict=strict, attributes=attributes),
    }
    for kind in _KINDS:
        if kind in parts:
            files[f"word/{kind}.xml"] = root(_ROOTS.get(kind, kind), parts[kind], strict=strict)
            arrows += f'<Relationship Id="{kind}" Type="{_OFFICE}/{kind}" Target="{kind}.xml"/>'
    files["word/_rels/document.xml.rels"] = relationships(arrows)
    return zipped(files | (extra or {}))


def _content_types(kinds: list[str]) -> str:
    overrides = f'<Override PartName="/word/document.xml" ContentType="{_MAIN}"/>' + "".join(
        f'<Override PartName="/word/{kind}.xml" ContentType="{_MAIN.replace("document.main", kind)}"/>'
        for kind in kinds
    )
    return (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )


def relationships(arrows: str) -> str:
    return (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{arrows}</Relationships>'
    )


def arrow(identity: str, kind: str, target: str) -> str:
    return f'<Relationship Id="{identity}" Type="{_OFFICE}/{kind}" Target="{target}"/>'


def zipped(files: dict[str, str | bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return stream.getvalue()


def t(text: str) -> str:
    return f'<w:t xml:space="preserve">{escape(text)}</w:t>'


def r(text: str, look: str = "") -> str:
    """A run of text; `look` is the inside of its w:rPr."""
    return f"<w:r>{f'<w:rPr>{look}</w:rPr>' if look else ''}{t(text)}</w:r>"


def p(content: str = "", properties: str = "") -> str:
    """A paragraph; `content` is plain text or XML, `properties` the inside of its w:pPr."""
    inner = content if content.startswith("<") else r(content) if content else ""
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{inner}</w:p>"


def tc(content: str = "", properties: str = "") -> str:
    inner = content if content.startswith("<") else p(content)
    return f"<w:tc>{f'<w:tcPr>{properties}</w:tcPr>' if properties else ''}{inner}</w:tc>"


def tr(*cells: str, properties: str = "") -> str:
    inner = "".join(cell if cell.startswith("<w:") else tc(cell) for cell in cells)
    return f"<w:tr>{f'<w:trPr>{properties}</w:trPr>' if properties else ''}{inner}</w:tr>"


def tbl(*rows: str) -> str:
    return f"<w:tbl><w:tblPr/>{''.join(rows)}</w:tbl>"


def lvl(level: int, text: str, fmt: str = "decimal", inner: str = "") -> str:
    """A w:lvl of numbering.xml."""
    return f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{fmt}"/>{inner}<w:lvlText w:val="{text}"/></w:lvl>'


def lists(*levels: str, num: str = "") -> str:
    """A numbering.xml with one list, w:numId 1; `num` is the inside of its w:num."""
    return f'<w:abstractNum w:abstractNumId="0">{"".join(levels)}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/>{num}</w:num>'


def numbered(level: int = 0, num_id: int = 1) -> str:
    """The inside of the w:pPr of a paragraph in a list."""
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{num_id}"/></w:numPr>'


def style(identity: str, inner: str = "", *, name: str = "", kind: str = "paragraph", default: bool = False) -> str:
    chosen = ' w:default="1"' if default else ""
    return (
        f'<w:style w:type="{kind}" w:styleId="{identity}"{chosen}><w:name w:val="{name or identity}"/>{inner}</w:style>'
    )


def read(data: bytes, report: Report | None = None, **options: str) -> Document:
    return read_docx(data, report if report is not None else Report(), **options)  # type: ignore[arg-type]


def texts(document: Document) -> list[str]:
    """The text of every paragraph, in order."""
    return [block.text for block in document.blocks if isinstance(block, Paragraph)]


def numbers(document: Document) -> list[str]:
    return [block.number for block in document.blocks if isinstance(block, Paragraph)]


def only(document: Document) -> Paragraph:
    """The one paragraph of a document."""
    (block,) = document.blocks
    assert isinstance(block, Paragraph)
    return block


def table(document: Document) -> Table:
    """The first table of a document."""
    return next(block for block in document.blocks if isinstance(block, Table))


def squares(grid: Table) -> list[list[str]]:
    """The text on every grid square."""
    return [[cell.text for cell in row] for row in grid.grid()]


def cells(grid: Table) -> list[Cell]:
    return list(grid.cells)


def dropped(document: Document) -> list[tuple[str, str]]:
    """Text and reason of everything dropped."""
    return [(each.text, each.reason) for each in document.dropped]


def codes(report: Report) -> list[str]:
    return [str(finding.code) for finding in report]
