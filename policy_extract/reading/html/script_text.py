r"""What a script writes into its page, where it only writes strings: `document.write("<p>…</p>")`, `var content = "<p>…</p>"`.

Nothing is run. A string is read as it stands; what a script computes, or puts
together from variables, is not.
"""

from __future__ import annotations

import json
import re
from typing import Final

# A string that is not closed ends where its line or the script does, so that each character is looked at once.
_STRING: Final = r""""[^"\\\n]*(?:\\.[^"\\\n]*)*"?|'[^'\\\n]*(?:\\.[^'\\\n]*)*'?|`[^`\\]*(?:\\.[^`\\]*)*`?"""
_STRINGS: Final = re.compile(_STRING, re.DOTALL)
_WRITES: Final = "document.write"
_TOKEN: Final = re.compile(
    rf"""(?P<call>document\.write(?:ln)?\()|(?P<string>{_STRING})|(?P<close>\))|(?P<other>[^\s+"'`)d]+|[^\s+])""",
    re.DOTALL,
)
_ESCAPED: Final = re.compile(r"\\(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|(\r\n|.))", re.DOTALL)
_CONTROLS: Final = re.compile(r"\\(?:[bf]|u00[01])")
"""Signs that no page shows."""
_SIGNS: Final = {"n": "\n", "t": "\t", "r": "\r", "b": "", "f": "", "v": "", "0": "", "\n": "", "\r\n": ""}


def texts_in(script: str, shortest: int = 0) -> list[str]:
    r"""What a script writes into the page, in one, if it writes strings only; else its strings, without short ones.

    >>> texts_in('document.write("<p>一</p>");document.write("<p>\\u4e8c<\\/p>" + "三")')
    ['<p>一</p><p>二</p>三']
    >>> texts_in('var a = "<p>一</p>", b = 2')
    ['<p>一</p>']
    """
    written = _written(script) if _WRITES in script else None
    if written:
        return [written]
    strings = (string for string in _STRINGS.findall(script) if len(string) > shortest and not _is_computed(string))
    return [unquoted(string) for string in strings]


def _written(script: str) -> str | None:
    """The strings that a script writes; None where it computes some of what it writes."""
    strings: list[str] = []
    inside = False
    for found in _TOKEN.finditer(script):
        kind = found.lastgroup
        if kind == "call":
            inside = True
        elif kind == "close":
            inside = False
        elif inside and (kind == "other" or _is_computed(found[0])):
            return None
        elif inside:
            strings.append(unquoted(found[0]))
    return "".join(strings)


def _is_computed(string: str) -> bool:
    """Whether a template has places for what is computed."""
    return string.startswith("`") and "${" in string


def unquoted(string: str) -> str:
    """The characters of a string in its quotes; two halves of a pair are one character."""
    try:
        text = str(json.loads(string)) if string.startswith('"') and not _CONTROLS.search(string) else ""
    except ValueError:
        text = ""  # no JSON
    text = text or _ESCAPED.sub(_character, string[1:-1])
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _character(found: re.Match[str]) -> str:
    code = found[1] or found[2]
    return chr(int(code, 16)) if code else _SIGNS.get(found[3], found[3])
