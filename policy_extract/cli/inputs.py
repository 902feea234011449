"""FILE… → the files to read, those of folders included."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from policy_extract.cli.streams import STANDARD

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_ALSO = frozenset({".json"})
"""Names of plans that `parse` wrote."""


def files_of(sources: Sequence[str], *, plans: bool = True) -> list[str]:
    """The files named, and from each folder named the files with the suffix of a document (or of JSON, where `plans` are read too), sorted."""
    return [file for source in sources for file in ([source] if _is_file(source) else _inside(Path(source), plans))]


def _is_file(source: str) -> bool:
    return source == STANDARD or not Path(source).is_dir()


def _inside(folder: Path, plans: bool) -> Iterator[str]:
    from policy_extract.reading.forms import SUFFIXES

    wanted = SUFFIXES | _ALSO if plans else SUFFIXES
    for path in sorted(folder.rglob("*")):
        hidden = any(step.startswith((".", "~$")) for step in path.relative_to(folder).parts)
        if not hidden and path.is_file() and path.suffix.lower() in wanted:
            yield str(path)
