"""Paragraphs under no heading: which came, went, moved, or were reworded."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from policy_extract.comparison.changes.change_log import Draft, Place, side
from policy_extract.comparison.likeness.pairing import Pairing, Ways, moved, pair_up
from policy_extract.comparison.likeness.similarity import alike
from policy_extract.comparison.likeness.spelling import same_spelling
from policy_extract.comparison.plans.plan_view import Stretch, body_of, opening
from policy_extract.comparison.words.rewording import numbers_changed, reworded
from policy_extract.comparison.words.word_diff import changed_regions
from policy_extract.generated.plain import At

if TYPE_CHECKING:
    from collections.abc import Collection

    from policy_extract.comparison.changes.change_log import ChangeLog
    from policy_extract.comparison.changes.diff_model import Severity, Side
    from policy_extract.comparison.likeness.pairing import Pair
    from policy_extract.comparison.plans.plan_view import Body, PlanForm
    from policy_extract.comparison.plans.regrouped_annexes import Regrouped
    from policy_extract.comparison.plans.versions import Versions
    from policy_extract.comparison.words.explained import Explanations
    from policy_extract.model import Part, PlanBlock


ECHOES = frozenset({"toc", "annex-list", "annex-label", "copies", "other"})
"""Roles of lines that repeat what stands elsewhere, or belong to the page and not to the document (上一篇, 点击数): a change
of theirs is one of form."""
_MOVES = frozenset({"body", "note", "legend"})
"""Roles of paragraphs whose place says something: a note speaks for what stands before or after it."""

_AS_A_WHOLE = frozenset({"title", "recipient", "issuer", "signature"})
"""Roles of lines of which nothing is left once the front matter is compared; a date stands among other words."""


def compare_outside(
    parts: Pairing[Part], regrouped: Regrouped, accounts: Explanations, both: Versions
) -> Pairing[PlanBlock]:
    """Note the paragraphs under no heading that were added, removed, moved or reworded, unless another change reports it."""
    pairs = pair_up(both.old.outside, both.new.outside, _PARAGRAPHS)
    gone, come = ({part.id for part in some} for some in (parts.removed, parts.added))
    for block in pairs.removed:
        if block.part not in gone and not (accounts.old.quotes(block.id) or _follows(block, both.log)):
            both.log.add(
                Place(both.old.order[block.id], gone=True),
                Draft("paragraph-removed", old=[_paragraph(block)], where=block.part, severity=_echo(block)),
            )
    for block in pairs.added:
        if block.part not in come and not (accounts.new.quotes(block.id) or _follows(block, both.log)):
            both.log.add(
                both.new.order[block.id],
                Draft("paragraph-added", new=[_paragraph(block)], where=block.part, severity=_echo(block)),
            )
    elsewhere = _moved(pairs, parts, regrouped.together) | _across_the_headings(pairs, both.old, both.new)
    for pair in pairs.pairs:
        _compare_paragraph(pair, accounts, both, moved=id(pair.new) in elsewhere)
    return pairs


def _moved(pairs: Pairing[PlanBlock], parts: Pairing[Part], together: Collection[tuple[str, str]]) -> set[int]:
    """Paragraphs that stand in another part now, or in another order within theirs.

    An annex that was moved, merged or split takes its own paragraphs along.
    """
    partner = {pair.old.id: pair.new.id for pair in parts.pairs}

    def home(pair: Pair[PlanBlock]) -> str | None:
        old, new = pair.old.part, pair.new.part
        return new if partner.get(old, old) == new or (old, new) in together else None

    return moved(pairs, home)


def _across_the_headings(pairs: Pairing[PlanBlock], old: PlanForm, new: PlanForm) -> set[int]:
    """Paragraphs that stood before the first heading of their part and stand after it now, or the other way round."""
    firsts = [{heading.part: heading.order for heading in reversed(form.headings)} for form in (old, new)]
    found = set()
    for pair in pairs.pairs:
        first, other = firsts[0].get(pair.old.part), firsts[1].get(pair.new.part)
        if first is None or other is None:
            continue
        if (old.order[pair.old.id] < first) != (new.order[pair.new.id] < other):
            found.add(id(pair.new))
    return found


def _compare_paragraph(pair: Pair[PlanBlock], accounts: Explanations, both: Versions, *, moved: bool) -> None:
    old_text, new_text = pair.old.text or "", pair.new.text or ""
    changed = same_spelling(old_text) != same_spelling(new_text)
    told = _follows(pair.new, both.log) or _is_told(pair, accounts, both)
    place = both.new.order[pair.new.id]
    draft = partial(
        Draft,
        old=[_paragraph(pair.old)],
        new=[_paragraph(pair.new)],
        where=pair.new.part,
        how=pair.how,
        confidence=pair.confidence,
    )
    if moved and pair.new.role in _MOVES:
        both.log.add(place, draft("paragraph-moved"))
    if changed and not told:
        wording = reworded(old_text, new_text)
        severity = _echo(pair.new) or ("substance" if numbers_changed(wording) else None)
        both.log.add(place, draft("paragraph-reworded", severity=severity, wording=wording))
    elif not changed and old_text.strip() != new_text.strip():
        both.log.add(place, draft("retyped", noun="paragraph"))


def _is_told(pair: Pair[PlanBlock], accounts: Explanations, both: Versions) -> bool:
    """Whether changes refer to all the words that changed: a date alone says nothing of the words around it."""
    if not (accounts.old.quotes(pair.old.id) or accounts.new.quotes(pair.new.id)):
        return False
    if {pair.old.role, pair.new.role} <= _AS_A_WHOLE:
        return True
    old, new = _body(pair.old, both.old), _body(pair.new, both.new)
    return all(accounts.explain(one, old, new, bounds=True) for one in changed_regions(old.text, new.text))


def _body(block: PlanBlock, form: PlanForm) -> Body:
    return body_of([Stretch(block.id, 0, len(block.text or ""))], form.texts)


def _follows(block: PlanBlock, log: ChangeLog) -> bool:
    """Whether the line is empty, or only repeats what a change of annexes tells already."""
    return not same_spelling(block.text or "") or (block.role in {"annex-list", "annex-label"} and log.has("annex"))


def _echo(block: PlanBlock) -> Severity | None:
    return "form" if block.role in ECHOES else None


def _paragraph(block: PlanBlock) -> Side:
    text = block.text or ""
    return side(block.id, opening(text), text, [At(block=block.id, start=0, end=len(text))])


_PARAGRAPHS: Ways[PlanBlock] = Ways(
    text=lambda block: same_spelling(block.text or ""),
    place=lambda block: (block.part, block.role),
    likeness=lambda one, other: alike(same_spelling(one.text or ""), same_spelling(other.text or "")),
    name=lambda _: "",
)
