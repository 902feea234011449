"""The files in a zip, within limits; nothing is unpacked to disk."""

from __future__ import annotations

import re
import stat
import struct
import zlib
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final

from policy_extract.errors import DamagedDocumentError, LockedDocumentError
from policy_extract.findings import Code
from policy_extract.reading.zipped_xml import ZIP_FAULTS, densest
from policy_extract.records import record

if TYPE_CHECKING:
    import zipfile
    from collections.abc import Iterator

    from policy_extract.findings import Report
    from policy_extract.reading.source import SourceFile

MOST_FILES: Final = 100
"""A plan has a dozen annexes."""
MOST_BYTES: Final = 96 * 2**20
"""Of all files, unzipped."""
_LEADS_OUT: Final = re.compile(r"(?:^|[/\\])\.\.(?:[/\\]|$)|^[/\\]|^[A-Za-z]:")
_LEFT_BY_SYSTEMS: Final = re.compile(r"(?:^|/)(?:__MACOSX/|\.|~\$|Thumbs\.db$|desktop\.ini$)", re.IGNORECASE)
"""What systems and programs leave beside documents."""
_ARCHIVES: Final = frozenset({".zip", ".rar", ".7z", ".gz", ".tar", ".tgz"})
_UTF_8: Final = 0x800
_ENCRYPTED: Final = 0x1
_UNICODE_PATH: Final = 0x7075


@record
class BundleFile:
    """One file: its name with its folder, and its bytes."""

    name: str
    data: bytes

    @property
    def stem(self) -> str:
        """Its name without folder and suffix."""
        return PurePosixPath(self.name).stem


def files_in(file: SourceFile, report: Report) -> list[BundleFile]:
    """The files of a zip that may be documents, in its order; a link and an archive in the archive are findings.

    Fails: DamagedDocumentError where it is broken, over the limits, or has a name that leads outside it or stands
           for two files; LockedDocumentError where a file is encrypted.
    """
    try:
        return list(_files(file.archive, report))
    except ZIP_FAULTS as fault:
        raise DamagedDocumentError("the zip file is cut off or broken; ask for another copy") from fault


def _files(archive: zipfile.ZipFile, report: Report) -> Iterator[BundleFile]:
    names: set[str] = set()
    left = MOST_BYTES
    for entry in archive.infolist():
        name = name_of(entry)
        _must_be_harmless(entry, name, names)
        if entry.is_dir() or name.endswith("/") or _LEFT_BY_SYSTEMS.search(name):
            continue
        reason = _why_not(entry, name)
        if reason:
            report.note(Code.BUNDLE_FILE_SKIPPED, file=name[-80:], reason=reason)
            continue
        if len(names) > MOST_FILES:
            raise DamagedDocumentError(
                f"the zip file holds more than {MOST_FILES} files; give the plan and its annexes alone"
            )
        left -= entry.file_size
        if left < 0 or entry.file_size > densest(entry):
            raise DamagedDocumentError(
                f"the zip file unzips to more than {MOST_BYTES // 2**20} MB, or is packed tighter than documents are; unpack it"
            )
        with archive.open(entry) as stream:  # told how much to read, it unzips no more, whatever is packed
            yield BundleFile(name, stream.read(entry.file_size + 1))


def _must_be_harmless(entry: zipfile.ZipInfo, name: str, names: set[str]) -> None:
    """Check that an entry is one file inside the bundle; its name is added.

    Fails: DamagedDocumentError, LockedDocumentError.
    """
    if _LEADS_OUT.search(name):
        raise DamagedDocumentError(
            f"the zip file holds a file named {name[:80]!r}, which leads outside it; pack it again"
        )
    if entry.flag_bits & _ENCRYPTED:
        raise LockedDocumentError("the zip file is encrypted; unpack it and give the files in it")
    if name.lower() in names:
        raise DamagedDocumentError(f"the zip file holds two files named {name[:80]!r}; pack it again")
    names.add(name.lower())


def _why_not(entry: zipfile.ZipInfo, name: str) -> str:
    """Why a file is not read; "" for one that may be a document."""
    if stat.S_ISLNK(entry.external_attr >> 16):
        return "it is a link"
    if PurePosixPath(name).suffix.lower() in _ARCHIVES:
        return "it is an archive in the archive"
    return ""


def name_of(entry: zipfile.ZipInfo) -> str:
    """The name of an entry with /, in the encoding it is in: UTF-8 where the zip says so or it is, else GB18030."""
    if entry.flag_bits & _UTF_8:
        return entry.filename.replace("\\", "/")
    raw = entry.orig_filename.split("\0")[0].encode("cp437", "replace")
    name = _unicode_path(entry.extra, raw) or _decoded(raw)
    return name.replace("\\", "/")


def _decoded(raw: bytes) -> str:
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return raw.decode("cp437")


def _unicode_path(extra: bytes, raw: bytes) -> str:
    """The name in UTF-8 that some programs add (Info-ZIP, 4.6.9 of APPNOTE); "" where there is none, or it is another file's."""
    place = 0
    while place + 4 <= len(extra):
        kind, size = struct.unpack_from("<HH", extra, place)
        said = extra[place + 4 : place + 4 + size]
        place += 4 + size
        if kind == _UNICODE_PATH and len(said) > 5 and struct.unpack_from("<I", said, 1)[0] == zlib.crc32(raw):
            return said[5:].decode("utf-8", "replace")
    return ""
