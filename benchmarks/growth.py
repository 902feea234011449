"""How the time grows with the document, shape by shape: over three doublings, beside what linear work would take."""

from __future__ import annotations

import gc
from time import process_time
from typing import TYPE_CHECKING

from benchmarks import text_shapes, word_shapes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from benchmarks.text_shapes import Shape
    from benchmarks.word_shapes import WordShape

TEXT_SIZES = (50_000, 100_000, 200_000, 400_000)
"""Bytes of a text."""
WORD_SIZES = (200_000, 400_000, 800_000, 1_600_000)
"""Characters of XML in the body of a Word file, of which a quarter or less is text."""
FASTER = 1.3
"""Times as much time for each byte as in the shortest document; more is marked."""
LONGEST = 10.0
"""Seconds of the longest document; more is marked."""
QUICK = 0.02
"""Seconds below which a first measurement says nothing: the next is taken as the first."""


def growth(rounds: int) -> None:
    """Processor time from bytes to JSON, in a warm process, with the collector of garbage off as in a run of the program."""
    gc.disable()
    for title, shapes, sizes in (("text", text_shapes.SHAPES, TEXT_SIZES), ("Word", word_shapes.SHAPES, WORD_SIZES)):
        print(f"{title:44}" + "".join(f"{size // 1000:>9} kB" for size in sizes) + f"{f'ratio ≤{FASTER}':>12}")
        for shape in shapes:
            spent = [min(_seconds(shape, size) for _ in range(max(1, rounds // 5))) for size in sizes]
            ratio = grown(sizes, spent)
            mark = " !" if ratio > FASTER or spent[-1] > LONGEST else ""
            print(
                f"{shape.name:44}" + "".join(f"{each:10.3f} s" for each in spent) + f"{ratio:12.2f}{mark}", flush=True
            )


def grown(sizes: Sequence[int], spent: Sequence[float]) -> float:
    """The time for each byte of the longest document, against that of the first that takes time enough to be measured."""
    first = next((place for place, seconds in enumerate(spent[:-1]) if seconds >= QUICK), len(spent) - 1)
    return spent[-1] / spent[first] * sizes[first] / sizes[-1] if spent[first] else 1.0


def _seconds(shape: Shape | WordShape, size: int) -> float:
    from policy_extract.output.canonical import dump_plan  # noqa: PLC0415  (heavy, and only this command needs it)
    from policy_extract.pipeline import parse_bytes  # noqa: PLC0415  (the same)

    data = shape.of_length(size)
    gc.collect()
    started = process_time()
    dump_plan(parse_bytes(data, shape.file, unchecked=True, seconds=1e9).plan)
    return process_time() - started
