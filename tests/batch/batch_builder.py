"""Plans to read, faults to meet, and the program to meet them."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import textwrap
import time
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, NamedTuple

from policy_extract import load_plan
from policy_extract.batch.work import result_of
from policy_extract.cli.start import run
from tests.collectors.program import hear_signals

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parents[2]
PLAN = """\
澜州市养老服务行动方案
一、主要任务
1.健全保障体系。提高津贴标准。（责任单位：*市人社局、市民政局）
2.建设服务设施。建成养老中心{number}个。（责任单位：市民政局）
"""
FAULTS = """\
import os, signal, sys, time
from pathlib import Path

from policy_extract.batch.work import Reader

parse = Reader._plan

def faulty(self, data, name, grammars):
    if "killed" in name:
        os.kill(os.getpid(), signal.SIGKILL)
    if "accident" in name and not Path(name + ".had").exists():
        Path(name + ".had").touch()
        os.kill(os.getpid(), signal.SIGSEGV)
    if "quits" in name:
        os._exit(3)
    if "hangs" in name:
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM, signal.SIGINT})
        time.sleep(600)
    if "eats" in name:
        pieces = []
        while True:
            pieces.append(bytearray(2**22))
            time.sleep(0.01)
    if "gulps" in name:
        bytearray(2**40)
    if "bug" in name:
        raise KeyError("odd")
    if "prints" in name:
        print("a stray line")
    if "slow" in name:
        time.sleep(0.4)
    while "waits" in name and not Path("go").exists():
        time.sleep(0.02)
    if "edited" in name:
        Path(os.environ["EDITED"]).write_bytes(data + "三、保障措施\\n".encode())
    return parse(self, data, name, grammars)

Reader._plan = faulty
"""
FULL_DISK = """\
import errno, os
from policy_extract.batch.stores import LocalStore

write = LocalStore.write

def full(self, name, data):
    if NAME in name:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    write(self, name, data)

LocalStore.write = full
"""
SLOW_RULE = """\
title = "A slow rule"
stage = "outline"

[[rule]]
id      = "slow"
finds   = "number"
set     = { style = "part", rank = 1 }
means   = "slow"
pattern = '^(?P<number>(?P<value>(?:(?:甲|甲甲)+)+)乙)'
accept  = [{ text = "甲乙" }]
reject  = [{ text = "丙", why = "no 甲" }]
"""


class Result(NamedTuple):
    code: int
    out: bytes
    err: str


def plans(folder: Path, *names: str) -> Path:
    """The folder, with a small plan under each name, each a little different."""
    for number, name in enumerate(names):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(PLAN.format(number=number), encoding="utf-8")
    return folder


def hook(folder: Path, code: str) -> str:
    """The PYTHONPATH with which every process of ours runs the code first."""
    folder.mkdir(exist_ok=True)
    (folder / "sitecustomize.py").write_text(textwrap.dedent(code), encoding="utf-8")
    return str(folder)


def start(
    *arguments: str | Path, hooks: str = "", stderr: int | IO[bytes] = subprocess.PIPE, **environ: str
) -> subprocess.Popen[bytes]:
    """The program, on its way."""
    path = os.pathsep.join(filter(None, [hooks, str(ROOT)]))
    return subprocess.Popen(
        [sys.executable, "-m", "policy_extract", *map(str, arguments)],
        stdout=subprocess.PIPE,
        stderr=stderr,
        preexec_fn=hear_signals,  # noqa: PLW1509  no thread of the tests holds a lock that signals need
        env={"PATH": os.environ["PATH"], "PYTHONPATH": path, "LANG": "C.UTF-8", **environ},
    )


def program(*arguments: str | Path, hooks: str = "", **environ: str) -> Result:
    """What the program says: with hooks in a process of its own, else, which is quicker, in this one."""
    if hooks:
        process = start(*arguments, hooks=hooks, **environ)
        out, err = process.communicate(timeout=100)
        return Result(process.returncode, out, err.decode())
    stream, lines = io.TextIOWrapper(io.BytesIO(), write_through=True), io.StringIO()
    with redirect_stdout(stream), redirect_stderr(lines):
        code = run([str(argument) for argument in arguments], {"LANG": "C.UTF-8", **environ})
    return Result(code, stream.buffer.getvalue(), lines.getvalue())


def manifest(out: Path) -> dict[str, dict[str, Any]]:
    """The lines of the manifest by path, after a check that each result they name is there."""
    lines = [json.loads(line) for line in (out / "manifest.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [line["path"] for line in lines] == sorted({line["path"] for line in lines})
    there = results(out)
    for line in lines:
        result = result_of(line["path"])
        assert (result in there) == (line["status"] in {"ok", "partial"}), line
        if result in there:
            assert load_plan((out / result).read_bytes()).source.sha256 == line["sha256"]
    return {line["path"]: line for line in lines}


def statuses(out: Path) -> dict[str, str]:
    """What became of each input."""
    return {path: line["status"] for path, line in manifest(out).items()}


def results(out: Path) -> list[str]:
    """The results that are there."""
    return sorted(path.relative_to(out).as_posix() for path in out.rglob("*.json"))


def children(process: int) -> list[int]:
    """The processes that a process started."""
    text = Path(f"/proc/{process}/task/{process}/children").read_text(encoding="ascii")
    threads = Path(f"/proc/{process}/task").glob("*/children")
    return [int(child) for child in " ".join([text, *(each.read_text(encoding="ascii") for each in threads)]).split()]


def wait_for(condition: Callable[[], object], seconds: float = 30) -> None:
    """Return when something is so."""
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until, "it never came to that"
        time.sleep(0.02)
