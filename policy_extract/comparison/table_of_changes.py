"""A comparison as the table that offices circulate (修改对照表): 原文, 修改后, 说明, in a Word file.

It is in Chinese whoever makes it, like the sheets of a workbook. The same
comparison gives the same bytes.
"""

from __future__ import annotations

import re
from io import BytesIO
from typing import TYPE_CHECKING, Any, TypeVar
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from lxml.etree import Element

from policy_extract.comparison.chapters import chapters, other_severity, summary

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from docx.document import Document
    from docx.section import Section
    from lxml.etree import _Element

    from policy_extract.comparison.chapters import Chapter
    from policy_extract.comparison.entries import Entry
    from policy_extract.comparison.model import Diff, DiffSource, Severity
    from policy_extract.comparison.telling import Runs, Told

_T = TypeVar("_T")

SONG, FANG, HEI = "宋体", "仿宋", "黑体"
"""Fonts every Chinese Word has; 仿宋 for text, 黑体 for headings, as GB/T 9704 asks."""
WIDTHS = (5400, 5400, 3160)
"""Of the columns, in twentieths of a point: A4 across, less its margins."""
_MARKS = {"deleted": ("w:strike", "C00000"), "inserted": ("w:u", "00692B")}
"""How gone and new words look: besides the colour struck or underlined, for those who print in black."""
_WHOLE = 300
"""Characters up to which a row is not parted by the end of a page."""
_ILLEGAL = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML cannot hold."""
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_LONG_AGO = (1980, 1, 1, 0, 0, 0)


def table_of_changes(diff: Diff) -> bytes:
    """The comparison as a Word file."""
    document = _empty()
    _page(document)
    _front(document, diff)
    told = chapters(diff, "zh")
    if told:
        document.element.body.insert(len(document.element.body) - 1, _table(told))
    return _saved(document)


def _empty() -> Document:
    from docx import Document as new_document  # noqa: N813, PLC0415  a function with the name of a class, and slow to load

    return new_document()


def _page(document: Document) -> None:
    """A4 across; fonts for Chinese and for the rest."""
    from docx.enum.section import WD_ORIENT  # noqa: PLC0415  an extra
    from docx.shared import Mm, Pt  # noqa: PLC0415  the same

    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    section.left_margin = section.right_margin = Mm(25)
    section.top_margin = section.bottom_margin = Mm(22)
    normal = document.styles["Normal"]
    normal.font.size = Pt(12)
    _fonts(normal.element.get_or_add_rPr(), FANG)
    normal.element.get_or_add_rPr().append(_element("w:lang", val="en-US", eastAsia="zh-CN"))
    normal.paragraph_format.space_after = Pt(0)
    _number_pages(section)


def _number_pages(section: Section) -> None:
    """`— 1 —` below, in the middle, as official documents have it."""
    section.footer.is_linked_to_previous = False
    footer = section.footer.paragraphs[0]._p  # noqa: SLF001  python-docx knows no fields
    field = _element("w:fldSimple", _run("1"), instr="PAGE")
    footer.addnext(_paragraph([_run("— "), field, _run(" —")], centred=True))
    footer.getparent().remove(footer)


def _front(document: Document, diff: Diff) -> None:
    """Title, sources, how many changes."""
    name = diff.new.title or diff.old.title
    title = f"《{name}》修改对照表" if name else "修改对照表"
    _head(document, title, HEI, 18)
    for side, source in (("原文", diff.old), ("修改后", diff.new)):
        _head(document, f"{side}：{_source(source)}", SONG, 10.5)
    _head(document, f"{summary(diff, 'zh')}。", SONG, 10.5, after=8)
    properties = document.core_properties
    properties.title, properties.author, properties.comments = _legal(title), "", ""
    for dated in properties._element.xpath("dcterms:created | dcterms:modified"):  # noqa: SLF001  the template's own dates
        dated.getparent().remove(dated)


def _source(source: DiffSource) -> str:
    name = source.name + ("，未接受修订" if source.revisions == "original" else "")
    return f"《{source.title}》（{name}）" if source.title else name


def _head(document: Document, text: str, font: str, size: float, *, after: float = 2) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH  # noqa: PLC0415  an extra
    from docx.shared import Pt  # noqa: PLC0415  the same

    paragraph = document.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER if font == HEI else WD_ALIGN_PARAGRAPH.LEFT
    paragraph.paragraph_format.space_after = Pt(after)
    run = paragraph.add_run(_legal(text))
    run.font.size = Pt(size)
    _fonts(run._r.get_or_add_rPr(), font)  # noqa: SLF001  python-docx knows no East Asian font


def _saved(document: Document) -> bytes:
    """The file, its members dated alike."""
    written, again = BytesIO(), BytesIO()
    document.save(written)
    with ZipFile(written) as source, ZipFile(again, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            info = ZipInfo(name, _LONG_AGO)
            info.compress_type = ZIP_DEFLATED
            target.writestr(info, source.read(name))
    return again.getvalue()


# ---------------------------------------------------------------- the table


def _table(told: list[Chapter]) -> _Element:
    table = _element("w:tbl")
    table.append(
        _element(
            "w:tblPr",
            _element("w:tblW", type="dxa", w=sum(WIDTHS)),
            _element(
                "w:tblBorders", *(_line(side) for side in ("top", "left", "bottom", "right", "insideH", "insideV"))
            ),
            _element("w:tblLayout", type="fixed"),
            _element("w:tblCellMar", *(_element(f"w:{side}", w=90, type="dxa") for side in ("left", "right"))),
        )
    )
    table.append(_element("w:tblGrid", *(_element("w:gridCol", w=width) for width in WIDTHS)))
    table.append(_heading_row())
    for chapter in told:
        for topic in chapter.topics:
            table.append(_band(f"{chapter.title}：{topic.title}"))
            for entry in topic.entries:
                table.append(_row(entry, chapter.severity))
    return table


def _line(side: str) -> _Element:
    return _element(f"w:{side}", val="single", sz=4, space=0, color="808080")


def _heading_row() -> _Element:
    """The row that stands on every page."""
    cells = (
        _cell(width, [_paragraph([_run(text, font=HEI)], centred=True)], shade="D9E2EC")
        for width, text in zip(WIDTHS, ("原文", "修改后", "说明"), strict=True)
    )
    return _element("w:tr", _element("w:trPr", _element("w:cantSplit"), _element("w:tblHeader")), *cells)


def _band(text: str) -> _Element:
    """A row across the table that says what follows; it stays with it."""
    cell = _cell(sum(WIDTHS), [_paragraph([_run(text, font=HEI)], keep=True)], shade="F2F2F2", across=len(WIDTHS))
    return _element("w:tr", _element("w:trPr", _element("w:cantSplit")), cell)


def _row(entry: Entry, severity: Severity) -> _Element:
    """What one thing said, what it says now, and what happened to it; several parts are numbered."""
    old, new, remark = WIDTHS
    cells = (
        _cell(old, _texts([told.old for told in entry.parts])),
        _cell(new, _texts([told.new for told in entry.parts])),
        _cell(remark, [*_remarks(entry, severity)]),
    )
    longest = max(sum(len(piece.text) for told in entry.parts for piece in side(told)) for side in (_old, _new))
    whole = [_element("w:trPr", _element("w:cantSplit"))] if longest < _WHOLE else []
    return _element("w:tr", *whole, *cells)


def _old(told: Told) -> Runs:
    return told.old


def _new(told: Told) -> Runs:
    return told.new


def _remarks(entry: Entry, severity: Severity) -> Iterator[_Element]:
    """The name of the thing; for each part what happened, and below it where and how."""
    if entry.name:
        yield _paragraph([_run(entry.name, font=HEI)])
    for number, told in _numbered(entry.parts):
        yield _paragraph([_run(f"{number}{told.kind}", font=HEI)])
        for text in (told.place, other_severity(told, severity, "zh"), told.remark):
            if text:
                yield _paragraph([_run(text)])


def _texts(sides: Sequence[Runs]) -> list[_Element]:
    """A paragraph for each line of each text."""
    return [_paragraph(line) for number, runs in _numbered(sides) for line in _lines(runs, number)]


def _numbered(parts: Sequence[_T]) -> Iterator[tuple[str, _T]]:
    """The parts, each behind its number; one alone has none."""
    for number, part in enumerate(parts, 1):
        yield f"{number}. " if len(parts) > 1 else "", part


def _lines(runs: Runs, number: str) -> list[list[_Element]]:
    """The runs of each line of a text; a dash for no text."""
    lines: list[list[_Element]] = [[_run(number)] if number else []]
    for op, text in runs or (("same", "—"),):
        first, *rest = text.split("\n")
        lines[-1].append(_run(first, op))
        lines += ([_run(part, op)] for part in rest)
    return lines


def _cell(width: int, paragraphs: list[_Element], *, shade: str = "", across: int = 1) -> _Element:
    span = [_element("w:gridSpan", val=across)] if across > 1 else []
    shading = [_element("w:shd", val="clear", color="auto", fill=shade)] if shade else []
    return _element("w:tc", _element("w:tcPr", _element("w:tcW", w=width, type="dxa"), *span, *shading), *paragraphs)


def _paragraph(runs: list[_Element], *, centred: bool = False, keep: bool = False) -> _Element:
    kept = [_element("w:keepNext")] if keep else []
    spacing = _element("w:spacing", before=20, after=20, line=300, lineRule="auto")
    aligned = _element("w:jc", val="center" if centred else "left")
    return _element("w:p", _element("w:pPr", *kept, spacing, aligned), *runs)


def _run(text: str, op: str = "same", *, font: str = "") -> _Element:
    properties = _element("w:rPr")
    if font:
        _fonts(properties, font)
    if op in _MARKS:
        mark, colour = _MARKS[op]
        struck = [_element(mark)] if op == "deleted" else []
        lined = [_element(mark, val="single")] if op == "inserted" else []
        properties.extend([*struck, _element("w:color", val=colour), _element("w:sz", val=21), *lined])
    else:
        properties.append(_element("w:sz", val=21))
    return _element("w:r", properties, *_written(text))


def _written(text: str) -> Iterator[_Element]:
    """The characters, tabs as tabs."""
    for place, part in enumerate(_legal(text).split("\t")):
        if place:
            yield _element("w:tab")
        if part:
            said = _element("w:t")
            said.text = part
            said.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
            yield said


def _fonts(properties: Any, font: str) -> None:
    fonts = _element("w:rFonts", ascii="Times New Roman", hAnsi="Times New Roman", eastAsia=font, cs="Times New Roman")
    for there in properties.findall(fonts.tag):
        properties.remove(there)
    properties.insert(0, fonts)


def _legal(text: str) -> str:
    """The text with U+FFFD for what XML cannot hold."""
    return _ILLEGAL.sub("\ufffd", text)


def _element(name: str, *children: _Element, **attributes: str | int) -> _Element:
    element: _Element = Element(f"{_W}{name.removeprefix('w:')}")
    for key, value in attributes.items():
        element.set(f"{_W}{key}", str(value))
    element.extend(children)
    return element
