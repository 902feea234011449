"""The account of every character of a file: in a block, or dropped with a reason.

The file is counted independently of the reader, from the elements that hold
text, so that a run, a cell or a note that a reader loses is detected here.
Automatic numbers, tabs and line breaks are no characters of a Word file; of a
text only what is no white space counts.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from policy_extract.blocks import texts_of
from policy_extract.findings import Code
from policy_extract.reading.characters import visible
from policy_extract.reading.forms import form_called
from policy_extract.reading.source import SourceFile
from policy_extract.records import record

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from policy_extract.blocks import Document
    from policy_extract.findings import Report


@record
class Ledger:
    """Characters per story; text boxes belong to the story they are anchored in, a text is all body, and so is a page."""

    in_file: Mapping[str, int]
    in_blocks: Mapping[str, int]
    dropped: Mapping[str, Mapping[str, int]]
    """Story → reason → characters."""

    @property
    def stories(self) -> list[str]:
        """Those with characters, as the file and the document name them."""
        stories = {**self.in_file, **self.in_blocks, **self.dropped}
        return [story for story in stories if self.in_file.get(story) or self.lost(story)]

    @property
    def difference(self) -> dict[str, int]:
        """Story → characters that are in no block and not dropped; only stories where it is not 0."""
        return {story: lost for story in self.stories if (lost := self.lost(story))}

    def out(self, story: str) -> int:
        """Characters of a story that were dropped, for whatever reason."""
        return sum(self.dropped.get(story, {}).values())

    def lost(self, story: str) -> int:
        """Characters of a story that are in no block and not dropped."""
        return self.in_file.get(story, 0) - self.in_blocks.get(story, 0) - self.out(story)

    def note(self, report: Report) -> None:
        """Add a finding for every story that does not add up."""
        for story, count in self.difference.items():
            report.note(Code.LEDGER_DIFFERENCE, count=count, story=story)


def ledger_of(data: bytes, document: Document) -> Ledger:
    """The ledger of the file with these bytes, from which the document was read."""
    form = form_called(document.format)
    weigh = _with_spaces if form.spaces_count else visible
    in_file = form.reader.count(SourceFile(data), document)
    return Ledger(in_file, _count_blocks(document, weigh), _count_dropped(document, weigh))


def count_visible(data: bytes, document: Document) -> Mapping[str, int]:
    """Visible characters of the file by story, in every form alike; text boxes belong to the body."""
    form = form_called(document.format)
    if not form.spaces_count:
        return form.reader.count(SourceFile(data), document)
    from policy_extract.reading.word.docx import count_text  # noqa: PLC0415  # loads lxml, which text never needs

    return count_text(SourceFile(data), visible)


def _with_spaces(text: str) -> int:
    return len(text) - text.count("\n") - text.count("\t")


def _count_blocks(document: Document, weigh: Callable[[str], int]) -> Counter[str]:
    counts: Counter[str] = Counter()
    for block in document.blocks:
        counts[_story(block.story)] += sum(map(weigh, texts_of(block)))
    return counts


def _count_dropped(document: Document, weigh: Callable[[str], int]) -> dict[str, dict[str, int]]:
    counts: dict[str, dict[str, int]] = {}
    for dropped in document.dropped:
        reasons = counts.setdefault(_story(dropped.story), {})
        reasons[dropped.reason] = reasons.get(dropped.reason, 0) + weigh(dropped.text)
    return counts


def _story(name: str) -> str:
    return "body" if name in _PARTS_OF_THE_BODY else name


_PARTS_OF_THE_BODY: Final = frozenset({"textbox", "metadata"})
