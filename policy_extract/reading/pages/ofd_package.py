"""The zip of an OFD file: XML parts by their place, within limits (GB/T 33190-2016, clause 7)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from policy_extract.errors import DamagedDocumentError
from policy_extract.reading.zipped_xml import XML_FAULTS, ZIP_FAULTS, entries_of, local, parse_xml, resolve, unzip
from policy_extract.records import field, mutable

if TYPE_CHECKING:
    import zipfile
    from collections.abc import Iterable, Iterator

    from lxml.etree import _Element as Element

    from policy_extract.reading.source import SourceFile

MOST_BYTES: Final = 64 * 2**20
"""Of XML: what is unzipped, and each part once more for every page it stands on."""


@mutable
class OfdPackage:
    """The parts of one file; names are compared without case, as programs write them in any."""

    archive: zipfile.ZipFile
    entries: dict[str, zipfile.ZipInfo]
    bytes_used: int = 0
    _roots: dict[str, Element] = field(default_factory=dict)

    def __contains__(self, path: str) -> bool:
        return path.lower() in self.entries

    def xml(self, path: str) -> Element:
        """The root element of a part, which is parsed once.

        Fails: DamagedDocumentError where it is missing, broken, or over the limits.
        """
        if path not in self._roots:
            self.must_hold(path)
            self._roots[path] = self._parse(path)
        return self._roots[path]

    def must_hold(self, *paths: str) -> None:
        """Check that these parts fit the limit: a small file that names one part a million times counts as a large one.

        Fails: DamagedDocumentError where they pass the limit, with all that were asked for before.
        """
        self.bytes_used += sum(self.entries[path.lower()].file_size for path in paths if path in self)
        if self.bytes_used > MOST_BYTES:
            raise DamagedDocumentError(f"the OFD file unzips to more than {MOST_BYTES // 2**20} MB; split the document")

    def named(self, part: str, places: Iterable[str]) -> list[str]:
        """The paths that a part names, each once, but for those that lead nowhere."""
        paths = dict.fromkeys(resolve(part, place) for place in places if place)
        return [path for path in paths if path in self]

    def _parse(self, path: str) -> Element:
        try:
            return parse_xml(unzip(self.archive, self.entries[path.lower()]))
        except (*ZIP_FAULTS, *XML_FAULTS) as fault:
            raise _broken() from fault


def _broken() -> DamagedDocumentError:
    return DamagedDocumentError("the OFD file is cut off or broken; ask for another copy, or print it to a PDF")


def open_ofd(file: SourceFile) -> OfdPackage:
    """The package that an .ofd file is.

    Fails: DamagedDocumentError, LockedDocumentError.
    """
    try:
        archive = file.archive
    except ZIP_FAULTS as fault:
        raise _broken() from fault
    return OfdPackage(archive, entries_of(archive))


def children(element: Element | None, name: str) -> Iterator[Element]:
    """The children of that name, whatever the namespace: the standard's has changed with its editions."""
    return (child for child in (element if element is not None else ()) if local(child) == name)


def child(element: Element | None, *names: str) -> Element | None:
    """The element at the end of a way of names; None where the way ends before."""
    for name in names:
        element = next(children(element, name), None)
    return element


def text_of(element: Element | None) -> str:
    """What stands in an element, without white space at its ends."""
    return (element.text or "").strip() if element is not None else ""
