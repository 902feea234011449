"""`diff` as people call it: what goes in, what comes out on which stream, with which exit code."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from plan_pair import NEW, OLD

from tests.collectors.program import Program

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parents[2]
DRAFT = ROOT / "samples" / "draft-with-changes" / "source.docx"
SUMMARY = "old.txt → new.txt: 5 of substance, 1 of wording, 1 of form\n"


@pytest.fixture
def program(capsysbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Program:
    """The command line, in a folder with two versions of a plan."""
    monkeypatch.chdir(tmp_path)
    Path("old.txt").write_text(OLD, encoding="utf-8")
    Path("new.txt").write_text(NEW, encoding="utf-8")
    return Program(capsysbinary, monkeypatch)


# ---------------------------------------------------------------- what is printed


def test_a_report_is_printed_and_the_exit_code_says_that_something_changed(program: Program) -> None:
    result = program("diff", "old.txt", "new.txt")
    assert (result.code, result.err) == (1, "")
    assert result.out.decode().startswith(SUMMARY + "\nsubstance 5\n")


def test_the_same_document_is_no_difference(program: Program) -> None:
    assert program("diff", "old.txt", "old.txt") == (0, b"old.txt \xe2\x86\x92 old.txt: no difference\n", "")
    assert program("diff", "old.txt", "old.txt", "--as", "lines") == (0, b"", "old.txt → old.txt: no difference\n")


def test_the_report_is_in_the_readers_language_and_the_data_in_none(program: Program) -> None:
    assert "实质 5" in program("diff", "old.txt", "new.txt", "--lang", "zh").out.decode()
    english = program("diff", "old.txt", "new.txt", "--as", "json")
    assert english.out == program("diff", "old.txt", "new.txt", "--as", "json", "--lang", "zh").out
    assert english.err == SUMMARY


def test_lines_have_chinese_words_for_codes_where_messages_are_chinese(program: Program) -> None:
    english = program("diff", "old.txt", "new.txt", "--as", "lines").out.decode()
    chinese = program("diff", "old.txt", "new.txt", "--as", "lines", "--lang", "zh").out.decode()
    assert english != chinese
    assert english.replace("  joint  ", "  责任  ").replace("2028 target", "2028目标") == chinese


def test_lines_are_one_per_change(program: Program) -> None:
    out = program("diff", "old.txt", "new.txt", "--as", "lines").out.decode()
    assert out.splitlines()[0] == "实质  状态变更  征求意见稿 → 送审稿"
    assert len(out.splitlines()) == 7


@pytest.mark.parametrize(
    ("form", "begins"),
    [("json", b'{\n  "format": "policy-extract/diff-1"'), ("markdown", b"# Changes"), ("html", b"<!DOCTYPE html>")],
)
def test_every_form_can_be_asked_for(program: Program, form: str, begins: bytes) -> None:
    result = program("diff", "old.txt", "new.txt", "--as", form)
    assert result.code == 1
    assert result.out.startswith(begins)
    assert result.err == SUMMARY


def test_a_word_file_is_written_and_not_printed(program: Program) -> None:
    result = program("diff", "old.txt", "new.txt", "--as", "docx")
    assert (result.code, result.out) == (2, b"")
    assert "a file of Word or Excel is not printed; name a file with -o" in result.err
    assert program("diff", "old.txt", "new.txt", "--as", "docx", "-o", "table.docx").code == 1
    assert Path("table.docx").read_bytes().startswith(b"PK")
    assert program("diff", "old.txt", "new.txt", "--as", "docx", "-o", "-").out == Path("table.docx").read_bytes()


def test_only_what_is_asked_for_is_shown_and_counted(program: Program) -> None:
    shown = program("diff", "old.txt", "new.txt", "--only", "wording", "--only", "form", "--as", "lines")
    assert [line[:2] for line in shown.out.decode().splitlines()] == ["措辞", "形式"]
    Path("new.txt").write_text(OLD.replace("提高津贴标准", "逐步提高津贴标准"), encoding="utf-8")
    assert program("diff", "old.txt", "new.txt").code == 1
    assert program("diff", "old.txt", "new.txt", "--only", "substance").code == 0


# ---------------------------------------------------------------- where it goes


def test_output_to_a_file_is_what_would_be_printed(program: Program) -> None:
    for form in ("text", "lines", "json", "markdown", "html"):
        printed = program("diff", "old.txt", "new.txt", "--as", form).out
        result = program("diff", "old.txt", "new.txt", "--as", form, "-o", "out")
        assert (result.code, result.out, result.err) == (1, b"", SUMMARY)
        assert Path("out").read_bytes() == printed


def test_a_write_that_fails_leaves_the_old_file_and_nothing_else(
    program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    Path("out.html").write_text("old")
    monkeypatch.setattr(os, "fsync", full)
    result = program("diff", "old.txt", "new.txt", "--as", "html", "-o", "out.html")
    assert (result.code, result.err) == (2, "policy-extract: out.html cannot be written: No space left on device\n")
    assert Path("out.html").read_text() == "old"
    assert sorted(path.name for path in Path().iterdir()) == ["new.txt", "old.txt", "out.html"]


def test_neither_input_is_overwritten(program: Program) -> None:
    for name in ("old.txt", "new.txt"):
        result = program("diff", "old.txt", "new.txt", "-o", name)
        assert (result.code, result.err) == (
            2,
            f"policy-extract: {name} is the input itself; name another file\n",
        )


# ---------------------------------------------------------------- what goes in


def test_documents_and_our_own_json_can_be_compared(program: Program) -> None:
    Path("old.json").write_bytes(program("parse", "old.txt").out)
    Path("new.anything").write_bytes(program("parse", "new.txt", "--compact").out)
    whole = program("diff", "old.txt", "new.txt", "--as", "json").out
    assert program("diff", "old.json", "new.anything", "--as", "json").out == whole
    assert program("diff", "old.json", "new.txt", "--as", "json").out == whole


def test_json_of_ours_that_is_no_plan_is_refused_with_its_place(program: Program) -> None:
    Path("new.json").write_bytes(program("diff", "old.txt", "new.txt", "--as", "json").out)
    result = program("diff", "old.txt", "new.json")
    assert result.code == 2
    assert result.err.startswith("new.json: not a policy-extract/plan-1 document: ")


@pytest.mark.parametrize(
    ("edit", "said"),
    [
        (lambda plan: plan["blocks"].pop(2), "names b3, which is not in it, in section "),
        (lambda plan: plan["parts"].pop(), "names a1, which is not in it, in "),
        (lambda plan: plan["tables"].clear(), "names a1/t1, which is not in it, in row "),
        (lambda plan: plan["tasks"][0].update(section="9/9"), "names 9/9, which is not in it, in task 2/1"),
    ],
)
def test_json_that_names_what_is_not_in_it_is_refused(
    program: Program, edit: Callable[[dict[str, Any]], object], said: str
) -> None:
    plan = json.loads(program("parse", "new.txt").out)
    edit(plan)
    Path("new.json").write_text(json.dumps(plan), encoding="utf-8")
    result = program("diff", "old.txt", "new.json")
    assert result.code == 2
    assert result.err.startswith(f"new.json: the plan {said}")
    assert result.err.endswith("; write it again with parse\n")
    assert "不在其中；请用 parse 重新生成" in program("diff", "old.txt", "new.json", "--lang", "zh").err


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"row": -1}, "the cell b12.0.0 is not in the table a1/t1"),
        ({"rows": 10**9}, "the cell b12.0.0 is not in the table a1/t1"),
        ({"block": "b12"}, "the cell b12 is not in the table a1/t1"),
        ({"block": "b12.999999.0"}, "the cell b12.999999.0 is not in the table a1/t1"),
        ({"block": "b1.0.0"}, "the cell b1.0.0 is not in the table a1/t1"),
    ],
)
def test_json_with_a_cell_outside_its_table_is_refused(program: Program, change: dict[str, Any], said: str) -> None:
    plan = json.loads(program("parse", "new.txt").out)
    plan["tables"][0]["cells"][0].update(change)
    Path("new.json").write_text(json.dumps(plan), encoding="utf-8")
    result = program("diff", "old.txt", "new.json")
    assert (result.code, result.err) == (2, f"new.json: {said}; write it again with parse\n")


def test_json_with_an_enormous_table_is_refused(program: Program) -> None:
    plan = json.loads(program("parse", "new.txt").out)
    plan["tables"][0].update(rows=10**9)
    Path("new.json").write_text(json.dumps(plan), encoding="utf-8")
    result = program("diff", "old.txt", "new.json")
    assert (result.code, result.out) == (2, b"")
    assert "the tables have more than 4000000 grid squares" in result.err


def test_a_text_in_braces_is_a_document(program: Program) -> None:
    Path("new.txt").write_text("{\n" + OLD, encoding="utf-8")
    assert program("diff", "old.txt", "new.txt").code == 1


def test_one_side_can_be_standard_input(program: Program) -> None:
    result = program("diff", "-", "new.txt", "--as", "json", stdin=OLD.encode())
    assert json.loads(result.out)["old"]["name"] == "-"
    assert json.loads(result.out)["counts"] == {"substance": 5, "wording": 1, "form": 1}
    assert program("diff", "-", "-", stdin=OLD.encode()).code == 2


def test_the_null_device_is_a_document_that_is_not_there(program: Program) -> None:
    result = program("diff", os.devnull, "new.txt", "--as", "lines")
    kinds = {line.split("  ")[1] for line in result.out.decode().splitlines()}
    assert "新增任务" in kinds
    assert not any(kind.startswith("删除") for kind in kinds)


def test_the_two_views_of_a_word_file_are_compared(program: Program) -> None:
    result = program("diff", DRAFT, "--revisions", "--as", "json")
    compared = json.loads(result.out)
    assert result.code == 1
    assert (compared["old"]["revisions"], compared["new"]["revisions"]) == ("original", "accepted")
    assert compared["old"]["sha256"] == compared["new"]["sha256"]
    assert "task-moved" in {change["kind"] for change in compared["changes"]}


def test_rules_of_your_own_are_used_for_both_sides(program: Program) -> None:
    Path("own.toml").write_text("rubbish", encoding="utf-8")
    result = program("diff", "old.txt", "new.txt", "--grammar", "own.toml")
    assert result.code == 2
    assert "own.toml:1: not TOML" in result.err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["old.txt"], "give two versions, or one Word file and --revisions"),
        (["old.txt", "new.txt", "--revisions"], "give two versions, or one Word file and --revisions"),
        (["-", "-"], "standard input can be one of the versions only"),
        (["old.txt", "missing.txt"], "missing.txt: there is no such file; check the path"),
        (["old.txt", "."], ".: this is a folder; name the files in it"),
    ],
)
def test_what_is_wrong_is_said_in_one_line(program: Program, arguments: list[str], said: str) -> None:
    result = program("diff", *arguments)
    assert (result.code, result.out) == (2, b"")
    assert said in result.err.splitlines()[0]
    chinese = program("diff", *arguments, "--lang", "zh")
    assert chinese.err != result.err
    assert said.rsplit("; ", maxsplit=1)[-1] not in chinese.err


def test_both_schemas_are_printed(program: Program) -> None:
    assert program("schema").out == (ROOT / "schemas" / "plan-1.json").read_bytes()
    assert program("schema", "plan").out == program("schema").out
    assert program("schema", "diff").out == (ROOT / "schemas" / "diff-1.json").read_bytes()
