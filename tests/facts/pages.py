"""Pages of facts: what a plan prints, and what a clerk reads in it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from policy_extract.records import record
from tests.collectors.cases import plan_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from policy_extract.model import Plan

HERE = Path(__file__).parent
APART = "……"
"""The line after which an entry's text stands at the end of the document."""
BRACKETS = ("（", "(", "〔", "[", "【")
OPENING = "澜州市养老服务提升行动方案\n一、总体要求\n健全养老服务体系。\n二、主要任务\n1.完善津贴制度。健全工作机制。"
CLOSING = "2.加强督促检查。定期开展检查。（责任单位：市审计局）"


@record
class Entry:
    """One printed fact."""

    text: tuple[str, ...]
    expected: tuple[str, ...]
    kind: str = ""
    """The word after the fence's marks."""

    @property
    def name(self) -> str:
        return self.text[0][:40]

    def plan(self) -> Plan:
        """A plan whose first task prints the entry: a bracket or a sentence after its own, labels on lines below it."""
        place = self.text.index(APART) if APART in self.text else len(self.text)
        joint = "" if self.text[0].startswith(BRACKETS) or self.text[0].endswith("。") else "\n"
        own = joint + "\n".join(self.text[:place])
        return plan_of("\n".join([OPENING + own, CLOSING, *self.text[place + 1 :]]))


def read_pages(kind: str) -> list[Entry]:
    """The entries of all pages of a kind."""
    return [entry for page in sorted(HERE.glob(f"{kind}*.md")) for entry in read_page(page.name)]


def read_page(page: str) -> Iterator[Entry]:
    """The entries of the page's fences, in their order."""
    for fence in (HERE / page).read_text(encoding="utf-8").split("\n```")[1::2]:
        kind, entries = fence.split("\n", 1)
        for entry in entries.split("\n\n"):
            lines = entry.strip("\n").split("\n")
            text = tuple(line for line in lines if not line.startswith("→ "))
            yield Entry(text, tuple(line.removeprefix("→ ") for line in lines if line.startswith("→ ")), kind)
