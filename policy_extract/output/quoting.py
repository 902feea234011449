"""The characters a place in a plan quotes, and JSON that is safe where they are printed."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from policy_extract.lexical.lines import COMMAND, NOT_FOR_A_LINE

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from policy_extract.model import At


def place(at: At | None) -> str:
    """`b12:5`: block and column, from 1, as editors count; "" for the whole document."""
    return f"{at.block}:{at.start + 1}" if at else ""


def quoted(spans: Iterable[At], texts: Mapping[str, str]) -> str:
    r"""What these places quote; pieces from several blocks stand on lines of their own.

    >>> from policy_extract.model import At
    >>> quoted([At(block="b1", start=0, end=2), At(block="b2", start=1, end=3)], {"b1": "建设", "b2": "（场地）"})
    '建设\n场地'
    """
    return "\n".join(texts.get(at.block, "")[at.start : at.end] for at in spans)


def as_json(value: object) -> str:
    """JSON on one line that no CI runner takes for a command."""
    text = json.dumps(value, ensure_ascii=False)
    line = NOT_FOR_A_LINE.sub(lambda found: json.dumps(found[0])[1:-1], text)
    return COMMAND.sub(lambda found: f"{found[1]}\\u{ord(found[2]):04x}", line)
