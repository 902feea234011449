"""Sentences that promise numbers, read as a clerk reads them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.facts.pages import Entry, read_pages

if TYPE_CHECKING:
    from policy_extract.model import Target

FORMS = {"change": "变化", "rate": "速度", "multiple": "倍数", "rank": "名次", "zero": "零"}
PER = {"year": "每年", "quarter": "每季度", "month": "每月", "week": "每周", "day": "每日"}
BOUNDS = {"exactly": "", "at-least": "≥", "more-than": ">", "at-most": "≤", "less-than": "<", "about": "≈"}

ENTRIES = read_pages("promises")


def said_by(target: Target) -> str:
    """The promise as a page writes it."""
    number = f"{BOUNDS[target.bound]}{target.value:f} {target.measure or ''}".strip()
    more = [FORMS.get(target.form, ""), PER.get(target.per or "", "")]
    more.append(f"从{target.base:f}" if target.base is not None else "")
    return "  ".join(filter(None, [str(target.year or "—"), number, target.subject or "—", *more]))


@pytest.mark.parametrize("entry", [one for one in ENTRIES if one.kind == "promises"], ids=lambda entry: entry.name)
def test_a_sentence_promises_its_numbers(entry: Entry) -> None:
    assert ([said_by(target) for target in entry.plan().targets] or ["无"]) == list(entry.expected)


@pytest.mark.parametrize("entry", [one for one in ENTRIES if one.kind != "promises"], ids=lambda entry: entry.name)
def test_a_sentence_promises_its_numbers_whatever_they_count(entry: Entry) -> None:
    read = [said_by(target).split("  ")[:2] for target in entry.plan().targets]
    assert read == [line.split("  ")[:2] for line in entry.expected]
