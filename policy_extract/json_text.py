"""Values as canonical JSON, each checked to have the type it is written as.

`line` is a line end with the indent of the thing that holds the value.
"""

from __future__ import annotations

from json.encoder import encode_basestring
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable
    from decimal import Decimal

    Write = Callable[["T"], str]

T = TypeVar("T")

NULL = "null"

text = encode_basestring
"""A string in quotes. Fails: TypeError for anything else."""

whole = int.__repr__
"""A whole number. Fails: TypeError for anything else."""


def count(value: int) -> str:
    """A whole number that is not negative."""
    written = whole(value)
    if written[0] == "-":
        raise ValueError(f"{written} is less than 0")
    return written


def truth(value: bool) -> str:
    """True or false."""
    if value is True:
        return "true"
    if value is False:
        return "false"
    raise TypeError(f"{value!r} is neither True nor False")


def write_decimal(value: Decimal) -> str:
    """The shortest exact JSON number.

    >>> from decimal import Decimal
    >>> [write_decimal(Decimal(text)) for text in ("40.72", "100.0", "1E+2", "-0", "1E-7")]
    ['40.72', '100', '100', '0', '0.0000001']
    """
    if not value.is_finite():
        raise ValueError(f"{value} is no JSON number")
    written = format(value, "f")
    if "." in written:
        written = written.rstrip("0").rstrip(".")
    return "0" if written == "-0" else written


def many(write: Callable[[T, str], str], values: tuple[T, ...], line: str) -> str:
    """A list, one entry to a line."""
    if type(values) is not tuple:
        raise TypeError(f"{values!r} is no tuple")
    if not values:
        return "[]"
    inner = line + "  "
    return f"[{inner}{f',{inner}'.join([write(value, inner) for value in values])}{line}]"


def pair(write: Callable[[T, str], str], values: tuple[T, T], line: str) -> str:
    """A list of two."""
    if len(values) != 2:
        raise ValueError(f"{values!r} is no pair")
    return many(write, values, line)


def members(write: Callable[[T, str], str], values: dict[str, T], line: str) -> str:
    """A table of names and values, in its own order."""
    inner = line + "  "
    written = [f"{text(name)}: {write(value, inner)}" for name, value in values.items()]
    return f"{{{inner}{f',{inner}'.join(written)}{line}}}" if written else "{}"


def members_given(written: list[str], line: str) -> str:
    """An object of the members that are there, each with the line end before it; absent ones are empty texts."""
    inside = ",".join(filter(None, written))
    return f"{{{inside}{line}}}" if inside else "{}"
