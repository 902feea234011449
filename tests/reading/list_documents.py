"""Documents full of automatic lists, made from a seed, to hold our labels against another program's.

Every paragraph's text is its own mark (`§12`), so that labels can be compared
whatever the other program does with paragraphs, tables and blank lines.
docs/word-numbering.md says what is left out, and why.
"""

from __future__ import annotations

import re
from random import Random
from typing import TYPE_CHECKING

from docx_builder import docx, numbered, p, r, style, tbl, tc, tr

from policy_extract.blocks import Paragraph

if TYPE_CHECKING:
    from policy_extract.blocks import Document

FORMATS = (
    "decimal", "decimal", "decimal", "chineseCounting", "chineseCounting", "chineseCountingThousand", "chineseLegalSimplified", "decimalZero", "upperLetter", "lowerLetter",
    "upperRoman", "lowerRoman", "taiwaneseCountingThousand", "koreanCounting", "koreanDigital", "ganada", "chosung",
)  # fmt: skip
FEW = ("decimalEnclosedCircle", "ideographTraditional", "ideographZodiac")
"""Formats with few signs, for short documents; beyond them programs differ."""
SHORT = 10
REPLACED = 9
"""Stands for the abstract list of a level that a w:num brings itself."""
AROUND = ("%{}、", "（%{}）", "%{}.", "(%{})", "第%{}条", "%{})", "%{}")
MARK = re.compile(r"§(\d+)§")
STYLES = 3


class ListDocument:
    """One document put together by chance."""

    def __init__(self, seed: int) -> None:
        self.chance = Random(seed)
        self.marks = 0
        self.depth = self.chance.randint(1, 4)
        self.linked = self.chance.random() < 0.4
        self.lists = self.chance.randint(1, 2)
        self.length = self.chance.choice((SHORT, self.chance.randint(SHORT, 40)))
        self.overrides = self.chance.random() < 0.5
        self.nums: list[str] = []
        self.unused: set[str] = set()
        """Lists with a start of their own that no paragraph has used."""

    def bytes(self) -> bytes:
        numbering = self.numbering()
        body = ""
        while self.marks < self.length:
            body += self.piece()
        return docx(body, numbering=numbering, styles=self.styles())

    def numbering(self) -> str:
        abstracts = "".join(self.abstract(at) for at in range(self.lists))
        nums = [f'<w:abstractNumId w:val="{at}"/>' for at in range(self.lists)]
        for at in range(self.lists):
            if self.overrides:
                self.unused.add(str(len(nums) + 1))
                nums.append(f'<w:abstractNumId w:val="{at}"/>{self.override()}')
        self.nums = [str(at) for at in range(1, len(nums) + 1)]
        return abstracts + "".join(f'<w:num w:numId="{at}">{inner}</w:num>' for at, inner in enumerate(nums, 1))

    def override(self) -> str:
        """Levels of one w:num that start anew, or look otherwise."""
        if self.chance.random() < 0.3:
            at = self.chance.randrange(self.depth)
            return f'<w:lvlOverride w:ilvl="{at}">{self.level(REPLACED, at)}</w:lvlOverride>'
        return f'<w:lvlOverride w:ilvl="0"><w:startOverride w:val="{self.chance.choice((1, 1, 3))}"/></w:lvlOverride>'

    def abstract(self, at: int) -> str:
        levels = "".join(self.level(at, level) for level in range(self.depth))
        return f'<w:abstractNum w:abstractNumId="{at}"><w:multiLevelType w:val="multilevel"/>{levels}</w:abstractNum>'

    def level(self, at: int, level: int) -> str:
        chance = self.chance
        text = chance.choice(AROUND).format(level + 1)
        if level and chance.random() < 0.35:
            text = ".".join(f"%{each + 1}" for each in range(level + 1)) + chance.choice(("", "."))
        start = chance.choice((1, 1, 1, 1, 3)) if at != REPLACED else 1
        formats = FORMATS + FEW if self.length == SHORT and start == 1 else FORMATS
        inner = f'<w:start w:val="{start}"/><w:numFmt w:val="{chance.choice(formats)}"/>'
        if self.linked and at == 0 and level < STYLES:
            inner += f'<w:pStyle w:val="L{level}"/>'
        suff = chance.choice(("tab", "space", "nothing"))
        return f'<w:lvl w:ilvl="{level}">{inner}<w:suff w:val="{suff}"/><w:lvlText w:val="{text}"/></w:lvl>'

    def styles(self) -> str:
        levels = "".join(
            style(f"L{level}", f'<w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr></w:pPr>')
            for level in range(min(STYLES, self.depth))
        )
        return style("a", name="Normal", default=True) + (levels if self.linked else "")

    def text(self) -> str:
        self.marks += 1
        return f"§{self.marks}§"

    def piece(self) -> str:
        kind = self.chance.random()
        if kind < 0.12:
            return p(self.text())
        if kind < 0.16:
            gone = f"<w:del><w:r><w:delText>{self.text()}</w:delText></w:r></w:del>"
            return p(gone, numbered(0, 1) + "<w:rPr><w:del/></w:rPr>") + self.paragraph()
        if kind < 0.2:
            return tbl(*(tr(tc(self.paragraph()), tc(self.paragraph())) for _ in range(self.chance.randint(1, 3))))
        return self.paragraph()

    def paragraph(self) -> str:
        chance = self.chance
        level = chance.choices(range(self.depth), [8, 6, 4, 2][: self.depth])[0]
        if self.linked and level < STYLES and chance.random() < 0.6:
            out = numbered(0, 0) if chance.random() < 0.15 else ""
            return p(r(self.text()), f'<w:pStyle w:val="L{level}"/>' + out)
        num = chance.choice(self.nums)
        if num in self.unused:
            level = 0
            self.unused.remove(num)
        return p(r(self.text()), numbered(level, int(num)))


def list_document(seed: int) -> bytes:
    return ListDocument(seed).bytes()


def our_labels(document: Document) -> dict[str, str]:
    """Mark → label."""
    pairs: list[tuple[str, str]] = []
    for block in document.blocks:
        if isinstance(block, Paragraph):
            pairs.append((block.text, block.number))
        else:
            for cell in block.cells:
                lines = cell.text.split("\n")
                pairs += zip(lines, cell.numbers or [""] * len(lines), strict=False)
    return {mark[1]: label for text, label in pairs if (mark := MARK.search(text))}


def their_labels(text: str) -> dict[str, str]:
    """Mark → label, from the other program's text, where a label stands before the text of its paragraph."""
    return {
        mark[1]: line[: mark.start()].strip()
        for line in re.split(r"[\n\t]+(?=[^§]*§)", text)
        for mark in [MARK.search(line)]
        if mark
    }
