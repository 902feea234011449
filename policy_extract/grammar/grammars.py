"""The files of a folder and extra ones → Grammars, and every mistake in them: shipped files first, extra files over them, terms put in."""

from __future__ import annotations

from collections import ChainMap
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from policy_extract.clock import Clock
from policy_extract.errors import GrammarExampleError, GrammarSyntaxError
from policy_extract.grammar.asked import FAMILIES, asked_of, unasked
from policy_extract.grammar.directory import ENDINGS, Directory
from policy_extract.grammar.families import Family, order
from policy_extract.grammar.matching import Matcher
from policy_extract.grammar.prefilter import Prefilter
from policy_extract.grammar.rules import Body, GrammarFile, Problem, Rule, Term, Word
from policy_extract.grammar.terms import Scope, TermError
from policy_extract.records import field, record, replace

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from policy_extract.findings import Report
    from policy_extract.grammar.directory import Names

SHARED = "shared"
"""The stage whose terms and lexicons every file may use."""

SECONDS = 20.0
"""Time the rules may take with one document; past it the plan holds what was read so far, with a finding."""

DIRECTORY = "directory.toml"
"""Read when the first body is looked up: a plan that names none need not wait for it."""

_BESIDE = Path(__file__).resolve().parents[1] / "grammars"
_CHECKOUT = Path(__file__).resolve().parents[2] / "grammars"


@record
class Grammars:
    """All rules, in the order they are tried, and all lexicons."""

    files: tuple[GrammarFile, ...]
    families: Mapping[str, Family]
    """By what they find; `families[finds].rules` from top to bottom."""
    lexicons: Mapping[str, Word]
    scopes: Mapping[str, Scope] = field(repr=False)
    """By stage: the terms and lexicons its patterns may use."""
    directory: Directory = field(repr=False, default_factory=Directory)
    """The bodies, by any name that documents print."""
    prefilter: Prefilter = field(repr=False, default_factory=Prefilter)
    """On which texts the rules are tried."""
    seconds: float = SECONDS
    """Time they may take with one document."""

    def within(self, seconds: float) -> Grammars:
        """The same rules, for documents that may take so long."""
        return replace(self, seconds=seconds)

    @property
    def rules(self) -> tuple[Rule, ...]:
        """Every rule, family by family."""
        return tuple(rule for family in self.families.values() for rule in family.rules)

    def words(self, name: str) -> tuple[str, ...]:
        """The words of a lexicon, folded, in the order of its file."""
        return self.lexicons[name].words

    def matcher(self, report: Report, *, trace: bool = False) -> Matcher:
        """A matcher for one document: it holds the document's clock, which runs from now, and, if asked, the trace."""
        clock = Clock(self.seconds, report)
        families, signs = self.prefilter.of(self.families)
        return Matcher(families, self.lexicons, self.directory, clock, tracing=trace, signs=signs)


def shipped_folder() -> Path:
    """The folder `grammars`: inside the package where it is installed, else beside it in a checkout."""
    for folder in (_BESIDE, _CHECKOUT):
        if folder.is_dir():
            return folder
    raise GrammarSyntaxError(f"{_BESIDE}: there is no such folder; install policy-extract again")


def as_error(problems: Sequence[Problem]) -> GrammarSyntaxError | GrammarExampleError:
    kind = GrammarExampleError if problems[0].example else GrammarSyntaxError
    more = f" (and {len(problems) - 1} more; `policy-extract grammar check` lists all)" if len(problems) > 1 else ""
    return kind(f"{problems[0]}{more}")


def read_all(folder: Path, extra: Iterable[Path] = (), *, whole: bool = True) -> tuple[Grammars, list[Problem]]:
    """What the files of a folder and the extra files say together, and every mistake in them.

    Unless it is to be `whole`, the directory is left until it is needed.
    """
    from policy_extract.grammar.toml_files import read_path  # noqa: PLC0415  loads tomllib; kept rules need none

    problems: list[Problem] = []
    files: list[GrammarFile] = []
    left = {FAMILIES} if whole else {FAMILIES, DIRECTORY}
    shipped = [path for path in sorted(folder.glob("*.toml")) if path.name not in left]
    paths = [(path, False) for path in shipped] + [(path, True) for path in extra]
    for path, is_extra in paths:
        file, mistakes = read_path(path, extra=is_extra)
        problems += mistakes
        files += [file] if file is not None else []
    grammars, mistakes = assemble(files)
    if whole or any(file.extra for file in files):
        mistakes += unasked((rule for rule in grammars.rules if whole or rule.extra), asked_of(folder))
    directory = directory_of(files, grammars.lexicons, None if whole else folder / DIRECTORY)
    return replace(grammars, directory=directory), problems + mistakes


def directory_of(
    files: Sequence[GrammarFile], lexicons: Mapping[str, Word], later: Path | None, names: Names | None = None
) -> Directory:
    """The directory of the files; the file that is left for `later` is read with the first name, unless the names are known."""
    endings = lexicons[ENDINGS].words if ENDINGS in lexicons else ()
    return Directory(partial(bodies_of, files, later), endings, names)


def bodies_of(files: Iterable[GrammarFile], later: Path | None) -> list[Body]:
    """The bodies by id, those of extra files over the shipped ones.

    Fails: GrammarSyntaxError for a mistake in the file that was left for later.
    """
    from policy_extract.grammar.toml_files import read_path  # noqa: PLC0415  as above

    bodies: dict[str, Body] = {}
    if later is not None and later.is_file():
        file, problems = read_path(later)
        if problems or file is None:
            raise as_error(problems)
        bodies = {body.id: body for body in file.bodies}
    return list((bodies | {body.id: body for file in files for body in file.bodies}).values())


def assemble(files: Sequence[GrammarFile]) -> tuple[Grammars, list[Problem]]:
    """Put files together: one scope per stage, families in order, terms in patterns."""
    problems = list(_repeated_stages(files))
    scopes = scopes_of(files)
    lexicons, clashes = lexicons_of(files)
    expanded = [replace(file, rules=tuple(_expanded(file, scopes[file.stage], problems))) for file in files]
    families, misplaced = order(expanded)
    return Grammars(tuple(expanded), families, lexicons, scopes), problems + clashes + misplaced


def _repeated_stages(files: Sequence[GrammarFile]) -> Iterator[Problem]:
    first: dict[str, GrammarFile] = {}
    for file in files:
        if not file.extra and (before := first.setdefault(file.stage, file)) is not file:
            yield Problem(
                file.name, 1, f"stage: {file.stage} is the stage of {before.name}; rename one, or make one file"
            )


def scopes_of(files: Sequence[GrammarFile]) -> dict[str, Scope]:
    """For each stage its own terms and lexicons, later files over earlier ones, before the shared ones."""
    named: dict[str, dict[str, Term | Word]] = {SHARED: {}}
    for file in files:
        named.setdefault(file.stage, {}).update({**file.terms, **file.words})
    return {
        stage: Scope(ChainMap(own) if stage == SHARED else ChainMap(own, named[SHARED])) for stage, own in named.items()
    }


def lexicons_of(files: Sequence[GrammarFile]) -> tuple[dict[str, Word], list[Problem]]:
    """All lexicons by id: ids are unique over all files; an extra file replaces one by repeating its stage and id."""
    found: dict[str, tuple[str, Word]] = {}
    problems: list[Problem] = []
    for file in files:
        for word in file.words.values():
            stage, before = found.get(word.id, (file.stage, word))
            if stage != file.stage:
                cure = f'write stage = "{stage}" to replace it, or rename this one' if file.extra else "rename one"
                problems.append(Problem(file.name, word.line, f"id: {word.id} is a lexicon of {before.file}; {cure}"))
            else:
                found[word.id] = (file.stage, word)
    return {name: word for name, (_, word) in found.items()}, problems


def _expanded(file: GrammarFile, scope: Scope, problems: list[Problem]) -> Iterator[Rule]:
    """The file's rules with terms put in; a rule that cannot be expanded is a problem and left out."""
    for rule in file.rules:
        try:
            pattern, uses_extra = scope.expand(rule.pattern)
        except TermError as error:
            problems.append(Problem(rule.file, rule.pattern_line, f"pattern: {error}"))
        else:
            yield replace(rule, expanded=pattern, timed=rule.extra or uses_extra)
