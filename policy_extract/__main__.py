"""`policy-extract`, also as `python -m policy_extract`."""

from __future__ import annotations

import gc
import os
import sys
from typing import NoReturn

INTERRUPTED = 128 + 2  # what a shell shows for a program that Ctrl-C ended
OBJECTS_BEFORE_COLLECTION = 300_000
"""New objects after which garbage is collected; a plan of ten thousand blocks makes fewer."""
UNSAID = 2
"""The exit code if messages could not be written."""


def main() -> None:
    """Run the command line and leave with its exit code."""
    # Start-up makes many objects and hardly any garbage: collecting it costs a
    # seventh of a short run, which never gets to this threshold; a run over many
    # files does. A plug-in of pydantic's could change what is valid on one
    # machine; looking for them costs 20 ms.
    gc.set_threshold(OBJECTS_BEFORE_COLLECTION)
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    try:
        from policy_extract.cli.environment import settle  # noqa: PLC0415  the same
        from policy_extract.cli.start import goes_straight  # noqa: PLC0415  Ctrl-C in the imports ends quietly too

        messages = settle()
        code = _run()
        code = max(code, UNSAID) if messages.lost else code
        if goes_straight(sys.argv[1:]):
            _leave(code)
        sys.exit(code)
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)


def _run() -> int:
    try:
        from policy_extract.cli.start import run  # noqa: PLC0415  as above

        return run(sys.argv[1:], os.environ)
    except Exception as error:  # noqa: BLE001  everything foreseen has been turned into an exit code by now
        from policy_extract.cli.environment import unforeseen  # noqa: PLC0415  it is loaded

        return unforeseen(error)


def _leave(code: int) -> NoReturn:
    """End the process at once: freeing the ten thousand objects of a plan first would take a seventh of the run."""
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:  # a shell may have closed it
            stream.flush()
    os._exit(code)


if __name__ == "__main__":
    main()
