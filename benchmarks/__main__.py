"""`python -m benchmarks COMMAND [FILE…]`; README.md lists the commands and says how to read the numbers."""

from __future__ import annotations

import argparse
import sys
import tempfile
from functools import partial
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from benchmarks.documents import bare, default_files, repeated
from benchmarks.measuring import (
    in_turns,
    interleaved,
    parse_command,
    program,
    run,
    stage_clock,
    yardstick_command,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

LONGER = (1, 4, 16)


def parse(files: Sequence[Path], rounds: int) -> None:
    """Whole processes, ours and the plain script, in turns."""
    print(f"{'file':36}{'parse':>18}{'python-docx':>18}{'ratio':>8}")
    totals = [0.0, 0.0]
    for file in files:
        runs = interleaved([parse_command(file), yardstick_command(file)], rounds)
        ours, plain = ([each.seconds for each in side] for side in runs)
        totals = [totals[0] + min(ours), totals[1] + min(plain)]
        print(f"{_name(file):36}{_times(ours):>18}{_times(plain):>18}{min(ours) / min(plain):8.2f}")
    print(f"{'all, shortest':36}{totals[0]:17.3f}s{totals[1]:17.3f}s{totals[0] / totals[1]:8.2f}")


def bounds(files: Sequence[Path], rounds: int) -> None:
    """The two bounds, whole processes compared with the plain script and a warm parse with bare unzipping and parsing; and how fast text is read."""
    from benchmarks.documents import characters  # noqa: PLC0415  (as below)

    print(
        f"{'file':28}{'parse':>9}{'python-docx':>13}{'ratio ≤1.3':>12}{'warm':>12}{'bare':>11}{'ratio ≤12':>12}"
        f"{'characters':>12}{'ms/1000 ≤1.8':>14}{'a second':>10}"
    )
    for file in files:
        data = file.read_bytes()
        runs = interleaved([parse_command(file), yardstick_command(file)], rounds)
        ours, plain = (min(each.seconds for each in side) for side in runs)
        warm_parse, floor = in_turns([partial(_json_of, data, file.name), partial(bare, data)], rounds)
        length = characters(data)
        print(
            f"{_name(file):28}{ours:8.3f}s{plain:12.3f}s{ours / plain:12.2f}"
            f"{warm_parse * 1000:9.1f} ms{floor * 1000:8.2f} ms{warm_parse / floor:12.1f}"
            f"{length:12}{warm_parse * 1_000_000 / length:14.2f}{length / warm_parse:10,.0f}"
        )


def _json_of(data: bytes, name: str) -> object:
    from policy_extract.output.canonical import dump_plan  # noqa: PLC0415  (as below)
    from policy_extract.pipeline import parse_bytes  # noqa: PLC0415

    return dump_plan(parse_bytes(data, name, unchecked=True).plan)


def stages(files: Sequence[Path], rounds: int) -> None:
    """Where the time of a warm parse goes."""
    from policy_extract import pipeline  # noqa: PLC0415  (heavy, and only this command and longer need it)

    for file in files:
        data = file.read_bytes()
        (whole,) = in_turns([partial(pipeline.parse_bytes, data, file.name)], rounds)
        with stage_clock(pipeline) as spent:
            for _ in range(rounds):
                pipeline.parse_bytes(data, file.name)
        print(f"{_name(file):36}{whole * 1000:9.1f} ms, shortest of {rounds}; mean of each stage:")
        for name, seconds in sorted(spent.items(), key=lambda entry: -entry[1]):
            print(f"    {name:32}{seconds / rounds * 1000:9.1f} ms")


def longer(files: Sequence[Path], rounds: int) -> None:
    """Warm parses of a document once, 4 times and 16 times as long; linear work shows 1.0 all along."""
    from policy_extract import pipeline  # noqa: PLC0415

    print(f"{'file':36}" + "".join(f"{f'{times}×':>16}" for times in LONGER) + "    per length, against 1×")
    for file in files:
        documents = [repeated(file.read_bytes(), times) for times in LONGER]
        spent = in_turns([partial(pipeline.parse_bytes, data, file.name) for data in documents], rounds)
        ratios = [seconds / spent[0] / times for seconds, times in zip(spent, LONGER, strict=True)]
        print(
            f"{_name(file):36}"
            + "".join(f"{seconds * 1000:13.1f} ms" for seconds in spent)
            + "    "
            + " ".join(f"{ratio:.2f}" for ratio in ratios)
        )


def memory(files: Sequence[Path], _: int) -> None:
    """Peak memory of whole processes, and of ours on a document 16 times as long."""
    print(f"{'file':36}{'parse':>14}{'python-docx':>14}{'parse, 16×':>14}")
    with tempfile.TemporaryDirectory() as folder:
        for file in files:
            long = Path(folder, "longer.docx")
            long.write_bytes(repeated(file.read_bytes(), LONGER[-1]))
            commands = (parse_command(file), yardstick_command(file), parse_command(long))
            print(f"{_name(file):36}" + "".join(f"{run(command).peak_mib:10.1f} MiB" for command in commands))


def start(files: Sequence[Path], rounds: int) -> None:
    """What a process costs before it reads a character: the bare interpreter, --help, and a whole parse of the first file."""
    commands = {
        "python -c pass": [sys.executable, "-c", "pass"],
        "policy-extract --help": [*program(), "--help"],
        f"parse {_name(files[0])}": parse_command(files[0]),
    }
    for name, runs in zip(commands, interleaved([*commands.values()], rounds), strict=True):
        print(f"{name:36}{_times([each.seconds for each in runs]):>18}")


def word(files: Sequence[Path], rounds: int) -> None:
    """Reading a Word file compared with unzipping and parsing it, 100 times the document, peak memory."""
    from benchmarks.word import word as measure  # noqa: PLC0415  (lxml is heavy, and only this command needs it)

    measure(files, rounds)


def readers(files: Sequence[Path], rounds: int) -> None:
    """Every form compared with the library that opens it and with other readers, and a hundred times as long."""
    from benchmarks.readers import readers as measure  # noqa: PLC0415  (lxml is heavy, and only this command needs it)

    measure(files, rounds)


def batch(files: Sequence[Path], rounds: int) -> None:
    """2,000 documents with one process and with two, memory, and other readers on the same files."""
    from benchmarks.batch import batch as measure  # noqa: PLC0415  (lxml is heavy, and only this command needs it)

    measure(files, rounds)


def growth(_: Sequence[Path], rounds: int) -> None:
    """Documents that hold one thing over and over, at four sizes."""
    from benchmarks.growth import growth as measure  # noqa: PLC0415  (only this command needs it)

    measure(rounds)


def hostile(_: Sequence[Path], __: int) -> None:
    """What refusing or reading hostile files takes."""
    from benchmarks.hostile import hostile as measure  # noqa: PLC0415  (only this command needs it)

    measure()


def opening(_: Sequence[Path], rounds: int) -> None:
    """Reading each form compared with the bare cost of opening it."""
    from benchmarks.opening import opening as measure  # noqa: PLC0415  (only this command needs it)

    measure(rounds)


def two_versions(_: Sequence[Path], rounds: int) -> None:
    """Comparing generated plans of 250 to 4,000 tasks."""
    from benchmarks.two_versions import two_versions as measure  # noqa: PLC0415  (only this command needs it)

    measure(rounds)


def comparing(_: Sequence[Path], rounds: int) -> None:
    """How the time of comparisons grows with tasks, paragraphs and cells."""
    from benchmarks.comparing import comparing as measure  # noqa: PLC0415  (only this command needs it)

    measure(rounds)


def page(_: Sequence[Path], rounds: int) -> None:
    """Write docs/benchmarks.md: most of the other commands, one after the other."""
    from benchmarks.public import page as write  # noqa: PLC0415  (only this command needs it)

    write(rounds)


COMMANDS = {
    "bounds": bounds,
    "parse": parse,
    "stages": stages,
    "longer": longer,
    "growth": growth,
    "hostile": hostile,
    "memory": memory,
    "opening": opening,
    "start": start,
    "word": word,
    "readers": readers,
    "batch": batch,
    "diff": two_versions,
    "comparing": comparing,
    "page": page,
}


def main(arguments: Sequence[str] | None = None) -> None:
    """Read the command line and measure."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("command", choices=COMMANDS, help="what to measure")
    parser.add_argument("files", nargs="*", type=Path, metavar="FILE", help="Word files (default: the samples)")
    parser.add_argument("--rounds", type=int, default=10, help="counted runs of each (default: 10)")
    options = parser.parse_intermixed_args(arguments)
    COMMANDS[options.command](options.files or default_files(), options.rounds)


def _name(file: Path) -> str:
    """A sample goes by its folder, any other file by its name."""
    return file.parent.name if file.name.startswith("source.") else file.name


def _times(seconds: Sequence[float]) -> str:
    return f"{min(seconds):.3f}/{median(seconds):.3f} s"


if __name__ == "__main__":
    main()
