"""Tables whose rows became columns: the old one is turned, so that cells of the same names meet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policy_extract.comparison.tables.alignment import Lattice
from policy_extract.records import record

if TYPE_CHECKING:
    from policy_extract.model import PlanTable


@record
class Lattices:
    """Both versions of a table as they are laid over each other."""

    old: Lattice
    new: Lattice
    turned: bool
    """Whether rows and columns of the old one were exchanged."""


def lattices(old: PlanTable, new: PlanTable) -> Lattices:
    """Both tables, the old one turned where its rows are the columns of the new one."""
    before, after = Lattice(old), Lattice(new)
    if _is_turned(before, after):
        return Lattices(before.turned(), after, turned=True)
    return Lattices(before, after, turned=False)


def _is_turned(before: Lattice, after: Lattice) -> bool:
    """Whether most names of rows head columns in the other version, and more of them than name rows there, too."""
    if not before.head == after.head == 1:
        return False
    down, along = _down(before), _along(before)
    crossed = (len(down & _along(after)), len(along & _down(after)))
    straight = len(down & _down(after)) + len(along & _along(after))
    smaller = min(len(down) + len(along), len(_down(after)) + len(_along(after)))
    return all(crossed) and sum(crossed) > max(straight, smaller / 2)


def _down(lattice: Lattice) -> set[str]:
    """What its rows are called."""
    return {lattice.text(row, 0) for row in range(1, lattice.height)} - {""}


def _along(lattice: Lattice) -> set[str]:
    """What its columns are called, but for the one that names the rows."""
    return {lattice.text(0, col) for col in range(1, lattice.width)} - {""}
