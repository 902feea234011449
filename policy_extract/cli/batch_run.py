"""A batch as people meet it: signals, progress, summary, exit code."""

from __future__ import annotations

import gc
import signal
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from policy_extract.batch.run import run
from policy_extract.cli.batch_summary import severities, summarise
from policy_extract.cli.progress import Progress
from policy_extract.cli.streams import Stop

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from types import FrameType

    from policy_extract.batch.run import Order, Outcome
    from policy_extract.cli.voice import Voice

DONE = 0
ASKED_ABOUT = 1
_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the caller wants to be told."""

    fail_on: Literal["error", "warning", "never"] = "error"
    quiet: bool = False
    watch: bool = False
    findings: Literal["text", "json", "github", "sarif"] | None = None
    """In which form they are printed to standard output; None leaves them in the results."""
    to: Path | None = None
    """Where one table for analysis goes."""
    tables: Literal["duckdb", "parquet"] = "duckdb"


class _Stopped(BaseException):
    """A signal asks to stop."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


def run_batch(order: Order, wishes: Wishes, voice: Voice) -> int:
    """The exit code after reading everything once, or, watching, when a signal ends it.

    Fails: OutputError where results cannot be written.
    """
    gc.enable()  # one short command does without; a run of hours does not
    if wishes.to is not None:
        from policy_extract.output.corpus import check_corpus

        check_corpus(wishes.to, wishes.tables)
    progress = Progress(voice, wishes.quiet)
    try:
        with _stoppable():
            with progress:
                outcome = run(order, progress.tell)
            _deliver(outcome, order, wishes, voice)
            summarise(outcome, order, voice, quiet=wishes.quiet)
            return exit_code(outcome, wishes.fail_on)
    except _Stopped as stopped:
        voice.say(
            "stopped: {done} of {total} done, as the manifest in {out} says; the same command goes on from there",
            done=progress.done,
            total=progress.total,
            out=order.settings.out,
        )
        raise Stop(128 + stopped.number) from None


def _deliver(outcome: Outcome, order: Order, wishes: Wishes, voice: Voice) -> None:
    from policy_extract.cli.batch_products import print_findings, write_tables

    if wishes.to is not None:
        write_tables(outcome, order, wishes.to, wishes.tables)
    if wishes.findings is not None:
        print_findings(outcome, order, wishes.findings, voice)


def exit_code(outcome: Outcome, fail_on: Literal["error", "warning", "never"]) -> int:
    """1 where there is something the caller asked about."""
    if fail_on == "never":
        return DONE
    found = severities(outcome)
    bad = outcome.failed or found["error"] or (fail_on == "warning" and found["warning"])
    return ASKED_ABOUT if bad else DONE


@contextmanager
def _stoppable() -> Iterator[None]:
    """A signal that asks to stop is an exception inside; while that is dealt with, others wait."""

    def stop(number: int, _: FrameType | None) -> None:
        for each in _SIGNALS:
            signal.signal(each, signal.SIG_IGN)
        raise _Stopped(number)

    before = [(each, signal.signal(each, stop)) for each in _SIGNALS]
    try:
        yield
    finally:
        for each, handler in before:
            signal.signal(each, handler)
