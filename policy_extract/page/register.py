"""The values a page shows: each has a number, an address, the characters it was read from, and its rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policy_extract.generated.plain import At
from policy_extract.lexical.width import fold
from policy_extract.output.explain import everything, spans_of
from policy_extract.output.review import DOUBTS, HIGH, LOW, MIDDLE, doubts
from policy_extract.page.markup import Html, element
from policy_extract.page.reasons import Headings, Near, Reasons
from policy_extract.records import record
from policy_extract.texts import texts_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from policy_extract.grammar import Fired, Rule
    from policy_extract.model import Plan, Spans
    from policy_extract.page.reasons import Reason

_DOUBTS = [*DOUBTS.values()]
LEVELS = {HIGH: "high", MIDDLE: "middle", LOW: "low"}
RANKS = {name: rank for rank, name in enumerate(DOUBTS, 1)}


_LONG = frozenset({"text", "row"})
"""Kinds of values in whose characters rules find other things; what says that they are what they are stands elsewhere."""


@record
class Stretch:
    """Some characters of a block that a value was read from, or that say what it is."""

    start: int
    end: int
    number: int
    kind: str
    anchor: str | None
    """The address of the value; None where the characters only say what others are."""


@record
class Evidence:
    """What determines a value besides its own characters."""

    by: Sequence[At] = ()
    """Characters elsewhere."""
    words: Sequence[str] = ()
    """Text that a rule may have searched separately."""
    label: str | None = None
    """A printed word before the value that determines its role."""


class Register:
    """Hands out values to whatever shows them, and remembers where each stands in the document."""

    def __init__(self, plan: Plan, trace: Sequence[Fired]) -> None:
        self.texts = texts_of(plan)
        self.stretches: dict[str, list[Stretch]] = {}
        """Block or cell to what was read in it."""
        self.rules: dict[str, tuple[int, Rule]] = {}
        """Name of a rule to its number on the page."""
        self.doubts = doubts(plan)
        self._doubted: Near[int] = Near()
        for number, doubt in enumerate(self.doubts, 1):
            if doubt.at is not None:
                self._doubted.add(doubt.at.block, doubt.at.start, doubt.at.end, number)
        self._reasons = Reasons(trace, self.texts)
        self._headings = Headings(plan.tables)
        self._grounds: dict[tuple[str, int, int], int] = {}
        self._last = 0

    def value(self, anchor: str, kind: str, said: str | Html, at: Spans, evidence: Evidence | None = None) -> Html:
        """A link that is a value's own address; its number ties it to its characters."""
        if not at:
            return element("span", said, id=anchor, class_="v derived", lang="zh-Hans")
        evidence = evidence or Evidence()
        heads = [*self._headings.of(at)]
        grounds = [*evidence.by, *(_whole(cell.block, cell.text) for cell in heads)]
        if evidence.label and (before := self._reasons.before(at[0], evidence.label)):
            grounds.append(before)
        looked_at = [*evidence.words, *_headings_in_one(cell.text for cell in heads)]
        reasons = self._reasons.of(grounds if kind in _LONG else [*at, *grounds], looked_at)
        number = self._number(at, kind, anchor)
        return element(
            "a",
            said,
            id=anchor,
            href=f"#{anchor}",
            class_="v",
            lang="zh-Hans",
            data_n=number,
            data_k=kind,
            data_r=" ".join(map(self._told, reasons)) or None,
            data_by=" ".join(str(self._ground(one)) for one in grounds) or None,
            data_d=" ".join(map(str, self.doubts_at(at))) or None,
        )

    def doubts_at(self, at: Iterable[At]) -> list[int]:
        """The numbers of what is doubtful about these characters."""
        return [number for span in at for number in self._doubted.at(span)]

    def doubtful_in(self, thing: object) -> dict[str, str | int | None]:
        """The same of everything that was read in a thing."""
        return self.doubtful(self.doubts_at(span for part in everything(thing) for span in spans_of(part)))

    def doubtful(self, numbers: Iterable[int]) -> dict[str, str | int | None]:
        """What an element says of the worst of these doubts: how doubtful, and in which of three levels."""
        rank = min((RANKS[self.doubts[number - 1].name] for number in numbers), default=None)
        return {} if rank is None else {"data_doubt": rank, "data_level": LEVELS[_DOUBTS[rank - 1]]}

    def _number(self, at: Iterable[At], kind: str, anchor: str | None) -> int:
        self._last += 1
        for span in at:
            stretch = Stretch(span.start, span.end, self._last, kind, anchor)
            self.stretches.setdefault(span.block, []).append(stretch)
        return self._last

    def _ground(self, at: At) -> int:
        key = at.block, at.start, at.end
        if key not in self._grounds:
            self._grounds[key] = self._number([at], "ground", None)
        return self._grounds[key]

    def _told(self, reason: Reason) -> str:
        """`3`, or `3>7` where rule 7 came second."""
        first = str(self._rule(reason.rule))
        return first if reason.second is None else f"{first}>{self._rule(reason.second)}"

    def _rule(self, rule: Rule) -> int:
        return self.rules.setdefault(f"{rule.file}/{rule.id}", (len(self.rules) + 1, rule))[0]


def _headings_in_one(texts: Iterable[str]) -> list[str]:
    """What rules for columns look at: heading cells one below the other read as one, then each; without white space, and folded too."""
    each = ["".join(text.split()) for text in texts]
    plain = ["".join(each), *each]
    return [*plain, *map(fold, plain)]


def _whole(block: str, text: str) -> At:
    return At(block=block, start=0, end=len(text))
