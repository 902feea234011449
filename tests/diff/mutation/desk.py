"""An editor at work: a plan, its draft, and what the edits made so far must be reported as."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from tests.diff.mutation.anatomy import Anatomy, own_units

if TYPE_CHECKING:
    from random import Random

    from policy_extract.model import Plan, Unit
    from tests.diff.mutation.draft import Draft
    from tests.diff.mutation.expected import Look, Wanted

T = TypeVar("T")
Check = Callable[["Look"], bool]
"""Whether the new plan says what the edit says."""

STOCK = tomllib.loads((Path(__file__).parent / "stock.toml").read_text(encoding="utf-8"))
SYNONYMS = {word: other for pair in STOCK["words"] for word, other in (pair, pair[::-1])}
_COLLECTIVE = ("各", "有关", "相关", "其他", "成员单位")


@dataclass(slots=True)
class Made:
    """One edit: its name, what must be reported, and what must be read."""

    name: str
    wanted: list[Wanted]
    check: Check


@dataclass
class Desk:
    """What an edit works with. An edit is a function of the desk that says whether it was done; one that was not has changed nothing."""

    plan: Plan
    draft: Draft
    random: Random
    made: list[Made] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.anatomy = Anatomy(self.plan, self.draft)
        self.texts = {block.id: block.text or "" for block in self.plan.blocks}
        self.texts |= {cell.block: cell.text for table in self.plan.tables for cell in table.cells}

    def done(self, name: str, wanted: list[Wanted], check: Check) -> bool:
        self.made.append(Made(name, wanted, check))
        return True

    def pick(self, things: list[T]) -> T | None:
        return self.random.choice(things) if things else None

    def shuffled(self, things: list[T]) -> list[T]:
        return self.random.sample(things, len(things))

    def from_stock(self, kind: str) -> dict[str, object] | None:
        """Something of the stock this document has not got yet."""
        unused = [one for one in STOCK[kind] if str(one) not in self.anatomy.used and self._is_new(one)]
        if (one := self.pick(unused)) is not None:
            self.anatomy.used.add(str(one))
        return one

    def _is_new(self, one: dict[str, object] | str) -> bool:
        said = one if isinstance(one, str) else str(one.get("title") or one.get("content") or one.get("name"))
        return not any(said in text for text in self.texts.values())

    @cached_property
    def names(self) -> list[Unit]:
        """Single bodies of the directory that this document names, each under its commonest name."""
        found: dict[str, Unit] = {}
        rows = (*self.plan.tasks, *self.plan.items, *self.plan.indicators)
        for unit in (unit for row in rows for unit in row.units):
            if (
                unit.body
                and not unit.note
                and unit.via != "carry-over"
                and not any(word in unit.name for word in _COLLECTIVE)
            ):
                found.setdefault(unit.body, unit)
        return list(found.values())

    def other_names(self, units: tuple[Unit, ...] | list[Unit], count: int) -> list[str] | None:
        """So many names of bodies that are not among these."""
        taken = {unit.body for unit in units} | {unit.name for unit in units}
        free = [unit.name for unit in self.names if unit.body not in taken and unit.name not in taken]
        return self.random.sample(free, count) if len(free) >= count else None

    def swapped(self, text: str, most: int = 1) -> str | None:
        """The text with a word or two of it replaced by others that mean the same; None where it has none of them."""
        places = [(text.find(word), word) for word in SYNONYMS if word in text]
        chosen: list[tuple[int, str]] = []
        for at, word in self.shuffled(sorted(places)):
            if len(chosen) < most and not any(
                at < other + len(one) and other < at + len(word) for other, one in chosen
            ):
                chosen.append((at, word))
        for at, word in sorted(chosen, reverse=True):
            text = text[:at] + SYNONYMS[word] + text[at + len(word) :]
        return text if chosen else None

    def is_carrier(self, blocks: tuple[str, ...]) -> bool:
        """Whether something in these blocks speaks for other tasks too."""
        carried = {at.block for one in self.plan.carry_overs for at in one.at}
        return any(block in carried or "下同" in self.texts[block] or "均为" in self.texts[block] for block in blocks)

    def borders(self) -> list[int]:
        """Places in reading order after which tasks are read otherwise: 以下……不再列出, 列第一位的为牵头单位，下同."""
        return [at for at, block in enumerate(self.plan.blocks) if self.is_carrier((block.id,))]

    def paragraphs_only(self, blocks: tuple[str, ...]) -> bool:
        return all(block in self.draft.lines for block in blocks)

    def is_plain(self, units: list[Unit]) -> bool:
        return all(unit.note is None for unit in units)


__all__ = ["STOCK", "Check", "Desk", "Made", "own_units"]
