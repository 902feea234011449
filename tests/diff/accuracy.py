"""How well known edits are found: the pairs of the short and the long run, and `python -m tests.diff.accuracy`, which writes docs/diff-accuracy.md."""

from __future__ import annotations

import sys
from collections import Counter
from itertools import islice
from typing import TYPE_CHECKING

from policy_extract import parse
from policy_extract.comparison.compare import compare
from tests.diff.mutation.generator import (
    BOLD_LEADS,
    EDITS,
    LONG_PLAN,
    MEASURES,
    ROOT,
    SAMPLES,
    SEEDS,
    documents,
    legends,
    mutated,
    mutated_word,
)
from tests.diff.pairs_at_hand import CORPUS, table
from tests.diff.scorer import Score

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tests.diff.mutation.generator import Pair

PAGE = ROOT / "docs" / "diff-accuracy.md"
BATCHES = (2, 4, 8, 15, 30)
WORD_BATCHES = (1, 6, 20)


def short_run() -> Iterator[Pair]:
    """Fifty pairs: every edit once, batches on every document of the project, a few Word files."""
    for at, name in enumerate(EDITS):
        paths = (*SAMPLES[at % len(SAMPLES) :], LONG_PLAN, MEASURES, *SAMPLES)
        yield from islice(_possible(mutated(path, at, 1, (name,)) for path in paths), 1)
    for at, path in enumerate((LONG_PLAN, MEASURES, *SAMPLES)):
        yield mutated(path, at, BATCHES[at % len(BATCHES)])
    yield from (mutated(BOLD_LEADS, seed, 1, ("move_bold",)) for seed in range(3))
    yield from legends()
    for at, path in enumerate(SAMPLES[::3]):
        yield from islice(_word(path, range(at, at + 9), 10, tracked=bool(at % 2)), 1)


def long_run() -> Iterator[Pair]:
    """Five hundred pairs and more: every edit on every document, batches, and Word files with and without tracked changes."""
    yield from (mutated(BOLD_LEADS, seed, 1, ("move_bold",)) for seed in range(20))
    yield from legends()
    for path in documents():
        for name in EDITS:
            yield from _possible([mutated(path, 100, 1, (name,))])
        for count in BATCHES:
            yield from (mutated(path, seed, count) for seed in range(200, 204))
        if path.suffix == ".docx":
            for tracked in (False, True):
                for count in WORD_BATCHES:
                    yield from islice(_word(path, range(300, 306), count, tracked=tracked), 2)


def _possible(pairs: Iterable[Pair]) -> Iterator[Pair]:
    """Pairs in which something could be edited."""
    return (pair for pair in pairs if pair.edits)


def _word(path: object, seeds: range, count: int, *, tracked: bool) -> Iterator[Pair]:
    """Pairs made in the Word file, those left out whose places cannot be edited there."""
    made = (mutated_word(path, seed, count, tracked=tracked) for seed in seeds)  # type: ignore[arg-type]  # a path
    return (one.pair for one in made if one is not None and one.pair.edits and one.differs is None)


def scored(pairs: Iterable[Pair]) -> Score:
    """What the comparison makes of them; a pair whose new document does not say its edits is counted and left out."""
    score = Score()
    for pair in pairs:
        if pair.unread:
            score.unread.append(f"{pair.name}: {', '.join(pair.unread)}")
        else:
            score.add(pair.name, pair.expected, compare(pair.old, pair.new))
    return score


def page(score: Score) -> Iterator[str]:
    """docs/diff-accuracy.md."""
    seeds = f" and {len(SEEDS)} documents kept next to the project" if SEEDS else ""
    expected = sum(count.expected for count in score.kinds.values())
    yield "# How well edits are found"
    yield ""
    yield "Written by `python -m tests.diff.accuracy`; not checked by the tests, which run the same measurement against thresholds"
    yield "(`make full`)."
    yield ""
    yield f"A generator that is independent of the comparison code edits the {len(SAMPLES)} samples, a longer invented plan, invented measures{seeds}: singly and up to 30"
    yield "edits at a time, in the blocks of a document and in Word files, typed and with tracked changes. Each edit says what must be"
    yield "reported: the kind, and on both sides the thing or the characters it is about. Anything else in a report counts as invented."
    yield ""
    yield f"{score.pairs} pairs, {expected} changes to find, {score.exact} pairs reported without a fault, {score.false_moves} false moves."
    if score.unread:
        yield f"{len(score.unread)} more pairs are left out: read again, the new document does not say what was edited."
    yield ""
    yield from score.table()
    yield ""
    yield "Recall is the share of these changes that was reported, precision the share of reported changes that was made. Consequences are not"
    yield "made and must not be reported: the numbers inside what was moved, the bodies of a new task, the years of promises below one deadline."
    yield from _pairs_at_hand()
    yield from _forms()
    if score.amiss:
        yield ""
        yield "## What is missed or invented"
        yield ""
        yield from (f"- {count} × {what}" for what, count in score.causes().most_common())


def _pairs_at_hand() -> Iterator[str]:
    """What an analyst would say of real pairs, and what is reported."""
    if CORPUS.exists():
        yield ""
        yield "## Real and redrafted pairs"
        yield ""
        yield "What an analyst would say of each pair (`tests/diff/pairs_at_hand.py`), compared with what is reported: nothing is missed or invented where the"
        yield "columns say 0. Lines are those of the report at a terminal; of plans of two levels of government, those of `--loose`."
        yield ""
        yield from table()


def _forms() -> Iterator[str]:
    """What is told of a Word file and a text dump of the same document."""
    told: Counter[str] = Counter()
    for word in SEEDS:
        text = next(path for ending in (".txt", ".md") if (path := word.with_suffix(ending)).exists())
        told.update(change.kind for change in compare(parse(word), parse(text)).changes)
    if SEEDS:
        kinds = ", ".join(f"{count} {kind}" for kind, count in sorted(told.items())) or "nothing"
        yield ""
        yield f"The {len(SEEDS)} kept documents as Word files against text dumps of them: {kinds} (numbers in another style), nothing else."


def main() -> None:
    score = scored(long_run())
    PAGE.write_text("".join(f"{line}\n" for line in page(score)), encoding="utf-8", newline="\n")
    sys.stderr.write("".join(f"{line}\n" for line in (*score.unread, *score.amiss)))


if __name__ == "__main__":
    main()
