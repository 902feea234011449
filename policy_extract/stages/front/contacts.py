"""Whom to ask about a text, below it: 承办单位, 联系人, 联系电话, 解读机关. The bodies there answer for no task."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from policy_extract.blocks import Paragraph

if TYPE_CHECKING:
    from collections.abc import Sequence

    from policy_extract.blocks import Block
    from policy_extract.grammar import Match, Matcher
    from policy_extract.stages.structure import Ownership

_MOST: Final = 16
"""Lines from the end among which such lines stand."""
_LONGEST: Final = 120
_BETWEEN: Final = ("signature", "date-line", "signature-with-date", "bracket-line", "annex-list", "annex-list-entry")
"""What may stand below them."""


def claim_contacts(blocks: Sequence[Block], matcher: Matcher, owned: Ownership) -> None:
    """Claim the lines at the end that say whom to ask, if one of them names a person or a telephone."""
    found: list[Block] = []
    certain = False
    for block in reversed(blocks[-_MOST:]):
        if not isinstance(block, Paragraph) or (block.id not in owned.roles and block.number):
            break
        if not block.text.strip() or block.id in owned.roles:
            continue
        contact = _contact(block, matcher)
        if contact is not None:
            found.append(block)
            certain = certain or bool(contact.get("certain"))
        elif found or not any(matcher.first(family, block.text) is not None for family in _BETWEEN):
            break
    if certain:
        owned.claim(found, "other")


def _contact(block: Paragraph, matcher: Matcher) -> Match | None:
    return matcher.first("contact-line", block.text) if len(block.text) <= _LONGEST else None
