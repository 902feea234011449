"""Lines for people: standard error, in their language."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

from policy_extract.cli.environment import memory_told
from policy_extract.cli.streams import Stop
from policy_extract.errors import InputError
from policy_extract.findings import ABOUT_STRUCTURE
from policy_extract.lexical.lines import for_people, one_line
from policy_extract.messages import Count, Language, say, say_error, say_finding, say_place, wording_of
from policy_extract.output.findings_formats import text_line
from policy_extract.output.notes import UNREADABLE
from policy_extract.records import record

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import typer

    from policy_extract.errors import PolicyExtractError
    from policy_extract.findings import Finding
    from policy_extract.generated.plain import Place
    from policy_extract.grammar.rules import Problem
    from policy_extract.model import Plan, PlanFinding
    from policy_extract.output.code_words import Wording
    from policy_extract.output.notes import Note


@record
class Voice:
    """Says what happened; never touches standard output."""

    language: Language

    def say(self, sentence: str, /, **params: object) -> None:
        """One line in the reader's language."""
        self.line(say(self.language, sentence, **params))

    def line(self, text: str) -> None:
        """Print one line; no text of a document and no file name can break it in two or make it a command."""
        self.lines(one_line(text) + "\n")

    def lines(self, text: str) -> None:
        """Whole lines, such as a traceback."""
        print(for_people(text), end="", file=sys.stderr, flush=True)  # noqa: T201  the place all lines for people pass

    def complain(self, name: str, error: PolicyExtractError) -> None:
        """`x.docx: this is a PDF …`."""
        self.say("{name}: {sentence}", name=name, sentence=say_error(self.language, str(error)))

    @contextmanager
    def about(self, name: str) -> Iterator[None]:
        """A block in which a file that cannot be read is reported under this name, with exit code 2."""
        try:
            with memory_told():
                yield
        except InputError as error:
            self.complain(name, error)
            raise Stop(2) from error

    def refuse(self, error: typer.TyperException) -> None:
        """What is wrong with the arguments, and where they are explained."""
        context = getattr(error, "ctx", None)
        sentence = error.format_message().replace("Value error, ", "")  # typer's validator's own words
        self.say("{name}: {sentence}", name="policy-extract", sentence=say_error(self.language, sentence))
        self.say("Help: {command} --help", command=context.command_path if context else "policy-extract")

    def finding(self, name: str, finding: PlanFinding | Finding, page: int | None = None) -> None:
        """`x.docx:b12:5: number-repeated: The number …`, a form editors can jump to; with the page where it is known."""
        sentence = self.told(finding)
        if page is not None:
            sentence = say(self.language, "{sentence} (page {page})", sentence=sentence, page=page)
        self.line(text_line(name, finding, sentence, self.code(finding.code)))

    def told(self, finding: PlanFinding | Finding) -> str:
        """What a finding says, in the reader's language."""
        return say_finding(self.language, finding.code, finding.params)

    def code(self, code: str) -> str:
        """What a finding's code is called."""
        return self.wording.word("codes", code)

    @property
    def wording(self) -> Wording:
        """How codes are worded in the reader's language."""
        return wording_of(self.language)

    def places(self, places: Mapping[str, Place]) -> dict[str, str]:
        """Where blocks stand, in words: the page, the line, the paragraph."""
        return {name: said for name, place in places.items() if (said := say_place(self.language, place))}

    def tell(self, note: Note) -> str:
        """What a note says, in the reader's language."""
        if note.code == UNREADABLE:
            return say_error(self.language, note.message)
        return say_finding(self.language, note.code, note.params)

    def problem(self, problem: Problem) -> None:
        """`units.toml:33: pattern: …; …`."""
        where = f"{problem.file}:{problem.line}"
        self.say("{place}: {sentence}", place=where, sentence=say_error(self.language, problem.message))

    def summary(self, name: str, plan: Plan) -> None:
        """`x.docx: 18 tasks, 85 units, 3 findings`; with a note where the roles of the headings are uncertain."""
        from policy_extract.output.sections import named_units

        counts = {
            "tasks": Count(len(plan.tasks)),
            "units": Count(sum(1 for _ in named_units(plan))),
            "findings": Count(len(plan.findings)),
        }
        if doubts := sum(finding.code in ABOUT_STRUCTURE for finding in plan.findings):
            self.say(
                "{name}: {tasks:task}, {units:unit}, {findings:finding}; the structure leaves {doubts:doubt}",
                name=name,
                doubts=Count(doubts),
                **counts,
            )
        else:
            self.say("{name}: {tasks:task}, {units:unit}, {findings:finding}", name=name, **counts)
