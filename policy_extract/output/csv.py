"""Rows → CSV files that Excel and WPS open correctly: UTF-8 with a byte order mark, no text taken for a formula."""

from __future__ import annotations

import csv
import io
from contextlib import ExitStack
from datetime import date
from decimal import Decimal
from typing import IO, TYPE_CHECKING

from policy_extract.errors import OutputError
from policy_extract.files import whole_file
from policy_extract.json_text import write_decimal
from policy_extract.output import datapackage
from policy_extract.output.formulas import guarded
from policy_extract.output.workbook_sheets import SHEETS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from policy_extract.output.workbook_cells import Cell
    from policy_extract.output.workbook_sheets import Row

NAMES = tuple(f"{sheet.name}.csv" for sheet in SHEETS)
"""The files, in the order of SHEETS."""


def write_csv(streams: Iterable[IO[bytes]], plans: Iterable[Mapping[str, Iterable[Row]]]) -> None:
    """Write a file for each kind of thing, one per stream in the order of NAMES, with the rows of one plan after the other."""
    files = [io.TextIOWrapper(stream, encoding="utf-8", newline="", write_through=True) for stream in streams]
    writers = [csv.writer(file) for file in files]
    for sheet, file, writer in zip(SHEETS, files, writers, strict=True):
        file.write("\N{BYTE ORDER MARK}")
        writer.writerow([column.heading for column in sheet.columns])
    for plan in plans:
        for sheet, writer in zip(SHEETS, writers, strict=True):
            writer.writerows([_spelled(cell) for cell in row] for row in plan[sheet.name])
    for file in files:
        file.detach()


def write_folder(folder: Path, plans: Iterable[Mapping[str, Iterable[Row]]]) -> None:
    """Write the files of NAMES, and what describes them to programs, into a folder, which is made where it is not there; all files are new, or none is.

    Fails: OutputError where the folder is none, OSError where the disk says no.
    """
    if folder.exists() and not folder.is_dir():
        raise OutputError(f"{folder} is not a folder; CSV is written as several files")
    folder.mkdir(parents=True, exist_ok=True)
    with ExitStack() as stack:
        described = stack.enter_context(whole_file(folder / datapackage.NAME))
        write_csv([stack.enter_context(whole_file(folder / name)) for name in NAMES], plans)
        described.write(datapackage.datapackage())


def _spelled(cell: Cell) -> str:
    match cell:
        case None:
            return ""
        case str():
            return guarded(cell)
        case Decimal():
            return write_decimal(cell)
        case date():
            return cell.isoformat()
        case _:
            return str(cell)
