"""Bodies that a text names outside any list of units: 由市发展改革委会同有关部门."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from policy_extract.comparison.values.units import ends_with_level

if TYPE_CHECKING:
    from collections.abc import Iterator

    from policy_extract.grammar.directory import Directory

LONGEST = 20
"""Characters of a name in running text."""
SHORTEST = 3
"""Characters of a name that no directory lists, without its level."""


def names_across(text: str, place: int) -> Iterator[str]:
    """The body whose name goes on across a place of a text, with its level before it; nothing where none does."""
    if not 0 < place < len(text) or not text[place - 1 : place + 1].isalpha():
        return
    directory = _directory()
    for start in range(max(place - LONGEST, 0), place + 1):
        level = ends_with_level(text[max(start - 3, 0) : start])
        if start == place and not level:
            return
        for end in range(min(start + LONGEST, len(text)), place, -1):
            if text[end - 1] in directory.last_characters and directory.lists(text[start:end]):
                yield text[start - level : end]
                return
    yield from _unlisted_across(text, place)


def _unlisted_across(text: str, place: int) -> Iterator[str]:
    """A body that no directory lists: what stands between a level and an ending of bodies, 县 种苗服务 中心."""
    endings, last_characters = _endings()
    for start in range(max(place - LONGEST, 1), place + 1):
        level = ends_with_level(text[max(start - 3, 0) : start])
        if not level or not (start == place or text[start:place].isalpha()):
            continue
        for end in range(max(place + 1, start + SHORTEST), min(start + LONGEST, len(text)) + 1):
            if not text[end - 1].isalpha():
                break
            if text[end - 1] in last_characters and text.endswith(endings, start, end):
                yield text[start - level : end]
                return


@cache
def _endings() -> tuple[tuple[str, ...], frozenset[str]]:
    """Endings that only bodies have, or that are words of their own (局, 中心), and their last characters."""
    from policy_extract.grammar.loading import load  # noqa: PLC0415  the same

    grammars = load()
    longer = (word for word in grammars.words("body-ending") if len(word) > 1)
    endings = (*grammars.words("certain-ending"), *longer)
    return endings, frozenset(word[-1] for word in endings)


def _directory() -> Directory:
    # Most comparisons meet no name that is cut, and need no rules.
    from policy_extract.grammar.loading import load  # noqa: PLC0415

    return load().directory
