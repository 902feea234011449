"""Changes in words for people: two texts with change marks, and a remark, in the reader's language."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from policy_extract.comparison.changes.view import ARROW, by_label, field, ids, opens, partly, steps
from policy_extract.comparison.words.word_diff import Piece
from policy_extract.json_text import write_decimal
from policy_extract.labels import labels, word
from policy_extract.messages import Count, Language, say, say_term
from policy_extract.output.views import KINDS as KINDS_OF_VALUE
from policy_extract.output.views import ROLES
from policy_extract.records import record

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from policy_extract.comparison.changes.diff_model import Change, ChangeKind, Severity, Side

Runs = tuple[Piece, ...]
"""One text in stretches: the same in both documents, deleted, inserted."""

NUMBERS = frozenset({"target", "value"})
"""Nouns whose changes are shown in short, inside the clause that names the number."""
SURE = 0.9
"""Below this confidence, a report says how sure the match is."""
BELOW = " / "
_NUMBER = 12
"""Characters of a number before a heading, at most."""
_KNOWN = 4
"""Characters by which the beginning of a clause is recognised."""
_SEPARATOR = "、"
_BOUNDS = labels("bounds")
_KINDS = {"zh": labels("changes"), "en": labels("changes", "en")}
_WORDS = ROLES | KINDS_OF_VALUE | _BOUNDS | {"number": word("headings", "id")}
_SIDES = re.compile(rf"(?:^| )(?:{'|'.join(_WORDS)})$")
"""A word of ours, alone or after a year."""
_ANNEX = re.compile(r"a(\d+)")
_TABLE = re.compile(r"(?:main/|a(?P<annex>\d+)/)?t(?P<table>\d+)")


@record
class ChangeText:
    """One change, or several that are reported as one."""

    changes: tuple[Change, ...]
    kind: str
    """What happened, in the reader's language."""
    place: str
    """Where: heading, row or part, and which side of it."""
    old: Runs
    """What stood in the old document; nothing inserted is in it."""
    new: Runs
    """What stands in the new one; nothing deleted is in it."""
    wording: Runs
    """Both in one, where text was reworded; else empty."""
    remark: str
    """What the two texts do not show by themselves; may be empty."""


def tell(change: Change, language: Language, within: str = "") -> ChangeText:
    """The change in words; the name `within`, under which it is listed, is not repeated."""
    wording = tuple(Piece(piece.op, piece.text) for piece in change.wording) if partly(change) else ()
    old, new = (without(wording, "inserted"), without(wording, "deleted")) if wording else _texts(change, language)
    kind = kind_in(change.kind, language)
    return ChangeText((change,), kind, _place(change, language, within), old, new, wording, _remark(change, language))


def kind_in(kind: ChangeKind, language: Language) -> str:
    """What a kind of change is called.

    >>> kind_in("task-added", "zh"), kind_in("task-added", "en")
    ('新增任务', 'task added')
    """
    return _KINDS[language][kind]


def severity_in(severity: Severity, language: Language) -> str:
    """What a severity is called."""
    return labels("severities", language)[severity]


def _place(change: Change, language: Language, within: str) -> str:
    """Where it happened and to which property, without what the two texts or the name above already say."""
    place = BELOW.join(_where(step, language) for step in _unsaid(change, within))
    return " · ".join(text for text in (place, field_in(field(change), language)) if text)


def _unsaid(change: Change, within: str) -> Iterator[str]:
    """The steps of the path, without the name of the entry, and without one that repeats or continues another."""
    itself = bool(within) and within in {side.label for side in (*change.old, *change.new)}
    if itself and not change.kind.endswith("-moved"):
        return
    clause = change.new[0].label if _clauses(change) else ""
    for step in _from_the_parting(steps(change)):
        if step not in (within, clause) and not (_in_a_row(change) and _goes_on(step, clause)):
            yield step


def _in_a_row(change: Change) -> bool:
    """Whether it stands in a row of a table, which is known by its text and has no title besides."""
    return any("/r" in side.id for side in change.new)


def _goes_on(step: str, clause: str) -> bool:
    """Whether a step has the clause in it, or is cut where the clause goes on.

    >>> _goes_on("开工改造40个，加装电梯150台。", "加装电梯150台"), _goes_on("建立制度，新增参保人数440万…", "新增参保人数440万人")
    (True, True)
    """
    if not clause or clause in step:
        return bool(clause)
    cut = step.removesuffix("…")
    return cut != step and any(cut.endswith(clause[:length]) for length in range(_KNOWN, len(clause)))


def _from_the_parting(said: Sequence[str]) -> list[str]:
    """The steps; in a move from one heading to another, the common ancestors are left out.

    >>> _from_the_parting(["二、任务 / （三）监管 → 二、任务 / （一）设施"])
    ['（三）监管 → （一）设施']
    """
    return [ARROW.join(_parted(step.split(ARROW))) for step in said]


def _parted(ways: Sequence[str]) -> list[str]:
    """Two paths without the headings they have in common; anything else as it is."""
    parts = [way.split(BELOW) for way in ways]
    if len(parts) != 2:
        return list(ways)
    common = next((at for at, (one, other) in enumerate(zip(*parts, strict=False)) if one != other), 0)
    return [BELOW.join(steps[common:]) for steps in parts]


def _where(where: str, language: Language) -> str:
    """A part by its name, where a change stands under no heading; on both sides of a move.

    >>> _where("main", "zh"), _where("a2", "en"), _where("main/t1 → 一、总体要求", "zh")
    ('正文', 'annex 2', '表1 → 一、总体要求')
    """
    if ARROW in where:
        return ARROW.join(_where(one, language) for one in where.split(ARROW))
    if where == "main":
        return say(language, "main text")
    if annex := _ANNEX.fullmatch(where):
        return say(language, "annex {number}", number=annex[1])
    return table_in(where, language) or where


def table_in(identity: str, language: Language) -> str:
    """A table without a title by where it stands; empty where the id is no table's.

    >>> table_in("main/t1", "en"), table_in("a2/t1", "zh"), table_in("2/1", "en")
    ('table 1', '附件2表1', '')
    """
    table = _TABLE.fullmatch(identity)
    if table is None:
        return ""
    if annex := table["annex"]:
        return say(language, "annex {annex}, table {number}", annex=annex, number=table["table"])
    return say(language, "table {number}", number=table["table"])


def row_in(identity: str, language: Language) -> str:
    """A row of a table by where it stands; empty where the id is no row's.

    >>> row_in("a2/t1/r10", "zh"), row_in("main/t1/r2", "en"), row_in("2/1", "en")
    ('附件2表1第10行', 'table 1, row 2', '')
    """
    table, _, row = identity.rpartition("/r")
    place = table_in(table, language)
    return say(language, "{table}, row {row}", table=place, row=row) if place else ""


def field_in(name: str, language: Language) -> str:
    """Words of ours in the reader's language; the heading of a column as it is.

    >>> [field_in(name, "zh") for name in ("2027 target", "support → lead", "exactly → at-least", "备注")]
    ['2027目标', '配合 → 牵头', '等于 → 不低于', '备注']
    """
    if language == "en":
        return name
    return ARROW.join(_SIDES.sub(lambda found: _WORDS[found[0].strip()], step) for step in name.split(ARROW))


def deleted(text: str) -> Runs:
    """The whole text, marked as deleted."""
    return (Piece("deleted", text),) if text else ()


def inserted(text: str) -> Runs:
    """The whole text, marked as inserted."""
    return (Piece("inserted", text),) if text else ()


def same(text: str) -> Runs:
    """The text, which both documents have."""
    return (Piece("same", text),) if text else ()


def without(pieces: Runs, op: str) -> Runs:
    """The pieces of one document: all but those of the other."""
    return tuple(piece for piece in pieces if piece.op != op)


def _texts(change: Change, language: Language) -> tuple[Runs, Runs]:
    if clauses := _clauses(change):
        return clauses
    if by_label(change) and change.old and change.new:
        return same(_labels(change.old)), same(_labels(change.new))
    if change.kind.startswith("year-column-"):  # its text is a code: 2027 target
        return deleted(field_in(_labels(change.old), language)), inserted(field_in(_labels(change.new), language))
    if by_label(change):
        return deleted(_whole(change.old)), inserted(_whole(change.new))
    return _listed(change, language)


def _clauses(change: Change) -> tuple[Runs, Runs] | None:
    """Both sides of a changed number, each inside its own document's clause; None where a clause lacks it."""
    if change.noun not in NUMBERS or len(change.old) != 1 or len(change.new) != 1:
        return None
    old, new = _in_its_clause(change.old[0], "deleted"), _in_its_clause(change.new[0], "inserted")
    return (old, new) if old and new else None


def _in_its_clause(side: Side, mark: str) -> Runs:
    """The label with its number marked; empty where the label does not contain the number once, or is nothing else."""
    if side.label == side.text or side.label.count(side.text) != 1:
        return ()
    before, text, after = side.label.partition(side.text)
    return tuple(Piece(op, part) for op, part in (("same", before), (mark, text), ("same", after)) if part)


def _labels(sides: Sequence[Side]) -> str:
    return "\n".join(side.label for side in sides)


def _whole(sides: Sequence[Side]) -> str:
    """Label and text of something added or removed, without repeating words."""
    return "\n".join(_called(side) for side in sides)


def _called(side: Side) -> str:
    first, _, rest = side.text.partition("\n")
    if side.text.startswith(side.label) or opens(side.label, [side.text]):
        return side.text
    if first and side.label.endswith(first):
        return "\n".join(text for text in (side.label, rest) if text)
    number = next((at for at in range(1, _NUMBER) if opens(side.label[at:], [side.text])), 0)
    if number:
        return side.label[:number] + side.text
    return f"{side.label}\n{side.text}" if side.text else side.label


def _listed(change: Change, language: Language) -> tuple[Runs, Runs]:
    """Names and values: marked is only what the other side does not have."""
    words: Mapping[str, str] = labels("documents", language) if change.kind == "kind-changed" else {}
    old, new = ([words.get(side.text, side.text) for side in sides] for sides in (change.old, change.new))
    return tuple(_marked(old, new, "deleted")), tuple(_marked(new, old, "inserted"))


def _marked(here: Sequence[str], there: Sequence[str], mark: str) -> Iterator[Piece]:
    known = set(there)
    for place_, text in enumerate(here):
        if place_:
            yield Piece("same", _SEPARATOR)
        yield Piece("same" if text in known else mark, text)


def _remark(change: Change, language: Language) -> str:
    return sentences(language, certain(change, language), *_doubt(change, language))


def certain(change: Change, language: Language) -> str:
    """What a change says about itself besides its two texts, and not how sure it is that they belong together."""
    return sentences(language, *_said(change, language))


def _said(change: Change, language: Language) -> Iterator[str]:
    if change.amount:
        up = change.amount.direction == "up"
        size = write_decimal(abs(change.amount.difference))
        yield say(language, "up by {size}", size=size) if up else say(language, "down by {size}", size=size)
    if change.kind.endswith("-renumbered"):
        yield say(language, "only renumbered")
    elif change.kind.endswith("-moved"):
        yield _moved(change, language)
    elif change.kind.endswith("-split"):
        yield say(language, "split into {count:}", count=Count(len(change.new)))
    elif change.kind.endswith("-merged"):
        yield say(language, "{count:} merged into one", count=Count(len(change.old)))
    elif change.kind == "unit-renamed":
        yield say(language, "the same body under another name")


def _moved(change: Change, language: Language) -> str:
    """From one place to another, where it stays under its heading and is called the same: else the place, or the two texts, say it."""
    numbers = ARROW.join(row_in(one, language) or one for one in ids(change).split(ARROW))
    among_siblings = not change.field and ARROW in numbers and _labels(change.old) == _labels(change.new)
    return say(language, "moved, {ids}", ids=numbers) if among_siblings else say(language, "moved")


def is_doubtful(change: Change) -> bool:
    """Whether its two texts may not belong together."""
    return change.confidence is not None and change.confidence < SURE


def _doubt(change: Change, language: Language) -> Iterator[str]:
    if is_doubtful(change):
        yield say(
            language, "matched with {percent:} % confidence", percent=Count(round(100 * (change.confidence or 0)))
        )


def sentences(language: Language, *said: str) -> str:
    """What is said, one after the other; nothing is left out."""
    return ("；" if language == "zh" else "; ").join(filter(None, said))


def role_in(role: str, language: Language) -> str:
    """The role of a body, in the reader's language; nothing for none.

    >>> role_in("support", "zh"), role_in("lead", "en")
    ('配合', 'lead')
    """
    return ROLES.get(role, role) if language == "zh" else role


def noun_in(noun: str, language: Language) -> str:
    """What a change is about, in the reader's language."""
    return str(say_term(language, "what", noun))
