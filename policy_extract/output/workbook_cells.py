"""Values of a plan → the cells that people read: words for codes, titles for ids, one cell for a list."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from policy_extract.labels import kind_called, labels
from policy_extract.labels import word as word_of
from policy_extract.output import quoting
from policy_extract.output.code_words import body_label
from policy_extract.output.sections import titles_of
from policy_extract.output.views import BOUNDS, CARRIED, KINDS, ROLES, unit_label
from policy_extract.records import record
from policy_extract.texts import texts_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from policy_extract.model import Deadline, Front, Part, Plan, PlanFinding, Spans, Text, Unit, Value

Cell = str | int | Decimal | date | None

_PARTS = labels("parts")
_OWNERS = {
    "Task": word_of("sheets", "tasks"),
    "Indicator": word_of("sheets", "indicators"),
    "Item": word_of("sheets", "items"),
}
_MISSING = word_of("papers", "annex-missing")


@record
class Source:
    """A plan with what its rows look up."""

    name: str
    """What rows call the document."""
    plan: Plan
    tell: Callable[[PlanFinding], str]
    """What a finding says."""
    texts: dict[str, str]
    titles: dict[str | None, str | None]
    """Of sections, tasks and boxes, by id."""
    parts: dict[str, str]
    """What people call each part, by id: its label, else what it is."""


def source_of(plan: Plan, tell: Callable[[PlanFinding], str], name: str = "") -> Source:
    """What the rows of this plan are made from; `tell` puts a finding in words, `name` is given where another document's file is called the same."""
    parts = {part.id: part.label.text if part.label else _PARTS[part.kind] for part in plan.parts}
    return Source(name or plan.source.name, plan, tell, texts_of(plan), titles_of(plan), parts)


def word(group: str) -> Callable[[str, Source], Cell]:
    """What tells a code of a group of labels in its word."""
    words = labels(group)
    return lambda code, _: words[code]


def document_kind(front: Front, _: Source) -> Cell:
    """What a document calls itself."""
    return kind_called(front.kind, front.title.text if front.title else "")


def sign(bound: str, _: Source) -> Cell:
    """≥ for at-least; nothing for a number that is meant exactly."""
    return BOUNDS[bound] or None


def listed(texts: Iterable[Text], _: Source) -> Cell:
    """The texts, one after the other."""
    return "、".join(text.text for text in texts) or None


def path(steps: Iterable[str], _: Source) -> Cell:
    """The steps, outermost first."""
    return " / ".join(steps) or None


def how_many(things: tuple[Any, ...], _: Source) -> Cell:
    """Their number."""
    return len(things)


def part(of: str, source: Source) -> Cell:
    """What people call the part of that id."""
    return source.parts.get(of)


def title(of: str, source: Source) -> Cell:
    """The title of the section, task or box of that id."""
    return source.titles.get(of)


def day(iso: str, _: Source) -> Cell:
    """A date where the day is named, else the text."""
    try:
        return date.fromisoformat(iso)
    except ValueError:
        return iso


def annexes(parts: tuple[Part, ...], _: Source) -> Cell:
    """The parts after the first, a line each."""
    return "\n".join(map(_annex, parts[1:])) or None


def _annex(of: Part) -> str:
    words = [text.text for text in (of.label, of.title) if text]
    return " ".join(words or [_PARTS[of.kind]]) + ("" if of.present else _MISSING)


def units(wanted: str) -> Callable[[Iterable[Unit], Source], Cell]:
    """What names the units of a role, or those that a sentence elsewhere gives, as `--as tasks` groups them."""

    def named(of: Iterable[Unit], _: Source) -> Cell:
        groups = ((ROLES[unit.role] if unit.via != "carry-over" else CARRIED, unit) for unit in of)
        return "、".join(unit_label(unit) for group, unit in groups if group == wanted) or None

    return named


def body(unit: Unit, _: Source) -> Cell:
    """What people call the body a unit's name stands for."""
    return body_label(unit)


def kind(row: Any, _: Source) -> Cell:
    """What has units: a task, an indicator or a row of a work list."""
    return _OWNERS[type(row).__name__]


def headline(row: Any, _: Source) -> Cell:
    """What a row is about."""
    return getattr(row, "title", None) or getattr(row, "name", None) or getattr(row, "content", None)


def due(row: Any, _: Source) -> Cell:
    """The deadlines of a row, as printed."""
    one: Deadline | None = getattr(row, "deadline", None)
    return "；".join(each.raw for each in getattr(row, "deadlines", [one] if one else ())) or None


def values(of: Iterable[Value], _: Source) -> Cell:
    """Year, kind and print of each value, a line each."""
    return "\n".join(f"{value.year or ''}{KINDS[value.kind]} {value.raw}" for value in of) or None


def extra(columns: Mapping[str, str], _: Source) -> Cell:
    """The cells of columns without a meaning of their own, a line each."""
    return "\n".join(f"{heading}：{text}" for heading, text in columns.items()) or None


def quote(at: Any, source: Source) -> Cell:
    """The characters that stand there."""
    return quoting.quoted(_spans(at), source.texts) or None


def place(at: Any, _: Source) -> Cell:
    """Where the first of them stands."""
    return quoting.place(next(iter(_spans(at)), None)) or None


def _spans(at: Any) -> Spans:
    return at if isinstance(at, tuple) else (at,)
