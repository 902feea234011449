"""docs/recipes.md answers its own questions; docs/tables.md lists what there is to ask."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb
import pytest

from policy_extract import load_plan
from policy_extract.json_text import write_decimal
from policy_extract.output.corpus import write_corpus
from policy_extract.output.things import TABLES
from tests.collectors.golden import compare

if TYPE_CHECKING:
    from collections.abc import Iterator

    from policy_extract.output.things import Table

ROOT = Path(__file__).parents[1]
RECIPES = ROOT / "docs" / "recipes.md"
_RECIPE = re.compile(r"(^```sql\n((?:(?!```).*\n)+)```\n)(\n(?:\|.*\n)+)?", re.MULTILINE)


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    """A corpus of the samples, as `batch` names them, opened as anybody would."""
    file = tmp_path_factory.mktemp("recipes") / "corpus.duckdb"
    paths = sorted((ROOT / "samples").glob("*/plan.json"))
    write_corpus(file, "duckdb", ((f"{path.parent.name}/source.docx", load_plan(path.read_bytes())) for path in paths))
    with duckdb.connect(str(file), read_only=True) as connection:
        yield connection


def answer(base: duckdb.DuckDBPyConnection, query: str) -> str:
    """The rows as a table of a page."""
    found = base.execute(query)
    head = [column[0] for column in found.description or ()]
    rows = [head, ["---"] * len(head), *([_cell(value) for value in row] for row in found.fetchall())]
    return "\n" + "".join(f"| {' | '.join(row)} |\n" for row in rows)


def _cell(value: object) -> str:
    shown = "" if value is None else write_decimal(value) if hasattr(value, "as_tuple") else str(value)
    return re.sub(r"\s+", " ", shown).replace("|", "\\|")


def test_every_recipe_gives_the_answer_on_its_page(
    base: duckdb.DuckDBPyConnection, pytestconfig: pytest.Config
) -> None:
    text = RECIPES.read_text(encoding="utf-8")
    compare(pytestconfig, RECIPES, _RECIPE.sub(lambda found: found[1] + answer(base, found[2]), text))


def test_there_are_ten_recipes_and_each_has_an_answer(base: duckdb.DuckDBPyConnection) -> None:
    recipes = [found[2] for found in _RECIPE.finditer(RECIPES.read_text(encoding="utf-8"))]
    assert len(recipes) == 10
    assert [query for query in recipes if not base.execute(query).fetchall()] == []


# ---------------------------------------------------------------- docs/tables.md

HEAD = """\
# Tables

What `batch --to` writes ([recipes.md](recipes.md) shows what to ask): a DuckDB file, in which every table has its keys and every table
and column the comment shown here, or a Parquet file per table, with the same comments in its metadata. The columns are the fields of
the contract ([schemas/plan-1.json](../schemas/plan-1.json)), by their names. Chinese text is as printed. A number that its column could
not hold exactly is null; `raw` beside it has it as printed. The table `corpus` says with which version all were written.

The same documents give the same tables, in the same order. A file or folder that `batch` wrote is replaced in one step; if the target is not from
`batch`, the run stops.

This page is made from `policy_extract/output/things.py` by `pytest --update`.
"""


def tables_page() -> str:
    """docs/tables.md as it should be."""
    return HEAD + "".join(map(_table, TABLES))


def _table(table: Table) -> str:
    links = {column: f" → [{other}](#{other})" for column, other in table.links.items()}
    links |= {"document": " → [documents](#documents)"} if table.key else {}
    rows = [
        f"| `{column.name}`{links.get(column.name, '')} | {column.type} | {_cell(column.comment)} |\n"
        for column in table.columns
    ]
    key = ", ".join(f"`{name}`" for name in ("document", *table.key))
    return f"\n## {table.name}\n\n{table.comment} Key: {key}.\n\n| column | type | |\n|---|---|---|\n{''.join(rows)}"


def test_the_page_of_tables_is_fresh(pytestconfig: pytest.Config) -> None:
    compare(pytestconfig, ROOT / "docs" / "tables.md", tables_page())
