"""Lines of a report in which several things of one sort follow each other, each in few words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diff_builders import change, diff, side
from plan_pair import pair

from policy_extract.comparison.report.change_text import inserted
from policy_extract.comparison.report.flowing import around, in_short
from policy_extract.comparison.report.terminal import report

if TYPE_CHECKING:
    from policy_extract.comparison.changes.diff_model import Change

OLD = "澜州市养老服务行动方案\n一、主要任务\n1.完善第一类服务。（责任单位：市民政局）\n"
NEW = (
    f"{OLD}二、新增任务\n2.支持创业大赛。办好大赛，对获奖项目给予奖励，最高10万元。（责任单位：市科技局）\n"
    "3.建设服务阵地。打造一批示范站点。（责任单位：市民政局）\n"
)


def came(name: str, where: str = "二、任务") -> Change:
    return change("task-added", new=[side(name, path=f"2/{name}")], where=where)


def test_tasks_that_came_are_one_line_with_their_chapter_and_their_amounts() -> None:
    told = report(pair(OLD, NEW).diff, "zh")
    assert "新增任务  二、新增任务 / 2.支持创业大赛 … 最高10万元；3.建设服务阵地\n" in told


def test_a_single_task_that_came_keeps_its_text() -> None:
    told = report(pair(OLD, NEW.partition("3.")[0]).diff, "zh")
    assert "新增任务  二、新增任务  2.支持创业大赛 办好大赛，对获奖项目" in told


def test_a_chapter_is_named_where_it_begins() -> None:
    some = [came("1.甲", where="二、任务 / （一）上"), came("2.乙", where="二、任务 / （一）上"), came("3.丙")]
    assert "  task added  （一）上 / 1.甲; 2.乙; 二、任务 / 3.丙\n" in report(diff(*some), "en")


def test_what_came_and_what_went_are_two_lines() -> None:
    gone = [change("task-removed", [side(name, path=f"2/{name}")], where="二、任务") for name in ("4.丁", "5.戊")]
    lines = report(diff(came("1.甲"), gone[0], came("2.乙"), gone[1]), "en").splitlines()
    assert lines[-2:] == ["  task added  二、任务 / 1.甲; 2.乙", "  task removed  二、任务 / 4.丁; 5.戊"]


def test_long_words_around_a_number_are_cut_away_from_it() -> None:
    assert around("各地有影响力的康养服务类企业数量达", "以上，并且保持稳定增长") == (
        "…养服务类企业数量达",
        "以上，并…",
    )


def test_a_date_or_a_telephone_is_no_amount() -> None:
    assert in_short(inserted("5.保障资金\n到2027年底加大投入力度。咨询电话：5550123")) == "5.保障资金"


def test_titles_of_topics_stand_in_a_long_chapter_only() -> None:
    some = [
        change("lead-changed", [side(f"{n}局", path=f"2/{n}")], [side(f"{n}厅", path=f"2/{n}")], f"{n}.甲")
        for n in range(50)
    ]
    assert "\n tasks\n" in report(diff(*some), "en")
    assert "\n tasks\n" not in report(diff(*some[1:]), "en")
