"""Plans and ledgers that the tests of this folder share."""

from __future__ import annotations

import io
import shutil
import subprocess
from typing import TYPE_CHECKING, Any

import pytest
from openpyxl import load_workbook

from policy_extract.findings import Report
from policy_extract.grammar import load
from policy_extract.ledger.ledger_columns import COLUMNS
from policy_extract.ledger.ledger_entries import entries_of
from policy_extract.ledger.sheet_writer import FIRST, Chapter, write_ledger
from policy_extract.output.canonical import as_model
from policy_extract.pipeline import parse_bytes

if TYPE_CHECKING:
    from pathlib import Path

    from policy_extract.ledger.ledger_entries import Entry, RowsOf
    from policy_extract.model import Plan

TEXT = """\
澜州市养老服务提升行动方案（2025—2027年）
一、主要任务
（一）健全保障体系
1.完善津贴制度。实现高龄津贴应发尽发，覆盖率达到95%以上。（责任单位：*市人社局、市民政局，完成时限：2026年6月底前）
2.扩大服务供给。到2027年，建成养老中心10个以上，新增床位500张。（牵头单位：市民政局；配合单位：市财政局、各县（市、区）人民政府）
（二）提升服务质量
3.加强监管。每季度开展检查1次。（责任单位：市民政局、市市场监管局，完成时限：持续推进）
"""


def plan_of(text: str, name: str = "plan.txt") -> Plan:
    """The plan in a text."""
    return as_model(parse_bytes(text.encode(), name, grammars=load()).plan)


def entries(plan: Plan, rows: RowsOf = "tasks") -> list[Entry]:
    """The rows of its ledger."""
    return entries_of(plan, rows, load().matcher(Report()))


def ledger_of(*plans: Plan, rows: RowsOf = "tasks") -> bytes:
    """The workbook."""
    out = io.BytesIO()
    write_ledger(out, [Chapter(plan, entries(plan, rows)) for plan in plans], rows)
    return out.getvalue()


def sheet_of(data: bytes) -> Any:
    """The sheet people see, as another program reads it."""
    return load_workbook(io.BytesIO(data))["台账"]


def table(data: bytes) -> list[dict[str, Any]]:
    """The rows below the heading, by the headings."""
    sheet = sheet_of(data)
    headings = [cell.value for cell in sheet[FIRST]]
    return [
        dict(zip(headings, (cell.value for cell in row), strict=True)) for row in sheet.iter_rows(min_row=FIRST + 1)
    ]


def tasks(data: bytes) -> list[dict[str, Any]]:
    """The rows that are for something, bands left out."""
    return [row for row in table(data) if not str(row["标识"] or "b").startswith("b")]


OFFICE = shutil.which("soffice")
needs_office = pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed")


def through_office(folder: Path, data: bytes, form: str) -> bytes:
    """What LibreOffice makes of a workbook in another form, or saves of it in its own."""
    assert OFFICE is not None
    (folder / "in").mkdir(exist_ok=True)
    (folder / "in" / "x.xlsx").write_bytes(data)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [OFFICE, profile, "--headless", "--convert-to", form, "--outdir", str(folder), str(folder / "in/x.xlsx")]
    subprocess.run(command, check=True, capture_output=True, timeout=100)
    return (folder / f"x.{form}").read_bytes()


HEADINGS = [column.heading for column in COLUMNS]
