"""On a terminal: an overview in place of the JSON; short options; completion in the shells there are."""

from __future__ import annotations

import os
import pty
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.collectors.program import COMMAND

PLAN = """\
澜州市养老服务行动方案
（2026—2028年）
一、总体要求
到2028年底，建成智慧养老院100家以上。
二、主要任务
1.健全保障体系。提高津贴标准。（责任单位：*市人社局、市民政局）
3.建设服务设施。建成养老中心10个。（责任单位：市民政局）
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a small plan in it."""
    (tmp_path / "x.txt").write_text(PLAN, encoding="utf-8")
    return tmp_path


def on_a_terminal(folder: Path, *arguments: str, columns: int = 80) -> str:
    """What somebody at a terminal sees on standard output."""
    ours, theirs = pty.openpty()
    environ = os.environ | {"COLUMNS": str(columns), "LANG": "C.UTF-8", "LC_ALL": ""}
    with subprocess.Popen([COMMAND, *arguments], cwd=folder, stdout=theirs, stderr=subprocess.PIPE, env=environ) as run:
        os.close(theirs)
        seen = b""
        while True:
            try:
                piece = os.read(ours, 65536)
            except OSError:  # how Linux reports the end of a terminal
                break
            if not piece:
                break
            seen += piece
        run.wait()
    os.close(ours)
    return seen.decode().replace("\r\n", "\n")


def run(folder: Path, *arguments: str, **environ: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [COMMAND, *arguments], cwd=folder, capture_output=True, text=True, check=False,
        env=os.environ | {"LANG": "C.UTF-8", "LC_ALL": ""} | environ,
    )  # fmt: skip


def test_a_terminal_shows_one_screen_and_how_to_get_the_rest(folder: Path) -> None:
    assert on_a_terminal(folder, "parse", "x.txt") == (
        "澜州市养老服务行动方案\n"
        "action plan · 2026–2028\n"
        "\n"
        "Parts       main\n"
        "Outline     总体要求　主要任务\n"
        "Tasks       2, 2 with units\n"
        "Bodies      2: 民政部门 2, 人力社保部门 1\n"
        "Targets     2\n"
        "To check    2\n"
        "  b7:1  number skipped  3.\n"
        "  b7:16  target without year  10个\n"
        "\n"
        "One side:  add --as tasks (or outline, by-unit, indicators, targets …)\n"
        "A page:    add --as html -o plan.html\n"
        "All of it: add --as json, or -o plan.json\n"
    )


def test_no_line_is_longer_than_the_terminal_is_wide(folder: Path) -> None:
    shown = on_a_terminal(folder, "--lang", "zh", "parse", "x.txt", columns=30)
    assert "看一个方面：加 --as tasks（或…\n" in shown


@pytest.mark.parametrize("more", [["--as", "json"], ["--compact"], ["--places"]])
def test_who_asks_for_json_gets_it_on_a_terminal_too(folder: Path, more: list[str]) -> None:
    assert on_a_terminal(folder, "parse", "x.txt", *more).startswith("{")


def test_in_a_pipe_and_in_a_file_it_is_json(folder: Path) -> None:
    assert run(folder, "parse", "x.txt").stdout.startswith('{\n  "format"')
    assert on_a_terminal(folder, "parse", "x.txt", "-o", "x.json") == ""
    assert (folder / "x.json").read_text(encoding="utf-8").startswith('{\n  "format"')


def test_the_exit_code_is_that_of_the_findings(folder: Path) -> None:
    ours, theirs = pty.openpty()
    done = subprocess.run([COMMAND, "parse", "x.txt", "--fail-on", "warning"], cwd=folder, stdout=theirs, check=False)
    os.close(theirs)
    os.close(ours)
    assert done.returncode == 1


def test_nothing_that_a_document_says_steers_the_terminal(folder: Path) -> None:
    (folder / "evil.txt").write_text(PLAN.replace("澜州市", "澜州\x1b[2J市"), encoding="utf-8")
    assert "\x1b" not in on_a_terminal(folder, "parse", "evil.txt")


# ---------------------------------------------------------------- short options


@pytest.mark.parametrize("command", [[], ["parse"], ["grammar", "check"]])
def test_h_is_help(folder: Path, command: list[str]) -> None:
    short, long = (run(folder, *command, option) for option in ("-h", "--help"))
    assert short.returncode == 0
    assert short.stdout == long.stdout != ""


def test_capital_v_is_the_version(folder: Path) -> None:
    assert run(folder, "-V").stdout == run(folder, "--version").stdout
    assert run(folder, "-V").stdout.startswith("policy-extract ")


def test_v_tells_what_is_only_for_information(folder: Path) -> None:
    (folder / "y.txt").write_text(PLAN.replace("1.健全", "1 .健全"), encoding="utf-8")
    quiet, wordy = (run(folder, "parse", "y.txt", *more).stderr for more in ([], ["-v"]))
    assert "number-spaced" not in quiet
    assert "number-spaced" in wordy


# ---------------------------------------------------------------- completion


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish", "powershell"])
def test_every_shell_has_a_script(folder: Path, shell: str) -> None:
    script = run(folder, "completion", shell).stdout
    assert "_POLICY_EXTRACT_COMPLETE" in script
    assert f"complete_{shell}" in script


def asked_by_bash(folder: Path, line: str) -> list[str]:
    """What bash offers for a line that ends where the cursor stands."""
    words = line.split(" ")
    environ = {"_POLICY_EXTRACT_COMPLETE": "complete_bash", "COMP_WORDS": line, "COMP_CWORD": str(len(words) - 1)}
    return run(folder, **environ).stdout.split()


def test_commands_options_and_values_are_offered(folder: Path) -> None:
    assert asked_by_bash(folder, "policy-extract par") == ["parse"]
    assert "--places" in asked_by_bash(folder, "policy-extract parse --pl")
    assert asked_by_bash(folder, "policy-extract parse --as ht") == ["html"]
    assert asked_by_bash(folder, "policy-extract grammar ch") == ["check"]


def path() -> str:
    return f"{Path(COMMAND).parent}{os.pathsep}{os.environ['PATH']}"


def test_bash_completes(folder: Path) -> None:
    script = run(folder, "completion", "bash").stdout
    (folder / "try.sh").write_text(
        f'{script}\nCOMP_WORDS=(policy-extract parse --as htm); COMP_CWORD=3\n_policy_extract_completion policy-extract\necho "${{COMPREPLY[@]}}"\n',
        encoding="utf-8",
    )
    done = subprocess.run(
        ["bash", "try.sh"], cwd=folder, env=os.environ | {"PATH": path()}, capture_output=True, text=True, check=True
    )
    assert done.stdout == "html\n"


@pytest.mark.skipif(shutil.which("zsh") is None, reason="zsh is not installed")
def test_zsh_completes(folder: Path) -> None:
    script = run(folder, "completion", "zsh").stdout
    (folder / "try.zsh").write_text(
        "compdef() { :; }\n_arguments() { print -r -- $*; }\n"
        f"{script}\nwords=(policy-extract parse --as htm); CURRENT=4\n_policy_extract_completion\n",
        encoding="utf-8",
    )
    done = subprocess.run(
        ["zsh", "-f", "try.zsh"],
        cwd=folder,
        env=os.environ | {"PATH": path()},
        capture_output=True,
        text=True,
        check=True,
    )
    assert "html" in done.stdout


@pytest.mark.skipif(shutil.which("fish") is None, reason="fish is not installed")
def test_fish_completes(folder: Path) -> None:
    (folder / "policy-extract.fish").write_text(run(folder, "completion", "fish").stdout, encoding="utf-8")
    asked = "source policy-extract.fish; complete --do-complete 'policy-extract parse --as htm'"
    done = subprocess.run(
        ["fish", "--no-config", "-c", asked],
        cwd=folder,
        env=os.environ | {"PATH": path(), "HOME": str(folder)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.split() == ["html"]
