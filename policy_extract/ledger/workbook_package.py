"""An Excel workbook that is changed in place: parts that are not modified stay identical, byte for byte."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from lxml import etree

from policy_extract.errors import InputError
from policy_extract.reading.sheets.workbook_parts import Bounds, broken, open_parts
from policy_extract.reading.source import SourceFile
from policy_extract.reading.zipped_xml import local

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element as Element

    from policy_extract.ledger.cell_references import Shift

_RELATION: Final = re.compile(r"\{[^}]*/relationships\}id")
_VML_ROW: Final = re.compile(rb"(<x:Row>\s*)(\d+)")
_VML_ANCHOR: Final = re.compile(rb"(<x:Anchor>)([^<]*)")
BOUNDS: Final = Bounds(512 * 2**20, 2_000_000)
"""Of a ledger: room for a thousand plans of a hundred rows."""
_SIGNED: Final = "_xmlsignatures"


class Book:
    """The parts of a workbook by name; those that were asked for as XML are written anew."""

    def __init__(self, data: bytes) -> None:
        """Open it.

        Fails: InputError where it is none, is broken or encrypted.
        """
        self.parts = open_parts(SourceFile(data), BOUNDS)
        self._names = [info.filename for info in self.parts.archive.filelist]
        self._changed: dict[str, bytes] = {}
        self._trees: dict[str, Element] = {}
        self.main = next((name for _, kind, name in self.parts.relationships("") if kind == "officeDocument"), "")
        if self.main not in self.parts:
            raise broken()
        relationships = {relation: name for relation, _, name in self.parts.relationships(self.main)}
        self.sheets = {
            sheet.get("name", ""): relationships.get(_relation_of(sheet), "")
            for sheet in self.xml(self.main).iter("{*}sheet")
        }
        """The part of each sheet."""

    def xml(self, name: str) -> Element:
        """The root of a part; what is done to it is written."""
        if name not in self._trees:
            self._trees[name] = self.parts.xml(name)
        return self._trees[name]

    def related(self, part: str) -> Iterator[tuple[str, str]]:
        """Kind and name of the parts that a part points to."""
        return ((kind, name) for _, kind, name in self.parts.relationships(part) if name in self.parts)

    def replace(self, name: str, data: bytes) -> None:
        """Put other bytes in place of a part."""
        self._changed[name.lower()] = data

    def saved(self) -> bytes:
        """The bytes of the workbook."""
        changed = self._changed | {name.lower(): _written(root) for name, root in self._trees.items()}
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
            for info in self.parts.archive.infolist():
                data = changed.get(info.filename.lower())
                copy = zipfile.ZipInfo(info.filename, info.date_time)
                copy.compress_type, copy.external_attr = info.compress_type, info.external_attr
                target.writestr(copy, self.parts.archive.read(info) if data is None else data)
        return out.getvalue()

    # ------------------------------------------------------------ rows that are put in

    def move(self, sheet: str, shift: Shift) -> None:
        """Update all references to cells of a sheet after rows were inserted; the cells themselves are up to `Grid`."""
        part = self.sheets[sheet]
        for name in {*self.sheets.values()} - {part, ""}:
            if name in self.parts and sheet.encode() in self.parts.read(name):
                _move_formulas(self.xml(name), sheet, shift)
        for name in self._names:
            if "/charts/" in name and name.endswith(".xml") and sheet.encode() in self.parts.read(name):
                _move_formulas(self.xml(name), sheet, shift)
        for defined in self.xml(self.main).iter("{*}definedName"):
            grows = defined.get("name", "") in {"_xlnm._FilterDatabase", "_xlnm.Print_Area"}
            defined.text = shift.formula(defined.text or "", sheet, own=False, grows=grows)
        for kind, name in self.related(part):
            self._move_beside(kind, name, sheet, shift)
        self._forget_the_chain()

    def _move_beside(self, kind: str, name: str, sheet: str, shift: Shift) -> None:
        """Comments, tables, pictures and shapes of the sheet."""
        if kind in {"comments", "threadedComment", "table"}:
            for one in self.xml(name).iter():
                if "ref" in one.attrib:
                    one.set("ref", shift.area(one.get("ref", ""), grows=kind == "table"))
                if local(one) in {"calculatedColumnFormula", "totalsRowFormula"}:
                    one.text = shift.formula(one.text or "", sheet, own=True)
        elif kind == "drawing":
            for one in self.xml(name).iter("{*}row"):
                one.text = str(shift.row(int(one.text or "0") + 1) - 1)
        elif kind == "vmlDrawing":
            self.replace(name, _moved_vml(self.parts.read(name), shift))

    def _forget_the_chain(self) -> None:
        """Remove the calculation chain, which programs rebuild; it would refer to cells that have moved."""
        for kind, name in [*self.related(self.main)]:
            if kind != "calcChain":
                continue
            types = self.xml("[Content_Types].xml")
            for one in [*types]:
                if one.get("PartName", "").lower() == f"/{name}".lower():
                    types.remove(one)
            folder, base = posixpath.split(self.main)
            relations = self.xml(posixpath.join(folder, "_rels", f"{base}.rels"))
            for one in [*relations]:
                if one.get("Type", "").endswith("/calcChain"):
                    relations.remove(one)


@contextmanager
def read_rightly() -> Iterator[None]:
    """A context in which a missing number or cell name is reported as a broken workbook.

    Fails: DamagedDocumentError.
    """
    try:
        yield
    except (ValueError, IndexError, KeyError) as fault:
        raise broken() from fault


def check_unsigned(book: Book) -> None:
    """Check that the workbook is not signed.

    Fails: InputError where the workbook is signed: a change would break the signature.
    """
    if any(name.startswith(_SIGNED) for name in book.parts.entries):
        raise InputError("the workbook is signed and cannot be changed; save a copy without the signature")


def _relation_of(sheet: Element) -> str:
    return next((str(value) for name, value in sheet.attrib.items() if _RELATION.fullmatch(str(name))), "")


def _written(root: Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _move_formulas(root: Element, sheet: str, shift: Shift) -> None:
    for one in root.iter("{*}f", "{*}formula", "{*}formula1", "{*}formula2"):
        if one.text:
            one.text = shift.formula(one.text, sheet, own=False)


def _moved_vml(data: bytes, shift: Shift) -> bytes:
    """The old form of drawings, in which the boxes of comments stand: their cells, and from which row to which they lie."""

    def anchored(found: re.Match[bytes]) -> bytes:
        numbers = found[2].split(b",")
        for place in (2, 6):
            if place < len(numbers) and numbers[place].strip().isdigit():
                numbers[place] = b" %d" % (shift.row(int(numbers[place]) + 1) - 1)
        return found[1] + b",".join(numbers)

    data = _VML_ROW.sub(lambda found: found[1] + b"%d" % (shift.row(int(found[2]) + 1) - 1), data)
    return _VML_ANCHOR.sub(anchored, data)
