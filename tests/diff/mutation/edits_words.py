"""Edits of words: headings and sentences said otherwise, paragraphs typed again."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tests.diff.mutation.desk import STOCK, SYNONYMS, own_units
from tests.diff.mutation.expected import Aim, Thing, Wanted

if TYPE_CHECKING:
    from tests.diff.mutation.anatomy import Heading
    from tests.diff.mutation.desk import Desk

_NOT_WORDS = re.compile(r"[0-9０-９%％]|责任|负责|牵头|单位|年底|以[上下]")
"""What must not be touched by an edit of words: numbers, bounds, deadlines, who is responsible."""


def retitle_task(desk: Desk) -> bool:
    """Another word in a task's heading."""
    return any(_retitle(desk, heading, "task-retitled") for heading in desk.shuffled(desk.anatomy.tasks("title")))


def retitle_section(desk: Desk) -> bool:
    """Another word in a heading that groups tasks."""
    listed = {text.split("\t")[0] for text in desk.texts.values() if "\t" in text}
    groups = [
        one
        for one in desk.anatomy.headings
        if one.below
        and one.parent
        and not one.task
        and one.title_at
        and desk.anatomy.free(one.id, "title")
        and not any(str(one.section.title) in line for line in listed)
    ]
    return any(_retitle(desk, heading, "section-retitled") for heading in desk.shuffled(groups))


def reword_task(desk: Desk) -> bool:
    """A word or two exchanged, a sentence added, or one struck out."""
    for heading in desk.shuffled(desk.anatomy.tasks("text")):
        if heading.task and heading.task.at and _reword(desk, heading, "task-reworded"):
            return True
    return False


def rewrite_task(desk: Desk) -> bool:
    """Half a dozen words exchanged and a sentence added: the same task, said anew."""
    for heading in desk.shuffled(desk.anatomy.tasks("text")):
        if heading.task is None or not heading.task.at:
            continue
        at = heading.task.at[0]
        said = _sentences(desk.texts[at.block][at.start : at.end])
        changed = 0
        for start, end in said:
            new = desk.swapped(desk.texts[at.block][at.start + start : at.start + end], 3)
            changed += new is not None and desk.draft.overwrite(at.block, at.start + start, at.start + end, new)
        unused = [one for one in STOCK["sentence"] if one not in desk.anatomy.used]
        if changed and (sentence := desk.pick(unused)) is not None:
            desk.anatomy.used.add(sentence)
            desk.draft.overwrite(at.block, at.end, at.end, sentence)
        if changed:
            return _reworded(desk, heading, at.block, "task-reworded", "")
    return False


def break_off_clause(desk: Desk) -> bool:
    """The bracket that names the bodies put on a line of its own."""
    for heading in desk.shuffled(desk.anatomy.tasks("text")):
        task, block = heading.task, heading.block
        if task is None or not task.at or heading.automatic or desk.is_carrier((block,)):
            continue
        if not desk.anatomy.free(heading.id, "units"):
            continue
        text, start = desk.texts[block], task.at[-1].end
        if task.at[-1].block != block or text[start : start + 1] not in {"（", "〔", "["} or not own_units(task):
            continue
        here = desk.draft.stretch(block, start, len(text))
        if here is None:
            continue
        names = [unit.name for unit in own_units(task)]
        desk.draft.insert(block, desk.draft.text(block)[here[0] :], block)
        desk.draft.overwrite(block, start, len(text), "")
        desk.anatomy.claim(heading.id, "text")
        desk.anatomy.claim(heading.id, "units")
        desk.anatomy.claim(heading.id, "place")
        return desk.done(
            "break off clause",
            [Wanted("retyped", "form", (Thing(block=block),), (Aim("block", block),))],
            lambda look: (
                (found := look.heading(block)) is not None
                and found.task is not None
                and [unit.name for unit in own_units(found.task)] == names
            ),
        )
    return False


def reword_section(desk: Desk) -> bool:
    """A word or two exchanged below a heading that is no task."""
    places = [
        (one, block)
        for one in desk.anatomy.headings
        if one.task is None and not one.below and desk.anatomy.free(one.id, "text")
        for block in one.section.blocks[1:]
        if block in desk.draft.lines and desk.plan.blocks[int(block[1:]) - 1].role == "body"
    ]
    for heading, block in desk.shuffled(places):
        said = _sentences(desk.texts[block])
        if _swap_in(desk, block, said, "section-reworded", heading):
            return True
    return False


def retype(desk: Desk) -> bool:
    """A paragraph typed again with half-width brackets and colons: the same words."""
    wide = str.maketrans("（）：，", "():,")
    for heading in desk.shuffled(desk.anatomy.headings):
        for block in heading.section.blocks[1:]:
            line, text = desk.draft.lines.get(block), desk.texts[block]
            if (
                line is None
                or line.shifts.made
                or not desk.anatomy.free(heading.id, "whole")
                or not set("（：") & set(text)
            ):
                continue
            if desk.is_carrier((block,)):
                continue
            desk.draft.overwrite(block, 0, len(text), text.translate(wide))
            desk.anatomy.claim(heading.id, "text")
            desk.anatomy.claim(heading.id, "units")
            return desk.done(
                "retype",
                [Wanted("retyped", "form", (Thing(block=block),), (Aim("block", block),))],
                lambda look: look.heading(heading.block) is not None,
            )
    return False


# ---------------------------------------------------------------- doing it


def _retitle(desk: Desk, heading: Heading, kind: str) -> bool:
    at = heading.title_at
    assert at is not None
    title = desk.texts[at.block][at.start : at.end]
    new = desk.swapped(title)
    if new is None and not title.startswith("进一步") and any(title.startswith(word) for word in SYNONYMS):
        new = "进一步" + title
    if (
        new is None
        or any(task.title == new for task in desk.plan.tasks)
        or not desk.draft.overwrite(at.block, at.start, at.end, new)
    ):
        return False
    desk.anatomy.claim(heading.id, "title")
    token = heading.block
    return desk.done(
        "retitle " + kind.removesuffix("-retitled"),
        [Wanted(kind, "wording", (Thing(heading.id),), (Aim("heading", token, text=new),))],
        lambda look: (found := look.heading(token)) is not None and found.section.title == new,
    )


def _sentences(text: str) -> list[tuple[int, int]]:
    """The sentences of a text that name no number, no deadline and no body's part in it."""
    spans = [found.span() for found in re.finditer(r"[^。！？；\n]+[。；]?", text)]
    return [(start, end) for start, end in spans if not _NOT_WORDS.search(text[start:end])]


def _reword(desk: Desk, heading: Heading, kind: str) -> bool:
    assert heading.task is not None
    at = heading.task.at[0]
    text = desk.texts[at.block]
    said = [(at.start + start, at.start + end) for start, end in _sentences(text[at.start : at.end])]
    how = desk.random.choice(("swap", "swap", "add", "strike"))
    if how == "add" and text[: at.end].endswith("。") and desk.draft.stretch(at.block, at.end - 1, at.end):
        unused = [one for one in STOCK["sentence"] if one not in desk.anatomy.used]
        if (sentence := desk.pick(unused)) is not None:
            desk.anatomy.used.add(sentence)
            desk.draft.overwrite(at.block, at.end, at.end, sentence)
            return _reworded(desk, heading, at.block, kind, sentence)
    whole = [
        (start, end) for start, end in said if text[end - 1] == "。" and (start == at.start or text[start - 1] == "。")
    ]
    if (
        how == "strike"
        and text[at.start : at.end].count("。") >= 3
        and whole
        and desk.draft.overwrite(at.block, *desk.random.choice(whole), "")
    ):
        return _reworded(desk, heading, at.block, kind, "")
    return _swap_in(desk, at.block, said, kind, heading)


def _swap_in(desk: Desk, block: str, said: list[tuple[int, int]], kind: str, heading: Heading) -> bool:
    for start, end in desk.shuffled(said):
        new = desk.swapped(desk.texts[block][start:end], desk.random.randint(1, 2))
        if new is not None and desk.draft.overwrite(block, start, end, new):
            return _reworded(desk, heading, block, kind, new)
    return False


def _reworded(desk: Desk, heading: Heading, block: str, kind: str, new: str) -> bool:
    desk.anatomy.claim(heading.id, "text")
    task = heading.task is not None
    return desk.done(
        "reword " + kind.removesuffix("-reworded"),
        [Wanted(kind, "wording", (Thing(heading.id),), (Aim("heading", heading.block),))],
        lambda look: (
            (found := look.heading(heading.block)) is not None
            and (found.task is not None) == task
            and new in look.draft.text(block)
        ),
    )
