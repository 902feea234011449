"""The Chinese sentences about ledgers, keyed by the English ones."""

from __future__ import annotations

SENTENCES = {
    "{name}: {rows:row}": "{name}：{rows:} 行",
    "{name}: the same document as {other}; left out": "{name}：与 {other} 是同一文件，略过",
    "{path}: {files:file}, one for each body": "{path}：{files:} 个文件，每个单位一个",
    "{task}: {raw} names no day and is not in the calendar": "{task}：时限“{raw}”没有日期，未列入日历",
    "{name}: {task}, {column}: “{text}” came back, but there is “{there}”": (
        "{name}：{task}，{column}：反馈为“{text}”，已有“{there}”"
    ),
    "{name}: “{text}” belongs to no row and column of the ledger": "{name}：“{text}”在台账中没有对应的行或列",
    "{cells:cell} filled in, {joined} of them by several; {conflicts:conflict}": (
        "填入 {cells:} 格，其中 {joined} 格由多个单位填写；{conflicts:} 处冲突"
    ),
    "{name}: {rows:row} of a plan the ledger did not have": "{name}：台账中没有这个方案，加入 {rows:} 行",
    "{name}: {kept:row} kept, {changed} of them changed; {new} new, {gone} gone": (
        "{name}：保留 {kept:} 行，其中 {changed} 行有改动；新增 {new} 行，删除 {gone} 行"
    ),
}

CLAUSES = {
    "{path} does not end in {ending}": "{path} 不以 {ending} 结尾",
    "name such a file": "请给出这样的文件名",
    "a file for each body needs one": "每个单位一个文件，需要文件夹",
    "what came back goes into one ledger": "反馈只能汇入一个台账",
    "name that one": "请给出这个台账",
    "name the one that holds what came back": "请给出放反馈的文件夹",
    "one at a time: --update, --split-by or --merge": "--update、--split-by、--merge 只能用一个",
    "docx goes with --split-by, ics stands alone": "docx 与 --split-by 同用，ics 单独使用",
    "the ledger would have more than {most} rows": "台账会超过 {most} 行",
    "give fewer files": "请减少文件",
    "this is no ledger": "这不是台账",
    "give a workbook that `ledger` wrote": "请给出 ledger 命令写的工作簿",
    "the hidden column {name} of this ledger is gone": "这个台账的隐藏列“{name}”没有了",
    "take a copy that has it": "请用有这一列的副本",
    "the workbook is signed and cannot be changed": "工作簿有数字签名，不能改动",
    "save a copy without the signature": "请另存一份没有签名的",
    "the rows are those of the ledger": "行由台账决定",
    "name what to write": "请给出要写的文件",
    "the hidden sheet of this ledger is of another program": "这个台账的隐藏工作表不是本程序写的",
    "give one that `ledger` wrote": "请给出 ledger 命令写的台账",
    "the hidden sheet of this ledger was changed": "这个台账的隐藏工作表被改动过",
    "take a copy from before that": "请用改动之前的副本",
}

HELP = {
    "ledger": "制作任务落实台账：一张可打印、可填报的表；更新、分发、汇总已有的台账。",
    "ledger PLAN": "文件、parse 输出的 JSON、装有它们的文件夹，或一个台账；- 表示标准输入。",
    "ledger --output": "要写的文件；用 --update、--merge 时不写就是台账本身。",
    "ledger --as": "工作簿，时限日历（ics），或与 --split-by 同用的督办单（docx）。",
    "ledger --split-by": "每个责任单位一个文件，写入 -o 的文件夹。",
    "ledger --merge": "把这个文件夹里各单位填报的内容汇入台账。",
    "ledger --update": "用方案的新版本更新这个填报过的台账。",
    "ledger --rows": "每项任务一行，清单每行一行，或每个量化目标一行。",
    "ledger --grammar": "自己的规则文件，先于内置规则；可重复。",
}
