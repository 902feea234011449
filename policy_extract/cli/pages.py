"""`parse --as html`: the page of one plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policy_extract.output.places import places_of
from policy_extract.page.plan import plan_page

if TYPE_CHECKING:
    from policy_extract.cli.voice import Voice
    from policy_extract.pipeline import Outcome


def page_of(read: Outcome, data: bytes, voice: Voice) -> bytes:
    """The page of a plan that was read with its trace; `data` are the bytes of its file."""
    where = voice.places(places_of(read.plan, read.places, data))
    return plan_page(read.plan, read.trace, where, voice.language, voice.told).encode()
