"""Makes pytest items of tests/cases/diff/*.md: old and new policy text in, one line per change out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.collectors import golden
from tests.collectors.cases import plan_of
from tests.collectors.page_items import PageFile, PageItem

if TYPE_CHECKING:
    from pathlib import Path

INPUTS = ("old", "new")
EXPECTED = "changes"
BY_HAND = "these lines say what was edited: fix the comparison, or the page where it says otherwise than the two texts"


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    if file_path.suffix == ".md" and file_path.parent.parts[-3:] == ("tests", "cases", "diff"):
        return DiffPage.from_parent(parent, path=file_path)
    return None


class DiffItem(PageItem):
    """One heading of a page. Its expected lines are written by hand from what was edited; `--update` leaves them alone."""

    def runtest(self) -> None:
        from policy_extract.comparison.changes.view import lines
        from policy_extract.comparison.compare import compare
        from tests.diff.diff_laws import check_diff_laws

        old, new = (plan_of(self.case.inputs[word].text) for word in INPUTS)
        diff = compare(old, new)
        check_diff_laws(old, new, diff)
        now = "".join(f"{line}\n" for line in lines(diff))
        if now != self.case.expected[0].text:
            pytest.fail(golden.differs(EXPECTED, self.case.expected[0].text, now, BY_HAND), pytrace=False)


class DiffPage(PageFile):
    """One page of comparisons."""

    inputs = INPUTS
    item = DiffItem

    def expected(self) -> tuple[str, ...]:
        return (EXPECTED,)
