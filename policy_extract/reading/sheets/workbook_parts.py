"""The zip of a workbook (.xlsx, .ods): its parts, within limits, and the elements of a long one a few at a time."""

from __future__ import annotations

import io
import posixpath
import re
from typing import TYPE_CHECKING, Final

from lxml import etree

from policy_extract.errors import DamagedDocumentError
from policy_extract.reading.zipped_xml import UNTRUSTED, XML_FAULTS, ZIP_FAULTS, entries_of, parse_xml, resolve, unzip
from policy_extract.records import mutable, record

if TYPE_CHECKING:
    import zipfile
    from collections.abc import Callable, Iterator

    from lxml.etree import _Element as Element

    from policy_extract.reading.source import SourceFile


@record
class Bounds:
    """How much of a workbook is read; one that holds more is refused."""

    bytes: int
    """Unzipped, of all parts that are read."""
    cells: int
    """With text."""


PLAN: Final = Bounds(64 * 2**20, 200_000)
"""Of a workbook that is a plan."""
_DTD: Final = re.compile(rb"<!DOCTYPE")


@mutable
class Parts:
    """The parts of one file by name, compared without case."""

    archive: zipfile.ZipFile
    entries: dict[str, zipfile.ZipInfo]
    bounds: Bounds = PLAN
    bytes_read: int = 0

    def __contains__(self, name: str) -> bool:
        return name.lower() in self.entries

    def read(self, name: str) -> bytes:
        """The unzipped bytes of a part.

        Fails: DamagedDocumentError where it is missing, cut off or over the limits.
        """
        try:
            entry = self.entries[name.lower()]
            self.bytes_read += entry.file_size
            if self.bytes_read > self.bounds.bytes:
                raise DamagedDocumentError(
                    f"the workbook unzips to more than {self.bounds.bytes // 2**20} MB; split it"
                )
            return unzip(self.archive, entry)
        except ZIP_FAULTS as fault:
            raise broken() from fault

    def xml(self, name: str) -> Element:
        """The root element of a part.

        Fails: as `read`, and DamagedDocumentError for XML that is broken.
        """
        try:
            return parse_xml(self.read(name))
        except XML_FAULTS as fault:
            raise broken() from fault

    def elements(self, name: str, *tags: str, trim: Callable[[bytes], bytes] = bytes) -> Iterator[Element]:
        """The elements of these local names, one after the other, each emptied before the next; `trim` may cut the part down.

        Fails: as `xml`.
        """
        data = trim(self.read(name))
        if _DTD.search(data):
            raise broken()
        wanted = [f"{{*}}{tag}" for tag in tags]
        try:
            for _, element in etree.iterparse(io.BytesIO(data), tag=wanted, **UNTRUSTED):
                yield element
                element.clear(keep_tail=False)
                above = element.getparent()
                while above is not None and element.getprevious() is not None:
                    del above[0]
        except XML_FAULTS as fault:
            raise broken() from fault

    def relationships(self, part: str) -> list[tuple[str, str, str]]:
        """Id, kind and name of each part that a part points to; what lies outside the file is left alone."""
        folder, base = posixpath.split(part)
        name = posixpath.join(folder, "_rels", f"{base}.rels")
        if name not in self:
            return []
        return [
            (one.get("Id", ""), one.get("Type", "").rpartition("/")[2], resolve(part, one.get("Target", "")))
            for one in self.xml(name)
            if one.get("TargetMode") != "External"
        ]


def open_parts(file: SourceFile, bounds: Bounds = PLAN) -> Parts:
    """The parts of a workbook.

    Fails: DamagedDocumentError, LockedDocumentError.
    """
    try:
        archive = file.archive
    except ZIP_FAULTS as fault:
        raise broken() from fault
    return Parts(archive, entries_of(archive), bounds)


def broken() -> DamagedDocumentError:
    """What is said of a workbook that cannot be read to its end."""
    return DamagedDocumentError("the workbook is cut off or broken; ask for another copy, or save it again as .xlsx")
