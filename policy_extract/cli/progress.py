"""How far a batch has come: a bar on a terminal, a line every few seconds elsewhere."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING, Self

from policy_extract.messages import say

if TYPE_CHECKING:
    import rich.progress

    from policy_extract.batch.run import Outcome
    from policy_extract.cli.voice import Voice

_EVERY = 5.0
"""Seconds between two lines in a log."""


class Progress:
    """Tells how many inputs are done, how fast, how many failed, and how long the rest will take."""

    def __init__(self, voice: Voice, quiet: bool) -> None:
        self._voice = voice
        self._quiet = quiet
        self._started = self._told = time.monotonic()
        self._bar: rich.progress.Progress | None = None
        self.done = 0
        self.total = 0

    def __enter__(self) -> Self:
        if not self._quiet and sys.stderr.isatty():
            from rich.console import Console
            from rich.progress import BarColumn, TextColumn
            from rich.progress import Progress as Bar

            self._bar = Bar(
                BarColumn(),
                TextColumn("{task.description}", markup=False),
                console=Console(stderr=True),
                transient=True,
            )
            self._bar.add_task("", total=None)
            self._bar.start()
        return self

    def __exit__(self, *_: object) -> None:
        if self._bar is not None:
            self._bar.stop()

    def tell(self, outcome: Outcome) -> None:
        """Tell, if it is time to."""
        self.done, self.total = len(outcome.lines) - outcome.skipped, len(outcome.inputs) - outcome.skipped
        if self._bar is not None:
            self._bar.update(
                self._bar.task_ids[0], completed=self.done, total=self.total, description=self._line(outcome)
            )
        elif not self._quiet and time.monotonic() > self._told + _EVERY:
            self._told = time.monotonic()
            self._voice.line(self._line(outcome))

    def _line(self, outcome: Outcome) -> str:
        rate = self.done / max(time.monotonic() - self._started, 0.001)
        return say(
            self._voice.language,
            "{done} of {total}, {rate:.1f}/s, {failed} failed, {left} left",
            done=self.done,
            total=self.total,
            rate=rate,
            failed=outcome.failed,
            left=clock((self.total - self.done) / rate) if rate else "?",
        )


def clock(seconds: float) -> str:
    """A duration as a clock shows it.

    >>> clock(7.4), clock(72), clock(4000)
    ('0:07', '1:12', '1:06:40')
    """
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
