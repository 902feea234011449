"""XML in a zip, as Word and OFD files hold it: unzipped and parsed within limits; nothing is expanded, nothing fetched."""

from __future__ import annotations

import zipfile
import zlib
from typing import TYPE_CHECKING, Final

from lxml import etree

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


def densest(entry: zipfile.ZipInfo) -> int:
    """How many bytes a part may unzip to, going by those it takes in the zip."""
    return max(RATIO_FROM, MOST_RATIO * entry.compress_size)


def parse_xml(data: bytes) -> Element:
    """The root element of a part, without comments and processing instructions.

    Fails: with one of `XML_FAULTS` for XML that is broken, has a DTD, nests deeper than 256 elements, or has too many tags.
    """
    if data.count(b"<") > MOST_TAGS:
        raise ValueError(f"it has more than {MOST_TAGS} tags")
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    root = etree.fromstring(data, parser)
    if root.getroottree().docinfo.internalDTD is not None:
        raise ValueError("it declares a DTD, which no document has")
    return root
