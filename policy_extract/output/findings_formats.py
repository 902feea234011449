"""The findings of many files → lines for people, records, workflow commands of GitHub, or SARIF.

Text and workflow commands speak the reader's language; records and SARIF are
data, the same on every machine. Everything that a document or a file name
says is hostile here: no format lets it end a line or begin a command.
docs/findings-formats.md describes the formats to readers.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Literal

from policy_extract.blocks import Span
from policy_extract.lexical.lines import COMMAND, NOT_FOR_A_LINE, one_line
from policy_extract.output.quoting import place, quoted
from policy_extract.records import record
from policy_extract.texts import texts_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from policy_extract.findings import Finding, Param, Severity
    from policy_extract.model import At, Plan, PlanFinding

Form = Literal["text", "json", "github", "sarif"]

UNREADABLE = "unreadable"
"""The code of a file that could not be read: no finding of a document, but what a reader of findings must be told."""

COMMANDS = {"error": "error", "warning": "warning", "info": "notice"}
"""Severity → workflow command of GitHub."""


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
    at: Span | None = None
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


def render(form: Form, notes: Iterable[Note], tell: Callable[[Note], str]) -> Iterator[str]:
    """The notes in a format, piece by piece, in the order given; `tell` words one in the reader's language."""
    match form:
        case "text":
            return (text_line(note.file, note, tell(note)) + "\n" for note in notes if note.severity != "info")
        case "github":
            return (workflow_command(note, tell(note)) for note in notes)
        case "json":
            return map(note_record, notes)
        case "sarif":
            from policy_extract.output.sarif import sarif_log  # noqa: PLC0415  no other format needs what it knows

            return sarif_log(notes)


# ---------------------------------------------------------------- for people


def text_line(file: str, finding: Note | PlanFinding | Finding, sentence: str) -> str:
    """`x.docx:b12:5: number-repeated: The number …`, a form editors can jump to."""
    return one_line(f"{':'.join(filter(None, (file, place(finding.at))))}: {finding.code}: {sentence}")


def workflow_command(note: Note, sentence: str) -> str:
    """`::warning file=x.docx,title=number-repeated::b12:5: The number …`: GitHub shows it beside the file.

    Source: docs.github.com, workflow commands; actions/toolkit, command.ts, for what is escaped.
    """
    line = f",line={note.line}" if note.line else ""
    properties = f"file={_property(note.file)}{line},title={_property(note.code)}"
    said = ": ".join(filter(None, (place(note.at), sentence)))
    return f"::{COMMANDS[note.severity]} {properties}::{_data(one_line(said))}\n"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return one_line(_data(text).replace(":", "%3A").replace(",", "%2C"))


# ---------------------------------------------------------------- for programs


def note_record(note: Note) -> str:
    """One line of JSON."""
    at = note.at and {"block": note.at.block, "start": note.at.start, "end": note.at.end}
    return (
        as_json(
            {
                "file": note.file,
                "code": note.code,
                "severity": note.severity,
                "message": note.message,
                "params": dict(note.params),
                "at": at,
                "line": note.line,
                "section": note.section,
                "quote": note.quote,
            }
        )
        + "\n"
    )


def as_json(value: object) -> str:
    """JSON on one line that no CI runner takes for a command."""
    text = json.dumps(value, ensure_ascii=False)
    line = NOT_FOR_A_LINE.sub(lambda found: json.dumps(found[0])[1:-1], text)
    return COMMAND.sub(lambda found: f"{found[1]}\\u{ord(found[2]):04x}", line)


# ---------------------------------------------------------------- helpers


def _line_finder(data: bytes, plan: Plan) -> Callable[[At], int | None]:
    from policy_extract.output.text_lines import line_finder  # noqa: PLC0415  most findings are told without lines

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
    at = Span(finding.at.block, finding.at.start, finding.at.end)
    section = sections.get(at.block.partition(".")[0])
    return Note(*said, at, section, quoted([finding.at], texts), line(finding.at))
