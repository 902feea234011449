"""Tables of contents: which lines are their entries (the headings of the text are printed there once before)."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from typing import TYPE_CHECKING

from policy_extract.blocks import Paragraph
from policy_extract.lexical.numerals import read_numeral
from policy_extract.stages.parts.annex_lookups import plain
from policy_extract.stages.structure import Piece, piece

if TYPE_CHECKING:
    from collections.abc import Sequence

    from policy_extract.blocks import Block
    from policy_extract.grammar import Matcher
    from policy_extract.stages.structure import Ownership

_PAGE = re.compile(r"[.…·]*\d{1,3}$")
_PAGE_AFTER_BLANK = re.compile(r"\w\W*\s(\d{1,3})\s*$")
MOST_PAGES = 40
"""Most pages between one entry of the contents and the next."""
MOST_TABLES = 20
LONGEST_TABLE = 300
LONGEST_ENTRY = 80
"""Tables of contents of a document, lines of one, and characters of an entry, at most."""
SHORTEST_NAME = 8
"""Characters of a document's name in the line above its contents."""
_SHORTEST_ENTRY = 4
"""Characters of an entry of the contents without its page."""
_SHORTEST_CONTENTS = 4
"""Lines of a table of contents that nothing announces, its first entry included."""
PATIENCE = 3
"""Consecutive lines without an entry after which the table of contents has ended."""


def claim_contents(blocks: Sequence[Block], matcher: Matcher, owned: Ownership) -> None:
    """Claim tables of contents: by style, by leader dots, or, under 目录, lines that return as headings or end in the next page.

    Without 目录 above them, lines that begin with a first heading (1 总则) and return with text between them.

    Such a line may end in a page number set off by a space only, or by nothing. One or two lines that do not
    return do not end the table; it never ends before its first entry is printed again.
    """
    texts = [plain(block.text) if isinstance(block, Paragraph) else "" for block in blocks]
    again, ordered = Counter(texts), sorted(filter(None, texts))
    patience, page, end, tables, tried = 0, 0, 0, 0, 0
    for index, block in enumerate(blocks):
        if not isinstance(block, Paragraph):
            patience = 0
            continue
        below = texts[index + 1] if index + 1 < len(texts) else ""
        named = name_above_contents(block) is not None and bool(below) and again[below] > 1
        opened = named or matcher.first("contents-title", block.text) is not None
        if opened and tables < MOST_TABLES:
            tables, end = tables + 1, max(end, _end_of_table(blocks, texts, index + 1))
        elif index >= end and tried < MOST_TABLES and again[texts[index]] > 1 and _opens_count(block, matcher):
            tried, end = tried + 1, max(end, _end_of_unannounced(blocks, texts, index, again))
        marked = block.style.startswith("toc") or matcher.first("contents", block.text, block=block.id) is not None
        here = _page_of(block.text)
        paged = page > 0 and page <= here <= page + MOST_PAGES
        again_here = patience > 0 and (paged or again[texts[index]] > 1 or _returns(texts[index], ordered))
        repeated = index < end or again_here
        if opened or marked or repeated:
            owned.claim([block], "toc")
            again[texts[index]] -= 1
        page = (here if marked or repeated else page) if patience else 0
        patience = PATIENCE if opened or (patience and (marked or repeated)) else max(0, patience - 1)


def name_above_contents(block: Block) -> Piece | None:
    """The name of the document in a line above its contents: 澜州市防汛应急预案 of 澜州市防汛应急预案目录."""
    if not isinstance(block, Paragraph) or not block.text.rstrip().endswith("目录"):
        return None
    name = piece(block, 0, len(block.text.rstrip()) - 2)
    return name if len(name.text.strip()) >= SHORTEST_NAME else None


def _end_of_table(blocks: Sequence[Block], texts: Sequence[str], start: int) -> int:
    """Where the first entry stands again, with nothing but lines of entries between; 0 where it does not."""
    first = ""
    for index in range(start, min(len(blocks), start + LONGEST_TABLE)):
        text = texts[index]
        if not _is_entry(blocks[index]):
            return 0
        if text and text == first:
            return index
        first = first or _PAGE.sub("", text)
    return 0


def _opens_count(block: Paragraph, matcher: Matcher) -> bool:
    """Whether a line is the first heading of a count: 第一章 总则, 一、总体要求, 1 总则."""
    match = matcher.first("number", block.text) or matcher.first("doubtful-number", block.text)
    return match is not None and match.has("value") and read_numeral(match.group("value") or "") == 1


def _end_of_unannounced(blocks: Sequence[Block], texts: Sequence[str], start: int, again: Counter[str]) -> int:
    """Where the entry at `start` stands again, if the lines between make up a table of contents; 0 if they do not.

    A list that is printed twice is none: its entries return without text between them.
    """
    end = _end_of_table(blocks, texts, start)
    lines = [text for text in texts[start:end] if text]
    returning = sum(again[text] > 1 for text in lines)
    told = any(not _is_entry(block) for block in blocks[end : 2 * end - start])
    return end if len(lines) >= _SHORTEST_CONTENTS and returning > 1 and told else 0


def _is_entry(block: Block) -> bool:
    """Whether a block may be a line of a table of contents: short, and no sentence."""
    text = block.text.rstrip() if isinstance(block, Paragraph) else "。"
    return len(text) <= LONGEST_ENTRY and not text.endswith(("。", "；"))


def _page_of(text: str) -> int:
    """The page that a blank sets off at the end of a line; 0 where there is none."""
    found = _PAGE_AFTER_BLANK.search(text) if text.rstrip()[-1:].isdigit() else None
    return int(found[1]) if found else 0


def _returns(entry: str, ordered: Sequence[str]) -> bool:
    """Whether another text begins with the words of an entry of the contents, its page number taken off; with a full stop after one without."""
    words = _PAGE.sub("", entry)
    if len(words) < _SHORTEST_ENTRY:
        return False
    if words == entry:
        words += "。"
    place = bisect_left(ordered, words)
    return any(text.startswith(words) and text != entry for text in ordered[place : place + 3])
