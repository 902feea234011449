"""A comparison for people at a terminal, or in a pipe: a summary, substance first, form last and folded."""

from __future__ import annotations

from io import StringIO
from typing import TYPE_CHECKING

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from policy_extract.comparison.chapters import chapters, summary
from policy_extract.comparison.headline import headline
from policy_extract.comparison.view import ARROW, NOTHING, marked, shortened
from policy_extract.lexical.lines import flat

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from policy_extract.comparison.chapters import Chapter
    from policy_extract.comparison.model import Diff, Severity
    from policy_extract.comparison.telling import Runs, Told
    from policy_extract.messages import Language

_SIGNS: dict[Severity, str] = {"substance": "bold red", "wording": "bold yellow", "form": "bold cyan"}
_STYLES = {"same": "", "deleted": "red strike", "inserted": "green underline"}
_BY_ITSELF = 2
"""Indent of a change; what it says stands two further in, where it does not fit beside."""
_SHORT = 60
"""Columns up to which it stands beside."""
_LONGEST = 160
"""Columns after which a text that came or went whole is cut; the pages and the data have all of it."""


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
    for chapter in chapters(diff, language):
        yield Text()
        yield Text.assemble((chapter.title, _SIGNS[chapter.severity]), f" {chapter.count}")
        yield from _chapter(chapter, colour=colour)


def _chapter(chapter: Chapter, *, colour: bool) -> Iterator[Text | Padding]:
    for topic in chapter.topics:
        yield Padding(Text(topic.title, "bold"), (0, 0, 0, 1))
        for told in topic.told:
            yield from _told(told, colour=colour)


def _told(told: Told, *, colour: bool) -> Iterator[Padding]:
    """What happened and where; what it says on the same line where it is short, else below."""
    body = _body(told, colour=colour)
    beside = not told.wording and body.cell_len <= _SHORT
    head = [Text(told.kind, "cyan"), Text(flat(told.place))]
    if beside:
        head.append(body)
    line = Text("  ").join(part for part in head if part.plain)
    if told.remark:
        line.append(f"（{flat(told.remark)}）", "dim")
    yield Padding(line, (0, 0, 0, _BY_ITSELF))
    if not beside:
        yield Padding(body, (0, 0, 0, 2 * _BY_ITSELF))


def _body(told: Told, *, colour: bool) -> Text:
    if told.wording:
        pieces = [(op, flat(text)) for op, text in told.wording]
        return _coloured(shortened(pieces)) if colour else Text(marked(pieces))
    old, new = (_text(runs, colour=colour) for runs in (told.old, told.new))
    if told.changes[0].kind.endswith("-changed"):
        old, new = (text or Text(NOTHING) for text in (old, new))
    both = (old,) if old.plain == new.plain else (old, new)
    return Text(ARROW).join(text for text in both if text)


def _text(runs: Runs, *, colour: bool) -> Text:
    """One side; the arrow between two says what is gone and what is new, so marks are colours only."""
    pieces = [(op if colour else "same", flat(text)) for op, text in runs]
    text = _coloured(pieces)
    text.truncate(_LONGEST, overflow="ellipsis")
    return text


def _coloured(pieces: Iterable[tuple[str, str]]) -> Text:
    return Text.assemble(*((text, _STYLES[op]) for op, text in pieces))
