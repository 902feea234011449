"""Pieces that a site for sharing documents cuts a text into and numbers, wherever the cuts fall → the paragraphs of the text.

    1、关于养老服务的实施方案一、总体要求(一)指导思想。坚持改革，形
    2、成合力。(二)工作目标。建成站点10个。二、重点任务加快建
    3、设服务网络。

A numbered paragraph ends where its sentence does; such a piece hardly ever does.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from policy_extract.reading.repair.one_line import split_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from policy_extract.reading.repair.furniture import Furniture

_PIECE: Final = re.compile(r"[ \t\u3000]*(?P<mark>(?P<number>\d{1,3})、)[ \t\u3000]*")
_SHORTEST: Final = 100
"""Characters of a piece that is not the last."""
_CLOSED: Final = 0.25
"""Share of the pieces that may end where a sentence does."""
_ENDS: Final = ("。", "；", "！", "？", "：", ".", ";", ":", "”", "）", ")", "》")


def without_numbered_pieces(lines: Sequence[str], furniture: Furniture) -> list[str]:
    """The lines; paragraphs in place of pieces that count from 1 on without a gap, whose numbers are dropped as `markup`."""
    kept: list[str] = []
    position = 0
    while position < len(lines):
        pieces = _pieces(lines, position)
        if _are_cut_anywhere(pieces):
            furniture.drop("".join(f"{number}、" for number in range(1, len(pieces) + 1)), "markup")
            kept += split_line("".join(pieces), furniture.matcher)
        else:
            kept += lines[position : position + max(len(pieces), 1)]
        position += max(len(pieces), 1)
    return kept


def _pieces(lines: Sequence[str], start: int) -> list[str]:
    """The texts of the lines from `start` on that are numbered 1、, 2、, 3、."""
    pieces: list[str] = []
    for line in lines[start:] if lines[start].lstrip().startswith("1、") else ():
        mark = _PIECE.match(line)
        if mark is None or int(mark["number"]) != len(pieces) + 1:
            break
        pieces.append(line[mark.end() :].rstrip())
    return pieces


def _are_cut_anywhere(pieces: Sequence[str]) -> bool:
    """Whether nearly all pieces but the last are long and end inside a sentence."""
    cut = pieces[:-1]
    closed = sum(1 for piece in cut if piece.endswith(_ENDS))
    return bool(cut) and min(map(len, cut)) >= _SHORTEST and closed <= _CLOSED * len(cut)
