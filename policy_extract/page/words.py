"""Words of the contract as people say them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policy_extract.messages import say

if TYPE_CHECKING:
    from policy_extract.messages import Language

WORDS = (
    # kinds of documents and parts
    "action plan", "implementation plan", "planning", "opinion", "notice", "work list", "measures", "other",
    "main", "plan", "annex",
    # levels of government
    "central", "province", "city", "county", "township",
    # sections
    "background", "guidance", "principles", "goals", "tasks", "safeguards",
    # units
    "lead", "support", "joint",
    # values
    "baseline", "target", "amount", "change", "rate", "multiple", "rank", "zero",
    "each year", "each quarter", "each month", "each week", "each day",
    # lists and tables
    "projects", "policies", "results", "indicators", "worklist", "box",
    # reach of a carry-over
    "following", "preceding", "document",
    # findings
    "error", "warning", "info",
    # stories
    "body", "textbox", "footnote", "endnote", "comment", "header", "footer", "metadata",
)  # fmt: skip
"""What `in_words` says, in English; `messages/chinese_page.py` has the Chinese."""

_KNOWN = frozenset(WORDS)


def in_words(word: str, language: Language) -> str:
    """The word in the reader's language; one that is none of ours as it is.

    >>> in_words("action-plan", "en"), in_words("lead", "zh"), in_words("ruby", "zh")
    ('action plan', '牵头', 'ruby')
    """
    english = word.replace("-", " ")
    return say(language, english) if english in _KNOWN else word
