"""Every sample against its golden output: blocks.txt says what was read, plan.json what it was taken for."""

from __future__ import annotations

from pathlib import Path

import pytest

from policy_extract import parse
from policy_extract.findings import Report
from policy_extract.grammar import load
from policy_extract.output.canonical import dump_plan
from policy_extract.output.views import render
from policy_extract.reading import read
from policy_extract.reading.flow.notation_writing import write_document
from tests.collectors.golden import compare
from tests.collectors.laws import check_laws

SAMPLES = sorted((Path(__file__).parents[1] / "samples").glob("*/source.docx"))
every_sample = pytest.mark.parametrize("source", SAMPLES, ids=lambda path: path.parent.name)


def test_there_are_samples() -> None:
    assert len(SAMPLES) >= 10


def blocks_of(source: Path) -> str:
    """What `policy-extract blocks` prints."""
    report = Report()
    return write_document(read(source.read_bytes(), report, load().matcher(report)))


@every_sample
def test_blocks(source: Path, pytestconfig: pytest.Config) -> None:
    compare(pytestconfig, source.with_name("blocks.txt"), blocks_of(source))


@every_sample
def test_plan(source: Path, pytestconfig: pytest.Config) -> None:
    plan = parse(source)
    check_laws(plan)
    compare(pytestconfig, source.with_name("plan.json"), dump_plan(plan).decode())


@every_sample
@pytest.mark.parametrize("view", ["outline", "tasks", "front", "tables", "roles"])
def test_the_printed_blocks_read_as_the_document_does(source: Path, view: str) -> None:
    assert render(parse(blocks_of(source).encode()), view) == render(parse(source), view)


# The text dump prints automatic numbers in another style, which its outline shows.
@pytest.mark.parametrize(
    ("form", "view"), [("txt", "tasks"), ("txt", "front"), ("md", "tasks"), ("md", "front"), ("md", "outline")]
)
def test_text_and_markdown_say_what_the_word_file_says(form: str, view: str) -> None:
    word = next(source for source in SAMPLES if source.with_suffix(f".{form}").exists())
    assert render(parse(word.with_suffix(f".{form}")), view) == render(parse(word), view)
