"""Positions of blocks in their file: written to the JSON on demand, and named in messages."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.collectors.program import Program

sys.path.insert(0, str(Path(__file__).parents[1] / "reading"))
from docx_builder import docx, p, r, tbl, tr  # its folder has to be on the path

TEXT = "澜州市养老服务方案\n\n一、总体要求\n到2028年，\n二、主要任务\n"
NOTE = f'<w:footnote w:id="2">{p(r("注文"))}</w:footnote>'
MARK = '<w:r><w:footnoteReference w:id="2"/></w:r>'


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]) -> Program:
    monkeypatch.chdir(tmp_path)
    Path("x.txt").write_text(TEXT, encoding="utf-8")
    body = p(r("澜州市方案") + MARK) + tbl(tr("序号", "内容")) + p(r("一、总体要求"))
    Path("x.docx").write_bytes(docx(body, footnotes=NOTE))
    return Program(capsysbinary, monkeypatch)


def places(program: Program, file: str) -> dict[str, Any]:
    return dict(json.loads(program("parse", file, "--places").out)["places"])


def test_places_are_written_where_they_are_asked_for_and_nowhere_else(program: Program) -> None:
    without, with_them = (json.loads(program("parse", "x.txt", *more).out) for more in ((), ("--places",)))
    assert "places" not in without
    assert with_them.pop("places")
    assert with_them == without


def test_blocks_of_a_text_stand_on_lines(program: Program) -> None:
    assert list(places(program, "x.txt").values())[:2] == [{"line": 1}, {"line": 3}]


def test_blocks_of_a_word_file_are_paragraphs_of_a_part(program: Program) -> None:
    found = places(program, "x.docx")
    assert found["b1"] == {"part": "word/document.xml", "paragraph": 1}
    assert {"part": "word/footnotes.xml", "paragraph": 1} in found.values()
    table = next(name.partition(".")[0] for name in found if name.endswith(".0.1"))
    assert (found[table]["paragraph"], found[f"{table}.0.1"]["paragraph"]) == (2, 3)


def test_explain_says_where_in_words(program: Program) -> None:
    assert program("explain", "x.txt", "1").out.decode().startswith("b2  line 3  一、总体要求")
    chinese = program("explain", "x.docx", "1", POLICY_EXTRACT_LANG="zh")
    assert "第4段  一、总体要求" in chinese.out.decode()


def test_places_are_no_part_of_a_view(program: Program) -> None:
    assert program("parse", "x.txt", "--places", "--as", "tasks").code == 2
