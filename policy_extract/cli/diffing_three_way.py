"""`diff BASE FIRST SECOND`: two redrafts of one base, compared."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policy_extract.cli.diffing import check_target, plan_in, target_of
from policy_extract.cli.exit_codes import ASKED_ABOUT, DONE
from policy_extract.cli.streams import print_bytes, source_name, write_file
from policy_extract.comparison.compare import compare
from policy_extract.comparison.report.sections import selected
from policy_extract.comparison.report.three_way import (
    three_way_lines,
    three_way_markdown,
    three_way_summary,
    three_way_text,
)
from policy_extract.comparison.three_way import three_way

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from policy_extract.cli.diffing import Comparison
    from policy_extract.comparison.three_way import Merged


def diff_redrafts(base: str, first: str, second: str, job: Comparison) -> int:
    """The exit code after comparing two redrafts with their base: 1 where one of them changed anything asked about."""
    check_target(job, base, first, second)
    plans = [plan_in(file, job) for file in (base, first, second)]
    found = three_way(*(selected(compare(plans[0], plan), job.only) for plan in plans[1:]))
    names = [source_name(file) for file in (base, first, second)]
    written = "".join(f"{line}\n" for line in _lines(found, names, job)).encode()
    target = target_of(job)
    if target is None:
        print_bytes(written)
    else:
        write_file(target, written)
        sentence = three_way_summary(found, job.voice.language)
        job.voice.say("{old} → {new}: {sentence}", old=names[0], new=f"{names[1]} | {names[2]}", sentence=sentence)
    return ASKED_ABOUT if found else DONE


def _lines(found: Sequence[Merged], names: Sequence[str], job: Comparison) -> Iterable[str]:
    if job.form == "lines":
        return three_way_lines(found, job.voice.language)
    told = three_way_markdown if job.form == "markdown" else three_way_text
    return told(found, names, job.voice.language)
