"""`blocks --ledger`: the account of a file's characters, in the reader's language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policy_extract.cli.streams import print_text
from policy_extract.findings import Report
from policy_extract.labels import labels
from policy_extract.messages import say, say_term
from policy_extract.reading.ledger import ledger_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from policy_extract.blocks import Document
    from policy_extract.cli.voice import Voice
    from policy_extract.messages import Language
    from policy_extract.reading.ledger import Ledger


def print_account(name: str, data: bytes, document: Document, voice: Voice) -> int:
    """Print the account of a file that was read; the exit code, 1 where it does not add up."""
    ledger = ledger_of(data, document)
    print_text(show_account(ledger, voice.language))
    report = Report()
    ledger.note(report)
    for finding in report:
        voice.finding(name, finding)
    return 1 if len(report) else 0


def show_account(ledger: Ledger, language: Language) -> str:
    """One line per story and one per reason something was dropped for."""
    return "".join(line + "\n" for line in _lines(ledger, language))


def _lines(ledger: Ledger, language: Language) -> Iterator[str]:
    for story in ledger.stories:
        yield say(
            language,
            "{story}: {total} characters in the file, {kept} in blocks, {out} dropped, difference {difference}",
            story=say_term(language, "story", story),
            total=ledger.in_file.get(story, 0),
            kept=ledger.in_blocks.get(story, 0),
            out=ledger.out(story),
            difference=ledger.lost(story),
        )
        for reason, count in sorted(ledger.dropped.get(story, {}).items()):
            if count:
                yield say(
                    language,
                    "  {reason}: {count}",
                    reason=labels("drops", language)[reason] if language == "zh" else reason,
                    count=count,
                )
