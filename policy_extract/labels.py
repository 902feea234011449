"""What codes of the contracts are called in Chinese and in English: `messages/labels.toml`, read once."""

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


@cache
def _table() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))
