"""A column of a thing: its name, its type, what it means, and under which path of fields its value stands."""

from __future__ import annotations

from decimal import Decimal
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from policy_extract.records import record

if TYPE_CHECKING:
    from collections.abc import Callable

DECIMAL = "DECIMAL(18, 6)"
_LARGEST_INTEGER = 2**31
_DIGITS_BEFORE, _DIGITS_AFTER = 12, 6

Stored = Any
"""What JSON can say: a number that is a text is an exact decimal."""


@record
class Entry:
    """A thing of a plan, with what it belongs to."""

    thing: Any
    owner: Any = None
    position: int = 0
    """Place in reading order, from 1."""


@record
class Column:
    """One column of the rows about a thing."""

    name: str
    type: str
    """In SQL."""
    comment: str
    read: Callable[[Entry], Any]
    """The value, as it stands in the plan."""
    required: bool = False
    path: str = ""
    """The fields that lead to the value from the thing; "" where there is no such way."""


def read_path(path: str) -> Callable[[Any], Any]:
    """What reads the value that stands under a path of fields and places in lists; it reads None where one of them is empty.

    >>> read_path("thing.denominator")(Entry(7)), read_path("thing.1")(Entry(("a", "b"))), read_path("owner.id")(Entry(7))
    (1, 'b', None)
    """
    step, _, rest = path.partition(".")
    here: Callable[[Any], Any] = _nth(int(step)) if step.isdigit() else attrgetter(step)
    if not rest:
        return here
    below = read_path(rest)
    return lambda value: None if (inner := here(value)) is None else below(inner)


def _nth(place: int) -> Callable[[Any], Any]:
    """What reads the thing at a place of a list; None where the list is shorter."""
    return lambda things: next(iter(things[place:]), None)


def stored(value: Any) -> Stored:
    """The value as a row of JSON holds it."""
    match value:
        case str() | None:
            return value
        case int() | Decimal():
            return fitted(value)
        case tuple():
            return [text if isinstance(text, str) else text.text for text in value]
        case _:
            return {key: str(word) for key, word in value.items()}


def fitted(number: int | Decimal) -> int | str | None:
    """The number, if the column can hold it exactly; null where it would have to be rounded (`raw` has the text).

    >>> fitted(2027), fitted(Decimal("40.72")), fitted(Decimal("1e-7")), fitted(10**10)
    (2027, '40.72', None, None)
    """
    if isinstance(number, Decimal):
        digits = number.normalize()
        exponent = digits.as_tuple().exponent
        fits = number.is_finite() and digits.adjusted() < _DIGITS_BEFORE and -int(exponent) <= _DIGITS_AFTER
        return f"{number:f}" if fits else None
    return None if abs(number) >= _LARGEST_INTEGER else number
