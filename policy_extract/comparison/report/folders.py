"""The index of two folders: every document with what changed, those that are new, those that are gone."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from policy_extract.lexical.lines import flat
from policy_extract.messages import Count, say
from policy_extract.output.markdown_text import escaped
from policy_extract.page.frame import style_of, whole_page
from policy_extract.page.markup import Html, element
from policy_extract.records import record

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from policy_extract.comparison.changes.diff_model import Counts
    from policy_extract.comparison.folders import Listed, Paired
    from policy_extract.messages import Language

_HERE = "policy_extract.comparison.report"


@record
class Compared:
    """Two versions of one document, compared."""

    old: Listed
    new: Listed
    counts: Counts
    summary: str
    """How many changes there are, in the reader's language."""
    changed: bool
    """Whether any of the changes asked about was found."""
    file: str | None
    """Where the comparison was written, beside the index."""


def index_text(compared: Sequence[Compared], paired: Paired, names: tuple[str, str], language: Language) -> str:
    """A line for each document."""
    return "".join(f"{line}\n" for line in _text(compared, paired, names, language))


def index_markdown(compared: Sequence[Compared], paired: Paired, names: tuple[str, str], language: Language) -> str:
    """A table of all documents, with links to the comparisons that were written."""
    return "".join(f"{line}\n" for line in _markdown(compared, paired, names, language))


def index_html(compared: Sequence[Compared], paired: Paired, names: tuple[str, str], language: Language) -> str:
    """The same as a page."""
    title = _title(names)
    rows = [
        (element("a", one.new.name, href=quote(one.file or "")), _versions(one), one.summary) for one in compared
    ] + [(Html(""), name, what) for name, what in _alone(paired, language)]
    heads = (say(language, "document"), say(language, "title"), say(language, "what"))
    table = element(
        "table",
        element("thead", element("tr", (element("th", head, scope="col") for head in heads))),
        element("tbody", (element("tr", (element("td", cell) for cell in row)) for row in rows)),
        class_="grid",
    )
    summary = element("p", _summary(compared, paired, language), class_="summary")
    content = (element("header", element("h1", title), summary), element("main", table))
    return whole_page(title, content, style_of(_HERE, "page.css"), Html(""), language)


def _text(compared: Sequence[Compared], paired: Paired, names: tuple[str, str], language: Language) -> Iterator[str]:
    yield flat(_title(names)) + ("：" if language == "zh" else ": ") + _summary(compared, paired, language)
    yield from (f"  {flat(_files(one))}  {one.summary}" for one in compared)
    yield from (f"  {flat(name)}  {what}" for name, what in _alone(paired, language))


def _markdown(
    compared: Sequence[Compared], paired: Paired, names: tuple[str, str], language: Language
) -> Iterator[str]:
    yield f"# {escaped(_title(names))}"
    yield ""
    yield _summary(compared, paired, language)
    yield ""
    yield _row(say(language, "document"), say(language, "title"), say(language, "what"))
    yield _row("---", "---", "---")
    for one in compared:
        file = escaped(_files(one))
        yield _row(f"[{file}]({quote(one.file)})" if one.file else file, escaped(_versions(one)), one.summary)
    yield from (_row(escaped(name), "", what) for name, what in _alone(paired, language))


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


def _title(names: tuple[str, str]) -> str:
    return " → ".join(f"{name}/" for name in names)


def _summary(compared: Sequence[Compared], paired: Paired, language: Language) -> str:
    return say(
        language,
        "{pairs:pair}, {changed:} of them changed, {come:} new, {gone:} gone",
        pairs=Count(len(compared)),
        changed=Count(sum(one.changed for one in compared)),
        come=Count(len(paired.come)),
        gone=Count(len(paired.gone)),
    )


def _files(one: Compared) -> str:
    """Both names; one where they are the same."""
    return " → ".join(dict.fromkeys((one.old.name, one.new.name)))


def _versions(one: Compared) -> str:
    """Both titles; one where they are the same, none where there is none."""
    titles = (side.plan.front.title for side in (one.old, one.new))
    return " → ".join(dict.fromkeys(title.text for title in titles if title))


def _alone(paired: Paired, language: Language) -> Iterator[tuple[str, str]]:
    yield from ((one.name, say(language, "new")) for one in paired.come)
    yield from ((one.name, say(language, "gone")) for one in paired.gone)
