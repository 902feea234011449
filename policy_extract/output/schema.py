"""The JSON Schema of the contract, made from the models and their docstrings."""

from __future__ import annotations

import ast
import inspect
import json
from typing import TYPE_CHECKING, Any

from pydantic import TypeAdapter
from pydantic.json_schema import GenerateJsonSchema

from policy_extract import model

if TYPE_CHECKING:
    from collections.abc import Iterator

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schema_json() -> bytes:
    """The schema of a plan as it is checked in."""
    return dump_schema(plan_schema())


def plan_schema() -> dict[str, Any]:
    """JSON Schema 2020-12 of a plan."""
    return schema_of(model.Plan, inspect.getsource(model), model.FORMAT)


def dump_schema(schema: dict[str, Any]) -> bytes:
    """UTF-8, two spaces, final newline."""
    return (json.dumps(schema, ensure_ascii=False, indent=2) + "\n").encode()


def schema_of(kind: type[Any], source: str, title: str) -> dict[str, Any]:
    """JSON Schema 2020-12 of a model or dataclass, every property with the docstring its source has for it."""
    made = TypeAdapter(kind).json_schema(mode="serialization", schema_generator=_WithoutFieldTitles)
    described = field_docstrings(source)
    classes = {kind.__name__: made} | made["$defs"]
    for name, definition in classes.items():
        for field, prop in definition.get("properties", {}).items():
            prop["description"] = (
                described.get((name, field)) or described[name, f"{field}_"]
            )  # from_ is no word of Python
    head = {"$schema": DIALECT, "$id": f"urn:{title.replace('/', ':')}", "title": title}
    return head | {key: value for key, value in made.items() if key != "title"}


def field_docstrings(source: str) -> dict[tuple[str, str], str]:
    """(class, field) → the docstring under the field.

    Read from the source here because pydantic's `use_attribute_docstrings`
    would do it on every start, for 100 ms.
    """
    classes = (node for node in ast.parse(source).body if isinstance(node, ast.ClassDef))
    return {(owner.name, field): text for owner in classes for field, text in _described(owner)}


def _described(owner: ast.ClassDef) -> Iterator[tuple[str, str]]:
    for field, below in zip(owner.body, owner.body[1:], strict=False):
        match field, below:
            case ast.AnnAssign(target=ast.Name(id=name)), ast.Expr(value=ast.Constant(value=str(text))):
                yield name, inspect.cleandoc(text)


class _WithoutFieldTitles(GenerateJsonSchema):
    """Without a title that only repeats the key."""

    def field_title_should_be_set(self, schema: Any) -> bool:  # noqa: ARG002  the base class asks about a schema
        return False
