"""Edits of headings that group tasks: added with tasks below them, removed with all they hold, moved as a whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.diff.mutation.anatomy import Entry, Heading, Run, renumber
from tests.diff.mutation.edits_tasks import copied_after, crosses, is_model, take_out
from tests.diff.mutation.expected import Aim, Thing, Wanted

if TYPE_CHECKING:
    from tests.diff.mutation.desk import Desk


def add_section(desk: Desk) -> bool:
    """A new heading after another, with two new tasks below it."""
    for group in desk.shuffled(_groups(desk)):
        children = desk.anatomy.children[group.id]
        if not all(is_model(desk, one) for one in children) or not _is_typed_alike(desk, group):
            continue
        names = [
            desk.other_names([], sum(unit.via == "clause" for unit in one.task.units))
            for one in children[:2]
            if one.task
        ]
        title = desk.from_stock("section")
        tasks = [desk.from_stock("task") for _ in children[:2]]
        if title is None or None in names or None in tasks:
            return False
        heading = _heading_after(desk, group, str(title["title"]))
        token, wanted = heading, [Wanted("section-added", "substance", (), (Aim("heading", heading),))]
        run, running = desk.anatomy.runs[children[0].id], _runs_through(desk, group)
        here = run.index(children[-1].block) + 1
        for place, (child, new, said) in enumerate(zip(children[:2], tasks, names, strict=True)):
            assert new is not None
            first, token = copied_after(desk, child, str(new["title"]), "".join(new["text"]), said or [], token)  # type: ignore[arg-type]  # the stock says so
            if running:
                run.put(Entry(first, None, 0 if run.automatic else child.title_at.start), here + place)  # type: ignore[union-attr]  # a model has a title
            else:
                _number_first(desk, child, first, place + run.first)
            wanted.append(Wanted("task-added", "substance", (), (Aim("heading", first, text=str(new["title"])),)))
        desk.anatomy.claim(group.id, "neighbour")
        return desk.done(
            "add section",
            wanted,
            lambda look: all(look.heading(aim.token) is not None for one in wanted for aim in one.new),
        )
    return False


def remove_section(desk: Desk) -> bool:
    """A heading taken out with its tasks."""
    for group in desk.shuffled(_groups(desk)):
        shuffled = desk.anatomy.restless.get(group.parent) == "shuffled"
        if shuffled or desk.anatomy.standing(group.parent) < 3 or not _is_untouched(desk, group):
            continue
        children = desk.anatomy.children[group.id]
        for one in (*children, group):
            take_out(desk, one)
        gone = {one.section.title for one in children}
        return desk.done(
            "remove section",
            [
                Wanted("section-removed", "substance", (Thing(group.id),)),
                *(Wanted("task-removed", "substance", (Thing(one.id),)) for one in children),
            ],
            lambda look: not gone & {task.title for task in look.plan.tasks},
        )
    return False


def move_section(desk: Desk) -> bool:
    """A heading put after one further down, with all it holds."""
    for group in desk.shuffled(_groups(desk)):
        siblings = [one for one in desk.anatomy.children[group.parent] if one in _groups(desk)]
        here = siblings.index(group)
        if len(siblings) < 3 or desk.anatomy.restless.get(group.parent) or not _is_untouched(desk, group):
            continue
        chosen = desk.pick(siblings[here + 2 :])
        if chosen is None or not _is_untouched(desk, chosen) or crosses(desk, group, chosen):
            continue
        children, last = desk.anatomy.children[group.id], desk.anatomy.children[chosen.id][-1]
        if _runs_through(desk, group) and not desk.anatomy.runs[children[0].id].holds(last.block):
            continue
        desk.draft.move([block for one in (group, *children) for block in one.section.blocks], last.section.blocks[-1])
        run = desk.anatomy.runs[group.id]
        run.put(run.take_out(group.block), run.index(chosen.block) + 1)
        if _runs_through(desk, group):
            inner, after = desk.anatomy.runs[children[0].id], last.block
            for one in children:
                inner.put(inner.take_out(one.block), inner.index(after) + 1)
                after = one.block
        for one in (group, chosen, *children):
            desk.anatomy.claim(one.id, "place")
        desk.anatomy.restless[group.parent] = "shuffled"
        desk.anatomy.moved.add(group.id)
        return desk.done(
            "move section",
            [Wanted("section-moved", "form", (Thing(group.id),), (Aim("heading", group.block),))],
            lambda look: (found := look.heading(group.block)) is not None and found.below >= 1,
        )
    return False


# ---------------------------------------------------------------- which


def _groups(desk: Desk) -> list[Heading]:
    """Headings below another, in a run, with nothing below them but lowest tasks made of paragraphs."""
    return [
        one
        for one in desk.anatomy.headings
        if one.parent and one.below and one.task is None and one.title_at and one.id in desk.anatomy.runs
        and desk.anatomy.runs[one.id].follows and desk.anatomy.runs[one.id].holds(one.block)
        and _is_clean(desk, one)
        and all(
            child.task and not child.below and child.id in desk.anatomy.runs and desk.anatomy.runs[child.id].follows
            and child.section.number and child.section.number.style != "decimal"  # 3.1.2 holds the number of its heading
            and child.automatic <= one.automatic  # a list that begins anew below a typed heading has to be told so in Word
            and _is_clean(desk, child)
            for child in desk.anatomy.children[one.id]
        )
    ]  # fmt: skip


def _is_clean(desk: Desk, one: Heading) -> bool:
    lines = desk.draft.lines
    return not desk.is_carrier(one.section.blocks) and all(
        block in lines and lines[block].paragraph.story == "body" for block in one.section.blocks
    )


def _is_untouched(desk: Desk, group: Heading) -> bool:
    """Whether neither the heading nor anything below it has been edited, added to or left out."""
    below = desk.anatomy.children[group.id]
    return all(desk.anatomy.free(one.id, "whole") for one in (group, *below)) and not desk.anatomy.restless.get(
        group.id
    )


def _is_typed_alike(desk: Desk, group: Heading) -> bool:
    return (
        len(group.section.blocks) == 1
        and desk.anatomy.free(group.id, "place")
        and bool(desk.draft.stretch(group.block, 0, 0))
    )


def _runs_through(desk: Desk, group: Heading) -> bool:
    """Whether the numbers below this heading go on from those below another."""
    run = desk.anatomy.runs[desk.anatomy.children[group.id][0].id]
    return len({entry.heading.parent for entry in run.entries if entry.heading}) > 1


# ---------------------------------------------------------------- doing it


def _heading_after(desk: Desk, group: Heading, title: str) -> str:
    """A copy of the heading after all that stands below it."""
    at = group.title_at
    assert at is not None
    text = desk.texts[group.block]
    last = desk.anatomy.children[group.id][-1].section.blocks[-1]
    token = desk.draft.insert(last, text[: at.start] + title + text[at.end :], group.block)
    run = desk.anatomy.runs[group.id]
    run.put(Entry(token, None, 0 if run.automatic else at.start), run.index(group.block) + 1)
    return token


def _number_first(desk: Desk, model: Heading, token: str, value: int) -> None:
    """Count from the beginning below a new heading."""
    run: Run = desk.anatomy.runs[model.id]
    line = desk.draft.lines[token]
    if run.automatic:
        printed = line.paragraph.number
        if (change := renumber(printed, len(printed), value)) is not None:
            desk.draft.number(token, printed[: change[0]] + change[2] + printed[change[1] :])
    elif model.title_at and (change := renumber(line.text, model.title_at.start, value)) is not None:
        desk.draft.replace(token, *change)
