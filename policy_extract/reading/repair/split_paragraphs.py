"""Paragraphs that a page break split: joined where the first part plainly does not end."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from policy_extract.blocks import Paragraph
from policy_extract.reading.known_lines import glue, opens_paragraph
from policy_extract.records import field, mutable, replace

if TYPE_CHECKING:
    from collections.abc import Iterable

    from policy_extract.grammar import Matcher
    from policy_extract.reading.plain_tables import Draft

_SHORTEST: Final = 40
"""Characters of a paragraph that fills its line; a shorter one may be a line of its own."""
_CLOSERS: Final = tuple("。；：！？…”’）〕】》」.;:!?)]|")


@mutable
class Seams:
    """Drafts joined stretch by stretch; a paragraph may go on from one stretch to the next.

    服务更 at the end of a page and 加便捷。 on the next are 服务更加便捷。 Both
    must be running text, the first long and without a mark that closes a
    sentence, the second without one that opens a paragraph.
    """

    matcher: Matcher
    _drafts: list[Draft] = field(default_factory=list)
    _pieces: list[Paragraph] = field(default_factory=list)
    """The last paragraph, in the pieces it was torn into."""

    def add(self, stretch: Iterable[Draft], *, torn: bool = True) -> None:
        """Append a stretch; `torn` says that a page may end before it."""
        for draft in stretch:
            if torn and self._pieces and isinstance(draft, Paragraph) and _goes_on(self._pieces, draft, self.matcher):
                self._pieces.append(draft)
            elif isinstance(draft, Paragraph):
                self._drafts += _whole(self._pieces)
                self._pieces = [draft]
            else:
                self._drafts += [*_whole(self._pieces), draft]
                self._pieces = []
            torn = False

    def finish(self) -> list[Draft]:
        """All drafts."""
        return self._drafts + _whole(self._pieces)


def _goes_on(pieces: list[Paragraph], second: Paragraph, matcher: Matcher) -> bool:
    first, last = pieces[0], pieces[-1]
    return (
        first.outline_level is None
        and second.outline_level is None
        and not first.style
        and not second.style
        and len(last.text) >= _SHORTEST
        and "\n" not in last.text
        and not last.text.endswith(_CLOSERS)
        and last.bold[-1:] != ((0, len(last.text)),)
        and not (second.bold and second.bold[0][0] == 0)
        and bool(second.text)
        and matcher.first("closed-line", first.text) is None
        and not opens_paragraph(second.text, matcher)
    )


def _whole(pieces: list[Paragraph]) -> list[Paragraph]:
    """The pieces as one paragraph; [] for none."""
    if len(pieces) < 2:
        return pieces
    texts: list[str] = []
    bold: list[tuple[int, int]] = []
    length = 0
    for piece in pieces:
        tail = glue(texts[-1][-1:], piece.text)[1:] if texts else piece.text
        shift = length + len(tail) - len(piece.text)
        bold += [(start + shift, end + shift) for start, end in piece.bold]
        texts.append(tail)
        length += len(tail)
    return [replace(pieces[0], text="".join(texts), bold=tuple(bold))]
