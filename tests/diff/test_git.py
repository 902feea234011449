"""git shows what changed in Word files, in a repository made for the test."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from docx import Document

from policy_extract.cli.install_git import BEGIN, END
from policy_extract.output.plain_text import sentences
from policy_extract.reading.forms import OFFICE_SUFFIXES

if TYPE_CHECKING:
    from collections.abc import Sequence

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
OLD = (
    "澜州市养老服务行动方案",
    "一、主要任务",
    "1.健全保障体系。提高津贴标准。（责任单位：*市人社局、市民政局）",
    "2.扩大服务供给。每个街道建成养老中心1个。（责任单位：市民政局、市财政局）",
)
NEW = (*OLD[:3], "2.扩大服务供给。每个街道建成养老中心2个。（责任单位：市民政局）")
SHOWN = " ".join(f"*{suffix}" for suffix in OFFICE_SUFFIXES)
BLOCK = "".join([f"{BEGIN}\n", *(f"{pattern} diff=policy-extract\n" for pattern in SHOWN.split()), f"{END}\n"])


class Repository:
    """A repository of its own, with a home of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.home = folder / "repository", folder / "home"
        if not self.folder.exists():
            self.folder.mkdir()
            self.home.mkdir()
            self.git("init", "--quiet")

    def run(self, *command: str | Path, **environ: str) -> subprocess.CompletedProcess[str]:
        """What a command says, in English, without a pager."""
        path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
        who = {f"GIT_{role}_{what}": "a@b" for role in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
        given = {"PATH": path, "HOME": str(self.home), "LANG": "C.UTF-8", "GIT_CONFIG_NOSYSTEM": "1", **who, **environ}
        return subprocess.run(
            [*command], cwd=self.folder, env=given, capture_output=True, encoding="utf-8", check=False, timeout=60
        )

    def git(self, *arguments: str | Path, **environ: str) -> str:
        """What git prints; it must not fail."""
        run = self.run("git", "--no-pager", *arguments, **environ)
        assert run.returncode == 0, run.stderr
        assert run.stderr == ""
        return run.stdout

    def install(self, *options: str) -> subprocess.CompletedProcess[str]:
        """What `install-git` says."""
        return self.run(sys.executable, "-m", "policy_extract", "install-git", *options)

    def write(self, paragraphs: Sequence[str], name: str = "plan.docx") -> None:
        """A Word file with these paragraphs, in the repository's index."""
        document = Document()
        for paragraph in paragraphs:
            document.add_paragraph(paragraph)
        document.save(str(self.folder / name))
        self.git("add", "--all")

    def commit(self) -> None:
        """Everything that is in the index."""
        self.git("commit", "--quiet", "--message", "draft")


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where a repository is that shows Word files, with the first draft committed."""
    folder = tmp_path_factory.mktemp("template")
    repository = Repository(folder)
    assert repository.install().returncode == 0
    repository.write(OLD)
    repository.commit()
    return folder


@pytest.fixture
def repository(template: Path, tmp_path: Path) -> Repository:
    """A copy of it."""
    shutil.copytree(template, tmp_path, dirs_exist_ok=True)
    return Repository(tmp_path)


# ---------------------------------------------------------------- what git shows


def test_git_diff_shows_what_changed(repository: Repository) -> None:
    repository.write(NEW)
    assert repository.git("diff", "--cached") == (
        "a/plan.docx → b/plan.docx: 2 of substance, 0 of wording, 0 of form\n"
        "\n"
        "  2 changes  2.扩大服务供给  unit removed joint 市财政局; value changed 每个街道建成养老中心1个 → 2个（up by 1）\n"
        "\n"
    )


def test_git_diff_speaks_chinese_and_uses_colours_in_a_pager(repository: Repository) -> None:
    repository.write(NEW)
    assert "实质 2" in repository.git("diff", "--cached", LANG="zh_CN.UTF-8")
    coloured = repository.git("diff", "--cached", GIT_PAGER_IN_USE="true", TERM="xterm")
    assert "\x1b[9;31m1个\x1b[0m → \x1b[4;32m2个\x1b[0m" in coloured
    assert "\x1b" not in repository.git("diff", "--cached", GIT_PAGER_IN_USE="true", TERM="xterm", NO_COLOR="1")


def test_git_log_shows_the_sentences_that_changed_under_their_heading(repository: Repository) -> None:
    repository.write(NEW)
    repository.commit()
    shown = repository.git("log", "--patch", "--max-count=1", "--format=", "--unified=0")
    assert shown.partition("@@")[2].splitlines() == [
        " -7,2 +7,2 @@ 2.扩大服务供给。",
        "-  每个街道建成养老中心1个。",
        "-  （责任单位：市民政局、市财政局）",
        "+  每个街道建成养老中心2个。",
        "+  （责任单位：市民政局）",
    ]


def test_git_difftool_and_git_show_ext_diff_show_the_same(repository: Repository) -> None:
    repository.write(NEW)
    report = repository.git("diff", "--cached")
    repository.commit()
    assert repository.git("difftool", "--no-prompt", "HEAD~1") == report
    assert repository.git("show", "--ext-diff", "--format=") == report


def test_a_file_that_is_new_or_gone_is_compared_with_nothing(repository: Repository) -> None:
    repository.write(NEW, "second.docx")
    assert repository.git("diff", "--cached").startswith("/dev/null → b/second.docx: ")
    repository.git("rm", "--quiet", "--force", "plan.docx", "second.docx")
    gone = repository.git("diff", "--cached")
    assert gone.startswith("a/plan.docx → /dev/null: ")
    assert "task removed" in gone
    assert "added" not in gone


def test_a_renamed_file_has_both_names(repository: Repository) -> None:
    repository.git("mv", "plan.docx", "方案.docx")
    assert repository.git("diff", "--cached", "--find-renames").startswith("a/plan.docx → b/方案.docx: no difference\n")


def test_a_file_that_cannot_be_read_is_named_and_does_not_stop_the_others(repository: Repository) -> None:
    repository.write(NEW)
    (repository.folder / "broken.docx").write_bytes(b"%PDF-1.4")
    repository.git("add", "--all")
    shown = repository.git("diff", "--cached")
    assert "broken.docx: the PDF is damaged; print it to a new PDF" in shown
    assert "a/plan.docx → b/plan.docx: 2 of substance" in shown
    repository.commit()
    log = repository.git("log", "--patch", "--max-count=1", "--format=")
    assert "+broken.docx: the PDF is damaged; print it" in log
    assert "+  （责任单位：市民政局）" in log


def test_a_path_with_conflicts_is_named(repository: Repository) -> None:
    repository.git("checkout", "--quiet", "-b", "other")
    repository.write(NEW)
    repository.commit()
    repository.git("checkout", "--quiet", "-")
    repository.write([*OLD, "3.加强监督管理。"])
    repository.commit()
    assert repository.run("git", "merge", "--quiet", "other").returncode == 1
    assert repository.git("diff", "--cached") == "plan.docx has conflicts that are not resolved\n"


def test_other_files_are_shown_as_ever(repository: Repository) -> None:
    (repository.folder / "notes.txt").write_text("one\n")
    repository.git("add", "--all")
    assert repository.git("diff", "--cached", "--", "notes.txt").endswith("+one\n")


# ---------------------------------------------------------------- install and uninstall


def test_installing_says_what_it_did_and_once_more_changes_nothing(repository: Repository) -> None:
    def state() -> tuple[bytes, ...]:
        return tuple((repository.folder / name).read_bytes() for name in (".git/config", ".gitattributes"))

    before = state()
    result = repository.install("--local")
    assert (result.returncode, result.stdout) == (0, "")
    assert result.stderr == (
        "git config --local: diff.policy-extract is set\n"
        f"{repository.folder}/.gitattributes: {SHOWN} is shown by policy-extract\n"
    )
    assert state() == before


def test_uninstalling_leaves_everything_else(tmp_path: Path) -> None:
    repository = Repository(tmp_path)
    attributes, config = repository.folder / ".gitattributes", repository.folder / ".git" / "config"
    attributes.write_bytes(b"*.txt text\r\n# \xff\n*.zip binary")
    repository.git("config", "diff.word.textconv", "antiword")
    before = attributes.read_bytes(), config.read_bytes()
    repository.install()
    assert attributes.read_bytes() == before[0] + b"\n" + BLOCK.encode()
    assert "policy-extract" in config.read_text()
    result = repository.install("--uninstall")
    assert result.stderr == (
        "git config --local: diff.policy-extract is gone\n"
        f"{attributes}: {SHOWN} is left to git\n"
    )  # fmt: skip
    assert (attributes.read_bytes(), config.read_bytes()) == (before[0] + b"\n", before[1])


def test_lines_of_others_below_the_block_stay_below(repository: Repository) -> None:
    attributes = repository.folder / ".gitattributes"
    attributes.write_text(f"{BLOCK}draft.docx -diff\n", encoding="utf-8")
    repository.install()
    assert attributes.read_text(encoding="utf-8") == f"{BLOCK}draft.docx -diff\n"


def test_a_file_that_held_our_lines_only_goes_with_them(repository: Repository) -> None:
    repository.install("--uninstall")
    assert not (repository.folder / ".gitattributes").exists()
    assert repository.install("--uninstall").returncode == 0


@pytest.mark.parametrize("line", ["*.docx diff=word", "*.docx binary", "  *.docx  text -diff"])
def test_a_rule_of_somebody_else_is_left_alone(tmp_path: Path, line: str) -> None:
    repository = Repository(tmp_path)
    attributes = repository.folder / ".gitattributes"
    attributes.write_text(f"{line}\n")
    config = (repository.folder / ".git" / "config").read_text()
    result = repository.install()
    assert result.returncode == 2
    assert f"has another rule: {line.strip()}; take it out" in result.stderr
    assert attributes.read_text() == f"{line}\n"
    assert (repository.folder / ".git" / "config").read_text() == config


@pytest.mark.parametrize("option", [(), ("--uninstall",)])
def test_a_link_in_the_repository_is_not_written_through(tmp_path: Path, option: tuple[str, ...]) -> None:
    repository, outside = Repository(tmp_path), tmp_path / "outside"
    outside.write_text(BLOCK, encoding="utf-8")
    (repository.folder / ".gitattributes").symlink_to(outside)
    run = repository.install(*option)
    assert (run.returncode, run.stdout, run.stderr.count("\n")) == (2, "", 1)
    assert "is a link, and git follows none here; put a file in its place" in run.stderr
    assert outside.read_text(encoding="utf-8") == BLOCK
    assert "policy-extract" not in repository.git("config", "--list")


@pytest.mark.parametrize("option", ["--local", "--global"])
def test_a_pipe_in_the_place_of_the_attributes_is_refused(tmp_path: Path, option: str) -> None:
    repository = Repository(tmp_path)
    for path in (repository.folder / ".gitattributes", repository.home / ".config" / "git" / "attributes"):
        path.parent.mkdir(parents=True, exist_ok=True)
        os.mkfifo(path)
    run = repository.install(option)
    assert (run.returncode, run.stdout, run.stderr.count("\n")) == (2, "", 1)
    assert "is not a regular file; remove it" in run.stderr


def test_everywhere_is_a_setting_of_the_user(tmp_path: Path) -> None:
    repository = Repository(tmp_path)
    assert repository.install("--global").returncode == 0
    assert (repository.home / ".config" / "git" / "attributes").read_text(encoding="utf-8") == BLOCK
    assert not (repository.folder / ".gitattributes").exists()
    repository.write(OLD)
    assert "task added" in repository.git("diff", "--cached")
    repository.install("--global", "--uninstall")
    assert repository.git("diff", "--cached").startswith("diff --git")


def test_the_file_of_attributes_that_the_user_named_is_used(tmp_path: Path) -> None:
    repository = Repository(tmp_path)
    repository.git("config", "--global", "core.attributesFile", "~/mine")
    repository.install("--global")
    assert (repository.home / "mine").read_text(encoding="utf-8") == BLOCK


def test_outside_a_repository_one_line_says_what_to_do(tmp_path: Path) -> None:
    repository = Repository(tmp_path)
    shutil.rmtree(repository.folder / ".git")
    result = repository.install()
    assert result.returncode == 2
    assert result.stderr.startswith("policy-extract: git says: fatal: not a git repository")
    assert result.stderr.endswith("; run it inside a repository, or with --global\n")
    assert len(result.stderr.splitlines()) == 1


# ---------------------------------------------------------------- the text form


def test_a_text_without_sentences_is_one_and_marks_stay_with_their_sentence() -> None:
    assert sentences("总体要求") == ["总体要求"]
    assert sentences("") == []
    assert sentences("“做好。”再做。") == ["“做好。”", "再做。"]
    assert sentences("一\n二。") == ["一", "二。"]
