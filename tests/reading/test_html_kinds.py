"""Web pages of other makes: text that a script shows, text that is kept from being seen, captions, titles in frames."""

from __future__ import annotations

import html
from base64 import b64encode
from urllib.parse import quote

import pytest
from page_builder import BODY, LINES, TITLE, page, paragraphs, read_page, shown, site

from policy_extract.blocks import Paragraph
from policy_extract.errors import NotADocumentError

PLAN = "青禾县养老服务三年行动方案"
CARRIED = BODY * 3
"""Long enough for a document."""


@pytest.mark.parametrize(
    "carrier",
    [
        '<script type="text/plain" id="content">{raw}</script>',
        '<script type="text/template">{raw}</script>',
        '<textarea style="display:none">{escaped}</textarea>',
        '<input type="hidden" value="{escaped}">',
        '<iframe srcdoc="{escaped}"></iframe>',
        "<template>{raw}</template>",
        '<input type="hidden" value="{address}">',
        '<script>show(decodeURIComponent("{address}"))</script>',
        '<script>show(Base64.decode("{base64}"))</script>',
        "<textarea>{base64}</textarea>",
        '<gov-text><template shadowrootmode="open"><style>p{{}}</style>{raw}</template></gov-text>',
    ],
)
def test_text_that_a_script_shows_is_read_where_it_is_carried(carrier: str) -> None:
    element = carrier.format(
        raw=CARRIED,
        escaped=html.escape(CARRIED, quote=True),
        address=quote(CARRIED),
        base64=b64encode(CARRIED.encode()).decode(),
    )
    assert shown(f"<h1>{PLAN}</h1><p>发布时间：2027-03-20</p>{element}<div id=app></div>")[-len(LINES) :] == list(LINES)


def test_carried_text_that_the_page_shows_is_read_once() -> None:
    source = f"{TITLE}{CARRIED}<textarea>{html.escape(CARRIED)}</textarea>"
    assert shown(source) == [PLAN, *(LINES * 3)]


def test_a_script_of_program_text_is_no_document() -> None:
    assert shown(f"{TITLE}{CARRIED}<script>var text = '{BODY}'</script>") == [PLAN, *(LINES * 3)]


@pytest.mark.parametrize(
    "style",
    [
        "font-size:0",
        "font-size: 0px",
        "opacity:0",
        "visibility:hidden",
        "position:absolute;left:-9999px",
        "display:none !important",
    ],
)
def test_text_that_cannot_be_seen_is_dropped(style: str) -> None:
    document = read_page(f'{TITLE}{BODY}<p>　　（三）加强监督。<span style="{style}">暗纹防伪</span>定期检查。</p>')
    assert [block.text for block in document.blocks if isinstance(block, Paragraph)][-1] == "（三）加强监督。定期检查。"
    assert ("暗纹防伪", "hidden") in [(one.text, one.reason) for one in document.dropped]


@pytest.mark.parametrize("style", ["opacity:0.4", "font-size:0.9em", "position:absolute;left:0"])
def test_text_that_can_be_seen_stays(style: str) -> None:
    assert shown(f'{TITLE}{BODY}<p style="{style}">（三）加强监督。</p>')[-1] == "（三）加强监督。"


def test_the_text_of_a_page_that_fades_in_stays() -> None:
    source = f'<div style="visibility: hidden; opacity: 0;">{TITLE}{BODY}</div><p>阅读原文</p>'
    assert shown(source)[: len(LINES) + 1] == [PLAN, *LINES]


TABLE = "<tr><th>序号</th><th>任务</th></tr><tr><td>1</td><td>建设站点</td></tr>"


def test_the_caption_of_a_table_stands_above_it() -> None:
    source = f"{TITLE}{BODY}<table><caption>表1　重点任务</caption>{TABLE}</table>"
    assert shown(source)[-2:] == ["表1　重点任务", [["序号", "任务"], ["1", "建设站点"]]]


def test_a_caption_with_the_tag_of_a_heading_is_none() -> None:
    source = f"{TITLE}{BODY}<h4>（三）加强监督</h4><h4>表1　重点任务</h4><table>{TABLE}</table>"
    assert [one.outline_level for one in paragraphs(source)[-2:]] == [3, None]


def test_a_line_in_brackets_under_a_title_is_a_paragraph_of_its_own() -> None:
    source = f'<p align="center"><b>青禾县养老服务<br>三年行动方案</b><br>（2027—2029年）</p>{BODY}'
    assert shown(source)[:2] == ["青禾县养老服务\n三年行动方案", "（2027—2029年）"]


def test_a_table_of_one_line_frames_a_title() -> None:
    assert shown(f"<div>{MENU}</div><table border=1><tr><td>{PLAN}</td></tr></table>{BODY}")[0] == PLAN


MENU = '<a href="/a/">首页</a><a href="/b/">政务公开</a><a href="/c/">办事服务</a>'


def test_a_box_of_one_line_is_a_table() -> None:
    assert [["专栏1 站点建设工程"]] in shown(
        f"{TITLE}{BODY}<table border=1><tr><td>专栏1 站点建设工程</td></tr></table>"
    )


def test_a_page_of_frames_says_which_pages_it_shows() -> None:
    with pytest.raises(NotADocumentError, match=r"shows others in frames \(menu.html, plan.html\)"):
        read_page('<html><frameset cols="200,*"><frame src="menu.html"><frame src="plan.html"></frameset></html>')


def test_lines_that_an_editor_adds_are_the_site_s() -> None:
    source = f"<div>{TITLE}{BODY}<p>【<a>打印</a>】【<a>关闭</a>】</p><p>扫一扫在手机打开当前页</p></div>"
    assert shown(source) == [PLAN, *LINES]
    assert "扫一扫在手机打开当前页" in site(source)


def test_a_row_across_a_table_with_the_label_of_an_annex_opens_another_table() -> None:
    first = "<tr><td colspan=3>附件1<br>主要指标</td></tr><tr><td>指标</td><td colspan=2>目标</td></tr><tr><td>站点</td><td colspan=2>20家</td></tr>"
    second = "<tr><td colspan=3>附件2<br>任务清单</td></tr><tr><td colspan=2>任务</td><td>单位</td></tr><tr><td colspan=2>建站</td><td>民政局</td></tr>"
    assert shown(f"{TITLE}{BODY}<table>{first}{second}</table>")[-2:] == [
        [["附件1\n主要指标"] * 2, ["指标", "目标"], ["站点", "20家"]],
        [["附件2\n任务清单"] * 2, ["任务", "单位"], ["建站", "民政局"]],
    ]


def test_a_label_in_a_row_that_a_cell_from_above_reaches_into_opens_none() -> None:
    rows = "<tr><td rowspan=2>助餐</td><td>站点</td><td>20家</td></tr><tr><td colspan=2>附件2</td></tr>"
    [table] = [one for one in shown(f"{TITLE}{BODY}<table>{rows}</table>") if isinstance(one, list)]
    assert len(table) == 2


def test_a_page_that_sets_each_paragraph_into_a_row_is_no_table() -> None:
    rows = "".join(f"<tr><td>{line}</td></tr>" for line in (PLAN, *LINES, *LINES))
    inner = "<table><tr><td>任务</td><td>单位</td></tr><tr><td>建站</td><td>民政局</td></tr></table>"
    whole = f"<div>{MENU}</div><table>{rows}<tr><td>{inner}</td></tr></table>"
    assert shown(whole) == [PLAN, *LINES, *LINES, [["任务", "单位"], ["建站", "民政局"]]]


def test_breaks_are_the_only_sign_of_paragraphs_where_there_are_many() -> None:
    head = ["青禾县人民政府办公室关于印发", PLAN + "的通知", "青政办发〔2027〕3号", "各乡镇人民政府："]
    tail = ["附件：1.主要指标", "2.任务清单", "青禾县人民政府办公室", "2027年3月5日", PLAN]
    assert shown(f"<div><p>{'<br>'.join([*head, *LINES, *tail])}</p></div>") == [*head, *LINES, *tail]


def test_breaks_at_a_width_end_no_paragraph() -> None:
    text = "坚持以人民为中心，健全覆盖城乡的养老服务网络，不断提升照护能力和服务水平" * 6
    lines = [text[at : at + 30] for at in range(0, len(text), 30)]
    assert shown(f"<div><p>{'<br>'.join(lines)}</p></div>") == ["\n".join(lines)]


@pytest.mark.parametrize(
    "line",
    [
        "点击上方蓝字关注我们",
        "长按识别二维码关注",
        "— END —",
        "往期推荐",
        "青禾县人民政府门户网站",
        "http://www.example.org/art/2027/3/20/art_1.html",
        "打印时间：2027-03-21 09:12",
    ],
)
def test_lines_of_public_accounts_and_printouts_are_the_site_s(line: str) -> None:
    assert shown(f"<div><p align=center>{line}</p>{TITLE}{BODY}</div>") == [PLAN, *LINES]
    assert shown(f"<div>{TITLE}{BODY}<p>{line}</p></div>") == [PLAN, *LINES]


def test_a_table_that_sets_a_list_of_links_beside_the_text_frames_both() -> None:
    links = "".join(f'<li><a href="{at}.html">青禾县人民政府关于第{at}项工作的通知</a></li>' for at in range(30))
    source = f"<table><tr><td><ul>{links}</ul></td><td>{TITLE}{BODY}</td></tr></table>"
    assert shown(source) == [PLAN, *LINES]


def test_rows_with_an_empty_cell_beside_each_paragraph_are_no_table() -> None:
    rows = "".join(f"<tr><td>&nbsp;</td><td>{line}</td></tr>" for line in (PLAN, *LINES, *LINES))
    assert shown(f"<table>{rows}</table>") == [PLAN, *LINES, *LINES]


def test_a_text_for_wide_screens_and_for_narrow_ones_is_read_once() -> None:
    source = f'<div class="pc">{TITLE}{BODY * 2}</div><div class="mobile">{TITLE}{BODY * 2}</div>'
    assert shown(source) == [PLAN, *LINES, *LINES]


def test_a_title_that_only_stands_above_the_text_is_the_title_though_the_page_is_called_after_its_site() -> None:
    above = f'<h1>{PLAN}</h1><div>来源：县政府办</div><div id="zoom">{BODY * 2}</div><h2>{PLAN}图解</h2>'
    assert paragraphs(page(above, title="青禾县人民政府"))[0].text == PLAN


def test_links_to_places_of_the_page_above_its_text_are_the_site_s() -> None:
    links = "".join(f'<li><a href="#s{at}">{line[:9]}</a></li>' for at, line in enumerate(LINES) if len(line) > 5)
    source = f'<div id="zoom"><ul>{links}</ul>{TITLE}{BODY}</div>'
    assert paragraphs(source)[0].text == PLAN
    assert LINES[0] in site(source)


def test_a_table_beside_the_rows_that_hold_the_text_is_no_furniture() -> None:
    rows = "".join(f"<tr><td>{line}</td></tr>" for line in (PLAN, *LINES * 3))
    cells = [["序号", "指标名称", "单位"], ["1", "站点", "家"]]
    table = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in cells)
    assert shown(f"<table>{rows}</table><table>{table}</table>")[-1] == cells


def test_a_notice_without_title_has_that_of_the_page_though_the_plan_below_it_prints_its_own() -> None:
    name = f"青禾县人民政府关于印发{PLAN}的通知"
    notice = f"<p>各乡镇人民政府：</p><p>《{PLAN}》已经县政府同意，现印发给你们，请认真贯彻执行。</p>"
    text = f'{notice}<p align="center"><b>{PLAN}</b></p>{BODY * 2}'
    assert paragraphs(page(f'<h1>{name}</h1><div id="zoom">{text}</div>', title=name))[0].text == name


def test_a_headline_of_the_site_is_not_the_title_of_a_notice() -> None:
    name = f"青禾县民政局等4部门关于印发{PLAN}的通知"
    text = f'<p>各乡镇人民政府：</p><p>现将《{PLAN}》印发给你们。</p><p align="center"><b>{PLAN}</b></p>{BODY * 2}'
    assert paragraphs(page(f'<h1>{name}</h1><div id="zoom">{text}</div>', title=name))[0].text == "各乡镇人民政府："


def test_a_record_that_is_long_beside_a_short_text_is_the_site_s() -> None:
    entries = [("[ 索引号 ]", "113300/2026"), ("[ 发文字号 ]", "青政发〔2026〕9号"), ("[ 主题分类 ]", "民政、养老服务")]
    rows = "".join(f"<tr><td>{label}</td><td>{value}</td></tr>" for label, value in entries)
    document = read_page(f"<div><table>{rows}</table><div><div>{TITLE}{BODY}</div></div></div>")
    stories = {block.text: block.story for block in document.blocks if isinstance(block, Paragraph)}
    assert stories["青政发〔2026〕9号"] == "metadata"
    assert stories[LINES[0]] == "body"


def test_a_template_whose_text_the_page_shows_is_read_once() -> None:
    assert shown(f"{TITLE}{CARRIED}<template>{CARRIED}</template>") == [PLAN, *(LINES * 3)]


def test_the_date_after_a_break_is_a_line_of_its_own() -> None:
    assert shown(f"{TITLE}{BODY}<p>青禾县民政局<br>2026年3月2日</p>")[-2:] == ["青禾县民政局", "2026年3月2日"]


def test_a_summary_that_a_program_wrote_is_the_site_s() -> None:
    summary = "AI摘要：本文提出健全养老服务网络，到2028年建成站点20家以上。"
    assert shown(f"<div><p>{summary}</p><div>{TITLE}{BODY * 3}</div></div>") == [PLAN, *(LINES * 3)]


def test_a_title_on_a_line_alone_above_the_text_is_the_title_though_the_page_is_called_after_its_site() -> None:
    name = f"青禾县人民政府关于印发{PLAN}的通知"
    text = f"<p>各乡镇人民政府：</p><p>现将《{PLAN}》印发给你们。</p>{BODY * 3}"
    source = page(f"<div>{name}</div><div>2026-03-02 浏览：12 次</div><div>{text}</div>", title="青禾县民政局")
    assert paragraphs(source)[0].text == name


@pytest.mark.parametrize("mark", ["<p>#PAGE_BREAK#</p>", "_ueditor_page_break_tag_"])
def test_marks_with_which_an_editor_cuts_a_text_into_pages_are_the_site_s(mark: str) -> None:
    assert shown(f"<div>{TITLE}{BODY * 6}{mark}{BODY * 6}</div>") == [PLAN, *(LINES * 12)]


@pytest.mark.parametrize(
    "struck",
    ["<s>20</s>", "<strike>20</strike>", "<del>20</del>", '<span style="text-decoration:line-through">20</span>'],
)
def test_words_that_are_struck_out_are_deleted(struck: str) -> None:
    document = read_page(f"{TITLE}<p>建成站点{struck}30个。</p>")
    assert [one.text for one in document.blocks if isinstance(one, Paragraph)][-1] == "建成站点30个。"
    assert [(one.text, one.reason) for one in document.dropped] == [("20", "deleted")]


def test_the_name_of_a_site_is_no_title_where_the_text_prints_none() -> None:
    assert shown(page(BODY, title="青禾县政府网")) == list(LINES)


@pytest.mark.parametrize("name", ["tag", "el-tag el-tag--small", "dept-item"])
def test_labels_beside_each_other_are_words_apart(name: str) -> None:
    names = "".join(f'<span class="{name}">{one}</span>' for one in ("县住建局", "县财政局", "各街道"))
    assert shown(f"{TITLE}<div><span>责任单位：</span>{names}</div>")[1] == "责任单位：县住建局 县财政局 各街道"


def test_pieces_of_a_word_in_one_font_are_not_apart() -> None:
    assert shown(f'{TITLE}<p><span class="s1">养老服</span><span class="s1">务站点</span></p>')[1] == "养老服务站点"
