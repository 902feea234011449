"""Signs of the plain text notation, written and read: escaped characters, attributes in ⟦…⟧, the ids that blocks have unless they say otherwise."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from policy_extract.lexical.lines import without_commands
from policy_extract.records import mutable

ALIGNMENTS: Final = ("center", "right", "left", "both")

_SIGNS: Final = {"\n": "⏎", "⏎": r"\⏎", "\\": r"\\", "\t": r"\t"}
_NAMED: Final = {"s": " ", "t": "\t", "n": "\n"}
_ESCAPE: Final = re.compile(r"\\u\{([0-9a-f]{1,6})\}|\\(.)|⏎")
_INVISIBLE: Final = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})


def _sign(char: str) -> str:
    """How one character of a text is written: itself, unless it is a sign of the notation or cannot be seen."""
    if (sign := _SIGNS.get(char)) is not None:
        return sign
    return _code(char) if unicodedata.category(char) in _INVISIBLE else char


def _code(char: str) -> str:
    return f"\\u{{{ord(char):x}}}"


def _edge(char: str) -> str:
    """White space at the end of a line or cell is not read, so it is spelt."""
    return r"\s" if char == " " else _sign(char) if char == "\n" or not char.isspace() else _code(char)


def escape(text: str) -> str:
    """The text in one line, with every sign of the notation and every invisible character spelt out; no command to a CI runner."""
    if text.isprintable() and text.strip() == text and not any(sign in text for sign in (*_SIGNS, "##", "::")):
        return text
    signs = [_sign(char) for char in text]
    for end in {0, len(text) - 1} if text else ():
        signs[end] = _edge(text[end])
    return without_commands("".join(signs))


def unescape(text: str) -> str:
    return _ESCAPE.sub(_unescaped, text)


def _unescaped(found: re.Match[str]) -> str:
    if (code := found[1]) is not None:
        return chr(int(code, 16)) if int(code, 16) <= 0x10FFFF else found[0]
    return "\n" if found[2] is None else _NAMED.get(found[2], found[2])


_QUOTED: Final = r'"(?:\\.|[^"\\])*"'
_ATTRIBUTES: Final = re.compile(rf'⟦((?:{_QUOTED}|\\.|[^"\\⟧])*)⟧')
_ITEM: Final = re.compile(rf'(?:{_QUOTED}|\\.|[^\s"\\])+')
_BARE: Final = re.compile(r'[^\s"\\⟦⟧]+')


def value_of(text: str) -> str:
    """An attribute's value, in quotation marks where it holds a space or a sign."""
    escaped = escape(text)
    if not escaped or _BARE.fullmatch(escaped):
        return escaped
    return '"' + escaped.replace('"', r"\"") + '"'


def read_value(item: str) -> str:
    return unescape(item[1:-1] if item[:1] == '"' and item[-1:] == '"' and len(item) > 1 else item)


def head_of(items: list[str]) -> str:
    return f"⟦{' '.join(items)}⟧" if items else ""


def take_head(line: str) -> tuple[list[str], str]:
    """The attributes at the head of a line, and what follows; no attributes where there is no ⟦…⟧."""
    found = _ATTRIBUTES.match(line)
    return ([], line) if found is None else (_ITEM.findall(found[1]), line[found.end() :])


@mutable
class Ids:
    """The ids blocks have unless they say otherwise: b1, b2, …, counting on from the last one seen."""

    last: int = 0

    def next(self, name: str) -> bool:
        """Whether `name` is the expected id; counting goes on from it."""
        self.last += 1
        if name == f"b{self.last}":
            return True
        if (found := re.fullmatch(r"b([1-9]\d{0,8}|0)", name)) is not None:
            self.last = int(found[1])
        return False

    def take(self, name: str) -> str:
        """The id of the next block: `name`, or the expected one where it has none."""
        name = name or f"b{self.last + 1}"
        self.next(name)
        return name
