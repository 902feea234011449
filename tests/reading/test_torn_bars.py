"""Tables with bars whose cells go over lines, in text dumps; rows that a converter filled up with blanks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from dump_builder import dropped, shown

from policy_extract.reading.flow.markdown import is_markdown

if TYPE_CHECKING:
    from collections.abc import Callable

HEADING = ["序号", "工作任务", "责任单位"]
ROWS = [
    ["1", "建成服务站点。", "市民政局"],
    ["2", "办好老年食堂。", "市商务局"],
    ["3", "开展康复服务。", "市卫生健康委"],
]
TABLE = [HEADING, *ROWS]


def framed(rows: list[list[str]]) -> str:
    return "\n".join("|\n" + "".join(f"{cell}\n|\n" for cell in row) for row in rows).replace("\n\n", "\n").rstrip("\n")


def closed(rows: list[list[str]], end: str = "\n|\n") -> str:
    return "".join(f"{cell}{end}" for row in rows for cell in row).rstrip("\n")


@pytest.mark.parametrize("text", [framed(TABLE), closed(TABLE), closed(TABLE, " |\n")])
@pytest.mark.parametrize("after", ["", "\n附注：以上任务由市政府督查。\n二、保障措施\n加强领导。"])
def test_cells_between_bars_on_lines_of_their_own_are_a_table(text: str, after: str) -> None:
    source = f"澜州市任务分工表\n{text}{after}"
    assert shown(source) == ["澜州市任务分工表", TABLE, *after.split("\n")[1:]]
    assert "".join(dropped(source, "markup")) == "|" * text.count("|")


def test_a_row_without_the_cell_that_reaches_down_to_it() -> None:
    rows = [["类别", "工作任务", "责任单位"], ["养老", "建成服务站点。", "市民政局"], ["办好老年食堂。", "市商务局"]]
    assert shown(framed(rows)) == [[*rows[:2], ["养老", "办好老年食堂。", "市商务局"]]]
    filled = [*rows[:2], [*rows[2], ""]]
    assert shown(closed(filled)) == shown(framed(rows))


def test_a_cell_of_several_paragraphs_among_rows_on_one_line() -> None:
    source = (
        "序号 | 工作任务 | 责任单位 |\n1 | 建成服务站点。\n每个街道一个。 | 市民政局 |\n2 | 办好老年食堂。 | 市商务局 |"
    )
    assert shown(source) == [
        [HEADING, ["1", "建成服务站点。\n每个街道一个。", "市民政局"], ["2", "办好老年食堂。", "市商务局"]]
    ]
    source = "| 序号 | 工作任务 | 责任单位 |\n| 1 | 建成服务站点。\n每个街道一个。 | 市民政局 |\n| 2 | 办好老年食堂。 | 市商务局 |"
    assert shown(source) == [
        [HEADING, ["1", "建成服务站点。\n每个街道一个。", "市民政局"], ["2", "办好老年食堂。", "市商务局"]]
    ]


@pytest.mark.parametrize("draw", [framed, closed])
def test_a_cell_goes_on_over_many_lines(draw: Callable[[list[list[str]]], str]) -> None:
    long = "\n".join(f"（{number}）建成第{number}个服务站点。" for number in range(1, 9))
    rows = [HEADING, ["1", long, "市民政局\n市财政局"], *ROWS[1:]]
    assert shown(draw(rows)) == [rows]


def test_the_rule_under_a_heading_is_markup() -> None:
    source = framed([HEADING]) + "\n|---|---|---|\n" + framed(ROWS)
    assert is_markdown(source)
    assert shown(source) == [TABLE]
    assert "".join(dropped(source, "markup")).count("-") == 9


def test_a_title_right_above_a_table_whose_rows_open_with_bars_is_no_cell() -> None:
    source = "重点任务清单\n|" + "|\n|".join("|".join(row) for row in [HEADING, ["---"] * 3, *ROWS]) + "|"
    assert shown(source) == ["重点任务清单", TABLE]


def test_two_tables_of_whole_rows_with_a_blank_line_between_are_two() -> None:
    one = "|" + "|\n|".join("|".join(row) for row in [HEADING, ["---"] * 3, *ROWS]) + "|"
    wide = [[*row, "备注"] for row in TABLE]
    wider = "|" + "|\n|".join("|".join(row) for row in [wide[0], ["---"] * 4, *wide[1:]]) + "|"
    assert shown(f"{one}\n\n{wider}") == [TABLE, wide]


def test_blank_cells_of_full_rows_stay_blank() -> None:
    rows = [[*HEADING, "备注"], ["1", "建成服务站点。", "市民政局", "新增"], ["2", "办好老年食堂。", "市商务局", ""]]
    assert shown(closed(rows)) == [rows]
    lines = "\n".join("".join(f"{cell} | " for cell in row).rstrip() for row in rows)
    assert shown(lines) == [rows]


def test_two_tables_with_text_between_them() -> None:
    source = f"{closed(TABLE)}\n二、其他任务\n另有任务如下。\n请各单位落实。\n各单位分工见下表。\n{closed(TABLE)}"
    assert shown(source) == [TABLE, "二、其他任务", "另有任务如下。", "请各单位落实。", "各单位分工见下表。", TABLE]


def test_the_labels_of_a_site_s_record_reach_down_to_no_row() -> None:
    rows = [
        ["索引号", "113416/2026-04", "信息分类", "规范性文件"],
        ["发布机构", "澜州市民政局", "主题分类", "综合政务"],
        ["成文日期", "发布日期", "2026-04-09", ""],
        ["发文字号", "无", "有效性", "有效"],
        ["标题", "关于印发养老服务方案的通知", "", ""],
        ["信息分类", "规范性文件", "", ""],
    ]
    for colon in ("", ":"):
        source = "\n".join(f"{a}{colon} | {b} | {c}{colon if c else ''} | {d} |" for a, b, c, d in rows)
        assert [[text.rstrip(":") for text in row] for row in shown(source)[0]] == rows  # type: ignore[attr-defined]


def test_text_below_a_short_row_is_no_cell_where_the_next_bar_opens_a_row() -> None:
    rows = [HEADING, ROWS[0], ["合计", "1项"]]
    table = "\n".join(f"| {' | '.join(row)} |" for row in rows)
    source = f"{table}\n二、其他任务\n表2 任务分工\n{table}"
    assert [one for one in shown(source) if isinstance(one, str)] == ["二、其他任务", "表2 任务分工"]


def test_a_row_that_lost_its_last_bar_takes_no_text_as_headings() -> None:
    source = "| 单位 | 举办读书月 | 2026年5月\n表2 澜州市2026年城乡养老服务工作任务分解\n" + "\n".join(
        f"| {' | '.join(row)} |" for row in TABLE
    )
    assert shown(source)[-1] == TABLE


@pytest.mark.parametrize(
    "lines",
    [
        ["首页 | 新闻 | 政务公开", "澜州市养老服务方案", "一、总体要求"],
        ["来源：市政府 | 2026年5月1日", "市民政局 | 市财政局", "坚持改革。"],
        ["澜州市养老服务方案", "a|b", "坚持改革。"],
    ],
)
def test_bars_in_lines_of_text_make_no_table(lines: list[str]) -> None:
    assert not any(isinstance(one, list) for one in shown("\n".join(lines)))


def test_the_bar_after_the_only_cell_of_a_row_is_markup() -> None:
    source = "澜州市民政局关于印发养老服务方案的通知 |\n各县（市、区）民政局：\n请贯彻执行。"
    assert shown(source)[0] == "澜州市民政局关于印发养老服务方案的通知"
    assert dropped(source, "markup") == ["|"]
