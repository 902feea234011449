"""Lines that a site sets into the text: where it comes from, who read it, how to share it."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

from policy_extract.blocks import METADATA, Dropped
from policy_extract.reading.html.builders import Draft, ParagraphBuilder
from policy_extract.reading.html.flow import SITE
from policy_extract.reading.site_footer import footer_length, is_site_line
from policy_extract.records import replace

if TYPE_CHECKING:
    from collections.abc import Sequence
    from collections.abc import Set as AbstractSet

    from policy_extract.grammar import Matcher

_HEAD: Final = 15
_FOOT: Final = 15
"""Paragraphs at the head and foot of the text among which such lines stand."""
_LONGEST_NAME: Final = 60
"""Characters of the title of another text."""
_FEWEST_ENTRIES: Final = 2
"""Of contents."""


def without_site_lines(drafts: Sequence[Draft], matcher: Matcher) -> tuple[list[Draft], list[Dropped]]:
    """The drafts without the site's lines at the head and the foot of the text, and those lines; one with the document's number is its record."""
    body = [
        place
        for place, draft in enumerate(drafts)
        if not (isinstance(draft, ParagraphBuilder) and draft.paragraph.story == METADATA)
    ]
    gone = {
        place for place in {*body[:_HEAD], *body[-_FOOT:]} if is_site_line(_text(drafts[place]), "site-line", matcher)
    }
    gone -= {below for above, below in pairwise(body) if below in gone and _signs(drafts, above, below, matcher)}
    gone -= {above for above, below in pairwise(body) if above in gone and _explains(drafts, above, below, matcher)}
    gone.update(place for place in body if is_site_line(_text(drafts[place]), "page-mark", matcher))
    gone.update(_footer(drafts, body, matcher))
    gone.update(_other_texts(drafts, body, matcher))
    gone.update(_leading_contents(drafts, body, gone))
    for place in body:
        draft = drafts[place]
        if (
            place in gone
            and isinstance(draft, ParagraphBuilder)
            and matcher.first("number-on-a-page", draft.paragraph.text)
        ):
            draft.paragraph = replace(draft.paragraph, story=METADATA)
            gone.remove(place)
    dropped = [
        Dropped(draft.paragraph.text, draft.paragraph.story, SITE)
        for place, draft in enumerate(drafts)
        if place in gone and isinstance(draft, ParagraphBuilder)
    ]
    return [draft for place, draft in enumerate(drafts) if place not in gone], dropped


def _signs(drafts: Sequence[Draft], above: int, below: int, matcher: Matcher) -> bool:
    """Whether a line is the date below the body that signs: 2026.3.18, which the site writes above its texts, too."""
    dated = matcher.first("record-date", _text(drafts[below])) is not None
    return dated and matcher.first("issuer-on-a-page", _text(drafts[above])) is not None


def _explains(drafts: Sequence[Draft], above: int, below: int, matcher: Matcher) -> bool:
    """Whether a line is the heading of a text that explains the document (政策解读), which is a button elsewhere."""
    explains = matcher.first("explaining-title", _text(drafts[above])) is not None
    return explains and any(matcher.first(one, _text(drafts[below])) is not None for one in ("text-line", "question"))


def _leading_contents(drafts: Sequence[Draft], body: Sequence[int], gone: AbstractSet[int]) -> Sequence[int]:
    """Links to places of the page above all of its text: the page made them, a document's own contents stand below its title.

    Below a line of the site (本文目录) one line of them is enough.
    """
    left = [at for at in body if at not in gone]
    text = next((place for place, at in enumerate(left) if not _is_entry(drafts[at])), 0)
    return left[:text] if text >= _FEWEST_ENTRIES or (text and left[0] - 1 in gone) else ()


def _is_entry(draft: Draft) -> bool:
    return isinstance(draft, ParagraphBuilder) and draft.paragraph.style.startswith("toc")


def _other_texts(drafts: Sequence[Draft], body: Sequence[int], matcher: Matcher) -> Sequence[int]:
    """What stands below the last 往期推荐 near the end: the titles of other texts, none a sentence or a heading of this one."""
    foot = body[-_FOOT:]
    below: list[int] = []
    for place in reversed(foot):
        text = _text(drafts[place])
        if matcher.first("other-texts", text) is not None:
            return [place, *below]
        if not 0 < len(text) <= _LONGEST_NAME or matcher.first("text-line", text) is not None:
            return ()
        below.append(place)
    return ()


def _footer(drafts: Sequence[Draft], body: Sequence[int], matcher: Matcher) -> Sequence[int]:
    """Lines at the very end that only mean the site where one of its plain lines stands among them: 主办：….."""
    length = footer_length((_text(drafts[place]) for place in reversed(body)), matcher)
    return body[len(body) - length :]


def _text(draft: Draft) -> str:
    return draft.paragraph.text if isinstance(draft, ParagraphBuilder) else ""
