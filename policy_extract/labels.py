"""What codes of the contracts, columns and papers are called in Chinese and in English: `messages/labels.toml`, read once."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Literal

_FILE = Path(__file__).parent / "messages" / "labels.toml"


def labels(group: str, language: Literal["en", "zh"] = "zh") -> dict[str, str]:
    """The labels of a group by their codes, in the order of the file.

    >>> labels("roles"), labels("documents", "en")["work-list"]
    ({'lead': '牵头', 'support': '配合', 'joint': '责任'}, 'work list')
    """
    place = 0 if language == "zh" else 1
    return {code: both[place].partition("|")[0] for code, both in _table()[group].items()}


def kind_called(kind: str, title: str, language: Literal["en", "zh"] = "zh") -> str:
    """What a document of a kind is called; in Chinese by the word its title ends in, where that is one of the kind.

    >>> kind_called("action-plan", "澜州市养老服务行动计划（2026—2028年）"), kind_called("measures", "通知"), kind_called("other", "", "en")
    ('行动计划', '办法', 'other')
    """
    if language == "en":
        return labels("documents", "en")[kind]
    first, *others = _table()["documents"][kind][0].split("|")
    ends = [(title.rfind(word) + len(word), len(word), word) for word in (first, *others) if word in title]
    return max(ends)[2] if ends else first


def word(group: str, code: str, **values: object) -> str:
    """One label in Chinese, with what is named in it.

    >>> word("headings", "title"), word("papers", "ledger-of", title="行动方案")
    ('标题', '《行动方案》任务落实台账')
    """
    label = _table()[group][code][0]
    return label.format(**values) if values else label


@cache
def _table() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))
