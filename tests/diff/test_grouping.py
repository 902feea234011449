"""Long comparisons: what is the same in several places is one line, and the first lines say what changed in all."""

from __future__ import annotations

from diff_builders import change, diff, side

from policy_extract.comparison.report.headline import FROM, body_lines
from policy_extract.comparison.report.terminal import report
from tests.diff.plan_pair import pair

TASKS = 15
OLD = "澜州市养老服务行动方案\n一、主要任务\n" + "".join(
    f"{n}.完善第{n}类服务。到2026年底，第{n}类服务更加健全。（责任单位：市民政局、市财政局）\n"
    for n in range(1, TASKS + 1)
)
NEW = OLD.replace("到2026年底", "到2027年底").replace("责任单位：市民政局", "责任单位：*市民政局")


def test_a_deadline_that_moved_in_fifteen_tasks_is_one_line() -> None:
    told = report(pair(OLD, NEW).diff, "zh")
    assert told.count("到2026年底 → 到2027年底（15 处相同）") == 1
    assert told.count("时限变更  ") == 1


def test_leads_named_where_nobody_led_are_one_line_with_how_many_each_has() -> None:
    told = report(pair(OLD, NEW.replace("*市民政局、市财政局", "市民政局、*市财政局", 4)).diff, "en")
    assert "lead changed  市民政局 × 11, 市财政局 × 4" in told
    assert "（nobody led in these 15 places before）" in told


def test_a_body_that_is_new_and_leads_where_nobody_led_is_told_with_the_leads() -> None:
    told = report(pair(OLD, NEW.replace("*市民政局", "*市教育局", 4)).diff, "en")
    assert "lead changed  市民政局 × 11, 市教育局 × 4（nobody led in these 15 places before）\n" in told
    assert "unit added" not in told


def test_bodies_of_one_task_are_one_line_by_role() -> None:
    came = [
        change("unit-added", new=[side(name)], where="1.甲", field=role)
        for name, role in (("甲局", "lead"), ("乙局", "support"), ("丙局", "support"))
    ]
    assert "新增单位  1.甲  牵头 甲局；配合 乙局、丙局（3 个单位）\n" in report(diff(*came), "zh")


def test_words_that_give_way_to_the_same_words_in_three_texts_are_one_line() -> None:
    old = "澜州市评估办法\n" + "".join(
        f"第{n}条 {what}收养法规定的，按照本办法{then}。\n"
        for n, what, then in (("一", "符合", "予以评估"), ("二", "违反", "依法处理"), ("三", "不符合", "不予评估"))
    )
    told = report(pair(old, old.replace("收养法", "民法典")).diff, "zh")
    assert "章节改写  第一条符合收养法规定的，" not in told
    assert told.count("收养法 → 民法典（3 处相同）") == 1
    also = old.replace("收养法", "民法典").replace("依法处理", "从重处理")
    assert "处相同" not in report(pair(old, also).diff, "zh")


def test_what_is_the_same_in_two_places_stays_two_lines() -> None:
    moved = [change("deadline-changed", [side("2026年")], [side("2027年")], where=where) for where in ("1.甲", "2.乙")]
    assert report(diff(*moved), "zh").count("2026年 → 2027年") == 2


def test_a_long_report_begins_with_what_changed_in_all() -> None:
    compared = pair(OLD, NEW.replace("15.完善", "15.新增一项。发放补贴。\n16.完善")).diff
    assert len(compared.changes) >= FROM
    assert report(compared, "zh").splitlines()[1:3] == [
        "任务 15 → 16：新增 1；数值变更 0 处，时限变更 15 处；单位 2 → 2",
        "  市民政局  牵头 0 → 15，责任 15 → 0；市财政局  责任 15 → 0，配合 0 → 15",
    ]


def test_papers_of_two_places_are_told_so_first() -> None:
    compared = pair(OLD, OLD.replace("发展", "提升")).diff
    old, new = (
        one.model_copy(update={"place": name}) for one, name in ((compared.old, "澜州市"), (compared.new, "临江市"))
    )
    told = report(compared.model_copy(update={"old": old, "new": new}), "en").splitlines()
    assert told[1] == (
        "of two places, 澜州市 and 临江市: hardly versions of one another; --loose lists what resembles what"
    )


def test_a_short_report_has_no_such_lines() -> None:
    assert "任务 3 → 4" not in report(pair().diff, "zh")


def test_an_old_version_without_bodies_is_said_once() -> None:
    told = report(pair(OLD.replace("（责任单位：市民政局、市财政局）", ""), OLD).diff, "zh")
    assert "旧稿没有写明单位，新稿写明 2 个\n" in told


def test_every_body_that_gained_or_lost_is_a_line() -> None:
    renamed = NEW.replace("市财政局", "澜州市财政局")
    assert list(body_lines(pair(OLD, renamed).diff)) == [
        "市民政局  牵头 0 → 15，责任 15 → 0",
        "市财政局 → 澜州市财政局  责任 15 → 0，配合 0 → 15",
    ]


def table(first: int) -> str:
    """A table of six stations, whose numbers begin here."""
    rows = "".join(f"| {name}站 | {size} | {size} |\n" for size, name in enumerate("甲乙丙丁戊己", start=first))
    return f"⟦policy-extract blocks 1⟧\n澜州市站点表\n一、情况\n⟦header=1⟧| 站点 | 床位 | 人员 |\n{rows}"


def test_a_table_that_is_mostly_another_is_told_first_and_its_cells_in_one_line() -> None:
    told = report(pair(table(10), table(20)).diff, "zh")
    assert told.count("表格改写") == 1
    assert "甲站 · 床位、甲站 · 人员、乙站 · 床位等，另有 9 处（12 个单元格）" in told
    assert "10 → 20" not in told
