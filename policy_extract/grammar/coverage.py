"""How often each rule fired; a rule that never fires should be deleted, or a document for it added."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from policy_extract.records import record

if TYPE_CHECKING:
    from collections.abc import Iterable

    from policy_extract.grammar.grammars import Grammars
    from policy_extract.grammar.matching import Fired


@record
class Row:
    """One rule and how often it won."""

    file: str
    rule: str
    finds: str
    count: int


def counts(traces: Iterable[Iterable[Fired]], grammars: Grammars) -> list[Row]:
    """A row for every rule, in the order of files and of the rules in them; those that never fired count 0.

    Several stages may ask about one place; it counts once.
    """
    fired = Counter(place[:2] for trace in traces for place in {_place(one) for one in trace})
    active = {(rule.file, rule.id) for rule in grammars.rules}
    return [
        Row(file.name, rule.id, rule.finds, fired[file.name, rule.id])
        for file in grammars.files
        for rule in file.rules
        if (file.name, rule.id) in active
    ]


def _place(one: Fired) -> tuple[str, str, str, str]:
    """The rule and the characters it matched; their position in the block distinguishes equal texts."""
    return one.rule.file, one.rule.id, one.block, f"{one.start}-{one.end} {one.text}"
