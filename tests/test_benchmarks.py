"""The benchmarks can be started; what they measure is nobody's test."""

from __future__ import annotations

import importlib
import io
import pkgutil
import types
import zipfile
from typing import TYPE_CHECKING

import docx
import pytest

import benchmarks
from benchmarks import text_shapes, word_shapes
from benchmarks.__main__ import COMMANDS, main
from benchmarks.documents import DOCUMENT, default_files, repeated
from benchmarks.growth import grown, measured
from benchmarks.measuring import stage_clock
from policy_extract.pipeline import parse_bytes

if TYPE_CHECKING:
    from benchmarks.text_shapes import Shape
    from benchmarks.word_shapes import WordShape


def test_the_command_line_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["--help"])
    assert stopped.value.code == 0
    printed = capsys.readouterr().out
    assert [name for name in COMMANDS if name not in printed] == []


def test_a_document_repeated_four_times_has_four_times_its_blocks() -> None:
    data = default_files()[0].read_bytes()
    once, longer = (docx.Document(io.BytesIO(each)) for each in (data, repeated(data, 4)))
    assert len(longer.paragraphs) == 4 * len(once.paragraphs)
    assert len(longer.tables) == 4 * len(once.tables)


def test_the_stage_clock_counts_functions_of_the_package_and_puts_them_back() -> None:
    def stage() -> str:
        return "read"

    stage.__module__ = "policy_extract.stages.outline.outline"
    module = types.ModuleType("policy_extract.pipeline")
    module.stage = stage
    with stage_clock(module) as spent:
        assert module.stage() == "read"
    assert list(spent) == ["stage"]
    assert module.stage is stage


def test_growth_is_measured_against_the_first_document_that_takes_time() -> None:
    assert grown((1, 2, 4, 8), (0.1, 0.2, 0.4, 0.8)) == pytest.approx(1.0)
    assert grown((1, 2, 4, 8), (0.1, 0.4, 1.6, 6.4)) == pytest.approx(8.0)
    assert grown((1, 2, 4, 8), (0.001, 0.1, 0.2, 0.4)) == pytest.approx(1.0)


@pytest.mark.parametrize(
    ("longest", "taken"),
    [((0.8,), [1, 1, 2, 2, 4, 4, 8]), ((1.6, 0.8), [1, 1, 2, 2, 4, 4, 8, 8]), ((11.0, 0.8), [1, 1, 2, 2, 4, 4, 8, 8])],
    ids=["within the bounds", "grown too fast", "too slow"],
)
def test_the_longest_document_is_measured_again_only_when_it_took_too_long(
    longest: tuple[float, ...], taken: list[int]
) -> None:
    sizes, waiting = [], list(longest)

    def clock(size: int) -> float:
        sizes.append(size)
        return waiting.pop(0) if size == 8 else size / 10

    assert measured(clock, (1, 2, 4, 8), 2) == [0.1, 0.2, 0.4, 0.8]
    assert sizes == taken


def length_of(data: bytes, file: str) -> int:
    """Bytes of a text, or of what stands in a Word file's main part."""
    if not file.endswith(".docx"):
        return len(data)
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return len(package.read(DOCUMENT).decode())


@pytest.mark.parametrize("shape", [*text_shapes.SHAPES, *word_shapes.SHAPES], ids=lambda shape: shape.name)
def test_a_shape_is_a_document_as_long_as_asked_for(shape: Shape | WordShape) -> None:
    data = shape.of_length(12_000)
    assert 10_000 < length_of(data, shape.file) < 15_000
    assert parse_bytes(data, shape.file).plan.blocks


@pytest.mark.parametrize("module", sorted(found.name for found in pkgutil.iter_modules(benchmarks.__path__)))
def test_every_module_of_the_benchmarks_can_be_imported(module: str) -> None:
    """What stands in one file is asked for by another that no test runs."""
    assert importlib.import_module(f"benchmarks.{module}").__doc__
