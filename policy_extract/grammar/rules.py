"""What a grammar file says, as frozen values: rules, their examples, lexicons, the file itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policy_extract.records import record

if TYPE_CHECKING:
    from collections.abc import Mapping

Constant = str | int | float | bool | list[str]
"""What `set` may hold."""


@record
class Accept:
    """A text its rule must win, and the groups it gives."""

    text: str
    gives: Mapping[str, str]
    """Original characters by group; "" for a group that takes no part. Groups not named are not compared."""
    line: int


@record
class Reject:
    """A text its rule must not be found in."""

    text: str
    why: str
    line: int


@record
class Term:
    """A named piece of a pattern."""

    name: str
    pattern: str
    file: str
    line: int
    extra: bool = False


@record
class Word:
    """A lexicon; `{id}` in a pattern is any of its words."""

    id: str
    means: str
    words: tuple[str, ...]
    """Folded, in the order of the file."""
    file: str
    line: int
    extra: bool = False


@record
class Rule:
    """A pattern with a name, a meaning, and examples that it must and must not match."""

    id: str
    finds: str
    """Its family: what the pattern finds."""
    means: str
    meaning_zh: str
    """The same in Chinese; "" where an extra file says it in one language only."""
    source: str
    pattern: str
    """As written, with its terms."""
    set: Mapping[str, Constant]
    accept: tuple[Accept, ...]
    reject: tuple[Reject, ...]
    stage: str
    file: str
    """Name of its file: `units.toml`; the path as it was given for an extra file."""
    line: int
    """Line of its id, from 1."""
    pattern_line: int
    expanded: str = ""
    """The pattern with its terms put in."""
    extra: bool = False
    """It comes from a file given in addition to the shipped ones."""
    timed: bool = False
    """It is extra, or uses a term or lexicon that is: it is matched with a time limit."""

    @property
    def where(self) -> str:
        """`units.toml:33`."""
        return f"{self.file}:{self.line}"

    def said(self, *, chinese: bool) -> str:
        """What it reads, in words."""
        return (chinese and self.meaning_zh) or self.means


@record
class Former:
    """A name a body had, or a body that became part of it."""

    name: str
    since: int | None
    until: int
    """The year from which the new name counts."""


@record
class Body:
    """An entry of the directory: one body under all the names that documents print."""

    id: str
    means: str
    names: tuple[str, ...]
    """As written in the file; `*` stands for a place."""
    accept: tuple[str, ...]
    """Printed names it must be found by."""
    reject: tuple[str, ...]
    """Printed names that must not be taken for it."""
    file: str
    line: int
    extra: bool = False
    zh: str = ""
    """What people call it, whatever its level: 民政部门; its first name where the file says nothing."""
    was: tuple[Former, ...] = ()
    """Former names, with the years they counted."""

    @property
    def en(self) -> str:
        """What it does, in English."""
        return self.means.partition(":")[0].removesuffix(".")


@record
class GrammarFile:
    """One file, read and validated by itself; patterns are not expanded yet."""

    name: str
    title: str
    stage: str
    terms: Mapping[str, Term]
    words: Mapping[str, Word]
    rules: tuple[Rule, ...]
    bodies: tuple[Body, ...] = ()
    extra: bool = False


@record
class Problem:
    """One mistake in a grammar file: where, what, and what to do."""

    file: str
    line: int
    message: str
    example: bool = False
    """A rule and its examples disagree; otherwise the file does not say what it may say."""

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message}"
