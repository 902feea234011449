"""What a web page says of its document beside the text: it fills gaps of the front matter and changes nothing the text says."""

from __future__ import annotations

import pytest

from policy_extract.pipeline import parse_bytes

TEXT = "<p>各乡镇人民政府：</p><p>现就健全养老服务网络、提升照护能力的有关事项通知如下，请认真贯彻执行。</p><p>一、主要任务</p><p>（一）建设站点。到2028年，建成乡镇养老服务站点20家以上。（责任单位：县民政局）</p>"
SIGNED = '<p style="text-align:right">青禾县民政局</p><p style="text-align:right">2026年2月8日</p>'
ROWS = (
    ("索 引 号：", "113300/2026-1"),
    ("发文机关：", "青禾县人民政府办公室"),
    ("成文日期：", "2026-03-01"),
    ("文　　号：", "青政办发〔2026〕3号"),
    ("发布日期：", "2026-03-09"),
)
AS_TABLE = "<table>" + "".join(f"<tr><td>{label}</td><td>{value}</td></tr>" for label, value in ROWS) + "</table>"
AS_LIST = "<ul>" + "".join(f"<li><b>{label}</b><span>{value}</span></li>" for label, value in ROWS) + "</ul>"
AS_LINES = "<div>" + "".join(f"<div>{label}{value}</div>" for label, value in ROWS) + "</div>"


def page(*, record: str = "", title: str = "", text: str = TEXT) -> bytes:
    return f'<html><head><meta charset="utf-8"><title>{title}</title></head><body>{record}<div id="zoom">{text}</div></body></html>'.encode()


@pytest.mark.parametrize("record", [AS_TABLE, AS_LIST, AS_LINES])
def test_number_issuer_and_date_come_from_the_record_where_the_text_says_none(record: str) -> None:
    plan = parse_bytes(page(record=record), "x").plan
    assert plan.front.document_number is not None
    assert plan.front.date is not None
    assert (plan.front.document_number.text, plan.front.date.iso, [one.text for one in plan.front.issuers]) == (
        "青政办发〔2026〕3号",
        "2026-03-01",
        ["青禾县人民政府办公室"],
    )
    (span,) = plan.front.date.at
    block = next(one for one in plan.blocks if one.id == span.block)
    assert (block.story, block.role) == ("metadata", "other")
    assert (block.text or "")[span.start : span.end] == plan.front.date.raw


NUMBER = "青政办发〔2026〕3号"


@pytest.mark.parametrize(
    "beside",
    [
        f"<div>发布时间：2026-05-13 文号：{NUMBER} 来源：县政府办</div>",
        f"<div><span>发布时间：2026-05-13</span><span>文号：{NUMBER}</span></div>",
        f"<div>{NUMBER}</div>",
        f"<dl><dt>文号：</dt><dd>{NUMBER}</dd></dl>",
        f"<table><tr><td>文号</td><td>{NUMBER}</td></tr></table>",
    ],
)
def test_the_only_number_beside_the_text_is_that_of_the_document(beside: str) -> None:
    front = parse_bytes(page(record=beside), "x").plan.front
    assert front.document_number is not None
    assert front.document_number.text == NUMBER


def test_numbers_of_several_documents_beside_the_text_are_none_of_this_one() -> None:
    others = "".join(f"<li>青政办发〔2026〕{count}号</li>" for count in (3, 4))
    assert parse_bytes(page(record=f"<ul>{others}</ul>"), "x").plan.front.document_number is None


def test_a_number_in_a_link_is_that_of_another_document() -> None:
    link = f'<a href="/old">{NUMBER}</a>'
    assert parse_bytes(page(record=f"<div>{link}</div>"), "x").plan.front.document_number is None


def test_what_the_text_says_counts_before_the_record() -> None:
    front = parse_bytes(page(record=AS_TABLE, text=TEXT + SIGNED), "x").plan.front
    assert front.date is not None
    assert (front.date.iso, [one.text for one in front.issuers]) == ("2026-02-08", ["青禾县民政局"])


def test_the_day_a_page_was_put_up_is_no_date() -> None:
    record = "<table><tr><td>索引号：</td><td>1</td></tr><tr><td>发布日期：</td><td>2026-03-09</td></tr><tr><td>发布机构：</td><td>青禾县民政局</td></tr></table>"
    front = parse_bytes(page(record=record), "x").plan.front
    assert (front.date, front.issuers) == (None, ())


def test_a_record_is_no_table_of_the_plan() -> None:
    assert parse_bytes(page(record=AS_TABLE), "x").plan.tables == ()


def test_a_record_inside_the_text_is_a_table_of_no_kind_whose_cells_the_front_matter_quotes() -> None:
    plan = parse_bytes(page(text=AS_TABLE + TEXT), "x").plan
    assert [table.kind for table in plan.tables] == ["other"]
    assert plan.front.date is not None
    texts = {cell.block: cell.text for table in plan.tables for cell in table.cells}
    assert [texts[at.block][at.start : at.end] for at in plan.front.date.at] == [plan.front.date.raw]


def test_the_name_of_the_page_is_the_title_of_a_text_that_prints_none() -> None:
    plan = parse_bytes(page(title="关于加强养老服务工作的通知_青禾县人民政府"), "x").plan
    assert plan.front.title is not None
    assert (plan.front.title.text, plan.front.kind) == ("关于加强养老服务工作的通知", "notice")


def test_the_name_of_the_page_gives_way_to_a_title_in_the_text() -> None:
    plan = parse_bytes(page(title="青禾县通知公告", text="<p>关于加强养老服务工作的通知</p>" + TEXT), "x").plan
    assert plan.front.title is not None
    assert plan.front.title.text == "关于加强养老服务工作的通知"
    assert [one.role for one in plan.blocks if one.story == "metadata"] == ["other"]


def test_the_title_in_the_record_counts_where_neither_text_nor_page_has_one() -> None:
    name = "青禾县民政局关于印发养老服务任务分解表的通知"
    row = f"<tr><td>标 题：</td><td>{name}</td></tr>"
    plan = parse_bytes(page(record=AS_TABLE.replace("</table>", f"{row}</table>")), "x").plan
    assert plan.front.title is not None
    assert (plan.front.kind, plan.front.title.text) == ("notice", name)
    (span,) = plan.front.title.at
    assert {block.id: block.text for block in plan.blocks}[span.block] == name
    titled = f'<p style="text-align:center"><strong>青禾县养老服务三年行动方案</strong></p>{TEXT}'
    other = parse_bytes(page(record=AS_TABLE.replace("</table>", f"{row}</table>"), text=titled), "x").plan
    assert other.front.title is not None
    assert other.front.title.text == "青禾县养老服务三年行动方案"


def test_the_title_a_carried_plan_prints_goes_before_the_name_the_record_gives_its_notice() -> None:
    rows = (*ROWS[:2], ("名　　称：", "青禾县民政局等4部门关于印发推进养老服务高质量发展实施方案的通知"), *ROWS[2:])
    record = "<table>" + "".join(f"<tr><td>{label}</td><td>{value}</td></tr>" for label, value in rows) + "</table>"
    plan = (
        "<p>关于推进养老服务高质量发展实施方案</p>"
        "<p>为贯彻落实有关要求，推进养老服务高质量发展，结合我县实际，制定本方案。</p><p>一、主要目标</p><p>建成站点。</p>"
    )
    page = f"<html><body><div>{record}</div><div class='article-content'>{TEXT}{SIGNED}{plan}</div></body></html>"
    title = parse_bytes(page.encode(), "x.html").plan.front.title
    assert title is not None
    assert title.text == "关于推进养老服务高质量发展实施方案"


def test_the_name_of_a_page_stays_the_title_of_a_notice_above_the_plan_it_carries() -> None:
    notice = "<p>各乡镇人民政府：</p><p>现将有关方案印发给你们，请认真组织实施，抓好各项工作的落实。</p>"
    carried = f'<p style="text-align:center">青禾县养老服务三年行动方案</p><p>为健全养老服务网络，制定本方案。</p>{TEXT.split("</p>", 2)[2]}'
    name = "青禾县民政局关于印发养老服务三年行动方案的通知"
    plan = parse_bytes(page(title=name, text=notice + SIGNED + carried), "x").plan
    assert plan.front.title is not None
    assert plan.front.title.text == name
    assert plan.parts[1].title is not None


TITLED = '<p style="text-align:center"><b>青禾县养老服务提升行动方案</b></p>'


def doubts(source: bytes) -> list[str]:
    return [one.message for one in parse_bytes(source, "x").plan.findings if one.code == "structure-doubtful"]


@pytest.mark.parametrize("number", ["青政办发〔2026〕9号", "青民〔2026〕3号"])
def test_another_number_in_the_record_than_in_the_text_is_a_finding(number: str) -> None:
    numbered = f'<p style="text-align:center">{number}</p>'
    (said,) = doubts(page(record=AS_TABLE, title="青禾县养老服务提升行动方案", text=TITLED + numbered + TEXT))
    assert number in said
    assert "青政办发〔2026〕3号" in said


def test_the_same_number_in_other_brackets_is_none() -> None:
    numbered = '<p style="text-align:center">青政办发[2026]第3号</p>'
    assert not doubts(page(record=AS_TABLE, title="青禾县养老服务提升行动方案", text=TITLED + numbered + TEXT))


def test_the_name_of_another_document_is_a_finding() -> None:
    (said,) = doubts(page(title="青禾县托育机构发展规划 - 青禾县政府", text=TITLED + TEXT))
    assert "青禾县托育机构发展规划" in said


@pytest.mark.parametrize(
    "title",
    [
        "关于印发《青禾县养老服务提升行动方案》的通知",
        "青禾县养老服务提升行动方案（2026—2028年）",
        "通知公告",
        "重磅！养老服务提升行动方案来了",
        "",
    ],
)
def test_the_same_document_named_otherwise_is_none(title: str) -> None:
    assert not doubts(page(title=title, text=TITLED + TEXT))
