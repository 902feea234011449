"""Pairs of documents, the second made from the first by known edits: seeded, so that a pair can be made again by its name.

Imports nothing of the comparison: what must be reported follows from the
edits, what must be read is checked in the new plan (`unread`).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from policy_extract.findings import Report
from policy_extract.grammar import load
from policy_extract.model import Source
from policy_extract.pipeline import parse_document
from policy_extract.reading import read
from tests.diff.mutation import (
    edits_front,
    edits_legends,
    edits_numbers,
    edits_other,
    edits_sections,
    edits_tables,
    edits_tasks,
    edits_units,
    edits_values,
    edits_words,
)
from tests.diff.mutation.desk import Desk
from tests.diff.mutation.draft import Draft
from tests.diff.mutation.expected import Look
from tests.diff.mutation.word import NotInWordError, edited, same_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from policy_extract.blocks import Document
    from policy_extract.model import Plan
    from tests.diff.mutation.desk import Made
    from tests.diff.mutation.expected import Expected

ROOT = Path(__file__).parents[3]
SAMPLES = tuple(sorted((ROOT / "samples").glob("*/source.docx")))
SEEDS = tuple(sorted((ROOT.parent / "shared" / "corpus" / "seeds").glob("*.docx")))
"""Documents next to the project; none where it stands alone."""
LONG_PLAN = Path(__file__).parent / "long-plan.txt"
"""A plan with several sentences below each heading, in the notation, for edits that need them."""
MEASURES = Path(__file__).parent / "measures.txt"
"""Chapters of measures, likewise: a note and a paragraph close the text, a plain table and rules are annexed."""
NO_LEGEND = Path(__file__).parent / "no-legend.txt"
"""Some of the same measures where nothing says who leads."""
BOLD_LEADS = Path(__file__).parent / "bold-leads.txt"
"""The same measures where bold says who leads; text put in by other edits would look otherwise than a clerk's."""

EDITS: dict[str, Callable[[Desk], bool]] = {
    edit.__name__: edit
    for edit in (
        edits_tasks.add_task,
        edits_tasks.add_similar_task,
        edits_tasks.remove_task,
        edits_tasks.move_task_elsewhere,
        edits_tasks.move_task_among_siblings,
        edits_tasks.split_task,
        edits_tasks.merge_tasks,
        edits_sections.add_section,
        edits_sections.remove_section,
        edits_sections.move_section,
        edits_words.retitle_task,
        edits_words.retitle_section,
        edits_words.reword_task,
        edits_words.rewrite_task,
        edits_words.break_off_clause,
        edits_words.reword_section,
        edits_numbers.skip_number,
        edits_words.retype,
        edits_units.change_lead,
        edits_units.add_unit,
        edits_units.remove_unit,
        edits_units.rename_unit,
        edits_units.rename_everywhere,
        edits_units.note_unit,
        edits_values.change_value,
        edits_values.change_bound,
        edits_values.change_deadline,
        edits_values.add_deadline,
        edits_values.change_deadline_of_row,
        edits_values.change_indicator_value,
        edits_values.change_indicator_bound,
        edits_tables.add_item,
        edits_tables.add_indicator,
        edits_tables.remove_item,
        edits_tables.remove_indicator,
        edits_tables.move_item,
        edits_tables.move_indicator,
        edits_tables.reword_item,
        edits_tables.rename_indicator,
        edits_tables.change_column,
        edits_tables.add_year,
        edits_tables.drop_year,
        edits_front.change_title,
        edits_front.change_status,
        edits_front.change_document_number,
        edits_front.change_date,
        edits_front.change_period,
        edits_front.change_recipients,
        edits_front.change_annex_title,
        edits_front.add_annex,
        edits_front.add_paragraph,
        edits_front.remove_paragraph,
        edits_front.reword_paragraph,
        edits_front.reword_box,
        edits_other.change_cell,
        edits_other.add_plain_row,
        edits_other.remove_plain_row,
        edits_other.add_closing,
        edits_other.remove_closing,
        edits_other.reword_closing,
        edits_other.swap_annexes,
        edits_other.remove_deadline,
    )
}

LOOKS = {edits_other.move_bold.__name__: edits_other.move_bold}
"""Edits of what characters look like, for documents of blocks where looks say something."""


LEGENDS = {
    edit.__name__: edit for edit in (edits_legends.add_legend, edits_legends.move_legend, edits_legends.marks_to_bold)
}
"""Edits of the sentence that says who leads: they speak for every task, so nothing else is edited beside them."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two documents and what makes them differ."""

    name: str
    """Document, seed and number of edits: enough to make it again."""
    old: Plan
    new: Plan
    edits: tuple[Made, ...]
    expected: tuple[Expected, ...]
    unread: tuple[str, ...]
    """Edits the new plan does not say; none, or the pair proves nothing."""
    draft: Draft


def mutated(path: Path, seed: int, count: int, only: tuple[str, ...] = ()) -> Pair:
    """A document and its successor after `count` edits, or those called `only` if they can be done."""
    random = Random(f"{path.parent.name}/{path.name}/{seed}/{count}/{only}")  # to be made again
    document, plan = read_once(path)
    desk = Desk(plan, Draft(document), random)
    _edit(desk, count, only)
    edits_numbers.settle_numbers(desk)
    edits_tables.settle_rows(desk)
    new = plan_of(desk.draft.document(), path.name)
    return paired(f"{path.parent.name}/{path.stem} seed {seed} edits {count}", desk, new)


def paired(name: str, desk: Desk, new: Plan) -> Pair:
    """The pair of what a desk started from and what was read in the end."""
    look = Look(new, desk.draft)
    unread = tuple(made.name for made in desk.made if not made.check(look))
    wanted = [one for made in desk.made if made.name not in unread for one in made.wanted]
    expected = () if unread else tuple(look.settled(one) for one in wanted)
    return Pair(name, desk.plan, new, tuple(desk.made), expected, unread, desk.draft)


def turned(pair: Pair) -> Pair:
    """The pair the other way round: what was added is removed."""
    kinds = {"added": "removed", "removed": "added"}
    expected = []
    for one in pair.expected:
        first, dash, last = one.kind.rpartition("-")
        expected.append(replace(one, kind=first + dash + kinds.get(last, last), old=one.new, new=one.old))
    return replace(pair, name=f"{pair.name} turned", old=pair.new, new=pair.old, expected=tuple(expected))


def legends() -> Iterator[Pair]:
    """Every edit of a legend, there and back."""
    for path, name in ((NO_LEGEND, "add_legend"), (MEASURES, "move_legend"), (MEASURES, "marks_to_bold")):
        pair = mutated(path, 1, 1, (name,))
        yield from (pair, turned(pair))


def _edit(desk: Desk, count: int, only: tuple[str, ...]) -> None:
    edits_other.keep_last_task(desk)
    for run in {id(run): run for run in desk.anatomy.runs.values()}.values():
        # Most drafters count on after a change; a few leave the gap.
        run.follows = run.automatic or desk.random.random() < 0.9
    names = list(only or EDITS)
    tries = 0
    while len(desk.made) < count and tries < 8 * count + 40:
        tries += 1
        name = names[tries - 1] if count == 1 and only else desk.random.choice(names)
        (EDITS | LOOKS | LEGENDS)[name](desk)
        if only and count == 1 and tries >= len(only):
            break


@cache
def read_once(path: Path) -> tuple[Document, Plan]:
    """A document's blocks and plan."""
    report = Report()
    document = read(path.read_bytes(), report, load().matcher(report))
    return document, plan_of(document, path.name)


def plan_of(document: Document, name: str) -> Plan:
    report = Report()
    source = Source(name=name, format=document.format, sha256="", bytes=0, revisions=document.revisions)
    return parse_document(document, source, load().matcher(report), report)


def documents() -> tuple[Path, ...]:
    """What can be mutated: the samples, the long plan, the measures, and the seeds where they are."""
    return (*SAMPLES, LONG_PLAN, MEASURES, *SEEDS)


def singles() -> Iterator[tuple[Path, str]]:
    """Every edit on every document."""
    return ((path, name) for path in documents() for name in EDITS)


@dataclass(frozen=True, slots=True)
class WordPair:
    """Two Word files and what makes them differ."""

    pair: Pair
    old: bytes
    new: bytes
    differs: str | None
    """Where the new file does not read as the draft; None, or the pair proves nothing."""


def mutated_word(path: Path, seed: int, count: int, *, tracked: bool, only: tuple[str, ...] = ()) -> WordPair | None:
    """A Word file and its successor after `count` edits made in the file itself; None where a place cannot be edited there."""
    random = Random(f"word/{path.parent.name}/{path.name}/{seed}/{count}/{tracked}/{only}")  # to be made again
    document, plan = read_once(path)
    desk = Desk(plan, Draft(document), random)
    # Word tracks no columns, and moves no table.
    not_in_word = {"swap_annexes", *(("add_year", "drop_year") if tracked else ())}
    allowed = only or tuple(name for name in EDITS if name not in not_in_word)
    _edit(desk, count, allowed)
    edits_numbers.settle_numbers(desk)
    edits_tables.settle_rows(desk)
    old = path.read_bytes()
    try:
        new = edited(old, document, desk.draft, tracked=tracked)
    except NotInWordError:
        return None
    report = Report()
    read_again = read(new, report, load().matcher(report))
    how = "tracked" if tracked else "typed"
    pair = paired(
        f"{path.parent.name}/{path.stem}.docx seed {seed} edits {count} {how}", desk, plan_of(read_again, path.name)
    )
    return WordPair(pair, old, new, same_text(read_again, desk.draft))
