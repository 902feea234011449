"""What a worker process does: read a file, compare two plans, put plans into a workbook. Files come in, files go out.

Every job has a folder of its own below the session's, with names of ours; the name
that people gave a file is only shown, never used as a path.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from policy_extract.errors import PolicyExtractError
from policy_extract.files import whole_file, write_whole
from policy_extract.labels import kind_called
from policy_extract.messages import say_error, say_finding
from policy_extract.output.canonical import dump_plan, load_plan
from policy_extract.output.code_words import body_label
from policy_extract.output.review import doubts
from policy_extract.page.page_words import in_words

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from policy_extract.messages import Language
    from policy_extract.model import Indicator, Item, Plan, Task, Unit

SOURCE, PLAN, PAGE, SUMMARY, ERROR = "source", "plan.json", "page.html", "summary.json", "error.json"
CHANGES, WORKBOOK, LEDGER = "changes.docx", "plans.xlsx", "ledger.xlsx"
_MOST_FINDINGS = 50
"""Findings of one file that the table of all files shows."""
_ROLES = ("lead", "joint", "support")
_SMALL_PLAN = """\
临江市养老服务行动方案
一、主要任务
1.扩大服务供给。到2028年底，建成养老中心10个。（责任单位：市民政局、市财政局）
"""
"""It needs what every plan needs: the rules, the directory of bodies, the words of prose."""


def do(job: Mapping[str, Any]) -> None:
    """Do a job; if a file cannot be read, the job's folder gets a sentence that says why."""
    folder = Path(job["folder"])
    try:
        _JOBS[job["do"]](folder, job)
    except PolicyExtractError as error:
        _fail(folder, say_error(job["language"], str(error)))
    except MemoryError:
        _fail(folder, say_error(job["language"], "there is not enough memory; end other programs, or allow more"))


def load_all() -> None:
    """Import everything that reading a file needs."""
    from policy_extract.page.made import page_of  # noqa: PLC0415  whoever starts a process has no use for them
    from policy_extract.pipeline import parse_bytes  # noqa: PLC0415  the same

    data = _SMALL_PLAN.encode()
    page_of(parse_bytes(data, "small.txt", trace=True), data, "en")


def _fail(folder: Path, sentence: str) -> None:
    write_whole(folder / ERROR, json.dumps({"error": sentence}).encode())


def _read(folder: Path, job: Mapping[str, Any]) -> None:
    """Plan, page and summary of the file that was sent."""
    from policy_extract.page.made import page_of  # noqa: PLC0415  other jobs make none
    from policy_extract.pipeline import parse_bytes  # noqa: PLC0415  the same

    language = job["language"]
    data = (folder / SOURCE).read_bytes()
    read = parse_bytes(data, job["name"], trace=True)
    write_whole(folder / PLAN, dump_plan(read.plan))
    write_whole(folder / PAGE, page_of(read, data, language))
    write_whole(folder / SUMMARY, json.dumps(summary(read.plan, language)).encode())


def _compare(folder: Path, job: Mapping[str, Any]) -> None:
    """Page and Word file of what changed from one plan to the other."""
    from policy_extract.comparison.compare import compare  # noqa: PLC0415  other jobs compare nothing
    from policy_extract.comparison.report.html import page  # noqa: PLC0415  the same
    from policy_extract.comparison.report.table_of_changes import table_of_changes  # noqa: PLC0415  the same

    old, new = (_plan(path) for path in job["plans"])
    diff = compare(old, new)
    write_whole(folder / PAGE, page(diff, old, new, job["language"]).encode())
    write_whole(folder / CHANGES, table_of_changes(diff))


def _export(folder: Path, job: Mapping[str, Any]) -> None:
    """One workbook of all plans."""
    from policy_extract.api import export  # noqa: PLC0415  other jobs write none

    export(map(_plan, job["plans"]), folder / WORKBOOK, form="xlsx")


def _ledger(folder: Path, job: Mapping[str, Any]) -> None:
    """The ledger of all plans."""
    from policy_extract.findings import Report  # noqa: PLC0415  other jobs look nothing up
    from policy_extract.grammar import load  # noqa: PLC0415  the same
    from policy_extract.ledger.ledger_entries import entries_of  # noqa: PLC0415  the same
    from policy_extract.ledger.sheet_writer import Chapter, write_ledger  # noqa: PLC0415  the same

    grammars = load()
    plans = map(_plan, job["plans"])
    chapters = (Chapter(plan, entries_of(plan, "tasks", grammars.matcher(Report()))) for plan in plans)
    with whole_file(folder / LEDGER) as file:
        write_ledger(file, chapters, "tasks")


def _plan(path: str) -> Plan:
    return load_plan(Path(path).read_bytes())


_JOBS: dict[str, Callable[[Path, Mapping[str, Any]], None]] = {
    "read": _read,
    "compare": _compare,
    "export": _export,
    "ledger": _ledger,
}


# ---------------------------------------------------------------- what the table of all files says of one


def summary(plan: Plan, language: Language) -> dict[str, Any]:
    """What is shown of a plan in the table of all files: texts only, which a page shows as texts."""
    front = plan.front
    return {
        "title": front.title.text if front.title else "",
        "kind": kind_called(front.kind, front.title.text if front.title else "", language),
        "period": f"{front.period.start}–{front.period.end}" if front.period else "",
        "place": front.jurisdiction.name if front.jurisdiction else "",
        "tasks": len(plan.tasks),
        "indicators": len(plan.indicators),
        "items": len(plan.items),
        "targets": len(plan.targets),
        "doubts": len(doubts(plan)),
        "bodies": [[name, *(counts[role] for role in _ROLES)] for name, counts in _bodies(plan).items()],
        "findings": [
            [in_words(one.severity, language), say_finding(language, one.code, one.params)]
            for one in plan.findings[:_MOST_FINDINGS]
        ],
        "words": "".join(task.title or "" for task in plan.tasks),
    }


def _bodies(plan: Plan) -> dict[str, dict[str, int]]:
    """What each body is called, and how often it leads, shares and supports."""
    rows: tuple[Task | Indicator | Item, ...] = (*plan.tasks, *plan.indicators, *plan.items)
    units: list[Unit] = [unit for row in rows for unit in row.units]
    found: dict[str, dict[str, int]] = {}
    for unit in units:
        counts = found.setdefault(body_label(unit) or unit.name, dict.fromkeys(_ROLES, 0))
        counts[unit.role] += 1
    return found
