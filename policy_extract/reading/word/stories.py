"""One story of a Word file (its body, a footnote, a header) → blocks in reading order."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from policy_extract.blocks import Cell, Dropped, Paragraph, Table, stretch_of
from policy_extract.errors import DamagedDocumentError
from policy_extract.findings import Code
from policy_extract.generated.plain import At
from policy_extract.reading.word.fields import Fields
from policy_extract.reading.word.numbering import Counters
from policy_extract.reading.word.numbering_levels import FOREIGN_PARTS, PARAGRAPH, TABLE, pieces
from policy_extract.reading.word.paragraph_text import CellLooks, Line, all_text
from policy_extract.reading.word.run_text import LineReader
from policy_extract.reading.word.styles import PLAIN, align_of, by_tag, outline
from policy_extract.reading.word.word_tables import frame_content, lay_out_table
from policy_extract.reading.word.xml_names import VAL, R, W, children, is_on, whole
from policy_extract.records import field, mutable, replace

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lxml.etree import _Element as Element

    from policy_extract.reading.word.paragraph_text import Note
    from policy_extract.reading.word.settings import Settings
    from policy_extract.reading.word.state import Output, State
    from policy_extract.reading.word.styles import ParagraphLook
    from policy_extract.reading.word.word_grid import Placed
    from policy_extract.reading.word.word_tables import TableLayout

MOST_SQUARES = 4_000_000
"""Grid squares of all tables of a document together."""

MOST_FRAMES = 8
"""Page frames within each other; more is a trick, and their cost would grow with the depth."""
_PROPERTIES = W + "pPr"
_NUMBERED = W + "numPr"
_STYLE, _LEVEL, _ALIGN = W + "pStyle", W + "outlineLvl", W + "jc"
_SECTION, _FRAME, _MARK = W + "sectPr", W + "framePr", W + "rPr"
_BREAK = W + "pageBreakBefore"
_NOT_PROSE = frozenset({TABLE, *FOREIGN_PARTS})
_WANTED = _NOT_PROSE | {PARAGRAPH}
_TYPED = re.compile(
    r"\s*(?P<number>第[一二三四五六七八九十百零〇○\d０-９]+[编篇章节条部]分?|[一二三四五六七八九十]+[、．.]"
    r"|[（(][一二三四五六七八九十\d０-９]+[）)]|[\d０-９]+[、．]|\d+\.(?!\d)|[①-⑳⑴-⒇⒈-⒛])"
)
"""A structural number typed at the start of a text."""

_CONTENTS_TITLES = frozenset({"目录", "目次"})


@mutable
class Prose:
    """A paragraph read: its line, and the properties of the mark that ends it."""

    line: Line
    source: Element | None
    """The element whose mark ends it; None for loose text."""
    properties: Mapping[str, Element] = field(default_factory=dict)
    """The w:pPr of the mark, by tag."""
    look: ParagraphLook = PLAIN
    in_contents: bool = False
    section: Element | None = None
    """The w:sectPr of the section that ends here."""
    joins: str = ""
    """The next paragraph goes on in this line: `gone`, its mark is left out; `run-in`, its mark is hidden (a style separator);
    `initial`, it is the large first letter of the next."""


@mutable
class Story:
    """Reads one story; text boxes and notes in it are read where they are anchored."""

    name: str
    state: State
    fields: Fields
    next_breaks: bool = False
    """The next paragraph starts a page."""
    frames: int = 0
    """Page frames around the place being read."""
    _lost: Line = field(default_factory=Line)
    """Text left out between paragraphs."""
    settings: Settings = field(init=False)
    output: Output = field(init=False)
    _reader: LineReader = field(init=False)

    def __post_init__(self) -> None:
        self.settings = self.state.settings
        self.output = self.state.output
        self._reader = LineReader(self.settings, self.fields)

    def read(self, container: Element) -> None:
        """Append everything in a container to the output, where the story begins and ends with it."""
        self._read(container)
        self.drop(self.fields.give_up(), "field-code")

    def _read(self, container: Element) -> None:
        for item in self._flow(container):
            if isinstance(item, Prose):
                self._paragraph(item)
            else:
                self._table(item, None)

    def drop(self, text: str, reason: str) -> None:
        """Note text that stands in no block."""
        if text:
            self.output.dropped.append(Dropped(text, self.name, reason))

    def _flow(self, container: Element) -> Iterator[Prose | Element]:
        """Paragraphs and tables in order; a paragraph whose mark is gone runs on into the next."""
        open_: Prose | None = None
        for element, in_contents in pieces(container, _WANTED, self.settings, self._lost):
            if self.state.clock.is_up():
                self.drop(element if isinstance(element, str) else all_text(element), "time-limit")
                continue
            if not isinstance(element, str) and element.tag in _NOT_PROSE:
                if open_ is not None:
                    yield open_
                open_ = None
                if element.tag == TABLE:
                    yield element
                else:
                    self._foreign(element)
                continue
            prose = self._prose(element, open_, in_contents=in_contents)
            open_ = prose if prose.joins else None
            if not prose.joins:
                yield prose
        if open_ is not None:
            yield open_
        if self._lost.has_asides:
            lost, self._lost = self._lost, Line()
            self._settle(lost)

    def _prose(self, element: Element | str, before: Prose | None, *, in_contents: bool) -> Prose:
        """The paragraph, its text after that of `before` where that runs on into it.

        The surviving mark decides how the paragraph looks, as in Word; after
        a hidden mark the paragraph whose text leads the line does.
        """
        line = before.line if before is not None else Line()
        if isinstance(element, str) or element.tag != PARAGRAPH:  # loose text where a paragraph should stand
            return Prose(self._reader.read_loose(element, line), None, in_contents=in_contents)
        parts = children(element)
        own = parts[0] if parts and parts[0].tag == _PROPERTIES else None
        marked = by_tag(own)
        properties = by_tag(self.settings.as_of(own)) if own is not None and self.settings.original else marked
        look = self.settings.styles.paragraph(_val(properties, _STYLE))
        if before is not None and before.joins == "initial":
            line.face = None  # the letter is larger than the text that it begins
        leads = line.face is not None
        self._reader.read(parts, look, line)
        if before is not None and before.joins == "run-in" and leads:
            return replace(before, in_contents=in_contents, section=marked.get(_SECTION), joins=self._joins(marked))
        return Prose(line, element, properties, look, in_contents, marked.get(_SECTION), self._joins(marked))

    def _joins(self, properties: Mapping[str, Element]) -> str:
        frame = properties.get(_FRAME)
        if frame is not None and frame.get(W + "dropCap", "none") != "none":
            return "initial"
        mark = properties.get(_MARK)
        if mark is None:
            return ""
        tags = by_tag(mark)
        if not self.settings.gone.keys().isdisjoint(tags):
            return "gone"
        return "run-in" if is_on(tags.get(W + "specVanish")) or is_on(tags.get(W + "vanish")) else ""

    def _paragraph(self, prose: Prose) -> None:
        line = prose.line
        text = line.text
        label, level = self._number(prose)
        if not text.strip() and not label:
            self.drop(text.replace("\n", "").replace("\t", ""), "blank")
            text = ""
        breaks = self._starts_page(prose, shows=bool(text or label))
        if text or label:
            self._add(prose, text, (label, level), breaks=breaks)
        self._anchored(line)

    def _add(self, prose: Prose, text: str, number: tuple[str, int | None], *, breaks: bool) -> None:
        """Append the paragraph with the number that it prints."""
        label, level = number
        line, look, properties = prose.line, prose.look, prose.properties
        block_id = self.output.new_id()
        if prose.source is not None:
            self.output.sources[block_id] = prose.source
        direct = whole(_val(properties, _LEVEL))
        default = self.settings.styles.defaults.size if look.run.size is None else look.run.size
        self.output.blocks.append(
            Paragraph(
                id=block_id,
                text=text,
                number=label,
                style=_style(prose, text),
                align=align_of(_val(properties, _ALIGN)) or look.align,
                outline_level=look.outline_level if direct is None else outline(direct),
                list_level=level,
                bold=tuple(line.bold),
                underlined=tuple(line.underlined),
                font_size=line.face.size if line.face is not None else default,
                page_break_before=breaks,
                story=self.name,
            )
        )
        self._note_typed_twice(label, text, block_id)

    def _note_typed_twice(self, label: str, text: str, block_id: str) -> None:
        counts = any(char.isalnum() for char in label)  # a bullet does not
        if counts and (typed := _TYPED.match(text)) is not None:
            self.settings.report.note(
                Code.NUMBER_TWICE, stretch_of(block_id, typed.span("number")), auto=label, typed=typed["number"]
            )

    def _number(self, prose: Prose) -> tuple[str, int | None]:
        """The label the paragraph prints and its level; ("", None) outside lists."""
        found, level = self.state.numbering.place(prose.properties.get(_NUMBERED), prose.look)
        if found is None:
            return "", None
        return self.state.counters.setdefault(self.name, Counters(self.state.numbering)).label(found, level), level

    def _starts_page(self, prose: Prose, *, shows: bool) -> bool:
        own = is_on(prose.properties.get(_BREAK))
        starts = self.next_breaks or prose.line.break_before or (prose.look.page_break_before if own is None else own)
        section = prose.section is not None and self.state.starts_page(prose.section)
        self.next_breaks = prose.line.break_after or section or (starts and not shows)
        return starts

    def _anchored(self, line: Line) -> None:
        """Read the text boxes and notes anchored in a line, and settle what it dropped."""
        if not line.has_asides:
            return
        self._settle(line)
        for place in line.foreign:
            self._foreign(place)
        for box in line.boxes:
            inner = self.aside("textbox")
            if isinstance(box, str):
                inner.read_text(box)
            else:
                inner.read(box)
        for note, lost in line.notes:
            if not lost:
                self._read_note(note)

    def aside(self, name: str, fields: Fields | None = None) -> Story:
        """A story anchored in this one; text boxes in headers and notes belong to these."""
        if name == "textbox" and self.name != "body":
            name = self.name
        return Story(name, self.state, fields or Fields(self.fields.whole))

    def read_text(self, text: str) -> None:
        """Append text that has no paragraph of its own, such as word art."""
        if text.strip():
            self.output.blocks.append(Paragraph(self.output.new_id(), text, style="normal", story=self.name))
        else:
            self.drop(text, "blank")

    def _read_note(self, note: Note) -> None:
        if note in self.state.notes.done:
            return
        element = self.state.notes.elements.get(note)
        if element is None:
            self.settings.report.note(Code.BROKEN_REFERENCE, what=note[0], target=note[1])
            return
        self.state.notes.done.add(note)
        self.aside(note[0], self.state.notes.fields[note[0]]).read(element)

    def _settle(self, line: Line) -> None:
        for reason, pieces_ in line.drops:
            self.drop("".join(pieces_), reason)
        for note, reason in line.notes:
            if reason:
                self.state.notes.lost.setdefault(note, reason)

    def _foreign(self, element: Element) -> None:
        """Note a document embedded whole; its text is in another format."""
        target = element.get(R + "id", "")
        relationship = self.state.relationships.get(target)
        if relationship is None:
            self.settings.report.note(Code.BROKEN_REFERENCE, what="embedded document", target=target)
        else:
            self.settings.report.note(Code.UNKNOWN_PART, part=relationship.target)

    def _table(self, element: Element, inside: str | None) -> None:
        layout = lay_out_table(element, self.settings)
        if inside is None and self.frames < MOST_FRAMES:
            frame = frame_content(layout, lambda: self.state.text_length)
            if frame is not None:
                self._settle(layout.lost)
                self._drop_around(frame, layout)
                self.frames += 1
                self._read(frame)
                self.frames -= 1
                return
        self.next_breaks = False
        if layout.grid.rows:
            self._grid(layout, inside)
        self._settle(layout.lost)

    def _drop_around(self, frame: Element, layout: TableLayout) -> None:
        for placed in layout.grid.cells:
            if placed.content is not None and placed.content is not frame:
                self.drop(all_text(placed.content), "blank")
            for covered in placed.covered:
                self.drop(all_text(covered), "merged-cell")

    def _grid(self, layout: TableLayout, inside: str | None) -> None:
        grid = layout.grid
        self.output.squares += grid.rows * grid.cols
        if self.output.squares > MOST_SQUARES:
            raise DamagedDocumentError(f"the tables have more than {MOST_SQUARES} grid squares; split the document")
        block_id = self.output.new_id()
        slot = len(self.output.blocks)
        cells = [self._cell(placed, block_id, layout.lost) for placed in grid.cells]
        if (first := self.output.sources.get(f"{block_id}.0.0")) is not None:
            self.output.sources[block_id] = first
        # The cells' own boxes, notes and tables were appended while reading; the table stands before them.
        self.output.blocks.insert(
            slot, Table(block_id, grid.rows, grid.cols, tuple(cells), layout.header_rows, inside, self.name)
        )
        for torn in grid.torn:
            self.settings.report.note(
                Code.TABLE_TORN,
                At(block=f"{block_id}.{torn.row}.{torn.col}", start=0, end=0),
                have=torn.have,
                want=torn.want,
            )

    def _cell(self, placed: Placed[Element], table_id: str, lost: Line) -> Cell:
        for covered in placed.covered:
            lost.drop(all_text(covered), "merged-cell")
        texts: list[str] = []
        numbers: list[str] = []
        bold: list[bool] = []
        looks, length = CellLooks(), 0
        if placed.content is not None:
            for item in self._flow(placed.content):
                if isinstance(item, Prose):
                    if item.source is not None:
                        self.output.sources.setdefault(f"{table_id}.{placed.row}.{placed.col}", item.source)
                    looks.take(item.line, length)
                    self._cell_paragraph(item, texts, numbers, bold)
                    length += len(texts[-1]) + 1
                else:
                    self._table(item, f"{table_id}.{placed.row}.{placed.col}")
        while texts and not texts[-1] and not numbers[-1]:
            texts.pop()
            numbers.pop()
        marks = "\n".join(numbers).split("\n")
        all_bold = bool(bold) and all(bold)
        return Cell(
            row=placed.row,
            col=placed.col,
            rows=placed.rows,
            cols=placed.cols,
            text="\n".join(texts),
            numbers=tuple(marks) if any(marks) else None,
            bold=all_bold,
            bold_parts=() if all_bold else tuple(looks.bold),
            underlined=tuple(looks.underlined),
        )

    def _cell_paragraph(self, prose: Prose, texts: list[str], numbers: list[str], bold: list[bool]) -> None:
        text = prose.line.text
        label, _ = self._number(prose)
        if not text.strip():
            self.drop(text.replace("\n", "").replace("\t", ""), "blank")
            text = ""
        else:
            bold.append(_all_bold(text, prose.line.bold))
        texts.append(text)
        # One entry per printed line, so that numbers can be laid beside the lines of the text.
        numbers.append(label + "\n" * text.count("\n"))
        self._anchored(prose.line)


def _val(properties: Mapping[str, Element], tag: str) -> str | None:
    element = properties.get(tag)
    return element.get(VAL) if element is not None else None


def _style(prose: Prose, text: str) -> str:
    """The style's name; a line of a table of contents is called so even where its style does not say it."""
    name = prose.look.name
    if not (prose.in_contents or prose.line.in_contents) or name.startswith("toc"):
        return name
    return "toc heading" if "".join(text.split()) in _CONTENTS_TITLES else "toc 1"


def _all_bold(text: str, stretches: list[tuple[int, int]]) -> bool:
    if not stretches:
        return False
    shown_bold = sum(len("".join(text[start:end].split())) for start, end in stretches)
    return shown_bold == len("".join(text.split()))
