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
    return {code: both[place] for code, both in _table()[group].items()}


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
