"""The commands. Each reads its arguments, calls one function and prints what it returns.

What a command needs is imported when it runs, so that `--help` is quick. No
`from __future__ import annotations` here: typer looks at the annotations.
"""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Annotated, Literal

import typer

from policy_extract.cli.batching import batch
from policy_extract.cli.grammar_commands import grammars
from policy_extract.cli.help import Command, Group, localised, show_help
from policy_extract.cli.options import (
    MEGABYTES,
    SECONDS,
    FailOn,
    Findings,
    Grammar,
    MemoryLimit,
    Revisions,
    TimeLimit,
    Which,
)
from policy_extract.cli.streams import STANDARD, Stop, print_bytes, print_text, read_source, shown, source_name
from policy_extract.cli.voice import Voice
from policy_extract.errors import PolicyExtractError
from policy_extract.messages import Language, choose_language

USAGE = 2
_NAME = "policy-extract"
_COMPLETE = "_POLICY_EXTRACT_COMPLETE"
"""The variable under which a shell asks what could come next."""


class View(StrEnum):
    """What `parse --as` can show; a test holds it to the views there are."""

    JSON = "json"
    OUTLINE = "outline"
    TASKS = "tasks"
    UNITS = "units"
    BY_UNIT = "by-unit"
    FINDINGS = "findings"
    FRONT = "front"
    TABLES = "tables"
    INDICATORS = "indicators"
    ITEMS = "items"
    TARGETS = "targets"
    DEADLINES = "deadlines"
    REFERENCES = "references"
    ROLES = "roles"
    LINKS = "links"
    REVIEW = "review"
    HTML = "html"


class Table(StrEnum):
    """What `export --as` can write."""

    XLSX = "xlsx"
    CSV = "csv"


class LedgerForm(StrEnum):
    """What `ledger --as` can write."""

    XLSX = "xlsx"
    ICS = "ics"
    DOCX = "docx"


class Split(StrEnum):
    """What `ledger --split-by` can part a ledger by."""

    UNIT = "unit"


class LedgerRows(StrEnum):
    """What a row of a ledger is for."""

    TASKS = "tasks"
    ITEMS = "items"
    TARGETS = "targets"


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


File = Annotated[
    str, typer.Argument(metavar="FILE", help="A Word file, PDF, OFD, web page, workbook or text; - is standard input.")
]
Files = Annotated[list[str], typer.Argument(metavar="FILE", help="Files to read; - is standard input.")]
As = Annotated[
    View | None,
    typer.Option(
        "--as",
        help="What to print: the JSON, a small text view, or a page. Else the JSON; on a terminal, an overview.",
    ),
]
Compact = Annotated[bool, typer.Option("--compact", help="JSON without white space, keys sorted (RFC 8785).")]
Output = Annotated[
    Path | None,
    typer.Option("--output", "-o", metavar="PATH", help="Write to this file; with several inputs, into this folder."),
]
Strict = Annotated[bool, typer.Option("--strict", help="Exit with 1 where a finding is an error.")]

app = typer.Typer(
    name="policy-extract",
    cls=Group,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)


command = partial(app.command, cls=Command)


def _print_version(wanted: bool) -> None:
    if wanted:
        import policy_extract

        print_text(f"policy-extract {policy_extract.__version__}\n")
        raise typer.Exit


@app.callback(invoke_without_command=True)
def root(
    context: typer.Context,
    lang: Annotated[  # noqa: ARG001  `run` has looked at it; typer checks its value and shows it in the help
        Literal["zh", "en"] | None,
        typer.Option("--lang", help="Language of messages; else POLICY_EXTRACT_LANG, else the locale."),
    ] = None,
    version: Annotated[  # noqa: ARG001  its callback does the work
        bool, typer.Option("--version", "-V", callback=_print_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Turn Chinese government plan documents into data."""
    show_help(context)


@command("parse")
def parse(
    context: typer.Context,
    files: Files,
    view: As = None,
    compact: Compact = False,
    output: Output = None,
    strict: Strict = False,
    fail_on: Annotated[
        FailOn, typer.Option("--fail-on", help="Exit with 1 on findings from this severity on; --strict is error.")
    ] = FailOn.NEVER,
    findings: Findings = None,
    grammar: Grammar = None,
    revisions: Which = Revisions.ACCEPTED,
    places: Annotated[
        bool, typer.Option("--places", help="Say in the JSON where every block stands: page, line, paragraph, cell.")
    ] = False,
    as_one: Annotated[
        bool, typer.Option("--as-one", help="Read all files as one document: the plan, named first, and its annexes.")
    ] = False,
    pictures: Annotated[
        bool,
        typer.Option("--pictures", help="Put what the pages of a PDF or OFD file look like into its page (--as html)."),
    ] = False,
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help="Tell what is only for information, too.")] = False,
) -> None:
    """Read documents; print JSON, a small text view, or a page."""
    from policy_extract.cli.parsing import Job, parse_files, unasked_view
    from policy_extract.grammar import load

    json = view in {None, View.JSON}
    if compact and not json:
        raise typer.BadParameter("it is a form of the JSON; leave out --as", param_hint="--compact")
    if places and not json:
        raise typer.BadParameter("it is a part of the JSON; leave out --as", param_hint="--places")
    if pictures and view is not View.HTML:
        raise typer.BadParameter("it is a part of the page; use --as html", param_hint="--pictures")
    if findings and str(output or STANDARD) == STANDARD and (output or compact or not json):
        raise typer.BadParameter("it prints in place of the plan; name a file with -o", param_hint="--findings")
    level = FailOn.ERROR if strict and fail_on is FailOn.NEVER else fail_on
    job = Job(
        load(grammar or ()),
        context.obj,
        view.value if view else unasked_view() if not (compact or places or findings or output) else "json",
        compact,
        output,
        level.value,
        findings.value if findings else None,
        revisions.value,
        places,
        tuple(files[1:]) if as_one else (),
        pictures=pictures,
        verbose=verbose,
    )
    raise typer.Exit(parse_files(files[:1] if as_one else files, job))


@command("export")
def export(
    context: typer.Context,
    files: Annotated[
        list[str], typer.Argument(metavar="FILE", help="Files to read, or folders of them; - is standard input.")
    ],
    output: Annotated[
        Path,
        typer.Option("--output", "-o", metavar="PATH", help="The workbook to write; with --as csv, the folder."),
    ],
    table: Annotated[
        Table, typer.Option("--as", help="An Excel workbook with a sheet per kind of thing, or a CSV file for each.")
    ] = Table.XLSX,
    strict: Strict = False,
    grammar: Grammar = None,
    revisions: Which = Revisions.ACCEPTED,
) -> None:
    """Read documents into the rows of one Excel workbook, or of CSV files."""
    from policy_extract.cli.exporting import export_files
    from policy_extract.cli.parsing import Job
    from policy_extract.grammar import load

    level = FailOn.ERROR if strict else FailOn.NEVER
    job = Job(load(grammar or ()), context.obj, output=output, fail_on=level.value, revisions=revisions.value)
    raise typer.Exit(export_files(files, output, table.value, job))


@command("ledger")
def ledger(
    context: typer.Context,
    files: Annotated[
        list[str],
        typer.Argument(
            metavar="PLAN", help="Documents, JSON of parse, folders of them, or one ledger; - is standard input."
        ),
    ],
    output: Annotated[
        Path | None,
        typer.Option(
            "--output", "-o", metavar="PATH", help="What to write; with --update and --merge else the ledger itself."
        ),
    ] = None,
    rows: Annotated[
        LedgerRows | None,
        typer.Option("--rows", help="A row for each task, each row of a work list, or each number promised."),
    ] = None,
    update: Annotated[
        Path | None,
        typer.Option("--update", metavar="LEDGER", help="Bring this filled-in ledger up to date with the plans."),
    ] = None,
    form: Annotated[
        LedgerForm,
        typer.Option("--as", help="A workbook, a calendar of the deadlines, or with --split-by a Word file to send."),
    ] = LedgerForm.XLSX,
    split_by: Annotated[
        Split | None, typer.Option("--split-by", help="A file for each responsible body, into the folder of -o.")
    ] = None,
    merge: Annotated[
        Path | None,
        typer.Option(
            "--merge", metavar="DIR", help="Put what bodies filled in, in files of this folder, into the ledger."
        ),
    ] = None,
    grammar: Grammar = None,
) -> None:
    """Write the ledger (台账) of plans, a sheet to print and to fill in; bring one up to date, send it out, collect it."""
    from policy_extract.cli import ledger_parts
    from policy_extract.cli.ledgers import Job, make_ledger, update_file
    from policy_extract.grammar import load

    if sum((update is not None, split_by is not None, merge is not None)) > 1:
        raise typer.BadParameter("one at a time: --update, --split-by or --merge", param_hint="--merge")
    if rows is not None and (update or merge):
        raise typer.BadParameter("the rows are those of the ledger", param_hint="--rows")
    if (form is LedgerForm.DOCX and split_by is None) or (form is LedgerForm.ICS and (update or merge or split_by)):
        raise typer.BadParameter("docx goes with --split-by, ics stands alone", param_hint="--as")
    if (target := output or update or (Path(files[0]) if merge else None)) is None:
        raise typer.BadParameter("name what to write", param_hint="--output")
    job = Job(load(grammar or ()), context.obj, target, rows.value if rows else "tasks")
    if update is not None:
        raise typer.Exit(update_file(update, files, job))
    if split_by is not None:
        raise typer.Exit(ledger_parts.split_files(files, "docx" if form is LedgerForm.DOCX else "xlsx", job))
    if merge is not None:
        raise typer.Exit(ledger_parts.merge_folder(merge, files, job))
    raise typer.Exit(ledger_parts.calendar_file(files, job) if form is LedgerForm.ICS else make_ledger(files, job))


@command("blocks")
def blocks(
    context: typer.Context,
    file: File,
    ledger: Annotated[
        bool, typer.Option("--ledger", help="Print where every character went; exit with 1 where one is missing.")
    ] = False,
    revisions: Which = Revisions.ACCEPTED,
) -> None:
    """Print a document in the plain text notation."""
    from policy_extract.findings import Report
    from policy_extract.grammar import load
    from policy_extract.reading import read
    from policy_extract.reading.flow.notation import write_document

    report = Report()
    with context.obj.about(shown(file)):
        data = read_source(file)
        document = read(data, report, load().matcher(report), revisions=revisions.value)
        if ledger:
            from policy_extract.cli.account import print_account

            raise typer.Exit(print_account(shown(file), data, document, context.obj))
    print_bytes(write_document(document).encode())


@command("explain")
def explain(
    context: typer.Context,
    file: File,
    wanted: Annotated[
        str,
        typer.Argument(metavar="ID", help="What --as outline, tasks or roles names: 2/1/1, a1, b12; or a unit's name."),
    ],
    grammar: Grammar = None,
    revisions: Which = Revisions.ACCEPTED,
) -> None:
    """Say which rule read which characters, and which rule came second."""
    from policy_extract.grammar import load
    from policy_extract.output.block_places import places_of
    from policy_extract.output.explain import explain as explained
    from policy_extract.pipeline import parse_bytes

    rules, name = load(grammar or ()), source_name(file)
    with context.obj.about(shown(file)):
        data = read_source(file)
        read = parse_bytes(data, name, grammars=rules, revisions=revisions.value, trace=True)
        where = context.obj.places(places_of(read.plan, read.places, data))
        print_text(explained(read.plan, read.trace, wanted, where, context.obj.wording))


class Contract(StrEnum):
    """What there is a JSON Schema of."""

    PLAN = "plan"
    MANIFEST = "manifest"
    DIFF = "diff"


@command("diff")
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
    if loose and (other or only or form not in {Comparison.TEXT, Comparison.MARKDOWN, Comparison.JSON}):
        raise typer.BadParameter(
            "goes with two plans, --as text, markdown or json, and not with --only", param_hint="--loose"
        )
    if order is RowOrder.SEVERITY and form not in {Comparison.DOCX, Comparison.XLSX}:
        raise typer.BadParameter("is for --as docx and xlsx", param_hint="--order")
    if other and form not in {Comparison.TEXT, Comparison.MARKDOWN, Comparison.LINES}:
        raise typer.BadParameter("two redrafts are told as text, lines or markdown", param_hint="--as")
    from policy_extract.cli.diffing import Comparison as Job
    from policy_extract.cli.diffing_any import diff_any
    from policy_extract.grammar import load

    job = Job(
        load(grammar or ()), context.obj, form.value, [one.value for one in only or ()], output, loose, order.value
    )
    raise typer.Exit(diff_any(old, new, other, job))


@command("trace")
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


@command("install-git")
def install_git(
    context: typer.Context,
    everywhere: Annotated[
        bool, typer.Option("--global/--local", help="For all repositories of this user, or for this one (the default).")
    ] = False,
    take_out: Annotated[bool, typer.Option("--uninstall", help="Take out what was put in, and nothing else.")] = False,
) -> None:
    """Make git diff, git log -p and git difftool show what changed in Word files."""
    from policy_extract.cli.install_git import install, uninstall

    (uninstall if take_out else install)("--global" if everywhere else "--local", context.obj)


@command("git-diff")
def git_diff(
    context: typer.Context,
    told: Annotated[list[str], typer.Argument(metavar="PATH", help="What git hands over to an external diff.")],
) -> None:
    """What git diff runs for Word files, once install-git has told it."""
    from policy_extract.cli.git import git_diff as run_git_diff

    raise typer.Exit(run_git_diff(told, context.obj.language))


@command("git-text")
def git_text(
    context: typer.Context,
    file: Annotated[str, typer.Argument(metavar="FILE", help="The document whose text is printed.")],
) -> None:
    """What git log -p runs for Word files: the text, a line for each sentence."""
    from policy_extract.cli.git import git_text as run_git_text

    raise typer.Exit(run_git_text(file, context.obj.language))


@command("schema")
def schema(
    contract: Annotated[
        Contract,
        typer.Argument(
            metavar="CONTRACT",
            help="What: a plan, a line of the manifest that batch writes, or what diff --as json prints.",
        ),
    ] = Contract.PLAN,
) -> None:
    """Print the JSON Schema of the output."""
    if contract is Contract.MANIFEST:
        from policy_extract.batch.manifest import manifest_schema_json as schema_json
    elif contract is Contract.DIFF:
        from policy_extract.comparison.published import diff_schema_json as schema_json
    else:
        from policy_extract.output.schema import schema_json

    print_bytes(schema_json())


@command("app")
def application(
    context: typer.Context,
    port: Annotated[
        int,
        typer.Option(
            "--port", metavar="N", min=0, max=65535, help="Port of this machine to listen at; 0 takes a free one."
        ),
    ] = 0,
    browser: Annotated[bool, typer.Option("--browser/--no-browser", help="Open the page in the browser.")] = True,
    time_limit: TimeLimit = SECONDS,
    memory_limit: MemoryLimit = MEGABYTES,
) -> None:
    """See plans in a browser: drop files, get pages, comparisons, tables. For one person, on this machine alone."""
    from policy_extract.cli.application import run_application

    raise typer.Exit(run_application(port, time_limit, memory_limit, context.obj, browser=browser))


class Shell(StrEnum):
    """The shells that can complete."""

    BASH = "bash"
    ZSH = "zsh"
    FISH = "fish"
    POWERSHELL = "powershell"


@command("completion")
def completion(
    shell: Annotated[Shell, typer.Argument(metavar="SHELL", help="bash, zsh, fish or powershell.")],
) -> None:
    """Print what makes a shell complete commands, options and their values."""
    from typer.completion import get_completion_script  # type: ignore[attr-defined]  # typer names it nowhere else

    script = get_completion_script(prog_name=_NAME, complete_var=_COMPLETE, shell=shell.value)
    print_bytes(script.encode() + b"\n")


@command("changed")
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


command("batch")(batch)
app.add_typer(grammars, name="grammar")


def run(arguments: Sequence[str], environ: Mapping[str, str]) -> int:
    """The exit code after doing what the arguments ask."""
    language, arguments = take_language(arguments, environ)
    voice = Voice(language)
    if _COMPLETE in environ:
        from typer.completion import completion_init  # type: ignore[attr-defined]  # the same

        completion_init()
    try:
        code = localised(typer.main.get_command(app), language).main(
            [*arguments], prog_name="policy-extract", standalone_mode=False, obj=voice
        )
    except typer.TyperException as error:
        voice.refuse(error)
        return USAGE
    except Stop as stop:
        return stop.code
    except PolicyExtractError as error:
        voice.complain("policy-extract", error)
        return USAGE
    return code or 0


def take_language(arguments: Sequence[str], environ: Mapping[str, str]) -> tuple[Language, list[str]]:
    """The reader's language, and the arguments with --lang, wherever it stands, put first.

    >>> take_language(["parse", "x.docx", "--lang", "zh"], {})
    ('zh', ['--lang', 'zh', 'parse', 'x.docx'])
    """
    rest = [*arguments]
    for place, argument in enumerate(rest):
        name, equals, value = argument.partition("=")
        if argument == "--":
            break
        if name == "--lang" and (equals or place + 1 < len(rest)):
            value = value if equals else rest.pop(place + 1)
            del rest[place]
            return choose_language({"POLICY_EXTRACT_LANG": value}), ["--lang", value, *rest]
    return choose_language(environ), rest
