"""Headings that are in both documents, and those in one only: what changed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal, TypeVar

from policy_extract.comparison.changes.change_log import Draft, Place, side
from policy_extract.comparison.headings.texts import Headings, compare_texts, compare_titles, kind_of, noun_of, spans_of
from policy_extract.comparison.likeness.spelling import same_spelling
from policy_extract.comparison.values.numbers import pair_numbers
from policy_extract.comparison.values.targets import Promises, compare_deadlines, compare_targets, shared_deadlines
from policy_extract.comparison.values.units import Row, compare_units, shared_out
from policy_extract.comparison.words.explained import clause_of
from policy_extract.generated.plain import At
from policy_extract.lexical.numerals import NUMERALS
from policy_extract.records import replace

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

    from policy_extract.comparison.changes.change_log import ChangeLog
    from policy_extract.comparison.changes.diff_model import ChangeKind, Side
    from policy_extract.comparison.likeness.pairing import Pair, Pairing
    from policy_extract.comparison.plans.heading_matching import Outline
    from policy_extract.comparison.plans.plan_view import Heading
    from policy_extract.comparison.values.targets import Term

    Kind = Literal["section", "task", "box"]

Entry = TypeVar("Entry")

_NUMERAL = re.compile(rf"[\d{NUMERALS}]+")


def compare_headings(here: Headings, told: Collection[int] = ()) -> None:
    """Note what changed under the headings of both documents; `told` are those, by `id`, that other changes report."""
    _removed(here, told)
    _added(here, told)
    for pair in here.outline.pairs.pairs:
        _compare(pair, here)


def _removed(here: Headings, told: Collection[int]) -> None:
    outline = here.outline
    merged = {*told, *(id(one) for old in outline.merges.values() for one in old)}
    for heading in outline.pairs.removed:
        if id(heading) not in merged:
            here.log.add(
                Place(heading.order, gone=True),
                Draft(kind_of(heading.noun, "removed"), old=[_whole(heading)], where=heading.where),
            )


def _added(here: Headings, told: Collection[int]) -> None:
    outline = here.outline
    split = {*told, *(id(one) for new in outline.splits.values() for one in new)}
    for heading in outline.pairs.added:
        if id(heading) not in split:
            here.log.add(
                heading.order, Draft(kind_of(heading.noun, "added"), new=[_whole(heading)], where=heading.where)
            )


def _compare(pair: Pair[Heading], here: Headings) -> None:
    """One heading of both documents, with what was split off it or merged into it."""
    old, new, log = pair.old, pair.new, here.log
    olds = [old, *here.outline.merges.get(id(new), ())]
    news = [new, *here.outline.splits.get(id(old), ())]
    log.match(noun_of(pair), [one.id for one in olds], [one.id for one in news], pair.how, pair.confidence)
    parts = len(olds) + len(news) > 2
    _compare_place(pair, here, parts=parts)
    if parts:
        _note_parts(pair, olds, news, log)
    told = len(log.changes)
    _compare_contents(olds, news, Row(old.id, new.id, new.label, new.order, _labels(news)), log)
    changes = [change for _, change in log.changes[told:]]
    here.accounts.enter(changes)
    if any(change.noun == "unit" for change in changes):
        here.accounts.quote_clauses(
            clause_of((unit for one in olds for unit in one.units), here.old.texts),
            clause_of((unit for one in news for unit in one.units), here.new.texts),
        )
    if not parts:
        compare_titles(pair, here, told)
        compare_texts(pair, changes, here)


def _note_parts(pair: Pair[Heading], olds: Sequence[Heading], news: Sequence[Heading], log: ChangeLog) -> None:
    """Split, merged, or both, where a part was split off what another was merged into."""
    if len(news) > 1:
        _note_part(pair, [pair.old] if len(olds) > 1 else olds, news, log)
    if len(olds) > 1:
        _note_part(pair, olds, [pair.new] if len(news) > 1 else news, log)


def _note_part(pair: Pair[Heading], olds: Sequence[Heading], news: Sequence[Heading], log: ChangeLog) -> None:
    """Note what became several, or several that became one."""
    split = len(news) > 1
    log.add(
        pair.new.order,
        Draft(
            kind_of(noun_of(pair), "split" if split else "merged"),
            old=[_whole(one) for one in sorted(olds, key=_order)],
            new=[_whole(one) for one in sorted(news, key=_order)],
            where=pair.new.where,
            how="split" if split else "merge",
            confidence=pair.confidence,
        ),
    )


def _order(heading: Heading) -> int:
    return heading.order


def _labels(headings: Iterable[Heading]) -> dict[str, str]:
    return {heading.id: heading.label for heading in headings}


def _compare_contents(olds: Sequence[Heading], news: Sequence[Heading], row: Row, log: ChangeLog) -> None:
    """Units and deadlines, part by part of a split or merged task; targets of all parts taken together."""
    one_each = len(olds) == len(news) == 1
    differ = one_each and olds[0].body_key != news[0].body_key
    if one_each and not differ and (olds[0].shared or news[0].shared):
        return  # the same words say the same, though they were read as a task in one version alone
    for old, new, part in _shares(olds, news, row, shared_out, lambda part: part.units):
        compare_units(old, new, part, log)
    terms: set[Term] = set()
    for before, after, part in _shares(olds, news, row, shared_deadlines, lambda part: part.deadlines):
        terms |= compare_deadlines(before, after, part, log)
    if one_each and not differ and not (olds[0].targets and news[0].targets):
        return  # the same words promise the same, where promises were read from one version alone, too
    promises = Promises(
        [target for one in olds for target in one.targets],
        [target for one in news for target in one.targets],
        pair_numbers(olds[0].body, news[0].body) if differ else (),
    )
    compare_targets(promises, row, terms, log)


def _shares(
    olds: Sequence[Heading],
    news: Sequence[Heading],
    row: Row,
    shared: Callable[[Sequence[Entry], Sequence[Sequence[Entry]]], Sequence[Sequence[Entry]]],
    held: Callable[[Heading], Sequence[Entry]],
) -> Iterator[tuple[Sequence[Entry], Sequence[Entry], Row]]:
    """What is compared: each part of a split or merged task with its share of the whole.

    Where a task was split and merged at once, all old parts are compared with all new ones.
    """
    old, new = ([one for heading in some for one in held(heading)] for some in (olds, news))
    if (len(olds) > 1) == (len(news) > 1):
        yield old, new, row
    elif len(news) > 1:
        for part, share in zip(news, shared(old, [held(part) for part in news]), strict=True):
            yield share, held(part), replace(row, new=part.id, where=part.label, place=part.order)
    else:
        for part, share in zip(olds, shared(new, [held(part) for part in olds]), strict=True):
            yield held(part), share, replace(row, old=part.id)


# ---------------------------------------------------------------- number, place, title


def _compare_place(pair: Pair[Heading], here: Headings, *, parts: bool) -> None:
    """Moved, or renumbered where it stands; a new number is a consequence where the heading was split or merged."""
    old, new, noun, outline = pair.old, pair.new, noun_of(pair), here.outline
    elsewhere = id(new) in outline.under_another
    kind: ChangeKind
    if elsewhere or id(new) in outline.among_siblings:
        kind, severity = kind_of(noun, "moved"), "substance" if elsewhere and noun == "task" else "form"
    elif same_spelling(old.number) != same_spelling(new.number) and not parts and not _carried_along(pair, outline):
        same = old.value is not None and old.value == new.value
        kind, severity = "retyped" if same else kind_of(noun, "renumbered"), "form"
    else:
        return
    carried = list(_renumbered_below(new, outline.pairs)) if kind.endswith("-moved") else []
    here.log.add(
        new.order,
        Draft(
            kind,
            noun=noun,
            severity=severity,  # type: ignore[arg-type]  # one of the two words above
            field=old.where if elsewhere else "number" if kind == "retyped" else None,
            old=[side(old.id, old.label, old.number, (*old.at, *(at for one in carried for at in _opening(one.old))))],
            new=[side(new.id, new.label, new.number, (*new.at, *(at for one in carried for at in _opening(one.new))))],
            where=new.where,
            how=pair.how,
            confidence=pair.confidence,
        ),
    )


def _renumbered_below(heading: Heading, pairs: Pairing[Heading]) -> Iterator[Pair[Heading]]:
    """The headings below one that moved whose numbers changed with it: they get no change of their own; that of the moved heading refers to them."""
    for below in heading.children:
        pair = pairs.of_new(below)
        if pair is not None and same_spelling(pair.old.number) != same_spelling(below.number):
            yield pair
        yield from _renumbered_below(below, pairs)


def _opening(heading: Heading) -> tuple[At, ...]:
    """Where a heading stands: its title, else the place where its line begins."""
    return tuple(heading.at) or tuple(At(block=block, start=0, end=0) for block in heading.blocks[:1])


def _carried_along(pair: Pair[Heading], outline: Outline) -> bool:
    """Whether a heading above it, in either document, moved, which gives it another number of its style where numbers run on."""
    if _style(pair.old.number) != _style(pair.new.number):
        return False
    moved = outline.under_another | outline.among_siblings
    old = (outline.pairs.of_old(above) for above in _above(pair.old))
    new = (outline.pairs.of_new(above) for above in _above(pair.new))
    return any(one is not None and id(one.new) in moved for one in (*old, *new))


def _style(number: str) -> str:
    """What stands around the numerals: （）, 【重点任务】."""
    return _NUMERAL.sub("", same_spelling(number))


def _above(heading: Heading) -> Iterator[Heading]:
    while heading.parent is not None:
        heading = heading.parent
        yield heading


# ---------------------------------------------------------------- text


def _whole(heading: Heading) -> Side:
    """A heading with all its text."""
    return side(heading.id, heading.label, heading.text, [*heading.at, *spans_of(heading.body)])
