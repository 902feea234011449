"""Edits of what stands before the text, beside it and after it: title, status, number, date, annex titles, plain paragraphs, boxes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tests.diff.mutation.desk import STOCK
from tests.diff.mutation.expected import Aim, Thing, Wanted

if TYPE_CHECKING:
    from policy_extract.model import Text
    from tests.diff.mutation.desk import Desk
    from tests.diff.mutation.expected import Look

_TITLE_WORDS = {
    "建设": "提升",
    "发展": "振兴",
    "提升": "优化",
    "保障": "服务",
    "促进": "推动",
    "支持": "扶持",
    "保护": "守护",
    "加强": "强化",
}
_STATUSES = ("征求意见稿", "送审稿", "草案", "试行")


def change_title(desk: Desk) -> bool:
    """Another word in the title of the main part."""
    title = desk.plan.front.title
    if title is None or desk.plan.parts[0].kind == "notice" or not desk.anatomy.free("front", "title"):
        return False
    for at in desk.shuffled(list(title.at)):
        for word, other in desk.shuffled(list(_TITLE_WORDS.items())):
            start = desk.texts[at.block].find(word, at.start, at.end)
            if start < 0 or other in title.text or not desk.draft.overwrite(at.block, start, start + len(word), other):
                continue
            desk.anatomy.claim("front", "title")
            wanted = desk.texts[at.block][at.start : start] + other
            return desk.done(
                "change title",
                [Wanted("title-changed", "wording", (Thing("title"),), (Aim("field", "title", text=other),))],
                lambda look: look.plan.front.title is not None and wanted in look.plan.front.title.text,
            )
    return False


def change_status(desk: Desk) -> bool:
    """Another status, none any more, or one where there was none."""
    status = desk.plan.front.status
    if not desk.anatomy.free("front", "status"):
        return False
    if status is None:
        return _add_status(desk)
    at = status.at[0]
    desk.anatomy.claim("front", "status")
    alone = desk.texts[at.block].strip(" 　（）()") == status.text
    old = (Thing("status", text=status.text),)
    if alone and desk.random.random() < 0.5:  # half of them
        desk.draft.delete(at.block)
        return desk.done(
            "drop status", [Wanted("status-changed", "substance", old)], lambda look: look.plan.front.status is None
        )
    new = desk.random.choice([one for one in _STATUSES if one != status.text])
    if not desk.draft.overwrite(at.block, at.start, at.end, new):
        return False
    return desk.done(
        "change status",
        [Wanted("status-changed", "substance", old, (Aim("field", "status", text=new),))],
        lambda look: look.plan.front.status is not None and look.plan.front.status.text == new,
    )


def _add_status(desk: Desk) -> bool:
    title = desk.plan.front.title
    if title is None or not title.at or desk.plan.parts[0].kind == "notice":
        return False
    last = title.at[-1].block
    new = desk.random.choice(_STATUSES)
    desk.draft.insert(last, f"（{new}）", last)
    desk.anatomy.claim("front", "status")
    return desk.done(
        "add status",
        [Wanted("status-changed", "substance", (), (Aim("field", "status", text=new),))],
        lambda look: look.plan.front.status is not None and look.plan.front.status.text == new,
    )


def change_document_number(desk: Desk) -> bool:
    """Another serial in the document number."""
    number = desk.plan.front.document_number
    if number is None or not desk.anatomy.free("front", "number"):
        return False
    at = number.at[0]
    serial = re.search(r"(\d+)号", desk.texts[at.block][at.start : at.end])
    if serial is None:
        return False
    new = str(int(serial[1]) + desk.random.randint(1, 9))
    desk.draft.overwrite(at.block, at.start + serial.start(1), at.start + serial.end(1), new)
    desk.anatomy.claim("front", "number")
    return desk.done(
        "change document number",
        [Wanted("document-number-changed", "substance", (Thing(text=number.text),), (Aim("field", "", text=new),))],
        lambda look: look.plan.front.document_number is not None and new + "号" in look.plan.front.document_number.text,
    )


def change_date(desk: Desk) -> bool:
    """Another day or month of signature."""
    date = desk.plan.front.date
    if date is None or not desk.anatomy.free("front", "date"):
        return False
    at = date.at[0]
    found = re.search(r"(\d+)([月日])$", date.raw)
    if found is None:
        return False
    most = 12 if found[2] == "月" else 28
    new = str(int(found[1]) % most + 1)
    desk.draft.overwrite(at.block, at.start + found.start(1), at.start + found.end(1), new)
    desk.anatomy.claim("front", "date")
    return desk.done(
        "change date",
        [Wanted("date-changed", "substance", (Thing("date"),), (Aim("field", "date", text=new),))],
        lambda look: look.plan.front.date is not None and look.plan.front.date.raw.endswith(new + found[2]),
    )


def change_period(desk: Desk) -> bool:
    """A plan that runs a year longer, where its years stand on a line of their own."""
    period = desk.plan.front.period
    if period is None or not desk.anatomy.free("front", "period"):
        return False
    at, title = period.at[0], desk.plan.front.title
    new = str(period.end + 1)
    start = desk.texts[at.block].rfind(str(period.end), at.start, at.end)
    if (
        start < 0
        or (title and at.block in {one.block for one in title.at})
        or not desk.draft.overwrite(at.block, start, start + 4, new)
    ):
        return False
    desk.anatomy.claim("front", "period")
    return desk.done(
        "change period",
        [Wanted("period-changed", "substance", (Thing("period"),), (Aim("field", "period", text=new),))],
        lambda look: look.plan.front.period is not None and look.plan.front.period.end == int(new),
    )


def change_recipients(desk: Desk) -> bool:
    """One more addressee."""
    if not desk.plan.front.recipients or not desk.anatomy.free("front", "recipients"):
        return False
    at = desk.plan.front.recipients[0].at[0]
    if not desk.draft.overwrite(at.block, at.end, at.end, "，有关国有企业"):
        return False
    desk.anatomy.claim("front", "recipients")
    return desk.done(
        "change recipients",
        [
            Wanted(
                "recipients-changed",
                "wording",
                (Thing("recipients"),),
                (Aim("field", "recipients", text="有关国有企业"),),
            )
        ],
        lambda look: any("有关国有企业" in one.text for one in look.plan.front.recipients),
    )


def change_annex_title(desk: Desk) -> bool:
    """Another word in an annex's title, in the annex list too."""
    for part in desk.shuffled(
        [one for one in desk.plan.parts if one.kind == "annex" and one.present and one.title and one.title.at]
    ):
        assert part.title is not None
        if not desk.anatomy.free(part.id, "title"):
            continue
        at = part.title.at[-1]
        for word, other in desk.shuffled(list(_TITLE_WORDS.items())):
            start = desk.texts[at.block].find(word, at.start, at.end)
            if (
                start < 0
                or other in part.title.text
                or not desk.draft.overwrite(at.block, start, start + len(word), other)
            ):
                continue
            _in_annex_list(desk, part.title, word, other)
            desk.anatomy.claim(part.id, "title")
            token = at.block
            return desk.done(
                "change annex title",
                [Wanted("annex-retitled", "wording", (Thing(part.id),), (Aim("part", token, text=other),))],
                lambda look: any(
                    one.title and other in one.title.text
                    for one in look.plan.parts
                    if one.title and any(at.block == look.names[token] for at in one.title.at)
                ),
            )
    return False


def _in_annex_list(desk: Desk, title: Text, word: str, other: str) -> None:
    """Say the same in the lines 附件：1.……, as a careful clerk does."""
    for block in desk.plan.blocks:
        if block.role == "annex-list" and title.text in desk.texts[block.id]:
            start = desk.texts[block.id].find(word, desk.texts[block.id].find(title.text))
            desk.draft.overwrite(block.id, start, start + len(word), other)


def reword_paragraph(desk: Desk) -> bool:
    """Another word in a paragraph outside all headings."""
    for block in desk.shuffled(
        [one for one in desk.plan.blocks if one.role == "body" and one.section is None and one.kind == "paragraph"]
    ):
        text = desk.texts[block.id]
        if not desk.anatomy.free(block.id, "text"):
            continue
        for found in desk.shuffled(list(re.finditer(r"[^，。；]+", text))):
            new = desk.swapped(found[0])
            if (
                new is None
                or re.search(r"[0-9《》]", found[0])
                or not desk.draft.overwrite(block.id, *found.span(), new)
            ):
                continue
            desk.anatomy.claim(block.id, "text")
            token = block.id
            return desk.done(
                "reword paragraph",
                [Wanted("paragraph-reworded", "wording", (Thing(block=token),), (Aim("block", token),))],
                lambda look: (
                    new in look.draft.text(token)
                    and next(one.section for one in look.plan.blocks if one.id == look.names[token]) is None
                ),
            )
    return False


def add_annex(desk: Desk) -> bool:
    """One more annex before another, in the annex list too; the later ones go up by one."""
    parts = [one for one in desk.plan.parts if one.kind == "annex" and one.present and one.title and one.title.at]
    labelled = [one for one in parts if one.label and one.label.at and one.label.text[-1].isdecimal()]
    if len(parts) < 2 or len(labelled) < len(parts) or not desk.anatomy.free("front", "annexes"):
        return False
    if any(block.part != "main" and block.role == "body" for block in desk.plan.blocks):
        return False  # what looks like a title among paragraphs is read as one of them
    at = desk.random.randrange(1, len(parts))
    listed = [_line_of(desk, one.title) for one in parts]
    numbered = (desk.texts[str(one)].startswith(f"{place}.") for place, one in enumerate(listed[1:], 2))
    if None in listed or not all(numbered):
        return False
    label, title = labelled[at].label, parts[at].title
    assert label is not None
    assert title is not None
    before = desk.draft.order[desk.draft.order.index(label.at[0].block) - 1]
    name = "进展情况报送要求"
    heading = desk.draft.insert(desk.draft.insert(before, f"附件{at + 1}", label.at[0].block), name, title.at[0].block)
    text = desk.draft.insert(heading, "各责任单位按季度报送工作进展，说明存在问题和下步打算。", title.at[0].block)
    desk.draft.insert(str(listed[at - 1]), f"{at + 1}.{name}", str(listed[at]))
    wanted = [Wanted("annex-added", "substance", (), (Aim("part", heading),))]
    for place, part in enumerate(labelled[at:], at + 2):
        assert part.label is not None
        assert part.title is not None
        there = part.label.at[0]
        desk.draft.overwrite(there.block, there.end - 1, there.end, str(place))
        desk.draft.overwrite(str(listed[place - 2]), 0, 1, str(place))
        wanted.append(Wanted("annex-renumbered", "form", (Thing(part.id),), (Aim("part", part.title.at[0].block),)))
    desk.anatomy.claim("front", "annexes")

    def is_read(look: Look) -> bool:
        """Whether there is one more annex; its sentence has to be told where it was not read as a line of the title."""
        if any(block.id == look.names[text] and block.role == "body" for block in look.plan.blocks):
            wanted.append(Wanted("paragraph-added", "wording", (), (Aim("block", text),)))
        return sum(one.kind == "annex" for one in look.plan.parts) > len(parts)

    return desk.done("add annex", wanted, is_read)


def _line_of(desk: Desk, title: Text | None) -> str | None:
    """The line of the annex list that gives this title."""
    lines = [one for one in desk.plan.blocks if one.role == "annex-list" and title and title.text in desk.texts[one.id]]
    return lines[0].id if len(lines) == 1 else None


def add_paragraph(desk: Desk) -> bool:
    """One more sentence as a paragraph of its own, outside all headings."""
    places = [one for one in _outside(desk) if desk.anatomy.free(one, "neighbour")]
    unused = [one for one in STOCK["sentence"] if one not in desk.anatomy.used]
    block, sentence = desk.pick(places), desk.pick(unused)
    if block is None or sentence is None:
        return False
    desk.anatomy.used.add(sentence)
    desk.anatomy.claim(block, "neighbour")
    token = desk.draft.insert(block, sentence, block)
    return desk.done(
        "add paragraph",
        [Wanted("paragraph-added", "wording", (), (Aim("block", token),))],
        lambda look: _stands_outside(look, token),
    )


def remove_paragraph(desk: Desk) -> bool:
    """A paragraph outside all headings struck out, where another one stays."""
    places = [one for one in _outside(desk) if desk.anatomy.free(one, "whole")]
    block = desk.pick(places if len(places) > 1 else [])
    if block is None or any(at.block == block for target in desk.plan.targets for at in target.at):
        return False
    desk.draft.delete(block)
    desk.anatomy.claim(block, "whole")
    text = desk.texts[block]
    return desk.done(
        "remove paragraph",
        [Wanted("paragraph-removed", "wording", (Thing(block=block),))],
        lambda look: text not in [one.text for one in look.plan.blocks],
    )


def _outside(desk: Desk) -> list[str]:
    """Paragraphs of text before the first heading of their part."""
    return [
        one.id
        for one in desk.plan.blocks
        if one.role == "body" and one.section is None and one.id in desk.draft.lines and one.story == "body"
        and one.text and one.text.endswith("。")
    ]  # fmt: skip


def _stands_outside(look: Look, token: str) -> bool:
    return any(one.id == look.names[token] and one.section is None and one.role == "body" for one in look.plan.blocks)


def reword_box(desk: Desk) -> bool:
    """Another word in a 专栏."""
    for box in desk.shuffled([one for one in desk.plan.boxes if desk.anatomy.free(one.id, "text") and one.title]):
        home = box.at[0].block.split(".")[0]
        for entry in desk.shuffled(list(box.entries)):
            for found in desk.shuffled(list(re.finditer(r"[^，。；]+", entry.text))):
                new = desk.swapped(found[0])
                cells = [
                    one for one, text in desk.texts.items() if one.startswith(home + ".") and text.count(found[0]) == 1
                ]
                if new is None or len(cells) != 1 or re.search(r"\d", found[0]):
                    continue
                start = desk.texts[cells[0]].find(found[0])
                if not desk.draft.overwrite(cells[0], start, start + len(found[0]), new):
                    continue
                desk.anatomy.claim(box.id, "text")
                said, title = new, str(box.title)
                return desk.done(
                    "reword box",
                    [Wanted("box-reworded", "wording", (Thing(box.id),), (Aim("box", title),))],
                    lambda look: any(
                        said in entry.text for one in look.plan.boxes if one.title == title for entry in one.entries
                    ),
                )
    return False
