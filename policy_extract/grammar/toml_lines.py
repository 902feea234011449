"""Where the parts of a grammar file stand, so that a mistake can be shown with its line.

tomllib gives values without positions; this reads the same text line by line
for headers and keys only.
"""

from __future__ import annotations

import re

from policy_extract.records import record

_HEADER = re.compile(r"^\s*\[\[?\s*([\w.-]+)\s*\]\]?")
_KEY = re.compile(r"^\s*[\"']?([\w-]+)[\"']?\s*=")
_EXAMPLE = re.compile(r"\btext\s*=")

Path = tuple[str | int, ...]


@record
class Lines:
    """Line numbers, from 1, by path: ("rule", 2, "pattern"), ("terms", "open"), ("rule", 2, "accept", 0)."""

    known: dict[Path, int]

    def of(self, *path: str | int) -> int:
        """The line of the path, else of what encloses it, else 1."""
        for length in range(len(path), 0, -1):
            if (line := self.known.get(path[:length])) is not None:
                return line
        return 1


def index_lines(text: str) -> Lines:
    """Find the lines of all headers, keys and examples of a grammar file."""
    known: dict[Path, int] = {}
    counts: dict[Path, int] = {}
    table: Path = ()
    array: Path = ()
    for line, content in enumerate(text.split("\n"), 1):
        if header := _HEADER.match(content):
            table = _table(header[1].split("."), counts)
            known.setdefault(table, line)
            array = ()
        elif key := _KEY.match(content):
            known.setdefault((*table, key[1]), line)
            array = (*table, key[1]) if key[1] in ("accept", "reject") else array
        if array:
            for _ in _EXAMPLE.finditer(content):
                known.setdefault((*array, _next(counts, array)), line)
    return Lines(known)


def _table(names: list[str], counts: dict[Path, int]) -> Path:
    """The path a header opens: `[[rule]]` is ("rule", 0), then ("rule", 1); `[[rule.accept]]` counts in its rule."""
    if names[0] == "terms":
        return ("terms",)
    if len(names) == 1:
        return (names[0], _next(counts, (names[0],)))
    owner: Path = (names[0], counts.get((names[0],), 1) - 1)
    return (*owner, names[1], _next(counts, (*owner, names[1])))


def _next(counts: dict[Path, int], path: Path) -> int:
    counts[path] = counts.get(path, 0) + 1
    return counts[path] - 1
