"""The library: what a program calls; every name here is also one of `policy_extract` itself. `parse_many` is in `batch/parse_many.py`.

Nothing is loaded before it is needed. All functions may be called from several threads.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    import os
    from collections.abc import Iterable, Iterator, Sequence
    from decimal import Decimal

    from policy_extract.comparison.changes.diff_model import Diff
    from policy_extract.grammar import Grammars
    from policy_extract.messages import Language
    from policy_extract.model import Plan

    Source = str | os.PathLike[str] | bytes
    Rules = Sequence[str | os.PathLike[str]]
    Revisions = Literal["accepted", "original"]

__all__ = ["diff", "explain", "export", "parse", "tables"]

Form = Literal["xlsx", "csv", "duckdb", "parquet"]
_FORMS: dict[str, Form] = {".xlsx": "xlsx", ".duckdb": "duckdb"}


def parse(
    source: Source,
    *,
    grammar: Rules = (),
    revisions: Revisions = "accepted",
    annexes: Sequence[str | os.PathLike[str]] = (),
) -> Plan:
    """The plan in a file, or in the bytes of one; with files of their own that are its annexes.

    `grammar` names rule files of your own, tried before the built-in ones.

    Fails: InputError where the file is of no format we read; GrammarError for
           a mistake in a rule file; OSError where the path cannot be opened.
    """
    from policy_extract.output.canonical import as_model  # noqa: PLC0415  importing the package stays quick
    from policy_extract.pipeline import parse_together  # noqa: PLC0415  the same

    data, name = _opened(source)
    files = [(name, data), *((Path(path).name, Path(path).read_bytes()) for path in annexes)]
    read = parse_together(files, grammars=_loaded(grammar), revisions=revisions, unchecked=True)
    return as_model(read.plan)


def diff(old: Plan | Source, new: Plan | Source) -> Diff:
    """What changed from one version to the next; `old` and `new` are each a plan, a file, or the bytes of one.

    Fails: as `parse`.
    """
    from policy_extract.comparison.compare import compare  # noqa: PLC0415  the same

    return compare(_plan(old), _plan(new))


def explain(
    source: Source,
    wanted: str,
    *,
    grammar: Rules = (),
    revisions: Revisions = "accepted",
    language: Language = "en",
) -> str:
    """Why a thing was read so: which rule matched which characters, and which rule would have matched otherwise.

    `wanted` is the id of anything in the plan (`2/1/1`, `a1`, `t1/r2`, `b12`) or the name of a unit.
    The same lines as the command `explain` prints.

    Fails: InputError where the plan has nothing of that name, else as `parse`.
    """
    from policy_extract.messages import say_place, wording_of  # noqa: PLC0415  the same
    from policy_extract.output.block_places import places_of  # noqa: PLC0415  the same
    from policy_extract.output.explain import explain as explained  # noqa: PLC0415  the same
    from policy_extract.pipeline import parse_bytes  # noqa: PLC0415  the same

    data, name = _opened(source)
    read = parse_bytes(data, name, grammars=_loaded(grammar), revisions=revisions, trace=True)
    places = places_of(read.plan, read.places, data).items()
    where = {block: said for block, place in places if (said := say_place(language, place))}
    return explained(read.plan, read.trace, wanted, where, wording_of(language))


def export(
    plans: Plan | Iterable[Plan | tuple[str, Plan]], target: str | os.PathLike[str], *, form: Form | None = None
) -> None:
    """Write all plans into one workbook (.xlsx), one DuckDB file (.duckdb), or one folder of CSV or Parquet files.

    Without `form`, the suffix of the target decides; a name without a suffix is a folder of CSV files.
    A plan is listed under the name given with it, else its `source.name`; if a name occurs again, the
    second is `name (2)`.

    Fails: OutputError where the target cannot be written, or is something else that is not ours to replace;
           then nothing of it has changed.
    """
    from policy_extract.errors import OutputError  # noqa: PLC0415  the same

    path = Path(target)
    wanted = form or _FORMS.get(path.suffix.lower(), None if path.suffix else "csv")
    if wanted is None:
        raise OutputError(f"{path} does not say which form to write; end its name in .xlsx or .duckdb, or give form")
    try:
        if wanted in {"xlsx", "csv"}:
            _write_sheets(path, wanted, _named(plans))
        else:
            _write_corpus(path, wanted, _named(plans))
    except OSError as error:
        raise OutputError(f"{path} cannot be written: {error.strerror}") from error


def tables(
    plan: Plan, *, document: str | None = None, number: type[float | Decimal] | None = None
) -> dict[str, list[dict[str, Any]]]:
    """Table name → its rows, each a dictionary by column: what pandas, polars and DuckDB take as they are.

    The tables and columns of docs/tables.md, every table with all its columns in every row. `document` is the
    first column, by default the plan's `source.name`. Numbers with a fraction are of type `number`, exact
    decimals by default; `float` is what most programs calculate with.
    """
    from decimal import Decimal  # noqa: PLC0415  the same

    from policy_extract.output.thing_columns import DECIMAL  # noqa: PLC0415  the same
    from policy_extract.output.things import TABLES  # noqa: PLC0415  the same

    exact = number or Decimal
    found = {}
    for table in TABLES:
        decimals = [column.name for column in table.columns if column.type == DECIMAL]
        rows = list(table.rows(document or plan.source.name, plan))
        for row in rows:
            row |= {name: exact(row[name]) for name in decimals if row[name] is not None}
        found[table.name] = rows
    return found


# ---------------------------------------------------------------- what goes in


def _opened(source: Source) -> tuple[bytes, str]:
    """The bytes of a file and its name."""
    return (source, "-") if isinstance(source, bytes) else (Path(source).read_bytes(), Path(source).name)


def _plan(source: Plan | Source) -> Plan:
    from policy_extract.model import Plan  # noqa: PLC0415  importing the package stays quick
    from policy_extract.plan_files import plan_from  # noqa: PLC0415  the same

    return source if isinstance(source, Plan) else plan_from(*_opened(source), _loaded(()))


def _loaded(grammar: Rules) -> Grammars:
    from policy_extract.grammar import load  # noqa: PLC0415  the same

    return load([Path(path) for path in grammar])


# ---------------------------------------------------------------- what comes out


def _named(plans: Plan | Iterable[Plan | tuple[str, Plan]]) -> Iterator[tuple[str, Plan]]:
    """Each plan with a name that no other has."""
    from policy_extract.model import Plan  # noqa: PLC0415  importing the package stays quick
    from policy_extract.sheet_rows import DocumentNames  # noqa: PLC0415  the same

    names = DocumentNames()
    for one in [plans] if isinstance(plans, Plan) else plans:
        name, plan = one if isinstance(one, tuple) else (one.source.name, one)
        yield names.unique(name), plan


def _write_sheets(path: Path, form: Form, plans: Iterable[tuple[str, Plan]]) -> None:
    from policy_extract.files import whole_file  # noqa: PLC0415  the same
    from policy_extract.output.csv import write_folder  # noqa: PLC0415  the same
    from policy_extract.output.workbook_writer import write_workbook  # noqa: PLC0415  the same
    from policy_extract.sheet_rows import rows_of  # noqa: PLC0415  the same

    rows = (rows_of(plan, name) for name, plan in plans)
    if form == "csv":
        write_folder(path, rows)
    else:
        with whole_file(path) as file:
            write_workbook(file, rows)


def _write_corpus(path: Path, form: Form, plans: Iterable[tuple[str, Plan]]) -> None:
    from policy_extract.output.corpus import write_corpus  # noqa: PLC0415  the same

    write_corpus(path, "parquet" if form == "parquet" else "duckdb", plans)
