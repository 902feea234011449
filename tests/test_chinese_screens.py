"""What people read in Chinese holds no English: every screen, page and paper is searched for Latin letters."""

from __future__ import annotations

import re
import shutil
import zipfile
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

import openpyxl
import pytest
import typer
from lxml import etree, html
from openpyxl.utils import get_column_letter

from policy_extract import parse
from policy_extract.cli.app import app, run
from policy_extract.cli.help import help_texts, localised
from policy_extract.cli.voice import Voice
from policy_extract.grammar import load
from policy_extract.messages import chinese, chinese_arguments, chinese_reasons, wording_of
from policy_extract.output.views import NAMES, render

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

SAMPLES = Path(__file__).parents[1] / "samples"
DOCUMENTS = sorted(SAMPLES.glob("*/source.*"))
CHINESE = {"POLICY_EXTRACT_LANG": "zh"}

NAMES_KEPT = """
Word Excel WPS Office LibreOffice PowerPoint OpenDocument EPUB PDF OFD JSON CSV Markdown HTML XML ZIP Schema RFC SHA UTF
GB MB OCR RAR DTD TOML Parquet DuckDB SARIF GitHub CI Git Dask Python WSL Windows Linux macOS FFFD
"""
"""Products, formats and what Chinese offices call by its letters, too."""
WORDS_TO_TYPE = """
policy-extract duckdb parquet zip git difftool dask pip install shell bash zsh fish powershell PowerShell starlette uvicorn
watchfiles pypdfium gzip MHTML xlsb worker distributed tcp s3 7z z ics xlsx docx Ctrl-C Esc j k o n v sha U
"""
"""Programs, packages, addresses and keys."""
NAMED = frozenset(f"{NAMES_KEPT} {WORDS_TO_TYPE}".split()) | {"policy", "extract"}
TYPED = re.compile(
    r"(?<![\w-])--?[A-Za-z][a-z-]*"  # options
    r"|(?<![A-Za-z])(?:main|(?:[abcgrstp]|row|box)\d+(?:[-.]\d+)*)(?![A-Za-z])"  # ids, for `explain`
    r"|git log|git config|diff\.\w+|parse_many"
    r"|[\w./\\*:-]*\.(?:docx?|xls[xb]?|wps|et|txt|md|html?|mht|json|jsonl|toml|duckdb|csv|ics|ofd|pdf|rtf|odt|ods|zip|rar|7z|pptx|pyz?)"
    r"(?:[:/#][\w-]+)*"  # names of files, and rules in them
    r"|https?://\S+|POLICY_EXTRACT_\w+|%\w"
)


def names_to_type() -> frozenset[str]:
    """Commands, and values of options."""
    found = {*NAMES, "directory", *(file.stage for file in load().files)}
    for name, owner in help_texts(typer.main.get_command(app)):
        found |= {word.strip("-") for word in (*name.split(), *getattr(owner, "secondary_opts", ()))}
        annotation = getattr(getattr(owner, "type_descriptor", None), "annotation", None)
        for one in (annotation, *get_args(annotation)):
            found |= {str(value) for value in getattr(one, "__members__", {}).values()} | {*map(str, get_args(one))}
    return frozenset(found)


TO_TYPE = names_to_type()


def english(text: str, quoted: str = "") -> list[str]:
    """The words in Latin letters that are no name and stand in nothing that is quoted."""
    left = TYPED.sub(" ", text)
    known = NAMED | TO_TYPE | set(re.findall("[A-Za-z]+", quoted))
    found = dict.fromkeys(re.findall(r"[A-Za-z]+(?:-[A-Za-z]+)*", left))
    return [word for word in found if word not in known and not set(word.split("-")) <= known]


def assert_chinese(text: str, quoted: str = "") -> None:
    """Fail with the words that are English."""
    words = english(text, quoted)
    assert not words, f"English: {' '.join(words)}"


def said(capfd: Any, *arguments: str) -> str:
    """What a command prints on both streams, read in Chinese."""
    run(["--lang", "zh", *arguments], CHINESE)
    out, err = capfd.readouterr()
    return f"{out}\n{err}"


@cache
def plan_of(path: Path) -> Any:
    """The plan in a document, read once."""
    return parse(path)


def everything_in(path: Path) -> str:
    """The text of a document, whose words may be quoted."""
    plan = plan_of(path)
    cells = (cell.text for table in plan.tables for cell in table.cells)
    return " ".join(
        [path.name, *(block.text or "" for block in plan.blocks), *cells, *(one.text for one in plan.dropped)]
    )


# ---------------------------------------------------------------- sentences and help


def pages_of_help() -> Iterator[Any]:
    waiting = [("policy-extract", localised(typer.main.get_command(app), "zh"))]
    while waiting:
        name, command = waiting.pop()
        yield pytest.param(name, command, id=name)
        waiting += [(f"{name} {below}", one) for below, one in getattr(command, "commands", {}).items()]


@pytest.mark.parametrize(("name", "command"), [*pages_of_help()])
def test_a_page_of_help_is_chinese(name: str, command: Any) -> None:
    page = command.get_help(
        command.make_context(
            name, [], resilient_parsing=True, obj=Voice("zh"), terminal_width=999, max_content_width=999
        )
    )
    assert_chinese(page)


TABLES = {
    "findings": chinese.FINDINGS,
    "sentences": chinese.SENTENCES,
    "clauses": chinese.CLAUSES,
    "terms": chinese.TERMS,
    "help": chinese_arguments.HELP,
    "frame": chinese_arguments.FRAME,
    "metavars": chinese_arguments.METAVARS,
    "reasons": chinese_reasons.REASONS,
}
KEYS_OF_GRAMMARS = (
    "meaning zh id finds means terms set accept reject gives pattern words stage true false form bracketed-at-end"
)


@pytest.mark.parametrize("table", TABLES)
def test_a_sentence_is_chinese(table: str) -> None:
    values = [re.sub(r"\{\w*(:[^}]*)?\}", " ", value) for value in TABLES[table].values()]
    assert {value: words for value in values if (words := english(value, KEYS_OF_GRAMMARS))} == {}


# ---------------------------------------------------------------- documents


@pytest.mark.parametrize("path", DOCUMENTS, ids=[path.parent.name for path in DOCUMENTS])
def test_the_views_are_chinese(path: Path) -> None:
    plan = plan_of(path)
    found = {view: english(render(plan, view, wording_of("zh")), everything_in(path)) for view in NAMES[1:]}
    assert {view: words for view, words in found.items() if words} == {}


@pytest.mark.parametrize("view", [*NAMES[1:], "html"])
def test_a_view_on_the_command_line_is_chinese(view: str, capfd: Any) -> None:
    path = DOCUMENTS[0]
    text = said(capfd, "parse", str(path), "--as", view, "-v")
    assert_chinese(visible(text) if view == "html" else text, f"{path} {everything_in(path)}")


@pytest.mark.parametrize("path", DOCUMENTS, ids=[path.parent.name for path in DOCUMENTS])
@pytest.mark.parametrize("form", ["text", "github"])
def test_a_list_of_findings_is_chinese(path: Path, form: str, capfd: Any) -> None:
    text = re.sub(
        r"^::\w+ file=|,title=|,line=", " ", said(capfd, "parse", str(path), "--findings", form), flags=re.MULTILINE
    )
    assert_chinese(text, f"{path} {everything_in(path)}")


@pytest.mark.parametrize("path", DOCUMENTS, ids=[path.parent.name for path in DOCUMENTS])
def test_an_explanation_is_chinese(path: Path, capfd: Any) -> None:
    plan = plan_of(path)
    things = (*plan.sections, *plan.tasks, *plan.indicators, *plan.items)
    wanted = [*[one.id for one in things[:3]], "main"]
    text = "\n".join(said(capfd, "explain", str(path), one) for one in wanted)
    assert_chinese(text, f"{path} {everything_in(path)}")


@pytest.mark.parametrize("path", DOCUMENTS, ids=[path.parent.name for path in DOCUMENTS])
def test_an_account_and_an_overview_are_chinese(path: Path, capfd: Any) -> None:
    from policy_extract.cli.overview import overview

    text = said(capfd, "blocks", str(path), "--ledger") + overview(plan_of(path), "zh")
    assert_chinese(text, f"{path} {everything_in(path)}")


def visible(page: str) -> str:
    """What a page shows and says, without scripts and the names of rules."""
    root = html.fromstring(page)
    for element in root.xpath("//script|//style|//code"):
        element.drop_tree()
    attributes = root.xpath("//@title|//@aria-label|//@placeholder|//@alt")
    return " ".join(map(str, [*root.itertext(), *attributes]))


@pytest.mark.parametrize("path", DOCUMENTS, ids=[path.parent.name for path in DOCUMENTS])
def test_a_page_is_chinese(path: Path, capfd: Any) -> None:
    page = said(capfd, "parse", str(path), "--as", "html")
    assert_chinese(visible(page), f"{path} {everything_in(path)}")


def test_the_application_is_chinese() -> None:
    from policy_extract.app.page import app_page

    assert_chinese(visible(app_page("zh")))


# ---------------------------------------------------------------- versions


@pytest.fixture(name="drafts", scope="module")
def two_drafts(tmp_path_factory: Any) -> tuple[str, str, str]:
    """Two versions of a document, and what of both may be quoted."""
    folder = tmp_path_factory.mktemp("drafts")
    text = (SAMPLES / "plain-plan/source.txt").read_text(encoding="gb18030")
    old, new = folder / "old.txt", folder / "new.txt"
    old.write_text(text, encoding="utf-8")
    new.write_text(re.sub(r"(\d)(\d)", r"\g<2>\g<1>", text).replace("市民政局", "市财政局"), encoding="utf-8")
    return str(old), str(new), f"{old} {new} {everything_in(old)}"


@pytest.mark.parametrize("form", ["text", "lines", "bodies", "markdown", "html"])
def test_a_comparison_is_chinese(form: str, drafts: tuple[str, str, str], capfd: Any) -> None:
    old, new, quoted = drafts
    word = str(SAMPLES / "draft-with-changes/source.docx")
    for arguments, words in (((old, new), quoted), ((word, "--revisions"), everything_in(Path(word)))):
        text = said(capfd, "diff", *arguments, "--as", form)
        shown = visible(text) if form == "html" else re.sub(r"</?\w+>", " ", text)
        assert_chinese(shown, f"{words} {word}")


@pytest.mark.parametrize("other", [["--loose"], ["--loose", "--as", "markdown"], ["--only", "substance"]])
def test_other_comparisons_are_chinese(other: list[str], drafts: tuple[str, str, str], capfd: Any) -> None:
    old, new, quoted = drafts
    assert_chinese(re.sub(r"</?\w+>", " ", said(capfd, "diff", old, new, *other)), quoted)


def test_three_drafts_are_chinese(drafts: tuple[str, str, str], capfd: Any) -> None:
    old, new, quoted = drafts
    for form in ("text", "markdown", "csv"):
        assert_chinese(re.sub(r"</?\w+>", " ", said(capfd, "trace", old, new, old, "--as", form)), quoted)
    for form in ("text", "markdown", "lines"):
        assert_chinese(re.sub(r"</?\w+>", " ", said(capfd, "diff", old, new, old, "--as", form)), quoted)


def test_two_folders_are_chinese(drafts: tuple[str, str, str], tmp_path: Path, capfd: Any) -> None:
    old, new, quoted = drafts
    for name, path in (("before", old), ("after", new)):
        (tmp_path / name).mkdir()
        shutil.copy(path, tmp_path / name / "plan.txt")
    text = said(capfd, "diff", str(tmp_path / "before"), str(tmp_path / "after"))
    assert_chinese(text, f"{quoted} {tmp_path} before after")


# ---------------------------------------------------------------- rules


@pytest.mark.parametrize(
    "what", [[], ["units"], ["directory"], ["civil-affairs"], ["arabic-dot"], ["label-responsible"]]
)
def test_rules_are_shown_in_chinese(what: list[str], capfd: Any) -> None:
    """Names to type, patterns, texts they match and what they set stay as the files have them."""
    grammars = load()
    names = [*grammars.directory.bodies, *grammars.families, *(rule.id for rule in grammars.rules)]
    files = [file.name for file in grammars.files] + [file.stage for file in grammars.files]
    text = said(capfd, "grammar", "show", *what)
    shown = re.sub(r"^  (模式|附带|依据|匹配|不匹配).*$", " ", text, flags=re.MULTILINE)
    assert_chinese(shown, " ".join(names + files))


# ---------------------------------------------------------------- papers


def cells(path: Path) -> str:
    """All that the visible sheets of a workbook say, their names too; columns for machines are folded away."""
    book = openpyxl.load_workbook(path)
    shown = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    return "\n".join(
        str(cell.value)
        for sheet in shown
        for column in sheet.iter_cols()
        if not sheet.column_dimensions[get_column_letter(column[0].column)].hidden
        for cell in column
        if cell.value is not None and cell.data_type != "f"
    ) + " ".join(sheet.title for sheet in shown)


def text_of_word(path: Path) -> str:
    """The text of a Word file."""
    with zipfile.ZipFile(path) as package:
        root = etree.fromstring(package.read("word/document.xml"))
    return " ".join(map(str, root.xpath("//*[local-name()='t']/text()")))


def test_workbooks_are_chinese(tmp_path: Path, capfd: Any) -> None:
    quoted = " ".join(map(everything_in, DOCUMENTS))
    book = tmp_path / "plans.xlsx"
    said(capfd, "export", *map(str, DOCUMENTS), "-o", str(book))
    assert_chinese(cells(book), quoted)


def test_ledgers_are_chinese(tmp_path: Path, capfd: Any) -> None:
    quoted = " ".join(map(everything_in, DOCUMENTS))
    book = tmp_path / "台账.xlsx"
    told = said(capfd, "ledger", *map(str, DOCUMENTS), "-o", str(book))
    told += said(capfd, "ledger", "--update", str(book), *map(str, DOCUMENTS))
    told += said(capfd, "ledger", str(book), "--split-by", "unit", "--as", "docx", "-o", str(tmp_path / "out"))
    told += said(capfd, "ledger", str(book), "--as", "ics", "-o", str(tmp_path / "日程.ics"))
    known = f"{quoted} {tmp_path / 'out'} {' '.join(map(str, DOCUMENTS))}"
    assert_chinese(told, known)
    assert_chinese(cells(book), known)
    assert [
        words for path in sorted((tmp_path / "out").iterdir()) if (words := english(text_of_word(path), known))
    ] == []


@pytest.mark.parametrize("order", ["document", "severity"])
def test_tables_of_changes_are_chinese(order: str, tmp_path: Path, drafts: tuple[str, str, str], capfd: Any) -> None:
    old, new, quoted = drafts
    for form, reads in (("docx", text_of_word), ("xlsx", cells)):
        target = tmp_path / f"对照.{form}"
        said(capfd, "diff", old, new, "--as", form, "--order", order, "-o", str(target))
        assert_chinese(reads(target), quoted)


# ---------------------------------------------------------------- errors

WRONG = [
    ["prse"],
    [],
    ["parse"],
    ["parse", "x.docx", "--bogus"],
    ["parse", "x.docx", "--as", "tsks"],
    ["parse", "x.docx", "--as"],
    ["parse", "x.docx", "--strict=1"],
    ["parse", "x.docx", "--as", "tasks", "--compact"],
    ["parse", "x.docx", "--as", "tasks", "--places"],
    ["parse", "x.docx", "--pictures"],
    ["parse", "x.docx", "--findings", "json", "--compact"],
    ["app", "--port", "0x"],
    ["app", "--port", "-1"],
    ["app", "--port", "99999"],
    ["app", "a"],
    ["batch", "x", "-o", "y", "--jobs", "0"],
    ["diff", "x.docx"],
    ["diff", "-", "-"],
    ["diff", "x.docx", "y.docx", "--loose", "--only", "form"],
    ["diff", "x.docx", "y.docx", "--order", "severity"],
    ["diff", "x.docx", "y.docx", "z.docx", "--as", "html"],
    ["trace", "x.docx"],
    ["ledger", "x.docx"],
    ["ledger", "x.docx", "--as", "docx", "-o", "x.docx"],
    ["ledger", "x.docx", "--update", "x.xlsx", "--merge", "y"],
    ["ledger", "x.docx", "--update", "x.xlsx", "--rows", "items"],
    ["schema", "x"],
    ["completion", "x"],
    ["grammar", "show", "no-such-rule"],
    ["grammar", "check", "none.toml"],
    ["explain", "x.docx", "2"],
    ["parse", "no-such.docx"],
    ["parse", "."],
    ["export", "no-such.docx", "-o", "x.xlsx"],
    ["export", "no-such.docx", "-o", "x.csv"],
    ["changed", "HEAD", "-o", "out"],
]


@pytest.mark.parametrize("arguments", WRONG, ids=" ".join)
def test_an_error_in_arguments_is_chinese(arguments: list[str], tmp_path: Path, capfd: Any, monkeypatch: Any) -> None:
    monkeypatch.chdir(tmp_path)
    text = said(capfd, *arguments)
    assert re.search("[\u4e00-\u9fff]", text)
    assert_chinese(text, " ".join(arguments))


def test_errors_of_the_system_are_chinese(tmp_path: Path, capfd: Any) -> None:
    plan = SAMPLES / "plain-plan/source.txt"
    (tmp_path / "broken.json").write_text('{"format": "policy-extract/plan-1", ', encoding="utf-8")
    (tmp_path / "other.json").write_text('{"format": "policy-extract/plan-1", "parts": 3}', encoding="utf-8")
    (tmp_path / "file").write_text("x", encoding="utf-8")
    texts = [
        said(capfd, "parse", str(plan), "-o", str(tmp_path / "none" / "x.json")),
        said(capfd, "parse", str(plan), "-o", str(tmp_path / "file" / "x.json")),
        said(capfd, "parse", str(plan), "-o", str(tmp_path / ("长" * 200))),
        said(capfd, "diff", str(tmp_path / "broken.json"), str(plan)),
        said(capfd, "diff", str(tmp_path / "other.json"), str(plan)),
    ]
    known = f"{tmp_path} {plan} format parts"
    assert [words for text in texts if (words := english(text, known))] == []


# ---------------------------------------------------------------- words


def test_a_document_is_called_by_its_title_on_every_screen(tmp_path: Path, capfd: Any) -> None:
    path = SAMPLES / "city-action-plan/source.docx"
    assert "类型  行动计划\n" in said(capfd, "parse", str(path), "--as", "front")
    assert "行动计划" in visible(said(capfd, "parse", str(path), "--as", "html"))
    said(capfd, "export", str(path), "-o", str(tmp_path / "x.xlsx"))
    head, row = openpyxl.load_workbook(tmp_path / "x.xlsx")["文件"].iter_rows(max_row=2, values_only=True)
    assert dict(zip(head, row, strict=True))["类型"] == "行动计划"


def words_of(texts: Iterable[str]) -> set[str]:
    """All words in Latin letters."""
    return {word for text in texts for word in re.findall("[A-Za-z]+", text)}


def test_the_search_finds_english() -> None:
    assert english("类型  action-plan；见 x.docx 的 b12:5，用 --as tasks") == ["action-plan"]
    assert english("No such command", "such") == ["No", "command"]
    assert words_of(["甲 Word 乙"]) <= NAMED
