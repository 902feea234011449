"""A comparison for people at a terminal, or in a pipe: a summary, substance first, form last and folded."""

from __future__ import annotations

from collections import Counter
from io import StringIO
from typing import TYPE_CHECKING

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from policy_extract.comparison.changes.view import ARROW, KEPT, NOTHING, by_label, marked, shortened
from policy_extract.comparison.report.change_text import BELOW, NUMBERS, sentences
from policy_extract.comparison.report.flowing import Flow, around, flows, in_short, name_of, place_of
from policy_extract.comparison.report.headline import headline
from policy_extract.comparison.report.sections import chapters, other_severity, summary, told_above
from policy_extract.comparison.words.word_diff import Piece
from policy_extract.lexical.lines import flat
from policy_extract.messages import Count, say

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from policy_extract.comparison.changes.diff_model import Diff, Severity
    from policy_extract.comparison.report.change_text import ChangeText, Runs
    from policy_extract.comparison.report.sections import Chapter
    from policy_extract.comparison.report.task_entries import Entry
    from policy_extract.messages import Language

_SIGNS: dict[Severity, str] = {"substance": "bold red", "wording": "bold yellow", "form": "bold cyan"}
_STYLES = {"same": "", "deleted": "red strike", "inserted": "green underline"}
_BY_ITSELF = 2
"""Indent of an entry; text that does not fit on its line is indented by two more."""
_WIDE = 130
"""Columns that lines fill, where the terminal is no narrower."""
_LONGEST = 3 * _WIDE
"""Columns of a text that was reworded, at most."""
_TITLED = 50
"""So many entries of a chapter stand under titles of topics; of fewer, what happened says what it happened to."""
_SHORTEST = 60
"""At least so many columns of a text that was added or removed as a whole; the pages and the data have all of it."""


def report(diff: Diff, language: Language, *, colour: bool = False, width: int | None = None) -> str:
    """The comparison as text; without colour reworded text has [-what is gone-]
    and {+what is new+}.

    `width` breaks lines there; None leaves them as long as they are.
    """
    out = StringIO()
    console = Console(
        file=out,
        force_terminal=colour,
        color_system="auto" if colour else None,
        no_color=not colour,
        width=width or 10_000,
        soft_wrap=width is None,
        highlight=False,
        emoji=False,
        markup=False,
        legacy_windows=False,
    )
    for line in _lines(diff, language, colour=colour):
        console.print(line)
    return "".join(f"{line.rstrip()}\n" for line in out.getvalue().splitlines())


def _lines(diff: Diff, language: Language, *, colour: bool) -> Iterator[Text | Padding]:
    files = flat(f"{diff.old.name}{ARROW}{diff.new.name}")
    yield Text.assemble((files, "bold"), "：" if language == "zh" else ": ", summary(diff, language))
    yield from map(Text, map(flat, headline(diff, language)))
    told = chapters(diff, language)
    for chapter in told:
        yield Text()
        if len(told) > 1:
            yield Text.assemble((chapter.title, _SIGNS[chapter.severity]), f" {chapter.count}")
        yield from _chapter(chapter, language, colour=colour)


def _chapter(chapter: Chapter, language: Language, *, colour: bool) -> Iterator[Text | Padding]:
    if chapter.above:
        yield Padding(Text(told_above(chapter, language), "dim"), (0, 0, 0, 1))
    for title, told in _laid_out(chapter):
        if title:
            yield Padding(Text(title, "bold"), (0, 0, 0, 1))
        for one in told:
            yield from _one(one, chapter.severity, language, colour=colour)


def _laid_out(chapter: Chapter) -> Iterator[tuple[str, Iterable[Flow | Entry]]]:
    """The entries of a long chapter under the titles of their topics; those of a short one without."""
    if sum(len(topic.entries) for topic in chapter.topics) >= _TITLED:
        yield from ((topic.title, flows(topic.entries)) for topic in chapter.topics)
    else:
        yield "", flows([entry for topic in chapter.topics for entry in topic.entries])


def _one(one: Flow | Entry, severity: Severity, language: Language, *, colour: bool) -> Iterator[Padding]:
    if not isinstance(one, Flow):
        yield from _entry(one, severity, language, colour=colour)
    elif one.numbers:
        yield from _numbers(one.entries, language, colour=colour)
    else:
        yield from _things(one.entries, language, colour=colour)


def _numbers(some: Sequence[Entry], language: Language, *, colour: bool) -> Iterator[Padding]:
    """Things in which only values changed, one after the other."""
    counted = Counter(told.kind for entry in some for told in entry.parts)
    usual = counted.most_common(1)[0][0]
    parts = []
    for entry in some:
        for place, told in enumerate(entry.parts):
            name = f"{name_of(entry)}{BELOW}" if entry.name and not place else ""
            parts.append(Text(name) + _part(told, "substance", language, usual, colour=colour, short=True))
    yield from _filled(Text(usual, "cyan"), parts, _semicolon(language))


def _things(some: Sequence[Entry], language: Language, *, colour: bool) -> Iterator[Padding]:
    """Added or removed things of one kind, one after the other; the heading they stand under is named once."""
    parts, before = [], ""
    for entry in some:
        [told] = entry.parts
        place = place_of(entry)
        style = _STYLES[(told.old or told.new)[0].op] if colour else ""
        parts.append(Text(f"{place}{BELOW}" if place != before else "") + Text(in_short(told.old or told.new), style))
        before = place
    yield from _filled(Text(some[0].parts[0].kind, "cyan"), parts, _semicolon(language))


def _semicolon(language: Language) -> str:
    return "；" if language == "zh" else "; "


def _told(told: ChangeText, *, colour: bool) -> Iterator[Padding]:
    """What happened and where; what it says on the same line where it fits, else below."""
    if (inside := _inside(told, colour=colour)) is not None:
        yield _padded(_joined(Text(told.kind, "cyan"), inside) + _remark(flat(told.remark)))
        return
    line = _joined(Text(told.kind, "cyan"), Text("" if _counts_bodies(told) else flat(told.place)))
    left = _WIDE - _BY_ITSELF - line.cell_len
    body = _body(told, max(left, _SHORTEST), colour=colour)
    beside = not told.wording and body.cell_len <= left
    yield _padded(_joined(line, body if beside else Text()) + _remark(flat(told.remark)))
    if not beside:
        yield _padded(body, deeper=True)


def _counts_bodies(told: ChangeText) -> bool:
    """Whether the entry lists bodies of several places, which are only counted: naming two of the places would add nothing."""
    return told.changes[0].noun == "unit" and len({change.where for change in told.changes}) > 1 and not told.old


def _entry(entry: Entry, severity: Severity, language: Language, *, colour: bool) -> Iterator[Padding]:
    """What it is called, and its parts one after the other, as many on a line as it holds; reworded text on lines of its own."""
    if len(entry.parts) == 1:
        yield from _told(entry.parts[0], colour=colour)
        return
    kinds = {told.kind for told in entry.parts}
    usual = kinds.pop() if len(kinds) == 1 else ""
    what = usual or say(language, "{count:} changes", count=Count(len(entry.parts)))
    name = "" if any(_names(told, entry.name) for told in entry.parts) else flat(entry.name)
    head = _joined(Text(what, "cyan"), Text(name, "bold" if colour else ""))
    parts = [(told, _part(told, severity, language, usual, colour=colour)) for told in entry.parts]
    yield from _filled(head, [text for told, text in parts if not told.wording], _semicolon(language))
    yield from (_padded(text, deeper=True) for told, text in parts if told.wording)


def _names(told: ChangeText, name: str) -> bool:
    """Whether it shows the thing's name itself, as its new one."""
    return by_label(told.changes[0]) and any(text.startswith(name) for _, text in told.new)


def _part(
    told: ChangeText, severity: Severity, language: Language, usual: str, *, colour: bool, short: bool = False
) -> Text:
    """What happened, unless that is the usual kind here, which side of the thing, and what it says."""
    kind = Text("" if told.kind == usual else told.kind, "cyan")
    inside = _inside(told, colour=colour, short=short)
    said = (Text(flat(told.place)), _body(told, _SHORTEST, colour=colour)) if inside is None else (inside,)
    line = Text(" ").join(part for part in (kind, *said) if part.plain)
    remark = "" if usual and inside is not None else flat(told.remark)
    return line + _remark(sentences(language, other_severity(told, severity, language), remark))


def _inside(told: ChangeText, *, colour: bool, short: bool = False) -> Text | None:
    """A number that changed, both ways inside the words that name it: 建成1个 → 2个基地; None for anything else."""
    gone = [text for op, text in told.old if op == "deleted"]
    come = [at for at, (op, _) in enumerate(told.new) if op == "inserted"]
    if told.changes[0].noun not in NUMBERS or len(gone) != 1 or len(come) != 1 or len(told.new) == 1:
        return None
    [at] = come
    before, after = ("".join(text for _, text in some) for some in (told.new[:at], told.new[at + 1 :]))
    before, after = around(before, after) if short else (before, after)
    both = (Piece("deleted", gone[0]), told.new[at])
    way = Text(ARROW).join([_text((one,), _WIDE, colour=colour) for one in both])
    place = f"{flat(told.place)}{BELOW}" if told.place else ""
    return Text(f"{place}{flat(before)}") + way + Text(flat(after))


def _filled(head: Text, parts: Sequence[Text], separator: str) -> Iterator[Padding]:
    """The parts after the head; where a line is full, on the next."""
    line, deeper, begun = head, False, False
    for part in parts:
        between = Text(separator if begun else "  ")
        if (begun or "  " in line.plain) and line.cell_len + between.cell_len + part.cell_len > _WIDE:
            yield _padded(line + between if begun else line, deeper=deeper)
            line, deeper = part, True
        else:
            line += between + part
        begun = True
    yield _padded(line, deeper=deeper)


def _joined(*parts: Text) -> Text:
    return Text("  ").join(part for part in parts if part.plain)


def _padded(line: Text, *, deeper: bool = False) -> Padding:
    return Padding(line, (0, 0, 0, 2 * _BY_ITSELF if deeper else _BY_ITSELF))


def _remark(said: str) -> Text:
    return Text(f"（{said}）" if said else "", "dim")


def _body(told: ChangeText, width: int, *, colour: bool) -> Text:
    """What both sides say; a text that was added or removed as a whole is cut at this width."""
    if told.wording:
        pieces = [(op, flat(text)) for op, text in told.wording]
        reworded = _coloured(shortened(pieces)) if colour else Text(marked(pieces))
        reworded.truncate(_LONGEST, overflow="ellipsis")
        return reworded
    whole = by_label(told.changes[0]) and not (told.old and told.new)
    longest = width if whole else _WIDE
    sides = _from_the_difference(told.old, told.new, longest)
    old, new = (_text(runs, longest, colour=colour) for runs in sides)
    if told.changes[0].kind.endswith("-changed") and len(told.changes) == 1:
        old, new = (text or Text(NOTHING) for text in (old, new))
    both = (old,) if flat(_plain(told.old)) == flat(_plain(told.new)) else (old, new)
    return Text(ARROW).join(text for text in both if text)


def _from_the_difference(old: Runs, new: Runs, width: int) -> tuple[Runs, Runs]:
    """Both sides; two long texts that would look alike once they are cut begin shortly before they part."""
    texts = _plain(old), _plain(new)
    parting = next((at for at, (one, other) in enumerate(zip(*texts, strict=False)) if one != other), 0)
    if len(old) != 1 or len(new) != 1 or 2 * parting < width:
        return old, new
    first, second = (
        (Piece(runs[0].op, f"…{text[parting - 2 * KEPT :]}"),) for runs, text in zip((old, new), texts, strict=True)
    )
    return first, second


def _plain(runs: Runs) -> str:
    return "".join(text for _, text in runs)


def _text(runs: Runs, width: int, *, colour: bool) -> Text:
    """One side; the arrow between two says what is gone and what is new, so marks are colours only."""
    pieces = [(op if colour else "same", flat(text)) for op, text in runs]
    text = _coloured(pieces)
    text.truncate(width, overflow="ellipsis")
    return text


def _coloured(pieces: Iterable[tuple[str, str]]) -> Text:
    return Text.assemble(*((text, _STYLES[op]) for op, text in pieces))
