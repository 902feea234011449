"""The ledger of a Word file, read and counted in one go."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policy_extract.findings import Report
from policy_extract.reading.ledger import Ledger, ledger_of
from policy_extract.reading.word.docx import read_docx

if TYPE_CHECKING:
    from policy_extract.reading.source import Revisions


def account(data: bytes, report: Report | None = None, *, revisions: Revisions = "accepted") -> Ledger:
    ledger = ledger_of(data, read_docx(data, Report(), revisions=revisions))
    if report is not None:
        ledger.note(report)
    return ledger
