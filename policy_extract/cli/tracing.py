"""`trace`: one plan through many drafts, a row for each task."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Final

from policy_extract.cli.diffing import Comparison, plan_in
from policy_extract.cli.exit_codes import ASKED_ABOUT, DONE
from policy_extract.cli.streams import print_bytes, print_text, source_name
from policy_extract.comparison.trace import trace
from policy_extract.lexical.lines import flat
from policy_extract.messages import Count, say
from policy_extract.output.formulas import guarded
from policy_extract.output.markdown_text import escaped

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from policy_extract.comparison.trace import Cell, Row
    from policy_extract.messages import Language

_UNCHANGED: Final = frozenset({"first", "same"})


def trace_files(files: Sequence[str], form: str, job: Comparison) -> int:
    """The exit code after printing every task through all drafts: 1 where one came, went or changed."""
    rows = list(trace([plan_in(file, job) for file in files]))
    names = [source_name(file) for file in files]
    language = job.voice.language
    if form == "csv":
        print_bytes(_csv(names, rows, language))
    else:
        print_text(
            "".join(f"{line}\n" for line in (_markdown if form == "markdown" else _lines)(names, rows, language))
        )
    return DONE if all(cell.state in _UNCHANGED for row in rows for cell in row.cells) else ASKED_ABOUT


def _lines(names: Sequence[str], rows: Sequence[Row], language: Language) -> Iterator[str]:
    """A block for each task: a line for each draft in which it is another than before."""
    for row in rows:
        told = [
            (name, cell) for name, cell in zip(names, row.cells, strict=True) if cell.state not in {"same", "absent"}
        ]
        for place, (name, cell) in enumerate(told):
            yield f"{'' if place == 0 else '  '}{flat(name)}  {_said(cell, language)}"


def _markdown(names: Sequence[str], rows: Sequence[Row], language: Language) -> Iterator[str]:
    yield f"| {' | '.join(map(escaped, names))} |"
    yield f"|{' --- |' * len(names)}"
    for row in rows:
        yield f"| {' | '.join(escaped(_said(cell, language)) for cell in row.cells)} |"


def _csv(names: Sequence[str], rows: Sequence[Row], language: Language) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow([guarded(name) for name in names])
    writer.writerows([guarded(_said(cell, language)) for cell in row.cells] for row in rows)
    return "\N{BYTE ORDER MARK}".encode() + out.getvalue().encode()


def _said(cell: Cell, language: Language) -> str:
    """`3.扩大服务供给（2 changes）`, `=` where nothing changed, `—` where it is gone."""
    if cell.state == "same":
        return "="
    if cell.state == "absent":
        return ""
    if cell.state == "gone":
        return "—"
    remark = {
        "first": "",
        "new": say(language, "new"),
        "changed": say(language, "{count:change}", count=Count(cell.changes))
        if cell.changes
        else say(language, "renumbered"),
    }[cell.state]
    return f"{cell.label}（{remark}）" if remark else cell.label
