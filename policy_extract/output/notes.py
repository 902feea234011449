"""The findings of a file, each with everything the output formats need."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policy_extract.output.quoting import quoted
from policy_extract.records import record
from policy_extract.texts import texts_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from policy_extract.findings import Param, Severity
    from policy_extract.model import At, Plan, PlanFinding

UNREADABLE = "unreadable"
"""The code reported for a file that could not be read: not a finding in a document, but listed among the findings."""


@record
class Note:
    """One finding of one file, with all that a format says of it; small, so that processes can hand it on."""

    file: str
    """The path as a reader finds the file, with `/`."""
    code: str
    severity: Severity
    message: str
    """English sentence."""
    params: Mapping[str, Param]
    at: At | None = None
    """Null where it is about the whole file."""
    section: str | None = None
    """Section that owns the place."""
    quote: str | None = None
    """The characters at the place."""
    line: int | None = None
    """The line of a text file, from 1; null in a Word file, which has none."""


def notes_of(path: str, plan: Plan, data: bytes | None = None) -> tuple[Note, ...]:
    """A note per finding of the plan that was read from this file, in the plan's order; `data` are its bytes, for lines."""
    if not plan.findings:
        return ()
    sections = {block.id: block.section for block in plan.blocks}
    texts = texts_of(plan)
    line = _line_finder(data, plan) if data is not None else lambda _: None
    return tuple(_note(path, finding, sections, texts, line) for finding in plan.findings)


def failure(path: str, sentence: str) -> Note:
    """A note about a file that could not be read; `sentence` is English."""
    return Note(path, UNREADABLE, "error", sentence, {})


def _line_finder(data: bytes, plan: Plan) -> Callable[[At], int | None]:
    from policy_extract.output.text_lines import line_finder  # noqa: PLC0415  most findings are printed without lines

    return line_finder(data, plan)


def _note(
    path: str,
    finding: PlanFinding,
    sections: Mapping[str, str | None],
    texts: Mapping[str, str],
    line: Callable[[At], int | None],
) -> Note:
    said = (path, finding.code, finding.severity, finding.message, dict(finding.params))
    if finding.at is None:
        return Note(*said)
    at = finding.at
    section = sections.get(at.block.partition(".")[0])
    return Note(*said, at, section, quoted([finding.at], texts), line(finding.at))
