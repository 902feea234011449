"""Front matter, annexes, carry-over sentences and the paragraphs under no heading: what changed."""

from __future__ import annotations

import re
from collections import Counter
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from policy_extract.comparison.changes.change_log import Draft, Place, side
from policy_extract.comparison.likeness.pairing import Pairing
from policy_extract.comparison.likeness.similarity import alike, longest_rising
from policy_extract.comparison.likeness.spelling import same_spelling
from policy_extract.comparison.plans.plan_view import first_cells
from policy_extract.comparison.words.rewording import reworded
from policy_extract.model import At

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from policy_extract.comparison.changes.diff_model import How, Side
    from policy_extract.comparison.likeness.pairing import Pair
    from policy_extract.comparison.plans.heading_matching import Outline
    from policy_extract.comparison.plans.plan_view import Heading, PlanForm, TableForm
    from policy_extract.comparison.plans.regrouped_annexes import Regrouped
    from policy_extract.comparison.plans.versions import Versions
    from policy_extract.model import Front, Part, Spans, Text

NEARLY = 0.6
"""Likeness from which an unrecognised line is taken for a version of a recognised one: 2026月3月26日."""
LONGEST_LINE = 60
"""Characters of such a line."""
_WEIGHT = 10**9
"""What an annex that keeps its place counts, besides its characters: as many as possible are said to stay."""
_BETWEEN_NAMES = re.compile(r"\W+")
_REMARK = re.compile(r"[（(〔].{4,}[）)〕]")


def compare_front(both: Versions) -> None:
    """Note what changed in title, number, status, issuers, dates."""
    before, after = _fields(both.old.plan.front), _fields(both.new.plan.front)
    if before["title"].key and before["title"].key == after["title"].key:
        del after["kind"]  # it follows from the title; where that stayed, only the reading differs
    names = [name for plan in (both.old.plan, both.new.plan) for name in _bodies(plan.front)]
    for name in after:
        one, two = before[name], after[name]
        if one.key == two.key or (
            name == "title" and _but_status(both.old, one.text) == _but_status(both.new, two.text)
        ):
            continue
        (was, was_at), (text, at) = _both_sides(name, (one, both.old), (two, both.new))
        if same_spelling(was) == same_spelling(text):
            continue
        both.log.add(
            both.new.place_of(at),
            Draft(
                f"{name}-changed",  # type: ignore[arg-type]  # a kind for each field
                old=[side(name, was, was, was_at)] if was else (),
                new=[side(name, text, text, at)] if text else (),
                wording=reworded(was, text, names) if name in {"title", "recipients"} and was and text else (),
            ),
        )


def _bodies(front: Front) -> Iterator[str]:
    """Names of issuers, with and without their place, and of recipients: change marks never split them."""
    place = front.jurisdiction.name if front.jurisdiction else ""
    for issuer in front.issuers:
        yield issuer.text
        yield issuer.text.removeprefix(place)
    for line in front.recipients:
        yield from _BETWEEN_NAMES.split(line.text)


def _both_sides(
    name: str, old: tuple[_Field, PlanForm], new: tuple[_Field, PlanForm]
) -> tuple[tuple[str, Spans], tuple[str, Spans]]:
    """The field in both documents; where one of them has none, what stands there instead."""
    (before, former), (after, latter) = old, new
    was, now = (before.text, before.at), (after.text, after.at)
    if not after.text:
        now = _unrecognised(name, before.text, latter)
    elif not before.text:
        was = _unrecognised(name, after.text, former)
    return was, now


def _unrecognised(name: str, text: str, plan: PlanForm) -> tuple[str, Spans]:
    """What stands for a field in a document in which it was not recognised: the same words, a misprint, a remark on its status."""
    lines = [block for block in plan.plan.blocks if block.text and len(block.text.strip()) <= LONGEST_LINE]
    head = [block for block in lines if plan.order[block.id] < plan.first_heading]
    key = _words(text)
    known = {_words(block.text or "") for block in lines}
    if key in known or any(key in _words(block.text or "") for block in head):
        return text, ()
    if name == "status":
        # What another field is read from is no remark on the status: （2026—2028年） is the period.
        versions = [block for block in head if block.role != "period" and _REMARK.fullmatch((block.text or "").strip())]
    else:
        versions = [block for block in lines if alike(key, _words(block.text or "")) >= NEARLY]
    for block in versions[:1]:
        return (block.text or "").strip(), (At(block=block.id, start=0, end=len(block.text or "")),)
    return "", ()


def _words(text: str) -> str:
    """The text without punctuation: the separators used to join a field's entries differ from the printed ones."""
    return "".join(sign for sign in same_spelling(text) if sign.isalnum())


def _but_status(plan: PlanForm, title: str) -> str:
    """The title without a status printed in it, which is reported by itself."""
    status = plan.plan.front.status
    return same_spelling(title).replace(f"（{same_spelling(status.text)}）", "") if status else same_spelling(title)


class _Field(NamedTuple):
    """One field of the front matter."""

    text: str
    """As printed."""
    at: Spans
    key: str
    """What is compared: the text in one spelling, a date as a date."""


def _fields(front: Front) -> dict[str, _Field]:
    """Each field of the front matter; without text where there is none."""
    date, period = front.date, front.period
    return {
        "title": _joined([front.title]),
        "status": _joined([front.status]),
        "document-number": _joined([front.document_number]),
        "issuers": _joined(front.issuers),
        "recipients": _joined(front.recipients),
        "date": _Field(date.raw, date.at, date.iso) if date else _Field("", (), ""),
        "period": _Field(period.raw, period.at, f"{period.start}—{period.end}") if period else _Field("", (), ""),
        "kind": _Field(front.kind, (), front.kind),
    }


def _joined(texts: Iterable[Text | None]) -> _Field:
    known = [text for text in texts if text is not None]
    text = "、".join(one.text for one in known)
    return _Field(text, tuple(at for one in known for at in one.at), same_spelling(text))


def match_parts(old: PlanForm, new: PlanForm, outline: Outline, tables: Pairing[TableForm]) -> Pairing[Part]:
    """Parts that most of what was matched has in common, then those with nearly the same title or the same label."""
    pairing: Pairing[Part] = Pairing(old.parts, new.parts)
    votes = Counter((pair.old.part, pair.new.part) for pair in outline.pairs.pairs)
    votes.update(
        {(pair.old.table.part, pair.new.table.part): len(pair.old.key & pair.new.key) for pair in tables.pairs}
    )
    of_old, of_new = ({part.id: part for part in form.parts} for form in (old, new))
    # The main text of both versions is one where it has anything in common, however much of an annex went into it.
    for (before, after), _ in sorted(votes.items(), key=lambda vote: (vote[0] != ("main", "main"), -vote[1])):
        if pairing.of_old(of_old[before]) is None and pairing.of_new(of_new[after]) is None:
            pairing.join(of_old[before], of_new[after], "same-text", 1.0)
    for part in pairing.added:
        best = max(pairing.removed, key=lambda other: _alike(other, part), default=None)
        if best is not None and _alike(best, part) >= 0.5:
            pairing.join(best, part, "similar", _alike(best, part))
    return pairing


def _alike(one: Part, other: Part) -> float:
    if (one.id == "main") != (other.id == "main"):
        return 0.0
    titles = [same_spelling(part.title.text) if part.title else "" for part in (one, other)]
    if not all(titles):
        return 1.0 if one.id == other.id else 0.0
    return alike(*titles)


def compare_parts(parts: Pairing[Part], regrouped: Regrouped, both: Versions) -> None:
    """Note the annexes that were added, removed, merged, split or renamed."""
    told = regrouped.parts
    for part in (one for one in _annexes(parts.removed) if id(one) not in told):
        both.log.add(
            _place(both.old, part)._replace(gone=True),
            Draft("annex-removed", old=[_part(part, both.old, *_first_cells(part, both.old))]),
        )
    for part in (one for one in _annexes(parts.added) if id(one) not in told):
        both.log.add(
            _place(both.new, part), Draft("annex-added", new=[_part(part, both.new, *_first_cells(part, both.new))])
        )
    annexes = [pair for pair in parts.pairs if len(_annexes([pair.old, pair.new])) == 2]
    places = {id(part): place for place, part in enumerate(both.old.parts)}
    sizes = [_sizes(form) for form in (both.old, both.new)]
    # Of two that changed places the shorter one moved, whichever version is called the old one.
    weights = [_WEIGHT + sizes[0][pair.old.id] + sizes[1][pair.new.id] for pair in annexes]
    kept = longest_rising([places[id(pair.old)] for pair in annexes], weights)
    for place, pair in enumerate(annexes):
        both.log.match("annex", [pair.old.id], [pair.new.id], pair.how, pair.confidence)
        olds = [pair.old, *regrouped.merges.get(pair.new.id, ())]
        news = [pair.new, *regrouped.splits.get(pair.old.id, ())]
        if len(olds) + len(news) == 2:
            _compare_part(pair, both, moved=place not in kept)
            continue
        how: How = "merge" if len(olds) > 1 else "split"
        both.log.add(
            _place(both.new, pair.new),
            Draft(
                "annex-merged" if len(olds) > 1 else "annex-split",
                old=_in_print(olds, both.old),
                new=_in_print(news, both.new),
                how=how,
                confidence=min(regrouped.shares.get(id(part), 1.0) for part in (*olds, *news)),
            ),
        )
    _note_chapters(regrouped, both)


def _note_chapters(regrouped: Regrouped, both: Versions) -> None:
    """Note the annexes that became chapters, and the chapters that became annexes."""
    for part, chapter in regrouped.promoted:
        draft = _moved(_part(part, both.old), _chapter(chapter), regrouped.shares[id(part)])
        both.log.add(Place(chapter.order), draft)
    for chapter, part in regrouped.demoted:
        draft = _moved(_chapter(chapter), _part(part, both.new), regrouped.shares[id(part)])
        both.log.add(_place(both.new, part), draft)


def _sizes(form: PlanForm) -> Counter[str]:
    """Characters that stand in each part."""
    sizes: Counter[str] = Counter()
    for place, text in form.texts.items():
        sizes[form.blocks[place.partition(".")[0]].part] += len(text)
    return sizes


def _moved(old: Side, new: Side, share: float) -> Draft:
    """An annex that became a chapter, or a chapter that became an annex."""
    return Draft("annex-moved", old=[old], new=[new], how="similar", confidence=share)


def _in_print(parts: Iterable[Part], plan: PlanForm) -> list[Side]:
    """The annexes in the order in which they are printed."""
    return [_part(part, plan) for part in sorted(parts, key=lambda part: _place(plan, part))]


def _chapter(heading: Heading) -> Side:
    """A chapter that was an annex, or became one."""
    return side(heading.id, heading.label, heading.title, heading.at)


def _annexes(parts: Iterable[Part]) -> list[Part]:
    """The parts without the main text, which is compared by its front matter."""
    return [part for part in parts if part.id != "main"]


def _compare_part(pair: Pair[Part], both: Versions, *, moved: bool) -> None:
    labels = [_text(part.label) for part in (pair.old, pair.new)]
    titles = [_text(part.title) for part in (pair.old, pair.new)]
    place = _place(both.new, pair.new)
    draft = partial(
        Draft,
        old=[_part(pair.old, both.old)],
        new=[_part(pair.new, both.new)],
        how=pair.how,
        confidence=pair.confidence,
    )
    if moved:
        both.log.add(place, draft("annex-moved"))
    elif same_spelling(labels[0]) != same_spelling(labels[1]):
        both.log.add(place, draft("annex-renumbered"))
    if same_spelling(titles[0]) != same_spelling(titles[1]):
        both.log.add(place, draft("annex-retitled", wording=reworded(*titles)))


def _text(text: object) -> str:
    return getattr(text, "text", "")


def _part(part: Part, plan: PlanForm, *more: At) -> Side:
    """The annex: its label, its title, and the line of the annex list that names it."""
    label, title = _text(part.label), _text(part.title)
    spans: list[At] = [*_printed(part), *_listed(title, plan), *more]
    return side(part.id, " ".join(filter(None, (label, title))) or part.id, title, spans)


def _printed(part: Part) -> Spans:
    """Where its label and its title stand."""
    return tuple(at for text in (part.label, part.title) if text is not None for at in text.at)


def _first_cells(part: Part, plan: PlanForm) -> Iterator[At]:
    """One cell of each of its tables: they are reported with an annex that was added or removed."""
    for form in plan.tables:
        if form.table.part == part.id:
            yield from first_cells(form)


def _listed(title: str, plan: PlanForm) -> Iterator[At]:
    """The lines of the annex list that name it."""
    name = same_spelling(title)
    for block in plan.outside:
        if name and block.role == "annex-list" and name in same_spelling(block.text or ""):
            yield At(block=block.id, start=0, end=len(block.text or ""))


def _place(plan: PlanForm, part: Part) -> Place:
    """Where a part stands: where its title or label is printed, else its first block."""
    first = next((place for place, block in enumerate(plan.plan.blocks) if block.part == part.id), 0)
    return plan.place_of(_printed(part), first)
