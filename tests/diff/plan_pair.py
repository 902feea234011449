"""Two versions of a small plan, read from text: what the tests of pages and files compare."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from policy_extract.comparison.compare import compare
from policy_extract.pipeline import parse_bytes

if TYPE_CHECKING:
    from policy_extract.comparison.changes.diff_model import Diff
    from policy_extract.model import Plan

OLD = """\
⟦policy-extract blocks 1⟧
⟦center 22pt⟧澜州市养老服务行动方案
⟦center⟧（征求意见稿）
一、总体要求
到2028年底，基本养老服务体系更加健全。
二、主要任务
1.健全保障体系。提高津贴标准。（责任单位：*市人社局、市民政局）
2.扩大服务供给。每个街道建成养老中心1个。（责任单位：市民政局、市财政局）
3.加强监督管理。定期开展检查。（责任单位：市民政局）
附件
⟦center⟧澜州市养老服务指标
⟦header=1⟧| 序号 | 指标 | 2025年 | 2028年目标 |
| 1 | 养老床位（张） | 500 | 650 |
| 2 | 护理型床位占比（%） | 40 | 65 |
"""
NEW = (
    OLD.replace("征求意见稿", "送审稿")
    .replace("*市人社局、市民政局", "市人社局、*市民政局")
    .replace("提高津贴标准", "逐步提高津贴标准")
    .replace("、市财政局", "")
    .replace("3.加强", "3.建设智慧平台。建成平台1个。（责任单位：市民政局）\n4.加强")
    .replace("| 500 | 650 |", "| 500 | 700 |")
)
HOSTILE = """<script>document.title="stolen"</script><img src=x onerror="document.title='stolen'">"""
"""Text that would run where it became markup."""


class Pair(NamedTuple):
    """Both plans, and what changed."""

    diff: Diff
    old: Plan
    new: Plan


def pair(old: str = OLD, new: str = NEW) -> Pair:
    """Two texts, read and compared."""
    before, after = (parse_bytes(text.encode(), name).plan for text, name in ((old, "旧稿.docx"), (new, "新稿.docx")))
    return Pair(compare(before, after), before, after)


def hostile() -> Pair:
    """Plans that try to become markup: in a title, a heading, a unit, a cell, a sentence, and in both versions."""
    old = OLD.replace("澜州市养老服务行动方案", f"澜州市{HOSTILE}行动方案").replace(
        "护理型床位占比", f"护理型{HOSTILE}占比"
    )
    new = (
        old.replace("定期开展检查", f"定期{HOSTILE}开展检查|javascript:alert(1)")
        .replace("市财政局", f"市{HOSTILE}局")
        .replace("2.扩大服务供给", f"2.{HOSTILE}扩大服务供给")
    )
    return pair(old, new)
