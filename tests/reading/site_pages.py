"""Blocks of a document as pages of the sites that publish such documents: their ways of setting text, their furniture around it."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

from policy_extract.blocks import Paragraph

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from policy_extract.blocks import Block, Table

NAME = "青禾县政务文件公开发布"
"""What the site calls the page; none of the documents is called so."""
LINKS = ("首页", "新闻中心", "政务公开", "政务服务", "互动交流", "走进青禾")
NEWS = "".join(
    f'<li><a href="/art/2026/{day}.html">青禾县召开第{day}次工作推进会议</a><span>03-{day:02d}</span></li>'
    for day in range(10, 22)
)
MENU = (
    '<div class="nav"><ul>'
    + "".join(f'<li><a href="/{at}/">{name}</a></li>' for at, name in enumerate(LINKS))
    + "</ul></div>"
)
FOOT = (
    '<div class="footer"><p>主办：青禾县人民政府办公室　承办：青禾县大数据中心</p><p>浙ICP备00000001号　网站标识码：3300000001</p>'
    "<p>地址：青禾县中心路1号　邮编：310000</p></div>"
)


def text(written: str) -> str:
    return html.escape(written.strip(), quote=False)


# --- Ways of setting a paragraph -------------------------------------------------------------------------------------


def shown(paragraph: Paragraph) -> str:
    """Its text after its number, where it has one."""
    return text(paragraph.number + paragraph.text)


def styled(paragraph: Paragraph) -> str:
    align = f"text-align:{paragraph.align}" if paragraph.align in {"center", "right"} else "text-indent:2em"
    body = shown(paragraph).replace("\n", "<br>")
    return f'<p style="margin-top:0px;{align};font-family:宋体"><span style="{weight(paragraph)}font-size:16pt">{body}</span></p>\n'


def weight(paragraph: Paragraph) -> str:
    return "font-weight:bold;" if paragraph.bold[:1] == ((0, len(paragraph.text)),) else ""


def indented(paragraph: Paragraph) -> str:
    body = shown(paragraph).replace("\n", "<br/>")
    if paragraph.align in {"center", "right"}:
        return (
            f'<p align="{paragraph.align}"><strong>{body}</strong></p>'
            if weight(paragraph)
            else f'<p align="{paragraph.align}">{body}</p>'
        )
    return f"<p>　　{body}</p>"


def broken(paragraph: Paragraph) -> str:
    """No paragraph at all: a line and a break; only what is centred is an element."""
    if paragraph.align == "center":
        return f"<center>{shown(paragraph)}</center>"
    return "　　" + shown(paragraph).replace("\n", "<br>") + "<br>\n"


def nested(paragraph: Paragraph) -> str:
    body = "".join(
        f"<span><span>{piece}</span></span>" for piece in shown(paragraph).replace("\n", "<br>").split("，", 0)
    )
    return f'<div style="text-align: {paragraph.align or "justify"};"><div>{body}</div></div>'


def by_word(paragraph: Paragraph) -> str:
    """As Word saves it: looks are classes, digits and Chinese stand in separate runs, only a class centres a line."""
    runs = "".join(
        f"<span lang=EN-US>{run}</span>" if run.isascii() and "<" not in run else run
        for run in _runs(shown(paragraph).replace("\n", "<br>"))
    )
    kind = {"center": "MsoTitle", "right": "MsoSign"}.get(paragraph.align, "MsoNormal")
    return f"<p class={kind}>{f'<b>{runs}</b>' if weight(paragraph) else runs}<o:p></o:p></p>\n\n"


def _runs(written: str) -> Iterable[str]:
    run = ""
    for char in written:
        if run and "<" not in run + char and char.isdigit() != run[-1].isdigit():
            yield run
            run = ""
        run += char
    yield run


def table(block: Table) -> str:
    cells = "".join(
        ("<tr>" if position == 0 or block.cells[position - 1].row != cell.row else "")
        + f'<td rowspan="{cell.rows}" colspan="{cell.cols}" style="border:1px solid #000"><p>{text(cell.text).replace(chr(10), "</p><p>")}</p></td>'
        for position, cell in enumerate(block.cells)
    )
    return f'<table border="1" cellspacing="0">{cells}</table>'


def body(blocks: Sequence[Block], way: Callable[[Paragraph], str]) -> str:
    return "".join(way(block) if isinstance(block, Paragraph) else table(block) for block in blocks)


# --- Sites around it -------------------------------------------------------------------------------------------------


def whole(inside: str, head: str = "") -> bytes:
    return f'<!DOCTYPE html>\n<html><head><meta charset="utf-8"><title>{NAME}</title>{head}</head><body>{inside}</body></html>'.encode()


def trs(inside: str) -> bytes:
    tools = "<div class='info'>发布时间：2026-03-06 10:20　信息来源：县政府办　浏览量：<span>12</span>　【字体：<a>大</a> <a>中</a> <a>小</a>】</div>"
    share = "<div class='share'>分享到：<a href='#'>微信</a><a href='#'>微博</a></div><p>上一篇：<a href='/1'>关于召开会议的通知</a></p>"
    return whole(
        f"{MENU}<div class='path'>当前位置：<a href='/'>首页</a> &gt; <a href='/z/'>政务公开</a></div>{tools}<div class='view TRS_UEDITOR'><div class='TRS_Editor'>{inside}</div></div>{share}{FOOT}"
    )


def ucap(inside: str) -> bytes:
    labels = (
        ("索 引 号：", "00001/2026-1"),
        ("主题分类：", "民政"),
        ("有 效 性：", "有效"),
        ("发布日期：", "2026年03月25日"),
    )
    record = "".join(f"<tr><td><b>{label}</b></td><td>{value}</td></tr>" for label, value in labels)
    page = f"<table width=930><tr><td><table>{record}</table></td></tr></table><br><table width=930><tr><td><table><tr><td><br><table><tr><td id='UCAP-CONTENT'>{inside}</td></tr></table></td></tr></table></td><td><iframe src=x></iframe></td></tr></table>"
    return whole(f"<div class='wrap'>{page}<div id='qr'>扫一扫在手机打开当前页</div></div>")


def university(inside: str) -> bytes:
    form = f"<form name='_newscontent_fromname'><div><h1>{NAME}</h1><div>作者：　时间：2026-03-06　点击数：<script>x()</script></div><div id='vsb_content'><div class='v_news_content'>{inside}</div></div></div></form>"
    return whole(f"{MENU}<div class='main'><div class='left'><ul>{NEWS}</ul></div>{form}</div>{FOOT}")


def unknown(inside: str) -> bytes:
    """Elements without a known name, and a column of news next to the text."""
    return whole(
        f"<div id='app'>{MENU}<div class='c1'><div class='c2'><h3>相关信息</h3><ul>{NEWS}</ul></div><div class='c3'><div class='c4'>{inside}</div><div class='c5'>【打印】【关闭】</div></div></div>{FOOT}</div>"
    )


def laid_out(inside: str) -> bytes:
    """Tables in tables, as pages were made in 2005; in GB2312."""
    side = (
        "<table>"
        + "".join(f"<tr><td><a href='/{at}'>{name}</a></td></tr>" for at, name in enumerate(LINKS))
        + "</table>"
    )
    page = f"<table width=1000><tr><td colspan=2>{MENU}</td></tr><tr><td>{side}</td><td><table><tr><td height=30>{NAME}</td></tr><tr><td>2026-3-6</td></tr><tr><td>{inside}</td></tr></table></td></tr><tr><td colspan=2>{FOOT}</td></tr></table>"
    return f"<html><head><meta http-equiv='Content-Type' content='text/html; charset=gb2312'></head><body>{page}</body></html>".encode(
        "gb18030"
    )


def message(inside: str) -> bytes:
    """A public account of a messenger: sections in sections, shown by a script."""
    return whole(
        f"<div id='page-content'><h1>{NAME}</h1><span>青禾发布</span><div class='rich_media_content' id='js_content' style='visibility: hidden; opacity: 0;'><section><section>{inside}</section></section></div></div>"
    )


def by_word_itself(inside: str) -> bytes:
    sheet = "<style><!-- p.MsoNormal, li.MsoNormal {mso-style-parent:''; text-align:justify; font-size:16.0pt;} p.MsoTitle {text-align:center; font-size:22.0pt} p.MsoSign {text-align:right} --></style>"
    return whole(f'<div class=WordSection1 style="layout-grid:15.6pt">{inside}</div>', sheet)


def bare(inside: str) -> bytes:
    return inside.encode()


SITES: dict[str, tuple[Callable[[str], bytes], Callable[[Paragraph], str]]] = {
    "trs, styled paragraphs": (trs, styled),
    "trs, indented paragraphs": (trs, indented),
    "ucap, styled paragraphs": (ucap, styled),
    "ucap, divisions": (ucap, nested),
    "a university's, breaks": (university, broken),
    "nobody's, indented paragraphs": (unknown, indented),
    "nobody's, breaks": (unknown, broken),
    "nobody's, divisions": (unknown, nested),
    "layout tables, indented paragraphs": (laid_out, indented),
    "layout tables, breaks": (laid_out, broken),
    "a messenger's, styled paragraphs": (message, styled),
    "saved by Word": (by_word_itself, by_word),
    "a piece of a page": (bare, styled),
}
