"""CSV files as Excel and WPS meet them: a byte order mark, one file per kind, nothing that is calculated."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from plan_builders import plan, task

from policy_extract import export, parse
from policy_extract.output.csv import NAMES, write_csv
from policy_extract.output.datapackage import datapackage
from policy_extract.output.formulas import guarded, unguarded
from policy_extract.output.workbook_cells import source_of
from policy_extract.output.workbook_sheets import SHEETS, rows_of_sheets

if TYPE_CHECKING:
    from policy_extract.model import Plan


def written(one: Plan) -> dict[str, bytes]:
    """The files of a plan, by name."""
    streams = [io.BytesIO() for _ in NAMES]
    write_csv(streams, [rows_of_sheets(source_of(one, lambda one: one.message))])
    return dict(zip(NAMES, (stream.getvalue() for stream in streams), strict=True))


def rows(name: str, one: Plan) -> list[dict[str, str]]:
    """The rows of a file by heading."""
    return list(csv.DictReader(io.StringIO(written(one)[name].decode("utf-8-sig"), newline="")))


def test_there_is_a_file_for_each_sheet_with_the_same_columns() -> None:
    files = written(plan())
    assert [*files] == [f"{sheet.name}.csv" for sheet in SHEETS]
    for sheet, data in zip(SHEETS, files.values(), strict=True):
        assert data.startswith(b"\xef\xbb\xbf")
        assert data.decode("utf-8-sig").splitlines()[0] == ",".join(one.heading for one in sheet.columns)


@pytest.mark.parametrize("printed", ["=1+1", "+1", "-5", "@x", "\t=1", " =1", "＝1", "'十四五'"])
def test_text_that_could_be_calculated_stands_after_an_apostrophe(printed: str) -> None:
    [row] = rows("任务.csv", plan(tasks=(task("1", printed),)))
    assert row["标题"] == "'" + printed
    assert unguarded(row["标题"]) == printed


@pytest.mark.parametrize("printed", ["-", "—", "建设=完成", "1/5", "“十四五”", "第一行\n=第二行", '带"引号",和逗号'])
def test_other_text_stands_as_it_is(printed: str) -> None:
    [row] = rows("任务.csv", plan(tasks=(task("1", printed),)))
    assert row["标题"] == printed


@given(st.text(st.sampled_from("='-+@ \t\n建1")))
def test_what_was_guarded_can_be_told_and_undone(text: str) -> None:
    assert unguarded(guarded(text)) == text


# ---------------------------------------------------------------- datapackage.json

SAMPLES = sorted((Path(__file__).parents[2] / "samples").glob("*/source.docx"))


def test_every_file_and_column_is_described() -> None:
    package = json.loads(datapackage())
    assert [one["path"] for one in package["resources"]] == [*NAMES]
    for sheet, one in zip(SHEETS, package["resources"], strict=True):
        assert [field["name"] for field in one["schema"]["fields"]] == [column.heading for column in sheet.columns]
        assert all(field["description"] for field in one["schema"]["fields"])


def test_types_and_keys_are_those_of_the_tables_for_analysis() -> None:
    schemas = {one["title"]: one["schema"] for one in json.loads(datapackage())["resources"]}
    types = {name: {one["name"]: one["type"] for one in schema["fields"]} for name, schema in schemas.items()}
    assert (types["目录"]["层级"], types["文件"]["层级"], types["文件"]["任务数"]) == ("integer", "string", "integer")
    assert (types["指标值"]["数值"], types["指标"]["数值"], types["指标值"]["累计"]) == ("number", "string", "boolean")
    keyed = {"文件", "任务", "指标", "清单", "目标值", "目录"}
    assert {name for name, schema in schemas.items() if "primaryKey" in schema} == keyed
    owned = {
        name: [one["reference"]["resource"] for one in schema.get("foreignKeys", [])]
        for name, schema in schemas.items()
    }
    assert owned == {name: ["documents"] for name in schemas} | {"文件": [], "指标值": ["documents", "indicators"]}


def test_frictionless_accepts_the_folder(tmp_path: Path) -> None:
    """Types, keys and references, for all samples together."""
    frictionless = pytest.importorskip("frictionless")
    export([(path.parent.name, parse(path)) for path in SAMPLES], tmp_path / "plans", form="csv")
    report = frictionless.validate(str(tmp_path / "plans" / "datapackage.json"))
    assert report.valid, [error.message for task in report.tasks for error in task.errors][:5]
    assert sum(task.stats["rows"] for task in report.tasks) > 1000
