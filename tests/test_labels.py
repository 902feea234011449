"""The labels of codes: every code of the contracts has one in both languages, and no module has its own."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import Any, get_args

import pytest

from policy_extract.comparison.changes import diff_model
from policy_extract.findings import Code, Severity
from policy_extract.labels import kind_called, labels
from policy_extract.ledger.ledger_columns import COLUMNS
from policy_extract.model import (
    BlockRole,
    CarryOver,
    DocumentKind,
    Item,
    Jurisdiction,
    Part,
    PlanTable,
    Section,
    Source,
    Target,
    Unit,
    Value,
)
from policy_extract.output.notes import UNREADABLE
from policy_extract.output.review import DOUBTS
from policy_extract.output.workbook_sheets import SHEETS

PACKAGE = Path(__file__).parents[1] / "policy_extract"


NAMES = "旧版 Word|旧版 Excel|Word|Excel|WPS|PDF|OFD|RTF|ODT|ODS|Markdown"
"""What Chinese offices call by its letters, too."""


def codes(owner: Any, name: str) -> set[str]:
    """The codes a field of the contract can hold."""
    found = owner.model_fields[name].annotation
    inner = [one for one in get_args(found) if get_args(one)] or [found]
    return {code for one in inner for code in get_args(one) if isinstance(code, str)}


GROUPS = {
    "documents": set(get_args(DocumentKind)),
    "parts": codes(Part, "kind"),
    "levels": codes(Jurisdiction, "level"),
    "sections": codes(Section, "role"),
    "roles": codes(Unit, "role"),
    "ways": codes(Unit, "via"),
    "values": codes(Value, "kind"),
    "value-forms": codes(Value, "form"),
    "bounds": codes(Target, "bound"),
    "promises": codes(Target, "form"),
    "terms": codes(Target, "per"),
    "lists": codes(Item, "list"),
    "tables": codes(PlanTable, "kind"),
    "reaches": codes(CarryOver, "reach"),
    "formats": codes(Source, "format"),
    "blocks": set(get_args(BlockRole)),
    "codes": {*Code, *DOUBTS, UNREADABLE},
    "findings": set(get_args(Severity)),
    "severities": set(get_args(diff_model.Severity)),
    "changes": set(get_args(diff_model.ChangeKind)),
}


@pytest.mark.parametrize("group", GROUPS)
def test_every_code_has_a_label_in_both_languages(group: str) -> None:
    chinese, english = labels(group), labels(group, "en")
    assert set(chinese) == set(english) == GROUPS[group]
    assert all(re.fullmatch(f"(({NAMES}) ?)?[\u4e00-\u9fff]*", label) for label in chinese.values())
    assert all(chinese.values())
    assert all(re.fullmatch("[a-z ]+", label) for label in english.values())


def test_two_codes_of_a_group_are_called_differently() -> None:
    for group in GROUPS:
        assert len(set(labels(group).values())) == len(labels(group)), group


def test_no_module_has_labels_of_its_own() -> None:
    """A table from codes of one group to Chinese words stands in the file of labels and nowhere else."""
    groups = [group for group in GROUPS.values() if len(group) > 2]
    found = []
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Dict):
                continue
            keys = {key.value for key in node.keys if isinstance(key, ast.Constant) and isinstance(key.value, str)}
            words = [one.value for one in node.values if isinstance(one, ast.Constant) and isinstance(one.value, str)]
            chinese = [word for word in words if re.fullmatch("[\u4e00-\u9fff]+", word)]
            if len(chinese) > 2 and any(group <= keys for group in groups):
                found.append(f"{path.relative_to(PACKAGE)}:{node.lineno}")
    assert found == []


WORDS_OF_THE_LANGUAGE = (
    "reading/", "lexical/", "stages/", "grammar/", "cli/install_git.py",
    *(f"comparison/{name}.py" for name in ("report/flowing", "report/headline", "values/amounts", "values/numbers", "values/targets", "values/units", "words/explained", "words/word_diff")),
)  # fmt: skip
"""Modules that look at characters of a text: particles, numerals, signs, the ends of names."""
EXAMPLES = ("findings.py", "output/things.py", "app/jobs.py", "output/fonts.py")
"""Texts that show what raises a finding or what a table holds, a text to warm up with, names of fonts."""
TABLES_OF_WORDS = ("messages/",)


def chinese_in(path: Path) -> list[str]:
    """The strings of a module that hold Chinese; docstrings are none of them."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    said = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    return [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in said
        and re.search("[\u4e00-\u9fff]", node.value)
    ]  # fmt: skip


def test_words_for_people_stand_in_tables_alone() -> None:
    """A sheet, a column, a paper, a view or a message is called what the tables say; no module has Chinese of its own."""
    allowed = (*WORDS_OF_THE_LANGUAGE, *EXAMPLES, *TABLES_OF_WORDS)
    found = {path.relative_to(PACKAGE).as_posix(): chinese_in(path) for path in sorted(PACKAGE.rglob("*.py"))}
    assert {name: words for name, words in found.items() if words and not name.startswith(allowed)} == {}
    assert [one for one in allowed if not any(words for name, words in found.items() if name.startswith(one))] == []


OF_PAPERS = ("doubts", "views", "redrafts", "sheets", "rows", "headings", "means", "ledger", "states", "updates", "papers", "grammar", "stages")  # fmt: skip


@pytest.mark.parametrize("group", OF_PAPERS)
def test_a_word_of_papers_is_said_in_both_languages(group: str) -> None:
    """Both name the same things ({body}), and the Chinese one has no Latin letters besides."""
    for code, chinese in labels(group).items():
        english = labels(group, "en")[code]
        assert set(re.findall(r"\{\w+\}", chinese)) == set(re.findall(r"\{\w+\}", english)), code
        assert re.search(r"[\u4e00-\u9fff≥《：]", chinese) or code == "sha256", code
        assert not re.search("[A-Za-z]", re.sub(r"\{\w+\}|SHA-256", "", chinese)), code
        assert re.search("[a-z{]", english), code


def test_every_column_and_sheet_is_explained() -> None:
    guide = {"sheet", "column", "meaning"}  # headings of the sheet that explains the others
    assert labels("headings").keys() - labels("means").keys() == guide
    assert labels("sheets").keys() - labels("rows").keys() == {"guide"}
    assert labels("ledger").keys() == {column.name for column in COLUMNS}


def test_one_heading_names_one_thing() -> None:
    """Where two columns are headed alike, they stand in different sheets and are explained apart."""
    for sheet in SHEETS:
        assert len({column.heading for column in sheet.columns}) == len(sheet.columns)
    apart = [(labels("headings")[code], said) for code, said in labels("means").items()]
    assert len(set(apart)) == len(apart)


def test_no_label_is_left_that_nothing_uses() -> None:
    source = "\n".join(path.read_text(encoding="utf-8") for path in PACKAGE.rglob("*.py"))
    in_code = set(re.findall(r"[\"']([a-z0-9-]+)[\"']", source)) | {
        f"{kind}-{code}" for kind in ("order", "changes") for code in re.findall(r"\w+", source)
    }
    unused = {group: sorted(labels(group).keys() - in_code) for group in OF_PAPERS if group not in {"stages", "states"}}
    assert {group: codes for group, codes in unused.items() if codes} == {}


@pytest.mark.parametrize(
    ("kind", "title", "called"),
    [
        ("action-plan", "澜州市养老服务行动计划（2026—2028年）", "行动计划"),
        ("action-plan", "澜州市养老服务行动方案", "行动方案"),
        ("action-plan", "澜州市人才三年计划", "计划"),
        ("measures", "澜州市促进消费若干措施", "措施"),
        ("measures", "澜州市养老机构管理办法（试行）", "办法"),
        ("implementation-plan", "青禾县改革试点方案实施方案", "实施方案"),
        ("notice", "关于印发《澜州市养老服务行动计划》的通知", "通知"),
        ("planning", "", "规划"),
    ],
)
def test_a_document_is_called_by_the_word_of_its_title(kind: str, title: str, called: str) -> None:
    assert kind_called(kind, title) == called
