"""Both documents as one HTML table: a row for blocks that belong together."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from policy_extract.comparison.report.change_text import kind_in
from policy_extract.comparison.report.character_runs import marked
from policy_extract.comparison.report.grids import Grid
from policy_extract.messages import Count, say
from policy_extract.output.sections import walk
from policy_extract.page.markup import Html, element, joined
from policy_extract.records import record

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from policy_extract.comparison.changes.diff_model import Change, Diff
    from policy_extract.comparison.report.aligned import Content, Line, Row
    from policy_extract.comparison.report.grids import Square
    from policy_extract.messages import Language
    from policy_extract.model import Plan

_DEEPEST = 2
"""Levels of headings in the table of contents."""
_LONGEST = 40
"""Characters of a heading in the table of contents; longer ones are cut."""
_STAYS = frozenset({"title", "heading", "annex-label"})
"""Roles of blocks that are shown even when only changes are."""


@record
class Documents:
    """The table, and what leads into it."""

    table: Html
    headings: tuple[tuple[str, int, str, int], ...]
    """Anchor, level, text and number of changed rows of each heading."""
    _rows: Mapping[tuple[str, str], str]

    def row_of(self, change: Change) -> str | None:
        """Anchor of the row a change stands in: in the new document, else in the old."""
        return next((row for key in _blocks(change) if (row := self._rows.get(key))), None)


def documents(rows: Sequence[Row], diff: Diff, old: Plan, new: Plan, language: Language) -> Documents:
    """Every row, with links to the changes that quote it."""
    where = {
        (side, content.block): _anchor(place)
        for place, row in enumerate(rows)
        for side, contents in (("new", row.new), ("old", row.old))
        for content in contents
    }
    links = _links(diff, where, language)
    body = [_tr(row, links.get(_anchor(place), ()), _anchor(place), language) for place, row in enumerate(rows)]
    table = element(
        "table",
        element("thead", element("tr", _th(say(language, "old document")), _th(say(language, "new document")))),
        element("tbody", _with_gaps(rows, body, language)),
        class_="documents",
    )
    return Documents(table, tuple(_headings(rows, old, new)), where)


def _th(text: str) -> Html:
    return element("th", text, scope="col")


def _anchor(place: int) -> str:
    return f"row{place + 1}"


def _blocks(change: Change) -> Iterator[tuple[str, str]]:
    """Where a change stands: side and block, the new document first."""
    for side, sides in (("new", change.new), ("old", change.old)):
        for at in (at for one in sides for at in one.at):
            yield side, at.block.partition(".")[0]


def _links(diff: Diff, where: Mapping[tuple[str, str], str], language: Language) -> dict[str, list[Html]]:
    """Row → links to its changes, each kind once."""
    found: dict[str, dict[str, Html]] = {}
    for change in diff.changes:
        for row in dict.fromkeys(where[key] for key in _blocks(change) if key in where):
            kind = kind_in(change.kind, language)
            link = element("a", kind, href=f"#{change.id}", data_severity=change.severity, data_kind=change.kind)
            found.setdefault(row, {}).setdefault(kind, link)
    return {row: [*links.values()] for row, links in found.items()}


def _tr(row: Row, links: Sequence[Html], anchor: str, language: Language) -> Html:
    state = None if links else _state(row.state, language)
    chips = element("div", links, class_="links") if links else ""
    old = element("td", _contents(row.old), class_="old", data_state=state, data_name=say(language, "old document"))
    new = element(
        "td", _contents(row.new), chips, class_="new", data_state=state, data_name=say(language, "new document")
    )
    both = element("td", _within(row), chips, class_="both", colspan=2) if row.both else ""
    classes = (row.state, "hides" if _hides(row) else "", "two" if row.both else "")
    name = " ".join(word for word in classes if word)
    return element("tr", old, new, both, id=anchor, class_=name)


def _hides(row: Row) -> bool:
    """Whether the row is hidden when only changes are shown; unchanged headings stay, because they say where a change is."""
    lines = [one for one in row.new if not isinstance(one, Grid)]
    return row.state == "same" and not any(line.role in _STAYS for line in lines)


def _state(state: str, language: Language) -> str | None:
    """The row's state in words, for readers who see no colour."""
    names = {
        "added": say(language, "added"),
        "removed": say(language, "removed"),
        "retyped": say(language, "other layout"),
    }
    return names.get(state)


def _contents(contents: Iterable[Content]) -> Html:
    return joined(_grid(one) if isinstance(one, Grid) else _paragraph(one) for one in contents)


def _paragraph(line: Line) -> Html:
    number = element("span", line.number, class_="number") if line.number else ""
    return element("p", number, marked(line.runs), class_=line.role, lang="zh-Hans")


def _within(row: Row) -> Html:
    lines = [one for one in (*row.old, *row.new) if not isinstance(one, Grid)]
    numbers = dict.fromkeys(line.number for line in lines if line.number)
    number = element("span", " → ".join(numbers), class_="number") if numbers else ""
    return element("p", number, marked(row.both), class_=lines[-1].role, lang="zh-Hans")


def _grid(grid: Grid) -> Html:
    rows = (element("tr", (_cell(square) for square in row)) for row in grid.rows)
    return element("div", element("table", rows, lang="zh-Hans", class_="grid"), class_="scroll", tabindex="0")


def _cell(square: Square) -> Html:
    spans = {"rowspan": square.rows if square.rows > 1 else None, "colspan": square.cols if square.cols > 1 else None}
    return element("th" if square.heading else "td", marked(square.runs), **spans)


def _with_gaps(rows: Sequence[Row], body: Sequence[Html], language: Language) -> Iterator[Html]:
    """The rows; after each stretch of unchanged ones a line that stands for it where they are hidden."""
    hidden = 0
    for row, html in zip(rows, body, strict=True):
        if hidden and not _hides(row):
            yield _gap(hidden, language)
            hidden = 0
        hidden += _hides(row)
        yield html
    if hidden:
        yield _gap(hidden, language)


def _gap(count: int, language: Language) -> Html:
    text = say(language, "{count:} unchanged", count=Count(count))
    return element("tr", element("td", text, colspan=2), class_="gap")


def _headings(rows: Sequence[Row], old: Plan, new: Plan) -> Iterator[tuple[str, int, str, int]]:
    """The headings of the upper levels, each with how many rows under it changed."""
    levels = {("new", name): level for name, level in _levels(new)} | {
        ("old", name): level for name, level in _levels(old)
    }
    counts: Counter[int] = Counter()
    found: list[tuple[int, int, str]] = []
    for place, row in enumerate(rows):
        lines = [("new", one) for one in row.new] or [("old", one) for one in row.old]
        for side, one in lines:
            if not isinstance(one, Grid) and levels.get((side, one.block), _DEEPEST + 1) <= _DEEPEST:
                found.append((place, levels[side, one.block], _cut(one)))
                break
        counts[len(found) - 1] += row.state != "same"
    for at, (place, level, text) in enumerate(found):
        yield _anchor(place), level, text, counts[at]


def _levels(plan: Plan) -> Iterator[tuple[str, int]]:
    """Block that opens a section → the section's level."""
    return ((section.blocks[0], section.level) for _, section in walk(plan.sections) if section.blocks)


def _cut(line: Line) -> str:
    text = line.number + "".join(piece.text for piece in line.runs).partition("\n")[0]
    text = text.partition("。")[0]
    return text if len(text) <= _LONGEST else text[:_LONGEST] + "…"
