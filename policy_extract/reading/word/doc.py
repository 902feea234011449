"""An old Word file (.doc, .wps) → blocks: converted to .docx by msdoc2docx, then read as one.

Where the converter gives up, LibreOffice is asked, if it is installed, and for
files of Word 95 and older only it. Else the text of the piece table is read,
with the cells of its tables and without formatting; a finding says so. The
characters are counted against the piece table, however they were read.
"""

from __future__ import annotations

import re
import tempfile
from collections import Counter
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Final

from policy_extract.blocks import Document, Dropped, Paragraph, texts_of
from policy_extract.errors import DamagedDocumentError, InputError, NotADocumentError
from policy_extract.findings import Code
from policy_extract.reading.characters import is_binary, visible
from policy_extract.reading.forms import is_wps
from policy_extract.reading.plain_tables import Grid, finish
from policy_extract.reading.word import office
from policy_extract.reading.word.piece_table import ASK, read_stories
from policy_extract.records import replace

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from policy_extract.blocks import Format
    from policy_extract.clock import Clock
    from policy_extract.findings import Report
    from policy_extract.reading.plain_tables import Draft
    from policy_extract.reading.source import ReadContext, SourceFile
from policy_extract.reading.word.piece_table import Story

_CLASS_ID: Final = slice(8, 24)
"""Of an OLE header: has to be zero ([MS-CFB] 2.2); WPS writes its own, which no reader uses."""
_FIELD_CODE: Final = re.compile("\x13([^\x13\x14\x15]*)(?:\x14([^\x13\x14\x15]*))?\x15")
_DEEPEST_FIELD: Final = 8
_SIGNS: Final = str.maketrans({"\x1e": "-", "\x0b": "\n", "\x0c": "\n", "\x0e": "\n", "\xa0": " "})
_WORDS_SIGNS: Final = dict.fromkeys((7, 19, 20, 21))
"""Cells and fields; any other control characters in number are no text."""
_UNSEEN: Final = re.compile("[\x00-\x06\x08\x0f-\x12\x16-\x1d\x1f]")


def read(file: SourceFile, context: ReadContext) -> Document:
    """The blocks of a .doc file.

    Fails: LockedDocumentError, DamagedDocumentError, NotADocumentError as `read_stories`.
    """
    form: Format = "wps" if is_wps(file) else "doc"
    try:
        stories = read_stories(file.data)
    except NotADocumentError:  # Word 95 or older
        if office.installed() is None:
            raise
        return office.read_converted(office.convert_within(file.data, "doc", context.matcher.clock), form, context)
    converted = _convert(file.data) or _by_office(file.data, context.matcher.clock)
    if converted is None:
        return _plain(stories, form, context)
    document = office.read_converted(converted, form, context)
    document = replace(document, dropped=tuple(_in_one_story(one) for one in document.dropped))
    _note_what_was_lost(stories, document, context.report)
    return document


def _in_one_story(one: Dropped) -> Dropped:
    """The same; a .doc keeps headers and footers in one story."""
    return replace(one, story="header") if one.story == "footer" else one


def _convert(data: bytes) -> office.Converted | None:
    """A .docx with the same content; None where the converter gives up, whatever ails it."""
    from doc2docx import convert  # noqa: PLC0415  # only .doc files need it

    with tempfile.TemporaryDirectory(prefix="policy-extract-") as folder:
        source, target = Path(folder, "source.doc"), Path(folder, "target.docx")
        source.write_bytes(data[: _CLASS_ID.start] + bytes(16) + data[_CLASS_ID.stop :])
        try:
            convert(source, target)
        except Exception:  # noqa: BLE001  # there are other ways to the text
            return None
        return office.Converted(target.read_bytes(), f"msdoc2docx {version('msdoc2docx')}")


def _by_office(data: bytes, clock: Clock) -> office.Converted | None:
    """What LibreOffice makes of it; None where it is not installed or cannot either."""
    try:
        return office.convert_within(data, "doc", clock)
    except InputError:
        return None


def count(file: SourceFile, document: Document) -> Counter[str]:
    """Visible characters of every story, from the piece table; what a conversion dropped without a word is missing."""
    counts: Counter[str] = Counter()
    try:
        stories = read_stories(file.data)
    except NotADocumentError:  # Word 95 or older
        return office.count_converted(office.convert(file.data, "doc"))
    for story in stories:
        counts[_ledger_name(story.name)] += visible(_shown(story.text)[0].replace("\x07", ""))
    for one in document.dropped:
        if one.reason == "field-code":
            counts[_ledger_name(one.story)] += visible(one.text)
    return counts


def _ledger_name(story: str) -> str:
    return "body" if story == "textbox" else story


def _note_what_was_lost(stories: Iterable[Story], document: Document, report: Report) -> None:
    """Add a finding where the blocks hold fewer characters of the body than the file."""
    in_file = sum(visible(_shown(story.text)[0].replace("\x07", "")) for story in stories if story.name == "body")
    texts = [text for block in document.blocks if block.story == "body" for text in texts_of(block)]
    kept = sum(map(visible, texts)) + sum(visible(one.text) for one in document.dropped if one.story == "body")
    if kept < in_file:
        report.note(Code.CONVERSION_LOST, count=in_file - kept)


# ---------------------------------------------------------------- without the converter


def _plain(stories: Sequence[Story], form: Format, context: ReadContext) -> Document:
    """Paragraphs and the cells of tables, without looks, numbers and merged cells.

    Fails: DamagedDocumentError where the piece table leads to no text.
    """
    if is_binary("".join(story.text.translate(_WORDS_SIGNS) for story in stories).encode()):
        raise DamagedDocumentError(f"the .doc file holds no text that can be read; {ASK}")
    context.report.note(Code.FORMATTING_LOST)
    drafts: list[Draft] = []
    dropped: list[Dropped] = []
    for story in stories:
        text, codes = _shown(story.text)
        dropped += [Dropped(code, story.name, "field-code") for code in codes if code.strip()]
        if story.name == "header":
            dropped += [Dropped(line, "header", "running-header") for line in _lines(text)]
        else:
            drafts += _drafts(text, story.name)
    return Document(form, finish(drafts, context.report, context.matcher), tuple(dropped))


def _shown(text: str) -> tuple[str, list[str]]:
    """The text a page shows, and the codes of its fields."""
    codes: list[str] = []

    def result(found: re.Match[str]) -> str:
        codes.append(found[1])
        return found[2] or ""

    for _ in range(_DEEPEST_FIELD):
        text, fields = _FIELD_CODE.subn(result, text)
        if not fields:
            break
    return _UNSEEN.sub("", text.translate(_SIGNS)).replace("\x13", "").replace("\x14", "").replace("\x15", ""), codes


def _drafts(text: str, story: str) -> Iterator[Draft]:
    r"""Paragraphs, and a grid for every run of rows: a cell ends with \x07, a row with another one."""
    rows: list[tuple[str, ...]] = []
    for piece in _pieces(text):
        if piece.endswith("\x07"):
            rows.append(tuple("\n".join(_lines(cell)) for cell in piece[:-1].split("\x07")))
            continue
        if rows:
            yield Grid(tuple(rows))
            rows = []
        yield from (Paragraph("", line, story=story) for line in _lines(piece))
    if rows:
        yield Grid(tuple(rows))


def _pieces(text: str) -> Iterator[str]:
    """Stretches of paragraphs and single rows, each row with the sign that ends its last cell.

    Where the first row begins, the paragraph that stands before it has ended.
    """
    for chunk in re.split("(?<=\x07)\x07", text):
        if not chunk.endswith("\x07"):
            yield chunk
            continue
        begin = chunk.rfind("\r", 0, chunk.index("\x07")) + 1
        if begin:
            yield chunk[:begin]
        yield chunk[begin:]


def _lines(text: str) -> list[str]:
    return [line for line in (line.strip() for line in text.replace("\x07", "\r").split("\r")) if line]
