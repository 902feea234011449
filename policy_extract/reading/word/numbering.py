"""numbering.xml: the number Word prints before a paragraph.

`Numbering` holds the definitions, `Counters` the running values of one story.
A paragraph is counted once, in reading order, so a document is numbered in
one pass.

Source: ECMA-376-1 §17.9; §17.9.10 lvlRestart, §17.9.4 isLgl, §17.9.23 pStyle,
§17.9.26 startOverride. Where the standard is silent, as Word prints it: lists
that share an abstract list share its counters, and a level used before the
levels above it starts these too (Microsoft Knowledge Base Q197139).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from policy_extract.findings import Code
from policy_extract.reading.word import list_numbers
from policy_extract.reading.word.xml_names import VAL, W, is_on, number, value, whole
from policy_extract.records import field, mutable, record

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

    from policy_extract.findings import Report
    from policy_extract.reading.word.styles import ParagraphLook, Styles

LEVELS = 9
OFF = "0"
"""The w:numId that takes a paragraph out of its list."""

_PLACE = re.compile(r"%([1-9])")
_LINKS = 8
"""Word's own files link a list to a numbering style once; longer chains are loops."""
_ANCESTORS = 32
_LEGAL_TOO = frozenset({"none", "decimalZero"})
_PICTURE_FONTS = ("wingdings", "symbol", "webdings", "marlett")


@record
class Level:
    """One level of a list as numbering.xml defines it."""

    start: int = 1
    format: str = "decimal"
    text: str = ""
    restart: int | None = None
    """1-based level whose use restarts this one; None: any higher level; 0: never."""
    legal: bool = False
    style: str = ""
    picture: bool = False
    """The label is a sign of a picture font, or a picture."""


@record
class List:
    """What one w:numId means."""

    id: str
    abstract: str
    levels: dict[int, Level]
    restarts: dict[int, int]
    """Level → value it starts from again where this w:num is first used (w:startOverride)."""


@mutable
class Numbering:
    """The lists of one document, looked up by w:numId."""

    root: Element | None
    styles: Styles
    report: Report
    _nums: dict[str, Element] = field(default_factory=dict)
    _abstracts: dict[str, Element] = field(default_factory=dict)
    _lists: dict[str, List | None] = field(default_factory=dict)
    _levels: dict[tuple[str, str], int] = field(default_factory=dict)
    _unknown_formats: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        if self.root is None:
            return
        for num in self.root.iterchildren(W + "num"):
            self._nums.setdefault(num.get(W + "numId", ""), num)
        for abstract in self.root.iterchildren(W + "abstractNum"):
            self._abstracts.setdefault(abstract.get(W + "abstractNumId", ""), abstract)

    def find(self, num_id: str) -> List | None:
        """The list of that w:numId; None where nothing is defined (noted once)."""
        if num_id not in self._lists:
            found = self._lists[num_id] = self._read(num_id)
            if found is None and self.root is None and len(self._lists) == 1:
                self.report.note(Code.MISSING_PART, part="word/numbering.xml")
            elif found is None and self.root is not None:
                self.report.note(Code.BROKEN_REFERENCE, what="list", target=num_id)
        return self._lists[num_id]

    def place(self, direct: Element | None, look: ParagraphLook) -> tuple[List | None, int]:
        """The list and level of a paragraph with that w:numPr and style; (None, 0) outside lists."""
        if direct is None and look.num_id is None:
            return None, 0
        num_id = value(direct, W + "numId") or look.num_id
        found = self.find(num_id) if num_id and num_id != OFF else None
        if found is None:
            return None, 0
        written = value(direct, W + "ilvl")
        if written is None:
            return found, self.level_of_style(look, found) if num_id == look.num_id else 0
        level = whole(written)
        if level is None or not 0 <= level < LEVELS:
            self.report.note(Code.INVALID_VALUE, element="w:ilvl", value=written[:40])
            level = min(max(level or 0, 0), LEVELS - 1)
        return found, level

    def level_of_style(self, look: ParagraphLook, found: List) -> int:
        """The level a paragraph style numbers at: the one linked to it, else the one it names."""
        key = (look.id, found.id)
        if key not in self._levels:
            self._levels[key] = _level_of_style(look, found)
        return self._levels[key]

    def written(self, count: int, name: str) -> str:
        """The count in that format; digits, and a finding, for a format nobody knows."""
        printed = list_numbers.write(count, name)
        if printed is None:
            if name not in self._unknown_formats:
                self._unknown_formats.add(name)
                self.report.note(Code.UNKNOWN_NUMBER_FORMAT, format=name)
            return str(count)
        return printed

    def _read(self, num_id: str) -> List | None:
        num = self._nums.get(num_id)
        if num is None:
            return None
        abstract_id, abstract = self._abstract(num)
        if abstract is None:
            return None
        levels = dict(_levels(abstract))
        restarts: dict[int, int] = {}
        for override in num.iterchildren(W + "lvlOverride"):
            at = whole(override.get(W + "ilvl"))
            if at is None or not 0 <= at < LEVELS:
                continue
            if (replaced := override.find(W + "lvl")) is not None:
                levels[at] = _level(replaced)
            if (start := number(override, W + "startOverride")) is not None:
                restarts[at] = start
        return List(num_id, abstract_id, levels, restarts)

    def _abstract(self, num: Element) -> tuple[str, Element | None]:
        """The abstract list that a w:num stands for, through w:numStyleLink where it only names a style."""
        for _ in range(_LINKS):
            abstract_id = value(num, W + "abstractNumId") or ""
            abstract = self._abstracts.get(abstract_id)
            link = value(abstract, W + "numStyleLink")
            if abstract is None or link is None:
                return abstract_id, abstract
            linked = self._nums.get(self.styles.numbering(link) or "")
            if linked is None:
                return abstract_id, abstract
            num = linked
        return "", None


@mutable
class Counters:
    """The running values of one story: body, footnotes, text boxes count apart."""

    numbering: Numbering
    _counts: dict[str, list[int | None]] = field(default_factory=dict)
    _restarted: set[tuple[str, int]] = field(default_factory=set)

    def label(self, found: List, at: int) -> str:
        """Count one paragraph and return the number it prints, without the space or tab after it.

        A bullet counts as a number without value: `•`.
        """
        counts = self._counts.setdefault(found.abstract, [None] * LEVELS)
        self._advance(counts, found, at)
        level = found.levels.get(at)
        if level is None:
            return ""
        if level.format == "bullet":
            return bullet(level)
        return self._printed(counts, found, level).rstrip()

    def _advance(self, counts: list[int | None], found: List, at: int) -> None:
        current = counts[at]
        if at in found.restarts and (found.id, at) not in self._restarted:
            self._restarted.add((found.id, at))
            current = None
        counts[at] = _start(found, at) if current is None else current + 1
        for shallower in range(at):
            if counts[shallower] is None:
                counts[shallower] = _start(found, shallower)
        for deeper in range(at + 1, LEVELS):
            if _restarts_after(found.levels.get(deeper), deeper, at):
                counts[deeper] = None

    def _printed(self, counts: list[int | None], found: List, level: Level) -> str:
        def place(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            shown = found.levels.get(at)
            if shown is None or shown.format == "bullet":
                return ""
            count = counts[at]
            # Word writes w:isLgl levels in digits, and leaves 01 as it is (Section 1.01).
            name = "decimal" if level.legal and shown.format not in _LEGAL_TOO else shown.format
            return self.numbering.written(_start(found, at) if count is None else count, name)

        return _PLACE.sub(place, level.text)


def bullet(level: Level) -> str:
    r"""The sign of a bullet list; • for a sign that only a picture font has.

    >>> bullet(Level(format="bullet", text="\uf0b7")), bullet(Level(format="bullet", text="—"))
    ('•', '—')
    """
    text = level.text.strip()
    if level.picture or any("\ue000" <= char <= "\uf8ff" for char in text):
        return "•"
    return text


def _restarts_after(level: Level | None, deeper: int, used: int) -> bool:
    restart = deeper if level is None or level.restart is None else level.restart
    return used < restart


def _start(found: List, at: int) -> int:
    if at in found.restarts:
        return found.restarts[at]
    level = found.levels.get(at)
    return level.start if level is not None else 1


def _level_of_style(look: ParagraphLook, found: List) -> int:
    linked = {level.style: at for at, level in found.levels.items() if level.style}
    step: ParagraphLook | None = look
    for _ in range(_ANCESTORS):
        if step is None:
            break
        if step.id in linked:
            return linked[step.id]
        if step.list_level is not None:
            return min(max(step.list_level, 0), LEVELS - 1)
        step = step.base
    return 0


def _levels(abstract: Element) -> list[tuple[int, Level]]:
    pairs = [(whole(level.get(W + "ilvl")), _level(level)) for level in abstract.iterchildren(W + "lvl")]
    return [(at, level) for at, level in pairs if at is not None and 0 <= at < LEVELS]


def _format(element: Element) -> str:
    """The w:numFmt of a level; Word 2010 hides `001, 002, …` from older versions in an mc:Choice."""
    given = next(element.iter(W + "numFmt"), None)
    if given is None:
        return "decimal"
    name = given.get(VAL, "decimal")
    return list_numbers.CUSTOM + given.get(W + "format", "") if name == "custom" else name


def _level(element: Element) -> Level:
    start = number(element, W + "start")
    text = element.find(W + "lvlText")
    fonts = element.find(f"{W}rPr/{W}rFonts")
    font = fonts.get(W + "ascii", "") if fonts is not None else ""
    return Level(
        start=0 if start is None else start,
        format=_format(element),
        text=text.get(VAL, "") if text is not None else "",
        restart=number(element, W + "lvlRestart"),
        legal=bool(is_on(element.find(W + "isLgl"))),
        style=value(element, W + "pStyle") or "",
        picture=font.lower().startswith(_PICTURE_FONTS) or element.find(W + "lvlPicBulletId") is not None,
    )
