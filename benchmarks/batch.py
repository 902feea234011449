"""Thousands of documents: one process against two, memory of the workers, and other readers on the same files."""

from __future__ import annotations

import importlib.util
import subprocess
import tempfile
import threading
import time
import warnings
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from benchmarks.heap import make_heap
from benchmarks.measuring import ENVIRON, program

if TYPE_CHECKING:
    from collections.abc import Sequence

COUNT = 2000
FEW = 200
_LOOK = 0.05


class Batch(NamedTuple):
    """One finished batch."""

    seconds: float
    peak_mib: float
    """The largest peak of any worker."""
    manifest: bytes
    summary: str


def run_batch(folder: Path, out: Path, jobs: int) -> Batch:
    """A batch of a folder into a new one, in a process of its own."""
    command = [*program(), "--lang", "en", "batch", str(folder), "-o", str(out), "--jobs", str(jobs)]
    started = time.perf_counter()
    process = subprocess.Popen(command, env=ENVIRON, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    peaks: dict[int, float] = {}
    watch = threading.Thread(target=_watch, args=(process, peaks))
    watch.start()
    _, summary = process.communicate()
    seconds = time.perf_counter() - started
    watch.join()
    return Batch(seconds, max(peaks.values()), (out / "manifest.jsonl").read_bytes(), summary.decode())


def _watch(process: subprocess.Popen[bytes], peaks: dict[int, float]) -> None:
    """Note the peak of every child while the process lives."""
    while process.poll() is None:
        for child in _children(process.pid):
            peaks[child] = max(peaks.get(child, 0.0), _peak_mib(child))
        time.sleep(_LOOK)


def _children(process: int) -> list[int]:
    found: list[int] = []
    for children in Path(f"/proc/{process}/task").glob("*/children"):
        try:
            found += map(int, children.read_text(encoding="ascii").split())
        except OSError:  # the thread has ended
            continue
    return found


def _peak_mib(process: int) -> float:
    try:
        lines = Path(f"/proc/{process}/status").read_text(encoding="utf-8").splitlines()
    except OSError:
        return 0.0
    return max((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM:")), default=0.0)


def batch(_: Sequence[Path], __: int) -> None:
    """A heap of 2,000 documents, made from the samples and, where they are at hand, real ones."""
    with tempfile.TemporaryDirectory() as place:
        heap, few = Path(place, "heap"), Path(place, "few")
        make_heap(heap, COUNT)
        make_heap(few, FEW)
        _ours(Path(place), heap, few)
        _peers(sorted(heap.rglob("*.docx")))


def _ours(place: Path, heap: Path, few: Path) -> None:
    small = run_batch(few, place / "out-few", 2)
    one, two = run_batch(heap, place / "out-1", 1), run_batch(heap, place / "out-2", 2)
    print(two.summary)
    print(f"1 job   {COUNT / one.seconds:8.1f} documents a second   peak of a worker {one.peak_mib:6.1f} MiB")
    print(f"2 jobs  {COUNT / two.seconds:8.1f} documents a second   peak of a worker {two.peak_mib:6.1f} MiB")
    print(f"2 jobs are {one.seconds / two.seconds:.2f} times as fast as 1; the manifests are {_same(one, two)}")
    print(f"peak of a worker after {COUNT} against after {FEW}: {two.peak_mib / small.peak_mib:.3f}")


def _same(one: Batch, two: Batch) -> str:
    return "the same" if one.manifest == two.manifest else "NOT the same"


# ---------------------------------------------------------------- other readers

Reader = Callable[[Path], object]
OURS = "policy_extract"


def _ours_reads() -> Reader:
    from policy_extract.batch.manifest import line_of  # noqa: PLC0415  each reader is loaded before its first file
    from policy_extract.grammar import load  # noqa: PLC0415
    from policy_extract.output.canonical import digest, dump_plan  # noqa: PLC0415
    from policy_extract.pipeline import parse_bytes  # noqa: PLC0415

    grammars = load()

    def read(file: Path) -> object:
        plan = parse_bytes(file.read_bytes(), file.name, grammars=grammars).plan
        return dump_plan(plan), line_of(file.name, plan, digest(plan))

    return read


def _markitdown_reads() -> Reader:
    from markitdown import MarkItDown  # noqa: PLC0415

    convert: Reader = MarkItDown().convert
    return convert


def _mammoth_reads() -> Reader:
    import mammoth  # noqa: PLC0415

    def read(file: Path) -> object:
        with file.open("rb") as stream:
            return mammoth.convert_to_html(stream).value

    return read


def _docx2python_reads() -> Reader:
    from docx2python import docx2python  # noqa: PLC0415

    return lambda file: docx2python(file).text


READERS = {
    OURS: _ours_reads,
    "markitdown": _markitdown_reads,
    "mammoth": _mammoth_reads,
    "docx2python": _docx2python_reads,
}
"""What gives a reader that is ready to read, by the name of its package."""


def _peers(files: Sequence[Path]) -> None:
    """Documents a second of processor time for each reader that is installed, reader after reader on each Word file."""
    readers = {name: make() for name, make in READERS.items() if name == OURS or importlib.util.find_spec(name)}
    spent = dict.fromkeys(readers, 0.0)
    failed: Counter[str] = Counter()
    for file in files:
        for name, reader in readers.items():
            started = time.process_time()
            failed[name] += not _reads(reader, file)
            spent[name] += time.process_time() - started
    print(f"{len(files)} Word files, in one process, by processor time:")
    for name in readers:
        rate = len(files) / spent[name]
        print(
            f"{name:12}{rate:8.1f} documents a second   {spent[name] / spent[OURS]:6.2f} times our time   {failed[name]} refused"
        )


def _reads(reader: Reader, file: Path) -> bool:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            reader(file)
        except Exception:  # noqa: BLE001  readers raise whatever they like over broken files
            return False
    return True
