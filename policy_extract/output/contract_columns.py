"""The fields of a model of the contract → columns, by their names, types and descriptions.

A new field of the contract is a new column. What becomes of a field:

    text, a word, a number      VARCHAR, INTEGER, BOOLEAN, DECIMAL
    words with a place          VARCHAR: the words
    a list of words             VARCHAR[]
    one more thing              its fields after its name: `period_start`
    a list of things            no column: a table of its own
    at                          `at_block`, `at_start`, `at_end`: the first of its places
"""

from __future__ import annotations

import inspect
from decimal import Decimal
from types import NoneType
from typing import TYPE_CHECKING, Any, Literal, get_args, get_origin, get_type_hints

from policy_extract import model
from policy_extract.model import Canonical, Spans, Text
from policy_extract.output.schema import field_docstrings
from policy_extract.output.thing_columns import DECIMAL, Column, read_path
from policy_extract.records import replace

if TYPE_CHECKING:
    from collections.abc import Iterator

_DESCRIBED = field_docstrings(inspect.getsource(model))
_SIMPLE = {str: "VARCHAR", int: "INTEGER", bool: "BOOLEAN", Decimal: DECIMAL}


def columns_of(kind: str, path: str, without: tuple[str, ...] = ()) -> Iterator[Column]:
    """The columns for what stands in one thing itself, things in lists left out; `path` leads to it."""
    return _columns(getattr(model, kind), path, without)


def _columns(kind: type[Canonical], path: str, without: tuple[str, ...]) -> Iterator[Column]:
    hints = get_type_hints(kind)
    for name in kind.__annotations__:
        if name in without:
            continue
        if name == "at":
            yield from _place(f"{path}at.0" if hints[name] == Spans else f"{path}at")
        else:
            for column in _field(name, path + name, *_optional(hints[name]), _DESCRIBED[kind.__name__, name]):
                yield replace(column, name=column.name.rstrip("_"))  # from_, as from is no name in Python


def _field(name: str, path: str, hint: Any, optional: bool, comment: str) -> Iterator[Column]:
    origin, inner = get_origin(hint), get_args(hint)
    if origin is Literal:
        yield _column(name, "VARCHAR", f"{comment} One of: {', '.join(inner)}.", path, not optional)
    elif hint in _SIMPLE:
        yield _column(name, _SIMPLE[hint], comment, path, not optional and hint not in {int, Decimal})
    elif hint is Text:
        yield _column(name, "VARCHAR", comment, f"{path}.text", not optional)
    elif origin is dict:
        yield _column(name, "MAP(VARCHAR, VARCHAR)", comment, path, not optional)
    elif origin is tuple and inner[0] in (str, Text):
        yield _column(name, "VARCHAR[]", comment, path, not optional)
    elif origin is tuple and inner[0] is Decimal:
        for place, which in enumerate(("first", "second")):
            yield _column(f"{name}_{which}", DECIMAL, comment, f"{path}.{place}")
    elif not (origin is tuple and issubclass(inner[0], Canonical)):  # one more thing; several are a table of their own
        for column in _columns(hint, f"{path}.", ("at",)):
            yield _column(f"{name}_{column.name}", column.type, f"{comment} {column.comment}", column.path)


def _column(name: str, kind: str, comment: str, path: str, required: bool = False) -> Column:
    return Column(name, kind, comment, read_path(f"thing.{path}"), required, path)


def _place(path: str) -> Iterator[Column]:
    yield _column("at_block", "VARCHAR", "Block or cell where it begins.", f"{path}.block")
    yield _column("at_start", "INTEGER", "First character there, from 0.", f"{path}.start")
    yield _column("at_end", "INTEGER", "Character after the last there.", f"{path}.end")


def _optional(hint: Any) -> tuple[Any, bool]:
    """The type without None, and whether None was there."""
    kinds = get_args(hint)
    if NoneType not in kinds:
        return hint, False
    [kind] = [kind for kind in kinds if kind is not NoneType]
    return kind, True
