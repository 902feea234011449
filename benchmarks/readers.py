"""`python -m benchmarks readers [FILE…]`: what reading each form costs, compared with the library that opens it and with other readers.

Processor time of this process and of those it starts (a PDF is read apart), all
of one file in turns; then one document of each form, a hundred times as long.
"""

from __future__ import annotations

import gc
import importlib.util
import io
import re
import sys
import tempfile
import warnings
from collections import defaultdict
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from benchmarks.documents import bare, characters, default_files, repeated
from benchmarks.floors import cell_values, placed_glyphs, placed_text, visited_page
from benchmarks.measuring import processor_time
from policy_extract.__main__ import OBJECTS_BEFORE_COLLECTION
from policy_extract.errors import InputError
from policy_extract.findings import Report
from policy_extract.grammar import load
from policy_extract.output.canonical import dump_plan
from policy_extract.pipeline import parse_bytes
from policy_extract.reading import read
from policy_extract.reading.characters import decode
from policy_extract.reading.forms import form_of
from policy_extract.reading.source import SourceFile

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    Action = Callable[[], object]
    Opener = Callable[[bytes], object]

SHARED: Final = Path(__file__).resolve().parent.parent.parent / "shared" / "corpus"
TIMES: Final = 100
READING, GROWTH = 4, 1.2
"""Times as much as the library that opens a form; times as much for each page of a long document as for one of a short one."""


# ---------------------------------------------------------------- the libraries that open a form


def _doc(data: bytes) -> None:
    from doc2docx import convert  # noqa: PLC0415

    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder, "x.doc"), Path(folder, "x.docx")
        source.write_bytes(data)
        convert(source, target)
        bare(target.read_bytes())


OPENERS: Final[dict[str, Opener]] = {
    "docx": bare,
    "doc": _doc,
    "html": visited_page,
    "pdf": placed_glyphs,
    "ofd": placed_text,
    "xlsx": cell_values,
    "xls": cell_values,
    "ods": cell_values,
    "text": lambda data: decode(data).text.splitlines(),
}


# ---------------------------------------------------------------- other readers


def _mammoth() -> Opener:
    import mammoth  # noqa: PLC0415

    return lambda data: mammoth.convert_to_html(io.BytesIO(data)).value


def _python_docx() -> Opener:
    import docx  # noqa: PLC0415

    return lambda data: [
        block.text if hasattr(block, "text") else [cell.text for row in block.rows for cell in row.cells]
        for block in docx.Document(io.BytesIO(data)).iter_inner_content()
    ]


def _markitdown(suffix: str) -> Opener:
    from markitdown import MarkItDown  # noqa: PLC0415

    reader = MarkItDown()
    return lambda data: reader.convert_stream(io.BytesIO(data), file_extension=suffix).text_content


def _pdfplumber() -> Opener:
    import pdfplumber  # noqa: PLC0415

    def text_and_tables(data: bytes) -> object:
        with pdfplumber.open(io.BytesIO(data)) as document:
            return [(page.extract_text(), page.extract_tables()) for page in document.pages]

    return text_and_tables


PEERS: Final[dict[str, dict[str, Callable[[], Opener]]]] = {
    "docx": {"docx": _python_docx, "mammoth": _mammoth, "markitdown": lambda: _markitdown(".docx")},
    "html": {"markitdown": lambda: _markitdown(".html")},
    "pdf": {"markitdown": lambda: _markitdown(".pdf"), "pdfplumber": _pdfplumber},
}
"""By form, then by the name of the module."""


# ---------------------------------------------------------------- longer documents


def _longer_html(data: bytes) -> bytes:
    opening = re.search(rb"<body[^>]*>", data, re.IGNORECASE)
    low, high = opening.end() if opening else 0, data.lower().rfind(b"</body")
    high = high if high > low else len(data)
    return data[:low] + data[low:high] * TIMES + data[high:]


def _longer_pdf(data: bytes, times: int = TIMES) -> bytes:
    """The first page so many times."""
    import pypdfium2  # noqa: PLC0415

    with pypdfium2.PdfDocument.new() as target, pypdfium2.PdfDocument(data) as source:
        target.import_pages(source, [0] * times)
        out = io.BytesIO()
        target.save(out)
    return out.getvalue()


LONGER: Final[dict[str, Callable[[bytes], bytes]]] = {
    "docx": lambda data: repeated(data, TIMES),
    "html": _longer_html,
    "pdf": _longer_pdf,
    "text": lambda data: (data + b"\n") * TIMES,
}
ONCE: Final[dict[str, Callable[[bytes], bytes]]] = {"pdf": lambda data: _longer_pdf(data, 1)}
"""What is made longer, where it is not the whole file: no PDF may have all its pages a hundred times."""


# ---------------------------------------------------------------- the clock


def _shortest(actions: Sequence[Action], rounds: int) -> list[float]:
    """The shortest of some runs of each, taken in turns; the first of each is not counted."""
    best = [float("inf")] * len(actions)
    for turn in range(rounds + 1):
        for place, action in enumerate(actions):
            started = processor_time()
            action()
            best[place] = min(best[place], processor_time() - started) if turn else best[place]
    return best


class Spent(NamedTuple):
    """Seconds over all files of a form."""

    file: str
    characters: int
    bare: float
    read: float
    parse: float
    peers: tuple[float, ...]


def _read(data: bytes) -> object:
    report = Report()
    return read(data, report, load().matcher(report))


def _parse(data: bytes) -> object:
    return dump_plan(parse_bytes(data, "x", unchecked=True).plan)


def _measured(file: Path, form: str, peers: Iterable[Opener], rounds: int) -> Spent:
    data = file.read_bytes()
    actions: list[Action] = [lambda: OPENERS[form](data), lambda: _read(data), lambda: _parse(data)]
    actions += [partial(peer, data) for peer in peers]
    floor, reading, whole, *others = _shortest(actions, rounds)
    return Spent(file.name, characters(data), floor, reading, whole, tuple(others))


# ---------------------------------------------------------------- the table


def readers(files: Sequence[Path], rounds: int) -> None:
    """Each form compared with the library that opens it and with others, and a hundred times as long."""
    warnings.simplefilter("ignore")
    gc.set_threshold(OBJECTS_BEFORE_COLLECTION)  # as in a run of the program
    for form, members in _by_form(files).items():
        names = [name for name in PEERS.get(form, {}) if importlib.util.find_spec(name)]
        peers = [PEERS[form][name]() for name in names]
        spent = [_measured(file, form, peers, rounds) for file in members]
        _say(form, names, spent)
        if form in LONGER:
            _say_growth(form, min(members, key=lambda file: file.stat().st_size))


def _by_form(files: Sequence[Path]) -> dict[str, list[Path]]:
    """The files that can be read, by form; without files of the caller, those of the shared corpus too."""
    if list(files) == default_files() and SHARED.is_dir():
        files = [*files, *(file for file in sorted(SHARED.rglob("*.*")) if file.name != "README.md")]
    found: dict[str, list[Path]] = defaultdict(list)
    for file in files:
        try:
            form = form_of(SourceFile(file.read_bytes())).name
            if form in OPENERS:
                OPENERS[form](file.read_bytes())
                _parse(file.read_bytes())
                found[form].append(file)
        except Exception as error:  # noqa: BLE001  # a library raises whatever it likes over a file that it cannot open
            kind = "refused" if isinstance(error, InputError) else "not opened"
            print(f"{file.name}: {kind}", file=sys.stderr)
    return found


def _say(form: str, names: Sequence[str], spent: Sequence[Spent]) -> None:
    characters = sum(one.characters for one in spent)
    floor, reading = sum(one.bare for one in spent), sum(one.read for one in spent)
    whole = sum(one.parse for one in spent)
    per = 1_000_000 / characters
    mark = " !" if reading > READING * floor and form != "text" else ""
    print(f"{form}: {len(spent)} files, {characters} characters; ms for 1,000: bare {floor * per:.3f}, ", end="")
    print(f"reading {reading * per:.3f}, whole parse {whole * per:.3f}")
    worst = max(spent, key=lambda one: one.read / one.bare)
    print(f"    reading {reading / floor:.2f} x bare (worst {worst.read / worst.bare:.2f}, {worst.file}){mark}")
    print(f"    whole parse {whole / floor:.2f} x bare")
    for place, name in enumerate(names):
        other = sum(one.peers[place] for one in spent)
        slower = [one.file for one in spent if one.peers[place] < one.parse]
        print(
            f"    {name} {other / whole:.2f} x our parse, {other / reading:.2f} x our reading; faster than a parse on {slower}"
        )


def _say_growth(form: str, file: Path) -> None:
    """How much longer a document a hundred times as long takes to read."""
    data = file.read_bytes()
    longer = LONGER[form](data)
    data = ONCE.get(form, bytes)(data)
    (once,) = _shortest([lambda: _read(data)], 5)
    (often,) = _shortest([lambda: _read(longer)], 1)
    mark = " !" if often > GROWTH * TIMES * once else ""
    print(
        f"    {TIMES} x {file.name}: {often / once:.0f} x the time ({once * 1000:.1f} ms, {often * 1000:.0f} ms){mark}",
        flush=True,
    )
