"""The small text views, on plans of a few lines."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from plan_builders import block, finding, front, part, plan, section, table, task, text, unit

from policy_extract.model import At, Deadline, Indicator, Item, Period, PlanDate, Reference, Value
from policy_extract.output.views import NAMES, render


@pytest.mark.parametrize("name", [name for name in NAMES if name not in {"json", "front"}])
def test_a_plan_without_the_thing_shows_nothing(name: str) -> None:
    assert render(plan(), name) == ""


def test_tasks_show_units_by_role_and_keep_printed_order() -> None:
    units = (
        unit("民政局", "support"),
        unit("人社局", "lead", mark="*"),
        unit("保监会", "support", note="各保险公司"),
        unit("医保分局", "lead"),
    )
    assert render(plan(tasks=(task("2/1/1", "健全社会保障体系", *units),)), "tasks") == (
        "2/1/1  健全社会保障体系\n"
        "  牵头  人社局 医保分局\n"
        "  配合  民政局 保监会（各保险公司）\n"
    )  # fmt: skip


def test_carried_units_stand_apart_from_own_units() -> None:
    units = (unit("市民政局"), unit("各区、县（市）政府", via="carry-over"))
    assert render(plan(tasks=(task("1", "健全保障", *units),)), "tasks") == (
        "1  健全保障\n"
        "  责任  市民政局\n"
        "  沿用  各区、县（市）政府\n"
    )  # fmt: skip


def test_a_task_without_units_is_its_heading_alone() -> None:
    assert render(plan(tasks=(task("2/1", None), task("2/2", "健全保障"))), "tasks") == "2/1  —\n2/2  健全保障\n"


def test_units_are_a_flat_list_with_their_place() -> None:
    units = (
        unit("人社局", "lead", mark="*", body="human-resources"),
        unit("各县（市）政府", via="carry-over", label=None),
    )
    assert render(plan(tasks=(task("2/1/1", "健全保障", *units),)), "units") == (
        "牵头  *人社局  2/1/1  责任单位  human-resources\n"
        "责任  各县（市）政府  2/1/1  沿用  —\n"
    )  # fmt: skip


def test_the_outline_shows_a_role_only_where_it_changes() -> None:
    deep = section("2/1/1", "1.", "健全保障", role="tasks")
    sections = (
        section("1", "一、", "总体要求"),
        section("2", "二、", "主要任务", section("2/1", "（一）", None, deep, role="tasks"), role="tasks"),
    )
    assert render(plan(sections=sections), "outline") == (
        "1  一、  总体要求\n"
        "2  二、  主要任务  [tasks]\n"
        "  2/1  （一）  —\n"
        "    2/1/1  1.  健全保障\n"
    )  # fmt: skip


def test_the_outline_shows_what_a_dump_must_have_meant() -> None:
    heading = section("1", "1、", "总体要求")
    assert heading.number
    told = heading.model_copy(update={"number": heading.number.model_copy(update={"inferred": "一、"})})
    assert render(plan(sections=(told,)), "outline") == "1  1、→一、  总体要求\n"


def test_findings_show_block_and_column_from_one() -> None:
    findings = (finding(at=At(block="b12", start=4, end=6), number="（三）"), finding("title-missing"))
    assert render(plan(findings=findings), "findings") == (
        "b12:5  warning  number-repeated  The number （三） is printed twice.\n"
        "—  info  title-missing  No title was found.\n"
    )  # fmt: skip


def test_front_matter_shows_what_was_found_then_the_parts() -> None:
    found = front(
        kind="notice",
        title=text("澜州市行动方案"),
        issuers=(text("澜州市民政局"), text("澜州市财政局")),
        date=PlanDate(raw="2026年3月1日", iso="2026-03-01", at=()),
        period=Period(raw="2026—2028年", start=2026, end=2028, at=()),
    )
    parts = (
        part(kind="notice", title=text("关于印发\n方案的通知")),
        part("a1", "plan", label=text("附件1"), title=text("方案"), listed=False),
        part("a2", "annex", label=text("附件2"), listed=True, present=False),
    )
    assert render(plan(front=found, parts=parts), "front") == (
        "类型  notice\n"
        "标题  澜州市行动方案\n"
        "发文  澜州市民政局\n"
        "发文  澜州市财政局\n"
        "日期  2026年3月1日  2026-03-01\n"
        "时段  2026—2028年  2026–2028\n"
        "main  notice  关于印发 方案的通知\n"
        "a1  plan  附件1  方案  未列\n"
        "a2  annex  附件2  缺失\n"
    )


def test_tables_show_kind_size_and_title() -> None:
    assert render(plan(tables=(table("a1/t1", "worklist", title=text("项目清单")), table("t2"))), "tables") == (
        "a1/t1  worklist  2×3  项目清单\n"
        "t2  other  2×3\n"
    )  # fmt: skip


def test_references_show_the_number_where_one_is_printed() -> None:
    named = (
        Reference(title="养老规划", document_number="临政发〔2024〕3号", at=()),
        Reference(title="办法", document_number=None, at=()),
    )
    assert render(plan(references=named), "references") == "《养老规划》  临政发〔2024〕3号\n《办法》\n"


def test_roles_show_what_every_block_was_taken_for() -> None:
    blocks = (
        block("b1", "总体要求", number="一、", role="heading", section="1"),
        block("b2", "健全" * 20),
        block("b3", None, kind="table", role="table"),
    )
    assert render(plan(blocks=blocks), "roles") == (
        "b1  main  1  heading  一、 总体要求\n"
        "b2  main  —  body  健全健全健全健全健全健全健全健全…\n"
        "b3  main  —  table\n"
    )  # fmt: skip


def test_the_json_view_is_the_canonical_form() -> None:
    assert render(plan(), "json").startswith('{\n  "format": "policy-extract/plan-1",')


def value(raw: str, form: str = "amount", number: str | None = None, **more: Any) -> Value:
    """A target of 2027."""
    given = {"low": None, "high": None, "pair": None, "bound": "exactly", "measure": None, "scale": 1, "at": ()}
    given |= {"cumulative": False, "base_year": None, "year": 2027, "kind": "target"} | more
    return Value(raw=raw, form=form, value=Decimal(number) if number else None, **given)


def indicator(*values: Value, **more: Any) -> Indicator:
    """An indicator 床位数, counted in 张."""
    given = {"id": "t1/r1", "table": "t1", "no": "1", "category": (), "name": "床位数", "measure": "张"}
    return Indicator(**(given | {"attribute": None, "units": (), "note": None, "at": ()} | more), values=values)


def test_an_indicator_is_a_line_and_a_line_per_value() -> None:
    row = indicator(
        value("12", number="12", year=2025, kind="baseline"),
        value("60以上", number="60", bound="at-least", measure="张"),
        category=("设施", "养老"),
        attribute="约束性",
        units=(unit("民政局"),),
        note="年末数",
    )
    assert render(plan(indicators=(row,)), "indicators") == (
        "t1/r1  设施  养老  床位数  张  约束性\n"
        "  2025  现状  12\n"
        "  2027  目标  60以上 → ≥60张\n"
        "  责任  民政局\n"
        "  备注  年末数\n"
    )  # fmt: skip


@pytest.mark.parametrize(
    ("shown", "read"),
    [
        (value("3-5", "range", low=Decimal(3), high=Decimal(5)), "3-5 → 3–5"),
        (value("1/5", "pair", pair=(Decimal(1), Decimal(5))), "1/5 → 1, 5"),
        (value("[20]", number="20", cumulative=True), "[20] → 20 累计"),
        (value("比2025年降低10%", "change", "10", measure="%", base_year=2025), "比2025年降低10% → 变化 10%（2025）"),
        (value("", "none"), "— → 无"),
    ],
    ids=["range", "pair", "cumulative", "change", "empty"],
)
def test_what_was_read_in_a_value_stands_after_an_arrow(shown: Value, read: str) -> None:
    assert render(plan(indicators=(indicator(shown),)), "indicators").splitlines()[1] == f"  2027  目标  {read}"


def test_a_row_of_a_list_shows_every_column_by_its_heading() -> None:
    row = Item(
        id="t1/r1", table="t1", list="projects", no="1", group=("一、设施", "养老"), content="建设床位。",
        units=(unit("民政局", "lead"), unit("各镇", "support", via="carry-over")),
        deadline=Deadline(raw="2026年9月底前", year=2026, month=9, at=()),
        investment="1.2", nature="新建", extra={"建设地点": "云汀区"}, at=(),
    )  # fmt: skip
    assert render(plan(items=(row,)), "items") == (
        "t1/r1  projects  建设床位。\n"
        "  分组  一、设施 / 养老\n"
        "  牵头  民政局\n"
        "  沿用  各镇\n"
        "  时限  2026年9月底前  2026-09\n"
        "  投资  1.2\n"
        "  性质  新建\n"
        "  建设地点  云汀区\n"
    )  # fmt: skip
