"""What is kept of the grammars between runs gives what the files give, and no state of it can do harm."""

from __future__ import annotations

import marshal
import os
import re
import stat
import subprocess
import sys
import zlib
from pathlib import Path
from typing import Any

import pytest

from policy_extract.grammar import load, loading
from policy_extract.grammar.families import Compiled
from policy_extract.grammar.grammars import shipped_folder
from policy_extract.grammar.required_text import required
from policy_extract.grammar.rule_cache import CachedRules, keep, recall
from policy_extract.lexical.width import fold
from policy_extract.records import replace

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "samples" / "plain-plan" / "source.txt"


@pytest.fixture(scope="module")
def whole() -> CachedRules:
    """The grammars as their files give them."""
    grammars = load(whole=True)
    return CachedRules(grammars.files, dict(grammars.families), grammars.directory.names)


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory, whole: CachedRules) -> bytes:
    """What is kept of them."""
    path = tmp_path_factory.mktemp("kept") / "kept.rules"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "dont_write_bytecode", False)
        keep(path, shipped_folder(), whole)
    return path.read_bytes()


@pytest.fixture
def path(tmp_path: Path, content: bytes, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where it is kept now."""
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    path = tmp_path / "kept.rules"
    path.write_bytes(content)
    return path


def recalled(path: Path) -> CachedRules:
    found = recall(path, shipped_folder())
    assert found is not None
    return found


def test_everything_but_examples_comes_back(path: Path, whole: CachedRules) -> None:
    now = recalled(path)
    without = [tuple(replace(rule, accept=(), reject=()) for rule in file.rules) for file in whole.files]
    shipped = [replace(file, rules=rules, bodies=()) for file, rules in zip(whole.files, without, strict=True)]
    assert [*now.files] == shipped
    assert {name: [rule.where for rule in family.rules] for name, family in now.families.items()} == {
        name: [rule.where for rule in family.rules] for name, family in whole.families.items()
    }
    assert now.names == whole.names


def test_a_kept_pattern_is_the_compiled_one_and_finds_the_same_in_every_example(path: Path, whole: CachedRules) -> None:
    """Two patterns are equal if their compiled code is; the searches show that this code also finds the same."""
    kept_rules = {one.rule.where: one for family in recalled(path).families.values() for one in family.compiled}
    tried = 0
    for family in whole.families.values():
        for rule in family.rules:
            compiled, remade = re.compile(rule.expanded), kept_rules[rule.where].plain
            searched = re.compile(required(rule.expanded).opening + rule.expanded)
            assert (remade, remade.groupindex) == (searched, searched.groupindex)
            for example in (*rule.accept, *rule.reject):
                tried += 1
                assert _found(remade, example.text) == _found(compiled, example.text)
    assert tried > 400


def _found(pattern: re.Pattern[str], text: str) -> list[tuple[object, ...]]:
    return [(one.span(), one.groupdict(), one.lastgroup) for one in pattern.finditer(fold(text))]


@pytest.mark.parametrize("length", [0, 3, 4, 5, 100, 10_000, -1])
def test_a_file_cut_short_is_none(path: Path, length: int) -> None:
    path.write_bytes(path.read_bytes()[:length])
    assert recall(path, shipped_folder()) is None


@pytest.mark.parametrize("at", [0, 4, 5, 50, 2_500, 100_000, -1])
def test_a_file_with_a_damaged_byte_is_none(path: Path, at: int) -> None:
    data = bytearray(path.read_bytes())
    data[at] ^= 0x20
    path.write_bytes(data)
    assert recall(path, shipped_folder()) is None


@pytest.mark.parametrize("other", [b"", b"\0" * 100, b"not ours", "一、总体要求".encode()])
def test_another_file_in_its_place_is_none(path: Path, other: bytes) -> None:
    path.write_bytes(other)
    assert recall(path, shipped_folder()) is None


def test_a_folder_in_its_place_is_none(tmp_path: Path) -> None:
    assert recall(tmp_path, shipped_folder()) is None


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes with names")
def test_a_pipe_in_its_place_is_none_and_nothing_is_kept(path: Path, whole: CachedRules) -> None:
    path.unlink()
    os.mkfifo(path)
    assert recall(path, shipped_folder()) is None
    keep(path, shipped_folder(), whole)
    assert stat.S_ISFIFO(path.stat().st_mode)


@pytest.mark.skipif(os.name != "posix", reason="links and permissions are those of Unix")
def test_a_link_in_its_place_is_none_and_is_not_written_through(path: Path, whole: CachedRules, tmp_path: Path) -> None:
    other = tmp_path / "other"
    path.rename(other)
    path.symlink_to(other)
    assert recall(path, shipped_folder()) is None
    other.write_bytes(b"")
    keep(path, shipped_folder(), whole)
    assert other.read_bytes() == b""


@pytest.mark.skipif(os.name != "posix", reason="links and permissions are those of Unix")
def test_nobody_else_may_write_it_whatever_the_umask_and_what_others_may_write_is_none(
    path: Path, whole: CachedRules
) -> None:
    path.chmod(0o666)
    assert recall(path, shipped_folder()) is None
    before = os.umask(0)
    try:
        for there in (True, False):
            path.unlink(missing_ok=not there)
            keep(path, shipped_folder(), whole)
            assert stat.S_IMODE(path.stat().st_mode) == 0o644
    finally:
        os.umask(before)
    assert recall(path, shipped_folder()) is not None


@pytest.mark.parametrize("wrong", [(), (1, 2, 3, 4), ([], {}, [("x", "y", [("a", "b")], ())], ({}, {})), ("x",) * 4])
def test_a_right_stamp_over_wrong_content_is_none(path: Path, wrong: tuple[object, ...]) -> None:
    stamp, *_ = marshal.loads(path.read_bytes()[4:])
    data = marshal.dumps((stamp, *wrong))
    path.write_bytes(zlib.crc32(data).to_bytes(4, "big") + data)
    assert recall(path, shipped_folder()) is None


@pytest.mark.parametrize("wrong", [(), (0,), (0, b"1234", 0, {}, ()), (0, b"\xff" * 400, 1, {}, (None,)), "abcde"])
def test_a_pattern_whose_code_is_wrong_is_compiled(path: Path, wrong: Any) -> None:
    stamp, files, patterns, *rest = marshal.loads(path.read_bytes()[4:])
    data = marshal.dumps((stamp, files, {key: (wrong, *more) for key, (_, *more) in patterns.items()}, *rest))
    path.write_bytes(zlib.crc32(data).to_bytes(4, "big") + data)
    family = next(iter(recalled(path).families.values()))
    pattern = family.rules[0].expanded
    assert family.compiled[0].plain == re.compile(required(pattern).opening + pattern)


def test_what_was_kept_of_other_files_is_none(tmp_path: Path, path: Path, whole: CachedRules) -> None:
    copy = tmp_path / "grammars"
    copy.mkdir()
    for file in shipped_folder().glob("*.toml"):
        (copy / file.name).write_bytes(file.read_bytes())
    keep(path, copy, whole)
    assert recall(path, copy) is not None
    assert recall(path, shipped_folder()) is None
    os.utime(copy / "units.toml", ns=(0, 0))
    assert recall(path, copy) is None


def test_what_another_python_kept_is_none(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "version", "3.99")
    assert recall(path, shipped_folder()) is None


def test_a_damaged_file_is_replaced_and_the_rules_are_those_of_the_files(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path.write_bytes(path.read_bytes()[:-1])
    monkeypatch.setattr(loading, "place", lambda: path)
    made = loading._shipped.__wrapped__()
    assert recall(path, shipped_folder()) is not None
    again = loading._shipped.__wrapped__()
    assert (made.rules[0].accept, again.rules[0].accept) == (load(whole=True).rules[0].accept, ())


def test_a_place_that_cannot_be_written_stays_as_it_is(
    path: Path, whole: CachedRules, monkeypatch: pytest.MonkeyPatch
) -> None:
    path.write_bytes(b"old")

    def refuse(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr("policy_extract.files.write_whole", refuse)
    keep(path, shipped_folder(), whole)
    assert path.read_bytes() == b"old"


def test_a_python_that_compiles_otherwise_keeps_nothing(
    tmp_path: Path, whole: CachedRules, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.delattr("re._compiler._code")
    keep(tmp_path / "kept.rules", shipped_folder(), whole)
    assert list(tmp_path.iterdir()) == []


def test_a_rule_that_was_not_kept_is_compiled_by_re() -> None:
    rule = load(whole=True).rules[0]
    assert Compiled(rule).plain == re.compile(rule.expanded)


def parsed(**environ: str) -> bytes:
    """What a fresh process prints of the sample."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    command = [sys.executable, "-m", "policy_extract", "parse", str(SAMPLE)]
    return subprocess.run(command, env=clean | environ, capture_output=True, check=True, cwd=ROOT).stdout


def test_the_place_is_that_of_python_s_own_bytecode(tmp_path: Path) -> None:
    first = parsed(PYTHONPYCACHEPREFIX=str(tmp_path))
    [file] = tmp_path.rglob("*.rules")
    assert (file.stat().st_size > 100_000, file.with_suffix(".pyc").exists()) == (True, True)
    file.write_bytes(b"damaged")
    assert parsed(PYTHONPYCACHEPREFIX=str(tmp_path)) == first
    assert file.stat().st_size > 100_000
    assert parsed(PYTHONPYCACHEPREFIX=str(tmp_path)) == first


def test_nothing_is_kept_where_python_is_to_write_no_bytecode(tmp_path: Path) -> None:
    assert parsed(PYTHONPYCACHEPREFIX=str(tmp_path), PYTHONDONTWRITEBYTECODE="1")
    assert list(tmp_path.rglob("*.*")) == []
