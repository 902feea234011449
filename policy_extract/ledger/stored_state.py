"""What a ledger keeps of the plans it was made from, in a hidden sheet: an update needs no other file.

Each row of that sheet is `what, fingerprint, place, piece`; the pieces of one
text in order are its zlib bytes in base64.
"""

from __future__ import annotations

import base64
import json
import zlib
from typing import TYPE_CHECKING, Any, Final

from policy_extract.errors import InputError
from policy_extract.labels import word
from policy_extract.ledger.ledger_entries import title_of
from policy_extract.output.canonical import dump_plan, load_plan
from policy_extract.records import mutable, record

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from policy_extract.model import Plan

FORMAT: Final = "policy-extract/ledger-1"
SHEET: Final = word("papers", "ledger-state")
_PIECE: Final = 32_000
"""Characters of a piece; a cell holds 767 more."""
_OPENING: Final = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
_MOST: Final = 256 * 2**20
"""Bytes that one text may unpack to."""


@record
class StoredRow:
    """A row as it was last written."""

    id: str
    """Of its entry in the plan; "" for one that is gone."""
    cells: Mapping[str, str]
    """What the program wrote in the plan's columns, and, in a ledger split for sending, what people had filled in."""


@mutable
class StoredPlan:
    """A plan, and the rows that were made of it."""

    fingerprint: str
    title: str
    """What people call it."""
    packed: str
    """Its canonical JSON, as the sheet holds it: a thousand plans take little room."""
    rows: dict[str, StoredRow]
    """By their keys."""
    bands: dict[str, str]
    """The keys of the rows that name its chapters, by what they say; "" is the document's own."""

    @property
    def plan(self) -> Plan:
        """The plan, validated again."""
        return load_plan(_unpacked([self.packed]))


def fingerprint_of(plan: Plan) -> str:
    """What tells this document from others."""
    return plan.source.sha256[:16]


def keep(plan: Plan, rows: Mapping[str, StoredRow], bands: Mapping[str, str]) -> StoredPlan:
    """The plan as a ledger keeps it."""
    return StoredPlan(fingerprint_of(plan), title_of(plan), _packed(dump_plan(plan)), dict(rows), dict(bands))


def head_line(rows: str) -> tuple[str, ...]:
    """The first row of the sheet: what the ledger's rows are made of."""
    return (FORMAT, rows, "", "")


def lines_of(kept: StoredPlan) -> Iterator[tuple[str, ...]]:
    """The rows of the hidden sheet for one plan."""
    rows = {key: {"id": row.id, "cells": dict(row.cells)} for key, row in kept.rows.items()}
    said = json.dumps({"rows": rows, "bands": kept.bands}, ensure_ascii=False).encode()
    for what, packed in (("plan", kept.packed), ("rows", _packed(said))):
        for place, start in enumerate(range(0, len(packed), _PIECE)):
            yield what, kept.fingerprint, str(place), packed[start : start + _PIECE]


def sheet_of(plans: Iterable[StoredPlan], rows: str) -> bytes:
    """The hidden sheet, as a part of a workbook."""
    lines = [head_line(rows), *(line for kept in plans for line in lines_of(kept))]
    cells = (
        "".join(f'<c t="inlineStr"><is><t>{text}</t></is></c>' for text in line) for line in lines
    )  # base64 and words of ours: nothing to escape
    return f"{_OPENING}{''.join(f'<row>{row}</row>' for row in cells)}</sheetData></worksheet>".encode()


def read_lines(lines: Iterable[Sequence[str]]) -> tuple[str, list[StoredPlan]]:
    """What the rows are made of, and the plans that are kept, in their order.

    Fails: InputError where the sheet is none that we wrote.
    """
    every = [line for line in lines if any(line)]
    if not every or every[0][0] != FORMAT:
        raise InputError("the hidden sheet of this ledger is of another program; give one that `ledger` wrote")
    packed: dict[tuple[str, str], list[str]] = {}
    for what, fingerprint, _, piece, *_ in every[1:]:
        packed.setdefault((fingerprint, what), []).append(piece)
    try:
        return every[0][1], [_kept(name, packed) for name in dict.fromkeys(name for name, _ in packed)]
    except (ValueError, KeyError, TypeError, zlib.error) as error:
        raise InputError("the hidden sheet of this ledger was changed; take a copy from before that") from error


def _kept(fingerprint: str, packed: Mapping[tuple[str, str], Sequence[str]]) -> StoredPlan:
    said: dict[str, Any] = json.loads(_unpacked(packed[fingerprint, "rows"]))
    rows = {key: StoredRow(str(row["id"]), {**row["cells"]}) for key, row in said["rows"].items()}
    pieces = packed[fingerprint, "plan"]
    plan: dict[str, Any] = json.loads(_unpacked(pieces))
    title = plan["front"]["title"]["text"] if plan["front"]["title"] else plan["source"]["name"]
    return StoredPlan(fingerprint, title, "".join(pieces), rows, {**said["bands"]})


def _packed(data: bytes) -> str:
    return base64.b64encode(zlib.compress(data, 9)).decode()


def _unpacked(pieces: Sequence[str]) -> bytes:
    unpacker = zlib.decompressobj()
    data = unpacker.decompress(base64.b64decode("".join(pieces)), _MOST)
    if unpacker.unconsumed_tail:
        raise ValueError(len(data))
    return data
