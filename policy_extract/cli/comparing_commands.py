"""`diff`, `trace`, `changed`: what is different between versions.

What a command needs is imported when it runs, so that `--help` is quick. No
`from __future__ import annotations` here: typer looks at the annotations.
"""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from policy_extract.cli.options import FailOn, Findings, Grammar


class Comparison(StrEnum):
    """What `diff --as` can print."""

    TEXT = "text"
    LINES = "lines"
    BODIES = "bodies"
    JSON = "json"
    MARKDOWN = "markdown"
    HTML = "html"
    DOCX = "docx"
    XLSX = "xlsx"


class RowOrder(StrEnum):
    """In which order the Word or Excel file of `diff` has its rows."""

    DOCUMENT = "document"
    SEVERITY = "severity"


class Traced(StrEnum):
    """What `trace --as` can print."""

    TEXT = "text"
    MARKDOWN = "markdown"
    CSV = "csv"


class Severity(StrEnum):
    """What `diff --only` can ask for."""

    SUBSTANCE = "substance"
    WORDING = "wording"
    FORM = "form"


def diff(
    context: typer.Context,
    old: Annotated[
        str,
        typer.Argument(
            metavar="OLD", help="The earlier version: a document, JSON of parse, or a folder; - is standard input."
        ),
    ],
    new: Annotated[
        str | None, typer.Argument(metavar="NEW", help="The later version; left out with --revisions.")
    ] = None,
    other: Annotated[
        str | None,
        typer.Argument(metavar="OTHER", help="Another redraft of OLD: what both changed, or one, or in conflict."),
    ] = None,
    revisions: Annotated[
        bool, typer.Option("--revisions", help="Compare one Word file before its tracked changes and with them.")
    ] = False,
    form: Annotated[
        Comparison,
        typer.Option(
            "--as", help="A report, one line per change or per body, or a JSON, Markdown, HTML, Word or Excel file."
        ),
    ] = Comparison.TEXT,
    only: Annotated[
        list[Severity] | None,
        typer.Option(
            "--only",
            metavar="SEVERITY",
            help="Only changes of substance, wording or form; repeatable. The exit code looks at these alone.",
        ),
    ] = None,
    loose: Annotated[
        bool,
        typer.Option(
            "--loose",
            help="For plans that are no versions of each other (another level, another year): what resembles what.",
        ),
    ] = False,
    order: Annotated[
        RowOrder,
        typer.Option("--order", help="Rows of the Word or Excel file as the document has them, or gravest first."),
    ] = RowOrder.DOCUMENT,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="PATH", help="Write to this file; of two folders, into this one."),
    ] = None,
    grammar: Grammar = None,
) -> None:
    """Compare two versions of a plan, two folders, or two redrafts with their base; exit with 1 where they differ."""
    if (new is None) != revisions:
        raise typer.BadParameter("give two versions, or one Word file and --revisions", param_hint="NEW")
    if [old, new, other].count("-") > 1:
        raise typer.BadParameter("standard input can be one of the versions only", param_hint="NEW")
    _check_form(form, order, redrafts=bool(other), loose=loose, filtered=bool(only))
    from policy_extract.cli.diffing import Comparison as Job
    from policy_extract.cli.diffing_any import diff_any
    from policy_extract.grammar import load

    rules = load(grammar or ())
    job = Job(rules, context.obj, form.value, [one.value for one in only or ()], output, loose, order.value)
    raise typer.Exit(diff_any(old, new, other, job))


def _check_form(form: Comparison, order: RowOrder, *, redrafts: bool, loose: bool, filtered: bool) -> None:
    """Refuse options that the form of the report cannot show together.

    Fails: typer.BadParameter, which names the option.
    """
    if loose and (redrafts or filtered or form not in {Comparison.TEXT, Comparison.MARKDOWN, Comparison.JSON}):
        raise typer.BadParameter(
            "goes with two plans, --as text, markdown or json, and not with --only", param_hint="--loose"
        )
    if order is RowOrder.SEVERITY and form not in {Comparison.DOCX, Comparison.XLSX}:
        raise typer.BadParameter("is for --as docx and xlsx", param_hint="--order")
    if redrafts and form not in {Comparison.TEXT, Comparison.MARKDOWN, Comparison.LINES}:
        raise typer.BadParameter("two redrafts are told as text, lines or markdown", param_hint="--as")


def trace(
    context: typer.Context,
    files: Annotated[
        list[str], typer.Argument(metavar="FILE", help="Two or more drafts of one plan, the earliest first.")
    ],
    form: Annotated[Traced, typer.Option("--as", help="Lines, a Markdown table, or CSV.")] = Traced.TEXT,
    grammar: Grammar = None,
) -> None:
    """Follow every task of a plan through its drafts; exit with 1 where one came, went or changed."""
    if len(files) < 2:
        raise typer.BadParameter("give two drafts or more", param_hint="FILE")
    from policy_extract.cli.diffing import Comparison as Job
    from policy_extract.cli.tracing import trace_files
    from policy_extract.grammar import load

    raise typer.Exit(trace_files(files, form.value, Job(load(grammar or ()), context.obj)))


def changed(
    context: typer.Context,
    base: Annotated[
        str, typer.Argument(metavar="BASE", help="A branch, tag or commit of this git repository to compare with.")
    ],
    output: Annotated[
        Path, typer.Option("--output", "-o", metavar="DIR", help="A new folder for plans, findings and a summary.")
    ],
    patterns: Annotated[
        list[str] | None,
        typer.Argument(metavar="[PATHS]", help="Folders, files or patterns of git; else Word files anywhere."),
    ] = None,
    fail_on: Annotated[
        FailOn, typer.Option("--fail-on", help="Exit with 1 on failed files and findings from this severity on.")
    ] = FailOn.ERROR,
    findings: Findings = None,
    grammar: Grammar = None,
) -> None:
    """Read the documents that changed in git since BASE, for those who review them."""
    from policy_extract.cli.changed import Review, review_changes
    from policy_extract.grammar import load

    rules = load(grammar or ())
    review = Review(rules, context.obj, output, fail_on.value, findings.value if findings else None)
    raise typer.Exit(review_changes(base, patterns or (), review))
