"""The time that one document may take, from its bytes to its plan: one budget for all stages.

It is time of the processor: what a document gives must not depend on what
else the machine does.

Every query to the grammars checks the clock, and so does every loop that can
be long without one. When time is up, queries return nothing, so that the rest
of the work is quick, and the plan holds what was read so far, with a finding
that says so.
"""

from __future__ import annotations

from math import inf
from time import perf_counter, thread_time

from policy_extract.findings import Code, Report
from policy_extract.generated.plain import At


class Clock:
    """A clock that starts when it is made; once the time is up, it stays up for the rest of the document."""

    def __init__(self, seconds: float, report: Report) -> None:
        self._seconds = seconds
        self._report = report
        self._began = thread_time()
        self._end = perf_counter() + seconds
        """Wall-clock time before which the processor time cannot be used up; the wall clock is cheaper to read."""
        self.stopped = False
        """It has been said that the time is up."""

    def left(self) -> float:
        """Seconds that are left; 0 from the moment the finding that time is up was made."""
        return 0.0 if self.stopped else max(0.0, self._left())

    def _left(self) -> float:
        now = perf_counter()
        if now >= self._end:
            self._end = now + self._seconds - (thread_time() - self._began)
        return self._end - now

    def is_up(self, block: str = "", length: int = 0) -> bool:
        """Whether the time is up; the first time it is, that is noted, with the text of which block is being read."""
        # Asked for every text: as long as the wall clock leaves time, no processor time can have been used up.
        if perf_counter() >= self._end and not self.stopped and self._left() <= 0:
            self.stop(block, length)
        return self.stopped

    def leave_out(self, seconds: float) -> None:
        """Do not count the time of a converter program, which has limits of its own."""
        self._end += seconds

    def stop(self, block: str = "", length: int = 0) -> None:
        """Note that the time is up, once."""
        if not self.stopped:
            self.stopped = True
            at = At(block=block, start=0, end=length) if block else None
            self._report.note(Code.TIME_BUDGET_EXCEEDED, at, seconds=f"{self._seconds:g}")


ENDLESS = Clock(inf, Report())
"""Where a file is read for itself, without a plan."""
