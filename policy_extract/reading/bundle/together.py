"""The documents of several files → one document: their blocks in one row, each file a part."""

from __future__ import annotations

import hashlib
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote

from policy_extract.blocks import BundledFile, Document, LaterPlaces, Opening, Paragraph, Table
from policy_extract.errors import InputError, NotADocumentError
from policy_extract.findings import Code, Report
from policy_extract.generated.plain import At
from policy_extract.reading.bundle.order import ReadFile, in_order, without_twins
from policy_extract.records import field, mutable, replace

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from policy_extract.blocks import Block, Dropped, Format, Place
    from policy_extract.findings import Finding
    from policy_extract.reading.bundle.archive import BundleFile
    from policy_extract.reading.source import ReadContext

_METADATA: Final = "metadata"


def read_together(
    files: Sequence[BundleFile],
    read: Callable[[bytes, ReadContext], Document],
    context: ReadContext,
    *,
    sort: bool,
) -> Document:
    """The files as one document; `sort` finds the plan among them, else the first is it.

    A file that cannot be read is a finding, unless it is the plan named first.

    Fails: as `read` for the first file where it is not to be sorted; NotADocumentError where no file can be read.
    """
    found: list[ReadFile] = []
    findings: dict[int, Report] = {}
    for place, file in enumerate(files):
        own = Report()
        try:
            one = ReadFile(file, read(file.data, replace(context, report=own)))
        except InputError as error:
            if not sort and place == 0:
                raise
            context.report.note(Code.BUNDLE_FILE_UNREAD, file=file.name[-80:], reason=str(error))
            continue
        found.append(one)
        findings[id(one)] = own
    if not found:
        raise NotADocumentError(
            "the zip file holds no document that can be read; unpack it and give the document inside"
        )
    if sort:
        found = _sorted(found, context)
    together = _Together(names=_linked_names([findings[id(one)] for one in found], found))
    for one in found:
        together.take(one, findings[id(one)], context.report)
    return together.document("zip" if sort else found[0].document.format)


def _sorted(found: Sequence[ReadFile], context: ReadContext) -> list[ReadFile]:
    """The plan, then its annexes; of a document that is there in two forms one is left out."""
    kept, twins = without_twins(found)
    for gone, other in twins:
        reason = f"it is {other.file.name[-80:]} in another form"
        context.report.note(Code.BUNDLE_FILE_SKIPPED, file=gone.file.name[-80:], reason=reason)
    return in_order(kept, context.matcher)


def _linked_names(reports: Sequence[Report], found: Sequence[ReadFile]) -> dict[str, str]:
    """File → what the link to it says, where a page links to a file that lies beside it; that finding is settled."""
    beside = {PurePosixPath(one.file.name).name: one.file.name for one in found}
    names: dict[str, str] = {}
    for report in reports:
        left: list[Finding] = []
        for finding in report:
            target = unquote(str(finding.params.get("target", ""))) if finding.code is Code.ANNEX_ELSEWHERE else ""
            if target in beside:
                names[beside[target]] = str(finding.params["text"])
            else:
                left.append(finding)
        report.findings[:] = left
    return names


@mutable
class _Together:
    """The documents so far, their blocks numbered on."""

    names: Mapping[str, str]
    """File → what is known of its name from elsewhere."""
    blocks: list[Block] = field(default_factory=list)
    dropped: list[Dropped] = field(default_factory=list)
    numbered: list[tuple[Mapping[str, Place], Mapping[str, str]]] = field(default_factory=list)
    """The places of each document, and the new ids of its blocks."""
    openings: list[Opening] = field(default_factory=list)
    files: list[BundledFile] = field(default_factory=list)

    def take(self, one: ReadFile, own: Report, report: Report) -> None:
        """Append a document; what was found in it goes into `report` with its places."""
        document, file = one.document, one.file
        names = {block.id: f"b{number}" for number, block in enumerate(document.blocks, start=len(self.blocks) + 1)}
        self.blocks += [_renamed(block, names) for block in document.blocks]
        self.dropped += document.dropped
        self.numbered.append((document.places, names))
        report.findings += [
            replace(finding, at=At(block=_moved(finding.at.block, names), start=finding.at.start, end=finding.at.end))
            if finding.at
            else finding
            for finding in own
        ]
        self._open(document, file, names)
        sha256 = hashlib.sha256(file.data).hexdigest()
        self.files.append(BundledFile(file.name, document.format, sha256, document.read_through))

    def _open(self, document: Document, file: BundleFile, names: Mapping[str, str]) -> None:
        first = next((block for block in document.blocks if block.story != _METADATA), None)
        if first is None:
            return
        place = next(at for at, block in enumerate(self.blocks) if block.id == names[first.id])
        opening = self.blocks[place]
        if self.openings and isinstance(opening, Paragraph):
            self.blocks[place] = replace(opening, page_break_before=True)
        called = self.names.get(file.name, file.stem)
        self.openings.append(Opening(names[first.id], called, file.name))
        inner = (one for one in document.openings if one.block != first.id)
        self.openings += [Opening(names[one.block], one.name, file.name) for one in inner]

    def document(self, form: Format) -> Document:
        """All of them as one."""
        return Document(
            form,
            tuple(self.blocks),
            tuple(self.dropped),
            places=LaterPlaces(self._places),
            openings=tuple(self.openings),
            files=tuple(self.files),
        )

    def _places(self) -> dict[str, Place]:
        return {_moved(name, names): place for places, names in self.numbered for name, place in places.items()}


def _renamed(block: Block, names: Mapping[str, str]) -> Block:
    if isinstance(block, Table) and block.inside is not None:
        return replace(block, id=names[block.id], inside=_moved(block.inside, names))
    return block if names[block.id] == block.id else replace(block, id=names[block.id])


def _moved(address: str, names: Mapping[str, str]) -> str:
    """The new address of a block (`b15`) or a cell (`b15.3.1`)."""
    name, dot, square = address.partition(".")
    return names.get(name, name) + dot + square
