"""The bytes of a file, and facts about them that several readers need, computed once."""

from __future__ import annotations

import io
import re
import zipfile
from functools import cached_property
from typing import TYPE_CHECKING, Final, Literal

from policy_extract.errors import NotADocumentError
from policy_extract.findings import Code
from policy_extract.records import record

if TYPE_CHECKING:
    from policy_extract.findings import Report
    from policy_extract.grammar import Matcher
    from policy_extract.reading.characters import Characters

Revisions = Literal["accepted", "original"]
"""A document with its tracked changes, or before them."""

OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How old Office files and encrypted ones begin."""
WORD_2: Final = b"\xdb\xa5\x2d\x00"
"""How files of Word 2 begin, which are in no container."""
MOST_MEMBERS: Final = 50_000
"""Files in a zip; each page of a document and each picture may be one."""
_ENTRY: Final = b"PK\x01\x02"
"""How each entry begins in the list of what a zip holds."""


@record
class ReadContext:
    """What a reader is given beside the file."""

    report: Report
    """Where findings go."""
    matcher: Matcher
    """The rules, and the time that is left."""
    revisions: Revisions = "accepted"
    """Which state of a document with tracked changes is wanted."""


class SourceFile:
    """A file that is to be read: its bytes, its characters where it is a text, its members where it is a zip."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self._has: dict[bytes, bool] = {}

    def has(self, piece: bytes) -> bool:
        """Whether the file contains these bytes; each search is made once."""
        if piece not in self._has:
            self._has[piece] = re.search(re.escape(piece), self.data) is not None  # `in` is slow among zeros
        return self._has[piece]

    def opens_with(self, sign: bytes) -> bool:
        """Whether the first file of a zip has this name and content; formats with a `mimetype` store it first and uncompressed."""
        return self.data.startswith(b"PK") and self.data[30 : 30 + len(sign)] == sign

    @cached_property
    def members(self) -> tuple[str, ...] | None:
        """The names in a zip; None where the bytes are none, or one that is torn.

        Fails: NotADocumentError for a zip of more files than any document has, before its list is read.
        """
        if not self.data.startswith(b"PK"):
            return None
        if self.data.count(_ENTRY) > MOST_MEMBERS:
            raise NotADocumentError(
                f"the file is a ZIP archive of more than {MOST_MEMBERS} files; unpack it and give the document inside"
            )
        try:
            return tuple(self.archive.namelist())
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
            return None

    @cached_property
    def archive(self) -> zipfile.ZipFile:
        """The zip that the bytes are, opened once for all who ask.

        Fails: with one of `ZIP_FAULTS` where it is torn.
        """
        return zipfile.ZipFile(io.BytesIO(self.data))

    @cached_property
    def characters(self) -> Characters:
        """The characters of a text file.

        Fails: NotADocumentError where it is no text.
        """
        from policy_extract.reading.characters import decode  # noqa: PLC0415  # Word never needs it

        return decode(self.data)

    @property
    def text(self) -> str:
        """The characters of a text file, as `characters`."""
        return self.characters.text

    def note_loss(self, report: Report) -> None:
        """Add a finding where bytes of a text file could not be read."""
        if self.characters.lost:
            report.note(
                Code.TEXT_DECODED_WITH_LOSS, count=self.characters.lost, encoding=self.characters.encoding.upper()
            )

    def must_hold_something(self) -> None:
        """Check that the file is not empty.

        Fails: NotADocumentError for an empty one.
        """
        if self.data.isspace() or not self.data:
            raise NotADocumentError("the file is empty; give a document that has text in it")
