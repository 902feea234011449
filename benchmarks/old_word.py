"""`python -m benchmarks.old_word FILE…`: the text of .doc files as it is read here, compared with LibreOffice's.

Characters are counted, without white space and without signs that take no
place. LibreOffice's text leaves out notes, text boxes, headers and pictures;
what a file has of those is named at the end of its row.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import unicodedata
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from policy_extract.blocks import Paragraph, texts_of
from policy_extract.errors import InputError
from policy_extract.findings import Report
from policy_extract.grammar import load
from policy_extract.reading import read

if TYPE_CHECKING:
    from collections.abc import Sequence

    from policy_extract.blocks import Document

AT_ONCE = 20


def theirs(files: Sequence[Path], folder: Path) -> dict[Path, str | None]:
    """What LibreOffice reads in each file; None where it gives up."""
    office = shutil.which("soffice")
    if office is None:
        sys.exit("LibreOffice (soffice) is not installed")
    copies = {file: folder / f"{number}.doc" for number, file in enumerate(files)}
    for file, copy in copies.items():
        copy.write_bytes(file.read_bytes())
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    names = [str(copy) for copy in copies.values()]
    for first in range(0, len(names), AT_ONCE):
        command = [office, profile, "--headless", "--convert-to", "txt:Text (encoded):UTF8", "--outdir", str(folder)]
        subprocess.run([*command, *names[first : first + AT_ONCE]], check=False, capture_output=True, timeout=600)
    made = {file: copy.with_suffix(".txt") for file, copy in copies.items()}
    return {file: text.read_text(encoding="utf-8-sig") if text.is_file() else None for file, text in made.items()}


def ours(file: Path) -> Document | str:
    """The blocks of a file, or the line in which it is refused."""
    report = Report()
    try:
        return read(file.read_bytes(), report, load().matcher(report))
    except InputError as error:
        return str(error)


def counted(text: str) -> Counter[str]:
    """The characters that take a place."""
    folded = unicodedata.normalize("NFKC", text)
    return Counter(
        char for char in folded if not char.isspace() and unicodedata.category(char) not in {"Cf", "Cc", "Co"}
    )


def beside(document: Document) -> str:
    """What a document has that LibreOffice's text leaves out."""
    stories = Counter(
        block.story for block in document.blocks if isinstance(block, Paragraph) and block.story != "body"
    )
    stories.update(one.reason for one in document.dropped)
    return ", ".join(f"{count} {name}" for name, count in sorted(stories.items()))


def main(arguments: Sequence[str]) -> None:
    """Print a row for each file whose characters are not the same, and how many are."""
    files = [Path(argument) for argument in arguments]
    same = 0
    with tempfile.TemporaryDirectory() as folder:
        for file, other in theirs(files, Path(folder)).items():
            found = ours(file)
            if isinstance(found, str) or other is None:
                print(f"{file.name[:48]:48} {found if isinstance(found, str) else 'LibreOffice gives up'}")
                continue
            numbers = "".join(block.number for block in found.blocks if isinstance(block, Paragraph))
            mine = counted(numbers + "".join(text for block in found.blocks for text in texts_of(block)))
            more, less = mine - counted(other), counted(other) - mine
            same += not (more or less)
            if more or less:
                print(f"{file.name[:48]:48} more {more.total():6} less {less.total():6}  {beside(found)}")
    print(f"{same} of {len(files)} the same")


if __name__ == "__main__":
    main(sys.argv[1:])
