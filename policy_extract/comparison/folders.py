"""Two folders of plans: which documents are versions of each other, which are new, which are gone."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from policy_extract.comparison.likeness.similarity import Index, alike, runs
from policy_extract.comparison.likeness.spelling import same_spelling
from policy_extract.records import field, mutable, record

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from policy_extract.model import Plan

LIKE = 0.75
"""Lowest likeness at which two titles are taken for the same document's."""


@record
class Listed:
    """A document of a folder."""

    name: str
    """Its path in the folder."""
    plan: Plan

    @property
    def title(self) -> str:
        """Its title in one spelling; empty where it has none."""
        return same_spelling(self.plan.front.title.text) if self.plan.front.title else ""

    @property
    def number(self) -> str:
        """Its document number in one spelling; empty where it has none."""
        number = self.plan.front.document_number
        return same_spelling(number.text) if number else ""


@mutable
class Paired:
    """The documents of both folders."""

    pairs: list[tuple[Listed, Listed]]
    """Old and new version, in the order of the new ones."""
    gone: list[Listed]
    come: list[Listed]


@mutable
class _Search:
    """What is found so far, and what is left, by the names of the files."""

    old: dict[str, Listed]
    new: dict[str, Listed]
    found: dict[str, tuple[Listed, Listed]] = field(default_factory=dict)
    """By the name of the new one."""

    def take(self, one: Listed, other: Listed) -> None:
        """Take the two for versions of each other, where neither is taken yet."""
        if one.name in self.old and other.name in self.new:
            self.found[other.name] = self.old.pop(one.name), self.new.pop(other.name)


def pair_folders(old: Sequence[Listed], new: Sequence[Listed]) -> Paired:
    """Documents by title and number, then by either alone, by the name of the file, and by likeness of titles.

    A key only pairs documents if it is unique in each folder: two documents with one title are paired by the next key.
    """
    search = _Search({one.name: one for one in old}, {one.name: one for one in new})
    for key in (_title_and_number, _title, _number, _name):
        _by_key(search, key)
    _by_likeness(search)
    pairs = [search.found[one.name] for one in new if one.name in search.found]
    return Paired(pairs, list(search.old.values()), list(search.new.values()))


def _title_and_number(document: Listed) -> str:
    return f"{document.title}\n{document.number}" if document.title and document.number else ""


def _title(document: Listed) -> str:
    return document.title


def _number(document: Listed) -> str:
    return document.number


def _name(document: Listed) -> str:
    return document.name


def _by_key(search: _Search, key: Callable[[Listed], str]) -> None:
    """Those that have a key which no other document of their folder has."""
    counts = [Counter(map(key, some.values())) for some in (search.old, search.new)]
    known = {key(document): document for document in search.old.values()}
    for document in list(search.new.values()):
        name = key(document)
        if name and all(count[name] == 1 for count in counts):
            search.take(known[name], document)


def _by_likeness(search: _Search) -> None:
    """The most alike titles first."""
    old, new = list(search.old.values()), list(search.new.values())
    index = Index(runs(document.title) for document in old)
    scores = [
        (-round(alike(old[here].title, document.title), 3), here, there)
        for there, document in enumerate(new)
        if document.title
        for here in index.candidates(runs(document.title))
    ]
    for score, here, there in sorted(scores):
        if -score >= LIKE:
            search.take(old[here], new[there])
