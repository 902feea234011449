"""Bytes → blocks: what a file is, and the reader for it (`forms.py`)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policy_extract.errors import NotADocumentError
from policy_extract.reading.continued import join_continued_tables
from policy_extract.reading.forms import form_of
from policy_extract.reading.fused import part_fused_tables
from policy_extract.reading.letters import as_seen
from policy_extract.reading.site_footer import without_site_footer, without_site_path
from policy_extract.reading.soft_lines import open_lines
from policy_extract.reading.source import ReadContext, Revisions, SourceFile

__all__ = ["ReadContext", "Revisions", "read", "read_as_one", "read_bundled"]

if TYPE_CHECKING:
    from collections.abc import Sequence

    from policy_extract.blocks import Document
    from policy_extract.findings import Report
    from policy_extract.grammar import Matcher
    from policy_extract.reading.forms import Form


def read(data: bytes, report: Report, matcher: Matcher, *, revisions: Revisions = "accepted") -> Document:
    """The blocks of a document, whatever its form and its name.

    Every visible character is in exactly one block, or in `dropped` with a
    reason.

    Fails: NotADocumentError, DamagedDocumentError, LockedDocumentError, each in
    one line that says what the file is and what to do.
    """
    file = SourceFile(data)
    return _read(file, form_of(file), ReadContext(report, matcher, revisions))


def read_bundled(data: bytes, context: ReadContext) -> Document:
    """As `read`, for a document in a bundle, which can be no bundle itself."""
    file = SourceFile(data)
    form = form_of(file)
    if form.name == "zip":
        raise NotADocumentError("it is an archive in the archive; unpack it")
    return _read(file, form, context)


def read_as_one(
    files: Sequence[tuple[str, bytes]], report: Report, matcher: Matcher, *, revisions: Revisions = "accepted"
) -> Document:
    """The blocks of several files as one document: the plan, named first, and its annexes; each has a name and bytes.

    Fails: as `read` for the first; that another cannot be read is a finding.
    """
    from policy_extract.reading.bundle.archive import BundleFile  # noqa: PLC0415  # most documents are one file
    from policy_extract.reading.bundle.together import read_together  # noqa: PLC0415  # as above

    return read_together(
        [BundleFile(name, data) for name, data in files],
        read_bundled,
        ReadContext(report, matcher, revisions),
        sort=False,
    )


def _read(file: SourceFile, form: Form, context: ReadContext) -> Document:
    """What the reader of its form makes of a file, put right where the form does not define its blocks exactly."""
    report, matcher = context.report, context.matcher
    document = as_seen(form.reader.read(file, context), report, matcher)
    if form.family == "grid":
        return part_fused_tables(document, report, matcher)  # a sheet has annexes below each other
    if form.exact:
        return document
    document = part_fused_tables(open_lines(document, report, matcher), report, matcher)
    document = join_continued_tables(document, report)
    return without_site_footer(without_site_path(document, matcher), matcher)
