"""Maps of characters that go over the first byte of their codes are cut, so that pdfium reads them."""

from __future__ import annotations

import random
import zlib

import pytest
from pdf_builder import pdf, stream, text

from policy_extract.reading.pages import pdf as reader
from policy_extract.reading.pages.character_maps import repaired

HEAD = b"/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CMapType 2 def\n"
SPACE = b"1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n"
TAIL = b"endcmap\nend\nend\n"
SINGLE = b"40 beginbfchar\n" + b"".join(b"<%04X> <%04X>\n" % (code, code) for code in range(40)) + b"endbfchar\n"
ACROSS = b"2 beginbfrange\n<5D00><5EFF><4E00>\n<8001><8001><5C11>\nendbfrange\n"


def file_with(ranges: bytes, *, single: bytes = SINGLE) -> bytes:
    """A PDF that prints the codes of 老年 in a font whose map says what they are."""
    packed = zlib.compress(HEAD + SPACE + single + ranges + TAIL, 1)
    return pdf(text("老年", 80, 742), more={5: stream(packed, b"/Filter /FlateDecode")})


def printed(data: bytes) -> str:
    return "".join(glyph.char for page in reader.pages(data) for glyph in page.glyphs)


def test_a_range_over_the_first_byte_is_read_with_all_that_follows() -> None:
    assert printed(file_with(ACROSS)) == "少" + chr(0x4E00 + 0x5E74 - 0x5D00)


def test_the_file_stays_as_long_as_it_is() -> None:
    data = file_with(ACROSS)
    assert repaired(data) != data
    assert len(repaired(data)) == len(data)
    assert repaired(repaired(data)) == repaired(data)


def test_more_ranges_than_a_section_may_hold_become_several() -> None:
    numbers = random.Random(5)
    many = b"".join(b"<%04X>  <%04X>\n" % (code, numbers.randrange(0x1000)) for code in range(0x1000))
    single = b"4096 beginbfchar\n" + many + b"endbfchar\n"
    data = file_with(b"1 beginbfrange\n<1000><FFF0><1001>\nendbfrange\n", single=single)
    assert printed(data) == "".join(chr(ord(char) + 1) for char in "老年")


def test_a_map_that_would_need_more_room_is_left_alone() -> None:
    data = file_with(b"1 beginbfrange\n<1000><FFF0><1001>\nendbfrange\n", single=b"")
    assert repaired(data) is data


@pytest.mark.parametrize(
    "ranges",
    [
        b"1 beginbfrange\n<5E00><5EFF><4E00>\nendbfrange\n",
        b"1 beginbfrange\n<5D00><5EFF>[<4E00><4F00>]\nendbfrange\n",
        b"2 beginbfrange\n<5D00><5EFF>",
        b"beginbfrange" * 9,
        b"1 beginbfrange\n" + b"<0000><FFFF><0000>" * 50 + b"\nendbfrange\n",
    ],
    ids=["short", "list", "cut off", "empty", "too many"],
)
def test_other_maps_are_left_alone(ranges: bytes) -> None:
    data = file_with(ranges)
    assert repaired(data) is data


def test_damaged_and_endless_maps_are_left_alone() -> None:
    data = file_with(ACROSS)
    at = data.index(b"x\x01")
    damaged = data[: at + 300] + bytes(40) + data[at + 340 :]
    bomb = pdf(more={5: stream(zlib.compress(HEAD + bytes(9_000_000), 9), b"/Filter /FlateDecode")})
    assert repaired(damaged) is damaged
    assert repaired(bomb) is bomb
