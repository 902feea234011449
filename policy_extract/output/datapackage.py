"""What describes a folder of CSV files to programs: `datapackage.json` (Frictionless Data Package)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from policy_extract.labels import word
from policy_extract.output.thing_columns import DECIMAL
from policy_extract.output.workbook_cells import how_many
from policy_extract.output.workbook_sheets import FILES, SHEETS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from policy_extract.output.things import Table
    from policy_extract.output.workbook_sheets import Column, Sheet

NAME: Final = "datapackage.json"
_DOCUMENT: Final = word("headings", "document")
_TYPES: Final[dict[str, dict[str, Any]]] = {
    "INTEGER": {"type": "integer"},
    DECIMAL: {"type": "number"},
    "BOOLEAN": {"type": "boolean", "trueValues": [word("papers", "yes")]},
}
"""What of the types of things is no text in a sheet."""


def datapackage() -> bytes:
    """The description: the same for all plans."""
    package = {
        "profile": "tabular-data-package",
        "name": "plans",
        "title": word("papers", "data"),
        "resources": [_resource(sheet) for sheet in SHEETS],
    }
    return (json.dumps(package, ensure_ascii=False, indent=2) + "\n").encode()


def _resource(sheet: Sheet) -> dict[str, Any]:
    return {
        "name": sheet.code,
        "profile": "tabular-data-resource",
        "path": f"{sheet.name}.csv",
        "title": sheet.name,
        "description": word("papers", "rows-are", row=sheet.means),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": _schema(sheet),
    }


def _schema(sheet: Sheet) -> dict[str, Any]:
    """Types and keys as the table has them whose things the sheet shows; a key that it does not show is none."""
    known = [column for column in sheet.table.columns if column.path] if sheet.table else []
    types = {column.path: column.type for column in known}
    headings = {column.path: column.heading for column in sheet.columns}
    shown = {column.name: headings[column.path] for column in known if column.path in headings}
    schema = {"fields": [_field(column, types) for column in sheet.columns], "missingValues": [""]}
    if sheet.table and shown.keys() >= {*sheet.table.key}:
        schema["primaryKey"] = [_DOCUMENT, *(shown[name] for name in sheet.table.key)]
    if sheet.code != FILES:
        schema["foreignKeys"] = [_foreign([_DOCUMENT], FILES), *(_owners(sheet.table, shown) if sheet.table else ())]
    return schema


def _field(column: Column, types: dict[str, str]) -> dict[str, Any]:
    kind = "INTEGER" if column.show is how_many else types.get(column.path, "VARCHAR")
    return {"name": column.heading, "description": column.means, **_TYPES.get(kind, {"type": "string"})}


def _owners(table: Table, shown: dict[str, str]) -> Iterator[dict[str, Any]]:
    """The references to what rows belong to, where a sheet has it; `shown` has the headings of columns."""
    sheets = {sheet.table.name: sheet.code for sheet in SHEETS if sheet.table}
    for column in table.owner:
        other = sheets.get(table.links.get(column.name, ""))
        if other and column.name in shown:
            yield _foreign([_DOCUMENT, shown[column.name]], other)


def _foreign(fields: list[str], sheet: str) -> dict[str, Any]:
    return {"fields": fields, "reference": {"resource": sheet, "fields": fields}}
