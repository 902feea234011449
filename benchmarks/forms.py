"""`python -m benchmarks.forms [FILE…] [--write]`: one document in every form, and how much of its plan stays.

Each Word file is saved by LibreOffice as PDF, as a web page, as .doc, .rtf,
.odt and as text; the pages of the PDF are written as OFD, glyph by glyph, and
what is a list as a workbook; what LibreOffice made is kept in build/forms. Each is read, and what the plan says is compared with the plan of the Word
file, facet by facet. Without FILE the samples are read, and, in a checkout
with the shared corpus, its seeds and the Word files with gold. --write puts
the tables into docs/forms-compared.md.

It needs LibreOffice and a Chinese font (Debian: libreoffice-writer-nogui,
fonts-wqy-zenhei); without the font the pages hold no glyphs to read.
"""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from lxml.html import fromstring

from benchmarks.saved_forms import saved
from policy_extract.blocks import Table
from policy_extract.errors import InputError
from policy_extract.findings import Report
from policy_extract.grammar import load
from policy_extract.lexical.width import fold
from policy_extract.pipeline import parse_bytes
from policy_extract.reading import read

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from policy_extract.blocks import Cell, Paragraph
    from policy_extract.generated.plain import Plan, Section

ROOT: Final = Path(__file__).resolve().parent.parent
SHARED: Final = ROOT.parent / "shared"
PAGE: Final = ROOT / "docs" / "forms-compared.md"
FACETS: Final = ("front", "outline", "tasks", "units", "carried", "tables", "indicators", "items", "targets")
PROVEN: Final = ("pdf", "html")
"""Forms whose losses are listed, document by document."""
DETAILS: Final = "--details" in sys.argv
"""Whether every document that differs is printed, in whatever form."""
Entries = Counter[tuple[str, ...]]


class Tally(NamedTuple):
    """Entries of one facet: in both plans, in the Word file's, in the other's."""

    both: int = 0
    word: int = 0
    other: int = 0

    def plus(self, word: Entries, other: Entries) -> Tally:
        """With the entries of another document."""
        return Tally(self.both + (word & other).total(), self.word + word.total(), self.other + other.total())

    @property
    def f1(self) -> float | None:
        """1 where both plans say the same; None where neither says anything."""
        return 2 * self.both / (self.word + self.other) if self.word + self.other else None


def facets(plan: Plan) -> dict[str, Entries]:
    """What a plan says, as entries that can be compared.

    Ids and places are left out, they differ between forms; so is white space
    between Chinese words, and a number that was inferred stands for the printed one.
    """
    front = plan.front
    sections = list(_walk(plan.sections))
    numbers = {one.id: _plain(one.number.inferred or one.number.raw) if one.number else "" for one in sections}
    heads = [("title", front.title), ("number", front.document_number), ("status", front.status), ("date", front.date)]
    heads += [("issuer", one) for one in front.issuers] + [("recipient", one) for one in front.recipients]
    return {
        "front": Counter((name, _text(one)) for name, one in heads if one is not None),
        "outline": Counter((numbers[one.id], _plain(one.title or "")) for one in sections),
        "tasks": Counter((numbers.get(task.id, task.number or ""), _plain(task.title or "")) for task in plan.tasks),
        "units": Counter(
            (numbers.get(task.id, task.number or ""), _plain(unit.name), unit.role)
            for task in plan.tasks
            for unit in task.units
            if unit.via != "carry-over"
        ),
        "carried": Counter(
            (numbers.get(task.id, task.number or ""), _plain(unit.name))
            for task in plan.tasks
            for unit in task.units
            if unit.via == "carry-over"
        ),
        "tables": Counter((table.kind, str(table.rows), str(table.cols)) for table in plan.tables),
        "indicators": Counter(
            (_plain(row.name), str(value.year), value.kind, _plain(value.raw))
            for row in plan.indicators
            for value in row.values
        ),
        "items": Counter((item.no or "", _plain(item.content)) for item in plan.items),
        "targets": Counter((_plain(target.raw), str(target.year), target.bound) for target in plan.targets),
    }


def _walk(sections: Iterable[Section]) -> Iterator[Section]:
    for section in sections:
        yield section
        yield from _walk(section.sections)


def _text(thing: object) -> str:
    return _plain(getattr(thing, "text", None) or getattr(thing, "raw", None) or "")


def _plain(text: str) -> str:
    return "".join(fold(text).split())


# ---------------------------------------------------------------- the same document in other forms


def compared(files: Sequence[Path]) -> tuple[dict[str, dict[str, Tally]], list[str]]:
    """Form → facet → how the plans of the Word files and of that form agree; and a row for each page or PDF that says less."""
    made = saved(files)
    paths = [*files, *(other for others in made.values() for other in others.values())]
    with ProcessPoolExecutor() as pool:
        said = dict(zip(paths, pool.map(_facets_of, paths), strict=True))
    found: dict[str, dict[str, Tally]] = {form: dict.fromkeys(FACETS, Tally()) for form in made}
    misses: list[str] = []
    for form, others in made.items():
        for file, other in others.items():
            _add(found[form], said[file], said[other])
            told = _differences(said[file], said[other])
            if DETAILS and told:
                print(_name(file), form, told, flush=True)
            if form in PROVEN and told:
                misses.append(f"| {_name(file)} | .{form} | {told} | {_lost(file, other)} |")
    return found, misses


def _name(file: Path) -> str:
    return file.parent.name if file.stem == "source" else file.stem


def _differences(word: Mapping[str, Entries], other: Mapping[str, Entries]) -> str:
    """The facets that differ, with their F1."""
    tallies = {facet: Tally().plus(word[facet], other[facet]) for facet in FACETS}
    return ", ".join(
        f"{facet} {tally.f1:.3f}" for facet, tally in tallies.items() if tally.f1 is not None and tally.f1 < 1
    )


def _lost(file: Path, other: Path) -> str:
    """The characters of the Word file that another program does not find in the saved one: marks, and how many others."""
    text = Counter("".join(block.text for block in _blocks(file))) - Counter(_text_of(other))
    gone = {char: count for char, count in text.items() if not char.isspace()}
    marks = " ".join(f"{char}×{count}" for char, count in sorted(gone.items()) if not char.isalnum())
    letters = sum(count for char, count in gone.items() if char.isalnum())
    return ", ".join(part for part in (marks, f"{letters} letters and digits" if letters else "") if part) or "–"


def _blocks(file: Path) -> Iterator[Paragraph | Cell]:
    report = Report()
    matcher = load().matcher(report)
    for block in read(file.read_bytes(), report, matcher).blocks:
        if isinstance(block, Table):
            yield from block.cells
        else:
            yield block


def _text_of(file: Path) -> str:
    """The text of a saved file by another program: poppler for a PDF, a plain parser for a page."""
    if file.suffix == ".pdf":
        command = ["pdftotext", "-raw", str(file), "-"]
        return subprocess.run(command, check=True, capture_output=True, text=True, timeout=120).stdout
    return "".join(map(str, fromstring(file.read_bytes()).itertext()))


def _facets_of(file: Path) -> Mapping[str, Entries]:
    try:
        return facets(_plan(file))
    except (InputError, OSError) as error:
        print(f"{file.name}: {error}", file=sys.stderr)
        return {facet: Counter() for facet in FACETS}


def _add(tallies: dict[str, Tally], word: Mapping[str, Entries], other: Mapping[str, Entries]) -> None:
    for facet in FACETS:
        tallies[facet] = tallies[facet].plus(word[facet], other[facet])


def _plan(file: Path) -> Plan:
    return parse_bytes(file.read_bytes(), file.name, unchecked=True).plan


# ---------------------------------------------------------------- tables


def table(found: Mapping[str, Mapping[str, Tally]]) -> str:
    """The figures in Markdown, a row for each form."""
    rows = [
        f"| .{form} | " + " | ".join(_figure(tallies[facet]) for facet in FACETS) + " |"
        for form, tallies in found.items()
    ]
    return "\n".join([f"| form | {' | '.join(FACETS)} |", "|---|" + "---|" * len(FACETS), *rows]) + "\n"


def _figure(tally: Tally) -> str:
    return "–" if tally.f1 is None else f"{tally.f1:.3f}"


def groups() -> dict[str, list[Path]]:
    """The documents there are, by where they come from."""
    found = {"samples of this project": sorted((ROOT / "samples").glob("*/source.docx"))}
    if SHARED.is_dir():
        real = [*(SHARED / "corpus" / "seeds").glob("*.docx"), *(SHARED / "corpus" / "dev" / "docx").glob("*.docx")]
        found["real documents"] = sorted(real)
    return found


def main(arguments: Sequence[str]) -> None:
    """Print the tables; with --write, put them into the page."""
    files = [Path(argument) for argument in arguments if not argument.startswith("--")]
    said = []
    for name, members in ({"files": files} if files else groups()).items():
        found, misses = compared(members)
        text = f"{len(members)} {name}:\n\n{table(found)}"
        if misses:
            text += "\n".join(["", LOSSES, "|---|---|---|---|", *misses, ""])
        print(text)
        said.append(text)
    if "--write" in arguments:
        PAGE.write_text(HEAD + "\n".join(said), encoding="utf-8")


LOSSES: Final = "| document | form | what differs (F1) | characters of the Word file that the saved one lacks |"
HEAD: Final = """\
# One document in every form

Each Word file was saved by LibreOffice in another format, read, and compared with the plan of the Word file: F1 over the entries of a facet
(1 where both plans agree, – where neither has an entry). Made by `python -m benchmarks.forms --write`; what each form can know is in
[forms.md](forms.md). Spaces between Chinese words are ignored; an inferred number counts as printed.

What is missing was lost when the file was saved. The second table shows this for each web page and PDF: it lists characters of the Word file that
another program (pdftotext, lxml) does not find in the saved file either. What LibreOffice loses or changes:

- PDF: it drops characters that overhang the edge of a column, so that two names become one; it cuts off a table wider than its page (gz01), draws no line
  around a row without borders, and leaves out a row without text (sx01).
- Web pages: it writes 1. for every list, and gives the page a name, which is read as its title if the text has none.
- .rtf: it writes ? for 、 in automatic numbers, which is read as 、; .doc, .rtf and .odt: it merges two tables with nothing between them.
- All forms: it writes 一.1 for 1.1, because it does not know Word's legal numbering (`w:isLgl`), and includes text deleted under tracked changes.
- Workbooks: the row across the top of a table that names it becomes a line above it.

The OFD file is written from the PDF, with each glyph where the PDF has it. Old Word files are read through msdoc2docx or, where it gives up, LibreOffice; .rtf
and .odt through LibreOffice. An .xlsx is made only of documents with more than half of their text in tables (none of the samples, hence – throughout);
plain text does not say where cells begin.

"""


if __name__ == "__main__":
    main(sys.argv[1:])
