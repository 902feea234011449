"""Entries of a report: all that happened to one task together, what several things share by itself."""

from __future__ import annotations

from diff_builders import change, diff, pieces, side
from plan_pair import pair

from policy_extract.comparison.changes.diff_model import Change, Match
from policy_extract.comparison.report.sections import chapters
from policy_extract.comparison.report.task_entries import Entry, entries
from policy_extract.comparison.report.terminal import report

LEAD = change("lead-changed", [side("市人社局")], [side("市民政局")], "1.甲")
REWORDED = change(
    "task-reworded", [side("1.甲", "做好")], [side("1.甲", "办好")], wording=pieces("-做", "+办", "好", "各项服务")
)
VALUE = change(
    "value-changed", [side("建成10家", "10家", "2/1/g1")], [side("建成12家", "12家", "2/1/g1")], "1.甲", noun="target"
)


def told(*changes: Change, matches: tuple[Match, ...] = ()) -> list[Entry]:
    return entries(changes, matches, "zh")


def shape(found: list[Entry]) -> list[tuple[str, list[str]]]:
    return [(one.name, [part.kind for part in one.parts]) for one in found]


def test_all_that_happened_to_one_task_is_one_entry_under_its_name() -> None:
    assert shape(told(LEAD, REWORDED, VALUE)) == [("1.甲", ["牵头变更", "任务改写", "数值变更"])]


def test_inside_an_entry_its_name_is_not_said_again() -> None:
    [one] = told(LEAD, REWORDED, VALUE)
    assert [part.place for part in one.parts] == ["", "", ""]


def test_a_single_change_says_by_itself_where_it_is() -> None:
    assert [(one.name, one.parts[0].place) for one in told(LEAD)] == [("", "1.甲")]


def test_what_a_task_lost_stands_with_what_it_gained_whatever_its_old_number() -> None:
    lost = change("unit-removed", [side("市财政局", path="2/3")], [], "4.乙")
    gained = change("unit-added", [], [side("市教育局", path="2/4")], "4.乙")
    match = Match(noun="task", old=("2/3",), new=("2/4",), how="same-text", confidence=1)
    assert shape(told(lost, gained, matches=(match,))) == [("4.乙", ["删除单位", "新增单位"])]


def test_what_a_gone_task_had_is_not_put_to_the_task_that_has_its_number_now() -> None:
    gone = change("task-removed", [side("3.丙", path="2/3")])
    lead = change("lead-changed", [side("甲局", path="2/4")], [side("乙局", path="2/3")], "3.丁")
    assert len(told(gone, lead)) == 2


def test_what_several_tasks_share_is_an_entry_by_itself() -> None:
    terms = [
        change("deadline-changed", [side("2026年", path=f"2/{n}")], [side("2027年", path=f"2/{n}")], f"{n}.")
        for n in (1, 2, 3)
    ]
    found = told(*terms, LEAD)
    assert [one.shared for one in found] == [True, False]
    assert chapters(diff(*terms, LEAD), "zh")[0].topics[0].title == "多处相同"


def test_rows_in_which_only_values_changed_are_one_entry_of_their_table() -> None:
    rows = [
        change(
            "value-changed",
            [side(f"建成{n}家", f"{n}家", f"a1/t2/r{n}/g1")],
            [side(f"建成{n + 5}家", f"{n + 5}家", f"a1/t2/r{n}/g1")],
            f"建成{n + 5}家养老中心。",
            noun="target",
        )
        for n in (1, 2)
    ]
    assert shape(told(*rows)) == [("附件1表2", ["数值变更", "数值变更"])]


def test_wording_stands_with_the_substance_of_its_task_and_the_chapter_of_wording_says_so() -> None:
    substance, wording = chapters(diff(LEAD, REWORDED), "zh")
    assert (substance.count, wording.count, wording.above, wording.topics) == (1, 1, 1, ())
    assert "\n措辞 1\n 1 处与同一事项的其他变更一并列在上面\n" in report(diff(LEAD, REWORDED), "zh")


def test_parts_follow_each_other_on_a_line_and_reworded_text_has_its_own() -> None:
    lines = report(diff(LEAD, REWORDED, VALUE), "zh").splitlines()
    assert "  3 处变更  1.甲  牵头变更 市人社局 → 市民政局；数值变更 建成10家 → 12家" in lines
    assert "    任务改写 [-做-]{+办+}好各项服务（措辞）" in lines


def test_no_line_of_parts_is_wider_than_a_wide_terminal() -> None:
    bodies = [change("unit-added", [], [side(f"市第{n}管理局")], "1.甲", field=f"第{n}") for n in range(2)]
    many = [VALUE.model_copy(update={"new": (side(f"建成养老服务示范中心{n}家", f"{n}家"),)}) for n in range(30)]
    lines = report(diff(*bodies, *many), "zh").splitlines()
    assert max(len(line.encode("gb18030")) for line in lines) <= 134


def test_several_tasks_in_which_only_numbers_changed_follow_each_other() -> None:
    numbers = [
        change(
            "value-changed",
            [side("建成10家", "10家", f"2/{n}/g1")],
            [side("建成12家", "12家", f"2/{n}/g1")],
            f"{n}.服务",
            noun="target",
        )
        for n in (1, 2, 3)
    ]
    lines = report(diff(*numbers), "zh").splitlines()
    assert lines[-1] == ("  数值变更  1.服务 / 建成10家 → 12家；2.服务 / 建成10家 → 12家；3.服务 / 建成10家 → 12家")


def test_every_change_is_told_once() -> None:
    made = pair().diff
    ids = [
        one.id
        for chapter in chapters(made, "zh")
        for topic in chapter.topics
        for e in topic.entries
        for one in e.changes
    ]
    assert sorted(ids) == sorted(one.id for one in made.changes)
