"""Two redrafts of one base, for people: conflicts first, then what both changed, then what one of them did."""

from __future__ import annotations

from collections import Counter
from functools import partial
from typing import TYPE_CHECKING

from policy_extract.comparison.changes.view import NOTHING, line_of, marked
from policy_extract.comparison.report.change_text import BELOW, field_in, tell
from policy_extract.comparison.three_way import STATES
from policy_extract.labels import labels
from policy_extract.lexical.lines import flat
from policy_extract.messages import Count, say
from policy_extract.output.markdown_text import escaped

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from policy_extract.comparison.changes.diff_model import Change
    from policy_extract.comparison.report.change_text import ChangeText, Runs
    from policy_extract.comparison.three_way import Merged, State
    from policy_extract.messages import Language

_LONGEST = 60
"""Characters of a text; the comparison with the base has all of it."""
_SAID = labels("redrafts")
_LINES = {
    "conflict": (_SAID["conflict-first"], _SAID["conflict-second"]),
    "both": (_SAID["both"], ""),
    "first": (_SAID["first"], ""),
    "second": ("", _SAID["second"]),
}
"""How a line of the data view begins, for the change of each redraft: the same in every language."""


def three_way_summary(found: Sequence[Merged], language: Language) -> str:
    """How many changes there are of each sort."""
    counts = Counter(one.state for one in found)
    return say(
        language,
        "{conflict:} in conflict, {both:} in both, {first:} in the first alone, {second:} in the second alone",
        **{state: Count(counts[state]) for state in STATES},
    )


def three_way_lines(found: Sequence[Merged], language: Language) -> Iterator[str]:
    """A line for each change, with how it goes together with the other redraft; of a conflict one for each side."""
    for one in found:
        for name, change in zip(_LINES[one.state], (one.first, one.second), strict=True):
            if name and change is not None:
                yield f"{name}  {line_of(change, partial(field_in, language=language))}"


def three_way_text(found: Sequence[Merged], names: Sequence[str], language: Language) -> Iterator[str]:
    """The report; `names` are those of base, first and second."""
    base, *redrafts = map(flat, names)
    yield f"{base} → {' | '.join(redrafts)}{'：' if language == 'zh' else ': '}{three_way_summary(found, language)}"
    for state in STATES:
        here = [one for one in found if one.state == state]
        if here:
            yield ""
            yield f"{_title(state, redrafts, language)} {len(here)}"
        for one in here:
            yield from _entry(one, redrafts, language)


def three_way_markdown(found: Sequence[Merged], names: Sequence[str], language: Language) -> Iterator[str]:
    """The same as tables: what, base, and what each redraft says."""
    base, *redrafts = names
    yield f"**{three_way_summary(found, language)}**"
    for state in STATES:
        here = [one for one in found if one.state == state]
        if not here:
            continue
        yield from ("", f"## {escaped(_title(state, redrafts, language))} ({len(here)})", "")
        yield _row(say(language, "what"), escaped(base), *map(escaped, redrafts))
        yield _row("---", "---", "---", "---")
        yield from (_table_row(one, language) for one in here)


def _title(state: State, redrafts: Sequence[str], language: Language) -> str:
    if state in {"conflict", "both"}:
        return say(language, "conflicts") if state == "conflict" else say(language, "in both redrafts")
    return say(language, "only in {name}", name=redrafts[state == "second"])


def _entry(one: Merged, redrafts: Sequence[str], language: Language) -> Iterator[str]:
    """What happened and where; of a conflict what each redraft says, a line each."""
    told = tell(_either(one), language)
    head = f"  {told.kind}  {flat(told.place)}".rstrip()
    if one.state != "conflict":
        yield f"{head}  {_way(told)}".rstrip()
        return
    yield head
    for name, change in zip(redrafts, (one.first, one.second), strict=True):
        if change is not None:
            other = tell(change, language)
            kind = "" if other.kind == told.kind else f"{other.kind}  "
            yield f"    {name}  {kind}{_way(other)}"


def _either(one: Merged) -> Change:
    change = one.first or one.second
    assert change is not None
    return change


def _way(told: ChangeText) -> str:
    """From what to what, each cut."""
    if told.wording:
        return marked((op, flat(text)) for op, text in told.wording)
    old, new = (_cut(runs) for runs in (told.old, told.new))
    return old if old == new else f"{old or NOTHING} → {new or NOTHING}"


def _cut(runs: Runs) -> str:
    text = flat("".join(text for _, text in runs))
    return text if len(text) <= _LONGEST else text[:_LONGEST] + "…"


def _table_row(one: Merged, language: Language) -> str:
    first, second = (tell(change, language) if change else None for change in (one.first, one.second))
    told = first or second
    assert told is not None
    kinds = dict.fromkeys(side.kind for side in (first, second) if side)
    what = f"**{BELOW.join(kinds)}** {escaped(told.place)}".strip()
    return _row(what, _whole(told.old), *(_whole(side.new) if side else "" for side in (first, second)))


def _whole(runs: Runs) -> str:
    return escaped("".join(text for _, text in runs)) or NOTHING


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"
