"""A comparison as Markdown, for a pull request or an email: a table per topic, every text of a document escaped."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policy_extract.comparison.changes.view import ARROW
from policy_extract.comparison.report.change_text import sentences
from policy_extract.comparison.report.headline import called, headline, share
from policy_extract.comparison.report.sections import chapters, other_severity, summary, told_above
from policy_extract.messages import say
from policy_extract.output.markdown_text import escaped

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from policy_extract.comparison.changes.diff_model import Diff, Severity
    from policy_extract.comparison.report.change_text import ChangeText, Runs
    from policy_extract.comparison.report.sections import Chapter
    from policy_extract.comparison.report.task_entries import Entry
    from policy_extract.messages import Language

_MARKS = {"same": "{}", "deleted": "<del>{}</del>", "inserted": "<ins>{}</ins>"}
"""HTML that GitHub and mail programs show; ~~ of Markdown would not hold inside a word."""


def markdown(diff: Diff, language: Language) -> str:
    """The comparison as GitHub Flavored Markdown."""
    return "".join(f"{line}\n" for line in _lines(diff, language))


def _lines(diff: Diff, language: Language) -> Iterator[str]:
    title = say(language, "Changes: {title}", title=diff.new.title or diff.new.name)
    yield f"# {escaped(title)}"
    yield ""
    yield f"{escaped(diff.old.name)}{ARROW}{escaped(diff.new.name)}"
    yield ""
    yield f"**{summary(diff, language)}**"
    yield from _head(diff, language)
    for chapter in chapters(diff, language):
        yield ""
        yield f"## {chapter.title} ({chapter.count})"
        yield from _chapter(chapter, language)
    yield from _bodies(diff, language)


def _head(diff: Diff, language: Language) -> Iterator[str]:
    """The first lines of a long report, as a list."""
    lines = list(headline(diff, language))
    if lines:
        yield ""
    yield from (f"- {escaped(line)}" if line == line.lstrip() else f"  - {escaped(line.lstrip())}" for line in lines)


def _bodies(diff: Diff, language: Language) -> Iterator[str]:
    """Who gained and lost what; nothing where nobody did."""
    rows = [(called(body), said) for body in diff.overview.bodies if (said := share(body, language))]
    if not rows:
        return
    yield ""
    yield f"## {say(language, 'by body')}"
    yield ""
    yield _row(say(language, "body"), say(language, "what"))
    yield _row("---", "---")
    yield from (_row(*map(escaped, row)) for row in rows)


def _chapter(chapter: Chapter, language: Language) -> Iterator[str]:
    heads = (
        say(language, "what"),
        say(language, "old document"),
        say(language, "new document"),
        say(language, "remark"),
    )
    if chapter.above:
        yield ""
        yield told_above(chapter, language)
    for topic in chapter.topics:
        yield ""
        yield f"### {topic.title}"
        yield ""
        yield _row(*heads)
        yield _row(*("---" for _ in heads))
        yield from (_entry(entry, chapter.severity, language) for entry in topic.entries)


def _entry(entry: Entry, severity: Severity, language: Language) -> str:
    """One row; of a thing with several parts each part has a line in every cell, by its number."""
    parts = entry.parts
    if len(parts) == 1:
        return _row(_what(parts[0]), _runs(parts[0].old), _runs(parts[0].new), escaped(parts[0].remark))
    head = f"**{escaped(entry.name)}**" if entry.name else ""
    columns = (
        [_what(told) for told in parts],
        [_runs(told.old) for told in parts],
        [_runs(told.new) for told in parts],
        [escaped(sentences(language, other_severity(told, severity, language), told.remark)) for told in parts],
    )
    what, *others = map(_numbered, columns)
    return _row("<br>".join(filter(None, (head, what))), *others)


def _numbered(lines: Sequence[str]) -> str:
    """Those that say something, each after its number."""
    return "<br>".join(f"{number}) {line}" for number, line in enumerate(lines, 1) if line)


def _what(told: ChangeText) -> str:
    return f"**{told.kind}** {escaped(told.place)}".strip()


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


def _runs(runs: Runs) -> str:
    return "".join(_MARKS[op].format(escaped(text)) for op, text in runs)
