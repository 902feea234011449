"""The titles and texts of headings that both documents have: retitled, reworded, retyped."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Literal

from policy_extract.comparison.changes.change_log import Draft, side
from policy_extract.comparison.likeness.pairing import LONG_ENOUGH, SIMILAR
from policy_extract.comparison.likeness.similarity import alike
from policy_extract.comparison.likeness.spelling import same_spelling
from policy_extract.comparison.plans.plan_view import Stretch, body_of
from policy_extract.comparison.values.numbers import without_note_marks
from policy_extract.comparison.words.rewording import NUMBER, in_pieces, reworded
from policy_extract.comparison.words.word_diff import changed_regions
from policy_extract.generated.plain import At
from policy_extract.records import record

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from policy_extract.comparison.changes.change_log import ChangeLog
    from policy_extract.comparison.changes.diff_model import Change, ChangeKind, Piece, Severity, Side
    from policy_extract.comparison.likeness.pairing import Pair
    from policy_extract.comparison.plans.heading_matching import Outline
    from policy_extract.comparison.plans.plan_view import Body, Heading, PlanForm
    from policy_extract.comparison.words.explained import Explanations
    from policy_extract.comparison.words.word_diff import Region

    Kind = Literal["section", "task", "box"]


@record
class Headings:
    """What is needed to compare headings."""

    outline: Outline
    old: PlanForm
    new: PlanForm
    accounts: Explanations
    log: ChangeLog
    unlisted: frozenset[str]
    """Bodies of both documents that only these documents name as such."""

    def names_of(self, pair: Pair[Heading]) -> Iterable[str]:
        """Bodies whose names are kept whole in their texts."""
        units = [unit.name for one in (pair.old, pair.new) for unit in one.units]
        return units or self.unlisted


def compare_titles(pair: Pair[Heading], here: Headings, before: int) -> None:
    """Note a changed title where no other change explains the words that changed; reported before what changed below it."""
    old, new = pair.old, pair.new
    if old.title_key == new.title_key or _only_numbers(old, new, here):
        return
    here.log.add(
        new.order,
        Draft(
            kind_of(noun_of(pair), "retitled"),
            old=[side(old.id, old.label, old.title, old.at)] if old.title else (),
            new=[side(new.id, new.label, new.title, new.at)] if new.title else (),
            where=new.where,
            wording=reworded(old.title, new.title) if old.title and new.title else (),
            how=pair.how,
            confidence=pair.confidence,
        ),
        before=before,
    )


def _only_numbers(old: Heading, new: Heading, here: Headings) -> bool:
    """Whether nothing but values changed in a title (送戏下乡200场), which are reported by themselves."""
    ours, theirs = _title_body(old, here.old), _title_body(new, here.new)
    if ours is None or theirs is None:
        return False
    regions = changed_regions(ours.text, theirs.text)
    return all(here.accounts.explain(region, ours, theirs, bounds=False) for region in regions)


def _title_body(heading: Heading, form: PlanForm) -> Body | None:
    """A title as it stands in its block; None where it was joined from several lines."""
    body = body_of([Stretch(at.block, at.start, at.end) for at in heading.at], form.texts)
    return body if heading.title and body.text == heading.title else None


def compare_texts(pair: Pair[Heading], changes: Sequence[Change], here: Headings) -> None:
    """Note reworded text where no other change explains the words that changed."""
    old, new = pair.old, pair.new
    if old.body_key == new.body_key:
        if _lines(old.body.text) != _lines(new.body.text) or (
            old.title != new.title and old.title_key == new.title_key
        ):
            _note_text("retyped", pair, (), here)
        return
    regions = changed_regions(old.body.text, new.body.text, here.names_of(pair))
    bounds = any(
        change.kind in {"bound-changed", "measure-changed"} and change.severity != "form" for change in changes
    )
    rewritten = alike(old.body_key, new.body_key) < SIMILAR and min(len(old.body_key), len(new.body_key)) >= LONG_ENOUGH
    left = [region for region in regions if not here.accounts.explain(region, old.body, new.body, bounds=bounds)]
    if left:
        severity = "substance" if rewritten else _weight(left, changes, old.body, new.body)
        kind = kind_of(noun_of(pair), "reworded")
        _note_text(kind, pair, () if rewritten else regions, here, severity=severity)
    elif _retyped(regions, old.body.text, new.body.text):
        _note_text("retyped", pair, regions, here)


def _note_text(
    kind: ChangeKind,
    pair: Pair[Heading],
    regions: Iterable[Region],
    here: Headings,
    *,
    severity: Severity | None = None,
) -> None:
    old, new = pair.old, pair.new
    here.log.add(
        new.order,
        Draft(
            kind,
            noun=noun_of(pair),
            severity=severity,
            old=[side(old.id, old.label, old.body.text, spans_of(old.body))],
            new=[side(new.id, new.label, new.body.text, spans_of(new.body))],
            where=new.where,
            wording=_wording(old.body.text, new.body.text, regions),
            how=pair.how,
            confidence=pair.confidence,
        ),
    )


def _wording(old: str, new: str, regions: Iterable[Region]) -> Sequence[Piece]:
    """The texts compared word by word; empty where one replaced the other as a whole."""
    known = list(regions)
    if not known and same_spelling(old) != same_spelling(new):
        return ()
    return in_pieces(old, new, known)


def _retyped(regions: Sequence[Region], old: str, new: str) -> bool:
    """Whether what stands between the changed words is spelled otherwise, or broken into other lines."""
    places = [0, *(place for one in regions for place in one[:2]), len(old)]
    others = [0, *(place for one in regions for place in one[2:]), len(new)]
    stretches = zip(places[::2], places[1::2], others[::2], others[1::2], strict=True)
    return any(_dense(old[a:b]) != _dense(new[c:d]) for a, b, c, d in stretches)


def _lines(text: str) -> list[str]:
    """Its lines without indents and spaces at the ends."""
    return [line.strip() for line in text.split("\n")]


def _dense(text: str) -> list[str]:
    """Its lines without spaces."""
    return ["".join(line.split()) for line in text.split("\n")]


def _weight(known: Sequence[Region], changes: Iterable[Change], old: Body, new: Body) -> Severity | None:
    """`substance` where a number changed that no other change reports, `form` where only punctuation did, else None: the usual severity."""
    said, says = without_note_marks(old.text), without_note_marks(new.text)
    before = Counter(found for one in known for found in NUMBER.findall(said[one.old_start : one.old_end]))
    after = Counter(found for one in known for found in NUMBER.findall(says[one.new_start : one.new_end]))
    for change in changes:
        before.subtract(
            found for one in change.old for found in NUMBER.findall(_quoted(one, change)) if before[found] > 0
        )
        after.subtract(
            found for one in change.new for found in NUMBER.findall(_quoted(one, change)) if after[found] > 0
        )
    if before != after:
        return "substance"
    texts = [old.text[one.old_start : one.old_end] + new.text[one.new_start : one.new_end] for one in known]
    return None if any(sign.isalnum() for text in texts for sign in text) else "form"


def _quoted(one: Side, change: Change) -> str:
    """What a change says of a side: of a promise that was added or removed, the whole clause (每季度开展一次)."""
    return one.label if change.kind in {"target-added", "target-removed"} else one.text


def spans_of(body: Body) -> tuple[At, ...]:
    """Where a text stands."""
    return tuple(At(block=one.block, start=one.start, end=one.end) for one in body.stretches)


def noun_of(pair: Pair[Heading]) -> Kind:
    """What a heading of both versions is: a task where it is one in either."""
    return "task" if "task" in {pair.old.noun, pair.new.noun} else pair.new.noun


def kind_of(noun: Kind, what: str) -> ChangeKind:
    """A kind of change of this noun."""
    return f"{noun}-{what}"  # type: ignore[return-value]  # a kind of each noun
