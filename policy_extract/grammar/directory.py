"""Printed names → bodies: 市卫健局, 卫生健康委 and 国家卫生健康委员会 are one entry of directory.toml."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, Protocol

from policy_extract.lexical.width import fold
from policy_extract.records import record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from policy_extract.grammar.rules import Body


class Patterns(Protocol):
    """What a name is searched with: the rules of a family, tried one after the other."""

    def first(self, finds: str, text: str, /) -> Any:
        """What the first rule found, None where none did."""


LONGEST = 40
"""Characters; what is longer is no name of one body."""

ENDINGS = "same-body"
"""The lexicon of endings that stand for the one a body is listed with: 厅=局, so that 民政厅 is found as 民政局."""


def _none() -> Iterable[Body]:
    return ()


@record
class Names:
    """What bodies are looked up by."""

    whole: Mapping[str, str]
    """Ids by plain name; of a name listed twice the first body has it."""
    holed: tuple[tuple[str, str, str], ...]
    """What stands before the place, what stands after it, and the id."""


class Directory:
    """The bodies; they are read when the first name is looked up, unless their names are known.

    `endings` are pairs as the lexicon `same-body` writes them: 厅=局.
    """

    def __init__(
        self, read: Callable[[], Iterable[Body]] = _none, endings: Iterable[str] = (), names: Names | None = None
    ) -> None:
        self._read = read
        self._endings = [(printed, listed) for printed, _, listed in (pair.partition("=") for pair in endings)]
        if names is not None:
            self.names = names

    @cached_property
    def bodies(self) -> Mapping[str, Body]:
        """By id, in the order of the file."""
        return {body.id: body for body in self._read()}

    @cached_property
    def names(self) -> Names:
        """By which a body is found."""
        whole: dict[str, str] = {}
        holed = []
        for body, name in self._listed():
            if "*" in name:
                before, after = name.split("*", 1)
                holed.append((before, after, body.id))
            else:
                whole.setdefault(plain(name), body.id)
        return Names(whole, tuple(holed))

    @cached_property
    def _tails(self) -> tuple[str, ...]:
        """The parts that follow the place in names with a place in the middle."""
        return tuple({tail for _, tail, _ in self.names.holed})

    @cached_property
    def last_characters(self) -> frozenset[str]:
        """With which names end: 局, 委, 办 …"""
        return frozenset(name[-1] for name in (*self.names.whole, *(printed for printed, _ in self._endings)))

    def lists(self, name: str) -> bool:
        """Whether it is the name of a body, without level and place, as it is listed or with another of its endings."""
        return bool(plain(name[:1]) and plain(name[-1:])) and self._named(plain(name)) is not None

    def _listed(self) -> Iterator[tuple[Body, str]]:
        return ((body, fold(name)) for body in self.bodies.values() for name in body.names)

    def find(self, printed: str, matcher: Patterns) -> str | None:
        """The id of the body, or of the group of bodies, that a printed name stands for; None where it is unknown."""
        name = "".join(fold(printed).split())
        if len(name) > LONGEST:
            return None
        return self._by_end(name, matcher) or self._around_place(name, matcher) or _group(name, matcher)

    def _by_end(self, name: str, matcher: Patterns) -> str | None:
        """The body whose name closes this one, after nothing but levels and places."""
        for start in range(len(name) - 1):
            found = self._named(plain(name[start:]))
            if found is not None and (start == 0 or _stands_before(name[:start], matcher)):
                return found
        return None

    def _named(self, name: str) -> str | None:
        """The body of this name, as it is listed or with another of its endings."""
        if (found := self.names.whole.get(name)) is not None:
            return found
        for printed, listed in self._endings:
            if name.endswith(printed) and (found := self.names.whole.get(name.removesuffix(printed) + listed)):
                return found
        return None

    def _around_place(self, name: str, matcher: Patterns) -> str | None:
        """The body whose name has the place inside: 人民银行绍兴市分行, 生态环境局上虞分局."""
        for head, tail, found in self.names.holed if name.endswith(self._tails) else ():
            start = name.find(head)
            place = name[start + len(head) : len(name) - len(tail)]
            if start < 0 or not place or not name.endswith(tail):
                continue
            known = _is_place(place, matcher) if head else _is_short_name(place)
            if known and (start == 0 or _stands_before(name[:start], matcher)):
                return found
        end = name.find("局") + 1
        if end and name.endswith("分局") and _is_place(name[end:-2], matcher):
            return self._by_end(name[:end], matcher)
        return None

    def clashes(self) -> Iterator[tuple[Body, str, Body]]:
        """Names that two bodies claim, with the body that comes second and the one that comes first."""
        first: dict[str, Body] = {}
        for body, name in self._listed():
            if (before := first.setdefault(plain(name), body)) is not body:
                yield body, name, before


def plain(name: str) -> str:
    """A name without what may be left out: 市场监督管理局 is 市场监管局, 文化和旅游局 is 文化旅游局."""
    return name.replace("监督管理", "监管").replace("和", "").replace("与", "")


def _stands_before(text: str, matcher: Patterns) -> bool:
    """Whether a text before a body's name only gives its level or place."""
    return matcher.first("body-prefix", text) is not None or _is_short_name(text)


def _is_place(text: str, matcher: Patterns) -> bool:
    return _is_short_name(text) or (len(text) > 1 and matcher.first("body-prefix", text) is not None)


def _is_short_name(text: str) -> bool:
    # Only names that open with a place without its level need the table of places, which is slow to load.
    from policy_extract.lexical.places import is_short_name  # noqa: PLC0415

    return is_short_name(text)


def _group(name: str, matcher: Patterns) -> str | None:
    """The group that a collective name stands for: 各区、县（市）政府."""
    found = matcher.first("collective-body", name)
    return None if found is None else str(found.get("body"))
