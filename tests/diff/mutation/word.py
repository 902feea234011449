"""The same edits in a Word file: runs split, paragraphs typed, rows put in, with or without tracked changes.

Numbers that Word counts by itself are left alone; it counts again.
"""

from __future__ import annotations

import copy
import io
import zipfile
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from lxml import etree

from policy_extract.blocks import Paragraph
from tests.diff.mutation.word_xml import (
    GONE,
    W,
    cells_of,
    goes_on_below,
    letters_of,
    list_before,
    list_of,
    merge_of,
    new_run,
    outermost,
    paragraph_like,
    rows_of,
    run_of,
    said_in,
    set_merge,
    set_span,
    span_of,
    split_run,
    table_of,
    text_of,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from policy_extract.blocks import Document
    from tests.diff.mutation.draft import Draft, Op

    Element = etree._Element

_WHO = {W + "author": "起草组", W + "date": "2026-03-01T09:00:00Z"}
_NEW = frozenset({W + "ins", W + "moveTo"})
_MAIN = "word/document.xml"


class NotInWordError(Exception):
    """A place of the plan that could not be found in the file."""


def edited(data: bytes, document: Document, draft: Draft, *, tracked: bool) -> bytes:
    """The Word file after everything that was done to the draft was done to it."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    root = etree.fromstring(files[_MAIN])
    body = root.find(W + "body")
    assert body is not None
    heights = {block.id: block.rows for block in document.blocks if not isinstance(block, Paragraph)}
    page = Page(_places(body, document), heights, tracked=tracked)
    for op in draft.log:
        page.do(op)
    files[_MAIN] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return stream.getvalue()


def _places(body: Element, document: Document) -> dict[str, Element]:
    """The paragraph or table of the file that each block of the body was read from."""
    elements = [one for one in body.iter(W + "p", W + "tbl") if _stands_in_flow(one, body)]
    found: dict[str, Element] = {}
    at = 0
    for block in document.blocks:
        if block.story != "body" or (not isinstance(block, Paragraph) and block.inside):
            continue
        here = next((place for place in range(at, len(elements)) if _says(elements[place], block)), None)
        if here is not None:
            found[block.id] = elements[here]
            at = here + 1
    return found


def _stands_in_flow(element: Element, body: Element) -> bool:
    """Whether an element is in no table, text box or deletion."""
    return not any(
        one.tag in {W + "tbl", W + "txbxContent", *GONE} for one in element.iterancestors() if one is not body
    )


def _says(element: Element, block: object) -> bool:
    if isinstance(block, Paragraph):
        return element.tag == W + "p" and text_of(element) == block.text
    return element.tag == W + "tbl"


@dataclass(slots=True)
class Page:
    """The file on the screen."""

    places: dict[str, Element]
    heights: dict[str, int]
    """Rows of the tables as read; more than the file's where a table goes on after a page break."""
    tracked: bool
    rows: dict[tuple[str, str], Element] = field(default_factory=dict)
    columns: dict[str, list[str]] = field(default_factory=dict)
    _marks: int = 9000

    def do(self, op: Op) -> None:
        doing: dict[str, Callable[[Op], None]] = {
            "replace": lambda op: self._type_over(self._place(op.at), op.start, op.end, op.text),
            "insert": self._insert,
            "delete": lambda op: self._strike(self._place(op.at), "del"),
            "move": self._move,
            "cell": self._cell,
            "add-row": self._add_row,
            "drop-row": self._drop_row,
            "add-column": self._add_column,
            "drop-column": self._drop_column,
        }
        doing[op.does](op)

    def _place(self, token: str) -> Element:
        if token not in self.places:
            raise NotInWordError(token)
        return self.places[token]

    # ------------------------------------------------------------ tracked changes

    def _mark(self, tag: str) -> Element:
        self._marks += 1
        return etree.Element(W + tag, {W + "id": str(self._marks), **_WHO})

    def _wrap(self, run: Element, tag: str) -> None:
        """Put a run into a w:ins, w:del, w:moveFrom or w:moveTo."""
        mark = self._mark(tag)
        run.addprevious(mark)
        mark.append(run)
        if tag == "del":
            for text in run.iter(W + "t"):
                text.tag = W + "delText"

    def _mark_paragraph(self, paragraph: Element, tag: str) -> None:
        properties = paragraph.find(W + "pPr")
        if properties is None:
            properties = etree.Element(W + "pPr")
            paragraph.insert(0, properties)
        look = properties.find(W + "rPr")
        if look is None:
            look = etree.SubElement(properties, W + "rPr")
        look.insert(0, self._mark(tag))

    # ------------------------------------------------------------ paragraphs

    def _type_over(self, paragraph: Element, start: int, end: int, text: str) -> None:
        """Select characters and type; what is typed looks like what stood there, or before it."""
        letters = letters_of(paragraph)
        assert end <= len(letters), (text_of(paragraph), start, end)
        anchor = letters[start if end > start else max(start - 1, 0)][1].element if letters else None
        look = None if anchor is None else run_of(anchor).find(W + "rPr")
        after = self._cut(paragraph, start)
        gone: list[Element] = []
        if end > start:
            self._cut(paragraph, end)
            gone = list(dict.fromkeys(run_of(letter.element) for _, letter in letters_of(paragraph)[start:end]))
        if text:
            self._type(paragraph, after, gone, text, look)
        for run in gone:
            own = next((one for one in run.iterancestors() if one.tag in _NEW), None)
            if self.tracked and own is None:
                self._wrap(run, "del")
            else:  # what was typed or moved there a moment ago goes without a trace
                parent = run.getparent()
                assert parent is not None
                parent.remove(run)

    def _type(
        self, paragraph: Element, before: Element | None, gone: list[Element], text: str, look: Element | None
    ) -> None:
        run = new_run(text, look)
        if before is not None:
            outermost(before, paragraph).addnext(run)
        elif gone:
            outermost(gone[0], paragraph).addprevious(run)
        else:
            paragraph.insert(1 if paragraph.find(W + "pPr") is not None else 0, run)
        if self.tracked:
            self._wrap(run, "ins")

    def _cut(self, paragraph: Element, offset: int) -> Element | None:
        """Make a run end at this offset; the run before it, or None at the beginning."""
        letters = letters_of(paragraph)
        if offset == 0:
            return None
        before = letters[offset - 1][1]
        run = run_of(before.element)
        if offset < len(letters) and run_of(letters[offset][1].element) is run:
            split_run(run, before)
        mark = run.getparent()
        if mark is not None and mark.tag in _NEW and mark[-1] is not run:
            rest = copy.deepcopy(mark)
            at = mark.index(run)
            for one in list(mark)[at + 1 :]:
                mark.remove(one)
            for one in list(rest)[: at + 1]:
                rest.remove(one)
            mark.addnext(rest)
        return run

    def _insert(self, op: Op) -> None:
        paragraph = paragraph_like(self._place(op.like), op.text)
        before = self._place(op.at)
        if self.tracked and next(before.itersiblings(W + "p", W + "tbl"), None) is None:
            raise NotInWordError("after the last paragraph Word marks the end of the one before as inserted")
        before.addnext(paragraph)
        self.places[op.new] = paragraph
        if self.tracked:
            self._mark_paragraph(paragraph, "ins")
            for run in paragraph.findall(W + "r"):
                self._wrap(run, "ins")

    def _strike(self, paragraph: Element, tag: str) -> None:
        if paragraph.find(f"{W}pPr/{W}sectPr") is not None:
            raise NotInWordError("the end of a section cannot be deleted")
        own = paragraph.find(f"{W}pPr/{W}rPr/{W}ins") is not None
        if not self.tracked or own:
            paragraph.getparent().remove(paragraph)  # type: ignore[union-attr]  # it stands in the body
            return
        self._mark_paragraph(paragraph, tag)
        for mark in [one for one in paragraph.iter(W + "ins") if one.getparent() is paragraph]:
            paragraph.remove(mark)  # typed a moment ago
        for run in [one for one in paragraph.iter(W + "r") if not any(up.tag in GONE for up in one.iterancestors())]:
            self._wrap(run, tag)

    def _move(self, op: Op) -> None:
        after = self._place(op.at)
        if (list_ := list_of(self._place(op.tokens[0]))) is not None and list_before(after, list_[1]) not in {
            None,
            list_,
        }:
            raise NotInWordError("another list: Word would count on in the old one")
        for token in op.tokens:
            element = self._place(token)
            if self.tracked:
                copied = copy.deepcopy(element)
                for gone in [one for one in copied.iter() if one.tag in GONE]:
                    gone.getparent().remove(gone)  # type: ignore[union-attr]  # inside the copy
                after.addnext(copied)
                self._mark_paragraph(copied, "moveTo")
                for run in list(copied.findall(W + "r")):
                    self._wrap(run, "moveTo")
                self._strike(element, "moveFrom")
                self.places[token] = after = copied
            else:
                after.addnext(element)
                after = element

    # ------------------------------------------------------------ tables

    def _table(self, token: str) -> Element:
        """A table whose rows and columns are known by name."""
        table = self._place(token)
        if token not in self.columns:
            rows = rows_of(table)
            for more in table.itersiblings(W + "tbl"):  # a table that goes on after a page break
                if len(rows) < self.heights[token]:
                    rows += [row for row in rows_of(more) if said_in(row) != said_in(rows[0])]
            self.rows |= {(token, str(at)): row for at, row in enumerate(rows)}
            self.columns[token] = [str(at) for at in range(max(sum(map(span_of, cells_of(row))) for row in rows))]
        return table

    def _whole(self, token: str, table: Element) -> list[Element]:
        """The rows of a table that stands on the page in one piece."""
        if len(set(map(table_of, self._rows_of(token)))) > 1:
            raise NotInWordError(token)
        return [row for row in table.iter(W + "tr") if table_of(row) is table]

    def _rows_of(self, token: str) -> list[Element]:
        return [row for (table, _), row in self.rows.items() if table == token and row.getparent() is not None]

    def _cell_at(self, table: str, row: str, col: str) -> Element:
        self._table(table)
        at, place = self.columns[table].index(col), 0
        for cell in cells_of(self._row(table, row)):
            if place <= at < place + span_of(cell):
                return cell
            place += span_of(cell)
        raise NotInWordError(f"{table}.{row}.{col}")

    def _row(self, table: str, row: str) -> Element:
        if (table, row) not in self.rows:
            raise NotInWordError(f"{table}.{row}")
        return self.rows[table, row]

    def _cell(self, op: Op) -> None:
        start = op.start
        for paragraph in self._cell_at(op.at, op.row, op.col).findall(W + "p"):
            length = len(text_of(paragraph))
            if start <= length:
                self._type_over(paragraph, start, start + op.end - op.start, op.text)
                return
            start -= length + 1
        raise NotInWordError(f"{op.at}.{op.row}.{op.col}")

    def _add_row(self, op: Op) -> None:
        self._table(op.at)
        above = self._row(op.at, op.row)
        row = copy.deepcopy(above)
        place = 0
        for cell, model in zip(cells_of(row), cells_of(above), strict=True):
            grows = goes_on_below(model, above, place)
            set_merge(cell, grows=grows)
            self._set_text(cell, "" if grows else op.texts[place])
            place += span_of(cell)
        above.addnext(row)
        self.rows[op.at, op.new] = row
        if self.tracked:
            properties = row.find(W + "trPr")
            if properties is None:
                properties = etree.Element(W + "trPr")
                row.insert(0, properties)
            properties.append(self._mark("ins"))

    def _set_text(self, cell: Element, text: str) -> None:
        """Leave one paragraph in a cell, with this text in the look of the old one."""
        first, *more = cell.findall(W + "p")
        for paragraph in more:
            cell.remove(paragraph)
        letters = letters_of(first)
        look = copy.deepcopy(run_of(letters[0][1].element).find(W + "rPr")) if letters else None
        for child in list(first):
            if child.tag != W + "pPr":
                first.remove(child)
        for at, line in enumerate(text.split("\n")):
            paragraph = first if at == 0 else copy.deepcopy(first)
            if at:
                for child in paragraph.findall(W + "r") + paragraph.findall(W + "ins"):
                    paragraph.remove(child)
                cell.append(paragraph)
            if line:
                paragraph.append(new_run(line, look))
                if self.tracked:
                    self._wrap(paragraph[-1], "ins")

    def _drop_row(self, op: Op) -> None:
        self._table(op.at)
        row = self._row(op.at, op.row)
        if not self.tracked or row.find(f"{W}trPr/{W}ins") is not None:
            row.getparent().remove(row)  # type: ignore[union-attr]  # it stands in its table
            return
        properties = row.find(W + "trPr")
        if properties is None:
            properties = etree.Element(W + "trPr")
            row.insert(0, properties)
        properties.append(self._mark("del"))
        for run in [one for one in row.iter(W + "r") if not any(up.tag in GONE for up in one.iterancestors())]:
            self._wrap(run, "del")

    def _add_column(self, op: Op) -> None:
        table = self._table(op.at)
        at = self.columns[op.at].index(op.col)
        for row, text in zip(self._whole(op.at, table), op.texts, strict=True):
            place = 0
            for cell in cells_of(row):
                if place <= at < place + span_of(cell):
                    if span_of(cell) > 1:
                        set_span(cell, span_of(cell) + 1)
                    else:
                        new = copy.deepcopy(cell)
                        self._set_text(new, text if merge_of(cell) != "continue" else "")
                        cell.addnext(new)
                    break
                place += span_of(cell)
        self.columns[op.at].insert(at + 1, op.new)

    def _drop_column(self, op: Op) -> None:
        table = self._table(op.at)
        at = self.columns[op.at].index(op.col)
        for row in self._whole(op.at, table):
            place = 0
            for cell in cells_of(row):
                width = span_of(cell)
                if place <= at < place + width:
                    set_span(cell, width - 1) if width > 1 else row.remove(cell)
                place += width
        del self.columns[op.at][at]


def same_text(document: Document, draft: Draft) -> str | None:
    """Where the Word file and the draft differ; None where every block says the same with the same number."""

    def said(blocks: object) -> Iterator[object]:
        for block in blocks:  # type: ignore[attr-defined]  # blocks of a document
            if isinstance(block, Paragraph):
                yield block.number, block.text
            else:
                yield [(cell.row, cell.col, cell.rows, cell.cols, cell.text) for cell in block.cells]

    word, blocks = list(said(document.blocks)), list(said(draft.document().blocks))
    return next((f"{one!r} is {other!r}" for one, other in zip(word, blocks, strict=False) if one != other), None) or (
        None if len(word) == len(blocks) else f"{len(word)} blocks instead of {len(blocks)}"
    )
