"""What the rows of a work list name and promise beside their text: `items[].name` and `items[].numbers`."""

from __future__ import annotations

from tests.collectors.cases import plan_of

LIST = """附件1
青禾县重点项目清单
| 序号 | 项目名称 | 建设内容 | 完成时限 | 责任单位 |
| 1 | 康养中心 | 建设床位500张，新增护理员30名以上。 | 2027年 | 县民政局 |
| 2 | 水厂 | 到2026年底建成泵站2座。 | 2028年 | 县水利局 |
| 3 | 驿站 | 完善服务网络。 | 长期 | 县民政局 |
"""


def test_amounts_that_the_content_promises_have_the_year_of_the_row_or_their_own() -> None:
    items = plan_of(LIST).items
    said = [
        [(one.id, str(one.value), one.measure, one.bound, one.year, one.subject) for one in item.numbers]
        for item in items
    ]
    assert said == [
        [
            ("main/t1/r1/g1", "500", "张", "exactly", 2027, "床位"),
            ("main/t1/r1/g2", "30", "名", "at-least", 2027, "护理员"),
        ],
        [("main/t1/r2/g1", "2", "座", "exactly", 2026, "泵站")],
        [],
    ]


def test_they_are_no_targets_of_the_text() -> None:
    assert plan_of(LIST).targets == ()


def test_a_project_s_name_stands_beside_its_content() -> None:
    assert [(item.name, item.content[:4]) for item in plan_of(LIST).items] == [
        ("康养中心", "建设床位"),
        ("水厂", "到202"),
        ("驿站", "完善服务"),
    ]
