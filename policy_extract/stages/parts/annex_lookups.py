"""The entries of annex lists, with indexes that keep documents with thousands of annexes fast."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cached_property
from itertools import chain, pairwise
from typing import TYPE_CHECKING

from policy_extract.blocks import Paragraph
from policy_extract.lexical.numerals import read_numeral
from policy_extract.lexical.width import fold
from policy_extract.records import record

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from policy_extract.blocks import Block
    from policy_extract.grammar import Matcher
    from policy_extract.stages.structure import Piece

AnnexNumber = tuple[int, ...]
"""1, 一 and A are (1,), 1-2 is (1, 2)."""

_NOWHERE = 2**62
"""After every place."""


def read_annex_number(printed: str | None) -> AnnexNumber | None:
    """The number of an annex; None where nothing, or no number, is printed.

    >>> [read_annex_number(text) for text in ("2", "一", "1—2", "B", None)]
    [(2,), (1,), (1, 2), (2,), None]
    """
    parts = [read_numeral(part) for part in re.split(r"[-—–]", fold(printed or ""))]
    return tuple(part for part in parts if part is not None) if None not in parts else None


def comes_after(number: AnnexNumber, before: AnnexNumber | None) -> bool:
    """Whether a list goes on with the number: 2 after 1, 1-2 after 1-1, 2-1 after 1-3; 1 or 1-1 where it begins.

    >>> [comes_after(*pair) for pair in (((2,), (1,)), ((1, 2), (1, 1)), ((2, 1), (1, 3)), ((1,), None), ((3,), (1,)))]
    [True, True, True, True, False]
    """
    if before is None:
        return set(number) == {1}
    return number in {(before[0] + 1,), (before[0] + 1, 1), (*before[:-1], before[-1] + 1), (*before, 1)}


@record
class Listed:
    """One entry of the annex list."""

    number: AnnexNumber | None
    title: Piece
    label: str


_FILE = re.compile(r"\.(?:docx?|wps|pdf|ofd|xlsx?|et|rar|zip|jpg|png)$", re.IGNORECASE)
"""How a title ends that a page prints as a link."""


_UNCOMPARED = re.compile(r"[\s《》〈〉]+")


def plain(text: str) -> str:
    """Folded, without white space, title marks and the ending of a file, for comparing titles."""
    return _FILE.sub("", _UNCOMPARED.sub("", fold(text)))


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
        """Whether one of the lines ends with a title that an annex list has named, as a label with its title does."""
        return any(self._ends(plain(line.text)) for line in lines)

    def _ends(self, text: str) -> bool:
        return any(length <= len(text) and text[len(text) - length :] in self._known for length in self._lengths)


class LastPlaces:
    """Where each line stands for the last time, and where the last label of an annex; found out when first asked."""

    def __init__(self, blocks: Sequence[Block], matcher: Matcher) -> None:
        self._blocks, self._matcher = blocks, matcher

    @cached_property
    def _texts(self) -> list[str | None]:
        """The lines as titles are compared; None for a table."""
        return [plain(one.text) if isinstance(one, Paragraph) else None for one in self._blocks]

    @cached_property
    def lines(self) -> Mapping[str, int]:
        """Places by the line as titles are compared."""
        return {text: place for place, text in enumerate(self._texts) if text is not None}

    @cached_property
    def pairs(self) -> Mapping[str, int]:
        """Places by each line joined with the next."""
        pairs = pairwise(text or "" for text in self._texts)
        return {first + second: place for place, (first, second) in enumerate(pairs)}

    def printed_after(self, title: str, place: int) -> bool:
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
        self._ranks: dict[str, int] = {}
        """How high each style that was found usually stands."""

    @cached_property
    def _found(self) -> dict[str, tuple[list[int], list[int]]]:
        """By style, the places with a number and its values."""
        return self._of_family("number")

    @cached_property
    def _doubtful(self) -> dict[str, tuple[list[int], list[int]]]:
        """The same of what may be a number: 三 主要任务."""
        return self._of_family("doubtful-number")

    def _of_family(self, family: str) -> dict[str, tuple[list[int], list[int]]]:
        found: dict[str, tuple[list[int], list[int]]] = {}
        for place, block in enumerate(self._blocks):
            if isinstance(block, Paragraph) and (number := self._number(block, family)) is not None:
                places, values = found.setdefault(number[0], ([], []))
                places.append(place)
                values.append(number[1])
        return found

    def _number(self, block: Paragraph, family: str) -> tuple[str, int] | None:
        match = self._matcher.first(family, f"{block.number} {block.text}" if block.number else block.text)
        value = read_numeral(match.group("value") or "") if match is not None and match.has("value") else None
        if match is None or value is None:
            return None
        style = str(match.get("style"))
        self._ranks[style] = int(str(match.get("rank")))
        return style, value

    def go_on(self, place: int) -> bool:
        """Whether numbering before the place continues after it, past one begun there: 3., 4.; （一）, 1., （二）."""
        for places, values in chain(self._found.values(), self._doubtful.values()):
            first = bisect_left(places, place)
            if 0 < first < len(places) and values[first] == values[first - 1] + 1:
                return True
        return False

    def precede(self, place: int) -> bool:
        """Whether a number opens a line before the place."""
        return any(places[0] < place for places, _ in self._found.values())

    def begin_on_first_level(self, place: int, reach: int) -> bool:
        """Whether the first number within so many blocks is 1, in the style of the first number before the place or one that stands above it."""
        nearest = self._nearest(place, reach)
        if nearest is None or self._found[nearest][1][bisect_left(self._found[nearest][0], place)] != 1:
            return False
        first = min((places[0], style) for style, (places, _) in self._found.items())[1]
        return self._ranks[nearest] <= self._ranks[first]

    def begin_anew(self, place: int, reach: int) -> bool:
        """Whether the first number within so many blocks is the first of a count that had got further before: 三、, 一、."""
        nearest = self._nearest(place, reach)
        if nearest is None:
            return False
        places, values = self._found[nearest]
        first = bisect_left(places, place)
        return values[first] == 1 and first > 0 and values[first - 1] > 1

    def _nearest(self, place: int, reach: int) -> str | None:
        """The style of the first number within so many blocks."""
        nearest = min(((self._next(places, place), style) for style, (places, _) in self._found.items()), default=None)
        return None if nearest is None or nearest[0] > place + reach else nearest[1]

    @staticmethod
    def _next(places: Sequence[int], place: int) -> int:
        """The first of the places from `place` on."""
        first = bisect_left(places, place)
        return places[first] if first < len(places) else _NOWHERE


class Unmet:
    """The entries of annex lists whose annexes have not been met yet, to be looked up by title and number."""

    def __init__(self, listed: Sequence[Listed]) -> None:
        self._open = dict(enumerate(listed))
        self._places = {id(entry): place for place, entry in self._open.items()}
        self._titles: dict[str, list[int]] = {}
        self._numbers: dict[AnnexNumber, list[int]] = {}
        for place, entry in reversed(self._open.items()):
            self._titles.setdefault(plain(entry.title.text), []).append(place)
            if entry.number is not None:
                self._numbers.setdefault(entry.number, []).append(place)

    def __len__(self) -> int:
        return len(self._open)

    def first(self, *, titles: Iterable[str], number: AnnexNumber | None = None) -> Listed | None:
        """The first entry with one of the titles, or with the number."""
        places = [self._next(self._titles.get(title)) for title in titles]
        places += [self._next(self._numbers.get(number))] if number else []
        return self._open.get(min(places, default=_NOWHERE))

    def _next(self, places: list[int] | None) -> int:
        """The first of the places (stored in reverse) whose entry has not been met yet."""
        while places and places[-1] not in self._open:
            places.pop()
        return places[-1] if places else _NOWHERE

    def only(self) -> Listed | None:
        """The entry, where one alone is left."""
        return next(iter(self._open.values())) if len(self._open) == 1 else None

    def meet(self, entry: Listed | None) -> None:
        """Take the entry out."""
        self._open.pop(self._places.get(id(entry), _NOWHERE), None)
