"""How much work something is, in a measure that no busy machine changes."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from policy_extract.grammar import load
from policy_extract.pipeline import parse_bytes

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType


def lines_run(data: bytes, name: str, seconds: float = 1e9) -> int:
    """Lines of Python that a parse runs."""
    return lines_run_by(lambda: parse_bytes(data, name, grammars=load().within(seconds), unchecked=True))


def lines_run_by(action: Callable[[], object]) -> int:
    """Lines of Python that a call runs."""
    count = 0

    def trace(_: FrameType, event: str, __: object) -> Any:
        nonlocal count
        count += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        action()
    finally:
        sys.settrace(before)
    return count
