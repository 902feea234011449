"""Lines of a text → paragraphs: whether a line continues the paragraph above it, by weighing the evidence.

No sign decides alone: a line that reaches the right edge, a bracket still
open, an unfinished sentence, the next number of a list, an indent and a
blank line each have a weight, and the sum decides. The lines of pages, whose
positions and fonts are known, are joined by `pages/joining.py`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from policy_extract.lexical.numerals import read_numeral
from policy_extract.reading.habits import Habits, habits_of, opening_of
from policy_extract.reading.known_lines import (
    SENTENCE_ENDS,
    SENTENCE_SIGNS,
    UNMARKED,
    end_of,
    is_unmarked,
    opens_paragraph,
    opens_recipients,
)
from policy_extract.records import field, mutable, record

if TYPE_CHECKING:
    from collections.abc import Sequence
    from collections.abc import Set as AbstractSet

    from policy_extract.grammar import Matcher
    from policy_extract.reading.known_lines import Line

# What speaks for going on (above 0) or for a new paragraph (below).
_CUT: Final = {True: 2, False: -3, None: -5}
"""The line above reaches the right edge, or does not, or nothing was cut."""
_OPEN_END: Final = 6
"""It ends in 、 or ，, in an opening bracket, or in 和: nothing ends so."""
_ENDS: Final = {"sentence": 0, "colon": -1, "clause": -3}
"""A clause that says who is responsible ends a paragraph, unless this text goes on after its clauses."""
_HEAD: Final = -6
"""It is the number of a document, all recipients and their colon, or a date and nothing else."""
_TITLE: Final = -3
"""A title seems to be complete."""
_UNFINISHED: Final = {False: 2, True: 4}
"""A sentence that began after another is not finished; this weighs more where lines are ragged."""
_BRACKET: Final = 8
"""A bracket is open that closes soon."""
_LABEL_IN_BRACKET: Final = -2
"""（牵头单位：市民政局；责任单位：市财政局）: the second label opens nothing."""
_CLOSING_START: Final = 8
"""The line begins with a sign that no line begins with: ，。）》, or with the 年 of a year that ends the line above."""
_QUOTE_ALONE: Final = 4
"""A word in quotation marks was set as a piece of its own: 推广 / “免证办” / 服务。"""
_BARE_NUMBER: Final = 9
"""So far the paragraph is the number of a heading and nothing else."""
_NEXT_NUMBER: Final = -5
_NEXT_NUMBER_BELOW_LIST: Final = -9
"""A list of bodies (责任单位：市民政局，市财政局) never continues with a number, even if its line is full."""
_ANY_NUMBER: Final = -1
"""A number that is not the next of its kind may be quoted."""
_LABEL: Final = -6
_LABELS: Final = ("paragraph-start", "caption-line", "date-line")
_HEADING: Final = -3
"""A short line without a final mark, after a finished sentence."""
_SIGNATURE: Final = -4
"""It stands above a date, without a mark, as a signature does."""
_INDENT: Final = {True: -7, False: 1, None: 0}
_MARGIN_BELOW_FULL: Final = 3
"""The line above is full and this one begins at the margin, where paragraphs do not."""
_APART: Final = -2

_ROUND_ALIKE: Final = str.maketrans("()﹙﹚", "（）（）")
"""A bracket of half width may be closed by one of full width."""
_PAIRS: Final = {"（": "）", "《": "》", "〈": "〉", "“": "”", "【": "】", "〔": "〕", "[": "]"}
_BRACKETS: Final = re.compile(f"[{re.escape(''.join(('()', *_PAIRS, *_PAIRS.values())))}]")
_ROUND: Final = "（〔[【"
_REACH: Final = {"“": 80, "《": 120, "〈": 80}
"""Characters within which quotation and title marks close."""
_LONGEST_BRACKET: Final = 300
_YEAR: Final = 5
"""Characters that show whether digits are a year: four, and the one before them."""
_TAIL: Final = 40
_LONGEST_HEAD: Final = 300
_MOST_SIGNING: Final = 12
"""Lines of a signature, its date included."""
_QUOTE: Final = re.compile("“[^“”]{1,12}”")
_BESIDE: Final = re.compile(r"[\dA-Za-z][\dA-Za-z. ]{0,11}")
_LONGEST_NUMBERED: Final = 45
"""Characters of a numbered heading; a longer text is no heading any more."""


def paragraphs(lines: Sequence[Line], matcher: Matcher) -> list[list[Line]]:
    """The lines of each paragraph: one list per paragraph, in their order.

    What was set beside a line (the 2.5 of PM2.5) follows the paragraph it stood in.
    """
    beside = {at for at in range(1, len(lines) - 1) if _is_beside(lines, at, matcher)}
    found = _put_together(lines, beside, matcher, Habits())
    if not any(line.full for line in lines):
        return found
    return _put_together(lines, beside, matcher, habits_of(found, matcher))


def _put_together(
    lines: Sequence[Line], beside: AbstractSet[int], matcher: Matcher, habits: Habits
) -> list[list[Line]]:
    """The lines as paragraphs, for a text with these habits."""
    kept = [at for at in range(len(lines)) if at not in beside]
    assembler = _Assembler([lines[at] for at in kept], matcher, habits)
    for place, at in enumerate(kept):
        assembler.take(place)
        if at - 1 in beside:
            assembler.set_aside(lines[at - 1])
    assembler.close()
    return assembler.found


def _is_beside(lines: Sequence[Line], at: int, matcher: Matcher) -> bool:
    """Whether a line holds nothing but letters or digits that were set above or below the printed line before it."""
    above, line, below = lines[at - 1 : at + 2]
    return (
        above.full is True
        and line.full is False
        and _BESIDE.fullmatch(line.text) is not None
        and is_unmarked(above.text, matcher)
        and not opens_paragraph(below.text, matcher)
        and not _is_torn_year(line.text, below.text, matcher)
        and below.indented is not True
    )


def _is_torn_year(above: str, text: str, matcher: Matcher) -> bool:
    """Whether a year ends the one line and its 年 begins the next."""
    return text.startswith("年") and matcher.first("torn-year", f"{above[-_YEAR:]}\n{text[:2]}") is not None


@mutable
class _Open:
    """The paragraph that is open."""

    lines: list[Line] = field(default_factory=list)
    text: str = ""
    """Its text, if it is not longer than the lines of a head may be."""
    tail: str = ""
    """The end of its text."""
    ends: str = ""
    """How it ends (`end_of`)."""
    length: int = 0
    numbered: bool = False
    """It opens with a number."""
    bare: bool = False
    """It is a number and nothing else."""
    sentences: bool = False
    """A sentence or part of one ended in it."""
    commas: bool = False
    brackets: list[_Bracket] = field(default_factory=list)
    """Opened and not closed, the innermost last."""
    shut: bool = False
    """It ends with a bracket that was opened after the end of a sentence."""


@record
class _Bracket:
    """A bracket or quotation mark that was opened."""

    sign: str
    after_sentence: bool


@mutable
class _Assembler:
    """The paragraphs so far, the one that is open, and the last number of each kind."""

    lines: Sequence[Line]
    matcher: Matcher
    habits: Habits
    found: list[list[Line]] = field(default_factory=list)
    _open: _Open = field(default_factory=_Open)
    _counts: dict[str, int] = field(default_factory=dict)
    _aside: list[Line] = field(default_factory=list)
    """Lines that follow the open paragraph."""

    def take(self, at: int) -> None:
        """Add the next line to the open paragraph, or begin a new one with it."""
        line = self.lines[at]
        if self._open.lines and self._score(at) > 0:
            self.found[-1].append(line)
        else:
            self.close()
            self.found.append([line])
            self._open = _Open()
            self._count(line)
        self._note(line)

    def set_aside(self, line: Line) -> None:
        """Keep a line that stood beside the open paragraph, to follow it."""
        self._aside.append(line)

    def close(self) -> None:
        """Give what stood beside the open paragraph, after it."""
        self.found += [[line] for line in self._aside]
        self._aside = []

    def _score(self, at: int) -> int:
        above, line = self.lines[at - 1], self.lines[at]
        if above.alone or above.last or line.alone:
            return -1
        if self._open.bare:
            return _BARE_NUMBER + _INDENT[line.indented]
        if line.full is not None and self._is_torn_at_quote(above.text, line.text):
            return _QUOTE_ALONE + self._look(above, line)
        bracket, start = self._bracket(at), self._start(at)
        if bracket and start == _LABEL:
            start = _LABEL_IN_BRACKET
        return self._end(above) + start + bracket + self._look(above, line)

    def _is_torn_at_quote(self, above: str, text: str) -> bool:
        """Whether one of two lines is a word in quotation marks and nothing else, as no paragraph is, and nothing begins."""
        if not any(_QUOTE.fullmatch(one) for one in (above, text)):
            return False
        return not opens_paragraph(text, self.matcher) and self._open.ends not in SENTENCE_ENDS

    def _end(self, above: Line) -> int:
        """How far the paragraph is from its end, going by its last line."""
        if self._is_head(self._open.text) or self.matcher.first("date-line", self._open.text) is not None:
            return _HEAD
        ends = self._open.ends
        if ends == "open":
            return _CUT[above.full] + _OPEN_END
        if self._open.shut and ends == "":
            ends = "clause"
        if ends == "clause" and self.habits.clauses_go_on:
            return _CUT[above.full]
        if ends == "title" and self._may_be_title():
            return _CUT[above.full] + _TITLE
        if ends in _ENDS:
            return _CUT[above.full] + _ENDS[ends]
        return _CUT[above.full] + (_UNFINISHED[above.ragged] if self._runs() else 0)

    def _may_be_title(self) -> bool:
        """Whether the open paragraph may be a title: no heading, no running text, no list of bodies after a label."""
        return not (self._open.numbered or self._is_labelled() or self._runs())

    def _is_labelled(self) -> bool:
        """Whether the open paragraph begins with a label: 责任单位：, 附件：."""
        return self.matcher.first("paragraph-start", self._open.lines[0].text) is not None

    def _runs(self) -> bool:
        """Whether the open paragraph is running text: no heading, no line of a list."""
        heading = self._open.numbered and self._open.length <= _LONGEST_NUMBERED
        return self._open.sentences or (self._open.commas and not heading)

    def _start(self, at: int) -> int:
        text = self.lines[at].text
        if self.matcher.first("line-start", text) or _is_torn_year(self._open.tail, text, self.matcher):
            return _CLOSING_START
        if self.lines[at - 1].full and self._goes_on_sentence(text):
            return 0
        if any(self.matcher.first(family, text) for family in _LABELS) or self._is_recipients(at):
            return _LABEL
        number = self._number(text)
        if number is not None:
            below_list = self._is_labelled() and self._open.ends not in SENTENCE_ENDS
            following = _NEXT_NUMBER_BELOW_LIST if below_list else _NEXT_NUMBER
            return following if self._opens(*number, self.lines[at - 1]) else _ANY_NUMBER
        if self._is_signature(at):
            return _SIGNATURE
        return _HEADING if self._is_heading(self.lines[at]) or self._opens_as_others(text) else 0

    def _is_recipients(self, at: int) -> bool:
        """Whether the line begins the recipients, below what may be the title."""
        if not self._may_be_title():
            return False
        return opens_recipients(
            self._open.tail, [line.text for line in self.lines[at : at + _MOST_SIGNING]], self.matcher
        )

    def _goes_on_sentence(self, text: str) -> bool:
        """Whether the start of a line below a full one continues it, although similar text can open a paragraph."""
        if self.habits.inside and opening_of(text, self.matcher) in self.habits.inside:
            return True
        if self._runs() and self.matcher.first("quoted-start", text):
            return self._open.ends in UNMARKED
        return self._is_head(self._open.text + text)

    def _is_head(self, text: str) -> bool:
        """Whether a text is the number of a document, or all recipients and their colon, which have no sentences."""
        return "。" not in text and "；" not in text and self.matcher.first("head-line", text) is not None

    def _opens_as_others(self, text: str) -> bool:
        """Whether a sentence begins the line as sentences do at the head of paragraphs and not inside."""
        if not self.habits.at_head or self._open.ends not in {"sentence", "clause"}:
            return False
        return opening_of(text, self.matcher) in self.habits.at_head

    def _is_heading(self, line: Line) -> bool:
        return line.full is False and self._open.ends == "sentence" and is_unmarked(line.text, self.matcher)

    def _is_signature(self, at: int) -> bool:
        """Whether the line is a body above a date, with no more than bodies between, and not the rest of a body's name."""
        name = self._open.tail and self._open.ends in UNMARKED and self.lines[at - 1].full
        if name and self.matcher.first("signing-end", self._open.tail) is None:
            return False
        for line in self.lines[at : at + _MOST_SIGNING]:
            if self.matcher.first("signing-line", line.text) is None:
                return False
            if self.matcher.first("date-line", line.text) is not None:
                return line is not self.lines[at]
        return False

    def _bracket(self, at: int) -> int:
        """What a bracket that is still open says; after a full stop only one that sentences stand in."""
        signs = [bracket.sign for bracket in self._open.brackets[-2:]]
        if signs and self._open.ends in SENTENCE_ENDS:
            signs = [sign for sign in signs if sign in _ROUND]
        return _BRACKET if any(self._closes(at, sign) for sign in signs) else 0

    def _closes(self, at: int, sign: str) -> bool:
        """Whether the bracket closes in this line or one soon below.

        （责任单位：……，各市交通运输局（委） was closed once for two: where a label opens the bracket, the end of a line closes it.
        """
        left, depth, labelled = _REACH.get(sign, _LONGEST_BRACKET), 1, self._is_labelled()
        for line in self.lines[at : at + _LONGEST_BRACKET]:
            text = line.text[:left].translate(_ROUND_ALIKE)
            for char in text:
                depth += (char == sign) - (char == _PAIRS[sign])
                if not depth:
                    return True
            if labelled and text.endswith(_PAIRS[sign]):
                return True
            left -= len(line.text)
            if left <= 0:
                return False
        return False

    def _number(self, text: str) -> tuple[str, int | None] | None:
        """The style and the value of the number that opens a line; None where none does."""
        match = self.matcher.first("number", text)
        if match is None:
            return None
        printed = match.group("value") if "value" in match else None
        return str(match.get("style")), None if printed is None else read_numeral(printed)

    def _opens(self, style: str, value: int | None, above: Line) -> bool:
        """Whether the number is the next of its kind; after a full line in mid-sentence it must be unmistakable."""
        if above.full and style in self.habits.inside:
            return False
        again = value == 1 and style in self._counts
        unfinished = above.full and self._runs() and self._open.ends in UNMARKED
        return self._is_next(style, value) and not (again and unfinished)

    def _is_next(self, style: str, value: int | None) -> bool:
        return style in self._counts if value is None else value in (1, self._counts.get(style, 0) + 1)

    def _count(self, line: Line) -> None:
        """Remember the number that opens the paragraph, also after a label: 附件：1.项目清单."""
        label = self.matcher.first("paragraph-start", line.text)
        number = self._number(line.text if label is None else line.text[label.end :])
        if number is not None:
            self._open.numbered = True
            self._counts[number[0]] = number[1] or 0

    def _note(self, line: Line) -> None:
        """Remember what the line adds to the open paragraph."""
        one = self._open
        number = self.matcher.first("number", line.text) if not one.lines else None
        one.bare = number is not None and not line.text[number.end :].strip()
        self._note_brackets(line.text)
        one.lines.append(line)
        one.length += len(line.text)
        one.text = one.text + line.text if one.length <= _LONGEST_HEAD else ""
        one.tail = (one.tail + line.text)[-_TAIL:]
        one.ends = end_of(one.tail, self.matcher)
        one.sentences = one.sentences or any(sign in line.text for sign in "。；")
        one.commas = one.commas or "，" in line.text or "," in line.text

    def _note_brackets(self, text: str) -> None:
        """Remember the brackets that a line opens, forget those it closes."""
        one = self._open
        one.shut = False
        for found in _BRACKETS.finditer(text):
            at, char = found.start(), found[0].translate(_ROUND_ALIKE)
            if char in _PAIRS:
                after = text[at - 1] in SENTENCE_SIGNS if at else one.ends in SENTENCE_ENDS
                one.brackets.append(_Bracket(char, after))
            elif one.brackets and char == _PAIRS[one.brackets[-1].sign]:
                after = one.brackets.pop().after_sentence
                one.shut = after and at == len(text) - 1
        del one.brackets[:-8]

    def _look(self, above: Line, line: Line) -> int:
        """The weight of indent and spacing; the second line of a title stands in the middle."""
        of_title = line.centred and above.full and self._may_be_title()
        indented = None if of_title else line.indented
        indent = _MARGIN_BELOW_FULL if above.full and indented is False else _INDENT[indented]
        return indent + (_APART if line.apart else 0)
