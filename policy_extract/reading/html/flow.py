"""The walk over a page: its elements in order → paragraphs, tables, and what stands in neither."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from lxml import etree

from policy_extract.blocks import METADATA, Dropped, Paragraph, Place
from policy_extract.reading.html.block_tables import FIRST_CELL
from policy_extract.reading.html.builders import CellDraft, Draft, ParagraphBuilder, TableBuilder, span_of
from policy_extract.reading.html.counters import counted_numbers
from policy_extract.reading.html.declared import Declarations
from policy_extract.reading.html.icons import is_icon
from policy_extract.reading.html.labels_apart import stands_apart
from policy_extract.reading.html.line_text import Line, joined
from policy_extract.reading.html.lists import count_list
from policy_extract.reading.html.looks import PLAIN
from policy_extract.reading.html.open_elements import Frame, path_of
from policy_extract.reading.html.splitting import paragraphs_of
from policy_extract.reading.html.tab_text import parts_of
from policy_extract.reading.html.tags import FURNITURE, HEADINGS, PARAGRAPHS, SILENT
from policy_extract.reading.known_lines import opens_paragraph
from policy_extract.reading.spans import Span2D
from policy_extract.records import field, mutable, replace

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lxml.etree import _Element as Element

    from policy_extract.findings import Report
    from policy_extract.grammar import Matcher
    from policy_extract.reading.html.declared import Declared
    from policy_extract.reading.html.line_text import Stretch
    from policy_extract.reading.html.looks import Look
    from policy_extract.reading.html.main_text import Regions
    from policy_extract.reading.html.style_sheets import Sheet
    from policy_extract.reading.html.tab_text import Rows

SITE: Final = "site-furniture"
GONE: Final[Mapping[str, Mapping[str, str]]] = {
    "accepted": {"del": "deleted", "s": "deleted", "strike": "deleted", "rt": "ruby", "rp": "ruby"},
    "original": {"ins": "inserted", "rt": "ruby", "rp": "ruby"},
}
"""Tags whose text is no text of the version that is read, and why."""
_LISTS: Final = frozenset({"ol", "ul", "dir", "menu"})
_CELLS: Final = frozenset({"td", "th", FIRST_CELL})
_SQUARE: Final = Span2D(1, 1)
_LONGEST_ENTRY: Final = 120
"""Characters of an entry of the contents."""
_PAGE: Final = 6
"""Characters of its page number, and the blanks before it."""


@mutable
class Flow:
    """Reads one page."""

    regions: Regions
    report: Report
    matcher: Matcher
    sheet: Sheet
    ends_are_spaces: bool = False
    gone: Mapping[str, str] = field(default_factory=dict)
    """Tag → why its text is dropped."""
    drafts: list[Draft] = field(default_factory=list)
    dropped: list[Dropped] = field(default_factory=list)
    _title: Element | None = None
    """The element that shows what the page calls its document."""
    _marked: frozenset[Element | None] = frozenset()
    """The elements that the regions name, most pages have few."""
    _said: Declarations = field(init=False)
    _counted: Mapping[Element, str] = field(default_factory=dict)
    """The numbers that the page's style sheets print before elements."""
    _frames: list[Frame] = field(default_factory=list)
    _line: Line = field(default_factory=Line)
    _start: int | None = None
    """Which of the open elements is the block in which the open line begins."""
    _place: Place = field(default_factory=Place)
    _number: str = ""
    _label: list[str] = field(default_factory=list)
    _page_ends: bool = False
    _tables: list[TableBuilder | None] = field(default_factory=list)
    """Open tables; None for one that only lays out the page."""
    _cells: list[CellDraft] = field(default_factory=list)
    _lost: list[str] = field(default_factory=list)
    _lost_for: tuple[str, str] = ("", "")

    def read(self, root: Element) -> None:
        """Append everything in a page to the drafts and to what is dropped."""
        self._said = Declarations(self.sheet)
        self._counted = counted_numbers(root)
        self._frames.append(Frame(None, self._said.around(), PLAIN, SITE, "body", block=True))
        self._line = Line(ends_are_spaces=self.ends_are_spaces)
        self._title = self.regions.title.element if self.regions.title is not None else None
        self._marked = self.regions.main | self.regions.records | self.regions.furniture | {self._title}
        walk = etree.iterwalk(root, events=("start", "end"))
        for event, element in walk:
            tag = element.tag
            if tag in SILENT:
                if event == "start":
                    self._text(element.tail)
                    walk.skip_subtree()
            elif event == "start":
                self._open(element, tag)
            else:
                self._close(element, root)
        self._flush()
        self._settle()

    # ------------------------------------------------------------ elements

    def _open(self, element: Element, tag: str) -> None:
        outer = self._frames[-1]
        said = self._said.of(element, tag)
        look = said.look(element, outer.look)
        reason, story = self._region(element, said, outer, look)
        block = said.block or (outer.reason != "" and reason == "") or self._is_entry(element, reason, story)
        if block:
            self._flush()
        if tag == "br":
            self._break(said)
        inner_link = (outer.inner_link and not block) or said.leads_inside
        frame = Frame(element, said, look, reason, story, block, inner_link)
        self._frames.append(frame)
        if not reason:
            if not block and stands_apart(element) and not self._line.is_blank:
                self._line.add(" ", look)
            self._open_shown(element, self.regions.block_tables.get(element, tag), frame)
        if text := element.text:
            self._text(text)

    def _is_entry(self, element: Element, reason: str, story: str) -> bool:
        """Whether an element in a record opens with a label, as those do that a style sheet sets beside each other."""
        text = element.text if story == METADATA and not reason else None
        return bool(text and text.strip()) and self.matcher.first("record-label", str(text).strip()) is not None

    def _region(self, element: Element, said: Declared, outer: Frame, look: Look) -> tuple[str, str]:
        """Why the text of an element is dropped, and its story."""
        story = said.story or outer.story
        if element in self._marked:
            if outer.reason and element in self.regions.main:
                return "", story
            if element is self._title or element in self.regions.records:
                return "", METADATA if story == "body" else story
        return outer.reason or self._reason(element, said, look), story

    def _reason(self, element: Element, said: Declared, look: Look) -> str:
        """Why the text of an element in the text is dropped; "" where it stands there."""
        if said.running:
            return "running-header"
        if said.tag in self.gone:
            return self.gone[said.tag]
        if "line-through" in said.style and "del" in self.gone:
            return self.gone["del"]
        if said.tag in FURNITURE or (element in self._marked and element in self.regions.furniture) or is_icon(element):
            return SITE
        return "hidden" if look.hidden and not self.regions.shown else ""

    def _open_shown(self, element: Element, tag: str, frame: Frame) -> None:
        """Note what an element in the text begins: a page, a list, an item, a table, a cell."""
        if frame.block:
            self._page_ends |= frame.said.breaks_before
        if tag in _LISTS:
            frame.count = count_list(element, frame.said.style)
        elif tag == "li":
            self._item(element, frame.said.style)
        elif tag == "table":
            frame.table = True
            self._tables.append(None if element in self.regions.frames else self._table(frame))
            if self._tables[-1] is not None:
                self.drafts.append(self._tables[-1])
        elif tag == "tr" and (table := self._tables[-1] if self._tables else None) is not None:
            table.rows.append([])
        elif tag in _CELLS and (table := self._tables[-1] if self._tables else None) is not None:
            if not table.rows or tag == FIRST_CELL:
                table.rows.append([])
            span = span_of((element.get("rowspan"), element.get("colspan")), self.report)
            self._cells.append(CellDraft(span, tag == "th", self._where(-1)))
            table.rows[-1].append(self._cells[-1])
            frame.cell = True
        if element in self._counted and self._line.is_blank:
            self._number = self._counted[element]

    def _table(self, frame: Frame) -> TableBuilder:
        around = self._open_table()
        inside = (around, self._cells[-1]) if around is not None and self._cells else None
        return TableBuilder(self._where(-1), frame.story, inside)

    def _open_table(self) -> TableBuilder | None:
        """The innermost table that is open and does not only lay out the page."""
        return next((table for table in reversed(self._tables) if table is not None), None)

    def _item(self, element: Element, style: str) -> None:
        lists = [frame.count for frame in self._frames if frame.count is not None]
        if lists:
            self._number = lists[-1].label(element, style)

    def _close(self, element: Element, root: Element) -> None:
        frame = self._frames[-1]
        if frame.block:
            self._flush()
            if not frame.reason:
                self._page_ends |= frame.said.breaks_after
        if frame.cell:
            self._cells.pop()
        if frame.table:
            self._tables.pop()
        if (frame.said.tag == "li" or (frame.block and element in self._counted)) and not frame.reason:
            self._number = ""
        self._frames.pop()
        if (text := element.tail) and element is not root:
            self._text(text)

    # ------------------------------------------------------------ text

    def _text(self, text: str | None) -> None:
        if not text:
            return
        frame = self._frames[-1]
        if frame.look.label:
            self._label += [text] if not frame.reason else []
        elif frame.reason:
            self._lose(text, frame.reason, frame.story)
        elif frame.look.kept and "\t" in text and not self._cells:
            for part in parts_of(text):
                if isinstance(part, str):
                    self._show(part, frame)
                else:
                    self._take_rows(part, frame)
        else:
            self._show(text, frame)

    def _show(self, text: str, frame: Frame) -> None:
        """Add text to the open paragraph."""
        if self._start is None and not text.isspace():
            self._start = next(at for at in range(len(self._frames) - 1, -1, -1) if self._frames[at].block)
            self._place = self._where(self._start)
        self._line.add(text, frame.look)
        if frame.inner_link:
            self._line.linked += len(text.strip())

    def _take_rows(self, rows: Rows, frame: Frame) -> None:
        """Put a table of preformatted text into its place."""
        self._flush()
        place = self._where(-1)
        table = TableBuilder(place, frame.story)
        for row in rows:
            cells = [CellDraft(_SQUARE, heading=False, place=place) for _ in row]
            for cell, text in zip(cells, row, strict=True):
                cell.paragraphs += [Paragraph("", text, story=frame.story)] if text else []
            table.rows.append(cells)
        self.drafts.append(table)

    def _break(self, said: Declared) -> None:
        frame = self._frames[-1]
        if frame.reason:
            self._lose("\n", frame.reason, frame.story)
        else:
            self._line.end_line(breaks_page=said.breaks_before or said.breaks_after)

    def _where(self, at: int) -> Place:
        """The place of an open element; -1 is the innermost."""
        at %= len(self._frames)
        return Place(xpath=path_of(self._frames, at), line=self._frames[at].line)

    def _lose(self, text: str, reason: str, story: str) -> None:
        if self._lost_for != (reason, story):
            self._settle()
            self._lost_for = (reason, story)
        self._lost.append(text)

    def _settle(self) -> None:
        """Note what was lost since the last block, without blank lines."""
        lines = (" ".join(line.split()) for line in "".join(self._lost).split("\n"))
        text = "\n".join(line for line in lines if line)
        if text:
            self.dropped.append(Dropped(text, self._lost_for[1], self._lost_for[0]))
        self._lost = []

    def _flush(self) -> None:
        """End the open paragraph."""
        if self._lost:
            self._lost.append("\n")
        label = "".join("".join(self._label).split()) if self._label else ""
        if not label and self._line.is_blank:
            return
        lines, linked = self._line.taken()
        at = -1 if self._start is None else self._start
        frame = self._frames[at]
        number, self._number, self._label, self._start = label or self._number, "", [], None
        single = frame.said.tag in PARAGRAPHS or (frame.story == METADATA and frame.element is self._title)
        groups = paragraphs_of(lines, self.matcher, single=single)
        if not groups:
            self._page_ends |= any(line.breaks_page for line in lines)
            if label:
                self._place = self._where(at)
                self._emit(Paragraph("", "", number=label, story=frame.story), frame)
            else:
                self._number = number
            return
        for group in groups:
            paragraph = self._paragraph(group, frame, number, auto=bool(label))
            if _is_entry(paragraph.text, linked):
                paragraph = replace(paragraph, style="toc 1", outline_level=None)
            self._emit(paragraph, frame)
            number = ""

    def _paragraph(self, group: list[Stretch], frame: Frame, number: str, *, auto: bool) -> Paragraph:
        text, bold, underlined = joined(group)
        if number and not auto and opens_paragraph(text, self.matcher):
            number = ""  # its number is typed; the site's style sheet hides the one counted here
        # A line that names the document is reported beside its text.
        beside = self._title is not None and frame.story != "body"
        names_document = beside and any(one.element is self._title for one in self._frames)
        tag = frame.said.tag
        heading = int(tag[1]) - 1 if tag in HEADINGS and not names_document else None
        lists = sum(1 for one in self._frames if one.count is not None) if number else 0
        breaks, self._page_ends = self._page_ends or group[0].breaks_page, False
        return Paragraph(
            id="",
            text=text,
            number=number,
            style="title" if names_document else "" if heading is None else f"heading {heading + 1}",
            align=frame.look.align,
            outline_level=heading,
            list_level=(frame.said.level if frame.said.level is not None else max(lists - 1, 0)) if number else None,
            bold=bold,
            underlined=underlined,
            font_size=next((stretch.size for stretch in group if stretch.size is not None), None),
            page_break_before=breaks,
            story=frame.story,
        )

    def _emit(self, paragraph: Paragraph, frame: Frame) -> None:
        table = self._open_table() if self._cells else None
        if table is not None and table.story == paragraph.story:  # a note in a cell stands after its table
            self._cells[-1].paragraphs.append(paragraph)
            return
        self._settle()
        draft = ParagraphBuilder(paragraph, self._place)
        if frame.said.tag == "caption" and self.drafts and self.drafts[-1] in self._tables:
            self.drafts.insert(-1, draft)
        else:
            self.drafts.append(draft)


def _is_entry(text: str, linked: int) -> bool:
    """Whether a paragraph is an entry of the contents: but for a page number all of it leads to a place in the page."""
    return _PAGE <= len(text) <= _LONGEST_ENTRY and len(text) - linked <= min(_PAGE, linked)
