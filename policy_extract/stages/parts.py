"""Blocks → parts: the main text, the plan a notice carries, the annexes; and who signed (GB/T 9704-2012 §7.3.4-7)."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from policy_extract.blocks import Paragraph
from policy_extract.findings import Code
from policy_extract.lexical.numerals import read_numeral
from policy_extract.lexical.width import fold
from policy_extract.records import field, mutable, record, replace
from policy_extract.stages.annex_lists import LastPlaces, Listed, NamedTitles, Unmet
from policy_extract.stages.annex_lists import plain as _plain
from policy_extract.stages.forms import Head, PartForm, Piece, blocks_from, join, piece
from policy_extract.stages.head import read_head
from policy_extract.stages.signatures import Signature, claim_imprint, read_signature, signed_elsewhere
from policy_extract.stages.site_record import SiteRecord, add_rows

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from policy_extract.blocks import Block
    from policy_extract.findings import Report
    from policy_extract.grammar import Matcher
    from policy_extract.stages.forms import Ownership, PartKind

SIGNATURE_LINES = 12
"""Lines above the date in which issuers are looked for."""
TITLE_LINES = 4
"""Lines over which the title that an annex list prints may run."""
BODY_BLOCKS = 3
"""From this many blocks behind 附件：…… on, the line opens an annex and lists none."""


@record
class _Start:
    """Where a part begins."""

    index: int
    kind: PartKind
    label: Piece | None = None
    title_on_line: Piece | None = None
    listed: Listed | None = None
    names: tuple[str, ...] = ()
    """What the notice calls the plan it carries."""


@mutable
class Layout:
    """The parts of a document and what signs it."""

    parts: list[PartForm] = field(default_factory=list)
    signature: Signature = field(default_factory=Signature)
    record: SiteRecord = field(default_factory=SiteRecord)
    """What the page beside the text says of it."""


def split_parts(
    blocks: Sequence[Block], record: SiteRecord, matcher: Matcher, report: Report, owned: Ownership
) -> Layout:
    """The document's parts in order; claims labels, lists, heads, signatures and imprints.

    `record` is what the page says beside the text; lines of that kind around the title are added to it.
    """
    _claim_contents(blocks, matcher, owned)
    main = read_head(blocks, 0, matcher, owned)
    add_rows(record, [block for block in blocks[: main.body] if owned.roles.get(block.id) == "other"], matcher)
    listed = _annex_list(blocks, main.body, matcher, owned)
    starts = _starts(blocks, main, listed, matcher, owned)
    bounds = [start.index for start in starts] + [len(blocks)]
    carries = any(start.kind == "plan" for start in starts)
    body = blocks[main.body : bounds[0]]
    layout = Layout(signature=read_signature(body, matcher, owned), record=record)
    kind: PartKind = "notice" if carries else "main"
    layout.parts.append(PartForm("main", kind, None, None, True, main, None, tuple(blocks[: bounds[0]])))
    for start, end in zip(starts, bounds[1:], strict=True):
        layout.parts.append(_part(blocks[start.index : end], start, len(layout.parts), matcher, owned))
    owned.parts.update((block.id, part.id) for part in layout.parts for block in part.blocks)
    _own_annex_lists(layout, listed, report)
    if layout.signature.date is None and not layout.signature.issuers:
        layout.signature = signed_elsewhere(layout.parts, matcher, owned)
    return layout


def _claim_contents(blocks: Sequence[Block], matcher: Matcher, owned: Ownership) -> None:
    """Claim tables of contents: by style, by leader dots, or, under 目录, lines that return as headings."""
    again = Counter(_plain(block.text) for block in blocks if isinstance(block, Paragraph))
    listing = False
    for block in blocks:
        if not isinstance(block, Paragraph):
            listing = False
            continue
        opened = matcher.first("contents-title", block.text) is not None
        marked = block.style.startswith("toc") or matcher.first("contents", block.text, block=block.id) is not None
        repeated = listing and again[_plain(block.text)] > 1
        if opened or marked or repeated:
            owned.claim([block], "toc")
            again[_plain(block.text)] -= 1
        listing = opened or (listing and (marked or repeated))


def _part(blocks: Sequence[Block], start: _Start, position: int, matcher: Matcher, owned: Ownership) -> PartForm:
    """One annex or carried plan of these blocks, its head read."""
    first = 0
    if start.label is not None:
        owned.claim([blocks[first]], "annex-label")
        first += 1
    if start.title_on_line is not None:
        head = replace(read_head(blocks, first, matcher, owned, annex=True), title=start.title_on_line)
    elif lines := _title_lines(blocks, first, start, matcher):
        owned.claim(blocks[first : first + lines], "title")
        rest = read_head(blocks, first + lines - 1, matcher, owned, annex=True)
        head = replace(rest, title=join(_pieces(blocks[first : first + lines])), body=max(rest.body, first + lines))
    else:
        head = read_head(blocks, first, matcher, owned, annex=True)
    claim_imprint(blocks, matcher, owned)
    label = start.label or (start.listed and Piece(start.listed.label))
    return PartForm(
        id=f"a{position}",
        kind=start.kind,
        label=label or None,
        listed=start.listed is not None,
        present=True,
        head=head,
        listed_title=start.listed.title if start.listed is not None else None,
        blocks=tuple(blocks),
    )


def _title_lines(blocks: Sequence[Block], first: int, start: _Start, matcher: Matcher) -> int:
    """How many lines make up the title that the annex list prints, or the notice.

    The list prints a title with its period; a period or status that stands
    below the title on a line of its own is else none of it.
    """
    end = len(blocks)
    if start.listed is not None and (lines := _lines_equal(blocks, first, end, start.listed.title.text)):
        return lines
    lines = max((_lines_equal(blocks, first, end, name) for name in start.names), default=0)
    while lines > 1 and matcher.first("bracket-line", getattr(blocks[first + lines - 1], "text", "")):
        lines -= 1
    return lines


def _pieces(blocks: Sequence[Block]) -> list[Piece]:
    return [piece(block) for block in blocks if isinstance(block, Paragraph)]


# ---------------------------------------------------------------- the annex list


def _annex_list(blocks: Sequence[Block], start: int, matcher: Matcher, owned: Ownership) -> list[Listed]:
    """The entries of every 附件： list; claims its lines."""
    found: list[Listed] = []
    known, last = NamedTitles(), LastPlaces(blocks, matcher)
    index = start
    while index < len(blocks):
        lines = _list_lines(blocks, index, matcher)
        if lines and not known.end(lines) and not _opens_annex(blocks, index, len(lines), last, matcher):
            owned.claim(lines, "annex-list")
            entries = list(_entries(lines, matcher))
            known.add(entries)
            found.extend(entries)
        index += max(1, len(lines))
    return found


def _list_lines(blocks: Sequence[Block], index: int, matcher: Matcher) -> list[Paragraph]:
    """The line with 附件： and the entries that follow it; empty where none begins here."""
    block = blocks[index]
    if not isinstance(block, Paragraph):
        return []
    if matcher.first("annex-list", block.text, block=block.id) is None:
        return _labelled_lines(blocks, index, matcher)
    lines = [block]
    expected = 1 + _last_number(block, matcher)
    bare = False
    for following in blocks_from(blocks, index + 1):
        if not isinstance(following, Paragraph):
            break
        text = following.number + following.text
        match = matcher.first("annex-list-entry", text, block=following.id)
        if match is not None and read_numeral(match.group("number") or "") == expected:
            lines.append(following)
            expected += 1
            bare = not match.group("title")
        elif bare and fold(following.text).strip():
            lines.append(following)
            bare = False
        else:
            break
    return lines


def _labelled_lines(blocks: Sequence[Block], index: int, matcher: Matcher) -> list[Paragraph]:
    """A list whose lines each carry a label: 附件1：……/ 附件2：…… in consecutive lines."""
    lines: list[Paragraph] = []
    for block in blocks_from(blocks, index):
        match = matcher.first("annex-label", block.text) if isinstance(block, Paragraph) else None
        if match is None or not match.group("title") or read_numeral(match.group("number") or "") != len(lines) + 1:
            break
        assert isinstance(block, Paragraph)
        lines.append(block)
    return lines if len(lines) > 1 else []


def _last_number(block: Paragraph, matcher: Matcher) -> int:
    """Number of the last entry on the line with 附件：; 0 where it has none yet."""
    match = matcher.first("annex-list", block.text)
    if match is None or not (match.group("number") or match.group("title")):
        return 0
    return len(_cut_entries(block, matcher))


def _cut_entries(block: Paragraph, matcher: Matcher) -> list[tuple[int | None, int, int]]:
    """Number, start and end of each entry on a line: 附件：1.甲清单 2.乙清单."""
    match = matcher.first("annex-list", block.text)
    text = fold(block.text)
    begin = text.index("：") + 1 if match is not None and "：" in text else 0
    marks: list[tuple[int, int, int]] = []
    for found in re.finditer(
        r"(?:^|(?<=[\s：清单划案表见法施]))\s*(\d{1,2})\s*[.、]\s*(?=\D|(?:19|20)\d\d)", text[begin:]
    ):
        if int(found[1]) == len(marks) + 1:
            marks.append((int(found[1]), begin + found.start(), begin + found.end()))
    if not marks:
        return [(None, begin, len(text))] if text[begin:].strip() else []
    ends = [start for _, start, _ in marks[1:]] + [len(text)]
    return [(number, start, end) for (number, _, start), end in zip(marks, ends, strict=True)]


def _entries(lines: Sequence[Paragraph], matcher: Matcher) -> Iterator[Listed]:
    """The list's entries; a number on a line of its own belongs to the next line."""
    pending: int | None = None
    alone = len(lines) == 1
    for index, line in enumerate(lines):
        if index == 0 and matcher.first("annex-list", line.text) is not None:
            cuts = _cut_entries(line, matcher)
            for number, start, end in cuts:
                label = "附件" if number is None and alone else f"附件{number or 1}"
                yield Listed(number, piece(line, start, end), label)
            continue
        entry = matcher.first("annex-list-entry", line.number + line.text)
        match = entry or matcher.first("annex-label", line.text)
        number = read_numeral(match.group("number") or "") if match else pending
        label = f"附件{number or pending}" if entry or match is None else _plain(match.group("label") or "")
        if match is None or line.number:
            yield Listed(number or pending, piece(line), label)
        elif match.group("title"):
            yield Listed(number, piece(line, *match.span("title")), label)
        pending = number


def _opens_annex(blocks: Sequence[Block], index: int, count: int, last: LastPlaces, matcher: Matcher) -> bool:
    """Whether 附件：…… is not the list but the line above an annex: text follows and no signature does."""
    block = blocks[index]
    if count > 1 or not isinstance(block, Paragraph):
        return False
    lists = re.match(r"\s*附\s*件", block.text) is not None
    if len(blocks) - index - 1 < (BODY_BLOCKS if lists else 1):
        return False
    title = _plain(block.text.split("：")[-1].split(":")[-1])
    near = [one for one in blocks[index + 1 : index + 1 + SIGNATURE_LINES // 2] if isinstance(one, Paragraph)]
    signed = any(matcher.first(family, one.text) for one in near for family in ("date-line", "signature-with-date"))
    later = bool(title) and any(last.lines.get(one, -1) > index for one in (title, "附件", "附件1"))
    return not (signed or later or last.label > index)


# ---------------------------------------------------------------- where parts begin


def _starts(
    blocks: Sequence[Block], main: Head, listed: Sequence[Listed], matcher: Matcher, owned: Ownership
) -> list[_Start]:
    """Beginnings of annexes and of the carried plan, in reading order."""
    open_entries = Unmet(listed)
    names = _promulgated(blocks, main, matcher)
    plan = _carried_plan(blocks, main, names, matcher, owned)
    found: list[_Start] = []
    index = main.body
    while index < len(blocks):
        block = blocks[index]
        start = None
        if isinstance(block, Paragraph) and block.id not in owned.roles:
            start = _labelled_start(blocks, index, matcher) or (
                None if plan is not None and index == plan else _unlabelled_start(blocks, index, open_entries)
            )
        if start is None and index == plan:
            start = _Start(index, "plan", names=tuple(names))
        if start is not None:
            start = _listed_as(start, blocks, open_entries)
            if plan is not None and index <= plan <= index + 2 and start.kind != "plan":
                start = replace(start, kind="plan", names=tuple(names))
            if plan is not None and index < plan <= index + 2:
                plan = index
            found.append(start)
            open_entries.meet(start.listed)
        index += 1
    return found


def _labelled_start(blocks: Sequence[Block], index: int, matcher: Matcher) -> _Start | None:
    """An annex that opens with its label: 附件1, alone or with its title on the line."""
    block = blocks[index]
    assert isinstance(block, Paragraph)
    match = matcher.first("annex-label", block.text, block=block.id)
    if match is None and (opening := matcher.first("annex-list", block.text, block=block.id)) is not None:
        on_line = piece(block, *opening.span("title")) if opening.group("title") else None
        return _Start(index, "annex", piece(block, 0, fold(block.text).index("：")), on_line)
    if match is None or index + 1 >= len(blocks):
        return None
    title = piece(block, *match.span("title")) if match.group("title") else None
    return _Start(index, "annex", piece(block, *match.span("label")), title)


def _unlabelled_start(blocks: Sequence[Block], index: int, unmet: Unmet) -> _Start | None:
    """An annex printed without its label: a line that is one of the listed titles."""
    entry = unmet.first(titles=_joined(blocks, index, len(blocks))) if unmet else None
    return None if entry is None else _Start(index, "annex", listed=entry)


def _lines_equal(blocks: Sequence[Block], index: int, end: int, title: str) -> int:
    """How many lines from `index` on make up this title, white space aside; 0 where they do not."""
    want = _plain(title)
    return next((count for count, text in enumerate(_joined(blocks, index, end), 1) if text == want), 0)


def _joined(blocks: Sequence[Block], index: int, end: int) -> Iterator[str]:
    """The line at `index` as titles are compared, then with the next line, as far as a title may run."""
    text = ""
    for block in blocks[index : min(end, index + TITLE_LINES)]:
        if not isinstance(block, Paragraph):
            return
        text += _plain(block.text)
        yield text


def _listed_as(start: _Start, blocks: Sequence[Block], unmet: Unmet) -> _Start:
    """The start with the entry of the annex list it stands for: the same number, else the same title."""
    if start.listed is not None or not unmet:
        return start
    number = read_numeral(re.sub(r"\D*[表件录]", "", _plain(start.label.text))) if start.label else None
    first = start.index + (start.label is not None and start.title_on_line is None)
    titled = _plain(start.title_on_line.text) if start.title_on_line else ""
    below = () if start.title_on_line and start.title_on_line.text else _joined(blocks, first, len(blocks))
    entry = unmet.first(titles=(titled, *below), number=number)
    if entry is None and number is None and start.label:
        entry = unmet.only()
    return start if entry is None else replace(start, listed=entry)


def _carried_plan(
    blocks: Sequence[Block], main: Head, names: Sequence[str], matcher: Matcher, owned: Ownership
) -> int | None:
    """Index of the title of the plan that a notice carries; None where it carries none.

    The plan's name stands in 《…》 in the notice; behind the notice's signature
    it is printed again as a title. A notice whose title was lost still names it.
    """
    wanted = {_plain(name) for name in names}
    for index in range(main.body, len(blocks) if wanted else 0):
        block = blocks[index]
        if not isinstance(block, Paragraph) or block.id in owned.roles:
            continue
        if not wanted.isdisjoint(_joined(blocks, index, len(blocks))):
            return index
    if main.kind != "notice" or not names:
        return None
    return _title_behind_signature(blocks, main, matcher, owned)


def _promulgated(blocks: Sequence[Block], main: Head, matcher: Matcher) -> list[str]:
    """Names of the documents the notice says it carries."""
    found: list[str] = []
    if main.title is not None and main.kind == "notice":
        found += [match.group("name") or "" for match in matcher.all("promulgated", main.title.text)]
        if match := matcher.first("promulgated-title", main.title.text):
            found.append(match.group("name") or "")
    addressed = main.kind == "notice" or bool(main.recipients)
    for block in blocks[main.body : main.body + 3] if addressed else ():
        if isinstance(block, Paragraph) and matcher.first("promulgation", block.text, block=block.id):
            found += [match.group("name") or "" for match in matcher.all("promulgated", block.text, block=block.id)]
    return [name for name in found if name]


def _title_behind_signature(blocks: Sequence[Block], main: Head, matcher: Matcher, owned: Ownership) -> int | None:
    """A title line right behind the notice's date, where the plan is printed under another name than the notice gives."""
    dated = False
    for index in range(main.body, len(blocks)):
        block = blocks[index]
        if not isinstance(block, Paragraph) or block.id in owned.roles:
            continue
        if matcher.first("date-line", block.text) or matcher.first("signature-with-date", block.text):
            dated = True
        elif dated and matcher.first("title", block.text) and not matcher.first("annex-label", block.text):
            return index
        elif dated and not matcher.first("bracket-line", block.text):
            return None
    return None


def _own_annex_lists(layout: Layout, listed: Sequence[Listed], report: Report) -> None:
    """Add the annexes that are listed and not in the document; note what list and text disagree on."""
    used = {id(part.listed_title) for part in layout.parts}
    for part in layout.parts[1:]:
        if part.listed and part.label is not None and not part.label.at:
            report.note(Code.ANNEX_LABEL_MISSING, label=part.label.text)
        if listed and not part.listed and part.kind == "annex" and part.label is not None:
            report.note(Code.ANNEX_NOT_LISTED, part.label.at[0] if part.label.at else None, label=part.label.text)
    for entry in listed:
        if id(entry.title) in used or not entry.title.text:
            continue
        report.note(Code.ANNEX_MISSING, entry.title.at[0] if entry.title.at else None, label=entry.label)
        position = f"a{len(layout.parts)}"
        absent = PartForm(position, "annex", Piece(entry.label), True, False, Head(), entry.title, ())
        layout.parts.append(absent)
