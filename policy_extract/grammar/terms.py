"""Put terms and lexicons into a pattern: `{open}` → `(?:[（〔])`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from policy_extract.grammar.rules import Term, Word
from policy_extract.records import field, mutable

if TYPE_CHECKING:
    from collections import ChainMap
    from collections.abc import Iterable

# One step through a pattern: an escaped character, a class [...], or a name in braces.
# {2,20} is no name and stays what it is.
_STEP = re.compile(r"\\.|(?P<klass>\[\^?\]?(?:\\.|[^\]\\])*\])|\{(?P<name>[^\W\d][\w-]*)\}", re.DOTALL)
_NAME_IN_CLASS = re.compile(r"(?<!\\)\{([^\W\d][\w-]*)\}")

_DEEPEST = 40
"""Terms inside terms; deeper than any pattern a person can read."""

_LONGEST = 200_000
"""Characters of an expanded pattern; terms that double each other would fill the memory."""


class TermError(Exception):
    """A pattern cannot be expanded; `str()` says what and what to do."""


@mutable
class Scope:
    """The terms and lexicons a file's patterns may use: its own before the shared ones."""

    names: ChainMap[str, Term | Word]
    cache: dict[str, tuple[str, bool]] = field(default_factory=dict)

    def expand(self, pattern: str) -> tuple[str, bool]:
        """The pattern with all names put in, and whether one of them comes from an extra file.

        Raises TermError for an unknown name, a circle, a name inside a class.
        """
        return self._expand(pattern, ())

    def _expand(self, pattern: str, inside: tuple[str, ...]) -> tuple[str, bool]:
        extra = False

        def put_in(step: re.Match[str]) -> str:
            nonlocal extra
            if step["klass"]:
                _refuse_name_in_class(step["klass"])
            if step["name"] is None:
                return step[0]
            piece, from_extra = self._piece(step["name"], inside)
            extra = extra or from_extra
            return piece

        expanded = _STEP.sub(put_in, pattern)
        if len(expanded) > _LONGEST:
            raise TermError(f"grows to {len(expanded)} characters with its terms; {_LONGEST} are allowed, use fewer")
        return expanded, extra

    def _nearest(self, name: str) -> str:
        """The three names most like this one; a page of all of them helps nobody."""
        from difflib import get_close_matches  # noqa: PLC0415  # only mistakes need it

        return ", ".join(sorted(get_close_matches(name, self.names, n=3, cutoff=0)))

    def _piece(self, name: str, inside: tuple[str, ...]) -> tuple[str, bool]:
        if name in self.cache:
            return self.cache[name]
        if name in inside:
            raise TermError(f"terms go in a circle: {' → '.join((*inside, name))}; take one of them out")
        if (named := self.names.get(name)) is None:
            raise TermError(f"unknown term {{{name}}}; terms are {self._nearest(name) or 'none yet'}")
        if isinstance(named, Word):
            self.cache[name] = (alternation(named.words), named.extra)
        elif len(inside) >= _DEEPEST:
            raise TermError(f"terms stand in terms more than {_DEEPEST} deep; put some of them together")
        else:
            piece, extra = self._expand(named.pattern, (*inside, name))
            self.cache[name] = (f"(?:{piece})", extra or named.extra)
        return self.cache[name]


def _refuse_name_in_class(klass: str) -> None:
    if found := _NAME_IN_CLASS.search(klass):
        raise TermError(
            f"{found[0]} stands inside {klass}; make the whole [...] a term, or write \\{{ for the sign itself"
        )


def alternation(words: Iterable[str]) -> str:
    """Any of the words, the longest first: `(?:责任单位|单位)`."""
    return f"(?:{'|'.join(re.escape(word) for word in sorted(words, key=len, reverse=True))})"
