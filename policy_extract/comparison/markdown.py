"""A comparison as Markdown, for a pull request or an email: a table per topic, every text of a document escaped."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policy_extract.comparison.chapters import chapters, summary
from policy_extract.comparison.headline import called, share
from policy_extract.comparison.view import ARROW
from policy_extract.messages import say
from policy_extract.output.markdown import escaped

if TYPE_CHECKING:
    from collections.abc import Iterator

    from policy_extract.comparison.chapters import Chapter
    from policy_extract.comparison.model import Diff
    from policy_extract.comparison.telling import Runs, Told
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
    for chapter in chapters(diff, language):
        yield ""
        yield f"## {chapter.title} ({chapter.count})"
        yield from _chapter(chapter, language)
    yield from _bodies(diff, language)


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
    for topic in chapter.topics:
        yield ""
        yield f"### {topic.title}"
        yield ""
        yield _row(*heads)
        yield _row(*("---" for _ in heads))
        yield from map(_told, topic.told)


def _told(told: Told) -> str:
    what = f"**{told.kind}** {escaped(told.place)}".strip()
    return _row(what, _runs(told.old), _runs(told.new), escaped(told.remark))


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


def _runs(runs: Runs) -> str:
    return "".join(_MARKS[op].format(escaped(text)) for op, text in runs)
