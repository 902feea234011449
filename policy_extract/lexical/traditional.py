"""Simplified characters for traditional ones, one for one; traditional.txt names their source.

They serve to recognise words only: what is read quotes the characters that are printed.
"""

from __future__ import annotations

from pathlib import Path


def _table() -> dict[str, str]:
    """The simplified character of each traditional one."""
    text = Path(__file__).with_name("traditional.txt").read_text(encoding="utf-8")
    traditional, simplified = (line for line in text.splitlines() if not line.startswith("#"))
    return dict(zip(traditional, simplified, strict=True))


SIMPLIFIED = _table()
