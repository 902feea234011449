"""The summary of a run: what went wrong, what to do about it, and the totals."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from policy_extract.batch.manifest import NAME
from policy_extract.cli.progress import clock
from policy_extract.findings import KINDS, Code
from policy_extract.messages import Count, say, say_error

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from policy_extract.batch.manifest import Line
    from policy_extract.batch.run import Order, Outcome
    from policy_extract.cli.voice import Voice
    from policy_extract.findings import Severity

_REASONS = 10
"""Reasons that are listed, the commonest first."""
_NAMES = 3
"""Files that are named for each."""


def severities(outcome: Outcome) -> Counter[Severity]:
    """How many findings of each severity all plans have together."""
    found: Counter[Severity] = Counter()
    for line in outcome.lines.values():
        for code, count in line.findings.items():
            found[KINDS[Code(code)].severity] += count
    return found


def summarise(outcome: Outcome, order: Order, voice: Voice, *, quiet: bool) -> None:
    """Tell what went wrong, by reason, and, unless it should be quiet, everything else worth knowing; the totals last."""
    for trace in dict.fromkeys(outcome.bugs.values()):  # once, however many inputs have it
        voice.lines(trace)
    told = Summary(outcome, order, voice)
    told.failed()
    told.partial()
    if not quiet:
        told.skipped()
        told.same()
        told.leftovers()
        told.totals()


def summarise_changes(outcome: Outcome, order: Order, voice: Voice) -> None:
    """Tell what was read this time, and what is wrong anywhere."""
    told = Summary(outcome, order, voice)
    told.read()
    told.failed()
    told.partial()
    told.same()
    told.leftovers()


@dataclass(frozen=True, slots=True)
class Summary:
    """Tells one side of an outcome at a time."""

    outcome: Outcome
    order: Order
    voice: Voice

    def failed(self) -> None:
        """Inputs without a plan, by reason."""
        if self.outcome.failed:
            self.voice.say("failed:")
            self._by_reason(
                _grouped(self.outcome.ordered, lambda line: [line.error] if line.status == "failed" else [])
            )

    def partial(self) -> None:
        """Plans in which something may be missing, by finding."""
        if any(line.status == "partial" for line in self.outcome.lines.values()):
            self.voice.say("partial:")
            self._by_reason(_grouped(self.outcome.ordered, _errors))

    def skipped(self) -> None:
        """Files that do not look like documents, by reason."""
        if any(line.status == "skipped" for line in self.outcome.lines.values()):
            self.voice.say("skipped:")
            self._by_reason(
                _grouped(self.outcome.ordered, lambda line: [line.error] if line.status == "skipped" else [])
            )

    def same(self) -> None:
        """Documents that are there in two forms, and count twice."""
        if self.outcome.same:
            self.voice.say("one document in two forms, both were read (same-document):")
        for pair in self.outcome.same[:_REASONS]:
            self.voice.say("    {names}", names=self._names(list(pair)))
        if rest := self.outcome.same[_REASONS:]:
            self.voice.say("    {pairs:more pair}", pairs=Count(len(rest)))

    def leftovers(self) -> None:
        """Results without input, and inputs that are no longer what was read."""
        if self.outcome.gone and self.order.prune:
            self.voice.say(
                "{results:result} without a source removed: {names}", **self._these(self.outcome.gone, "results")
            )
        elif self.outcome.gone:
            self.voice.say(
                "{results:result} without a source, kept until you say --prune: {names}",
                **self._these(self.outcome.gone, "results"),
            )
        if self.outcome.changed:
            self.voice.say(
                "{files:file} changed while the batch ran, run it again: {names}",
                **self._these(self.outcome.changed, "files"),
            )

    def totals(self) -> None:
        """Everything in three lines."""
        outcome, language = self.outcome, self.voice.language
        status = Counter(line.status for line in outcome.lines.values())
        unchanged = len(outcome.lines) - outcome.skipped - len(outcome.read)
        found = severities(outcome)
        parts = [
            (status["ok"], say(language, "{count} ok", count=status["ok"])),
            (status["partial"], say(language, "{count} partial", count=status["partial"])),
            (status["failed"], say(language, "{count} failed", count=status["failed"])),
            (status["skipped"], say(language, "{count} skipped", count=status["skipped"])),
            (unchanged, say(language, "{count} of them unchanged and not read again", count=unchanged)),
        ]
        self.voice.say(
            "{files:file}: {parts}",
            files=Count(len(outcome.lines)),
            parts=say(language, ", ").join(part for count, part in parts if count),
        )
        self.voice.say(
            "findings: {error:error}, {warning:warning}, {info} for information",
            error=Count(found["error"]),
            warning=Count(found["warning"]),
            info=found["info"],
        )
        self.voice.say(
            "{time}, {rate:.1f} files a second; {manifest}",
            time=clock(outcome.seconds),
            rate=(len(outcome.lines) - outcome.skipped) / max(outcome.seconds, 0.001),
            manifest=f"{self.order.settings.out.rstrip('/')}/{NAME}",
        )

    def read(self) -> None:
        """One line for each input that was read."""
        for path in sorted(self.outcome.read):
            counts = self.outcome.lines[path].counts
            if counts is not None:
                self.voice.say(
                    "{name}: {tasks:task}, {units:unit}, {findings:finding}",
                    name=self.outcome.inputs[path].shown,
                    tasks=Count(counts.tasks),
                    units=Count(counts.units),
                    findings=Count(sum(self.outcome.lines[path].findings.values())),
                )

    def _by_reason(self, reasons: dict[str, list[str]]) -> None:
        ranked = sorted(reasons.items(), key=lambda item: -len(item[1]))
        for reason, paths in ranked[:_REASONS]:
            sentence = say_error(self.voice.language, reason)
            self.voice.say("  {files:file}: {reason}", files=Count(len(paths)), reason=sentence)
            self.voice.say("    {names}", names=self._names(paths))
        if rest := ranked[_REASONS:]:
            files = sum(len(paths) for _, paths in rest)
            self.voice.say(
                "  {files:file} for {reasons:other reason}; see the manifest",
                files=Count(files),
                reasons=Count(len(rest)),
            )

    def _these(self, paths: list[str], what: str) -> dict[str, object]:
        return {what: Count(len(paths)), "names": self._names(paths)}

    def _names(self, paths: list[str]) -> str:
        """The first few paths, as they can be opened from where the command runs; … for the rest."""
        first = [self.outcome.inputs[path].shown if path in self.outcome.inputs else path for path in paths[:_NAMES]]
        return "  ".join([*first, *(["…"] if len(paths) > _NAMES else [])])


def _grouped(lines: Iterable[Line], reasons: Callable[[Line], Iterable[str | None]]) -> dict[str, list[str]]:
    """The paths of the lines that have each reason."""
    groups: dict[str, list[str]] = {}
    for line in lines:
        for reason in reasons(line):
            groups.setdefault(reason or "", []).append(line.path)
    return groups


def _errors(line: Line) -> list[str]:
    return [code for code in line.findings if KINDS[Code(code)].severity == "error"]
