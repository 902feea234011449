"""Small values with named fields: the one way this package makes them.

    @record
    class Stretch:
        block: str
        start: int = 0

is, to a reader and to a type checker, `@dataclass(frozen=True, slots=True)`;
`@mutable` is the same for what is filled bit by bit. They are not dataclasses
because these are noticeable in a run of a tenth of a second: creating a hundred
such classes takes 50 ms and loads `inspect`, and each frozen value costs three
times as much. Here nothing is compiled before the first value is made, and only
the type checker keeps a record frozen.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar, dataclass_transform, overload

if TYPE_CHECKING:
    from collections.abc import Callable

_T = TypeVar("_T")


class _Field:
    """What `field` said about a field."""

    __slots__ = ("init", "make", "shown")

    def __init__(self, make: Callable[[], Any] | None, *, init: bool, shown: bool) -> None:
        self.make = make
        self.init = init
        self.shown = shown


@overload
def field(*, default_factory: Callable[[], _T], repr: bool = True) -> _T: ...
@overload
def field(*, init: bool = True, repr: bool = True) -> Any: ...
def field(*, default_factory: Callable[[], Any] | None = None, init: bool = True, repr: bool = True) -> Any:  # noqa: A002  as in dataclasses
    """A field that each value gets its own default of, that is not given, or that is not shown."""
    return _Field(default_factory, init=init, shown=repr)


class Record:
    """Equal where class and fields are equal, and shown with its fields."""

    __slots__: tuple[str, ...] = ()

    def __eq__(self, other: object) -> bool:
        if type(other) is not type(self):
            return NotImplemented
        return all(getattr(self, name) == getattr(other, name) for name in self.__slots__)

    def __hash__(self) -> int:
        return hash(tuple([getattr(self, name) for name in self.__slots__]))

    def __repr__(self) -> str:
        hidden = getattr(self, "_hidden", ())
        shown = ", ".join(f"{name}={getattr(self, name)!r}" for name in self.__slots__ if name not in hidden)
        return f"{type(self).__qualname__}({shown})"


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def record(cls: type[_T]) -> type[_T]:
    """The class with its annotated fields as slots; nobody changes a value once it is made.

    >>> @record
    ... class Stretch:
    ...     block: str
    ...     start: int = 0
    >>> Stretch("b1") == Stretch("b1", 0), Stretch("b1", start=2)
    (True, Stretch(block='b1', start=2))
    """
    return _with_slots(cls, Record.__hash__)


@dataclass_transform(field_specifiers=(field,))
def mutable(cls: type[_T]) -> type[_T]:
    """The class with its annotated fields as slots; its values change, so they are no keys."""
    return _with_slots(cls, None)


def replace(record: _T, /, **values: Any) -> _T:
    """The record with other values in these fields.

    >>> @record
    ... class Stretch:
    ...     block: str
    ...     start: int = 0
    >>> replace(Stretch("b1", 2), start=3)
    Stretch(block='b1', start=3)
    """
    kind: Any = type(record)
    return kind(**{name: getattr(record, name) for name in kind.__slots__} | values)  # type: ignore[no-any-return]


def _with_slots(cls: type[_T], hashing: Callable[[Any], int] | None) -> type[_T]:
    namespace = dict(cls.__dict__)
    names = tuple(namespace.get("__annotations__", ()))
    defaults = {name: namespace.pop(name) for name in names if name in namespace}
    for made_by_python in ("__dict__", "__weakref__"):
        namespace.pop(made_by_python, None)
    namespace |= {
        "__slots__": names,
        "__init__": _first_init(names, defaults),
        "__eq__": Record.__eq__,
        "__hash__": hashing,
        "__repr__": Record.__repr__,
        "_hidden": {name for name, default in defaults.items() if isinstance(default, _Field) and not default.shown},
    }
    made: type[_T] = type(cls)(cls.__name__, cls.__bases__, namespace)  # type: ignore[misc]  # a metaclass makes classes
    return made


def _first_init(names: tuple[str, ...], defaults: dict[str, Any]) -> Callable[..., None]:
    """An `__init__` that compiles the real one, puts it in its own place, and calls it."""

    def __init__(self: Any, *values: Any, **named: Any) -> None:  # noqa: N807  it is one
        made = type(self).__init__ = _init(names, defaults, then=hasattr(self, "__post_init__"))
        made(self, *values, **named)

    return __init__


def _init(names: tuple[str, ...], defaults: dict[str, Any], *, then: bool) -> Callable[..., None]:
    """`def __init__(self, block, start=_start): self.block = block; …`, and `__post_init__` after it."""
    head, body = ["self"], [" pass"]
    for name in names:
        default = defaults.get(name)
        if not isinstance(default, _Field):
            head.append(f"{name}=_{name}" if name in defaults else name)
            body.append(f" self.{name} = {name}")
        elif default.make is not None:
            head.append(f"{name}=_{name}")
            body.append(f" self.{name} = _{name}.make() if {name} is _{name} else {name}")
        elif default.init:
            head.append(name)
            body.append(f" self.{name} = {name}")
    scope = {f"_{name}": default for name, default in defaults.items()}
    lines = [f"def __init__({', '.join(head)}):", *body, *([" self.__post_init__()"] if then else [])]
    exec("\n".join(lines), scope)  # noqa: S102  made of the names in a class statement, as dataclasses does
    made: Callable[..., None] = scope["__init__"]
    return made
