"""Edits of the sentence that says who leads: put in, moved to the front, or speaking of bold where it spoke of marks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.diff.mutation.expected import Aim, Thing, Wanted

if TYPE_CHECKING:
    from tests.diff.mutation.anatomy import Heading
    from tests.diff.mutation.desk import Desk
    from tests.diff.mutation.expected import Look

_FIRST_LEADS = "注：责任单位中列第一位的为牵头单位。"
_MARK, _BOLD = "带*", "加粗"


def add_legend(desk: Desk) -> bool:
    """A sentence after the last task of a plan without leads: the body that a list names first leads."""
    tasks = _tasks(desk)
    if any(unit.role == "lead" for task in tasks if task.task for unit in task.task.units):
        return False
    firsts = [(task.block, task.task.units[0].name) for task in tasks if task.task]
    token = desk.draft.insert(tasks[-1].block, _FIRST_LEADS, tasks[-1].block)
    return desk.done(
        "add legend",
        [
            Wanted("paragraph-added", "wording", (), (Aim("block", token, text=_FIRST_LEADS, whole=True),)),
            *(
                Wanted("lead-changed", "substance", (), (Aim("heading", block, text=name, whole=True),))
                for block, name in firsts
            ),
        ],
        lambda look: all(_leads(look, block) == [name] for block, name in firsts),
    )


def move_legend(desk: Desk) -> bool:
    """Moved from after the last task to before the first chapter: the same bodies lead."""
    legend, leads = _legend(desk), _all_leads(desk)
    if legend is None:
        return False
    desk.draft.move([legend], desk.draft.order[desk.draft.order.index(desk.anatomy.headings[0].block) - 1])
    return desk.done(
        "move legend",
        [Wanted("paragraph-moved", "form", (Thing(block=legend),), (Aim("block", legend),))],
        lambda look: all(_leads(look, block) == names for block, names in leads.items()),
    )


def marks_to_bold(desk: Desk) -> bool:
    """The mark before each lead struck out and its name made bold; the legend says so."""
    legend, leads = _legend(desk), _all_leads(desk)
    if legend is None:
        return False
    at = desk.texts[legend].index(_MARK)
    desk.draft.overwrite(legend, at, at + len(_MARK), _BOLD)
    for task in _tasks(desk):
        assert task.task is not None
        name = next(unit.at[0] for unit in task.task.units if unit.role == "lead")
        mark = desk.texts[name.block].rindex("*", 0, name.end)
        desk.draft.overwrite(name.block, mark, mark + 1, "")
        now = desk.draft.stretch(name.block, max(name.start, mark + 1), name.end)
        assert now is not None
        desk.draft.embolden(name.block, now)
    return desk.done(
        "marks to bold",
        [
            Wanted("paragraph-reworded", "wording", (Thing(block=legend),), (Aim("block", legend),)),
            *(
                Wanted("task-reworded", "form", (Thing(task.id),), (Aim("heading", task.block),))
                for task in _tasks(desk)
            ),
        ],
        lambda look: all(_leads(look, block) == names for block, names in leads.items()),
    )


def _tasks(desk: Desk) -> list[Heading]:
    return [heading for heading in desk.anatomy.tasks("units") if heading.task and heading.task.units]


def _legend(desk: Desk) -> str | None:
    """The paragraph that says what the mark means."""
    return next((block for block in desk.draft.order if _MARK in desk.texts.get(block, "")), None)


def _all_leads(desk: Desk) -> dict[str, list[str]]:
    return {
        task.block: [unit.name for unit in task.task.units if unit.role == "lead"] for task in _tasks(desk) if task.task
    }


def _leads(look: Look, token: str) -> list[str]:
    """Who leads the task of this paragraph in the new document."""
    found = look.heading(token)
    return [unit.name for unit in found.task.units if unit.role == "lead"] if found and found.task else []
