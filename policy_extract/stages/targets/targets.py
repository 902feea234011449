"""Prose and boxes → targets: numbers the plan promises to reach, with the year that governs them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from typing import TYPE_CHECKING

from policy_extract.blocks import Paragraph, Table
from policy_extract.generated.plain import At, Target
from policy_extract.lexical.width import fold
from policy_extract.records import field, mutable, record, replace
from policy_extract.stages.outline.outline import walk
from policy_extract.stages.passages import Passage
from policy_extract.stages.targets.amounts import read_sentences
from policy_extract.stages.targets.prose import REACH, RUN_ENDS

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Iterator, Sequence
    from collections.abc import Set as AbstractSet
    from decimal import Decimal

    from policy_extract.blocks import Block
    from policy_extract.generated.plain import Item, PlanTable
    from policy_extract.grammar import Matcher
    from policy_extract.stages.deadlines import Due
    from policy_extract.stages.parts.parts import Layout
    from policy_extract.stages.structure import BoxForm, Ownership, PartForm, SectionForm, StageContext
    from policy_extract.stages.targets.amounts import Amount, Sentence

READ = {None, "heading", "body", "box"}
"""Roles of blocks that may promise something."""


_RUN_END = re.compile(f"[{RUN_ENDS}—,:;]")
_LONG_CELL = 4_000
"""Characters from which a cell is folded paragraph by paragraph; folding all of it each time would be quadratic."""


@record
class _Stretch:
    """A title, or the text of one paragraph after it."""

    block: str
    text: str
    start: int
    end: int
    offset: int = 0
    """Where `text` begins in the block: of a very long cell each paragraph is looked at alone."""


@record
class OwnYear:
    """The year that the words 今年 and 全年 of a document mean."""

    year: int | None = None
    """What 今年 means: the year of the title, else that of the date."""
    titled: int | None = None
    """What 全年 means as well: the year of the title."""


@record
class Years:
    """The years of a document that apply to numbers without one of their own."""

    since: int | None
    """The plan's first year; a year before it is past and promises nothing."""
    own: OwnYear


@mutable
class _Reader:
    """What reading one part needs and remembers."""

    part: str
    years: Years
    matcher: Matcher
    owner: str | None = None
    """The numbered section or box that was opened last."""
    counts: Counter[str | None] = field(default_factory=Counter)
    last: tuple[_Stretch, list[Sentence]] | None = None
    """What was read last."""


@record
class _Above:
    """What the sections above say about the targets of a section."""

    none: bool = False
    """They report what was already reached, or say who qualifies."""
    dated: bool = False
    """They say why the work matters, with figures that describe: there only what has a year is promised."""
    goal_year: int | None = None
    """The year of the deadline that opened their goals."""
    heading_year: int | None = None
    """The year that their heading is about: 2026年重点工作."""
    own_year: int | None = None
    """The year of the section's own completion date: 完成时限：2026年底."""
    listed: bool = False
    """What stands here is to be reached or done, without a verb that says so: a section of goals, a row of a work list."""


def plan_start(layout: Layout, matcher: Matcher) -> int | None:
    """The year before which everything is past: the period's first year, else the document's own."""
    heads = [part.head for part in layout.parts]
    period = next((head.period for head in heads if head.period is not None), None)
    return period[1] if period is not None else own_year(layout, matcher).year


def own_year(layout: Layout, matcher: Matcher) -> OwnYear:
    """The year of the document: the only one its title names, else that of its date."""
    heads = [part.head for part in layout.parts]
    title = next((head.title for head in heads if head.title is not None), None)
    years = {match.group("year") for match in matcher.all("title-year", title.text)} if title is not None else set()
    if len(years) == 1 and (year := years.pop()) is not None:
        return OwnYear(int(fold(year)), int(fold(year)))
    date = layout.signature.date or heads[0].date
    return OwnYear(None if date is None else int(date.iso[:4]))


def read_targets(
    part: PartForm, sections: Sequence[SectionForm], years: Years, context: StageContext
) -> Iterator[Target]:
    """The part's targets in reading order; headings of what was reached or of who qualifies, and what stands under them, have none."""
    reader = _Reader(part.id, years, context.matcher)
    yield from _before_sections(part, sections, reader, context.owned)
    above: dict[str, _Above] = {}
    for section in walk(sections):
        here = _under(section, above.get(section.id, _Above()), reader)
        if section.number is not None:
            reader.owner = section.id
        if not here.none:
            goal_year = yield from _of_section(section, here, reader, context.owned)
            here = replace(here, goal_year=goal_year, none=_introduces_conditions(section, reader.matcher))
        above |= {child.id: here for child in section.sections}


def item_numbers(items: Iterable[Item], tables: Iterable[PlanTable], years: Years, matcher: Matcher) -> list[Item]:
    """The items, each with the amounts its content promises; the row's deadline governs what names no year."""
    texts = {cell.block: cell.text for table in tables for cell in table.cells}
    found: list[Item] = []
    for item in items:
        reader = _Reader(item.id, years, matcher, owner=item.id)
        above = _Above(own_year=item.deadline.year if item.deadline is not None else None, listed=True)
        numbers = [
            replace(target, task=None)
            for at in item.at
            for stretch in (_Stretch(at.block, texts[at.block], at.start, at.end),)
            for target in _of_paragraph(stretch, _sentences(stretch, reader), above, reader)
        ]
        found.append(replace(item, numbers=tuple(numbers)) if numbers else item)
    return found


def _under(section: SectionForm, above: _Above, reader: _Reader) -> _Above:
    """What the sections above say, and this section's heading."""
    above = replace(above, dated=above.dated or _urges(section, reader.matcher))
    none = _says_none(section, above, reader.matcher) or (above.none and not _looks_ahead(section, reader.matcher))
    found = reader.matcher.first("year-heading", section.title) if section.title is not None else None
    if found is None:
        return replace(above, none=none)
    year = found.group("year")
    return replace(above, none=none, heading_year=int(fold(year)) if year else reader.years.own.year)


def _says_none(section: SectionForm, above: _Above, matcher: Matcher) -> bool:
    reports = section.role == "background" and not above.dated
    return reports or _looks_back(section, matcher) or _says_who_qualifies(section, matcher)


def _says_who_qualifies(section: SectionForm, matcher: Matcher) -> bool:
    return section.title is not None and matcher.first("qualifying-heading", section.title) is not None


def _introduces_conditions(section: SectionForm, matcher: Matcher) -> bool:
    """Whether its last paragraph says that conditions follow, which are the sections below it."""
    last = section.blocks[-1] if section.blocks and section.sections else None
    return isinstance(last, Paragraph) and matcher.first("qualifying-list", last.text) is not None


def _looks_back(section: SectionForm, matcher: Matcher) -> bool:
    return section.title is not None and matcher.first("past-heading", section.title) is not None


def _urges(section: SectionForm, matcher: Matcher) -> bool:
    """Whether it says why the work matters: 统一思想，提高认识."""
    title = section.title if section.role == "background" else None
    return title is not None and matcher.first("urging-heading", title) is not None


def _looks_ahead(section: SectionForm, matcher: Matcher) -> bool:
    """Whether a heading of goals inside a review of the past ends it: 第一章 发展基础和总体要求, 第二节 主要目标."""
    return section.title is not None and matcher.first("ahead-heading", section.title) is not None


def _before_sections(
    part: PartForm, sections: Sequence[SectionForm], reader: _Reader, owned: Ownership
) -> Iterator[Target]:
    """Targets of the text before the first section."""
    if reader.matcher.clock.stopped:
        return
    inside = {block.id for section in walk(sections) for block in section.blocks}
    for block in part.blocks[part.head.body :]:
        if isinstance(block, Paragraph) and block.id not in inside and _is_prose(block, owned):
            stretch = _Stretch(block.id, block.text, 0, len(block.text))
            yield from _of_paragraph(stretch, _sentences(stretch, reader), _Above(), reader)


def _is_prose(block: Paragraph, owned: Ownership) -> bool:
    return owned.roles.get(block.id) in {None, "body"} and block.id not in owned.cells


def _of_section(
    section: SectionForm, above: _Above, reader: _Reader, owned: Ownership
) -> Generator[Target, None, int | None]:
    """Targets of the section's own blocks and boxes; returns the year that governs what stands below."""
    goals = section.role == "goals"
    own_year = _completion_year(section, reader.matcher)
    here = replace(above, goal_year=above.goal_year if goals else None, own_year=own_year, listed=goals)
    boxes = {box.table or box.at[0].block: box for box in section.boxes if box.table or box.at}
    titles = {box.at[0].block for box in section.boxes if box.table and box.at} - boxes.keys()
    for block in section.blocks:
        if owned.roles.get(block.id) not in READ or block.id in titles or block.id in owned.cells:
            continue
        if (box := boxes.get(block.id)) is not None:
            yield from _of_box(box, block, above, reader)
        elif isinstance(block, Paragraph):
            read = [(one, _sentences(one, reader)) for one in _stretches(section, block)]
            for stretch, sentences in _without_repeats(read, _first_below(section, block, reader)):
                if goals and (year := _opening_year(stretch, sentences, reader.matcher)) is not None:
                    here = replace(here, goal_year=year)
                yield from _of_paragraph(stretch, sentences, here, reader)
    return here.goal_year


def _completion_year(section: SectionForm, matcher: Matcher) -> int | None:
    """The year of the completion date that the section's own paragraphs print after a label, if it is one."""
    texts = [block.text for block in section.blocks if isinstance(block, Paragraph)]
    found = {match.group("year") for text in texts for match in matcher.all("completion", text)}
    return int(fold(year)) if len(found) == 1 and (year := found.pop()) is not None else None


def _of_box(box: BoxForm, block: Block, above: _Above, reader: _Reader) -> Iterator[Target]:
    """Targets of a box; a box that is a paragraph owns the paragraphs after it, a table only its cells."""
    before, reader.owner = reader.owner, box.id
    if isinstance(block, Table):
        texts = {block.address(cell): cell.text for cell in block.cells}
        for address, start, end in box.paragraphs:
            stretch = _box_paragraph(address, texts[address], start, end)
            yield from _of_paragraph(stretch, _sentences(stretch, reader), replace(above, goal_year=None), reader)
        reader.owner = before


def _box_paragraph(address: str, text: str, start: int, end: int) -> _Stretch:
    if len(text) <= _LONG_CELL:
        return _Stretch(address, text, start, end)
    return _Stretch(address, text[start:end], 0, end - start, start)


def _stretches(section: SectionForm, block: Paragraph) -> Iterable[_Stretch]:
    """The heading of the section, and the text after it; else the whole paragraph."""
    opening, rest = section.opening
    if block.id != opening:
        yield _Stretch(block.id, block.text, 0, len(block.text))
        return
    if section.title is not None:
        yield from (_Stretch(block.id, block.text, span.start, span.end) for span in section.at)
    if rest < len(block.text):
        yield _Stretch(block.id, block.text, rest, len(block.text))


def _first_below(section: SectionForm, block: Paragraph, reader: _Reader) -> list[Sentence]:
    """The sentences of the first paragraph below a heading that fills its own."""
    if block.id != section.opening[0] or len(block.text) > section.opening[1] or len(section.blocks) < 2:
        return []
    below = section.blocks[1]
    return (
        _sentences(_Stretch(below.id, below.text, 0, len(below.text)), reader) if isinstance(below, Paragraph) else []
    )


def _without_repeats(
    read: Sequence[tuple[_Stretch, Sequence[Sentence]]], below: Sequence[Sentence]
) -> Iterator[tuple[_Stretch, Sequence[Sentence]]]:
    """The stretches of a paragraph with their sentences, leaving out numbers of a heading that the text repeats."""
    for place, (stretch, sentences) in enumerate(read):
        after = [*(sentence for _, later in read[place + 1 :] for sentence in later), *below]
        said = {(amount.value, amount.measure) for sentence in after for amount in sentence.amounts}
        yield stretch, [_without(sentence, said) for sentence in sentences] if said else sentences


def _without(sentence: Sentence, said: AbstractSet[tuple[Decimal, str]]) -> Sentence:
    """The sentence without the amounts that are said elsewhere."""
    kept = tuple(one for one in sentence.amounts if (one.value, one.measure) not in said)
    return sentence if len(kept) == len(sentence.amounts) else replace(sentence, amounts=kept)


def _sentences(stretch: _Stretch, reader: _Reader) -> list[Sentence]:
    """The sentences of a stretch; the first paragraph below a heading is asked for twice, and read once."""
    if reader.last is None or reader.last[0] != stretch:
        text, start, end = _behind_a_number(stretch.text, stretch.start), stretch.start, stretch.end
        reader.last = (
            stretch,
            read_sentences(Passage(stretch.block, text, start, end), reader.years.since, reader.matcher),
        )
    return reader.last[1]


def _behind_a_number(text: str, start: int) -> str:
    """The text with a space for the point of a number of the outline: the 15 of 7.15个村建成活动室 is no fraction."""
    return f"{text[: start - 1]} {text[start:]}" if start and fold(text[start - 1]) == "." else text


def _opening_year(stretch: _Stretch, sentences: Sequence[Sentence], matcher: Matcher) -> int | None:
    """The year of the last deadline in the sentence that opens a paragraph, but not of one inside a statement: 普及率2027年达到65%."""
    dues = [due for sentence in sentences[:1] for due in sentence.dues if due.year is not None]
    years = [due.year for due in dues if _opens_its_run(stretch, due, matcher)]
    return years[-1] if years else None


def _opens_its_run(stretch: _Stretch, due: Due, matcher: Matcher) -> bool:
    """Whether nothing but an opening (力争全市) or 目标是 stands before the deadline in its run."""
    before = _RUN_END.split(stretch.text[max(stretch.start, due.start - REACH) : due.start])[-1].strip()
    return not before or any(matcher.first(finds, before) is not None for finds in ("opens-a-count", "goal"))


# ---------------------------------------------------------------- the year that governs


def _of_paragraph(stretch: _Stretch, sentences: Iterable[Sentence], above: _Above, reader: _Reader) -> Iterator[Target]:
    """Targets of a paragraph: a deadline governs what follows it, sentence by sentence, while targets follow."""
    years = (above.goal_year, above.own_year, above.heading_year)
    section_year = next((year for year in years if year is not None), None)
    now = above.heading_year if above.heading_year is not None else reader.years.own.year
    whole = above.heading_year if above.heading_year is not None else reader.years.own.titled
    governing = section_year
    promised = False
    for sentence in sentences:
        kept = False
        if sentence.is_apart:
            governing = section_year
        dues = [_settled(due, now, whole) for due in sentence.dues]
        inherited = section_year if any(due.kind != "term" for due in dues) else governing
        for amount, year in zip(sentence.amounts, _years(sentence.amounts, dues, inherited), strict=True):
            describes = amount.bare and year is None and not above.listed and not (promised and sentence.is_part)
            if (year is not None or not above.dated) and not describes:
                kept = True
                yield _target(stretch, amount, year, reader)
        promised = kept
        by = [due for due in dues if due.kind == "by" and (sentence.amounts or due.until is None)]
        if by:
            governing = by[-1].year
            section_year = governing if above.goal_year is not None else section_year
        elif dues or not sentence.amounts:
            governing = section_year


def _settled(due: Due, now: int | None, whole: int | None) -> Due:
    """今年 and 9月底前 as deadlines of the year they mean; 全年 so where title or heading name a year, else as a term."""
    if due.this_year:
        return replace(due, kind="by", year=now)
    if due.kind == "now":
        return replace(due, kind="by" if whole is not None else "term", year=whole)
    return due


def _years(amounts: Iterable[Amount], dues: Sequence[Due], inherited: int | None) -> Iterator[int | None]:
    """The year of each amount: its own, else of the last deadline before it; None for a promise with a term of its own."""
    starts = [due.start for due in dues]
    terms = [due.start for due in dues if due.kind == "term"]
    last = [inherited, *_last_years(dues)]
    for amount in amounts:
        has_term = bisect_left(terms, amount.term_from) < bisect_left(terms, amount.end)
        place = bisect_left(starts, amount.end)
        inferred = None if has_term else last[place] if place or inherited else _after(amount, dues)
        yield amount.year if amount.year is not None else inferred


def _after(amount: Amount, dues: Sequence[Due]) -> int | None:
    """The year of a deadline that stands after the first amount, in the same run: 提高至40%的政策延续到2026年底."""
    due = next((due for due in dues if due.kind == "by"), None)
    return due.year if due is not None and due.end <= amount.run_end else None


def _last_years(dues: Iterable[Due]) -> Iterator[int | None]:
    """The year of the last deadline up to each."""
    year = None
    for due in dues:
        year = due.year if due.kind == "by" else year
        yield year


def _target(stretch: _Stretch, amount: Amount, year: int | None, reader: _Reader) -> Target:
    owner = reader.owner
    reader.counts[owner] += 1
    place = owner if owner is not None else "" if reader.part == "main" else reader.part
    subject = stretch.text[slice(*amount.subject)] if amount.subject else None
    return Target(
        id=f"{place}/g{reader.counts[owner]}".lstrip("/"),
        task=owner,
        clause=_one_line(stretch.text[slice(*amount.clause)]),
        year=year,
        raw=stretch.text[amount.start : amount.end],
        value=amount.value,
        measure=_one_line(amount.measure) or None,
        bound=amount.bound,  # type: ignore[arg-type]  # the grammar's `set` names bounds; pydantic checks
        form=amount.form,  # type: ignore[arg-type]  # and forms
        per=amount.per,  # type: ignore[arg-type]  # and terms
        base=amount.base,
        subject=_one_line(subject) if subject else None,
        at=(At(block=stretch.block, start=stretch.offset + amount.start, end=stretch.offset + amount.end),),
    )


def _one_line(text: str) -> str:
    return "".join(text.split("\n"))
