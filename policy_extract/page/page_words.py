"""Words of the contract as people say them."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from policy_extract.labels import labels

if TYPE_CHECKING:
    from collections.abc import Mapping

    from policy_extract.messages import Language

_GROUPS = (
    "documents", "parts", "levels", "sections", "roles", "values", "promises", "lists", "tables", "reaches", "findings",
    "stories",
)  # fmt: skip
"""Whose codes are shown; none means two things."""


def in_words(word: str, language: Language) -> str:
    """The word in the reader's language; any other word as it is.

    >>> in_words("action-plan", "en"), in_words("lead", "zh"), in_words("ruby", "zh")
    ('action plan', '牵头', 'ruby')
    """
    return _known(language).get(word, word)


def term_in_words(term: str, language: Language) -> str:
    """How often something is reached: each year, 每年."""
    return labels("terms", language)[term]


@cache
def _known(language: Language) -> Mapping[str, str]:
    return {code: label for group in _GROUPS for code, label in labels(group, language).items()}
