"""What a promised number means: a level, a change, a rate, a multiple, a rank, nothing at all; how often; from where it starts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policy_extract.records import record
from policy_extract.stages.targets.promises import is_last, is_of
from policy_extract.stages.targets.prose import REACH, between

if TYPE_CHECKING:
    from collections.abc import Sequence

    from policy_extract.grammar import Match
    from policy_extract.stages.targets.prose import Mention, Prose

LEVEL = ("至", "到")
"""Right before a number they say that it is the level: 提高占比至75%."""


@record
class Meaning:
    """How one number is meant."""

    form: str
    per: str | None
    base: str | None
    """As printed."""


def meaning_of(mention: Mention, term_from: int) -> Meaning:
    """How the number is meant; `term_from` is where a term of its own may stand."""
    return Meaning(_form(mention), _per(mention.read, mention.match, term_from), _base(mention))


def _form(mention: Mention) -> str:
    """By the amount itself, its unit, the verb before it, or what is measured."""
    read, run, match = mention.read, mention.run, mention.match
    if (own := match.get("form")) is not None:
        return str(own)
    if is_of(read, match, "measure-multiple"):
        return "multiple"
    if is_of(read, match, "measure-point"):
        return "change"
    low = max(run[0], match.start - REACH)
    counted = [one.end for one in between(read.amounts, low, match.start)]
    said = between(read.promises, max([low, *counted]), match.start) or between(read.promises, low, match.start)
    verb = read.matcher.first("form", governing.text) if (governing := _governing(read, said, match)) else None
    levelled = read.text[low : match.start].rstrip().endswith(LEVEL)
    if governing is not None and verb is not None and not levelled and not read.text.startswith(LEVEL, governing.end):
        rate = verb.get("form") == "rate"
        if verb.has("betters") and is_of(read, match, "measure-count") and not is_last(read, match, run[1]):
            return "amount"
        share = is_of(read, match, "measure-share") or bool(match.get("share"))
        return "change" if rate and not share else str(verb.get("form"))
    ends = [bound.start for bound in between(read.bounds, run[0], match.start)]
    ends += [one.start for one in said[-1:] if one.get("sort") == "reaching"]
    stop = min([match.start, *ends])
    measured = read.text[max(run[0], stop - REACH) : stop].rstrip()
    return "rate" if read.matcher.first("rate-noun", measured) is not None else "amount"


def _governing(read: Prose, said: Sequence[Match], match: Match) -> Match | None:
    """The verb that governs the number: the last that reaches a level, else one that says how much more (新增建设试点企业30家), else the first."""
    far = {verb.start for verb in said if verb.text == "为" and match.start - verb.end > len("不低于")}
    reaching = [verb for verb in said if verb.get("sort") == "reaching" and verb.start not in far]
    if reaching:
        return reaching[-1]
    doing = [verb for verb in said if verb.get("sort") == "doing"]
    if doing and is_of(read, match, "measure-share"):
        return None
    changing = (verb for verb in doing if read.matcher.first("form", verb.text) is not None)
    return next(changing, next(iter(doing or said[-1:]), None))


def _per(read: Prose, match: Match, term_from: int) -> str | None:
    """The last term before the number: 每年举办10场; before a share only 年均, since 每日 is part of what is measured."""
    found = read.matcher.all("per", read.text, start=max(term_from, match.start - REACH), end=match.start)
    measured = is_of(read, match, "measure-share") and not is_of(read, match, "measure-point")
    found = [one for one in found if not measured or one.get("of_shares")]
    return str(found[-1].get("per")) if found else None


def _base(mention: Mention) -> str | None:
    """The number a change begins from, right before it: 从60%提高到75%."""
    read, run, match = mention.read, mention.run, mention.match
    found = between(read.starts, max(run[0], match.start - REACH), match.start)
    nearer = between(read.amounts, found[-1].end, match.start) if found else ()
    return found[-1].group("number") if found and not nearer else None
