"""The panels of indicators, work lists, targets and deadlines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policy_extract.output.views import BOUNDS, month_of, reading_of
from policy_extract.page.markup import Html, element, joined
from policy_extract.page.page_words import term_in_words
from policy_extract.page.reading import Panel, Reading, anchor_of, article, cut, headline, link, pairs, units
from policy_extract.page.register import Evidence
from policy_extract.page.task_panel import deadline

if TYPE_CHECKING:
    from collections.abc import Iterator

    from policy_extract.model import Deadline, Indicator, Item, Target, Value

    Due = tuple[str, str, Deadline]
    """The address of a deadline, what is due, and when."""


def indicators_panel(here: Reading) -> Panel:
    """The rows of indicator tables, each with its values."""
    articles = [_indicator(here, one) for one in here.plan.indicators]
    return Panel("indicators", here.say("Indicators"), len(articles), joined(articles))


def _indicator(here: Reading, one: Indicator) -> Html:
    name = here.register.value(anchor_of(one), "row", one.name, one.at)
    number = element("span", one.no, class_="number") if one.no else ""
    groups = " / ".join((*one.category, *filter(None, (one.measure, one.attribute))))
    values = (element("li", _value(here, one, place, value)) for place, value in enumerate(one.values, 1))
    content = (
        element("h3", number, name, element("small", groups, lang="zh-Hans") if groups else ""),
        element("ul", values, class_="values"),
        units(here, one),
        pairs([(here.say("Note"), one.note), _task_of(here, one)]),
    )
    return article(here, one, (value.year for value in one.values), content)


def _value(here: Reading, one: Indicator, place: int, value: Value) -> Html:
    kind = " ".join((str(value.year or "—"), here.word(value.kind)))
    printed = here.register.value(f"{anchor_of(one)}-v{place}", "amount", value.raw or "—", value.at)
    read = reading_of(value)
    more = element("span", f" → {read}", class_="read") if read != value.raw else ""
    return joined(element("span", kind, class_="of"), " ", printed, more)


def _task_of(here: Reading, row: Indicator | Item) -> tuple[str, Html | None]:
    return here.say("Task"), _named(here, f"task-{row.task}", row.task)


def _named(here: Reading, anchor: str, name: str | None) -> Html | None:
    """A link to a task or section, by its title."""
    return link(anchor, cut(here.titles.get(name) or name)) if name else None


def items_panel(here: Reading) -> Panel:
    """The rows of work lists."""
    articles = [_item(here, one) for one in here.plan.items]
    return Panel("items", here.say("Work lists"), len(articles), joined(articles))


def _item(here: Reading, one: Item) -> Html:
    content = here.register.value(anchor_of(one), "row", cut(one.content or "—", 120), one.at)
    number = element("span", one.no, class_="number") if one.no else ""
    head = element("h3", number, one.name or "", " " if one.name else "", content)
    due = deadline(here, f"{anchor_of(one)}-d1", one.deadline) if one.deadline else None
    numbers = [
        here.register.value(f"{anchor_of(one)}-g{place}", "amount", number.raw, number.at)
        for place, number in enumerate(one.numbers, 1)
    ]
    labelled = [
        (here.say("Group"), " / ".join(one.group)),
        (here.say("By when"), due),
        (here.say("Promises"), joined(element("span", number, class_="one") for number in numbers)),
        (here.say("Investment"), one.investment),
        (here.say("Nature"), one.nature),
        *((heading, text) for heading, text in one.extra.items()),
        _task_of(here, one),
    ]
    years = [one.deadline.year if one.deadline else None, *(number.year for number in one.numbers)]
    return article(here, one, years, (head, units(here, one), pairs(labelled)))


def targets_panel(here: Reading) -> Panel:
    """What the text promises in numbers."""
    articles = [_target(here, one) for one in here.plan.targets]
    return Panel("targets", here.say("Targets"), len(articles), joined(articles))


def _target(here: Reading, one: Target) -> Html:
    printed = here.register.value(f"target-{one.id}", "amount", one.raw, one.at, Evidence(words=(one.clause,)))
    read = f"{BOUNDS[one.bound]}{one.value:f}{one.measure or ''}"
    special = [here.word(one.form)] if one.form != "amount" else []
    special += [term_in_words(one.per, here.language)] if one.per else []
    labelled = [
        (here.say("Of what"), one.subject),
        (here.say("Read as"), " ".join((read, *special))),
        (here.say("Starting from"), f"{one.base:f}" if one.base is not None else None),
        (here.say("Task"), _named(here, f"section-{one.task}", one.task)),
    ]
    year = element("span", str(one.year or "—"), class_="of")
    head = element("h3", year, " ", printed, " ", element("small", cut(one.clause, 80), lang="zh-Hans"))
    years = {"data_y": one.year} if one.year else {}
    return element("article", head, pairs(labelled), class_="item", **here.register.doubtful_in(one), **years)


def deadlines_panel(here: Reading) -> Panel:
    """What is due when, year by year."""
    due = sorted(_due(here), key=lambda one: (one[2].year or 9999, one[2].month or 13))
    years: dict[str, list[Due]] = {}
    for one in due:
        years.setdefault(str(one[2].year or here.say("no year")), []).append(one)
    groups = [_year(year, held) for year, held in years.items()]
    return Panel("deadlines", here.say("Deadlines"), len(due), joined(groups))


def _due(here: Reading) -> Iterator[Due]:
    for task in here.plan.tasks:
        for place, one in enumerate(task.deadlines, 1):
            yield f"{anchor_of(task)}-d{place}", headline(task), one
    for item in here.plan.items:
        if item.deadline:
            yield f"{anchor_of(item)}-d1", headline(item), item.deadline


def _year(year: str, held: list[Due]) -> Html:
    entries = (
        element(
            "li",
            (element("span", month_of(one.year, one.month), class_="of"), " ") if one.month else "",
            link(anchor, one.raw),
            " ",
            what,
        )
        for anchor, what, one in held
    )
    number = {"data_y": year} if year.isdigit() else {}
    return element("article", element("h3", year), element("ul", entries, class_="plain"), class_="item", **number)
