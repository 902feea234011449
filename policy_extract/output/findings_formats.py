"""The findings of many files → lines for people, records, workflow commands of GitHub, or SARIF.

Text and workflow commands speak the reader's language; records and SARIF are
data, the same on every machine. Everything that a document or a file name
says is hostile here: no format lets it end a line or begin a command.
docs/findings-formats.md describes the formats to readers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from policy_extract.lexical.lines import one_line
from policy_extract.output.quoting import as_json, place

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from policy_extract.findings import Finding
    from policy_extract.model import PlanFinding
    from policy_extract.output.notes import Note

Form = Literal["text", "json", "github", "sarif"]

COMMANDS = {"error": "error", "warning": "warning", "info": "notice"}
"""Severity → workflow command of GitHub."""


def render(
    form: Form, notes: Iterable[Note], tell: Callable[[Note], str], called: Callable[[str], str] = str
) -> Iterator[str]:
    """The notes in a format, piece by piece, in the order given; `tell` words one in the reader's language, `called` its code."""
    match form:
        case "text":
            return (
                text_line(note.file, note, tell(note), called(note.code)) + "\n"
                for note in notes
                if note.severity != "info"
            )
        case "github":
            return (workflow_command(note, tell(note), called(note.code)) for note in notes)
        case "json":
            return map(note_record, notes)
        case "sarif":
            from policy_extract.output.sarif import sarif_log  # noqa: PLC0415  no other format needs what it knows

            return sarif_log(notes)


# ---------------------------------------------------------------- for people


def text_line(file: str, finding: Note | PlanFinding | Finding, sentence: str, called: str) -> str:
    """`x.docx:b12:5: number-repeated: The number …`, a form editors can jump to."""
    return one_line(f"{':'.join(filter(None, (file, place(finding.at))))}: {called}: {sentence}")


def workflow_command(note: Note, sentence: str, called: str) -> str:
    """`::warning file=x.docx,title=number-repeated::b12:5: The number …`: GitHub shows it beside the file.

    Source: docs.github.com, workflow commands; actions/toolkit, command.ts, for what is escaped.
    """
    line = f",line={note.line}" if note.line else ""
    properties = f"file={_property(note.file)}{line},title={_property(called)}"
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
