"""Where a site says otherwise than the document that it shows: another number in its record, the name of another document."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from policy_extract.findings import Code
from policy_extract.lexical.width import fold
from policy_extract.stages.front.title_candidates import words_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from policy_extract.findings import Report
    from policy_extract.grammar import Matcher
    from policy_extract.stages.front.site_record import SiteRecord
    from policy_extract.stages.structure import Piece

ALIKE = 0.5
"""Share of the characters of the shorter of two titles in the other, from which on they may name one document."""
SHORTEST = 8
"""Characters of a title that can be compared."""


def note_number(record: SiteRecord, printed: Piece | None, report: Report) -> None:
    """Note that the record has another number than the one printed in the text, which counts."""
    said = record.number
    if said is None or printed is None or not printed.at or _bare(said.text) == _bare(printed.text):
        return
    report.note(
        Code.STRUCTURE_DOUBTFUL,
        printed.at[0],
        text=printed.text,
        role="the document number",
        second="another number than that in the record of the site",
        other=said.text,
    )


def note_title(record: SiteRecord, printed: Sequence[Piece], matcher: Matcher, report: Report) -> None:
    """Note that the page, or its record, names another document than those whose titles the text prints."""
    titles = [words_of(one.text, matcher) for one in printed]
    for named in record.titles:
        words = words_of(named.text, matcher)
        if not titles or len(words) < SHORTEST or matcher.first("title", named.text) is None:
            continue
        if not any(_alike(words, title) for title in titles) and printed[0].at:
            report.note(
                Code.STRUCTURE_DOUBTFUL,
                printed[0].at[0],
                text=printed[0].text,
                role="the title",
                second="the title of another document than the one that the site names",
                other=named.text,
            )
            return


def _bare(number: str) -> str:
    """A document number without brackets, spaces and 第."""
    return re.sub(r"[\W第]", "", fold(number))


def _alike(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    return sum(char in long for char in short) >= ALIKE * len(short)
