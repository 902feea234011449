"""Odd content inside a readable document: stable codes, and the report they are noted in.

A finding says "this document has a …". Codes are names, listed once, with a
severity, an English sentence and an example; they are never renamed once
released. The command line renders them in the reader's language.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Literal

from policy_extract.records import field, mutable, record

if TYPE_CHECKING:
    from collections.abc import Iterator

    from policy_extract.generated.plain import At

Severity = Literal["error", "warning", "info"]
Param = str | int


class Code(StrEnum):
    """Every finding this package can make, in the order of the stages that make them."""

    # reading
    UNKNOWN_ELEMENT = "unknown-element"
    UNKNOWN_PART = "unknown-part"
    UNKNOWN_NUMBER_FORMAT = "unknown-number-format"
    MISSING_PART = "missing-part"
    BROKEN_REFERENCE = "broken-reference"
    INVALID_VALUE = "invalid-value"
    TABLE_TORN = "table-torn"
    NUMBER_NOT_COMPUTED = "number-not-computed"
    TEXT_DECODED_WITH_LOSS = "text-decoded-with-loss"
    CONVERSION_LOST = "conversion-lost"
    FORMATTING_LOST = "formatting-lost"
    PAGES_UNREADABLE = "pages-unreadable"
    CHARACTERS_UNREADABLE = "characters-unreadable"
    STAMPED = "stamped"
    NUMBER_TWICE = "number-twice"
    ANNEX_ELSEWHERE = "annex-elsewhere"
    PAGE_CONTINUES = "page-continues"
    PAGE_TEXT_DROPPED = "page-text-dropped"
    CELLS_HIDDEN = "cells-hidden"
    COMMENTS_DROPPED = "comments-dropped"
    FORMULA_WITHOUT_VALUE = "formula-without-value"
    BUNDLE_FILE_SKIPPED = "bundle-file-skipped"
    BUNDLE_FILE_UNREAD = "bundle-file-unread"
    LEDGER_DIFFERENCE = "ledger-difference"
    # front matter and parts
    TITLE_MISSING = "title-missing"
    PERIOD_BACKWARDS = "period-backwards"
    ANNEX_MISSING = "annex-missing"
    ANNEX_NOT_LISTED = "annex-not-listed"
    ANNEX_UNKNOWN = "annex-unknown"
    ANNEX_LABEL_MISSING = "annex-label-missing"
    LABEL_IN_TEXT = "label-in-text"
    # outline
    NUMBER_REPEATED = "number-repeated"
    NUMBER_SKIPPED = "number-skipped"
    NUMBER_BACKWARDS = "number-backwards"
    NUMBER_SPACED = "number-spaced"
    NUMBER_ALONE = "number-alone"
    # tasks and units
    TASKS_UNANNOUNCED = "tasks-unannounced"
    NO_TASKS = "no-tasks"
    STRUCTURE_DOUBTFUL = "structure-doubtful"
    UNITS_UNREAD = "units-unread"
    UNITS_WITHOUT_TASK = "units-without-task"
    UNIT_DOUBTFUL = "unit-doubtful"
    UNIT_REPEATED = "unit-repeated"
    BRACKET_UNCLOSED = "bracket-unclosed"
    CARRY_OVER_WITHOUT_UNITS = "carry-over-without-units"
    # tables
    TABLE_UNREAD = "table-unread"
    TABLE_FLATTENED = "table-flattened"
    COLUMN_DOUBTFUL = "column-doubtful"
    MARKS_UNEXPLAINED = "marks-unexplained"
    # everywhere
    TIME_BUDGET_EXCEEDED = "time-budget-exceeded"


ABOUT_STRUCTURE = frozenset({Code.TASKS_UNANNOUNCED, Code.NO_TASKS, Code.STRUCTURE_DOUBTFUL})
"""Findings that mean the roles or the nesting of a document's headings are uncertain."""


@record
class Kind:
    """What one code means."""

    severity: Severity
    message: str
    """An English sentence; `{name}` is a parameter of the finding."""
    example: str
    """The smallest content that makes it, for docs/findings.md."""


KINDS: dict[Code, Kind] = {
    Code.UNKNOWN_ELEMENT: Kind(
        "warning", "The element {element} is not known here; its text was kept.", "<x:note>文字</x:note>"
    ),
    Code.UNKNOWN_PART: Kind("warning", "The part {part} is embedded and was not read.", "w:altChunk to an HTML part"),
    Code.UNKNOWN_NUMBER_FORMAT: Kind(
        "warning", "The number format {format} is not known; decimal is shown.", 'w:numFmt w:val="hebrew1"'
    ),
    Code.MISSING_PART: Kind("info", "The file has no {part}.", "a .docx without word/styles.xml"),
    Code.BROKEN_REFERENCE: Kind(
        "info", "The {what} {target} is referred to and does not exist.", 'w:numId w:val="99" without such a list'
    ),
    Code.INVALID_VALUE: Kind(
        "info", "{element} has the value {value}, which means nothing; it was left out.", '<w:gridSpan w:val="two"/>'
    ),
    Code.TABLE_TORN: Kind(
        "warning",
        "A row of the table has {have} grid squares where {want} are expected; it was padded.",
        "a row with a cell missing",
    ),
    Code.NUMBER_NOT_COMPUTED: Kind(
        "warning", "The field {field} prints a number Word counts; it is not shown.", "a LISTNUM or AUTONUM field"
    ),
    Code.TEXT_DECODED_WITH_LOSS: Kind(
        "warning",
        "{count} bytes are not valid {encoding}; they show as U+FFFD.",
        "a GB18030 file cut in the middle of a character",
    ),
    Code.CONVERSION_LOST: Kind(
        "warning",
        "{count} characters of the file were lost on the way to .docx; read it beside the plan.",
        "a .doc with text in a kind of field the converter does not know",
    ),
    Code.FORMATTING_LOST: Kind(
        "warning",
        "The old Word file could only be read as text: automatic numbers, bold words and merged cells are missing.",
        "a .doc with damaged formatting",
    ),
    Code.PAGES_UNREADABLE: Kind(
        "error",
        "These pages have no text layer that can be read, and nothing of them is in the plan: {pages}.",
        "a PDF in which page 3 is a scan",
    ),
    Code.CHARACTERS_UNREADABLE: Kind(
        "warning",
        "{count} characters cannot be read, because their font does not say what it prints; U+FFFD stands for them, on these pages: {pages}.",
        "a PDF whose title is set in a font without a map of characters",
    ),
    Code.STAMPED: Kind(
        "info",
        "The pages carry {annotations} annotations with text and {seals} electronic seals; nothing of them is in the plan.",
        "an OFD file that was signed",
    ),
    Code.NUMBER_TWICE: Kind(
        "warning",
        "The paragraph has the automatic number {auto} and the typed number {typed}.",
        "（一） （一）总体要求",
    ),
    Code.ANNEX_ELSEWHERE: Kind(
        "warning",
        "{text} is a file of its own beside the page ({target}) and was not read.",
        '<a href="fj1.xlsx">附件1：项目清单</a>',
    ),
    Code.PAGE_CONTINUES: Kind(
        "warning",
        "The text goes on at another page ({text}: {target}), which was not read.",
        '<a href="t1_2.html">下一页</a>',
    ),
    Code.PAGE_TEXT_DROPPED: Kind(
        "warning",
        "{count} sentences of the page, {text} among them, stand beside the document or are hidden; they were dropped.",
        "an introduction to a site in the column beside a plan",
    ),
    Code.CELLS_HIDDEN: Kind(
        "warning",
        "{count} cells stand in hidden sheets, rows or columns of {where} and were dropped; the first says {text}.",
        "a list from which rows were filtered out",
    ),
    Code.COMMENTS_DROPPED: Kind(
        "info", "{count} comments on cells were dropped; the first says {text}.", "a comment on a cell of a list"
    ),
    Code.FORMULA_WITHOUT_VALUE: Kind(
        "warning",
        "{count} formulas were saved without their values, {cell} the first; nothing is calculated here.",
        "a workbook that a program wrote and nobody has opened since",
    ),
    Code.BUNDLE_FILE_SKIPPED: Kind(
        "warning", "{file} of the bundle was left out: {reason}.", "a plan that lies in a zip as .docx and as .pdf"
    ),
    Code.BUNDLE_FILE_UNREAD: Kind(
        "error", "{file} of the bundle cannot be read: {reason}.", "an annex that is a picture"
    ),
    Code.LEDGER_DIFFERENCE: Kind(
        "error", "{count} characters of the {story} are in no block and not dropped.", "a reader's own mistake"
    ),
    Code.TITLE_MISSING: Kind("info", "No title was found.", "a plan whose title was a picture"),
    Code.PERIOD_BACKWARDS: Kind("warning", "The period {period} ends before it begins.", "a plan for 2028—2026年"),
    Code.ANNEX_MISSING: Kind(
        "warning", "{label} is listed but not in the document.", "附件：1.项目清单, without an 附件1 after it"
    ),
    Code.ANNEX_NOT_LISTED: Kind(
        "info", "{label} is in the document but not listed.", "附件2 after a plan whose list names one annex"
    ),
    Code.ANNEX_UNKNOWN: Kind(
        "warning", "The text points at {label}, which the document does not have.", "详见附件3 in a plan of two annexes"
    ),
    Code.ANNEX_LABEL_MISSING: Kind(
        "info",
        "An annex is listed as {label} and printed without its label.",
        "the title 项目清单 standing without 附件1",
    ),
    Code.LABEL_IN_TEXT: Kind(
        "info",
        "{label} stands inside the text; no annex was seen to begin there.",
        "a line 附件 between 3. and 4.",
    ),
    Code.NUMBER_REPEATED: Kind("warning", "The number {number} is printed twice.", "（三） after （三）"),
    Code.NUMBER_SKIPPED: Kind(
        "warning", "{previous} is followed by {number}; numbers are missing between them.", "17. after 15."
    ),
    Code.NUMBER_BACKWARDS: Kind(
        "warning", "{previous} is followed by {number}, which runs backwards.", "（二） after （四）"
    ),
    Code.NUMBER_SPACED: Kind("info", "The number {number} is printed with a space inside.", "8 .完善"),
    Code.NUMBER_ALONE: Kind(
        "warning",
        "The number {number} stands alone and continues no count; it was read as text.",
        "1. on a line of its own after 3.",
    ),
    Code.TASKS_UNANNOUNCED: Kind(
        "info",
        "No heading announces tasks; the entries below {headings} were taken for them.",
        "a plan of 一、完善设施 二、提升服务, whose entries name no bodies",
    ),
    Code.NO_TASKS: Kind(
        "warning",
        "{count} characters of text, and no task was found in them.",
        "a text of several pages, or a plan of three chapters, whose headings announce no tasks",
    ),
    Code.STRUCTURE_DOUBTFUL: Kind(
        "info",
        "{text} was read as {role}; it may be {second}: {other}.",
        "二、强化支撑 with five entries beside 一、重点任务, or two lines of which each may be the title",
    ),
    Code.UNITS_UNREAD: Kind("warning", "Responsible units could not be read from {text}.", "（责任单位：）"),
    Code.UNITS_WITHOUT_TASK: Kind(
        "warning",
        "{text} belongs to no task: it stands before the first numbered section or in a box.",
        "责任单位：市民政局 in the opening paragraph",
    ),
    Code.UNIT_DOUBTFUL: Kind(
        "warning", "{name} may not be the name of a body.", "（责任单位：市民政局、并于年底前完成）"
    ),
    Code.UNIT_REPEATED: Kind(
        "info", "{name} is named more than once in one list.", "（责任单位：市民政局、市财政局、市民政局）"
    ),
    Code.BRACKET_UNCLOSED: Kind(
        "warning", "The clause {text} has no closing bracket.", "（责任单位：市民政局、市财政局"
    ),
    Code.CARRY_OVER_WITHOUT_UNITS: Kind(
        "warning", "{text} names no body that could be carried over.", "以下均不再列出"
    ),
    Code.TABLE_FLATTENED: Kind(
        "warning",
        "A table with the headings {headings} was flattened into lines, and its rows cannot be recognised.",
        "the lines 序号, 任务, 责任单位 with nothing that counts below them",
    ),
    Code.COLUMN_DOUBTFUL: Kind(
        "info",
        "The column {column} of table {table} was read as {role}; it may hold {second}.",
        "a column 归口 whose cells are bodies, beside 责任单位",
    ),
    Code.MARKS_UNEXPLAINED: Kind(
        "warning",
        "The signs {signs} of table {table} stand below the names of bodies, and nothing says which of these leads and which helps.",
        "√ and ○ in the columns 市民政局 and 市财政局, without a legend",
    ),
    Code.TABLE_UNREAD: Kind(
        "info",
        "The rows of table {table} were not read: its headings {headings} make neither a list of work nor indicators.",
        "a table headed 姓名 | 职务",
    ),
    Code.TIME_BUDGET_EXCEEDED: Kind(
        "error",
        "Reading took longer than {seconds} s; what comes later was not searched.",
        "a file of many megabytes, or a rule of --grammar that is not linear",
    ),
}


@record
class Finding:
    """One odd thing at one place."""

    code: Code
    params: dict[str, Param]
    at: At | None = None

    @property
    def severity(self) -> Severity:
        """error, warning or info: the same for every finding of a code."""
        return KINDS[self.code].severity

    @property
    def message(self) -> str:
        """The English sentence with its parameters."""
        return KINDS[self.code].message.format(**self.params)


@mutable
class Report:
    """The findings of one document: append-only, in the order they were made."""

    findings: list[Finding] = field(default_factory=list)

    def note(self, code: Code, at: At | None = None, **params: Param) -> None:
        """Add a finding; the parameters must be those its message names."""
        self.findings.append(Finding(code, params, at))

    def __iter__(self) -> Iterator[Finding]:
        return iter(self.findings)

    def __len__(self) -> int:
        return len(self.findings)
