"""Clauses → units with roles: who leads, who supports, and what a legend or a carry-over adds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policy_extract.findings import Code
from policy_extract.generated.plain import At, CarryOver, Unit
from policy_extract.lexical.width import fold
from policy_extract.records import field, mutable, record, replace
from policy_extract.stages.passages import whole_text
from policy_extract.stages.units.names import is_body
from policy_extract.stages.units.segments import Duty

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from policy_extract.findings import Report
    from policy_extract.grammar import Matcher
    from policy_extract.stages.passages import Passage
    from policy_extract.stages.units.names import Name
    from policy_extract.stages.units.segments import Carry, Clause, Legend, Role, Segment


MOST_CARRIED = 200
"""Most bodies carried over to one task; no real plan has a tenth of it, but a crafted one could have thousands."""


@record
class Group:
    """Clauses that stand together and share one lead: 牵头单位：A / 配合单位：B on consecutive lines."""

    clauses: tuple[Clause, ...]

    @property
    def led(self) -> bool:
        """Somebody leads: by label, by verb or by a mark."""
        segments = [segment for clause in self.clauses for segment in clause.segments]
        return any(segment.role == "lead" or _marked(segment) for segment in segments)


@mutable
class Legends:
    """How the lead is shown, as far as the document has said up to here."""

    by_position: Legend | None = None
    """The last legend that says which bodies of a list lead, by position or formatting; None where none has."""
    bold: Mapping[str, Sequence[tuple[int, int]]] = field(default_factory=dict)
    """Stretches printed bold, by block."""
    underlined: Mapping[str, Sequence[tuple[int, int]]] = field(default_factory=dict)
    """Stretches with a line under them, by block."""

    def take(self, legend: Legend) -> None:
        """A legend counts from here on; marks lead with or without one."""
        if legend.lasts:
            self.by_position = legend

    def looks(self, legend: Legend, block: str) -> Sequence[tuple[int, int]] | None:
        """The stretches of a block that are printed as the legend says of a lead; None where it goes by position."""
        printed = {"bold": self.bold, "underlined": self.underlined}.get(legend.by)
        return None if printed is None else printed.get(block, ())


def group_clauses(clauses: Sequence[Clause], texts: Mapping[str, str], order: Mapping[str, int]) -> list[Group]:
    """Clauses side by side in a paragraph, or each filling one of consecutive paragraphs, as one group."""
    groups: list[list[Clause]] = []
    for clause in clauses:
        if groups and _adjacent(groups[-1][-1], clause, texts, order):
            groups[-1].append(clause)
        else:
            groups.append([clause])
    return [Group(tuple(group)) for group in groups]


def _adjacent(before: Clause, after: Clause, texts: Mapping[str, str], order: Mapping[str, int]) -> bool:
    if before.block == after.block:
        return not texts[before.block][before.end : after.start].strip(" \t\n\u3000，。；、")
    if order[after.block] != order[before.block] + 1:
        return False
    indent, rest = texts[before.block][: before.start], texts[before.block][before.end :]
    return not (indent + rest + texts[after.block][: after.start]).strip(" \t\n\u3000。；")


@record
class UnitReader:
    """Reads the units of groups of clauses, in the order of the text."""

    texts: Mapping[str, str]
    """The text of each block or cell that holds clauses."""
    legends: Legends
    matcher: Matcher
    report: Report

    def units_of(self, group: Group) -> list[Unit]:
        """The units of one group in printed order; a legend inside it counts from the list it stands in."""
        own = [legend for clause in group.clauses for legend in clause.legends]
        for legend in own:
            self.legends.take(legend)
        former = next((legend for legend in own if legend.by == "former"), None)
        led = group.led
        segments = ((clause, segment) for clause in group.clauses for segment in clause.segments)
        found = [unit for clause, segment in segments for unit in self._segment_units(clause, segment, former, led=led)]
        _note_oddities(found, self.matcher, self.report)
        return found

    def _segment_units(self, clause: Clause, segment: Segment, former: Legend | None, *, led: bool) -> list[Unit]:
        leads, legend = self._leads(clause, segment, former, led=led)
        others: Role = "support" if led or any(leads) else "joint"
        by = (legend.at,) if legend is not None and legend.at.block else ()
        roles: Iterable[Role] = (
            "lead" if lead else "support" if segment.role == "support" else others for lead in leads
        )
        where = whole_text(clause.block, self.texts[clause.block])
        return [
            make_unit(where, name, Duty(role, segment.label, by=by), self.matcher)
            for name, role in zip(segment.names, roles, strict=True)
        ]

    def _leads(
        self, clause: Clause, segment: Segment, former: Legend | None, *, led: bool
    ) -> tuple[list[bool], Legend | None]:
        """For each name whether it leads, and the legend that says so: the marked ones, all of a list labelled 牵头, else those a legend points at."""
        if _marked(segment):
            return [name.mark is not None for name in segment.names], None
        legend = None if led or segment.role != "joint" else former or self.legends.by_position
        if legend is None:
            return [segment.role == "lead"] * len(segment.names), None
        if (looks := self.legends.looks(legend, clause.block)) is not None:
            pointed = [any(low <= name.start and name.end <= high for low, high in looks) for name in segment.names]
            return ([False] * len(pointed), None) if all(pointed) else (pointed, legend)
        text = self.texts[clause.block]
        return [_points_at(legend, segment.names, place, text) for place in range(len(segment.names))], legend


def _note_oddities(units: Sequence[Unit], matcher: Matcher, report: Report) -> None:
    """Note names that look like none, and names that one list prints twice."""
    seen: set[str] = set()
    for unit in units:
        at = At(block=unit.at[0].block, start=unit.at[0].start, end=unit.at[0].end)
        if not is_body(unit.name, matcher):
            report.note(Code.UNIT_DOUBTFUL, at, name=unit.name[:40])
        if _plain(unit.name) in seen:
            report.note(Code.UNIT_REPEATED, at, name=unit.name)
        seen.add(_plain(unit.name))


def _points_at(legend: Legend, names: Sequence[Name], place: int, text: str) -> bool:
    """Whether a legend that goes by position speaks of the name at this place of a list."""
    name = names[place]
    if legend.by == "first-comma":
        return "，" not in name.before
    if legend.by == "first-semicolon":
        return "；" not in name.before
    if legend.by == "first-of-each" and place:
        between = fold(text[names[place - 1].end : name.start])
        return "；" in between and "；" not in names[place - 1].before
    return place == 0


def _marked(segment: Segment) -> bool:
    return any(name.mark is not None for name in segment.names)


def make_unit(where: Passage, name: Name, duty: Duty, matcher: Matcher) -> Unit:
    """The unit in the contract's form, with the body that its name stands for; `where` is the text it is printed in."""
    text = where.text
    printed = _without_blanks(text[name.start : name.end])
    return Unit(
        name=printed,
        role=duty.role,
        mark=name.mark,
        label=duty.label,
        note=_without_blanks(text[slice(*name.note)]) if name.note else None,
        body=matcher.body(printed),
        via=duty.via,
        by=duty.by,
        more=_without_blanks(text[slice(*name.more)]) if name.more else None,
        at=(At(block=where.block, start=name.start, end=name.end),),
    )


def _without_blanks(text: str) -> str:
    """The text without white space, but between two words in Latin letters."""
    words = text.split()
    joined = zip(words, [*words[1:], ""], strict=True)
    return "".join(one + (" " if one[-1:].isascii() and two[:1].isascii() and two else "") for one, two in joined)


def once(units: Iterable[Unit]) -> tuple[Unit, ...]:
    """The units without those named before in the same role."""
    found: dict[tuple[str, str], Unit] = {}
    for unit in units:
        found.setdefault((_plain(unit.name), unit.role), unit)
    return tuple(found.values())


def _plain(name: str) -> str:
    return "".join(name.split())


# ---------------------------------------------------------------- carry-overs


def carry_over(carry: Carry, text: str, report: Report) -> CarryOver:
    """The sentence in the contract's form."""
    at = At(block=carry.block, start=carry.start, end=carry.end)
    names = tuple(text[name.start : name.end] for name in carry.names)
    if not names:
        report.note(Code.CARRY_OVER_WITHOUT_UNITS, at, text=text[carry.start : carry.end])
    return CarryOver(raw=text[carry.start : carry.end], names=names, reach=carry.reach, at=(at,))


def carried_units(carry: Carry, text: str, matcher: Matcher) -> list[Unit]:
    """The units a sentence adds, their role still open."""
    by = (At(block=carry.block, start=carry.start, end=carry.end),)
    duty = Duty("joint", via="carry-over", by=by)
    return [make_unit(whole_text(carry.block, text), name, duty, matcher) for name in carry.names]


def distinct(units: Iterable[Unit]) -> list[Unit]:
    """The units without those whose name came before, at most MOST_CARRIED."""
    found: dict[str, Unit] = {}
    for unit in units:
        found.setdefault(_plain(unit.name), unit)
    return list(found.values())[:MOST_CARRIED]


def add_carried(own: Sequence[Unit], carried: Iterable[Unit]) -> tuple[Unit, ...]:
    """Own units, then the carried ones that are not among them: support where somebody leads, else joint."""
    role = "support" if any(unit.role == "lead" for unit in own) else "joint"
    have = {_plain(unit.name) for unit in own}
    added: dict[str, Unit] = {}
    for unit in carried:
        name = _plain(unit.name)
        if name not in have:
            added.setdefault(name, replace(unit, role=role))
    return (*own, *added.values())
