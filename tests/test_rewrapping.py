"""The same text cut at another width gives the same plan."""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent.parent))

from benchmarks.rewrapping import PAGES, Facets, Wrapping, agreement, facets, text_of, wrappings

SAMPLES = sorted((Path(__file__).parent.parent / "samples").glob("*/source.docx"))
WAYS = [
    Wrapping(20, columns=True),
    Wrapping(27, columns=False, page=PAGES[1]),
    Wrapping(38, columns=True, indent=True),
    Wrapping(46, columns=False, indent=True, page=PAGES[2]),
    Wrapping(61, columns=True, page=PAGES[2]),
]
"""One of each kind; all of them are looked at by `python -m benchmarks.rewrapping`."""
FEWEST = 0.98


@cache
def sample(file: Path) -> tuple[str, Facets]:
    text = text_of(file.read_bytes())
    return text, facets(text)


@pytest.mark.parametrize("way", WAYS, ids=str)
@pytest.mark.parametrize("file", SAMPLES, ids=lambda file: file.parent.name)
def test_a_sample_cut_at_a_width_gives_its_plan(file: Path, way: Wrapping) -> None:
    text, plain = sample(file)
    cut = facets(way.wrap(text))
    assert [agreement(plain[facet], cut[facet]) >= FEWEST for facet in (0, 1)] == [True, True]


@pytest.mark.full
@pytest.mark.parametrize("way", list(wrappings()), ids=str)
def test_all_samples_cut_in_any_way_give_their_plans(way: Wrapping) -> None:
    worst = [
        min(agreement(sample(file)[1][facet], facets(way.wrap(sample(file)[0]))[facet]) for file in SAMPLES)
        for facet in (0, 1)
    ]
    assert min(worst) >= FEWEST


def test_every_character_is_still_there() -> None:
    text = "青禾县养老服务行动方案\n一、总体要求\n健全体系。"
    assert "".join(Wrapping(20, columns=True).wrap(text).split()) == "".join(text.split())
