"""Records are what frozen dataclasses with slots would be."""

from __future__ import annotations

import copy
import pickle
from typing import Generic, TypeVar

import pytest

from policy_extract.generated.plain import At
from policy_extract.records import field, mutable, record, replace

T = TypeVar("T")


@record
class Pair(Generic[T]):
    left: T
    right: T | None = None
    """Nothing, unless it is given."""

    @property
    def both(self) -> tuple[T, T | None]:
        return self.left, self.right


@mutable
class Heap:
    name: str
    secret: str = field(repr=False)
    items: list[str] = field(default_factory=list)
    count: int = field(init=False)

    def __post_init__(self) -> None:
        self.count = len(self.items)


def test_fields_are_given_by_place_or_by_name() -> None:
    assert Pair(1, 2) == Pair(left=1, right=2)
    assert (Pair(1).both, Pair(1, right=3).both) == ((1, None), (1, 3))


@pytest.mark.parametrize("given", [(), (1, 2, 3)])
def test_too_few_and_too_many_values_are_refused(given: tuple[int, ...]) -> None:
    with pytest.raises(TypeError, match="argument"):
        Pair(*given)


def test_an_unknown_field_is_refused_when_made_and_when_replaced() -> None:
    with pytest.raises(TypeError, match="middle"):
        Pair(1, middle=2)  # type: ignore[call-arg]
    with pytest.raises(TypeError, match="middle"):
        replace(Pair(1), middle=2)
    with pytest.raises(AttributeError):
        Pair(1).middle = 2  # type: ignore[attr-defined]


def test_equal_values_are_one_key_and_another_class_is_another_value() -> None:
    assert {Pair(1, 2), Pair(1, 2), Pair(1, 3)} == {Pair(1, 2), Pair(1, 3)}
    assert Pair("b1", 0) != At(block="b1", start=0, end=0)
    assert Pair(1) != (1, None)


def test_what_changes_is_no_key() -> None:
    with pytest.raises(TypeError, match="unhashable"):
        hash(Heap("a", secret="x"))


def test_every_value_has_its_own_default() -> None:
    first, second = Heap("a", secret="x"), Heap("a", secret="x")
    first.items.append("b")
    assert (first.items, second.items, second.count, first == second) == (["b"], [], 0, False)


def test_what_is_not_to_be_shown_is_not_shown() -> None:
    assert repr(Heap("a", "x", ["b"])) == "Heap(name='a', items=['b'], count=1)"
    assert repr(Pair("a")) == "Pair(left='a', right=None)"


def test_a_value_is_copied_and_sent_as_any_other() -> None:
    span = At(block="b1", start=0, end=2)
    assert copy.deepcopy(span) == pickle.loads(pickle.dumps(span)) == replace(span) == span


def test_a_value_has_room_for_its_fields_only() -> None:
    assert not hasattr(Pair(1), "__dict__")
