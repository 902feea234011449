"""The Chinese sentences about ledgers, keyed by the English ones."""

from __future__ import annotations

SENTENCES = {
    "{name}: {rows:row}": "{name}：{rows:} 行",
    "{name}: the same document as {other}; left out": "{name}：与 {other} 是同一文件，略过",
}

CLAUSES = {
    "name a workbook": "请给出工作簿文件名",
    "the ledger would have more than {most} rows": "台账会超过 {most} 行",
    "give fewer files": "请减少文件",
    "the hidden sheet of this ledger is of another program": "这个台账的隐藏工作表不是本程序写的",
    "give one that `ledger` wrote": "请给出 ledger 命令写的台账",
    "the hidden sheet of this ledger was changed": "这个台账的隐藏工作表被改动过",
    "take a copy from before that": "请用改动之前的副本",
}

HELP = {
    "ledger": "制作任务落实台账：一张可打印、可填报的表。",
    "ledger PLAN": "文件、parse 输出的 JSON，或装有它们的文件夹；- 表示标准输入。",
    "ledger --output": "要写的工作簿。",
    "ledger --rows": "每项任务一行，清单每行一行，或每个量化目标一行。",
    "ledger --grammar": "自己的规则文件，先于内置规则；可重复。",
}
