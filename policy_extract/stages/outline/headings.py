"""One paragraph → the heading that opens it: number, title, and where its own text goes on."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

from policy_extract.blocks import Paragraph, stretch_of
from policy_extract.generated.plain import At
from policy_extract.lexical.brackets import inside_brackets, pairs
from policy_extract.lexical.numerals import read_numeral
from policy_extract.lexical.width import fold
from policy_extract.records import record, replace
from policy_extract.stages.passages import Passage
from policy_extract.stages.units.bracket_sentences import read_sentence

if TYPE_CHECKING:
    from policy_extract.generated.plain import NumberStyle
    from policy_extract.grammar import Match, Matcher
    from policy_extract.stages.units.bracket_sentences import Habit

_TIME = re.compile(r"\d[:：] ?\d\d(?!\d)")
"""The colon of a time, 8:30."""
LONGEST_HEADING = 60
"""Characters; a longer stretch without a full stop is text."""
LONGEST_SENTENCE_HEADING = 45
"""Characters of a heading that ends in 。 or is followed by text in its paragraph."""
LONGEST_COLON_HEADING = 24
"""Characters before a ： that closes a run-in heading."""
LONGEST_ARTICLE_HEADING = 16
"""Characters of a run-in heading of an article (第X条); a longer sentence is the article's text."""
LONGEST_OPENING = 100
"""Characters in which a customary heading that has lost its mark stands, and the words that show where its text begins."""
LONGEST_UNNUMBERED = 40
LONGEST_ROLE = 12
"""Characters of a line that is a heading by its words alone."""


@record
class Heading:
    """How a paragraph opens a section."""

    number: str | None
    value: int | None
    style: NumberStyle
    key: str
    """Style, and what distinguishes two uses of it: the number of components of 1.1, the word before a number."""
    rank: int
    origin: Literal["typed", "auto"]
    number_at: At | None
    spaced: bool
    title: str | None
    at: tuple[At, ...]
    rest: int
    """Where the paragraph's own text goes on after the heading."""
    alone: bool
    """Nothing follows the heading in its paragraph."""
    box: bool = False
    closed: bool = False
    """Nothing of a first level stands under it: 序言, 结语."""
    outline_level: int | None = None
    inferred: str | None = None
    doubtful: bool = False
    """The number may well be something else: 1强化, 第一，."""
    empty: bool = False
    """Nothing at all stands after the number."""
    sentence: bool = False
    """The paragraph is number and title, closed by 。."""
    bold: bool = False
    """The title is printed bold and the text after it is not."""
    by_words: bool = False
    """Without number and style; only its words say that it is a heading."""
    holds: bool = False
    """Without number, and numbered headings stand below it."""


def read_heading(block: Paragraph, matcher: Matcher, *, habit: Habit | None = None) -> Heading | None:
    """The heading that opens this paragraph; None where it is plain text."""
    if matcher.first("contents", block.text) or block.style.startswith("toc"):
        return None
    text = f"{block.number} {block.text}" if block.number else block.text
    match = matcher.first("number", text, block=block.id)
    doubtful = None if match is not None else matcher.first("doubtful-number", text, block=block.id)
    if (found := match or doubtful) is not None:
        if matcher.first("translated-line", text) is not None:
            return None
        start = 0 if block.number else found.end
        title = find_title(block, start, matcher, habit=habit)
        return replace(_numbered(block, found, start, title), doubtful=match is None)
    return None if block.number else _unnumbered(block, matcher)


def _numbered(block: Paragraph, match: Match, start: int, title: tuple[int, int] | None) -> Heading:
    """The heading whose number ends at `start`, with the title found after it."""
    auto = bool(block.number)
    printed = match.group("number") or ""
    raw = re.sub(r"\s", "", block.number if auto else printed)
    if title and match.get("style") == "article" and _is_article(block.text, *title):
        title = None
    counts = match.get("counts")
    value = (
        read_numeral(match.group("value") or "") if match.has("value") else counts if isinstance(counts, int) else None
    )
    if value is None and match.has("value2"):
        value = read_numeral(match.group("value2") or "")
    if value is None:
        value = read_numeral(re.split(r"[.—–-]", fold(raw).rstrip("."))[-1])
    at = (stretch_of(block.id, title),) if title else (At(block=block.id, start=0, end=len(block.text)),)
    rest = _after(block.text, title[1]) if title else start
    number_at = None if auto else stretch_of(block.id, match.span("number"))
    return Heading(
        number=raw,
        value=value,
        style=str(match.get("style")),  # type: ignore[arg-type]  # the grammar's `set` names styles
        key=_key(match, raw),
        rank=int(str(match.get("rank"))),
        origin="auto" if auto else "typed",
        number_at=number_at,
        spaced=bool(re.search(r"\s", printed.strip())),
        title=re.sub(r"\s*\n\s*", "", block.text[slice(*title)]) if title else None,
        at=at,
        rest=rest,
        alone=not block.text[rest:].strip(),
        inferred=f"{match.group('value')}{match.get('lost')}" if match.get("lost") else None,
        box=bool(match.get("box")),
        outline_level=block.outline_level,
        empty=not block.text[start:].strip(),
        sentence=title is not None and "。" in fold(block.text[title[1] : rest]) and not block.text[rest:].strip(),
        bold=title is not None
        and any(low <= title[0] and abs(high - rest) <= 1 for low, high in block.bold)
        and rest < len(block.text),
    )


def _key(match: Match, raw: str) -> str:
    """What makes two numbers the same scheme: 1. and 1． are, 1.1 and 1.1.1 are not, 任务1 and 行动1 are not."""
    style = str(match.get("style"))
    if style == "decimal":
        return f"decimal-{len(re.split(r'[.—–-]', fold(raw).rstrip('.')))}"
    if style == "named":
        return "named-" + re.sub(r"[\d一二三四五六七八九十百]+", "", fold(raw))
    return style


def _unnumbered(block: Paragraph, matcher: Matcher) -> Heading | None:
    """A heading without a number: by custom (附则), or by the style of the paragraph."""
    text = block.text.strip()
    custom = matcher.first("unnumbered-heading", block.text, block=block.id)
    level = block.outline_level
    styled = level is not None and 0 < len(text) <= LONGEST_UNNUMBERED and not re.search(r"[。；：]$", fold(text))
    by_words = custom is None and not styled and _says_what_it_holds(text, matcher)
    if custom is None and not styled and not by_words:
        return None
    text = text.strip("【】") if by_words else text
    closed = bool(custom and custom.get("closed"))
    return replace(
        heading_of_line(block, text),
        outline_level=level,
        closed=closed,
        by_words=by_words,
        holds=bool(custom) and not closed,
    )


def heading_of_line(block: Paragraph, text: str) -> Heading:
    """A heading without a number that has these words of the line as its title."""
    start = block.text.index(text)
    return Heading(
        number=None, value=None, style="other", key="unnumbered", rank=0, origin="typed", number_at=None, spaced=False,
        title=text, at=(At(block=block.id, start=start, end=start + len(text)),), rest=len(block.text), alone=True,
    )  # fmt: skip


def _says_what_it_holds(text: str, matcher: Matcher) -> bool:
    """Whether a line is 主要任务, 保障措施 and nothing else."""
    words = text.strip("【】")
    match = matcher.first("section-role", words) if 0 < len(words) <= LONGEST_ROLE else None
    return match is not None and match.start == 0 and match.end == len(words) and match.get("role") != "other"


def _is_article(text: str, start: int, end: int) -> bool:
    """Whether the first sentence of an article is its text: 第一条 为规范管理，制定本办法。"""
    sentence = fold(text[start:end])
    return fold(text)[end : end + 1] == "。" and (len(sentence) > LONGEST_ARTICLE_HEADING or "，" in sentence)


# ---------------------------------------------------------------- where the title ends


def find_title(block: Paragraph, start: int, matcher: Matcher, *, habit: Habit | None = None) -> tuple[int, int] | None:
    """Start and end of the heading after a number; None where the paragraph is a plain numbered sentence.

    Word may print the heading bold; else it ends before the first 。 (or ：),
    before a clause of responsible units, or with the paragraph. A customary
    heading ends where its words do, although no mark stands there.
    """
    text = block.text
    while start < len(text) and text[start] in " \t\u3000\xa0、:：\n":
        start += 1
    end = _clause_start(text, start, matcher, habit=habit)
    opens_bracket = not text[start : start + 1].isalnum()
    if opens_bracket and (bracketed := matcher.first_of_piece("bracketed-heading", text, start, end)) is not None:
        return start + bracketed.span("title")[0], start + bracketed.span("title")[1]
    if (closing := _closing_bracket(text, start)) is not None:
        return _trim(text, start, closing)
    if bold := _bold_end(block, start, end):
        return _trim(text, start, bold)
    opened = min(end, start + LONGEST_OPENING)
    if (customary := matcher.first_of_piece("heading-before-text", text, start, opened)) is not None:
        return start + customary.span("title")[0], start + customary.span("title")[1]
    found = _cut_at_mark(text, start, end, matcher)
    return found and _trim(text, *found)


def _closing_bracket(text: str, start: int) -> int | None:
    """Where the bracket closes that opened before the number: 【任务一：空间布局】."""
    closing = text.find("】", start) if "【" in text[:start] else -1
    return closing if closing > start and "【" not in text[start:closing] else None


def _clause_start(text: str, start: int, matcher: Matcher, *, habit: Habit | None) -> int:
    """Where a clause such as （责任单位：…） begins after the heading."""
    match = matcher.first("label", text) if "【" in text or "：" in fold(text) else None
    if match is None or match.start < start:
        return _closing_clause(text, start, matcher, habit=habit) or len(text)
    before = match.start
    while before > start and text[before - 1] in " （(〔[【":
        before -= 1
    return before


def _closing_clause(text: str, start: int, matcher: Matcher, *, habit: Habit | None) -> int | None:
    """Where a sentence in brackets (市民政局牵头) closes a heading that fills its paragraph."""
    if "。" in fold(text)[start:] or not text.rstrip().endswith(("）", ")", "〕", "]")):
        return None
    low, high = next(((low, high) for low, high in pairs(text) if high == len(text.rstrip())), (start, start))
    return (
        low if low > start and read_sentence(Passage("", text, low, high), matcher, habit=habit) is not None else None
    )


def _bold_end(block: Paragraph, start: int, end: int) -> int | None:
    """Where a bold run-in heading ends, if the bold stretch is one heading and not the whole paragraph."""
    for low, high in block.bold:
        opened = low <= start < high
        if opened and high < end and block.text[high:end].strip():
            inner = fold(block.text[start:high]).strip().rstrip("。：.")
            if inner and "。" not in inner and len(inner) <= LONGEST_HEADING:
                return high
    return None


def _first_stop(text: str, start: int, end: int) -> int | None:
    """The first 。 outside brackets and quotation marks."""
    text = fold(text)
    if text.find("。", start, end) < 0:
        return None
    hidden = inside_brackets(text, start, end)
    return next((index for index in range(start, end) if text[index] == "。" and index not in hidden), None)


def _cut_at_mark(text: str, start: int, end: int, matcher: Matcher) -> tuple[int, int] | None:
    """The heading up to the first 。 or ：; None where what stands there is a sentence."""
    stop = _first_stop(text, start, end)
    whole = fold(text[start:end]).rstrip()
    colon = _colon(text, start, end if stop is None else stop)
    if colon is not None and matcher.first_of_piece("named-stage", text, start, end) is not None:
        colon = None
    if stop is None:
        if colon is not None and (len(whole) > LONGEST_SENTENCE_HEADING or whole.endswith("；")):
            return start, colon
        plain = len(whole) > LONGEST_HEADING or whole.endswith(("；", "，")) or _is_sentence(whole, matcher)
        return None if plain or not whole else (start, end)
    if colon is not None:
        return start, colon
    heading = fold(text[start:stop])
    if len(heading) > LONGEST_SENTENCE_HEADING or "；" in heading or _is_sentence(heading, matcher):
        return None
    return start, stop


def _is_sentence(text: str, matcher: Matcher) -> bool:
    return matcher.first("plain-sentence", text) is not None


def _colon(text: str, start: int, end: int) -> int | None:
    """A ： that closes a run-in heading: early, outside brackets, after no comma."""
    opening = fold(text[start : min(end, start + LONGEST_COLON_HEADING + 1)])
    if "：" not in opening:
        return None
    hidden = inside_brackets(text, start, end)
    for index, char in enumerate(opening, start):
        if index in hidden:
            continue
        if char in "，；、":
            return None
        if char == "：" and not _TIME.match(text, index - 1):
            return index if text[index + 1 : end].strip() else None
    return None


def _trim(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The title without white space and closing marks around it."""
    while end > start and text[end - 1] in " \t\n\u3000\xa0。.：:．":
        end -= 1
    return (start, end) if end > start else None


def _after(text: str, end: int) -> int:
    while end < len(text) and text[end] in " \t\n\u3000\xa0。.：:．】":
        end += 1
    return end
