"""Small grammar files for tests."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policy_extract.findings import Report
from policy_extract.grammar import load

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from policy_extract.grammar import Matcher

HEAD = 'title = "Responsible units"\nstage = "units"\n'


def rule(
    name: str,
    pattern: str,
    accept: str,
    *,
    gives: str = "{}",
    reject: str = "没有",
    finds: str = "clause",
    more: str = "",
) -> str:
    """A rule of nine lines: empty, header, id, finds, means, pattern, accept, reject, meaning_zh."""
    return (
        f'\n[[rule]]\nid = "{name}"\nfinds = "{finds}"\nmeans = "…"\npattern = \'{pattern}\'\n'
        f'accept = [{{ text = "{accept}", gives = {gives} }}]\nreject = [{{ text = "{reject}", why = "prose" }}]\n'
        f'meaning_zh = "如此。"\n{more}'
    )


def file(*parts: str, stage: str = "units") -> str:
    """A whole file; a rule that comes first has its id in line 5, its pattern in line 8."""
    return HEAD.replace('"units"', f'"{stage}"') + "".join(parts)


def folder(tmp_path: Path, **files: str) -> Path:
    """A folder of grammar files by name."""
    made = tmp_path / "grammars"
    made.mkdir(exist_ok=True)
    for name, text in files.items():
        (made / f"{name}.toml").write_text(text, encoding="utf-8")
    return made


def matcher(
    tmp_path: Path, *rules: str, extra: Iterable[Path] = (), seconds: float = 20, trace: bool = False
) -> Matcher:
    """A matcher over one file of rules; its report is lost."""
    grammars = load(list(extra), folder=folder(tmp_path, units=file(*rules)))
    return grammars.within(seconds).matcher(Report(), trace=trace)
