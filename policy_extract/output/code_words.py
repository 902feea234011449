"""How texts for people tell what a plan says in codes: as they are in the JSON, or in Chinese words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policy_extract.labels import kind_called, labels
from policy_extract.records import record

if TYPE_CHECKING:
    from collections.abc import Callable

    from policy_extract.model import PlanFinding, Text, Unit


@record
class Wording:
    """The language of codes, bodies and findings."""

    tell: Callable[[PlanFinding], str]
    """What a finding says."""
    chinese: bool = False

    def word(self, group: str, code: str) -> str:
        """A code of a group of labels; one that has no label as it is."""
        return labels(group).get(code, code) if self.chinese else code

    def kind(self, code: str, title: Text | None) -> str:
        """The kind of a document; in Chinese the word of its title."""
        return kind_called(code, title.text if title else "") if self.chinese else code

    def family(self, finds: str) -> str:
        """What a family of rules finds; in Chinese "" where it has no label."""
        return labels("rules").get(finds, "") if self.chinese else finds

    def body(self, unit: Unit) -> str | None:
        """The body a unit's name stands for; None where it is not known."""
        return body_label(unit) if self.chinese else unit.body


CODES = Wording(lambda finding: finding.message)
"""As the JSON has it, the same bytes for every reader."""


def body_label(unit: Unit) -> str | None:
    """What people call the body a unit's name stands for: 民政部门; None where it is not known."""
    from policy_extract.grammar import load  # noqa: PLC0415  few texts need it
    from policy_extract.grammar.body_names import body_name  # noqa: PLC0415

    return None if unit.body is None else body_name(unit.body, load())
