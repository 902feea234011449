"""Complex fields: which text is the field's code and which its result.

A field may begin in one paragraph and end in another (a table of contents),
so one `Fields` accompanies a whole story.

Source: ECMA-376-1 §17.16.18 fldChar.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from policy_extract.reading.word.xml_names import W, is_on
from policy_extract.records import field, mutable

if TYPE_CHECKING:
    from lxml.etree import _Element as Element


_NAME_WITHIN = 200
"""A field's name stands at the start of its code."""
_ENCLOSED = re.compile(r"\s*eq\s*\\o\s*\\ac\s*\((?P<frame>[^,]*),(?P<text>.*)\)\s*", re.IGNORECASE)
_RAISED = re.compile(r"\\s\\(?:up|do)\s*\d*\s*\(([^()]*)\)", re.IGNORECASE)
_CIRCLES = "○◯"


@mutable
class _Field:
    code: list[str] = field(default_factory=list)
    begin: Element | None = None
    """The mark it begins with; its settings stand there."""
    in_result: bool = False
    lists_contents: bool = False
    """It is a table of contents."""


@mutable
class Fields:
    """The fields open at one place of a story."""

    whole: frozenset[Element]
    """Begins that have an end; a begin without one is passed over, or it would swallow the rest of the story."""
    opened: list[_Field] = field(default_factory=list)
    """The fields open here, the innermost last."""
    _codes_open: int = 0
    _contents_open: int = 0

    @property
    def in_code(self) -> bool:
        """Text here is part of a field's code, not of the page."""
        return self._codes_open > 0

    @property
    def in_contents(self) -> bool:
        """Text here is a line of a table of contents."""
        return self._contents_open > 0

    def code(self, text: str) -> bool:
        """Take a piece of code for the innermost field; False where no field waits for one."""
        if not self.opened or self.opened[-1].in_result:
            return False
        self.opened[-1].code.append(text)
        return True

    def open(self, code: str) -> None:
        """Enter the result of a field whose code is known at once (w:fldSimple)."""
        self.opened.append(_Field([code]))
        self._codes_open += 1
        self._enter_result()

    def close(self) -> str:
        """Leave the innermost field; the code of one that never had a result, "" otherwise."""
        if not self.opened:
            return ""
        closed = self.opened.pop()
        if closed.in_result:
            self._contents_open -= closed.lists_contents
            return ""
        self._codes_open -= 1
        return "".join(closed.code)

    def give_up(self) -> str:
        """Leave all open fields, where the story ends; the codes of those that never had a result."""
        codes = [code for field_ in self.opened if not field_.in_result for code in field_.code]
        self.opened.clear()
        self._codes_open = self._contents_open = 0
        return "".join(codes)

    def _enter_result(self) -> str:
        """Pass from the code of the innermost field to its result; the code."""
        field_ = self.opened[-1]
        code = "".join(field_.code)
        field_.in_result = True
        field_.lists_contents = code[:_NAME_WITHIN].split(maxsplit=1)[:1] == ["TOC"]
        self._contents_open += field_.lists_contents
        self._codes_open -= 1
        return code

    def mark(self, element: Element) -> str:
        """Pass a w:fldChar; the code that ends here."""
        kind = element.get(W + "fldCharType")
        if kind == "begin" and element in self.whole:
            self.opened.append(_Field(begin=element))
            self._codes_open += 1
        elif kind == "separate" and self.opened and not self.opened[-1].in_result:
            return self._enter_result()
        elif kind == "end":
            return self.close()
        return ""


def ticked(begin: Element | None) -> str:
    """The box that a form field prints, ticked or not; "" for a field that is none."""
    box = None if begin is None else begin.find(f"{W}ffData/{W}checkBox")
    if box is None:
        return ""
    said = is_on(box.find(W + "checked"))
    return "☑" if (is_on(box.find(W + "default")) if said is None else said) else "☐"


def counts(code: str) -> str:
    """The name of a field that prints a number Word counts and no file holds; "" for any other.

    >>> counts(" LISTNUM NumberDefault "), counts(" PAGE ")
    ('LISTNUM', '')
    """
    name = "".join(code[:_NAME_WITHIN].split(maxsplit=1)[:1]).upper()
    return name if name in _COUNTING else ""


_COUNTING = frozenset({"AUTONUM", "AUTONUMLGL", "AUTONUMOUT", "LISTNUM"})


def enclosed(code: str) -> str:
    r"""What a field without result prints: the sign of Word's enclosed characters; "" for any other.

    >>> enclosed(r"eq \o\ac(○,3)"), enclosed(r" eq \o\ac(□,甲) "), enclosed(r" XE 养老")
    ('③', '甲', '')
    """
    found = _ENCLOSED.fullmatch(code[:_NAME_WITHIN])
    if found is None:
        return ""
    text = _RAISED.sub(r"\1", found["text"]).strip()
    frame = _RAISED.sub(r"\1", found["frame"]).strip()
    return circled(int(text)) or text if frame in _CIRCLES and text.isascii() and text.isdigit() else text


def circled(value: int) -> str:
    """① to ㊿; "" beyond.

    >>> circled(1), circled(21), circled(50), circled(51)
    ('①', '㉑', '㊿', '')
    """
    for first, last, sign in ((1, 20, "①"), (21, 35, "㉑"), (36, 50, "㊱")):
        if first <= value <= last:
            return chr(ord(sign) + value - first)
    return ""


def whole_fields(root: Element, dropped: frozenset[str]) -> frozenset[Element]:
    """The w:fldChar begins below `root` that have an end.

    Marks inside elements of `dropped` (tracked deletions) do not count: they
    are not passed either.
    """
    waiting: list[Element] = []
    found: list[Element] = []
    for mark in root.iter(W + "fldChar"):
        if _is_below(mark, dropped):
            continue
        kind = mark.get(W + "fldCharType")
        if kind == "begin":
            waiting.append(mark)
        elif kind == "end" and waiting:
            found.append(waiting.pop())
    return frozenset(found)


def _is_below(mark: Element, dropped: frozenset[str]) -> bool:
    run = mark.getparent()
    around = run.getparent() if run is not None else None
    return around is not None and around.tag in dropped
