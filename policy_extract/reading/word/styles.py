"""styles.xml: what a paragraph or a run looks like through its styles.

Styles are resolved when first asked for, once each, whatever the length of
their basedOn chain.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from policy_extract.findings import Code
from policy_extract.reading.word.xml_names import VAL, W, children, is_on, number, value, whole
from policy_extract.records import record, replace

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lxml.etree import _Element as Element

    from policy_extract.findings import Report

BODY_LEVEL = 9
"""w:outlineLvl of body text; 0 to 8 are headings."""

_BOLD, _UNDERLINE, _HIDDEN, _SIZE = W + "b", W + "u", W + "vanish", W + "sz"
RUN_TAGS = frozenset({_BOLD, _UNDERLINE, _HIDDEN, _SIZE, W + "rStyle"})
"""The run properties that are read."""

_ALIGNS = {
    "left": "left", "start": "left", "right": "right", "end": "right", "center": "center",
    "both": "both", "distribute": "both", "thaiDistribute": "both",
    "lowKashida": "both", "mediumKashida": "both", "highKashida": "both",
}  # fmt: skip
_HEADING = re.compile(r"heading ([1-9])")


@record
class RunLook:
    """What a level of formatting says about a run; None where it says nothing."""

    bold: bool | None = None
    underlined: bool | None = None
    hidden: bool | None = None
    size: float | None = None


@record
class ParagraphLook:
    """A paragraph style with everything it is based on."""

    id: str = ""
    name: str = ""
    align: str = ""
    outline_level: int | None = None
    page_break_before: bool = False
    num_id: str | None = None
    list_level: int | None = None
    """Only what this very style says; a base style's level is found through `base`."""
    run: RunLook = RunLook()
    base: ParagraphLook | None = None


PLAIN = ParagraphLook(name="normal")
NOTHING = RunLook()


class Styles:
    """The styles of one document."""

    def __init__(self, root: Element | None, report: Report) -> None:
        self._report = report
        self._elements: dict[str, Element] = {}
        self._paragraphs: dict[str, ParagraphLook] = {}
        self._characters: dict[str, RunLook] = {}
        self._missing: set[str] = set()
        self._default_id = ""
        self.defaults = NOTHING
        if root is not None:
            self._index(root)

    def _index(self, root: Element) -> None:
        for style in root.iterchildren(W + "style"):
            style_id = style.get(W + "styleId", "")
            if not style_id:
                continue
            self._elements.setdefault(style_id, style)
            if style.get(W + "default") in {"1", "true", "on"} and style.get(W + "type", "paragraph") == "paragraph":
                self._default_id = style_id
        self.defaults = run_look(by_tag(root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")))

    def paragraph(self, style_id: str | None) -> ParagraphLook:
        """The look of a paragraph of that style; the default style's where there is none of that id."""
        if not style_id:
            style_id = self._default_id
        elif style_id not in self._elements:
            self._note_missing(style_id)
            style_id = self._default_id
        if style_id not in self._elements:
            return PLAIN
        if style_id not in self._paragraphs:
            self._resolve_paragraph(style_id)
        return self._paragraphs[style_id]

    def character(self, style_id: str) -> RunLook:
        """What a character style says about a run."""
        if style_id not in self._elements:
            self._note_missing(style_id)
            return NOTHING
        if style_id not in self._characters:
            for step in reversed(self._chain(style_id, self._characters)):
                style = self._elements[step]
                base = self._characters.get(value(style, W + "basedOn") or "", NOTHING)
                self._characters[step] = over(base, run_look(by_tag(style.find(W + "rPr"))))
        return self._characters[style_id]

    def numbering(self, style_id: str) -> str | None:
        """The w:numId a numbering style points to."""
        style = self._elements.get(style_id)
        return value(style.find(f"{W}pPr/{W}numPr"), W + "numId") if style is not None else None

    def _resolve_paragraph(self, style_id: str) -> None:
        for step in reversed(self._chain(style_id, self._paragraphs)):
            style = self._elements[step]
            base = self._paragraphs.get(value(style, W + "basedOn") or "")
            self._paragraphs[step] = _paragraph_look(step, style, base)

    def _chain(self, style_id: str, known: dict[str, ParagraphLook] | dict[str, RunLook]) -> list[str]:
        """The style and those it is based on, up to the first already resolved."""
        chain: list[str] = []
        seen: set[str] = set()
        step: str | None = style_id
        while step is not None and step in self._elements and step not in known and step not in seen:
            seen.add(step)
            chain.append(step)
            step = value(self._elements[step], W + "basedOn")
        return chain

    def _note_missing(self, style_id: str) -> None:
        if style_id not in self._missing and self._elements:
            self._missing.add(style_id)
            self._report.note(Code.BROKEN_REFERENCE, what="style", target=style_id)


def run_look(properties: Mapping[str, Element]) -> RunLook:
    """What run properties, by tag, say by themselves, without the character style they name."""
    size, underline = properties.get(_SIZE), properties.get(_UNDERLINE)
    half_points = whole(size.get(VAL)) if size is not None else None
    return RunLook(
        bold=is_on(properties.get(_BOLD)),
        underlined=underline.get(VAL, "none") != "none" if underline is not None else None,
        hidden=is_on(properties.get(_HIDDEN)),
        size=half_points / 2 if half_points is not None and half_points > 0 else None,
    )


def by_tag(properties: Element | None) -> dict[str, Element]:
    """The children of a w:pPr or w:rPr by their tag."""
    return {} if properties is None else {str(child.tag): child for child in children(properties)}


def over(base: RunLook, own: RunLook) -> RunLook:
    """A look with the gaps of `own` filled from `base`."""
    return RunLook(
        bold=base.bold if own.bold is None else own.bold,
        underlined=base.underlined if own.underlined is None else own.underlined,
        hidden=base.hidden if own.hidden is None else own.hidden,
        size=base.size if own.size is None else own.size,
    )


def toggled(defaults: bool | None, paragraph: bool | None, character: bool | None, direct: bool | None) -> bool:
    """Whether a toggle property is on: direct formatting decides; two styles that set it cancel out.

    Bold of a character style inside bold of a paragraph style is not bold.

    Source: ECMA-376-1 §17.7.3 Toggle Properties.

    >>> toggled(None, True, True, None), toggled(None, True, None, None), toggled(None, True, None, False)
    (False, True, False)
    """
    if direct is not None:
        return direct
    return bool(defaults) or (bool(paragraph) != bool(character))


def first_said(*levels: bool | None) -> bool:
    """What the first level that says anything says of a property that is no toggle."""
    return next((said for said in levels if said is not None), False)


def align_of(text: str | None) -> str:
    """`center`, `right`, `left` or `both` for a w:jc value; "" where it says nothing known."""
    return _ALIGNS.get(text or "", "")


def _paragraph_look(style_id: str, style: Element, base: ParagraphLook | None) -> ParagraphLook:
    properties = style.find(W + "pPr")
    name = (value(style, W + "name") or style_id).strip().lower()
    look = replace(base or ParagraphLook(), id=style_id, name=name, base=base, list_level=None)
    heading = _HEADING.fullmatch(name)
    if heading:
        look = replace(look, outline_level=int(heading[1]) - 1)
    own = run_look(by_tag(style.find(W + "rPr")))
    if own != NOTHING:
        look = replace(look, run=over(look.run, own))
    return look if properties is None else _with_paragraph_properties(look, properties)


def _with_paragraph_properties(look: ParagraphLook, properties: Element) -> ParagraphLook:
    level = number(properties, W + "outlineLvl")
    breaks = is_on(properties.find(W + "pageBreakBefore"))
    numbering = properties.find(W + "numPr")
    num_id = value(numbering, W + "numId")
    return replace(
        look,
        align=align_of(value(properties, W + "jc")) or look.align,
        outline_level=outline(level) if level is not None else look.outline_level,
        page_break_before=look.page_break_before if breaks is None else breaks,
        num_id=look.num_id if num_id is None else num_id,
        list_level=whole(value(numbering, W + "ilvl")),
    )


def outline(level: int) -> int | None:
    """The heading level of a w:outlineLvl; None for body text and nonsense."""
    return level if 0 <= level < BODY_LEVEL else None
