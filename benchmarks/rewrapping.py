"""`python -m benchmarks.rewrapping [FILE…]`: the same text cut at other widths, and how much of its plan stays.

Every text is cut at five widths, in columns and in characters, with and
without indents, with and without page numbers between, and its tasks and their
bodies are compared with those of the text as it was. A paragraph is cut
wherever the width ends; lines with tabs are tables and stay. Without FILE the
samples are read, and, in a checkout with the shared corpus, its seeds and the
documents with gold: Word files, pages, PDFs.
"""

from __future__ import annotations

import sys
import unicodedata
from collections import Counter
from itertools import islice, product
from pathlib import Path
from typing import TYPE_CHECKING

from policy_extract.blocks import Paragraph
from policy_extract.findings import Report
from policy_extract.grammar import load
from policy_extract.pipeline import parse_bytes
from policy_extract.reading import read
from policy_extract.records import record

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from policy_extract.blocks import Table
    from policy_extract.generated.plain import Plan, Section

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
WIDTHS = (20, 27, 38, 46, 61)
PAGES = ("", "— {} —", "{}")
LINES_OF_A_PAGE = 30
FACETS = ("tasks", "units", "outline")

Facets = tuple[Counter[tuple[str, ...]], ...]


@record
class Wrapping:
    """One way to cut a text."""

    width: int
    columns: bool
    """Whether a Chinese character counts as two."""
    indent: bool = False
    """Whether paragraphs begin with two blanks of full width."""
    page: str = ""
    """How a page number is printed; "" for none."""

    def __str__(self) -> str:
        measure = "columns" if self.columns else "characters"
        return (
            f"{self.width} {measure}{', indents' if self.indent else ''}{', pages ' + self.page if self.page else ''}"
        )

    def wrap(self, text: str) -> str:
        """The text, cut so."""
        lines: list[str] = []
        pages = 0
        for source in text.split("\n"):
            for line in [source] if "\t" in source or not source.strip() else self._cut(source.strip()):
                lines.append(line)
                if self.page and "\t" not in line and len(lines) // LINES_OF_A_PAGE > pages:
                    pages += 1
                    lines.append(self.page.format(pages))
        return "\n".join(lines)

    def _cut(self, paragraph: str) -> Iterator[str]:
        line = "\u3000\u3000" if self.indent else ""
        width = self._width(line)
        for char in paragraph:
            more = self._width(char)
            if width + more > self.width:
                yield line
                line, width = "", 0
            line, width = line + char, width + more
        yield line

    def _width(self, text: str) -> int:
        if not self.columns:
            return len(text)
        return sum(2 if unicodedata.east_asian_width(char) in "WFA" else 1 for char in text)


def wrappings() -> Iterator[Wrapping]:
    """All ways."""
    for width, columns, indent, page in product(WIDTHS, (True, False), (False, True), PAGES):
        yield Wrapping(width, columns, indent, page)


def text_of(data: bytes) -> str:
    """The text of a document, a paragraph to a line and the cells of a row set apart by tabs."""
    report = Report()
    lines: list[str] = []
    for block in read(data, report, load().within(100).matcher(report)).blocks:
        if block.story == "body":
            lines += _lines(block) if isinstance(block, Paragraph) else _rows(block)
    return "\n".join(line for line in lines if line.strip())


def _lines(paragraph: Paragraph) -> list[str]:
    return (paragraph.number + paragraph.text).replace("\t", " ").split("\n")


def _rows(table: Table) -> Iterator[str]:
    """A row to a line; a box has no cells to set apart, and its paragraphs are lines."""
    for row in table.grid():
        if table.cols == 1:
            yield from row[0].text.split("\n")
            continue
        seen: set[str] = set()
        cells = []
        for cell in row:
            cells.append("" if table.address(cell) in seen else " ".join(cell.text.split()))
            seen.add(table.address(cell))
        yield "\t".join(cells)


def facets(text: str) -> Facets:
    """Tasks, their bodies and the headings in the plan of a text, each with how often it is there."""
    plan = parse_bytes(text.encode(), "text.txt", grammars=load().within(100), unchecked=True).plan
    return _tasks(plan), _units(plan), Counter(_headings(plan.sections))


def _tasks(plan: Plan) -> Counter[tuple[str, ...]]:
    return Counter((task.part, str(task.number), _squeezed(task.title)) for task in plan.tasks)


def _units(plan: Plan) -> Counter[tuple[str, ...]]:
    return Counter(
        (task.part, str(task.number), _squeezed(unit.name), unit.role, unit.via)
        for task in plan.tasks
        for unit in task.units
    )


def _headings(sections: Iterable[Section]) -> Iterator[tuple[str, ...]]:
    for section in sections:
        yield section.part, str(section.number and section.number.raw), _squeezed(section.title)
        yield from _headings(section.sections)


def _squeezed(text: str | None) -> str:
    return "".join((text or "").split())


def agreement(one: Counter[tuple[str, ...]], other: Counter[tuple[str, ...]]) -> float:
    """F1 of two lists; 1 for two empty ones."""
    entries = one.total() + other.total()
    return 2 * (one & other).total() / entries if entries else 1.0


def default_texts() -> dict[str, str]:
    """Name → text of the samples and, where they are there, of the shared documents, each from one of its forms."""
    files = [*ROOT.glob("samples/*/source.docx"), *SHARED.glob("corpus/seeds/*.docx"), *_published()]
    texts = {f"{file.parent.name}/{file.name}": text_of(file.read_bytes()) for file in sorted(files)}
    seeds = sorted(SHARED.glob("corpus/seeds/*.txt"))
    return texts | {f"seeds/{file.name}": file.read_text(encoding="utf-8-sig") for file in seeds}


def _published() -> Iterator[Path]:
    """The documents with gold, from the Word file, else the page or the PDF."""
    for gold in sorted(SHARED.glob("gold-dev/*.json")):
        files = (SHARED / "corpus/dev" / form / f"{gold.stem}.{form}" for form in ("docx", "html", "pdf", "doc"))
        yield from islice((file for file in files if file.exists()), 1)


def main(paths: Sequence[str]) -> None:
    """Print a table: a row per width and way, a column per facet, and the lowest of a single document."""
    texts = {path: text_of(Path(path).read_bytes()) for path in paths} or default_texts()
    plain = {name: facets(text) for name, text in texts.items()}
    print(f"{'':32}" + "".join(f"{facet:>10}" for facet in FACETS) + f"{'lowest tasks, units':>24}")
    for way in wrappings():
        cut = {name: facets(way.wrap(text)) for name, text in texts.items()}
        whole = [_together(plain, cut, facet) for facet in range(len(FACETS))]
        lowest = [min(agreement(plain[name][facet], cut[name][facet]) for name in texts) for facet in (0, 1)]
        print(
            f"{way!s:32}" + "".join(f"{one:10.4f}" for one in whole) + "".join(f"{one:12.4f}" for one in lowest),
            flush=True,
        )


def _together(plain: dict[str, Facets], cut: dict[str, Facets], facet: int) -> float:
    """F1 of one facet over all documents."""
    one, other = (
        Counter({(name, *key): count for name in side for key, count in side[name][facet].items()})
        for side in (plain, cut)
    )
    return agreement(one, other)


if __name__ == "__main__":
    main(sys.argv[1:])
