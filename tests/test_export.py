"""`export` as people call it: workbooks and CSV files on the disk, and what LibreOffice makes of them."""

from __future__ import annotations

import csv
import io
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest
from openpyxl import Workbook, load_workbook

from policy_extract.output.csv import NAMES
from policy_extract.output.formulas import unguarded
from policy_extract.output.workbook_sheets import SHEETS
from tests.collectors.program import Program

ROOT = Path(__file__).parents[1]
SAMPLES = sorted((ROOT / "samples").glob("*/source.docx"))
SEEDS = sorted((ROOT.parent / "shared" / "corpus" / "seeds").glob("*.*"))
PLAN = """\
澜州市养老服务行动方案
一、主要任务
1.健全保障体系。提高津贴标准。（责任单位：*市人社局、市民政局）
2.建设服务设施。建成养老中心10个。（责任单位：市民政局）
"""


@pytest.fixture
def program(capsysbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Program:
    """The command line, in a folder with two small plans."""
    monkeypatch.chdir(tmp_path)
    Path("x.txt").write_text(PLAN, encoding="utf-8")
    Path("y.txt").write_text(PLAN.replace("澜州", "青禾"), encoding="utf-8")
    return Program(capsysbinary, monkeypatch)


def left() -> list[str]:
    """The names in the folder, the plans aside."""
    return sorted(path.name for path in Path().iterdir() if path.name not in {"x.txt", "y.txt"})


def titles(workbook: Path | io.BytesIO) -> list[tuple[str, str]]:
    """Document and title of every task."""
    rows = load_workbook(workbook)["任务"].iter_rows(min_row=2, values_only=True)
    return [(str(row[0]), str(row[6])) for row in rows]


# ---------------------------------------------------------------- where it goes


def test_several_files_become_one_workbook(program: Program) -> None:
    result = program("export", "x.txt", "y.txt", "-o", "plan.xlsx")
    assert (result.code, result.out) == (0, b"")
    assert result.err == "x.txt: 2 tasks, 3 units, 0 findings\ny.txt: 2 tasks, 3 units, 0 findings\n"
    assert titles(Path("plan.xlsx")) == [
        ("x.txt", "健全保障体系"),
        ("x.txt", "建设服务设施"),
        ("y.txt", "健全保障体系"),
        ("y.txt", "建设服务设施"),
    ]


def test_csv_is_a_folder_of_files(program: Program) -> None:
    assert program("export", "x.txt", "y.txt", "-o", "out/plan", "--as", "csv").code == 0
    assert sorted(path.name for path in Path("out/plan").iterdir()) == sorted([*NAMES, "datapackage.json"])
    units = (Path("out/plan") / "责任分工.csv").read_text(encoding="utf-8-sig")
    assert (
        units.splitlines()[1]
        == "x.txt,澜州市养老服务行动方案,人力社保部门,市人社局,牵头,责任条款,任务,1/1,健全保障体系,,*,责任单位,,市人社局,b3:24"
    )


def test_a_folder_stands_for_its_documents_and_two_of_one_name_are_told_apart(program: Program) -> None:
    for name in ("a", "b"):
        Path("plans", name).mkdir(parents=True)
        Path("plans", name, "x.txt").write_text(PLAN, encoding="utf-8")
    Path("plans", "notes.log").write_text("no document", encoding="utf-8")
    assert program("export", "plans", "-o", "plan.xlsx").code == 0
    assert {name for name, _ in titles(Path("plan.xlsx"))} == {"x.txt", "x.txt (2)"}


def test_a_workbook_can_go_to_standard_output(program: Program) -> None:
    result = program("export", "x.txt", "-o", "-")
    assert titles(io.BytesIO(result.out))[0] == ("x.txt", "健全保障体系")


def test_the_bytes_do_not_depend_on_the_run_or_the_language(program: Program) -> None:
    program("export", "x.txt", "-o", "a.xlsx")
    program("export", "x.txt", "-o", "b.xlsx", LANG="zh_CN.UTF-8")
    assert Path("a.xlsx").read_bytes() == Path("b.xlsx").read_bytes()


def test_a_file_that_cannot_be_read_does_not_stop_the_others(program: Program) -> None:
    Path("scan.pdf").write_bytes(b"%PDF-1.7\n")
    result = program("export", "scan.pdf", "x.txt", "-o", "plan.xlsx")
    assert result.code == 2
    assert result.err.startswith("scan.pdf: the PDF is damaged; ")
    assert {name for name, _ in titles(Path("plan.xlsx"))} == {"x.txt"}


@pytest.mark.parametrize("form", [["-o", "plan.xlsx"], ["-o", "plan", "--as", "csv"]])
def test_where_nothing_can_be_read_nothing_is_written(program: Program, form: list[str]) -> None:
    result = program("export", "missing.docx", *form)
    assert (result.code, result.err) == (2, "missing.docx: there is no such file; check the path\n")
    assert [path for path in Path().rglob("*") if path.is_file() and path.suffix != ".txt"] == []


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["-o", "folder"], "folder is a folder; name a file"),
        (["-o", "plan.csv"], "plan.csv does not end in .xlsx; name a workbook, or use --as csv and name a folder"),
        (["-o", "copy.xlsx"], "copy.xlsx is the input itself; name another file"),
        (["-o", "x.txt", "--as", "csv"], "x.txt is not a folder; CSV is written as several files"),
        (["-o", "-", "--as", "csv"], "CSV is written as several files; name a folder"),
        (["-o", "nowhere/plan.xlsx"], "nowhere/plan.xlsx cannot be written: No such file or directory"),
        (["-o", "x.txt/plan", "--as", "csv"], "x.txt/plan cannot be written: Not a directory"),
    ],
)
def test_a_place_that_makes_no_sense_is_refused_before_anything_is_read(
    program: Program, arguments: list[str], sentence: str
) -> None:
    Path("folder").mkdir()
    Path("copy.xlsx").symlink_to("x.txt")
    result = program("export", "x.txt", *arguments)
    assert (result.code, result.out, result.err) == (2, b"", f"policy-extract: {sentence}\n")
    assert Path("x.txt").read_text(encoding="utf-8") == PLAN
    assert left() == ["copy.xlsx", "folder"]


def test_the_place_must_be_named(program: Program) -> None:
    result = program("export", "x.txt", POLICY_EXTRACT_LANG="zh")
    assert result.code == 2
    assert result.err.startswith("policy-extract：缺少选项 --output")


@pytest.mark.parametrize("form", [["-o", "plan.xlsx"], ["-o", "plan", "--as", "csv"]])
def test_a_write_that_fails_leaves_the_old_files_and_nothing_else(
    program: Program, monkeypatch: pytest.MonkeyPatch, form: list[str]
) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    program("export", "x.txt", *form)
    before = {path: path.read_bytes() for path in Path().rglob("*") if path.is_file()}
    monkeypatch.setattr(os, "fsync", full)
    result = program("export", "y.txt", *form)
    assert (result.code, result.err.splitlines()[-1]) == (
        2,
        f"policy-extract: {form[1]} cannot be written: No space left on device",
    )
    assert {path: path.read_bytes() for path in Path().rglob("*") if path.is_file()} == before


def test_other_commands_do_not_load_the_library(tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_text(PLAN, encoding="utf-8")
    code = (
        "import sys; from policy_extract.cli.start import run;"
        "run(['parse', 'x.txt', '--as', 'review'], {}); print('xlsxwriter' in sys.modules)"
    )
    result = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert result.stdout.endswith("False\n")


# ---------------------------------------------------------------- LibreOffice

ALL_SHEETS = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"
"""Comma, double quote, UTF-8, from the first line; as shown; every sheet in a file of its own."""


class Office(NamedTuple):
    """LibreOffice with a profile of its own."""

    soffice: str
    home: Path

    def sheets(self, workbook: Path, folder: Path) -> dict[str, list[list[str]]]:
        """The cells of every sheet as LibreOffice shows them; nothing where it cannot open the file."""
        command = [
            self.soffice,
            f"-env:UserInstallation={self.home.as_uri()}",
            "--headless",
            "--convert-to",
            ALL_SHEETS,
        ]
        environ = os.environ | {"LC_ALL": "C.UTF-8"}
        subprocess.run(
            [*command, "--outdir", folder, workbook], env=environ, capture_output=True, check=False, timeout=100
        )
        found = {}
        for path in folder.glob(f"{workbook.stem}-*.csv"):
            with path.open(encoding="utf-8-sig", newline="") as file:
                found[path.stem.removeprefix(f"{workbook.stem}-")] = list(csv.reader(file))
        return found


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """LibreOffice, where there is one that opens workbooks."""
    soffice = shutil.which("soffice")
    if soffice is None:
        pytest.skip("no soffice on this machine")
    home = tmp_path_factory.mktemp("office")
    book = Workbook()
    book.create_sheet("second")
    book.save(home / "plain.xlsx")
    found = Office(soffice, home / "profile")
    if not found.sheets(home / "plain.xlsx", home):
        pytest.skip("soffice opens no workbooks here; it needs LibreOffice Calc")
    return found


def own(path: Path) -> list[list[str]]:
    """The cells of one of our CSV files, as they were before they were guarded."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [[unguarded(cell) for cell in row] for row in csv.reader(file)]


def assert_office_shows_what_csv_says(files: list[Path], office: Office, program: Program) -> None:
    assert program("export", *files, "-o", "plan.xlsx").code == 0
    assert program("export", *files, "-o", "csv", "--as", "csv").code == 0
    Path("office").mkdir()
    shown = office.sheets(Path("plan.xlsx").resolve(), Path("office").resolve())
    for sheet in SHEETS:
        said = own(Path("csv") / f"{sheet.name}.csv")
        assert shown.get(sheet.name, said[:1]) == said, sheet.name
        assert (sheet.name in shown) == (len(said) > 1)


def test_libreoffice_shows_the_same_cells_for_every_sample(office: Office, program: Program) -> None:
    assert_office_shows_what_csv_says(SAMPLES, office, program)


@pytest.mark.skipif(not SEEDS, reason="no shared folder next to the project; it is not part of it")
def test_libreoffice_shows_the_same_cells_for_every_seed(office: Office, program: Program) -> None:
    assert_office_shows_what_csv_says(SEEDS, office, program)


def test_libreoffice_calculates_nothing(office: Office, program: Program) -> None:
    lines = ["=1+1", "+1+1", "-1+1", "@SUM(1)", "-"]
    rows = "".join(f"| {place} | 建设中心{place}。 | {text} | 市民政局 |\n" for place, text in enumerate(lines, 1))
    head = "澜州市方案\n一、主要任务\n附件1\n重点项目清单\n| 序号 | 建设内容 | 总投资 | 责任单位 |\n|---|---|---|---|\n"
    Path("x.md").write_text(head + rows, encoding="utf-8")
    program("export", "x.md", "-o", "plan.xlsx")
    shown = office.sheets(Path("plan.xlsx").resolve(), Path.cwd())["清单"]
    place = shown[0].index("投资")
    assert [row[place] for row in shown[1:]] == lines
