"""The deadlines of a ledger as entries of a calendar (RFC 5545), with a reminder fifteen days before.

A recurring deadline has a recurrence rule; one that names no day is reported, not guessed.
The same ledger gives the same bytes, and a row keeps its entry when the
ledger is brought up to date.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from policy_extract.labels import word
from policy_extract.ledger.due_dates import MONTHS
from policy_extract.ledger.ledger_columns import DONE, HEADINGS, cells_of
from policy_extract.ledger.ledger_entries import title_of
from policy_extract.records import record

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from policy_extract.ledger.due_dates import Due
    from policy_extract.ledger.ledger_entries import Entry
    from policy_extract.ledger.sheet_writer import Chapter

NOTICE: Final = 15
"""Days before a deadline."""
_STAMP: Final = "20000101T000000Z"
"""When an entry was made, which a calendar must say: not the time of the run."""
_LONGEST: Final = 75
"""Bytes of a line; what is longer goes on in the next."""
_SAID: Final = ("lead", "joint", "support", "deadline", "source")


@record
class Vague:
    """A deadline that names no day."""

    task: str
    raw: str


def calendar(chapters: Iterable[Chapter]) -> tuple[bytes, list[Vague]]:
    """The calendar, and the deadlines that are not in it."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//policy-extract//ledger//ZH", "CALSCALE:GREGORIAN"]
    vague: list[Vague] = []
    for chapter in chapters:
        for entry in chapter.entries:
            key = chapter.key(entry)
            if chapter.filled.get(key, {}).get("state") in DONE:
                continue
            dues = dict.fromkeys(entry.dues)
            vague += (Vague(entry.label, due.raw) for due in dues if due.day is None)
            for place, due in enumerate((due for due in dues if due.day is not None), start=1):
                lines += _event(entry, due, f"{key}-{place}@policy-extract", title_of(chapter.plan))
    lines.append("END:VCALENDAR")
    return "".join(f"{folded}\r\n" for line in lines for folded in _folded(line)).encode(), vague


def _event(entry: Entry, due: Due, uid: str, title: str) -> Iterator[str]:
    assert due.day is not None
    cells = cells_of(entry)
    said = [f"{HEADINGS[name]}：{cells[name]}" for name in _SAID if cells[name]]
    yield "BEGIN:VEVENT"
    yield f"UID:{uid}"
    yield f"DTSTAMP:{_STAMP}"
    yield f"DTSTART;VALUE=DATE:{due.day:%Y%m%d}"
    if due.day < date.max:
        yield f"DTEND;VALUE=DATE:{due.day + timedelta(days=1):%Y%m%d}"
    if due.every is not None:
        yield _comes_back(due)
    yield f"SUMMARY:{_text(word('papers', 'due', task=entry.label))}"
    yield f"DESCRIPTION:{_text(chr(10).join([word('papers', 'document', title=title), *said]))}"
    yield "TRANSP:TRANSPARENT"
    yield from ("BEGIN:VALARM", "ACTION:DISPLAY", f"TRIGGER:-P{NOTICE}D")
    yield f"DESCRIPTION:{_text(word('papers', 'due-in', days=NOTICE, task=entry.label))}"
    yield from ("END:VALARM", "END:VEVENT")


def _comes_back(due: Due) -> str:
    """The recurrence rule of a deadline: on the last day of the month where it begins on one."""
    assert due.every is not None
    assert due.day is not None
    until = f";UNTIL={due.until:%Y%m%d}" if due.until else ""
    if due.every == "year":
        return f"RRULE:FREQ=YEARLY{until}"
    last = ";BYMONTHDAY=-1" if due.day.day == monthrange(due.day.year, due.day.month)[1] else ""
    return f"RRULE:FREQ=MONTHLY;INTERVAL={MONTHS[due.every]}{last}{until}"


def _text(text: str) -> str:
    for sign, written in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\r", ""), ("\n", "\\n")):
        text = text.replace(sign, written)
    return "".join(char for char in text if char >= " ")


def _folded(line: str) -> Iterator[str]:
    """The line in pieces of at most 75 bytes, each after the first after a blank; no character is parted."""
    piece, size = "", 0
    for char in line:
        bytes_of = len(char.encode("utf-8", "replace"))
        if size + bytes_of > _LONGEST:
            yield piece
            piece, size = " ", 1
        piece, size = piece + char, size + bytes_of
    yield piece
