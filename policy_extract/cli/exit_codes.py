"""What the exit code says."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from policy_extract.findings import Severity

DONE, ASKED_ABOUT, UNREADABLE = 0, 1, 2
"""Of several files the highest counts."""


def fails(severity: Severity, fail_on: Literal["error", "warning", "never"]) -> bool:
    """Whether a finding of this severity makes the exit code 1."""
    return fail_on != "never" and severity in {"error", fail_on}
