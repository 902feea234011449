"""The product's contract, `policy-extract/plan-1`: what `parse` prints.

Pydantic models, frozen, without unknown keys, every field described. The
published JSON Schema is made from them. Fields may be added in a later
`plan-1` release, never renamed or re-meant. Nothing here computes, but for
what a place quotes (`Plan.text_of`).
"""

from __future__ import annotations

from decimal import Decimal
from functools import cached_property
from typing import Annotated, Literal

from pydantic import AliasChoices, BaseModel, ConfigDict, Field, WithJsonSchema

from policy_extract.blocks import Format  # noqa: TC001  pydantic looks it up
from policy_extract.texts import texts_of

FORMAT: Literal["policy-extract/plan-1"] = "policy-extract/plan-1"

Number = Annotated[Decimal, WithJsonSchema({"type": "number"})]
"""An exact decimal; a JSON number without float noise (40.72)."""


class WhereSaid:
    """Marks a field that is left out of the JSON where it is null."""


Sparse = WhereSaid()


class Canonical(BaseModel):
    """What every part of the contract has in common."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


class At(Canonical):
    """Where characters stand: `text[start:end]` of one block or cell."""

    block: str
    """Block id (`b12`) or the address of a cell (`b41.3.1`: table block, row, column of the top left corner, from 0)."""
    start: int = Field(ge=0)
    """First code point, 0-based."""
    end: int = Field(ge=0)
    """Code point after the last."""


Spans = tuple[At, ...]


class BundledFile(Canonical):
    """One file of several that were read as one document."""

    name: str
    """Its name, in the bundle with its folder; with /."""
    format: str
    """As `source.format`."""
    sha256: str
    """SHA-256 of its bytes."""
    read_through: str | None = None
    """As `source.read_through`."""


class Source(Canonical):
    """The file that was read."""

    name: str
    """File name without its folder; `-` for standard input."""
    format: Format
    """Recognised by content, not by name."""
    sha256: str
    """SHA-256 of the bytes."""
    bytes: int
    """Size in bytes."""
    revisions: Literal["accepted", "original"]
    """Which version of a file with tracked changes was read."""
    read_through: str | None = None
    """The converter the file went through, with its version; null where it was read as it is."""
    files: Annotated[tuple[BundledFile, ...] | None, Sparse] = None
    """The files of a bundle, the plan first; absent where one file was read."""


class Text(Canonical):
    """Characters of the document and where they stand."""

    text: str
    """As printed; lines of one title are joined without a separator."""
    at: Spans
    """Empty where the text was derived (an annex label from the annex list)."""


class PlanDate(Canonical):
    """A printed date."""

    raw: str
    """As printed: 2023年5月23日."""
    iso: str
    """2023-05-23, 2023-05 or 2023."""
    at: Spans
    """The characters read."""


class Period(Canonical):
    """The years a plan covers."""

    raw: str
    """As printed: 2025—2027年, “十四五”."""
    start: int
    """First year."""
    end: int
    """Last year."""
    at: Spans
    """The characters read."""


class Validity(Canonical):
    """From when a document is in force, and for how long."""

    raw: str
    """As printed: 自2026年3月18日起施行，有效期5年."""
    from_: str | None = Field(validation_alias=AliasChoices("from", "from_"), serialization_alias="from")
    """The printed day it is in force from, in ISO form; null where none is printed (自印发之日起)."""
    until: str | None
    """The printed day it is in force until, in ISO form; null where none is printed."""
    years: int | None
    """How many years it is in force (有效期5年); null where it is not said so."""
    at: Spans
    """The characters read."""


class Jurisdiction(Canonical):
    """The place a plan is for."""

    name: str
    """As printed: 绍兴市上虞区."""
    code: str | None
    """Administrative division code (GB/T 2260), null where unsure."""
    level: Literal["central", "province", "city", "county", "township"]
    """Level of government."""
    at: Spans
    """The characters read."""


DocumentKind = Literal[
    "action-plan", "implementation-plan", "planning", "opinion", "notice", "work-list", "measures", "other"
]


class Front(Canonical):
    """What stands before, and signs, the main text."""

    title: Text | None
    """Title of the main part; if a notice lost its own, that of the plan it carries; null where the text has none."""
    kind: DocumentKind
    """What the title says the document is."""
    status: Text | None
    """征求意见稿, 送审稿, 草案, 试行 …, without its brackets."""
    document_number: Text | None
    """发文字号: 国办发〔2018〕128号."""
    issuers: tuple[Text, ...]
    """发文机关: from the head, else from the signature."""
    recipients: tuple[Text, ...]
    """主送机关: the line before the text, one entry, without its colon."""
    date: PlanDate | None
    """成文日期."""
    period: Period | None
    """The years the plan covers, from title or subtitle."""
    jurisdiction: Jurisdiction | None
    """The place the plan is for, from title or issuer; null where unsure."""
    validity: Validity | None = None
    """From when and how long it is in force (施行, 有效期); null where it does not say."""


class Part(Canonical):
    """The main text, or one annex."""

    id: str
    """`main`, `a1`, `a2` …"""
    kind: Literal["main", "notice", "plan", "annex"]
    """`main` a plan that stands alone, `notice` a 通知 that carries one, `plan` the plan it carries, `annex` any other attachment."""
    label: Text | None
    """附件1 as printed, or derived from the annex list (then without `at`)."""
    title: Text | None
    """Title line, or the title the annex list gives."""
    listed: bool | None
    """The annex list (附件说明) names it; null for the main part."""
    present: bool
    """It is in the document, not only listed."""
    genre: DocumentKind | None = None
    """What kind of document it is, by its title; null where it has no title."""
    source: Annotated[str | None, Sparse] = None
    """The file of the bundle that it stands in, by its name; only in bundles."""
    mentions: Annotated[Spans | None, Sparse] = None
    """Where the text points at it (详见附件2); absent where it does not."""


NumberStyle = Literal[
    "chinese-comma", "chinese-bracket", "arabic-dot", "arabic-comma", "arabic-bracket", "arabic-bare", "circled",
    "part", "volume", "chapter", "section", "article", "decimal", "letter", "roman", "named", "other",
]  # fmt: skip


class SectionNumber(Canonical):
    """The number a heading carries."""

    raw: str
    """What the page (or the dump) shows, without spaces: （一）, 1., 8., 第一章."""
    value: int | None
    """Its last component: 1.2 has value 2; null where it has none."""
    style: NumberStyle
    """How it is written."""
    origin: Literal["typed", "auto"]
    """`auto` for a number Word computes."""
    inferred: str | None = None
    """What the page showed where a dump prints the number in another style (1、 for 一、); null where raw is what was printed."""


class Section(Canonical):
    """A heading, what stands under it, and the sections below it."""

    id: str
    """The printed path: `2/1/1` is 二、（一）1.; in an annex `a3/…`; a repeated path gets `~2`."""
    part: str
    """Part it belongs to."""
    level: int
    """Nesting inside the part, from 1."""
    role: Literal["background", "guidance", "principles", "goals", "tasks", "safeguards", "other"]
    """From the heading, inherited downwards."""
    number: SectionNumber | None
    """Null for a heading without a number."""
    title: str | None
    """The heading without its number and closing mark; null where a plain numbered sentence has no heading of its own."""
    at: Spans
    """The characters of the title; of the whole first paragraph where the title is null."""
    blocks: tuple[str, ...]
    """Blocks of this section itself, in reading order, heading included."""
    sections: tuple[Section, ...]
    """Sections below it."""


class Unit(Canonical):
    """A body responsible for a task, a row or an indicator."""

    name: str
    """As printed, without mark, note, and white space inside."""
    role: Literal["lead", "support", "joint"]
    """`lead` marked, labelled or written 牵头; `support` the others of a list somebody leads; `joint` a list nobody leads."""
    mark: str | None
    """The lead mark beside the name: *, ☆, （牵头）."""
    label: str | None
    """The printed word that gave the role: 责任单位, 牵头单位; null where there is none."""
    note: str | None
    """What a bracket after the name says: 保监会（各保险公司）."""
    body: str | None
    """Id in the directory of bodies; null when unknown."""
    via: Literal["clause", "column", "carry-over"]
    """A clause or sentence, a table column, or a sentence that gives units to other tasks."""
    more: str | None = None
    """The words that leave the list open, on its last unit: 等, 等部门; null where it is closed."""
    by: Spans = ()
    """What made the role, or the unit, beside its own name: the legend, the carry-over sentence; empty where the clause says it all."""
    at: Spans
    """The characters of the name."""


class Deadline(Canonical):
    """A printed deadline."""

    raw: str
    """As printed: 2027年, 2021年7月底前, 长期."""
    year: int | None
    """Year, where one is named."""
    month: int | None
    """Month, where one is named."""
    at: Spans
    """The characters read."""


class Task(Canonical):
    """A section with units of its own, or a lowest section under a heading that announces tasks."""

    id: str
    """The id of its section."""
    section: str | None
    """Id of the section above it."""
    part: str
    """Part it belongs to."""
    number: str | None
    """Printed number: 1."""
    title: str | None
    """Heading."""
    text: str
    """Its paragraphs without heading and unit clauses, joined by "\\n"."""
    units: tuple[Unit, ...]
    """Own units in printed order, then carried ones."""
    deadlines: tuple[Deadline, ...]
    """Deadlines that stand in its text."""
    at: Spans
    """The characters of `text`."""


class CarryOver(Canonical):
    """A sentence that gives units to other tasks or rows."""

    raw: str
    """As printed: 以下各区、县（市）政府均为责任单位，不再列出."""
    names: tuple[str, ...]
    """The bodies it adds, as printed there."""
    reach: Literal["following", "preceding", "document"]
    """以下: the later tasks that have units; 以上: the rows of the table it stands under; 各项任务均需: all."""
    at: Spans
    """The characters of the sentence."""


ColumnRole = Literal[
    "no", "category", "name", "content", "value", "measure", "attribute", "lead", "support", "units", "deadline",
    "investment", "nature", "note", "other",
]  # fmt: skip


class Column(Canonical):
    """What one column of a table holds."""

    header: tuple[str, ...]
    """Heading cells from top to bottom."""
    role: ColumnRole
    """What the column means."""
    year: int | None
    """Year of a value column."""
    value_kind: Literal["baseline", "target"] | None
    """Whether a value column says what was reached or what is promised."""


class TableCell(Canonical):
    """One cell; the cells own the characters of a table."""

    block: str
    """Its address: `b41.0.0`."""
    row: int
    """Grid row of the top left corner, from 0."""
    col: int
    """Grid column of the top left corner, from 0."""
    rows: int
    """Grid rows it covers."""
    cols: int
    """Grid columns it covers."""
    text: str
    """Its paragraphs joined by "\\n"."""
    numbers: tuple[str, ...] | None
    """Automatic numbers, one per paragraph; null where there is none."""


class PlanTable(Canonical):
    """A table on its full grid."""

    id: str
    """`a3/t1`: part, then its position among the part's tables."""
    blocks: tuple[str, ...]
    """Its table blocks; two where it goes on after a page break."""
    part: str
    """Part it stands in."""
    section: str | None
    """Section it stands in; null where none."""
    kind: Literal["indicators", "worklist", "box", "other"]
    """What it was read as."""
    title: Text | None
    """The caption or annex title that names it, without its label."""
    rows: int
    """Grid rows, heading rows included."""
    cols: int
    """Grid columns."""
    header_rows: int
    """Heading rows."""
    columns: tuple[Column, ...]
    """What the columns hold; empty for a table that was not read."""
    cells: tuple[TableCell, ...]
    """Cells in reading order of their top left corners."""
    notes: tuple[Text, ...]
    """Legends and notes under the table."""


class Value(Canonical):
    """One cell that gives a measured value."""

    year: int | None
    """Year of the column, or of the title; else of a bracket after the value."""
    kind: Literal["baseline", "target"]
    """Reached, or promised."""
    raw: str
    """As printed."""
    form: Literal["amount", "range", "pair", "full", "change", "rate", "none", "text"]
    """How it is said."""
    value: Number | None
    """Null for pair, range, full, none and text."""
    low: Number | None
    """Lower end of a range."""
    high: Number | None
    """Upper end of a range."""
    pair: tuple[Number, Number] | None
    """First and second number of 1/5."""
    bound: Literal["exactly", "at-least", "more-than", "at-most", "less-than", "about"] | None
    """What the words around the number say; `exactly` where there are no such words."""
    measure: str | None
    """Unit of measure."""
    scale: int
    """10000 for 万, 100000000 for 亿; nothing is multiplied out."""
    cumulative: bool
    """A cumulative value."""
    base_year: int | None
    """Year a change is counted from."""
    at: Spans
    """The characters read."""


class Indicator(Canonical):
    """A row of an indicator table."""

    id: str
    """`a3/t1/r1`: table, then the printed 序号, else `row7`."""
    table: str
    """Table it stands in."""
    no: str | None
    """Printed 序号."""
    category: tuple[str, ...]
    """Outermost first."""
    name: str
    """Without its unit of measure."""
    measure: str | None
    """Unit of measure."""
    attribute: str | None
    """约束性 or 预期性."""
    values: tuple[Value, ...]
    """In column order."""
    units: tuple[Unit, ...]
    """Responsible units."""
    note: str | None
    """Text of the note column."""
    at: Spans
    """The characters of the name."""
    task: str | None = None
    """Task whose heading its name or category repeats; null where there is none."""


class Item(Canonical):
    """A row of a work list."""

    id: str
    """`a1/t1/r2`."""
    table: str
    """Table it stands in."""
    list: Literal["projects", "policies", "tasks", "results", "other"]
    """What the list lists."""
    no: str | None
    """Printed 序号."""
    group: tuple[str, ...]
    """Band rows and merged category columns, outermost first."""
    content: str
    """Main text column."""
    units: tuple[Unit, ...]
    """Responsible units."""
    deadline: Deadline | None
    """Printed deadline."""
    investment: str | None
    """As printed."""
    nature: str | None
    """新建, 续建, 谋划."""
    extra: dict[str, str]
    """Other columns by heading."""
    at: Spans
    """The characters of the content."""
    task: str | None = None
    """Task whose heading its content or group repeats; null where there is none."""
    name: str | None = None
    """Name of the project or task, where a column of its own holds it beside the content."""
    numbers: tuple[Target, ...] = ()
    """Amounts that its content promises (建设床位500张), in the shape of targets; the row's deadline gives their year."""


class BoxEntry(Canonical):
    """One paragraph of a box."""

    title: str | None
    """Run-in heading."""
    text: str
    """What follows it."""


class Box(Canonical):
    """A 专栏."""

    id: str
    """`3/1/4/box1`: section, then its printed number."""
    part: str
    """Part it stands in."""
    section: str | None
    """Section it stands in."""
    level: int
    """One level below the last open numbered section."""
    number: str | None
    """专栏1."""
    title: str | None
    """Title without the number."""
    entries: tuple[BoxEntry, ...]
    """Its paragraphs."""
    at: Spans
    """The characters of the title."""


class Target(Canonical):
    """A number in prose that the plan promises to reach."""

    id: str
    """`2/2/5/g1`."""
    task: str | None
    """Nearest numbered section or box; null before the first."""
    clause: str
    """Shortest run between punctuation that holds the number and says what it is about."""
    year: int | None
    """Year of the deadline that governs it."""
    raw: str
    """As printed."""
    value: Number
    """The number as printed, not multiplied by 万."""
    measure: str | None
    """Unit printed after the number; null where none is printed (PUE值不高于1.5)."""
    bound: Literal["exactly", "at-least", "more-than", "at-most", "less-than", "about"]
    """What the words around the number say."""
    form: Literal["amount", "change", "rate", "multiple", "rank", "zero"] = "amount"
    """`amount` a level (达到95%), `change` by how much (增加3个百分点, 新增200家), `rate` how fast (年均增长8%), `multiple` (翻一番), `rank` (前10), `zero` (零增长)."""
    per: Literal["year", "quarter", "month", "week", "day"] | None = None
    """The term in which it is reached again and again (每年举办10场); null for once."""
    base: Number | None = None
    """The value it starts from (从60%提高到75%), in the same unit; null where none is named."""
    subject: str | None
    """What is counted."""
    at: Spans
    """The characters of `raw`."""


class Reference(Canonical):
    """A document named in 《…》."""

    title: str
    """Without the title marks."""
    document_number: str | None
    """The 发文字号 that follows in brackets."""
    at: Spans
    """The characters of the title."""


BlockRole = Literal[
    "title", "status", "period", "document-number", "issuer", "recipient", "heading", "body", "units", "legend",
    "annex-label", "annex-list", "caption", "table", "note", "footnote", "toc", "signature", "date", "copies", "box",
    "other",
]  # fmt: skip


class PlanBlock(Canonical):
    """One paragraph or table of the source, and what it was taken for."""

    id: str
    """Position in the document: `b12`."""
    kind: Literal["paragraph", "table"]
    """A table's text is in `cells`."""
    text: str | None
    """As printed; null for a table."""
    number: str | None
    """An automatic Word number, computed, not part of text; null where it was typed."""
    style: str | None
    """Name of its style."""
    story: str
    """body, textbox, footnote, endnote, comment, header, footer."""
    part: str
    """Part that owns it."""
    section: str | None
    """Section that owns it; null before the first."""
    role: BlockRole
    """What most of it is."""


class DroppedText(Canonical):
    """Text that stands in no block."""

    text: str
    """As it stood in the source."""
    story: str
    """Where it stood."""
    reason: str
    """page-number, running-header, markup, repeated-heading, deleted, field-code, ruby, …"""


class PlanFinding(Canonical):
    """One odd thing in the document."""

    code: str
    """Stable name: `number-repeated`."""
    severity: Literal["error", "warning", "info"]
    """How much it matters."""
    params: dict[str, str | int]
    """What the message names."""
    message: str
    """English sentence."""
    at: At | None
    """Where; null where it is about the whole document."""


class Place(Canonical):
    """Where a block or cell stands in its file; only what its form knows is written."""

    page: Annotated[int | None, Sparse] = None
    """From 1."""
    box: Annotated[tuple[Number, ...] | None, Sparse] = None
    """Left, top, right, bottom on the page, in points from its top left corner."""
    xpath: Annotated[str | None, Sparse] = None
    """Of a web page."""
    line: Annotated[int | None, Sparse] = None
    """From 1, of a text or of a web page's source."""
    sheet: Annotated[str | None, Sparse] = None
    """Name of a spreadsheet's sheet."""
    cell: Annotated[str | None, Sparse] = None
    """`B7`."""
    part: Annotated[str | None, Sparse] = None
    """Name of a part of a Word file, `word/document.xml`."""
    paragraph: Annotated[int | None, Sparse] = None
    """From 1, of the paragraphs of that part."""


class Plan(Canonical):
    """One document, read."""

    format: Literal["policy-extract/plan-1"]
    """Name and major version of this contract."""
    source: Source
    """The file that was read."""
    front: Front
    """Title, number, issuers, date."""
    parts: tuple[Part, ...]
    """Main text first, then annexes in order."""
    sections: tuple[Section, ...]
    """The tree of headings."""
    tasks: tuple[Task, ...]
    """In reading order."""
    carry_overs: tuple[CarryOver, ...]
    """Sentences that give units to other tasks or rows."""
    tables: tuple[PlanTable, ...]
    """Every table, on its full grid."""
    indicators: tuple[Indicator, ...]
    """Rows of indicator tables."""
    items: tuple[Item, ...]
    """Rows of work lists."""
    boxes: tuple[Box, ...]
    """专栏."""
    targets: tuple[Target, ...]
    """Promises in prose."""
    references: tuple[Reference, ...]
    """Documents named in 《…》."""
    blocks: tuple[PlanBlock, ...]
    """Every paragraph and table of the source."""
    dropped: tuple[DroppedText, ...]
    """Text that stands in no block, with the reason."""
    findings: tuple[PlanFinding, ...]
    """Odd content."""
    places: Annotated[dict[str, Place] | None, Sparse] = None
    """Block id, or address of a cell, to where it stands in the file; written where it is asked for."""

    @cached_property
    def texts(self) -> dict[str, str]:
        """The characters of every paragraph and cell by its id, in reading order."""
        return texts_of(self)

    def text_of(self, *places: At) -> str:
        """The characters that places quote, as a thing's `at` lists them; those of several blocks on lines of their own.

        Fails: KeyError where a place is none of this plan.
        """
        return "\n".join(self.texts[at.block][at.start : at.end] for at in places)
