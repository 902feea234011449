"""The page of a plan that was read with its trace."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policy_extract.messages import say_finding, say_place
from policy_extract.output.block_places import places_of
from policy_extract.page.markup import joined
from policy_extract.page.pictures import boxes_of, sheets
from policy_extract.page.plan import plan_page
from policy_extract.page.reading import Stands

if TYPE_CHECKING:
    from policy_extract.messages import Language
    from policy_extract.model import PlanFinding
    from policy_extract.page.markup import Html
    from policy_extract.pipeline import Outcome


def page_of(read: Outcome, data: bytes, language: Language, *, pictures: bool = False) -> bytes:
    """The page of a plan; `data` are the bytes of its file.

    `pictures` puts what the pages of a PDF or OFD file look like into it.
    """

    def tell(finding: PlanFinding) -> str:
        return say_finding(language, finding.code, finding.params)

    places = places_of(read.plan, read.places, data)
    where = {name: said for name, place in places.items() if (said := say_place(language, place))}
    drawn = _drawn(read.plan.source.format, data) if pictures else joined()
    stands = Stands(where, boxes_of(places) if drawn else {}, drawn)
    return plan_page(read.plan, read.trace, stands, language, tell).encode()


def _drawn(form: str, data: bytes) -> Html:
    """The pages of a file that has some; nothing for others."""
    if form == "ofd":
        from policy_extract.page.drawn_pages import drawn_sheets  # noqa: PLC0415  few files are OFD

        return drawn_sheets(data)
    return sheets(data) if form == "pdf" else joined()
