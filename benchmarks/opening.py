"""Per form, reading a file compared with the bare cost of opening it: unzipping and parsing, or what the library takes that opens it.

The same plan is written in every form: here where a builder of the tests can,
else by LibreOffice, if it is installed. What LibreOffice itself takes to
convert a file is left out; the .docx it gives is what is read.
"""

from __future__ import annotations

import io
import shutil
import subprocess
import sys
import tempfile
import zipfile
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

sys.path.append(str(Path(__file__).resolve().parent.parent / "tests" / "reading"))

import xlrd
from lxml import etree
from sheet_builder import Tab, workbook
from test_sheets import cell, ods, old

from benchmarks.documents import bare, default_files
from benchmarks.floors import placed_glyphs, placed_text, visited_page
from benchmarks.measuring import in_turns
from benchmarks.saved_forms import FORMS
from benchmarks.written_forms import as_ofd
from policy_extract.findings import Report
from policy_extract.grammar import load
from policy_extract.reading import read
from policy_extract.reading.word import doc

if TYPE_CHECKING:
    from collections.abc import Callable

MOST: Final = 4
"""Times the cost of opening that reading may take."""
ROWS: Final = 400
_HEADING: Final = ["序号", "工作任务", "牵头单位", "配合单位", "完成时限"]


def _rows() -> list[list[object]]:
    return [
        ["澜州市2026年重点任务清单"],
        [*_HEADING],
        *(
            [number, f"建成乐龄中心{number}家，完善运营机制", "市民政局", "市财政局、市住建局", "2026年12月"]
            for number in range(1, ROWS)
        ),
    ]


def zip_of_xml(data: bytes) -> None:
    """Nothing; all XML of a zip has been unzipped and parsed."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            if name.endswith((".xml", ".rels")):
                etree.fromstring(archive.read(name))


def _bundle(files: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return stream.getvalue()


def _bare_bundle(data: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            zip_of_xml(archive.read(name))


def _bare_doc(data: bytes) -> None:
    converted = doc._convert(data)  # noqa: SLF001  # the converter is what opens the file
    assert converted is not None
    bare(converted.data)


def cases() -> dict[str, tuple[bytes, Callable[[], object]]]:
    """Form → a file of it, and what opens it."""
    word = next(file for file in default_files() if "city" in str(file)).read_bytes()
    tab = Tab(_rows(), ["A1:E1"])
    lines = "".join(f"<table:table-row>{''.join(cell(str(one)) for one in row)}</table:table-row>" for row in _rows())
    books = {"xlsx": workbook(tab), "xls": old(tab), "ods": ods(f'<table:table table:name="a">{lines}</table:table>')}
    found: dict[str, tuple[bytes, Callable[[], object]]] = {
        "docx": (word, partial(bare, word)),
        "xlsx": (books["xlsx"], partial(zip_of_xml, books["xlsx"])),
        "xls": (books["xls"], partial(xlrd.open_workbook, file_contents=books["xls"], formatting_info=True)),
        "ods": (books["ods"], partial(zip_of_xml, books["ods"])),
    }
    bundle = _bundle({"方案.docx": word, "附件1.xlsx": books["xlsx"]})
    found["zip"] = (bundle, partial(_bare_bundle, bundle))
    plain = next(file for file in default_files() if "notice" in str(file)).read_bytes()
    for form, data in (saved_by_libreoffice(word, "pdf", "html") | saved_by_libreoffice(plain, "doc")).items():
        opens: dict[str, Callable[[bytes], object]] = {
            "pdf": placed_glyphs,
            "html": visited_page,
            "doc": _bare_doc,
        }
        found[form] = (data, partial(opens[form], data))
        if form == "pdf":
            pages = as_ofd(data)
            found["ofd"] = (pages, partial(placed_text, pages))
    return found


def saved_by_libreoffice(word: bytes, *forms: str) -> dict[str, bytes]:
    """These forms, as LibreOffice saves them; none where it is not installed."""
    office = shutil.which("soffice")
    if office is None:
        return {}
    made = {}
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "x.docx")
        source.write_bytes(word)
        for form in forms:
            profile = f"-env:UserInstallation={Path(folder, 'profile').as_uri()}"
            command = [office, profile, "--headless", "--convert-to", FORMS[form], "--outdir", folder, str(source)]
            subprocess.run(command, check=True, capture_output=True, timeout=300)
            made[form] = Path(folder, f"x.{form}").read_bytes()
    return made


def opening(rounds: int) -> None:
    """Warm reading of each form compared with the bare cost of opening it, in processor time of this process and its children."""
    grammars = load()
    print(f"{'form':8}{'bytes':>10}{'read':>12}{'bare':>12}{f'ratio ≤{MOST}':>10}")
    for form, (data, open_it) in cases().items():
        read_it = partial(_read, data, grammars)
        reading, floor = in_turns([read_it, open_it], rounds)
        ratio = reading / floor
        print(
            f"{form:8}{len(data):10}{reading * 1000:9.1f} ms{floor * 1000:9.1f} ms{ratio:10.1f}{' !' if ratio > MOST else ''}"
        )


def _read(data: bytes, grammars: object) -> None:
    report = Report()
    read(data, report, grammars.matcher(report))  # type: ignore[attr-defined]
