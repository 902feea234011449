"""How far a batch has come, on a terminal and in a log; and a batch that goes on as files change."""

from __future__ import annotations

import os
import pty
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from batch_builder import FAULTS, PLAN, ROOT, hook, listed, plans, results, start, wait_for

from policy_extract.batch.manifest import line_without_plan
from policy_extract.batch.run import Outcome
from policy_extract.batch.sources import Input
from policy_extract.cli import progress
from policy_extract.cli.progress import Progress
from policy_extract.cli.voice import Voice


def outcome(done: int, total: int, failed: int) -> Outcome:
    """A run on its way."""
    inputs = {str(place): Input(str(place), str(place)) for place in range(total)}
    lines = {str(place): line_without_plan(str(place), "failed", "odd") for place in range(done)}
    return Outcome(inputs, lines, failed=failed)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The time, which the test says."""
    now = [100.0]
    monkeypatch.setattr(progress.time, "monotonic", lambda: now[0])
    return now


def test_a_log_has_a_line_every_few_seconds(clock: list[float], capsys: pytest.CaptureFixture[str]) -> None:
    with Progress(Voice("en"), quiet=False) as telling:
        for second in range(1, 13):
            clock[0] = 100.0 + second
            telling.tell(outcome(second * 10, 200, 2))
    assert (
        capsys.readouterr().err == "60 of 200, 10.0/s, 2 failed, 0:14 left\n120 of 200, 10.0/s, 2 failed, 0:08 left\n"
    )


def test_the_line_is_there_in_chinese(clock: list[float], capsys: pytest.CaptureFixture[str]) -> None:
    with Progress(Voice("zh"), quiet=False) as telling:
        clock[0] += 10
        telling.tell(outcome(10, 30, 1))
    assert capsys.readouterr().err == "10/30，每秒 1.0 个，失败 1 个，还需 0:20\n"


def test_quiet_has_no_progress(clock: list[float], capsys: pytest.CaptureFixture[str]) -> None:
    with Progress(Voice("en"), quiet=True) as telling:
        clock[0] += 10
        telling.tell(outcome(10, 30, 1))
    assert capsys.readouterr().err == ""
    assert (telling.done, telling.total) == (10, 30)


def test_a_terminal_has_a_bar(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    plans(Path("in"), *(f"{place}.txt" for place in range(3)))
    ours, theirs = pty.openpty()
    environ = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "TERM": "xterm", "COLUMNS": "100"}
    command = [sys.executable, "-m", "policy_extract", "batch", "in", "-o", "out"]
    with subprocess.Popen(command, stderr=theirs, env=environ) as process:
        os.close(theirs)
        shown = b""
        while piece := _read(ours):
            shown += piece
    assert process.returncode == 0
    assert b"of 3, " in shown
    assert "━".encode() in shown
    assert shown.rstrip().endswith(b"out/manifest.jsonl")


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 4096)
    except OSError:  # Linux says so where the other side is closed
        return b""


# ---------------------------------------------------------------- --watch


def test_watching_reads_what_changes_and_what_is_new(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("watchfiles", reason="the extra watch is not installed")
    monkeypatch.chdir(tmp_path)
    plans(Path("in"), "a.txt", "b.txt")
    process = start("batch", "--watch", "in", "-o", "in/out")
    try:
        wait_for(lambda: len(results(Path("in/out"))) == 2 and Path("in/out/manifest.jsonl").exists())
        Path("in/b.txt").write_text(
            PLAN.format(number=7) + "3.完善服务。（责任单位：市卫生健康局）\n", encoding="utf-8"
        )
        wait_for(lambda: '"tasks":3' in Path("in/out/manifest.jsonl").read_text(encoding="utf-8"))
        plans(Path("in"), "new.txt")
        wait_for(lambda: Path("in/out/new.txt.json").exists())
        wait_for(lambda: listed(Path("in/out")) == ["a.txt ok", "b.txt ok", "new.txt ok"])
        Path("in/a.txt").unlink()
        wait_for(lambda: listed(Path("in/out")) == ["b.txt ok", "new.txt ok"])
    finally:
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=30)
    assert process.returncode == 0
    lines = err.decode().splitlines()
    told = lines[lines.index("watching, Ctrl-C ends it") + 1 :]
    assert told == [
        "in/b.txt: 3 tasks, 4 units, 0 findings",
        "in/new.txt: 2 tasks, 3 units, 0 findings",
        "1 result without a source, kept until you say --prune: a.txt",
    ]


def test_a_document_that_cannot_be_read_is_told_as_soon_as_it_is_saved(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("watchfiles", reason="the extra watch is not installed")
    monkeypatch.chdir(tmp_path)
    plans(Path("in"), "a.txt")
    process = start("batch", "--watch", "in", "-o", "out", hooks=hook(tmp_path / "hooks", FAULTS))
    try:
        wait_for(lambda: Path("out/manifest.jsonl").exists())
        Path("in/a.txt").write_bytes(b"")
        wait_for(lambda: listed(Path("out")) == ["a.txt failed"])
        plans(Path("in"), "a.txt")
        wait_for(lambda: listed(Path("out")) == ["a.txt ok"])
    finally:
        process.send_signal(signal.SIGTERM)
        _, err = process.communicate(timeout=30)
    assert process.returncode in {0, 1}
    assert "failed:\n  1 file: the file is empty; give a .docx, .txt or .md file\n    in/a.txt\n" in err.decode()


def test_only_folders_of_this_machine_are_watched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    process = start("batch", "--watch", "memory://in", "-o", "out")
    _, err = process.communicate(timeout=30)
    assert (process.returncode, err.decode()) == (
        2,
        "policy-extract: only folders of this machine can be watched; leave out --watch\n",
    )
