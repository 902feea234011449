"""Text that somebody else wrote, in a page of Markdown."""

from __future__ import annotations

import re

from policy_extract.lexical.lines import visible

_SIGNS = re.compile(r"[\\`*_{}\[\]()+\-.!|~$:^=]")
"""Signs that could mark something up: GitHub's $formula$, :sign: and www.-links too."""
_INSTEAD = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "@": "@<!-- -->", "#": "\\#<!-- -->"}
"""GitHub looks for @name and #1 when Markdown is done with its signs; a comment after parts them."""


def escaped(text: str) -> str:
    r"""The text so that Markdown shows its characters, on one line of a table.

    >>> escaped("*|<b>\n@某人")
    '\\*\\|&lt;b&gt;<br>@<!-- -->某人'
    """
    lines = visible(text).replace("\t", " ")
    return "".join(_INSTEAD.get(sign) or _SIGNS.sub(r"\\\g<0>", sign) for sign in lines).strip().replace("\n", "<br>")
