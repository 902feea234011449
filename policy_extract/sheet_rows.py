"""Plans → the rows of the workbook and of the CSV files: each under a name of its own, findings in the language of the headings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policy_extract.messages import say_finding
from policy_extract.output.workbook_cells import source_of
from policy_extract.output.workbook_sheets import rows_of_sheets

if TYPE_CHECKING:
    from policy_extract.model import Plan, PlanFinding
    from policy_extract.output.workbook_sheets import Row


class DocumentNames:
    """Gives every document a unique name.

    >>> names = DocumentNames()
    >>> [names.unique(name) for name in ("方案.docx", "方案.docx (2)", "方案.docx")]
    ['方案.docx', '方案.docx (2)', '方案.docx (3)']
    """

    def __init__(self) -> None:
        self._given: set[str] = set()
        self._counts: dict[str, int] = {}

    def unique(self, name: str) -> str:
        """The name; if another document has it already, with a count after it."""
        found, count = name, self._counts.get(name, 1)
        while found in self._given:
            count += 1
            found = f"{name} ({count})"
        self._counts[name] = count
        self._given.add(found)
        return found


def rows_of(plan: Plan, name: str) -> dict[str, list[Row]]:
    """The rows of every sheet, by its name; `name` is what they call the document."""
    return rows_of_sheets(source_of(plan, _in_chinese, name))


def _in_chinese(finding: PlanFinding) -> str:
    """The sentence of a finding in Chinese, like the headings, in every language, so that the rows are the same everywhere."""
    return say_finding("zh", finding.code, finding.params)
