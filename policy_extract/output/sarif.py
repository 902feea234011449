"""Findings as one SARIF 2.1.0 log, for code scanning and the tools that read its format.

A Word file has no lines, so a result in it has no region: it names the file,
and the place in it as a logical location, section and block. A fingerprint names
what is printed there, not where, so that an inserted paragraph makes no old
finding a new one.

Source: OASIS SARIF 2.1.0 errata 01. §3.11.6 links in messages, §3.27.17
        partialFingerprints, §3.30 region, §3.33 logicalLocation.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from importlib.metadata import version
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from policy_extract.findings import KINDS, Code
from policy_extract.output.notes import UNREADABLE
from policy_extract.output.quoting import as_json

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from policy_extract.findings import Severity
    from policy_extract.output.notes import Note

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
LEVELS = {"error": "error", "warning": "warning", "info": "note"}
ROOT = "%SRCROOT%"
"""What GitHub calls the folder that relative paths start from."""
FINGERPRINT = "primaryLocationLineHash"
"""The only fingerprint that GitHub looks at; it takes any text."""

_MEANS = {
    "error": "Something may be missing in the output.",
    "warning": "Something looks wrong, in the document or in how it was read; worth a look.",
    "info": "Good to know.",
}


def sarif_log(notes: Iterable[Note]) -> Iterator[str]:
    """The log, piece by piece: one line for what is said once, one for each result."""
    rules = [_rule(code) for code in (*Code, UNREADABLE)]
    place = {rule["id"]: index for index, rule in enumerate(rules)}
    driver = {"name": "policy-extract", "version": version("policy-extract"), "rules": rules}
    root = {ROOT: {"description": {"text": "The folder that the command ran in."}}}
    head = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "originalUriBaseIds": root}
    yield f'{{"$schema": "{SCHEMA}", "version": "2.1.0", "runs": [{as_json(head)[:-1]}, "results": ['
    seen: Counter[tuple[str, str]] = Counter()
    before = "\n"
    for note in notes:
        yield before + as_json(_result(note, place[note.code], seen))
        before = ",\n"
    yield "\n]}]}\n"


def _rule(code: str) -> dict[str, Any]:
    severity, says, example = _about(code)
    means = f"{_MEANS[severity]} Example: {example}"
    return {
        "id": code,
        "name": "".join(word.capitalize() for word in code.split("-")),
        "shortDescription": {"text": says},
        "fullDescription": {"text": f"{says} {_MEANS[severity]}"},
        "help": {"text": means},
        "defaultConfiguration": {"level": LEVELS[severity]},
    }


def _about(code: str) -> tuple[Severity, str, str]:
    """Severity, what it says of any document, the smallest content that makes it."""
    if code == UNREADABLE:
        return "error", "The file could not be read.", "a PDF, or a file cut off in the middle"
    kind = KINDS[Code(code)]
    return kind.severity, kind.message.format_map(_Anything()), kind.example


class _Anything(dict[str, str]):
    """Whatever a message names, where no document is meant."""

    def __missing__(self, name: str) -> str:
        return f"<{name}>"


def _result(note: Note, rule: int, seen: Counter[tuple[str, str]]) -> dict[str, Any]:
    region = {"region": {"startLine": note.line}} if note.line else {}
    location: dict[str, Any] = {"physicalLocation": {"artifactLocation": _artifact(note.file), **region}}
    if note.at:
        location["logicalLocations"] = [_logical(note, note.at.block)]
    about = {"start": note.at.start, "end": note.at.end, "quote": note.quote} if note.at else {}
    return {
        "ruleId": note.code,
        "ruleIndex": rule,
        "level": LEVELS[note.severity],
        "message": {"text": _without_links(_message(note))},
        "locations": [location],
        "partialFingerprints": {FINGERPRINT: _fingerprint(note, seen)},
        "properties": {"params": dict(note.params)} | about,
    }


def _message(note: Note) -> str:
    """The sentence, and where a person finds it in a file that has no lines."""
    if not note.at:
        return note.message
    where = [f"section {note.section}"] if note.section else []
    return f"{note.message} ({', '.join([*where, f'{note.at.block}:{note.at.start + 1}'])})"


def _without_links(text: str) -> str:
    """The text with nothing a viewer would show as a link: what a document says leads nowhere."""
    return text if "](" not in text else text.replace("\\", "\\\\").replace("[", "\\[").replace("]", "\\]")


def _logical(note: Note, block: str) -> dict[str, str]:
    return {"name": block, "fullyQualifiedName": "/".join(filter(None, [note.section, block])), "kind": "block"}


def _artifact(path: str) -> dict[str, str]:
    """Where the file is, as a URI that means nothing but this file.

    >>> _artifact("各市/a b#1%.docx")["uri"], _artifact("javascript:x")["uri"], _artifact("/srv/x.docx")
    ('%E5%90%84%E5%B8%82/a%20b%231%25.docx', 'javascript%3Ax', {'uri': 'file:///srv/x.docx'})
    """
    quoted = quote(path, safe="/", errors="replace")
    return {"uri": f"file://{quoted}"} if path.startswith("/") else {"uri": quoted, "uriBaseId": ROOT}


def _fingerprint(note: Note, seen: Counter[tuple[str, str]]) -> str:
    """What is odd, in which section of which file; and a number, where the same is odd there again."""
    printed = as_json([note.code, note.section, note.quote, sorted(note.params.items())])
    name = hashlib.sha256(printed.encode()).hexdigest()[:32]
    seen[note.file, name] += 1
    return f"{name}:{seen[note.file, name]}"
