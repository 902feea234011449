"""The manifest: one line of JSON per input, sorted by path, without times."""

from __future__ import annotations

import inspect
import json
import sys
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable

    from policy_extract.model import Plan

NAME = "manifest.jsonl"
FORMAT = "policy-extract/manifest-1"


@dataclass(frozen=True, slots=True)
class Counts:
    """How much a plan holds."""

    __pydantic_config__: ClassVar = {"extra": "forbid"}

    sections: int
    """Headings, at every level."""
    tasks: int
    """Tasks."""
    units: int
    """Responsible units of tasks, indicators and items; one named twice counts twice."""
    indicators: int
    """Rows of indicator tables."""
    items: int
    """Rows of work lists."""
    targets: int
    """Promises in prose."""
    tables: int
    """Tables."""
    blocks: int
    """Paragraphs and tables."""


@dataclass(frozen=True, slots=True)
class Line:
    """One input and what became of it."""

    __pydantic_config__: ClassVar = {"extra": "forbid"}

    path: str
    """The input, from the folder the outputs mirror, with /. Its JSON is the file of this name with .json after it."""
    status: Literal["ok", "partial", "failed", "skipped"]
    """ok: read; partial: read, with a finding that is an error; failed: not read; skipped: not tried, because its name says that it is no document."""
    sha256: str | None
    """SHA-256 of the input's bytes; null where they could not be read or were not looked at."""
    digest: str | None
    """SHA-256 of the RFC 8785 form of the plan; null without one."""
    counts: Counts | None
    """How much the plan holds; null without one."""
    findings: dict[str, int]
    """How many findings of each code, sorted by code."""
    error: str | None
    """English sentence: why there is no plan; null where there is one."""


def line_of(path: str, plan: Plan, digest: str) -> Line:
    """The line of an input that was read."""
    errors = any(finding.severity == "error" for finding in plan.findings)
    codes = sorted(finding.code for finding in plan.findings)
    return Line(
        path,
        "partial" if errors else "ok",
        plan.source.sha256,
        digest,
        _counts(plan),
        {code: codes.count(code) for code in dict.fromkeys(codes)},
        None,
    )


def line_without_plan(path: str, status: Literal["failed", "skipped"], error: str, sha256: str | None = None) -> Line:
    """The line of an input that gave no plan."""
    return Line(path, status, sha256, None, None, {}, error)


def dump_lines(lines: Iterable[Line]) -> bytes:
    """The manifest: the same lines give the same bytes."""
    return "".join(dump_line(line) + "\n" for line in sorted(lines, key=lambda line: line.path)).encode()


def dump_line(line: Line) -> str:
    """One line as JSON, keys in the order of the fields."""
    return json.dumps(asdict(line), ensure_ascii=False, separators=(",", ":"))


def load_line(values: dict[str, Any]) -> Line:
    """The line that JSON holds."""
    counts = values["counts"]
    return Line(**{**values, "counts": Counts(**counts) if counts is not None else None})


def manifest_schema_json() -> bytes:
    """The JSON Schema 2020-12 of one line, as it is checked in."""
    from policy_extract.output.schema import dump_schema, schema_of  # noqa: PLC0415  pydantic; only the schema needs it

    return dump_schema(schema_of(Line, inspect.getsource(sys.modules[__name__]), FORMAT))


def _counts(plan: Plan) -> Counts:
    waiting, sections = [*plan.sections], 0
    while waiting:
        sections += 1
        waiting += waiting.pop().sections
    return Counts(
        sections=sections,
        tasks=len(plan.tasks),
        units=sum(len(row.units) for rows in (plan.tasks, plan.indicators, plan.items) for row in rows),
        indicators=len(plan.indicators),
        items=len(plan.items),
        targets=len(plan.targets),
        tables=len(plan.tables),
        blocks=len(plan.blocks),
    )
