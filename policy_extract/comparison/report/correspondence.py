"""The report of resemblances: a line or row for each thing of the new plan, and the things of either without any."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policy_extract.comparison.correspondence import NOUNS
from policy_extract.comparison.report.change_text import noun_in
from policy_extract.comparison.report.headline import filled
from policy_extract.lexical.lines import flat
from policy_extract.messages import Count, say
from policy_extract.output.markdown_text import escaped

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from policy_extract.comparison.changes.diff_model import Correspondence, DiffSource, Noun
    from policy_extract.comparison.correspondence import Compared, Thing
    from policy_extract.messages import Language

    Found = Mapping[str, Sequence[Correspondence]]

_NOBODY = "—"


def correspondence_text(compared: Compared, old: DiffSource, new: DiffSource, language: Language) -> str:
    """A line for each thing of the new plan with a counterpart, then those of either plan without."""
    return "".join(f"{line}\n" for line in _text(compared, old, new, language))


def correspondence_markdown(compared: Compared, old: DiffSource, new: DiffSource, language: Language) -> str:
    """The same as tables, with a row for each thing of the new plan."""
    return "".join(f"{line}\n" for line in _markdown(compared, old, new, language))


def _text(compared: Compared, old: DiffSource, new: DiffSource, language: Language) -> Iterator[str]:
    yield flat(f"{old.name} → {new.name}") + ("：" if language == "zh" else ": ") + counterparts(compared, language)
    for noun, before, after, found in _by_noun(compared):
        yield ""
        yield _counted(noun, after, found, language)
        for thing in after:
            if likest := "; ".join(_likeness(one) for one in found.get(thing.side.id, ())):
                yield f"  {flat(thing.side.label)}  {likest}"
        unlike = [thing for thing in after if thing.side.id not in found]
        yield from _only(unlike, new, language)
        yield from _only(_alone(before, found), old, language)


def _only(things: Sequence[Thing], document: DiffSource, language: Language) -> Iterator[str]:
    """What has no counterpart in the other document, as many on a line as it holds."""
    if things:
        yield f" {say(language, 'only in {name}', name=flat(document.name))}"
        yield from filled((flat(thing.side.label) for thing in things), language)


def _markdown(compared: Compared, old: DiffSource, new: DiffSource, language: Language) -> Iterator[str]:
    yield f"# {escaped(f'{old.title or old.name} → {new.title or new.name}')}"
    yield ""
    yield counterparts(compared, language)
    for noun, before, after, found in _by_noun(compared):
        yield ""
        yield f"## {_counted(noun, after, found, language)}"
        yield ""
        yield _row(escaped(new.name), escaped(old.name), say(language, "likeness"))
        yield _row("---", "---", "---:")
        for thing in after:
            some = found.get(thing.side.id, ())
            labels, scores = (
                "<br>".join(cells) for cells in ([escaped(one.old.label) for one in some], map(_percent, some))
            )
            yield _row(escaped(thing.side.label), labels or _NOBODY, scores)
        yield from (_row(_NOBODY, escaped(thing.side.label), "") for thing in _alone(before, found))


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


def counterparts(compared: Compared, language: Language) -> str:
    """How many things have a counterpart (each resembles the other most), for the kinds that both plans have."""
    count = Count(sum(len(after) for _, _, after, _ in _by_noun(compared)))
    mutual = Count(sum(one.mutual for one in compared.found))
    return say(language, "{mutual:} of {count:} have a counterpart", mutual=mutual, count=count)


def _counted(noun: Noun, after: Sequence[Thing], found: Found, language: Language) -> str:
    mutual = Count(sum(any(one.mutual for one in some) for some in found.values()))
    said = say(language, "{mutual:} of {count:} have a counterpart", mutual=mutual, count=Count(len(after)))
    return f"{noun_in(noun, language)}{'：' if language == 'zh' else ': '}{said}"


def _by_noun(compared: Compared) -> Iterator[tuple[Noun, list[Thing], list[Thing], Found]]:
    """The things of each noun that both plans have, with the likenesses by new thing."""
    for noun in NOUNS:
        before, after = ([thing for thing in things if thing.noun == noun] for things in (compared.old, compared.new))
        found: dict[str, list[Correspondence]] = {}
        for one in compared.found:
            if one.noun == noun:
                found.setdefault(one.new.id, []).append(one)
        if before and after:
            yield noun, before, after, found


def _alone(before: Sequence[Thing], found: Found) -> list[Thing]:
    """Old things that no new one resembles."""
    known = {one.old.id for some in found.values() for one in some}
    return [thing for thing in before if thing.side.id not in known]


def _likeness(one: Correspondence) -> str:
    """`44 % 5.推动医养结合`; ↔ where each resembles the other most."""
    return f"{'↔' if one.mutual else '→'} {flat(one.old.label)} {_percent(one)}"


def _percent(one: Correspondence) -> str:
    return f"{round(100 * one.score)} %"
