"""How a table begins → its layout and what names it: a heading of its own, or that of the table it goes on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policy_extract.records import record
from policy_extract.stages.grids.layout import continue_layout, lay_out
from policy_extract.stages.tables.captions import inside, title_of
from policy_extract.stages.tables.column_cells import Cells
from policy_extract.stages.tables.kinds import lists_duties

if TYPE_CHECKING:
    from policy_extract.blocks import Table
    from policy_extract.grammar import Matcher
    from policy_extract.stages.grids.layout import TableLayout
    from policy_extract.stages.structure import Piece, StageContext
    from policy_extract.stages.tables.places import TablePlace
    from policy_extract.stages.tables.rows import Bands


@record
class Before:
    """The table read before this one."""

    layout: TableLayout
    title: str
    bands: Bands
    """Those open at its end."""
    adjoins: bool = True
    """Nothing stands between the two."""


@record
class Beginning:
    """A table's layout, where it has one, and what names it."""

    layout: TableLayout | None
    title: Piece | None
    inherited: str = ""
    """The title of the table that it goes on."""
    goes_on: bool = False
    """It goes on with the rows of the table before it."""

    @property
    def text(self) -> str:
        """The words that name it."""
        return self.title.text if self.title is not None else self.inherited


def beginning_of(place: TablePlace, before: Before | None, context: StageContext) -> Beginning:
    """How a table begins; claims its caption.

    A table without a heading continues the one before; otherwise it is laid out
    only if its title says that it lists something.
    """
    table, matcher = place.table, context.matcher
    layout = lay_out(table, matcher)
    title = title_of(place, layout.above if layout is not None else (), context)
    if before is not None and (found := _going_on(table, Beginning(layout, title), before, matcher)) is not None:
        return found
    if layout is not None:
        return Beginning(layout, title)
    return _without_heading(table, title, matcher)


def _going_on(table: Table, alone: Beginning, before: Before, matcher: Matcher) -> Beginning | None:
    """The table as one that goes on with the rows of the one before; None where nothing says so.

    `alone` is how it begins if it does not.
    """
    layout, title = alone.layout, alone.title
    match = matcher.first("continued", title.text) if title is not None else None
    if layout is None and (before.adjoins or match is not None):
        layout = continue_layout(table, before.layout, matcher)
    elif match is None or layout is None or layout.headers != before.layout.headers:
        return None
    if layout is None:
        return None
    own = title if title is not None and (match is None or match.start > 0) else None
    return Beginning(layout, own, before.title, goes_on=True)


def _without_heading(table: Table, title: Piece | None, matcher: Matcher) -> Beginning:
    bare = lay_out(table, matcher, headless=True)
    if bare is None:
        return Beginning(None, title)
    title = title or inside(table, bare.above, matcher)
    listed = title is not None and names_a_list(title.text, matcher)
    return Beginning(bare if listed or lists_duties(Cells(bare, matcher)) else None, title)


def names_a_list(title: str, matcher: Matcher) -> bool:
    """Whether a title says that a list of work, projects or the like stands below it."""
    return matcher.first("list-title", title) is not None or matcher.first("list-kind", title.strip()) is not None
