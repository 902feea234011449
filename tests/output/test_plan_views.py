"""The small text views, on plans of a few lines."""

from __future__ import annotations

import pytest
from plan_builders import block, finding, front, part, plan, section, table, task, text, unit

from policy_extract.model import At, Period, PlanDate, Reference
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
        title=text("临江市行动方案"),
        issuers=(text("临江市民政局"), text("临江市财政局")),
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
        "标题  临江市行动方案\n"
        "发文  临江市民政局\n"
        "发文  临江市财政局\n"
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
