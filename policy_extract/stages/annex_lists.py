"""What annex lists name: their entries, and the look-ups by which a document of thousands is read as fast as one of ten."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

from policy_extract.blocks import Paragraph
from policy_extract.lexical.numerals import read_numeral
from policy_extract.lexical.width import fold
from policy_extract.records import record, replace
from policy_extract.stages.forms import Piece, blocks_from, join, part_of, piece

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from policy_extract.blocks import Block
    from policy_extract.grammar import Matcher
    from policy_extract.stages.forms import Ownership

BODY_BLOCKS = 3
"""From this many blocks after 附件：…… on, the line opens an annex and lists none."""
SIGNED_WITHIN = 6
"""Lines after the list in which a date says that the text is signed there."""
SHORT_TAIL = 8
"""Characters of a line that can only be the rest of the entry above it."""
_NOWHERE = 2**62
"""Behind every place."""


@record
class Listed:
    """One entry of the annex list."""

    number: int | None
    title: Piece
    label: str


_FILE = re.compile(r"\.(?:docx?|wps|pdf|ofd|xlsx?|et|rar|zip|jpg|png)$", re.IGNORECASE)
"""How a title ends that a page prints as a link."""


def plain(text: str) -> str:
    """Folded, without white space, title marks and the ending of a file, for comparing titles."""
    return _FILE.sub("", re.sub(r"[\s《》]", "", fold(text)))


class NamedTitles:
    """Titles that annex lists have named."""

    def __init__(self) -> None:
        self._known: set[str] = set()
        self._lengths: set[int] = set()

    def add(self, entries: Sequence[Listed]) -> None:
        """Remember the entries of a list."""
        titles = [plain(entry.title.text) for entry in entries]
        self._known.update(titles)
        self._lengths.update(map(len, titles))

    def end(self, lines: Sequence[Paragraph]) -> bool:
        """Whether the lines are annexes that a list has named: labels with titles, and nothing below them."""
        return any(self._ends(plain(line.text)) for line in lines)

    def _ends(self, text: str) -> bool:
        return any(length <= len(text) and text[len(text) - length :] in self._known for length in self._lengths)


class LastPlaces:
    """Where each line stands for the last time, and where the last label of an annex; found out when first asked."""

    def __init__(self, blocks: Sequence[Block], matcher: Matcher) -> None:
        self._blocks, self._matcher = blocks, matcher

    @cached_property
    def lines(self) -> Mapping[str, int]:
        """Places by the line as titles are compared."""
        return {plain(one.text): place for place, one in enumerate(self._blocks) if isinstance(one, Paragraph)}

    @cached_property
    def pairs(self) -> Mapping[str, int]:
        """Places by each line joined with the next."""
        texts = [plain(one.text) if isinstance(one, Paragraph) else "" for one in self._blocks]
        return {first + second: place for place, (first, second) in enumerate(pairwise(texts))}

    def printed_behind(self, title: str, place: int) -> bool:
        """Whether a title is printed further on, on one line or two."""
        wanted = plain(title)
        return max(self.lines.get(wanted, -1), self.pairs.get(wanted, -1)) > place

    @cached_property
    def label(self) -> int:
        """The place of the last label; -1 where there is none."""
        for place in range(len(self._blocks) - 1, -1, -1):
            block = self._blocks[place]
            if isinstance(block, Paragraph) and self._matcher.first("annex-label", block.text):
                return place
        return -1


class NumberPlaces:
    """Where numbers open a line, to say whether a count goes on after a place; found out when first asked."""

    def __init__(self, blocks: Sequence[Block], matcher: Matcher) -> None:
        self._blocks, self._matcher = blocks, matcher

    @cached_property
    def _found(self) -> tuple[list[int], list[tuple[str, int]], dict[str, list[int]]]:
        """Places with a number; its style and value; and by style, which of them."""
        places: list[int] = []
        numbers: list[tuple[str, int]] = []
        styles: dict[str, list[int]] = {}
        for place, block in enumerate(self._blocks):
            if isinstance(block, Paragraph) and (number := self._number(block)) is not None:
                styles.setdefault(number[0], []).append(len(places))
                places.append(place)
                numbers.append(number)
        return places, numbers, styles

    def _number(self, block: Paragraph) -> tuple[str, int] | None:
        match = self._matcher.first("number", f"{block.number} {block.text}" if block.number else block.text)
        value = read_numeral(match.group("value") or "") if match is not None and match.has("value") else None
        return None if match is None or value is None else (str(match.get("style")), value)

    def go_on(self, place: int) -> bool:
        """Whether the first number after the place is the next of a count before it: 3., then 4.."""
        places, numbers, styles = self._found
        first = bisect_left(places, place)
        if first == len(places) or numbers[first][1] == 1:
            return False
        style, value = numbers[first]
        before = bisect_left(styles[style], first)
        return before > 0 and numbers[styles[style][before - 1]][1] + 1 == value


class Unmet:
    """The entries of annex lists whose annexes have not been met yet, to be looked up by title and number."""

    def __init__(self, listed: Sequence[Listed]) -> None:
        self._open = dict(enumerate(listed))
        self._places = {id(entry): place for place, entry in self._open.items()}
        self._titles: dict[str, list[int]] = {}
        self._numbers: dict[int, list[int]] = {}
        for place, entry in reversed(self._open.items()):
            self._titles.setdefault(plain(entry.title.text), []).append(place)
            if entry.number is not None:
                self._numbers.setdefault(entry.number, []).append(place)

    def __len__(self) -> int:
        return len(self._open)

    def first(self, *, titles: Iterable[str], number: int | None = None) -> Listed | None:
        """The first entry with one of the titles, or with the number."""
        places = [self._next(self._titles.get(title)) for title in titles]
        places += [self._next(self._numbers.get(number))] if number is not None else []
        return self._open.get(min(places, default=_NOWHERE))

    def _next(self, places: list[int] | None) -> int:
        """The first of the places whose entry is still open; they run backwards."""
        while places and places[-1] not in self._open:
            places.pop()
        return places[-1] if places else _NOWHERE

    def only(self) -> Listed | None:
        """The entry, where one alone is left."""
        return next(iter(self._open.values())) if len(self._open) == 1 else None

    def meet(self, entry: Listed | None) -> None:
        """Take the entry out."""
        self._open.pop(self._places.get(id(entry), _NOWHERE), None)


# ---------------------------------------------------------------- the lines of a list


def read_annex_lists(blocks: Sequence[Block], start: int, matcher: Matcher, owned: Ownership) -> list[Listed]:
    """The entries of every 附件： list; claims its lines."""
    found: list[Listed] = []
    known, last = NamedTitles(), LastPlaces(blocks, matcher)
    index = start
    while index < len(blocks):
        groups = [] if owned.roles.get(blocks[index].id) == "toc" else _list_lines(blocks, index, last, matcher)
        lines = [line for group in groups for line in group]
        if lines and not known.end(lines) and not _opens_annex(blocks, index, len(groups), last, matcher):
            owned.claim(lines, "annex-list")
            entries = list(_entries(groups, matcher))
            known.add(entries)
            found.extend(entries)
        index += max(1, len(lines))
    return found


def _list_lines(blocks: Sequence[Block], index: int, last: LastPlaces, matcher: Matcher) -> list[list[Paragraph]]:
    """The line with 附件： and the entries that follow it, each with the lines it goes on over; empty where none begins."""
    block = blocks[index]
    if not isinstance(block, Paragraph):
        return []
    if matcher.first("annex-list", block.text, block=block.id) is None:
        return [[line] for line in _labelled_lines(blocks, index, matcher)]
    groups = [[block]]
    expected = 1 + _last_number(block, matcher)
    bare = False
    for place, following in enumerate(blocks_from(blocks, index + 1), index + 1):
        if not isinstance(following, Paragraph):
            break
        text = following.number + following.text
        match = matcher.first("annex-list-entry", text, block=following.id)
        if match is not None and read_numeral(match.group("number") or "") == expected:
            groups.append([following])
            expected += 1
            bare = not match.group("title")
        elif bare and fold(following.text).strip():
            groups.append([following])
            bare = False
        elif _is_rest(groups[-1], following, place, last, matcher):
            groups[-1].append(following)
        else:
            break
    return groups


def _is_rest(entry: Sequence[Paragraph], line: Paragraph, place: int, last: LastPlaces, matcher: Matcher) -> bool:
    """Whether the line is the rest of the entry above it: together they are a title printed further on, or it is too short."""
    above = "".join(one.text for one in entry)
    opening = matcher.first("annex-list-opening", above)
    title = above[opening.end :] if opening is not None else above
    if not title.strip() or not line.text.strip() or last.printed_behind(title, place):
        return False
    if last.printed_behind(title + line.text, place):
        return True
    families = ("annex-label", "date-line", "signature", "number", "bracket-line", "imprint")
    short = len(line.text.strip()) <= SHORT_TAIL < len(title)
    return short and not line.number and all(matcher.first(family, line.text) is None for family in families)


def _labelled_lines(blocks: Sequence[Block], index: int, matcher: Matcher) -> list[Paragraph]:
    """A list whose lines each carry a label: 附件1：……/ 附件2：…… in consecutive lines."""
    lines: list[Paragraph] = []
    for block in blocks_from(blocks, index):
        match = matcher.first("annex-label", block.text) if isinstance(block, Paragraph) else None
        if match is None or not match.group("title") or read_numeral(match.group("number") or "") != len(lines) + 1:
            break
        assert isinstance(block, Paragraph)
        lines.append(block)
    return lines if len(lines) > 1 else []


def _last_number(block: Paragraph, matcher: Matcher) -> int:
    """Number of the last entry on the line with 附件：; 0 where it has none yet."""
    match = matcher.first("annex-list", block.text)
    if match is None or not (match.group("number") or match.group("title")):
        return 0
    return len(_cut_entries(block, matcher))


def _cut_entries(block: Paragraph, matcher: Matcher) -> list[tuple[int | None, int, int]]:
    """Number, start and end of each entry on a line: 附件：1.甲清单 2.乙清单."""
    match = matcher.first("annex-list", block.text)
    text = fold(block.text)
    begin = text.index("：") + 1 if match is not None and "：" in text else 0
    marks: list[tuple[int, int, int]] = []
    for found in matcher.all("annex-list-number", block.text, start=begin):
        if int(found.group("number") or "") == len(marks) + 1:
            marks.append((len(marks) + 1, found.start, found.end))
    if not marks:
        return [(None, begin, len(text))] if text[begin:].strip() else []
    ends = [start for _, start, _ in marks[1:]] + [len(text)]
    return [(number, start, end) for (number, _, start), end in zip(marks, ends, strict=True)]


def _entries(groups: Sequence[Sequence[Paragraph]], matcher: Matcher) -> Iterator[Listed]:
    """The list's entries; a number on a line of its own belongs to the next line."""
    pending: int | None = None
    for index, (line, *rest) in enumerate(groups):
        if index == 0 and matcher.first("annex-list", line.text) is not None:
            cuts = _cut_entries(line, matcher)
            labels = ["附件" if number is None and len(groups) == 1 else f"附件{number or 1}" for number, _, _ in cuts]
            found = [
                Listed(number, piece(line, start, end), label)
                for (number, start, end), label in zip(cuts, labels, strict=True)
            ]
        else:
            found = list(_entry(line, pending, matcher))
            pending = found[-1].number if found and found[-1].title.text == "" else None
        if found and found[-1].title.text:
            found[-1] = replace(found[-1], title=join([found[-1].title, *map(piece, rest)]))
        yield from (replace(one, title=_without_file_end(one.title, matcher)) for one in found if one.title.text)


def _without_file_end(title: Piece, matcher: Matcher) -> Piece:
    """The title without the end of a file's name, which the link to it prints."""
    end = matcher.first("file-end", title.text)
    return title if end is None else part_of(title, 0, end.start)


def _entry(line: Paragraph, pending: int | None, matcher: Matcher) -> Iterator[Listed]:
    """The entry of a later line; its title is empty where only its number is printed."""
    entry = matcher.first("annex-list-entry", line.number + line.text)
    match = entry or matcher.first("annex-label", line.text)
    number = read_numeral(match.group("number") or "") if match else pending
    label = f"附件{number or pending}" if entry or match is None else plain(match.group("label") or "")
    if match is None or line.number:
        yield Listed(number or pending, piece(line), label)
    else:
        yield Listed(number, piece(line, *match.span("title")) if match.group("title") else Piece(""), label)


def _opens_annex(blocks: Sequence[Block], index: int, count: int, last: LastPlaces, matcher: Matcher) -> bool:
    """Whether 附件：…… is not the list but the line above an annex: text follows and no signature does."""
    block = blocks[index]
    match = matcher.first("annex-list", block.text) if count == 1 and isinstance(block, Paragraph) else None
    if match is None or not isinstance(block, Paragraph):
        return False
    if len(blocks) - index - 1 < (BODY_BLOCKS if match.has("full") else 1):
        return False
    title = plain(block.text.split("：")[-1].split(":")[-1])
    near = [one for one in blocks[index + 1 : index + 1 + SIGNED_WITHIN] if isinstance(one, Paragraph)]
    signed = any(matcher.first(family, one.text) for one in near for family in ("date-line", "signature-with-date"))
    later = bool(title) and last.lines.get(title, -1) > index
    return not (signed or later or last.label > index)
