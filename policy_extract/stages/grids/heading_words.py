"""The words of a heading cell → what the grammar knows them as.

Either a rule for headings of columns knows them, or they are the label of a
list of bodies, made of the parts that labels in sentences are made of: 牵头
整改单位, 区级协同部门.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from policy_extract.records import record

if TYPE_CHECKING:
    from policy_extract.generated.plain import ColumnRole
    from policy_extract.grammar import Match, Matcher


UNIT_ROLES: tuple[ColumnRole, ...] = ("lead", "support", "units")
"""Roles of columns that name bodies."""


@record
class Heading:
    """Words of a heading that are known."""

    match: Match
    role: ColumnRole
    label: str | None = None
    """The words that name bodies."""
    persons: bool = False
    """They name who of a body answers, too."""


def known_heading(text: str, matcher: Matcher) -> Heading | None:
    """What a heading names, if only without the word for a list that closes it: 时限清单; `text` is without white space."""
    found = _known(text, matcher)
    listed = matcher.first("heading-of-a-list", text) if found is None else None
    return _known(text[: listed.start], matcher) if listed is not None else found


def _known(text: str, matcher: Matcher) -> Heading | None:
    label = _label(text, matcher)
    match = matcher.first("column", text) if label is None or not label.persons else None
    if match is not None:
        return Heading(match, match.get("role"), match.group("label"), match.has("persons"))  # type: ignore[arg-type]  # the grammar's `set` names roles
    return label


def _label(text: str, matcher: Matcher) -> Heading | None:
    """The heading as the label of a list of bodies, whatever stands after it in brackets."""
    tail = matcher.first("label-tail", text)
    end = tail.start if tail is not None else len(text)
    match = matcher.first("label-alone", text[:end])
    if match is None or match.span("label") != (0, end):
        return None
    role: ColumnRole = "lead" if match.has("leads") else "support" if match.has("supports") else "units"
    return Heading(match, role, text[:end], tail is not None and tail.has("persons"))


def squeezed(text: str) -> str:
    """The text without white space."""
    return "".join(text.split())
