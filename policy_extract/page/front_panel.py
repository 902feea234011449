"""The panel of front matter, parts, boxes and sentences that speak for several."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policy_extract.labels import kind_called, labels
from policy_extract.page.markup import Html, element, joined
from policy_extract.page.reading import Panel, Reading, cut, link, pairs
from policy_extract.page.register import Evidence

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from policy_extract.model import Part, PlanTable, Source, Text


def front_panel(here: Reading) -> Panel:
    """What stands before the text, and what the document holds besides."""
    groups = (
        (here.say("Front matter"), pairs(_front(here))),
        (here.say("Parts"), _list(_part(here, part) for part in here.plan.parts)),
        (here.say("Tables"), _list(_table(here, table) for table in here.plan.tables)),
        (here.say("Boxes"), _list(_boxes(here))),
        (here.say("Carried over to other tasks"), _list(_carry_overs(here))),
        (here.say("Documents it names"), _list(_references(here))),
        (here.say("The file"), pairs(_source(here, here.plan.source))),
    )
    content = [joined(element("h3", title), body) for title, body in groups if body]
    return Panel("front", here.say("Overview"), 0, joined(content))


def _list(entries: Iterable[Html]) -> Html:
    items = [element("li", entry) for entry in entries]
    return element("ul", items, class_="plain") if items else joined()


def _front(here: Reading) -> Iterator[tuple[str, str | Html | None]]:
    front, value = here.plan.front, here.register.value
    yield here.say("Title"), _text(here, "title", front.title)
    yield here.say("Kind"), kind_called(front.kind, front.title.text if front.title else "", here.language)
    yield here.say("Status"), _text(here, "status", front.status)
    yield here.say("Document number"), _text(here, "number", front.document_number)
    yield here.say("Issued by"), _texts(here, "issuer", front.issuers)
    yield here.say("Addressed to"), _texts(here, "recipient", front.recipients)
    if front.date:
        yield here.say("Date"), _read(value("front-date", "front", front.date.raw, front.date.at), front.date.iso)
    if front.period:
        years = f"{front.period.start}–{front.period.end}"
        yield here.say("Period"), _read(value("front-period", "front", front.period.raw, front.period.at), years)
    if front.jurisdiction:
        place = front.jurisdiction
        code = " ".join(filter(None, (place.code, here.word(place.level))))
        yield here.say("Place"), _read(value("front-place", "front", place.name, place.at), code)
    if front.validity:
        valid = front.validity
        years = "–".join(filter(None, (valid.from_, valid.until)))
        yield here.say("In force"), _read(value("front-validity", "front", valid.raw, valid.at), years)


def _text(here: Reading, name: str, text: Text | None) -> Html | None:
    return None if text is None else here.register.value(f"front-{name}", "front", text.text, text.at)


def _texts(here: Reading, name: str, texts: Iterable[Text]) -> Html | None:
    said = [
        here.register.value(f"front-{name}{place}", "front", text.text, text.at) for place, text in enumerate(texts, 1)
    ]
    return joined(element("span", one, class_="one") for one in said) if said else None


def _read(printed: Html, read: str) -> Html:
    return joined(printed, element("span", f" → {read}", class_="read") if read else "")


def _part(here: Reading, part: Part) -> Html:
    value = here.register.value
    label = (
        value(f"part-{part.id}-label", "front", part.label.text, part.label.at) if part.label else here.word(part.kind)
    )
    title = value(f"part-{part.id}", "front", part.title.text, part.title.at) if part.title else ""
    states = [here.say("not in the document")] if not part.present else []
    states += [here.say("not in the annex list")] if part.listed is False else []
    return joined(label, " ", title, (element("span", state, class_="tag doubtful") for state in states))


def _table(here: Reading, table: PlanTable) -> Html:
    title = table.title.text if table.title else table.id
    size = f"{here.word(table.kind)} {table.rows}×{table.cols}"
    return joined(link(f"at-{table.blocks[0]}", cut(title)), " ", element("span", size, class_="read"))


def _boxes(here: Reading) -> Iterator[Html]:
    for box in here.plan.boxes:
        said = " ".join(filter(None, (box.number, box.title))) or box.id
        yield here.register.value(f"box-{box.id}", "title", said, box.at, Evidence(label=box.number))


def _carry_overs(here: Reading) -> Iterator[Html]:
    for place, one in enumerate(here.plan.carry_overs, 1):
        value = here.register.value(f"carry-{place}", "unit", cut(one.raw), one.at)
        names = element("span", f" → {'、'.join(one.names)}（{here.word(one.reach)}）", class_="read")
        yield joined(value, names)


def _references(here: Reading) -> Iterator[Html]:
    for place, one in enumerate(here.plan.references, 1):
        value = here.register.value(f"reference-{place}", "front", f"《{one.title}》", one.at)
        yield joined(value, f" {one.document_number}" if one.document_number else "")


def _source(here: Reading, source: Source) -> Iterator[tuple[str, str | Html | None]]:
    yield here.say("Name"), source.name
    yield here.say("Form"), labels("formats", here.language)[source.format]
    yield here.say("Read through"), source.read_through
    yield "SHA-256", element("code", source.sha256)
