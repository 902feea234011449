"""Text that somebody else wrote, as one line of a terminal or a log."""

from __future__ import annotations

import re

NOT_FOR_A_LINE = re.compile(
    "[\x00-\x1f\x7f-\x9f"  # controls: line ends, and what moves the cursor of a terminal
    "\u2028\u2029"  # line ends of Unicode
    "\u200e\u200f\u202a-\u202e\u2066-\u2069"  # they turn the direction of what follows
    "\ud800-\udfff]"  # halves of a pair, which UTF-8 cannot write
)
"""Characters that do more on a line than stand there."""

_COMMAND = re.compile(r"^(\s*)::")
_OLD_COMMAND = re.compile(r"##\[")
"""Where a runner of GitHub Actions sees a command: at the start of a line; in the old form anywhere."""


def one_line(text: str) -> str:
    r"""The text as a line that does nothing but be read, on a terminal or in the log of a CI run.

    >>> [one_line(text) for text in ("a\nb\x1b[2J", "::stop-commands::x", "see ##[error]x")]
    ['a\\nb\\x1b[2J', '\\::stop-commands::x', 'see #\\#[error]x']
    """
    shown = NOT_FOR_A_LINE.sub(lambda found: found[0].encode("unicode_escape").decode(), text)
    return _OLD_COMMAND.sub(r"#\\#[", _COMMAND.sub(r"\1\\::", shown))
