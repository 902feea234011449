"""What tasks are known by: not the name of one heading."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from policy_extract.blocks import Paragraph
from policy_extract.findings import Report
from policy_extract.grammar import load
from policy_extract.pipeline import parse_bytes
from policy_extract.records import replace
from tests.stages.parsed import SAMPLES, SEEDS, document_of, parsed, sections_of

if TYPE_CHECKING:
    from pathlib import Path

    from policy_extract.generated.plain import At, Plan

NAMES = (
    "主要任务", "重点任务", "五大行动", "六大工程", "实施“十大行动”", "八项重点任务", "主要举措", "重点举措", "具体举措", "工作举措",
    "工作内容", "主要内容", "工作任务", "任务分工", "任务清单", "重点工作", "重点工作任务", "工作重点", "实施重点", "推进重点",
    "优先行动", "重点行动", "专项行动", "行动内容", "具体行动", "重点工程", "重大工程", "重点领域", "重点方向", "实施路径",
    "具体措施", "主要措施", "政策措施", "支持政策", "改革任务", "攻坚任务", "建设内容", "主要做法", "聚力攻坚、全面推进", "做什么、怎么做",
)  # fmt: skip


def announcing(plan: Plan) -> list[At]:
    """Where the headings stand that announce the tasks of the document."""
    found: list[At] = []
    matcher = load().matcher(Report())
    for above, section in sections_of(plan):
        match = matcher.first("section-role", section.title or "")
        said = match is not None and "tasks" in {match.get("role"), match.get("of_parts")}
        if said and section.number is not None and (above is None or above.role != "tasks"):
            found.extend(section.at)
    return found


@pytest.mark.parametrize("path", [*SAMPLES, *SEEDS], ids=lambda path: path.parent.name + "-" + path.stem)
def test_tasks_stay_tasks_whatever_their_heading_is_called(path: Path) -> None:
    document = document_of(path)
    plan = parsed(document)
    places = {at.block: at for at in announcing(plan)}
    tasks = [task.id for task in plan.tasks]
    for name in NAMES if places else ():
        blocks = [
            replace(
                block, text=block.text[: places[block.id].start] + name + block.text[places[block.id].end :], bold=()
            )
            if block.id in places and isinstance(block, Paragraph)
            else block
            for block in document.blocks
        ]
        assert [task.id for task in parsed(document, blocks).tasks] == tasks, name


def test_a_text_of_some_length_without_tasks_says_so() -> None:
    text = "澜州市养老服务管理办法\n" + "\n".join(
        f"第{count}条　养老机构应当登记。{'依法登记。' * 60}" for count in "一二三四五六"
    )
    assert [one.code for one in parse_bytes(text.encode(), "x.txt").plan.findings] == ["no-tasks"]


def test_a_short_text_may_be_without_tasks() -> None:
    text = "澜州市养老服务管理办法\n第一条　养老机构应当登记。依法登记。\n"
    assert not parse_bytes(text.encode(), "x.txt").plan.findings
