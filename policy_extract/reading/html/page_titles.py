"""The title of a document that only the page around it prints: taken where the text prints none of its own."""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING, Final

from policy_extract.blocks import METADATA, Dropped, Paragraph, Place
from policy_extract.reading.html.builders import Draft, ParagraphBuilder
from policy_extract.reading.html.flow import SITE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from policy_extract.grammar import Matcher

_HEAD: Final = 20
"""Paragraphs among which a text prints its title."""
_SHORTEST: Final = 8
_LONGEST: Final = 120


def title_draft(text: str) -> Draft:
    """A title taken from the head of the page."""
    return ParagraphBuilder(Paragraph("", text, style="title", story=METADATA), Place(xpath="/html/head/title"))


def prints_title(drafts: Sequence[Draft], name: str, matcher: Matcher) -> bool:
    """Whether a line at the head of the text prints what the page's name speaks of: set like a title, nearly all of it in the name.

    A title below a notice (各县：现将……印发给你们), or below a sentence of one, is that of the plan it carries; it counts where the site put a
    headline of its own (等4部门) in place of the notice's.
    """
    body = [
        draft.paragraph for draft in drafts if isinstance(draft, ParagraphBuilder) and draft.paragraph.story == "body"
    ]
    whole = "".join(name.split())
    headline = matcher.first("headline", name) is not None
    opens = matcher.first("title-needs-opening", name) is not None
    head = takewhile(
        lambda one: headline or not (_is_of_notice(one, matcher) or (opens and one.text.rstrip().endswith("。"))),
        body[:_HEAD],
    )
    return any(_is_in(one.text, whole) for one in head if _looks_like_one(one))


def _is_of_notice(paragraph: Paragraph, matcher: Matcher) -> bool:
    """Whether a paragraph addresses somebody, or says that the text is a notice."""
    addressed = matcher.first("recipients", paragraph.text)
    return (addressed is not None and not addressed.group("rest")) or matcher.first(
        "notice-recital", paragraph.text
    ) is not None


def _looks_like_one(paragraph: Paragraph) -> bool:
    text = paragraph.text
    if not _SHORTEST <= len(text) <= _LONGEST or text.endswith(("。", "；", "：")):
        return False
    return paragraph.outline_level == 0 or (paragraph.align == "center" and paragraph.bold[:1] == ((0, len(text)),))


def _is_in(text: str, name: str) -> bool:
    """Whether the name holds the text, but for some words at its beginning: 关于印发推进……方案的通知 and 关于推进……方案."""
    plain = "".join(text.split())
    return any(plain[start:] in name for start in range(len(plain) // 3 + 1))


def without_title(drafts: Sequence[Draft]) -> tuple[list[Draft], list[Dropped]]:
    """The drafts without the title that the page prints above the text, and that title."""
    above = [draft for draft in drafts if isinstance(draft, ParagraphBuilder) and _is_of_page(draft.paragraph)]
    dropped = [Dropped(draft.paragraph.text, draft.paragraph.story, SITE) for draft in above]
    return [
        draft for draft in drafts if not (isinstance(draft, ParagraphBuilder) and _is_of_page(draft.paragraph))
    ], dropped


def _is_of_page(paragraph: Paragraph) -> bool:
    return paragraph.story == METADATA and paragraph.style == "title"
