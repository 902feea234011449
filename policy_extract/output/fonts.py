"""The fonts of papers: those that every Chinese Word, Excel and WPS has."""

from __future__ import annotations

from typing import Final

SONG: Final = "宋体"
FANG: Final = "仿宋"
"""For text, as GB/T 9704 asks."""
HEI: Final = "黑体"
"""For headings."""
