"""What people call a body of the directory: 民政部门 for civil-affairs, 各县（市、区） for county-governments."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from policy_extract.grammar.grammars import Grammars

GROUPS = "collective-body"
"""The family whose rules find groups of bodies."""


def body_name(body: str, grammars: Grammars, *, english: bool = False) -> str:
    """The name; the id itself of a body that the directory does not hold (another's plan)."""
    if (known := grammars.directory.bodies.get(body)) is not None:
        return known.en if english else known.zh
    family = grammars.families.get(GROUPS)
    group = next((rule for rule in family.rules if rule.set.get("body") == body), None) if family is not None else None
    if group is None:
        return body
    return group.means.removesuffix(".") if english else str(group.set.get("zh", body))
