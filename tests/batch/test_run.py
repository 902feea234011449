"""What `batch` does when all goes well: mirrored results, one manifest, nothing read twice."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import pytest
from batch_builder import PLAN, ROOT, SLOW_RULE, manifest, plans, program, results, statuses

from policy_extract import dump_plan, parse
from policy_extract.output.canonical import digest

if TYPE_CHECKING:
    from collections.abc import Callable

    from policy_extract.grammar import Grammars
    from policy_extract.pipeline import Outcome


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An empty folder to work in."""
    monkeypatch.chdir(tmp_path)


# ---------------------------------------------------------------- what is written


def test_each_document_has_its_json_at_the_mirrored_path(tmp_path: Path) -> None:
    plans(Path("in"), "a.txt", "a.md", "下级/年度/b.txt")
    assert program("batch", "in", "-o", "out").code == 0
    assert results(Path("out")) == ["a.md.json", "a.txt.json", "下级/年度/b.txt.json"]
    assert Path("out/下级/年度/b.txt.json").read_bytes() == dump_plan(parse("in/下级/年度/b.txt"))


def test_a_line_of_the_manifest_says_what_is_in_the_plan() -> None:
    plans(Path("in"), "a.txt")
    Path("in/a.txt").write_text(PLAN.format(number=1).replace("2.建设", "1.建设"), encoding="utf-8")
    program("batch", "in", "-o", "out")
    plan = parse("in/a.txt")
    assert manifest(Path("out")) == {
        "a.txt": {
            "path": "a.txt",
            "status": "ok",
            "sha256": plan.source.sha256,
            "digest": digest(plan),
            "counts": {
                "sections": 3,
                "tasks": 2,
                "units": 3,
                "indicators": 0,
                "items": 0,
                "targets": 1,
                "tables": 0,
                "blocks": 4,
            },
            "findings": {"number-repeated": 1},
            "error": None,
        }
    }


def test_a_plan_that_was_not_searched_to_its_end_is_partial_and_read_again_the_next_time(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from policy_extract import pipeline
    from policy_extract.batch.work import Reader, Settings, Task

    parse_bytes = pipeline.parse_bytes

    def hurried(data: bytes, name: str, *, grammars: Grammars, revisions: Literal["accepted", "original"]) -> Outcome:
        return parse_bytes(data, name, grammars=grammars.within(0.2), revisions=revisions)

    monkeypatch.setattr(pipeline, "parse_bytes", hurried)
    Path("a.txt").write_text("甲" * 60 + "丙甲乙\n", encoding="utf-8")
    settings = Settings(str(Path("out").resolve()), "", grammar=(("slow.toml", SLOW_RULE.encode()),))
    record = Reader(settings, lambda _: None).record(Task("a.txt", "a.txt"))
    assert record.line.status == "partial"
    assert record.line.findings["time-budget-exceeded"] == 1
    assert record.again


def test_files_that_do_not_look_like_documents_are_accounted_for_and_not_read() -> None:
    plans(Path("in"), "a.txt", "~$a.docx", ".hidden.txt", ".git/b.txt")
    Path("in/scan.png").write_bytes(b"\x89PNG\r\n")
    result = program("batch", "in", "-o", "out")
    assert result.code == 0
    assert statuses(Path("out")) == {"a.txt": "ok", "scan.png": "skipped", "~$a.docx": "skipped"}
    assert "3 files: 1 ok, 2 skipped\n" in result.err


def test_a_file_that_is_named_is_read_whatever_it_is_called() -> None:
    plans(Path("in"), "a.plan", "b.plan")
    program("batch", "in/a.plan", "-o", "one")
    program("batch", "in/*.plan", "-o", "both")
    assert statuses(Path("one")) == {"a.plan": "ok"}
    assert statuses(Path("both")) == {"a.plan": "ok", "b.plan": "ok"}


def test_a_source_that_leads_to_nothing_is_a_failed_line() -> None:
    plans(Path("in"), "a.txt")
    result = program("batch", "in/a.txt", "in/missing.txt", "in/*.docx", "-o", "out")
    assert result.code == 1
    assert statuses(Path("out")) == {"*.docx": "failed", "a.txt": "ok", "missing.txt": "failed"}
    assert "  2 files: there is no such file; check the path\n    in/*.docx  in/missing.txt\n" in result.err


def test_where_there_is_no_document_nothing_is_written() -> None:
    Path("in").mkdir()
    result = program("batch", "in", "-o", "out")
    assert (result.code, result.err) == (2, "policy-extract: there is no document among the sources; check the paths\n")
    assert not Path("out/manifest.jsonl").exists()


def test_where_there_are_other_files_only_they_are_named() -> None:
    Path("in").mkdir()
    for name in ("a.rar", "b.RAR", "图.png"):
        Path("in", name).write_bytes(b"x")
    result = program("batch", "in", "-o", "out")
    said = "policy-extract: there is no document among the sources, only 2 .rar, 1 .png; check the paths\n"
    assert (result.code, result.err) == (2, said)


def test_results_among_the_sources_are_no_sources() -> None:
    plans(Path(), "a.txt")
    program("batch", ".", "-o", "out")
    program("batch", ".", "-o", "out")
    assert statuses(Path("out")) == {"a.txt": "ok"}


def test_a_name_that_is_no_utf8_is_written_with_its_bytes() -> None:
    Path("in").mkdir()
    Path(os.fsdecode(b"in/" + "方案.txt".encode("gb18030"))).write_text(PLAN, encoding="utf-8")
    program("batch", "in", "-o", "out")
    assert statuses(Path("out")) == {r"\xb7\xbd\xb0\xb8.txt": "ok"}


def test_rules_of_ones_own_and_the_original_text_are_read_as_parse_does() -> None:
    shutil.copy(ROOT / "samples" / "draft-with-changes" / "source.docx", "a.docx")
    program("batch", "a.docx", "-o", "out", "--revisions", "original")
    assert Path("out/a.docx.json").read_bytes() == dump_plan(parse("a.docx", revisions="original"))


def test_a_mistake_in_a_rule_is_told_before_anything_is_read() -> None:
    plans(Path("in"), "a.txt")
    Path("own.toml").write_text("title = 3\n", encoding="utf-8")
    result = program("batch", "in", "-o", "out", "--grammar", "own.toml")
    assert result.code == 2
    assert result.err.startswith("policy-extract: own.toml:1: title: must be a text")
    assert not Path("out").exists()


# ---------------------------------------------------------------- the same bytes


def test_the_manifest_does_not_depend_on_the_number_of_workers_or_on_the_language() -> None:
    plans(Path("in"), *(f"{place}.txt" for place in range(9)))
    Path("in/scan.txt").write_bytes(b"\x89PNG\r\n")
    program("batch", "in", "-o", "one", "--jobs", "1")
    program("batch", "in", "-o", "three", "--jobs", "3", LANG="zh_CN.UTF-8")
    assert Path("one/manifest.jsonl").read_bytes() == Path("three/manifest.jsonl").read_bytes()


# ---------------------------------------------------------------- what is read again


def test_what_did_not_change_is_not_read_again_and_the_manifest_stays_as_it_is() -> None:
    plans(Path("in"), "a.txt", "b.txt")
    Path("in/scan.txt").write_bytes(b"\x89PNG\r\n")
    program("batch", "in", "-o", "out")
    before, written = Path("out/manifest.jsonl").read_bytes(), Path("out/a.txt.json").stat().st_ino
    result = program("batch", "in", "-o", "out")
    assert "3 files: 2 ok, 1 failed, 3 of them unchanged and not read again\n" in result.err
    assert Path("out/manifest.jsonl").read_bytes() == before
    assert Path("out/a.txt.json").stat().st_ino == written


def test_what_changed_is_read_again() -> None:
    plans(Path("in"), "a.txt", "b.txt")
    program("batch", "in", "-o", "out")
    changes: list[tuple[Callable[[], object], int]] = [
        (lambda: Path("in/a.txt").write_text(PLAN.format(number=99), encoding="utf-8"), 1),
        (lambda: Path("out/a.txt.json").unlink(), 1),
        (lambda: Path("out/a.txt.json").write_bytes(b"half"), 1),
        (lambda: Path("out/.policy-extract/journal/0.jsonl").write_text("{not json\n"), 2),
        (lambda: os.utime("in/a.txt", (0, 0)), 0),
    ]
    for change, read in changes:
        change()
        told = program("batch", "in", "-o", "out").err
        assert told.startswith("2 files: 2 ok\n" if read == 2 else f"2 files: 2 ok, {2 - read} of them unchanged")
        assert statuses(Path("out")) == {"a.txt": "ok", "b.txt": "ok"}


def test_what_would_be_read_in_another_way_is_read_again() -> None:
    plans(Path("in"), "a.txt")
    Path("own.toml").write_text('title = "None"\nstage = "outline"\n', encoding="utf-8")
    program("batch", "in", "-o", "out")
    for option in (["--force"], ["--revisions", "original"], ["--grammar", "own.toml"]):
        assert "unchanged" not in program("batch", "in", "-o", "out", *option).err


def test_results_whose_sources_are_gone_are_told_and_pruned_when_asked() -> None:
    plans(Path("in"), "a.txt", "deep/er/b.txt")
    program("batch", "in", "-o", "out")
    Path("in/deep/er/b.txt").unlink()
    told = "1 result without a source, kept until you say --prune: deep/er/b.txt\n"
    assert told in program("batch", "in", "-o", "out").err
    assert told in program("batch", "in", "-o", "out").err
    assert results(Path("out")) == ["a.txt.json", "deep/er/b.txt.json"]
    assert "1 result without a source removed: deep/er/b.txt\n" in program("batch", "in", "-o", "out", "--prune").err
    assert results(Path("out")) == ["a.txt.json"]
    assert not Path("out/deep").exists()
    assert "without a source" not in program("batch", "in", "-o", "out").err


# ---------------------------------------------------------------- what is reported


def test_the_exit_code_says_what_was_asked_about() -> None:
    plans(Path("good"), "a.txt")
    plans(Path("odd"), "a.txt")
    plans(Path("bad"), "a.txt", "scan.txt")
    Path("odd/a.txt").write_text(PLAN.replace("2.建设", "1.建设"), encoding="utf-8")
    Path("bad/scan.txt").write_bytes(b"\x89PNG\r\n")
    codes = {
        (name, level): program("batch", name, "-o", f"out-{name}", "--fail-on", level).code
        for name in ("good", "odd", "bad")
        for level in ("error", "warning", "never")
    }
    assert {asked for asked, code in codes.items() if code == 1} == {
        ("odd", "warning"),
        ("bad", "error"),
        ("bad", "warning"),
    }
    assert {*codes.values()} == {0, 1}


def test_the_summary_says_what_to_do_about_each_kind_of_failure() -> None:
    plans(Path("in"), *(f"{place}.txt" for place in range(3)), "picture.jpg")
    for place in range(5):
        Path(f"in/scan{place}.docx").write_bytes(b"\x89PNG\r\n")
    Path("in/empty.md").touch()
    result = program("batch", "in", "-o", "out")
    assert (result.code, result.out) == (1, b"")
    *lines, last = result.err.splitlines()
    assert lines == [
        "failed:",
        "  5 files: the file is a picture; recognise its text (OCR) and save that as .docx or .txt",
        "    in/scan0.docx  in/scan1.docx  in/scan2.docx  …",
        "  1 file: the file is empty; give a document that has text in it",
        "    in/empty.md",
        "skipped:",
        "  1 file: its suffix is not that of a document; name it, or a pattern it matches, to have it read",
        "    in/picture.jpg",
        "10 files: 3 ok, 6 failed, 1 skipped",
        "findings: 0 errors, 0 warnings, 0 for information",
    ]
    assert last.endswith(" files a second; out/manifest.jsonl")


def test_the_summary_is_there_in_chinese() -> None:
    plans(Path("in"), "a.txt")
    Path("in/scan.docx").write_bytes(b"\x89PNG\r\n")
    lines = program("batch", "in", "-o", "out", LANG="zh_CN.UTF-8").err.splitlines()
    assert lines[:2] == ["失败：", "  1 个文件：文件是图片；先识别文字（OCR），再存为 .docx 或 .txt"]
    assert lines[3:5] == ["2 个文件：成功 1，失败 1", "提示：错误 0，警告 0，仅供参考 0"]


def test_quiet_says_only_what_went_wrong() -> None:
    plans(Path("in"), "a.txt", "picture.jpg")
    assert program("batch", "in", "-o", "out", "--quiet").err == ""
    Path("in/empty.md").touch()
    result = program("batch", "in", "-o", "out", "-q")
    assert result.err.startswith("failed:\n  1 file: the file is empty;")
    assert result.err.count("\n") == 3


def test_dask_and_its_scheduler_go_together() -> None:
    for options in (["--engine", "dask"], ["--scheduler", "tcp://localhost:1"]):
        result = program("batch", "in", "-o", "out", *options)
        assert result.code == 2
        assert "--scheduler: it goes with --engine dask; give both or none" in result.err


def test_windows_is_told_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("platform.system", lambda: "Windows")
    result = program("batch", "in", "-o", "out")
    assert (result.code, result.err) == (2, "policy-extract: batch needs Linux or macOS; on Windows, run it in WSL\n")
