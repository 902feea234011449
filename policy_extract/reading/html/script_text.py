r"""What a script writes into its page, where it only writes strings: `document.write("<p>…</p>")`, `var content = "<p>…</p>"`.

Nothing is run. A string is read as it stands; what a script computes, or puts
together from variables, is not.
"""

from __future__ import annotations

import re
from typing import Final

# A string that is not closed ends where its line or the script does, so that each character is looked at once.
_TOKEN: Final = re.compile(
    r"""(?P<call>document\.write(?:ln)?\()"""
    r"""|(?P<string>"[^"\\\n]*(?:\\.[^"\\\n]*)*"?|'[^'\\\n]*(?:\\.[^'\\\n]*)*'?|`[^`\\]*(?:\\.[^`\\]*)*`?)"""
    r"""|(?P<close>\))|(?P<other>[^\s+])""",
    re.DOTALL,
)
_ESCAPED: Final = re.compile(r"\\(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|(\r\n|.))", re.DOTALL)
_SIGNS: Final = {"n": "\n", "t": "\t", "r": "\r", "b": "", "f": "", "v": "", "0": "", "\n": "", "\r\n": ""}


def texts_in(script: str) -> list[str]:
    r"""What a script writes into the page, in one, if it writes strings only; else its strings.

    >>> texts_in('document.write("<p>一</p>");document.write("<p>\\u4e8c<\\/p>" + "三")')
    ['<p>一</p><p>二</p>三']
    >>> texts_in('var a = "<p>一</p>", b = 2')
    ['<p>一</p>']
    """
    strings: list[str] = []
    written: list[str] = []
    inside = computed = False
    for found in _TOKEN.finditer(script):
        kind = found.lastgroup
        if kind == "string" and not (found[0][0] == "`" and "${" in found[0]):
            strings.append(_unquoted(found[0]))
            written += strings[-1:] if inside else []
        elif kind == "call":
            inside = True
        elif kind == "close":
            inside = False
        else:
            computed |= inside
    return ["".join(written)] if written and not computed else strings


def _unquoted(string: str) -> str:
    """The characters of a string; two halves of a pair are one character."""
    text = _ESCAPED.sub(_character, string[1:-1])
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _character(found: re.Match[str]) -> str:
    code = found[1] or found[2]
    return chr(int(code, 16)) if code else _SIGNS.get(found[3], found[3])
