"""`policy-extract`, also as `python -m policy_extract`."""

from __future__ import annotations

import gc
import os
import sys
from typing import NoReturn

INTERRUPTED = 128 + 2  # what a shell shows for a program that Ctrl-C ended
BUG = 70
"""Neither a finding (1) nor the caller's mistake (2); sysexits.h calls it EX_SOFTWARE."""


def main() -> None:
    """Run the command line and leave with its exit code."""
    # Start-up makes many objects and hardly any garbage: collecting it costs a
    # seventh of a short run. A plug-in of pydantic's could change what is
    # valid on one machine; looking for them costs 20 ms.
    gc.disable()
    if sys.stderr is None:  # closed by the caller: what is for people goes nowhere, and nowhere near the data
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123  open as long as the program
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    try:
        from policy_extract.cli.start import goes_straight, run  # noqa: PLC0415  Ctrl-C during the imports ends quietly too

        code = run(sys.argv[1:], os.environ)
        if goes_straight(sys.argv[1:]):
            _leave(code)
        sys.exit(code)
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)
    except Exception:  # noqa: BLE001  everything foreseen has been turned into an exit code by now
        sys.excepthook(*sys.exc_info())
        sys.exit(BUG)


def _leave(code: int) -> NoReturn:
    """End the process here: to take a plan of ten thousand objects apart first would cost a seventh of the run."""
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:  # a shell may have closed it
            stream.flush()
    os._exit(code)


if __name__ == "__main__":
    main()
