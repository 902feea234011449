"""What goes wrong costs one file, or stops the run with a clear word; nothing is lost either way."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import pytest
from batch_builder import (
    FAULTS,
    FULL_DISK,
    SLOW_RULE,
    children,
    hook,
    manifest,
    plans,
    program,
    results,
    start,
    statuses,
    wait_for,
)

from policy_extract import load_plan
from policy_extract.batch import processes
from policy_extract.batch.lock import locked
from policy_extract.batch.program import program as program_digest
from policy_extract.batch.stores import LocalStore
from policy_extract.batch.work import Settings, Task
from policy_extract.errors import EngineError


@pytest.fixture
def faults(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Processes of ours that go wrong as a file's name asks; and an empty folder to work in."""
    monkeypatch.chdir(tmp_path)
    return hook(tmp_path / "hooks", FAULTS)


# ---------------------------------------------------------------- one file each


def test_every_fault_costs_the_file_that_has_it_and_no_other(faults: str) -> None:
    names = ["a.txt", "killed.txt", "b.txt", "quits.txt", "hangs.txt", "c.txt", "eats.txt", "gulps.txt", "bug.txt"]
    plans(Path("in"), *names, "d.txt", "prints.txt")
    limits = ["--time-limit", "8", "--memory-limit", "200"]
    result = program("batch", "in", "-o", "out", "--jobs", "2", *limits, hooks=faults)
    assert (result.code, result.out) == (1, b"")
    lines = manifest(Path("out"))
    assert {path: line["error"] for path, line in lines.items()} == {
        "a.txt": None,
        "b.txt": None,
        "bug.txt": "this is a bug in policy-extract (KeyError); please report it",
        "c.txt": None,
        "d.txt": None,
        "eats.txt": "reading it took more than 200 MB of memory; split it, or allow more with --memory-limit",
        "gulps.txt": "reading it took more than 200 MB of memory; split it, or allow more with --memory-limit",
        "hangs.txt": "reading it took longer than 8 s; split it, or allow more with --time-limit",
        "killed.txt": "every process that read it ended (SIGKILL); please report it",
        "prints.txt": None,
        "quits.txt": "every process that read it ended (exit code 3); please report it",
    }
    assert all(line["sha256"] for line in lines.values())
    assert "KeyError: 'odd'" in result.err


def test_a_document_that_hangs_on_a_slow_rule_costs_one_file(faults: str) -> None:
    plans(Path("in"), "a.txt", "b.txt")
    Path("slow.toml").write_text(SLOW_RULE, encoding="utf-8")
    Path("in/endless.txt").write_text("甲" * 60 + "丙甲乙\n", encoding="utf-8")
    result = program("batch", "in", "-o", "out", "--grammar", "slow.toml", "--time-limit", "8")
    assert result.code == 1
    assert statuses(Path("out")) == {"a.txt": "ok", "b.txt": "ok", "endless.txt": "failed"}
    assert "1 file: reading it took longer than 8 s; split it, or allow more with --time-limit\n" in result.err


def test_an_accident_that_happens_once_costs_nothing(faults: str) -> None:
    plans(Path("in"), "a.txt", "accident.txt")
    assert program("batch", "in", "-o", "out", hooks=faults).code == 0
    assert statuses(Path("out")) == {"a.txt": "ok", "accident.txt": "ok"}


def test_a_worker_killed_from_outside_costs_at_most_its_file(faults: str) -> None:
    plans(Path("in"), *(f"slow{number}.txt" for number in range(8)))
    process = start("batch", "in", "-o", "out", "--jobs", "2", hooks=faults)
    wait_for(lambda: results(Path("out")))
    os.kill(children(process.pid)[0], signal.SIGKILL)
    _, err = process.communicate(timeout=60)
    assert process.returncode == 0, err
    assert set(statuses(Path("out")).values()) == {"ok"}


def test_a_file_that_went_wrong_by_accident_is_tried_again_the_next_time(faults: str) -> None:
    plans(Path("in"), "a.txt", "quits.txt")
    program("batch", "in", "-o", "out", hooks=faults)
    result = program("batch", "in", "-o", "out")
    assert result.code == 0
    assert "2 files: 2 ok, 1 of them unchanged" in result.err


def test_an_older_result_of_a_file_that_fails_now_is_removed(faults: str) -> None:
    plans(Path("in"), "a.txt", "b.txt")
    program("batch", "in", "-o", "out")
    Path("in/b.txt").write_bytes(b"%PDF-1.7\n")
    assert program("batch", "in", "-o", "out").code == 1
    assert statuses(Path("out")) == {"a.txt": "ok", "b.txt": "failed"}  # and `manifest` looks for the result


def test_workers_that_cannot_work_at_all_end_the_run(faults: str, tmp_path: Path) -> None:
    plans(Path("in"), "a.txt")
    hooks = hook(tmp_path / "ill", "import os, sys\nif '-c' in sys.orig_argv: os._exit(3)\n")
    result = program("batch", "in", "-o", "out", hooks=hooks)
    assert (result.code, result.err) == (
        2,
        "policy-extract: a worker process ended as it started (exit code 3); try one file with policy-extract parse\n",
    )


STARTS_KILLED = """
import os, signal, sys
if '-c' in sys.orig_argv:
    with open("starts", "a") as starts:
        starts.write("x")
        starts.flush()
        if starts.tell() <= {most}:
            os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.parametrize(("killed", "failed"), [(2, 0), (3, 1)])
def test_workers_killed_as_they_start_are_started_again_and_then_cost_one_file(
    faults: str, tmp_path: Path, killed: int, failed: int
) -> None:
    plans(Path("in"), "a.txt", "b.txt", "c.txt")
    hooks = hook(tmp_path / "ill", STARTS_KILLED.format(most=killed))
    result = program("batch", "in", "-o", "out", "--jobs", "1", hooks=hooks)
    assert result.code == (1 if failed else 0), result.err
    assert sorted(statuses(Path("out")).values()) == ["failed"] * failed + ["ok"] * (3 - failed)
    if failed:
        sentence = "every process that should read it ended as it started (SIGKILL); free memory, or use fewer --jobs"
        assert f"1 file: {sentence}\n" in result.err
        assert program("batch", "in", "-o", "out").code == 0


def test_where_every_worker_is_killed_as_it_starts_the_run_ends(
    faults: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plans(Path("in"), *(f"{number}.txt" for number in range(8)))
    monkeypatch.setattr(processes, "_PAUSES", (0.01, 0.01))
    hook(tmp_path / "ill", STARTS_KILLED.format(most=1000))
    monkeypatch.syspath_prepend(str(tmp_path / "ill"))
    tasks = [Task(f"{number}.txt", f"in/{number}.txt") for number in range(8)]
    with processes.Processes(Settings("out", program_digest()), 1) as engine:
        records = engine.records(tasks)
        assert [next(records).line.status for _ in range(3)] == ["failed"] * 3
        with pytest.raises(EngineError, match=r"worker processes end as they start \(SIGKILL\)"):
            next(records)


@pytest.mark.parametrize("number", [errno.EAGAIN, errno.ENOMEM])
def test_a_moment_without_room_for_a_process_costs_nothing(
    faults: str, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    plans(Path("in"), "a.txt")
    popen, refused = subprocess.Popen, []

    def sometimes(*arguments: Any, **more: Any) -> Any:
        if not refused:
            refused.append(number)
            raise OSError(number, os.strerror(number))
        return popen(*arguments, **more)

    monkeypatch.setattr(subprocess, "Popen", sometimes)
    monkeypatch.setattr(processes, "_PAUSES", (0.01, 0.01))
    with processes.Processes(Settings(str(Path("out").resolve()), program_digest()), 1) as engine:
        [record] = engine.records([Task("a.txt", str(Path("in/a.txt").resolve()))])
    assert record.line.status == "ok"


def test_a_run_that_is_over_waits_for_no_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "_PAUSES", (600.0,))
    monkeypatch.setattr(processes, "_start", refuse_to_start)
    worker = processes.Worker(Settings("out", ""))
    threading.Timer(0.2, worker.close).start()
    with pytest.raises(processes.Closed):
        worker.read(Task("a.txt", "in/a.txt"))


def refuse_to_start() -> subprocess.Popen[bytes]:
    raise processes.NotStarted("SIGKILL")


def test_a_worker_that_is_another_program_ends_the_run(faults: str) -> None:
    plans(Path("in"), "a.txt")
    with (
        processes.Processes(Settings("out", "an older one"), 2) as engine,
        pytest.raises(EngineError, match="another ver"),
    ):
        list(engine.records([Task("a.txt", "in/a.txt")]))


def test_where_no_process_can_be_started_the_run_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    with (
        processes.Processes(Settings("out", ""), 2) as engine,
        pytest.raises(EngineError, match="no worker process can be"),
    ):
        list(engine.records([Task("a.txt", "a.txt")]))


# ---------------------------------------------------------------- inputs that change


def test_an_input_that_changes_after_it_was_read_is_told(faults: str) -> None:
    plans(Path("in"), "a.txt", "edited.txt")
    edited = Path("in/edited.txt").resolve()
    result = program("batch", "in", "-o", "out", hooks=faults, EDITED=str(edited))
    assert result.code == 0
    assert "1 file changed while the batch ran, run it again: in/edited.txt\n" in result.err
    before = manifest(Path("out"))["edited.txt"]["sha256"]
    program("batch", "in", "-o", "out")
    assert manifest(Path("out"))["edited.txt"]["sha256"] != before


# ---------------------------------------------------------------- stopped


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_stopped_run_leaves_whole_files_and_a_manifest_and_goes_on_from_there(
    faults: str, number: int, code: int
) -> None:
    plans(Path("in"), *(f"slow{place}.txt" for place in range(8)), "scan.txt")
    Path("in/scan.txt").write_bytes(b"%PDF-1.7\n")
    process = start("batch", "in", "-o", "out", "--jobs", "2", hooks=faults)
    wait_for(lambda: len(results(Path("out"))) >= 2)
    process.send_signal(number)
    _, err = process.communicate(timeout=30)
    assert process.returncode == code
    assert b"the same command goes on from there" in err
    done = statuses(Path("out"))
    assert 1 <= len(done) < 9  # a result is there before its line in the manifest
    assert [load_plan(Path("out", name).read_bytes()).format for name in results(Path("out"))]
    assert not any(Path("out/.policy-extract/unfinished").iterdir())
    result = program("batch", "in", "-o", "out")
    assert f"{len(done)} of them unchanged" in result.err
    assert Path("out/manifest.jsonl").read_bytes() == undisturbed()


def test_a_signal_that_comes_while_python_hears_no_exception_stops_the_run_at_the_next_record(
    faults: str, tmp_path: Path
) -> None:
    plans(Path("in"), *(f"slow{place}.txt" for place in range(8)))
    hooks = hook(
        tmp_path / "deaf",
        FAULTS
        + """
from policy_extract.cli.progress import Progress

class Deaf:
    def __del__(self):
        os.kill(os.getpid(), signal.SIGINT)

told = Progress.tell

def tell(self, outcome):
    told(self, outcome)
    if len(outcome.lines) == 2:
        Deaf()

Progress.tell = tell
""",
    )
    result = program("batch", "in", "-o", "out", hooks=hooks)
    assert result.code == 130
    assert "2 of 8 done" in result.err


def test_a_run_that_was_killed_goes_on_from_where_it_was(faults: str) -> None:
    plans(Path("in"), *(f"slow{place}.txt" for place in range(16)), "scan.txt")
    Path("in/scan.txt").write_bytes(b"%PDF-1.7\n")
    process = start("batch", "in", "-o", "out", "--jobs", "2", hooks=faults)
    wait_for(lambda: any(Path("out/.policy-extract/journal").glob("*")))
    workers = children(process.pid)
    process.kill()
    process.communicate()
    wait_for(lambda: not [worker for worker in workers if Path(f"/proc/{worker}").exists()])
    result = program("batch", "in", "-o", "out")
    assert "of them unchanged" in result.err
    assert Path("out/manifest.jsonl").read_bytes() == undisturbed()


def undisturbed() -> bytes:
    """The manifest of a run that nothing disturbs."""
    program("batch", "in", "-o", "undisturbed", "--jobs", "1")
    return Path("undisturbed/manifest.jsonl").read_bytes()


# ---------------------------------------------------------------- nowhere to write


def unwritable(out: str, reason: str) -> str:
    """What is said where results cannot be written."""
    return f"policy-extract: {out} cannot be written: {reason}; fix that, then run the same command again: it goes on from there\n"


def test_a_full_disk_is_told_at_once_and_what_is_done_is_kept(faults: str, tmp_path: Path) -> None:
    plans(Path("in"), *(f"{letter}.txt" for letter in "abcdefgh"))
    hooks = hook(tmp_path / "disk", f"NAME = 'h.txt.json'\n{FULL_DISK}")
    result = program("batch", "in", "-o", "out", "--jobs", "1", hooks=hooks)
    assert (result.code, result.err) == (2, unwritable("out", "No space left on device"))
    assert statuses(Path("out")) == {f"{letter}.txt": "ok" for letter in "abcdefg"}
    assert "7 of them unchanged" in program("batch", "in", "-o", "out").err


@pytest.mark.parametrize("name", ["manifest.jsonl", "journal"])
def test_a_disk_that_is_too_full_for_the_manifest_leaves_the_old_one(faults: str, tmp_path: Path, name: str) -> None:
    plans(Path("in"), "a.txt")
    program("batch", "in", "-o", "out")
    before = Path("out/manifest.jsonl").read_bytes()
    plans(Path("in"), "b.txt")
    hooks = hook(tmp_path / "disk", f"NAME = {name!r}\n{FULL_DISK}")
    result = program("batch", "in", "-o", "out", hooks=hooks)
    assert (result.code, result.err) == (2, unwritable("out", "No space left on device"))
    if name == "manifest.jsonl":
        assert Path("out/manifest.jsonl").read_bytes() == before
    assert program("batch", "in", "-o", "out").code == 0
    assert statuses(Path("out")) == {"a.txt": "ok", "b.txt": "ok"}


def test_a_small_file_system_that_fills_up_ends_the_run_and_what_is_there_is_whole(faults: str) -> None:
    Path("small").mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=96k", "tmpfs", "small"], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("no file system can be mounted here")
    try:
        plans(Path("in"), *(f"{number:02}.txt" for number in range(40)))
        result = program("batch", "in", "-o", "small/out", "--jobs", "2")
        assert (result.code, result.err) == (2, unwritable("small/out", "No space left on device"))
        there = [load_plan(Path("small/out", name).read_bytes()).format for name in results(Path("small/out"))]
        assert 3 < len(there) < 40
    finally:
        subprocess.run(["umount", "small"], check=True)


@pytest.mark.parametrize(
    ("out", "reason"),
    [
        ("in/a.txt", "Not a directory"),
        ("in/a.txt/out", "Not a directory"),
        ("/proc/out", "No such file or directory"),
    ],
)
def test_a_folder_that_cannot_be_written_is_told_before_anything_is_read(faults: str, out: str, reason: str) -> None:
    plans(Path("in"), "a.txt")
    result = program("batch", "in", "-o", out)
    assert (result.code, result.err) == (2, unwritable(out, reason))


def test_a_name_that_is_too_long_with_json_after_it_is_shortened_and_stays_its_own(faults: str) -> None:
    names = ["方" * 83 + ".txt", "方" * 82 + "案.txt"]
    plans(Path("in"), *names)
    assert program("batch", "in", "-o", "out").code == 0
    assert statuses(Path("out")) == dict.fromkeys(names, "ok")
    assert len(list(Path("out").glob("*.json"))) == 2


# ---------------------------------------------------------------- two at once


def test_two_batches_into_one_folder_at_once_are_one_too_many(faults: str) -> None:
    plans(Path("in"), "a.txt")
    with locked(LocalStore(Path("out").resolve()), "out"):
        result = program("batch", "in", "-o", "out")
    assert result.code == 2
    who = f"process {os.getpid()} on {os.uname().nodename}"
    assert result.err == (
        f"policy-extract: out is in use by another batch, {who}; wait for it, or name another folder\n"
    )
    assert not Path("out/manifest.jsonl").exists()
    assert program("batch", "in", "-o", "out").code == 0


def test_the_first_of_two_batches_does_not_mind_the_second(faults: str) -> None:
    plans(Path("in"), "a.txt", "waits.txt")
    first = start("batch", "in", "-o", "out", hooks=faults)
    wait_for(lambda: results(Path("out")))
    second = program("batch", "in", "-o", "out")
    Path("go").touch()
    assert (second.code, "is in use by another batch" in second.err) == (2, True)
    first.communicate(timeout=60)
    assert first.returncode == 0
    assert set(statuses(Path("out")).values()) == {"ok"}
