"""Many plans as one DuckDB file or a folder of Parquet files: complete, typed, with keys and descriptions, and put in place whole."""

from __future__ import annotations

import gc
import json
import os
import subprocess
import sys
import weakref
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb
import pytest

from policy_extract import load_plan
from policy_extract.errors import OutputError
from policy_extract.model import (
    At,
    CarryOver,
    Deadline,
    Indicator,
    Item,
    Period,
    PlanDate,
    Section,
    Target,
    Value,
)
from policy_extract.output.corpus import check_corpus, write_corpus
from policy_extract.output.things import TABLES
from tests.output.plan_builders import block, front, plan, section, table, task, unit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from policy_extract.model import Plan

SAMPLES = sorted((Path(__file__).parents[2] / "samples").glob("*/plan.json"))
FORMS = ("duckdb", "parquet")
AT = (At(block="b1", start=2, end=4),)


def samples() -> Iterator[tuple[str, Plan]]:
    return ((path.parent.name, load_plan(path.read_bytes())) for path in SAMPLES)


@pytest.fixture(scope="session")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the samples as corpus.duckdb and as the folder parquet."""
    folder = tmp_path_factory.mktemp("corpus")
    write_corpus(folder / "corpus.duckdb", "duckdb", samples())
    write_corpus(folder / "parquet", "parquet", samples())
    return folder


@pytest.fixture(scope="session")
def base(corpus: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """The samples' DuckDB file, open."""
    with duckdb.connect(str(corpus / "corpus.duckdb"), read_only=True) as connection:
        yield connection


def asked(file: Path, query: str) -> list[tuple[Any, ...]]:
    with duckdb.connect(str(file), read_only=True) as connection:
        return connection.execute(query).fetchall()


def answer(folder: Path, query: str, *plans: Plan) -> list[tuple[Any, ...]]:
    """What a corpus of these plans says."""
    write_corpus(folder / "x.duckdb", "duckdb", ((f"{place}", one) for place, one in enumerate(plans)))
    return asked(folder / "x.duckdb", query)


# ---------------------------------------------------------------- nothing is left out


def listed(read: dict[str, Any]) -> dict[str, list[dict[str, Any]]]:
    """What the JSON of a plan lists, by the table it belongs to, in the order of the rows."""
    sections, waiting = [], read["sections"][::-1]
    while waiting:
        sections.append(waiting.pop())
        waiting += sections[-1]["sections"][::-1]
    rows = [*read["tasks"], *read["indicators"], *read["items"]]
    lists = {name: value for name, value in read.items() if isinstance(value, list)}
    return lists | {
        "documents": [read["source"] | read["front"]],
        "sections": sections,
        "table_columns": [column for one in read["tables"] for column in one["columns"]],
        "cells": [cell for one in read["tables"] for cell in one["cells"]],
        "values": [value for row in read["indicators"] for value in row["values"]],
        "box_entries": [entry for box in read["boxes"] for entry in box["entries"]],
        "units": [one for row in rows for one in row["units"]],
        "deadlines": [deadline for task in read["tasks"] for deadline in task["deadlines"]],
    }


def flat(thing: dict[str, Any]) -> dict[str, Any]:
    """The columns that the JSON of a thing fills."""
    found: dict[str, Any] = {}
    for name, value in thing.items():
        match value:
            case _ if name == "at":
                first = next(iter(value if isinstance(value, list) else [value] if value else []), {})
                found |= {f"at_{part}": first.get(part) for part in ("block", "start", "end")}
            case _ if name in {"extra", "params"}:
                found[name] = {key: str(one) for key, one in value.items()}
            case {"text": text, "at": _}:
                found[name] = text
            case dict():
                found |= {f"{name}_{key}": one for key, one in flat(value).items() if not key.startswith("at_")}
            case [{"text": _, "at": _}, *_]:
                found[name] = [one["text"] for one in value]
            case [dict(), *_] | []:
                found |= {name: value} if value else {}
            case _ if name == "pair":
                found |= dict(zip(("pair_first", "pair_second"), value or (None, None), strict=True))
            case _:
                found[name] = value
    return {
        name: value for name, value in found.items() if not isinstance(value, list) or not isinstance(value[0], dict)
    }


@pytest.mark.parametrize("name", [one.name for one in TABLES])
def test_the_rows_say_all_that_the_json_says(name: str, base: duckdb.DuckDBPyConnection) -> None:
    cursor = base.execute(f'SELECT * FROM "{name}" ORDER BY rowid')
    columns = [column[0] for column in cursor.description or ()]
    rows = [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]
    plans = [json.loads(path.read_bytes(), parse_float=Decimal) for path in SAMPLES]
    wanted = [flat(thing) for read in plans for thing in listed(read)[name]]
    assert len(rows) == len(wanted)
    for row, thing in zip(rows, wanted, strict=True):
        lost = {key: value for key, value in thing.items() if row.get(key) != value and key != "blocks"}
        assert lost == {}, row["document"]


def test_every_list_of_the_contract_has_its_table() -> None:
    read = listed(json.loads(SAMPLES[0].read_bytes()))
    assert {one.name for one in TABLES} == {*read}


# ---------------------------------------------------------------- types, keys, comments


def test_numbers_years_and_flags_have_their_types(tmp_path: Path) -> None:
    value = Value(
        year=2027, kind="target", raw="40.72", form="amount", value=Decimal("40.72"), low=None, high=None,
        pair=(Decimal(1), Decimal(5)), bound="at-least", measure="%", scale=1, cumulative=True, base_year=None, at=AT,
    )  # fmt: skip
    row = Indicator(
        id="t1/r1", table="t1", no="1", category=("甲", "乙"), name="覆盖率", measure="%", attribute=None,
        values=(value,), units=(), note=None, at=AT,
    )  # fmt: skip
    read = plan(tables=(table("t1"),), indicators=(row,))
    found = answer(
        tmp_path, 'SELECT "year", value, pair_first, pair_second, cumulative, typeof(value) FROM values', read
    )
    assert found == [(2027, Decimal("40.72"), 1, 5, True, "DECIMAL(18,6)")]
    assert asked(tmp_path / "x.duckdb", "SELECT category FROM indicators") == [(["甲", "乙"],)]


@pytest.mark.parametrize("number", ["0.0000001", "1234567890123", "1e30"])
def test_a_number_that_would_have_to_be_rounded_is_null_and_stays_as_printed(tmp_path: Path, number: str) -> None:
    odd = Target(
        id="g1", task=None, clause="建成", year=2027, raw=number, value=Decimal(number), measure="个", bound="exactly",
        subject=None, at=AT,
    )  # fmt: skip
    assert answer(tmp_path, "SELECT raw, value FROM targets", plan(targets=(odd,))) == [(number, None)]


def test_a_whole_date_is_a_date(tmp_path: Path) -> None:
    days = [PlanDate(raw="x", iso=iso, at=()) for iso in ("2023-05-23", "2023-05", "2023-02-30")]
    plans = [plan(front=front(date=day)) for day in days]
    found = answer(tmp_path, "SELECT date, date_iso FROM documents ORDER BY document", *plans)
    assert found == [(date(2023, 5, 23), "2023-05-23"), (None, "2023-05"), (None, "2023-02-30")]


def test_what_stands_inside_another_thing_has_its_name_before_it(tmp_path: Path) -> None:
    read = plan(front=front(period=Period(raw="2025—2027年", start=2025, end=2027, at=AT)))
    found = answer(tmp_path, "SELECT period_raw, period_start, period_end, date_raw FROM documents", read)
    assert found == [("2025—2027年", 2025, 2027, None)]


def test_a_unit_says_which_task_indicator_or_item_it_is_for(tmp_path: Path) -> None:
    item = Item(
        id="t1/r1", table="t1", list="projects", no="1", group=(), content="建设", units=(unit("丙"),),
        deadline=Deadline(raw="2027年底", year=2027, month=12, at=AT), investment=None, nature=None,
        extra={"备注": "甲"}, at=AT,
    )  # fmt: skip
    read = plan(
        sections=(section("1", "一、", "建设"),),
        tasks=(task("1", "建设", unit("甲", "lead"), unit("乙", "support")),),
        tables=(table("t1", kind="worklist"),),
        items=(item,),
    )
    found = answer(tmp_path, "SELECT position, task, indicator, item, name, role FROM units ORDER BY position", read)
    assert found == [
        (1, "1", None, None, "甲", "lead"),
        (2, "1", None, None, "乙", "support"),
        (3, None, None, "t1/r1", "丙", "joint"),
    ]
    found = asked(tmp_path / "x.duckdb", "SELECT deadline_raw, deadline_year, deadline_month FROM items")
    assert found == [("2027年底", 2027, 12)]
    assert asked(tmp_path / "x.duckdb", "SELECT extra['备注'] FROM items") == [("甲",)]


def test_a_section_names_the_one_above_it(tmp_path: Path) -> None:
    tree = section(
        "1", "一、", "甲", section("1/1", "1.", "乙", section("1/1/1", "（1）", "丙")), section("1/2", "2.", "丁")
    )
    found = answer(tmp_path, "SELECT id, parent, position FROM sections ORDER BY position", plan(sections=(tree,)))
    assert found == [("1", None, 1), ("1/1", "1", 2), ("1/1/1", "1/1", 3), ("1/2", "1", 4)]


def test_a_place_is_the_first_of_the_places(tmp_path: Path) -> None:
    odd = CarryOver(raw="以下", names=("甲", "乙"), reach="following", at=(*AT, At(block="b2", start=0, end=9)))
    found = answer(tmp_path, "SELECT names, at_block, at_start, at_end FROM carry_overs", plan(carry_overs=(odd,)))
    assert found == [(["甲", "乙"], "b1", 2, 4)]


def test_every_table_has_its_key_and_knows_the_tables_it_points_to(base: duckdb.DuckDBPyConnection) -> None:
    rows = base.execute(
        "SELECT table_name, constraint_type, constraint_column_names, referenced_table FROM duckdb_constraints()"
        " WHERE constraint_type IN ('PRIMARY KEY', 'FOREIGN KEY')"
    ).fetchall()
    keys = {name: columns for name, kind, columns, _ in rows if kind == "PRIMARY KEY"}
    assert keys == {one.name: ["document", *one.key] for one in TABLES}
    links = {(name, columns[-1], other) for name, kind, columns, other in rows if kind == "FOREIGN KEY"}
    assert {("units", "task", "tasks"), ("values", "indicator", "indicators"), ("tasks", "id", "sections")} <= links
    assert {(one.name, "document", "documents") for one in TABLES if one.key} <= links


def test_every_table_and_column_is_told(base: duckdb.DuckDBPyConnection) -> None:
    tables = base.execute("SELECT table_name, comment FROM duckdb_tables()").fetchall()
    assert {name for name, _ in tables} == {"corpus", *(one.name for one in TABLES)}
    columns = base.execute(
        "SELECT table_name, column_name, comment FROM duckdb_columns() WHERE NOT internal"
    ).fetchall()
    assert [row[:-1] for row in (*tables, *columns) if not row[-1]] == []
    assert ("units", "role") in {
        (name, column) for name, column, says in columns if says.endswith("lead, support, joint.")
    }


def test_parquet_files_carry_the_same_comments(corpus: Path) -> None:
    found = duckdb.sql(f"SELECT key, value FROM parquet_kv_metadata('{corpus}/parquet/units.parquet')").fetchall()
    says = {bytes(key).decode(): bytes(value).decode() for key, value in found}
    assert says["comment"].startswith("A body (责任单位)")
    assert says["comment:name"] == "As printed, without mark, note, and white space inside."


# ---------------------------------------------------------------- the files


CLIENT = """
import duckdb, json, sys
base = duckdb.connect(sys.argv[1], read_only=True)
names = [name for name, in base.execute("SELECT table_name FROM duckdb_tables() ORDER BY 1").fetchall()]
for name in names:
    inside = base.execute(f'SELECT * FROM "{name}"').fetchall()
    outside = duckdb.sql(f"SELECT * FROM read_parquet('{sys.argv[2]}/{name}.parquet')").fetchall()
    print(name, len(inside), inside == outside)
"""


def test_a_plain_client_reads_the_same_from_both(corpus: Path) -> None:
    command = [sys.executable, "-I", "-c", CLIENT, corpus / "corpus.duckdb", corpus / "parquet"]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()
    assert [line for line in said if not line.endswith(" True")] == []
    counts = {line.split()[0]: int(line.split()[1]) for line in said}
    assert counts["documents"] == len(SAMPLES)
    assert counts["tasks"] == sum(len(one.tasks) for _, one in samples())
    assert sorted(counts) == sorted(["corpus", *(one.name for one in TABLES)])


def test_the_same_plans_give_the_same_tables(corpus: Path, tmp_path: Path) -> None:
    write_corpus(tmp_path / "parquet", "parquet", samples())
    files = sorted(path.name for path in (corpus / "parquet").iterdir())
    assert sorted(path.name for path in (tmp_path / "parquet").iterdir()) == files
    for name in files:
        assert (tmp_path / "parquet" / name).read_bytes() == (corpus / "parquet" / name).read_bytes(), name


HOSTILE = "'; DROP TABLE tasks; --\"\\N\\\\\n\r\t{}[]\u2028\U0001f600NULL"


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    "text", [HOSTILE, "", "null", "a\x00b", "x" * 34_000_000], ids=["sql", "empty", "null", "nul", "long"]
)
def test_a_text_comes_out_as_it_went_in(tmp_path: Path, form: Any, text: str) -> None:
    target = tmp_path / "it's [a] *" / "it's [b] *"
    write_corpus(target, form, [(HOSTILE, plan(blocks=(block("b1", text),)))])
    place = tmp_path / "plain"
    target.rename(place)
    source = f"'{place}/blocks.parquet'" if form == "parquet" else "blocks"
    with duckdb.connect(":memory:" if form == "parquet" else str(place)) as base:
        assert base.execute(f"SELECT document, text FROM {source}").fetchall() == [(HOSTILE, text)]


@pytest.mark.parametrize("form", FORMS)
def test_no_plan_at_all_gives_empty_tables(tmp_path: Path, form: Any) -> None:
    write_corpus(tmp_path / "x", form, [])
    check_corpus(tmp_path / "x", form)


def test_a_plan_is_gone_before_the_next_is_asked_for(tmp_path: Path) -> None:
    alive: list[weakref.ref[Plan]] = []

    def one_by_one() -> Iterator[tuple[str, Plan]]:
        for place in range(5):
            gc.collect()
            assert sum(ref() is not None for ref in alive) <= 1
            read = plan()
            alive.append(weakref.ref(read))
            yield str(place), read
            del read

    write_corpus(tmp_path / "x.duckdb", "duckdb", one_by_one())
    assert len(alive) == 5


# ---------------------------------------------------------------- where they go


@pytest.mark.parametrize("form", FORMS)
def test_tables_of_ours_are_replaced(tmp_path: Path, form: Any) -> None:
    write_corpus(tmp_path / "x", form, samples())
    write_corpus(tmp_path / "x", form, [("one", plan())])
    file = tmp_path / "x"
    found = asked(file, "SELECT document FROM documents") if form == "duckdb" else None
    assert found in (None, [("one",)])
    if form == "parquet":
        assert duckdb.sql(f"SELECT document FROM '{file}/documents.parquet'").fetchall() == [("one",)]
    assert [path.name for path in tmp_path.iterdir()] == ["x"]


def test_a_file_that_is_replaced_keeps_its_permissions_and_its_link(tmp_path: Path) -> None:
    write_corpus(tmp_path / "real.duckdb", "duckdb", [])
    (tmp_path / "real.duckdb").chmod(0o640)
    (tmp_path / "x.duckdb").symlink_to("real.duckdb")
    write_corpus(tmp_path / "x.duckdb", "duckdb", [("one", plan())])
    assert (tmp_path / "x.duckdb").is_symlink()
    assert (tmp_path / "real.duckdb").stat().st_mode & 0o777 == 0o640
    assert asked(tmp_path / "real.duckdb", "SELECT document FROM documents") == [("one",)]


def make_other_base(file: Path) -> None:
    with duckdb.connect(str(file)) as base:
        base.execute("CREATE TABLE mine (x INTEGER)")


def make_base_of_another_corpus(file: Path) -> None:
    with duckdb.connect(str(file)) as base:
        base.execute("CREATE TABLE corpus AS SELECT 'another/corpus-1' AS format")


def make_other_folder(folder: Path) -> None:
    folder.mkdir()
    (folder / "letter.txt").write_text("mine")


def make_mixed_folder(folder: Path) -> None:
    write_corpus(folder, "parquet", [])
    (folder / "letter.txt").write_text("mine")


def make_saved_nothing(file: Path) -> None:
    write_corpus(file, "duckdb", [])
    file.with_name(f"{file.name}.wal").write_bytes(b"")


@pytest.mark.parametrize(
    ("make", "form", "sentence"),
    [
        (lambda path: path.write_text("mine"), "duckdb", "x is not a corpus that policy-extract wrote; name another file"),
        (lambda path: path.touch(), "duckdb", "x is not a corpus that policy-extract wrote; name another file"),
        (make_other_base, "duckdb", "x is not a corpus that policy-extract wrote; name another file"),
        (make_base_of_another_corpus, "duckdb", "x is not a corpus that policy-extract wrote; name another file"),
        (Path.mkdir, "duckdb", "x is a folder; name a file, or use --as parquet"),
        (make_saved_nothing, "duckdb", "x has changes that another program has not saved; close it there"),
        (Path.touch, "parquet", "x is not a folder; Parquet is written as several files"),
        (make_other_folder, "parquet", "x holds other files than a corpus that policy-extract wrote; name another folder"),
        (make_mixed_folder, "parquet", "x holds other files than a corpus that policy-extract wrote; name another folder"),
    ],
)  # fmt: skip
def test_what_is_not_ours_is_refused_and_left_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, make: Any, form: Any, sentence: str
) -> None:
    monkeypatch.chdir(tmp_path)
    make(Path("x"))
    before = {path: path.read_bytes() for path in Path().rglob("*") if path.is_file()}
    with pytest.raises(OutputError) as caught:
        write_corpus(Path("x"), form, samples())
    assert str(caught.value) == sentence
    assert {path: path.read_bytes() for path in Path().rglob("*") if path.is_file()} == before


def test_a_name_like_a_pattern_means_only_itself(tmp_path: Path) -> None:
    write_corpus(tmp_path / "x", "parquet", [])
    (tmp_path / "[x]").mkdir()
    (tmp_path / "[x]" / "corpus.parquet").write_text("mine")
    with pytest.raises(OutputError, match="holds other files"):
        check_corpus(tmp_path / "[x]", "parquet")


@pytest.mark.parametrize("form", FORMS)
def test_a_write_that_fails_leaves_the_old_tables_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, form: Any
) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    target = tmp_path / "x"
    write_corpus(target, form, [("one", plan())])
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OutputError, match="x cannot be written: No space left on device"):
        write_corpus(target, form, samples())
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize("form", FORMS)
def test_a_stop_in_the_middle_leaves_nothing_after(tmp_path: Path, form: Any) -> None:
    def stopped() -> Iterator[tuple[str, Plan]]:
        yield "one", plan()
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_corpus(tmp_path / "x", form, stopped())
    assert [*tmp_path.iterdir()] == []


@pytest.mark.parametrize("form", FORMS)
def test_two_documents_of_one_name_are_refused(tmp_path: Path, form: Any) -> None:
    with pytest.raises(OutputError, match="two documents are called one; give them different names"):
        write_corpus(tmp_path / "x", form, [("one", plan()), ("one", plan())])
    assert [*tmp_path.iterdir()] == []


def test_a_plan_that_contradicts_itself_is_told_in_one_line(tmp_path: Path) -> None:
    lost = Section(
        id="1", part="nowhere", level=1, role="other", number=None, title="甲", at=(), blocks=(), sections=()
    )
    with pytest.raises(OutputError, match=r"^the plans contradict themselves: .*nowhere") as caught:
        write_corpus(tmp_path / "x", "duckdb", [("one", plan(sections=(lost,)))])
    assert len(str(caught.value).splitlines()) == 1
    assert [*tmp_path.iterdir()] == []


def test_without_the_library_one_line_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "duckdb", None)
    with pytest.raises(
        OutputError, match=r"^these tables need the package duckdb; install with .* -m pip install duckdb$"
    ):
        check_corpus(tmp_path / "x", "duckdb")
