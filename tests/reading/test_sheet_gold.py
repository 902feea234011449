"""Task lists and indicator sheets as offices fill them in, each with what a careful reader would write down from it."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, NamedTuple

import pytest
from sheet_builder import FULL_DATE, YEAR_MONTH, As, Tab, workbook

from policy_extract.findings import Report
from policy_extract.grammar import load
from policy_extract.pipeline import parse_bytes
from policy_extract.reading import read
from policy_extract.reading.ledger import ledger_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from policy_extract.generated.plain import Indicator, Item, Plan, Unit


class Gold(NamedTuple):
    """What stands in a workbook."""

    tabs: Sequence[Tab]
    titles: Sequence[str | None]
    """Of the parts."""
    items: Sequence[str] = ()
    """No, group, content, units and deadline; * leads, + supports."""
    indicators: Sequence[str] = ()
    notes: Sequence[str] = ()
    findings: Sequence[str] = ()


JUNE = As(dt.date(2026, 6, 1), YEAR_MONTH)
LAST_DAY = As(dt.date(2026, 12, 31), FULL_DATE)
GOLD = {
    "a label, a title over all columns, who fills it in, notes": Gold(
        [
            Tab(
                [
                    ["附件1"],
                    ["澜州市2026年养老服务重点任务清单"],
                    ["填报单位：澜州市民政局", None, None, None, "2026年3月"],
                    ["序号", "工作任务", "牵头单位", "配合单位", "完成时限"],
                    [1, "建成乐龄中心30家", "市民政局", "市财政局、市住建局", JUNE],
                    [2, "培训护理员1200人次", "市人社局", "市民政局", LAST_DAY],
                    [3, "新增助餐点45个", "市民政局", None, "2026年底"],
                    ["注：1.以上任务按季度调度。"],
                    ["2.进展于每月5日前报送。"],
                ],
                ["A2:E2"],
            )
        ],
        ["澜州市2026年养老服务重点任务清单"],
        items=[
            "1 | 建成乐龄中心30家 | *市民政局 +市财政局 +市住建局 | 2026年6月",
            "2 | 培训护理员1200人次 | *市人社局 +市民政局 | 2026年12月31日",
            "3 | 新增助餐点45个 | *市民政局 | 2026年底",
        ],
        notes=["注：1.以上任务按季度调度。", "2.进展于每月5日前报送。"],
    ),
    "two rows of headings, percentages, an indicator that is a bound; a second sheet": Gold(
        [
            Tab(
                [
                    ["青禾县养老服务发展主要指标"],
                    ["序号", "指标", "单位", "2025年", "2030年", "属性"],
                    [None, None, None, "基期值", "目标值", None],
                    [1, "护理型床位占比", "%", As(0.62, "0%"), As(0.805, "0.0%"), "约束性"],
                    [2, "每千名老年人床位数", "张", 32.1, As(38, "0.0"), "预期性"],
                    [3, "社区助餐点数", "个", 120, "≥200", "预期性"],
                ],
                ["A1:F1", "A2:A3", "B2:B3", "C2:C3", "F2:F3"],
                "指标",
            ),
            Tab(
                [
                    ["青禾县养老服务重大项目清单"],
                    [],
                    ["序号", "项目名称", "建设内容", "总投资（万元）", "建设年限", "责任单位"],
                    [1, "县福利中心二期", "新建床位300张", As(12345.6, "#,##0.00"), "2026—2028年", "县民政局"],
                    [2, "临江乡敬老院改造", "改造床位80张", As(560, "#,##0.00"), "2026年", "临江乡人民政府"],
                ],
                ["A1:F1"],
                "项目",
            ),
        ],
        ["青禾县养老服务发展主要指标", "青禾县养老服务重大项目清单"],
        items=[
            "1 | 县福利中心二期： 新建床位300张 | 县民政局 | 2026—2028年 | 12,345.60",
            "2 | 临江乡敬老院改造： 改造床位80张 | 临江乡人民政府 | 2026年 | 560.00",
        ],
        indicators=[
            "1 | 护理型床位占比 | % | 2025 baseline 62% | 2030 target 80.5%",
            "2 | 每千名老年人床位数 | 张 | 2025 baseline 32.1 | 2030 target 38.0",
            "3 | 社区助餐点数 | 个 | 2025 baseline 120 | 2030 target ≥200",
        ],
    ),
    "two tables below each other, apart by a blank row, each with a line that names it": Gold(
        [
            Tab(
                [
                    ["澜州市“一老一小”工作清单"],
                    [],
                    ["表1 养老服务任务"],
                    ["序号", "工作任务", "责任单位", "完成时限"],
                    [1, "开展居家适老化改造500户", "市民政局", "2026年10月"],
                    [2, "建设家庭养老床位200张", "市卫生健康委", "2026年12月"],
                    [],
                    ["表2 托育服务主要指标"],
                    ["序号", "指标", "单位", "2026年目标"],
                    [1, "每千人口托位数", "个", 4.5],
                    [2, "公办托育机构占比", "%", 40],
                ],
                ["A1:D1", "A3:D3", "A8:D8"],
            )
        ],
        ["澜州市“一老一小”工作清单"],
        items=[
            "1 | 开展居家适老化改造500户 | 市民政局 | 2026年10月",
            "2 | 建设家庭养老床位200张 | 市卫生健康委 | 2026年12月",
        ],
        indicators=[
            "1 | 每千人口托位数 | 个 | 2026 target 4.5",
            "2 | 公办托育机构占比 | % | 2026 target 40",
        ],
    ),
    "two tables beside each other under one title": Gold(
        [
            Tab(
                [
                    ["临江区2026年民生实事任务清单"],
                    ["序号", "工作任务", "责任单位", None, "序号", "指标", "单位", "2026年目标值"],
                    [1, "新建口袋公园12个", "区住建局", None, 1, "人均公园绿地面积", "平方米", 15.2],
                    [2, "改造老旧小区8个", "区住建局", None, 2, "绿化覆盖率", "%", 42],
                    [3, "新增停车位600个", "区交通运输局"],
                ],
                ["A1:H1"],
            )
        ],
        ["临江区2026年民生实事任务清单"],
        items=[
            "1 | 新建口袋公园12个 | 区住建局 | ",
            "2 | 改造老旧小区8个 | 区住建局 | ",
            "3 | 新增停车位600个 | 区交通运输局 | ",
        ],
        indicators=[
            "1 | 人均公园绿地面积 | 平方米 | 2026 target 15.2",
            "2 | 绿化覆盖率 | % | 2026 target 42",
        ],
    ),
    "groups in merged cells, and a total": Gold(
        [
            Tab(
                [
                    ["青禾县2026年重点项目计划表"],
                    ["单位：万元"],
                    ["类别", "序号", "项目名称", "建设内容", "总投资", "责任单位"],
                    ["基础设施", 1, "青禾大道", "新建道路3.2公里", 0.1 + 0.2 + 8999.7, "县交通运输局"],
                    [None, 2, "西河桥", "改建桥梁1座", 4500, "县交通运输局"],
                    ["社会事业", 3, "第三小学", "新建校舍2.1万平方米", 12000, "县教育局"],
                    ["合计", None, None, None, 25500, None],
                ],
                ["A1:F1", "A2:F2", "A4:A5", "A7:D7"],
            )
        ],
        ["青禾县2026年重点项目计划表"],
        items=[
            "1 | 基础设施 | 青禾大道： 新建道路3.2公里 | 县交通运输局 |  | 9000",
            "2 | 基础设施 | 西河桥： 改建桥梁1座 | 县交通运输局 |  | 4500",
            "3 | 社会事业 | 第三小学： 新建校舍2.1万平方米 | 县教育局 |  | 12000",
        ],
    ),
    "numbers and dates typed as text, dates in the format nobody chose": Gold(
        [
            Tab(
                [
                    ["澜州市营商环境提升行动任务分解表"],
                    ["序号", "主要任务", "牵头单位", "责任单位", "完成时间"],
                    ["1", "企业开办压缩至0.5个工作日", "市市场监管局", "市税务局", "2026-06-30"],
                    [
                        "2",
                        "推行惠企政策免申即享100项",
                        "市政务服务局",
                        "市财政局\n市人社局",
                        As(dt.date(2026, 9, 30), "mm-dd-yy"),
                    ],
                    ["3", "水电气网联合报装", "市住建局", "市水务局", As(dt.date(2026, 10, 1), 'm"月"d"日"')],
                ],
                ["A1:E1"],
            )
        ],
        ["澜州市营商环境提升行动任务分解表"],
        items=[
            "1 | 企业开办压缩至0.5个工作日 | *市市场监管局 +市税务局 | 2026-06-30",
            "2 | 推行惠企政策免申即享100项 | *市政务服务局 +市财政局 +市人社局 | 2026/9/30",
            "3 | 水电气网联合报装 | *市住建局 +市水务局 | 10月1日",
        ],
    ),
    "rows that are filtered out, a hidden column, a hidden sheet, a comment": Gold(
        [
            Tab(
                [
                    ["临江区安全生产整治任务清单"],
                    ["序号", "工作任务", "内部分工", "责任单位", "完成时限"],
                    [1, "排查燃气隐患3000处", "三科", "区住建局", "2026年5月"],
                    [2, "已销号的任务", "一科", "区应急局", "2025年5月"],
                    [3, "整治自建房120栋", "二科", "区住建局", "2026年9月"],
                ],
                ["A1:E1"],
                hidden_rows=[4],
                hidden_columns=["C"],
                comments={"B3": "此数待核"},
            ),
            Tab([["旧稿"], ["不再使用"]], name="旧稿", hidden=True),
        ],
        ["临江区安全生产整治任务清单"],
        items=[
            "1 | 排查燃气隐患3000处 | 区住建局 | 2026年5月",
            "3 | 整治自建房120栋 | 区住建局 | 2026年9月",
        ],
        findings=["cells-hidden", "comments-dropped"],
    ),
    "groups over blank rows under one heading, the count going on": Gold(
        [
            Tab(
                [
                    ["青禾县2026年政府工作报告任务分解清单"],
                    ["序号", "工作任务", "牵头单位", "完成时限"],
                    ["一、产业发展"],
                    [1, "新增规上工业企业20家", "县工信局", "2026年12月"],
                    [2, "招引项目15个", "县商务局", "2026年12月"],
                    [],
                    ["二、民生保障"],
                    [3, "新建幼儿园2所", "县教育局", "2026年8月"],
                    [4, "城镇新增就业3000人", "县人社局", "2026年12月"],
                ],
                ["A1:D1", "A3:D3", "A7:D7"],
            )
        ],
        ["青禾县2026年政府工作报告任务分解清单"],
        items=[
            "1 | 一、产业发展 | 新增规上工业企业20家 | *县工信局 | 2026年12月",
            "2 | 一、产业发展 | 招引项目15个 | *县商务局 | 2026年12月",
            "3 | 二、民生保障 | 新建幼儿园2所 | *县教育局 | 2026年8月",
            "4 | 二、民生保障 | 城镇新增就业3000人 | *县人社局 | 2026年12月",
        ],
    ),
    "sheets of one heading without title rows, named by their tabs; an empty one": Gold(
        [
            Tab(
                [
                    ["序号", "工作任务", "责任单位"],
                    [1, "建设数字政府平台", "市数据局"],
                    [2, "归集数据5000万条", "市数据局"],
                ],
                name="市级任务清单",
            ),
            Tab(
                [
                    ["序号", "工作任务", "责任单位"],
                    [1, "建设基层治理平台", "青禾县人民政府"],
                    [2, "培训网格员800名", "青禾县人民政府"],
                ],
                name="县级任务清单",
            ),
            Tab([], name="Sheet3"),
        ],
        ["市级任务清单", "县级任务清单"],
        items=[
            "1 | 建设数字政府平台 | 市数据局 | ",
            "2 | 归集数据5000万条 | 市数据局 | ",
            "1 | 建设基层治理平台 | 青禾县人民政府 | ",
            "2 | 培训网格员800名 | 青禾县人民政府 | ",
        ],
    ),
    "a title that is only larger, a measure at the right, thousands, a rate": Gold(
        [
            Tab(
                [
                    ["澜州市“十五五”水利发展主要指标"],
                    [None, None, None, None, None, "单位：万元"],
                    ["类别", "指标名称", "计量单位", "2025年现状值", "2030年目标值", "指标属性"],
                    ["防洪减灾", "堤防达标率", "%", As(0.7125, "0.00%"), As(0.9, "0%"), "预期性"],
                    ["供水保障", "新增供水能力", "万立方米", As(1234.0, "#,##0"), As(5600, "#,##0"), "预期性"],
                    [None, "农村自来水普及率", "%", 92.3, "95以上", "约束性"],
                    ["备注：现状值为2025年统计数。"],
                ],
                ["A5:A6"],
                sizes={"A1": 18},
            )
        ],
        ["澜州市“十五五”水利发展主要指标"],
        indicators=[
            " | 防洪减灾 | 堤防达标率 | % | 2025 baseline 71.25% | 2030 target 90%",
            " | 供水保障 | 新增供水能力 | 万立方米 | 2025 baseline 1,234 | 2030 target 5,600",
            " | 供水保障 | 农村自来水普及率 | % | 2025 baseline 92.3 | 2030 target 95以上",
        ],
        notes=["备注：现状值为2025年统计数。"],
    ),
    "bands inside, cells of several lines, who signs below": Gold(
        [
            Tab(
                [
                    ["青禾县乡村振兴重点任务分工表\n（2026年）"],
                    ["序号", "重点任务", "具体措施", "牵头单位", "配合单位"],
                    ["（一）产业兴旺"],
                    [1, "发展特色种植", "1.扩种茶叶2000亩\n2.建设冷库3座", "县农业农村局", "县财政局\n各乡镇人民政府"],
                    ["（二）生态宜居"],
                    [2, "整治人居环境", "改造厕所1500座", "县农业农村局", "县住建局"],
                    [],
                    ["填表人：李明", None, "审核人：王芳", None, "日期：2026年2月1日"],
                ],
                ["A1:E1", "A3:E3", "A5:E5"],
            )
        ],
        ["青禾县乡村振兴重点任务分工表"],
        items=[
            "1 | （一）产业兴旺 | 发展特色种植： 1.扩种茶叶2000亩2.建设冷库3座 | *县农业农村局 +县财政局 +各乡镇人民政府 | ",
            "2 | （二）生态宜居 | 整治人居环境： 改造厕所1500座 | *县农业农村局 +县住建局 | ",
        ],
    ),
    "a list whose second column is still to be filled in": Gold(
        [
            Tab(
                [
                    ["临江区督查事项清单"],
                    ["序号", "督查事项", "责任单位", "进展情况"],
                    [1, "河道清淤18公里", "区水务局"],
                    [2, "雨污分流改造40公里", "区住建局"],
                    [3],
                    [4],
                ],
                ["A1:D1"],
            )
        ],
        ["临江区督查事项清单"],
        items=["1 | 河道清淤18公里 | 区水务局 | ", "2 | 雨污分流改造40公里 | 区住建局 | "],
    ),
}


@pytest.mark.parametrize("name", GOLD)
def test_what_a_workbook_says_is_read(name: str) -> None:
    gold = GOLD[name]
    data = workbook(*gold.tabs)
    plan = parse_bytes(data, "x.xlsx").plan
    assert [part.title.text if part.title else None for part in plan.parts] == gold.titles
    assert [item_line(item) for item in plan.items] == list(gold.items)
    assert [indicator_line(one) for one in plan.indicators] == list(gold.indicators)
    assert notes(plan) == list(gold.notes)
    assert [one.code for one in plan.findings if one.severity != "info" or one.code in gold.findings] == list(
        gold.findings
    )


@pytest.mark.parametrize("name", GOLD)
def test_every_character_of_a_workbook_has_a_place(name: str) -> None:
    data = workbook(*GOLD[name].tabs)
    report = Report()
    assert ledger_of(data, read(data, report, load().matcher(report))).difference == {}


def item_line(item: Item) -> str:
    parts = [
        item.no or "",
        *([" ".join(item.group)] if item.group else []),
        (f"{item.name}： " if item.name else "") + item.content,
        units(item.units),
    ]
    parts += [item.deadline.raw if item.deadline else ""]
    parts += [item.investment] if item.investment else []
    return " | ".join(parts)


def units(found: Sequence[Unit]) -> str:
    signs = {"lead": "*", "support": "+", "joint": ""}
    return " ".join(signs[one.role] + one.name for one in found)


def indicator_line(one: Indicator) -> str:
    values = [f"{value.year} {value.kind} {value.raw}" for value in one.values]
    return " | ".join([one.no or "", *one.category, one.name, one.measure or "", *values])


def notes(plan: Plan) -> list[str]:
    return [note.text for table in plan.tables for note in table.notes]
