"""How the time grows with the document, shape by shape: over three doublings, compared with what linear work would take."""

from __future__ import annotations

import gc
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from time import process_time
from typing import TYPE_CHECKING

from benchmarks import text_shapes, word_shapes

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from benchmarks.text_shapes import Shape
    from benchmarks.word_shapes import WordShape

TEXT_SIZES = (50_000, 100_000, 200_000, 400_000)
"""Bytes of a text."""
WORD_SIZES = (200_000, 400_000, 800_000, 1_600_000)
"""Characters of XML in the body of a Word file, of which a quarter or less is text."""
SHAPES: dict[str, tuple[Sequence[Shape | WordShape], Sequence[int]]] = {
    "text": (text_shapes.SHAPES, TEXT_SIZES),
    "Word": (word_shapes.SHAPES, WORD_SIZES),
}
FASTER = 1.3
"""Times as much time for each byte as in the shortest document; more is marked."""
LONGEST = 10.0
"""Seconds of the longest document; more is marked."""
QUICK = 0.02
"""Seconds below which a first measurement says nothing: the next is taken as the first."""


def growth(rounds: int) -> None:
    """Processor time from bytes to JSON, in a warm process on each processor, with the collector of garbage off as in a run of the program."""
    with ProcessPoolExecutor(initializer=gc.disable) as pool:
        for title, (shapes, sizes) in SHAPES.items():
            print(f"{title:44}" + "".join(f"{size // 1000:>9} kB" for size in sizes) + f"{f'ratio ≤{FASTER}':>12}")
            measure = partial(_of_shape, title, rounds=max(1, rounds // 5))
            for shape, spent in zip(shapes, pool.map(measure, range(len(shapes))), strict=True):
                mark = "" if within(sizes, spent) else " !"
                print(
                    f"{shape.name:44}"
                    + "".join(f"{each:10.3f} s" for each in spent)
                    + f"{grown(sizes, spent):12.2f}{mark}",
                    flush=True,
                )


def _of_shape(title: str, place: int, rounds: int) -> list[float]:
    shapes, sizes = SHAPES[title]
    return measured(partial(_seconds, shapes[place]), sizes, rounds)


def measured(clock: Callable[[int], float], sizes: Sequence[int], rounds: int) -> list[float]:
    """The time of each size: the shortest of `rounds` for all but the longest, which is measured again only while it is over a bound.

    Other work can only lengthen a time. So one run of the longest that is within the bounds shows enough, while the sizes that it is
    compared with, which take as much time together, must be as short as they can be.
    """
    spent = [min(clock(size) for _ in range(rounds)) for size in sizes[:-1]]
    spent.append(clock(sizes[-1]))
    for _ in range(2 * rounds):
        if not within(sizes, spent):
            spent[-1] = min(spent[-1], clock(sizes[-1]))
    return spent


def within(sizes: Sequence[int], spent: Sequence[float]) -> bool:
    """Whether the longest document takes no longer than it may."""
    return grown(sizes, spent) <= FASTER and spent[-1] <= LONGEST


def grown(sizes: Sequence[int], spent: Sequence[float]) -> float:
    """The time for each byte of the longest document, against that of the first that takes time enough to be measured."""
    first = next((place for place, seconds in enumerate(spent[:-1]) if seconds >= QUICK), len(spent) - 1)
    return spent[-1] / spent[first] * sizes[first] / sizes[-1] if spent[first] else 1.0


def _seconds(shape: Shape | WordShape, size: int) -> float:
    from policy_extract.grammar import load  # noqa: PLC0415  (heavy, and only this command needs it)
    from policy_extract.output.canonical import dump_plan  # noqa: PLC0415  (the same)
    from policy_extract.pipeline import parse_bytes  # noqa: PLC0415  (the same)

    data = shape.of_length(size)
    gc.collect()
    started = process_time()
    dump_plan(parse_bytes(data, shape.file, grammars=load().within(1e9), unchecked=True).plan)
    return process_time() - started
