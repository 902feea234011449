"""Edits of tasks: added, removed, moved, split, merged."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tests.diff.mutation.anatomy import Entry, Heading
from tests.diff.mutation.desk import own_units
from tests.diff.mutation.expected import Aim, Thing, Wanted

if TYPE_CHECKING:
    from policy_extract.model import Task, Unit
    from tests.diff.mutation.desk import Desk
    from tests.diff.mutation.expected import Look

_NO_TITLE = re.compile(r"[0-9（）“”《》、；：。\n]")


def add_task(desk: Desk) -> bool:
    """A new task after another one, in the dress of it."""
    for model in desk.shuffled(_models(desk)):
        units = own_units(model.task) if model.task else []
        names = desk.other_names([], len(units))
        if names is None or not desk.draft.stretch(model.block, 0, 0):
            continue
        new = desk.from_stock("task")
        if new is None:
            return False
        title, text = str(new["title"]), "".join(new["text"])  # type: ignore[arg-type]  # the stock says so
        token = _put_after(desk, model, title, text, names)
        desk.anatomy.claim(model.id, "neighbour")
        return desk.done(
            "add task",
            [Wanted("task-added", "substance", (), (Aim("heading", token, text=title),))],
            lambda look: _reads(look, token, title, names),
        )
    return False


def add_similar_task(desk: Desk) -> bool:
    """A new task in the words of another one: the same bodies and much of the text, for another thing."""
    for model in desk.shuffled(_models(desk)):
        new = desk.from_stock("task")
        if new is None or model.task is None or not desk.draft.stretch(model.block, 0, 0):
            return False
        old = [one for one in model.task.text.split("。") if one and not any(sign.isdecimal() for sign in one)]
        if not old or len(model.task.at) != 1:
            continue
        title, text = str(new["title"]), f"{new['text'][0]}{old[-1]}。"  # type: ignore[index]  # the stock says so
        names = [unit.name for unit in own_units(model.task)]
        token = _put_after(desk, model, title, text, [])
        desk.anatomy.claim(model.id, "neighbour")
        return desk.done(
            "add similar task",
            [Wanted("task-added", "substance", (), (Aim("heading", token, text=title),))],
            lambda look: _reads(look, token, title, names),
        )
    return False


def remove_task(desk: Desk) -> bool:
    """A task taken out, with everything below its heading."""
    for gone in desk.shuffled(_movable(desk, "whole")):
        if desk.anatomy.standing(gone.parent) < 3 or _cut_off(desk, gone.parent):
            continue
        take_out(desk, gone)
        assert gone.task is not None
        title = gone.task.title
        return desk.done(
            "remove task",
            [Wanted("task-removed", "substance", (Thing(gone.id),))],
            lambda look: title not in {task.title for task in look.plan.tasks},
        )
    return False


def move_task_elsewhere(desk: Desk) -> bool:
    """A task put under another heading of the same kind."""
    for moved in desk.shuffled(_movable(desk, "place")):
        if desk.anatomy.standing(moved.parent) < 3 or _cut_off(desk, moved.parent):
            continue
        places = [
            one
            for one in _movable(desk, "place")
            if one.parent != moved.parent and _alike(moved, one) and not crosses(desk, moved, one)
        ]
        if (after := desk.pick(places)) is None or _cut_off(desk, after.parent):
            continue
        _move(desk, moved, after)
        above = desk.anatomy.by_id.get(after.parent or "")
        return desk.done(
            "move task elsewhere",
            [Wanted("task-moved", "substance", (Thing(moved.id),), (Aim("heading", moved.block),))],
            lambda look: _stands_below(look, moved, above),
        )
    return False


def move_task_among_siblings(desk: Desk) -> bool:
    """A task put at least two places further up or down below its own heading."""
    for moved in desk.shuffled(_movable(desk, "place")):
        siblings = desk.anatomy.children[moved.parent]
        if (
            len(siblings) < 4
            or desk.anatomy.restless.get(moved.parent)
            or not all(one.task and not one.below for one in siblings)
        ):
            continue
        here = siblings.index(moved)
        places = [
            one
            for at, one in enumerate(siblings)
            if (at - here >= 2 or here - at >= 3)
            and desk.anatomy.free(one.id, "place")
            and not crosses(desk, moved, one)
        ]
        if (after := desk.pick(places)) is None:
            continue
        _move(desk, moved, after)
        desk.anatomy.restless[moved.parent] = "shuffled"
        above = desk.anatomy.by_id.get(moved.parent or "")
        return desk.done(
            "move task among siblings",
            [Wanted("task-moved", "form", (Thing(moved.id),), (Aim("heading", moved.block),))],
            lambda look: _stands_below(look, moved, above),
        )
    return False


def split_task(desk: Desk) -> bool:
    """The second half of a task's sentences made a task of its own, its first words the heading."""
    for split in desk.shuffled(_models(desk)):
        task = split.task
        assert task is not None
        if (
            not desk.anatomy.free(split.id, "whole")
            or _cut_off(desk, split.parent)
            or len(task.at) != 1
            or task.deadlines
        ):
            continue
        if (cut := _second_half(task.text)) is None:
            continue
        at, title, rest = cut
        names = [unit.name for unit in own_units(task)]
        token = _put_after(desk, split, title, rest, [])
        desk.draft.overwrite(task.at[0].block, task.at[0].start + at, task.at[0].end, "")
        desk.anatomy.claim(split.id, "whole")
        desk.anatomy.restless[split.parent] = "cut"
        return desk.done(
            "split task",
            [
                Wanted(
                    "task-split", "substance", (Thing(split.id),), (Aim("heading", split.block), Aim("heading", token))
                )
            ],
            lambda look: _reads(look, token, title, names) and _reads(look, split.block, task.title, names),
        )
    return False


def merge_tasks(desk: Desk) -> bool:
    """Two neighbours made one: the sentences after each other, the bodies of both."""
    for first in desk.shuffled(_models(desk)):
        siblings = desk.anatomy.children[first.parent]
        at = siblings.index(first) + 1
        if at >= len(siblings) or desk.anatomy.standing(first.parent) < 3 or _cut_off(desk, first.parent):
            continue
        second = siblings[at]
        if second not in _models(desk) or not all(desk.anatomy.free(one.id, "whole") for one in (first, second)):
            continue
        more = _bodies_of_second(first.task, second.task)
        order = desk.draft.order
        adjoining = order.index(second.block) == order.index(first.section.blocks[-1]) + 1
        if first.task and first.task.deadlines and any(one.task == second.id for one in desk.plan.targets):
            continue  # the deadline of the first would govern the promises of the second
        if more is None or not adjoining or not first.task or not second.task or len(first.task.at) != 1:
            continue
        units = own_units(first.task)
        if more and units:
            mark = "".join(unit.mark or "" for unit in more[:1])
            spot = units[0].at[0] if mark else units[-1].at[0]
            place = spot.start - len(units[0].mark or "") if mark else spot.end
            said = "、".join(f"{unit.mark or ''}{unit.name}" for unit in more)
            desk.draft.overwrite(spot.block, place, place, said + "、" if mark else "、" + said)
        end = first.task.at[0]
        desk.draft.overwrite(end.block, end.end, end.end, second.task.text.replace("\n", ""))
        take_out(desk, second)
        title, names = (
            _both_titles(desk, first, second),
            [*(unit.name for unit in units), *(unit.name for unit in more)],
        )
        desk.anatomy.claim(first.id, "whole")
        return desk.done(
            "merge tasks",
            [Wanted("task-merged", "substance", (Thing(first.id), Thing(second.id)), (Aim("heading", first.block),))],
            lambda look: _reads(look, first.block, title, names, ordered=False),
        )
    return False


# ---------------------------------------------------------------- which tasks


def _models(desk: Desk) -> list[Heading]:
    """Tasks whose dress a new one can take: one stretch of text, one clause of plain names."""
    return [one for one in _movable(desk, "place") if one.task and one.task.at and _is_simple(desk, one.task)]


def is_model(desk: Desk, heading: Heading) -> bool:
    """Whether a new task can take the dress of this one."""
    return heading in _models(desk)


def _is_simple(desk: Desk, task: Task) -> bool:
    blocks = [at.block for at in task.at]
    units = own_units(task)
    texts = " ".join(desk.texts[block] for block in {at.block for unit in units for at in unit.at})
    return (
        len(blocks) == len(set(blocks))
        and desk.is_plain(units)
        and not {unit.at[0].end for unit in units} & {unit.at[0].start for unit in units}
        and len({unit.label for unit in units if unit.label}) <= 2
        and texts.count("责任单位：") <= 1
        and not any(word in texts for word in ("分别", "等", "及相关"))
    )


def _movable(desk: Desk, facet: str) -> list[Heading]:
    """Lowest tasks in a run, made of paragraphs that speak for themselves only."""
    return [
        one
        for one in desk.anatomy.tasks(facet)
        if one.id in desk.anatomy.runs
        and desk.anatomy.runs[one.id].follows
        and desk.anatomy.runs[one.id].holds(one.block)
        and all(
            block in desk.draft.lines and desk.draft.lines[block].paragraph.story == "body"
            for block in one.section.blocks
        )
        and not desk.is_carrier(one.section.blocks)
    ]


def _cut_off(desk: Desk, parent: str | None) -> bool:
    return desk.anatomy.restless.get(parent) == "shuffled"


def _alike(one: Heading, other: Heading) -> bool:
    a, b = one.section.number, other.section.number
    return (
        a is not None
        and b is not None
        and (a.style, a.origin) == (b.style, b.origin)
        and one.section.level == other.section.level
        and one.section.part == other.section.part
    )


def crosses(desk: Desk, moved: Heading, after: Heading) -> bool:
    """Whether a task would come to stand on the other side of a sentence that speaks for the tasks after it."""
    return any((_place(moved) < border) != (_place(after) < border) for border in desk.borders())


def _place(heading: Heading) -> int:
    return int(heading.block[1:]) - 1


# ---------------------------------------------------------------- doing it


def _put_after(desk: Desk, model: Heading, title: str, text: str, names: list[str]) -> str:
    """A copy of a task's paragraphs after it, counted with the others; the token of its first."""
    first, _ = copied_after(desk, model, title, text, names, model.section.blocks[-1])
    run = desk.anatomy.runs[model.id]
    assert model.title_at is not None
    run.put(Entry(first, None, 0 if run.automatic else model.title_at.start), run.index(model.block) + 1)
    return first


def copied_after(desk: Desk, model: Heading, title: str, text: str, names: list[str], after: str) -> tuple[str, str]:
    """Paragraphs like a task's, with another heading and text, and other names where some are given; the first and the last of them."""
    assert model.task is not None
    assert model.title_at is not None
    changes: list[tuple[str, int, int, str]] = [(model.block, model.title_at.start, model.title_at.end, title)]
    for at, said in zip(model.task.at, [text, *("" for _ in model.task.at[1:])], strict=True):
        changes.append((at.block, at.start, at.end, said))
    places = [unit.at[0] for unit in own_units(model.task)]
    changes += [(at.block, at.start, at.end, name) for at, name in zip(places, names, strict=bool(names))]
    first = ""
    for block in model.section.blocks:
        said = desk.texts[block]
        for _, start, end, new in sorted((one for one in changes if one[0] == block), key=lambda one: -one[1]):
            said = said[:start] + new + said[end:]
        if said:
            after = desk.draft.insert(after, said, block)
            first = first or after
    return first, after


def take_out(desk: Desk, gone: Heading) -> None:
    for block in gone.section.blocks:
        desk.draft.delete(block)
    desk.anatomy.runs[gone.id].take_out(gone.block)
    desk.anatomy.claim(gone.id, "whole")
    desk.anatomy.restless[gone.parent] = "cut"


def _move(desk: Desk, moved: Heading, after: Heading) -> None:
    desk.draft.move(moved.section.blocks, after.section.blocks[-1])
    old, new = desk.anatomy.runs[moved.id], desk.anatomy.runs[after.id]
    entry = old.take_out(moved.block)
    new.put(entry, new.index(after.block) + 1)
    desk.anatomy.claim(moved.id, "place")
    desk.anatomy.claim(after.id, "place")
    desk.anatomy.restless[moved.parent] = desk.anatomy.restless[after.parent] = "cut"


def _second_half(text: str) -> tuple[int, str, str] | None:
    """Where to cut, the heading of the second half and what stands below it."""
    stops = [at + 1 for at, sign in enumerate(text[:-1]) if sign == "。"]
    for stop in sorted(stops, key=lambda at: abs(at - len(text) / 2)):
        title, rest = _title_of(text[stop:])
        if (
            stop >= 12
            and 4 * min(stop, len(text) - stop) >= len(text)
            and 5 <= len(title) <= 20
            and len(rest) >= 7
            and not _NO_TITLE.search(title)
        ):
            return stop, title, rest
    return None


def _title_of(text: str) -> tuple[str, str]:
    """The first words of a text, to the comma or to the end of a short sentence, and the rest."""
    first, comma, rest = text.partition("，")
    sentence, stop, more = text.partition("。")
    return (sentence, more) if stop and len(sentence) < len(first) + len(comma) else (first, rest)


def _both_titles(desk: Desk, first: Heading, second: Heading) -> str:
    """The heading of a merged task: the first one's, or where it stays short the two together."""
    at, title = first.title_at, str(first.section.title)
    both = f"{title}，{second.section.title}"
    if (
        at is None
        or len(both) > 26
        or first.section.number.style == "article"  # type: ignore[union-attr]  # it is in a run
        or desk.random.random() < 0.5
        or not desk.draft.overwrite(at.block, at.start, at.end, both)
    ):
        return title
    return both


def _bodies_of_second(first: Task | None, second: Task | None) -> list[Unit] | None:
    """The bodies a merged task takes from its second half; None where the two clauses do not go together."""
    if first is None or second is None:
        return None
    one, two = own_units(first), own_units(second)
    if not one and not two:
        return []
    roles = {unit.name: unit.role for unit in one}
    more = [unit for unit in two if unit.name not in roles]
    bodies = {unit.body for unit in one if unit.body}
    agree = all(roles.get(unit.name, unit.role) == unit.role for unit in two) and not any(
        unit.body in bodies for unit in more
    )
    labels = {unit.label for unit in (*one, *two)}
    kinds = [{unit.role for unit in units} for units in (one, two)]
    uniform = len({unit.mark is None for unit in more}) <= 1 and all(
        len(unit.mark or "*") == 1 for unit in (*one, *two)
    )
    return more if agree and uniform and len(labels) == 1 and None not in labels and kinds[0] == kinds[1] else None


# ---------------------------------------------------------------- checks


def _reads(look: Look, token: str, title: str | None, names: list[str], *, ordered: bool = True) -> bool:
    """Whether this paragraph opens a task of this heading and these bodies."""
    found = look.heading(token)
    if found is None or found.task is None or found.task.title != title:
        return False
    read = [unit.name for unit in own_units(found.task)]
    return read == names if ordered else sorted(read) == sorted(names)


def _stands_below(look: Look, moved: Heading, above: Heading | None) -> bool:
    """Whether a task is one still, below that heading."""
    found = look.heading(moved.block)
    if found is None or found.task is None or above is None:
        return found is not None and found.parent is None
    there = look.heading(above.block)
    return there is not None and found.parent == there.id
