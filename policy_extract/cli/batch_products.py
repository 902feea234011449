"""What a batch writes after its manifest, if asked: tables for analysis, findings in a format."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from policy_extract.batch.stores import open_store, read_input
from policy_extract.batch.work import result_of
from policy_extract.cli.streams import print_bytes
from policy_extract.errors import InputError, NotADocumentError, OutputError
from policy_extract.output.canonical import load_plan
from policy_extract.output.corpus import write_corpus
from policy_extract.output.findings_formats import render
from policy_extract.output.notes import failure, notes_of
from policy_extract.reading.forms import form_called

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from policy_extract.batch.manifest import Line
    from policy_extract.batch.run import Order, Outcome
    from policy_extract.batch.sources import Input
    from policy_extract.batch.stores import Store
    from policy_extract.cli.voice import Voice
    from policy_extract.model import Plan
    from policy_extract.output import corpus_sql, findings_formats
    from policy_extract.output.notes import Note


def write_tables(outcome: Outcome, order: Order, target: Path, form: corpus_sql.Form) -> None:
    """Write the tables of all plans, read or unchanged, in the order of the manifest.

    Fails: OutputError where they cannot be written, or a result of the batch is gone.
    """
    write_corpus(target, form, _plans(outcome, order))


def print_findings(outcome: Outcome, order: Order, form: findings_formats.Form, voice: Voice) -> None:
    """Print what is odd in all plans, and what could not be read, in the order of the manifest.

    Fails: OutputError where a result of the batch is gone.
    """
    for piece in render(form, _notes(outcome, order), voice.tell, voice.code):
        print_bytes(piece.encode())


def _notes(outcome: Outcome, order: Order) -> Iterator[Note]:
    store = open_store(order.settings.out)
    for line in outcome.ordered:
        shown = outcome.inputs[line.path].shown
        if line.status == "failed":
            yield failure(shown, line.error or "")
        elif line.findings:
            plan = _plan(store, line)
            yield from notes_of(shown, plan, _text_of(outcome.inputs[line.path], plan))


def _text_of(item: Input, plan: Plan) -> bytes | None:
    """The bytes of a text file, for its lines; null where it is not any more what was read."""
    if not form_called(plan.source.format).lines:
        return None
    try:
        data = read_input(item.location)
    except InputError:
        return None
    return data if hashlib.sha256(data).hexdigest() == plan.source.sha256 else None


def _plans(outcome: Outcome, order: Order) -> Iterator[tuple[str, Plan]]:
    store = open_store(order.settings.out)
    return ((line.path, _plan(store, line)) for line in outcome.ordered if line.digest is not None)


def _plan(store: Store, line: Line) -> Plan:
    """The plan as it was written, now or by an earlier run."""
    try:
        return load_plan(store.read(result_of(line.path)))
    except (OSError, NotADocumentError) as error:
        reason = error.strerror if isinstance(error, OSError) else error
        raise OutputError(f"{result_of(line.path)} cannot be read again: {reason}") from error
