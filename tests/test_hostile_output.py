"""Every command and every view, with a document and a file name that try to steer a terminal and to command a CI runner."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import typer

from policy_extract.cli.app import app
from policy_extract.cli.comparing_commands import Comparison
from policy_extract.output.findings_formats import COMMANDS
from policy_extract.output.views import NAMES
from tests.collectors.program import Program
from tests.reading.docx_builder import docx, p, tbl, tc, tr

if TYPE_CHECKING:
    from collections.abc import Sequence

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows allows no such file names")

STEERING = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]|^[^\\S\n]*::|##\\w*\\[",
    re.MULTILINE,
)
"""What acts on a terminal, turns the direction of a line, or is a command to a CI runner; written down anew for this test."""
ODD = "\x1b]0;名\x07\x1b[2J\u202e##[error]##vso[x]"
TURN = "\x1b\u202e"
WORD_ODD = "\x9b2J\u202e\u2066##[error]##vso[x]"
"""The same for XML, which cannot hold the controls below a space."""
NAMES_OF_FILES = (f"::error::{ODD}.txt", f"a\n::error file=x::{ODD}.txt", "a\r::add-mask::\u2028.txt")
MORE_NAMES = (
    " .txt", "-.txt", "--lang.txt", "-o.txt", "$(touch x).txt", "`touch x`.txt", "a;touch x.txt", "a|b.txt", "a&b.txt", "a'b.txt", 'a"b.txt', "*.txt", "[a].txt", "{a}.txt",
    "%s%n.txt", "a\tb.txt", "\x7f.txt", "\x9b2J.txt", "\u202etxt.exe.txt", "方" * 80 + ".txt", "a%0A::error::b.txt", "##vso[task.complete].txt", "\\.txt", "\udcb7\udcbd.txt",
)  # fmt: skip
"""Names for shells, for patterns, for options, for terminals, of the greatest length, and of no UTF-8."""
TEXT = f"""\
::error::澜州市{ODD}养老服务行动方案
（2026—2028年{ODD}）
各区{ODD}人民政府：
一、::error::总体{ODD}目标
::error::到2027年，建成{ODD}养老中心100家{ODD}。《规划{ODD}》（澜政发〔2025〕3号）
到2028年，建成养老中心100家（{ODD}）。
二、主要任务{ODD}
1.健全{ODD}保障。2027年6月底前提高津贴{ODD}标准。（责任单位：*市人社局{ODD}、市民政{ODD}局）
1.建设{ODD}设施。（牵头单位{ODD}：市民政局；配合单位：市财政局）
3.完善老年{TURN}服务体系。加强服务。（责任单位：市民政局）
附件：::error::{ODD}清单

| 序号 | 指标 | 单位 | 2025年 | 2027年 |
|---|---|---|---|---|
| 1 | ::error::床位{ODD} | 张{ODD} | 65 | {ODD}70 |

| 序号 | 项目 | 牵头单位 | 完成时限 |
|---|---|---|---|
| 1 | ::error::中心{ODD} | 市{ODD}民政局 | 2027年{ODD}底前 |
| 2 | 完善老年{TURN}服务体系 | 市民政局 | 2027年底前 |

澜州市{ODD}人民政府
2026年3月1日
"""
LONG = "平常的话。" * 1000  # so that the control characters are few enough for a text
WORD = docx(
    p(f"::error::澜州市{WORD_ODD}养老服务方案")
    + p(f"一、主要{WORD_ODD}任务")
    + p(f"1.::error::健全{WORD_ODD}保障。")
    + "<w:p><w:r><w:t>1.甲</w:t><w:br/><w:t>::error::乙</w:t><w:tab/></w:r></w:p>"
    + p(f"（责任单位：市民政{WORD_ODD}局）")
    + tbl(tr(tc("序号"), tc("指标"), tc("2027年")), tr(tc("1"), tc(f"::error::床位{WORD_ODD}"), tc("70")))
)


@pytest.fixture
def program(capsysbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Program:
    """The command line, in a folder with hostile files under hostile names."""
    monkeypatch.chdir(tmp_path)
    for name in NAMES_OF_FILES:
        Path(name).write_text(TEXT + LONG, encoding="utf-8")
        Path(f"{name}.docx").write_bytes(WORD)
        Path(f"{name}.pdf.txt").write_bytes(b"%PDF-1.7\n")
    Path("new.txt").write_text((TEXT + LONG).replace("健全", "完善").replace("70", "80"), encoding="utf-8")
    return Program(capsysbinary, monkeypatch)


def files() -> list[str]:
    return [found for name in NAMES_OF_FILES for found in (name, f"{name}.docx", f"{name}.pdf.txt")]


def repository() -> None:
    """A git repository with the hostile files, changed since the branch `base`."""
    for command in (
        ["init", "-q"], ["config", "user.email", "a@b"], ["config", "user.name", "甲"],
        ["commit", "-q", "--allow-empty", "-m", "甲"], ["branch", "base"], ["add", "."], ["commit", "-q", "-m", "乙"],
    ):  # fmt: skip
        subprocess.run(["git", *command], check=True)


def calls(command: str) -> Sequence[Sequence[str]]:
    """How a command is called upon the hostile files; what prints data for programs alone is left out."""
    first, every = files()[0], files()
    views = [view for view in NAMES if view != "json"]
    match command:
        case "parse":
            return [
                *(["parse", *some, "--as", view] for view in views for some in (every, *([one] for one in every))),
                *(
                    ["parse", *every, "--findings", form, "--lang", "zh"]
                    for form in ("text", "json", "github", "sarif")
                ),
                *(["parse", one, "--as", "html"] for one in every[:3]),
                ["parse", *every, "-o", first],
            ]
        case "export":
            return [["export", *every, "-o", "x.xlsx"], ["export", *every, "-o", first, "--as", "csv"]]
        case "blocks":
            return [["blocks", one, *more] for one in every for more in ([], ["--ledger"])]
        case "explain":
            return [["explain", one, what] for one in every for what in ("b1", "2", "2/1", "t1", "t2", ODD)]
        case "diff":
            forms = [form for form in Comparison if form not in {"json", "docx"}]
            pairs = [(first, "new.txt"), ("new.txt", every[3]), (every[1], every[4]), (first, "/dev/null")]
            return [["diff", *pair, "--as", form] for pair in pairs for form in forms]
        case "trace":
            forms = ["text", "markdown"]
            return [["trace", first, "new.txt", every[3], "--as", form, "--lang", "zh"] for form in forms]
        case "git-diff":
            return [["git-diff", "--", first], ["git-diff", "--", every[1], first, "0", "0", "new.txt", "0", "0", ODD]]
        case "git-text":
            return [["git-text", "--", one] for one in every]
        case "install-git":
            Path(".gitattributes").write_text(f"*.docx diff={ODD}\n", encoding="utf-8")
            return [["install-git"], ["install-git", "--uninstall"]]
        case "changed":
            return [["changed", "base", "-o", "out"], ["changed", ODD, "-o", "out2"]]
        case "batch":
            return [["batch", ".", "-o", "out", "--jobs", "1"], ["batch", ".", "-o", "out", "--findings", "github"]]
        case "grammar":
            Path(ODD).write_text(f'stage = "units"\n[[rule]]\nid = "::error::{ODD}"\n', encoding="utf-8")
            return [["grammar", "check", ODD], ["grammar", "coverage", "."], ["grammar", "show", ODD]]
        case "ledger":
            return [["ledger", *every, "-o", "x.xlsx"]]
        case "app":
            return [["app", "--port", ODD]]  # what it shows of documents is looked at in tests/app
        case "completion":
            return [["completion", ODD]]
        case "schema":
            return [["schema", ODD]]
    raise AssertionError(f"{command} has no hostile call here; add one")


@pytest.mark.parametrize("command", sorted(typer.main.get_command(app).commands))  # type: ignore[attr-defined]
def test_no_document_and_no_file_name_steers_a_terminal_or_commands_a_runner(program: Program, command: str) -> None:
    if command in {"changed", "install-git"}:
        repository()
    for call in calls(command):
        result = program(*call)
        assert result.code in {0, 1, 2}
        for stream in (result.out.decode(), result.err):
            told = "".join(line for line in stream.splitlines(keepends=True) if not is_ours(line, call))
            assert (call, STEERING.findall(told)) == (call, [])


def is_ours(line: str, call: Sequence[str]) -> bool:
    """It is a workflow command that was asked for, with nothing in it that steers."""
    return (
        "github" in call
        and line.startswith(tuple(f"::{name} file=" for name in COMMANDS.values()))
        and not STEERING.search(line[2:])
    )


def test_a_view_in_a_file_is_as_harmless_as_on_a_terminal(program: Program) -> None:
    for view in NAMES[1:]:
        program("parse", files()[0], "--as", view, "-o", "view.txt")
        assert (view, STEERING.findall(Path("view.txt").read_text(encoding="utf-8"))) == (view, [])


def test_the_documents_do_say_something_in_every_view(program: Program) -> None:
    silent = [view for view in NAMES if not program("parse", files()[0], "--as", view).out]
    assert silent == []


@pytest.mark.parametrize("name", [*NAMES_OF_FILES, *MORE_NAMES])
def test_a_hostile_name_is_a_name(program: Program, tmp_path: Path, name: str) -> None:
    folder = tmp_path / "one"
    folder.mkdir()
    (folder / name).write_text("澜州市方案\n一、任务\n1.健全保障。（责任单位：市民政局）\n", encoding="utf-8")
    before = {path.name for path in tmp_path.iterdir()}
    for call in (
        ["parse", f"one/{name}", "--as", "tasks"],
        ["parse", f"one/{name}", "new.txt", "--as", "front"],
        *(["parse", f"one/{name}", "--findings", form] for form in ("text", "json", "github", "sarif")),
        ["blocks", f"one/{name}"],
        ["git-text", "--", f"one/{name}"],
        ["diff", f"one/{name}", "new.txt", "--as", "lines"],
        ["diff", f"one/{name}", "new.txt", "--as", "html"],
        ["batch", "one", "-o", "out", "--jobs", "1", "--findings", "text"],
    ):
        result = program(*call)
        assert result.code in {0, 1}, (call, result.err)
        for stream in (result.out.decode(), result.err):
            told = "".join(line for line in stream.splitlines(keepends=True) if not is_ours(line, call))
            assert (call, STEERING.findall(told)) == (call, [])
    assert {path.name for path in tmp_path.iterdir()} - before == {"out"}
    assert len([*folder.iterdir()]) == 1
