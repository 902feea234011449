"""`parse`, `blocks`, `explain`: what a document says, and why it was read so.

What a command needs is imported when it runs, so that `--help` is quick. No
`from __future__ import annotations` here: typer looks at the annotations.
"""

from enum import StrEnum
from typing import Annotated

import typer

from policy_extract.cli.options import FailOn, Files, Findings, Grammar, Output, Revisions, Strict, Which
from policy_extract.cli.streams import STANDARD, print_bytes, print_text, read_source, shown, source_name


class View(StrEnum):
    """What `parse --as` can show; a test checks that these are the views there are."""

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


File = Annotated[
    str, typer.Argument(metavar="FILE", help="A Word file, PDF, OFD, web page, workbook or text; - is standard input.")
]

As = Annotated[
    View | None,
    typer.Option(
        "--as",
        help="What to print: the JSON, a small text view, or a page. Else the JSON; on a terminal, an overview.",
    ),
]

Compact = Annotated[bool, typer.Option("--compact", help="JSON without white space, keys sorted (RFC 8785).")]


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

    _check_view(view, compact=compact, places=places, pictures=pictures)
    if findings and str(output or STANDARD) == STANDARD and (output or compact or view not in {None, View.JSON}):
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


def _check_view(view: View | None, *, compact: bool, places: bool, pictures: bool) -> None:
    """Refuse options that belong to the JSON or to the page where another view is asked for.

    Fails: typer.BadParameter, which names the option.
    """
    json = view in {None, View.JSON}
    if compact and not json:
        raise typer.BadParameter("it is a form of the JSON; leave out --as", param_hint="--compact")
    if places and not json:
        raise typer.BadParameter("it is a part of the JSON; leave out --as", param_hint="--places")
    if pictures and view is not View.HTML:
        raise typer.BadParameter("it is a part of the page; use --as html", param_hint="--pictures")


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
    from policy_extract.reading.flow.notation_writing import write_document

    report = Report()
    with context.obj.about(shown(file)):
        data = read_source(file)
        document = read(data, report, load().matcher(report), revisions=revisions.value)
        if ledger:
            from policy_extract.cli.account import print_account

            raise typer.Exit(print_account(shown(file), data, document, context.obj))
    print_bytes(write_document(document).encode())


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
