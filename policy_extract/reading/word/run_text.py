"""Runs and what stands between them → the text of one line of the page.

Everything inside a paragraph is handled (`HANDLERS`), looked through or ignored
(`element_kinds.py`), or noted as unknown with its text kept. The walk keeps its own
stack, so depth costs nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from policy_extract.findings import Code
from policy_extract.reading.word.element_kinds import IGNORED, TEXT_BOX, THROUGH, mixed, printed_children
from policy_extract.reading.word.fields import counts, enclosed, ticked
from policy_extract.reading.word.paragraph_text import (
    NOTE_KINDS,
    SOFT_HYPHEN,
    TEXTS,
    Face,
    Line,
    all_text,
    characters,
    drop_all,
)
from policy_extract.reading.word.styles import NOTHING, PLAIN, RUN_TAGS, by_tag, first_said, run_look, toggled
from policy_extract.reading.word.xml_names import MC, VAL, XML, A, M, V, W, children
from policy_extract.records import field, mutable

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

    from policy_extract.reading.word.fields import Fields
    from policy_extract.reading.word.settings import Settings
    from policy_extract.reading.word.styles import ParagraphLook

_RUN, _TEXT = W + "r", W + "t"
_RUN_PROPERTIES = W + "rPr"

_Item = tuple["Element | str | None", Face]
"""An element or loose text still to be read; None ends a simple field."""


@mutable
class LineReader:
    """Reads paragraphs of one story; the fields of the story run on from one to the next."""

    settings: Settings
    fields: Fields
    _faces: dict[tuple[object, ...], Face] = field(default_factory=dict)

    def read(self, items: Iterable[Element], look: ParagraphLook, line: Line | None = None) -> Line:
        """The line that the items print in a paragraph of that look, appended to `line` if one is given."""
        line = line or Line()
        plain = self.settings.plain_face(look)
        stack: list[_Item] = []
        for item in items:
            tag = item.tag
            if tag == _RUN:
                self._run(item, plain, look, line, stack)
            elif tag not in IGNORED:
                self._element(item, plain, line, stack)
            while stack:
                self._next(plain, look, line, stack)
        return line

    def read_loose(self, item: Element | str, line: Line) -> Line:
        """The line of inline content that stands outside any paragraph."""
        if isinstance(item, str):
            self.text(item, self.settings.plain_face(PLAIN), line)
            return line
        return self.read([item], PLAIN, line)

    def _next(self, plain: Face, look: ParagraphLook, line: Line, stack: list[_Item]) -> None:
        """Read what lies on top of the stack."""
        item, face = stack.pop()
        if item is None:
            line.drop(self.fields.close(), "field-code")
        elif isinstance(item, str):
            self.text(item, face, line)
        elif item.tag == _RUN:
            self._run(item, plain, look, line, stack)
        else:
            self._element(item, face, line, stack)

    def _run(self, run: Element, plain: Face, look: ParagraphLook, line: Line, stack: list[_Item]) -> None:
        """Read the children of a run; what one of them leaves on the stack is read before the next."""
        face = plain
        depth = len(stack)
        late = iter(children(run))
        for child in late:
            tag = child.tag
            if tag == _RUN_PROPERTIES:
                face = self._face(child, plain, look)
                continue
            if tag == _TEXT:
                self.plain_text(child, face, line, stack)
                continue
            self._element(child, face, line, stack)
            if len(stack) > depth:
                rest: list[_Item] = [(each, face) for each in late]
                stack[depth:depth] = reversed(rest)

    def _element(self, item: Element, face: Face, line: Line, stack: list[_Item]) -> None:
        tag: str = item.tag
        handler = HANDLERS.get(tag)
        if handler is not None:
            handler(self, item, face, line, stack)
        elif tag not in IGNORED:
            self._other(item, tag, face, line, stack)

    def _other(self, item: Element, tag: str, face: Face, line: Line, stack: list[_Item]) -> None:
        settings = self.settings
        if tag in THROUGH or tag in settings.kept or tag.startswith(M):
            stack.extend((child, face) for child in reversed(item))
        elif tag in settings.gone:
            drop_all(item, settings.gone[tag], line)
        elif tag in NOTE_KINDS:
            self._note(item, face, line)
        elif settings.may_skip(item):
            drop_all(item, "ignorable", line)
        else:
            settings.note_unknown(item)
            stack.extend((part, face) for part in reversed(mixed(item)))

    def _face(self, properties: Element, plain: Face, look: ParagraphLook) -> Face:
        """How a run with these properties is printed; worked out once for each combination of values."""
        if self.settings.original:
            properties = self.settings.as_of(properties)
        said = [(tag, child.get(VAL)) for child in children(properties) if (tag := child.tag) in RUN_TAGS]
        if not said:
            return plain
        key = (look.id, *said)
        face = self._faces.get(key)
        if face is None:
            face = self._faces[key] = self._new_face(properties, plain, look)
        return face

    def _new_face(self, properties: Element, plain: Face, look: ParagraphLook) -> Face:
        direct = by_tag(properties)
        defaults = self.settings.styles.defaults
        own = run_look(direct)
        style = direct.get(W + "rStyle")
        character = self.settings.styles.character(style.get(W + "val", "")) if style is not None else NOTHING
        size = own.size or character.size
        return Face(
            toggled(defaults.bold, look.run.bold, character.bold, own.bold),
            first_said(own.underlined, character.underlined, look.run.underlined, defaults.underlined),
            toggled(defaults.hidden, look.run.hidden, character.hidden, own.hidden),
            plain.size if size is None else size,
        )

    def text(self, text: str, face: Face, line: Line) -> None:
        """Add text that is printed, drop text that is not."""
        fields = self.fields
        if fields.opened and fields.in_code:
            line.drop(text, "field-code")
        elif face.hidden:
            line.drop(text, "hidden")
        else:
            if fields.opened and fields.in_contents:
                line.in_contents = True
            line.add(text, face)

    def plain_text(self, item: Element, face: Face, line: Line, _stack: list[_Item]) -> None:
        text = item.text
        if not text:
            return
        if "\n" in text or "\r" in text:
            text = characters(item)
        if text.strip() != text and not _keeps_space(item):
            trimmed = text.strip(" \t")
            line.drop(text.replace(trimmed, "", 1), "whitespace")
            text = trimmed
        if SOFT_HYPHEN in text:
            pieces = text.split(SOFT_HYPHEN)
            line.drop(SOFT_HYPHEN * (len(pieces) - 1), "soft-hyphen")
            text = "".join(pieces)
        self.text(text, face, line)

    def sign(self, item: Element, face: Face, line: Line, _stack: list[_Item]) -> None:
        self.text(characters(item), face, line)

    def soft_hyphen(self, _item: Element, _face: Face, line: Line, _stack: list[_Item]) -> None:
        line.drop(SOFT_HYPHEN, "soft-hyphen")

    def tab(self, _item: Element, face: Face, line: Line, _stack: list[_Item]) -> None:
        self._layout("\t", face, line)

    def line_break(self, item: Element, face: Face, line: Line, _stack: list[_Item]) -> None:
        kind = item.get(W + "type", "textWrapping")
        if kind == "page" and not face.hidden:
            line.break_page()
        elif kind not in {"page", "column"}:
            self._layout("\n", face, line)

    def _layout(self, char: str, face: Face, line: Line) -> None:
        """A tab or line break; it is no character of the file, so nothing is lost where it is not shown."""
        if not self.fields.in_code and not face.hidden:
            line.add(char, face)

    def code(self, item: Element, _face: Face, line: Line, _stack: list[_Item]) -> None:
        code = characters(item)
        if not self.fields.code(code):
            line.drop(code, "field-code")

    def field_mark(self, item: Element, face: Face, line: Line, _stack: list[_Item]) -> None:
        begin = self.fields.opened[-1].begin if self.fields.opened else None
        code = self.fields.mark(item)
        sign = ticked(begin) if code else ""
        if not sign and item.get(W + "fldCharType") == "end":
            sign = enclosed(code)
        self._note_counting(code)
        # The characters shown are taken out of the code, so that each stands in one place.
        line.drop(code[len(sign) :], "field-code")
        if sign:
            self.text(sign, face, line)

    def simple_field(self, item: Element, face: Face, line: Line, stack: list[_Item]) -> None:
        code = characters(item)
        line.drop(code, "field-code")
        self._note_counting(code)
        self.fields.open(code)
        stack.append((None, face))
        stack.extend((child, face) for child in reversed(item))

    def _note_counting(self, code: str) -> None:
        if code and (name := counts(code)):
            self.settings.report.note(Code.NUMBER_NOT_COMPUTED, field=name)

    def inside(self, item: Element, face: Face, _line: Line, stack: list[_Item]) -> None:
        stack.extend((child, face) for child in reversed(item))

    def ruby(self, item: Element, face: Face, line: Line, stack: list[_Item]) -> None:
        for reading in item.iterchildren(W + "rt"):
            drop_all(reading, "ruby", line)
        stack.extend((child, face) for child in reversed(item) if child.tag != W + "rt")

    def alternate(self, item: Element, face: Face, line: Line, stack: list[_Item]) -> None:
        stack.extend((child, face) for child in reversed(printed_children(item, line)))

    def foreign(self, item: Element, _face: Face, line: Line, _stack: list[_Item]) -> None:
        line.foreign.append(item)

    def _note(self, item: Element, face: Face, line: Line) -> None:
        note = (NOTE_KINDS[str(item.tag)], item.get(W + "id", ""))
        line.notes.append((note, "hidden" if face.hidden else "field-code" if self.fields.in_code else ""))

    def drawing(self, item: Element, face: Face, line: Line, _stack: list[_Item]) -> None:
        if face.hidden or self.fields.in_code:
            drop_all(item, "hidden" if face.hidden else "field-code", line)
            return
        stack = [item]
        while stack:
            each = stack.pop()
            if each.tag == TEXT_BOX:
                line.boxes.append(each)
            elif each.tag == A + "p":
                line.boxes.append(all_text(each))
            elif each.tag in TEXTS:
                line.boxes.append(characters(each))
                stack.extend(reversed(each))
            elif each.tag == MC + "AlternateContent":
                stack.extend(reversed(printed_children(each, line)))
            else:
                stack.extend(reversed(each))


def _keeps_space(item: Element) -> bool:
    """Whether xml:space, here or above, keeps the spaces at the ends; Word prints none where it does not."""
    step: Element | None = item
    while step is not None:
        said = step.get(XML + "space")
        if said is not None:
            return said == "preserve"
        step = step.getparent()
    return False


Handler = Callable[[LineReader, "Element", Face, Line, list[_Item]], None]
HANDLERS: dict[str, Handler] = {
    W + "t": LineReader.plain_text,
    W + "delText": LineReader.plain_text,
    M + "t": LineReader.plain_text,
    A + "t": LineReader.plain_text,
    W + "sym": LineReader.sign,
    W + "noBreakHyphen": LineReader.sign,
    V + "textpath": LineReader.sign,
    W + "softHyphen": LineReader.soft_hyphen,
    W + "tab": LineReader.tab,
    W + "ptab": LineReader.tab,
    W + "br": LineReader.line_break,
    W + "cr": LineReader.line_break,
    W + "instrText": LineReader.code,
    W + "delInstrText": LineReader.code,
    W + "fldChar": LineReader.field_mark,
    W + "fldSimple": LineReader.simple_field,
    W + "sdt": LineReader.inside,
    W + "ruby": LineReader.ruby,
    W + "altChunk": LineReader.foreign,
    W + "subDoc": LineReader.foreign,
    W + "drawing": LineReader.drawing,
    W + "pict": LineReader.drawing,
    W + "object": LineReader.drawing,
    MC + "AlternateContent": LineReader.alternate,
}
"""Elements with text or a meaning of their own."""
