"""Grammar files → Grammars, kept from run to run; extra files are tested on their own examples."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from policy_extract.grammar.grammars import (
    DIRECTORY,
    Grammars,
    as_error,
    directory_of,
    lexicons_of,
    read_all,
    scopes_of,
    shipped_folder,
)
from policy_extract.grammar.prefilter import Prefilter
from policy_extract.grammar.rule_cache import CachedRules, keep, place, recall

if TYPE_CHECKING:
    from collections.abc import Sequence


def load(extra: Sequence[Path | str] = (), *, folder: Path | None = None, whole: bool = False) -> Grammars:
    """The shipped grammars, with the extra files over them.

    An extra file with the stage of a shipped one adds to it: its rules go on
    top of their families, in the file's order; a rule, term or lexicon with
    a name the stage has already takes that one's place. A new stage stands
    by itself. `folder` is read in place of the shipped one.

    Unless the grammars are to be `whole`, rules come without their examples
    where they were kept from an earlier run.

    Fails: GrammarSyntaxError for the first mistake in any file;
           GrammarExampleError where an extra rule does not hold its own examples.
    """
    if not extra and folder is None and not whole:
        return _shipped()
    return _load(folder or shipped_folder(), tuple(Path(path) for path in extra), whole=whole)


@cache
def _shipped() -> Grammars:
    folder, path = shipped_folder(), place()
    kept = recall(path, folder) if path is not None else None
    if kept is not None:
        lexicons, scopes = lexicons_of(kept.files)[0], scopes_of(kept.files)
        directory = directory_of(kept.files, lexicons, folder / DIRECTORY, kept.names)
        return Grammars(kept.files, kept.families, lexicons, scopes, directory, Prefilter(kept.signs))
    grammars = _load(folder)
    if path is not None:
        keep(path, folder, CachedRules(grammars.files, dict(grammars.families), grammars.directory.names))
    return grammars


def _load(folder: Path, extra: tuple[Path, ...] = (), *, whole: bool = False) -> Grammars:
    grammars, problems = read_all(folder, extra, whole=whole)
    if extra and not problems:
        from policy_extract.grammar.check import prove_extra  # noqa: PLC0415  # proving imports what it proves

        problems = prove_extra(grammars)
    if problems:
        raise as_error(problems)
    return grammars
