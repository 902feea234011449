"""Real and heavily redrafted pairs kept beside the project: what an analyst would say of each, held against what is told.

Each thing is a pattern over the lines of the report, with how many lines must match; what must not be told likewise.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from policy_extract import parse
from policy_extract.comparison.compare import compare
from policy_extract.comparison.correspondence import corresponding
from policy_extract.comparison.correspondence_report import correspondence_text
from policy_extract.comparison.report_sections import selected
from policy_extract.comparison.terminal import report
from tests.diff.mutation.generator import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator

CORPUS = ROOT.parent / "shared" / "corpus"


@dataclass(frozen=True, slots=True)
class Case:
    """A pair, and what an analyst would say of it."""

    what: str
    old: str
    new: str
    wanted: tuple[tuple[str, int], ...]
    """Pattern, and in how many lines at least."""
    unwanted: tuple[str, ...] = ()
    loose: bool = False
    """Plans of two levels of government: what resembles what."""


CASES = (
    Case(
        "one school's plan of two years",
        "pairs/sx16.docx",
        "pairs/sx17.docx",
        (
            (r"period changed 2010年 → 2011年", 1),
            (r"^  task added", 5),
            (r"^  task removed", 4),
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
            (r"^  section added", 4),
            (r"^  task added", 20),
            (r"^  task removed", 25),
            (r"^  table added", 1),
        ),
    ),
    Case(
        "a city's plan and that of a city under it",
        "pairs/opc08.docx",
        "dev/docx/opc10.docx",
        (
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
            (r"^  task added", 10),
            (r"^  task removed", 12),
            (r"^  section added", 3),
        ),
    ),
    Case(
        "a province's plan and a city's",
        "pairs/gd02.txt",
        "real/gd01.txt",
        (*((rf"[↔→] （{number}）", 1) for number in "二三四五六七"), (r"[↔→] 二、主要措施（一）", 1)),
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
            (r"到2026年底 → 到2027年底（the same in 16 places）", 1),
            (r"unit renamed .*市综合执法局 → 市城市管理局", 1),
            (r"30家 → 40家", 2),
            (r"status changed 征求意见稿 → 送审稿", 1),
            (r"^  task added", 2),
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
    substance: int
    """Lines of the report of what is of substance."""
    lines: int
    """Lines of all of it."""


def read(case: Case) -> Read:
    """The report of a pair, read for what an analyst would say."""
    old, new = (parse(CORPUS / path) for path in (case.old, case.new))
    diff = compare(old, new)
    told = correspondence_text(corresponding(old, new), diff.old, diff.new, "en") if case.loose else report(diff, "en")
    lines = told.splitlines()
    found = {pattern: sum(bool(re.search(pattern, line)) for line in lines) for pattern, _ in case.wanted}
    missed = tuple(pattern for pattern, count in case.wanted if found[pattern] < count)
    invented = tuple(one for one in case.unwanted if any(re.search(one, line) for line in lines))
    substance = len(report(selected(diff, ["substance"]), "en").splitlines())
    return Read(len(case.wanted) - len(missed), missed, invented, substance, len(lines))


def table() -> Iterator[str]:
    """A row for each pair."""
    yield "| pair | things to say | told | missed | invented | lines of substance | all lines |"
    yield "|---|---|---|---|---|---|---|"
    for case in CASES:
        one = read(case)
        missed = len(one.missed)
        yield (
            f"| {case.what} | {len(case.wanted)} | {one.told} | {missed} | {len(one.invented)} |"
            f" {'—' if case.loose else one.substance} | {one.lines} |"
        )
