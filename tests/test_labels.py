"""The labels of codes: every code of the contracts has one in both languages, and no module has its own."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import Any, get_args

import pytest

from policy_extract.comparison import model as comparison
from policy_extract.findings import Code, Severity
from policy_extract.labels import labels
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
    "severities": set(get_args(comparison.Severity)),
    "changes": set(get_args(comparison.ChangeKind)),
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
