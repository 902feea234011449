"""Which program reads: results of another one are not ours."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from policy_extract.grammar.grammars import shipped_folder

if TYPE_CHECKING:
    from policy_extract.batch.work import Settings


@cache
def program() -> str:
    """A digest of this version of the program: of its files, because a checkout may change without a new number."""
    digest = hashlib.sha256()
    for file in [*sorted(Path(__file__).parents[1].rglob("*.py")), *sorted(shipped_folder().glob("*.toml"))]:
        digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()


def key_of(settings: Settings) -> str:
    """What a result depends on besides its input: the program with its rules, the caller's rules and options."""
    digest = hashlib.sha256(f"{settings.program} {settings.revisions}".encode())
    for _, content in settings.grammar:
        digest.update(hashlib.sha256(content).digest())
    return digest.hexdigest()
