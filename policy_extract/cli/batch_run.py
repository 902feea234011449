"""A batch as people meet it: signals, progress, summary, exit code."""

from __future__ import annotations

import signal
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from policy_extract.batch.run import run
from policy_extract.batch.watch import changes
from policy_extract.cli.batch_summary import severities, summarise, summarise_changes
from policy_extract.cli.exit_codes import ASKED_ABOUT, DONE, fails
from policy_extract.cli.progress import Progress
from policy_extract.cli.streams import Stop
from policy_extract.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from types import FrameType

    from policy_extract.batch.run import Order, Outcome
    from policy_extract.cli.voice import Voice

_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the caller wants to see."""

    fail_on: Literal["error", "warning", "never"] = "error"
    quiet: bool = False
    watch: bool = False
    findings: Literal["text", "json", "github", "sarif"] | None = None
    """In which form they are printed to standard output; None leaves them in the results."""
    to: Path | None = None
    """Where one table for analysis goes."""
    tables: Literal["duckdb", "parquet"] = "duckdb"


def run_batch(order: Order, wishes: Wishes, voice: Voice) -> int:
    """The exit code after reading everything once, or, watching, of the last time before a signal ends it.

    Fails: OutputError where results cannot be written; InputError where there
           is nothing to read; EngineError where the workers cannot be had.
    """
    if wishes.to is not None:
        from policy_extract.output.corpus import check_corpus

        check_corpus(wishes.to, wishes.tables)
    with _stoppable() as signals:
        if not wishes.watch:
            return _once(order, wishes, voice, signals)
        return _watch(order, wishes, voice, signals)


def _once(order: Order, wishes: Wishes, voice: Voice, signals: list[int]) -> int:
    progress = Progress(voice, wishes.quiet)

    def tell(outcome: Outcome) -> None:
        progress.tell(outcome)
        if signals:  # Python drops what is raised while an object is being deleted
            raise KeyboardInterrupt

    try:
        with progress:
            outcome = run(order, tell)
        _deliver(outcome, order, wishes, voice)
    except KeyboardInterrupt:
        voice.say(
            "stopped: {done} of {total} done, as the manifest in {out} says; the same command goes on from there",
            done=progress.done,
            total=progress.total,
            out=order.settings.out,
        )
        raise Stop(128 + signals[0]) from None
    summarise(outcome, order, voice, quiet=wishes.quiet)
    return exit_code(outcome, wishes.fail_on)


def _watch(order: Order, wishes: Wishes, voice: Voice, signals: list[int]) -> int:
    """The exit code of the last run, when a signal ends the wait for the next."""
    looks = changes(order.sources, order.settings.out)
    next(looks)
    code = _once(order, wishes, voice, signals)
    voice.say("watching, Ctrl-C ends it")
    try:
        for changed in looks:
            if changed:
                code = _again(order, wishes, voice)
    except KeyboardInterrupt:
        return code
    return code


def _again(order: Order, wishes: Wishes, voice: Voice) -> int:
    """The exit code after reading what changed; the last document may have been removed, and another may come."""
    try:
        outcome = run(replace(order, force=False), lambda _: None)
    except InputError as error:
        voice.complain("policy-extract", error)
        return ASKED_ABOUT
    _deliver(outcome, order, wishes, voice)
    summarise_changes(outcome, order, voice)
    return exit_code(outcome, wishes.fail_on)


def _deliver(outcome: Outcome, order: Order, wishes: Wishes, voice: Voice) -> None:
    from policy_extract.cli.batch_products import print_findings, write_tables

    if wishes.to is not None:
        write_tables(outcome, order, wishes.to, wishes.tables)
    if wishes.findings is not None:
        print_findings(outcome, order, wishes.findings, voice)


def exit_code(outcome: Outcome, fail_on: Literal["error", "warning", "never"]) -> int:
    """1 where there is something the caller asked about; a failed file counts as an error."""
    found = severities(outcome)
    found["error"] += outcome.failed
    return ASKED_ABOUT if any(count and fails(severity, fail_on) for severity, count in found.items()) else DONE


@contextmanager
def _stoppable() -> Iterator[list[int]]:
    """The signals that asked to stop: each is a KeyboardInterrupt inside; while the first is dealt with, others are ignored."""
    asked: list[int] = []

    def stop(number: int, _: FrameType | None) -> None:
        for each in _SIGNALS:
            signal.signal(each, signal.SIG_IGN)
        asked.append(number)
        raise KeyboardInterrupt

    heard = [each for each in _SIGNALS if signal.getsignal(each) is not signal.SIG_IGN]  # nohup wants them ignored
    before = [(each, signal.signal(each, stop)) for each in heard]
    try:
        yield asked
    finally:
        for each, handler in before:
            signal.signal(each, handler)
