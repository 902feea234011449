"""The words of a heading → what its column holds, as far as they say: role, year, unit of measure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from policy_extract.lexical.dates import FIVE_YEAR_PLANS
from policy_extract.lexical.numerals import read_numeral
from policy_extract.lexical.width import fold
from policy_extract.records import record, replace
from policy_extract.stages.grids.heading_words import known_heading, squeezed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from policy_extract.generated.plain import ColumnRole
    from policy_extract.grammar import Match, Matcher

ValueKind = Literal["baseline", "target"]


@record
class ColumnForm:
    """What one column holds."""

    index: int
    header: tuple[str, ...]
    role: ColumnRole = "other"
    otherwise: ColumnRole | None = None
    """Its role if the cells contradict `role`."""
    second: ColumnRole | None = None
    """Another possible role, reported as a doubt."""
    known: bool = False
    """The words of its heading are known."""
    label: str | None = None
    """The printed word that names the bodies in it: 牵头单位."""
    year: int | None = None
    first_year: int | None = None
    """Of a period: “十三五”期间."""
    base_year: int | None = None
    """The year its values are compared with: 2028年较2025年变化."""
    kind: ValueKind | None = None
    rate: bool = False
    """Its values are rates per year."""
    growth: bool = False
    """They say how much one year's value differs from that of the year before."""
    measure: str | None = None
    indicator: bool = False
    """Its heading names indicators."""
    criterion: bool = False
    """It holds what a row is judged by, in words or numbers: 评价标准."""
    aim: bool = False
    """It says what is to be brought about: 工作标准."""
    yearly: bool = False
    """It names the year that a row is about."""
    points: bool = False
    """It holds the points a row can win."""
    person: bool = False
    """It names persons: 牵头领导."""
    aside: bool = False
    """It says for whom, on what grounds or how something is done, but not what: 检查依据."""
    persons: bool = False
    """Its cells name who of a body answers, too."""
    marked: bool = False
    """Its heading is a body, and its cells are marks that say what that body does."""

    @property
    def heading(self) -> str:
        """Its heading cells, joined."""
        return "".join(self.header)


def column_by_words(index: int, header: tuple[str, ...], matcher: Matcher) -> ColumnForm:
    """The column as its heading has it: the whole heading first, then each of its cells from the bottom."""
    column = ColumnForm(index, header)
    plain = [text[: bracket.start] if (bracket := matcher.first("remark", text)) else text for text in header[:-1]]
    tries = ["".join([*plain, *header[-1:]]), *reversed(header)] if header else []
    tries += [text[: mark.start] for text in tries if (mark := matcher.first("note-mark", text))]
    heading = next((found for text in tries if (found := known_heading(squeezed(text), matcher))), None)
    if heading is None:
        return replace(column, measure=heading_measure(header, matcher))
    match = heading.match
    plan = match.group("plan")
    years = FIVE_YEAR_PLANS.get(plan.strip('“”"')[:-1]) if plan else None
    last = years[1] if years and "末" in (match.group("span") or "") else None
    start, base = match.group("start"), match.group("base")
    rate = bool(match.get("rate"))
    return replace(
        column,
        role=heading.role,
        otherwise=match.get("otherwise"),
        known=True,
        label=heading.label,
        year=_year(match) or last or (_year_in_remark(header, matcher) if match.get("role") == "value" else None),
        first_year=int(fold(start)) if start else (years[0] if years else None),
        base_year=int(fold(base)) if base else None,
        kind=(_kind_above(header, matcher) if rate else None) or match.get("kind"),
        rate=rate,
        growth=bool(match.get("growth")),
        measure=heading_measure(header, matcher),
        indicator=bool(match.get("indicator")),
        criterion=bool(match.get("criterion")),
        aim=bool(match.get("aim")),
        yearly=bool(match.get("yearly")),
        points=bool(match.get("points")),
        person=bool(match.get("person")),
        aside=bool(match.get("aside")),
        persons=heading.persons,
    )


def _year(match: Match) -> int | None:
    year = match.group("year") or match.group("year_after")
    return int(fold(year)) if year else None


def _year_in_remark(header: Sequence[str], matcher: Matcher) -> int | None:
    """The year in a bracket that closes a heading cell: 指标要求（2025年）."""
    remarks = (matcher.first("remark", text) for text in reversed(header))
    dates = (matcher.first("cell-date", remark.text) for remark in remarks if remark is not None)
    return next((read_numeral(date.group("year") or "") for date in dates if date is not None), None)


def _kind_above(header: Sequence[str], matcher: Matcher) -> ValueKind | None:
    """What the heading over a rate says about it: 实现情况."""
    found = (matcher.first("column", squeezed(text)) for text in header[:-1])
    kinds = (match.get("kind") for match in found if match is not None and match.get("role") == "value")
    return next(kinds, None)  # type: ignore[arg-type]  # the grammar's `set` names kinds


def heading_measure(header: Sequence[str], matcher: Matcher) -> str | None:
    """The unit of measure in a bracket that closes a heading cell: 目标值（%）."""
    found = (matcher.first("measure-bracket", text) for text in reversed(header))
    return next((squeezed(match.group("measure") or "") for match in found if match is not None), None)
