"""A workbook and a bundle wherever a document may be given: `batch`, `diff`, `export`."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

import pytest
from sheet_builder import Tab, workbook
from test_bundles import ALONE, packed, word

from tests.collectors.program import Program

if TYPE_CHECKING:
    from pathlib import Path

ROWS = [["序号", "工作任务", "责任单位"], [1, "建设场地", "县住建局"], [2, "举办赛事", "县体育局"]]


@pytest.fixture
def program(capsysbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Program:
    """The command line, in a folder with a list as it was and as it is, and a bundle."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "old.xlsx").write_bytes(workbook(Tab([["青禾县健身任务清单"], *ROWS], ["A1:C1"])))
    (tmp_path / "new.xlsx").write_bytes(
        workbook(Tab([["青禾县健身任务清单"], *ROWS[:2], [2, "举办赛事", "县教育局"]], ["A1:C1"]))
    )
    (tmp_path / "plan.zip").write_bytes(
        packed({"方案.docx": word(ALONE), "附件.xlsx": workbook(Tab([["项目清单"], *ROWS], ["A1:C1"]))})
    )
    return Program(capsysbinary, monkeypatch)


def test_a_batch_takes_them(program: Program, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    for name in ("old.xlsx", "plan.zip"):
        (tmp_path / name).rename(tmp_path / "in" / name)
    assert program("batch", "in", "-o", "out").code == 0
    plan = json.loads((tmp_path / "out" / "plan.zip.json").read_text(encoding="utf-8"))
    assert [part.get("source") for part in plan["parts"]] == ["方案.docx", "附件.xlsx"]
    assert [len(plan["tasks"]), len(plan["items"])] == [1, 2]
    listed = json.loads((tmp_path / "out" / "old.xlsx.json").read_text(encoding="utf-8"))
    assert [item["content"] for item in listed["items"]] == ["建设场地", "举办赛事"]


def test_two_versions_of_a_list_are_compared(program: Program) -> None:
    result = program("diff", "old.xlsx", "new.xlsx", "--as", "json")
    assert result.code in {0, 1}
    assert "县教育局" in result.out.decode()


def test_a_bundle_is_exported(program: Program, tmp_path: Path) -> None:
    assert program("export", "plan.zip", "--as", "csv", "-o", "tables").code == 0
    tables = [
        list(csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig")))) for path in (tmp_path / "tables").iterdir()
    ]
    assert any("建设场地" in cell for table in tables for row in table for cell in row)


def test_the_blocks_of_a_bundle_add_up(program: Program) -> None:
    result = program("blocks", "plan.zip", "--ledger")
    assert (result.code, "difference 0" in result.out.decode()) == (0, True)
