"""Lists of bodies with their duties, on the lines of a text dump."""

from __future__ import annotations

import pytest
from dump_builder import as_seen, read_dump

from policy_extract.blocks import Table

BODIES = ("市民政局", "市财政局", "市卫生健康委")
DUTIES = ("负责制定养老服务规划。", "负责落实养老服务经费，加强监督检查。", "指导医疗机构开展健康服务。")


def tables_of(text: str) -> list[object]:
    return [as_seen(block) for block in read_dump(text).blocks if isinstance(block, Table)]


@pytest.mark.parametrize("gap", ["\t", "    ", "\u3000\u3000", " \t "])
def test_bodies_and_their_duties_on_lines_are_a_table(gap: str) -> None:
    lines = [body + gap + duty for body, duty in zip(BODIES, DUTIES, strict=True)]
    found = tables_of("\n".join(["二、部门职责", *lines, "三、保障措施"]))
    assert found == [[[body, duty] for body, duty in zip(BODIES, DUTIES, strict=True)]]


def test_a_duty_goes_on_over_lines_until_its_sentence_ends() -> None:
    lines = [
        "市民政局    负责制定养老服务",
        "            规划。",
        "市财政局    负责落实经费和监督。",
        "市教育局    负责开展老年教育。",
    ]
    assert tables_of("\n".join(lines)) == [
        [
            ["市民政局", "负责制定养老服务规划。"],
            ["市财政局", "负责落实经费和监督。"],
            ["市教育局", "负责开展老年教育。"],
        ]
    ]


@pytest.mark.parametrize("gap", ["\t", "    "])
def test_what_heads_the_list_is_its_first_row(gap: str) -> None:
    lines = [body + gap + duty for body, duty in zip(BODIES, DUTIES, strict=True)]
    assert tables_of("\n".join(["部门" + gap + "工作职责", *lines])) == [
        [["部门", "工作职责"], *([body, duty] for body, duty in zip(BODIES, DUTIES, strict=True))]
    ]


def test_behind_a_tab_any_sentence_is_what_bodies_do() -> None:
    lines = ["市气象局\t监测天气，及时发布预报。", "市民政局、市残联\t按时发放困难补贴。", "市财政局\t年底前拨付到位。"]
    assert tables_of("\n".join(lines)) == [[line.split("\t") for line in lines]]


@pytest.mark.parametrize(
    "line",
    ["市民政局    市财政局    市教育局", "市民政局    联系人张某，电话12345", "市民政局    2026年5月8日印发给各单位"],
)
def test_signatures_contacts_and_dates_are_no_duties(line: str) -> None:
    assert tables_of("\n".join([line] * 4)) == []
