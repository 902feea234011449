"""When sources change: for people who edit."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from policy_extract.batch.sources import folders, full
from policy_extract.batch.stores import is_remote
from policy_extract.errors import EngineError
from policy_extract.missing_packages import install_command

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_QUIET = 300
"""Milliseconds without a change after which those before belong together: editors write a file in several steps."""
_LOOK = 500
"""Milliseconds after which a watch that saw nothing says so."""


def changes(sources: Sequence[str], out: str) -> Iterator[bool]:
    """Whether something changed since the last look, again and again; changes count from the first look on.

    Results are not looked at, nor is anything hidden.

    Fails: EngineError where the library is missing, or a source is no path.
    """
    try:
        from watchfiles import watch  # noqa: PLC0415  an extra, loaded only to watch
    except ImportError as error:
        raise EngineError(
            f"--watch needs the package watchfiles; install with {install_command('watchfiles')}"
        ) from error
    if any(is_remote(source) for source in sources):
        raise EngineError("only folders of this machine can be watched; leave out --watch")
    watched = [Path(folder) for folder in folders(sources) if Path(folder).is_dir()]
    if not watched:
        raise EngineError("there is not a folder to watch; check the paths")
    results = Path(full(out))

    def counts(_: object, path: str) -> bool:
        changed = Path(path)
        return not changed.is_relative_to(results) and not changed.name.startswith((".", "~$"))

    for seen in watch(*watched, watch_filter=counts, debounce=_QUIET, rust_timeout=_LOOK, yield_on_timeout=True):
        yield bool(seen)
