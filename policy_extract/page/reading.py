"""What every panel of a plan's page is made with: the plan, the values it has shown so far, the reader's language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policy_extract.messages import say
from policy_extract.output.code_words import body_label
from policy_extract.output.views import unit_label
from policy_extract.page.markup import Html, element, joined
from policy_extract.page.page_words import in_words
from policy_extract.page.register import Evidence
from policy_extract.records import record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from policy_extract.messages import Language
    from policy_extract.model import Indicator, Item, Plan, PlanFinding, Task, Unit
    from policy_extract.page.register import Register

    Row = Task | Indicator | Item

ROLES = ("lead", "joint", "support")
_CUT = 60


@record
class Reading:
    """A plan on its way to the page."""

    plan: Plan
    register: Register
    language: Language
    tell: Callable[[PlanFinding], str]
    """What a finding says, in the reader's language."""
    titles: dict[str | None, str | None]
    """Of sections, tasks and boxes, by id."""
    bodies: dict[str, int]
    """Body, or the name of one the directory does not know, to its number on the page."""

    def say(self, sentence: str, /, **params: object) -> str:
        """The sentence in the reader's language."""
        return say(self.language, sentence, **params)

    def word(self, word: str) -> str:
        """A word of the contract, such as a role, in the reader's language."""
        return in_words(word, self.language)


@record
class Stands:
    """Where blocks and cells stand in their file."""

    words: Mapping[str, str]
    """For people: page 3."""
    boxes: Mapping[str, str]
    """On the pictures of its pages; empty without them."""
    sheets: Html
    """The pictures."""


@record
class Panel:
    """One side of the plan."""

    name: str
    """In its address: `tasks`."""
    title: str
    count: int
    content: Html


def rows_of(plan: Plan) -> tuple[Row, ...]:
    """Everything that bodies answer for."""
    return (*plan.tasks, *plan.indicators, *plan.items)


def key_of(unit: Unit) -> str:
    """What is one body: its place in the directory, else its name."""
    return unit.body or unit.name


def body_name(unit: Unit) -> str:
    """What a body is called where all its names stand together."""
    return body_label(unit) or unit.name


def bodies_of(plan: Plan) -> dict[str, int]:
    """Every body of a plan, numbered as they first appear."""
    keys = dict.fromkeys(key_of(unit) for row in rows_of(plan) for unit in row.units)
    return {key: number for number, key in enumerate(keys, 1)}


def anchor_of(row: Row) -> str:
    """The address of a task or a row: `task-2/1/1`."""
    return f"{'task' if hasattr(row, 'section') else 'row'}-{row.id}"


def headline(row: Row) -> str:
    """What a row is about, on one line."""
    said = (getattr(row, name, None) for name in ("title", "name", "content", "text"))
    return cut(" ".join(next(filter(None, said), "—").split()))


def cut(text: str, length: int = _CUT) -> str:
    """The beginning of a text that may be long."""
    return text if len(text) <= length else text[:length] + "…"


def article(here: Reading, row: Row, years: Iterable[int | None], content: Iterable[str]) -> Html:
    """A task or a row, with what it can be filtered by."""
    return element(
        "article",
        content,
        class_="item",
        **here.register.doubtful_in(row),
        data_b=" ".join(str(here.bodies[key]) for key in dict.fromkeys(map(key_of, row.units))) or None,
        data_y=" ".join(str(year) for year in sorted({*filter(None, years)})) or None,
    )


def units(here: Reading, row: Row) -> Html:
    """A line for each role, with the names that have it."""
    numbered = [*enumerate(row.units, 1)]
    lines = (
        _names(here, row, role, [(number, unit) for number, unit in numbered if unit.role == role]) for role in ROLES
    )
    return element("dl", lines, class_="units") if row.units else joined()


def _names(here: Reading, row: Row, role: str, named: Sequence[tuple[int, Unit]]) -> Html:
    if not named:
        return joined()
    names = (element("li", _unit(here, row, number, unit)) for number, unit in named)
    return element("div", element("dt", here.word(role), class_=role), element("dd", element("ul", names)))


def _unit(here: Reading, row: Row, number: int, unit: Unit) -> Html:
    name = here.register.value(
        f"{anchor_of(row)}-u{number}",
        "unit",
        unit_label(unit),
        unit.at,
        Evidence(by=unit.by, words=[*filter(None, (unit.mark, unit.name))], label=unit.label),
    )
    carried = element("span", here.say("carried over"), class_="tag") if unit.via == "carry-over" else ""
    return joined(name, " " if carried else "", carried)


def pairs(labelled: Iterable[tuple[str, str | Html | None]]) -> Html:
    """Labels and what they name, those with nothing to say left out."""
    said = [element("div", element("dt", label), element("dd", text)) for label, text in labelled if text]
    return element("dl", said, class_="pairs") if said else joined()


def link(anchor: str, text: str) -> Html:
    """A link to a value that stands elsewhere on the page."""
    return element("a", text, href=f"#{anchor}", lang="zh-Hans", class_="to")
