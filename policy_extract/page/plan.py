"""One plan as one HTML file: the document beside what was read from it.

It works from disk: style and script are in it, nothing is fetched, and its
content policy allows nothing else. The script only shows, hides and ties the
two sides together; no text of a document is in it, and none becomes markup.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from policy_extract.labels import labels
from policy_extract.messages import Count
from policy_extract.output.sections import titles_of
from policy_extract.page.document_panel import document
from policy_extract.page.doubts import doubts_panel
from policy_extract.page.frame import own_file, style_of, whole_page
from policy_extract.page.front_panel import front_panel
from policy_extract.page.markup import Html, element
from policy_extract.page.number_panel import deadlines_panel, indicators_panel, items_panel, targets_panel
from policy_extract.page.reading import Reading, bodies_of, body_name, key_of, rows_of
from policy_extract.page.register import Register
from policy_extract.page.task_panel import bodies_panel, outline_panel, tasks_panel

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from policy_extract.grammar import Fired
    from policy_extract.messages import Language
    from policy_extract.model import Plan, PlanFinding
    from policy_extract.page.reading import Panel, Stands

_HERE = "policy_extract.page"


def plan_page(
    plan: Plan,
    trace: Sequence[Fired],
    where: Stands,
    language: Language,
    tell: Callable[[PlanFinding], str],
) -> str:
    """The plan as an HTML page.

    `trace` says which rules read what, `where` where blocks stand in the file; `tell` puts a finding in words.
    """
    here = Reading(plan, Register(plan, trace), language, tell, titles_of(plan), bodies_of(plan))
    panels = _panels(here)
    content = (
        element("a", here.say("To what was read"), class_="skip", href="#read"),
        element("a", here.say("To the document"), class_="skip", href="#document"),
        _header(here),
        element("main", _sides(here), _document(here, where), _read(here, panels)),
        _why(here),
        where.sheets,
    )
    style, script = style_of(_HERE, "plan.css"), own_file(_HERE, "plan.js")
    return whole_page(
        _title(plan), content, style, script, language, also="; img-src data:" if "<img" in where.sheets else ""
    )


def _panels(here: Reading) -> list[Panel]:
    """All panels that have something to say."""
    made = [
        front_panel(here),
        doubts_panel(here),
        outline_panel(here),
        tasks_panel(here),
        indicators_panel(here),
        items_panel(here),
        targets_panel(here),
        deadlines_panel(here),
        bodies_panel(here),
    ]
    return [panel for panel in made if panel.content]


def _title(plan: Plan) -> str:
    return plan.front.title.text if plan.front.title else plan.source.name


def _header(here: Reading) -> Html:
    plan = here.plan
    counts = here.say(
        "{tasks:task}, {units:unit}, {findings:finding}",
        tasks=Count(len(plan.tasks)),
        units=Count(sum(len(row.units) for row in rows_of(plan))),
        findings=Count(len(plan.findings)),
    )
    name = (element("b", plan.source.name), " ") if plan.front.title else ()
    return element(
        "header",
        element("h1", _title(plan), lang="zh-Hans"),
        element("p", name, counts, class_="source"),
    )


# ---------------------------------------------------------------- both sides


def _sides(here: Reading) -> Html:
    """On a narrow screen, which side is shown."""
    sides = (("read", here.say("What was read")), ("document", here.say("Document")))
    buttons = (element("button", text, type="button", data_side=name, aria_pressed="false") for name, text in sides)
    return element("div", buttons, class_="sides", role="group", aria_label=here.say("Show"))


def _document(here: Reading, where: Stands) -> Html:
    return element(
        "section",
        element("h2", here.say("Document"), class_="unseen"),
        element("div", document(here, where), class_="paper"),
        id="document",
        tabindex="-1",
        aria_label=here.say("Document"),
    )


def _read(here: Reading, panels: Sequence[Panel]) -> Html:
    return element(
        "section",
        element("h2", here.say("What was read"), class_="unseen"),
        _controls(here, panels),
        (_panel(panel) for panel in panels),
        _rules(here),
        id="read",
        tabindex="-1",
        aria_label=here.say("What was read"),
    )


def _panel(panel: Panel) -> Html:
    return element(
        "section",
        element("h2", panel.title, id=f"name-{panel.name}"),
        panel.content,
        id=f"panel-{panel.name}",
        class_="panel",
        aria_labelledby=f"name-{panel.name}",
    )


# ---------------------------------------------------------------- finding something


def _controls(here: Reading, panels: Sequence[Panel]) -> Html:
    tabs = (
        element(
            "button",
            panel.title,
            element("span", str(panel.count), class_="badge") if panel.count else "",
            type="button",
            role="tab",
            id=f"tab-{panel.name}",
            aria_controls=f"panel-{panel.name}",
            aria_selected="false",
        )
        for panel in panels
    )
    return element(
        "div",
        element("div", tabs, role="tablist", aria_label=here.say("What was read")),
        _filters(here),
        class_="controls",
    )


def _filters(here: Reading) -> Html:
    search = element(
        "input",
        type="search",
        id="search",
        autocomplete="off",
        aria_label=here.say("Search"),
        placeholder=here.say("Search"),
    )
    doubtful = (("only", here.say("only doubtful")), ("first", here.say("doubtful first")))
    boxes = (
        element("label", element("input", type="checkbox", id=name, autocomplete="off"), " ", text)
        for name, text in doubtful
    )
    return element(
        "div",
        search,
        _choice("body", here.say("all bodies"), here.say("Body"), _bodies(here)),
        _choice("year", here.say("all years"), here.say("Year"), _years(here)),
        boxes,
        element("p", element("output", id="shown"), aria_live="polite"),
        class_="filters",
        role="search",
    )


def _choice(name: str, everything: str, label: str, options: Iterable[tuple[int, str]]) -> Html:
    made = (element("option", text, value=value) for value, text in options)
    return element(
        "select", element("option", everything, value=""), made, id=name, aria_label=label, autocomplete="off"
    )


def _bodies(here: Reading) -> Iterator[tuple[int, str]]:
    named = {key_of(unit): unit for row in rows_of(here.plan) for unit in row.units}
    for key, number in here.bodies.items():
        yield number, body_name(named[key])


def _years(here: Reading) -> Iterator[tuple[int, str]]:
    plan = here.plan
    years = {one.year for task in plan.tasks for one in task.deadlines}
    years |= {value.year for one in plan.indicators for value in one.values}
    years |= {one.deadline.year for one in plan.items if one.deadline}
    years |= {one.year for one in plan.targets}
    years |= {one.year for item in plan.items for one in item.numbers}
    yield from ((year, str(year)) for year in sorted(filter(None, years)))


# ---------------------------------------------------------------- why


def _why(here: Reading) -> Html:
    """What the script fills in for the value that is looked at."""
    lines = (
        ("characters", here.say("Characters")),
        ("place", here.say("Where")),
        ("picture", here.say("Picture")),
        ("rules", here.say("Rule")),
        ("seconds", here.say("Came second")),
        ("grounds", here.say("Said by")),
        ("doubts", here.say("Doubt")),
    )
    return element(
        "aside",
        element("button", "×", type="button", id="close", aria_label=here.say("Close")),
        element(
            "p",
            element("span", id="kind", class_="tag"),
            " ",
            element("a", id="address", href="#read", lang="zh-Hans"),
            class_="what",
        ),
        element("dl", (element("div", element("dt", label), element("dd"), data_line=name) for name, label in lines)),
        element(
            "p",
            here.say("Keys: / search, j k next and previous, o the other side, n next doubt, Esc close"),
            class_="keys",
        ),
        element("ul", (element("li", text, data_kind=kind) for kind, text in _kinds(here)), hidden=True),
        id="why",
        aria_label=here.say("Why"),
        aria_live="polite",
        hidden=True,
    )


def _kinds(here: Reading) -> Iterator[tuple[str, str]]:
    yield "front", here.say("Front matter")
    yield "title", here.say("Heading")
    yield "text", here.say("Task")
    yield "unit", here.say("Unit")
    yield "deadline", here.say("Deadline")
    yield "amount", here.say("Number")
    yield "row", here.say("Row")
    yield "doubt", here.say("Doubt")
    yield "ground", here.say("Said by")


def _rules(here: Reading) -> Html:
    """The rules that were used, in words, each with an example."""
    known = labels("rules", here.language)
    entries = (
        element(
            "div",
            element("dt", element("b", known.get(rule.finds, "")), " ", element("code", name)),
            element("dd", rule.said(chinese=here.language == "zh")),
            element("dd", rule.accept[0].text, class_="example", lang="zh-Hans") if rule.accept else "",
            id=f"rule-{number}",
        )
        for name, (number, rule) in here.register.rules.items()
    )
    head = element("summary", here.say("Rules that were used"))
    return element("details", head, element("dl", entries), id="rules")
