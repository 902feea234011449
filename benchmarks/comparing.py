"""How the time of comparisons grows, shape by shape: over three doublings, compared with what linear work would take."""

from __future__ import annotations

import gc
import random
from time import process_time
from typing import TYPE_CHECKING

from benchmarks.growth import FASTER, LONGEST, grown
from benchmarks.two_versions import versions

if TYPE_CHECKING:
    from collections.abc import Callable

    from policy_extract.model import Plan

    Texts = tuple[str, str]

_CHARACTERS = "".join(map(chr, range(0x4E00, 0x4E00 + 3000)))


def unlike_paragraphs(size: int) -> Texts:
    """Two texts of so many paragraphs that have nothing in common."""
    return _paragraphs(size, 1), _paragraphs(size, 2)


def _paragraphs(size: int, seed: int) -> str:
    chance = random.Random(seed)
    lines = ("".join(chance.choices(_CHARACTERS, k=60)) + "。" for _ in range(size))
    return "澜州市工作方案\n" + "".join(f"{line}\n" for line in lines)


def tables(cells: int) -> Texts:
    """A table of ten columns with so many cells, and the same with a tenth of them changed."""
    chance = random.Random(cells)
    rows = [[f"第{row}号站点", *(str(chance.randrange(1000)) for _ in range(9))] for row in range(cells // 10)]
    changed = [[row[0], *(one if chance.random() > 0.1 else f"{one}5" for one in row[1:])] for row in rows]
    return _table(rows), _table(changed)


def _table(rows: list[list[str]]) -> str:
    heading = "| 站点 | " + " | ".join(f"第{letter}类" for letter in "甲乙丙丁戊己庚辛壬") + " |"
    lines = "".join(f"| {' | '.join(row)} |\n" for row in rows)
    return f"⟦policy-extract blocks 1⟧\n澜州市站点表\n一、情况\n⟦header=1⟧{heading}\n{lines}"


def unlike_tables(cells: int) -> Texts:
    """Two tables of so many cells that have nothing but their headings in common."""
    old, new = (
        [["".join(chance.choices(_CHARACTERS, k=5)) for _ in range(10)] for _ in range(cells // 10)]
        for chance in map(random.Random, (1, 2))
    )
    return _table(old), _table(new)


SHAPES: dict[str, tuple[Callable[[int], Texts], int, bool]] = {
    "tasks of two versions": (versions, 500, False),
    "tasks, what resembles what": (versions, 500, True),
    "paragraphs that are unlike": (unlike_paragraphs, 1250, False),
    "cells of a table, a tenth changed": (tables, 2500, False),
    "cells of two unlike tables": (unlike_tables, 2500, False),
}
"""By name: what makes two texts of a size, the first size, and whether resemblances are asked for (`--loose`)."""


def comparing(rounds: int) -> None:
    """Processor time of a comparison of two plans that have been read, in a warm process."""
    gc.disable()
    print(f"{'':36}{'size':>8}" + "".join(f"{f'× {1 << step}':>12}" for step in range(4)) + f"{f'ratio ≤{FASTER}':>12}")
    for name, (texts, first, loose) in SHAPES.items():
        sizes = [first << step for step in range(4)]
        spent = [min(_seconds(texts(size), loose=loose) for _ in range(max(1, rounds // 5))) for size in sizes]
        ratio = grown(sizes, spent)
        mark = " !" if ratio > FASTER or spent[-1] > LONGEST else ""
        print(f"{name:36}{first:8}" + "".join(f"{each:10.3f} s" for each in spent) + f"{ratio:12.2f}{mark}", flush=True)


def _seconds(texts: Texts, *, loose: bool) -> float:
    from policy_extract.comparison.compare import compare  # noqa: PLC0415  (heavy, and only this command needs it)
    from policy_extract.comparison.correspondence import corresponding  # noqa: PLC0415  (the same)
    from policy_extract.pipeline import parse_bytes  # noqa: PLC0415  (the same)

    old, new = (parse_bytes(text.encode(), "plan.txt").plan for text in texts)
    run: Callable[[Plan, Plan], object] = corresponding if loose else compare
    gc.collect()
    started = process_time()
    run(old, new)
    return process_time() - started
