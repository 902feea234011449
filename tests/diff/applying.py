"""A small plan form, and the changes of a comparison applied to it: OLD and the changes give NEW.

What a reader acts on: front matter, headings, who is responsible for each
task and row, values, promises, deadlines, the text of rows. A thing that
came is told as a whole, so what is below it is taken from the new plan; everything
that stayed must follow from the changes alone.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from policy_extract.comparison.likeness.spelling import same_spelling

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from policy_extract.comparison.changes.diff_model import Change, Diff
    from policy_extract.model import Indicator, Item, Plan, Section, Task, Unit

QUOTES = '“”"'
"""Around a period, which is the same with and without them."""
FRONT = ("title", "status", "document-number", "issuers", "recipients", "date", "period", "kind")
KINDS = ("titles", "numbers", "units", "values", "rows", "deadlines")


@dataclass
class Small:
    """What is compared, by id."""

    front: dict[str, str] = field(default_factory=dict)
    titles: dict[str, str] = field(default_factory=dict)
    numbers: dict[str, str] = field(default_factory=dict)
    units: dict[str, dict[str, bool]] = field(default_factory=dict)
    """By row: its bodies, and whether each leads."""
    values: dict[str, dict[str, str]] = field(default_factory=dict)
    rows: dict[str, str] = field(default_factory=dict)
    deadlines: dict[str, Counter[str]] = field(default_factory=dict)


def small(plan: Plan) -> Small:
    """The plan in this form."""
    form = Small(front=_front(plan))
    for section in _walk(plan.sections):
        form.titles[section.id] = same_spelling(section.title or "")
        form.numbers[section.id] = same_spelling(
            (section.number.inferred or section.number.raw) if section.number else ""
        )
    rows: list[Task | Indicator | Item] = [*plan.tasks, *plan.indicators, *plan.items]
    for row in rows:
        form.units[row.id] = {same_spelling(unit.name): unit.role == "lead" for unit in _own(row.units)}
    for task in plan.tasks:
        form.deadlines[task.id] = Counter(same_spelling(one.raw) for one in task.deadlines)
    for one in plan.indicators:
        form.rows[one.id] = same_spelling(one.name)
        form.values[one.id] = {
            f"{value.year} {value.kind}" if value.year else value.kind: same_spelling(value.raw)
            for value in one.values
            if value.form != "none"
        }
    for item in plan.items:
        form.rows[item.id] = same_spelling(item.content)
        form.deadlines[item.id] = Counter([same_spelling(item.deadline.raw)] if item.deadline else [])
    return form


def naming_twice(plan: Plan) -> set[str]:
    """Tasks and rows in which one body is named twice."""
    rows = [*plan.tasks, *plan.items, *plan.indicators]
    names = {row.id: [same_spelling(unit.name) for unit in _own(row.units)] for row in rows}
    return {row for row, named in names.items() if len(set(named)) < len(named)}


def _own(units: Iterable[Unit]) -> list[Unit]:
    return [unit for unit in units if unit.via != "carry-over"]


def _walk(sections: Iterable[Section]) -> Iterator[Section]:
    for section in sections:
        yield section
        yield from _walk(section.sections)


def _front(plan: Plan) -> dict[str, str]:
    front = plan.front
    texts = {
        "title": front.title.text if front.title else "",
        "status": front.status.text if front.status else "",
        "document-number": front.document_number.text if front.document_number else "",
        "issuers": "、".join(one.text for one in front.issuers),
        "recipients": "、".join(one.text for one in front.recipients),
        "date": front.date.raw if front.date else "",
        "period": front.period.raw.strip(QUOTES) if front.period else "",
        "kind": front.kind,
    }
    return {name: same_spelling(text) for name, text in texts.items()}


def apply(old: Small, diff: Diff, new: Small) -> Small:
    """What the changes make of OLD; `new` gives only what stands in things that came, were split or were merged."""
    done = Small(front=dict(old.front))
    went = {match.old[0]: match.new[0] for match in diff.matches if len(match.old) == len(match.new) == 1}
    for kind in KINDS:
        before, after = getattr(old, kind), getattr(new, kind)
        kept = {went[name]: _copied(value) for name, value in before.items() if name in went and went[name] in after}
        setattr(done, kind, kept)
    for change in diff.changes:
        if change.kind.startswith("year-column-"):
            _apply_column((change.new or change.old)[0].text, went, (change.new or change.old)[0].id, done, new)
        _apply(change, change.new[0].id if change.new else went.get(change.old[0].id, ""), done)
    moved = tuple(change.new[0].id + "/" for change in diff.changes if change.kind.endswith("-moved"))
    done.numbers = {name: number for name, number in done.numbers.items() if not name.startswith(moved)}
    for kind in KINDS:
        setattr(done, kind, getattr(new, kind) | getattr(done, kind))
    return done


def _apply_column(year: str, went: dict[str, str], table: str, done: Small, new: Small) -> None:
    """A column came or went: the values of its year are those of the new table, or none."""
    for row, values in done.values.items():
        if row.startswith(went.get(table, table) + "/"):
            values.pop(year, None)
            values.update({key: value for key, value in new.values[row].items() if key == year})


def _copied(value: object) -> object:
    return value.copy() if isinstance(value, dict) else value


def _apply(change: Change, at: str, done: Small) -> None:
    before, after = (same_spelling(side[0].text) if side else "" for side in (change.old, change.new))
    what = change.kind
    if change.noun == "front":
        name = what.removesuffix("-changed")
        done.front[name] = after.strip(QUOTES) if name == "period" else after
    elif what.endswith("-retitled") and at in done.titles:
        done.titles[at] = after
    elif (what.endswith(("-renumbered", "-moved")) or change.field == "number") and at in done.numbers:
        done.numbers[at] = after
    elif what in {"indicator-renamed", "item-reworded"} and at in done.rows:
        done.rows[at] = after
    elif change.noun == "value":
        _apply_value(change, done, at, after)
    elif change.noun == "unit":
        _apply_units(change, done, at, before, after)
    elif what.startswith("deadline-") and change.noun == "deadline" and at in done.deadlines:
        done.deadlines[at] = (
            done.deadlines[at] - Counter([before] if before else []) + Counter([after] if after else [])
        )


def _apply_value(change: Change, done: Small, at: str, after: str) -> None:
    values = done.values.get(at)
    if values is not None and change.field is not None:
        if after and change.kind != "value-removed":
            values[change.field] = after
        else:
            values.pop(change.field, None)


def _apply_units(change: Change, done: Small, at: str, before: str, after: str) -> None:
    units = done.units.get(at)
    if units is None:
        return
    if change.kind == "unit-added":
        units[after] = change.field == "lead"
    elif change.kind == "unit-removed":
        units.pop(before, None)
    elif change.kind == "unit-renamed":
        units[after] = units.pop(before)
    elif change.kind == "lead-changed":
        leads = {same_spelling(side.text) for side in change.new}
        for name in units:
            units[name] = name in leads
