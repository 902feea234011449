"""Small plans for tests of the output: one call, and only what the test is about."""

from __future__ import annotations

from typing import Any

from policy_extract.model import (
    FORMAT,
    At,
    Front,
    Part,
    Plan,
    PlanBlock,
    PlanFinding,
    PlanTable,
    Section,
    SectionNumber,
    Source,
    Task,
    Text,
    Unit,
)


def unit(name: str, role: str = "joint", **more: Any) -> Unit:
    """A unit named in a clause."""
    given = {"mark": None, "label": "责任单位", "note": None, "body": None, "via": "clause", "at": ()} | more
    return Unit(name=name, role=role, **given)


def task(path: str, title: str | None, *units: Unit, text: str = "", **more: Any) -> Task:
    """A task of the main part with the section id `path`."""
    above = path.rpartition("/")[0] or None
    given = {"section": above, "part": "main", "number": "1.", "deadlines": (), "at": ()} | more
    return Task(id=path, title=title, text=text, units=units, **given)


def section(
    path: str, raw: str | None, title: str | None, *below: Section, role: str = "other", **more: Any
) -> Section:
    """A section of the main part."""
    number = raw and SectionNumber(raw=raw, value=1, style="other", origin="typed")
    given = {"part": "main", "level": path.count("/") + 1, "number": number or None, "at": (), "blocks": ()} | more
    return Section(id=path, role=role, title=title, sections=below, **given)


def text(printed: str) -> Text:
    """Text with a place."""
    return Text(text=printed, at=(At(block="b0", start=0, end=len(printed)),))


def part(name: str = "main", kind: str = "main", **more: Any) -> Part:
    """A part without label and title."""
    return Part(id=name, kind=kind, **({"label": None, "title": None, "listed": None, "present": True} | more))


def front(**more: Any) -> Front:
    """Empty front matter."""
    nothing = ("title", "status", "document_number", "date", "period", "jurisdiction")
    return Front(**(dict.fromkeys(nothing) | {"kind": "other", "issuers": (), "recipients": ()} | more))


def block(name: str, printed: str, **more: Any) -> PlanBlock:
    """A paragraph of the main part."""
    given = {"kind": "paragraph", "number": None, "style": None, "story": "body", "part": "main", "section": None}
    return PlanBlock(id=name, text=printed, **(given | {"role": "body"} | more))


def table(name: str, kind: str = "other", **more: Any) -> PlanTable:
    """A table without cells."""
    given = {"blocks": ("b1",), "part": "main", "section": None, "title": None, "rows": 2, "cols": 3, "header_rows": 1}
    return PlanTable(id=name, kind=kind, **(given | {"columns": (), "cells": (), "notes": ()} | more))


def finding(code: str = "number-repeated", at: At | None = None, **params: str | int) -> PlanFinding:
    """A finding as the pipeline makes it."""
    from policy_extract.findings import KINDS, Code

    kind = KINDS[Code(code)]
    return PlanFinding(code=code, severity=kind.severity, params=params, message=kind.message.format(**params), at=at)


def plan(**more: Any) -> Plan:
    """An empty plan with what the test adds."""
    source = Source(name="x.docx", format="docx", sha256="0" * 64, bytes=0, revisions="accepted")
    lists = ("sections", "tasks", "carry_overs", "tables", "indicators", "items", "boxes", "targets", "references")
    empty = dict.fromkeys([*lists, "blocks", "dropped", "findings"], ())
    return Plan(**({"format": FORMAT, "source": source, "front": front(), "parts": (part(),)} | empty | more))
