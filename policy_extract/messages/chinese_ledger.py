"""The Chinese sentences about ledgers, keyed by the English ones."""

from __future__ import annotations

SENTENCES = {
    "{name}: {rows:row}": "{name}：{rows:} 行",
    "{name}: the same document as {other}; left out": "{name}：与 {other} 是同一文件，略过",
    "{name}: {rows:row} of a plan the ledger did not have": "{name}：台账中没有这个方案，加入 {rows:} 行",
    "{name}: {kept:row} kept, {changed} of them changed; {new} new, {gone} gone": (
        "{name}：保留 {kept:} 行，其中 {changed} 行有改动；新增 {new} 行，删除 {gone} 行"
    ),
}

CLAUSES = {
    "name a workbook": "请给出工作簿文件名",
    "the ledger would have more than {most} rows": "台账会超过 {most} 行",
    "give fewer files": "请减少文件",
    "this is no ledger": "这不是台账",
    "give a workbook that `ledger` wrote": "请给出 ledger 命令写的工作簿",
    "the hidden column {name} of this ledger is gone": "这个台账的隐藏列“{name}”没有了",
    "take a copy that has it": "请用有这一列的副本",
    "the workbook is signed and cannot be changed": "工作簿有数字签名，不能改动",
    "save a copy without the signature": "请另存一份没有签名的",
    "the rows are those of the ledger": "行由台账决定",
    "leave it out with --update": "用 --update 时不写",
    "name the workbook to write": "请给出要写的工作簿",
    "the hidden sheet of this ledger is of another program": "这个台账的隐藏工作表不是本程序写的",
    "give one that `ledger` wrote": "请给出 ledger 命令写的台账",
    "the hidden sheet of this ledger was changed": "这个台账的隐藏工作表被改动过",
    "take a copy from before that": "请用改动之前的副本",
}

HELP = {
    "ledger": "制作任务落实台账：一张可打印、可填报的表；或更新已有的台账。",
    "ledger PLAN": "文件、parse 输出的 JSON，或装有它们的文件夹；- 表示标准输入。",
    "ledger --output": "要写的工作簿；用 --update 时不写就是台账本身。",
    "ledger --update": "用方案的新版本更新这个填报过的台账。",
    "ledger --rows": "每项任务一行，清单每行一行，或每个量化目标一行。",
    "ledger --grammar": "自己的规则文件，先于内置规则；可重复。",
}
