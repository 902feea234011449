"""The zip around a document: parts, styles, fixed dates, no compression."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass, field
from itertools import count
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from samples.make.lists import Scheme, numbering
from samples.make.markup import Markup, field_begin, paragraph, run

if TYPE_CHECKING:
    from collections.abc import Iterator

DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
DATE = "2026-01-15T09:00:00Z"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
NAMESPACES = " ".join(
    f'xmlns:{prefix}="{address}"'
    for prefix, address in {
        "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "r": OFFICE,
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
        "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "v": "urn:schemas-microsoft-com:vml",
    }.items()
)
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"


@dataclass
class Word:
    """A Word file in the making: add blocks to `body`, then `pack`."""

    subject: str
    """Title in the file's properties; never printed on the page."""
    schemes: tuple[Scheme, ...] = ()
    numbered_headings: bool = False
    """The styles heading 1 to 3 carry the levels of list 1."""
    header: str = ""
    footnotes: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    """Addresses of outside links: relationships web1, web2 …"""
    body: list[Markup] = field(default_factory=list)

    def add(self, *blocks: Markup) -> None:
        """Append paragraphs or tables."""
        self.body.extend(blocks)

    def title(self, *lines: str, size: int = 22) -> None:
        """Centred lines in the title's type."""
        self.add(*(paragraph(line, align="center", font="方正小标宋简体", size=size) for line in lines))

    def centred(self, *lines: str) -> None:
        """Centred lines in the type of period and status."""
        self.add(*(paragraph(line, align="center", font="楷体_GB2312") for line in lines))

    def text(self, lines: str) -> None:
        """One paragraph for each line, set by its number as GB/T 9704 says; an empty line is an empty paragraph."""
        for line in lines.strip("\n").split("\n"):
            self.add(paragraph(line, indent=True, font=_typeface(line)))

    def label(self, text: str, *, break_before: bool = True) -> None:
        """附件1, flush left on a new page."""
        self.add(paragraph(text, font="黑体", break_before=break_before))

    def pack(self) -> bytes:
        """The bytes of the file."""
        archive = io.BytesIO()
        with zipfile.ZipFile(archive, "w", zipfile.ZIP_STORED) as target:
            for name, content in sorted(self._parts()):
                entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
                entry.create_system = 0
                target.writestr(entry, (DECLARATION + content).encode())
        return archive.getvalue()

    def _parts(self) -> Iterator[tuple[str, str]]:
        yield "[Content_Types].xml", _content_types(footnotes=bool(self.footnotes))
        yield (
            "_rels/.rels",
            _relationships(
                ("r1", f"{OFFICE}/officeDocument", "word/document.xml"),
                ("r2", f"{PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
            ),
        )
        yield "docProps/core.xml", _properties(self.subject)
        yield "word/_rels/document.xml.rels", self._document_relationships()
        yield "word/document.xml", _numbered_changes(self._document())
        yield "word/styles.xml", _styles(numbered=self.numbered_headings)
        yield "word/numbering.xml", f"<w:numbering {NAMESPACES}>{numbering(self.schemes)}</w:numbering>"
        yield "word/settings.xml", f'<w:settings {NAMESPACES}><w:evenAndOddHeaders w:val="0"/></w:settings>'
        yield "word/header1.xml", f"<w:hdr {NAMESPACES}>{paragraph(self.header, style='a4', align='right')}</w:hdr>"
        yield "word/footer1.xml", f"<w:ftr {NAMESPACES}>{_page_number()}</w:ftr>"
        if self.footnotes:
            yield "word/footnotes.xml", _footnotes(self.footnotes)

    def _document(self) -> str:
        section = (
            '<w:sectPr><w:headerReference w:type="default" r:id="r4"/><w:footerReference w:type="default" r:id="r5"/>'
            '<w:pgSz w:w="11906" w:h="16838"/>'
            '<w:pgMar w:top="2098" w:right="1474" w:bottom="1984" w:left="1588" w:header="851" w:footer="1587" w:gutter="0"/>'
            '<w:docGrid w:type="lines" w:linePitch="579"/></w:sectPr>'
        )
        return (
            f'<w:document {NAMESPACES} mc:Ignorable="wps"><w:body>{"".join(self.body)}{section}</w:body></w:document>'
        )

    def _document_relationships(self) -> str:
        parts = ["styles", "numbering", "settings", "header", "footer"]
        own = [
            (f"r{number}", f"{OFFICE}/{kind}", f"{kind}1.xml" if kind in {"header", "footer"} else f"{kind}.xml")
            for number, kind in enumerate(parts, 1)
        ]
        notes = [("r6", f"{OFFICE}/footnotes", "footnotes.xml")] if self.footnotes else []
        links = [(f"web{number}", f"{OFFICE}/hyperlink", address) for number, address in enumerate(self.links, 1)]
        return _relationships(*own, *notes, *links)


def _typeface(line: str) -> str:
    """黑体 for 一、, 楷体 for （一） alone on its line, the body's 仿宋 otherwise."""
    if re.match(r"[一二三四五六七八九十]+、", line):
        return "黑体"
    return "楷体_GB2312" if re.match(r"（[一二三四五六七八九十]+）[^。]*$", line) else ""


def _numbered_changes(document: str) -> str:
    """Tracked changes numbered in reading order."""
    numbers = count(9001)
    return re.sub('w:id="CHANGE"', lambda _: f'w:id="{next(numbers)}"', document)


def _content_types(*, footnotes: bool) -> str:
    kinds = {
        "/docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
        "/word/document.xml": f"{WORD}.document.main+xml",
        **{f"/word/{part}.xml": f"{WORD}.{part}+xml" for part in ("styles", "numbering", "settings")},
        "/word/header1.xml": f"{WORD}.header+xml",
        "/word/footer1.xml": f"{WORD}.footer+xml",
    }
    if footnotes:
        kinds["/word/footnotes.xml"] = f"{WORD}.footnotes+xml"
    overrides = "".join(f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in kinds.items())
    return (
        f'<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )


def _relationships(*relations: tuple[str, str, str]) -> str:
    entries = "".join(
        f'<Relationship Id="{name}" Type="{kind}" Target="{target}"'
        + (' TargetMode="External"' if kind.endswith("/hyperlink") else "")
        + "/>"
        for name, kind, target in relations
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{entries}</Relationships>'


def _properties(subject: str) -> str:
    return (
        f'<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"'
        ' xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(subject)}</dc:title><dc:creator>policy-extract samples</dc:creator>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{DATE}</dcterms:created>'
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{DATE}</dcterms:modified></cp:coreProperties>'
    )


def _page_number() -> Markup:
    number = Markup(field_begin("PAGE \\* MERGEFORMAT") + run("1") + '<w:r><w:fldChar w:fldCharType="end"/></w:r>')
    return paragraph("— ", number, " —", style="a5", align="center")


def _footnotes(notes: tuple[str, ...]) -> str:
    mark = Markup('<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteRef/></w:r>')
    rule = '<w:footnote w:type="{0}" w:id="{1}"><w:p><w:r><w:{0}/></w:r></w:p></w:footnote>'
    printed = "".join(
        f'<w:footnote w:id="{number}">{paragraph(mark, " ", note, style="a6")}</w:footnote>'
        for number, note in enumerate(notes, 1)
    )
    rules = rule.format("separator", -1) + rule.format("continuationSeparator", 0)
    return f"<w:footnotes {NAMESPACES}>{rules}{printed}</w:footnotes>"


def _styles(*, numbered: bool) -> str:
    headings = "".join(_heading(level, numbered=numbered) for level in range(3))
    entries = "".join(
        f'<w:style w:type="paragraph" w:styleId="{name.upper()}{level}"><w:name w:val="{name} {level}"/><w:basedOn w:val="a"/></w:style>'
        for name in ("toc",)
        for level in (1, 2)
    )
    others = "".join(
        f'<w:style w:type="paragraph" w:styleId="{key}"><w:name w:val="{name}"/><w:basedOn w:val="a"/><w:rPr><w:sz w:val="18"/></w:rPr></w:style>'
        for key, name in (("a4", "header"), ("a5", "footer"), ("a6", "footnote text"))
    )
    borders = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    return (
        f"<w:styles {NAMESPACES}><w:docDefaults><w:rPrDefault><w:rPr>"
        '<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="仿宋_GB2312"/>'
        '<w:sz w:val="32"/><w:lang w:val="en-US" w:eastAsia="zh-CN"/></w:rPr></w:rPrDefault></w:docDefaults>'
        '<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/>'
        '<w:pPr><w:spacing w:line="560" w:lineRule="exact"/><w:jc w:val="both"/></w:pPr></w:style>'
        f"{headings}{entries}{others}"
        '<w:style w:type="table" w:default="1" w:styleId="a1"><w:name w:val="Normal Table"/></w:style>'
        '<w:style w:type="table" w:styleId="aa"><w:name w:val="Table Grid"/><w:basedOn w:val="a1"/>'
        f"<w:tblPr><w:tblBorders>{borders}</w:tblBorders></w:tblPr></w:style></w:styles>"
    )


def _heading(level: int, *, numbered: bool) -> str:
    number = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr>' if numbered else ""
    font = ("黑体", "楷体_GB2312", "仿宋_GB2312")[level]
    return (
        f'<w:style w:type="paragraph" w:styleId="{level + 1}"><w:name w:val="heading {level + 1}"/><w:basedOn w:val="a"/>'
        f'<w:next w:val="a"/><w:pPr><w:keepNext/>{number}<w:ind w:firstLineChars="200" w:firstLine="640"/>'
        f'<w:outlineLvl w:val="{level}"/></w:pPr><w:rPr><w:rFonts w:eastAsia="{font}"/></w:rPr></w:style>'
    )
