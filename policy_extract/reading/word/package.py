"""The zip file around a Word document: opened within limits, its parts found and parsed safely.

Nothing is unpacked to disk, no entity is expanded, no address is fetched.
Every refusal is one line: which part, what is wrong, what to do.
"""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

from lxml import etree

from policy_extract.errors import DamagedDocumentError, LockedDocumentError, NotADocumentError
from policy_extract.reading.source import OLE
from policy_extract.reading.word.xml_names import STRICT, local
from policy_extract.reading.zipped_xml import MOST_RATIO, XML_FAULTS, ZIP_FAULTS, densest, parse_xml
from policy_extract.records import field, mutable, record

if TYPE_CHECKING:
    import zipfile
    from collections.abc import Callable, Iterator

    from lxml.etree import _Element as Element

    from policy_extract.reading.source import SourceFile

MOST_PARTS = 5_000
MOST_BYTES = 64 * 1024 * 1024
"""Unzipped bytes of all parts that are read together."""

_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_FLAG_ENCRYPTED = 0x1
_MAIN_TYPES = (
    "wordprocessingml.document.main+xml",
    "wordprocessingml.template.main+xml",
    "document.macroEnabled.main+xml",
)


@record
class Relationship:
    """A relationship from a part to another part or to an address outside."""

    kind: str
    """The last word of its type: styles, numbering, footnotes, header, aFChunk, …"""
    target: str
    external: bool


@mutable
class Package:
    """The parts of one file by name; names are compared without case, as OPC asks."""

    archive: zipfile.ZipFile
    entries: dict[str, zipfile.ZipInfo]
    bytes_read: int = 0
    _arrows: dict[str, dict[str, Relationship]] = field(default_factory=dict)

    def __contains__(self, name: str) -> bool:
        return name.lower() in self.entries

    def read(self, name: str) -> bytes:
        """The unzipped bytes of a part.

        Fails: DamagedDocumentError when the part is cut off, fails its checksum or is over the limits.
        """
        entry = self.entries[name.lower()]
        allowed = MOST_BYTES - self.bytes_read
        dense = densest(entry)
        try:
            with self.archive.open(entry) as stream:
                data = stream.read(min(allowed, dense) + 1)
        except ZIP_FAULTS as fault:
            raise DamagedDocumentError(
                f"{name}: the part cannot be unzipped ({_line(fault)}); save the file again or ask for another copy"
            ) from fault
        if len(data) > dense:
            raise DamagedDocumentError(
                f"{name}: the part is packed more than {MOST_RATIO} times, which no document needs; save the file again with Word"
            )
        if len(data) > allowed:
            raise DamagedDocumentError(
                f"{name}: the file unzips to more than {MOST_BYTES // 1024 // 1024} MB; split the document"
            )
        self.bytes_read += len(data)
        return data

    def xml(self, name: str, trim: Callable[[bytes], bytes] = bytes) -> Element:
        """The root element of a part, Strict names made transitional; `trim` may cut the part down before it is parsed.

        Fails: DamagedDocumentError for XML that is broken, has a DTD, or nests deeper than 256 elements.
        """
        data = trim(self.read(name))
        try:
            root = parse_xml(data)
        except XML_FAULTS as fault:
            raise DamagedDocumentError(
                f"{name}: the part is no well-formed XML ({_line(fault)}); open the file in Word, repair it and save it again"
            ) from fault
        _use_transitional_names(root)
        return root

    def relationships(self, part: str) -> dict[str, Relationship]:
        """The relationships of a part, by id; empty where it has no .rels."""
        if part not in self._arrows:
            folder, base = posixpath.split(part)
            name = posixpath.join(folder, "_rels", base + ".rels")
            self._arrows[part] = dict(_arrows(self.xml(name), folder)) if name in self else {}
        return self._arrows[part]

    def main_part(self) -> str:
        """The name of the part with the body.

        Looked for in the package's relationships, then in the content types,
        then under its usual name.

        Fails: NotADocumentError for a zip without one.
        """
        for name in self._possible_main_parts():
            if name in self:
                return name
        raise NotADocumentError("the file is a zip without a Word document in it; save the document as .docx")

    def _possible_main_parts(self) -> Iterator[str]:
        yield from (one.target for one in self.relationships("").values() if one.kind == "officeDocument")
        yield from self._declared_main_parts()
        yield "word/document.xml"

    def _declared_main_parts(self) -> list[str]:
        if "[Content_Types].xml" not in self:
            return []
        overrides = [child for child in self.xml("[Content_Types].xml") if local(str(child.tag)) == "Override"]
        return [
            child.get("PartName", "").lstrip("/")
            for child in overrides
            if child.get("ContentType", "").endswith(_MAIN_TYPES)
        ]


def open_package(file: SourceFile) -> Package:
    """The package that a .docx file is.

    Fails: NotADocumentError for another format, LockedDocumentError for an
    encrypted file, DamagedDocumentError for a zip that is cut off, holds one
    name twice, or is over the limits.
    """
    _refuse_other_formats(file.data)
    try:
        archive = file.archive
    except ZIP_FAULTS as fault:
        raise DamagedDocumentError(
            f"the file begins like a .docx and is cut off or broken ({_line(fault)}); ask for another copy"
        ) from fault
    if len(archive.filelist) > MOST_PARTS:
        raise DamagedDocumentError(
            f"the file has {len(archive.filelist)} parts, more than {MOST_PARTS}; save it again with Word"
        )
    return Package(archive, _by_name(archive.filelist))


def _refuse_other_formats(data: bytes) -> None:
    if data.startswith(OLE):
        if _ENCRYPTED in data:
            raise LockedDocumentError("the document is encrypted; save it without a password")
        raise NotADocumentError("the file is a .doc, .wps or another old Office file; save it as .docx")
    if not data:
        raise NotADocumentError("the file is empty")
    if not data.startswith(b"PK"):
        raise NotADocumentError("the file is no .docx: it does not begin like a zip file; save the document as .docx")


def _by_name(infos: list[zipfile.ZipInfo]) -> dict[str, zipfile.ZipInfo]:
    entries: dict[str, zipfile.ZipInfo] = {}
    for info in infos:
        name = info.filename.replace("\\", "/")
        if name.startswith("/") or ".." in name.split("/"):
            raise DamagedDocumentError(
                f"the file has a part named {name[:80]!r}, which leads outside it; save the file again with Word"
            )
        if info.flag_bits & _FLAG_ENCRYPTED:
            raise LockedDocumentError(f"{name[:80]}: the part is encrypted; save the document without a password")
        if name.lower() in entries:
            raise DamagedDocumentError(f"the file holds two parts named {name[:80]!r}; save it again with Word")
        entries[name.lower()] = info
    return entries


def _arrows(root: Element, folder: str) -> list[tuple[str, Relationship]]:
    return [
        (child.get("Id", ""), Relationship(_kind(child), _target(child, folder), child.get("TargetMode") == "External"))
        for child in root
        if local(str(child.tag)) == "Relationship"
    ]


def _kind(child: Element) -> str:
    return child.get("Type", "").rpartition("/")[2]


def _target(child: Element, folder: str) -> str:
    target = child.get("Target", "").replace("\\", "/")
    if child.get("TargetMode") == "External":
        return target
    path = target if target.startswith("/") else posixpath.join("/", folder, target)
    return posixpath.normpath(path).lstrip("/")


def _use_transitional_names(root: Element) -> None:
    if not any("{" + uri + "}" in STRICT for uri in root.nsmap.values()):
        return
    for element in root.iter(etree.Element):
        space, brace, name = str(element.tag).rpartition("}")
        if (usual := STRICT.get(space + brace)) is not None:
            element.tag = usual + name
        for key, text in element.attrib.items():
            space, brace, name = str(key).rpartition("}")
            if (usual := STRICT.get(space + brace)) is not None:
                del element.attrib[key]
                element.set(usual + name, text)


def _line(fault: BaseException) -> str:
    """The first line of a fault, short enough for one line of ours."""
    return (str(fault).splitlines() or [type(fault).__name__])[0][:160]
