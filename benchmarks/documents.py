"""Which documents are measured, and how they are made longer."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

SAMPLES = Path(__file__).resolve().parent.parent / "samples"
DOCUMENT = "word/document.xml"
PARTS = (DOCUMENT, "word/styles.xml", "word/numbering.xml")


def default_files() -> list[Path]:
    """The Word files of the samples."""
    return sorted(SAMPLES.glob("*/source.docx"))


def bare(data: bytes) -> None:
    """Nothing; the parts every reader needs have been unzipped and parsed, which is the least that reading can cost."""
    from lxml import etree  # noqa: PLC0415  (heavy, and many commands need it not)

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in PARTS:
            if name in archive.namelist():
                etree.fromstring(archive.read(name))


def characters(data: bytes) -> int:
    """How many visible characters stand in the blocks that reading gives."""
    from policy_extract.blocks import Paragraph  # noqa: PLC0415  (as above)
    from policy_extract.findings import Report  # noqa: PLC0415
    from policy_extract.grammar import load  # noqa: PLC0415
    from policy_extract.reading import read  # noqa: PLC0415
    from policy_extract.reading.characters import visible  # noqa: PLC0415

    report = Report()
    blocks = read(data, report, load().matcher(report)).blocks
    texts = ([block.text] if isinstance(block, Paragraph) else [cell.text for cell in block.cells] for block in blocks)
    return sum(visible(text) for each in texts for text in each)


def repeated(data: bytes, times: int) -> bytes:
    """The Word file with the blocks of its body `times` times over; the rest of the zip stays."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for entry in source.infolist():
            content = source.read(entry)
            target.writestr(entry.filename, _repeated_body(content, times) if entry.filename == DOCUMENT else content)
    return out.getvalue()


def _repeated_body(document: bytes, times: int) -> bytes:
    """Everything between `w:body` and the last `w:sectPr`, `times` times."""
    opening = re.search(rb"<w:body[^>]*>", document)
    closing = document.rfind(b"<w:sectPr")
    if opening is None or closing < opening.end():
        message = "the document has no w:body with a w:sectPr at its end"
        raise ValueError(message)
    blocks = document[opening.end() : closing]
    return document[: opening.end()] + blocks * times + document[closing:]
