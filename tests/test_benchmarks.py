"""The benchmarks can be started; what they measure is nobody's test."""

from __future__ import annotations

import io
import types

import docx
import pytest

from benchmarks.__main__ import COMMANDS, main
from benchmarks.documents import default_files, repeated
from benchmarks.measuring import stage_clock


def test_the_command_line_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["--help"])
    assert stopped.value.code == 0
    printed = capsys.readouterr().out
    assert [name for name in COMMANDS if name not in printed] == []


def test_a_document_repeated_four_times_has_four_times_its_blocks() -> None:
    data = default_files()[0].read_bytes()
    once, longer = (docx.Document(io.BytesIO(each)) for each in (data, repeated(data, 4)))
    assert len(longer.paragraphs) == 4 * len(once.paragraphs)
    assert len(longer.tables) == 4 * len(once.tables)


def test_the_stage_clock_counts_functions_of_the_package_and_puts_them_back() -> None:
    def stage() -> str:
        return "read"

    stage.__module__ = "policy_extract.stages.outline"
    module = types.ModuleType("policy_extract.pipeline")
    module.stage = stage
    with stage_clock(module) as spent:
        assert module.stage() == "read"
    assert list(spent) == ["stage"]
    assert module.stage is stage
