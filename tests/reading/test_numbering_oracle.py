"""Our labels against those LibreOffice prints, for documents full of lists made by chance.

docs/word-numbering.md lists where the two differ, and what Word does.
"""

from __future__ import annotations

import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest
from docx_builder import read
from list_documents import list_document, our_labels, their_labels

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

OFFICE = shutil.which("soffice")
AT_ONCE = 80
"""LibreOffice leaves off after some two hundred files."""
FEW, MANY = range(30), range(1_000, 1_320)

needs_office = pytest.mark.skipif(
    OFFICE is None, reason="LibreOffice (soffice) is not installed; it is what we compare with"
)


def converted(folder: Path, seeds: Iterable[int]) -> None:
    """The documents of those seeds, and beside them in `out` what LibreOffice prints of them."""
    for seed in seeds:
        (folder / f"{seed}.docx").write_bytes(list_document(seed))
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    arguments = ["--headless", "--convert-to", "txt:Text (encoded):UTF8", "--outdir", str(folder / "out")]
    files = sorted(map(str, folder.glob("*.docx")))
    for first in range(0, len(files), AT_ONCE):
        command = [str(OFFICE), profile, *arguments, *files[first : first + AT_ONCE]]
        subprocess.run(command, check=True, capture_output=True, timeout=300)


def differences(folder: Path, seeds: Iterable[int]) -> dict[int, dict[str, tuple[str, str | None]]]:
    """Seed → mark → our label and LibreOffice's, where they differ."""
    converted(folder, seeds)
    found = {}
    for seed in seeds:
        # LibreOffice prints what is struck out, so the two are held together as the document was before its changes.
        ours = our_labels(read((folder / f"{seed}.docx").read_bytes(), revisions="original"))
        theirs = their_labels((folder / "out" / f"{seed}.txt").read_text("utf-8-sig"))
        assert len(ours) >= 10
        found[seed] = {mark: (label, theirs.get(mark)) for mark, label in ours.items() if label != theirs.get(mark)}
    return {seed: marks for seed, marks in found.items() if marks}


@needs_office
def test_labels_are_those_libreoffice_prints(tmp_path: Path) -> None:
    assert differences(tmp_path, FEW) == {}


@pytest.mark.full
@pytest.mark.timeout(600)
@needs_office
def test_labels_of_many_documents_are_those_libreoffice_prints(tmp_path: Path) -> None:
    assert differences(tmp_path, MANY) == {}


def test_a_document_comes_of_its_seed_alone() -> None:
    assert our_labels(read(list_document(7))) == our_labels(read(list_document(7)))
