"""Heaps of documents, five in a hundred broken: all accounted for, the same with one process and two, memory flat.

The ordinary run has a small heap; `make full` has 2,000 documents.
"""

from __future__ import annotations

import json
import os
import random
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from benchmarks.batch import Batch, run_batch
from benchmarks.documents import SAMPLES
from benchmarks.heap import BREAKS, make_heap
from policy_extract.errors import InputError
from policy_extract.pipeline import parse_bytes

if TYPE_CHECKING:
    from pathlib import Path

MANY, FEW = 2_000, 200


def counted(batch: Batch) -> Counter[str]:
    """How many inputs have each status."""
    return Counter(json.loads(line)["status"] for line in batch.manifest.splitlines())


def account(heap: Path, count: int, place: Path) -> tuple[Batch, Batch]:
    """The batches with one process and with two, after a comparison with what the pile of documents is known to contain."""
    broken = make_heap(heap, count)
    one, two = (run_batch(heap, place / f"out-{jobs}", jobs) for jobs in (1, 2))
    assert one.manifest == two.manifest
    assert counted(two) == {"ok": count - broken, "failed": broken}
    results = [path for path in (place / "out-2").rglob("*.json") if ".policy-extract" not in path.parts]
    assert len(results) == count - broken
    return one, two


def test_a_small_heap_is_accounted_for_with_one_process_and_with_two(tmp_path: Path) -> None:
    account(tmp_path / "heap", 40, tmp_path)


@pytest.mark.parametrize("way", range(len(BREAKS)))
def test_no_broken_file_of_a_heap_can_be_read(way: int) -> None:
    for path in sorted(SAMPLES.glob("*/source.*")):
        with pytest.raises(InputError):
            parse_bytes(BREAKS[way](path.read_bytes(), random.Random(way)), path.name)


@pytest.mark.full
@pytest.mark.timeout(1800)
def test_two_thousand_documents_are_accounted_for_and_memory_is_flat(tmp_path: Path) -> None:
    _, two = account(tmp_path / "heap", MANY, tmp_path)
    make_heap(tmp_path / "few", FEW)
    few = run_batch(tmp_path / "few", tmp_path / "out-few", 2)
    assert two.peak_mib < few.peak_mib * 1.15


@pytest.mark.full
@pytest.mark.timeout(1800)
def test_two_processes_are_half_as_fast_again_as_one(tmp_path: Path) -> None:
    if len(os.sched_getaffinity(0)) < 2 or os.getloadavg()[0] > 0.5:
        pytest.skip("two processors with nothing else to do are needed")
    make_heap(tmp_path / "heap", 400)
    one, two = (run_batch(tmp_path / "heap", tmp_path / f"out-{jobs}", jobs) for jobs in (1, 2))
    assert one.seconds / two.seconds >= 1.5
