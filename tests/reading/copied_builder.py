"""Pages as a browser copies them: the steps of `innerText` in the HTML standard, for paragraphs and for tables whose cells hold paragraphs."""

from __future__ import annotations

from itertools import groupby

Rows = list[list[str]]
"""The cells of each row of a table; a cell's lines are its paragraphs."""


def copied(*parts: str | Rows) -> str:
    """The text of a page of paragraphs and tables."""
    pieces: list[int | str] = []
    for part in parts:
        pieces += _paragraph(part) if isinstance(part, str) else [1, *_table(part), 1]
    groups = [(kind, list(group)) for kind, group in groupby(filter(None, pieces), key=type)]
    return "".join(
        "\n" * max(one for one in its if isinstance(one, int)) if kind is int else "".join(map(str, its))
        for kind, its in groups
    ).strip("\n")


def _paragraph(text: str) -> list[int | str]:
    """A number is that of the line breaks that are needed there at least."""
    return [2, text, 2]


def _table(rows: Rows) -> list[int | str]:
    pieces: list[int | str] = []
    for row in rows:
        for cell in row:
            for paragraph in cell.split("\n"):
                pieces += _paragraph(paragraph)
            pieces.append("\t")
        pieces[-1] = "\n"
    return pieces[:-1]
