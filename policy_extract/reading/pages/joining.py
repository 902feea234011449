"""Lines of pages → paragraphs: whether a line continues the paragraph above it, by its position and its font.

For the lines of a text file, of which neither is known, see
`reading/assembling.py`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from policy_extract.reading.known_lines import (
    end_of,
    ends_sentence,
    glue,
    is_unmarked,
    opens_paragraph,
    opens_recipients,
)
from policy_extract.records import field, mutable, record

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from policy_extract.grammar import Matcher
    from policy_extract.reading.pages.page_lines import Line

_SLACK: Final = 0.4
"""Ems by which a line may be short and still count as full: the next character would not have fitted."""
_INDENT: Final = 1.2
"""Ems; a line that stands further in opens a paragraph."""
_DEEPEST: Final = 3.5
"""Ems that a paragraph is indented by at most."""
_SAME_INDENT: Final = 0.3
_SHORT: Final = 0.6
"""Share of its column that a line fills which may have been broken by the width of another page."""
_CLOSERS: Final = ("）", ")", "》", "”", "】")
"""A paragraph may end with what they close."""
_OPENERS: Final = ("（", "(", "《", "“", "【", "〔", "[")
"""No paragraph ends with what they open."""
RUNNING: Final = ("，", "；", "。", ",", ";")
"""Marks of running text; titles and headings have none."""
_OTHER_SIZE: Final = 1.12
_MIDDLE: Final = 1.0
"""Ems between the middle of a centred line and that of its column."""
_TITLE_STEP: Final = 3.0
"""Ems from the top of a line of a title to the top of the next."""
_BRACKETS: Final = ("（", "）")
"""They hold what is printed under a title: a period, a status, a number."""
_INDENTED_MIDDLE: Final = 1.6
"""The same to the right; an indent of two moves a centred line by one."""
_CLEAR_SIDE: Final = 2.4
"""Ems of space on both sides, more than an indent."""
_TITLE_MIDDLE: Final = 1.5
"""Likewise for a title, which may stand in the middle of the page instead."""
LOOSE: Final = 1.3
"""Factor of the usual line gap from which a gap separates paragraphs that are not indented."""


@record
class Column:
    """What the lines of a page (or a cell) are set into."""

    left: float
    right: float
    indents: bool
    """Whether the first line of a paragraph stands further in."""
    size: float = 0.0
    """Of the font of most text; 0 where nothing tells."""
    leading: float = 0.0
    """Usual distance from the top of a line to the top of the next; 0 where nothing tells."""
    spaced: bool = False
    """Whether paragraphs are separated by space, so that lines without a gap belong to one paragraph."""
    broken: bool = True
    """Whether lines may have been broken at the right edge; False where all are short, and the longest of them seems full."""

    @property
    def middle(self) -> float:
        """Between the edges."""
        return (self.left + self.right) / 2

    def is_centred(self, line: Line) -> bool:
        """Whether the line stands in the middle, with space on both sides."""
        space = min(line.left - self.left, self.right - line.right)
        size = min(line.size, self.size or line.size)
        return space > _CLEAR_SIDE * size and -_MIDDLE <= (line.middle - self.middle) / line.size <= _INDENTED_MIDDLE

    def is_right(self, line: Line) -> bool:
        """Whether the line stands at the right edge, or near it, with most of its column empty."""
        return line.left - self.left > 0.35 * (self.right - self.left) and line.left - self.left > 2 * max(
            self.right - line.right, 0
        )


@mutable
class Text:
    """A paragraph in its lines, each with the column it stands in."""

    lines: list[Line] = field(default_factory=list)
    columns: list[Column] = field(default_factory=list)
    of_contents: bool = False
    """Whether it is an entry of the contents, which no line goes on."""


def paragraphs(lines: Iterable[tuple[Line, Column]], matcher: Matcher) -> list[Text]:
    """The paragraphs that the lines make up."""
    found: list[Text] = []
    for line, column in lines:
        if found and goes_on(found[-1], line, column, matcher):
            found[-1].lines.append(line)
            found[-1].columns.append(column)
        else:
            found.append(Text([line], [column]))
    return found


def _is_recipients(text: Text, lines: Sequence[str], matcher: Matcher) -> bool:
    """Whether lines below what may be a title begin with those whom the document is sent to."""
    runs = any(sign in line.text for line in text.lines for sign in RUNNING)
    if runs or opens_paragraph(text.lines[0].text, matcher):
        return False
    return opens_recipients(text.lines[-1].text, lines, matcher)


def goes_on(text: Text, after: Line, column: Column, matcher: Matcher, below: Sequence[str] = ()) -> bool:
    """Whether a line belongs to the paragraph above it, with the lines `below` it in view.

    A line was broken by the width only if the first word of the next would not
    have fitted. Even then an indent, different formatting, a number after the
    end of a sentence, or a gap may begin a new paragraph.
    """
    before, above = text.lines[-1], text.columns[-1]
    if _is_date_of(before, after, matcher) or _stands_alone(text, after, matcher):
        return False
    if _is_of_title(before, after, column):
        return not opens_paragraph(after.text, matcher)
    if _is_recipients(text, (after.text, *below), matcher):
        return False
    if before.text.endswith(_OPENERS):
        return True
    if other_size(before, after) and not _is_inside_bracket(text, after, matcher):
        return False
    if not column.broken and not _is_below_middle(before, after):
        return end_of(before.text, matcher) == "open"
    if _is_signature(text, after, column):
        return False
    if matcher.first("leader-line", before.text) is not None:
        return False
    if matcher.first("leader-line", after.text) is not None:
        return before.right > above.middle and not opens_paragraph(after.text, matcher)
    return _goes_on_in_column(text, after, column, matcher)


def _goes_on_in_column(text: Text, after: Line, column: Column, matcher: Matcher) -> bool:
    """Whether a line of running text belongs to the paragraph above it, by where both begin and end in their column."""
    before, above = text.lines[-1], text.columns[-1]
    if not column.indents or not above.indents:
        close = has_no_room(before, above, after) or (column.spaced and _is_unfinished(before, above, after, matcher))
        return close and not _opens(text, after, column, matcher)
    indent = (after.left - column.left) / after.size
    if abs(indent) <= _INDENT:
        if _is_title_line(text, column, after) or _is_next_heading(before, after, matcher):
            return False
        return (
            has_no_room(before, above, after)
            or _is_unfinished(before, above, after, matcher)
            or _was_broken(text, after, column, matcher)
        )
    if not has_no_room(before, above, after):
        return False
    if _hangs_first(text, after, column, matcher):
        return True
    hangs = len(text.lines) > 1 and abs(indent - (before.left - above.left) / after.size) < _SAME_INDENT
    return hangs or (indent > _DEEPEST and column.is_centred(after) and _is_unfinished(before, above, after, matcher))


def _stands_alone(text: Text, after: Line, matcher: Matcher) -> bool:
    """Whether one of two lines is all of a document's number, its recipients, or another line of a head; or names a table."""
    lines = (text.lines[0], after) if len(text.lines) == 1 else (after,)
    if any(matcher.first("head-line", line.text) is not None for line in lines):
        return True
    runs = any(sign in line.text for line in text.lines for sign in RUNNING)
    return not runs and matcher.first("table-caption", after.text) is not None


def _is_below_middle(before: Line, after: Line) -> bool:
    """Whether two lines of different length stand one under the other around the same middle, as those of a title do."""
    return abs(before.middle - after.middle) <= _MIDDLE * after.size < abs(before.left - after.left)


def _is_date_of(before: Line, after: Line, matcher: Matcher) -> bool:
    """Whether a date stands below a line that ends without a mark, as it does below who signed and on a cover."""
    return matcher.first("date-line", after.text) is not None and is_unmarked(before.text, matcher)


def _hangs_first(text: Text, after: Line, column: Column, matcher: Matcher) -> bool:
    """Whether a note continues in hanging lines: its first line, at the margin, is small, full and unfinished."""
    before = text.lines[-1]
    return (
        len(text.lines) == 1
        and max(before.size, after.size) * _OTHER_SIZE < column.size
        and before.page == after.page
        and abs(before.left - text.columns[-1].left) <= _INDENT * before.size
        and after.left - column.left < _DEEPEST * after.size
        and any(mark in before.text for mark in RUNNING)
        and not _ends(before, matcher)
        and not opens_paragraph(after.text, matcher)
    )


def _is_title_line(text: Text, column: Column, after: Line) -> bool:
    """Whether the only line so far stands in the middle, and the next does not."""
    return len(text.lines) == 1 and text.columns[0].is_centred(text.lines[0]) and not column.is_centred(after)


def _is_signature(text: Text, after: Line, column: Column) -> bool:
    """Whether the only line so far stands at the right, where no paragraph begins, and the next does not."""
    line, above = text.lines[0], text.columns[0]
    return (
        len(text.lines) == 1
        and above.is_right(line)
        and not above.is_centred(line)
        and line.left - above.left > _DEEPEST * line.size
        and after.left - column.left < line.left - above.left - line.size
    )


def _is_next_heading(before: Line, after: Line, matcher: Matcher) -> bool:
    """Whether a heading of the first level begins at the margin, after a line that may end a paragraph."""
    return _ends(before, matcher) and matcher.first("upper-heading", after.text) is not None


def _is_unfinished(before: Line, column: Column, after: Line, matcher: Matcher) -> bool:
    """Whether a line that is not short ends inside a sentence, and the next, close below it, opens nothing."""
    return (
        not _is_apart(before, after, column)
        and not _is_in_brackets(after)
        and before.right - column.left > _SHORT * (column.right - column.left)
        and not _ends(before, matcher)
        and not opens_paragraph(after.text, matcher)
        and before.left - column.left < _DEEPEST * before.size
        and not column.is_centred(before)
    )


def _was_broken(text: Text, after: Line, column: Column, matcher: Matcher) -> bool:
    """Whether running text of several lines ends inside a sentence, however short its last line is, and goes on at the margin."""
    before = text.lines[-1]
    return (
        len(text.lines) > 1
        and any(mark in line.text for line in text.lines for mark in RUNNING)
        and not _is_apart(before, after, column)
        and not _ends(before, matcher)
        and not opens_paragraph(after.text, matcher)
        and not column.is_centred(after)
    )


def _is_of_title(before: Line, after: Line, column: Column) -> bool:
    """Whether two lines are set as titles are: larger than the text, in the middle, one under the other."""
    return (
        0 < _OTHER_SIZE * column.size < after.size
        and before.page == after.page
        and not other_size(before, after)
        and after.top - before.top <= _TITLE_STEP * after.size
        and all(abs(line.middle - column.middle) <= _TITLE_MIDDLE * line.size for line in (before, after))
        and not _is_in_brackets(after)
    )


def _is_apart(before: Line, after: Line, column: Column) -> bool:
    """Whether more space parts two lines of a page than lines of one paragraph have between them, titles included."""
    return (
        before.page == after.page
        and column.leading > 0
        and after.top - before.top > max(LOOSE * column.leading, _TITLE_STEP * after.size)
    )


def _is_in_brackets(line: Line) -> bool:
    """Whether all of the line stands in brackets, as a period, a status or a document's number does."""
    return line.text.startswith(_BRACKETS[0]) and line.text.endswith(_BRACKETS[1])


def _opens(text: Text, after: Line, column: Column, matcher: Matcher) -> bool:
    """Whether a line opens a paragraph where indents do not tell."""
    before = text.lines[-1]
    far_in = after.left - column.left > _DEEPEST * after.size and abs(after.left - before.left) > after.size
    if far_in and not column.is_centred(before):
        return not (column.is_centred(after) and _is_unfinished(before, text.columns[-1], after, matcher))
    if column.leading and after.page == before.page and after.top > before.top:
        apart = after.top - before.top > LOOSE * column.leading
        if apart or column.spaced:
            return apart
    if before.all_bold and not after.all_bold:
        return True
    if after.all_bold and not before.all_bold and opens_paragraph(after.text, matcher):
        return True
    first = text.lines[0].text
    ended = _ends(before, matcher) or (len(text.lines) == 1 and matcher.first("upper-heading", first) is not None)
    return ended and opens_paragraph(after.text, matcher)


def _ends(line: Line, matcher: Matcher) -> bool:
    """Whether a paragraph may end with this line."""
    return line.text.endswith(_CLOSERS) or ends_sentence(line.text, matcher)


def has_no_room(before: Line, column: Column, after: Line) -> bool:
    """Whether the first word of the next line would not have fitted after the line before it."""
    room = column.right - before.right
    return room < after.head + _SLACK * before.size


def other_size(before: Line, after: Line) -> bool:
    """Whether two lines are printed in fonts of different size; one line may begin a clause in a font that the next has too."""
    return _differ(before.size, after.size) and _differ(before.edge_sizes[1], after.edge_sizes[0])


def _differ(one: float, other: float) -> bool:
    small, large = sorted((one, other))
    return large > _OTHER_SIZE * small


def _is_inside_bracket(text: Text, after: Line, matcher: Matcher) -> bool:
    """Whether running text was broken by the width of its column where a bracket is open, and nothing begins below it."""
    above = "".join(line.text for line in text.lines)
    return (
        above.count(_BRACKETS[0]) > above.count(_BRACKETS[1])
        and any(mark in above for mark in RUNNING)
        and has_no_room(text.lines[-1], text.columns[-1], after)
        and not opens_paragraph(after.text, matcher)
    )


def joined(lines: Sequence[Line]) -> tuple[str, tuple[tuple[int, int], ...]]:
    """The text of the lines in one, and which stretches of it are bold; a number broken by a narrow cell is one number."""
    text = ""
    bold: list[tuple[int, int]] = []
    for line in lines:
        whole = text.isdecimal() and line.text.isdecimal()
        tail = line.text if whole or not text else glue(text[-1:], line.text)[1:]
        shift = len(text) + len(tail) - len(line.text)
        for start, end in line.bold:
            if bold and bold[-1][1] >= start + shift - (shift > len(text)):
                bold[-1] = (bold[-1][0], end + shift)
            else:
                bold.append((start + shift, end + shift))
        text += tail
    return text, tuple(bold)
