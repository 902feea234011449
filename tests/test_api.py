"""The library as a program calls it."""

from __future__ import annotations

import pickle
import subprocess
import sys
import tempfile
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

import policy_extract
from policy_extract import (
    At,
    EngineError,
    GrammarError,
    InputError,
    OutputError,
    Plan,
    diff,
    dump_plan,
    explain,
    export,
    parse,
    parse_many,
    tables,
)
from policy_extract.output.things import TABLES

ROOT = Path(__file__).parents[1]
SAMPLES = sorted((ROOT / "samples").glob("*/source.docx"))
SAMPLE = SAMPLES[0]
TEXT = "澜州市养老服务行动计划\n一、主要任务\n1.完善津贴制度。发放津贴2.5万元。（责任单位：市民政局）"


@pytest.fixture(scope="module")
def plan() -> Plan:
    return parse(SAMPLE)


def test_every_name_can_be_had_and_says_what_it_is() -> None:
    for name in policy_extract.__all__:
        assert getattr(policy_extract, name).__doc__
    assert dir(policy_extract) == policy_extract.__all__
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        policy_extract.nothing  # noqa: B018


def test_importing_loads_nothing_that_takes_time() -> None:
    code = "import sys; import policy_extract; print(*sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    loaded = {name.split(".")[0] for name in run.stdout.split()}
    assert not loaded & {"pydantic", "lxml", "regex", "jieba", "typer", "rich", "docx", "tomllib", "json", "subprocess"}
    assert [name for name in run.stdout.split() if name.startswith("policy_extract")] == ["policy_extract"]


def test_reading_and_comparing_need_nothing_that_only_unix_has() -> None:
    code = """
import os, sys
sys.modules["resource"] = sys.modules["fcntl"] = None
del os.sysconf
from policy_extract import diff, explain, export, parse, tables
plan = parse(sys.argv[1])
tables(plan), diff(plan, plan), explain(sys.argv[1], plan.tasks[0].id), export(plan, sys.argv[2])
from policy_extract.__main__ import main
sys.argv[1:] = ["parse", sys.argv[1], "--as", "tasks"]
main()
"""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-c", code, str(SAMPLE), str(Path(folder, "x.xlsx"))]
        run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    assert "建设产地仓储保鲜设施" in run.stdout


# ---------------------------------------------------------------- what a place quotes


def test_the_name_of_a_unit_is_what_its_places_quote() -> None:
    for path in SAMPLES:
        plan = parse(path)
        for task in plan.tasks:
            for unit in task.units:
                assert "".join(plan.text_of(*unit.at).split()) == unit.name


def test_the_text_of_places_in_several_blocks_stands_on_several_lines(plan: Plan) -> None:
    one, other = [block for block in plan.blocks if block.text][:2]
    assert plan.text_of(At(block=one.id, start=0, end=2), At(block=other.id, start=0, end=2)) == (
        f"{one.text[:2]}\n{other.text[:2]}"
    )
    with pytest.raises(KeyError):
        plan.text_of(At(block="b100000", start=0, end=1))


def test_asking_for_texts_changes_nothing_of_a_plan(plan: Plan) -> None:
    fresh = parse(SAMPLE)
    assert plan.texts
    assert (plan, dump_plan(plan)) == (fresh, dump_plan(fresh))
    assert pickle.loads(pickle.dumps(plan)) == fresh


# ---------------------------------------------------------------- many


def test_many_files_give_what_each_gives_alone_in_the_order_given() -> None:
    paths = [*reversed(SAMPLES), SAMPLE]
    found = list(parse_many(paths, jobs=2))
    assert [one.path for one in found] == [str(path) for path in paths]
    assert [one.plan for one in found] == [parse(path) for path in paths]
    assert {one.error for one in found} == {None}


def test_what_cannot_be_read_is_an_error_in_its_place(tmp_path: Path) -> None:
    picture = tmp_path / "plan.docx"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n")
    found = list(parse_many([picture, SAMPLE, tmp_path, tmp_path / "none.txt"], jobs=1))
    assert [one.plan is None for one in found] == [True, False, True, True]
    assert [one.error is None for one in found] == [False, True, False, False]
    assert "picture" in (found[0].error or "")


def test_a_file_beyond_its_time_stops_no_other(tmp_path: Path) -> None:
    slow = tmp_path / "slow.txt"
    slow.write_text("责任单位：市民政局、市教育局。" * 100_000, encoding="utf-8")
    found = list(parse_many([slow, SAMPLE], jobs=1, seconds=0.05))
    assert "longer than 0.05 s" in (found[0].error or "")


def test_rules_of_ones_own_and_tracked_changes_reach_the_workers(tmp_path: Path) -> None:
    draft = ROOT / "samples" / "draft-with-changes" / "source.docx"
    [one] = parse_many([draft], revisions="original")
    assert one.plan == parse(draft, revisions="original")
    rules = tmp_path / "own.toml"
    rules.write_text("nonsense", encoding="utf-8")
    with pytest.raises(GrammarError, match=r"own\.toml"):
        list(parse_many([draft], grammar=[rules]))


def test_where_there_are_no_such_workers_one_line_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("platform.system", lambda: "Windows")
    with pytest.raises(EngineError, match="on Windows"):
        next(parse_many([SAMPLE]))


def test_no_files_give_no_plans() -> None:
    assert list(parse_many([])) == []


def test_leaving_the_loop_ends_the_workers() -> None:
    for one in parse_many(SAMPLES, jobs=2):
        assert one.plan is not None
        break


# ---------------------------------------------------------------- rows


def test_every_table_has_all_its_columns_in_every_row(plan: Plan) -> None:
    found = tables(plan)
    assert list(found) == [table.name for table in TABLES]
    for table in TABLES:
        names = [column.name for column in table.columns]
        assert all(list(row) == names for row in found[table.name]), table.name


def test_numbers_are_exact_or_of_the_type_asked_for() -> None:
    plan = parse(TEXT.encode())
    [exact], [rough] = tables(plan)["targets"], tables(plan, number=float)["targets"]
    assert (exact["value"], type(exact["value"])) == (Decimal("2.5"), Decimal)
    assert (rough["value"], type(rough["value"])) == (2.5, float)


def test_rows_bear_the_name_of_their_document(plan: Plan) -> None:
    assert {row["document"] for row in tables(plan)["tasks"]} == {"source.docx"}
    assert {row["document"] for row in tables(plan, document="x")["tasks"]} == {"x"}


# ---------------------------------------------------------------- two versions, why


def test_plans_files_and_bytes_can_be_compared(plan: Plan) -> None:
    assert diff(plan, SAMPLE).changes == diff(SAMPLE.read_bytes(), plan).changes == ()
    assert diff(dump_plan(plan), SAMPLE).changes == ()
    with pytest.raises(InputError, match="plan-1"):
        diff(b'{"format": "policy-extract/plan-1"}', plan)
    changed = diff(TEXT.encode(), TEXT.replace("2.5", "3").encode())
    assert [change.kind for change in changed.changes] == ["value-changed"]


def test_why_a_unit_was_read_is_said_in_the_language_asked_for() -> None:
    said = explain(TEXT.encode(), "市民政局")
    assert "line 3" in said
    assert "units.toml" in said
    assert "\n    means  责任单位：, 落实单位：, 承接部门： name a list.\n" in said
    chinese = explain(TEXT.encode(), "市民政局", language="zh")
    assert "第3行" in chinese
    assert "\n    含义  “责任单位：”“落实单位：”“承接部门：”，后面是责任单位。\n" in chinese
    with pytest.raises(InputError, match="there is no 9/9"):
        explain(TEXT.encode(), "9/9")


# ---------------------------------------------------------------- files


def test_plans_of_one_name_stand_apart_in_a_workbook(plan: Plan, tmp_path: Path) -> None:
    export([plan, ("青禾县.docx", plan), plan], tmp_path / "x.xlsx")
    book = openpyxl.load_workbook(tmp_path / "x.xlsx")
    cells = {cell for row in book["文件"].iter_rows(values_only=True) for cell in row}
    assert {"source.docx", "source.docx (2)", "青禾县.docx"} <= cells


def test_the_form_follows_from_the_name(plan: Plan, tmp_path: Path) -> None:
    export(plan, tmp_path / "folder")
    export(plan, tmp_path / "x.duckdb")
    export(plan, tmp_path / "tables", form="parquet")
    assert (tmp_path / "folder" / "任务.csv").exists()
    assert (tmp_path / "x.duckdb").exists()
    assert (tmp_path / "tables" / "tasks.parquet").exists()


def test_what_cannot_be_written_is_said_and_nothing_is_lost(plan: Plan, tmp_path: Path) -> None:
    other = tmp_path / "x.duckdb"
    other.write_bytes(b"somebody's")
    with pytest.raises(OutputError, match="is not a corpus"):
        export(plan, other)
    with pytest.raises(OutputError, match="does not say which form"):
        export(plan, tmp_path / "x.pdf")
    with pytest.raises(OutputError, match="is not a folder"):
        export(plan, other, form="csv")
    with pytest.raises(OutputError, match="cannot be written"):
        export(plan, tmp_path / "none" / "x.xlsx")
    assert other.read_bytes() == b"somebody's"
    assert [path.name for path in tmp_path.iterdir()] == ["x.duckdb"]
