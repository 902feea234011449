"""What all stories of a document share, and what has become of them so far."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from policy_extract.clock import ENDLESS, Clock
from policy_extract.reading.word.paragraph_text import known_text
from policy_extract.reading.word.xml_names import W, value
from policy_extract.records import field, mutable

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lxml.etree import _Element as Element

    from policy_extract.blocks import Block, Dropped
    from policy_extract.reading.word.fields import Fields
    from policy_extract.reading.word.numbering import Counters, Numbering
    from policy_extract.reading.word.package import Relationship
    from policy_extract.reading.word.paragraph_text import Note
    from policy_extract.reading.word.settings import Settings

_SAME_PAGE = frozenset({"continuous", "nextColumn"})


@mutable
class Output:
    """What has been read of a document so far."""

    blocks: list[Block] = field(default_factory=list)
    dropped: list[Dropped] = field(default_factory=list)
    ids: int = 0
    squares: int = 0
    sources: dict[str, Element] = field(default_factory=dict)
    """Block id, or a cell's address, to the element it was read from."""

    def new_id(self) -> str:
        """The next block id: b1, b2, …"""
        self.ids += 1
        return f"b{self.ids}"


@mutable
class Notes:
    """Footnotes, endnotes and comments by kind and id; each is read once, at its first mark."""

    elements: dict[Note, Element] = field(default_factory=dict)
    fields: dict[str, Fields] = field(default_factory=dict)
    """Kind → the fields of the part those notes stand in."""
    done: set[Note] = field(default_factory=set)
    others: list[tuple[str, Element, str]] = field(default_factory=list)
    """Story, element and why it is no note: the line above the notes, a second note of the same id."""
    lost: dict[Note, str] = field(default_factory=dict)
    """Notes with a mark that is not printed, and why it is not."""


@mutable
class State:
    """What all stories of a document share, and what has become of them so far."""

    root: Element
    """The main part."""
    settings: Settings
    numbering: Numbering
    notes: Notes
    relationships: Mapping[str, Relationship] = field(default_factory=dict)
    """The main part's relationships, by id."""
    output: Output = field(default_factory=Output)
    clock: Clock = ENDLESS
    counters: dict[str, Counters] = field(default_factory=dict)
    _text_length: int | None = None
    _page_starts: frozenset[Element] | None = None

    @property
    def text_length(self) -> int:
        """Characters of the main part, to tell a page frame from a table."""
        if self._text_length is None:
            self._text_length = len(known_text(self.root))
        return self._text_length

    def starts_page(self, section: Element) -> bool:
        """Whether a new page starts after that section: its follower is not continuous."""
        if self._page_starts is None:
            sections = [each for each in self.root.iter(W + "sectPr") if _is_section(each)]
            self._page_starts = frozenset(
                each for each, follower in pairwise(sections) if value(follower, W + "type") not in _SAME_PAGE
            )  # fmt: skip
        return section in self._page_starts


def _is_section(element: Element) -> bool:
    parent = element.getparent()
    return parent is not None and parent.tag in {W + "pPr", W + "body"}
