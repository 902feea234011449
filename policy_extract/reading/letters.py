"""The characters of a document as people see them, for all readers: no radicals for ideographs, nothing invisible, no torn words, no glosses.

PDFs and justified pages put spaces into words: 占比不 低于60%, 责 任单位：. People read over them; a rule for
低于 would find the opposite of what is meant. A space inside a word of the lexicon is taken out, as is one inside a year.

Sites that take over the pages of others write how characters are spoken behind them: 關(guān)于, 重點任務(wù). So do readers for children.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING, Final

from policy_extract.blocks import Dropped, Paragraph, texts_of
from policy_extract.generated.plain import At
from policy_extract.lexical.radicals import RADICALS, without_radicals
from policy_extract.records import field, mutable, replace

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from policy_extract.blocks import Block, Cell, Document, Stretches, Table
    from policy_extract.findings import Finding, Report
    from policy_extract.grammar import Matcher

_SIGNS: Final = "\xad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufe00-\ufe0f\ufeff"
_INVISIBLE: Final = re.compile(f"[{_SIGNS}]+")
"""Signs that take no place on the page: soft hyphens, joiners, marks of direction and of variants."""
_SPACE: Final = "[ \u3000\xa0]"
_HAN: Final = "[\u4e00-\u9fff]"
_UNLIKE: Final = re.compile(f"[{_SIGNS}{RADICALS}]|{_HAN}{_SPACE}{{1,2}}{_HAN}|\\d{_SPACE}\\d")
"""What may have to be corrected."""
_YEAR: Final = rf"(?<!\d)2{_SPACE}?0{_SPACE}?\d{_SPACE}?\d(?={_SPACE}?年)"
_GLOSS: Final = re.compile(
    rf"(?<={_HAN})\((?![aeiou]\)|i+\))(?:[zcs]h|[bpmfdtnlgkhjqxrzcsyw])?(?:[aeiouüāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ]{{1,3}}(?:ng|[nr])?)\)"
)
"""How the character before it is spoken, in brackets; one letter without a tone, and i, ii, iii, count entries."""
_FEWEST_GLOSSES: Final = 10
_FEWEST_SOUNDS: Final = 5
"""So many glosses, and different ones among them, show that a document has them."""


def as_seen(document: Document, report: Report, matcher: Matcher) -> Document:
    """The document with one spelling for what looks alike; signs that take no place are dropped as `invisible`, and glosses as `markup`.

    Places that the reader has noted in `report` go with their characters.
    """
    # Nearly all documents hold nothing of the kind, and one search over all text says so.
    whole = "\n".join(chain.from_iterable(map(_texts, document.blocks)))
    glosses = _GLOSS.findall(whole) if "(" in whole else []
    glossed = len(glosses) >= _FEWEST_GLOSSES and len(set(glosses)) >= _FEWEST_SOUNDS
    if _is_as_seen(whole) and not glossed:
        return document
    passage = _Pass(_torn(matcher.words("word-torn-by-a-space")), glossed)
    blocks = tuple(passage.block(block) for block in document.blocks)
    if blocks == document.blocks:
        return document
    report.findings[:] = [passage.moved(finding) for finding in report.findings]
    return replace(document, blocks=blocks, dropped=(*document.dropped, *passage.dropped))


@mutable
class _Pass:
    """One way through a document: what it takes out, and where."""

    torn: re.Pattern[str]
    """Words and years with or without spaces in them."""
    glossed: bool
    """Whether the document has so many glosses that they are no words of its own."""
    dropped: list[Dropped] = field(default_factory=list)
    gone: dict[str, list[int]] = field(default_factory=dict)
    """Block id, or a cell's address, to the places of characters that were taken out of its text."""

    def block(self, block: Block) -> Block:
        return self._paragraph(block) if isinstance(block, Paragraph) else self._table(block)

    def moved(self, finding: Finding) -> Finding:
        """The finding where its characters stand now."""
        at = finding.at
        if at is None or at.block not in self.gone:
            return finding
        [(start, end)] = _moved([(at.start, at.end)], self.gone[at.block])
        return replace(finding, at=At(block=at.block, start=start, end=end))

    def _paragraph(self, paragraph: Paragraph) -> Paragraph:
        if self._is_as_seen(paragraph.text) and _is_as_seen(paragraph.number):
            return paragraph
        text = self._seen(paragraph.id, paragraph.text, paragraph.story)
        number = without_radicals(paragraph.number)
        if text == paragraph.text and number == paragraph.number:
            return paragraph
        bold, underlined = (self._kept(paragraph.id, looks) for looks in (paragraph.bold, paragraph.underlined))
        return replace(paragraph, text=text, number=number, bold=bold, underlined=underlined)

    def _kept(self, place: str, stretches: Stretches) -> Stretches:
        """Stretches of a text where they stand now."""
        gone = self.gone.get(place)
        return stretches if not gone else tuple(one for one in _moved(stretches, gone) if one[0] < one[1])

    def _table(self, table: Table) -> Table:
        cells = tuple(self._cell(cell, table) for cell in table.cells)
        return table if cells == table.cells else replace(table, cells=cells)

    def _cell(self, cell: Cell, table: Table) -> Cell:
        if self._is_as_seen(cell.text):
            return cell
        address = table.address(cell)
        text = self._seen(address, cell.text, table.story)
        parts, underlined = (self._kept(address, looks) for looks in (cell.bold_parts, cell.underlined))
        return replace(cell, text=text, bold_parts=parts, underlined=underlined)

    def _is_as_seen(self, text: str) -> bool:
        return _is_as_seen(text) and not (self.glossed and _GLOSS.search(text))

    def _seen(self, place: str, text: str, story: str) -> str:
        """The text as people see it; what is taken out is added to `dropped`."""
        unseen = _invisible(text)
        if unseen:
            self.dropped.append(Dropped("".join(text[at] for at in unseen), story, "invisible"))
        glosses = [at for gloss in _GLOSS.finditer(text) for at in range(*gloss.span())] if self.glossed else []
        if glosses:
            self.dropped.append(Dropped("".join(text[at] for at in glosses), story, "markup"))
        inside = (at for word in self.torn.finditer(text) for at in range(*word.span()) if text[at].isspace())
        gone = sorted({*unseen, *glosses, *inside})
        if gone:
            self.gone[place] = gone
            missing = set(gone)
            text = "".join(char for at, char in enumerate(text) if at not in missing)
        return without_radicals(text)


def _texts(block: Block) -> Iterable[str]:
    """All that is corrected in a block."""
    return (block.text, block.number) if isinstance(block, Paragraph) else texts_of(block)


def _is_as_seen(text: str) -> bool:
    """Whether nothing in the text is invisible or a radical."""
    return text.isascii() or _UNLIKE.search(text) is None


@lru_cache(maxsize=4)
def _torn(words: Sequence[str]) -> re.Pattern[str]:
    """The words, longest first, and years, with at most two spaces between their characters."""
    alternatives = (f"{_SPACE}{{0,2}}".join(map(re.escape, word)) for word in sorted(words, key=len, reverse=True))
    return re.compile("|".join((_YEAR, *alternatives)))


def _invisible(text: str) -> list[int]:
    """Positions of zero-width characters, and of white space that only they keep from being trimmed."""
    if _INVISIBLE.search(text) is None:
        return []
    gone = [at for match in _INVISIBLE.finditer(text) for at in range(*match.span())]
    visible = [at for at, char in enumerate(text) if not char.isspace() and not _INVISIBLE.match(char)]
    first, last = (visible[0], visible[-1]) if visible else (len(text), -1)
    ends = (at for at, char in enumerate(text) if char.isspace() and not first < at < last)
    return sorted({*gone, *ends})


def _moved(stretches: Iterable[tuple[int, int]], gone: Sequence[int]) -> list[tuple[int, int]]:
    """Where stretches of a text stand once the characters at some places are gone."""
    return [(start - bisect_left(gone, start), end - bisect_left(gone, end)) for start, end in stretches]
