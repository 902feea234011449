"""Documents read once and parsed as often as a test changes them."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from policy_extract.findings import Report
from policy_extract.generated.plain import Source
from policy_extract.grammar import load
from policy_extract.pipeline import parse_document, read
from policy_extract.records import replace

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from policy_extract.blocks import Block, Document
    from policy_extract.generated.plain import Plan, Section

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = sorted(path for path in (ROOT / "samples").glob("*/source.*"))
SHARED = ROOT.parent / "shared"
SEEDS = sorted((SHARED / "corpus" / "seeds").glob("*.docx"))


def gold_documents(forms: tuple[str, ...] = ("docx", "html", "doc", "txt")) -> list[Path]:
    """The real documents that have gold, each in the first of the forms there is; none where they are not at hand."""
    home = SHARED / "corpus" / "dev"
    names = sorted(path.stem for path in (SHARED / "gold-dev").glob("*.json"))
    found = ([home / form / f"{name}.{form}" for form in forms] for name in names)
    return [path for paths in found for path in [next((one for one in paths if one.exists()), None)] if path]


@cache
def document_of(path: Path) -> Document:
    """The file's blocks."""
    report = Report()
    return read(path.read_bytes(), report, load().matcher(report))


def parsed(document: Document, blocks: Sequence[Block] | None = None) -> Plan:
    """The plan in a document, or in other blocks in its place."""
    report = Report()
    source = Source(name="x", format=document.format, sha256="", bytes=0, revisions=document.revisions)
    changed = document if blocks is None else replace(document, blocks=tuple(blocks))
    return parse_document(changed, source, load().matcher(report), report)


def sections_of(plan: Plan) -> Iterator[tuple[Section | None, Section]]:
    """Every section with the one above it."""
    waiting: list[tuple[Section | None, Section]] = [(None, section) for section in plan.sections]
    while waiting:
        above, section = waiting.pop()
        yield above, section
        waiting.extend((section, below) for below in section.sections)
