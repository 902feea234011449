"""Where blocks stand in a Word file: the part, and which of its paragraphs."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from policy_extract.blocks import Place
from policy_extract.reading.word.xml_names import W

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element as Element


class WordPlaces(Mapping[str, Place]):
    """Block id, or a cell's address, to its place; paragraphs are counted when the first place is asked for."""

    def __init__(self, sources: Mapping[str, Element], parts: Mapping[str, str]) -> None:
        """`sources` are the elements that blocks were read from, `parts` names the part with a root of some tag."""
        self._sources = sources
        self._parts = parts

    @cached_property
    def _ordinals(self) -> Mapping[Element, int]:
        """Each paragraph of each part that blocks were read from, counted from 1."""
        roots = {element.getroottree().getroot() for element in self._sources.values()}
        return {each: number for root in roots for number, each in enumerate(root.iter(W + "p"), start=1)}

    def __getitem__(self, key: str) -> Place:
        element = self._sources[key]
        root = element.getroottree().getroot()
        return Place(part=self._parts.get(root.tag), paragraph=self._ordinals.get(element))

    def __iter__(self) -> Iterator[str]:
        return iter(self._sources)

    def __len__(self) -> int:
        return len(self._sources)
