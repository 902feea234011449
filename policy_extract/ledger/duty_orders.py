"""What one body has to do, as the paper that is sent to it (督办单): a Word file to fill in by hand, sign and send back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from policy_extract.labels import word as word_for
from policy_extract.ledger.ledger_columns import cells_of
from policy_extract.ledger.ledger_entries import title_of
from policy_extract.ledger.split import roles_in
from policy_extract.output import word_pieces as word
from policy_extract.output.fonts import FANG, HEI
from policy_extract.output.views import ROLES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from policy_extract.ledger.ledger_entries import Entry
    from policy_extract.ledger.sheet_writer import Chapter
    from policy_extract.ledger.split import Share

WIDTHS: Final = (650, 4500, 2600, 1400, 1500, 3300)
"""Of the columns, in twentieths of a point: A4 landscape, less its margins."""
_HEADINGS: Final = tuple(
    word_for("papers", f"order-{code}") for code in ("no", "task", "goals", "role", "deadline", "done")
)
_WHOLE: Final = 300
"""Characters up to which a row is kept on one page."""


def order_for(share: Share) -> bytes:
    """The Word file."""
    document = word.new_file()
    word.set_page(document)
    title = word_for("papers", "order", body=share.name)
    word.head(document, title, HEI, 18)
    word.head(document, word_for("papers", "order-to", body=share.name), FANG, 14)
    word.head(document, word_for("papers", "order-asked"), FANG, 12, after=6)
    word.put(document, word.table(WIDTHS, _rows(share)))
    word.put(document, word.paragraph([word.run("")]))
    word.put(document, word.paragraph([word.run(word_for("papers", "order-signed"))]))
    word.name_file(document, title)
    return word.saved(document)


def _rows(share: Share) -> Iterator[_Element]:
    yield word.heading_row(WIDTHS, _HEADINGS)
    number = 0
    for chapter in share.chapters:
        yield word.band_row(WIDTHS, word_for("papers", "document", title=title_of(chapter.plan)))
        for entry in chapter.entries:
            number += 1
            yield _row(
                number,
                entry,
                _role(share, chapter, entry),
                chapter.filled.get(chapter.key(entry), {}).get("progress", ""),
            )


def _role(share: Share, chapter: Chapter, entry: Entry) -> str:
    """What the body does, and who leads where it does not."""
    roles = roles_in(share, chapter, entry.units)
    said = "、".join(label for role, label in ROLES.items() if role in roles)
    leading = entry.bodies("lead") if "lead" not in roles else ""
    return "\n".join(filter(None, (said, word_for("papers", "order-led", bodies=leading) if leading else "")))


def _row(number: int, entry: Entry, role: str, progress: str) -> _Element:
    cells = cells_of(entry)
    texts = (str(number), cells["task"], cells["goals"], role, cells["deadline"], progress)
    whole = [word.element("w:trPr", word.element("w:cantSplit"))] if len(cells["task"]) < _WHOLE else []
    return word.element(
        "w:tr", *whole, *(word.cell(width, _lines(text)) for width, text in zip(WIDTHS, texts, strict=True))
    )


def _lines(text: str) -> list[_Element]:
    return [word.paragraph([word.run(line)]) for line in text.split("\n")]
