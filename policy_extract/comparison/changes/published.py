"""A comparison as data: its canonical JSON, and the schema of it."""

from __future__ import annotations

import inspect
import json
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from policy_extract import model
from policy_extract.comparison.changes import diff_model
from policy_extract.json_text import many, members, write_decimal
from policy_extract.output.schema import dump_schema, schema_of

if TYPE_CHECKING:
    from policy_extract.comparison.changes.diff_model import Diff


def dump_diff(diff: Diff) -> bytes:
    """The canonical JSON of a comparison, written as that of a plan is."""
    return (_write(diff.model_dump(), "\n") + "\n").encode()


def diff_schema() -> dict[str, Any]:
    """JSON Schema 2020-12 of a comparison, every property with its description."""
    source = "\n".join(map(inspect.getsource, (model, diff_model)))
    return schema_of(diff_model.Diff, source, diff_model.FORMAT)


def diff_schema_json() -> bytes:
    """The schema as it is checked in."""
    return dump_schema(diff_schema())


def _write(value: Any, line: str) -> str:
    """The JSON of a value; a comparison is not nested deeply."""
    if isinstance(value, dict):
        return members(_write, value, line)
    if isinstance(value, tuple):
        return many(_write, value, line)
    if isinstance(value, Decimal):
        return write_decimal(value)
    return _scalar(value)


_scalar = json.JSONEncoder(ensure_ascii=False).encode
