"""A zip of a plan and its annexes → one document; each file is read by the reader of its form."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from policy_extract.findings import Report
from policy_extract.reading.bundle.archive import files_in
from policy_extract.reading.bundle.together import read_together
from policy_extract.reading.source import ReadContext

if TYPE_CHECKING:
    from policy_extract.blocks import Document
    from policy_extract.reading.source import SourceFile


def read(file: SourceFile, context: ReadContext) -> Document:
    """The blocks of all files of a zip.

    Fails: DamagedDocumentError, LockedDocumentError, NotADocumentError where none of them can be read.
    """
    from policy_extract.reading import read_bundled  # noqa: PLC0415  # it asks this module

    return read_together(files_in(file, context.report), read_bundled, context, sort=True)


def count(file: SourceFile, document: Document) -> Counter[str]:
    """Visible characters of every story of the files that were read."""
    from policy_extract.grammar import load  # noqa: PLC0415  # who counts has read the file before
    from policy_extract.reading import read_bundled  # noqa: PLC0415  # it asks this module
    from policy_extract.reading.ledger import count_visible  # noqa: PLC0415  # it asks this module

    wanted = {one.name for one in document.files}
    counts: Counter[str] = Counter()
    for one in files_in(file, Report()):
        if one.name in wanted:
            report = Report()
            alone = read_bundled(one.data, ReadContext(report, load().matcher(report), document.revisions))
            counts.update(count_visible(one.data, alone))
    return counts
