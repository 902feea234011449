"""Typed and automatic numbers after what was put in, taken out or skipped."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.diff.mutation.anatomy import renumber
from tests.diff.mutation.expected import Aim, Thing, Wanted

if TYPE_CHECKING:
    from tests.diff.mutation.anatomy import Entry, Run
    from tests.diff.mutation.desk import Desk


def skip_number(desk: Desk) -> bool:
    """A typed number left out, so that the last few headings of a run go up by one."""
    runs = {
        id(run): run for run in desk.anatomy.runs.values() if not run.automatic and run.follows and len(run.entries) > 4
    }
    for run in desk.shuffled(list(runs.values())):
        entry = run.entries[-desk.random.randint(1, 2)]
        if (
            entry.was is not None
            and entry.heading
            and not entry.heading.below
            and not entry.skipped
            and entry.heading.task
        ):
            entry.skipped += 1
            return desk.done("skip a number", [], lambda look: True)
    return False


def settle_numbers(desk: Desk) -> None:
    """Write the numbers that follow from what was put in and taken out, and say which headings they renumber."""
    runs: dict[int, Run] = {id(run): run for run in desk.anatomy.runs.values()}
    wanted: list[Wanted] = []
    for run in runs.values():
        for entry, value in run.numbers():
            if value == entry.was:
                continue
            _write_number(desk, run, entry, value)
            heading = entry.heading
            if (
                entry.was is not None
                and heading
                and heading.parent not in desk.anatomy.moved
                and desk.anatomy.free(heading.id, "renumbered")
            ):
                kind = "task-renumbered" if heading.task else "section-renumbered"
                wanted.append(Wanted(kind, "form", (Thing(heading.id),), (Aim("heading", entry.token),)))
    if wanted:
        desk.done("renumber what follows", wanted, lambda look: True)


def _write_number(desk: Desk, run: Run, entry: Entry, value: int) -> None:
    line = desk.draft.lines[entry.token]
    if run.automatic:
        if (change := renumber(line.paragraph.number, len(line.paragraph.number), value)) is not None:
            start, end, said = change
            desk.draft.number(entry.token, line.paragraph.number[:start] + said + line.paragraph.number[end:])
    elif (change := renumber(line.text, entry.end, value)) is not None:
        desk.draft.replace(entry.token, *change)
