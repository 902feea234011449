"""Chinese government plan documents → data.

from policy_extract import parse

plan = parse("plan.docx")
for task in plan.tasks:
    print(task.title, [unit.name for unit in task.units])

docs/python.md shows every function with an example that runs.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from policy_extract.api import diff, explain, export, parse, tables
    from policy_extract.batch.parse_many import Parsed, parse_many
    from policy_extract.comparison.changes.diff_model import Change, Diff
    from policy_extract.errors import (
        DamagedDocumentError,
        EngineError,
        GrammarError,
        InputError,
        LockedDocumentError,
        NotADocumentError,
        OutputError,
        PolicyExtractError,
    )
    from policy_extract.model import (
        At,
        Box,
        CarryOver,
        Deadline,
        Front,
        Indicator,
        Item,
        Part,
        Plan,
        PlanBlock,
        PlanFinding,
        PlanTable,
        Section,
        Target,
        Task,
        Unit,
        Value,
    )
    from policy_extract.output.canonical import dump_plan, load_plan

    __version__: str

__all__ = [
    "At",
    "Box",
    "CarryOver",
    "Change",
    "DamagedDocumentError",
    "Deadline",
    "Diff",
    "EngineError",
    "Front",
    "GrammarError",
    "Indicator",
    "InputError",
    "Item",
    "LockedDocumentError",
    "NotADocumentError",
    "OutputError",
    "Parsed",
    "Part",
    "Plan",
    "PlanBlock",
    "PlanFinding",
    "PlanTable",
    "PolicyExtractError",
    "Section",
    "Target",
    "Task",
    "Unit",
    "Value",
    "__version__",
    "diff",
    "dump_plan",
    "explain",
    "export",
    "load_plan",
    "parse",
    "parse_many",
    "tables",
]
_HOMES = {
    "api": {"diff", "explain", "export", "parse", "tables"},
    "batch.parse_many": {"Parsed", "parse_many"},
    "comparison.changes.diff_model": {"Change", "Diff"},
    "output.canonical": {"dump_plan", "load_plan"},
}
"""Where each name stands that is neither an error nor of the contract."""


def __getattr__(name: str) -> Any:
    """Import a name when it is first asked for, so that starting is quick."""
    if name == "__version__":
        return import_module("importlib.metadata").version("policy-extract")
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    home = next((home for home, names in _HOMES.items() if name in names), None)
    return getattr(import_module(f"{__name__}.{home or ('errors' if name.endswith('Error') else 'model')}"), name)


def __dir__() -> list[str]:
    return __all__
