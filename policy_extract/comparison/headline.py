"""The first lines of a long report: what changed in all, and which bodies gained or lost most, before any detail."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from policy_extract.comparison.change_text import role_in
from policy_extract.comparison.view import ARROW
from policy_extract.lexical.lines import flat
from policy_extract.messages import Count, Language, say

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from policy_extract.comparison.model import BlockPair, BodyShare, Diff, RoleCounts

FROM = 12
"""Changes from which a report has these lines; a shorter one is read whole."""
HARDLY = 0.3
"""At most this share of the paragraphs stands in both where two documents are no versions of each other."""
ENOUGH = 5
"""Paragraphs from which that can be told."""
BODIES = 4
"""Bodies that are named in them."""
WIDE = 118
"""Columns that a line of them fills."""
ROLES = ("lead", "joint", "support")


def headline(diff: Diff, language: Language) -> Iterator[str]:
    """At most twelve lines; none for a short report of two versions."""
    yield from _no_versions(diff, language)
    if len(diff.changes) < FROM:
        return
    counts = diff.overview
    if counts.tasks.old or counts.tasks.new:
        yield _tasks(diff, language)
    if counts.values or counts.deadlines:
        yield say(
            language,
            "{values:} values and {deadlines:} deadlines changed",
            values=Count(counts.values),
            deadlines=Count(counts.deadlines),
        )
    yield from _bodies(diff, language)


def _no_versions(diff: Diff, language: Language) -> Iterator[str]:
    """A warning that the two are hardly versions of one document, as few paragraphs of the shorter are in the other."""
    both = [pair for pair in diff.blocks if pair.old and pair.new]
    count, paired = min((_blocks(diff.blocks, side), _blocks(both, side)) for side in ("old", "new"))
    if count >= ENOUGH and paired < HARDLY * count:
        yield say(
            language,
            "{paired:} of {count:} paragraphs correspond: hardly versions of one another; --loose lists what resembles what",
            paired=Count(paired),
            count=Count(count),
        )


def _blocks(pairs: Iterable[BlockPair], side: str) -> int:
    return sum(len(getattr(pair, side)) for pair in pairs)


def names_nobody(diff: Diff, side: Literal["old", "new"]) -> bool:
    """Whether that document names no body, and the other one does."""
    bodies = diff.overview.bodies
    return bool(bodies) and not any(any(_counts(getattr(body, side))) for body in bodies)


def _tasks(diff: Diff, language: Language) -> str:
    tasks = diff.overview.tasks
    said = (
        say(language, "{count:} added", count=Count(tasks.added)) if tasks.added else "",
        say(language, "{count:} removed", count=Count(tasks.removed)) if tasks.removed else "",
        say(language, "{count:} split", count=Count(tasks.split)) if tasks.split else "",
        say(language, "{count:} merged", count=Count(tasks.merged)) if tasks.merged else "",
        say(language, "{count:} moved", count=Count(tasks.moved)) if tasks.moved else "",
    )
    counts = say(language, "tasks {old} → {new}", old=tasks.old, new=tasks.new)
    colon, comma = ("：", "，") if language == "zh" else (": ", ", ")
    return colon.join(filter(None, (counts, comma.join(filter(None, said)))))


def _bodies(diff: Diff, language: Language) -> Iterator[str]:
    """How many bodies each version names, and those whose part changed most."""
    bodies = diff.overview.bodies
    old, new = (sum(any(_counts(getattr(body, side))) for body in bodies) for side in ("old", "new"))
    if not old and not new:
        return
    if not old:
        yield say(language, "the old version names no body, the new one {count:}", count=Count(new))
        return
    if not new:
        yield say(language, "the new version names no body, the old one {count:}", count=Count(old))
        return
    yield say(language, "bodies {old} → {new}", old=old, new=new)
    changed = [body for body in bodies if share(body, language)]
    yield from _filled([f"{called(body)}  {share(body, language)}" for body in changed[:BODIES]], language)


def _filled(said: Iterable[str], language: Language) -> Iterator[str]:
    """These one after the other, as many on a line as it holds."""
    from rich.cells import cell_len  # noqa: PLC0415  a comparison as JSON has no lines

    line = ""
    for one in said:
        longer = ("；" if language == "zh" else "; ").join(filter(None, (line, one)))
        if line and cell_len(longer) > WIDE:
            yield f"  {line}"
            longer = one
        line = longer
    if line:
        yield f"  {line}"


def called(body: BodyShare) -> str:
    """What a body is called; both names, where it has another now."""
    return f"{body.old_name}{ARROW}{body.name}" if body.old_name else body.name


def share(body: BodyShare, language: Language) -> str:
    """`牵头 0 → 9，配合 3 → 1`: the roles in which it is named more or less often; empty where none is."""
    counts = zip(ROLES, _counts(body.old), _counts(body.new), strict=True)
    changed = [f"{role_in(role, language)} {old}{ARROW}{new}" for role, old, new in counts if old != new]
    return ("，" if language == "zh" else ", ").join(changed)


def _counts(roles: RoleCounts) -> tuple[int, int, int]:
    return roles.lead, roles.joint, roles.support


def body_lines(diff: Diff) -> Iterator[str]:
    """A line for each body whose part or name changed, the same in every language."""
    for body in diff.overview.bodies:
        cells = (flat(called(body)), share(body, "zh"))
        if body.old_name or cells[1]:
            yield "  ".join(filter(None, cells))
