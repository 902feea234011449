"""Where the parts of a document begin: annexes, by their labels or the titles that a list gives them, and the plan a notice carries."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policy_extract.blocks import Paragraph, Table
from policy_extract.findings import Code
from policy_extract.lexical.width import fold
from policy_extract.records import record, replace
from policy_extract.stages.annex_lookups import NumberPlaces, Unmet, plain, read_annex_number
from policy_extract.stages.contents import name_above_contents
from policy_extract.stages.further_texts import opens_further_text
from policy_extract.stages.lines_of_head import Lines
from policy_extract.stages.structure import Piece, blocks_from, piece
from policy_extract.stages.title_lines import TITLE_LINES
from policy_extract.stages.titles import stands_as_title

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from collections.abc import Set as AbstractSet

    from policy_extract.blocks import Block, Opening
    from policy_extract.grammar import Matcher
    from policy_extract.stages.annex_lookups import Listed
    from policy_extract.stages.structure import Head, Ownership, PartKind, StageContext

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
    blocks: Sequence[Block],
    main: Head,
    listed: Sequence[Listed],
    context: StageContext,
    openings: Sequence[Opening] = (),
) -> list[Start]:
    """Beginnings of annexes and of the plans a notice carries, in reading order.

    A file that is itself one annex opens with its label; that begins no part.
    """
    matcher, owned = context.matcher, context.owned
    unmet = Unmet(listed)
    names = _promulgated(blocks, main, matcher)
    plans = _carried_plans(blocks, main, names, matcher, owned)
    numbers = NumberPlaces(blocks, matcher)
    found: list[Start] = []
    opened = {opening.block: opening for opening in openings[1:]}
    lone = main.title is None and not main.recipients
    for index in range(main.body + lone, len(blocks)):
        opening = opened.get(blocks[index].id)
        start = _labelled_start(blocks, index, matcher, owned)
        if opening is not None:
            start = replace(start or Start(index, "annex"), opening=opening)
        elif start is not None and found and found[-1].kind == "annex" and _is_caption(start, blocks, unmet, matcher):
            start = None
        elif start is not None and start.label is not None and not _opens(start, blocks, unmet, numbers, matcher):
            context.report.note(Code.LABEL_IN_TEXT, start.label.at[0], label=start.label.text)
            start = None
        if start is None and index in plans:
            named = name_above_contents(blocks[index])
            start = Start(index, "plan", title_on_line=named if owned.roles.get(blocks[index].id) == "toc" else None)
        start = start or _unlabelled_start(blocks, index, unmet, owned)
        if start is None and opens_further_text(blocks, index, main, numbers, context):
            start = Start(index, "plan" if main.kind == "notice" else "annex")
        if start is None:
            continue
        start = _listed_as(start, blocks, unmet, matcher)
        if plan := next((place for place in range(index, index + ABOVE_A_PLAN) if place in plans), None):
            start = replace(start, kind="plan", names=tuple(names))
            plans.discard(plan)
        found.append(start)
        unmet.meet(start.listed)
    return found


def _labelled_start(blocks: Sequence[Block], index: int, matcher: Matcher, owned: Ownership) -> Start | None:
    """An annex that opens with its label: 附件1, alone or with its title on the line or in the first row of a table."""
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


def _opens(start: Start, blocks: Sequence[Block], unmet: Unmet, numbers: NumberPlaces, matcher: Matcher) -> bool:
    """Whether a part begins at the label, or it stands inside the text.

    Evidence for it: the annex list names what follows; against it: the text's
    numbering continues after it (3., 附件, 4.), or no title follows.
    """
    if start.inside or start.listed is not None:
        return True
    entry = _listed_as(start, blocks, unmet, matcher).listed
    titled = plain(start.title_on_line.text) if start.title_on_line else ""
    below = (titled,) if titled else tuple(_joined(blocks, start.index + 1, len(blocks)))
    if entry is not None and plain(entry.title.text) in below:
        return True
    if numbers.go_on(start.index):
        return False
    listed_here = entry is not None and _text_ends(blocks, start.index, matcher)
    return bool(titled) or listed_here or _title_follows(blocks, start.index + 1, matcher)


def _is_caption(start: Start, blocks: Sequence[Block], unmet: Unmet, matcher: Matcher) -> bool:
    """Whether a label inside an annex (附表6) is the caption of the table below it, and no list names it."""
    below = blocks[start.index + 1] if start.index + 1 < len(blocks) else None
    if start.label is None or start.title_on_line is None or not isinstance(below, Table):
        return False
    captioned = matcher.first("caption-label", getattr(blocks[start.index], "text", "")) is not None
    return captioned and _listed_as(start, blocks, unmet, matcher).listed is None


def _text_ends(blocks: Sequence[Block], index: int, matcher: Matcher) -> bool:
    """Whether a new page begins here, or the line above is one that closes a text: a date, the annex list, a table."""
    above = blocks[index - 1]
    if getattr(blocks[index], "page_break_before", False) or not isinstance(above, Paragraph):
        return True
    families = ("date-line", "signature-with-date", "bracket-line", "imprint", "annex-list", "annex-list-entry")
    return matcher.first("number", above.text) is None and any(matcher.first(one, above.text) for one in families)


def _title_follows(blocks: Sequence[Block], index: int, matcher: Matcher) -> bool:
    """Whether what stands at `index` can open an annex: a table, or a line that is no sentence, heading or signature."""
    for block in blocks_from(blocks, index):
        if not isinstance(block, Paragraph):
            return True
        if block.text.strip():
            families = (
                "number", "date-line", "signature", "bracket-line", "note", "label", "unnumbered-heading", "contents-title",
            )  # fmt: skip
            ended = fold(block.text).rstrip().endswith(("。", "；", "："))
            return not ended and not block.number and all(matcher.first(one, block.text) is None for one in families)
    return False


def _unlabelled_start(blocks: Sequence[Block], index: int, unmet: Unmet, owned: Ownership) -> Start | None:
    """An annex printed without its label: a line that is one of the listed titles."""
    if not isinstance(blocks[index], Paragraph) or blocks[index].id in owned.roles:
        return None
    entry = unmet.first(titles=_joined(blocks, index, len(blocks))) if unmet else None
    return None if entry is None else Start(index, "annex", listed=entry)


def lines_equal(blocks: Sequence[Block], index: int, end: int, title: str) -> int:
    """How many lines from `index` on make up this title, white space aside; 0 where they do not."""
    want = plain(title)
    return next((count for count, text in enumerate(_joined(blocks, index, end), 1) if text == want), 0)


def _joined(blocks: Sequence[Block], index: int, end: int) -> Iterator[str]:
    """The line at `index` as titles are compared, then with the next line, as far as a title may run."""
    text = ""
    for block in blocks[index : min(end, index + TITLE_LINES)]:
        if not isinstance(block, Paragraph):
            return
        text += plain(block.text)
        yield text


def _listed_as(start: Start, blocks: Sequence[Block], unmet: Unmet, matcher: Matcher) -> Start:
    """The start with the entry of the annex list it stands for: the same number, else the same title."""
    if start.listed is not None or not unmet:
        return start
    label = matcher.first("annex-label", start.label.text) if start.label else None
    number = read_annex_number(label.group("number")) if label is not None else None
    called = matcher.first("annex-file", start.opening.name) if start.opening is not None else None
    if number is None and called is not None:
        number = read_annex_number(called.group("number"))
    names = (start.opening.name, (called.group("title") or "") if called is not None else "") if start.opening else ()
    first = start.index + (start.label is not None and start.title_on_line is None)
    titled = plain(start.title_on_line.text) if start.title_on_line else ""
    below = () if start.title_on_line and start.title_on_line.text else _joined(blocks, first, len(blocks))
    entry = unmet.first(titles=(titled, *below, *map(plain, names)), number=number)
    if entry is None and number is None and (start.label or called is not None):
        entry = unmet.only()
    return start if entry is None else replace(start, listed=entry)


def _carried_plans(
    blocks: Sequence[Block], main: Head, names: Sequence[str], matcher: Matcher, owned: Ownership
) -> set[int]:
    """Places of the titles of the plans that a notice carries.

    The notice names the plan in 《…》; after the notice's signature the name is
    printed again as a title. This also works if the notice's own title is missing.
    """
    wanted = {plain(name) for name in names}
    found: set[int] = set()
    for index in range(main.body, len(blocks) if wanted else 0):
        block = blocks[index]
        if not isinstance(block, Paragraph) or block.id in owned.roles:
            continue
        if met := wanted.intersection(_joined(blocks, index, len(blocks))):
            found.add(index)
            wanted -= met
            if not wanted:
                return found
    found |= _above_contents(blocks, wanted, owned)
    if not found and main.kind == "notice":
        after = _title_after_signature(blocks, main, matcher, owned)
        return set() if after is None else {after}
    return found


def _above_contents(blocks: Sequence[Block], wanted: AbstractSet[str], owned: Ownership) -> set[int]:
    """Places of contents that open a plan and name it (…应急预案目录), where its title is not printed again."""
    contents = (index for index, block in enumerate(blocks) if wanted and owned.roles.get(block.id) == "toc")
    named = ((index, name_above_contents(blocks[index])) for index in contents)
    return {index for index, name in named if name is not None and plain(name.text) in wanted}


def _promulgated(blocks: Sequence[Block], main: Head, matcher: Matcher) -> list[str]:
    """Names of the documents the notice says it carries."""
    found: list[str] = []
    if main.title is not None and main.kind == "notice":
        found += [match.group("name") or "" for match in matcher.all("promulgated", main.title.text)]
        if match := matcher.first("promulgated-title", main.title.text):
            found.append(match.group("name") or "")
    issues = "promulgation" if main.kind == "notice" or main.recipients else "promulgation-now"
    for block in blocks[main.body : main.body + 3]:
        if isinstance(block, Paragraph) and matcher.first(issues, block.text, block=block.id):
            found += [match.group("name") or "" for match in matcher.all("promulgated", block.text, block=block.id)]
    return [name for name in found if name]


def _title_after_signature(blocks: Sequence[Block], main: Head, matcher: Matcher, owned: Ownership) -> int | None:
    """A title line right after the notice's date, where the plan is printed under another name than the notice gives."""
    dated = False
    for index in range(main.body, len(blocks)):
        block = blocks[index]
        if not isinstance(block, Paragraph) or block.id in owned.roles:
            continue
        if matcher.first("date-line", block.text) or matcher.first("signature-with-date", block.text):
            dated = True
        elif dated and _is_named(blocks, index, main, matcher) and not matcher.first("annex-label", block.text):
            return index
        elif dated and not matcher.first("bracket-line", block.text):
            return None
    return None


def _is_named(blocks: Sequence[Block], index: int, main: Head, matcher: Matcher) -> bool:
    """Whether a line is a title by its words or its place, or the notice's own title names what it says, alone or with the next lines."""
    if matcher.first("title", getattr(blocks[index], "text", "")) or stands_as_title(Lines(blocks, matcher), index):
        return True
    title = plain(main.title.text) if main.title is not None else ""
    return any(len(text) >= SHORTEST_NAME and text in title for text in _joined(blocks, index, len(blocks)))
