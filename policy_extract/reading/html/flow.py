"""The walk over a page: its elements in order → paragraphs, tables, and what stands in neither."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from lxml import etree

from policy_extract.blocks import METADATA, Dropped, Paragraph, Place
from policy_extract.reading.html.builders import CellDraft, Draft, ParagraphBuilder, TableBuilder, span_of
from policy_extract.reading.html.line_text import Line
from policy_extract.reading.html.lists import ListCount, count_list, mso_level
from policy_extract.reading.html.looks import PLAIN, Look, breaks_page, look_of
from policy_extract.reading.html.splitting import paragraphs_of
from policy_extract.reading.html.tags import BLOCKS, FURNITURE, HEADINGS, PARAGRAPHS, SILENT, note_story
from policy_extract.reading.html.weights import leads_inside
from policy_extract.reading.known_lines import opens_paragraph
from policy_extract.records import field, mutable, replace

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lxml.etree import _Element as Element

    from policy_extract.findings import Report
    from policy_extract.grammar import Matcher
    from policy_extract.reading.html.line_text import Stretch
    from policy_extract.reading.html.main_text import Regions
    from policy_extract.reading.html.sheets import Sheet

SITE: Final = "site-furniture"
GONE: Final[Mapping[str, Mapping[str, str]]] = {
    "accepted": {"del": "deleted", "rt": "ruby", "rp": "ruby"},
    "original": {"ins": "inserted", "rt": "ruby", "rp": "ruby"},
}
"""Tags whose text is no text of the version that is read, and why."""
_RUNNING: Final = frozenset({"header", "footer"})
"""How LibreOffice calls what it prints on every page."""
_LONGEST_ENTRY: Final = 120
"""Characters of an entry of the contents."""
_PAGE: Final = 6
"""Characters of its page number, and the blanks before it."""


@mutable
class Frame:
    """An element that is open."""

    tag: str
    look: Look
    reason: str
    """Why its text is dropped; "" where it stands in blocks."""
    story: str
    nth: int
    """Which of its siblings of this tag."""
    block: bool
    style: str = ""
    """What its style and the page's style sheet say."""
    counts: dict[str, int] = field(default_factory=dict)
    """Children so far, by tag."""
    table: bool = False
    cell: bool = False
    count: ListCount | None = None
    level: int | None = None
    """Of the list that Word says a paragraph is in."""
    line: int = 0
    inner_link: bool = False
    """It leads to a place in the same page."""
    names: bool = False
    """It shows what the page calls its document."""
    path: str = ""
    """Where it stands, once that was asked for."""


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
    _frames: list[Frame] = field(default_factory=list)
    _line: Line = field(default_factory=Line)
    _start: Frame | None = None
    """The block in which the open line begins."""
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
        self._frames.append(Frame("", PLAIN, SITE, "body", 1, block=True))
        self._line = self._new_line()
        self._title = self.regions.title.element if self.regions.title is not None else None
        walk = etree.iterwalk(root, events=("start", "end"))
        for event, element in walk:
            if event == "start":
                if element.tag in SILENT:
                    self._count(element.tag)
                    self._text(element.tail)
                    walk.skip_subtree()
                else:
                    self._open(element, str(element.tag))
            elif element.tag not in SILENT:
                self._close(element, root)
        self._flush()
        self._settle()

    # ------------------------------------------------------------ elements

    def _count(self, tag: str) -> int:
        """How many children of this tag the open element has, with the one that begins."""
        counts = self._frames[-1].counts
        counts[tag] = count = counts.get(tag, 0) + 1
        return count

    def _open(self, element: Element, tag: str) -> None:
        outer = self._frames[-1]
        nth = self._count(tag)
        style = self.sheet.style_of(element, tag)
        look = look_of(element, tag, style, outer.look)
        reason, story = self._region(element, tag, outer, look)
        block = tag in BLOCKS or (
            (reason, story) != (outer.reason, outer.story) and outer.reason != "" and reason == ""
        )
        frame = Frame(tag, look, reason, story, nth, block, style)
        frame.names = element is self._title
        line = element.sourceline
        frame.line = line if isinstance(line, int) else 0  # type: ignore[unreachable]
        if block:
            self._flush()
        if tag == "br":
            self._break(style)
        self._frames.append(frame)
        frame.inner_link = (outer.inner_link and not block) or (tag == "a" and leads_inside(element))
        if not reason:
            self._open_shown(element, tag, frame)
        self._text(element.text)

    def _region(self, element: Element, tag: str, outer: Frame, look: Look) -> tuple[str, str]:
        """Why the text of an element is dropped, and its story."""
        story = note_story(element, tag) or outer.story
        if outer.reason and element in self.regions.main:
            return "", story
        if element is self._title or element in self.regions.records:
            return "", METADATA if story == "body" else story
        return self._reason(element, tag, outer, look), story

    def _reason(self, element: Element, tag: str, outer: Frame, look: Look) -> str:
        """Why the text of an element is dropped; "" where it stands in the text."""
        if outer.reason:
            return outer.reason
        if tag == "div" and element.get("title") in _RUNNING:
            return "running-header"
        if tag in self.gone:
            return self.gone[tag]
        if tag in FURNITURE or element in self.regions.furniture:
            return SITE
        return "hidden" if look.hidden and not self.regions.shown else ""

    def _open_shown(self, element: Element, tag: str, frame: Frame) -> None:
        """Note what an element in the text begins: a page, a list, an item, a table, a cell."""
        if frame.block:
            self._page_ends |= breaks_page(frame.style, "before")
        if tag in {"ol", "ul", "dir", "menu"}:
            frame.count = count_list(element, frame.style)
        elif tag == "li":
            self._item(element, frame.style)
        elif tag == "p":
            frame.level = mso_level(frame.style)
        elif tag == "table":
            frame.table = True
            self._tables.append(None if element in self.regions.frames else self._table(frame))
            if self._tables[-1] is not None:
                self.drafts.append(self._tables[-1])
        elif tag == "tr" and (table := self._tables[-1] if self._tables else None) is not None:
            table.rows.append([])
        elif tag in {"td", "th"} and (table := self._tables[-1] if self._tables else None) is not None:
            if not table.rows:
                table.rows.append([])
            span = span_of((element.get("rowspan"), element.get("colspan")), self.report)
            self._cells.append(CellDraft(span, tag == "th", self._where(frame)))
            table.rows[-1].append(self._cells[-1])
            frame.cell = True

    def _table(self, frame: Frame) -> TableBuilder:
        around = self._open_table()
        inside = (around, self._cells[-1]) if around is not None and self._cells else None
        return TableBuilder(self._where(frame), frame.story, inside)

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
                self._page_ends |= breaks_page(frame.style, "after")
        if frame.cell:
            self._cells.pop()
        if frame.table:
            self._tables.pop()
        if frame.tag == "li" and not frame.reason:
            self._number = ""
        self._frames.pop()
        if element is not root:
            self._text(element.tail)

    # ------------------------------------------------------------ text

    def _text(self, text: str | None) -> None:
        if not text:
            return
        frame = self._frames[-1]
        if frame.look.label:
            self._label += [text] if not frame.reason else []
        elif frame.reason:
            self._lose(text, frame.reason, frame.story)
        else:
            if self._start is None and not text.isspace():
                self._start = next((one for one in reversed(self._frames) if one.block), frame)
                self._place = self._where(self._start)
            self._line.add(text, frame.look)
            if frame.inner_link:
                self._line.linked += len(text.strip())

    def _break(self, style: str) -> None:
        frame = self._frames[-1]
        if frame.reason:
            self._lose("\n", frame.reason, frame.story)
        else:
            self._line.end_line(breaks_page=breaks_page(style, "before") or breaks_page(style, "after"))

    def _where(self, inner: Frame) -> Place:
        """The place of an open element."""
        path = ""
        for frame in (*self._frames[1:], inner):
            if inner.path:
                break
            frame.path = path = frame.path or f"{path}/{frame.tag}[{frame.nth}]"
        return Place(xpath=inner.path, line=inner.line or None)

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
        if self._line.is_blank and not self._label:
            return
        label = "".join("".join(self._label).split())
        if self._line.is_blank and not label:
            return
        line, self._line, self._label = self._line, self._new_line(), []
        start, self._start = self._start, None
        line.end_line()
        number, self._number = label or self._number, ""
        frame = start or self._frames[-1]
        single = frame.tag in PARAGRAPHS
        groups = paragraphs_of(line.stretches, self.matcher, single=single)
        if not groups:
            self._page_ends |= any(stretch.breaks_page for stretch in line.stretches)
            if label:
                self._emit(Paragraph("", "", number=label, story=frame.story), frame)
            else:
                self._number = number
            return
        for group in groups:
            paragraph = self._paragraph(group, frame, number, auto=bool(label))
            if _is_entry(paragraph.text, line.linked):
                paragraph = replace(paragraph, style="toc 1", outline_level=None)
            self._emit(paragraph, frame)
            number = ""

    def _new_line(self) -> Line:
        return Line(ends_are_spaces=self.ends_are_spaces)

    def _paragraph(self, group: list[Stretch], frame: Frame, number: str, *, auto: bool) -> Paragraph:
        text, bold, underlined, length = [], [], [], 0
        for stretch in group:
            bold += [(start + length, end + length) for start, end in stretch.bold]
            underlined += [(start + length, end + length) for start, end in stretch.underlined]
            text.append(stretch.text)
            length += len(stretch.text) + 1
        shown = "\n".join(text)
        if number and not auto and opens_paragraph(shown, self.matcher):
            number = ""  # its number is typed; the site's style sheet hides the one counted here
        names_document = self._title is not None and any(one.names for one in self._frames)
        heading = int(frame.tag[1]) - 1 if frame.tag in HEADINGS and not names_document else None
        lists = sum(1 for one in self._frames if one.count is not None) if number else 0
        breaks, self._page_ends = self._page_ends or group[0].breaks_page, False
        return Paragraph(
            id="",
            text=shown,
            number=number,
            style="title" if names_document else "" if heading is None else f"heading {heading + 1}",
            align=frame.look.align,
            outline_level=heading,
            list_level=(frame.level if frame.level is not None else max(lists - 1, 0)) if number else None,
            bold=tuple(bold),
            underlined=tuple(underlined),
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
        draft = ParagraphBuilder(paragraph, self._place if paragraph.text else self._where(frame))
        if frame.tag == "caption" and self.drafts and self.drafts[-1] in self._tables:
            self.drafts.insert(-1, draft)
        else:
            self.drafts.append(draft)


def _is_entry(text: str, linked: int) -> bool:
    """Whether a paragraph is an entry of the contents: but for a page number all of it leads to a place in the page."""
    return _PAGE <= len(text) <= _LONGEST_ENTRY and len(text) - linked <= min(_PAGE, linked)
