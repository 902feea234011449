"""Marked text as HTML."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policy_extract.page.markup import Html, element, joined

if TYPE_CHECKING:
    from policy_extract.comparison.report.change_text import Runs

_TAGS = {"deleted": "del", "inserted": "ins"}


def marked(runs: Runs) -> Html:
    """The text, what is gone in `del`, what is new in `ins`."""
    return joined(element(_TAGS[op], text) if op in _TAGS else text for op, text in runs)
