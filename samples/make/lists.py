"""Automatic numbering: `word/numbering.xml` from a few words per level."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Level:
    """One level of a list: `Level("chineseCounting", "%1、")` prints 一、."""

    format: str
    """w:numFmt: chineseCounting, chineseCountingThousand, decimal, decimalEnclosedCircle …"""
    text: str
    """w:lvlText; `%1` is the number of the first level."""
    style: str = ""
    """Id of the paragraph style that carries this level."""
    legal: bool = False
    """w:isLgl: numbers of other levels are printed in digits, 2.1 instead of 二.1."""
    restart: bool = True
    """False: the number runs on through the chapters."""


@dataclass(frozen=True)
class Scheme:
    """A multi-level list (w:abstractNum) and the lists made from it."""

    levels: tuple[Level, ...]
    starts: tuple[int | None, ...] = (None,)
    """One list (w:num) each; a number overrides where its first level starts."""


def numbering(schemes: tuple[Scheme, ...]) -> str:
    """The inside of `w:numbering`; lists count from 1 through all schemes."""
    abstract = "".join(_abstract(at, scheme) for at, scheme in enumerate(schemes))
    lists = [(at, start) for at, scheme in enumerate(schemes) for start in scheme.starts]
    return abstract + "".join(_list(number, at, start) for number, (at, start) in enumerate(lists, 1))


def _abstract(at: int, scheme: Scheme) -> str:
    levels = "".join(_level(number, level) for number, level in enumerate(scheme.levels))
    return f'<w:abstractNum w:abstractNumId="{at}"><w:multiLevelType w:val="multilevel"/>{levels}</w:abstractNum>'


def _level(number: int, level: Level) -> str:
    return (
        f'<w:lvl w:ilvl="{number}"><w:start w:val="1"/><w:numFmt w:val="{level.format}"/>'
        + ("" if level.restart else '<w:lvlRestart w:val="0"/>')
        + (f'<w:pStyle w:val="{level.style}"/>' if level.style else "")
        + ("<w:isLgl/>" if level.legal else "")
        + f'<w:suff w:val="nothing"/><w:lvlText w:val="{level.text}"/><w:lvlJc w:val="left"/></w:lvl>'
    )


def _list(number: int, at: int, start: int | None) -> str:
    override = (
        f'<w:lvlOverride w:ilvl="0"><w:startOverride w:val="{start}"/></w:lvlOverride>' if start is not None else ""
    )
    return f'<w:num w:numId="{number}"><w:abstractNumId w:val="{at}"/>{override}</w:num>'
