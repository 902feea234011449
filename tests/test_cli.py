"""The command line as people call it: what goes in, what comes out on which stream, with which exit code."""

from __future__ import annotations

import hashlib
import json
import os
import shlex
import signal
import stat
import subprocess
import sys
import tracemalloc
from pathlib import Path

import pytest
import typer

from policy_extract import dump_plan, load_plan, parse
from policy_extract.cli.app import app
from policy_extract.cli.help import help_texts
from policy_extract.cli.reading_commands import View
from policy_extract.files import read_file
from policy_extract.findings import KINDS, Code
from policy_extract.output.views import NAMES
from policy_extract.records import replace
from tests.collectors.program import Program, hear_signals

ROOT = Path(__file__).parents[1]
PLAN = """\
澜州市养老服务行动方案
一、主要任务
1.健全保障体系。提高津贴标准。（责任单位：*市人社局、市民政局）
2.建设服务设施。建成养老中心10个。（责任单位：市民政局）
"""
PROGRAM = [sys.executable, "-m", "policy_extract"]


@pytest.fixture
def program(capsysbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Program:
    """The command line, in an empty folder."""
    monkeypatch.chdir(tmp_path)
    return Program(capsysbinary, monkeypatch)


@pytest.fixture
def plan(tmp_path: Path) -> str:
    """The name of a small plan in the current folder."""
    (tmp_path / "x.txt").write_text(PLAN, encoding="utf-8")
    return "x.txt"


# ---------------------------------------------------------------- parse: what is printed


def test_parse_prints_the_canonical_json_and_one_line_for_people(program: Program, plan: str) -> None:
    result = program("parse", plan)
    assert result.code == 0
    assert result.out == dump_plan(parse(plan))
    assert result.err == "x.txt: 2 tasks, 3 units, 0 findings\n"


@pytest.mark.parametrize("files", [["x.txt"], ["x.txt", "x.txt"], ["missing.txt"], ["x.txt", "missing.txt"], ["-"]])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_short_way_answers_as_the_long_way_does(
    program: Program, plan: str, files: list[str], language: str
) -> None:
    """`parse FILE…` does not load typer; with --as json, the default, it goes through it."""
    data = PLAN.encode()
    short = program("parse", *files, stdin=data, POLICY_EXTRACT_LANG=language)
    long = program("parse", "--as", "json", *files, stdin=data, POLICY_EXTRACT_LANG=language)
    assert short == long


def test_parse_without_options_does_not_load_typer(plan: str, tmp_path: Path) -> None:
    code = "import sys; from policy_extract.cli.start import run; run(['parse', 'x.txt'], {}); print('typer' in sys.modules)"
    result = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert result.stdout.endswith("False\n")


def test_a_view_is_printed_with_as(program: Program, plan: str) -> None:
    assert program("parse", plan, "--as", "tasks").out.decode() == (
        "1/1  健全保障体系\n  牵头  市人社局\n  配合  市民政局\n1/2  建设服务设施\n  责任  市民政局\n"
    )


@pytest.mark.parametrize("name", NAMES)
def test_every_view_can_be_asked_for(program: Program, plan: str, name: str) -> None:
    assert program("parse", plan, "--as", name).code == 0
    assert [*View] == [*NAMES, "html"]


def test_the_compact_form_has_the_digest_of_the_plan(program: Program, plan: str) -> None:
    from policy_extract.output.canonical import digest

    result = program("parse", plan, "--compact")
    assert hashlib.sha256(result.out).hexdigest() == digest(parse(plan))


def test_standard_input_is_called_a_dash(program: Program) -> None:
    result = program("parse", "-", stdin=PLAN.encode())
    assert json.loads(result.out)["source"]["name"] == "-"
    assert result.err == "-: 2 tasks, 3 units, 0 findings\n"


def test_the_source_is_named_without_its_folder(program: Program, plan: str, tmp_path: Path) -> None:
    assert json.loads(program("parse", tmp_path / plan).out)["source"]["name"] == "x.txt"


def test_several_files_print_one_line_of_json_each(program: Program, plan: str) -> None:
    Path("y.txt").write_text(PLAN + "二、保障措施\n", encoding="utf-8")
    lines = program("parse", plan, "y.txt").out.splitlines()
    assert [load_plan(line).source.name for line in lines] == ["x.txt", "y.txt"]


def test_several_views_stand_under_the_names_of_their_files(program: Program, plan: str) -> None:
    Path("y.txt").write_text("澜州市方案\n一、主要任务\n1.建设。\n", encoding="utf-8")
    assert program("parse", "y.txt", plan, "--as", "front").out.decode() == (
        "== y.txt\n类型  action-plan\n标题  澜州市方案\nmain  main  澜州市方案\n"
        "== x.txt\n类型  action-plan\n标题  澜州市养老服务行动方案\nmain  main  澜州市养老服务行动方案\n"
    )


def test_findings_are_told_on_standard_error_where_editors_can_jump_to_them(program: Program) -> None:
    Path("x.txt").write_text(PLAN.replace("2.建设", "1.建设"), encoding="utf-8")
    result = program("parse", "x.txt")
    assert result.err == (
        "x.txt:b4:1: number-repeated: The number 1. is printed twice.\nx.txt: 2 tasks, 3 units, 1 finding\n"
    )
    shown = program("parse", "x.txt", "--as", "findings")
    assert shown.out.decode() == "b4:1  warning  number-repeated  The number 1. is printed twice.\n"
    assert shown.err == "x.txt: 2 tasks, 3 units, 1 finding\n"


def test_same_input_same_bytes_whatever_the_locale(program: Program, plan: str) -> None:
    plain = program("parse", plan)
    chinese = program("parse", plan, LANG="zh_CN.GB18030")
    assert plain.out == chinese.out
    assert chinese.err == "x.txt：2 项任务，3 个责任单位，0 个提示\n"


def test_the_original_of_tracked_changes_can_be_read(program: Program) -> None:
    sample = ROOT / "samples" / "draft-with-changes" / "source.docx"
    accepted, original = program("parse", sample), program("parse", sample, "--revisions", "original")
    assert load_plan(accepted.out).source.revisions == "accepted"
    assert load_plan(original.out).source.revisions == "original"
    assert program("blocks", sample).out != program("blocks", sample, "--revisions", "original").out


# ---------------------------------------------------------------- parse: findings in a form

ODD = PLAN.replace("2.建设", "1.建设")
"""A plan with one finding, a warning."""


def test_findings_in_a_form_are_printed_in_place_of_the_plan(program: Program) -> None:
    Path("x.txt").write_text(ODD, encoding="utf-8")
    result = program("parse", "x.txt", "--findings", "text")
    assert result.out.decode() == "x.txt:b4:1: number-repeated: The number 1. is printed twice.\n"
    assert result.err == "x.txt: 2 tasks, 3 units, 1 finding\n"


def test_findings_of_several_files_are_one_log_and_name_the_files_as_given(program: Program, plan: str) -> None:
    Path("市").mkdir()
    Path("市/x.txt").write_text(ODD, encoding="utf-8")
    [run] = json.loads(program("parse", plan, "市/x.txt", "--findings", "sarif").out)["runs"]
    [found] = run["results"]
    assert found["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "%E5%B8%82/x.txt"


def test_findings_for_people_are_in_their_language_and_records_are_not(program: Program) -> None:
    Path("x.txt").write_text(ODD, encoding="utf-8")
    people = program("parse", "x.txt", "--findings", "github", POLICY_EXTRACT_LANG="zh")
    assert people.out.decode() == "::warning file=x.txt,line=4,title=编号重复::b4:1: 编号 1. 出现了两次。\n"
    records = program("parse", "x.txt", "--findings", "json", POLICY_EXTRACT_LANG="zh")
    assert json.loads(records.out)["message"] == "The number 1. is printed twice."


def test_a_file_that_cannot_be_read_is_a_finding_too(program: Program, plan: str) -> None:
    result = program("parse", "missing.docx", plan, "--findings", "github")
    assert result.code == 2
    assert result.out.decode() == (
        "::error file=missing.docx,title=unreadable::there is no such file; check the path\n"
    )
    assert result.err.startswith("missing.docx: there is no such file; check the path\n")


def test_with_a_place_for_it_the_plan_is_written_too(program: Program) -> None:
    Path("x.txt").write_text(ODD, encoding="utf-8")
    program("parse", "x.txt", "--findings", "json", "-o", "x.json")
    assert len(load_plan(Path("x.json").read_bytes()).findings) == 1


@pytest.mark.parametrize(
    ("level", "code"), [("error", 0), ("warning", 1), ("never", 0)]
)  # fmt: skip
def test_a_finding_of_the_level_asked_about_exits_1(program: Program, level: str, code: int) -> None:
    Path("x.txt").write_text(ODD, encoding="utf-8")
    assert program("parse", "x.txt", "--fail-on", level).code == code
    assert program("parse", "x.txt", "--fail-on", level, "--findings", "text").code == code


def test_what_is_good_to_know_fails_nothing(program: Program) -> None:
    Path("x.txt").write_text("一、主要任务\n1.建设。\n", encoding="utf-8")
    result = program("parse", "x.txt", "--fail-on", "warning", "--findings", "json")
    assert (result.code, json.loads(result.out)["severity"]) == (0, "info")


@pytest.mark.parametrize("more", [["--as", "tasks"], ["--compact"], ["-o", "-"]])
def test_findings_and_the_plan_cannot_both_be_printed(program: Program, plan: str, more: list[str]) -> None:
    result = program("parse", plan, "--findings", "json", *more)
    assert (result.code, result.out) == (2, b"")
    assert "it prints in place of the plan; name a file with -o" in result.err


def test_a_document_cannot_end_a_line_of_ours(program: Program) -> None:
    name = "x\n::error::x.txt"
    Path(name).write_text(ODD, encoding="utf-8")
    result = program("parse", name)
    assert [line for line in result.err.splitlines() if line.startswith("::")] == []
    assert result.err.startswith("x\\n::error::x.txt:b4:1: number-repeated")


# ---------------------------------------------------------------- parse: where it is written


def test_output_to_a_file_is_what_would_be_printed(program: Program, plan: str) -> None:
    printed = program("parse", plan).out
    result = program("parse", plan, "-o", "out.json")
    assert (result.out, result.err) == (b"", "x.txt: 2 tasks, 3 units, 0 findings\n")
    assert Path("out.json").read_bytes() == printed
    assert program("parse", plan, "-o", "-").out == printed


def test_a_file_that_is_replaced_keeps_its_permissions_and_its_link(program: Program, plan: str) -> None:
    Path("real.json").write_text("old")
    Path("real.json").chmod(0o640)
    Path("link.json").symlink_to("real.json")
    assert program("parse", plan, "-o", "link.json").code == 0
    assert Path("link.json").is_symlink()
    assert load_plan(Path("real.json").read_bytes()).source.name == "x.txt"
    assert stat.S_IMODE(Path("real.json").stat().st_mode) == 0o640


def test_a_new_file_gets_the_usual_permissions(program: Program, plan: str) -> None:
    Path("usual").touch()
    program("parse", plan, "-o", "out.json")
    assert Path("out.json").stat().st_mode == Path("usual").stat().st_mode


def test_a_write_that_fails_leaves_the_old_file_and_nothing_else(
    program: Program, plan: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    Path("out.json").write_text("old")
    monkeypatch.setattr(os, "fsync", full)
    result = program("parse", plan, "-o", "out.json")
    assert (result.code, result.err) == (2, "x.txt: out.json cannot be written: No space left on device\n")
    assert Path("out.json").read_text() == "old"
    assert sorted(path.name for path in Path().iterdir()) == ["out.json", "x.txt"]


def test_several_files_are_written_into_a_folder(program: Program, plan: str) -> None:
    Path("y.md").write_text(PLAN, encoding="utf-8")
    assert program("parse", plan, "y.md", "-o", "out/plans").code == 0
    assert sorted(path.name for path in Path("out/plans").iterdir()) == ["x.json", "y.json"]
    assert Path("out/plans/x.json").read_bytes() == program("parse", plan).out
    program("parse", plan, "y.md", "-o", "out/views", "--as", "tasks")
    assert sorted(path.name for path in Path("out/views").iterdir()) == ["x.tasks.txt", "y.tasks.txt"]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["x.txt", "-o", "folder"], "folder is a folder; name a file"),
        (["x.txt", "-o", "./x.txt"], "x.txt is the input itself; name another file"),
        (["x.txt", "x.txt", "-o", "folder"], "two inputs would be written as x.json; give them different names"),
        (["x.txt", "folder/y.txt", "-o", "x.txt"], "x.txt is not a folder; several inputs need one"),
    ],
)
def test_a_place_that_makes_no_sense_is_refused_before_anything_is_read(
    program: Program, plan: str, arguments: list[str], sentence: str
) -> None:
    Path("folder").mkdir()
    result = program("parse", *arguments)
    assert (result.code, result.out, result.err) == (2, b"", f"policy-extract: {sentence}\n")
    assert Path(plan).read_text(encoding="utf-8") == PLAN


def test_a_folder_that_is_missing_is_named(program: Program, plan: str) -> None:
    result = program("parse", plan, "-o", "nowhere/out.json")
    assert (result.code, result.err) == (2, "x.txt: nowhere/out.json cannot be written: No such file or directory\n")


# ---------------------------------------------------------------- parse: what cannot be read


def test_a_file_that_cannot_be_read_does_not_stop_the_others(program: Program, plan: str) -> None:
    Path("scan.png").write_bytes(b"\x89PNG\r\n")
    result = program("parse", "scan.png", "missing.docx", ".", plan, "--as", "tasks")
    assert result.code == 2
    assert result.out.decode().startswith("== x.txt\n1/1  ")
    assert result.err == (
        "scan.png: the file is a picture; recognise its text (OCR) and save that as .docx or .txt\n"
        "missing.docx: there is no such file; check the path\n"
        ".: this is a folder; name the files in it\n"
        "x.txt: 2 tasks, 3 units, 0 findings\n"
    )


def test_a_file_that_cannot_be_read_leaves_no_output(program: Program) -> None:
    Path("empty.docx").touch()
    assert program("parse", "empty.docx", "-o", "out.json").code == 2
    assert not Path("out.json").exists()


def test_a_file_name_that_is_no_utf8_is_shown_as_well_as_it_can(program: Program, tmp_path: Path) -> None:
    path = os.fsdecode(bytes(tmp_path) + "/方案.txt".encode("gb18030"))
    Path(path).write_text(PLAN, encoding="utf-8")
    assert load_plan(program("parse", path).out).source.name.endswith(".txt")


def test_an_endless_file_is_refused(program: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("policy_extract.files.LARGEST_INPUT", 2**20)
    result = program("parse", "/dev/zero")
    assert (result.code, result.err) == (2, "/dev/zero: it is larger than 1 MB; a plan document is not\n")


def test_strict_fails_on_findings_that_are_errors_only(
    program: Program, plan: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    Path(plan).write_text(PLAN.replace("2.建设", "1.建设"), encoding="utf-8")
    assert program("parse", plan, "--strict").code == 0
    monkeypatch.setitem(KINDS, Code.NUMBER_REPEATED, replace(KINDS[Code.NUMBER_REPEATED], severity="error"))
    assert program("parse", plan).code == 0
    assert program("parse", plan, "--strict").code == 1


# ---------------------------------------------------------------- rules of one's own

OWN_RULE = """\
title = "More titles"
stage = "outline"

[[rule]]
id      = "move"
finds   = "number"
set     = { style = "named", rank = 9 }
means   = "第三招："
pattern = '^(?P<number>第(?P<value>[一二三四五六七八九十])招)：'
accept  = [{ text = "第三招：扩大供给", gives = { number = "第三招", value = "三" } }]
reject  = [{ text = "使出第三招来", why = "no colon" }]
"""


def test_a_rule_of_ones_own_is_tried(program: Program) -> None:
    Path("rules.toml").write_text(OWN_RULE, encoding="utf-8")
    Path("x.txt").write_text("澜州市方案\n一、主要任务\n第一招：扩大供给\n第二招：提升质量\n", encoding="utf-8")
    before, after = (
        program("parse", "x.txt", "--as", "outline"),
        program("parse", "x.txt", "--as", "outline", "--grammar", "rules.toml"),
    )
    assert (before.out.count(b"\n"), after.out.count(b"\n")) == (1, 3)


def test_a_mistake_in_a_rule_is_told_with_its_place(program: Program, plan: str) -> None:
    Path("rules.toml").write_text(
        OWN_RULE.replace("{text", "{txt").replace("(?P<number>", "(?P<number>{kolon}"), encoding="utf-8"
    )
    result = program("parse", plan, "--grammar", "rules.toml")
    assert result.code == 2
    assert result.out == b""
    assert result.err.startswith("policy-extract: rules.toml:")


def test_grammar_check_proves_the_shipped_rules(program: Program) -> None:
    result = program("grammar", "check")
    assert result.code == 0
    assert result.err.endswith("0 problems found\n")


def test_grammar_check_names_file_and_line(program: Program) -> None:
    Path("rules.toml").write_text(OWN_RULE.replace("使出第三招来", "第三招：完成"), encoding="utf-8")
    result = program("grammar", "check", "rules.toml")
    assert result.code == 1
    assert result.err.startswith("rules.toml:11: reject: '第三招：完成'")
    assert result.err.endswith("1 problem found\n")


def test_grammar_show_lists_a_stage_and_tells_a_rule_in_full(program: Program) -> None:
    stage = program("grammar", "show", "outline").out.decode()
    assert stage.startswith("outline — Outline (outline.toml)\n\nnumber\n")
    assert len(program("grammar", "show").out) < len(stage) * 3
    rule = program("grammar", "show", "chapter").out.decode()
    assert rule.startswith("chapter (outline.toml:")
    assert "\n  accepts  第十二章 组织领导\n" in rule
    missing = program("grammar", "show", "nothing")
    assert (missing.code, missing.out) == (2, b"")
    assert missing.err.startswith("policy-extract: nothing: is neither a stage, a family nor a rule; stages are ")


def test_grammar_show_lists_the_bodies_of_the_directory(program: Program) -> None:
    bodies = program("grammar", "show", "directory").out.decode()
    assert "\nhealth  卫生健康部门\n  Health" in bodies
    missing = program("grammar", "show", "nothing").err
    assert missing.count("directory") == 1


def test_grammar_coverage_counts_every_rule_when_asked(program: Program, plan: str) -> None:
    result = program("grammar", "coverage", "--all", ".")
    rows = {rule: int(count) for count, _, _, rule in (line.split() for line in result.out.decode().splitlines())}
    assert rows["label-responsible"] > 0
    assert rows["circled"] == 0


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes with names")
def test_grammar_coverage_does_not_wait_for_a_pipe_in_a_folder(program: Program, plan: str) -> None:
    os.mkfifo("pipe.txt")
    assert program("grammar", "coverage", ".").err.startswith("x.txt") is False


def test_grammar_coverage_lists_rules_that_no_document_needs(program: Program, plan: str) -> None:
    result = program("grammar", "coverage", ".")
    assert result.code == 1
    idle = result.out.decode()
    assert "outline.toml  number  chapter\n" in idle
    assert "outline.toml  number  arabic-dot\n" not in idle
    assert result.err.endswith("rules never fired\n")


# ---------------------------------------------------------------- blocks, explain, schema


def test_blocks_prints_what_parse_reads_the_same(program: Program) -> None:
    sample = ROOT / "samples" / "district-action-plan" / "source.docx"
    notation = program("blocks", sample).out
    assert program("parse", "-", "--as", "tasks", stdin=notation).out == program("parse", sample, "--as", "tasks").out


def test_explain_says_which_rule_read_which_characters(program: Program, plan: str) -> None:
    said = program("explain", plan, "1/1").out.decode()
    assert said.startswith("b3  line 3  1.健全保障体系。提高津贴标准。（责任单位：*市人社局、市民政局）\n  b3:1-")
    assert "outline.toml/arabic-dot" in said
    assert "2.建设" not in said


def test_explain_takes_a_block_and_the_name_of_a_unit(program: Program, plan: str) -> None:
    by_block, by_name = program("explain", plan, "b3"), program("explain", plan, "市人社局")
    assert by_block.out == by_name.out != b""


def test_explain_of_nothing_says_where_to_look(program: Program, plan: str) -> None:
    result = program("explain", plan, "7/7")
    assert (result.code, result.out) == (2, b"")
    assert result.err == "x.txt: there is no 7/7 in it; --as outline and --as roles list what there is\n"


@pytest.mark.parametrize("arguments", [["blocks", "missing.docx"], ["explain", "missing.docx", "1"]])
def test_a_file_that_cannot_be_read_is_named(program: Program, arguments: list[str]) -> None:
    result = program(*arguments)
    assert (result.code, result.err) == (2, "missing.docx: there is no such file; check the path\n")


def test_schema_prints_what_is_checked_in(program: Program) -> None:
    assert program("schema").out == (ROOT / "schemas" / "plan-1.json").read_bytes()


# ---------------------------------------------------------------- help and usage


@pytest.mark.parametrize("arguments", [[], ["grammar"]])
def test_a_group_without_a_command_shows_its_help_and_exits_2(program: Program, arguments: list[str]) -> None:
    result = program(*arguments)
    assert (result.code, result.out) == (2, b"")
    assert "Commands:" in result.err


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["parse"], "Missing argument 'FILE'."),
        (["parse", "x.txt", "--bad"], "No such option: --bad"),
        (["parse", "x.txt", "--as", "pdf"], "Invalid value for '--as': 'pdf' is not one of 'json', 'outline', "),
        (
            ["parse", "x.txt", "--as", "tasks", "--compact"],
            "Invalid value for --compact: it is a form of the JSON; leave out --as",
        ),
        (["pars"], "No such command 'pars'."),
    ],
)
def test_wrong_usage_is_one_sentence_and_exits_2(program: Program, arguments: list[str], sentence: str) -> None:
    result = program(*arguments)
    assert (result.code, result.out) == (2, b"")
    assert result.err.startswith(f"policy-extract: {sentence}")
    assert len(result.err.splitlines()) == 2


def test_the_version_is_that_of_the_package(program: Program) -> None:
    from importlib.metadata import version

    assert program("--version").out.decode() == f"policy-extract {version('policy-extract')}\n"


def test_every_command_and_argument_has_a_help_text() -> None:
    missing = [name for name, owner in help_texts(typer.main.get_command(app)) if not owner.help]
    assert missing == []


# ---------------------------------------------------------------- the program itself


def start(*arguments: str | Path, **more: object) -> subprocess.Popen[bytes]:
    """The program in a process of its own."""
    usual = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "cwd": ROOT}
    usual |= {"preexec_fn": hear_signals} if os.name == "posix" else {}
    return subprocess.Popen([*PROGRAM, *map(str, arguments)], **(usual | more))  # type: ignore[call-overload]


def test_the_program_writes_utf8_where_the_locale_cannot() -> None:
    environ = os.environ | {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii"}
    process = start("parse", "-", "--as", "tasks", env=environ)
    out, err = process.communicate(PLAN.encode())
    assert out.decode().startswith("1/1  健全保障体系\n")
    assert err == b"-: 2 tasks, 3 units, 0 findings\n"


def test_a_reader_that_stops_early_is_no_error() -> None:
    process = start("schema")
    assert process.stdout
    assert process.stderr
    process.stdout.close()
    assert process.stderr.read() == b""
    assert process.wait() == 141
    process.stderr.close()
    assert process.stdin
    process.stdin.close()


def through_shell(redirection: str) -> subprocess.CompletedProcess[str]:
    """The program run by a shell that does something to its streams."""
    command = f"{shlex.join(PROGRAM)} parse - --as tasks {redirection}"
    return subprocess.run(command, shell=True, input=PLAN, capture_output=True, text=True, cwd=ROOT, check=False)


def test_what_is_for_people_is_never_among_the_data_even_where_standard_error_is_closed() -> None:
    process = through_shell("2>&-")
    assert (process.returncode, process.stdout.splitlines()[0]) == (0, "1/1  健全保障体系")
    assert "0 findings" not in process.stdout


@pytest.mark.parametrize(
    ("redirection", "told"),
    [
        (">&-", "standard output is closed; name a file with -o"),
        (">/dev/full", "standard output cannot be written: No space left on device"),
    ],
)
def test_data_that_cannot_be_written_is_one_line_and_exit_2(redirection: str, told: str) -> None:
    if "full" in redirection and not Path("/dev/full").exists():
        pytest.skip("this system has no /dev/full")
    process = through_shell(redirection)
    assert (process.returncode, process.stderr) == (2, f"-: {told}\n")


@pytest.mark.parametrize("file", [b"PLAN", b""])
@pytest.mark.parametrize("arguments", ["parse -", "parse - --as tasks", "blocks -", "diff - /dev/null"])
def test_standard_input_that_is_closed_is_one_line_and_exit_2(arguments: str, file: bytes) -> None:
    process = subprocess.run(
        f"{shlex.join(PROGRAM)} {arguments} <&-", shell=True, capture_output=True, input=file, check=False, cwd=ROOT
    )
    assert (process.returncode, process.stdout) == (2, b"")
    assert process.stderr == b"-: standard input is closed; name a file\n"


def test_a_file_never_comes_in_the_place_of_a_closed_stream(tmp_path: Path) -> None:
    """Else what is meant for people would stand in it."""
    (tmp_path / "x.txt").write_text(PLAN, encoding="utf-8")
    command = f"{shlex.join(PROGRAM)} parse {tmp_path}/x.txt missing.txt -o {tmp_path}/out <&- >&- 2>&-"
    assert subprocess.run(command, shell=True, check=False, cwd=ROOT).returncode == 2
    assert (tmp_path / "out" / "x.json").read_bytes() == dump_plan(parse(tmp_path / "x.txt"))


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
@pytest.mark.parametrize("arguments", ["", "--as tasks", "--findings json"])
def test_messages_that_cannot_be_written_stop_no_file_and_are_exit_2(tmp_path: Path, arguments: str) -> None:
    for name in ("a.txt", "b.txt", "c.txt"):
        (tmp_path / name).write_text(PLAN + "1.健全服务。\n", encoding="utf-8")
    command = f"{shlex.join(PROGRAM)} parse {tmp_path}/a.txt missing.txt {tmp_path}/b.txt {tmp_path}/c.txt {arguments}"
    whole = subprocess.run(command, shell=True, check=False, cwd=ROOT, capture_output=True)
    process = subprocess.run(f"{command} 2>/dev/full", shell=True, check=False, cwd=ROOT, capture_output=True)
    assert (process.returncode, process.stdout) == (2, whole.stdout)
    command = command.replace("missing.txt", "")
    assert subprocess.run(command, shell=True, check=False, cwd=ROOT, capture_output=True).returncode == 0
    assert subprocess.run(f"{command} 2>/dev/full", shell=True, check=False, cwd=ROOT).returncode == 2


def test_a_reader_of_messages_that_stops_early_is_no_error() -> None:
    process = start("parse", "-", "missing.txt", "-")
    assert process.stderr
    process.stderr.close()
    process.stderr = None
    out, _ = process.communicate(PLAN.encode())
    assert (process.returncode, out.count(b"\n")) == (2, 1)


@pytest.mark.parametrize("locale", ["C", "POSIX"])
@pytest.mark.parametrize(
    ("arguments", "written"),
    [
        (["export", "方案.txt", "--as", "csv", "-o", "表"], "表/任务.csv"),
        (["export", "方案.txt", "-o", "表.xlsx"], "表.xlsx"),
        (["batch", ".", "-o", "果"], "果/方案.txt.json"),
        (["parse", "方案.txt", "-o", "果.json"], "果.json"),
    ],
)
def test_chinese_names_work_where_the_locale_has_none(
    tmp_path: Path, locale: str, arguments: list[str], written: str
) -> None:
    (tmp_path / "方案.txt").write_text(PLAN, encoding="utf-8")
    environ = os.environ | {
        "LC_ALL": locale,
        "PYTHONUTF8": "0",
        "PYTHONCOERCECLOCALE": "0",
        "PYTHONPATH": str(ROOT),
        "PYTHONIOENCODING": "ascii",
    }
    process = start(*arguments, env=environ, cwd=tmp_path)
    _, err = process.communicate()
    assert process.returncode == 0, err.decode()
    assert "方案.txt: 2 tasks" in err.decode() or arguments[0] == "batch"
    assert (tmp_path / written).is_file()


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux holds a process to its address space")
@pytest.mark.parametrize("megabytes", [48, 64, 96])
@pytest.mark.parametrize(
    "arguments", [["parse", "x.txt"], ["parse", "x.txt", "--as", "tasks"], ["export", "x.txt", "-o", "x.xlsx"]]
)
def test_too_little_memory_is_said_in_one_line_and_exit_2(tmp_path: Path, arguments: list[str], megabytes: int) -> None:
    import resource

    (tmp_path / "x.txt").write_text(PLAN, encoding="utf-8")

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (megabytes * 2**20,) * 2)

    process = start(*arguments, env=os.environ | {"PYTHONPATH": str(ROOT)}, cwd=tmp_path, preexec_fn=limit)
    _, err = process.communicate()
    if process.returncode:
        told = {line.partition(": ")[2] for line in err.decode().splitlines()}
        assert (process.returncode, told) == (2, {"there is not enough memory; end other programs, or allow more"})


def test_a_small_file_takes_little_memory_to_read(tmp_path: Path) -> None:
    tracemalloc.start()
    try:
        (tmp_path / "x.txt").write_bytes(b"x" * 10)
        assert read_file(str(tmp_path / "x.txt")) == b"x" * 10
        assert tracemalloc.get_traced_memory()[1] < 2**23
    finally:
        tracemalloc.stop()


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux refuses a write that is too long without a signal")
def test_a_workbook_on_a_full_disk_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_text(PLAN, encoding="utf-8")
    for blocks in range(9):
        command = (
            f"trap '' XFSZ; ulimit -f {blocks}; {shlex.join(PROGRAM)} export {tmp_path}/x.txt -o {tmp_path}/x.xlsx"
        )
        process = subprocess.run(["bash", "-c", command], capture_output=True, check=False, cwd=ROOT)
        told = process.stderr.decode().splitlines()
        assert (process.returncode, "Traceback" in process.stderr.decode()) in {(2, False), (0, False)}
        assert len(told) <= 2, told


def test_ctrl_c_ends_quietly() -> None:
    process = start("parse", "-")
    assert process.stderr
    with pytest.raises(subprocess.TimeoutExpired):
        process.wait(2)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate()
    assert (process.returncode, out, err) == (130, b"", b"")


@pytest.mark.parametrize(
    ("arguments", "heavy"),
    [
        (["--help"], {"lxml", "pydantic", "regex", "rich", "docx"}),
        (["parse", "--help"], {"lxml", "regex", "rich", "docx"}),
        (["parse", "-", "--as", "tasks"], {"lxml", "regex", "rich", "docx"}),
        (["diff", "--help"], {"lxml", "regex", "rich", "docx", "rapidfuzz"}),
        (["diff", "-", os.devnull, "--as", "json"], {"lxml", "regex", "rich", "docx"}),
        (["export", "-", "-o", "-"], {"lxml", "policy_extract.model", "regex", "rich", "docx", "duckdb"}),
        (["parse", "-"], {"lxml", "pydantic", "pydantic_core", "regex", "rfc8785", "typer", "rich", "docx"}),
    ],
)
def test_what_is_not_needed_is_not_imported(arguments: list[str], heavy: set[str]) -> None:
    code = (
        "import sys\nfrom policy_extract.cli.start import run\n"
        f"run({arguments!r}, {{}})\n"
        f"print(*sorted({heavy!r} & set(sys.modules)), file=sys.stderr)"
    )
    process = subprocess.run(
        [sys.executable, "-c", code], input=PLAN.encode(), capture_output=True, check=True, cwd=ROOT
    )
    assert process.stderr.decode().splitlines()[-1] == ""


def test_a_bug_shows_its_traceback_and_is_no_finding() -> None:
    code = (
        "import sys\nimport policy_extract.pipeline\n"
        "policy_extract.pipeline.assemble = None\n"
        "sys.argv[1:] = ['parse', '-']\n"
        "from policy_extract.__main__ import main\nmain()"
    )
    process = subprocess.run(
        [sys.executable, "-c", code], input=PLAN.encode(), capture_output=True, check=False, cwd=ROOT
    )
    assert (process.returncode, process.stdout) == (70, b"")
    assert process.stderr.startswith(b"Traceback")


def test_files_are_read_as_one_document_where_that_is_asked_for(program: Program, tmp_path: Path) -> None:
    (tmp_path / "plan.txt").write_text(
        "青禾县行动计划\n一、主要任务\n（一）建设场地。新建公园3个。（责任单位：县住建局）\n附件：项目清单\n",
        encoding="utf-8",
    )
    (tmp_path / "附件.txt").write_text("附件\n项目清单\n1.青禾公园\n", encoding="utf-8")
    result = program("parse", f"{tmp_path}/plan.txt", f"{tmp_path}/附件.txt", "--as-one", "-o", f"{tmp_path}/plan.json")
    assert result.code == 0
    plan = json.loads((tmp_path / "plan.json").read_text(encoding="utf-8"))
    assert [part["source"] for part in plan["parts"]] == ["plan.txt", "附件.txt"]
    missing = program("parse", f"{tmp_path}/plan.txt", f"{tmp_path}/gone.txt", "--as-one")
    assert (missing.code, missing.err.count("\n")) == (2, 1)
    assert "gone.txt: there is no such file" in missing.err
