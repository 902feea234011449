"""Where the parts of a document begin: annexes, by their labels or the titles that a list gives them, and the plan a notice carries."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policy_extract.blocks import Paragraph, Table
from policy_extract.lexical.width import fold
from policy_extract.records import record, replace
from policy_extract.stages.front.title_lines import TITLE_LINES
from policy_extract.stages.front.titles import stands_as_title
from policy_extract.stages.parts.annex_lookups import NumberPlaces, Unmet, plain, read_annex_number
from policy_extract.stages.parts.contents import name_above_contents
from policy_extract.stages.parts.further_texts import opens_explanation, opens_further_text
from policy_extract.stages.structure import Piece, blocks_from, piece

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from collections.abc import Set as AbstractSet

    from policy_extract.blocks import Block, Opening
    from policy_extract.grammar import Matcher
    from policy_extract.stages.front.lines_of_head import Lines
    from policy_extract.stages.parts.annex_lookups import Listed
    from policy_extract.stages.structure import Head, PartKind

SHORTEST_NAME = 8
"""Characters of a plan's name that a notice's title holds."""
ABOVE_A_PLAN = 3
"""Lines from a label to the title of the plan below it, itself included."""


@record
class Start:
    """Where a part begins."""

    index: int
    kind: PartKind
    label: Piece | None = None
    title_on_line: Piece | None = None
    listed: Listed | None = None
    names: tuple[str, ...] = ()
    """What the notice calls the plan it carries."""
    inside: bool = False
    """The label stands in the first row of a table."""
    opening: Opening | None = None
    """The sheet or file that begins here and is a part regardless of its content."""


def find_starts(
    lines: Lines, main: Head, listed: Sequence[Listed], openings: Sequence[Opening] = ()
) -> tuple[list[Start], list[Piece]]:
    """Beginnings of annexes and of the plans a notice carries, in reading order; and labels inside the text that begin none.

    A file that is itself one annex opens with its label; that begins no part.
    """
    search = _Search(lines, main, listed, openings)
    lone = main.title is None and not main.recipients
    for index in range(main.body + lone, len(lines.blocks)):
        search.look_at(index)
    return search.found, search.in_text


class _Search:
    """Looks at the blocks one by one; what was met before decides how a label is taken."""

    def __init__(self, lines: Lines, main: Head, listed: Sequence[Listed], openings: Sequence[Opening]) -> None:
        self._lines, self._main = lines, main
        self._unmet = Unmet(listed)
        self._names = _promulgated(lines, main)
        self._plans = _carried_plans(lines, main, self._names)
        self._numbers = NumberPlaces(lines.blocks, lines.matcher)
        self._opened = {opening.block: opening for opening in openings[1:]}
        self.found: list[Start] = []
        self.in_text: list[Piece] = []

    def look_at(self, index: int) -> None:
        """Remember the part that begins here, if one does."""
        start = self._labelled(index) or self._carried(index) or self._unlabelled(index)
        if start is None and opens_further_text(self._lines, index, self._main, self._numbers):
            start = Start(index, "plan" if self._main.kind == "notice" else "annex")
        if start is None and opens_explanation(self._lines, index, self._numbers):
            start = Start(index, "annex", names=(self._lines.text(index),))
        if start is None:
            return
        start = self._listed_as(start)
        plan = next((place for place in range(index, index + ABOVE_A_PLAN) if place in self._plans), None)
        if plan is not None:
            start = replace(start, kind="plan", names=tuple(self._names))
            self._plans.discard(plan)
        self.found.append(start)
        self._unmet.meet(start.listed)

    def _labelled(self, index: int) -> Start | None:
        """An annex that opens with its label, or the sheet or file that begins here."""
        start = _labelled_start(self._lines, index)
        opening = self._opened.get(self._lines.blocks[index].id)
        if opening is not None:
            return replace(start or Start(index, "annex"), opening=opening)
        if start is None or (self.found and self.found[-1].kind == "annex" and self._is_caption(start)):
            return None
        if start.label is not None and not self._opens(start):
            self.in_text.append(start.label)
            return None
        return start

    def _carried(self, index: int) -> Start | None:
        """A plan that the notice carries."""
        if index not in self._plans:
            return None
        block = self._lines.blocks[index]
        named = name_above_contents(block) if self._lines.owned.roles.get(block.id) == "toc" else None
        return Start(index, "plan", title_on_line=named)

    def _unlabelled(self, index: int) -> Start | None:
        """An annex printed without its label: a line that is one of the listed titles."""
        block = self._lines.paragraph(index)
        if block is None or block.id in self._lines.owned.roles:
            return None
        entry = self._unmet.first(titles=_joined(self._lines.blocks, index)) if self._unmet else None
        return None if entry is None else Start(index, "annex", listed=entry)

    def _opens(self, start: Start) -> bool:
        """Whether a part begins at the label, or it stands inside the text.

        Evidence for it: the annex list names what follows; against it: the text's
        numbering continues after it (3., 附件, 4.), or no title follows.
        """
        if start.inside or start.listed is not None:
            return True
        entry = self._listed_as(start).listed
        titled = plain(start.title_on_line.text) if start.title_on_line else ""
        below = (titled,) if titled else tuple(_joined(self._lines.blocks, start.index + 1))
        if entry is not None and plain(entry.title.text) in below:
            return True
        if self._numbers.go_on(start.index):
            return False
        listed_here = entry is not None and _text_ends(self._lines, start.index)
        return bool(titled) or listed_here or _title_follows(self._lines, start.index + 1)

    def _is_caption(self, start: Start) -> bool:
        """Whether a label inside an annex (附表6) is the caption of the table below it, and no list names it."""
        blocks = self._lines.blocks
        below = blocks[start.index + 1] if start.index + 1 < len(blocks) else None
        if start.label is None or start.title_on_line is None or not isinstance(below, Table):
            return False
        return self._lines.is_a(start.index, "caption-label") and self._listed_as(start).listed is None

    def _listed_as(self, start: Start) -> Start:
        """The start with the entry of the annex list it stands for: the same number, else the same title."""
        if start.listed is not None or not self._unmet:
            return start
        matcher = self._lines.matcher
        label = matcher.first("annex-label", start.label.text) if start.label else None
        number = read_annex_number(label.group("number")) if label is not None else None
        called = matcher.first("annex-file", start.opening.name) if start.opening is not None else None
        if number is None and called is not None:
            number = read_annex_number(called.group("number"))
        names = (
            (start.opening.name, (called.group("title") or "") if called is not None else "") if start.opening else ()
        )
        first = start.index + (start.label is not None and start.title_on_line is None)
        titled = plain(start.title_on_line.text) if start.title_on_line else ""
        below = () if start.title_on_line and start.title_on_line.text else _joined(self._lines.blocks, first)
        entry = self._unmet.first(titles=(titled, *below, *map(plain, names)), number=number)
        if entry is None and number is None and (start.label or called is not None):
            entry = self._unmet.only()
        return start if entry is None else replace(start, listed=entry)


def _labelled_start(lines: Lines, index: int) -> Start | None:
    """An annex that opens with its label: 附件1, alone or with its title on the line or in the first row of a table."""
    blocks, matcher, owned = lines.blocks, lines.matcher, lines.owned
    block = blocks[index]
    if block.id in owned.roles:
        return None
    line = block if isinstance(block, Paragraph) else _first_row(block)
    found = _label_and_title(line, matcher) if line is not None else None
    if line is None or found is None or (line is block and index + 1 >= len(blocks)):
        return None
    label, title = found
    if line is not block and title is None and isinstance(block, Table):
        title = _second_row(block)
    return Start(index, "annex", label, title, inside=line is not block)


def _label_and_title(line: Paragraph, matcher: Matcher) -> tuple[Piece, Piece | None] | None:
    """The label of an annex and the title after it on the line; the head of an annex list is a label where an annex follows."""
    match = matcher.first("annex-label", line.text, block=line.id)
    named = "label"
    if match is None:
        match = matcher.first("annex-list", line.text, block=line.id)
        named = "called" if match is not None and match.group("called") else "head"
    if match is None:
        return None
    start, end = match.span(named)
    label = piece(line, start, start + len(fold(line.text[start:end]).rstrip("： ")))
    return label, piece(line, *match.span("title")) if match.group("title") else None


def _first_row(table: Table) -> Paragraph | None:
    """The first row of a table where it is one cell across."""
    first = table.cells[0] if table.cells else None
    return Paragraph(table.address(first), first.text) if first is not None and first.cols == table.cols > 1 else None


def _second_row(table: Table) -> Piece | None:
    """The title below a label that fills the first row, where it fills a row too."""
    below = [cell for cell in table.cells[1:2] if cell.cols == table.cols and cell.text.strip()]
    return piece(Paragraph(table.address(below[0]), below[0].text)) if below else None


def _text_ends(lines: Lines, index: int) -> bool:
    """Whether a new page begins here, or the line above is one that closes a text: a date, the annex list, a table."""
    blocks, matcher = lines.blocks, lines.matcher
    above = blocks[index - 1]
    if getattr(blocks[index], "page_break_before", False) or not isinstance(above, Paragraph):
        return True
    families = ("date-line", "signature-with-date", "bracket-line", "imprint", "annex-list", "annex-list-entry")
    return matcher.first("number", above.text) is None and any(matcher.first(one, above.text) for one in families)


def _title_follows(lines: Lines, index: int) -> bool:
    """Whether what stands at `index` can open an annex: a table, or a line that is no sentence, heading or signature."""
    for block in blocks_from(lines.blocks, index):
        if not isinstance(block, Paragraph):
            return True
        if block.text.strip():
            families = (
                "number", "date-line", "signature", "bracket-line", "note", "label", "unnumbered-heading", "contents-title",
            )  # fmt: skip
            ended = fold(block.text).rstrip().endswith(("。", "；", "："))
            return (
                not ended and not block.number and all(lines.matcher.first(one, block.text) is None for one in families)
            )
    return False


def lines_equal(blocks: Sequence[Block], index: int, title: str) -> int:
    """How many lines from `index` on make up this title, white space aside; 0 where they do not."""
    want = plain(title)
    return next((count for count, text in enumerate(_joined(blocks, index), 1) if text == want), 0)


def _joined(blocks: Sequence[Block], index: int) -> Iterator[str]:
    """The line at `index` as titles are compared, then with the next line, as far as a title may run."""
    text = ""
    for block in blocks[index : index + TITLE_LINES]:
        if not isinstance(block, Paragraph):
            return
        text += plain(block.text)
        yield text


def _carried_plans(lines: Lines, main: Head, names: Sequence[str]) -> set[int]:
    """Places of the titles of the plans that a notice carries.

    The notice names the plan in 《…》; after the notice's signature the name is
    printed again as a title. This also works if the notice's own title is missing.
    """
    blocks, owned = lines.blocks, lines.owned
    wanted = {plain(name) for name in names}
    found: set[int] = set()
    for index in range(main.body, len(blocks) if wanted else 0):
        block = blocks[index]
        if not isinstance(block, Paragraph) or block.id in owned.roles:
            continue
        if met := wanted.intersection(_joined(blocks, index)):
            found.add(index)
            wanted -= met
            if not wanted:
                return found
    found |= _above_contents(lines, wanted)
    if not found and main.kind == "notice":
        after = _title_after_signature(lines, main)
        return set() if after is None else {after}
    return found


def _above_contents(lines: Lines, wanted: AbstractSet[str]) -> set[int]:
    """Places of contents that open a plan and name it (…应急预案目录), where its title is not printed again."""
    blocks, owned = lines.blocks, lines.owned
    contents = (index for index, block in enumerate(blocks) if wanted and owned.roles.get(block.id) == "toc")
    named = ((index, name_above_contents(blocks[index])) for index in contents)
    return {index for index, name in named if name is not None and plain(name.text) in wanted}


def _promulgated(lines: Lines, main: Head) -> list[str]:
    """Names of the documents the notice says it carries."""
    matcher = lines.matcher
    found: list[str] = []
    if main.title is not None and main.kind == "notice":
        found += [match.group("name") or "" for match in matcher.all("promulgated", main.title.text)]
        if match := matcher.first("promulgated-title", main.title.text):
            found.append(match.group("name") or "")
    issues = "promulgation" if main.kind == "notice" or main.recipients else "promulgation-now"
    for block in lines.blocks[main.body : main.body + 3]:
        if isinstance(block, Paragraph) and matcher.first(issues, block.text, block=block.id):
            found += [match.group("name") or "" for match in matcher.all("promulgated", block.text, block=block.id)]
    return [name for name in found if name]


def _title_after_signature(lines: Lines, main: Head) -> int | None:
    """A title line right after the notice's date, where the plan is printed under another name than the notice gives."""
    blocks, matcher, owned = lines.blocks, lines.matcher, lines.owned
    dated = False
    for index in range(main.body, len(blocks)):
        block = blocks[index]
        if not isinstance(block, Paragraph) or block.id in owned.roles:
            continue
        if matcher.first("date-line", block.text) or matcher.first("signature-with-date", block.text):
            dated = True
        elif dated and _is_named(lines, index, main) and not matcher.first("annex-label", block.text):
            return index
        elif dated and not matcher.first("bracket-line", block.text):
            return None
    return None


def _is_named(lines: Lines, index: int, main: Head) -> bool:
    """Whether a line is a title by its words or its place, or the notice's own title names what it says, alone or with the next lines."""
    if lines.is_a(index, "title") or stands_as_title(lines, index):
        return True
    title = plain(main.title.text) if main.title is not None else ""
    return any(len(text) >= SHORTEST_NAME and text in title for text in _joined(lines.blocks, index))
