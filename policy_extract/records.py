"""What plain values with named fields have in common."""

from __future__ import annotations

from typing import Any, TypeVar

_R = TypeVar("_R")


class Record:
    """Equal where the class and all fields are equal, and shown with its fields. Nobody changes one once it is made."""

    __slots__: tuple[str, ...] = ()

    def __eq__(self, other: object) -> bool:
        if type(other) is not type(self):
            return NotImplemented
        return all(getattr(self, field) == getattr(other, field) for field in self.__slots__)

    def __hash__(self) -> int:
        return hash(tuple([getattr(self, field) for field in self.__slots__]))

    def __repr__(self) -> str:
        shown = ", ".join(f"{field}={getattr(self, field)!r}" for field in self.__slots__)
        return f"{type(self).__qualname__}({shown})"


def changed(record: _R, /, **values: Any) -> _R:
    """The record with other values in these fields.

    >>> class Span(Record):
    ...     __slots__ = ("block", "start")
    ...     def __init__(self, block, start):
    ...         self.block, self.start = block, start
    >>> changed(Span("b1", 2), start=3)
    Span(block='b1', start=3)
    """
    kind = type(record)
    fields: tuple[str, ...] = kind.__slots__  # type: ignore[attr-defined]  # a record has nothing else
    return kind(**{field: getattr(record, field) for field in fields} | values)
