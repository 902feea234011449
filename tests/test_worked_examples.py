"""The worked examples of CONTRIBUTING.md and docs/forms.md, followed step by step in a copy of the project."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
EXAMPLES = {
    "rule": ("CONTRIBUTING.md", "## Add a rule"),
    "view": ("CONTRIBUTING.md", "## Add a view"),
    "finding": ("CONTRIBUTING.md", "## Add a finding"),
    "form": ("docs/forms.md", "## A worked example: subtitles"),
}
COPIED = ("policy_extract", "grammars", "tests", "docs", "schemas", "samples", "tools", "ci")
_FENCE = re.compile(
    r"^(?:(?P<step>In|and in|New file|At the end of) `(?P<path>[^`]+)`[^\n]*:\n\n)?"
    r"^(?P<fence>`{3,})(?P<kind>[\w-]+)(?: (?P<name>\S+))?\n(?P<body>.*?)^(?P=fence)$",
    re.MULTILINE | re.DOTALL,
)


def steps(example: str) -> list[dict[str, str]]:
    """The fences of one section, in order, each with the file it belongs to."""
    page, heading = EXAMPLES[example]
    text = (ROOT / page).read_text(encoding="utf-8")
    section = text[text.index(f"{heading}\n") :]
    section = section[: match.start() if (match := re.search(r"\n## (?!`)(?=[A-Z])", section[1:])) else None]
    return [found.groupdict("") for found in _FENCE.finditer(section)]


def follow(step: dict[str, str], copy: Path) -> None:
    """Do to the copy what a step says."""
    path, body = copy / step["path"], step["body"]
    if step["kind"] == "policy":
        (copy / step["name"]).write_text(body, encoding="utf-8")
    elif step["step"] == "New file":
        assert not path.exists()
        path.write_text(body, encoding="utf-8")
    elif step["step"] == "At the end of":
        path.write_text(path.read_text(encoding="utf-8").rstrip("\n") + "\n" + body, encoding="utf-8")
    elif step["kind"] == "diff":
        lines = [(line[:1], line[1:]) for line in body.splitlines()]
        old = "\n".join(text for sign, text in lines if sign != "+")
        new = "\n".join(text for sign, text in lines if sign != "-")
        before = path.read_text(encoding="utf-8")
        # What opens a line goes before what stands inside one: docs/forms.md shows changes of itself.
        places = [*re.finditer(f"^{re.escape(old)}", before, re.MULTILINE)] or [*re.finditer(re.escape(old), before)]
        assert len(places) == 1, f"{step['path']} holds this {len(places)} times:\n{old}"
        path.write_text(before[: places[0].start()] + new + before[places[0].end() :], encoding="utf-8")


def run(command: str, copy: Path) -> tuple[int, str]:
    """The exit code of a command in the copy, and what it prints."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    environ = {"PATH": path, "PYTHONPATH": str(copy), "LANG": "C.UTF-8"}
    done = subprocess.run(
        command, shell=True, cwd=copy, env=environ, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False
    )
    return done.returncode, done.stdout.decode()


def copied(folder: Path) -> Path:
    """The project without its history."""
    for name in COPIED:
        shutil.copytree(ROOT / name, folder / name)
    for file in (*ROOT.glob("*.md"), *ROOT.glob("*.py"), ROOT / "pyproject.toml"):
        shutil.copy(file, folder)
    return folder


@pytest.fixture(scope="module")
def followed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy in which all examples were followed, up to their tests."""
    copy = copied(tmp_path_factory.mktemp("followed"))
    for example in EXAMPLES:
        for step in steps(example):
            follow(step, copy)
    # The program writes no plan of a form that the contract does not list.
    printed = run("pytest -q --update tests/output/test_contract_json.py tests/output/test_schema.py -k fresh", copy)[1]
    assert "2 expectations rewritten" in printed
    return copy


@pytest.mark.parametrize("example", EXAMPLES)
def test_a_worked_example_gives_what_its_page_shows(example: str, followed: Path) -> None:
    shown = [step["body"] for step in steps(example) if step["kind"] == "shell-session"]
    assert shown
    for session in shown:
        commands = [line for line in session.splitlines() if line.startswith("$ ")]
        assert "".join(f"{command}\n{run(command[2:], followed)[1]}" for command in commands) == session


@pytest.mark.full
@pytest.mark.timeout(600)
@pytest.mark.parametrize("example", EXAMPLES)
def test_every_command_of_a_worked_example_succeeds(example: str, tmp_path: Path) -> None:
    """In the order of the page, in a copy that follows this example alone."""
    copy = copied(tmp_path)
    for step in steps(example):
        follow(step, copy)
        for command in step["body"].splitlines() if step["kind"] == "sh" else ():
            code, printed = run(command, copy)
            assert code == (1 if "--update" in command else 0), f"{command}\n{printed}"  # it compares nothing
