"""`ledger` as people call it: new ledgers."""

from __future__ import annotations

from pathlib import Path

import pytest
from ledger_builder import TEXT, table, tasks

from tests.collectors.program import Program


@pytest.fixture
def program(capsysbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Program:
    """The command line, in a folder with two small plans in another one."""
    monkeypatch.chdir(tmp_path)
    Path("plans").mkdir()
    Path("plans/x.txt").write_text(TEXT, encoding="utf-8")
    Path("plans/y.txt").write_text(TEXT.replace("澜州", "青禾"), encoding="utf-8")
    return Program(capsysbinary, monkeypatch)


def test_a_document_becomes_a_ledger(program: Program) -> None:
    result = program("ledger", "plans/x.txt", "-o", "台账.xlsx")
    assert (result.code, result.out, result.err) == (0, b"", "plans/x.txt: 3 rows\n")
    assert len(tasks(Path("台账.xlsx").read_bytes())) == 3


def test_a_folder_stands_for_its_documents_and_json_for_its_plan(program: Program) -> None:
    program("parse", "plans/y.txt", "-o", "plans/y.json")
    Path("plans/y.txt").unlink()
    assert program("ledger", "plans", "-o", "台账.xlsx").code == 0
    bands = [row["序号"] for row in table(Path("台账.xlsx").read_bytes()) if isinstance(row["序号"], str)]
    assert [band[:2] for band in bands] == ["澜州", "一、", "一、", "青禾", "一、", "一、"]


def test_a_document_given_twice_is_told_and_left_out(program: Program) -> None:
    program("parse", "plans/x.txt", "-o", "x.json")
    result = program("ledger", "plans/x.txt", "x.json", "-o", "台账.xlsx")
    assert result.err.endswith("x.json: the same document as plans/x.txt; left out\n")


def test_a_file_that_cannot_be_read_does_not_stop_the_others(program: Program) -> None:
    Path("plans/scan.pdf").write_bytes(b"%PDF-1.7\n")
    assert program("ledger", "plans", "-o", "台账.xlsx").code == 2
    assert len(tasks(Path("台账.xlsx").read_bytes())) == 6


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["missing.txt", "-o", "x.xlsx"], "missing.txt: there is no such file; check the path"),
        (["plans/x.txt", "-o", "x.csv"], "policy-extract: x.csv does not end in .xlsx; name such a file"),
        (["plans/x.txt", "-o", "plans"], "policy-extract: plans is a folder; name a file"),
        (["plans/x.txt", "-o", "no/x.xlsx"], "policy-extract: no/x.xlsx cannot be written: No such file or directory"),
    ],
)
def test_what_makes_no_sense_is_one_line(program: Program, arguments: list[str], sentence: str) -> None:
    result = program("ledger", *arguments)
    assert (result.code, result.err.splitlines()[-1]) == (2, sentence)
    assert not list(Path().glob("*.xlsx"))
