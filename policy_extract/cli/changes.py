"""What changed in a git repository since a revision: which documents, and their bytes before.

Names and contents are whatever somebody committed. Git is called without a
shell, names are cut at NUL, and a link is never followed: it could lead out of
the repository.
"""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING

from policy_extract.errors import InputError
from policy_extract.records import record

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

REGULAR = frozenset({"100644", "100755"})
"""Modes of git: a file, and one that can be run."""
_ZEROS = "0"
"""What CI systems give for the revision before a new branch, in as many digits as a hash has."""


@record
class Change:
    """One document that is not what it was."""

    path: str
    """From the root of the repository, as `os.fsdecode` reads it."""
    before: str | None
    """Its path then, where it was there."""
    is_file: bool
    """No link and no other repository."""


def changed_since(base: str, patterns: Sequence[str]) -> tuple[str, list[Change]]:
    """The revision compared with, where the branch left `base`; and what changed in the working tree since, sorted by path.

    What was deleted is left out: there is nothing to read.

    Fails: InputError where there is no repository, or no such revision in it.
    """
    since = _fork_point(base)
    command = ["diff", "--raw", "-z", "--no-abbrev", "--find-renames", "--diff-filter=d"]
    command += ["--no-ext-diff", "--no-relative"]  # whatever git is set to
    raw = _git(*command, since, "--", *patterns).decode("utf-8", "surrogateescape")
    return since, sorted(_changes(raw.split("\0")), key=lambda change: change.path)


def bytes_before(since: str, path: str) -> bytes:
    """The bytes of a document at a revision, as a checkout would write them.

    Fails: InputError where git does not have them.
    """
    return _git("cat-file", "--filters", f"{since}:{path}")


def root() -> str:
    """The folder of the repository.

    Fails: InputError where there is none.
    """
    return os.fsdecode(_git("rev-parse", "--show-toplevel").removesuffix(b"\n"))


def _fork_point(base: str) -> str:
    if base.strip(_ZEROS) == "" and base:
        return _git("hash-object", "-t", "tree", os.devnull).decode().strip()
    if base.startswith("-"):
        raise InputError(f"{base} is not a revision; name a branch, a tag or a commit")
    commit = _git("rev-parse", "--verify", "--quiet", "--end-of-options", f"{base}^{{commit}}", missing=base)
    found = _git("merge-base", commit.decode().strip(), "HEAD", missing=base)
    return found.decode().split("\n")[0]


def _changes(fields: Sequence[str]) -> Iterator[Change]:
    """`:100644 100644 HASH HASH M`, NUL, path; and a second path for what was renamed or copied.

    Source: git-diff-tree, "Raw output format".
    """
    place = 0
    while place < len(fields) and fields[place].startswith(":"):
        mode_before, mode, _, _, status = fields[place][1:].split(" ")
        moved = status[0] in "RC"
        before, path = fields[place + 1], fields[place + 2 if moved else place + 1]
        place += 3 if moved else 2
        yield Change(path, before if mode_before in REGULAR else None, mode in REGULAR)


def _git(*arguments: str, missing: str | None = None) -> bytes:
    """What git prints.

    Fails: InputError where it cannot; `missing` is what it was asked about.
    """
    try:
        done = subprocess.run(["git", *arguments], capture_output=True, check=False)  # noqa: S603, S607  no shell; the git that people have
    except FileNotFoundError as error:
        raise InputError("git is not installed; install git") from error
    if done.returncode == 0:
        return done.stdout
    if missing is not None:
        raise InputError(f"{missing} is not in this repository; fetch it (in CI, fetch the whole history)")
    said = done.stderr.decode("utf-8", "replace").strip().splitlines() or [f"exit code {done.returncode}"]
    raise InputError(f"git says: {said[-1]}")
