"""A paragraph while it is read: its text as the page shows it, and where lines end in it."""

from __future__ import annotations

import re
import unicodedata
from itertools import accumulate
from typing import TYPE_CHECKING, Final

from policy_extract.blocks import add_stretch
from policy_extract.records import field, mutable, record

if TYPE_CHECKING:
    from collections.abc import Sequence

    from policy_extract.blocks import Stretches
    from policy_extract.reading.html.looks import Look

_SPACES: Final = re.compile(r"[ \t\r\n\f]+")


@record
class Stretch:
    """Text up to a line break, without the white space at its ends."""

    text: str
    bold: tuple[tuple[int, int], ...]
    underlined: tuple[tuple[int, int], ...]
    size: float | None
    indent: int
    """Half-width columns of blanks before it."""
    breaks_page: bool = False


def joined(lines: Sequence[Stretch]) -> tuple[str, Stretches, Stretches]:
    """The lines of a paragraph as one text, and what of it is bold and underlined."""
    if len(lines) == 1:
        return lines[0].text, lines[0].bold, lines[0].underlined
    starts = list(accumulate((len(line.text) + 1 for line in lines), initial=0))
    bold, underlined = (
        tuple((low + start, high + start) for start, found in zip(starts, looks, strict=False) for low, high in found)
        for looks in ([line.bold for line in lines], [line.underlined for line in lines])
    )
    return "\n".join(line.text for line in lines), bold, underlined


@mutable
class Line:
    """Text of one paragraph, piece by piece; white space of the source is folded as browsers do."""

    ends_are_spaces: bool = False
    """A line end of the source is a blank even between Chinese characters: the program that wrote it breaks lines at blanks only."""
    stretches: list[Stretch] = field(default_factory=list)
    linked: int = 0
    """Characters that lead to a place in the same page."""
    breaks_page: bool = False
    _parts: list[str] = field(default_factory=list)
    _length: int = 0
    _bold: list[tuple[int, int]] = field(default_factory=list)
    _underlined: list[tuple[int, int]] = field(default_factory=list)
    _size: float | None = None
    _indent: int = 0
    _last: str = ""
    _waiting: str = ""
    """White space that counts only if text follows it."""

    def add(self, text: str, look: Look) -> None:
        """Append text of the source."""
        if look.kept and "\n" in text:
            for place, one in enumerate(text.split("\n")):
                if place:
                    self.end_line()
                self.add(one, look)
            return
        start = 0
        for gap in _SPACES.finditer(text):
            if gap.start() > start:
                self._show(text[start : gap.start()], look)
            self._waiting = self._waiting if "\n" in self._waiting else gap[0]
            start = gap.end()
        if start < len(text):
            self._show(text[start:], look)

    def _show(self, text: str, look: Look) -> None:
        if not self._parts:
            shown = text.lstrip()
            if len(shown) < len(text):
                self._indent += _columns(text[: len(text) - len(shown)])
                text = shown
            self._waiting = ""
            if not text:
                return
        elif self._waiting:
            unseen = "\n" in self._waiting and not self.ends_are_spaces and _is_wide(self._last) and _is_wide(text[0])
            if not unseen:
                text = " " + text
            self._waiting = ""
        if self._size is None:
            self._size = look.size
        end = self._length + len(text)
        if look.bold:
            add_stretch(self._bold, self._length, end)
        if look.underlined:
            add_stretch(self._underlined, self._length, end)
        self._parts.append(text)
        self._length = end
        self._last = text[-1]

    def end_line(self, *, breaks_page: bool = False) -> None:
        """A line break, or the end of the paragraph."""
        text = "".join(self._parts).rstrip()
        bold, underlined = _within(self._bold, len(text)), _within(self._underlined, len(text))
        self.stretches.append(Stretch(text, bold, underlined, self._size, self._indent, self.breaks_page))
        self._parts, self._bold, self._underlined = [], [], []
        self._length = self._indent = 0
        self._size, self._last, self._waiting = None, "", ""
        self.breaks_page = breaks_page

    @property
    def is_blank(self) -> bool:
        """Nothing visible was added."""
        return not self._parts and not self.stretches

    def taken(self) -> tuple[list[Stretch], int]:
        """The lines of the paragraph, which ends here, and how many characters of it lead to a place in the page."""
        self.end_line()
        lines, linked = self.stretches, self.linked
        self.stretches, self.linked = [], 0
        return lines, linked


def _columns(blank: str) -> int:
    """How many half-width columns white space takes."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in blank)


def _within(stretches: list[tuple[int, int]], length: int) -> Stretches:
    """Stretches of a text of which only so many characters are left."""
    return tuple([(start, min(end, length)) for start, end in stretches if start < length]) if stretches else ()


def _is_wide(char: str) -> bool:
    return char > "\u2e7f" or char in "“”‘’…—·"
