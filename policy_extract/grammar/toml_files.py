"""TOML text → a GrammarFile, with every mistake found on the way."""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING, Any

from policy_extract.grammar.rules import Accept, Body, Former, GrammarFile, Problem, Reject, Rule, Term, Word
from policy_extract.grammar.toml_lines import Lines, index_lines
from policy_extract.lexical.width import fold
from policy_extract.records import field, mutable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_NAME = re.compile(r"[^\W\d][\w-]*")
_CHINESE = re.compile("[\u4e00-\u9fff]")
_TOML_PLACE = re.compile(r" \(at (?:line (\d+), column \d+|end of document)\)")

_FILE_KEYS = ("title", "stage", "terms", "word", "rule", "body")
_WORD_KEYS = ("id", "means", "words")
_BODY_KEYS = ("id", "zh", "means", "names", "accept", "reject", "was")
_RULE_KEYS = ("id", "finds", "means", "meaning_zh", "source", "pattern", "set", "accept", "reject")
_ACCEPT_KEYS = ("text", "gives")
_REJECT_KEYS = ("text", "why")

Table = dict[str, Any]


def read_path(path: Path, *, extra: bool = False) -> tuple[GrammarFile | None, list[Problem]]:
    """Read a file from disk; a file that cannot be opened or decoded is a problem like any other."""
    name = str(path) if extra else path.name
    try:
        # Some editors put a byte order mark before UTF-8.
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        return None, [Problem(name, 1, f"cannot be read ({error.strerror}); give the path of a grammar file")]
    except UnicodeDecodeError as error:
        return None, [Problem(name, 1, f"is not UTF-8 (byte {error.start}); save it as UTF-8")]
    return read_source(text, name, extra=extra)


def read_source(text: str, name: str, *, extra: bool = False) -> tuple[GrammarFile | None, list[Problem]]:
    """Read the text of a grammar file: what it says, and what is wrong with it.

    A rule with a mistake is left out of the file that is given back; the file
    is None where the text is no TOML.
    """
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        return None, [_toml_problem(str(error), text, name)]
    except RecursionError:
        return None, [Problem(name, 1, "is nested too deeply; write tables and lists of examples only")]
    sheet = _Sheet(name, index_lines(text), extra)
    return _file(sheet, content), sheet.problems


def _toml_problem(message: str, text: str, name: str) -> Problem:
    place = _TOML_PLACE.search(message)
    line = int(place[1]) if place and place[1] else text.count("\n") + 1
    said = _TOML_PLACE.sub("", message)
    return Problem(name, line, f"not TOML: {said}; patterns stand in 'single quotes', other texts in \"double quotes\"")


@mutable
class _Sheet:
    """The file being read: its name, its lines, and the mistakes noted so far."""

    name: str
    lines: Lines
    extra: bool
    problems: list[Problem] = field(default_factory=list)

    def note(self, message: str, *path: str | int) -> None:
        self.problems.append(Problem(self.name, self.lines.of(*path), message))

    def known_keys(self, table: Table, keys: tuple[str, ...], *path: str | int) -> None:
        for key in table:
            if key not in keys:
                self.note(f"unknown key {key}; keys here are {', '.join(keys)}", *path, key)

    def text(self, table: Table, key: str, *path: str | int) -> str | None:
        """The text under a key; None, and a note, where there is none."""
        value = table.get(key)
        if isinstance(value, str) and value:
            return value
        self.note(f'{key}: is missing; add {key} = "…"' if key not in table else f"{key}: must be a text", *path, key)
        return None

    def name_like(self, table: Table, key: str, *path: str | int) -> str | None:
        """The kebab-case name under a key; None, and a note, where there is none."""
        value = self.text(table, key, *path)
        if value is not None and _ID.fullmatch(value) is None:
            self.note(
                f"{key}: {value} is not written like bracketed-at-end: small letters, digits, hyphens", *path, key
            )
            return None
        return value

    def tables(self, table: Table, key: str, *path: str | int) -> list[Table]:
        """The list of tables under a key; anything else is noted and left out."""
        value = table.get(key, [])
        if isinstance(value, list) and all(isinstance(one, dict) for one in value):
            return value
        self.note(f"{key}: must be a list of tables, [[{key}]] or {key} = [{{ … }}]", *path, key)
        return []


def _file(sheet: _Sheet, content: Table) -> GrammarFile:
    sheet.known_keys(content, _FILE_KEYS)
    title, stage = sheet.text(content, "title"), sheet.name_like(content, "stage")
    words = (_word(sheet, table, n) for n, table in enumerate(sheet.tables(content, "word")))
    rules = (_rule(sheet, table, n, stage or "") for n, table in enumerate(sheet.tables(content, "rule")))
    lexicons = _once(sheet, "word", words)
    terms = {term.name: term for term in _terms(sheet, content)}
    for name in terms.keys() & lexicons.keys():
        sheet.note(f"{name} is a term and a lexicon; rename one of them", "terms", name)
    rules_by_id = _once(sheet, "rule", rules)
    bodies = _once(sheet, "body", (_body(sheet, table, n) for n, table in enumerate(sheet.tables(content, "body"))))
    return GrammarFile(
        sheet.name, title or "", stage or "", terms, lexicons, tuple(rules_by_id.values()), tuple(bodies.values()),
        extra=sheet.extra,
    )  # fmt: skip


def _once(sheet: _Sheet, kind: str, things: Iterable[Any]) -> dict[str, Any]:
    """The things by id; an id that comes again is noted, and the first stays."""
    first: dict[str, Any] = {}
    for position, thing in enumerate(things):
        if thing is None:
            continue
        if (before := first.setdefault(thing.id, thing)) is not thing:
            sheet.note(f"id: {thing.id} is taken by the {kind} in line {before.line}; rename one", kind, position, "id")
    return first


def _terms(sheet: _Sheet, content: Table) -> Iterator[Term]:
    table = content.get("terms", {})
    if not isinstance(table, dict):
        sheet.note("terms: must be a table: [terms], then name = 'pattern' in each line", "terms")
        return
    for name, pattern in table.items():
        line = sheet.lines.of("terms", name)
        if _NAME.fullmatch(name) is None:
            sheet.note(
                f"terms: {name} is no name; begin with a letter, go on with letters, digits, _ or -", "terms", name
            )
        elif not isinstance(pattern, str) or not pattern:
            sheet.note(f"terms: {name} must be a pattern in 'single quotes'", "terms", name)
        else:
            yield Term(name, pattern, sheet.name, line, sheet.extra)


def _word(sheet: _Sheet, table: Table, position: int) -> Word | None:
    path = ("word", position)
    sheet.known_keys(table, _WORD_KEYS, *path)
    name, means = sheet.name_like(table, "id", *path), sheet.text(table, "means", *path)
    words = table.get("words")
    if not isinstance(words, list) or not words or not all(isinstance(word, str) and word for word in words):
        sheet.note('words: must be a list of texts, words = ["…", "…"]', *path, "words")
        return None
    if name is None or means is None:
        return None
    folded = tuple(fold(word) for word in words)
    for word in sorted({word for word in folded if folded.count(word) > 1}):
        sheet.note(f"words: {word} is listed more than once; delete one", *path, "words")
    return Word(name, means, folded, sheet.name, sheet.lines.of(*path, "id"), sheet.extra)


def _body(sheet: _Sheet, table: Table, position: int) -> Body | None:
    path = ("body", position)
    sheet.known_keys(table, _BODY_KEYS, *path)
    name, means = sheet.name_like(table, "id", *path), sheet.text(table, "means", *path)
    names, accept = sheet.text(table, "names", *path), sheet.text(table, "accept", *path)
    reject = sheet.text(table, "reject", *path) if "reject" in table else ""
    zh = sheet.text(table, "zh", *path) if "zh" in table else ""
    was = sheet.text(table, "was", *path) if "was" in table else ""
    if name is None or means is None or names is None or accept is None or reject is None or zh is None or was is None:
        return None
    return Body(
        name, means, tuple(names.split()), tuple(accept.split()), tuple(reject.split()),
        sheet.name, sheet.lines.of(*path, "id"), sheet.extra, zh or names.split()[0], tuple(_former(sheet, was, path)),
    )  # fmt: skip


_FORMER = re.compile(r"([^:]+):(\d{4})?-(\d{4})")


def _former(sheet: _Sheet, was: str, path: tuple[str | int, ...]) -> Iterator[Former]:
    """Former names as the file writes them: 银保监会:2018-2023."""
    for printed in was.split():
        match = _FORMER.fullmatch(printed)
        if match is None:
            sheet.note(f"was: {printed} is no name with its years; write it as 银保监会:2018-2023", *path, "was")
        else:
            yield Former(match[1], int(match[2]) if match[2] else None, int(match[3]))


def _rule(sheet: _Sheet, table: Table, position: int, stage: str) -> Rule | None:
    path = ("rule", position)
    before = len(sheet.problems)
    sheet.known_keys(table, _RULE_KEYS, *path)
    name, finds = sheet.name_like(table, "id", *path), sheet.name_like(table, "finds", *path)
    means, pattern = sheet.text(table, "means", *path), sheet.text(table, "pattern", *path)
    source = sheet.text(table, "source", *path) if "source" in table else None
    chinese = _meaning_zh(sheet, table, path)
    accept = _examples(sheet, table, "accept", position)
    reject = _examples(sheet, table, "reject", position)
    constants = _constants(sheet, table, position)
    if len(sheet.problems) > before or not (name and finds and means and pattern):
        return None
    line, pattern_line = sheet.lines.of(*path, "id"), sheet.lines.of(*path, "pattern")
    return Rule(
        name, finds, means, chinese, source or "", pattern, constants, tuple(accept), tuple(reject),
        stage, sheet.name, line, pattern_line, extra=sheet.extra,
    )  # fmt: skip


def _meaning_zh(sheet: _Sheet, table: Table, path: tuple[str | int, ...]) -> str:
    """What a rule reads, in Chinese; an extra file may leave it out."""
    if sheet.extra and "meaning_zh" not in table:
        return ""
    said = sheet.text(table, "meaning_zh", *path) or ""
    if said and _CHINESE.search(said) is None:
        sheet.note("meaning_zh: is not Chinese; say in Chinese what the rule reads", *path, "meaning_zh")
    return said


def _constants(sheet: _Sheet, table: Table, position: int) -> Table:
    constants = table.get("set", {})
    if not isinstance(constants, dict) or not all(_is_constant(value) for value in constants.values()):
        sheet.note(
            "set: must be a table of texts, numbers, true or false, set = { level = 1 }", "rule", position, "set"
        )
        return {}
    return constants


def _is_constant(value: object) -> bool:
    if isinstance(value, list):
        return all(isinstance(one, str) for one in value)
    return isinstance(value, str | int | float | bool)


def _examples(sheet: _Sheet, table: Table, kind: str, position: int) -> list[Any]:
    """Accepts or Rejects of a rule; at least one of each is asked for."""
    path = ("rule", position)
    tables = sheet.tables(table, kind, *path)
    if not tables and isinstance(table.get(kind, []), list):
        need = "gives" if kind == "accept" else "why"
        sheet.note(
            f"{kind}: is missing; every rule shows a text it {kind}s, [[rule.{kind}]] with text and {need}", *path, kind
        )
    read = _accept if kind == "accept" else _reject
    return [read(sheet, example, (*path, kind, n)) for n, example in enumerate(tables)]


def _accept(sheet: _Sheet, example: Table, path: tuple[str | int, ...]) -> Accept:
    sheet.known_keys(example, _ACCEPT_KEYS, *path)
    gives = example.get("gives", {})
    if not isinstance(gives, dict) or not all(isinstance(value, str) for value in gives.values()):
        sheet.note('gives: must be a table of texts, gives = { list = "…" }', *path, "gives")
        gives = {}
    return Accept(sheet.text(example, "text", *path) or "", gives, sheet.lines.of(*path))


def _reject(sheet: _Sheet, example: Table, path: tuple[str | int, ...]) -> Reject:
    sheet.known_keys(example, _REJECT_KEYS, *path)
    text, why = sheet.text(example, "text", *path), sheet.text(example, "why", *path)
    return Reject(text or "", why or "", sheet.lines.of(*path))
