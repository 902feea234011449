"""Rows in files of JSON lines → tables of DuckDB, with types, keys and comments.

Everything a document says reaches DuckDB as data in a file, never as SQL.
"""

from __future__ import annotations

from importlib.metadata import version
from typing import TYPE_CHECKING, Literal

from policy_extract.errors import OutputError
from policy_extract.missing_packages import install_command
from policy_extract.output.things import FORMAT, TABLES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from contextlib import AbstractContextManager
    from pathlib import Path

    from duckdb import DuckDBPyConnection

    from policy_extract.output.corpus_rows import Spool
    from policy_extract.output.things import Table

Form = Literal["duckdb", "parquet"]

OURS = "corpus"
"""The table of one row that says what wrote the others."""
NAMES = frozenset(f"{name}.parquet" for name in (OURS, *(table.name for table in TABLES)))
"""The files of a folder of ours."""

_SAYS = "What wrote these tables."
_ABOUT = {"format": "Name and major version of the tables.", "program": "Version of policy-extract."}
_LINE = 2**24
"""Bytes of a line that DuckDB makes room for where nothing else is said."""

_UNCOMMITTED = 2**24
"""Bytes of rows after which they are committed: what is not stands in memory, and a commit waits for the disk."""
_SETTINGS = {
    # Nothing is fetched.
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    # Rows stay in order, bytes the same.
    "threads": "1",
    # Older clients read it, too; and a corpus of ten plans is not 20 MB.
    "storage_compatibility_version": "v1.2.0",
    "default_block_size": "16384",
}


def require_library() -> None:
    """Check that DuckDB is installed.

    Fails: OutputError where it is not.
    """
    try:
        import duckdb  # noqa: F401, PLC0415  loaded only where tables are asked for
    except ImportError as error:
        raise OutputError(f"these tables need the package duckdb; install with {install_command('duckdb')}") from error


def is_ours(file: Path) -> bool:
    """Whether this package wrote the DuckDB or Parquet file."""
    import duckdb  # noqa: PLC0415  loaded only where tables are asked for

    try:
        if file.suffix == ".parquet":
            with _connect() as base:
                found = base.execute(f"SELECT format FROM {_parquet(file)}").fetchall()
        else:
            with _connect(file, read_only=True) as base:
                found = base.execute(f"SELECT format FROM {OURS}").fetchall()
    except duckdb.Error:
        return False
    return found == [(FORMAT,)]


def make_tables(form: Form, place: Path, spools: Iterable[Spool]) -> None:
    """Make a DuckDB file, or a folder of Parquet files, of the rows.

    Fails: OutputError where two rows have one key, a row points to one that is not there, or the disk says no.
    """
    import duckdb  # noqa: PLC0415  loaded only where tables are asked for

    try:
        (_make_folder if form == "parquet" else _make_file)(place, spools)
    except duckdb.ConstraintException as error:
        raise OutputError(f"the plans contradict themselves: {str(error).splitlines()[0]}") from error
    except duckdb.Error as error:
        raise OutputError(f"the tables cannot be written: {str(error).splitlines()[0]}") from error


def _make_file(file: Path, spools: Iterable[Spool]) -> None:
    with _connect(file) as base:
        base.begin()
        base.execute(f"CREATE TABLE {OURS} AS {_about()}")
        _comment(base, OURS, _SAYS, _ABOUT)
        waiting = 0
        for spool in spools:
            table = spool.table
            base.execute(f"CREATE TABLE {_name(table.name)} ({', '.join(_lines(table))})")
            _comment(base, table.name, table.comment, {column.name: column.comment for column in table.columns})
            if spool.longest:
                base.execute(f"INSERT INTO {_name(table.name)} SELECT * FROM {_json(spool)}")
            waiting += spool.path.stat().st_size
            if waiting > _UNCOMMITTED:
                base.commit()
                base.begin()
                waiting = 0
        base.commit()


def _make_folder(folder: Path, spools: Iterable[Spool]) -> None:
    """Comments stand in the metadata of each file."""
    folder.mkdir()
    with _connect() as base:
        _copy(base, _about(), folder / f"{OURS}.parquet", {"": _SAYS, **_ABOUT})
        for spool in spools:
            columns = spool.table.columns
            says = {"": spool.table.comment, **{column.name: column.comment for column in columns}}
            empty = ", ".join(f"NULL::{column.type} AS {_name(column.name)}" for column in columns)
            rows = f"SELECT * FROM {_json(spool)}" if spool.longest else f"SELECT {empty} WHERE false"
            _copy(base, rows, folder / f"{spool.table.name}.parquet", says)


# ---------------------------------------------------------------- SQL


def _connect(file: Path | None = None, *, read_only: bool = False) -> AbstractContextManager[DuckDBPyConnection]:
    import duckdb  # noqa: PLC0415  loaded only where tables are asked for

    return duckdb.connect(str(file or ":memory:"), read_only=read_only, config=dict(_SETTINGS))


def _lines(table: Table) -> Iterator[str]:
    """What stands between the brackets of CREATE TABLE."""
    key = ("document", *table.key)
    for column in table.columns:
        required = " NOT NULL" if column.required or column.name in key else ""
        yield f"{_name(column.name)} {column.type}{required}"
    yield f"PRIMARY KEY ({_names(key)})"
    if table.key:
        yield "FOREIGN KEY (document) REFERENCES documents (document)"
    for column_name, other in table.links.items():
        yield f"FOREIGN KEY ({_names(('document', column_name))}) REFERENCES {_name(other)} (document, id)"


def _comment(base: DuckDBPyConnection, table: str, says: str, columns: dict[str, str]) -> None:
    base.execute(f"COMMENT ON TABLE {_name(table)} IS {_text(says)}")
    for column, comment in columns.items():
        base.execute(f"COMMENT ON COLUMN {_name(table)}.{_name(column)} IS {_text(comment)}")


def _copy(base: DuckDBPyConnection, rows: str, file: Path, says: dict[str, str]) -> None:
    metadata = ", ".join(
        f"{_text(f'comment:{name}' if name else 'comment')}: {_text(comment)}" for name, comment in says.items()
    )
    base.execute(f"COPY ({rows}) TO {_text(str(file))} (FORMAT parquet, COMPRESSION zstd, KV_METADATA {{{metadata}}})")


def _about() -> str:
    return f"SELECT {_text(FORMAT)} AS format, {_text(version('policy-extract'))} AS program"


def _json(spool: Spool) -> str:
    columns = ", ".join(f"{_text(column.name)}: {_text(column.type)}" for column in spool.table.columns)
    room = max(_LINE, spool.longest + 1)
    options = f"format = 'newline_delimited', maximum_object_size = {room}, columns = {{{columns}}}"
    return f"read_json({_path(spool.path)}, {options})"


def _parquet(file: Path) -> str:
    return f"read_parquet({_path(file)})"


def _path(file: Path) -> str:
    """The path as the readers of DuckDB take it: what would be a pattern stands for itself."""
    return _text("".join(f"[{sign}]" if sign in "*?[" else sign for sign in str(file.resolve())))


def _text(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _name(name: str) -> str:
    return f'"{name}"'


def _names(names: Iterable[str]) -> str:
    return ", ".join(map(_name, names))
