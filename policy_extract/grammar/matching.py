"""Find what a family finds in a text, within the time one document may take, and remember what fired.

Shipped rules are proven linear (`policy-extract grammar check --time`) and
run under `re`. Rules that extra files bring or touch, and all rules on texts
over LONG characters, run under `regex` with a time limit.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Protocol

from policy_extract.lexical.width import fold
from policy_extract.records import record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from policy_extract.clock import Clock
    from policy_extract.grammar.directory import Directory
    from policy_extract.grammar.families import Compiled, Family
    from policy_extract.grammar.prefilter import Signs
    from policy_extract.grammar.rules import Constant, Rule, Word

REMEMBERED = 65_536
"""Cached answers, since stages repeat each other's queries; the cache is cleared at this size to bound memory.

A plan of 70,000 characters asks 50,000 different questions, and stages repeat many of them: with room for 2,048 answers
most were sought again, which took half as long again. The answers about a text of 400 kB take some 10 MB.
"""

LONG = 2_000
"""Characters above which even a shipped rule is matched with a time limit."""

_UNASKED: Final[Any] = object()


class Found(Protocol):
    """What a match of `re` and one of `regex` have in common."""

    def start(self, group: str = ...) -> int: ...
    def end(self, group: str = ...) -> int: ...
    def span(self, group: str = ...) -> tuple[int, int]: ...
    def groupdict(self) -> dict[str, str | None]: ...


class Match:
    """A rule found in a text: everything it quotes are the original characters, not the folded ones."""

    __slots__ = ("_source", "_spans", "end", "rule", "start")

    def __init__(self, rule: Rule, source: str, found: Found) -> None:
        self.rule = rule
        self._source = source
        self.start, self.end = found.span()
        self._spans = {name: found.span(name) for name, text in found.groupdict().items() if text is not None}

    @property
    def text(self) -> str:
        """The characters found."""
        return self._source[self.start : self.end]

    def group(self, name: str) -> str | None:
        """The characters of a group; None where it took no part or the rule has no such group."""
        span = self._spans.get(name)
        return None if span is None else self._source[span[0] : span[1]]

    def span(self, name: str) -> tuple[int, int]:
        """Where the group stands; an empty stretch at the end of the match where it took no part."""
        return self._spans.get(name, (self.end, self.end))

    def has(self, name: str) -> bool:
        """Whether the group took part."""
        return name in self._spans

    __contains__ = has

    def groups(self) -> Mapping[str, tuple[int, int]]:
        """The spans of all groups that took part."""
        return self._spans

    def get(self, key: str) -> Constant | None:
        """A constant from the rule's `set`; None where it sets no such key."""
        return self.rule.set.get(key)

    def __repr__(self) -> str:
        return f"<Match {self.rule.id} {self.start}:{self.end} {self.text!r}>"


@record
class Fired:
    """One time a rule won, for `explain` and `coverage`."""

    rule: Rule
    block: str
    text: str
    """The characters found: of the block's text, or of its automatic number."""
    start: int
    end: int
    """Where they stand in the text that was searched, which may be a stretch of the block."""
    groups: Mapping[str, tuple[int, int]]
    """Spans in the searched text of the groups that took part."""
    runner_up: Rule | None
    """The next rule of the family that is found there too."""

    @property
    def rule_id(self) -> str:
        """Unique in its file."""
        return self.rule.id

    @property
    def file(self) -> str:
        """`units.toml`."""
        return self.rule.file

    @property
    def stage(self) -> str:
        """`units`."""
        return self.rule.stage

    @property
    def finds(self) -> str:
        """The family."""
        return self.rule.finds


class Matcher:
    """Matches for one document: the clock is the document's, the trace too. Past its time nothing is found any more."""

    def __init__(
        self,
        families: Mapping[str, Family],
        lexicons: Mapping[str, Word],
        directory: Directory,
        clock: Clock,
        *,
        tracing: bool,
        signs: Signs,
    ) -> None:
        self.trace: list[Fired] = []
        """What fired, in order; stays empty unless it was asked for."""
        self._families = families
        self._lexicons = lexicons
        self._directory = directory
        self._bodies: dict[str, str | None] = {}
        self.clock = clock
        """The document's; stages look at it in loops that ask no questions."""
        self._tracing = tracing
        self._block = ""
        """Whose text is being searched, for what is said of it."""
        # Stages ask several families about the same text, and several stages the same family.
        self._signs = signs
        self._folded: dict[str, tuple[str, int]] = {}
        self._first: dict[tuple[str, str], Match | None] = {}
        self._all: dict[tuple[str, str, int, int], tuple[Match, ...]] = {}

    def words(self, name: str) -> tuple[str, ...]:
        """The words of a lexicon, folded, in the order of its file."""
        return self._lexicons[name].words

    def body(self, printed: str) -> str | None:
        """The id of the body that a printed name stands for; None where the directory does not know it."""
        if printed not in self._bodies:
            self._bodies[printed] = self._directory.find(printed, self)
        return self._bodies[printed]

    def first(self, finds: str, text: str, *, block: str = "") -> Match | None:
        """The first rule of the family that is found in the text; None where none is."""
        if self.clock.stopped:
            return None
        self._block = block
        folded, signs = self._folded.get(text) or self._look(text)
        family = self._families[finds]
        places = family.possible[signs & family.needs]
        if not places:
            return None
        if self._tracing:
            return self._find_first(family, places, text, folded)
        key = (finds, text)
        found: Match | None = self._first.get(key, _UNASKED)
        if found is _UNASKED:
            if len(self._first) >= REMEMBERED:
                self._first.clear()
            found = self._first[key] = self._find_first(family, places, text, folded)
        return found

    def first_of_piece(self, finds: str, text: str, start: int, end: int) -> Match | None:
        """The first rule of the family that is found in `text[start:end]` as if nothing stood around it; its places count from `start`.

        For pieces of which nothing else is asked: a piece has no sign that its text lacks, so what
        cannot be found in it is known without a look at the piece itself.
        """
        if self.clock.stopped:
            return None
        self._block = ""
        _, signs = self._folded.get(text) or self._look(text)
        family = self._families[finds]
        places = family.possible[signs & family.needs]
        if not places:
            return None
        piece = text[start:end]
        return self._find_first(family, places, piece, fold(piece))

    def _look(self, text: str) -> tuple[str, int]:
        """The text folded, and its signs; every new text looks at the clock."""
        self.clock.is_up(self._block, len(text))
        if len(self._folded) >= REMEMBERED:
            self._folded.clear()
        folded = fold(text)
        looked = self._folded[text] = folded, self._signs.of(folded)
        return looked

    def _find_first(self, family: Family, places: Sequence[int], text: str, folded: str) -> Match | None:
        if self.clock.is_up(self._block, len(text)):
            return None
        rules = family.compiled
        plainly = len(folded) <= LONG and not family.timed
        for place in places:
            found = rules[place].plain.search(folded) if plainly else self._search(rules[place], folded, 0, len(folded))
            if found is not None:
                match = Match(rules[place].rule, text, found)
                if self._tracing:
                    below = (one.rule for one in rules[place + 1 :] if self._search(one, folded, 0, len(folded)))
                    self._fired(match, next(below, None))
                return match
        return None

    def all(self, finds: str, text: str, *, block: str = "", start: int = 0, end: int | None = None) -> list[Match]:
        """Matches of the family in `text[start:end]`, leftmost first, none overlapping another.

        Of two that begin at the same place the higher rule's is taken. Text
        before `start` is seen by a pattern that looks back (and `^` is the
        beginning of the text, not of the stretch); text from `end` on is not.
        """
        if self.clock.stopped:
            return []
        self._block = block
        folded, signs = self._folded.get(text) or self._look(text)
        family = self._families[finds]
        places = family.possible[signs & family.needs]
        if not places:
            return []
        stop = len(text) if end is None else min(end, len(text))
        if self._tracing:
            return [*self._find_all(family, places, text, folded, start, stop)]
        key = (finds, text, start, stop)
        found = self._all.get(key)
        if found is None:
            if len(self._all) >= REMEMBERED:
                self._all.clear()
            found = self._all[key] = self._find_all(family, places, text, folded, start, stop)
        return [*found]

    def _find_all(
        self, family: Family, places: Sequence[int], text: str, folded: str, start: int, stop: int
    ) -> tuple[Match, ...]:
        if self.clock.is_up(self._block, len(text)):
            return ()
        rules = family.compiled
        matches: list[Match] = []
        for place, found in self._leftmost(family, places, folded, start, stop):
            matches.append(Match(rules[place].rule, text, found))
            if self._tracing:
                at = found.start()
                below = (one.rule for one in rules[place + 1 :] if self._at(one, folded, at, stop))
                self._fired(matches[-1], next(below, None))
        return tuple(matches)

    def _leftmost(
        self, family: Family, waiting: Sequence[int], folded: str, start: int, stop: int
    ) -> Iterator[tuple[int, Found]]:
        """Matches of the rules at these places, from left to right, each with the place of its rule.

        A rule is searched again only once its last match is passed, so each
        reads the text once, however many rules there are.
        """
        rules = family.compiled
        plainly = len(folded) <= LONG and not family.timed
        ahead: list[tuple[int, int, Found]] = []
        while True:
            for place in waiting:
                rule = rules[place]
                found = rule.plain.search(folded, start, stop) if plainly else self._search(rule, folded, start, stop)
                if found is not None:
                    ahead.append((found.start(), place, found))
            if not ahead:
                return
            begins, place, taken = min(ahead)
            yield place, taken
            # A match of no characters must not be found for ever.
            start = max(taken.end(), begins + 1)
            waiting = [place for begins, place, _ in ahead if begins < start]
            ahead = [one for one in ahead if one[0] >= start]
            if start > stop:
                return

    def _search(self, compiled: Compiled, folded: str, start: int, stop: int) -> Found | None:
        """Where the rule is found next; None where it is not, or the time is up."""
        if self.clock.stopped:
            return None
        if not compiled.rule.timed and len(folded) <= LONG:
            return compiled.plain.search(folded, start, stop)
        return self._timed(compiled.timed.search, folded, start, stop)

    def _at(self, compiled: Compiled, folded: str, start: int, stop: int) -> Found | None:
        """The rule's match that begins at `start`; None where there is none, or the time is up."""
        if self.clock.stopped:
            return None
        if not compiled.rule.timed and len(folded) <= LONG:
            return compiled.plain.match(folded, start, stop)
        return self._timed(compiled.timed.match, folded, start, stop)

    def _timed(self, find: Callable[..., Found | None], folded: str, start: int, stop: int) -> Found | None:
        left = self.clock.left()
        try:
            return find(folded, start, stop, timeout=left) if left else None
        except TimeoutError:
            self.clock.stop(self._block, len(folded))
            return None

    def _fired(self, match: Match, runner_up: Rule | None) -> None:
        self.trace.append(Fired(match.rule, self._block, match.text, match.start, match.end, match.groups(), runner_up))
