"""Blocks → sections: which paragraphs open a section, what stands in it, and what it is called.

`headings.py` reads the heading that opens one paragraph, `heading_runs.py`
rejects it if its neighbours contradict it, `levels.py` decides its level.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from policy_extract.blocks import Paragraph, Table
from policy_extract.lexical.numerals import write_chinese
from policy_extract.lexical.width import fold
from policy_extract.stages.grids.layout import lay_out
from policy_extract.stages.outline.box_entries import entries_of_boxes
from policy_extract.stages.outline.counts import next_values
from policy_extract.stages.outline.heading_runs import sift
from policy_extract.stages.outline.headings import read_heading
from policy_extract.stages.outline.levels import Tree, open_section
from policy_extract.stages.outline.list_levels import part_by_level
from policy_extract.stages.structure import BoxForm, SectionForm
from policy_extract.stages.units.unlabelled_brackets import ClosingHabit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from policy_extract.blocks import Block
    from policy_extract.grammar import Matcher
    from policy_extract.stages.outline.headings import Heading
    from policy_extract.stages.structure import Ownership, PartForm, StageContext

BOX_TABLE_COLUMNS = 2
"""A 专栏 is a table of one or two columns."""


def outline(part: PartForm, context: StageContext) -> list[SectionForm]:
    """The sections of one part; every block of its body goes to the section it stands in."""
    matcher, owned = context.matcher, context.owned
    tree = Tree(part, context.report)
    body = part.blocks[part.head.body :]
    habit = ClosingHabit(body, matcher)
    headings = [_heading(block, matcher, owned, habit=habit) for block in body]
    sift(headings, body, context)
    part_by_level(headings, body)
    boxed = entries_of_boxes(headings, body)
    following = next_values([None if index in boxed else one for index, one in enumerate(headings)])
    for index, (block, heading) in enumerate(zip(body, headings, strict=True)):
        above = headings[index - 1] if index else None
        if index in boxed:
            _add_to_box(tree, block, owned)
        elif heading is not None and heading.box:
            _open_box(tree, block, heading, owned)
        elif heading is not None:
            tree.introduced = index > 0 and _introduces(body[index - 1])
            open_section(tree, block, heading, following[index])
            owned.claim([block], "heading" if heading.alone else "body")
        elif isinstance(block, Table) and (box := _box_table(block, matcher)) is not None:
            _open_box(tree, block, box, owned)
        elif isinstance(block, Table) and above is not None and above.box:
            _fill_box(tree, block, matcher, owned)
        _place(tree, block, owned)
    _infer_numbers(tree.roots)
    _name_sections(tree.roots, "" if part.id == "main" else f"{part.id}/")
    _note_ids(tree.roots, owned)
    return tree.roots


def _heading(block: Block, matcher: Matcher, owned: Ownership, *, habit: ClosingHabit) -> Heading | None:
    if not isinstance(block, Paragraph) or block.id in owned.roles or block.story not in {"body", "textbox"}:
        return None
    return read_heading(block, matcher, habit=habit)


def _introduces(block: Block) -> bool:
    """Whether a line introduces a numbered list: ——社会和政府：."""
    return isinstance(block, Paragraph) and fold(block.text).rstrip().endswith("：")


# ---------------------------------------------------------------- what stands in a section


def _place(tree: Tree, block: Block, owned: Ownership) -> None:
    """Give the block to the innermost open section; what stands before the first belongs to the part."""
    if not tree.stack:
        return
    top = tree.stack[-1]
    if owned.roles.get(block.id) in {None, "heading", "body", "box", "note", "table", "footnote", "caption"}:
        top.section.blocks.append(block)


def _box_table(table: Table, matcher: Matcher) -> Heading | None:
    """The heading of a 专栏: a table whose first cell opens with its number, if it is narrow or that cell fills the row."""
    first = table.cells[0] if table.cells else None
    if first is None or (table.cols > BOX_TABLE_COLUMNS and first.cols < table.cols):
        return None
    line = Paragraph(table.address(first), first.text.split("\n", 1)[0])
    heading = read_heading(line, matcher)
    return heading if heading is not None and heading.box else None


def _open_box(tree: Tree, block: Block, heading: Heading, owned: Ownership) -> None:
    """Hang a box under the innermost open section, one level below it; a wide table with columns keeps its cells."""
    text = not isinstance(block, Table) or block.cols <= BOX_TABLE_COLUMNS
    top = tree.stack[-1].section if tree.stack else None
    box = BoxForm(
        part=tree.part.id,
        level=(top.level if top else 0) + 1,
        number=heading.number or "",
        value=heading.value,
        title=heading.title,
        at=heading.at,
        paragraphs=_box_paragraphs(block, titled=True) if isinstance(block, Table) and text else (),
        table=block.id if isinstance(block, Table) and text else None,
    )
    if text:
        owned.claim([block], "box")
    if top is not None:
        top.boxes.append(box)
    else:
        tree.roots.append(_boxes_before_sections(tree, box))


def _fill_box(tree: Tree, table: Table, matcher: Matcher, owned: Ownership) -> None:
    """Give the box whose number and title stand in the line above the table its paragraphs, unless it has columns."""
    if table.cols > BOX_TABLE_COLUMNS or lay_out(table, matcher) is not None:
        return
    box = _last_box(tree)
    box.table, box.paragraphs = table.id, _box_paragraphs(table, titled=False)
    owned.claim([table], "box")


def _add_to_box(tree: Tree, block: Block, owned: Ownership) -> None:
    """Give the last box a paragraph that stands below its title."""
    if isinstance(block, Paragraph):
        box = _last_box(tree)
        box.paragraphs = (*box.paragraphs, (block.id, 0, len(block.text)))
        owned.claim([block], "box")


def _last_box(tree: Tree) -> BoxForm:
    return (tree.stack[-1].section if tree.stack else tree.roots[-1]).boxes[-1]


def _boxes_before_sections(tree: Tree, box: BoxForm) -> SectionForm:
    """A nameless section that holds a box printed before the first heading."""
    section = SectionForm(tree.part.id, 0, "other", "other", None, None, "other", "typed", None, (), ("", 0))
    section.boxes.append(box)
    return section


def _box_paragraphs(table: Table, *, titled: bool) -> tuple[tuple[str, int, int], ...]:
    """Stretches of the cells, below the title row if there is one, one per paragraph."""
    found = []
    for cell in table.cells:
        start = 0
        for index, line in enumerate(cell.text.split("\n")):
            is_title = titled and cell.row == 0 and index == 0
            if line.strip() and not is_title:
                found.append((table.address(cell), start, start + len(line)))
            start += len(line) + 1
    return tuple(found)


# ---------------------------------------------------------------- numbers a dump shows wrongly


def _infer_numbers(roots: Sequence[SectionForm]) -> None:
    """Say what the page showed where a dump prints automatic numbers in another style.

    Some converters print every list of a Word file in Arabic digits: 1、 for
    一、 and （1） for （一）. Nobody numbers 1、→（1）→1. by hand, so this order,
    without any Chinese numeral in the part, reveals them. Web pages print
    1. for every list without a style; two such lists, one inside the
    other, reveal them as well.
    """
    sections = walk(roots)
    styles: dict[int, set[tuple[str, str]]] = {}
    for section in sections:
        if section.number is not None:
            styles.setdefault(section.level, set()).add((section.style, section.origin))
    found = [styles.get(level, set()) for level in (1, 2, 3)]
    by_hand = [{style for style, _ in its} for its in found] == [{"arabic-comma"}, {"arabic-bracket"}, {"arabic-dot"}]
    counted = found[0] == found[1] == {("arabic-dot", "auto")}
    for section in sections:
        if (by_hand or counted) and section.level <= len(_DUMPED) and section.value is not None:
            section.inferred = _DUMPED[section.level - 1].format(write_chinese(section.value))


_DUMPED = ("{}、", "（{}）")
"""What 1、 and （1） of a dump stand for, by level."""


# ---------------------------------------------------------------- ids


def _name_sections(sections: Sequence[SectionForm], prefix: str) -> None:
    """Give every section and box the printed path as id; a repeated path gets ~2."""
    taken: dict[str, int] = {}
    stack = [(list(sections), prefix)]
    while stack:
        siblings, path = stack.pop()
        for section in siblings:
            section.id = _free(path + _step(section), taken) if section.level else path.rstrip("/")
            below = section.id + "/" if section.id else ""
            for box in section.boxes:
                box.id = _free(f"{below}box{box.value or ''}", taken)
            stack.append((section.sections, below))


def _step(section: SectionForm) -> str:
    if section.value is not None:
        return str(section.value)
    return "".join(fold(section.title or section.number or "untitled").split()).replace("/", "")[:12]


def _free(path: str, taken: dict[str, int]) -> str:
    """The path, with ~2, ~3, … if it is taken; `taken` holds the last suffix given to each path."""
    count = taken.get(path, 0) + 1
    free = path if count == 1 else f"{path}~{count}"
    while free in taken:
        count += 1
        free = f"{path}~{count}"
    taken[path] = count
    taken.setdefault(free, 1)
    return free


def _note_ids(sections: Sequence[SectionForm], owned: Ownership) -> None:
    for section in walk(sections):
        for block in section.blocks:
            if section.level:
                owned.sections[block.id] = section.id


def walk(sections: Sequence[SectionForm]) -> list[SectionForm]:
    """Every section in reading order, parents before children."""
    found: list[SectionForm] = []
    stack = list(reversed(sections))
    while stack:
        section = stack.pop()
        found.append(section)
        stack.extend(reversed(section.sections))
    return found


def boxes_of(sections: Sequence[SectionForm]) -> list[tuple[SectionForm, BoxForm]]:
    """Every box with the section it hangs under, in reading order."""
    return [(section, box) for section in walk(sections) for box in section.boxes]
