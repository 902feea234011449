"""The mutation test: known edits are found, and nothing else is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from policy_extract.comparison.compare import compare
from policy_extract.pipeline import parse_bytes
from tests.diff.accuracy import long_run, scored, short_run
from tests.diff.diff_laws import check_diff_laws, told
from tests.diff.mutation.expected import Expected, Thing
from tests.diff.mutation.generator import LONG_PLAN, SAMPLES, documents, legends, mutated, mutated_word
from tests.diff.scorer import Score

if TYPE_CHECKING:
    from pathlib import Path

    from tests.diff.mutation.generator import Pair

LEAST = 0.99


@pytest.fixture(scope="module")
def short() -> Score:
    return scored(short_run())


def test_fifty_pairs_are_made_and_read(short: Score) -> None:
    """The new document of each says what was edited."""
    assert short.unread == []
    assert short.pairs >= 50


def test_edits_are_found_and_nothing_is_invented(short: Score) -> None:
    """Over all kinds; a kind has too few edits in a short run to be judged by itself."""
    expected, found, reported = (
        sum(getattr(count, name) for count in short.kinds.values()) for name in ("expected", "found", "reported")
    )
    assert found / expected >= LEAST, short.amiss
    assert found / reported >= LEAST, short.amiss


def test_nothing_moves_that_was_not_moved(short: Score) -> None:
    assert short.false_moves == 0, short.amiss


@pytest.mark.parametrize("pair", list(legends()), ids=lambda pair: pair.name)
def test_legends_change_roles_where_they_change_what_they_mean(pair: Pair) -> None:
    """A legend that is added or removed adds or removes the lead of every task; one that is moved, or names bold type in place of marks, changes no role."""
    score = scored([pair])
    assert (score.unread, score.amiss, score.exact) == ([], [], 1)


@pytest.mark.full
@pytest.mark.timeout(900)
def test_edits_of_every_kind_are_found_in_five_hundred_pairs() -> None:
    """Recall and precision of every kind, no false moves."""
    score = scored(long_run())
    assert score.pairs >= 500
    assert len(score.unread) <= score.pairs / 100, score.unread
    assert score.false_moves == 0, score.amiss
    assert score.below(LEAST) == [], [*score.table(), *score.amiss]


@pytest.mark.parametrize("path", [LONG_PLAN, *SAMPLES[:4]], ids=lambda path: path.parent.name)
def test_comparing_the_other_way_says_the_opposite(path: Path) -> None:
    """Added for removed, split for merged, old for new; the laws hold both ways."""
    _both_ways(path, range(2))


@pytest.mark.full
@pytest.mark.parametrize("path", documents(), ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_comparing_any_document_the_other_way_says_the_opposite(path: Path) -> None:
    _both_ways(path, range(8))


def _both_ways(path: Path, seeds: range) -> None:
    for seed in seeds:
        pair = mutated(path, 400 + seed, (3, 12, 25)[seed % 3])
        there, back = compare(pair.old, pair.new), compare(pair.new, pair.old)
        check_diff_laws(pair.old, pair.new, there)
        assert told(there) == told(back, mirrored=True), pair.name
        assert {(one.noun, one.old, one.new) for one in there.matches} == {
            (one.noun, one.new, one.old) for one in back.matches
        }, pair.name


@pytest.mark.parametrize("path", SAMPLES[1::3], ids=lambda path: path.parent.name)
def test_the_two_views_of_one_tracked_file_differ_as_two_files_do(path: Path) -> None:
    """Edited with tracked changes on, the file holds both versions; what changed between them is what was edited."""
    word = next(one for seed in range(40) if (one := mutated_word(path, seed, 8, tracked=True)) is not None)
    before, after = (parse_bytes(word.new, "x.docx", revisions=view).plan for view in ("original", "accepted"))  # type: ignore[arg-type]  # the two views
    score = Score()
    score.add(word.pair.name, word.pair.expected, compare(before, after))
    assert score.amiss == []


# ---------------------------------------------------------------- the scorer


def score_of(*expected: Expected) -> Score:
    """What is said of one pair in which a task was added, when these edits were made."""
    pair = mutated(LONG_PLAN, 1, 1, ("add_task",))
    score = Score()
    score.add("pair", expected or pair.expected, compare(pair.old, pair.new))
    return score


def test_what_was_reported_as_made_is_exact() -> None:
    assert (score_of().exact, score_of().amiss) == (1, [])


def test_another_kind_is_a_miss_and_an_invention() -> None:
    score = score_of(Expected("task-removed", "substance", (Thing("2/1/1"),), ()))
    assert any("missed task-removed" in line for line in score.amiss)
    assert any("invented task-added" in line for line in score.amiss)
    assert "task-removed" in score.below(LEAST)


def test_the_right_kind_at_another_place_is_a_miss() -> None:
    """A lucky kind is no find."""
    score = score_of(Expected("task-added", "substance", (), (Thing("9/9/9"),)))
    assert score.kinds["task-added"].recall == 0


def test_a_move_nobody_made_is_a_false_move() -> None:
    pair = mutated(LONG_PLAN, 2, 1, ("move_task_elsewhere",))
    score = Score()
    score.add("pair", [], compare(pair.old, pair.new))
    assert score.false_moves == 1
