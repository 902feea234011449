"""Edits of how much and by when: values, bounds and deadlines, in sentences and in tables."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tests.diff.mutation.expected import Aim, Thing, Wanted

if TYPE_CHECKING:
    from policy_extract.model import Indicator, Target, Value
    from tests.diff.mutation.desk import Desk

_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_YEAR = re.compile(r"20\d\d")
_GOALS = re.compile(r"到(20\d\d)年")


def change_value(desk: Desk) -> bool:
    """Another number in a promise made in a sentence."""
    for target in desk.shuffled(_lonely_targets(desk)):
        at = target.at[0]
        found = _NUMBER.search(target.raw)
        if found is None or (new := _other_number(desk, found[0], target.measure)) is None:
            continue
        raw = target.raw.replace(found[0], new, 1)
        if raw in desk.texts[at.block] or not desk.draft.overwrite(
            at.block, at.start + found.start(), at.start + found.end(), new
        ):
            continue
        desk.anatomy.claim(target.id, "whole")
        _claim_values(desk, target)
        return desk.done(
            "change value",
            [
                Wanted(
                    "value-changed",
                    "substance",
                    (Thing(block=at.block, text=found[0]),),
                    (Aim("block", at.block, text=new),),
                )
            ],
            lambda look: raw in [one.raw for one in look.targets(at.block)],
        )
    return False


def change_bound(desk: Desk) -> bool:
    """“At least” in place of “about” or “exactly”, with the same number."""
    for target in desk.shuffled(_lonely_targets(desk)):
        at, raw = target.at[0], target.raw
        new, bound = _other_bound(raw)
        if new is None or bound == target.bound or not desk.draft.overwrite(at.block, at.start, at.end, new):
            continue
        desk.anatomy.claim(target.id, "whole")
        _claim_values(desk, target)
        value = target.value
        return desk.done(
            "change bound",
            [
                Wanted(
                    "bound-changed",
                    "substance",
                    (Thing(block=at.block, text=raw),),
                    (Aim("block", at.block, text=new),),
                )
            ],
            lambda look: (value, bound) in [(one.value, one.bound) for one in look.targets(at.block)],
        )
    return False


def change_deadline(desk: Desk) -> bool:
    """Another year in a deadline of a task or of the goals."""
    phrases = [
        (task.id, deadline.at[0].block, deadline.at[0].start, deadline.at[0].end)
        for task in desk.plan.tasks
        for deadline in task.deadlines
        if deadline.year and len(deadline.at) == 1 and desk.anatomy.free(task.id, "values")
    ]
    known = {(block, start) for _, block, start, _ in phrases}
    for target in desk.plan.targets:
        block = target.at[0].block
        if target.year is None or block not in desk.draft.lines or not desk.anatomy.free(str(target.task), "values"):
            continue
        for found in _GOALS.finditer(desk.texts[block], 0, target.at[0].start):
            if int(found[1]) == target.year and (block, found.start()) not in known and not _is_task(desk, target):
                known.add((block, found.start()))
                phrases.append((str(target.task), block, found.start(), found.end()))
    for row, block, start, end in desk.shuffled(phrases):
        text = desk.texts[block]
        year = _YEAR.search(text, start, end)
        new = _other_year(desk, year[0]) if year else ""
        if (
            year is None
            or text.count(year[0]) != 1
            or new in text
            or not desk.draft.overwrite(block, *year.span(), new)
        ):
            continue
        desk.anatomy.claim(row, "values")
        was = year[0]
        return desk.done(
            "change deadline",
            [
                Wanted(
                    "deadline-changed", "substance", (Thing(block=block, text=was),), (Aim("block", block, text=new),)
                )
            ],
            lambda look: (
                was not in look.draft.text(block)
                and (
                    any(
                        one.year == int(new)
                        for task in look.plan.tasks
                        for one in task.deadlines
                        if one.at[0].block == look.names[block]
                    )
                    or any(one.year == int(new) for one in look.targets(block))
                )
            ),
        )
    return False


def add_deadline(desk: Desk) -> bool:
    """A date put before a sentence of a task that has none, and no promise it could govern."""
    promising = {target.task for target in desk.plan.targets}
    for heading in desk.shuffled(desk.anatomy.tasks("values")):
        task = heading.task
        if (
            task is None
            or task.deadlines
            or task.id in promising
            or not task.at
            or not desk.anatomy.free(task.id, "text")
        ):
            continue
        at = task.at[0]
        year = _other_year(desk, str(desk.plan.front.period.end)) if desk.plan.front.period else "2028"
        if not desk.draft.overwrite(at.block, at.start, at.start, f"{year}年6月底前，"):
            continue
        desk.anatomy.claim(task.id, "values")
        desk.anatomy.claim(task.id, "text")
        token = heading.block
        return desk.done(
            "add deadline",
            [Wanted("deadline-added", "substance", (), (Aim("block", at.block, text=year),))],
            lambda look: (
                (found := look.heading(token)) is not None
                and found.task is not None
                and [one.year for one in found.task.deadlines] == [int(year)]
            ),
        )
    return False


def change_deadline_of_row(desk: Desk) -> bool:
    """Another year in the deadline of a row of a work list."""
    for item in desk.shuffled(
        [one for one in desk.plan.items if one.deadline and one.deadline.year and desk.anatomy.free(one.id, "deadline")]
    ):
        assert item.deadline is not None
        at = item.deadline.at[0]
        table, _row, _col = at.block.rsplit(".", 2)
        year = _YEAR.search(item.deadline.raw)
        if year is None or not _is_single(desk, at.block):
            continue
        new = _other_year(desk, year[0])
        start = at.start + year.start()
        if not desk.draft.overwrite(at.block, start, start + 4, new):
            continue
        desk.anatomy.claim(item.id, "deadline")
        line = item.at[0].block.split(".")[1]
        return desk.done(
            "change deadline of a row",
            [
                Wanted(
                    "deadline-changed",
                    "substance",
                    (Thing(item.id, text=year[0]),),
                    (Aim("row", table, line, text=new),),
                )
            ],
            lambda look: (
                (found := look.row(table, line)) is not None
                and getattr(found, "deadline", None) is not None
                and found.deadline.year == int(new)
            ),  # type: ignore[union-attr]  # an item, for it has a deadline
        )
    return False


def change_indicator_value(desk: Desk) -> bool:
    """Another number in an indicator table."""
    for indicator, value in desk.shuffled(_values(desk)):
        found = _NUMBER.search(value.raw)
        at = value.at[0]
        if found is None or (new := _other_number(desk, found[0], value.measure or "")) is None:
            continue
        if not desk.draft.overwrite(at.block, at.start + found.start(), at.start + found.end(), new):
            continue
        raw = value.raw.replace(found[0], new, 1)
        return _value_done(desk, "change value of an indicator", "value-changed", indicator, value, raw)
    return False


def change_indicator_bound(desk: Desk) -> bool:
    """45 becomes 45以上, ≥200 becomes 200."""
    for indicator, value in desk.shuffled(_values(desk)):
        at = value.at[0]
        if value.bound == "exactly" and _NUMBER.fullmatch(value.raw):
            new = value.raw + "以上"
        elif value.raw[:1] in {"≥", ">", "＞"}:
            new = value.raw[1:].strip()
        elif value.raw.endswith(("以上", "以下", "左右")):
            new = value.raw[:-2]
        else:
            continue
        if desk.draft.overwrite(at.block, at.start, at.end, new):
            return _value_done(desk, "change bound of an indicator", "bound-changed", indicator, value, new)
    return False


def _value_done(desk: Desk, name: str, kind: str, indicator: Indicator, value: Value, raw: str) -> bool:
    at = value.at[0]
    table, row, col = at.block.rsplit(".", 2)
    desk.anatomy.claim(at.block, "whole")
    desk.anatomy.claim(indicator.id, "values")
    return desk.done(
        name,
        [Wanted(kind, "substance", (Thing(indicator.id, at.block, value.raw),), (Aim("row", table, row, text=raw),))],
        lambda look: (
            (found := look.row(table, row)) is not None
            and raw
            in [one.raw for one in getattr(found, "values", ()) if one.at[0].block == look.address(table, row, col)]
        ),
    )


def _values(desk: Desk) -> list[tuple[Indicator, Value]]:
    """Numbers that stand alone in a cell of their own."""
    return [
        (indicator, value)
        for indicator in desk.plan.indicators
        if desk.anatomy.free(indicator.id, "row")
        for value in indicator.values
        if value.form == "amount"
        and len(value.at) == 1
        and _is_single(desk, value.at[0].block)
        and value.at[0].block.split(".")[1] == indicator.at[0].block.split(".")[1]
        and desk.anatomy.free(value.at[0].block, "whole")
    ]


def _is_single(desk: Desk, cell: str) -> bool:
    """Whether a cell is not merged."""
    return all(one.rows == one.cols == 1 for table in desk.plan.tables for one in table.cells if one.block == cell)


def _lonely_targets(desk: Desk) -> list[Target]:
    """Promises whose number stands only once in their paragraph, with nothing else changed in them."""
    return [
        one
        for one in desk.plan.targets
        if len(one.at) == 1
        and one.at[0].block in desk.draft.lines
        and desk.anatomy.free(one.id, "whole")
        and (number := _NUMBER.search(one.raw))
        and _NUMBER.findall(desk.texts[one.at[0].block]).count(number[0]) == 1
        and desk.draft.stretch(one.at[0].block, one.at[0].start, one.at[0].end)
        and desk.anatomy.free(str(one.task), "values")
    ]


def _claim_values(desk: Desk, target: Target) -> None:
    if target.task is not None:
        desk.anatomy.claim(target.task, f"value of {target.id}")


def _is_task(desk: Desk, target: Target) -> bool:
    return any(task.id == target.task for task in desk.plan.tasks)


def _other_number(desk: Desk, number: str, measure: str) -> str | None:
    """A number as plausible as this one: a tenth to a half more or less, as many decimals, never over 100 percent."""
    places = len(number.partition(".")[2])
    value = float(number)
    factors = [1.1, 1.2, 1.25, 1.5, 0.9, 0.8, 0.75, 0.5]
    for factor in desk.shuffled(factors):
        new = f"{value * factor:.{places}f}"
        percent = measure.startswith(("%", "％", "个百分点"))
        if new != number and float(new) > 0 and not (percent and float(new) > 100):
            return new
    return str(int(value) + 1) if places == 0 and not measure.startswith(("%", "％")) else None


def _other_year(desk: Desk, year: str) -> str:
    """The year before or after, not before the plan begins."""
    period = desk.plan.front.period
    first = period.start if period else int(year)
    return str(int(year) + (desk.random.choice((-1, 1)) if int(year) > first else 1))


def _other_bound(raw: str) -> tuple[str | None, str]:
    """The same number with another bound, and that bound."""
    if raw.endswith("以上"):
        return raw[:-2] + "左右", "about"
    if raw.startswith("不少于"):
        return "超过" + raw[3:], "more-than"
    if raw.startswith("超过"):
        return "不少于" + raw[2:], "at-least"
    if raw[:1].isdigit() and raw[-1] not in "上下右余多内":
        return raw + "以上", "at-least"
    return None, ""
