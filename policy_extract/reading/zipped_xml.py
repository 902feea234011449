"""XML in a zip, as Word and OFD files hold it: unzipped and parsed within limits; nothing is expanded, nothing fetched."""

from __future__ import annotations

import posixpath
import zipfile
import zlib
from typing import TYPE_CHECKING, Final, TypedDict

from lxml import etree

from policy_extract.errors import LockedDocumentError

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

MOST_RATIO: Final = 200
"""Unzipped bytes per zipped byte; real parts stay below 60."""
RATIO_FROM: Final = 4 * 1024 * 1024
"""Parts smaller than this may be packed as tightly as they like."""
MOST_TAGS: Final = 4_000_000
"""Of one part; a tree takes a hundred bytes and more for each."""
ZIP_FAULTS: Final = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    KeyError,
    NotImplementedError,
    OSError,
    RuntimeError,
    ValueError,
)
XML_FAULTS: Final = (etree.LxmlError, ValueError, LookupError)


class _Parsing(TypedDict):
    """What lxml is told before it reads a part."""

    resolve_entities: bool
    no_network: bool
    load_dtd: bool
    huge_tree: bool
    remove_comments: bool
    remove_pis: bool


UNTRUSTED: Final[_Parsing] = {
    "resolve_entities": False,
    "no_network": True,
    "load_dtd": False,
    "huge_tree": False,
    "remove_comments": True,
    "remove_pis": True,
}
"""Nothing is expanded, nothing fetched, no tree without end; comments and processing instructions are left out."""


def densest(entry: zipfile.ZipInfo) -> int:
    """How many bytes a part may unzip to, going by those it takes in the zip."""
    return max(RATIO_FROM, MOST_RATIO * entry.compress_size)


def local(element: Element) -> str:
    """The name of an element without its namespace; "" for comments and the like."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def entries_of(archive: zipfile.ZipFile) -> dict[str, zipfile.ZipInfo]:
    """The files of a zip by their paths in small letters, as programs write them in any.

    Fails: LockedDocumentError where one is encrypted.
    """
    if any(info.flag_bits & 1 for info in archive.filelist):
        raise LockedDocumentError("the document is encrypted; save it without a password")
    return {resolve("", info.filename).lower(): info for info in archive.filelist}


def unzip(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """The bytes of a part; the archive unzips no more than it is asked for, whatever is packed.

    Fails: with one of `ZIP_FAULTS` where it is cut off, or packed more tightly than any document is.
    """
    if entry.file_size > densest(entry):
        raise ValueError(entry.file_size)
    with archive.open(entry) as stream:
        return stream.read(entry.file_size + 1)


def resolve(part: str, place: str) -> str:
    """The path of a part that another one names, from the root of the zip.

    >>> resolve("Doc_0/Document.xml", "Pages/Page_0/Content.xml"), resolve("xl/workbook.xml", "/xl/styles.xml")
    ('Doc_0/Pages/Page_0/Content.xml', 'xl/styles.xml')
    """
    return posixpath.normpath(posixpath.join("/", posixpath.dirname(part), place.replace("\\", "/"))).lstrip("/")


def parse_xml(data: bytes) -> Element:
    """The root element of a part, without comments and processing instructions.

    Fails: with one of `XML_FAULTS` for XML that is broken, has a DTD, nests deeper than 256 elements, or has too many tags.
    """
    if data.count(b"<") > MOST_TAGS:
        raise ValueError(f"it has more than {MOST_TAGS} tags")
    root = etree.fromstring(data, etree.XMLParser(**UNTRUSTED))
    if root.getroottree().docinfo.internalDTD is not None:
        raise ValueError("it declares a DTD, which no document has")
    return root
