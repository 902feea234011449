"""Signs in a pattern that folded text never holds, each with the sign to write instead."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from policy_extract.lexical.width import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

# What is syntax and not text: group openings (with the signs after the bracket), {m,n}, {name}, \N{…}.
_PIECE = re.compile(
    r"""
      \\(?P<escaped>.)
    | \[\^?(?P<klass>\]?(?:\\.|[^\]\\])*)\]
    | \(\?(?:P<\w+>|P=\w+\)|<[=!]|[:=!>|]|[aiLmsux-]+[:)])
    | \{[^{}]*\}
    | (?P<text>[^()?])
    """,
    re.VERBOSE | re.DOTALL,
)


def never_seen(pattern: str) -> Iterator[tuple[str, str]]:
    r"""What is written and what to write instead: text is folded before matching.

    >>> list(never_seen(r"\(责任单位:(?:[,，;]|％){1,3}"))
    [('\\(', '（'), (':', '：'), (';', '；'), ('％', '%')]
    """
    for piece in _PIECE.finditer(pattern):
        if (escaped := piece["escaped"]) is not None and fold(escaped) != escaped:
            yield piece[0], fold(escaped)
        elif (text := piece["text"]) is not None and fold(text) != text:
            yield text, fold(text)
        elif klass := piece["klass"]:
            # [（(] and [：:] are good habits and harmless; a class with the narrow sign alone is a mistake.
            yield from ((sign, fold(sign)) for sign in klass if fold(sign) not in klass)
