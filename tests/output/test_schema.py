"""The published schema: fresh, complete, and true of what is printed."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
from plan_builders import block, front, part, plan, section, task, text, unit

from policy_extract.output.canonical import dump_plan
from policy_extract.output.schema import field_docstrings, plan_schema, schema_json
from tests.collectors.golden import compare

CHECKED_IN = Path(__file__).parents[2] / "schemas" / "plan-1.json"


def test_the_checked_in_schema_is_fresh(pytestconfig: pytest.Config) -> None:
    compare(pytestconfig, CHECKED_IN, schema_json().decode())


def test_the_schema_is_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(plan_schema())


def test_every_property_is_described() -> None:
    schema = plan_schema()
    classes = {"Plan": schema, **schema["$defs"]}
    properties = {f"{name}.{key}": value for name, here in classes.items() for key, value in here["properties"].items()}
    assert [name for name, value in properties.items() if not value.get("description")] == []
    assert len(properties) > 150


def test_a_description_is_the_docstring_under_the_field() -> None:
    source = 'class A:\n    """Of A."""\n    x: int\n    """Of x."""\n    y: int = 3\n    """Of\n    y."""\n'
    assert field_docstrings(source) == {("A", "x"): "Of x.", ("A", "y"): "Of\ny."}


def test_what_is_printed_obeys_the_schema() -> None:
    printed = dump_plan(
        plan(
            front=front(title=text("澜州市行动方案")),
            parts=(part(), part("a1", "annex", label=text("附件1"))),
            sections=(section("1", "一、", "总体要求"),),
            tasks=(task("1", "总体要求", unit("市民政局", "lead")),),
            blocks=(block("b1", "一、总体要求"),),
        )
    )
    jsonschema.validate(json.loads(printed), plan_schema(), cls=jsonschema.Draft202012Validator)


def test_the_schema_refuses_what_the_contract_does_not_name() -> None:
    printed = json.loads(dump_plan(plan(tasks=(task("1", "总体要求", unit("市民政局", "lead")),))))
    printed["tasks"][0]["units"][0]["role"] = "chief"
    with pytest.raises(jsonschema.ValidationError, match="'chief' is not one of"):
        jsonschema.validate(printed, plan_schema(), cls=jsonschema.Draft202012Validator)
