"""The zip of an OFD file: XML parts by their place, within limits (GB/T 33190-2016, clause 7)."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from typing import TYPE_CHECKING, Final

from lxml import etree

from policy_extract.errors import DamagedDocumentError, LockedDocumentError
from policy_extract.records import field, mutable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element as Element

MOST_PARTS: Final = 50_000
"""Pages, their annotations and their pictures are parts of their own."""
MOST_BYTES: Final = 128 * 2**20
"""Unzipped bytes of all XML together."""
_ZIP_FAULTS: Final = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    OSError,
    ValueError,
    RuntimeError,
    KeyError,
)


@mutable
class OfdPackage:
    """The parts of one file; names are compared without case, as programs write them in any."""

    archive: zipfile.ZipFile
    entries: dict[str, zipfile.ZipInfo]
    bytes_read: int = 0
    _roots: dict[str, Element] = field(default_factory=dict)

    def __contains__(self, path: str) -> bool:
        return path.lower() in self.entries

    def xml(self, path: str) -> Element:
        """The root element of a part; a part that is asked for again is parsed once.

        Fails: DamagedDocumentError where it is missing, broken, or over the limits.
        """
        if path not in self._roots:
            self._roots[path] = self._parse(path)
        return self._roots[path]

    def _parse(self, path: str) -> Element:
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
        try:
            with self.archive.open(self.entries[path.lower()]) as stream:
                data = stream.read(MOST_BYTES - self.bytes_read + 1)
            self.bytes_read += len(data)
            if self.bytes_read > MOST_BYTES:
                raise DamagedDocumentError(
                    f"the OFD file unzips to more than {MOST_BYTES // 2**20} MB; split the document"
                )
            root = etree.fromstring(data, parser)
        except (*_ZIP_FAULTS, etree.LxmlError) as fault:
            raise DamagedDocumentError(
                "the OFD file is cut off or broken; ask for another copy, or print it to a PDF"
            ) from fault
        if root.getroottree().docinfo.internalDTD is not None:
            raise DamagedDocumentError("the OFD file is cut off or broken; ask for another copy, or print it to a PDF")
        return root


def open_ofd(data: bytes) -> OfdPackage:
    """The package in the bytes of an .ofd file.

    Fails: DamagedDocumentError, LockedDocumentError.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except _ZIP_FAULTS as fault:
        raise DamagedDocumentError(
            "the OFD file is cut off or broken; ask for another copy, or print it to a PDF"
        ) from fault
    if len(archive.filelist) > MOST_PARTS:
        raise DamagedDocumentError(f"the OFD file has more than {MOST_PARTS} parts; split the document")
    if any(info.flag_bits & 1 for info in archive.filelist):
        raise LockedDocumentError("the document is encrypted; save it without a password")
    return OfdPackage(archive, {_plain(info.filename).lower(): info for info in archive.filelist})


def resolve(part: str, place: str) -> str:
    """The path of a part that another one names, from the root of the zip.

    >>> resolve("Doc_0/Document.xml", "Pages/Page_0/Content.xml"), resolve("Doc_0/Document.xml", "/Doc_0/Res.xml")
    ('Doc_0/Pages/Page_0/Content.xml', 'Doc_0/Res.xml')
    """
    return _plain(place) if place.startswith("/") else _plain(posixpath.join(posixpath.dirname(part), place))


def _plain(path: str) -> str:
    return posixpath.normpath("/" + path.replace("\\", "/")).lstrip("/")


def children(element: Element | None, name: str) -> Iterator[Element]:
    """The children of that name, whatever the namespace: the standard's has changed with its editions."""
    return (child for child in (element if element is not None else ()) if local(child) == name)


def child(element: Element | None, *names: str) -> Element | None:
    """The element at the end of a way of names; None where the way ends before."""
    for name in names:
        element = next(children(element, name), None)
    return element


def local(element: Element) -> str:
    """The name of an element without its namespace; "" for comments and the like."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def text_of(element: Element | None) -> str:
    """What stands in an element, without white space at its ends."""
    return (element.text or "").strip() if element is not None else ""
