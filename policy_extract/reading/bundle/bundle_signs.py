"""How to tell a zip of a plan and its annexes from a document format that is a zip."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Collection

    from policy_extract.reading.source import SourceFile

_OF_PACKAGES: Final = frozenset({"[Content_Types].xml", "mimetype", "META-INF/container.xml", "META-INF/manifest.xml"})
"""Files that say what a zip is one document of: Office, OpenDocument, EPUB, programs."""


def is_bundle(file: SourceFile, suffixes: Collection[str]) -> bool:
    """Whether a zip holds a file whose name ends as documents' do, and is no document of another kind itself."""
    names = file.members or ()
    return _OF_PACKAGES.isdisjoint(names) and any(PurePosixPath(name).suffix.lower() in suffixes for name in names)
