"""The file formats (forms) this package reads: how each is recognised, which module reads it, and what it records.

`FORMS` is the one table. A new form is a module with `read` and `count` and a
row here; docs/forms.md shows how, and the few other places that list forms.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Final, Literal, Protocol, cast

from policy_extract.reading.source import OLE, WORD_2
from policy_extract.records import record

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from policy_extract.blocks import Document, Format
    from policy_extract.reading.source import ReadContext, SourceFile


class Reader(Protocol):
    """What the module of a form offers."""

    def read(self, file: SourceFile, context: ReadContext) -> Document:
        """The blocks of a file of this form; every visible character stands in one of them or in `dropped`."""
        ...

    def count(self, file: SourceFile, document: Document) -> Mapping[str, int]:
        """Visible characters of the file by story, counted independently of `read`, so that the two can be compared."""
        ...


@record
class Form:
    """One row of the table."""

    name: Format
    suffixes: tuple[str, ...]
    """How files of this form are usually named; used only to pick files from a folder, since a form is recognised by content."""
    recognise: Callable[[SourceFile], bool]
    """Whether a file is of this form; rows are asked from top to bottom."""
    module: str
    """The module that reads it, loaded when the first such file is met."""
    family: Literal["flow", "pages", "grid"]
    """Lines one after the other; glyphs with a place on a page; cells of a sheet."""
    merged_cells: bool
    """Whether it records merged cells of tables; where it does not, a blank cell may repeat the one above."""
    office: bool = False
    """Whether the suffix alone says that a file is a document; a .txt or .html file may be anything."""
    lines: bool = False
    """Whether a finding can name a line of the file."""
    spaces_count: bool = False
    """Whether blanks between words are characters of the text (Word) or layout that readers may fold."""
    exact: bool = False
    """Whether the file defines its blocks exactly; then nothing is joined or repaired."""

    @property
    def reader(self) -> Reader:
        """The module that reads it."""
        return cast("Reader", import_module(self.module))


_WORD_STREAM: Final = "WordDocument".encode("utf-16-le")
_WPS_STREAM: Final = "WpsCustomData".encode("utf-16-le")
"""Name of the stream by which WPS marks its own files."""


def _is_word(file: SourceFile) -> bool:
    """A zip with a word/ folder, or one that only the Word reader can refuse: torn, or an old Office file."""
    if file.data.startswith(OLE):
        return not _is_old_word(file)
    members = file.members
    if not file.data.startswith(b"PK"):
        return False
    if members is None:
        return True
    names = (name.lower().replace("\\", "/").lstrip("/") for name in members)
    return any(name.startswith("word/") and name.endswith(".xml") for name in names)


def _is_old_word(file: SourceFile) -> bool:
    """An old Office file with a Word document in it, by the names in its directory."""
    return file.data.startswith(WORD_2) or (file.data.startswith(OLE) and file.has(_WORD_STREAM))


def is_wps(file: SourceFile) -> bool:
    """An old Office file with a Word document in it, written by WPS."""
    return _is_old_word(file) and file.has(_WPS_STREAM)


def _is_page(file: SourceFile) -> bool:
    from policy_extract.reading.html.page_signs import is_page  # noqa: PLC0415  # Word never needs it

    return file.members is None and b"<" in file.data and (is_page(file.data) or _is_export(file))


_FEED_HEAD: Final = 1_024
"""Bytes in which the first element of a feed begins."""


def _is_export(file: SourceFile) -> bool:
    """JSON or a feed that holds a page."""
    start = file.data[:_FEED_HEAD].lstrip(b"\xef\xbb\xbf \t\r\n")
    if not start.startswith((b"{", b"[")) and not any(sign in start for sign in (b"<rss", b"<feed")):
        return False
    from policy_extract.reading.html.exported import read_export  # noqa: PLC0415  # nobody else needs it

    return read_export(file.text) is not None


def _is_saved_page(file: SourceFile) -> bool:
    from policy_extract.reading.html.page_signs import is_saved_page  # noqa: PLC0415  # Word never needs it

    return is_saved_page(file.data)


def _is_ofd(file: SourceFile) -> bool:
    return any(name.lower().lstrip("/") == "ofd.xml" for name in file.members or ())


_BOOK_STREAMS: Final = tuple(f"{name}\0".encode("utf-16-le") for name in ("Workbook", "Book"))


def _is_xlsx(file: SourceFile) -> bool:
    names = {name.lower().replace("\\", "/").lstrip("/") for name in file.members or ()}
    return any(name.startswith("xl/") and name.endswith(".xml") for name in names)


def _is_xls(file: SourceFile) -> bool:
    """An old Office file with a workbook in it, by the names in its directory."""
    return file.data.startswith(OLE) and not file.has(_WORD_STREAM) and any(map(file.has, _BOOK_STREAMS))


def _is_odt(file: SourceFile) -> bool:
    return "content.xml" in (file.members or ()) and file.opens_with(b"mimetypeapplication/vnd.oasis.opendocument.text")


def _is_ods(file: SourceFile) -> bool:
    return "content.xml" in (file.members or ()) and file.opens_with(
        b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet"
    )


def _is_bundle(file: SourceFile) -> bool:
    if file.members is None:
        return False
    from policy_extract.reading.bundle.bundle_signs import is_bundle  # noqa: PLC0415  # most files are no bundles

    return is_bundle(file, SUFFIXES - {".zip"})


def _is_pdf(file: SourceFile) -> bool:
    """The sign near the start of the file, junk before it included (ISO 32000-1, Annex H)."""
    return b"%PDF-" in file.data[:1024]


def _is_notation(file: SourceFile) -> bool:
    from policy_extract.reading.flow.notation_writing import HEADER  # noqa: PLC0415  # Word never needs it

    return file.text.startswith(HEADER)


def _is_markdown(file: SourceFile) -> bool:
    from policy_extract.reading.flow.markdown import is_markdown  # noqa: PLC0415  # Word never needs it

    return is_markdown(file.text)


BINARY: Final[tuple[Form, ...]] = (
    Form(
        name="wps",
        suffixes=(".wps",),
        recognise=is_wps,
        module="policy_extract.reading.word.doc",
        family="flow",
        office=True,
        merged_cells=True,
    ),
    Form(
        name="doc",
        suffixes=(".doc",),
        recognise=_is_old_word,
        module="policy_extract.reading.word.doc",
        family="flow",
        office=True,
        merged_cells=True,
    ),
    Form(
        name="xls",
        suffixes=(".xls", ".et"),
        recognise=_is_xls,
        module="policy_extract.reading.sheets.xls",
        family="grid",
        office=True,
        merged_cells=True,
        exact=True,
    ),
    Form(
        name="docx",
        suffixes=(".docx",),
        recognise=_is_word,
        module="policy_extract.reading.word.docx",
        family="flow",
        office=True,
        merged_cells=True,
        spaces_count=True,
    ),
    Form(
        name="rtf",
        suffixes=(".rtf",),
        recognise=lambda file: file.data.startswith(b"{\\rtf"),
        module="policy_extract.reading.word.office",
        family="flow",
        office=True,
        merged_cells=True,
    ),
    Form(
        name="odt",
        suffixes=(".odt",),
        recognise=_is_odt,
        module="policy_extract.reading.word.office",
        family="flow",
        office=True,
        merged_cells=True,
    ),
    Form(
        name="xlsx",
        suffixes=(".xlsx", ".xlsm"),
        recognise=_is_xlsx,
        module="policy_extract.reading.sheets.xlsx",
        family="grid",
        office=True,
        merged_cells=True,
        exact=True,
    ),
    Form(
        name="ods",
        suffixes=(".ods",),
        recognise=_is_ods,
        module="policy_extract.reading.sheets.ods",
        family="grid",
        office=True,
        merged_cells=True,
        exact=True,
    ),
    Form(
        name="mht",
        suffixes=(".mht", ".mhtml"),
        recognise=_is_saved_page,
        module="policy_extract.reading.html.mht",
        family="flow",
        merged_cells=True,
        lines=True,
    ),
    Form(
        name="html",
        suffixes=(".html", ".htm"),
        recognise=_is_page,
        module="policy_extract.reading.html.reader",
        family="flow",
        merged_cells=True,
        lines=True,
    ),
    Form(
        name="pdf",
        suffixes=(".pdf",),
        recognise=_is_pdf,
        module="policy_extract.reading.pages.pdf",
        family="pages",
        office=True,
        merged_cells=True,
    ),
    Form(
        name="ofd",
        suffixes=(".ofd",),
        recognise=_is_ofd,
        module="policy_extract.reading.pages.ofd",
        family="pages",
        office=True,
        merged_cells=True,
    ),
    Form(
        name="zip",
        suffixes=(".zip",),
        recognise=_is_bundle,
        module="policy_extract.reading.bundle.zipped",
        family="flow",
        merged_cells=True,
        exact=True,
    ),
)
"""Forms recognised by signs in their bytes."""

TEXT: Final[tuple[Form, ...]] = (
    Form(
        name="notation",
        suffixes=(),
        recognise=_is_notation,
        module="policy_extract.reading.flow.notation",
        family="flow",
        merged_cells=True,
        lines=True,
        exact=True,
    ),
    Form(
        name="markdown",
        suffixes=(".md",),
        recognise=_is_markdown,
        module="policy_extract.reading.flow.markdown",
        family="flow",
        merged_cells=False,
        lines=True,
    ),
    Form(
        name="text",
        suffixes=(".txt",),
        recognise=lambda _: True,
        module="policy_extract.reading.flow.text",
        family="flow",
        merged_cells=False,
        lines=True,
    ),
)
"""Forms recognised by the characters of a text."""

FORMS: Final = (*BINARY, *TEXT)
SUFFIXES: Final = frozenset(suffix for form in FORMS for suffix in form.suffixes)
"""How documents in a folder are named."""
OFFICE_SUFFIXES: Final = tuple(sorted(suffix for form in FORMS if form.office for suffix in form.suffixes))
"""Suffixes that only documents have: the files `changed` and `install-git` consider by default."""


def form_called(name: str) -> Form:
    """The row of a form; `name` is what `source.format` of a plan says."""
    return next(form for form in FORMS if form.name == name)


def form_of(file: SourceFile) -> Form:
    """The form of a file.

    Fails: NotADocumentError for a file of no form we read, saying what it is and what to do.
    """
    file.must_hold_something()
    for form in BINARY:
        if form.recognise(file):
            return form
    from policy_extract.reading.refusals import refuse_others  # noqa: PLC0415  # most files are of a form above

    refuse_others(file)
    return next(form for form in TEXT if form.recognise(file))
