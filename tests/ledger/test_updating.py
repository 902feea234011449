"""`ledger --update` as people call it."""

from __future__ import annotations

from pathlib import Path

import pytest
from ledger_builder import TEXT, tasks

from tests.collectors.program import Program


@pytest.fixture
def program(capsysbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Program:
    """The command line, in a folder with a ledger and the next draft of its plan."""
    monkeypatch.chdir(tmp_path)
    Path("old.txt").write_text(TEXT, encoding="utf-8")
    Path("new.txt").write_text(TEXT.replace("95%", "98%"), encoding="utf-8")
    called = Program(capsysbinary, monkeypatch)
    called("ledger", "old.txt", "-o", "台账.xlsx")
    return called


def test_a_ledger_is_brought_up_to_date_in_its_place(program: Program) -> None:
    result = program("ledger", "--update", "台账.xlsx", "new.txt")
    assert (result.code, result.err) == (0, "new.txt: 3 rows kept, 1 of them changed; 0 new, 0 gone\n")
    assert tasks(Path("台账.xlsx").read_bytes())[0]["目标/指标"] == "覆盖率达到98%以上"


def test_the_old_one_stays_where_another_place_is_named(program: Program) -> None:
    before = Path("台账.xlsx").read_bytes()
    assert program("ledger", "--update", "台账.xlsx", "new.txt", "-o", "新.xlsx").code == 0
    assert Path("台账.xlsx").read_bytes() == before
    assert tasks(Path("新.xlsx").read_bytes())[0]["变动"] == "任务有改动\n目标/指标有改动"


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--update", "台账.xlsx", "missing.txt"], "missing.txt: there is no such file; check the path"),
        (["--update", "missing.xlsx", "new.txt"], "missing.xlsx: there is no such file; check the path"),
        (["--update", "new.xlsx", "new.txt"], "new.xlsx: this is no ledger; give a workbook that `ledger` wrote"),
        (["new.txt"], "policy-extract: Invalid value for --output: name what to write"),
    ],
)
def test_what_makes_no_sense_changes_nothing(program: Program, arguments: list[str], sentence: str) -> None:
    program("export", "new.txt", "-o", "new.xlsx")
    before = Path("台账.xlsx").read_bytes()
    result = program("ledger", *arguments)
    assert result.code == 2
    assert sentence in result.err
    assert Path("台账.xlsx").read_bytes() == before
