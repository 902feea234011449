"""The first lines of a long report: what changed in all, and which bodies gained or lost most, before any detail."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

from policy_extract.comparison.changes.view import ARROW
from policy_extract.comparison.report.change_text import role_in
from policy_extract.lexical.lines import flat
from policy_extract.messages import Count, Language, say

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from policy_extract.comparison.changes.diff_model import BlockPair, BodyShare, Diff, RoleCounts

FROM = 12
"""From how many changes on a report begins with these lines."""
HARDLY = 0.3
"""At most this share of the paragraphs stands in both where two documents are no versions of each other."""
ENOUGH = 5
"""Fewest paragraphs of a document for which that can be judged."""
BODIES = 4
"""Bodies that are named in them."""
WIDE = 118
"""Columns that a line of them fills."""
_STATUS = re.compile("(?:特别行政区|自治区|自治州|自治县|地区|新区|街道|[省市区县州盟旗乡镇])$")
"""What a place is, at the end of its name."""
ROLES = ("lead", "joint", "support")


def headline(diff: Diff, language: Language) -> Iterator[str]:
    """At most twelve lines; none for a short report of two versions."""
    yield from _no_versions(diff, language)
    if len(diff.changes) < FROM:
        return
    bodies = diff.overview.bodies
    said = (_tasks(diff, language), _numbers(diff, language), _how_many(bodies, language))
    yield from filter(None, [_semicolon(language).join(filter(None, said))])
    yield from filled((f"{called(one)}  {share(one, language)}" for one in _most_changed(diff, language)), language)


def _no_versions(diff: Diff, language: Language) -> Iterator[str]:
    """A warning that the two are hardly versions of one document: of two places, or with few paragraphs in common."""
    if diff.old.place and diff.new.place and not _one_place(diff.old.place, diff.new.place):
        yield say(
            language,
            "of two places, {old} and {new}: hardly versions of one another; --loose lists what resembles what",
            old=diff.old.place,
            new=diff.new.place,
        )
        return
    both = [pair for pair in diff.blocks if pair.old and pair.new]
    count, paired = min((_blocks(diff.blocks, side), _blocks(both, side)) for side in ("old", "new"))
    if count >= ENOUGH and paired < HARDLY * count:
        yield say(
            language,
            "{paired:} of {count:} paragraphs correspond: hardly versions of one another; --loose lists what resembles what",
            paired=Count(paired),
            count=Count(count),
        )


def _one_place(one: str, other: str) -> bool:
    """Whether two names are of one place, whose status may have changed.

    >>> _one_place("上虞市", "绍兴市上虞区"), _one_place("绍兴市", "绍兴市上虞区")
    (True, False)
    """
    one, other = (_STATUS.sub("", flat(name)) for name in (one, other))
    return one.endswith(other) or other.endswith(one)


def _blocks(pairs: Iterable[BlockPair], side: str) -> int:
    return sum(len(getattr(pair, side)) for pair in pairs)


def names_nobody(diff: Diff, side: Literal["old", "new"]) -> bool:
    """Whether that document names no body, and the other one does."""
    bodies = diff.overview.bodies
    return bool(bodies) and not any(any(_counts(getattr(body, side))) for body in bodies)


def _numbers(diff: Diff, language: Language) -> str:
    counts = diff.overview
    if not (counts.values or counts.deadlines):
        return ""
    return say(
        language,
        "changed values: {values:}, changed deadlines: {deadlines:}",
        values=Count(counts.values),
        deadlines=Count(counts.deadlines),
    )


def _tasks(diff: Diff, language: Language) -> str:
    tasks = diff.overview.tasks
    if not (tasks.old or tasks.new):
        return ""
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


def _how_many(bodies: Sequence[BodyShare], language: Language) -> str:
    """How many bodies each version names, and which has another name now."""
    old, new = (sum(any(_counts(getattr(body, side))) for body in bodies) for side in ("old", "new"))
    if not old and not new:
        return ""
    if not old:
        return say(language, "the old version names no body, the new one {count:}", count=Count(new))
    if not new:
        return say(language, "the new version names no body, the old one {count:}", count=Count(old))
    renamed = "、".join(called(body) for body in bodies if body.old_name)
    return say(language, "bodies {old} → {new}", old=old, new=new) + (f"（{renamed}）" if renamed else "")


def _most_changed(diff: Diff, language: Language) -> list[BodyShare]:
    """The bodies whose part changed most; none where only one version names any."""
    if names_nobody(diff, "old") or names_nobody(diff, "new"):
        return []
    return [body for body in diff.overview.bodies if share(body, language)][:BODIES]


def filled(said: Iterable[str], language: Language) -> Iterator[str]:
    """The texts one after the other, on each indented line as many as fit."""
    from rich.cells import cell_len  # noqa: PLC0415  a comparison as JSON has no lines

    line = ""
    for one in said:
        longer = _semicolon(language).join(filter(None, (line, one)))
        if line and cell_len(longer) > WIDE:
            yield f"  {line}"
            longer = one
        line = longer
    if line:
        yield f"  {line}"


def _semicolon(language: Language) -> str:
    return "；" if language == "zh" else "; "


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
