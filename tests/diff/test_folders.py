"""`diff OLD_FOLDER NEW_FOLDER`: which documents are versions of each other, and an index of them all."""

from __future__ import annotations

from pathlib import Path

import pytest

from policy_extract.comparison.folders import Listed, Paired, pair_folders
from policy_extract.pipeline import parse_bytes
from tests.collectors.program import Program


def plan(title: str, number: str = "", body: str = "做好各项服务") -> str:
    head = f"{number}\n" if number else ""
    return f"{head}{title}\n一、主要任务\n1.扩大服务供给。{body}。（责任单位：市民政局）\n2.加强监督管理。定期开展检查。（责任单位：市民政局）\n"


def listed(**documents: str) -> list[Listed]:
    return [Listed(f"{name}.txt", parse_bytes(text.encode(), f"{name}.txt").plan) for name, text in documents.items()]


def names(paired: Paired) -> tuple[list[tuple[str, str]], list[str], list[str]]:
    pairs = [(one.name.partition(".")[0], other.name.partition(".")[0]) for one, other in paired.pairs]
    gone, come = ([one.name.partition(".")[0] for one in some] for some in (paired.gone, paired.come))
    return pairs, gone, come


ELDERLY, SPORT, CHILD = "澜州市养老服务提升行动方案", "澜州市全民健身实施计划", "澜州市托育服务发展规划"


def test_documents_are_paired_by_title_whatever_their_file_is_called() -> None:
    old, new = listed(a=plan(ELDERLY), b=plan(SPORT)), listed(x=plan(SPORT), y=plan(ELDERLY))
    assert names(pair_folders(old, new)) == ([("b", "x"), ("a", "y")], [], [])


def test_what_has_no_counterpart_is_new_or_gone() -> None:
    old, new = listed(a=plan(ELDERLY), b=plan(SPORT)), listed(y=plan(ELDERLY), z=plan(CHILD))
    assert names(pair_folders(old, new)) == ([("a", "y")], ["b"], ["z"])


def test_two_documents_of_one_title_are_told_apart_by_their_numbers() -> None:
    first, second = plan(ELDERLY, "澜政发〔2024〕5号"), plan(ELDERLY, "澜政发〔2025〕8号")
    assert names(pair_folders(listed(a=first, b=second), listed(x=second, y=first))) == (
        [("b", "x"), ("a", "y")],
        [],
        [],
    )


def test_two_documents_of_one_title_without_numbers_are_told_apart_by_their_files() -> None:
    old = listed(a=plan(ELDERLY), b=plan(ELDERLY, body="建成中心2个"))
    new = listed(b=plan(ELDERLY), a=plan(ELDERLY, body="建成中心2个"))
    assert names(pair_folders(old, new)) == ([("b", "b"), ("a", "a")], [], [])


def test_another_title_is_known_by_its_likeness() -> None:
    old, new = (
        listed(a=plan("澜州市2024年养老服务工作要点")),
        listed(y=plan("澜州市2025年养老服务工作要点"), z=plan(CHILD)),
    )
    assert names(pair_folders(old, new)) == ([("a", "y")], [], ["z"])


# ---------------------------------------------------------------- as people call it


@pytest.fixture
def program(capsysbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Program:
    """The command line, beside two folders of plans."""
    monkeypatch.chdir(tmp_path)
    for folder, documents in (
        ("old", {"养老.txt": plan(ELDERLY), "健身.txt": plan(SPORT)}),
        ("new", {"养老（送审稿）.txt": plan(ELDERLY, body="建成中心2个"), "part/托育.txt": plan(CHILD), "图.jpg": "x"}),
    ):
        for name, text in documents.items():
            path = Path(folder, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
    return Program(capsysbinary, monkeypatch)


def test_an_index_is_printed(program: Program) -> None:
    result = program("diff", "old", "new")
    assert (result.code, result.err) == (1, "")
    lines = result.out.decode().splitlines()
    assert lines[0] == "old/ → new/: 1 pair, 1 of them changed, 1 new, 1 gone"
    assert lines[1].startswith("  养老.txt → 养老（送审稿）.txt  ")
    assert lines[2:] == ["  part/托育.txt  new", "  健身.txt  gone"]


def test_folders_that_hold_the_same_are_exit_code_0(program: Program) -> None:
    result = program("diff", "old", "old")
    assert result.code == 0
    assert "2 pairs, 0 of them changed, 0 new, 0 gone" in result.out.decode()


@pytest.mark.parametrize(
    ("form", "index", "suffix"), [("html", "html", "html"), ("docx", "md", "docx"), ("json", "md", "json")]
)
def test_comparisons_are_written_beside_an_index_that_leads_to_them(
    program: Program, form: str, index: str, suffix: str
) -> None:
    assert program("diff", "old", "new", "--as", form, "-o", "out").code == 1
    assert sorted(path.name for path in Path("out").iterdir()) == [f"index.{index}", f"养老（送审稿）.{suffix}"]
    written = Path("out", f"index.{index}").read_text(encoding="utf-8")
    assert f"%E5%85%BB%E8%80%81%EF%BC%88%E9%80%81%E5%AE%A1%E7%A8%BF%EF%BC%89.{suffix}" in written


def test_a_form_of_several_files_needs_a_folder(program: Program) -> None:
    result = program("diff", "old", "new", "--as", "html", "--lang", "zh")
    assert (result.code, result.out) == (2, b"")
    assert "比较两个文件夹会写出多个文件；请用 -o 指定文件夹" in result.err


def test_a_document_that_cannot_be_read_is_said_and_the_others_are_compared(program: Program) -> None:
    Path("new", "坏.docx").write_bytes(b"PK\x03\x04 no zip")
    result = program("diff", "old", "new")
    assert result.code == 2
    assert "坏.docx: " in result.err
    assert "1 pair, 1 of them changed" in result.out.decode()


def test_a_folder_without_a_document_is_said(program: Program) -> None:
    Path("empty").mkdir()
    result = program("diff", "old", "empty")
    assert (result.code, result.err) == (2, "empty: the folder has no document\n")


def test_a_change_that_was_not_asked_about_does_not_count(program: Program) -> None:
    Path("new", "健身.txt").write_text(plan(SPORT), encoding="utf-8")
    assert "2 pairs, 1 of them changed" in program("diff", "old", "new", "--only", "substance").out.decode()
