"""Labels that no colon and list follow on their line: 责任单位 市民政局; or 责任单位： with the names on the next line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policy_extract.blocks import Span
from policy_extract.findings import Code
from policy_extract.records import mutable
from policy_extract.stages.clauses import Clause, read_clauses, read_list
from policy_extract.stages.closing_sentences import closing_sentence

if TYPE_CHECKING:
    from collections.abc import Sequence

    from policy_extract.blocks import Paragraph
    from policy_extract.findings import Report
    from policy_extract.grammar import Match, Matcher
    from policy_extract.stages.clauses import Role

LONGEST = 40
"""Characters of a line that may be a label alone."""


@mutable
class LineReader:
    """Reads the paragraphs of a section one by one; remembers a label that waits for its names."""

    matcher: Matcher
    report: Report
    waiting: tuple[str, Match] | None = None

    def read(self, block: Paragraph) -> Sequence[Clause]:
        """The clauses of the next paragraph."""
        if self.waiting is not None and block.text.strip():
            label, self.waiting = self.waiting, None
            if (found := self._list(block, 0, label[1])) is not None:
                return [found]
            self.report.note(Code.UNITS_UNREAD, Span(label[0], label[1].start, label[1].end), text=label[1].text)
        alone = self.matcher.first("label-alone", block.text, block=block.id) if _may_be_alone(block.text) else None
        if alone is None:
            return self._clauses(block)
        if block.text[alone.end :].strip():
            found = self._list(block, alone.end, alone)
            return [found] if found is not None else self._clauses(block)
        self.waiting = (block.id, alone)
        return [Clause(block.id, 0, len(block.text), ())]

    def _clauses(self, block: Paragraph) -> list[Clause]:
        clauses = read_clauses(block.id, block.text, self.matcher, self.report)
        last = closing_sentence(block.id, block.text, clauses, self.matcher)
        return clauses if last is None else [*clauses, last]

    def _list(self, block: Paragraph, start: int, label: Match) -> Clause | None:
        leads, supports = label.has("leads"), label.has("supports")
        role: Role = "joint" if leads == supports else "lead" if leads else "support"
        return read_list(block.id, block.text, start, role, label.group("label"), self.matcher)


def _may_be_alone(text: str) -> bool:
    """Whether a line is short, or has a space near its beginning, after which names may follow."""
    stripped = text.strip()
    return len(stripped) < LONGEST or len(stripped[:LONGEST].split(maxsplit=1)) > 1
