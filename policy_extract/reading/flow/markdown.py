"""Markdown as converters write it from PDF and Word → blocks.

No general Markdown: a single star never emphasises (`*人社局` leads), lines
that are paragraphs stay apart, rows of tab-separated cells are tables, and a
paragraph may go on after a page break.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from policy_extract.blocks import Document, Paragraph, Table
from policy_extract.reading.flow.bar_tables import RULE_OF_A_TABLE, with_bar_tables
from policy_extract.reading.flow.html_tables import split_html_tables
from policy_extract.reading.flow.inline import Inline, read_inline
from policy_extract.reading.flow.ruled_tables import with_ruled_tables
from policy_extract.reading.flow.text import split_lines
from policy_extract.reading.flow.text_paragraphs import count, reader
from policy_extract.reading.known_lines import end_of, ends_sentence, glue, opens_paragraph, opens_recipients
from policy_extract.reading.plain_tables import Draft, Grid, Part, finish
from policy_extract.reading.repair.furniture import Furniture
from policy_extract.reading.repair.split_paragraphs import Seams
from policy_extract.reading.repair.tab_lines import split_tables
from policy_extract.reading.repair.torn_bars import with_torn_bars
from policy_extract.reading.repair.wrapped import display_width
from policy_extract.reading.repeated_cells import with_merged_cells
from policy_extract.records import replace

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from policy_extract.findings import Report
    from policy_extract.grammar import Matcher

__all__ = ["count", "is_markdown", "read", "read_markdown"]

_HEADING: Final = re.compile(r" {0,3}(#{1,6})[ \t]+(?=\S)")
_CLOSING_MARKS: Final = re.compile(r"[ \t]+#+[ \t]*$")
_RULE: Final = re.compile(r"[ \t]*(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,}|={3,}[ \t]*|`{3,}\w{0,20})$")
_MARKER: Final = re.compile(r"[ \t]*(?:[-+*][ \t]+|>[ \t]?)(?=\S)")
_BOLD: Final = re.compile(r"(?<!\*)\*\*(?![\s*])[^*\n]{1,500}(?<!\s)\*\*(?!\*)")
_ESCAPED: Final = re.compile(r"\\[*_#.()\[\]~`>|+%$&\"'-]")
_LINK: Final = re.compile(r"\[[^\[\]\n]{1,300}\]\((?:https?://|/|#)")
_HTML_TABLE: Final = re.compile(r"<table[ >]", re.IGNORECASE)
_SHORT_LINE: Final = 40
"""Display width; a shorter line is never cut by wrapping."""
_ROOM: Final = 1.5
"""If the widest line is this many times as wide as a line, that line was not cut by wrapping."""
_WRAP_TOLERANCE: Final = 16


def is_markdown(text: str) -> bool:
    r"""Whether a text is Markdown: it begins with a heading, shows a table with its rule, or has two other signs.

    Signs are headings (`# `), bold stretches, escaped signs and links. One
    stray `#` or `*` makes no Markdown.

    >>> is_markdown("# 青禾县行动计划"), is_markdown("青禾县\n# 1号楼\n（责任单位：*民政局、*财政局）")
    (True, False)
    >>> is_markdown(r"覆盖率 \% 80" "\n" r"床位 \- 12"), is_markdown(r"覆盖率 80\% 以上")
    (True, False)
    """
    lines = [line for line in split_lines(text) if line.strip()]
    if not lines or _HEADING.match(lines[0]):
        return bool(lines)
    if any("|" in line and "-" in line and RULE_OF_A_TABLE.match(line) for line in lines) or _HTML_TABLE.search(text):
        return True
    headings = sum(1 for line in lines if _HEADING.match(line))
    signs = min(headings, 2) + sum(
        min(len(pattern.findall(text)), most) for pattern, most in ((_BOLD, 2), (_ESCAPED, 2), (_LINK, 1))
    )
    return signs >= 2


def read_markdown(text: str, report: Report, matcher: Matcher) -> Document:
    """The blocks of a Markdown text; what is markup and not text is dropped as `markup`."""
    furniture = Furniture(matcher)
    ruled = list(with_ruled_tables(_parts(text, furniture), furniture, lambda text: _inline(text, furniture).text))
    torn = list(with_torn_bars(ruled, furniture))
    parts = split_tables(list(with_bar_tables(torn, furniture)), matcher)
    return Document("markdown", finish(_drafts(parts, furniture), report, matcher), tuple(furniture.dropped))


read = reader(read_markdown)


def _parts(text: str, furniture: Furniture) -> list[Part]:
    """The lines, without remarks and buttons that are no text, and the HTML tables between them."""
    parts: list[Part] = []
    for stretch in split_html_tables(text):
        if isinstance(stretch, str):
            parts += [furniture.without_notes(line) for line in split_lines(stretch)]
        else:
            parts.append(stretch[0])
            furniture.drop(stretch[1], "markup")
    return furniture.without_buttons(parts)


def _drafts(parts: Iterable[Part], furniture: Furniture) -> list[Draft]:
    """Paragraphs and tables in their order; a paragraph may go on after blank lines, where a page ended."""
    seams = Seams(furniture.matcher)
    run: list[str] = []
    for part in [*parts, ""]:
        if isinstance(part, str) and part.strip() and not _is_block(part):
            if not furniture.take_page_number(part):
                run.append(part)
            continue
        seams.add(_paragraphs(run, furniture))
        run = []
        if isinstance(part, Table):
            seams.add([part])
        elif isinstance(part, Grid):
            rows = tuple(tuple(_inline(text, furniture).text for text in row) for row in part.rows)
            seams.add([replace(part, rows=rows)])
        elif _HEADING.match(part):
            heading = _heading(part, furniture)
            seams.add([heading] if heading.text else [])
        else:
            furniture.drop("".join(part.split()), "markup")
    return list(with_merged_cells(seams.finish(), furniture))


def _inline(text: str, furniture: Furniture) -> Inline:
    shown = read_inline(text)
    furniture.drop(shown.markup, "markup")
    return shown


# ---------------------------------------------------------------- headings and paragraphs


def _is_block(line: str) -> bool:
    """Whether the line is a heading or a rule, whatever stands around it."""
    return _HEADING.match(line) is not None or _RULE.match(line) is not None


def _heading(line: str, furniture: Furniture) -> Paragraph:
    marks, words = line.strip().split(None, 1)
    closing = _CLOSING_MARKS.search(words)
    furniture.drop(marks + (closing[0].strip() if closing else ""), "markup")
    shown = _inline(words[: closing.start()] if closing else words, furniture)
    level = len(marks)
    return Paragraph("", shown.text, style=f"heading {level}", outline_level=level - 1, bold=shown.bold)


def _paragraphs(run: Sequence[str], furniture: Furniture) -> Iterator[Paragraph]:
    """The paragraphs of lines without a blank one between them."""
    lines = [_line(line, furniture) for line in run]
    run = [raw for raw, line in zip(run, lines, strict=True) if line.text]
    lines = [line for line in lines if line.text]
    texts = [line.text for line in lines]
    wrapped, widest = _are_wrapped(texts), max(map(display_width, texts), default=0)
    pieces: list[Inline] = []
    for position, line in enumerate(lines):
        broken = _MARKER.match(run[position]) or (position and run[position - 1].endswith(("  ", "\\")))
        begins = broken or opens_recipients(texts[position - 1], texts[position:], furniture.matcher)
        if pieces and (
            begins or not _goes_on(pieces[-1].text, line.text, furniture.matcher, wrapped=wrapped, widest=widest)
        ):
            yield _paragraph(pieces)
            pieces = []
        pieces.append(line)
    if pieces:
        yield _paragraph(pieces)


def _line(line: str, furniture: Furniture) -> Inline:
    """A line without the marks of a list or a quotation, and without the backslash of a hard line break."""
    marker = _MARKER.match(line)
    start = marker.end() if marker else 0
    end = len(line) - 1 if line.endswith("\\") else len(line)
    furniture.drop((line[:start] + line[end:]).strip(), "markup")
    return _inline(line[start:end], furniture)


def _goes_on(first: str, second: str, matcher: Matcher, *, wrapped: bool, widest: int) -> bool:
    """Whether a line goes on the paragraph above it: the one above was cut, and it opens none of its own.

    A line that is much shorter than the widest was cut only if it ends as no paragraph does.
    """
    if opens_paragraph(second, matcher) or matcher.first("caption-line", second):
        return False
    room = widest > _ROOM * display_width(first) and end_of(first, matcher) != "open"
    long = display_width(first) >= _SHORT_LINE and not room
    return wrapped or (long and not ends_sentence(first, matcher) and not matcher.first("closed-line", first))


def _are_wrapped(texts: Sequence[str]) -> bool:
    """Whether the lines were cut at one width: all but the last are long and about equally wide."""
    widths = [display_width(text) for text in texts[:-1]]
    return len(widths) > 1 and min(widths) >= _SHORT_LINE and max(widths) - min(widths) <= _WRAP_TOLERANCE


def _paragraph(pieces: Sequence[Inline]) -> Paragraph:
    """The pieces as one paragraph."""
    text, bold = "", []
    for piece in pieces:
        joined = glue(text, piece.text) if text else piece.text
        shift = len(joined) - len(piece.text)
        bold += [(start + shift, end + shift) for start, end in piece.bold]
        text = joined
    return Paragraph("", text, bold=tuple(bold))
