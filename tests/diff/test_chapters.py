"""What people are told: order, topics, remarks, and what is folded."""

from __future__ import annotations

from typing import get_args

import pytest
from diff_builders import amount, change, diff, pieces, side

from policy_extract.comparison.changes.diff_model import Change, ChangeKind, Noun
from policy_extract.comparison.report.change_text import ChangeText, kind_in, tell
from policy_extract.comparison.report.sections import TOPICS, chapters, selected, summary
from policy_extract.labels import labels
from policy_extract.model import DocumentKind


def renumbered(old: int, new: int, where: str = "（一）健全") -> Change:
    """A task that only got another number."""
    return change(
        "task-renumbered", [side(f"{old}.甲", path=f"2/1/{old}")], [side(f"{new}.甲", path=f"2/1/{new}")], where
    )


def told(*changes: Change) -> list[ChangeText]:
    topics = (topic for chapter in chapters(diff(*changes), "zh") for topic in chapter.topics)
    return [one for topic in topics for entry in topic.entries for one in entry.parts]


def text(runs: tuple[tuple[str, str], ...]) -> str:
    return "".join(text for _, text in runs)


ADDED = change("task-added", new=[side("3.甲", path="2/1/3")])
REWORDED = change("task-reworded", [side("甲", path="2/2")], [side("甲", path="2/2")], wording=pieces("-甲", "+乙"))
LEAD = change("lead-changed", [side("市人社局")], [side("市民政局"), side("市人社局")], "1.甲")


def test_every_noun_has_a_topic() -> None:
    assert sorted(noun for nouns in TOPICS.values() for noun in nouns) == sorted(get_args(Noun))


def test_substance_comes_first_and_form_last() -> None:
    got = chapters(diff(renumbered(7, 8), REWORDED, ADDED, LEAD), "zh")
    assert [(one.title, one.count) for one in got] == [("实质", 2), ("措辞", 1), ("形式", 1)]
    assert [topic.title for topic in got[0].topics] == ["任务"]


def test_a_run_of_renumbering_is_told_as_one() -> None:
    [one] = told(*(renumbered(number, number + 1) for number in range(7, 13)))
    assert (text(one.old), text(one.new), one.place, one.remark) == ("任务 7–12", "任务 8–13", "（一）健全", "仅重编号")
    assert [change.id for change in one.changes] == ["c1", "c2", "c3", "c4", "c5", "c6"]


def test_a_run_breaks_where_the_numbers_do() -> None:
    got = told(renumbered(7, 8), renumbered(8, 9), renumbered(9, 11), renumbered(10, 12))
    assert [(text(one.old), text(one.new)) for one in got] == [("任务 7–8", "任务 8–9"), ("任务 9–10", "任务 11–12")]


def test_a_run_over_several_headings_names_none() -> None:
    assert told(renumbered(7, 8, "（一）"), renumbered(8, 9, "（二）"))[0].place == ""


def test_a_single_renumbering_shows_both_headings() -> None:
    [one] = told(renumbered(7, 8))
    assert (text(one.old), text(one.new)) == ("7.甲", "8.甲")


def test_changes_of_layout_are_told_as_one_that_names_the_first_places() -> None:
    retyped = [change("retyped", [side("甲")], [side("甲")], f"第{number}段") for number in range(5)]
    [one] = told(*retyped)
    assert one.place == "第0段、第1段、第2段等，另有 2 处"
    assert one.remark == "5 处只有空格、全半角、编号样式或分段不同"


def test_only_what_is_asked_for_is_told_and_the_summary_says_what_there_is() -> None:
    chosen = selected(diff(renumbered(7, 8), REWORDED, ADDED), ["substance"])
    assert [one.kind for one in chosen.changes] == ["task-added"]
    assert summary(chosen, "zh") == "实质 1 处，措辞 1 处，形式 1 处"
    assert summary(diff(), "en") == "no difference"


def test_what_came_is_shown_with_its_text_and_its_heading_once() -> None:
    one = tell(change("task-added", new=[side("3.建设设施", "建设设施\n建成10个。")]), "zh")
    assert one.new == (("inserted", "3.建设设施\n建成10个。"),)
    assert one.old == ()


def test_a_paragraph_that_came_is_not_told_twice_by_its_opening_words() -> None:
    one = tell(change("paragraph-added", new=[side("为完善城市慢行…", "为完善城市慢行系统，制定本方案。")]), "zh")
    assert text(one.new) == "为完善城市慢行系统，制定本方案。"


def test_of_a_list_of_leads_only_what_changed_is_marked() -> None:
    one = tell(LEAD, "zh")
    assert one.old == (("same", "市人社局"),)
    assert one.new == (("inserted", "市民政局"), ("same", "、"), ("same", "市人社局"))


def test_reworded_text_is_cut_into_what_each_side_has() -> None:
    one = tell(change("task-reworded", [side("甲")], [side("甲")], wording=pieces("建", "-成", "+设", "好")), "zh")
    assert (text(one.old), text(one.new), text(one.wording)) == ("建成好", "建设好", "建成设好")


def test_text_of_which_nothing_stayed_is_old_and_new_and_not_marked_words() -> None:
    one = tell(change("investment-changed", [side("2.35")], [side("3.10")], wording=pieces("-2.35", "+3.10")), "zh")
    assert (one.old, one.new, one.wording) == ((("deleted", "2.35"),), (("inserted", "3.10"),), ())


@pytest.mark.parametrize(
    ("kind", "more", "chinese", "english"),
    [
        ("value-changed", {"amount": amount("65", "70")}, "调高 5", "up by 5"),
        ("value-changed", {"amount": amount("0.7", "0.65")}, "调低 0.05", "down by 0.05"),
        ("unit-renamed", {}, "同一单位，名称不同", "the same body under another name"),
        ("task-reworded", {"confidence": 0.765}, "按相似程度对应，把握 76%", "matched with 76 % confidence"),
        ("task-moved", {}, "移动", "moved"),
    ],
)
def test_a_remark_says_what_the_texts_do_not(kind: str, more: dict[str, object], chinese: str, english: str) -> None:
    one = change(kind, [side("甲")], [side("甲")], **more)
    assert (tell(one, "zh").remark, tell(one, "en").remark) == (chinese, english)


def test_a_move_says_from_where_to_where() -> None:
    old, new = side("5.甲", "5.", "2/1/5"), side("2.甲", "2.", "2/2/2")
    one = tell(change("task-moved", [old], [new], "（二）建设", field="（一）健全"), "zh")
    assert (one.place, one.remark) == ("（一）健全 → （二）建设", "移动")
    one = tell(change("task-moved", [old], [side("2.甲", "2.", "2/1/2")], "（一）健全"), "zh")
    assert (one.place, one.remark) == ("（一）健全", "移动")


def test_what_moved_and_has_no_number_says_its_row() -> None:
    old, new = side("建成中心", "建成中心", "a2/t1/r10"), side("建成中心", "建成中心", "a3/t1/r1")
    one = change("item-moved", [old], [new], "附件3")
    assert tell(one, "zh").remark == "移动，附件2表1第10行 → 附件3表1第1行"
    assert tell(one, "en").remark == "moved, annex 2, table 1, row 10 → annex 3, table 1, row 1"


def test_a_column_of_a_year_is_told_by_its_heading() -> None:
    one = change("year-column-added", [], [side("2028年目标值", "2028 target", "a1/t1")], "指标表", field="2028 target")
    assert text(tell(one, "zh").new) == "2028年目标值"
    bare = change("year-column-removed", [side("2028 target", "2028 target", "a1/t1")], [], field="2028 target")
    assert text(tell(bare, "zh").old) == "2028目标"


def test_kinds_of_documents_are_told_in_the_readers_language() -> None:
    one = change("kind-changed", [side("other")], [side("notice")], "")
    assert (text(tell(one, "zh").old), text(tell(one, "zh").new)) == ("其他", "通知")
    assert text(tell(one, "en").new) == "notice"
    assert set(labels("documents")) == set(get_args(DocumentKind))


def test_splits_and_merges_say_how_many() -> None:
    one, two = [side("1.甲乙")], [side("1.甲"), side("2.乙")]
    assert tell(change("task-split", one, two), "zh").remark == "拆为 2 项"
    assert tell(change("task-merged", two, one), "en").remark == "2 merged into one"


@pytest.mark.parametrize(
    ("field", "chinese"),
    [
        ("2027 target", "2027目标"),
        ("2025 baseline", "2025现状"),
        ("support", "配合"),
        ("备注", "备注"),
        ("number", "编号"),
        ("about → at-most", "约 → 不超过"),
    ],
)
def test_the_side_of_a_thing_is_told_in_the_readers_language(field: str, chinese: str) -> None:
    one = change("value-changed", [side("床位", "65")], [side("床位", "70")], "床位", field=field)
    assert tell(one, "zh").place == f"床位 · {chinese}"
    assert tell(one, "en").place == f"床位 · {field}"


@pytest.mark.parametrize("kind", get_args(ChangeKind))
def test_every_kind_is_told_in_both_languages(kind: ChangeKind) -> None:
    one = change(kind, [side("甲")], [side("乙")])
    assert kind_in(kind, "zh") != kind_in(kind, "en")
    assert tell(one, "zh").kind
    assert chapters(diff(one), "en")[0].topics[0].entries[0].parts[0].kind == kind.replace("-", " ")
