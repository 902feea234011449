"""Makes pytest items of tests/cases/*.md: policy text in, views out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.collectors import golden
from tests.collectors.laws import check_laws
from tests.collectors.page_items import PageFile, PageItem
from tests.collectors.pages import read_page, rewritten

if TYPE_CHECKING:
    from pathlib import Path

    from policy_extract.model import Plan


def plan_of(text: str) -> Plan:
    """The plan in a page's input, read as `parse` would read a file of it."""
    from policy_extract.findings import Report
    from policy_extract.grammar import load
    from policy_extract.model import Source
    from policy_extract.pipeline import parse_document
    from policy_extract.reading.flow.notation import read_notation

    report = Report()
    source = Source(name="case", format="notation", sha256="", bytes=0, revisions="accepted")
    return parse_document(read_notation(text), source, load().matcher(report), report)


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    if file_path.suffix == ".md" and file_path.parent.parts[-2:] == ("tests", "cases"):
        return CasePage.from_parent(parent, path=file_path)
    return None


class CaseItem(PageItem):
    """One heading of a page."""

    def runtest(self) -> None:
        assert self.case.policy
        plan = plan_of(self.case.policy.text)
        check_laws(plan)
        from policy_extract.output.views import render

        different = [
            golden.differs(fence.word, fence.text, now)
            for fence in self.case.expected
            if (now := render(plan, fence.word)) != fence.text and not self.update(fence.word, now)
        ]
        if different:
            pytest.fail("\n\n".join(different), pytrace=False)

    def update(self, view: str, now: str) -> bool:
        """Rewrite the fence where this run rewrites; lines may have moved since the page was collected."""
        if not golden.updating(self.config):
            return False
        text = self.path.read_text(encoding="utf-8")
        from policy_extract.output.views import NAMES

        case = next(case for case in read_page(text, NAMES) if case.name == self.name)
        fence = next(fence for fence in case.expected if fence.word == view)
        self.path.write_text(rewritten(text, fence, now), encoding="utf-8", newline="\n")
        self.config.stash[golden.UPDATED].append(f"{self.nodeid}: {view}")
        return True


class CasePage(PageFile):
    """One page of cases."""

    item = CaseItem

    def expected(self) -> tuple[str, ...]:
        from policy_extract.output.views import NAMES

        return NAMES
