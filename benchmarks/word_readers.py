"""`python -m benchmarks.word_readers`: the feature files of the tests through other Word readers, as docs/word-readers.md.

Needs the `peers` extra and pandoc; a reader that is not installed has no
column. A reader is judged by the text a person finds in what it gives: every
expected piece there, once, in order; nothing there that no page shows; numbers
before their paragraphs; every square of a table's grid in its row and column.
"""

from __future__ import annotations

import html.parser
import importlib.metadata
import importlib.util
import io
import re
import shutil
import subprocess
import sys
import tempfile
import warnings
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "reading")]

from feature_corpus import FEATURES, Feature  # noqa: E402  (the tests are no package)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

PAGE = ROOT / "docs" / "word-readers.md"
KEPT, LOST, WRONG, FAILED = "kept", "lost", "wrong", "fails"
SHOWN = {KEPT: "✓", LOST: "lost", WRONG: "wrong", FAILED: "fails"}

Lines = list[list[str]]
"""Paragraphs as one text, rows of tables as their squares, a merged square repeated."""


# ---------------------------------------------------------------- readers


def ours(data: bytes) -> Lines:
    """What this package reads."""
    from policy_extract.blocks import Paragraph  # noqa: PLC0415
    from policy_extract.findings import Report  # noqa: PLC0415
    from policy_extract.reading.word.docx import read_docx  # noqa: PLC0415

    lines: Lines = []
    for block in read_docx(data, Report()).blocks:
        if isinstance(block, Paragraph):
            lines.append([block.number + block.text])
        else:
            lines += [[_numbered(cell.text, cell.numbers) for cell in row] for row in block.grid()]
    return lines


def _numbered(text: str, numbers: tuple[str, ...] | None) -> str:
    return "\n".join(map("".join, zip(numbers, text.split("\n"), strict=False))) if numbers else text


def python_docx(data: bytes) -> Lines:
    """Paragraphs and tables, by the interface its own pages show."""
    import docx  # noqa: PLC0415
    from docx.table import Table  # noqa: PLC0415

    lines: Lines = []
    for block in docx.Document(io.BytesIO(data)).iter_inner_content():
        if isinstance(block, Table):
            lines += [[cell.text for cell in row.cells] for row in block.rows]
        else:
            lines.append([block.text])
    return lines


def mammoth(data: bytes) -> Lines:
    """Its HTML as a browser shows it."""
    import mammoth as reader  # noqa: PLC0415

    return from_html(reader.convert_to_html(io.BytesIO(data)).value)


def docx2python(data: bytes) -> Lines:
    """Its tables of paragraphs; a table of one cell is how it shows plain text."""
    from docx2python import docx2python as reader  # noqa: PLC0415

    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "x.docx")
        file.write_bytes(data)
        with reader(file) as content:
            tables = [*content.body, *content.footnotes, *content.endnotes]
    lines: Lines = []
    mark = re.compile(r"----(?:foot|end)note\d+----|(?:foot|end)note\d+\)")
    for table in tables:
        plain = len(table) == 1 and len(table[0]) == 1
        for row in table:
            lines += [[text] for cell in row for text in cell] if plain else [["\n".join(cell) for cell in row]]
    return [[mark.sub("", square) for square in line] for line in lines]


def markitdown(data: bytes) -> Lines:
    """Its Markdown, rows of tables taken apart."""
    import markitdown as reader  # noqa: PLC0415

    stream = io.BytesIO(data)
    text = reader.MarkItDown().convert_stream(stream, file_extension=".docx").text_content
    text = _LINK.sub(r"\1", _NOTE_LINK.sub("", text)).replace("\\", "").replace("*", "")
    return [
        [square.strip() for square in line[1:].rstrip("| ").split("|")] if line.startswith("|") else [line]
        for line in text.splitlines()
    ]


_NOTE_LINK = re.compile(r"\[(?:\[\d+\]|↑)\]\(#[^)]*\)")
_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")


def pandoc(data: bytes) -> Lines:
    """Its HTML as a browser shows it."""
    run = subprocess.run(["pandoc", "-f", "docx", "-t", "html"], input=data, capture_output=True, check=True)
    return from_html(run.stdout.decode())


READERS: dict[str, Callable[[bytes], Lines]] = {
    "policy-extract": ours,
    "python-docx": python_docx,
    "mammoth": mammoth,
    "docx2python": docx2python,
    "markitdown": markitdown,
    "pandoc": pandoc,
}


def installed() -> dict[str, str]:
    """Reader → version, of those that are there."""
    versions = {"policy-extract": ""}
    for name in ("python-docx", "mammoth", "docx2python", "markitdown"):
        if importlib.util.find_spec("docx" if name == "python-docx" else name):
            versions[name] = importlib.metadata.version(name)
    if shutil.which("pandoc"):
        run = subprocess.run(["pandoc", "--version"], capture_output=True, check=True, text=True)
        versions["pandoc"] = run.stdout.split()[1]
    return versions


class _Page(html.parser.HTMLParser):
    """HTML → lines: list items with the number a browser shows, tables on their grid."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: Lines = []
        self.text: list[str] = []
        self.lists: list[list[str | int]] = []
        self.tables: list[dict[tuple[int, int], str]] = []
        self.place = (0, 0, 1, 1)
        self.row = -1
        self.cells: list[list[str]] = []
        self.in_mark = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag in {"p", "li", "table", "h1", "h2", "h3", "h4", "div", "section", "td", "th"}:
            self.end_line()
        if tag in {"ol", "ul"}:
            self.end_line()
            self.lists.append([given.get("type") or ("1" if tag == "ol" else "•"), int(given.get("start") or 1) - 1])
        elif tag == "li" and self.lists:
            self.lists[-1][1] = int(self.lists[-1][1]) + 1
            self.text.append(_label(*self.lists[-1]))
        elif tag == "a":
            self.in_mark = bool(_NOTE_TARGET.match(given.get("href") or ""))
        elif tag == "br":
            self.text.append("\n")
        elif tag == "table":
            self.tables.append({})
            self.row = -1
        elif tag == "tr":
            self.row += 1
        elif tag in {"td", "th"} and self.tables:
            self._begin_cell(given)

    def _begin_cell(self, given: dict[str, str | None]) -> None:
        grid = self.tables[-1]
        col = next(col for col in range(1_000) if (self.row, col) not in grid)
        self.place = (self.row, col, int(given.get("rowspan") or 1), int(given.get("colspan") or 1))
        self.cells.append([])
        for row in range(self.place[2]):
            for across in range(self.place[3]):
                grid[self.row + row, col + across] = ""

    def handle_endtag(self, tag: str) -> None:
        if tag in {"p", "li", "h1", "h2", "h3", "h4", "td", "th", "table", "div", "section"}:
            self.end_line()
        if tag == "a":
            self.in_mark = False
        elif tag in {"ol", "ul"} and self.lists:
            self.lists.pop()
        elif tag in {"td", "th"} and self.cells:
            text = "\n".join(self.cells.pop())
            row, col, rows, cols = self.place
            self.tables[-1].update({(row + down, col + across): text for down in range(rows) for across in range(cols)})
        elif tag == "table" and self.tables:
            grid = self.tables.pop()
            filled = sorted({row for row, _ in grid})
            self.lines += [[grid[place] for place in sorted(grid) if place[0] == row] for row in filled]

    def handle_data(self, data: str) -> None:
        if not self.in_mark:
            self.text.append(data)

    def end_line(self) -> None:
        text = "".join(self.text).strip()
        self.text = []
        if text and self.cells:
            self.cells[-1].append(text)
        elif text:
            self.lines.append([text])


_NOTE_TARGET = re.compile(r"#(?:fn|footnote|endnote|comment)")
"""Where the marks of notes lead, which are a reader's own."""


def from_html(source: str) -> Lines:
    """What a browser shows of a page."""
    page = _Page()
    page.feed(source)
    page.close()
    page.end_line()
    return page.lines


def _label(kind: str | int, count: str | int) -> str:
    number = int(count)
    if kind in {"a", "A"}:
        return chr(ord(str(kind)) + number - 1) + "."
    if kind in {"i", "I"}:
        roman = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")[number % 10]
        return (roman.upper() if kind == "I" else roman) + "."
    return "•" if kind == "•" else f"{number}."


# ---------------------------------------------------------------- judging


def judge(feature: Feature, lines: Lines) -> str:
    """`kept`, `lost` where expected text is missing, `wrong` where it is there and not as the page shows it."""
    expected = [*_expected(feature)]
    rows = ["\x1f".join(map(_squeezed, line)) for line in lines]
    everything = "".join(rows).replace("\x1f", "")
    texts = {piece for line in expected for square in line for piece in _pieces(square)}
    if Counter(_letters("".join(texts))) - Counter(_letters(everything)):
        return LOST
    if any(_squeezed(text) in everything for text in feature.never):
        return WRONG
    found = [_find("\x1f".join(_squeezed(_plain(square)) for square in line), rows) for line in expected]
    if any(place < 0 for place in found):
        return WRONG
    wanted = "".join(_squeezed(_plain(square)) for line in expected for square in line)
    return WRONG if Counter(_hanzi(everything)) - Counter(_hanzi(wanted)) else KEPT


def _hanzi(text: str) -> str:
    return "".join(char for char in text if "\u4e00" <= char <= "\u9fff")


def _find(line: str, rows: list[str]) -> int:
    whole = next((at for at, row in enumerate(rows) if row == line), -1)
    # A paragraph may go on over the reader's own lines; a row of a table may not.
    return whole if whole >= 0 or "\x1f" in line else (0 if line in "".join(rows) else -1)


def _expected(feature: Feature) -> Iterator[list[str]]:
    """The expected lines on their full grid, a merged square repeated."""
    above: list[str] = []
    for line in feature.lines:
        bare = re.sub(r"^(?:\w+: )+", "", line)
        row: list[str] = []
        for at, square in enumerate(bare.split(" | ")):
            row.append(above[at] if square == "^" else row[-1] if square == "<" else square)
        above = row
        yield row


def _plain(square: str) -> str:
    return re.sub(r"<([^>]*)>", r"\1", square)


def _pieces(square: str) -> list[str]:
    """The texts of a square, without numbers, tabs and line breaks."""
    return [_squeezed(piece) for piece in re.split(r"[⏎→]", re.sub(r"<[^>]*>", "⏎", square))]


def _squeezed(text: str) -> str:
    """Without white space; a soft hyphen is as good as none, a hyphen that does not break as good as any."""
    return re.sub(r"[\s⏎→\u00ad]+", "", text).replace("\u2011", "-")


def _letters(text: str) -> str:
    """What counts as text: marks of notes and bullets of a reader's own do not."""
    return "".join(
        char
        for char in text
        if "\u4e00" <= char <= "\u9fff" or char in "☑-x=③３" or (char.isascii() and char.isalpha())
    )


def row(feature: Feature, names: list[str]) -> list[str]:
    """What became of a feature in each reader."""
    verdicts = []
    for name in names:
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                verdicts.append(judge(feature, READERS[name](feature.data)))
        except Exception:  # noqa: BLE001  (whatever another reader raises, it has failed)
            verdicts.append(FAILED)
    return verdicts


def page(versions: dict[str, str]) -> str:
    """docs/word-readers.md."""
    names = [*versions]
    fair = [feature for feature in FEATURES if feature.fair]
    table = {feature.name: row(feature, names) for feature in fair}
    totals = [sum(verdicts[at] == KEPT for verdicts in table.values()) for at in range(len(names))]
    head = [f"{name} {version}".strip() for name, version in versions.items()]
    out = [_INTRODUCTION.format(count=len(fair))]
    for group in dict.fromkeys(feature.group for feature in fair):
        out.append(f"\n## {group}\n\n| feature | {' | '.join(head)} |\n|---|{'---|' * len(head)}\n")
        out += [
            f"| {feature.name} | {' | '.join(SHOWN[verdict] for verdict in table[feature.name])} |\n"
            for feature in fair
            if feature.group == group
        ]
    out.append(f"\n## Altogether\n\n| | {' | '.join(head)} |\n|---|{'---|' * len(head)}\n")
    out.append(f"| kept, of {len(fair)} | {' | '.join(map(str, totals))} |\n")
    return "".join(out)


_INTRODUCTION = """\
# Word readers side by side

{count} small files, one for each feature of Word that plan documents use (`tests/reading/feature_corpus.py`, written in raw XML
with what the page shows beside it), through this package and five others. Made by `python -m benchmarks.word_readers`
with the `peers` extra and pandoc installed; do not edit.

- ✓: all text is there, once, with its number before it, every square of a table in its row and column.
- **lost**: text the page shows is missing.
- **wrong**: the text is there, but a number is missing or different, hidden text is printed, text is doubled, or a row of
  a table has the wrong cells.
- **fails**: the reader raises an error.

Merged squares may be repeated or left out where HTML says how they are merged. Others are read through the interface their
own pages show first: `iter_inner_content` of python-docx, HTML of mammoth and pandoc as a browser shows it, `body`, `footnotes` and
`endnotes` of docx2python, Markdown of markitdown. Features that no other reader has (findings, the document before its
changes) are left out.
"""


if __name__ == "__main__":
    PAGE.write_text(page(installed()), encoding="utf-8")
    print(PAGE.read_text(encoding="utf-8").rpartition("## Altogether")[2])
