"""`export`: any number of files, all into one workbook, or one folder of CSV files."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from policy_extract.cli.environment import memory_told
from policy_extract.cli.exit_codes import DONE, UNREADABLE
from policy_extract.cli.inputs import files_of
from policy_extract.cli.parsing import report
from policy_extract.cli.streams import STANDARD, Stop, print_bytes, read_source, shown, source_name
from policy_extract.errors import InputError, OutputError
from policy_extract.files import whole_file
from policy_extract.output.csv import NAMES, write_folder
from policy_extract.output.workbook_writer import write_workbook
from policy_extract.pipeline import parse_bytes
from policy_extract.records import field, mutable
from policy_extract.sheet_rows import DocumentNames, rows_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from policy_extract.cli.parsing import Job
    from policy_extract.output.workbook_sheets import Row


def export_files(files: Sequence[str], output: Path, form: Literal["xlsx", "csv"], job: Job) -> int:
    """The exit code after reading every file; one that cannot be read does not stop the others.

    Fails: OutputError where the rows have no sensible place to go, before anything is read.
    """
    plans = _Plans(files_of(files, plans=False), job)
    try:
        if form == "csv":
            _write_folder(output, plans)
        else:
            _write_workbook(output, plans)
    except OSError as error:
        raise OutputError(f"{output} cannot be written: {error.strerror}") from error
    return plans.code


@mutable
class _Plans:
    """The rows of each file that can be read, one file at a time; says what it finds on the way."""

    files: Sequence[str]
    job: Job
    code: int = DONE
    """The exit code so far."""
    _names: DocumentNames = field(default_factory=DocumentNames)

    def __iter__(self) -> Iterator[dict[str, list[Row]]]:
        """The rows of each file.

        Fails: Stop where none could be read, so that nothing is written.
        """
        read = 0
        for file in self.files:
            if (rows := self._rows(file)) is not None:
                read += 1
                yield rows
        if not read:
            raise Stop(self.code)

    def _rows(self, file: str) -> dict[str, list[Row]] | None:
        try:
            with memory_told():
                data = read_source(file)
                read = parse_bytes(data, source_name(file), grammars=self.job.grammars, revisions=self.job.revisions)
        except InputError as error:
            self.job.voice.complain(shown(file), error)
            self.code = UNREADABLE
            return None
        self.code = max(self.code, report(shown(file), read.plan, self.job, read.places))
        return rows_of(read.plan, self._names.unique(read.plan.source.name))


def _write_workbook(output: Path, plans: _Plans) -> None:
    if str(output) == STANDARD:
        stream = BytesIO()
        write_workbook(stream, plans)
        print_bytes(stream.getvalue())
        return
    if output.is_dir():
        raise OutputError(f"{output} is a folder; name a file")
    if output.suffix.lower() != ".xlsx" and (output.is_file() or not output.exists()):
        raise OutputError(f"{output} does not end in .xlsx; name a workbook, or use --as csv and name a folder")
    _refuse_inputs(output, plans.files)
    with whole_file(output) as file:
        write_workbook(file, plans)


def _write_folder(folder: Path, plans: _Plans) -> None:
    if str(folder) == STANDARD:
        raise OutputError("CSV is written as several files; name a folder")
    for name in NAMES:
        _refuse_inputs(folder / name, plans.files)
    write_folder(folder, plans)


def _refuse_inputs(output: Path, files: Sequence[str]) -> None:
    for file in files:
        if file != STANDARD and output.exists() and Path(file).exists() and output.samefile(file):
            raise OutputError(f"{output} is the input itself; name another file")
