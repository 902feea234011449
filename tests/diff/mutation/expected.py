"""What an edit must be reported as, first in the names of the draft, then in those of the new plan."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from tests.diff.mutation.anatomy import Heading, headings

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from policy_extract.model import Indicator, Item, Plan, Target
    from tests.diff.mutation.draft import Draft


@dataclass(frozen=True, slots=True)
class Thing:
    """One side of an expected change, as the plan of that side calls it."""

    id: str | None = None
    """What the side's id must be; None where any will do."""
    block: str | None = None
    """Block or cell of which the side must quote something; None where any will do."""
    text: str | None = None
    """What the side's text must hold; None where any will do."""
    whole: bool = False
    """The side's text is `text` and nothing else."""


@dataclass(frozen=True, slots=True)
class Aim:
    """One side of an expected change in the new document, before that is read."""

    what: Literal["heading", "row", "table", "part", "block", "field", "box"]
    token: str
    """Paragraph or table in the draft; for a field of the front matter its name, for a box its title."""
    row: str = ""
    col: str = ""
    text: str | None = None
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Wanted:
    """A change that the comparison must report, as the editor knows it."""

    kind: str
    severity: str
    old: tuple[Thing, ...] = ()
    new: tuple[Aim, ...] = ()


@dataclass(frozen=True, slots=True)
class Expected:
    """A change that the comparison must report."""

    kind: str
    severity: str
    old: tuple[Thing, ...]
    new: tuple[Thing, ...]

    def __str__(self) -> str:
        return f"{self.kind} {_side(self.old)} → {_side(self.new)}"


def _side(things: tuple[Thing, ...]) -> str:
    return " + ".join(" ".join(filter(None, (one.id or one.block, one.text))) for one in things) or "—"


@dataclass(slots=True)
class Look:
    """The new plan, looked up by what the draft calls things."""

    plan: Plan
    draft: Draft
    names: Mapping[str, str] = field(init=False)
    _headings: dict[str, Heading] = field(init=False)

    def __post_init__(self) -> None:
        self.names = self.draft.names()
        self._headings = {heading.block: heading for heading in headings(self.plan)}

    def heading(self, token: str) -> Heading | None:
        """The heading that opens this paragraph."""
        return self._headings.get(self.names[token])

    def address(self, table: str, row: str, col: str) -> str:
        """The address of a cell, that of the top left corner where it is merged."""
        grid = self.draft.grids[table]
        square = grid.square(row, col)
        places = (
            (at, place) for at, squares in enumerate(grid.squares) for place, one in enumerate(squares) if one is square
        )
        return "{}.{}.{}".format(self.names[table], *next(places))

    def row(self, table: str, row: str) -> Indicator | Item | None:
        """The row read from this row of the table."""
        begins = f"{self.names[table]}.{self.draft.grids[table].rows.index(row)}."
        rows: tuple[Indicator | Item, ...] = (*self.plan.indicators, *self.plan.items)
        return next((one for one in rows if any(at.block.startswith(begins) for at in one.at)), None)

    def targets(self, token: str) -> Iterator[Target]:
        """The promises in a paragraph."""
        return (one for one in self.plan.targets if any(at.block == self.names.get(token) for at in one.at))

    def settled(self, wanted: Wanted) -> Expected:
        return Expected(wanted.kind, wanted.severity, wanted.old, tuple(map(self._thing, wanted.new)))

    def _thing(self, aim: Aim) -> Thing:
        block = None
        match aim.what:
            case "heading":
                found: object = self.heading(aim.token)
            case "row":
                found = self.row(aim.token, aim.row)
            case "table":
                found = next((one for one in self.plan.tables if self.names[aim.token] in one.blocks), None)
            case "part":
                here = self.names[aim.token]
                found = next(
                    (one for one in self.plan.parts if one.title and any(at.block == here for at in one.title.at)), None
                )
            case "box":
                found = next((one for one in self.plan.boxes if one.title == aim.token), None)
            case "field":
                return Thing(aim.token or None, None, aim.text, aim.whole)
            case "block":
                block = self.address(aim.token, aim.row, aim.col) if aim.row else self.names[aim.token]
                return Thing(None, block, aim.text, aim.whole)
        assert found is not None, f"{aim} is not in the new plan"
        return Thing(found.id, block, aim.text, aim.whole)  # type: ignore[attr-defined]  # headings, rows, tables and parts have ids
