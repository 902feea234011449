"""What the pages say is so: commands are run, tables are complete, generated pages are fresh."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import typer

from policy_extract.cli.app import app
from policy_extract.cli.help import help_texts
from policy_extract.findings import KINDS, Code
from policy_extract.grammar import load
from policy_extract.grammar.asked import asked_of
from policy_extract.grammar.grammars import shipped_folder
from policy_extract.messages.chinese import FINDINGS
from policy_extract.output.views import NAMES
from policy_extract.reading.forms import FORMS
from tests.collectors.golden import compare

if TYPE_CHECKING:
    from collections.abc import Iterable

ROOT = Path(__file__).parents[1]
PAGES = sorted(
    [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("grammars/*.md"), *ROOT.glob("samples/*.md")]
)
READMES = [ROOT / "README.md", ROOT / "README.zh-CN.md"]
_INPUT = re.compile(r"^```policy (\S+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_CONSOLE = re.compile(r"(?<=^```console\n).*?(?=^```$)", re.MULTILINE | re.DOTALL)
_PYTHON = re.compile(r"(?<=^```python\n).*?(?=^```$)", re.MULTILINE | re.DOTALL)
_EXAMPLE = re.compile(r"(?<=^```python\n)(?P<code>.*?)^```\n\n```text\n.*?(?=^```$)", re.MULTILINE | re.DOTALL)
"""Code, and what it prints."""
_LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)")
every_page = pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())


@pytest.fixture
def scratch(tmp_path: Path) -> Path:
    """An empty folder with the samples in it."""
    for source in ROOT.glob("samples/*/source.*"):
        copy = tmp_path / source.relative_to(ROOT)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(source, copy)
    return tmp_path


def shell(command: str, folder: Path) -> str:
    """What a command prints on both streams, in English unless it asks for Chinese."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    environ = {"PATH": path, "PYTHONPATH": str(ROOT), "LANG": "C.UTF-8", "COLUMNS": "100"}
    run = subprocess.run(
        command, shell=True, cwd=folder, env=environ, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False
    )
    return run.stdout.decode()


def replayed(console: str, folder: Path) -> str:
    """The console text with every command run again."""
    commands = [line for line in console.splitlines() if line.startswith("$ ")]
    return "".join(f"{command}\n{shell(command[2:], folder)}" for command in commands)


@pytest.mark.parametrize(
    "page", [page for page in PAGES if "```console" in page.read_text(encoding="utf-8")], ids=lambda page: page.name
)
def test_commands_print_what_the_page_shows(page: Path, scratch: Path, pytestconfig: pytest.Config) -> None:
    text = page.read_text(encoding="utf-8")
    for name, content in _INPUT.findall(text):
        (scratch / name).write_text(content, encoding="utf-8")
    compare(pytestconfig, page, _CONSOLE.sub(lambda found: replayed(found[0], scratch), text))


@pytest.mark.parametrize("page", READMES, ids=lambda page: page.name)
def test_the_python_example_runs(
    page: Path, scratch: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    text = page.read_text(encoding="utf-8")
    for name, content in _INPUT.findall(text):
        (scratch / name).write_text(content, encoding="utf-8")
    monkeypatch.chdir(scratch)
    [code] = _PYTHON.findall(text)
    exec(code, {})
    assert capsys.readouterr().out.splitlines()[0] == "2/1/1 完善津贴制度 ['市人社局']"


def test_the_python_page_prints_what_it_shows(
    scratch: Path, monkeypatch: pytest.MonkeyPatch, pytestconfig: pytest.Config
) -> None:
    """Its examples go on from one another, as they would in a notebook."""
    page = ROOT / "docs" / "python.md"
    monkeypatch.chdir(scratch)
    names: dict[str, object] = {}

    def run(found: re.Match[str]) -> str:
        printed = StringIO()
        with redirect_stdout(printed):
            exec(found["code"], names)
        return f"{found['code']}```\n\n```text\n{printed.getvalue()}"

    compare(pytestconfig, page, _EXAMPLE.sub(run, page.read_text(encoding="utf-8")))


@every_page
def test_links_lead_somewhere(page: Path) -> None:
    links = [link for link in _LINK.findall(page.read_text(encoding="utf-8")) if not link.startswith("http")]
    assert [link for link in links if not (page.parent / link).exists()] == []


@pytest.mark.parametrize("page", READMES, ids=lambda page: page.name)
def test_every_command_and_option_is_in_the_readme(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    tree = [(name, owner) for name, owner in help_texts(typer.main.get_command(app)) if name]
    commands = [name for name, owner in tree if hasattr(owner, "params") and not hasattr(owner, "commands")]
    assert [name for name in commands if f"`policy-extract {name}" not in text] == []
    options = {option for name, owner in tree for option in getattr(owner, "opts", ()) if option.startswith("-")}
    assert [option for option in sorted(options - {"--output", "--version"}) if option not in text] == []


@pytest.mark.parametrize("page", READMES, ids=lambda page: page.name)
def test_both_readmes_show_the_same_example(page: Path) -> None:
    first = READMES[0].read_text(encoding="utf-8")
    assert _INPUT.findall(page.read_text(encoding="utf-8")) == _INPUT.findall(first)


def test_every_view_is_described() -> None:
    text = (ROOT / "docs" / "views.md").read_text(encoding="utf-8")
    assert [name for name in NAMES if f"## `{name}`" not in text] == []


@pytest.mark.parametrize("page", READMES, ids=lambda page: page.name)
def test_both_readmes_name_every_view(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert [name for name in NAMES if f"`{name}`" not in text] == []


@pytest.mark.parametrize("page", [*READMES, ROOT / "docs" / "forms.md"], ids=lambda page: page.name)
def test_every_form_has_a_row_in_both_readmes_and_the_page_on_forms(page: Path) -> None:
    rows = "".join(line for line in page.read_text(encoding="utf-8").splitlines() if line.startswith("| `"))
    forms = [form for form in FORMS if form.suffixes]
    assert [form.name for form in forms if not any(f"`{suffix}`" in rows for suffix in form.suffixes)] == []


def test_every_decision_is_listed() -> None:
    folder = ROOT / "docs" / "decisions"
    listed = (folder / "README.md").read_text(encoding="utf-8")
    assert [page.name for page in folder.glob("0*.md") if f"({page.name})" not in listed] == []


# ---------------------------------------------------------------- docs/findings.md

HEAD = """\
# Findings

Odd content inside a readable document is never an error: it is a finding, and reading goes on. A finding has a code, which is
stable, a severity, a sentence and usually a position. In the JSON they are listed under `findings`, with an English message; the
command line prints warnings and errors on standard error, in the reader's language; `--findings` prints them in formats for other tools
([findings-formats.md](findings-formats.md)).

| severity | means |
|---|---|
| `error` | something may be missing in the output; `--strict` fails |
| `warning` | something looks wrong, in the document or in how it was read; worth a look |
| `info` | good to know |

This page is made from `policy_extract/findings.py` by `pytest --update`.
"""


def findings_page() -> str:
    """docs/findings.md as it should be."""
    return HEAD + "".join(_finding(code) for code in Code)


def _finding(code: Code) -> str:
    kind = KINDS[code]
    return (
        f"\n## `{code}`\n\n{kind.severity}. {kind.message}\n\n{FINDINGS[code]}\n\nExample: {_as_code(kind.example)}\n"
    )


def _as_code(example: str) -> str:
    return f"`{example}`" if "`" not in example else example


def test_the_page_of_findings_is_fresh(pytestconfig: pytest.Config) -> None:
    compare(pytestconfig, ROOT / "docs" / "findings.md", findings_page())


# ---------------------------------------------------------------- docs/families.md

FAMILIES = """\
# Families of rules

Rules with the same `finds` are a family. This page lists, stage by stage, what a stage asks of each: the groups of the patterns that it reads and the
constants (`set`) that it understands. A name in brackets may be left out by a rule. `policy-extract grammar check` refuses every other family, group and
constant; to add one, add it to `grammars/families.toml` and to the code that asks for it: `grep -rn '"label"' policy_extract/` finds the
place. The rules of a family: `policy-extract grammar show`, one line for each family; `policy-extract grammar show label` prints those of a family, `policy-extract grammar show units` those of a stage.

This page is made from `grammars/families.toml` and the rules by `pytest --update tests/test_docs.py -k families`.
"""


def families_page() -> str:
    """docs/families.md as it should be."""
    families = load(whole=True).families
    page = FAMILIES
    stage = ""
    for finds, asked in asked_of(shipped_folder()).items():
        if asked.stage != stage:
            stage = asked.stage
            page += f"\n## {stage}\n\n| family | for example | groups | constants |\n|---|---|---|---|\n"
        text = families[finds].rules[0].accept[0].text
        shown = (text if len(text) <= 30 else f"{text[:29]}…").replace("|", "\\|").replace("\n", " ").strip()
        groups = " ".join(_perhaps(name, needed=needed) for name, needed in asked.groups.items())
        constants = "; ".join(
            f"{_perhaps(key, needed=needed)} = {_values(asked.values[key])}" for key, needed in asked.constants.items()
        )
        page += f"| `{finds}` | {shown} | {groups} | {constants} |\n"
    return page


def _perhaps(name: str, *, needed: bool) -> str:
    return f"`{name}`" if needed else f"(`{name}`)"


def _values(values: Iterable[object] | str) -> str:
    return (
        f"any {values}"
        if isinstance(values, str)
        else " ".join(json.dumps(one, ensure_ascii=False).strip('"') for one in values)
    )


def test_the_page_of_families_is_fresh(pytestconfig: pytest.Config) -> None:
    compare(pytestconfig, ROOT / "docs" / "families.md", families_page())


def test_the_page_of_stages_says_what_every_module_of_a_stage_changes() -> None:
    """And names no file that is gone."""
    named = {*re.findall(r"[\w/]+\.py\b", (ROOT / "docs" / "stages.md").read_text(encoding="utf-8"))}
    package = ROOT / "policy_extract"
    files = [file.relative_to(package).as_posix() for file in package.rglob("*.py")]
    stages = {file.removeprefix("stages/") for file in files if file.startswith("stages/")}
    assert {file for file in stages if not file.endswith("__init__.py")} - {
        one.removeprefix("stages/") for one in named
    } == set()
    assert [
        one
        for one in named
        if not any(f"/{file}".endswith(f"/{one.removeprefix('policy_extract/')}") for file in files)
    ] == []
