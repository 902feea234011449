"""Bodies that a text names outside any list of units: 由市发展改革委会同有关部门."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policy_extract.comparison.unit_changes import ends_with_level

if TYPE_CHECKING:
    from collections.abc import Iterator

    from policy_extract.grammar.directory import Directory

LONGEST = 20
"""Characters of a name in running text."""


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


def _directory() -> Directory:
    # Most comparisons meet no name that is cut, and need no rules.
    from policy_extract.grammar.loading import load  # noqa: PLC0415

    return load().directory
