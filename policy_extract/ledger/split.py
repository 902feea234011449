"""The rows of a ledger, body by body: what each is sent to fill in."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from policy_extract.records import record, replace

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from policy_extract.ledger.sheet_writer import Chapter
    from policy_extract.model import Plan, Unit

_NO_NAME = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*]+')
"""What names of files cannot hold, on one system or another."""
_LONGEST = 60


@record
class Share:
    """What one body has to do."""

    name: str
    """The name that most of its tasks print, with the place before it if two bodies would have the same name."""
    file: str
    """The name as a file name without suffix, unique among the shares."""
    body: tuple[str, str]
    """The place its plan is for, and the body's id in the directory, or its name if the directory does not know it."""
    chapters: tuple[Chapter, ...]


def shares(chapters: Sequence[Chapter]) -> list[Share]:
    """The share of each body, in the order in which they are first named."""
    names: dict[tuple[str, str], Counter[str]] = {}
    for chapter in chapters:
        for entry in chapter.entries:
            for unit in entry.units:
                names.setdefault(_body(chapter.plan, unit), Counter())[unit.name] += 1
    called = dict(_called(names))
    files = dict(_files(called))
    return [Share(called[body], files[body], body, tuple(_of(body, chapters))) for body in names]


def roles_in(share: Share, chapter: Chapter, units: Iterable[Unit]) -> list[str]:
    """The roles that the body has among these units."""
    return [unit.role for unit in units if _body(chapter.plan, unit) == share.body]


def _body(plan: Plan, unit: Unit) -> tuple[str, str]:
    place = plan.front.jurisdiction.name if plan.front.jurisdiction else ""
    return place, unit.body or unit.name


def _of(body: tuple[str, str], chapters: Iterable[Chapter]) -> Iterator[Chapter]:
    """The rows of each plan that name it."""
    for chapter in chapters:
        entries = [entry for entry in chapter.entries if any(_body(chapter.plan, one) == body for one in entry.units)]
        if entries:
            yield replace(chapter, entries=entries)


def _called(names: dict[tuple[str, str], Counter[str]]) -> Iterator[tuple[tuple[str, str], str]]:
    usual = {body: counts.most_common(1)[0][0] for body, counts in names.items()}
    twice = {name for name, count in Counter(usual.values()).items() if count > 1}
    return ((body, f"{body[0]}{name}" if name in twice else name) for body, name in usual.items())


def _files(called: dict[tuple[str, str], str]) -> Iterator[tuple[tuple[str, str], str]]:
    taken: set[str] = set()
    for body, name in called.items():
        file = plain = _NO_NAME.sub("_", name).strip(". ")[:_LONGEST] or "_"
        count = 1
        while file.casefold() in taken:
            count += 1
            file = f"{plain}（{count}）"
        taken.add(file.casefold())
        yield body, file
