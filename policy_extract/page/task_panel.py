"""The panels of the outline, of tasks, and of who does what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policy_extract.output.sections import walk
from policy_extract.output.views import month_of
from policy_extract.page.markup import Html, element, joined
from policy_extract.page.reading import (
    ROLES,
    Panel,
    Reading,
    anchor_of,
    article,
    body_name,
    cut,
    headline,
    key_of,
    link,
    pairs,
    rows_of,
    units,
)
from policy_extract.page.register import Evidence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from policy_extract.model import Deadline, Plan, Section, Target, Task, Unit
    from policy_extract.page.reading import Row


def outline_panel(here: Reading) -> Panel:
    """The tree of headings, with the role of each section where it differs from that of the section above."""
    entries = [_entry(here, above, section) for above, section in walk(here.plan.sections)]
    return Panel("outline", here.say("Outline"), len(entries), element("ul", entries, class_="tree"))


def _entry(here: Reading, above: Section | None, section: Section) -> Html:
    number = section.number
    printed = (
        element("span", f"{number.raw}→{number.inferred}" if number.inferred else number.raw, class_="number")
        if number
        else ""
    )
    words = (number.raw,) if number and number.origin == "auto" else ()
    title = here.register.value(
        f"section-{section.id}",
        "title",
        cut(section.title or "—"),
        section.at,
        Evidence(words=words, label=number.raw if number else None),
    )
    role = (
        element("span", here.word(section.role), class_="tag")
        if section.role != (above.role if above else "other")
        else ""
    )
    doubt = here.register.doubts_at(section.at)
    return element(
        "li", printed, title, " ", role, class_=f"item level{min(section.level, 6)}", **here.register.doubtful(doubt)
    )


def tasks_panel(here: Reading) -> Panel:
    """Every task with who does it, by when, and what it promises."""
    promised: dict[str | None, list[Target]] = {}
    for target in here.plan.targets:
        promised.setdefault(target.task, []).append(target)
    announced = _announced(here.plan)
    articles = [_task(here, task, promised.get(task.id, []), announced.get(task.id)) for task in here.plan.tasks]
    return Panel("tasks", here.say("Tasks"), len(articles), joined(articles))


def _announced(plan: Plan) -> dict[str, Section]:
    """The heading that announces tasks, by the ids of all sections below it and its own."""
    found: dict[str, Section] = {}
    for above, section in walk(plan.sections):
        if above is not None and above.id in found:
            found[section.id] = found[above.id]
        elif section.role == "tasks":
            found[section.id] = section
    return found


def _task(here: Reading, task: Task, promised: list[Target], heading: Section | None) -> Html:
    name = anchor_of(task)
    number = element("span", task.number, class_="number") if task.number else ""
    title = link(f"section-{task.id}", task.title) if task.title else element("span", task.id)
    announced = Evidence(by=heading.at, words=(heading.title or "",)) if heading else None
    text = here.register.value(name, "text", cut(task.text or "—", 90), task.at, announced)
    targets = [link(f"target-{one.id}", one.raw) for one in promised]
    years = [*(one.year for one in task.deadlines), *(one.year for one in promised)]
    content = (
        element("h3", number, title),
        element("p", text, class_="text"),
        units(here, task),
        pairs(
            [
                (here.say("By when"), _deadlines(here, task)),
                (here.say("Promises"), joined(element("span", one, class_="one") for one in targets)),
            ]
        ),
    )
    return article(here, task, years, content)


def _deadlines(here: Reading, task: Task) -> Html:
    values = (deadline(here, f"{anchor_of(task)}-d{place}", one) for place, one in enumerate(task.deadlines, 1))
    return joined(element("span", value, class_="one") for value in values)


def deadline(here: Reading, anchor: str, one: Deadline) -> Html:
    """A deadline as printed, and what was read."""
    value = here.register.value(anchor, "deadline", one.raw, one.at)
    month = month_of(one.year, one.month)
    return joined(value, element("span", f" → {month}", class_="read") if month else "")


def bodies_panel(here: Reading) -> Panel:
    """Every body with all it leads, shares and supports."""
    found: dict[str, list[tuple[Row, int, Unit]]] = {}
    for row in rows_of(here.plan):
        for number, unit in enumerate(row.units, 1):
            found.setdefault(key_of(unit), []).append((row, number, unit))
    articles = [_body(here, key, held) for key, held in found.items()]
    return Panel("bodies", here.say("Who does what"), len(articles), joined(articles))


def _body(here: Reading, key: str, held: list[tuple[Row, int, Unit]]) -> Html:
    first = held[0][2]
    names = [*dict.fromkeys(unit.name for _, _, unit in held)]
    known = body_name(first)
    others = "" if names == [known] else "、".join(names)
    head = element(
        "h3", element("span", known, lang="zh-Hans"), element("small", others, lang="zh-Hans") if others else ""
    )
    unknown = element("span", here.say("not in the directory"), class_="tag doubtful") if first.body is None else ""
    roles = (_held(here, role, [one for one in held if one[2].role == role]) for role in ROLES)
    years = " ".join(str(year) for year in sorted({year for row, _, _ in held for year in years_of(row)}))
    return element(
        "article",
        head,
        unknown,
        element("dl", roles, class_="units"),
        class_="item",
        data_b=here.bodies[key],
        data_y=years or None,
    )


def years_of(row: Row) -> Iterator[int]:
    """The years of a row's deadlines and values."""
    due = (*getattr(row, "deadlines", ()), getattr(row, "deadline", None), *getattr(row, "values", ()))
    yield from (one.year for one in due if one is not None and one.year)


def _held(here: Reading, role: str, held: list[tuple[Row, int, Unit]]) -> Html:
    if not held:
        return joined()
    rows = (element("li", link(f"{anchor_of(row)}-u{number}", headline(row))) for row, number, _ in held)
    return element(
        "div",
        element("dt", here.word(role), " ", str(len(held)), class_=role),
        element("dd", element("ul", rows, class_="plain")),
    )
