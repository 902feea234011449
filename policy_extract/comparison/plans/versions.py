"""What every comparison of two plans works on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policy_extract.records import record

if TYPE_CHECKING:
    from policy_extract.comparison.changes.change_log import ChangeLog
    from policy_extract.comparison.likeness.pairing import Pairing
    from policy_extract.comparison.plans.heading_matching import Outline
    from policy_extract.comparison.plans.plan_view import PlanForm, TableForm
    from policy_extract.model import Item, Part


@record
class Versions:
    """Both versions of a plan, and the log that takes what changed between them."""

    old: PlanForm
    new: PlanForm
    log: ChangeLog


@record
class Matched:
    """What was found again in the other version, and what stands in one alone."""

    outline: Outline
    tables: Pairing[TableForm]
    rows: Pairing[Item]
    parts: Pairing[Part]
