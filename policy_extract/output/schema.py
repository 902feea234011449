"""The JSON Schema of the contract, made from the models and their docstrings."""

from __future__ import annotations

import ast
import inspect
import json
from typing import TYPE_CHECKING, Any

from pydantic.json_schema import GenerateJsonSchema

from policy_extract import model

if TYPE_CHECKING:
    from collections.abc import Iterator

HEAD = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "$id": "urn:policy-extract:plan-1",
    "title": model.FORMAT,
}


def schema_json() -> bytes:
    """The schema as it is checked in: UTF-8, two spaces, final newline."""
    return (json.dumps(plan_schema(), ensure_ascii=False, indent=2) + "\n").encode()


def plan_schema() -> dict[str, Any]:
    """JSON Schema 2020-12 of a plan, every property with its description."""
    schema = model.Plan.model_json_schema(mode="serialization", schema_generator=_WithoutFieldTitles)
    described = field_docstrings(inspect.getsource(model))
    classes = {"Plan": schema} | schema["$defs"]
    for name, definition in classes.items():
        for field, prop in definition.get("properties", {}).items():
            prop["description"] = described[name, field]
    return HEAD | {key: value for key, value in schema.items() if key != "title"}


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
