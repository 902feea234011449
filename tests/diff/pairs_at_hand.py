"""Real and heavily redrafted pairs kept next to the project: what an analyst would say of each, compared with what is reported.

Each thing is a pattern over the lines of the report, with how many lines must match; what must not be told likewise.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from policy_extract import parse
from policy_extract.comparison.compare import compare
from policy_extract.comparison.correspondence import corresponding
from policy_extract.comparison.report.correspondence import correspondence_text
from policy_extract.comparison.report.sections import selected
from policy_extract.comparison.report.terminal import report
from tests.diff.mutation.generator import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

CORPUS = ROOT.parent / "shared" / "corpus"


@dataclass(frozen=True, slots=True)
class Case:
    """A pair, and what an analyst would say of it."""

    what: str
    old: str
    new: str
    wanted: tuple[tuple[str, int], ...]
    """Pattern, and in how many lines at least; `+kind`: how many things of that kind."""
    unwanted: tuple[str, ...] = ()
    loose: bool = False
    """Plans of two levels of government: what resembles what."""

    @property
    def things(self) -> int:
        """How many changes there are to report; each added or removed task counts as one."""
        return sum(count if pattern.startswith("+") else 1 for pattern, count in self.wanted)


CASES = (
    Case(
        "one school's plan of two years",
        "pairs/sx16.docx",
        "pairs/sx17.docx",
        (
            (r"period changed 2010年 → 2011年", 1),
            ("+task added", 5),
            ("+task removed", 4),
            (r"task retitled .*\[-管理-\]\{\+精英\+\}", 1),
            (r"task reworded|星级制\+", 1),
            (r"^  paragraph reworded", 1),
        ),
        (r"task reworded .*在新的一年",),
    ),
    Case(
        "work points of two years",
        "pairs/yaodian2019.docx",
        "pairs/yaodian2021.docx",
        (
            (r"hardly versions of one another", 1),
            ("+section added", 4),
            ("+task added", 20),
            ("+task removed", 25),
            (r"^  table added", 1),
        ),
    ),
    Case(
        "a city's plan and that of a city under it",
        "pairs/opc08.docx",
        "dev/docx/opc10.docx",
        (
            (r"of two places, .*: hardly versions of one another", 1),
            (r"培育OPC企业1000家 → 超?100家", 1),
            (r"超10000名 → 超1000名", 1),
            (r"超100个 → 超20个", 1),
            (r"section added  四、保障措施", 1),
            (r"the old version names no body, the new one", 1),
        ),
        (r"^  unit added.*· (?:lead|support)",),
    ),
    Case(
        "first and second list of measures",
        "pairs/opc17.docx",
        "pairs/opc18.docx",
        (
            (r"hardly versions of one another", 1),
            ("+task added", 10),
            ("+task removed", 12),
            ("+section added", 3),
        ),
    ),
    Case(
        "a province's plan and a city's",
        "pairs/gd02.txt",
        "real/gd01.txt",
        tuple(
            (rf"^  \d+.*{task}.*  [↔→] ", 1)
            for task in (
                "机构绿色转型",
                "组织体系",
                "产品体系",
                "中介服务",
                "碳金融市场",
                "碳金融工具",
                "标准和服务互认",
                "监测防范",
            )
        ),
        loose=True,
    ),
    Case(
        "draft and final",
        "real/sx12.docx",
        "real/sx13.docx",
        ((r"status changed  征求意见稿 → —", 1), (r"\{\+“精英教育”的\+\}", 1)),
        (r"date changed",),
    ),
    Case(
        "heavy redraft",
        "pairs/rdA-old.docx",
        "pairs/rdA-new.docx",
        (
            (r"section merged .*2 merged into one", 1),
            (r"task split .*split into 3", 1),
            (r"^  (?:\d+ changes  )?task moved", 2),
            (r"nobody led in these 18 places before", 1),
            (r"annex added  附件1", 1),
            (r"到2026年底 → 到2027年底（the same in 17 places）", 1),
            (r"^tasks .*市综合执法局 → 市城市管理局", 1),
            (r"30家 → 40家", 2),
            (r"status changed 征求意见稿 → 送审稿", 1),
            ("+task added", 2),
        ),
    ),
    Case(
        "light redraft",
        "pairs/rdB-old.docx",
        "pairs/rdB-new.docx",
        (
            (r"year column added .*2028", 1),
            (r"indicator moved", 2),
            (r"^  (?:\d+ changes  )?task moved", 2),
            (r"unit renamed", 1),
            (r"annex added", 1),
            (r"50\.78 → 45\.00", 1),
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class Read:
    """What a reader of one report finds."""

    told: int
    missed: tuple[str, ...]
    invented: tuple[str, ...]
    there: int
    """The line in which the last of it is found that is of substance."""
    substance: int
    """Lines of the report of what is of substance."""
    lines: int
    """Lines of all of it."""


def read(case: Case) -> Read:
    """The report of a pair, read for what an analyst would say."""
    old, new = (parse(CORPUS / path) for path in (case.old, case.new))
    diff = compare(old, new)
    loose = correspondence_text(corresponding(old, new), diff.old, diff.new, "en")
    everything = (loose if case.loose else report(diff, "en")).splitlines()
    grave = everything if case.loose else report(selected(diff, ["substance"]), "en").splitlines()
    missed = tuple(pattern for pattern, count in case.wanted if not _line_of(pattern, count, everything))
    invented = tuple(one for one in case.unwanted if any(re.search(one, line) for line in everything))
    there = max(_line_of(pattern, count, grave) for pattern, count in case.wanted)
    return Read(len(case.wanted) - len(missed), missed, invented, there, len(grave), len(everything))


def _line_of(pattern: str, count: int, lines: Sequence[str]) -> int:
    """The line in which the reader has found a thing so many times, counted from 1; 0 where that is nowhere."""
    found, kind = 0, ""
    for at, line in enumerate(lines, start=1):
        kind = kind if line.startswith("    ") else line.strip().partition("  ")[0]
        listed = pattern.startswith("+") and kind == pattern[1:]
        found += line.removesuffix(";").count("; ") + 1 if listed else bool(re.search(pattern.lstrip("+"), line))
        if found >= count:
            return at
    return 0


def table() -> Iterator[str]:
    """A row for each pair."""
    yield "| pair | things to say | told | missed | invented | lines to get there | lines of substance | all lines |"
    yield "|---|---|---|---|---|---|---|---|"
    for case in CASES:
        one = read(case)
        yield (
            f"| {case.what} | {case.things} | {one.told} of {len(case.wanted)} | {len(one.missed)} | {len(one.invented)} |"
            f" {one.there} | {'—' if case.loose else one.substance} | {one.lines} |"
        )
