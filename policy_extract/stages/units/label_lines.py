"""Labels that no colon and list follow on their line: 责任单位 市民政局; or 责任单位： with the names on the next line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policy_extract.findings import Code
from policy_extract.generated.plain import At
from policy_extract.records import mutable
from policy_extract.stages.passages import passage_of
from policy_extract.stages.units.clauses import read_clauses, read_list
from policy_extract.stages.units.closing_sentences import closing_sentence
from policy_extract.stages.units.names import SEPARATORS
from policy_extract.stages.units.segments import Clause, Duty, is_certain, list_end, names_in, read_segments
from policy_extract.stages.units.shared_duties import shared_duties

if TYPE_CHECKING:
    from collections.abc import Sequence

    from policy_extract.blocks import Paragraph
    from policy_extract.findings import Report
    from policy_extract.grammar import Match, Matcher
    from policy_extract.stages.passages import Passage
    from policy_extract.stages.units.bracket_sentences import Habit
    from policy_extract.stages.units.segments import Role, Segment

CLOSED = tuple("）)〕]】。！；;")
LONGEST_LIST = 400
"""Characters of a line that may be a list of bodies after an unknown label."""
LONGEST = 40
"""Characters of a line that may be a label alone."""


@mutable
class LineReader:
    """Reads the paragraphs of a section in order; remembers a label whose names are still to come, and an open list."""

    matcher: Matcher
    report: Report
    habit: Habit | None = None
    begun: bool = False
    """Whether a paragraph of the section was read already."""
    waiting: tuple[str, Match] | None = None
    going_on: tuple[Segment, bool] | None = None
    """The last list of the previous line, and whether that line ended in a separator."""

    def read(self, block: Paragraph) -> Sequence[Clause]:
        """The clauses of the next paragraph."""
        if not block.text.strip():
            return self._clauses(block)
        waiting, self.waiting = self.waiting, None
        going_on, self.going_on = self.going_on, None
        if waiting is not None:
            if not self._is_label(block) and (found := self._list(block, 0, waiting[1])) is not None:
                self.going_on = found.segments[-1], False
                return [found]
            self._note_without_names(*waiting)
        if going_on is not None and (more := self._more(block, *going_on)) is not None:
            self.going_on = more.segments[-1], going_on[1] and _breaks_off(block.text)
            return [more]
        return self._labelled(block)

    def close(self) -> None:
        """Note a label that closes the section with no names after it: 责任单位： above the next heading."""
        if self.waiting is not None:
            self._note_without_names(*self.waiting)

    def _note_without_names(self, block: str, label: Match) -> None:
        self.report.note(Code.UNITS_UNREAD, At(block=block, start=label.start, end=label.end), text=label.text)

    def _is_label(self, block: Paragraph) -> bool:
        """Whether the line is another label, as headings of a table are that stand below each other: 牵头单位, 配合单位."""
        text = block.text.strip()
        alone = self.matcher.first("label-alone", text) if _may_be_alone(text) else None
        return alone is not None and alone.span("label") == (0, len(text))

    def _labelled(self, block: Paragraph) -> Sequence[Clause]:
        alone = self.matcher.first("label-alone", block.text, block=block.id) if _may_be_alone(block.text) else None
        if alone is None:
            return self._clauses(block)
        if block.text[alone.end :].strip():
            found = self._list(block, alone.end, alone)
            return [found] if found is not None else self._clauses(block)
        self.waiting = (block.id, alone)
        return [Clause(block.id, 0, len(block.text), ())]

    def _note_unknown_label(self, line: Passage) -> None:
        """Note a line of bodies after a label that says nothing known of them: 推开：市民政局、市财政局."""
        label = self.matcher.first("unknown-label", line.text) if len(line.text) <= LONGEST_LIST else None
        if label is None:
            return
        end = list_end(line.part(label.end, line.end), self.matcher)
        listed = read_segments(line.part(label.end, end), Duty("joint"), self.matcher)
        names = names_in(line.text, listed)
        certain = sum(is_certain(name, self.matcher) for name in names)
        if certain > 1 and 2 * certain >= len(names):
            self.report.note(Code.UNITS_UNREAD, line.at, text=line.opening)

    def _clauses(self, block: Paragraph) -> list[Clause]:
        where = passage_of(block)
        clauses = read_clauses(where, self.matcher, self.report, habit=self.habit)
        last = closing_sentence(where, clauses, self.matcher, begun=self.begun)
        if last is None:
            last = shared_duties(where, clauses, self.matcher, self.report, begun=self.begun)
        self.begun = True
        found = clauses if last is None else [*clauses, last]
        if not found:
            self._note_unknown_label(where)
        if found and found[-1].segments and found[-1].end == len(block.text) and _may_go_on(block.text):
            self.going_on = found[-1].segments[-1], _breaks_off(block.text)
        return found

    def _more(self, block: Paragraph, before: Segment, broken: bool) -> Clause | None:
        """The line as more names of the list before it; where no separator asks for more, they must be bodies beyond doubt."""
        found = read_list(passage_of(block), Duty(before.role, before.label), self.matcher)
        if found is None or not found.segments:
            return None
        names = names_in(block.text, found.segments)
        return found if broken or (names and all(is_certain(name, self.matcher) for name in names)) else None

    def _list(self, block: Paragraph, start: int, label: Match) -> Clause | None:
        leads, supports = label.has("leads"), label.has("supports")
        role: Role = "joint" if leads == supports else "lead" if leads else "support"
        rest = passage_of(block).part(start, len(block.text))
        return read_list(rest, Duty(role, label.group("label")), self.matcher)


def _breaks_off(text: str) -> bool:
    """Whether a line ends in a sign after which a list goes on."""
    return text.rstrip()[-1:] in SEPARATORS


def _may_go_on(text: str) -> bool:
    """Whether a line that ends in a list may have more of it on the next: no bracket and no full stop closes it."""
    return text.rstrip()[-1:] not in CLOSED


def _may_be_alone(text: str) -> bool:
    """Whether a line is short, or has a space near its beginning, after which names may follow."""
    stripped = text.strip()
    return len(stripped) < LONGEST or len(stripped[:LONGEST].split(maxsplit=1)) > 1
