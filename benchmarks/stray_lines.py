"""What one stray line costs: inserted at every place of a document, it may spoil its own section; for anything more there must be a finding.

    python -m benchmarks.stray_lines FILE... [--every 3]
    python -m benchmarks.stray_lines --write

prints a table: how many places, at how many more than a tenth of the tasks or units are lost, and at how many of those in silence;
or writes docs/stray-lines.md.
"""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from policy_extract.blocks import Cell, Paragraph, Table
from policy_extract.findings import Report
from policy_extract.generated.plain import Source
from policy_extract.grammar import load
from policy_extract.pipeline import parse_document, read
from policy_extract.records import replace

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from policy_extract.blocks import Block, Document
    from policy_extract.generated.plain import Plan

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
PAGE = ROOT / "docs" / "stray-lines.md"

LINES = (
    "附件",
    "附件1",
    "附表",
    "序言",
    "目录",
    "注：本表数据为年末数。",
    "一、",
    "1.",
    "— 12 —",
    "扫一扫在手机打开当前页",
    "附件2 重点项目清单",
    "附则",
    "保障措施",
    "（征求意见稿）",
    "2026年3月5日",
)
BLANK_TABLE = "（空表）"
BLANK = Table("stray", 2, 2, tuple(Cell(row, col, 1, 1, "") for row in range(2) for col in range(2)))
ALLOWED = 0.1
"""Share of tasks or units that may be lost in silence."""


class Cost(NamedTuple):
    """What a line at one place took away."""

    line: str
    place: int
    lost: float
    """The larger of the shares of tasks and units, the section hit left out."""
    told: bool
    """There is a finding that was not there before."""

    @property
    def silent(self) -> bool:
        """More is lost than may be, and nothing says so."""
        return self.lost > ALLOWED and not self.told


def document_of(path: Path) -> Document:
    """The blocks of a file."""
    report = Report()
    return read(path.read_bytes(), report, load().matcher(report))


def plan_of(document: Document, blocks: Sequence[Block] | None = None) -> Plan:
    """The plan in a document, or in other blocks in its place."""
    report = Report()
    source = Source(name="x", format=document.format, sha256="", bytes=0, revisions=document.revisions)
    changed = document if blocks is None else replace(document, blocks=tuple(blocks))
    return parse_document(changed, source, load().matcher(report), report)


def costs(document: Document, every: int = 1) -> Iterator[Cost]:
    """What each line costs at every place, or at every so many of them."""
    whole = plan_of(document)
    for line in (*LINES, BLANK_TABLE):
        stray = BLANK if line == BLANK_TABLE else Paragraph("stray", line)
        for place in range(1, len(document.blocks), every):
            hit = plan_of(document, [*document.blocks[:place], stray, *document.blocks[place:]])
            yield Cost(line, place, _lost(whole, hit), _told(whole, hit))


def _lost(whole: Plan, hit: Plan) -> float:
    """The share of tasks, or of units, that are there no more; one section's are not counted."""
    return max(
        _share([_tasks(whole)], [_tasks(hit)], spared=1),
        _share(_units(whole), _units(hit), spared=max((len(task.units) for task in whole.tasks), default=0)),
    )


def _tasks(plan: Plan) -> list[str]:
    return [f"{task.number}{task.title or task.text[:30]}" for task in plan.tasks]


def _units(plan: Plan) -> list[list[str]]:
    return [[f"{task.number}{task.title} {unit.name} {unit.role}" for unit in task.units] for task in plan.tasks]


def _share(before: Sequence[Sequence[str]], after: Sequence[Sequence[str]], spared: int) -> float:
    there = Counter(one for group in before for one in group)
    gone = there - Counter(one for group in after for one in group)
    return max(0, gone.total() - spared) / max(1, there.total())


def _told(whole: Plan, hit: Plan) -> bool:
    before, after = (Counter(one.code for one in plan.findings) for plan in (whole, hit))
    return bool(after - before)


# ---------------------------------------------------------------- tables


def table(found: Sequence[Cost]) -> str:
    """The table: line by line how often much is lost, and how often in silence."""
    rows = ["| line | places | more than 10 % lost | without a finding | worst |", "|---|---|---|---|---|"]
    for line in (*LINES, BLANK_TABLE):
        own = [cost for cost in found if cost.line == line]
        lost, silent = sum(cost.lost > ALLOWED for cost in own), sum(cost.silent for cost in own)
        rows.append(f"| {line} | {len(own)} | {lost} | {silent} | {max((cost.lost for cost in own), default=0):.0%} |")
    return "\n".join(rows)


def page() -> str:
    """docs/stray-lines.md; what stands in ../shared is measured where it is there."""
    gold = sorted(path.stem for path in (SHARED / "gold-dev").glob("*.json"))
    real = [next((SHARED / "corpus" / "dev").glob(f"*/{name}.*"), None) for name in gold]
    groups = (
        ("samples of this project", sorted((ROOT / "samples").glob("*/source.docx")), 2),
        ("large plans", sorted((SHARED / "corpus" / "seeds").glob("*.docx")), 7),
        ("real documents", [path for path in real if path is not None], 29),
    )
    parts = [_HEAD]
    for name, files, every in groups:
        if files:
            found = [cost for path in files for cost in costs(document_of(path), every)]
            parts.append(f"{len(files)} {name}, the line tried at one place in {every}:\n\n{table(found)}\n")
    return "\n".join(parts)


_HEAD = """\
# One stray line

How much damage is done by one line that does not belong to the plan: a page number, a label, a line of the web site. It is inserted into a document
at one place after another, and the resulting plan is compared with the plan without it. The loss is
the larger of two shares: missing tasks, missing units. The section holding the line is not counted. More than a tenth may be lost only if a finding
reports it; "without a finding" counts the places where it did not.
Made by `python -m benchmarks.stray_lines --write`; the tests try some of the places.
"""


def main() -> None:
    """Print the table for the files named, or write the page."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--write", action="store_true", help="write docs/stray-lines.md")
    parser.add_argument("-v", action="store_true", help="print every silent loss")
    arguments = parser.parse_args()
    if arguments.write:
        PAGE.write_text(page())
        return
    found: list[Cost] = []
    for path in arguments.files:
        own = list(costs(document_of(path), arguments.every))
        found += own
        for cost in own if arguments.v else ():
            if cost.silent:
                print(f"{path.name} place {cost.place} {cost.line}: {cost.lost:.0%}")
    print(table(found))


if __name__ == "__main__":
    main()
