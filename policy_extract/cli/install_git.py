"""`install-git`: tells git how to show Word files, and takes it back.

Two places are written: a marked block in a file of attributes, and a section of
our own in git's configuration. Nothing else in either is touched. `git difftool`
needs no more: git runs the driver of a file before any tool.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from policy_extract.errors import OutputError
from policy_extract.files import write_whole
from policy_extract.reading.forms import OFFICE_SUFFIXES
from policy_extract.records import record

if TYPE_CHECKING:
    from collections.abc import Iterator

    from policy_extract.cli.voice import Voice

DRIVER = "policy-extract"
PATTERNS = tuple(f"*{suffix}" for suffix in OFFICE_SUFFIXES)
BEGIN = "# policy-extract: plans in Word files; policy-extract install-git --uninstall takes this out"
END = "# policy-extract: end"
_LINE_END = "\n"
_BLOCK = re.compile(rf"^{re.escape(BEGIN)}\n.*?^{re.escape(END)}\n", re.MULTILINE | re.DOTALL)
_HEADING = "^((一|二|三|四|五|六|七|八|九|十)+、.*|（(一|二|三|四|五|六|七|八|九|十)+）.*|[0-9]+\\.[^0-9].*)$"
"""Lines that git prints above a hunk: the heading it stands under; no bracket expression, which would need a UTF-8 locale."""


@record
class Place:
    """Where git's settings go."""

    scope: str
    """`--local` or `--global`."""
    attributes: Path


def install(scope: str, voice: Voice) -> None:
    """Tell git how to show Word files; doing it again changes nothing.

    Fails: OutputError where there is no git, no repository, or somebody else's rule for Word files.
    """
    place = _place(scope)
    _refuse_other(place)
    for key, value in settings():
        _git("config", place.scope, "--replace-all", key, value)
    voice.say("git config {scope}: diff.{driver} is set", scope=place.scope, driver=DRIVER)
    _write(place.attributes, _with_block(_read(place.attributes)))
    voice.say(
        "{path}: {pattern} is shown by {driver}", path=place.attributes, pattern=" ".join(PATTERNS), driver=DRIVER
    )


def uninstall(scope: str, voice: Voice) -> None:
    """Take out what `install` put in, and nothing else.

    Fails: OutputError where there is no git or no repository.
    """
    place = _place(scope)
    _git("config", place.scope, "--remove-section", f"diff.{DRIVER}", may_fail=True)
    voice.say("git config {scope}: diff.{driver} is gone", scope=place.scope, driver=DRIVER)
    before = _read(place.attributes)
    if _BLOCK.search(before):
        after = _BLOCK.sub("", before)
        _write(place.attributes, after)
        if not after:
            place.attributes.unlink()
        voice.say("{path}: {pattern} is left to git", path=place.attributes, pattern=" ".join(PATTERNS))


def settings() -> Iterator[tuple[str, str]]:
    """What is set, and to what."""
    program = _program()
    yield f"diff.{DRIVER}.command", f"{program} git-diff --"
    yield f"diff.{DRIVER}.textconv", f"{program} git-text --"
    yield f"diff.{DRIVER}.xfuncname", _HEADING


def _program() -> str:
    """This program for a shell, by its whole path: git may run where no environment is active."""
    beside = Path(sys.executable).with_name(DRIVER)
    if beside.exists():
        return shlex.quote(beside.as_posix())
    return f"{shlex.quote(Path(sys.executable).as_posix())} -m policy_extract"


def _place(scope: str) -> Place:
    if scope == "--local":
        top = Path(_git("rev-parse", "--show-toplevel").rstrip("\n"))
        return Place(scope, _no_link(top / ".gitattributes"))
    named = _git("config", "--global", "--type=path", "core.attributesFile", may_fail=True).rstrip("\n")
    return Place(scope, _file_or_none(Path(named) if named else _usual_attributes()))


def _no_link(path: Path) -> Path:
    """The file of a repository, which others may have committed.

    Fails: OutputError where it is a link, which could lead anywhere.
    """
    if path.is_symlink():
        raise OutputError(f"{path} is a link, and git follows none here; put a file in its place")
    return _file_or_none(path)


def _file_or_none(path: Path) -> Path:
    """The path, where a file stands or nothing.

    Fails: OutputError where it is anything else: a pipe would never end.
    """
    if path.exists() and not path.is_file():
        raise OutputError(f"{path} is not a regular file; remove it")
    return path


def _usual_attributes() -> Path:
    """Where git looks when nothing else is named."""
    return Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config") / "git" / "attributes"


def _refuse_other(place: Place) -> None:
    """Nothing.

    Fails: OutputError where the file says something else about Word files.
    """
    for line in _BLOCK.sub("", _read(place.attributes)).splitlines():
        pattern, _, attributes = line.strip().partition(" ")
        if pattern in PATTERNS and any(_says_how(attribute) for attribute in attributes.split()):
            raise OutputError(
                f"{place.attributes} has another rule: {line.strip()}; take it out, or leave things as they are"
            )


def _says_how(attribute: str) -> bool:
    """The attribute says how differences are shown."""
    return attribute.lstrip("-!").partition("=")[0] in {"diff", "binary"}


def _with_block(text: str) -> str:
    """The text with our block where it was, else at the end, where it wins over what stands above."""
    rules = "".join(f"{pattern} diff={DRIVER}\n" for pattern in PATTERNS)
    block = f"{BEGIN}\n{rules}{END}\n"
    if _BLOCK.search(text):
        return _BLOCK.sub(block, text)
    return f"{text}{'' if not text or text.endswith(_LINE_END) else _LINE_END}{block}"


def _read(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8", "surrogateescape")
    except FileNotFoundError:
        return ""
    except OSError as error:
        raise OutputError(f"{path} cannot be written: {error.strerror}") from error


def _write(path: Path, text: str) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, text.encode("utf-8", "surrogateescape"))
    except OSError as error:
        raise OutputError(f"{path} cannot be written: {error.strerror}") from error


def _git(*arguments: str, may_fail: bool = False) -> str:
    """What git prints.

    Fails: OutputError with git's own words.
    """
    program = shutil.which("git")
    if program is None:
        raise OutputError("git is not installed; install it")
    run = subprocess.run(  # noqa: S603  our own words
        [program, *arguments], capture_output=True, encoding="utf-8", errors="surrogateescape", check=False
    )
    if run.returncode and not may_fail:
        raise OutputError(f"git says: {run.stderr.strip()}; run it inside a repository, or with --global")
    return run.stdout
