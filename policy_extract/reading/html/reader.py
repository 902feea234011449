"""A web page → blocks: the document in it, what the site records of it, and everything else dropped.

Read this module first. `main_text.py` finds the document in the page, `flow.py`
walks it, `site_lines.py` takes out the lines that sites set into the text.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Final

from policy_extract.blocks import Document, Dropped
from policy_extract.errors import NotADocumentError
from policy_extract.findings import Code
from policy_extract.reading.characters import visible
from policy_extract.reading.html.bold_headings import with_bold_headings
from policy_extract.reading.html.builders import Numbered
from policy_extract.reading.html.element_tree import Markup, read_markup
from policy_extract.reading.html.flow import GONE, SITE, Flow
from policy_extract.reading.html.heading_elements import with_sensible_headings
from policy_extract.reading.html.headings_apart import with_headings
from policy_extract.reading.html.links import note_annexes, note_pictures
from policy_extract.reading.html.looks import PLAIN, look_of
from policy_extract.reading.html.main_text import find_regions
from policy_extract.reading.html.numbers_apart import with_badges, with_numbers
from policy_extract.reading.html.one_paragraph import with_lines_of_one
from policy_extract.reading.html.page_marks import without_page_marks
from policy_extract.reading.html.page_titles import prints_title, title_draft, without_title
from policy_extract.reading.html.pages_apart import note_next_page
from policy_extract.reading.html.printed_lines import with_whole_paragraphs
from policy_extract.reading.html.site_lines import without_site_lines
from policy_extract.reading.html.style_sheets import read_sheets
from policy_extract.reading.html.tabs import name_tabs
from policy_extract.reading.html.tags import SILENT, note_story
from policy_extract.reading.html.weights import text_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lxml.etree import _Element as Element

    from policy_extract.blocks import Format
    from policy_extract.reading.source import ReadContext, SourceFile

_FEWEST_SENTENCES: Final = 3
"""Sites themselves say one or two."""
_LONGEST_QUOTE: Final = 40
_MOST_NAMED: Final = 3
_NAMES: Final = frozenset({"articletitle", "og:title"})
"""<meta> elements that name the document."""
_FRONT_TITLE: Final = re.compile(r"^title: *[\"']?(.*?)[\"']? *$", re.MULTILINE)


def read(file: SourceFile, context: ReadContext) -> Document:
    """The blocks of a page: every visible character in one of them or in `dropped`."""
    return read_page(read_markup(file.data, context.report), "html", context)


def count(file: SourceFile, _: Document) -> dict[str, int]:
    """All characters a page holds, whether it shows them or not, but for scripts, style sheets and numbers of lists."""
    return count_page(read_markup(file.data))


def read_page(markup: Markup, form: Format, context: ReadContext) -> Document:
    """The blocks of a page that is parsed.

    Fails: NotADocumentError for a page that shows nothing.
    """
    matcher = context.matcher
    names = [name for name, _ in _names(markup)]
    sheet = read_sheets(markup.root)
    name_tabs(markup.root, matcher)
    regions = find_regions(markup.root, names, matcher, sheet)
    flow = Flow(
        regions,
        context.report,
        matcher,
        sheet,
        ends_are_spaces=_breaks_at_spaces(markup.root),
        gone=GONE[context.revisions],
    )
    flow.read(markup.root)
    dropped = flow.dropped
    drafts = with_lines_of_one(with_bold_headings(flow.drafts, matcher), matcher)
    drafts, site = without_site_lines(drafts, matcher)
    drafts, numbers = with_whole_paragraphs(drafts, matcher)
    drafts, marks = without_page_marks(drafts, matcher)
    dropped += [*numbers, *marks]
    drafts, badges = with_badges(with_numbers(drafts, matcher), matcher)
    dropped += badges
    title = regions.title
    if title is not None and prints_title(drafts, title.text, matcher):
        title = None
    if title is None:
        drafts, above = without_title(drafts)
        site += above
    elif title.element is None and drafts:
        drafts.insert(0, title_draft(title.text))
    dropped += _unused_names(markup, title.text if title is not None and title.element is None else "")
    if not drafts:
        raise _without_text(markup.root)
    numbered = Numbered()
    numbered.take(with_headings(with_sensible_headings(drafts, matcher), matcher))
    note_annexes(markup.root, numbered, context.report)
    note_pictures(markup.root, numbered, context.report, matcher)
    note_next_page(markup.root, matcher, context.report)
    _note_sentences(dropped, context)
    return Document(form, tuple(numbered.blocks), (*dropped, *site), context.revisions, places=numbered.places)


def _without_text(root: Element) -> NotADocumentError:
    """What to say of a page that shows nothing; one of frames shows other pages, and they are named."""
    others = [source[:_LONGEST_QUOTE] for frame in root.iter("frame", "iframe") if (source := frame.get("src"))]
    if others:
        return NotADocumentError(
            f"the page shows others in frames ({', '.join(others[:_MOST_NAMED])});"
            " save the one with the document and give that"
        )
    if next(root.iter("script"), None) is not None:
        return NotADocumentError(
            "the page holds no text of its own, a script fetches it; open it in a browser, and save or print it from there"
        )
    return NotADocumentError("the page holds no text; give a page with text in it")


def _note_sentences(dropped: Sequence[Dropped], context: ReadContext) -> None:
    """Add a finding where several sentences were taken for the site's."""
    lines = (line for one in dropped if one.reason in {SITE, "hidden"} for line in one.text.split("\n"))
    found = [line for line in lines if context.matcher.first("text-line", line) is not None]
    if len(found) >= _FEWEST_SENTENCES:
        context.report.note(Code.PAGE_TEXT_DROPPED, count=len(found), text=found[0][:_LONGEST_QUOTE])


def count_page(markup: Markup) -> Counter[str]:
    """As `count`, of a page that is parsed."""
    names = sum(visible(name) for name, _ in _names(markup))
    matter = visible(markup.front_matter) - sum(visible(name) for name in _FRONT_TITLE.findall(markup.front_matter)[:1])
    counts = Counter({"body": names + matter})
    for story, text in _shown_text(markup.root):
        counts[story] += visible(text)
    return counts


def _breaks_at_spaces(root: Element) -> bool:
    """Whether the program that wrote a page ends its lines at blanks only."""
    return any(
        (meta.get("name") or "").lower() == "generator" and "Office" in (meta.get("content") or "")
        for meta in root.iter("meta")
    )


def _names(markup: Markup) -> list[tuple[str, str]]:
    """What a page calls itself, and where it says so."""
    found = [(text, "front matter") for text in _FRONT_TITLE.findall(markup.front_matter)[:1]]
    found += [
        (meta.get("content", ""), "meta")
        for meta in markup.root.iter("meta")
        if (meta.get("name") or meta.get("property") or "").lower() in _NAMES
    ]
    found += [
        (text_of(title), "title")
        for title in markup.root.iter("title")
        if next(title.iterancestors("svg"), None) is None
    ]
    return [(" ".join(text.split()), where) for text, where in found]


def _unused_names(markup: Markup, title: str) -> Iterator[Dropped]:
    """What the page calls itself, but for the title taken from it, and what a generator of sites keeps above it."""
    for name, _ in _names(markup):
        rest = name
        if title and title in name:
            before, _, after = name.partition(title)
            title, rest = "", f"{before} {after}".strip()
        if rest:
            yield Dropped(rest, "body", SITE)
    rest = _FRONT_TITLE.sub("title:", markup.front_matter, count=1).strip()
    if rest:
        yield Dropped(rest, "body", "markup")


def _shown_text(root: Element) -> Iterator[tuple[str, str]]:
    """Every text of a page, and its story, but for scripts, style sheets and automatic numbers that Word wrote out."""
    stack = [(root, PLAIN, "body")]
    while stack:
        element, outer, story = stack.pop()
        if isinstance(element.tag, str) and element.tag not in SILENT:
            look = look_of(element, element.tag, str(element.get("style", "")), outer)
            own = note_story(element, element.tag) or story
            if element.text and not look.label:
                yield own, element.text
            stack += [(child, look, own) for child in element]
        if element.tail and element is not root and not outer.label:
            yield story, element.tail
