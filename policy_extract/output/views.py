"""Small texts that show one side of a plan: for the command line, and for the pages under tests/cases.

One line per thing, two spaces between columns, Chinese labels in every
language. Codes are those of the JSON, or, for who reads Chinese, their Chinese
words. docs/views.md describes them to readers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from policy_extract.labels import labels, word
from policy_extract.lexical.lines import flat
from policy_extract.output.canonical import dump_plan
from policy_extract.output.code_words import CODES, body_label
from policy_extract.output.quoting import place, quoted
from policy_extract.output.review import doubts
from policy_extract.output.sections import named_units, rows_of_units
from policy_extract.texts import texts_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from policy_extract.model import Indicator, Item, Part, Plan, Section, Target, Task, Text, Unit, Value
    from policy_extract.output.code_words import Wording

ROLES = labels("roles")
CARRIED = labels("ways")["carry-over"]
NOTHING = "—"
KINDS = labels("values")
BOUNDS = {"exactly": "", "at-least": "≥", "more-than": ">", "at-most": "≤", "less-than": "<", "about": "≈"}
MEANINGS = labels("promises") | {"amount": ""}
PER = {"": ""} | labels("terms")
_SAID = labels("views")
FORMS = {code: _SAID[code] for code in ("full", "change", "rate", "none", "text")}


def outline(plan: Plan, in_: Wording) -> Iterator[str]:
    """`2/1  （一）保障有力  [tasks]`, indented by level; the role where it differs from the section above."""
    for above, section in _walk(plan.sections, "other"):
        number = section.number
        printed = number.raw + (f"→{number.inferred}" if number.inferred else "") if number else ""
        role = f"[{in_.word('sections', section.role)}]" if section.role != above else ""
        yield "  " * (section.level - 1) + _columns(section.id, printed, section.title or NOTHING, role)


def tasks(plan: Plan, _: Wording) -> Iterator[str]:
    """The task, then its units by role; units of a carry-over sentence stand apart as 沿用."""
    for task in plan.tasks:
        yield _columns(task.id, task.title or NOTHING)
        yield from _units_by_role(task)


def units(plan: Plan, in_: Wording) -> Iterator[str]:
    """`牵头  *人社局（含医保）  2/1/1  责任单位  human-resources`, one line per name."""
    for row, unit in named_units(plan):
        via = CARRIED if unit.via == "carry-over" else unit.label or NOTHING
        yield _columns(ROLES[unit.role], (unit.mark or "") + unit_label(unit), row, via, in_.body(unit) or NOTHING)


def by_unit(plan: Plan, _: Wording) -> Iterator[str]:
    """`民政部门  市民政局 民政局`, then what the body leads, answers for and supports; bodies as they first appear."""
    for named in _by_body(plan):
        names = list(dict.fromkeys(unit.name for _, unit in named))
        yield _columns(body_label(named[0][1]) or NOTHING, " ".join(names))
        for role, label in ROLES.items():
            for row, unit in named:
                if unit.role == role:
                    carried = CARRIED if unit.via == "carry-over" else ""
                    printed = unit.name if len(names) > 1 else ""
                    yield "  " + _columns(label, row.id, _headline(row), printed, carried)


def findings(plan: Plan, in_: Wording) -> Iterator[str]:
    """`b12:5  warning  number-repeated  The number …`; the column counts from 1."""
    for finding in plan.findings:
        said = (in_.word("findings", finding.severity), in_.word("codes", finding.code), in_.tell(finding))
        yield _columns(place(finding.at) or NOTHING, *said)


def front(plan: Plan, in_: Wording) -> Iterator[str]:
    """The front matter that was found, then the parts."""
    here = plan.front
    yield _columns(_SAID["kind"], in_.kind(here.kind, here.title))
    yield from _labelled(_SAID["title"], here.title)
    yield from _labelled(_SAID["status"], here.status)
    yield from _labelled(_SAID["document-number"], here.document_number)
    yield from _labelled(_SAID["issuer"], *here.issuers)
    if here.recipients:
        # The printed line is cut at ， outside brackets, so joined again it reads as printed and still shows the cuts.
        yield _columns(_SAID["recipient"], "，".join(map(_one_line, here.recipients)))
    if here.date:
        yield _columns(_SAID["date"], here.date.raw, here.date.iso)
    if here.period:
        yield _columns(_SAID["period"], here.period.raw, f"{here.period.start}–{here.period.end}")
    if here.jurisdiction:
        level = in_.word("levels", here.jurisdiction.level)
        yield _columns(_SAID["jurisdiction"], here.jurisdiction.name, here.jurisdiction.code or "", level)
    if here.validity:
        years = word("views", "years", years=here.validity.years) if here.validity.years else ""
        yield _columns(
            _SAID["validity"],
            here.validity.raw,
            f"{here.validity.from_ or ''}–{here.validity.until or ''}".strip("–"),
            years,
        )
    yield from (_part(part, in_) for part in plan.parts)


def tables(plan: Plan, in_: Wording) -> Iterator[str]:
    """`a1/t1  worklist  12×5  项目清单`."""
    for table in plan.tables:
        yield _columns(table.id, in_.word("tables", table.kind), f"{table.rows}×{table.cols}", _one_line(table.title))


def indicators(plan: Plan, _: Wording) -> Iterator[str]:
    """The indicator with measure and attribute, then `2027  目标  60以上 → ≥60%` per value, then units and note."""
    for one in plan.indicators:
        yield _columns(one.id, *one.category, one.name, one.measure or "", one.attribute or "")
        for value in one.values:
            yield "  " + _columns(str(value.year or NOTHING), KINDS[value.kind], _value(value))
        yield from _units_by_role(one)
        yield from _more({_SAID["note"]: one.note})


def items(plan: Plan, in_: Wording) -> Iterator[str]:
    """The row of a work list, then its groups, units, deadline, what it promises in numbers, and the other columns."""
    for one in plan.items:
        yield _columns(one.id, in_.word("lists", one.list), one.content)
        yield from _more({_SAID["group"]: " / ".join(one.group)})
        yield from _units_by_role(one)
        due = _columns(one.deadline.raw, month_of(one.deadline.year, one.deadline.month)) if one.deadline else None
        yield from _more({_SAID["deadline"]: due})
        for number in one.numbers:
            yield "  " + _columns(_SAID["number"], *_promise(number), *_meaning(number))
        yield from _more({_SAID["investment"]: one.investment, _SAID["nature"]: one.nature, **one.extra})


def targets(plan: Plan, _: Wording) -> Iterator[str]:
    """`2/1/g1  2027  ≥100 家  智慧养老院  建成智慧养老院100家以上`: year, number, what is counted, clause; then 变化, 每年, 从60."""
    for one in plan.targets:
        yield _columns(one.id, *_promise(one), one.clause, *_meaning(one))


def _promise(one: Target) -> tuple[str, str, str]:
    """Year, number and what is counted: `2027`, `≥100 家`, `智慧养老院`."""
    number = f"{BOUNDS[one.bound]}{one.value:f} {one.measure or ''}".rstrip()
    return str(one.year or NOTHING), number, one.subject or NOTHING


def _meaning(one: Target) -> Iterator[str]:
    """What is special about a number: 变化, 每年, 从60; nothing for a level that is reached once."""
    yield from filter(None, (MEANINGS[one.form], PER[one.per or ""]))
    if one.base is not None:
        yield word("views", "base", base=f"{one.base:f}")


def deadlines(plan: Plan, _: Wording) -> Iterator[str]:
    """`2/1  2027-06  到2027年6月底`: the deadlines in the text of each task."""
    for task in plan.tasks:
        for one in task.deadlines:
            yield _columns(task.id, month_of(one.year, one.month) or NOTHING, one.raw)


def references(plan: Plan, _: Wording) -> Iterator[str]:
    """`《老龄事业发展规划》  临政发〔2024〕3号`."""
    for reference in plan.references:
        yield _columns(f"《{reference.title}》", reference.document_number or "")


def roles(plan: Plan, in_: Wording) -> Iterator[str]:
    """`b12  main  2/1/1  heading  1.健全社会保障…`: what every block was taken for."""
    for block in plan.blocks:
        begins = " ".join((block.number or "", *(block.text or "").split())).strip()
        role = in_.word("blocks", block.role)
        yield _columns(block.id, block.part, block.section or NOTHING, role, _cut(begins, 16))


def links(plan: Plan, _: Wording) -> Iterator[str]:
    """`a1/t1/r1  2/1  健全养老服务网络`: rows of annex tables that repeat the heading of a task; `b12:5  a2  附件2`: what points at an annex."""
    titles = {task.id: task.title for task in plan.tasks}
    rows: tuple[Indicator | Item, ...] = (*plan.indicators, *plan.items)
    yield from (_columns(row.id, row.task, titles.get(row.task) or NOTHING) for row in rows if row.task is not None)
    texts = texts_of(plan)
    for part in plan.parts:
        yield from (_columns(place(at), part.id, quoted([at], texts)) for at in part.mentions or ())


def review(plan: Plan, _: Wording) -> Iterator[str]:
    """`高  b12:5  单位存疑  并于年底前完成`: what to look at first, where it stands, what stands there."""
    for doubt in doubts(plan):
        yield _columns(doubt.level, place(doubt.at) or NOTHING, doubt.what, _cut(" ".join(doubt.quoted.split()), 40))


_VIEWS: dict[str, Callable[[Plan, Wording], Iterable[str]]] = {
    view.__name__.replace("_", "-"): view
    for view in (
        outline,
        tasks,
        units,
        by_unit,
        findings,
        front,
        tables,
        indicators,
        items,
        targets,
        deadlines,
        references,
        roles,
        links,
        review,
    )
}
NAMES = ("json", *_VIEWS)


def render(plan: Plan, name: str, wording: Wording = CODES) -> str:
    """The view called `name`, one of NAMES; "" where there is nothing to show. No text of a document ends its line."""
    if name == "json":
        return dump_plan(plan).decode()
    return "".join(f"{flat(line)}\n" for line in _VIEWS[name](plan, wording))


def _by_body(plan: Plan) -> Iterable[list[tuple[Task | Indicator | Item, Unit]]]:
    """Rows and units, those of one body together; a name the directory does not know stands for itself."""
    found: dict[str, list[tuple[Task | Indicator | Item, Unit]]] = {}
    for row, unit in rows_of_units(plan):
        found.setdefault(unit.body or unit.name, []).append((row, unit))
    return found.values()


def _headline(row: Task | Indicator | Item) -> str:
    """What a row is about, on one line."""
    said = (getattr(row, name, None) for name in ("title", "name", "content"))
    return _cut(" ".join(next(filter(None, said), NOTHING).split()), 40)


def _walk(sections: Iterable[Section], above: str) -> Iterator[tuple[str, Section]]:
    """Every section in reading order, with the role of the one it stands in."""
    waiting = [(above, section) for section in sections][::-1]
    while waiting:
        above, section = waiting.pop()
        yield above, section
        waiting += [(section.role, below) for below in reversed(section.sections)]


def _units_by_role(row: Task | Indicator | Item) -> Iterator[str]:
    own = [unit for unit in row.units if unit.via != "carry-over"]
    for role, label in ROLES.items():
        yield from _names(label, [unit for unit in own if unit.role == role])
    yield from _names(CARRIED, [unit for unit in row.units if unit.via == "carry-over"])


def _more(labelled: dict[str, str | None]) -> Iterator[str]:
    return ("  " + _columns(label, text) for label, text in labelled.items() if text)


def _value(value: Value) -> str:
    """What is printed, and after the arrow what was read in it, where that is more."""
    read = reading_of(value)
    plain = value.form == "amount" and value.raw in ({str(value.value), read} if value.scale == 1 else {read})
    return value.raw if plain else f"{value.raw or NOTHING} → {read}"


def reading_of(value: Value) -> str:
    """What was read in a value: `≥60%`, `3–5`, `1.93万张 累计`."""
    return _read(value) + (f" {_SAID['cumulative']}" if value.cumulative else "")


def _read(value: Value) -> str:
    measure = value.measure or ""
    if value.form == "range":
        return f"{value.low}–{value.high}{measure}"
    if value.pair:
        return f"{value.pair[0]}, {value.pair[1]}"
    number = "" if value.value is None else f"{BOUNDS[value.bound or 'exactly']}{value.value}{measure}"
    said = " ".join(filter(None, (FORMS.get(value.form), number)))
    return said + (f"（{value.base_year}）" if value.base_year else "")


def month_of(year: int | None, month: int | None) -> str:
    """`2026-09`, `2026`, or nothing."""
    return f"{year}-{month:02}" if year and month else str(year or "")


def _names(label: str, units: list[Unit]) -> Iterator[str]:
    if units:
        yield "  " + _columns(label, " ".join(map(unit_label, units)))


def unit_label(unit: Unit) -> str:
    """The name of a body with what a bracket after it says."""
    return f"{unit.name}（{unit.note}）" if unit.note else unit.name


def _labelled(label: str, *texts: Text | None) -> Iterator[str]:
    yield from (_columns(label, _one_line(text)) for text in texts if text)


def _part(part: Part, in_: Wording) -> str:
    told = part.genre if part.id != "main" and part.genre not in {None, "other"} else None
    genre = f"[{in_.kind(told, part.title)}]" if told else ""
    state = {(True, True): "", (False, True): _SAID["not-listed"], (True, False): _SAID["missing"]}.get(
        (part.listed is not False, part.present), ""
    )
    return _columns(part.id, in_.word("parts", part.kind), _one_line(part.label), _one_line(part.title), genre, state)


def _one_line(text: Text | None) -> str:
    return text.text.replace("\n", " ") if text else ""


def _cut(text: str, length: int) -> str:
    return text if len(text) <= length else text[:length] + "…"


def _columns(*cells: str) -> str:
    return "  ".join(cell for cell in cells if cell)
