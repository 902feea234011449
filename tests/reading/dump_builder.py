"""Text files as bytes, what is read from them, and the smallest way to look at it."""

from __future__ import annotations

from functools import cache

from policy_extract.blocks import Block, Document, Paragraph, Table
from policy_extract.findings import Report
from policy_extract.grammar import Matcher, load
from policy_extract.reading import read


@cache
def matcher() -> Matcher:
    return load().within(3600).matcher(Report())


def read_dump(source: str | bytes, report: Report | None = None) -> Document:
    data = source if isinstance(source, bytes) else source.encode()
    return read(data, Report() if report is None else report, matcher())


def shown(source: str | bytes) -> list[object]:
    """Paragraphs as their texts, tables as rows of texts; a merged area repeats its text."""
    return [as_seen(block) for block in read_dump(source).blocks]


def as_seen(block: Block) -> object:
    if isinstance(block, Paragraph):
        return block.text
    return [[cell.text for cell in row] for row in block.grid()]


def the_table(source: str) -> Table:
    (table,) = (block for block in read_dump(source).blocks if isinstance(block, Table))
    return table


def dropped(source: str, reason: str) -> list[str]:
    return [one.text for one in read_dump(source).dropped if one.reason == reason]


def codes(source: str | bytes) -> list[str]:
    report = Report()
    read_dump(source, report)
    return [finding.code.value for finding in report]


def cells(*rows: list[str]) -> str:
    """A table as a dump shows it: every cell on a line of its own after a tab, a blank line after every row."""
    return "".join("".join(f"\t{text}\n" for text in row) + "\n" for row in rows)
