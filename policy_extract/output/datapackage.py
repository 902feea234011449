"""What describes a folder of CSV files to programs: `datapackage.json` (Frictionless Data Package)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from policy_extract.output.tables_of_plan import FILES, SHEETS

if TYPE_CHECKING:
    from policy_extract.output.sheet_columns import Column, Type
    from policy_extract.output.tables_of_plan import Sheet

NAME: Final = "datapackage.json"
_NAMES: Final = {
    "文件": "documents",
    "任务": "tasks",
    "责任分工": "shares",
    "指标": "indicators",
    "指标值": "values",
    "清单": "items",
    "目标值": "targets",
    "专栏": "boxes",
    "目录": "outline",
    "复核": "review",
    "问题": "findings",
}
"""Names of the tables for programs, which may hold small letters alone."""
_TYPES: Final[dict[Type, dict[str, Any]]] = {
    "text": {"type": "string"},
    "whole": {"type": "integer"},
    "number": {"type": "number"},
    "yes": {"type": "boolean", "trueValues": ["是"]},
}
_OWNERS: Final = {"指标值": "指标"}
"""Sheets whose 编号 is that of a row of another."""


def datapackage() -> bytes:
    """The description: the same for all plans."""
    package = {
        "profile": "tabular-data-package",
        "name": "plans",
        "title": "方案数据",
        "resources": [_resource(sheet) for sheet in SHEETS],
    }
    return (json.dumps(package, ensure_ascii=False, indent=2) + "\n").encode()


def _resource(sheet: Sheet) -> dict[str, Any]:
    schema: dict[str, Any] = {"fields": [_field(column) for column in sheet.columns], "missingValues": [""]}
    if sheet.key:
        schema["primaryKey"] = [*sheet.key]
    if keys := [*_foreign_keys(sheet)]:
        schema["foreignKeys"] = keys
    return {
        "name": _NAMES[sheet.name],
        "profile": "tabular-data-resource",
        "path": f"{sheet.name}.csv",
        "title": sheet.name,
        "description": f"每行是{sheet.means}",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": schema,
    }


def _foreign_keys(sheet: Sheet) -> list[dict[str, Any]]:
    """Every row is of a document, a value of an indicator."""
    if sheet.name == FILES:
        return []
    found = [_foreign(["文件"], FILES)]
    if sheet.name in _OWNERS:
        found.append(_foreign(["文件", "编号"], _OWNERS[sheet.name]))
    return found


def _foreign(fields: list[str], sheet: str) -> dict[str, Any]:
    return {"fields": fields, "reference": {"resource": _NAMES[sheet], "fields": fields}}


def _field(column: Column) -> dict[str, Any]:
    return {"name": column.heading, "description": column.means, **_TYPES[column.type]}
