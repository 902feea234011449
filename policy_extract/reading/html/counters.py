"""The numbers that a page's style sheet prints before its elements: `.chapter::before { content: counter(chapter) "、" }`.

Counters are counted as in CSS Lists 3: `counter-reset` opens one for an
element, its later siblings and all in them; `counter-increment` counts the
innermost one on; `counters()` prints it with those around it (1.2).
"""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, Final

from policy_extract.reading.html.lists import written
from policy_extract.reading.html.style_sheets import rules_of
from policy_extract.records import field, mutable, record

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from lxml.etree import _Element as Element

_BEFORE: Final = re.compile(r"::?before$")
_COMPOUND: Final = re.compile(r"([a-z][a-z0-9]{0,10})?((?:[.#][\w-]{1,60}){0,4})")
_DECLARED: Final = re.compile(r"(?:^|;)\s*(counter-reset|counter-increment|content)\s*:([^;]{1,300})", re.IGNORECASE)
_STEPS: Final = re.compile(r"([A-Za-z_][\w-]{0,40})(?:\s+(-?\d{1,6}))?")
_PIECE: Final = re.compile(
    r"""(?P<quote>["'])(?P<text>[^"']{0,40})(?P=quote)"""
    r"""|counter(?P<all>s?)\(\s*(?P<name>[\w-]{1,40})\s*(?:,\s*["'](?P<between>[^"']{0,5})["']\s*)?(?:,\s*(?P<kind>[\w-]{1,40})\s*)?\)"""
)
_ESCAPE: Final = re.compile(r"\\([0-9A-Fa-f]{1,5})\s?")
_MOST_RULES: Final = 30
_MOST_ELEMENTS: Final = 100_000
_MOST_PIECES: Final = 8
_LONGEST: Final = 24
"""Characters of a number; what is longer is no number."""


@record
class Rule:
    """What one rule says of the elements its selector names."""

    chain: tuple[str, ...]
    """The parts of the selector; each but the last names an element around the next."""
    before: bool
    """It speaks of what is printed before the element."""
    said: Mapping[str, str]


@mutable
class Counters:
    """How far each counter has counted, with the depth at which it was opened; the innermost last."""

    _open: dict[str, list[tuple[int, int]]] = field(default_factory=dict)

    def leave(self, depth: int) -> None:
        """Close the counters whose elements have ended, now that one at this depth begins."""
        for counts in self._open.values():
            while counts and counts[-1][0] > depth:
                counts.pop()

    def reset(self, steps: str, depth: int) -> None:
        """Open counters: `chapter`, `chapter 0 item 5`."""
        for name, value in _steps(steps, 0):
            counts = self._open.setdefault(name, [])
            if counts and counts[-1][0] == depth:
                counts.pop()
            counts.append((depth, value))

    def increment(self, steps: str, depth: int) -> None:
        """Count the innermost counters on."""
        for name, step in _steps(steps, 1):
            counts = self._open.setdefault(name, [])
            opened, value = counts.pop() if counts else (depth, 0)
            counts.append((opened, value + step))

    def print(self, content: str) -> str:
        """What `content` prints; "" where it names no counter."""
        pieces = list(_PIECE.finditer(content))
        if len(pieces) > _MOST_PIECES or not any(piece["name"] for piece in pieces):
            return ""
        text = "".join(_unescaped(piece["text"]) if piece["name"] is None else self._value(piece) for piece in pieces)
        return "".join(text.split()) if len(text) <= _LONGEST else ""

    def _value(self, piece: re.Match[str]) -> str:
        values = [value for _, value in self._open.get(piece["name"], ())] or [0]
        shown = values if piece["all"] else values[-1:]
        return (piece["between"] or "").join(written(value, piece["kind"] or "decimal") for value in shown)


def _unescaped(text: str) -> str:
    r"""A string of CSS with its characters: `\3001` is 、."""
    return _ESCAPE.sub(lambda found: char if (char := chr(int(found[1], 16))).isprintable() else "", text)


def counted_numbers(root: Element) -> dict[Element, str]:
    """The number that the style sheets of a page print before each element; elements without one are left out."""
    rules = list(_rules(root))
    if not any(rule.before for rule in rules):
        return {}
    found: dict[Element, str] = {}
    counters = Counters()
    for element, depth, named in _with_rules(root, rules):
        counters.leave(depth)
        own, before = (_said(rule for rule in named if rule.before == before) for before in (False, True))
        for said in (own, before):
            counters.reset(said.get("counter-reset", ""), depth)
            counters.increment(said.get("counter-increment", ""), depth)
        if number := counters.print(before.get("content", "")):
            found[element] = number
    return found


def _said(rules: Iterable[Rule]) -> dict[str, str]:
    """What rules say together, later ones over earlier ones."""
    said: dict[str, str] = {}
    for rule in rules:
        said |= rule.said
    return said


def _rules(root: Element) -> Iterator[Rule]:
    """The rules about counters, the first of them where there are very many."""
    texts = (style.text or "" for style in root.iter("style"))
    rules = (one for text in texts if "counter" in text for one in rules_of(text))
    left = _MOST_RULES
    for selectors, declared in rules:
        said = {name.lower(): value.strip() for name, value in _DECLARED.findall(declared)}
        for selector in selectors if said else ():
            chain = tuple(_BEFORE.sub("", selector).replace(">", " ").split()) or ("*",)
            if left and all(part == "*" or _COMPOUND.fullmatch(part) for part in chain):
                left -= 1
                yield Rule(chain, _BEFORE.search(selector) is not None, said)


def _with_rules(root: Element, rules: Sequence[Rule]) -> Iterator[tuple[Element, int, list[Rule]]]:
    """Every element of a page in its order, how many are around it, and the rules whose selectors name it.

    How far the elements around one have come in each selector is handed down, so that none is looked at twice.
    """
    parts = {part for rule in rules for part in rule.chain}
    kinds: dict[tuple[str, ...], frozenset[str]] = {}
    outer: dict[Element | None, tuple[int, list[int]]] = {root.getparent(): (-1, [0] * len(rules))}
    for element in islice(root.iter("*"), _MOST_ELEMENTS):
        depth, reached = outer[element.getparent()]
        key = (str(element.tag), str(element.get("class", "")).lower(), str(element.get("id", "")).lower())
        if key not in kinds:
            kinds[key] = frozenset(part for part in parts if _is(part, *key))
        fits = kinds[key]
        named = [
            rule
            for rule, far in zip(rules, reached, strict=True)
            if far == len(rule.chain) - 1 and rule.chain[-1] in fits
        ]
        further = [
            far + (far < len(rule.chain) - 1 and rule.chain[far] in fits)
            for rule, far in zip(rules, reached, strict=True)
        ]
        outer[element] = depth + 1, further
        yield element, depth + 1, named


def _is(compound: str, tag: str, classes: str, name: str) -> bool:
    """Whether an element has the tag, classes and name of one part of a selector: `p`, `.a`, `p.a`, `#text`."""
    found = None if compound == "*" else _COMPOUND.fullmatch(compound)
    if found is None:
        return True
    if found[1] and found[1] != tag:
        return False
    return all(
        asked in classes.split() if sign == "." else asked == name
        for sign, asked in re.findall(r"([.#])([\w-]+)", found[2])
    )


def _steps(text: str, otherwise: int) -> Iterator[tuple[str, int]]:
    """Names of counters with the number after each: `a`, `a 2 b`."""
    for name, step in _STEPS.findall(text[:300]):
        if name != "none":
            yield name, int(step) if step else otherwise
