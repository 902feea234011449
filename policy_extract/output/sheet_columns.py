"""What the columns of sheets hold: how wide, of which type, and what each heading means to those who read it."""

from __future__ import annotations

from typing import Final, Literal

from policy_extract.records import record

Type = Literal["text", "whole", "number", "yes"]


@record
class Column:
    """One column of a sheet."""

    heading: str
    width: int
    """Characters of Latin text; a Chinese one takes two."""
    type: Type
    means: str
    """One line, in the language of the headings."""
    folded: bool = False
    """Of use to machines: stands last and is folded away."""


_WHOLE: Final = frozenset(
    {
        "起始年",
        "结束年",
        "任务数",
        "指标数",
        "清单行数",
        "目标值数",
        "问题数",
        "年份",
        "基准年",
        "倍数",
        "时限年",
        "时限月",
    }
)
_NUMBERS: Final = frozenset({"下限", "上限", "前数", "后数"})
_FOLDED: Final = frozenset({"位置", "SHA-256", "代码"})
_MEANS: Final = {
    "文件": "文件名",
    "文件标题": "文件的标题",
    "标题": "标题，不含编号",
    "类型": "文种，或现状、目标",
    "状态": "征求意见稿、试行等",
    "文号": "发文字号",
    "发文机关": "发文机关，或落款单位",
    "主送机关": "主送机关",
    "成文日期": "成文日期；日不明的只有年月",
    "起始年": "规划期第一年",
    "结束年": "规划期最后一年",
    "地区": "方案针对的地区",
    "区划代码": "行政区划代码",
    "层级": "地区的级别，或标题的层次（从 1 起）",
    "附件": "附件标识和标题；列出而没有的注明缺失",
    "任务数": "读出的任务",
    "指标数": "读出的指标",
    "清单行数": "读出的清单行",
    "目标值数": "正文中读出的量化目标",
    "问题数": "读取时的提示",
    "SHA-256": "文件内容的校验值",
    "部分": "正文、通知、方案，或附件的标识",
    "编号": "标识，由原文编号组成：2/1/1 即二、（一）1.",
    "序号": "原文编号或序号",
    "推定序号": "转换时丢失、推定的编号",
    "作用": "章节的作用：背景、目标、任务、保障等",
    "所属章节": "上一级标题",
    "牵头": "牵头单位",
    "配合": "配合、协同、参与的单位",
    "责任": "没有牵头时并列负责的单位",
    "沿用": "由“以下……不再列出”一类句子补上的单位",
    "时限": "完成时限，原文",
    "类别": "任务、指标或清单；指标的类别",
    "所在编号": "所在任务、指标或清单行的编号",
    "所在标题": "所在任务、指标或清单行的标题",
    "名称": "原文中的名称",
    "角色": "牵头、配合或责任",
    "来源": "责任条款、表格列，或沿用",
    "标记": "名称旁的牵头标记：*、☆",
    "用词": "原文用词：责任单位、牵头单位",
    "备注": "备注栏，或名称后括号内的说明",
    "机构": "机构目录中的统称；不认识的为空",
    "表": "所在表格的编号",
    "指标": "指标名称，不含计量单位",
    "单位": "计量单位",
    "属性": "约束性或预期性",
    "数值": "数值，按原文不换算；指标表中为各年的值",
    "对应任务": "标题与之对应的任务的编号",
    "对应任务标题": "该任务的标题",
    "年份": "数值所属的年份",
    "形式": "数值的写法：数值、区间、全覆盖等",
    "界限": "≥、>、≤、<、≈；没有的为确数",
    "下限": "区间下限",
    "上限": "区间上限",
    "前数": "1/5 中的 1",
    "后数": "1/5 中的 5",
    "倍数": "10000 为万，100000000 为亿；数值未乘",
    "累计": "累计数",
    "基准年": "变化所对比的年份",
    "清单类型": "项目、政策、任务或成果",
    "分组": "清单中的分组，由外到内",
    "内容": "清单或专栏的内容",
    "时限年": "时限的年份",
    "时限月": "时限的月份",
    "投资": "投资额，原文",
    "性质": "新建、续建、谋划",
    "其他": "清单的其他各栏",
    "任务标题": "所在任务的标题",
    "对象": "数值说的是什么",
    "分句": "数值所在的分句",
    "条目": "专栏条目的标题",
    "程度": "严重或存疑的程度",
    "事项": "需要复核的事项",
    "代码": "提示的代码",
    "说明": "提示的内容",
    "位置": "在原文中的位置：段落或单元格，第几个字",
    "原文": "该处的原文",
}
"""By heading: one that stands in several sheets means the same, or says both."""


def column(heading: str, width: int, *, number: bool = False, whole: bool = False) -> Column:
    """The column of that heading; numbers are said where a heading does not say them."""
    kind: Type = "number" if number or heading in _NUMBERS else "whole" if whole or heading in _WHOLE else "text"
    return Column(heading, width, "yes" if heading == "累计" else kind, _MEANS[heading], heading in _FOLDED)
