"""Blocks → sections: which paragraphs open a section, and how deep it lies.

The level follows from the stack of open numbering styles, not from the glyph
alone: a style that is open already continues its level; a new one opens a
level below, unless custom (GB/T 9704-2012 §7.3.3: 一、 → （一） → 1. → （1）) sets
it above a style that is open. Numbers typed wrongly become findings and leave
the tree as it is.
"""

from __future__ import annotations

from bisect import insort
from typing import TYPE_CHECKING

from policy_extract.blocks import Paragraph, Span, Table
from policy_extract.findings import Code
from policy_extract.lexical.numerals import write_chinese
from policy_extract.lexical.width import fold
from policy_extract.records import field, mutable, replace
from policy_extract.stages.forms import BoxForm, SectionForm
from policy_extract.stages.headings import Heading, read_heading
from policy_extract.stages.table_layout import lay_out

if TYPE_CHECKING:
    from collections.abc import Sequence

    from policy_extract.blocks import Block
    from policy_extract.findings import Report
    from policy_extract.grammar import Matcher
    from policy_extract.stages.forms import Ownership, PartForm

FIRST_LEVEL_RANK = 10
"""Rank of 一、 in grammars/outline.toml; 部分, 篇, 章, 节 and 条 rank above it."""
BOX_TABLE_COLUMNS = 2
"""A 专栏 is a table of one or two columns."""


@mutable
class _Open:
    """An open section on the stack."""

    key: str
    rank: int
    section: SectionForm
    outline_level: int | None
    container: bool
    """Its heading fills its paragraph, so that what follows may stand below it."""


@mutable
class _Tree:
    """The tree of one part while it grows."""

    part: PartForm
    roots: list[SectionForm] = field(default_factory=list)
    stack: list[_Open] = field(default_factory=list)
    inside: set[tuple[str, str]] = field(default_factory=set)
    """(outer, inner): styles seen nested so; what was seen once holds for the part."""
    last: dict[str, tuple[int, int]] = field(default_factory=dict)
    """Last value of each style, and the identity of the section above it."""
    levels: dict[str, int] = field(default_factory=dict)
    """The level each style had last."""


def outline(part: PartForm, matcher: Matcher, report: Report, owned: Ownership) -> list[SectionForm]:
    """The sections of one part; every block of its body goes to the section it stands in."""
    tree = _Tree(part)
    body = part.blocks[part.head.body :]
    headings = [_heading(block, matcher, owned) for block in body]
    _drop_bare_numbers(headings)
    _drop_titles_of_lists(headings, body)
    following = _next_values(headings)
    note = False
    for index, (block, heading) in enumerate(zip(body, headings, strict=True)):
        note = _in_note(block, heading, matcher, owned, note=note)
        if heading is not None and not note:
            if heading.box:
                _open_box(tree, block, heading, owned)
            else:
                _open(tree, block, heading, following[index], report)
                owned.claim([block], "heading" if heading.alone else "body")
        elif isinstance(block, Table) and (box := _box_table(block, matcher)) is not None:
            _open_box(tree, block, box, owned)
        elif isinstance(block, Table) and index and (above := headings[index - 1]) is not None and above.box:
            _fill_box(tree, block, matcher, owned)
        _place(tree, block, owned)
    _infer_numbers(tree.roots)
    _name_sections(tree.roots, "" if part.id == "main" else f"{part.id}/")
    _note_ids(tree.roots, owned)
    return tree.roots


def _heading(block: Block, matcher: Matcher, owned: Ownership) -> Heading | None:
    if not isinstance(block, Paragraph) or block.id in owned.roles or block.story not in {"body", "textbox"}:
        return None
    return read_heading(block, matcher)


def _in_note(block: Block, heading: Heading | None, matcher: Matcher, owned: Ownership, *, note: bool) -> bool:
    """Whether the block is a note (注：1.……), or a numbered line that continues one; claims it."""
    if not isinstance(block, Paragraph) or block.id in owned.roles:
        return note and block.id in owned.roles
    if matcher.first("note", block.text, block=block.id) is not None:
        owned.claim([block], "note")
        return True
    if note and heading is not None and heading.style.startswith("arabic"):
        owned.claim([block], "note")
        return True
    return False


def _drop_bare_numbers(headings: list[Heading | None]) -> None:
    """Keep numbers without a point only where they open a heading, and 1 and 2 follow each other."""
    runs: list[list[int]] = []
    runs_by_end: dict[int, list[int]] = {}
    """By the last value of a run, which runs end with it; the one begun last is continued."""
    for index, heading in enumerate(headings):
        if heading is None or heading.style != "arabic-bare":
            continue
        if heading.title is None:
            headings[index] = None
            continue
        value = heading.value or 0
        waiting = runs_by_end.get(value - 1)
        if waiting:
            number = waiting.pop()
        else:
            number = len(runs)
            runs.append([])
        runs[number].append(index)
        insort(runs_by_end.setdefault(value, []), number)
    for run in runs:
        if len(run) == 1 or _value(headings, run[0]) != 1:
            for index in run:
                headings[index] = None


def _drop_titles_of_lists(headings: list[Heading | None], body: Sequence[Block]) -> None:
    """The last entry of a list whose entries end in ； or ， is no heading either."""
    for index in range(1, len(headings)):
        before, heading = headings[index - 1], headings[index]
        if before is None or heading is None or heading.title is None or before.key != heading.key:
            continue
        text = getattr(body[index], "text", "")
        listed = before.title is None and _ends_an_entry(getattr(body[index - 1], "text", ""))
        if listed and _is_bracketed(text[heading.rest :].strip()):
            whole = (Span(body[index].id, 0, len(text)),)
            headings[index] = replace(heading, title=None, at=whole, rest=heading.at[0].start, alone=False)


def _ends_an_entry(text: str) -> bool:
    return fold(text).rstrip().endswith(("；", "，"))


def _is_bracketed(text: str) -> bool:
    """Whether nothing but a bracket follows, as （责任单位：…） does."""
    return not text or (text[0] in "（(〔[【" and text[-1] in "）)〕]】")


def _value(headings: Sequence[Heading | None], index: int) -> int:
    heading = headings[index]
    return heading.value or 0 if heading is not None else 0


def _next_values(headings: Sequence[Heading | None]) -> list[dict[str, int]]:
    """For each position, the value with which each style occurs next."""
    found: list[dict[str, int]] = [{} for _ in headings]
    ahead: dict[str, int] = {}
    for index in range(len(headings) - 1, -1, -1):
        found[index] = ahead
        heading = headings[index]
        if heading is not None and heading.value is not None:
            ahead = {**ahead, heading.key: heading.value}
    return found


# ---------------------------------------------------------------- the stack


def _open(tree: _Tree, block: Block, heading: Heading, ahead: dict[str, int], report: Report) -> None:
    """Open a section at the level its number asks for."""
    _close_down(tree, heading, ahead)
    parent = tree.stack[-1] if tree.stack else None
    if heading.number is not None:
        _check_sequence(tree, heading, report)
    section = SectionForm(
        part=tree.part.id,
        level=len(tree.stack) + 1,
        role="other",
        hands_down="other",
        number=heading.number,
        value=heading.value,
        style=heading.style,
        origin=heading.origin,
        title=heading.title,
        at=heading.at,
        opening=(block.id, heading.rest),
        inferred=heading.inferred,
    )
    (parent.section.sections if parent else tree.roots).append(section)
    tree.levels[heading.key] = section.level
    tree.inside.update((opened.key, heading.key) for opened in tree.stack)
    tree.stack.append(_Open(heading.key, heading.rank, section, heading.outline_level, _is_container(heading)))


def _is_container(heading: Heading) -> bool:
    return heading.alone and not heading.closed


def _close_down(tree: _Tree, heading: Heading, ahead: dict[str, int]) -> None:
    """Close the sections that the new heading does not stand in."""
    stack = tree.stack
    if heading.number is None:
        while stack and (heading.outline_level is None or not _holds_unnumbered(stack[-1], heading)):
            stack.pop()
        return
    keys = [opened.key for opened in stack]
    if heading.key in keys:
        del stack[keys.index(heading.key) :]
        return
    while stack and _ends(tree, stack, heading, ahead):
        stack.pop()


def _holds_unnumbered(opened: _Open, heading: Heading) -> bool:
    level = opened.section.level - 1 if opened.outline_level is None else opened.outline_level
    return heading.outline_level is not None and level < heading.outline_level


def _ends(tree: _Tree, stack: Sequence[_Open], heading: Heading, ahead: dict[str, int]) -> bool:
    """Whether a heading in a style that is not open ends the innermost open section."""
    top = stack[-1]
    if top.section.number is None:
        return _ends_unnumbered(tree, top, heading)
    if (top.key, heading.key) in tree.inside:
        return False
    if (heading.key, top.key) in tree.inside:
        return True
    if heading.rank >= top.rank:
        return False
    if top.container and heading.value == 1:
        return False
    continues = ahead.get(top.key) == (top.section.value or 0) + 1
    outer = any(opened.rank < heading.rank for opened in stack[:-1])
    return outer or not continues


def _ends_unnumbered(tree: _Tree, top: _Open, heading: Heading) -> bool:
    """Whether a numbered heading ends a section without a number.

    序言 ends with its text; 附则 holds （一）, and yet the articles that go on
    behind it stand where articles stood before.
    """
    if top.outline_level is not None and heading.outline_level is not None:
        return heading.outline_level <= top.outline_level
    if heading.key in tree.levels:
        return tree.levels[heading.key] <= top.section.level
    return not top.container and heading.rank <= FIRST_LEVEL_RANK


def _check_sequence(tree: _Tree, heading: Heading, report: Report) -> None:
    """Note a number that repeats, skips or runs backwards; 1 may always begin anew."""
    raw, value = heading.number or "", heading.value
    where = heading.number_at
    if heading.spaced:
        report.note(Code.NUMBER_SPACED, where, number=raw)
    if value is None:
        return
    key = heading.key
    parent = id(tree.stack[-1].section) if tree.stack else 0
    before, above = tree.last.get(key, (value - 1, parent))
    expected = before + 1 == value or (value == 1 and above != parent)
    previous = raw.replace(_spelled(raw, value), _spelled(raw, before, like=value), 1)
    if not expected and value == before:
        report.note(Code.NUMBER_REPEATED, where, number=raw)
    elif not expected and value > before:
        report.note(Code.NUMBER_SKIPPED, where, number=raw, previous=previous)
    elif not expected:
        report.note(Code.NUMBER_BACKWARDS, where, number=raw, previous=previous)
    tree.last[key] = (value, parent)


def _spelled(raw: str, value: int, *, like: int | None = None) -> str:
    """The value in the spelling that `raw` uses for its own: Chinese or digits."""
    own = value if like is None else like
    return write_chinese(value) if write_chinese(own) in raw else str(value)


# ---------------------------------------------------------------- what stands in a section


def _place(tree: _Tree, block: Block, owned: Ownership) -> None:
    """Give the block to the innermost open section; what stands before the first belongs to the part."""
    if not tree.stack:
        return
    top = tree.stack[-1]
    if owned.roles.get(block.id) in {None, "heading", "body", "box", "note", "table", "footnote", "caption"}:
        top.section.blocks.append(block)


def _box_table(table: Table, matcher: Matcher) -> Heading | None:
    """The heading of a 专栏: a narrow table whose first cell opens with its number."""
    if table.cols > BOX_TABLE_COLUMNS or not table.cells:
        return None
    first = table.cells[0]
    line = Paragraph(table.address(first), first.text.split("\n", 1)[0])
    heading = read_heading(line, matcher)
    return heading if heading is not None and heading.box else None


def _open_box(tree: _Tree, block: Block, heading: Heading, owned: Ownership) -> None:
    """Hang a box under the innermost open section, one level below it."""
    top = tree.stack[-1].section if tree.stack else None
    box = BoxForm(
        part=tree.part.id,
        level=(top.level if top else 0) + 1,
        number=heading.number or "",
        value=heading.value,
        title=heading.title,
        at=heading.at,
        paragraphs=_box_paragraphs(block, titled=True) if isinstance(block, Table) else (),
        table=block.id if isinstance(block, Table) else None,
    )
    owned.claim([block], "box")
    if top is not None:
        top.boxes.append(box)
    else:
        tree.roots.append(_boxes_before_sections(tree, box))


def _fill_box(tree: _Tree, table: Table, matcher: Matcher, owned: Ownership) -> None:
    """Give the box whose number and title stand in the line above the table its paragraphs, unless it has columns."""
    if table.cols > BOX_TABLE_COLUMNS or lay_out(table, matcher) is not None:
        return
    box = (tree.stack[-1].section if tree.stack else tree.roots[-1]).boxes[-1]
    box.table, box.paragraphs = table.id, _box_paragraphs(table, titled=False)
    owned.claim([table], "box")


def _boxes_before_sections(tree: _Tree, box: BoxForm) -> SectionForm:
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
    一、 and （1） for （一）. Nobody numbers 1、→（1）→1. by hand, so that order,
    without any Chinese numeral in the part, gives them away.
    """
    sections = walk(roots)
    styles: dict[int, set[str]] = {}
    for section in sections:
        if section.number is not None:
            styles.setdefault(section.level, set()).add(section.style)
    dumped = (
        styles.get(1) == {"arabic-comma"} and styles.get(2) == {"arabic-bracket"} and styles.get(3) == {"arabic-dot"}
    )
    for section in sections:
        if dumped and section.level <= len(_DUMPED) and section.value is not None:
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
    """The path, with the first count behind it that no other has; `taken` says for each path how far it was counted."""
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
