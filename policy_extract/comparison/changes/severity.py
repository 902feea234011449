"""How much each kind of change matters, and what it is about."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from policy_extract.comparison.changes.diff_model import ChangeKind, Noun, Severity

WORDING: frozenset[str] = frozenset(
    [
        "title-changed",
        "recipients-changed",
        "annex-retitled",
        "section-retitled",
        "section-reworded",
        "task-retitled",
        "task-reworded",
        "unit-note-changed",
        "table-retitled",
        "cell-changed",
        "column-renamed",
        "indicator-renamed",
        "category-changed",
        "note-changed",
        "item-reworded",
        "field-changed",
        "box-retitled",
        "box-reworded",
        "paragraph-added",
        "paragraph-removed",
        "paragraph-reworded",
        "nature-changed",
    ]
)
FORM: frozenset[str] = frozenset(
    [
        "annex-merged",
        "annex-moved",
        "annex-renumbered",
        "annex-split",
        "section-moved",
        "section-renumbered",
        "task-renumbered",
        "unit-renamed",
        "table-moved",
        "table-transposed",
        "row-moved",
        "column-moved",
        "indicator-moved",
        "indicator-renumbered",
        "item-moved",
        "item-renumbered",
        "box-moved",
        "box-renumbered",
        "paragraph-moved",
        "retyped",
    ]
)

_FRONT = frozenset({"title", "status", "document-number", "issuers", "recipients", "date", "period", "kind"})
_NOUN_OF_FIRST_WORD: dict[str, Noun] = {
    "annex": "annex",
    "section": "section",
    "task": "task",
    "unit": "unit",
    "lead": "unit",
    "role": "unit",
    "carry": "carry-over",
    "deadline": "deadline",
    "target": "target",
    "table": "table",
    "cell": "table",
    "row": "table",
    "column": "table",
    "year": "table",
    "indicator": "indicator",
    "attribute": "indicator",
    "value": "value",
    "item": "item",
    "investment": "item",
    "nature": "item",
    "field": "item",
    "box": "box",
    "paragraph": "paragraph",
}


def severity_of(kind: ChangeKind) -> Severity:
    """What a change of this kind is, where nothing about it says otherwise.

    >>> severity_of("lead-changed"), severity_of("task-retitled"), severity_of("task-renumbered")
    ('substance', 'wording', 'form')
    """
    if kind in WORDING:
        return "wording"
    return "form" if kind in FORM else "substance"


def noun_of(kind: ChangeKind) -> Noun | None:
    """What a change of this kind is about; None where it can be about several things.

    >>> noun_of("status-changed"), noun_of("lead-changed"), noun_of("bound-changed")
    ('front', 'unit', None)
    """
    first = kind.partition("-")[0]
    if kind.removesuffix("-changed") in _FRONT:
        return "front"
    return _NOUN_OF_FIRST_WORD.get(first)
