"""How far a batch has come, on a terminal and in a log; and a batch that goes on as files change."""

from __future__ import annotations

import os
import pty
import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from batch_builder import PLAN, ROOT, plans, start, statuses, wait_for

from policy_extract.batch.manifest import line_without_plan
from policy_extract.batch.run import Outcome
from policy_extract.batch.sources import Input
from policy_extract.cli import progress
from policy_extract.cli.progress import Progress
from policy_extract.cli.voice import Voice

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


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


def test_nobody_knows_how_long_it_takes_before_the_first_is_done(
    clock: list[float], capsys: pytest.CaptureFixture[str]
) -> None:
    with Progress(Voice("en"), quiet=False) as telling:
        clock[0] += 10
        telling.tell(outcome(0, 30, 0))
    assert capsys.readouterr().err == "0 of 30, 0.0/s, 0 failed, ? left\n"


def test_files_that_are_not_read_do_not_count(clock: list[float], capsys: pytest.CaptureFixture[str]) -> None:
    with Progress(Voice("en"), quiet=False) as telling:
        clock[0] += 10
        on_its_way = outcome(20, 30, 0)
        on_its_way.skipped = 10
        telling.tell(on_its_way)
    assert capsys.readouterr().err == "10 of 20, 1.0/s, 0 failed, 0:10 left\n"


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
    assert process.returncode == 0, shown.decode()
    assert b"of 3, " in shown
    assert "━".encode() in shown
    assert shown.rstrip().endswith(b"out/manifest.jsonl")


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 4096)
    except OSError:  # Linux says so where the other side is closed
        return b""


# ---------------------------------------------------------------- --watch


@pytest.fixture
def watching(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[], list[str]]]:
    """What is reported, line by line, about the folder `in`, which is watched and has two plans in it."""
    pytest.importorskip("watchfiles", reason="the extra watch is not installed")
    monkeypatch.chdir(tmp_path)
    plans(Path("in"), "a.txt", "b.txt")
    log = Path("log")
    with log.open("wb") as stream:
        process = start("batch", "--watch", "in", "-o", "in/out", stderr=stream)
    wait_for(lambda: "watching, Ctrl-C ends it\n" in log.read_text(encoding="utf-8"))

    def told() -> list[str]:
        return log.read_text(encoding="utf-8").partition("watching, Ctrl-C ends it\n")[2].splitlines()

    try:
        yield told
    finally:
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=30)
        assert process.returncode in {0, 1}


def test_watching_reads_what_changes_and_what_is_new(watching: Callable[[], list[str]]) -> None:
    Path("in/b.txt").write_text(PLAN.format(number=7) + "3.完善服务。（责任单位：市卫生健康局）\n", encoding="utf-8")
    wait_for(lambda: "in/b.txt: 3 tasks, 4 units, 0 findings" in watching())
    plans(Path("in"), "new.txt")
    wait_for(lambda: watching()[-1] == "in/new.txt: 2 tasks, 3 units, 0 findings")
    Path("in/a.txt").unlink()
    wait_for(lambda: watching()[-1] == "1 result without a source, kept until you say --prune: a.txt")
    assert statuses(Path("in/out")) == {"b.txt": "ok", "new.txt": "ok"}


def test_a_document_that_cannot_be_read_is_told_as_soon_as_it_is_saved(watching: Callable[[], list[str]]) -> None:
    Path("in/a.txt").write_bytes(b"")
    told = ["failed:", "  1 file: the file is empty; give a document that has text in it", "    in/a.txt"]
    wait_for(lambda: watching() == told)


def test_a_folder_that_runs_empty_goes_on_being_watched(watching: Callable[[], list[str]]) -> None:
    Path("in/a.txt").unlink()
    Path("in/b.txt").unlink()
    sentence = "policy-extract: there is no document among the sources; check the paths"
    wait_for(lambda: sentence in watching())
    plans(Path("in"), "c.txt")
    wait_for(lambda: "in/c.txt: 2 tasks, 3 units, 0 findings" in watching())


def test_only_folders_of_this_machine_are_watched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    process = start("batch", "--watch", "memory://in", "-o", "out")
    _, err = process.communicate(timeout=30)
    assert (process.returncode, err.decode()) == (
        2,
        "policy-extract: only folders of this machine can be watched; leave out --watch\n",
    )
