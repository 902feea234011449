"""Where every character of a Word file went: into a block, or dropped with a reason.

The file is counted by itself, from the elements that hold text, so that a
reader that loses a run, a cell or a note shows here and nowhere else.
Automatic numbers, tabs and line breaks are no characters of the file.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from policy_extract.blocks import Paragraph
from policy_extract.findings import Code, Report
from policy_extract.reading.docx import NOT_NOTES, NOTE_PARTS, part_of_kind, read_docx
from policy_extract.reading.line import all_text
from policy_extract.reading.names import W
from policy_extract.reading.package import open_package

if TYPE_CHECKING:
    from collections.abc import Mapping

    from policy_extract.blocks import Document
    from policy_extract.reading.docx import Revisions
    from policy_extract.reading.package import Package


@dataclass(frozen=True, slots=True)
class Ledger:
    """Characters per story; text boxes belong to the story they are anchored in."""

    in_file: Mapping[str, int]
    in_blocks: Mapping[str, int]
    dropped: Mapping[str, Mapping[str, int]]
    """Story → reason → characters."""

    @property
    def difference(self) -> dict[str, int]:
        """Story → characters that are in no block and not dropped; only stories where it is not 0."""
        stories = {**self.in_file, **self.in_blocks, **self.dropped}
        sums = {story: self._lost(story) for story in stories}
        return {story: lost for story, lost in sums.items() if lost}

    def _lost(self, story: str) -> int:
        return self.in_file.get(story, 0) - self.in_blocks.get(story, 0) - sum(self.dropped.get(story, {}).values())


def account(data: bytes, report: Report | None = None, *, revisions: Revisions = "accepted") -> Ledger:
    """The ledger of a .docx file; every story that does not add up is noted in `report`.

    Fails: as `read_docx`.
    """
    document = read_docx(data, Report(), revisions=revisions)
    ledger = Ledger(_count_file(open_package(data)), _count_blocks(document), _count_dropped(document))
    if report is not None:
        for story, count in ledger.difference.items():
            report.note(Code.LEDGER_DIFFERENCE, count=count, story=story)
    return ledger


def _weigh(text: str) -> int:
    return len(text) - text.count("\n") - text.count("\t")


def _count_file(package: Package) -> Counter[str]:
    main = package.main_part()
    counts = Counter({"body": _weigh(all_text(package.xml(main)))})
    for kind, story in NOTE_PARTS:
        name = part_of_kind(package, main, kind)
        if name is not None:
            notes = [note for note in package.xml(name) if note.get(W + "type", "normal") not in NOT_NOTES]
            counts[story] += sum(_weigh(all_text(note)) for note in notes)
    running = {
        arrow.target: arrow.kind for arrow in package.relationships(main).values() if arrow.kind in {"header", "footer"}
    }
    for name, story in running.items():
        if name in package:
            counts[story] += _weigh(all_text(package.xml(name)))
    return counts


def _count_blocks(document: Document) -> Counter[str]:
    counts: Counter[str] = Counter()
    for block in document.blocks:
        texts = [block.text] if isinstance(block, Paragraph) else [cell.text for cell in block.cells]
        counts[_story(block.story)] += sum(_weigh(text) for text in texts)
    return counts


def _count_dropped(document: Document) -> dict[str, dict[str, int]]:
    counts: dict[str, dict[str, int]] = {}
    for dropped in document.dropped:
        reasons = counts.setdefault(_story(dropped.story), {})
        reasons[dropped.reason] = reasons.get(dropped.reason, 0) + _weigh(dropped.text)
    return counts


def _story(name: str) -> str:
    return "body" if name == "textbox" else name
