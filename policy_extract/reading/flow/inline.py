"""Markup inside a line of Markdown: the text a page shows, its bold stretches, and the markup by itself."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from policy_extract.reading.flow.entities import ENTITY, shown_by
from policy_extract.records import field, mutable

if TYPE_CHECKING:
    from collections.abc import Iterator

_TAGS: Final = "html|head|body|p|div|span|b|i|u|s|em|strong|sup|sub|center|font|a|img|hr|ul|ol|li|h[1-6]|small|mark|del|ins|blockquote|pre|table|thead|tbody|tr|td|th"
_PIECES: Final = re.compile(
    r"(?P<escape>\\(?P<escaped>[!-/:-@\[-`{-~]))"
    r"|(?P<masked>\*{4,})"
    r"|(?P<stars>\*{2,3})"
    r"|(?P<break><br */?>)"
    r"|(?P<comment><!--[^<>]{0,500}-->)"
    rf"|(?P<tag></?(?:{_TAGS})(?: [^<>]{{0,200}})?/?>)"
    rf"|(?P<entity>{ENTITY})"
    r"|(?P<picture>!\[[^\[\]]{0,200}\]\([^()\s]{0,500}\))"
    r"|\[(?P<words>[^\[\]]{1,300})(?P<target>\]\((?:https?://|mailto:|www\.|\.{0,2}/|#)[^()\s]{0,500}(?: \"[^\"]{0,100}\")?\))"
    r"|(?P<code>`)"
)


@mutable
class Inline:
    """Text of a line without its markup, and where it is bold."""

    text: str = ""
    bold: tuple[tuple[int, int], ...] = ()
    markup: str = ""
    """The characters that are markup, one after the other."""


@mutable
class _Writer:
    text: list[str] = field(default_factory=list)
    markup: list[str] = field(default_factory=list)
    length: int = 0
    opened: int | None = None
    bold: list[tuple[int, int]] = field(default_factory=list)

    def show(self, text: str) -> None:
        self.text.append(text)
        self.length += len(text)

    def toggle(self, stars: str) -> None:
        """Begin or end a bold stretch; stars that set nothing bold are markup all the same."""
        self.markup.append(stars)
        if self.opened is None:
            self.opened = self.length
        else:
            if self.length > self.opened:
                self.bold.append((self.opened, self.length))
            self.opened = None


def read_inline(line: str) -> Inline:
    r"""The text, bold stretches and markup of a line.

    A single star or underscore is never markup: `*人社局` leads, and
    `\*人社局` does, too.

    >>> read_inline(r"**1. 健全体系。**全面落实。（责任单位：\*民政局、*人社局）")
    Inline(text='1. 健全体系。全面落实。（责任单位：*民政局、*人社局）', bold=((0, 8),), markup='****\\')
    """
    writer = _Writer()
    pairs = _paired(line, "stars") | _paired(line, "code")
    end = 0
    for found in _PIECES.finditer(line):
        writer.show(line[end : found.start()])
        end = found.end()
        _write(writer, found, paired=found.start() in pairs)
    writer.show(line[end:])
    return _trimmed(Inline("".join(writer.text), _merged(writer.bold), "".join(writer.markup)))


def _write(writer: _Writer, found: re.Match[str], *, paired: bool) -> None:
    piece = found[0]
    if found["escape"]:
        writer.markup.append("\\")
        writer.show(found["escaped"])
    elif found["stars"] and paired:
        writer.toggle(piece)
    elif found["break"]:
        writer.markup.append(piece)
        writer.show("\n")
    elif found["entity"]:
        shown, markup = shown_by(piece)
        writer.markup.append(markup)
        writer.show(shown)
    elif found["words"]:
        writer.markup.append("[" + found["target"])
        writer.show(found["words"])
    elif found["comment"] or found["tag"] or found["picture"] or (found["code"] and paired):
        writer.markup.append(piece)
    else:  # a lone sign, or the stars of a masked number
        writer.show(piece)


def _paired(line: str, kind: str) -> set[int]:
    """Where the signs of a kind stand that belong to a pair; an odd one out is text."""
    places = [found.start() for found in _PIECES.finditer(line) if found[kind]] if kind in {"stars", "code"} else []
    return set(places[: len(places) // 2 * 2])


def _merged(stretches: list[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """Stretches that touch are one."""
    merged: list[tuple[int, int]] = []
    for start, end in stretches:
        if merged and merged[-1][1] >= start:
            merged[-1] = (merged[-1][0], end)
        else:
            merged.append((start, end))
    return tuple(merged)


def _trimmed(inline: Inline) -> Inline:
    """The same without white space at the ends of the text."""
    text = inline.text.strip()
    shift = len(inline.text) - len(inline.text.lstrip())
    return Inline(text, tuple(_clipped(inline.bold, shift, len(text))), inline.markup)


def _clipped(bold: tuple[tuple[int, int], ...], shift: int, length: int) -> Iterator[tuple[int, int]]:
    for start, end in bold:
        first, last = max(start - shift, 0), min(end - shift, length)
        if first < last:
            yield first, last
