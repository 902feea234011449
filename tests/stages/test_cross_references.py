"""How rows find their tasks where many look alike; tests/cases/cross-references.md shows what points to what."""

from __future__ import annotations

from policy_extract.findings import Report
from policy_extract.generated.plain import Item, Task
from policy_extract.grammar import load
from policy_extract.stages.tasks.cross_references import LONGEST, link_rows, task_headings
from tests.collectors.counting import calls


def task(path: str, title: str) -> Task:
    return Task(
        id=path, section=path.rpartition("/")[0] or None, part="main", number="1.", title=title, text="",
        units=(), deadlines=(), at=(),
    )  # fmt: skip


def item(place: int, *group: str) -> Item:
    return Item(
        id=f"a1/t1/r{place}", table="a1/t1", list="tasks", no=None, group=group, content="建设", units=(),
        deadline=None, investment=None, nature=None, extra={}, at=(),
    )  # fmt: skip


def linked(tasks: list[Task], items: list[Item], sections: dict[str, str | None] | None = None) -> list[str | None]:
    """The task of each row."""
    rows = link_rows(items, task_headings(tasks, sections or {}), load().matcher(Report()))
    return [row.task for row in rows]


def work(count: int) -> int:
    """How many calls so many rows take that are near so many tasks of so many sections of one name."""
    title = "推进养老服务设施建设和运营管理工作" * 3
    tasks = [task(f"{place}/1", title) for place in range(count)]
    items = [item(place, "养老行动", f"{place}", "完善" + title[2:-1]) for place in range(count)]
    sections = {str(place): "养老行动，提质增效" for place in range(count)}
    assert linked(tasks, items, sections) == [None] * count
    return calls(lambda: linked(tasks, items, sections))


def test_a_heading_of_very_many_tasks_points_to_none_and_costs_no_more() -> None:
    assert work(1000) < 12 * work(100)


def test_text_longer_than_a_heading_is_none() -> None:
    title = "建" * (LONGEST + 1)
    assert linked([task("1", title)], [item(1, title)]) == [None]


def test_a_heading_of_six_characters_may_lose_one_and_a_shorter_one_may_not() -> None:
    tasks = [task("1", "健全服务网络"), task("2", "扩大供给量")]
    assert linked(tasks, [item(1, "健全服务网"), item(2, "扩大供给")]) == ["1", None]
