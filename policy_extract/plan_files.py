"""A plan from the bytes of a file: a document of any format, or the JSON that `parse` wrote."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final, Literal

from policy_extract.output.canonical import load_plan
from policy_extract.output.consistency import check_references
from policy_extract.pipeline import parse_bytes

if TYPE_CHECKING:
    from policy_extract.grammar import Grammars
    from policy_extract.model import Plan

OURS: Final = "policy-extract/"
"""How the format of our own JSON begins."""


def plan_from(
    data: bytes, name: str, grammars: Grammars, revisions: Literal["accepted", "original"] = "accepted"
) -> Plan:
    """The plan in a document's bytes, or in JSON that we wrote.

    Fails: InputError where the bytes are of no format we read.
    """
    if _is_ours(data):
        plan = load_plan(data)
        check_references(plan)
        return plan
    return parse_bytes(data, name, grammars=grammars, revisions=revisions).plan


def _is_ours(data: bytes) -> bool:
    """It is JSON of a contract of ours, whatever its name."""
    if not data.lstrip().startswith(b"{"):
        return False
    try:
        value = json.loads(data)
    except (ValueError, RecursionError):
        return False
    return isinstance(value, dict) and str(value.get("format")).startswith(OURS)
