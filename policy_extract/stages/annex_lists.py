"""What annex lists name: their entries, and the look-ups by which a document of thousands is read as fast as one of ten."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING

from policy_extract.blocks import Paragraph
from policy_extract.lexical.width import fold
from policy_extract.records import record

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from policy_extract.blocks import Block
    from policy_extract.grammar import Matcher
    from policy_extract.stages.forms import Piece

_NOWHERE = 2**62
"""Behind every place."""


@record
class Listed:
    """One entry of the annex list."""

    number: int | None
    title: Piece
    label: str


def plain(text: str) -> str:
    """Folded, without white space and the brackets of drafts, for comparing titles."""
    return re.sub(r"[\s《》]", "", fold(text))


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
    def label(self) -> int:
        """The place of the last label; -1 where there is none."""
        for place in range(len(self._blocks) - 1, -1, -1):
            block = self._blocks[place]
            if isinstance(block, Paragraph) and self._matcher.first("annex-label", block.text):
                return place
        return -1


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
