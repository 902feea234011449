"""What annex lists name: the lines of a list, and the entries they hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policy_extract.blocks import Paragraph, Table
from policy_extract.lexical.width import fold
from policy_extract.records import replace
from policy_extract.stages.parts.annex_lookups import (
    LastPlaces,
    Listed,
    NamedTitles,
    comes_after,
    plain,
    read_annex_number,
)
from policy_extract.stages.structure import Piece, blocks_from, join, part_of, piece

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from policy_extract.blocks import Block
    from policy_extract.grammar import Matcher
    from policy_extract.stages.front.lines_of_head import Lines

BODY_BLOCKS = 3
"""If so many blocks follow 附件：……, the line is the heading of an annex, not an annex list."""
SIGNED_WITHIN = 6
"""Lines after the list within which a date shows that the signature follows."""
SHORT_TAIL = 8
"""Characters of a line that can only be the rest of the entry above it."""


def read_annex_lists(lines: Lines, start: int) -> list[Listed]:
    """The entries of every 附件： list; claims its lines."""
    blocks, owned = lines.blocks, lines.owned
    found: list[Listed] = []
    known, last = NamedTitles(), LastPlaces(blocks, lines.matcher)
    index = start
    while index < len(blocks):
        groups = [] if owned.roles.get(blocks[index].id) == "toc" else _list_lines(lines, index, last)
        held = [line for group in groups for line in group]
        if held and not known.end(held) and not _opens_annex(lines, index, len(groups), last):
            owned.claim(held, "annex-list")
            entries = list(_entries(groups, lines.matcher))
            known.add(entries)
            found.extend(entries)
        index += max(1, len(held))
    return found


def _list_lines(lines: Lines, index: int, last: LastPlaces) -> list[list[Paragraph]]:
    """The line with 附件： and the entries that follow it, each with the lines it goes on over; empty where none begins."""
    blocks, matcher = lines.blocks, lines.matcher
    block = blocks[index]
    if not isinstance(block, Paragraph):
        return []
    if matcher.first("annex-list", block.text, block=block.id) is None:
        return [[line] for line in _labelled_lines(blocks, index, matcher)]
    groups = [[block]]
    printed = _last_number(block, matcher)
    bare = False
    for place, following in enumerate(blocks_from(blocks, index + 1), index + 1):
        if not isinstance(following, Paragraph):
            break
        text = following.number + following.text
        match = matcher.first("annex-list-entry", text, block=following.id)
        if match is not None and _goes_on(match.group("number"), printed):
            groups.append([following])
            printed = match.group("number")
            bare = not match.group("title")
        elif bare and fold(following.text).strip():
            groups.append([following])
            bare = False
        elif _is_rest(groups[-1], lines, place, last):
            groups[-1].append(following)
        else:
            break
    return groups


def _is_rest(entry: Sequence[Paragraph], lines: Lines, place: int, last: LastPlaces) -> bool:
    """Whether the line at `place` is the rest of the entry above it: together they are a title printed further on, or it is too short."""
    above = "".join(one.text for one in entry)
    opening = lines.matcher.first("annex-list-opening", above)
    title = above[opening.end :] if opening is not None else above
    line = lines.paragraph(place)
    if line is None or not title.strip() or not line.text.strip() or last.printed_after(title, place):
        return False
    if last.printed_after(title + line.text, place):
        return True
    families = ("annex-label", "date-line", "signature", "number", "bracket-line", "imprint")
    short = len(line.text.strip()) <= SHORT_TAIL < len(title)
    return short and not line.number and not lines.is_a(place, *families)


def _labelled_lines(blocks: Sequence[Block], index: int, matcher: Matcher) -> list[Paragraph]:
    """A list whose lines each carry a label: 附件1：……/ 附件2：…… in consecutive lines; one alone where nothing follows it."""
    lines: list[Paragraph] = []
    printed: str | None = None
    for block in blocks_from(blocks, index):
        match = matcher.first("annex-label", block.text) if isinstance(block, Paragraph) else None
        if match is None or not match.group("title") or not _goes_on(match.group("number"), printed):
            break
        assert isinstance(block, Paragraph)
        printed = match.group("number")
        lines.append(block)
    return lines if len(lines) > 1 or index + 1 == len(blocks) else []


def _goes_on(printed: str | None, before: str | None) -> bool:
    """Whether a list goes on with the number, spelled as the one before it is: 2 after 1, 二 after 一, B after A."""
    number = read_annex_number(printed)
    if number is None or printed is None:
        return False
    return comes_after(number, read_annex_number(before)) and (
        before is None or _spelling(printed) == _spelling(before)
    )


def _spelling(printed: str) -> str:
    first = fold(printed).strip()[:1]
    return "digits" if first.isdecimal() else "letters" if first.isascii() else "words"


def _last_number(block: Paragraph, matcher: Matcher) -> str | None:
    """Number of the last entry on the line with 附件：, 1 for one without a number; None where it has no entry yet."""
    match = matcher.first("annex-list", block.text)
    if match is None or not (match.group("number") or match.group("title")):
        return None
    return next((number or "1" for number, _, _ in reversed(_cut_entries(block, matcher))), None)


def _cut_entries(block: Paragraph, matcher: Matcher) -> list[tuple[str | None, int, int]]:
    """Printed number, start and end of each entry on a line: 附件：1.甲清单 2.乙清单."""
    match = matcher.first("annex-list", block.text)
    begin = match.span("head")[1] if match is not None else 0
    marks: list[tuple[str, int, int]] = []
    for found in matcher.all("annex-list-number", block.text, start=begin):
        number = found.group("number") or ""
        if _goes_on(number, marks[-1][0] if marks else None):
            marks.append((number, found.start, found.end))
    if not marks:
        return [(None, begin, len(block.text))] if block.text[begin:].strip() else []
    ends = [start for _, start, _ in marks[1:]] + [len(block.text)]
    return [(number, start, end) for (number, _, start), end in zip(marks, ends, strict=True)]


def _entries(groups: Sequence[Sequence[Paragraph]], matcher: Matcher) -> Iterator[Listed]:
    """The list's entries; a number on a line of its own belongs to the next line."""
    called = _called(groups[0][0], matcher)
    pending: str | None = None
    for index, (line, *rest) in enumerate(groups):
        if index == 0 and matcher.first("annex-list", line.text) is not None:
            found = [
                Listed(
                    read_annex_number(number),
                    piece(line, start, end),
                    called if number is None and len(groups) == 1 else _label(called, number),
                )
                for number, start, end in _cut_entries(line, matcher)
            ]
        else:
            found, pending = [_entry(line, pending, called, matcher)], _bare_number(line, matcher)
        if found and found[-1].title.text:
            found[-1] = replace(found[-1], title=join([found[-1].title, *map(piece, rest)]))
        yield from (replace(one, title=_without_file_end(one.title, matcher)) for one in found if one.title.text)


def _called(line: Paragraph, matcher: Matcher) -> str:
    """What the list calls its annexes: 附件, 附录, 附表."""
    match = matcher.first("annex-list", line.text)
    return (plain(match.group("called") or "") if match is not None and match.has("called") else "") or "附件"


def _label(called: str, number: str | None) -> str:
    """The label of an entry; the first of several has the number 1 where none is printed."""
    return f"{called}{plain(number or '1')}"


def _without_file_end(title: Piece, matcher: Matcher) -> Piece:
    """The title without the end of a file's name, which the link to it prints."""
    end = matcher.first("file-end", title.text)
    return title if end is None else part_of(title, 0, end.start)


def _entry(line: Paragraph, pending: str | None, called: str, matcher: Matcher) -> Listed:
    """The entry of a later line; its title is empty where only its number is printed."""
    entry = matcher.first("annex-list-entry", line.number + line.text)
    match = entry or matcher.first("annex-label", line.text)
    printed = (match.group("number") if match is not None else None) or pending
    own = plain(entry.group("called") or "") if entry is not None and entry.has("called") else called
    label = plain(match.group("label") or "") if match is not None and entry is None else _label(own, printed)
    if match is None or line.number:
        title = piece(line)
    else:
        title = piece(line, *match.span("title")) if match.group("title") else Piece("")
    return Listed(read_annex_number(printed), title, label)


def _bare_number(line: Paragraph, matcher: Matcher) -> str | None:
    """The number of an entry on a line that holds nothing else."""
    entry = matcher.first("annex-list-entry", line.number + line.text)
    return entry.group("number") if entry is not None and not entry.group("title") else None


def _opens_annex(lines: Lines, index: int, count: int, last: LastPlaces) -> bool:
    """Whether 附件：…… is not a list but the heading of an annex: text follows it, and no signature."""
    blocks, matcher = lines.blocks, lines.matcher
    block = blocks[index]
    match = matcher.first("annex-list", block.text) if count == 1 and isinstance(block, Paragraph) else None
    if match is None or not isinstance(block, Paragraph):
        return False
    if index + 1 < len(blocks) and isinstance(blocks[index + 1], Table) and match.group("title"):
        return True
    if len(blocks) - index - 1 < (BODY_BLOCKS if match.has("full") else 1):
        return False
    title = plain(block.text.split("：")[-1].split(":")[-1])
    near = [one for one in blocks[index + 1 : index + 1 + SIGNED_WITHIN] if isinstance(one, Paragraph)]
    signed = any(matcher.first(family, one.text) for one in near for family in ("date-line", "signature-with-date"))
    later = bool(title) and last.lines.get(title, -1) > index
    return not (signed or later or last.label > index)
