"""A cache of the compiled shipped rules, stored next to this module's bytecode, as Python caches compiled modules.

Reading the grammar files and compiling their patterns takes longer than reading
a plan, with the same result every time. The cache is valid for these files, this
Python and these modules; if anything differs or cannot be read, it is rebuilt
and replaced. Whoever can write here can write this module's bytecode, too.
"""

from __future__ import annotations

import marshal
import os
import re
import stat
import sys
import zlib
from contextlib import suppress
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from policy_extract.grammar.directory import Names
from policy_extract.grammar.families import Compiled, Family, family_of
from policy_extract.grammar.prefilter import Member, Signs, numbered
from policy_extract.grammar.required_text import required
from policy_extract.grammar.rules import GrammarFile, Rule, Term, Word
from policy_extract.records import field, record

if TYPE_CHECKING:
    from collections.abc import Iterator


_MODE = 0o644
"""What the file permits at most: whoever could write it could change the program."""
_OTHERS = 0o022 if os.name == "posix" else 0
"""Permissions with which somebody else may have written it; Windows shows none."""
MAKERS = tuple(Path(__file__).parents[1] / folder for folder in ("grammar", "lexical"))
"""The modules that produce the content of the cache."""


@record
class CachedRules:
    """What is kept of the shipped grammars: everything but examples and bodies."""

    files: tuple[GrammarFile, ...]
    families: dict[str, Family]
    names: Names
    signs: Signs = field(default_factory=Signs)
    """What the rules of the families need, by character."""


def place() -> Path | None:
    """The file beside this module's bytecode; None where Python keeps none."""
    cached = __spec__.cached if __spec__ is not None else None
    return None if cached is None else Path(cached.removesuffix(".pyc") + ".rules")


def recall(path: Path, folder: Path) -> CachedRules | None:
    """The cached rules for `folder`; None where there is no cache, or it is stale or damaged."""
    try:
        if not _is_ours(path):
            return None
        data = path.read_bytes()
        if zlib.crc32(data[4:]) != int.from_bytes(data[:4], "big"):
            return None
        stamp, *content = marshal.loads(data[4:])  # noqa: S302  as trusted as this module's bytecode, which it stands beside
        return _unpacked(*content) if stamp == _stamp(folder) else None
    except Exception:  # noqa: BLE001  whatever is wrong with it, the files it was made of are there
        return None


def forget() -> None:
    """Delete the cache: after an unexpected error, in case the cache caused it, so that it does not recur for ever."""
    path = place()
    if path is not None:
        with suppress(OSError):
            path.unlink()


def keep(path: Path, folder: Path, kept: CachedRules) -> None:
    """Write it for the next run, unless Python is to write no bytecode or the place cannot be written."""
    if sys.dont_write_bytecode or not path.parent.is_dir() or (os.path.lexists(path) and not _is_file(path)):
        return
    from policy_extract.files import write_whole  # noqa: PLC0415  once for many runs

    try:
        content = marshal.dumps((_stamp(folder), *_packed(kept)))
        write_whole(path, zlib.crc32(content).to_bytes(4, "big") + content, most=_MODE)
    # A folder of others; a Python whose `re` is built otherwise.
    except (OSError, AttributeError, ImportError, TypeError):
        return


def _is_file(path: Path) -> bool:
    """It is a file: no link, and no pipe that would never end."""
    return stat.S_ISREG(path.lstat().st_mode)


def _is_ours(path: Path) -> bool:
    """It is a file that nobody else could write."""
    return _is_file(path) and not path.lstat().st_mode & _OTHERS


def _stamp(folder: Path) -> tuple[Any, ...]:
    """What the content depends on: this Python, the grammar files, and the modules that read them."""
    engine: Any = import_module("_sre")
    found = [
        (entry.path, entry.stat().st_size, int(entry.stat().st_mtime))  # whole seconds, all that archives keep
        for where in (folder, *MAKERS)
        for entry in os.scandir(where)
        if entry.name.endswith((".toml", ".py"))
    ]
    return (sys.version, sys.byteorder, engine.MAGIC, engine.CODESIZE, tuple(sorted(found)))


# ---------------------------------------------------------------- plain values and back


def _packed(kept: CachedRules) -> Iterator[Any]:
    """Files, code, needs and opening of each rule's pattern, families as the keys of their rules, names of bodies."""
    yield [
        (
            file.name, file.title, file.stage,
            [_fields(term) for term in file.terms.values()],
            [_fields(word) for word in file.words.values()],
            [_fields(rule) for rule in file.rules],
        )
        for file in kept.files
    ]  # fmt: skip
    rules = [rule for file in kept.files for rule in file.rules]
    found = [required(rule.expanded) for rule in rules]
    signs, needed = numbered(one.needs for one in found)
    yield {
        _key(rule): (_code(one.opening + rule.expanded), bits, one.opening)
        for rule, one, bits in zip(rules, found, needed, strict=True)
    }
    yield dict(signs.bits)
    yield [(family.finds, family.stage, [_key(rule) for rule in family.rules]) for family in kept.families.values()]
    yield (kept.names.whole, kept.names.holed)


def _key(rule: Rule) -> tuple[str, str]:
    return rule.stage, rule.id


def _fields(record: Any) -> tuple[Any, ...]:
    """Its values in their order, without examples."""
    return tuple(() if field in {"accept", "reject"} else getattr(record, field) for field in record.__slots__)


def _unpacked(
    files: list[Any],
    patterns: dict[tuple[str, str], tuple[_Code, int, str]],
    signs: dict[Member, int],
    families: list[Any],
    names: Any,
) -> CachedRules:
    read = tuple(_file(*packed) for packed in files)
    rules = {_key(rule): rule for file in read for rule in file.rules}
    compiled = {
        key: Compiled(rules[key], partial(_remade, code), needed, opening)
        for key, (code, needed, opening) in patterns.items()
    }
    made = {finds: family_of(finds, stage, [compiled[key] for key in keys]) for finds, stage, keys in families}
    return CachedRules(read, made, Names(*names), Signs(signs))


def _file(name: str, title: str, stage: str, terms: list[Any], words: list[Any], rules: list[Any]) -> GrammarFile:
    return GrammarFile(
        name, title, stage,
        {term.name: term for term in (Term(*fields) for fields in terms)},
        {word.id: word for word in (Word(*fields) for fields in words)},
        tuple(Rule(*fields) for fields in rules),
    )  # fmt: skip


# ---------------------------------------------------------------- patterns


_Code = tuple[int, bytes, int, "dict[str, int]", tuple["str | None", ...]]
"""What `re` hands to its engine besides the pattern: flags, instructions, the number of groups, their names."""


def _code(pattern: str) -> _Code:
    """What this Python's `re` makes of a pattern.

    Fails: AttributeError, ImportError or TypeError where it is built otherwise.
    """
    parser: Any = import_module("re._parser")
    compiler: Any = import_module("re._compiler")
    from array import array  # noqa: PLC0415  once for many runs

    parsed = parser.parse(pattern, 0)
    groups: dict[str, int] = parsed.state.groupdict
    names: list[str | None] = [None] * parsed.state.groups
    for name, number in groups.items():
        names[number] = name
    instructions = array("I", compiler._code(parsed, 0)).tobytes()  # noqa: SLF001  there is no public way
    return parsed.state.flags, instructions, parsed.state.groups - 1, groups, tuple(names)


def _remade(code: _Code, pattern: str) -> re.Pattern[str]:
    """The pattern, as compiling it would give it; compiled where the cached code cannot be used."""
    engine: Any = import_module("_sre")
    try:
        flags, instructions, *groups = code
        made: re.Pattern[str] = engine.compile(pattern, flags, memoryview(instructions).cast("I").tolist(), *groups)
    except (RuntimeError, TypeError, ValueError, OverflowError):  # what is kept is wrong
        return re.compile(pattern)
    return made
