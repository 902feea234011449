"""Chinese government plan documents → data.

from policy_extract import parse

plan = parse("plan.docx")
for task in plan.tasks:
    print(task.title, [unit.name for unit in task.units])
"""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    import os
    from collections.abc import Sequence

    from policy_extract.errors import (
        DamagedDocumentError,
        GrammarError,
        InputError,
        LockedDocumentError,
        NotADocumentError,
        PolicyExtractError,
    )
    from policy_extract.model import Plan
    from policy_extract.output.canonical import dump_plan, load_plan

    __version__: str

__all__ = [
    "DamagedDocumentError",
    "GrammarError",
    "InputError",
    "LockedDocumentError",
    "NotADocumentError",
    "Plan",
    "PolicyExtractError",
    "__version__",
    "dump_plan",
    "load_plan",
    "parse",
]


def parse(
    source: str | os.PathLike[str] | bytes,
    *,
    grammar: Sequence[str | os.PathLike[str]] = (),
    revisions: Literal["accepted", "original"] = "accepted",
    annexes: Sequence[str | os.PathLike[str]] = (),
) -> Plan:
    """The plan in a file, or in the bytes of one; with files of their own that are its annexes.

    `grammar` names rule files of your own, tried before the built-in ones.

    Fails: InputError where the file is of no format we read; GrammarError for
           a mistake in a rule file; OSError where the path cannot be opened.
    """
    from policy_extract.grammar import load  # noqa: PLC0415  importing the package stays quick
    from policy_extract.output.canonical import as_model  # noqa: PLC0415  the same
    from policy_extract.pipeline import parse_bytes  # noqa: PLC0415  the same

    data, name = (source, "-") if isinstance(source, bytes) else (Path(source).read_bytes(), Path(source).name)
    grammars = load([Path(path) for path in grammar])
    beside = [(Path(path).name, Path(path).read_bytes()) for path in annexes]
    read = parse_bytes(data, name, grammars=grammars, revisions=revisions, unchecked=True, annexes=beside)
    return as_model(read.plan)


def __getattr__(name: str) -> Any:
    """Import a name when it is first asked for, so that starting is quick."""
    if name == "__version__":
        return import_module("importlib.metadata").version("policy-extract")
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    homes = {"Plan": "model", "dump_plan": "output.canonical", "load_plan": "output.canonical"}
    return getattr(import_module(f"{__name__}.{homes.get(name, 'errors')}"), name)


def __dir__() -> list[str]:
    return __all__
