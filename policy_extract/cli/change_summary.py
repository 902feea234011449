"""What became of the plans that changed, as a page of Markdown for those who review them.

GitHub shows a megabyte of it: what does not fit is named, not cut in the middle.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from policy_extract.messages import say
from policy_extract.output.markdown_text import escaped
from policy_extract.output.quoting import place
from policy_extract.records import record

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from policy_extract.cli.voice import Voice
    from policy_extract.output.notes import Note

MOST_ROWS = 100
"""Documents, and findings, that a page lists."""
LONGEST_PAGE = 900_000
"""Bytes of the whole; GitHub shows 1,048,576."""
UNFOLDED = 4_000
"""Bytes of changes that are seen without a click."""
LONGEST_CELL = 200
"""Characters of a name or a sentence; a document can make a finding a megabyte long."""


@record
class Outcome:
    """What became of one document that changed."""

    path: str
    notes: tuple[Note, ...]
    counts: tuple[int, ...] | None
    """Tasks, units, indicators, items, targets; null where it could not be read."""
    is_new: bool
    """There was no such document before."""
    said: str = ""
    """What changed in it, in one line."""
    page: Path | None = None
    """Where all that changed in it stands, as Markdown; null where there was nothing to compare with."""


def summary_page(since: str, outcomes: Sequence[Outcome], voice: Voice) -> str:
    """The page, in the reader's language; `since` is what the documents were compared with."""
    lines = [f"# {say(voice.language, 'Plans that changed since {since}', since=since[:12])}", ""]
    if outcomes:
        lines += [*_documents(outcomes, voice), *_findings(outcomes, voice)]
    else:
        lines += [say(voice.language, "No plan changed.")]
    page = "\n".join([*lines, ""])
    for outcome in outcomes:
        page += _changes(outcome, LONGEST_PAGE - len(page.encode()), voice)
    return page


def _changes(outcome: Outcome, room: int, voice: Voice) -> str:
    """What changed in a document, where there is room; else that there is more."""
    if outcome.page is None:
        return ""
    head = f"\n## {_cell(outcome.path)}\n\n"
    size = outcome.page.stat().st_size
    if size < room - LONGEST_CELL * 20:
        text = outcome.page.read_text(encoding="utf-8")
        return head + (text if size <= UNFOLDED else f"<details>\n\n{text}\n</details>\n")
    short = head + say(voice.language, "Too long for this page.") + "\n"
    return short if len(short.encode()) < room else ""


def _documents(outcomes: Sequence[Outcome], voice: Voice) -> Iterator[str]:
    yield say(voice.language, "| file | | changes | tasks | units | indicators | items | targets | findings |")
    yield _row(*["---"] * 9)
    for outcome in outcomes[:MOST_ROWS]:
        counts = outcome.counts or ("",) * 5
        odd = sum(note.severity != "info" for note in outcome.notes)
        yield _row(_cell(outcome.path), _became(outcome, voice), _cell(outcome.said), *map(str, counts), str(odd))
    yield from _more(len(outcomes) - MOST_ROWS, voice)


def _became(outcome: Outcome, voice: Voice) -> str:
    if outcome.counts is None:
        return say(voice.language, "**not read**")
    return say(voice.language, "new") if outcome.is_new else say(voice.language, "changed")


def _findings(outcomes: Sequence[Outcome], voice: Voice) -> Iterator[str]:
    odd = [note for outcome in outcomes for note in outcome.notes if note.severity != "info"]
    if not odd:
        return
    yield from ("", say(voice.language, "## Findings"), "")
    yield say(voice.language, "| file | place | code | finding |")
    yield _row(*["---"] * 4)
    for note in odd[:MOST_ROWS]:
        yield _row(_cell(note.file), place(note.at), voice.code(note.code), _cell(voice.tell(note)))
    yield from _more(len(odd) - MOST_ROWS, voice)


def _more(count: int, voice: Voice) -> Iterator[str]:
    if count > 0:
        yield from ("", say(voice.language, "{count} more are not shown here.", count=count))


def _cell(text: str) -> str:
    return escaped(text if len(text) <= LONGEST_CELL else f"{text[:LONGEST_CELL]}…")


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"
