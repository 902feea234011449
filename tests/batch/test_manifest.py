"""The manifest's contract: fresh, complete, and true of what is written."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from policy_extract.batch.manifest import Counts, Line, dump_line, dump_lines, load_line, manifest_schema_json
from tests.collectors.golden import compare

CHECKED_IN = Path(__file__).parents[2] / "schemas" / "manifest-1.json"
SCHEMA = json.loads(manifest_schema_json())
READ = Line("甲/a.docx", "ok", "ab" * 32, "cd" * 32, Counts(3, 2, 4, 0, 0, 1, 0, 9), {"number-skipped": 2}, None)
FAILED = Line("b.docx", "failed", None, None, None, {}, "there is no such file; check the path")


def test_the_checked_in_schema_is_fresh(pytestconfig: pytest.Config) -> None:
    compare(pytestconfig, CHECKED_IN, manifest_schema_json().decode())


def test_every_property_is_described() -> None:
    classes = {"Line": SCHEMA, **SCHEMA["$defs"]}
    properties = {f"{name}.{key}": value for name, here in classes.items() for key, value in here["properties"].items()}
    assert [name for name, value in properties.items() if not value.get("description")] == []


@pytest.mark.parametrize("line", [READ, FAILED], ids=["read", "failed"])
def test_a_line_obeys_the_schema_and_is_read_back(line: Line) -> None:
    written = json.loads(dump_line(line))
    jsonschema.validate(written, SCHEMA, cls=jsonschema.Draft202012Validator)
    assert load_line(written) == line


@pytest.mark.parametrize(("key", "value"), [("status", "skip"), ("seconds", 3), ("counts", {"tasks": 1})])
def test_the_schema_refuses_what_the_contract_does_not_name(key: str, value: object) -> None:
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({**json.loads(dump_line(READ)), key: value}, SCHEMA, cls=jsonschema.Draft202012Validator)


def test_lines_stand_in_the_order_of_their_paths() -> None:
    assert dump_lines([READ, FAILED]) == f"{dump_line(FAILED)}\n{dump_line(READ)}\n".encode()
    assert dump_lines([]) == b""
