"""Plans → the rows of each table in a temporary file of JSON lines, so that memory holds one plan at a time."""

from __future__ import annotations

import json
from contextlib import ExitStack
from typing import IO, TYPE_CHECKING, Any

from policy_extract.errors import OutputError
from policy_extract.output.things import TABLES
from policy_extract.records import mutable

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from policy_extract.model import Plan
    from policy_extract.output.things import Table


@mutable
class Spool:
    """The rows of one table, a line of JSON each."""

    table: Table
    path: Path
    longest: int = 0
    """Bytes of the longest line; 0 where there is none."""

    def add(self, stream: IO[bytes], row: dict[str, Any]) -> None:
        """Put a row under those that are there."""
        line = json.dumps(row, ensure_ascii=False).encode() + b"\n"
        self.longest = max(self.longest, len(line))
        stream.write(line)


def spooled(plans: Iterable[tuple[str, Plan]], folder: Path) -> list[Spool]:
    """The rows of all plans, table by table."""
    spools = [Spool(table, folder / f"{table.name}.json") for table in TABLES]
    names: set[str] = set()
    with ExitStack() as stack:
        streams = [stack.enter_context(spool.path.open("wb")) for spool in spools]
        for document, plan in plans:
            if document in names:
                raise OutputError(f"two documents are called {document}; give them different names")
            names.add(document)
            for spool, stream in zip(spools, streams, strict=True):
                for row in spool.table.rows(document, plan):
                    spool.add(stream, row)
    return spools
