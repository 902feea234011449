"""What a dump contains besides the text of the document: converters' notes, buttons of a web page, page numbers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from policy_extract.blocks import Dropped
from policy_extract.reading.known_lines import without_notes
from policy_extract.records import field, mutable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from policy_extract.grammar import Matcher
    from policy_extract.reading.plain_tables import Part

_HEAD_LINES: Final = 15
_FOOT_LINES: Final = 10
_TORN_NOTE: Final = re.compile(r"\[[^\[\]\r\n]{0,100}[\r\n][^\[\]]{0,100}\]")
_LONGEST: Final = 120
"""Characters; a longer line is no page number and no button."""
_LONGEST_LEADERS: Final = 300
"""Characters of a line of the contents, its dots included."""


@mutable
class Furniture:
    """Recognises it, takes it out, and keeps what was taken out."""

    matcher: Matcher
    dropped: list[Dropped] = field(default_factory=list)

    def drop(self, text: str, reason: str) -> None:
        """Note text that stands in no block."""
        if text:
            self.dropped.append(Dropped(text, "body", reason))

    def without_notes(self, line: str) -> str:
        """The line without what a converter wrote into it."""
        rest, notes = without_notes(line, self.matcher)
        self.drop(notes, "markup")
        return rest

    def has_torn_notes(self, text: str) -> bool:
        """Whether a note of a converter was cut over two lines."""
        found = _TORN_NOTE.finditer(text) if "[" in text else ()
        return any(self.matcher.first("dump-noise", "".join(note[0].splitlines())) is not None for note in found)

    def without_buttons(self, parts: Sequence[Part]) -> list[Part]:
        """The same; the buttons of a web page at the head and the foot of the text are made blank lines."""
        kept = list(parts)
        filled = [position for position, part in enumerate(parts) if not isinstance(part, str) or part.strip()]
        for position in sorted({*filled[:_HEAD_LINES], *filled[-_FOOT_LINES:]}):
            line = parts[position]
            if isinstance(line, str) and not line.startswith("\t") and self._is("page-chrome", line):
                self.drop(line.strip(), "page-chrome")
                kept[position] = ""
        return kept

    def take_page_number(self, line: str) -> bool:
        """Whether the line is a page number by its form, — 3 —; it is dropped then."""
        found = self._is("page-number-line", line)
        if found:
            self.drop(line.strip(), "page-number")
        return found

    def is_contents_line(self, line: str) -> bool:
        """Whether the line is an entry of a table of contents."""
        return self._is("leader-line", line, _LONGEST_LEADERS)

    def _is(self, finds: str, line: str, longest: int = _LONGEST) -> bool:
        return len(line) <= longest and self.matcher.first(finds, line) is not None
