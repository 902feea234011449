"""Threads of one process may parse at the same time, from the first call on, and nothing of the process is changed."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

SAMPLE = Path(__file__).parents[1] / "samples" / "city-action-plan" / "source.docx"

ALONE = """
import sys
from policy_extract import dump_plan, parse
sys.stdout.buffer.write(dump_plan(parse(sys.stdin.buffer.read())))
"""
EIGHT_THREADS = """
import sys, threading
from policy_extract import dump_plan, parse

sys.setswitchinterval(1e-5)
data, told, ready = sys.stdin.buffer.read(), set(), threading.Barrier(8)

def call():
    ready.wait()
    try:
        told.add(dump_plan(parse(data)))
    except BaseException as error:
        told.add(repr(error).encode())

threads = [threading.Thread(target=call) for _ in range(8)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
sys.stdout.buffer.write(b"\\0".join(sorted(told)))
"""
NO_FOLDER = """
import os, tempfile
here = tempfile.mkdtemp()
os.chdir(here)
os.rmdir(here)
"""
MODULES_OF_OTHERS = """
import sys
from policy_extract import parse
parse(sys.stdin.buffer.read())
print(*sorted(name for name, module in sys.modules.items() if module is None or name.startswith("jieba")))
"""


def run(code: str) -> bytes:
    process = subprocess.run(
        [sys.executable, "-W", "error", "-c", code], input=SAMPLE.read_bytes(), capture_output=True, check=True
    )
    assert process.stderr == b""
    return process.stdout


@pytest.mark.parametrize("processes", [3, pytest.param(100, marks=[pytest.mark.full, pytest.mark.timeout(900)])])
def test_the_first_calls_of_a_process_may_come_from_eight_threads(processes: int) -> None:
    alone = run(ALONE)
    assert [told for told in (run(EIGHT_THREADS) for _ in range(processes)) if told != alone] == []


def test_a_plan_is_read_where_the_working_folder_was_removed() -> None:
    assert run(NO_FOLDER + ALONE) == run(ALONE)


def test_no_module_of_others_is_replaced() -> None:
    assert run(MODULES_OF_OTHERS).split() == []
