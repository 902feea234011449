"""Word files saved by LibreOffice in other formats, many at a call, and kept in build/forms for the next run."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final

from benchmarks.written_forms import as_ofd, as_workbook

if TYPE_CHECKING:
    from collections.abc import Sequence

KEPT: Final = Path(__file__).resolve().parent.parent / "build" / "forms"
FORMS: Final = {
    "pdf": "pdf:writer_pdf_Export",
    "html": "html:HTML (StarWriter)",
    "doc": "doc:MS Word 97",
    "rtf": "rtf:Rich Text Format",
    "odt": "odt:writer8",
    "txt": "txt:Text (encoded):UTF8",
}
"""Suffix → LibreOffice's filter."""
_THROUGH: Final = ("rtf", "odt")
"""Forms that are read through LibreOffice, one start of it for each file; here it makes the .docx of all at once."""
_WORD: Final = "docx:MS Word 2007 XML"
_AT_ONCE: Final = 40
"""Files for one call; LibreOffice leaves off after some two hundred."""


def saved(files: Sequence[Path]) -> dict[str, dict[Path, Path]]:
    """Form → Word file → the file to read; for .rtf and .odt that is the .docx that LibreOffice makes of them, as the reader would have it do."""
    office = shutil.which("soffice")
    if office is None:
        sys.exit("LibreOffice (soffice) is not installed; it makes the other forms")
    version = subprocess.run([office, "--version"], check=True, capture_output=True, timeout=60).stdout
    names = {file: hashlib.sha256(version + file.read_bytes()).hexdigest()[:24] for file in files}
    words = {file: _written(file.read_bytes(), f"{name}.docx") for file, name in names.items()}
    made: dict[str, dict[Path, Path]] = {}
    for form, rule in FORMS.items():
        made[form] = _converted(office, words, rule, KEPT / form)
        if form in _THROUGH:
            made[form] = _converted(office, made[form], _WORD, KEPT / f"{form}-read")
    made["ofd"] = {
        file: _written(as_ofd(page.read_bytes()), f"{names[file]}.ofd") for file, page in made["pdf"].items()
    }
    books = {file: book for file in files if (book := as_workbook(file.read_bytes())) is not None}
    made["xlsx"] = {file: _written(book, f"{names[file]}.xlsx") for file, book in books.items()}
    return made


def _converted(office: str, sources: dict[Path, Path], rule: str, into: Path) -> dict[Path, Path]:
    """Word file → what LibreOffice makes of its source; it is only asked for what is not there yet."""
    targets = {file: into / f"{source.stem}.{rule.partition(':')[0]}" for file, source in sources.items()}
    missing = [str(sources[file]) for file, target in targets.items() if not target.is_file()]
    for first in range(0, len(missing), _AT_ONCE):
        with tempfile.TemporaryDirectory() as profile:
            command = [office, f"-env:UserInstallation={Path(profile).as_uri()}", "--headless", "--convert-to", rule]
            command += ["--outdir", str(into), *missing[first : first + _AT_ONCE]]
            subprocess.run(command, check=True, capture_output=True, timeout=900)
    return targets


def _written(data: bytes, name: str) -> Path:
    """The path of a file that holds these bytes."""
    KEPT.mkdir(parents=True, exist_ok=True)
    target = KEPT / name
    target.write_bytes(data)
    return target
