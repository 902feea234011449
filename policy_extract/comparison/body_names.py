"""Bodies that a text names outside any list of units: 由市发展改革委会同有关部门."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from policy_extract.grammar.directory import Directory

LONGEST = 20
"""Characters of a name in running text."""
_LEVELS = "省市州区县旗镇乡"
"""What a name may begin with to say whose body it is."""
_JOINS = "和与"
"""They may be left out of a name, but no name begins or ends with one."""


def names_across(text: str, place: int) -> Iterator[str]:
    """The body whose name goes on across a place of a text, with its level before it; nothing where none does."""
    if not 0 < place < len(text) or not (text[place - 1] + text[place]).isalpha():
        return
    directory = _directory()
    parts_level = text[place - 1] in _LEVELS
    for start in range(max(place - LONGEST, 0), place + parts_level):
        for end in range(min(start + LONGEST, len(text)), place, -1):
            if _is_name(text[start:end], directory):
                yield text[start - (start > 0 and text[start - 1] in _LEVELS) : end]
                return


def _is_name(text: str, directory: Directory) -> bool:
    return text[0] not in _JOINS and text[-1] in directory.last_characters and directory.lists(text)


def _directory() -> Directory:
    # Most comparisons meet no name that is cut, and need no rules.
    from policy_extract.grammar.loading import load  # noqa: PLC0415

    return load().directory
