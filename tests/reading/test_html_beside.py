"""Web pages: what stands beside a text or around it, is its copy, or goes on at another page."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from page_builder import BODY, LINES, TITLE, codes, page, paragraphs, shown, site

from policy_extract.pipeline import parse_bytes
from policy_extract.reading.html import tabs
from policy_extract.reading.html.weights import text_of

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

PLAN = "青禾县养老服务三年行动方案"
NOTICE = f"关于印发《{PLAN}》的通知"
SHORT = [PLAN, LINES[0], LINES[3]]
FOOT = "<p>主办：青禾县人民政府办公室</p><p>地址：青禾县中心路1号　联系电话：0500-8000001　浙ICP备00000001号</p>"


def of(lines: list[str]) -> str:
    return "".join(f"<p>{line}</p>" for line in lines)


@pytest.mark.parametrize("name", ["footer", "related", "share", "entry-meta", "pagination", "hot"])
def test_what_a_page_calls_its_foot_or_other_pages_is_no_text(name: str) -> None:
    assert shown(f'<div class="a"><div class="b">{of(SHORT)}</div></div><div class="x {name}">{FOOT}</div>') == SHORT


@pytest.mark.parametrize("name", ["comments", "comment-list", "pinglun"])
def test_what_readers_wrote_is_no_text_even_with_numbers(name: str) -> None:
    said = "<p>江边客</p><p>一、路先修好</p><p>二、不要乱收费，希望街道办事处听取意见。</p>"
    assert shown(f'<div>{TITLE}{BODY}<div id="{name}">{said}</div></div>') == [PLAN, *LINES]


def test_an_element_with_such_a_name_that_holds_a_heading_is_text() -> None:
    assert shown(f'<div>{TITLE}{BODY}<div class="related"><p>三、保障措施</p><p>加强领导。</p></div></div>')[-2:] == [
        "三、保障措施",
        "加强领导。",
    ]


def test_an_element_with_such_a_name_that_holds_most_of_the_page_is_the_text() -> None:
    assert shown(f'<div class="share">{TITLE}{BODY}</div><p>分享</p>') == [PLAN, *LINES]


def test_a_list_of_annexes_that_can_be_fetched_is_no_furniture() -> None:
    names = ["任务分解表", "建设清单", "联系人名单"]
    links = of([f'{at}.<a href="/get.jsp?id={at}">{PLAN}{name}</a>' for at, name in enumerate(names, 1)])
    assert shown(f"<div>{TITLE}{BODY}<div><p>附件：</p>{links}</div></div>")[-4:] == [
        "附件：",
        *(f"{at}.{PLAN}{name}" for at, name in enumerate(names, 1)),
    ]


def test_the_heading_of_a_notice_is_its_title_on_a_page_called_as_the_plan_it_carries() -> None:
    text = f"<p>各乡镇：</p><p>现将《{PLAN}》印发给你们，请认真执行。</p>{TITLE}{BODY}"
    source = page(f'<h3>{NOTICE}</h3><div class="zoom">{text}</div>', title=PLAN)
    assert paragraphs(source)[0].text == NOTICE


def test_the_name_of_a_site_is_not_taken_for_the_title_above_it() -> None:
    source = page(
        f'<h2 class="site-title">青禾县政务公开网</h2><h1>{PLAN}</h1><div id="zoom">{BODY}</div>',
        title=f"{PLAN} - 青禾县政务公开网",
    )
    assert paragraphs(source)[0].text == PLAN


def test_a_title_in_a_cell_with_a_font_of_its_own_is_the_title() -> None:
    rows = f"<tr><td><font size=4><b>{PLAN}</b></font></td></tr><tr><td>点击：56</td></tr><tr><td>{BODY}</td></tr>"
    assert paragraphs(page(f"<table>{rows}</table>", title="::青禾县民政局::"))[0].text == PLAN


def test_a_table_of_a_title_above_a_short_text_frames_both() -> None:
    rows = f"<tr><td>{NOTICE}</td></tr><tr><td>日期：2026-3-9 来源：青禾县</td></tr><tr><td>{of(LINES[:4])}</td></tr>"
    assert shown(f"<table>{rows}</table>")[-4:] == list(LINES[:4])


@pytest.mark.parametrize("above", ["青禾县民政局", "青禾县民政局、青禾县财政局", "青禾县民政局文件"])
def test_a_body_right_above_the_title_issued_the_notice(above: str) -> None:
    text = f"<p>各乡镇：</p><p>现将《{PLAN}》印发给你们，请认真执行。</p><p>2026年3月1日</p>{TITLE}{BODY}"
    source = page(f'<h2>{above}</h2><h1>{NOTICE}</h1><div class="zoom">{text}</div>', title=NOTICE)
    found = [issuer.text for issuer in parse_bytes(source, "a.html").plan.front.issuers]
    assert found == above.removesuffix("文件").split("、")


def test_a_path_right_above_the_title_names_no_issuer() -> None:
    source = page(f'<div>首页 &gt; 青禾县民政局</div><h1>{NOTICE}</h1><div class="zoom">{BODY}</div>', title=NOTICE)
    assert not parse_bytes(source, "a.html").plan.front.issuers


def test_the_bodies_of_a_record_are_several() -> None:
    entries = {"索引号": "QH-1", "发文机关": "青禾县民政局；青禾县财政局", "发文字号": "青民〔2026〕2号"}
    record = "".join(f"<dt>{label}</dt><dd>{value}</dd>" for label, value in entries.items())
    plan = parse_bytes(page(f'<dl>{record}</dl><div id="zoom">{TITLE}{BODY}</div>'), "a.html").plan
    assert [issuer.text for issuer in plan.front.issuers] == ["青禾县民政局", "青禾县财政局"]
    assert not plan.findings


def test_a_number_in_an_element_of_its_own_opens_the_line_below_it() -> None:
    badge = "<section><section><strong>{}</strong></section></section><section>{}</section>"
    source = "".join(
        badge.format(*pair) for pair in (("一、", "总体要求"), ("（一）", "建设站点"), ("二、", "三、保障"))
    )
    assert shown(TITLE + source) == [PLAN, "一、总体要求", "（一）建设站点", "二、", "三、保障"]


def test_a_copy_that_leaves_the_signature_out_is_dropped() -> None:
    signed = f"{TITLE}{BODY}<p>青禾县民政局</p><p>2026年3月1日</p>"
    source = f'<div><div class="pc">{signed}</div><div class="phone">{BODY}</div></div>'
    assert shown(source) == [PLAN, *LINES, "青禾县民政局", "2026年3月1日"]


@pytest.mark.parametrize("field", ['"content"', "content"])
def test_a_short_text_in_the_data_of_a_script_is_read_if_the_page_shows_less(field: str) -> None:
    data = json.dumps(of(list(LINES[:4])))
    script = f'<script>var data = {{"title": {json.dumps(PLAN)}, {field}: {data}}};</script>'
    assert shown(f"<div>加载中</div>{script}") == [PLAN, *LINES[:4]]


def test_a_short_text_in_the_data_of_a_script_is_not_read_beside_a_longer_one() -> None:
    script = f"<script>var tip = {json.dumps(of([LINES[3]]))};</script>"
    assert shown(f"{TITLE}{BODY}{script}") == [PLAN, *LINES]


@pytest.mark.parametrize(
    "sign",
    [
        '<a href="2.html">下一页</a>',
        '<a href="all.html">余下全文</a>',
        '<script>createPageHTML(3, 0, "t1", "htm");</script>',
    ],
)
def test_a_text_that_goes_on_at_another_page_is_told(sign: str) -> None:
    source = f"<div>{TITLE}{BODY}<p>{sign}</p></div>"
    assert codes(source) == ["page-continues"]
    assert shown(source) == [PLAN, *LINES]


@pytest.mark.parametrize(
    "sign",
    ['<a href="#">下一页</a>', '<a href="2.html">下一篇</a>', '<script>createPageHTML(1, 0, "t1", "htm");</script>'],
)
def test_a_text_that_ends_on_its_page_is_not_told(sign: str) -> None:
    assert not codes(f"<div>{TITLE}{BODY}<p>{sign}</p></div>")


@pytest.mark.parametrize(
    "line", ["1 2 3 下一页 尾页 共3页", "下载打印复制全文复制链接", "收起 引用本法 全部", "【全文】", "点在看"]
)
def test_rows_of_buttons_are_the_site_s(line: str) -> None:
    assert line in site(f"<div>{TITLE}{BODY}<p>{line}</p></div>")


def test_entries_that_a_style_sheet_sets_beside_each_other_are_entries() -> None:
    entries = ("发布部门：青禾县民政局", "发文字号：青民〔2026〕9号", "成文日期：2026-07-07")
    record = "".join(f"<span>{entry}</span>" for entry in entries)
    front = parse_bytes(page(f'<div>{record}</div><div id="zoom">{TITLE}{BODY}</div>'), "a.html").plan.front
    assert front.document_number is not None
    assert front.date is not None
    assert ([one.text for one in front.issuers], front.document_number.text, front.date.iso) == (
        ["青禾县民政局"],
        "青民〔2026〕9号",
        "2026-07-07",
    )


def test_the_head_of_a_notice_in_rows_above_its_text_is_read() -> None:
    rows = (
        "青 禾 县 民 政 局 文 件",
        "青民〔2026〕9号<hr>",
        "<b>青禾县民政局<br>关于印发养老服务<br>工作方案的通知</b>",
    )
    text = f"<p>各乡镇：</p><p>现将方案印发给你们，请认真执行。</p>{TITLE}{BODY}"
    cells = "".join(f"<tr><td align=center>{row}</td></tr>" for row in (*rows, text))
    front = parse_bytes(page(f"<table>{cells}</table>", title="文件"), "a.html").plan.front
    assert front.title is not None
    assert front.document_number is not None
    assert front.title.text.replace("\n", "") == "青禾县民政局关于印发养老服务工作方案的通知"
    assert front.document_number.text == "青民〔2026〕9号"


@pytest.mark.parametrize("line", ["编辑 | 小舟", "初审：江某 复审：云某", "▼更多精彩，点击下方▼", "广告"])
def test_what_editors_write_below_a_text_is_the_site_s(line: str) -> None:
    assert line in site(f"<div>{TITLE}{BODY}<p>{line}</p></div>")


def test_the_days_on_which_opinions_are_asked_for_are_one_line_with_their_label() -> None:
    line = "公开征求意见时间：2026年5月1日至5月31日，联系电话：0500-8000009。"
    assert shown(f"<div>{TITLE}{BODY}<p>{line}</p></div>")[-1] == line


def test_what_a_page_hides_until_its_reader_asks_for_the_whole_text_is_text() -> None:
    rest = f'<div style="display:none">{BODY}</div><p><a href="javascript:show()">展开全文</a></p>'
    assert shown(f"<div>{TITLE}{of(list(LINES[:2]))}{rest}</div>") == [PLAN, *LINES[:2], *LINES]


def test_what_a_page_hides_beside_links_to_more_pages_stays_hidden() -> None:
    rest = f'<div style="display:none">{BODY}</div><p><a href="/list.html">查看更多</a></p>'
    assert shown(f'<div id="zoom">{TITLE}{BODY * 2}</div><div>{rest}</div>') == [PLAN, *LINES * 2]


@pytest.mark.parametrize("name", ["Comments-container", "CommentItem", "gb-foot", "AuthorInfo"])
def test_names_of_what_stands_beside_a_text_are_written_in_many_ways(name: str) -> None:
    assert shown(f'<div>{TITLE}{BODY}<div class="{name}"><p>环保小兵</p><p>请问有附件吗？</p></div></div>') == [
        PLAN,
        *LINES,
    ]


def test_the_date_below_the_body_that_signs_is_no_moment_of_the_site() -> None:
    lines = shown(f"<div>{TITLE}{BODY}<p>青禾县民政局</p><p>2026.3.18</p><p>2026-03-20 10:00</p></div>")
    assert lines[-2:] == ["青禾县民政局", "2026.3.18"]


def test_a_notice_that_asks_for_opinions_keeps_the_title_that_stands_above_it() -> None:
    name = f"关于公开征求《{PLAN}（征求意见稿）》意见的公告"
    text = f"<p>我局起草了《{PLAN}（征求意见稿）》，现公开征求意见。</p><p>青禾县民政局</p><p>2026年2月10日</p>{TITLE}{BODY}"
    assert paragraphs(page(f'<h1>{name}</h1><div class="zoom">{text}</div>', title=name))[0].text == name


def test_the_name_of_a_gazette_is_not_the_title_of_what_it_prints() -> None:
    text = f"<p>各乡镇：</p><p>现将《{PLAN}》印发给你们。</p>{BODY}"
    source = f'<h1>青禾县人民政府公报</h1><p>2026年第8期</p><div><h2>{NOTICE}</h2><div class="zoom">{text}</div></div>'
    assert paragraphs(page(source, title="青禾县人民政府公报2026年第8期"))[0].text == NOTICE


@pytest.mark.parametrize("tab", ['<li><a href="#t2">政策解读</a></li>', '<button data-target="#t2">政策解读</button>'])
def test_the_name_of_a_tab_that_explains_the_document_is_the_heading_of_its_text(tab: str) -> None:
    explained = "<p>一、起草背景</p><p>区民政局会同有关部门起草了本方案，多次征求意见。</p>"
    tabs = f'<ul><li><a href="#t1">政策原文</a></li>{tab}</ul>'
    source = f'{tabs}<div id="t1">{TITLE}{BODY}</div><div id="t2">{explained}</div>'
    assert shown(source) == [
        PLAN,
        *LINES,
        "政策解读",
        "一、起草背景",
        "区民政局会同有关部门起草了本方案，多次征求意见。",
    ]


def test_the_name_of_a_tab_without_text_is_a_button() -> None:
    source = f'<ul><li><a href="#t2">政策解读</a></li></ul><div id="t1">{TITLE}{BODY}</div><div id="t2"><img src="1.jpg"></div>'
    assert shown(source) == [PLAN, *LINES]


def test_a_sentence_in_the_record_of_a_page_is_no_text_beside_it() -> None:
    rows = (
        ("信息名称：", NOTICE),
        ("索 引 号：", "QH-1"),
        ("文件编号：", "青政办发〔2026〕31号"),
        ("内容概述：", "为提升养老服务质量，提出若干举措。"),
    )
    record = "".join(f"<tr><td>{label}</td><td>{value}</td></tr>" for label, value in rows)
    source = page(f"<div><table>{record}</table><div>{TITLE}{BODY}</div></div>")
    plan = parse_bytes(source, "a.html").plan
    assert not plan.tables
    assert plan.front.document_number is not None


def test_the_heading_of_a_notice_is_its_title_on_a_page_called_as_the_site_and_the_plan() -> None:
    text = f"<p>各乡镇：</p><p>现将《{PLAN}》印发给你们，请认真执行。</p>{TITLE}{BODY}"
    source = page(f'<div class="sub-title">{NOTICE}</div><div class="zoom">{text}</div>', title=f"青禾县民政局 {PLAN}")
    assert paragraphs(source)[0].text == NOTICE


def test_a_table_of_two_links_with_their_dates_is_the_site_s() -> None:
    rows = "".join(f'<tr><td><a href="/{at}">青禾县全民健身计划</a></td><td>2025-01-0{at}</td></tr>' for at in (1, 2))
    assert shown(f"<div>{TITLE}{BODY}<h3>关联政策</h3><table>{rows}</table></div>") == [PLAN, *LINES]


def test_a_title_that_a_hidden_line_repeats_is_still_the_title() -> None:
    text = f'<article><p style="display:none">原标题：{PLAN}</p>{BODY}</article>'
    assert paragraphs(page(f"<div><h1>{PLAN}</h1>{text}</div>", title=f"{PLAN}_养老"))[0].text == PLAN


@pytest.mark.parametrize("line", ["以上内容由AI生成，仅供参考。", "前一篇：春游杂记", "评论加载中，请稍候...", "转载▼"])
def test_what_programs_and_blogs_write_around_a_text_is_the_site_s(line: str) -> None:
    assert line in site(f"<div>{TITLE}{BODY}<p>{line}</p></div>")


@pytest.mark.parametrize(
    "viewer",
    [
        '<iframe src="/web/viewer.html?file=/upload/1.pdf"></iframe>',
        '<div class="wp_pdf_player" pdfsrc="/upload/1.pdf"></div>',
        '<p><img src="/upload/1.jpg" width="800"></p>',
    ],
)
def test_a_document_that_a_page_shows_in_place_of_text_is_told(viewer: str) -> None:
    assert codes(f"<h1>{PLAN}</h1><div>{viewer}</div>") == ["annex-elsewhere"]


@pytest.mark.parametrize("picture", ['<img src="/a.jpg" width="16">', '<a href="/"><img src="/logo.png"></a>'])
def test_small_pictures_and_those_of_links_are_not_told(picture: str) -> None:
    assert not codes(f"<h1>{PLAN}</h1><p>{picture}</p>")


def test_pictures_beside_a_text_are_not_told() -> None:
    assert not codes(f'<div>{TITLE}{BODY}<p><img src="1.jpg"></p></div>')


STAMP = "发布时间：2026-03-09　来源：县政府办　文号：青政办发〔2026〕9号　浏览：12次"
CARRYING = f"<p>各乡镇：</p><p>现将《{PLAN}》印发给你们，请认真执行。</p>{TITLE}{BODY}"


def number_of(source: str) -> str | None:
    number = parse_bytes(page(source), "a.html").plan.front.document_number
    return None if number is None else number.text


@pytest.mark.parametrize(
    "record",
    ["", "<dl><dt>索引号</dt><dd>QH-1</dd><dt>主题分类</dt><dd>民政</dd><dt>公开方式</dt><dd>主动公开</dd></dl>"],
)
@pytest.mark.parametrize(
    "form", ['<div>{stamp}</div><div class="zoom">{text}</div>', "<article><p>{stamp}</p>{text}</article>"]
)
def test_the_number_in_a_line_of_stamps_is_read_beside_a_record_and_in_the_text(record: str, form: str) -> None:
    assert number_of(record + form.format(stamp=STAMP, text=CARRYING)) == "青政办发〔2026〕9号"


def test_a_record_of_two_rows_with_two_entries_each_is_no_table() -> None:
    entries = [("索引号", "QH-1"), ("主题分类", "民政"), ("公开方式", "主动公开"), ("生成日期", "2026-03-09")]
    cells = [f"<td>{label}：</td><td>{value}</td>" for label, value in entries]
    record = f"<table><tr>{cells[0]}{cells[1]}</tr><tr>{cells[2]}{cells[3]}</tr></table>"
    assert not parse_bytes(page(f"<div>{record}{TITLE}{BODY}</div>"), "a.html").plan.tables


def test_a_table_of_documents_with_such_labels_as_headings_is_a_table() -> None:
    head = "<tr><td>序号</td><td>文件名称</td><td>发文字号</td><td>发文机关</td><td>成文日期</td></tr>"
    row = "<tr><td>1</td><td>青禾县养老服务办法</td><td>青政发〔2025〕1号</td><td>青禾县人民政府</td><td>2025-03-01</td></tr>"
    assert len(parse_bytes(page(f"<div>{TITLE}{BODY}<table>{head}{row}</table></div>"), "a.html").plan.tables) == 1


@pytest.mark.parametrize("heading", ["<div class='biaoti'>{}</div>", "<td>{}</td>", "<p>{}</p>"])
def test_a_notice_above_its_text_is_the_title_though_the_page_is_called_as_its_plan(heading: str) -> None:
    notice = heading.format(f"青禾县民政局<br>关于印发{PLAN}的通知")
    cells = notice if notice.startswith("<td") else f"<td>{notice}</td>"
    source = page(f"<table><tr>{cells}</tr><tr><td>{CARRYING}{BODY}</td></tr></table>", title=PLAN)
    title = parse_bytes(source, "a.html").plan.front.title
    assert title is not None
    assert title.text.replace("\n", "") == f"青禾县民政局关于印发{PLAN}的通知"


def test_the_name_of_a_column_is_no_title() -> None:
    source = page(f'<div class="xl-bt">{PLAN}</div><div class="zoom">{BODY}</div>', title="通知公告")
    assert paragraphs(source)[0].text == PLAN
    assert paragraphs(page(f'<div class="zoom">{BODY}</div>', title="通知公告"))[0].text == LINES[0]


def test_a_paragraph_that_says_what_another_says_too_is_no_copy() -> None:
    long = LINES[1] * 4
    assert shown(f"<div>{TITLE}<div>{LINES[0]}{long}</div><div>{LINES[2]}</div><div>{long}</div></div>")[-1] == long


def test_a_short_plan_with_labels_that_records_use_too_is_no_record() -> None:
    lines = [
        LINES[1],
        "一、主要任务",
        "1、健全服务网络。新建站点30个。",
        "责任部门：县民政局",
        "二、组织保障",
        LINES[1],
        "来源：县政府办",
        "编辑：江月",
    ]
    plan = parse_bytes(page(f"<div>{TITLE}<p>2026-03-09</p><article>{of(lines)}</article></div>"), "a.html").plan
    assert [unit.name for task in plan.tasks for unit in task.units] == ["县民政局"]


@pytest.mark.parametrize(
    "line",
    [
        "今天是2026年3月9日 星期一",
        "热搜词：医保 公积金",
        "声明：本网转载的内容仅供参考，如有侵权请联系删除。",
        "摘要：本文件提出到2028年建成示范点20个的目标。",
        "English | 繁體 | 无障碍 | 长者版",
        "A+",
    ],
)
def test_what_a_site_says_to_its_visitors_is_no_text(line: str) -> None:
    assert line in site(f"<div><p>{line}</p>{TITLE}{BODY}</div>")


@pytest.mark.parametrize(
    "links",
    [
        '<ul><li><a href="/1">补贴标准</a></li><li><a href="/2">如何申请</a></li></ul>',
        f'<p><a href="/1">{PLAN}解读</a></p>',
    ],
)
def test_the_name_of_a_list_of_links_goes_with_it(links: str) -> None:
    assert shown(f"<div><div><h4>政策解读</h4>{links}</div>{TITLE}{BODY}</div>") == [PLAN, *LINES]


def test_a_list_of_links_below_the_label_of_annexes_stays() -> None:
    links = "".join(f'<li><a href="/get?id={at}">任务分解表之{at}</a></li>' for at in (1, 2, 3))
    assert shown(f"<div>{TITLE}{BODY}<p>附件</p><ul>{links}</ul></div>")[-4:] == [
        "附件",
        *(f"任务分解表之{at}" for at in (1, 2, 3)),
    ]


def test_a_table_that_asks_whether_readers_are_content_is_no_table() -> None:
    survey = "<table><tr><td>满意</td><td>基本满意</td><td>不满意</td></tr></table>"
    assert shown(f"<div>{TITLE}{BODY}{survey}</div>") == [PLAN, *LINES]


@pytest.mark.parametrize("name", ["网友评论", "最新评论（2）", "3 条评论"])
def test_what_stands_below_the_heading_of_comments_is_no_text(name: str) -> None:
    said = f"<div><h3>{name}</h3><p>张三：支持！</p><p>一、路要修好。</p></div>"
    assert shown(f"<div>{TITLE}{BODY}{said}</div>") == [PLAN, *LINES]


def test_digits_that_count_headings_are_their_numbers() -> None:
    badge = "<section><p>{}</p></section><section><p><strong>{}</strong></p></section><p>{}</p>"
    parts = "".join(badge.format(f"0{at}", name, LINES[1]) for at, name in enumerate(("工作目标", "主要任务"), 1))
    found = paragraphs(page(TITLE + parts))
    assert [(one.number, one.text) for one in found if one.number] == [("01", "工作目标"), ("02", "主要任务")]


@pytest.mark.parametrize("digits", [("1",), ("2", "3"), ("1", "3"), ("2026", "2027")])
def test_digits_that_count_nothing_are_text(digits: tuple[str, ...]) -> None:
    parts = "".join(f"<p>{one}</p><p>工作目标</p><p>{LINES[1]}</p>" for one in digits)
    assert [one for one in shown(TITLE + parts) if one in digits] == list(digits)


def test_what_many_tabs_show_is_looked_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[int] = []

    def text_read(element: Element) -> str:
        read.append(len(text := text_of(element)))
        return text

    monkeypatch.setattr(tabs, "text_of", text_read)
    pane = f'<div id="x">{TITLE}{BODY * 20}</div>'
    shown("<a href='#x'>政策解读</a>" * 200 + pane)
    assert sum(read) < 5 * len(pane)


def test_a_signature_below_the_element_of_the_text_is_text() -> None:
    source = f'<div><div class="x">{TITLE}{BODY * 2}</div><p>青禾村民委员会</p><p>2026年2月1日</p></div>'
    assert shown(source)[-2:] == ["青禾村民委员会", "2026年2月1日"]


def test_who_put_up_a_page_and_when_is_no_signature() -> None:
    source = f'<div><div class="x">{TITLE}{BODY * 2}</div><p>青禾县民政局</p><p>2026-02-01</p></div>'
    assert shown(source)[-1] == LINES[-1]


@pytest.mark.parametrize("line", ["首页 > 政策文件 > 正文", "本文网址：http://www.example.cn/1.html"])
def test_lines_of_a_printed_page_are_the_site_s(line: str) -> None:
    assert line in site(f"<div><p>{line}</p>{TITLE}{BODY}</div>")


def test_later_posts_of_a_forum_are_comments() -> None:
    later = '<div id="post_2"><p>小河</p><p>一、路先修好</p></div><div id="post_3"><p>老王</p><p>顶一个</p></div>'
    assert shown(f'<div><div id="post_1">{TITLE}{BODY}</div>{later}</div>') == [PLAN, *LINES]


def test_posts_of_which_the_first_is_short_are_all_text() -> None:
    assert shown(f'<div><div id="post_1">{TITLE}</div><div id="post_2">{BODY}</div></div>') == [PLAN, *LINES]


def test_a_page_without_a_name_has_the_title_above_its_text() -> None:
    assert shown(f'<div><div class="a">{TITLE}</div><div class="b">{BODY}</div></div>') == [PLAN, *LINES]


def test_two_short_links_beside_each_other_are_a_menu() -> None:
    menu = '<div><a href="/">首页</a> | <a href="/n">新闻</a></div>'
    assert shown(f"{menu}<h1>{PLAN}</h1>{BODY}") == [PLAN, *LINES]


@pytest.mark.parametrize(
    "picture",
    [
        '<p>主要指标见下表。</p><p><img src="/blank.gif" data-original="/t1.png"></p>',
        '<p><img src="/blank.gif" data-src="/t1.png" alt="表1 主要指标"></p>',
        '<p>附件1</p><div><p><img src="/t1.jpg"></p></div>',
        '<p style="text-align:center">重点任务分解表<br><img src="/t1.png"></p>',
    ],
)
def test_a_picture_of_a_table_is_a_finding(picture: str) -> None:
    assert "annex-elsewhere" in codes(f"{TITLE}{BODY}{picture}")


@pytest.mark.parametrize(
    "picture",
    [
        '<p><img src="/a.png" alt="活动照片"></p>',
        '<p>主要指标见下表。</p><p><img src="/t1.png" width="16"></p>',
        '<p>主要指标见下表。</p><p><a href="/"><img src="/t1.png"></a></p>',
    ],
)
def test_other_pictures_are_none(picture: str) -> None:
    assert "annex-elsewhere" not in codes(f"{TITLE}{BODY}{picture}")


def test_links_of_a_collection_of_laws_below_each_article_are_the_site_s() -> None:
    links = '<div><a href="/chl/1">法规 3 篇</a> <a href="/pfnl/1">案例与裁判文书 1 篇</a></div>'
    articles = [f"第{number}条　支持建设养老服务站点，具体办法由县民政局制定。" for number in "一二三"]
    source = f"<div>{TITLE}{''.join(f'<div>{one}{links}</div>' for one in articles)}</div>"
    assert shown(source)[1:] == articles


def test_links_to_edit_a_heading_are_the_site_s() -> None:
    edit = '<span class="mw-editsection"><span>[</span><a href="/edit">编辑</a><span>]</span></span>'
    assert shown(f"{TITLE}<h2>一、总体要求{edit}</h2>{BODY}")[1] == LINES[0]


def test_the_title_above_a_row_of_links_that_prints_it_again_is_the_title() -> None:
    row = f'<table><tr><td><a href="/a">←上一份</a></td><td>{PLAN}</td><td><a href="/b">下一份→</a></td></tr></table>'
    source = page(f'<div><h1>{PLAN}</h1><div class="text">{row}{BODY}</div></div>', title=f"{PLAN} - 地方文献")
    assert [one.text for one in paragraphs(source)] == [PLAN, *LINES]


def test_what_a_forum_prints_around_a_post_is_the_site_s() -> None:
    above = "<p>楼主 发表于 2026-3-2 08:30:11 | 只看该作者</p><p>本帖最后由 河口人 于 2026-3-2 09:10 编辑</p>"
    assert shown(f"<div>{above}{TITLE}{BODY}<p>回复 支持 反对 使用道具 举报</p></div>") == [PLAN, *LINES]


def test_headings_in_buttons_that_fold_their_text_away_are_text() -> None:
    folds = "".join(
        f"<div><h2><button>{head}</button></h2><div><p>{text}</p></div></div>"
        for head, text in ((LINES[0], LINES[1]), (LINES[2], LINES[3]))
    )
    assert shown(f"<h1>{PLAN}</h1>{folds}<button>提交</button>") == [PLAN, *LINES[:4]]


FIRST_PAGE = [
    "一、工作目标",
    "建成站点150个。",
    "二、工作任务",
    "（一）建设站点。建成站点150个。（责任单位：县商务局、各乡镇）",
]
NEXT_PAGE = ["（二）培训人员。培训1000人次。（责任单位：县商务局）", "三、保障措施", "加强领导，落实责任。"]


def test_the_next_pages_of_a_text_that_a_page_hides_are_text() -> None:
    first, second = of(FIRST_PAGE), of(NEXT_PAGE)
    pages_ = f'<div class="p">{first}</div><div class="p" style="display:none">{second}</div>'
    source = f"<h1>{PLAN}</h1><div>{pages_}<div><a href='javascript:show(2)'>下一页</a></div></div>"
    assert shown(source) == [PLAN, *FIRST_PAGE, *NEXT_PAGE]


def test_hidden_text_that_weighs_more_than_the_text_beside_it_is_not_gone_down_to() -> None:
    said = "服务群众，" * (sum(map(len, FIRST_PAGE)) // 5 + 2)
    hidden = f'<div class="q" style="display:none"><p>{said}</p></div>'
    assert shown(f'<h1>{PLAN}</h1><div><div class="p">{of(FIRST_PAGE)}</div>{hidden}</div>') == [PLAN, *FIRST_PAGE]
