"""What kinds of change are called in Chinese: in every view, and in the table that offices circulate.

In English a kind is its own name (`task-added`: task added).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from policy_extract.comparison.model import ChangeKind, Severity

SEVERITIES: dict[Severity, str] = {"substance": "实质", "wording": "措辞", "form": "形式"}

KINDS: dict[ChangeKind, str] = {
    # front matter
    "title-changed": "标题变更",
    "status-changed": "状态变更",
    "document-number-changed": "文号变更",
    "issuers-changed": "发文机关变更",
    "recipients-changed": "主送机关变更",
    "date-changed": "成文日期变更",
    "period-changed": "时段变更",
    "kind-changed": "文种变更",
    # annexes
    "annex-added": "新增附件",
    "annex-removed": "删除附件",
    "annex-moved": "附件移动",
    "annex-renumbered": "附件重编号",
    "annex-retitled": "附件改标题",
    # headings that are no tasks
    "section-added": "新增章节",
    "section-removed": "删除章节",
    "section-moved": "章节移动",
    "section-renumbered": "章节重编号",
    "section-retitled": "章节改标题",
    "section-split": "章节拆分",
    "section-merged": "章节合并",
    "section-reworded": "章节改写",
    # tasks
    "task-added": "新增任务",
    "task-removed": "删除任务",
    "task-moved": "任务移动",
    "task-renumbered": "任务重编号",
    "task-retitled": "任务改标题",
    "task-split": "任务拆分",
    "task-merged": "任务合并",
    "task-reworded": "任务改写",
    # who is responsible
    "unit-added": "新增单位",
    "unit-removed": "删除单位",
    "unit-renamed": "单位改称",
    "lead-changed": "牵头变更",
    "role-changed": "角色变更",
    "unit-note-changed": "单位备注变更",
    "carry-over-added": "新增沿用",
    "carry-over-removed": "删除沿用",
    "carry-over-changed": "沿用变更",
    # by when, how much
    "deadline-added": "新增时限",
    "deadline-removed": "删除时限",
    "deadline-changed": "时限变更",
    "target-added": "新增目标",
    "target-removed": "删除目标",
    "value-added": "新增数值",
    "value-removed": "删除数值",
    "value-changed": "数值变更",
    "bound-changed": "界限变更",
    "measure-changed": "计量单位变更",
    # tables
    "table-added": "新增表格",
    "table-removed": "删除表格",
    "table-moved": "表格移动",
    "table-retitled": "表格改标题",
    "table-reworked": "表格改写",
    "cell-changed": "单元格变更",
    "row-added": "新增行",
    "row-removed": "删除行",
    "row-moved": "行移动",
    "column-added": "新增列",
    "column-removed": "删除列",
    "column-renamed": "列改称",
    "column-moved": "列移动",
    "year-column-added": "新增年份列",
    "year-column-removed": "删除年份列",
    "indicator-added": "新增指标",
    "indicator-removed": "删除指标",
    "indicator-moved": "指标移动",
    "indicator-renumbered": "指标重编号",
    "indicator-renamed": "指标改称",
    "attribute-changed": "指标属性变更",
    "category-changed": "指标类别变更",
    "note-changed": "备注变更",
    "item-added": "新增清单项",
    "item-removed": "删除清单项",
    "item-moved": "清单项移动",
    "item-renumbered": "清单项重编号",
    "item-reworded": "清单项改写",
    "investment-changed": "投资变更",
    "nature-changed": "建设性质变更",
    "field-changed": "栏目变更",
    # boxes and text outside headings
    "box-added": "新增专栏",
    "box-removed": "删除专栏",
    "box-moved": "专栏移动",
    "box-renumbered": "专栏重编号",
    "box-retitled": "专栏改标题",
    "box-reworded": "专栏改写",
    "paragraph-added": "新增段落",
    "paragraph-removed": "删除段落",
    "paragraph-moved": "段落移动",
    "paragraph-reworded": "段落改写",
    # the same words in other dress
    "retyped": "排版变更",
}

DOCUMENTS: dict[str, str] = {
    "action-plan": "行动计划",
    "implementation-plan": "实施方案",
    "planning": "规划",
    "opinion": "意见",
    "notice": "通知",
    "work-list": "清单",
    "measures": "措施",
    "other": "其他",
}
"""What kinds of documents are called."""
