"""The fields of a model of the contract → columns of a table, by their names, types and descriptions.

A new field of the contract is a new column. What becomes of a field:

    text, a word, a number      VARCHAR, INTEGER, BOOLEAN, DECIMAL
    words with a place          VARCHAR: the words
    a list of words             VARCHAR[]
    one more thing              its fields after its name: `period_start`
    a list of things            no column: a table of its own
    at                          `at_block`, `at_start`, `at_end`: the first of its places
"""

from __future__ import annotations

import inspect
from decimal import Decimal
from functools import partial
from operator import attrgetter
from types import NoneType
from typing import TYPE_CHECKING, Any, Literal, get_args, get_origin, get_type_hints

from policy_extract import model
from policy_extract.model import Canonical, Text
from policy_extract.output.schema import field_docstrings
from policy_extract.records import record, replace

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

DECIMAL = "DECIMAL(18, 6)"
_LARGEST_INTEGER = 2**31
_DIGITS_BEFORE, _DIGITS_AFTER = 12, 6

Cell = Any
"""What JSON can say: a number that is a text is an exact decimal."""


@record
class Column:
    """One column of a table."""

    name: str
    type: str
    comment: str
    read: Callable[[Any], Cell]
    """The cell, from the thing that a row is about."""
    required: bool = False


_DESCRIBED = field_docstrings(inspect.getsource(model))
_SIMPLE = {str: "VARCHAR", int: "INTEGER", bool: "BOOLEAN", Decimal: DECIMAL}


def columns_of(kind: type[Canonical], without: tuple[str, ...] = ()) -> tuple[Column, ...]:
    """The columns for what stands in one thing itself, things in lists left out."""
    return tuple(_columns(kind, without))


def through(read: Callable[[Any], Any], column: Column) -> Column:
    """The column, of a thing that `read` finds in another, where it is there."""

    def cell(thing: Any) -> Cell:
        inner = read(thing)
        return None if inner is None else column.read(inner)

    return replace(column, read=cell)


def _columns(kind: type[Canonical], without: tuple[str, ...] = ()) -> Iterator[Column]:
    hints = get_type_hints(kind)
    for name in kind.__annotations__:
        if name in without:
            continue
        if name == "at":
            yield from _place()
        else:
            for column in _field(name, *_optional(hints[name]), _DESCRIBED[kind.__name__, name]):
                yield replace(column, name=column.name.rstrip("_"))  # from_, as from is no name in Python


def _field(name: str, hint: Any, optional: bool, comment: str) -> Iterator[Column]:
    origin, inner, read = get_origin(hint), get_args(hint), attrgetter(name)
    if origin is Literal:
        yield Column(name, "VARCHAR", f"{comment} One of: {', '.join(inner)}.", read, not optional)
    elif hint in (int, Decimal):
        yield Column(name, _SIMPLE[hint], comment, lambda thing: fitted(read(thing)))
    elif hint in _SIMPLE:
        yield Column(name, _SIMPLE[hint], comment, read, not optional)
    elif hint is Text:
        yield Column(name, "VARCHAR", comment, lambda thing: _text(read(thing)), not optional)
    elif origin is dict:
        yield Column(name, "MAP(VARCHAR, VARCHAR)", comment, lambda thing: _words(read(thing)), not optional)
    elif origin is tuple and inner[0] in (str, Text):
        yield Column(name, "VARCHAR[]", comment, lambda thing: _texts(read(thing)), not optional)
    elif origin is tuple and inner[0] is Decimal:
        for place, which in enumerate(("first", "second")):
            yield Column(f"{name}_{which}", DECIMAL, comment, partial(_number, read, place))
    elif not (origin is tuple and issubclass(inner[0], Canonical)):  # one more thing; several are a table of their own
        for column in _columns(hint, ("at",)):
            yield replace(
                through(read, column),
                name=f"{name}_{column.name}",
                comment=f"{comment} {column.comment}",
                required=False,
            )


def _place() -> Iterator[Column]:
    first = (
        ("block", "VARCHAR", "Block or cell where it begins."),
        ("start", "INTEGER", "First character there, from 0."),
        ("end", "INTEGER", "Character after the last there."),
    )
    for name, kind, comment in first:
        yield Column(f"at_{name}", kind, comment, partial(_of_first, name))


def _optional(hint: Any) -> tuple[Any, bool]:
    """The type without None, and whether None was there."""
    kinds = get_args(hint)
    if NoneType not in kinds:
        return hint, False
    [kind] = [kind for kind in kinds if kind is not NoneType]
    return kind, True


def _of_first(part: str, thing: Any) -> Cell:
    """Block, start or end of the first place of a thing; null where it has none."""
    at = thing.at[:1] if isinstance(thing.at, tuple) else [thing.at]
    return getattr(next(iter(at), None), part, None)


def _text(text: Text | None) -> str | None:
    return text.text if text else None


def _texts(texts: Iterable[str | Text] | None) -> list[str] | None:
    return None if texts is None else [text if isinstance(text, str) else text.text for text in texts]


def _words(words: Mapping[str, str | int]) -> dict[str, str]:
    return {key: str(value) for key, value in words.items()}


def _number(read: Callable[[Any], Any], place: int, thing: Any) -> Cell:
    numbers = read(thing)
    return fitted(numbers[place]) if numbers else None


def fitted(number: int | Decimal | None) -> int | str | None:
    """The number, if the column can hold it exactly; null where it would have to be rounded (`raw` has the text).

    >>> fitted(2027), fitted(Decimal("40.72")), fitted(Decimal("1e-7")), fitted(10**10)
    (2027, '40.72', None, None)
    """
    if isinstance(number, Decimal):
        digits = number.normalize()
        exponent = digits.as_tuple().exponent
        fits = number.is_finite() and digits.adjusted() < _DIGITS_BEFORE and -int(exponent) <= _DIGITS_AFTER
        return f"{number:f}" if fits else None
    return None if number is None or abs(number) >= _LARGEST_INTEGER else number
