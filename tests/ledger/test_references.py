"""Names of cells after rows were put between others."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policy_extract.ledger.cell_references import Shift, copied, letters, place_of

INSERTED = st.dictionaries(st.integers(1, 40), st.integers(1, 5), max_size=5)


@given(INSERTED, st.integers(1, 60))
def test_a_row_goes_down_by_what_was_put_before_it(inserted: dict[int, int], row: int) -> None:
    shift = Shift(inserted)
    assert shift.row(row) == row + sum(count for after, count in inserted.items() if after < row)
    assert shift.end(row) == row + sum(count for after, count in inserted.items() if after <= row)


@given(
    INSERTED,
    st.lists(st.tuples(st.sampled_from(["A", "$J", "AB", "$AA"]), st.booleans(), st.integers(1, 60)), min_size=1),
)
def test_every_name_in_a_formula_is_moved_and_nothing_else(
    inserted: dict[int, int], names: list[tuple[str, bool, int]]
) -> None:
    shift = Shift(inserted)
    before = [f"{column}{'$' if fixed else ''}{row}" for column, fixed, row in names]
    after = [f"{column}{'$' if fixed else ''}{shift.row(row)}" for column, fixed, row in names]
    formula = 'SUM({})+LOG10(2)&"A1:B2"'
    assert shift.formula(formula.format(",".join(before)), "台账", own=True) == formula.format(",".join(after))
    assert shift.formula(formula.format(",".join(before)), "台账", own=False) == formula.format(",".join(before))


@pytest.mark.parametrize(
    ("formula", "moved"),
    [
        ("'我的 台账'!A5", "'我的 台账'!A7"),
        ("另表!A5+A5", "另表!A5+A7"),
        ("A4:A9", "A4:A11"),
        ("$3:$9", "$3:$11"),
        ('IF(A5="A5",B5,"")', 'IF(A7="A5",B7,"")'),
        ("ABC_A5+X.A5", "ABC_A5+X.A5"),
    ],
)
def test_formulas_that_people_write(formula: str, moved: str) -> None:
    assert Shift({4: 2}).formula(formula, "我的 台账", own=True) == moved


@given(st.integers(0, 40), st.integers(0, 40), st.integers(1, 40), st.integers(0, 700))
def test_a_formula_that_is_copied_names_cells_as_far_away(down: int, right: int, row: int, column: int) -> None:
    moved = copied(f"{letters(column)}{row}*$B$2", down, right)
    found = re.fullmatch(r"([A-Z]+)(\d+)\*\$B\$2", moved)
    assert found is not None
    assert (place_of(found[1]), int(found[2])) == (column + right, row + down)
