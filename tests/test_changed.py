"""`changed`, and what runs it in CI: documents that changed in a git repository, whoever committed them and whatever they are called."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml

from policy_extract import load_plan
from policy_extract.cli.change_summary import MOST_ROWS, Outcome, summary_page
from policy_extract.cli.start import run
from policy_extract.cli.voice import Voice
from policy_extract.output.notes import failure
from policy_extract.reading.forms import OFFICE_SUFFIXES

ROOT = Path(__file__).parents[1]
SAMPLES = ROOT / "samples"
HOSTILE = "x::error::$(touch pwned)`touch pwned`;|@me <b>[a](http:b).docx"
"""A name that a shell, a runner, Markdown and HTML would each do something with."""

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="no git on this machine")


class Result(NamedTuple):
    code: int
    out: str
    err: str


class Repository:
    """A git repository in this folder, and the command line in it."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self.capsys = capsys

    def git(self, *arguments: str) -> str:
        names = {f"GIT_{who}_{what}": "a@b" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
        environ = os.environ | names | {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
        done = subprocess.run(["git", *arguments], env=environ, capture_output=True, text=True, check=True)
        return done.stdout.strip()

    def commit(self) -> str:
        self.git("add", "--all")
        self.git("commit", "--quiet", "--message", "x")
        return self.git("rev-parse", "HEAD")

    def __call__(self, *arguments: str, **environ: str) -> Result:
        code = run(["changed", "-o", "out", *arguments], environ)
        return Result(code, *self.capsys.readouterr())


def sample(name: str, path: str) -> None:
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(SAMPLES / name / "source.docx", path)


def made() -> list[str]:
    """The files of the folder out."""
    return sorted(path.relative_to("out").as_posix() for path in Path("out").rglob("*") if path.is_file())


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Repository:
    """A repository with two plans, in which one changed since the branch `main` and a third is new."""
    monkeypatch.chdir(tmp_path)
    made = Repository(capsys)
    made.git("init", "--quiet", "--initial-branch", "main")
    sample("opinion", "市/a.docx")
    sample("measures", "b.docx")
    Path("notes.txt").write_text("一、甲\n", encoding="utf-8")
    made.commit()
    made.git("checkout", "--quiet", "-b", "work")
    sample("draft-with-changes", "市/a.docx")
    sample("plain-plan", "新/c.docx")
    Path("notes.txt").write_text("一、乙\n", encoding="utf-8")
    made.commit()
    return made


# ---------------------------------------------------------------- which documents


def test_the_documents_that_changed_are_read(repository: Repository) -> None:
    result = repository("main")
    assert (result.code, result.out) == (0, "")
    assert made() == [
        "changes/市/a.docx.md",
        "findings.sarif",
        "plans/市/a.docx.json",
        "plans/新/c.docx.json",
        "summary.md",
    ]
    assert load_plan(Path("out/plans/市/a.docx.json").read_bytes()).source.name == "a.docx"
    assert result.err.splitlines()[0] == "市/a.docx:b17:1: number-repeated: The number 7. is printed twice."
    assert re.fullmatch(r"2 documents changed since \w{12}, 0 not read: out/summary.md", result.err.splitlines()[-1])


def test_what_changed_on_the_other_branch_meanwhile_is_not_ours(repository: Repository) -> None:
    repository.git("checkout", "--quiet", "main")
    sample("plain-plan", "b.docx")
    repository.commit()
    repository.git("checkout", "--quiet", "work")
    repository("main")
    assert "plans/b.docx.json" not in made()


def test_what_is_not_committed_yet_counts(repository: Repository) -> None:
    sample("plain-plan", "b.docx")
    repository("main")
    assert "plans/b.docx.json" in made()


def test_what_was_deleted_is_not_read(repository: Repository) -> None:
    Path("市/a.docx").unlink()
    assert repository("main").code == 0
    assert made() == ["findings.sarif", "plans/新/c.docx.json", "summary.md"]


def test_what_was_renamed_is_read_under_its_new_name(repository: Repository) -> None:
    repository.git("mv", "b.docx", "d.docx")
    repository("main", "*.docx")
    assert "plans/d.docx.json" in made()
    assert "| d\\.docx | changed |" in Path("out/summary.md").read_text()


def test_text_is_read_where_it_is_asked_for(repository: Repository) -> None:
    repository("main", "--", "notes.txt", "市")
    assert made() == [
        "changes/notes.txt.md",
        "changes/市/a.docx.md",
        "findings.sarif",
        "plans/notes.txt.json",
        "plans/市/a.docx.json",
        "summary.md",
    ]


def test_from_a_folder_inside_paths_start_there(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir("新")
    repository("main", ".")
    assert made() == ["findings.sarif", "plans/新/c.docx.json", "summary.md"]


def test_for_a_new_branch_everything_is_new(repository: Repository) -> None:
    """CI systems say that it was at a revision of zeros before."""
    repository("0" * 40)
    assert [name for name in made() if name.startswith("plans")] == [
        "plans/b.docx.json",
        "plans/市/a.docx.json",
        "plans/新/c.docx.json",
    ]
    assert Path("out/summary.md").read_text(encoding="utf-8").count("| new |") == 3


def test_where_nothing_changed_the_summary_says_so(repository: Repository) -> None:
    assert repository("HEAD").code == 0
    assert Path("out/summary.md").read_text(encoding="utf-8").endswith("\nNo plan changed.\n")


# ---------------------------------------------------------------- what is said


@pytest.mark.parametrize(("level", "code"), [("error", 0), ("warning", 1), ("never", 0)])
def test_findings_of_the_level_asked_about_exit_1(repository: Repository, level: str, code: int) -> None:
    assert repository("main", "--fail-on", level).code == code


@pytest.mark.parametrize(("level", "code"), [("error", 1), ("never", 0)])
def test_a_document_that_cannot_be_read_is_an_error_and_does_not_stop_the_others(
    repository: Repository, level: str, code: int
) -> None:
    Path("b.docx").write_bytes(b"%PDF-1.7\n")
    result = repository("main", "--fail-on", level)
    assert (result.code, len(made())) == (code, 5)
    assert result.err.startswith("b.docx: unreadable: the PDF is damaged; ")
    assert "| b\\.docx | **not read** |" in Path("out/summary.md").read_text(encoding="utf-8")


def test_annotations_are_printed_where_they_are_asked_for(repository: Repository) -> None:
    lines = repository("main", "--findings", "github", POLICY_EXTRACT_LANG="zh").out.splitlines()
    assert lines[0] == "::warning file=市/a.docx,title=编号重复::b17:1: 编号 7. 出现了两次。"


def test_the_summary_counts_what_is_in_each_plan(repository: Repository) -> None:
    repository("main")
    lines = Path("out/summary.md").read_text(encoding="utf-8").splitlines()
    [line] = [line for line in lines if line.startswith("| 市/a\\.docx | changed | ")]
    assert line.endswith(" | 12 | 40 | 0 | 4 | 10 | 3 |")
    assert "| 市/a\\.docx | b17:1 | number-repeated | The number 7\\. is printed twice\\. |" in lines


def test_what_changed_in_a_plan_is_what_diff_says(repository: Repository) -> None:
    repository("main")
    page = Path("out/changes/市/a.docx.md").read_text(encoding="utf-8")
    Path("before").mkdir()
    Path("before/a.docx").write_bytes((SAMPLES / "opinion" / "source.docx").read_bytes())
    assert run(["diff", "before/a.docx", "市/a.docx", "--as", "markdown"], {}) == 1
    assert repository.capsys.readouterr().out == page
    summary = Path("out/summary.md").read_text(encoding="utf-8")
    assert f"\n## 市/a\\.docx\n\n<details>\n\n{page}\n</details>\n" in summary
    assert re.search(r"^\| 市/a\\.docx \| changed \| \d+ of substance", summary, re.MULTILINE)


def test_a_plan_that_only_moved_has_no_difference(repository: Repository) -> None:
    repository.git("mv", "b.docx", "d.docx")
    repository("main")
    assert "| d\\.docx | changed | no difference | " in Path("out/summary.md").read_text(encoding="utf-8")


def test_where_there_was_no_plan_before_the_summary_says_why(repository: Repository) -> None:
    Path("e.docx").write_bytes(b"%PDF-1.7\n")
    before = repository.commit()
    sample("plain-plan", "e.docx")
    assert repository(before).code == 0
    line = "| e\\.docx | changed | there was no plan to compare with; the PDF is damaged; "
    assert line in Path("out/summary.md").read_text(encoding="utf-8")
    assert "changes/e.docx.md" not in made()


def test_a_few_changes_are_seen_without_a_click(tmp_path: Path) -> None:
    page = tmp_path / "1.md"
    for length, seen in ((4_000, True), (4_001, False)):
        page.write_text("x" * length)
        text = summary_page("0" * 40, [Outcome("1.md", (), (0,) * 5, is_new=False, page=page)], Voice("en"))
        assert ("<details>" not in text) is seen


def test_changes_that_are_too_long_for_a_page_stand_elsewhere(tmp_path: Path) -> None:
    pages = [tmp_path / "1.md", tmp_path / "2.md"]
    for page, length in zip(pages, (800_000, 200_000), strict=True):
        page.write_text("x" * length)
    outcomes = [Outcome(page.name, (), (0,) * 5, is_new=False, said="much", page=page) for page in pages]
    text = summary_page("0" * 40, outcomes, Voice("en"))
    assert len(text.encode()) < 1_000_000
    assert text.endswith("</details>\n\n## 2\\.md\n\nToo long for this page.\n")


def test_findings_are_there_as_sarif(repository: Repository) -> None:
    repository("main")
    [log] = json.loads(Path("out/findings.sarif").read_text(encoding="utf-8"))["runs"]
    assert len(log["results"]) == 4


def test_a_summary_has_an_end() -> None:
    name = "#" * 10_000
    outcomes = [Outcome(name, (failure(name, name),), None, is_new=True)] * 999
    page = summary_page("0" * 40, outcomes, Voice("en"))
    assert len(page.encode()) < 1_000_000
    assert page.count("\n| \\#") == 2 * MOST_ROWS
    assert page.count(f"{999 - MOST_ROWS} more are not shown here.") == 2


# ---------------------------------------------------------------- what is refused


@pytest.mark.parametrize(
    ("base", "sentence"),
    [
        ("nowhere", "nowhere is not in this repository; fetch it (in CI, fetch the whole history)"),
        ("--upload-pack=touch pwned", "--upload-pack=touch pwned is not a revision; name a branch, a tag or a commit"),
        ("main..work", "main..work is not in this repository; fetch it (in CI, fetch the whole history)"),
    ],
)
def test_a_base_that_is_none_is_told_in_one_line(repository: Repository, base: str, sentence: str) -> None:
    result = repository("--", base) if base.startswith("-") else repository(base)
    assert (result.code, result.err) == (2, f"policy-extract: {sentence}\n")
    assert [path.name for path in Path().iterdir() if path.name in {"out", "pwned"}] == []


def test_outside_a_repository_git_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    result = Repository(capsys)("main")
    assert result.code == 2
    assert result.err.startswith("policy-extract: git says: fatal: not a git repository")


def test_without_git_one_line_says_so(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    assert repository("main").err == "policy-extract: git is not installed; install git\n"


@pytest.mark.parametrize("make", [lambda: Path("out/x").write_text("mine"), lambda: Path("out/x").symlink_to("/")])
def test_a_folder_that_is_not_empty_is_refused(repository: Repository, make: Any) -> None:
    """Somebody may have committed it, with links in it that lead elsewhere."""
    Path("out").mkdir()
    make()
    result = repository("main")
    assert (result.code, result.err) == (2, "policy-extract: out is not empty; name a new folder\n")
    assert [path.name for path in Path("out").iterdir()] == ["x"]


def test_a_link_to_a_folder_is_refused(repository: Repository, tmp_path_factory: pytest.TempPathFactory) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    Path("out").symlink_to(elsewhere)
    assert repository("main").code == 2
    assert [*elsewhere.iterdir()] == []


# ---------------------------------------------------------------- hostile repositories


def test_a_link_is_not_followed(repository: Repository, tmp_path_factory: pytest.TempPathFactory) -> None:
    secret = tmp_path_factory.mktemp("secret") / "plan.docx"
    sample("opinion", str(secret))
    Path("b.docx").unlink()
    Path("b.docx").symlink_to(secret)
    Path("e.docx").symlink_to(secret)
    repository.commit()
    result = repository("main", "--findings", "json")
    told = {json.loads(line)["file"] for line in result.out.splitlines() if "unreadable" in line}
    assert told == {"b.docx", "e.docx"}
    assert [name for name in made() if "b.docx" in name or "e.docx" in name] == []


def test_a_hostile_name_does_nothing(repository: Repository) -> None:
    sample("draft-with-changes", HOSTILE)
    Path("a\n::error::b.docx").write_bytes(b"%PDF-1.7\n")
    repository.commit()
    result = repository("main", "--findings", "github")
    commands = [line for line in result.out.split("\n") if line.strip().startswith("::")]
    assert {re.match(r"::(\w+) file=", line) is not None for line in commands} == {True}
    assert commands[0].startswith("::error file=a%0A%3A%3Aerror%3A%3Ab.docx,title=unreadable::")
    assert [path.name for path in Path().iterdir() if path.name == "pwned"] == []
    summary = Path("out/summary.md").read_text(encoding="utf-8")
    assert "<b>" not in summary
    assert re.search(r"(?<!\\)\[a\](?!\\)", summary) is None
    assert [line.count(" | ") for line in summary.splitlines() if "touch" in line][:1] == [8]


def test_a_name_that_is_no_utf8_is_read_all_the_same(repository: Repository) -> None:
    name = os.fsdecode("方案.docx".encode("gb18030"))
    try:
        sample("plain-plan", name)
    except OSError:
        pytest.skip("this file system takes names in UTF-8 only")
    repository.commit()
    assert repository("main").code == 0
    assert len(made()) == 6


def test_two_names_that_are_no_utf8_have_two_results(repository: Repository) -> None:
    try:
        for name in (b"\xb7.docx", b"\xb8.docx"):
            sample("plain-plan", os.fsdecode(name))
    except OSError:
        pytest.skip("this file system takes names in UTF-8 only")
    repository.commit()
    assert repository("main").code == 0
    assert [name for name in made() if "x" in name[:9]] == [r"plans/\xb7.docx.json", r"plans/\xb8.docx.json"]


def test_a_path_too_long_for_its_result_costs_one_document(repository: Repository) -> None:
    here = str(Path.cwd())
    above = "/".join(["d" * 100] * 39 + ["e" * (4090 - 39 * 101 - len(here) - 8)])
    for step in above.split("/"):
        Path(step).mkdir()
        os.chdir(step)
    Path("a.docx").write_bytes((SAMPLES / "plain-plan" / "source.docx").read_bytes())
    os.chdir(here)
    repository.commit()
    result = repository("main", "--findings", "json")
    told = [json.loads(line) for line in result.out.splitlines()]
    assert [line["message"] for line in told if line["code"] == "unreadable"] == [
        "its result cannot be written: File name too long; give it another name"
    ]
    assert "plans/市/a.docx.json" in made()


def test_settings_of_git_do_not_change_where_files_are(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    repository.git("config", "diff.relative", "true")
    monkeypatch.chdir("新")
    assert repository("main").code == 0
    assert made() == ["findings.sarif", "plans/新/c.docx.json", "summary.md"]


def test_a_name_as_long_as_a_file_system_takes_is_read(repository: Repository) -> None:
    """A title of 80 signs is 240 bytes, and somebody saves the file under it."""
    name = "方" * 83 + ".docx"
    sample("plain-plan", f"{'案' * 85}/{name}")
    sample("plain-plan", name)
    repository.commit()
    sample("opinion", name)
    assert repository("HEAD").code == 0
    [result] = Path("out/plans").iterdir()
    assert load_plan(result.read_bytes()).source.name == name
    shutil.rmtree("out")
    repository("main")
    assert len([file for file in made() if file.startswith("plans/") and "~" in file]) == 2


def test_a_folder_named_like_a_result_costs_one_document(repository: Repository) -> None:
    sample("plain-plan", "d.docx")
    sample("plain-plan", "d.docx.json/e.docx")
    repository.commit()
    result = repository("main", "--findings", "json")
    assert result.code == 1
    told = [json.loads(line) for line in result.out.splitlines()]
    assert {line["file"] for line in told if line["code"] == "unreadable"} == {"d.docx.json/e.docx"}
    assert "plans/d.docx.json" in made()
    assert "plans/市/a.docx.json" in made()


# ---------------------------------------------------------------- what runs it

PROGRAMS = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"


def action(repository: Repository, **environ: str) -> subprocess.CompletedProcess[str]:
    """The steps of the Action, as a runner starts them."""
    given = {"PATH": PROGRAMS, "GITHUB_STEP_SUMMARY": "../page.md", "GITHUB_OUTPUT": "../outputs", "LANG": "C.UTF-8"}
    command = ["bash", str(ROOT / "ci" / "changed_plans.sh")]
    return subprocess.run(command, env=given | environ, capture_output=True, text=True, check=False)


def test_the_steps_of_the_action_run_in_a_repository(repository: Repository, tmp_path: Path) -> None:
    sample("draft-with-changes", HOSTILE)
    repository.commit()
    done = action(
        repository, POLICY_EXTRACT_BASE="main", POLICY_EXTRACT_OUT="../kept", POLICY_EXTRACT_FAIL_ON="warning"
    )
    try:
        assert done.returncode == 1
        assert done.stdout.startswith("::")
        assert {re.match(r"::(warning|notice) file=", line) is not None for line in done.stdout.splitlines()} == {True}
        kept = tmp_path.parent / "kept"
        assert (tmp_path.parent / "page.md").read_bytes() == (kept / "summary.md").read_bytes()
        assert (tmp_path.parent / "outputs").read_text() == "folder=../kept\n"
        assert (kept / "findings.sarif").exists()
        assert (kept / "plans" / "市" / "a.docx.json").exists()
        assert not Path("pwned").exists()
    finally:
        shutil.rmtree(tmp_path.parent / "kept", ignore_errors=True)
        for name in ("page.md", "outputs"):
            (tmp_path.parent / name).unlink(missing_ok=True)


def test_paths_of_the_action_are_one_a_line(repository: Repository) -> None:
    done = action(repository, POLICY_EXTRACT_BASE="main", POLICY_EXTRACT_PATHS="新\n\n$(touch pwned) x\n")
    assert (done.returncode, done.stdout) == (0, "")
    assert [path.name for path in Path("changed-plans").rglob("*.json")] == ["c.docx.json"]
    assert not Path("pwned").exists()


def test_the_action_puts_nothing_that_others_say_into_its_scripts() -> None:
    steps = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))["runs"]["steps"]
    scripts = [step["run"] for step in steps if "run" in step]
    assert len(scripts) == 2
    assert [script for script in scripts if "${{" in script] == []


def test_the_steps_of_the_action_run_as_a_runner_runs_them(repository: Repository, tmp_path: Path) -> None:
    """The script of the step itself, with what its `env` would hold; twice, as in a job that has the step twice."""
    step = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))["runs"]["steps"][2]
    assert {name for name in step["env"] if name.startswith("POLICY")} == {
        "POLICY_EXTRACT_BASE", "POLICY_EXTRACT_PATHS", "POLICY_EXTRACT_FAIL_ON", "POLICY_EXTRACT_LANG"
    }  # fmt: skip
    temporary = tmp_path / ".git" / "runner"
    (temporary / "policy-extract").mkdir(parents=True)
    (temporary / "policy-extract" / "bin").symlink_to(Path(sys.executable).parent)
    given = {"PATH": os.environ["PATH"], "RUNNER_TEMP": str(temporary), "ACTION": str(ROOT), "LANG": "C.UTF-8"}
    given |= {"POLICY_EXTRACT_BASE": "main", "POLICY_EXTRACT_PATHS": "", "GITHUB_OUTPUT": str(temporary / "outputs")}
    for _ in range(2):
        subprocess.run(["bash", "-e", "-o", "pipefail", "-c", step["run"]], env=given, capture_output=True, check=True)
    folders = [line.removeprefix("folder=") for line in (temporary / "outputs").read_text().splitlines()]
    assert len(set(folders)) == 2
    assert [(Path(folder) / "summary.md").exists() for folder in folders] == [True, True]


def test_every_input_of_the_action_is_used_and_described() -> None:
    text = (ROOT / "action.yml").read_text(encoding="utf-8")
    inputs = yaml.safe_load(text)["inputs"]
    page = (ROOT / "docs" / "ci.md").read_text(encoding="utf-8")
    assert [name for name in inputs if f"inputs.{name}" not in text or f"`{name}`" not in page] == []


def test_what_the_page_shows_for_ci_systems_is_yaml_and_names_inputs_there_are() -> None:
    page = (ROOT / "docs" / "ci.md").read_text(encoding="utf-8")
    shown = [yaml.safe_load(text) for text in re.findall(r"```yaml\n(.*?)```", page, re.DOTALL)]
    github, _, gitlab, hooks = shown
    inputs = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))["inputs"]
    assert {name for step in github["jobs"]["plans"]["steps"][1:] for name in step["with"]} <= {*inputs}
    assert shlex.split(gitlab["plans"]["script"][1])[:2] == ["policy-extract", "changed"]
    [hook] = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    assert hooks["repos"][0]["hooks"][0]["id"] == hook["id"]


def test_the_hook_fails_on_a_plan_with_findings_and_not_on_another(
    repository: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    [hook] = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    program, *arguments = [*shlex.split(hook["entry"]), *hook["args"]]
    assert program == "policy-extract"
    assert all(re.search(hook["files"], f"市/a{suffix}") for suffix in OFFICE_SUFFIXES)
    assert not re.search(hook["files"], "README.md")
    assert run([*arguments, "新/c.docx"], {}) == 0
    assert capsys.readouterr().out == ""
    assert run([*arguments, "市/a.docx", "新/c.docx"], {}) == 1
    assert capsys.readouterr().out.splitlines()[0].startswith("市/a.docx:b17:1: number-repeated: ")
