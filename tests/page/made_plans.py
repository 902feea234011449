"""A small plan with something of everything, and its page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policy_extract.page.made import page_of
from policy_extract.pipeline import parse_bytes

if TYPE_CHECKING:
    from policy_extract.messages import Language
    from policy_extract.pipeline import Outcome

PLAN = """\
⟦policy-extract blocks 1⟧
⟦center 22pt⟧澜州市养老服务行动方案
⟦center⟧（2026—2028年）
⟦center⟧（征求意见稿）
一、总体要求
到2028年底，建成智慧养老院100家以上。
二、主要任务
（一）健全保障体系
1.完善津贴制度。2026年6月底前，实现高龄津贴应发尽发。（责任单位：*市人社局、市民政局、滨湖新区管委会。以下各区、县（市）政府均为责任单位，不再列出）
2.扩大服务供给。每个街道建成养老中心1个。（责任单位：市民政局、市住建局〔市物业中心〕）
（三）加强监督管理
1.定期开展检查。（责任单位：市民政局）
附件：1.澜州市养老服务指标
2.澜州市重点项目清单
附件1
⟦center⟧澜州市养老服务指标
⟦header=1⟧| 序号 | 类别 | 指标 | 2025年 | 2028年目标 | 牵头单位 |
| 1 | 设施 | 养老床位（张） | 500 | 650以上 | 市民政局 |
| 2 | ^ | 护理型床位占比（%） | 40 | 65 | 市卫健委 |
附件2
⟦center⟧澜州市重点项目清单
⟦header=1⟧| 序号 | 项目内容 | 责任单位 | 完成时限 |
| 1 | 建设床位500张。 | 市民政局、市财政局 | 2026年9月底前 |
| 2 | 建成康养中心1个。 | 市卫健委 | 2027年 |
"""

HOSTILE = (
    "<script>document.title='stolen'</script>",
    "</script><script>document.title='stolen'</script>",
    "</style><script>document.title='stolen'</script>",
    "<img src=x onerror=\"document.title='stolen'\">",
    "<svg onload=\"document.title='stolen'\">",
    "<svg><script>document.title='stolen'</script></svg>",
    "<iframe srcdoc=\"<script>parent.document.title='stolen'</script>\">",
    "<iframe src=\"javascript:parent.document.title='stolen'\">",
    "<a href=\"javascript:document.title='stolen'\">点</a>",
    "javascript:document.title='stolen'",
    "<body onload=\"document.title='stolen'\">",
    "<details open ontoggle=\"document.title='stolen'\">",
    "<input autofocus onfocus=\"document.title='stolen'\">",
    '<meta http-equiv="refresh" content="0;url=https://example.com/">',
    '<base href="https://example.com/">',
    '<link rel="stylesheet" href="https://example.com/x.css">',
    '<form action="https://example.com/"><button>送</button></form>',
    '<object data="https://example.com/x"></object>',
    '" onmouseover="document.title=\'stolen\'" x="',
    "' onmouseover='document.title=1' x='",
    "<!-- --><script>document.title='stolen'</script><!--",
    "]]><script>document.title='stolen'</script>",
    "&lt;script&gt;document.title='stolen'&lt;/script&gt;",
    "<math><mtext></form><form><mglyph><style></math><img src onerror=\"document.title='stolen'\">",
)
"""Texts that would run, load or lead away where they became markup."""


def read(text: str = PLAN, name: str = "方案.docx") -> Outcome:
    """The plan in a text, with what fired."""
    return parse_bytes(text.encode(), name, trace=True)


def page(text: str = PLAN, language: Language = "zh", name: str = "方案.docx") -> str:
    """The page of the plan in a text."""
    return page_of(read(text, name), text.encode(), language).decode()


def hostile(payload: str) -> str:
    """The plan with such a text in a title, a heading, a task, the name of a unit, a note, a cell and a heading cell."""
    return (
        PLAN.replace("澜州市养老服务行动方案", f"澜州市{payload}行动方案")
        .replace("完善津贴制度", f"完善{payload}制度")
        .replace("应发尽发", f"应发{payload}尽发")
        .replace("滨湖新区管委会", f"滨湖{payload}管委会")
        .replace("市物业中心", payload)
        .replace("护理型床位占比", f"护理{payload}占比")
        .replace("项目内容", f"项目{payload}内容")
    )
