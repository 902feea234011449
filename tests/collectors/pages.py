"""A page of cases: headings are test names, prose says why, fences are input and expectations."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

INPUT = "policy"
_HEADING = re.compile(r"#{1,6} +(.+)")
_OPENING = re.compile(r"(`{3,})([\w-]+)$")


class PageError(Exception):
    """A page that cannot be a test: file, line, and what to do."""


@dataclass(slots=True)
class Fence:
    """A fenced block: what it is, and its lines in the page."""

    word: str
    line: int
    """Number of its opening line, from 0."""
    text: str


@dataclass(slots=True)
class Case:
    """One heading with an input and what is expected of it."""

    name: str
    line: int
    inputs: dict[str, Fence] = field(default_factory=dict)
    expected: list[Fence] = field(default_factory=list)

    @property
    def policy(self) -> Fence | None:
        """The one input of most pages."""
        return self.inputs.get(INPUT)


def read_page(text: str, known: tuple[str, ...], inputs: tuple[str, ...] = (INPUT,)) -> list[Case]:
    """The cases of a page, in order; headings without fences only open a group.

    Fails: PageError, with the line, for a page that would test less than it seems to.
    """
    found: list[Case] = []
    lines = text.splitlines()
    at = 0
    while at < len(lines):
        if heading := _HEADING.fullmatch(lines[at]):
            found.append(Case(heading[1].strip(), at))
        elif opening := _OPENING.fullmatch(lines[at]):
            fence = _fence(lines, at, *opening.groups())
            _put(fence, found, known, inputs)
            at += fence.text.count("\n") + 1
        elif lines[at].startswith("```"):
            raise PageError(f"{at + 1}: a fence needs one word: {', '.join((*inputs, *known))}")
        at += 1
    cases = [_whole(case, inputs) for case in found if case.inputs or case.expected]
    for case, count in Counter(case.name for case in cases).items():
        if count > 1:
            raise PageError(f"{case}: two tests have this name; say how they differ")
    return cases


def rewritten(text: str, fence: Fence, now: str) -> str:
    """The page with the text of one fence replaced."""
    lines = text.splitlines(keepends=True)
    first = fence.line + 1
    lines[first : first + fence.text.count("\n")] = [now]
    return "".join(lines)


def _fence(lines: list[str], opening: int, ticks: str, word: str) -> Fence:
    for end in range(opening + 1, len(lines)):
        if lines[end].rstrip() == ticks:
            return Fence(word, opening, "".join(f"{line}\n" for line in lines[opening + 1 : end]))
    raise PageError(f"{opening + 1}: the fence is never closed; add a line {ticks}")


def _put(fence: Fence, cases: list[Case], known: tuple[str, ...], inputs: tuple[str, ...]) -> None:
    where = f"{fence.line + 1}: "
    if not cases:
        raise PageError(where + "a fence stands before the first heading; give the test a name")
    case = cases[-1]
    if fence.word in case.inputs:
        raise PageError(where + "a second input under one heading; give it a heading of its own")
    if fence.word in inputs:
        case.inputs[fence.word] = fence
    elif fence.word not in known:
        raise PageError(f"{where}no view is called {fence.word}; there are {', '.join(known)}")
    elif fence.word in {other.word for other in case.expected}:
        raise PageError(f"{where}{fence.word} is expected twice under one heading; give it a heading of its own")
    else:
        case.expected.append(fence)


def _whole(case: Case, inputs: tuple[str, ...]) -> Case:
    where = f"{case.line + 1}: {case.name}: "
    for word in inputs:
        if word not in case.inputs:
            raise PageError(f"{where}no input; add a ```{word} fence")
    if not case.expected:
        raise PageError(f"{where}nothing is expected; add a fence named by a view, such as ```tasks")
    return case
