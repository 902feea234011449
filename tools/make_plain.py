"""Writes what a run needs of the contract, `policy_extract/model.py`, so that it need not load pydantic.

    make update

- `policy_extract/generated/plain.py`: the classes without validation;
- `policy_extract/generated/contract_json.py`: how each is written, and what it may hold.
"""

from __future__ import annotations

import types
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, Union, get_args, get_origin

from annotated_types import Ge
from pydantic import WithJsonSchema

from policy_extract import model

if TYPE_CHECKING:
    from pydantic.fields import FieldInfo

PACKAGE = Path(model.__file__).parent
MADE = "# Made from policy_extract/model.py by tools/make_plain.py; do not edit.\n\n"

Model = type[model.Canonical]


def sources() -> dict[Path, str]:
    """What belongs into each file."""
    return {
        PACKAGE / "generated" / "plain.py": plain(),
        PACKAGE / "generated" / "contract_json.py": Writers().source(),
    }


def classes() -> list[Model]:
    """The contract's classes, in its order."""
    made = [value for value in vars(model).values() if isinstance(value, type) and issubclass(value, model.Canonical)]
    for each in made[1:]:
        each.model_rebuild()
    return made[1:]


# ---------------------------------------------------------------- classes


def plain() -> str:
    """plain.py."""
    return "".join([
        '"""The contract\'s classes without validation, for the stages: same names, same fields."""\n\n', MADE,
        "from policy_extract.records import Record\n\n", f"FORMAT = {model.FORMAT!r}\n",
        *map(_plain_class, classes()),
    ])  # fmt: skip


def _plain_class(of: Model) -> str:
    fields = of.model_fields
    given = [name if field.is_required() else f"{name}={field.default!r}" for name, field in fields.items()]
    lines = [
        f"class {of.__name__}(Record):",
        f"    __slots__ = {tuple(fields)!r}",
        f"    def __init__(self, *, {', '.join(given)}):",
        *(f"        self.{name} = {name}" for name in fields),
    ]
    return "\n\n" + "\n".join(lines) + "\n"


# ---------------------------------------------------------------- writers


class Writers:
    """contract_json.py: a function for every class, which gives its JSON and fails where a field holds anything else."""

    def __init__(self) -> None:
        self.words: dict[tuple[Any, ...], str] = {}
        """The names of the tables of allowed words."""
        self.more: dict[str, str] = {}
        """Functions for what is no class: the elements of lists and the values of dictionaries."""

    def source(self) -> str:
        functions = [self._class(each) for each in classes()]
        tables = [f"{name} = {{{', '.join(_word(word) for word in words)}}}\n" for words, name in self.words.items()]
        return "".join([
            '"""How every class of the contract is written, and what it may hold: anything else is a bug and fails."""\n\n',
            MADE, _HEAD.format(names=", ".join(each.__name__ for each in classes())), *tables, *functions, *self.more.values(),
        ])  # fmt: skip

    def _class(self, of: Model) -> str:
        if any(_is_sparse(field) for field in of.model_fields.values()):
            return self._sparse_class(of)
        fields = [
            f"        f'{{m}}\"{field.serialization_alias or name}\": {{{self._value(field.annotation, f'it.{name}', 'm', field.metadata)}}}'"
            for name, field in of.model_fields.items()
        ]
        return (
            f"\n\ndef {writer(of)}(it: {of.__name__}, n: str) -> str:\n    m = n + '  '\n    return (\n        f'{{{{'\n"
            + " ','\n".join(fields)
            + "\n        f'{n}}}'\n    )\n"
        )

    def _sparse_class(self, of: Model) -> str:
        """The same, for a class with fields that are left out where they are null."""
        lines = []
        for name, field in of.model_fields.items():
            given = f"        f'{{m}}\"{field.serialization_alias or name}\": {{{self._value(field.annotation, f'it.{name}', 'm', field.metadata)}}}'"
            lines.append(given + (f" if it.{name} is not None else ''" if _is_sparse(field) else ""))
        return (
            f"\n\ndef {writer(of)}(it: {of.__name__}, n: str) -> str:\n    m = n + '  '\n    return members_given([\n"
            + ",\n".join(lines)
            + "\n    ], n)\n"
        )

    def _value(self, kind: Any, value: str, line: str, metadata: Any = ()) -> str:
        """An expression for the JSON of a value; `line` names the variable with the line end before its parts."""
        kind, metadata = _bare(kind, metadata)
        origin, inside = get_origin(kind), get_args(kind)
        if origin in {Union, types.UnionType} and type(None) in inside:
            rest = Union[tuple(one for one in inside if one is not type(None))]  # noqa: UP007  made of a list
            return f"NULL if {value} is None else {self._value(rest, value, line, metadata)}"
        if origin is Literal:
            return f"{self._table(inside)}[{value}]"
        if origin is tuple and inside[-1] is ...:
            return f"many({self._function(inside[0])}, {value}, {line})"
        if origin is tuple:
            return f"pair({self._function(inside[0])}, {value}, {line})"
        if origin is dict:
            return f"members({self._function(inside[1])}, {value}, {line})"
        if kind in _SIMPLE:
            return f"{_SIMPLE[kind] if not metadata else 'count'}({value})"
        return f"{self._function(kind)}({value}, {line})"

    def _function(self, kind: Any) -> str:
        """The name of a function that writes a value of this kind after a line end."""
        if isinstance(kind, type) and issubclass(kind, model.Canonical):
            return writer(kind)
        kind, _ = _bare(kind)
        names = [one.__name__ for one in get_args(kind) or (kind,)]
        name = "each_" + "_or_".join(names)
        if get_origin(kind) in {Union, types.UnionType}:
            first, second = (self._value(one, "it", "n") for one in get_args(kind))
            wanted = get_args(kind)[0].__name__
            body = f"{first} if type(it) is {wanted} else {second}"
        else:
            body = self._value(kind, "it", "n")
        self.more[name] = f"\n\ndef {name}(it: {' | '.join(names)}, n: str) -> str:\n    return {body}\n"
        return name

    def _table(self, words: tuple[Any, ...]) -> str:
        return self.words.setdefault(words, f"WORDS_{len(self.words)}")


_SIMPLE = {str: "text", int: "whole", bool: "truth", Decimal: "write_decimal"}

_HEAD = """\
from __future__ import annotations

from typing import TYPE_CHECKING

from policy_extract.json_text import (
    NULL, count, many, members, members_given, pair, text, truth, whole, write_decimal,
)

if TYPE_CHECKING:
    from decimal import Decimal

    from policy_extract.generated.plain import {names}

"""


def _bare(kind: Any, metadata: Any = ()) -> tuple[Any, list[Ge]]:
    """The kind without `Annotated`, and its lower bound, if any, which is 0."""
    if hasattr(kind, "__metadata__"):
        kind, metadata = kind.__origin__, (*metadata, *kind.__metadata__)
    bounds = [one for one in metadata if not isinstance(one, WithJsonSchema | model.WhereSaid)]
    assert all(one == Ge(0) for one in bounds), f"{metadata}: teach this file and json_text.py to check it"
    return kind, bounds


def _is_sparse(field: FieldInfo) -> bool:
    return model.Sparse in field.metadata


def _word(word: str) -> str:
    return f"{word!r}: '\"{word}\"'"


def writer(of: Model) -> str:
    return "write_" + "".join(f"_{char.lower()}" if char.isupper() else char for char in of.__name__).strip("_")
