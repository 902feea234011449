"""A comparison as data: the published schema, and JSON that obeys it."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import jsonschema
import pytest
from diff_builders import amount, change, diff, side
from plan_pair import pair

from policy_extract.comparison.changes.diff_model import Diff
from policy_extract.comparison.changes.published import diff_schema, diff_schema_json, dump_diff
from tests.collectors.golden import compare

if TYPE_CHECKING:
    from collections.abc import Iterable

CHECKED_IN = Path(__file__).parents[2] / "schemas" / "diff-1.json"


def test_the_checked_in_schema_is_fresh(pytestconfig: pytest.Config) -> None:
    compare(pytestconfig, CHECKED_IN, diff_schema_json().decode())


def test_the_schema_is_a_schema_in_which_every_property_is_described() -> None:
    schema = diff_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    classes = {"Diff": schema, **schema["$defs"]}
    properties = {f"{name}.{key}": value for name, here in classes.items() for key, value in here["properties"].items()}
    assert [name for name, value in properties.items() if not value.get("description")] == []
    assert len(properties) > 40


def test_what_is_printed_obeys_the_schema() -> None:
    printed = json.loads(dump_diff(pair().diff))
    jsonschema.validate(printed, diff_schema(), cls=jsonschema.Draft202012Validator)


def test_the_schema_refuses_what_the_contract_does_not_name() -> None:
    printed = json.loads(dump_diff(pair().diff))
    printed["changes"][0]["kind"] = "task-improved"
    with pytest.raises(jsonschema.ValidationError, match="'task-improved' is not one of"):
        jsonschema.validate(printed, diff_schema(), cls=jsonschema.Draft202012Validator)


def test_the_json_holds_the_whole_comparison() -> None:
    one = pair().diff
    assert Diff.model_validate(json.loads(dump_diff(one), parse_float=Decimal)) == one


def test_numbers_are_exact_and_text_is_not_escaped() -> None:
    one = change("value-changed", [side("床位", "0.7")], [side("床位", "0.65")], amount=amount("0.70", "0.65"))
    printed = dump_diff(diff(one)).decode()
    assert '"old": 0.7,' in printed
    assert '"difference": -0.05,' in printed
    assert '"text": "床位"' not in printed
    assert '"label": "床位"' in printed
    assert printed.endswith("}\n")


def test_keys_stand_in_the_order_of_the_contract() -> None:
    printed = json.loads(dump_diff(pair().diff))
    assert keys(printed) == [*Diff.model_fields]
    assert keys(printed["changes"][0])[:4] == ["id", "kind", "severity", "noun"]


def keys(value: Iterable[str]) -> list[str]:
    return [*value]
