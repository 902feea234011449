"""The Chinese sentences about changes between two documents, keyed by the English ones."""

from __future__ import annotations

SENTENCES = {
    "no difference": "没有差异",
    "{substance:} of substance, {wording:} of wording, {form:} of form": "实质 {substance:} 处，措辞 {wording:} 处，形式 {form:} 处",
    # topics
    "front matter": "文首",
    "parts and headings": "结构",
    "tasks": "任务",
    "responsible units": "责任单位",
    "deadlines and targets": "时限与目标",
    "tables": "指标与清单",
    "boxes and other text": "专栏与其他文字",
    # remarks
    "up by {size}": "调高 {size}",
    "down by {size}": "调低 {size}",
    "only renumbered": "仅重编号",
    "moved": "移动",
    "moved, {ids}": "移动，{ids}",
    "split into {count:}": "拆为 {count:} 项",
    "{count:} merged into one": "{count:} 项合并",
    "the same body under another name": "同一单位，名称不同",
    "matched with {percent:} % confidence": "按相似程度对应，把握 {percent:}%",
    "{noun} {first}–{last}": "{noun} {first}–{last}",
    "{count:} places differ in spacing, width, marks or line breaks only": "{count:} 处只有空格、全半角、编号样式或分段不同",
    "main text": "正文",
    "annex {number}": "附件{number}",
    "what": "事项",
    "remark": "说明",
    # the command line
    "{old} → {new}: {sentence}": "{old} → {new}：{sentence}",
    "git config {scope}: diff.{driver} is set": "git config {scope}：已写入 diff.{driver}",
    "git config {scope}: diff.{driver} is gone": "git config {scope}：已删去 diff.{driver}",
    "{path}: {pattern} is shown by {driver}": "{path}：{pattern} 由 {driver} 显示",
    "{path}: {pattern} is left to git": "{path}：{pattern} 交还 git",
    "{path} has conflicts that are not resolved": "{path} 有冲突，尚未解决",
    # the page
    "Changes: {title}": "修改对照：{title}",
    "To the changes": "跳到修改处",
    "old document": "原文",
    "new document": "修改后",
    "Show": "显示",
    "Documents": "全文",
    "side by side": "左右对照",
    "in one": "合并显示",
    "only what changed": "只看有修改的",
    "Severity": "程度",
    "Kind of change": "修改类型",
    "all": "全选",
    "none": "全不选",
    " of {count:} changes shown": "／{count:} 处修改",
    "Keys: j next change, k previous, v the other view": "按键：j 下一处，k 上一处，v 换一种显示",
    "Contents": "目录",
    "Both documents": "全文对照",
    "Changes": "修改处",
    "in the text": "看全文",
    "added": "新增",
    "removed": "删除",
    "other layout": "排版",
    "{count:} unchanged": "{count:} 段未变",
    "{places} and {rest:} more": "{places}等，另有 {rest:} 处",
    "the same in {count:} places": "{count:} 处相同",
    "nobody led in these {count:} places before": "这 {count:} 处原来没有牵头单位",
    "{count:} bodies": "{count:} 个单位",
    "{values:} values and {deadlines:} deadlines changed": "数值变更 {values:} 处，时限变更 {deadlines:} 处",
    "{count:} added": "新增 {count:}",
    "{count:} removed": "删除 {count:}",
    "{count:} split": "拆分 {count:}",
    "{count:} merged": "合并 {count:}",
    "{count:} moved": "移动 {count:}",
    "tasks {old} → {new}": "任务 {old} → {new}",
    "bodies {old} → {new}": "单位 {old} → {new}",
    "the old version names no body, the new one {count:}": "旧稿没有写明单位，新稿写明 {count:} 个",
    "the new version names no body, the old one {count:}": "新稿没有写明单位，旧稿写明 {count:} 个",
    "by body": "按单位",
    "body": "单位",
}
"""What is said about changes, in the terminal and in the pages."""

NOUNS = {
    "section": "章节",
    "annex": "附件",
    "task": "任务",
    "indicator": "指标",
    "item": "清单项",
    "box": "专栏",
}
"""What a run of renumbering is about."""

CLAUSES = {
    "the plan names {name}, which is not in it, in {place}": "{place} 提到的 {name} 不在其中",
    "the cell {cell} is not in the table {table}": "单元格 {cell} 不在表格 {table} 中",
    "write it again with parse": "请用 parse 重新生成",
    "a Word file is not printed": "Word 文件不能直接输出",
    "{path} has another rule: {line}": "{path} 已有别的规则：{line}",
    "take it out, or leave things as they are": "请先删去它，或保持原样",
    "git is not installed": "没有安装 git",
    "install it": "请先安装",
    "git says: {reason}": "git 说：{reason}",
    "run it inside a repository, or with --global": "请在仓库中运行，或用 --global",
    "Invalid value for NEW: give two versions, or one Word file and --revisions": (
        "NEW：请给出两个版本，或一个 Word 文件加 --revisions"
    ),
    "Invalid value for NEW: standard input can be one of the two versions only": "NEW：两个版本中只能有一个是标准输入",
}
"""Errors of `diff` and of what git runs, clause by clause."""

HELP = {
    "diff": "比较方案的两个版本；有差异时退出码为 1。",
    "diff OLD": "旧版本：文件，或 parse 输出的 JSON；- 表示标准输入。",
    "diff NEW": "新版本；用 --revisions 时不写。",
    "diff --revisions": "比较同一个 Word 文件接受修订之前和之后。",
    "diff --as": "报告、每处修改一行、每个单位一行，或 JSON、Markdown、HTML、Word 文件。",
    "diff --only": "只看实质（substance）、措辞（wording）或形式（form）的修改；可重复。退出码也只看这些。",
    "diff --output": "写入这个文件。",
    "diff --grammar": "自己的规则文件，先于内置规则；可重复。",
    "install-git": "让 git diff、git log -p、git difftool 显示 Word 文件的修改。",
    "install-git --global": "对本用户的所有仓库，或只对当前仓库（默认）。",
    "install-git --uninstall": "只删去此前写入的内容。",
    "git-diff": "install-git 之后，git diff 对 Word 文件运行的命令。",
    "git-diff PATH": "git 交给外部比较程序的参数。",
    "git-text": "install-git 之后，git log -p 对 Word 文件运行的命令：输出文字，每句一行。",
    "git-text FILE": "要输出文字的文件。",
}
"""Their help texts, by command and argument."""
