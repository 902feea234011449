"""What the words of a heading say that its section holds, and which numbered sections stand below it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from policy_extract.records import record
from policy_extract.stages.outline.outline import walk

if TYPE_CHECKING:
    from policy_extract.grammar import Matcher
    from policy_extract.stages.structure import SectionForm, SectionRole

_COUNT_AFTER = re.compile(r"[（(][^（）()]{1,12}[）)]$")
"""What a heading says of itself in brackets: 主要任务（共12项）."""


@record
class Said:
    """What a heading says that it holds."""

    role: SectionRole
    of_parts: SectionRole
    """What it says of the headings below it."""
    whole: bool
    """Its words say nothing else besides the role."""


def title_of(section: SectionForm) -> str:
    """The title of a section without white space; "" where it has none."""
    return "".join((section.title or "").split())


def said_by(section: SectionForm, matcher: Matcher) -> Said | None:
    title = _COUNT_AFTER.sub("", title_of(section))
    match = matcher.first("section-role", title) if title else None
    if match is None:
        return None
    role: SectionRole = match.get("role")  # type: ignore[assignment]  # the grammar's `set` names roles
    whole = match.start == 0 and match.end == len(title)
    return Said(role, match.get("of_parts") or role, whole)  # type: ignore[arg-type]  # as above


def lowest_below(head: SectionForm) -> list[SectionForm]:
    """The numbered sections at or below the heading that have none below them."""
    return [section for section in walk([head]) if section.number is not None and not numbered_below(section)]


def numbered_below(section: SectionForm) -> bool:
    # Nearly always its own sections have numbers, and the tree below need not be walked.
    return any(one.number is not None for one in section.sections) or any(
        one.number is not None for one in walk(section.sections)
    )
