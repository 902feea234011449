"""A comparison as one HTML file: the changes, then both documents whole, side by side or in one.

It works from disk: style and script are in it, nothing is fetched, and its
content policy allows nothing else. The script only shows and hides; no text of
a document is in it, and none becomes markup.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from policy_extract.comparison.report.aligned import rows
from policy_extract.comparison.report.change_text import kind_in, severity_in
from policy_extract.comparison.report.character_runs import marked
from policy_extract.comparison.report.documents import documents
from policy_extract.comparison.report.headline import called, headline, share
from policy_extract.comparison.report.sections import ORDER, chapters, summary, told_above
from policy_extract.messages import Count, say
from policy_extract.page.frame import own_file, style_of, whole_page
from policy_extract.page.markup import Html, element, joined

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from policy_extract.comparison.changes.diff_model import ChangeKind, Diff, DiffSource
    from policy_extract.comparison.report.change_text import ChangeText
    from policy_extract.comparison.report.documents import Documents
    from policy_extract.comparison.report.sections import Chapter, Topic
    from policy_extract.comparison.report.task_entries import Entry
    from policy_extract.messages import Language
    from policy_extract.model import Indicator, Item, Plan, Task


_HERE = "policy_extract.comparison.report"
_SHORT = 24
"""Characters of a text that stands on one line with the other."""
_LONG = 100
"""Characters of a text that is too much to be kept on one printed page."""


def page(diff: Diff, old: Plan, new: Plan, language: Language) -> str:
    """The comparison as an HTML page."""
    told = chapters(diff, language)
    both = documents([*rows(diff, old, new, _names(old, new))], diff, old, new, language)
    title = diff.new.title or diff.new.name
    content = (
        element("a", say(language, "To the changes"), class_="skip", href="#changes"),
        _header(diff, title, language),
        element("div", _side(told, both, diff, language), _main(told, both, diff, language), class_="frame"),
    )
    style, script = style_of(_HERE, "page.css"), own_file(_HERE, "page.js")
    return whole_page(say(language, "Changes: {title}", title=title), content, style, script, language)


def _names(*plans: Plan) -> frozenset[str]:
    """Names of bodies in either plan, which no mark cuts."""
    names: set[str] = set()
    for plan in plans:
        rows: tuple[Task | Indicator | Item, ...] = (*plan.tasks, *plan.indicators, *plan.items)
        names.update(unit.name for row in rows for unit in row.units)
    return frozenset(names)


def _header(diff: Diff, title: str, language: Language) -> Html:
    sources = [(say(language, "old document"), diff.old), (say(language, "new document"), diff.new)]
    return element(
        "header",
        element("h1", say(language, "Changes: {title}", title=title)),
        element("dl", (_source(name, source) for name, source in sources), class_="sources"),
        element("p", summary(diff, language), class_="summary"),
        element("ul", (element("li", line.strip()) for line in headline(diff, language)), class_="headline"),
    )


def _source(name: str, source: DiffSource) -> Html:
    digest = element("code", f"SHA-256 {source.sha256[:12]}…", title=source.sha256)
    return joined(element("dt", name), element("dd", element("b", source.name), " ", source.title or "", " ", digest))


# ---------------------------------------------------------------- beside: filters, contents


def _side(told: Sequence[Chapter], both: Documents, diff: Diff, language: Language) -> Html:
    return element("aside", _filters(diff, language), _contents(told, both, language))


def _filters(diff: Diff, language: Language) -> Html:
    kinds = {change.kind: change.severity for change in diff.changes}
    severities = [severity for severity in ORDER if severity in kinds.values()]
    ordered = sorted(kinds, key=lambda kind: ORDER.index(kinds[kind]))
    counts = Count(len(diff.changes))
    return element(
        "details",
        element("summary", element("h2", say(language, "Show"))),
        element(
            "fieldset",
            element("legend", say(language, "Documents")),
            _choice("radio", "mode", "beside", say(language, "side by side"), checked=True),
            _choice("radio", "mode", "within", say(language, "in one")),
            _choice("checkbox", "only", "changed", say(language, "only what changed")),
            _choice("checkbox", "print", "whole", say(language, "print them, too")),
        ),
        element(
            "fieldset",
            element("legend", say(language, "Severity")),
            (_choice("checkbox", "severity", one, severity_in(one, language), checked=True) for one in severities),
        ),
        _kinds(ordered, language),
        element(
            "p",
            element("output", str(int(counts)), id="shown"),
            say(language, " of {count:} changes shown", count=counts),
            aria_live="polite",
        ),
        element("p", say(language, "Keys: j next change, k previous, v the other view"), class_="keys"),
        class_="fold",
        open=True,
    )


def _kinds(kinds: Iterable[ChangeKind], language: Language) -> Html:
    """The kinds of change that can be shown or hidden, folded away until somebody asks."""
    return element(
        "details",
        element("summary", say(language, "Kind of change")),
        element(
            "fieldset",
            element("legend", say(language, "Kind of change"), class_="unseen"),
            (_choice("checkbox", "kind", one, kind_in(one, language), checked=True) for one in kinds),
            element("button", say(language, "all"), type="button", data_set="all"),
            element("button", say(language, "none"), type="button", data_set="none"),
        ),
    )


def _choice(type_: str, name: str, value: str, text: str, *, checked: bool = False) -> Html:
    # Browsers fill a reloaded form in as it was left; the page begins as it was made.
    field = element("input", type=type_, name=name, value=value, checked=checked, autocomplete="off")
    return element("label", field, " ", text, data_severity=value if name == "severity" else None)


def _contents(told: Sequence[Chapter], both: Documents, language: Language) -> Html:
    entries = element(
        "details",
        element("summary", element("h2", say(language, "Contents"))),
        element("ul", (_chapter_entry(chapter) for chapter in told)),
        element("h3", element("a", say(language, "Both documents"), href="#documents")),
        element("ul", (_heading_entry(*entry) for entry in both.headings), class_="headings"),
        class_="fold",
        open=True,
    )
    return element("nav", entries, aria_label=say(language, "Contents"))


def _chapter_entry(chapter: Chapter) -> Html:
    below = (
        element("li", element("a", topic.title, href=f"#{_anchor(chapter, topic)}"), _badge(_count(topic)))
        for topic in chapter.topics
    )
    title = element("a", chapter.title, href=f"#{chapter.severity}")
    return element("li", title, _badge(chapter.count), element("ul", below), data_severity=chapter.severity)


def _heading_entry(anchor: str, level: int, text: str, changed: int) -> Html:
    link = element("a", text, href=f"#{anchor}", lang="zh-Hans")
    return element("li", link, _badge(changed) if changed else "", class_=f"level{level}")


def _badge(count: int) -> Html:
    return element("span", str(count), class_="badge")


def _count(topic: Topic) -> int:
    return sum(len(entry.changes) for entry in topic.entries)


def _anchor(chapter: Chapter, topic: Topic) -> str:
    entry = topic.entries[0]
    return f"{chapter.severity}-{'shared' if entry.shared else entry.noun}"


# ---------------------------------------------------------------- the changes, the documents


def _main(told: Sequence[Chapter], both: Documents, diff: Diff, language: Language) -> Html:
    changes = [_chapter(chapter, both, language) for chapter in told]
    nothing = element("p", say(language, "no difference"), class_="nothing")
    return element(
        "main",
        element("section", changes or nothing, id="changes", tabindex="-1", aria_label=say(language, "Changes")),
        _bodies(diff, language),
        element(
            "section",
            element("h2", say(language, "Both documents")),
            both.table,
            id="documents",
            aria_label=say(language, "Both documents"),
        ),
    )


def _bodies(diff: Diff, language: Language) -> Html:
    """Who gained and lost what; nothing where nobody did."""
    rows = [(called(body), said) for body in diff.overview.bodies if (said := share(body, language))]
    if not rows:
        return element("section", id="bodies", hidden=True)
    cells = (
        element("tr", element("th", name, scope="row", lang="zh-Hans"), element("td", said)) for name, said in rows
    )
    head = element("h2", say(language, "by body"))
    return element("section", head, element("table", element("tbody", cells)), id="bodies")


def _chapter(chapter: Chapter, both: Documents, language: Language) -> Html:
    topics = [
        element(
            "section",
            element("h3", topic.title, _badge(_count(topic))),
            (_entry(entry, both, language) for entry in topic.entries),
            id=_anchor(chapter, topic),
            class_="topic",
        )
        for topic in chapter.topics
    ]
    head = element("h2", chapter.title, _badge(chapter.count))
    above = element("p", told_above(chapter, language), class_="above") if chapter.above else ""
    if chapter.severity == "form":
        folded = element("details", element("summary", head), topics)
        return element("section", folded, id=chapter.severity, class_="chapter", data_severity=chapter.severity)
    return element(
        "section", head, above, topics, id=chapter.severity, class_="chapter", data_severity=chapter.severity
    )


def _entry(entry: Entry, both: Documents, language: Language) -> Html:
    """One thing: what it is called, and what happened to it."""
    if len(entry.parts) == 1:
        return _article(entry.parts[0], both, language, "h4")
    articles = [_article(told, both, language, "h5") for told in entry.parts]
    name = element("h4", entry.name, lang="zh-Hans", class_="name") if entry.name else ""
    return element("div", name, articles, class_="entry")


def _article(told: ChangeText, both: Documents, language: Language, heading: str) -> Html:
    first = told.changes[0]
    row = next((row for change in told.changes if (row := both.row_of(change))), None)
    link = element("a", say(language, "in the text"), href=f"#{row}", class_="jump") if row else ""
    return element(
        "article",
        (element("span", id=other.id) for other in told.changes[1:]),
        element(heading, element("span", told.kind, class_="kind"), element("span", told.place, lang="zh-Hans"), link),
        _texts(told, language),
        element("p", told.remark, class_="remark") if told.remark else "",
        id=first.id,
        class_=_look(told),
        data_kind=first.kind,
        data_severity=first.severity,
        data_count=len(told.changes),
        tabindex="0",
    )


def _look(told: ChangeText) -> str:
    """How a change is laid out: on one line, beside each other, or so long that a printed page may end within it."""
    if _is_short(told):
        return "change short"
    length = max(sum(len(text) for _, text in runs) for runs in (told.old, told.new))
    return "change long" if length > _LONG else "change"


def _is_short(told: ChangeText) -> bool:
    """Both texts stand on one line, an arrow between them."""
    return not told.wording and all(sum(len(text) for _, text in runs) <= _SHORT for runs in (told.old, told.new))


def _texts(told: ChangeText, language: Language) -> Html:
    """Both texts beside each other; one that stands alone takes the whole width."""
    sides = (("old", told.old, say(language, "old document")), ("new", told.new, say(language, "new document")))
    shown = sides if _is_short(told) else [side for side in sides if side[1]]
    texts = (
        element("div", marked(runs), class_=name, lang="zh-Hans", aria_label=label, role="group")
        for name, runs, label in shown
        if told.old or told.new
    )
    return element("div", texts, class_="texts alone" if len(shown) == 1 else "texts")
