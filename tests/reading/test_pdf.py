"""A PDF's text layer and ruled lines → pages; what cannot be read is refused in one line."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest
from pdf_builder import file_of, lines, pdf, rule, stream, text

from policy_extract.blocks import Paragraph
from policy_extract.errors import DamagedDocumentError, InputError, LockedDocumentError, NotADocumentError
from policy_extract.findings import Report
from policy_extract.grammar import load
from policy_extract.reading import read
from policy_extract.reading.ledger import ledger_of
from policy_extract.reading.pages import pdf as reader

if TYPE_CHECKING:
    from pathlib import Path

    from policy_extract.reading.pages.page_content import Page

HEADING = ["　　一、总体要求", "　　到2027年，建成老年食堂120家。"]


def pages(data: bytes) -> list[Page]:
    return list(reader.pages(data))


def texts(data: bytes) -> list[str]:
    report = Report()
    document = read(data, report, load().matcher(report))
    assert ledger_of(data, document).difference == {}
    return [block.text for block in document.blocks if isinstance(block, Paragraph)]


def test_a_pdf_is_told_by_its_bytes_and_read() -> None:
    assert texts(pdf(lines(HEADING))) == ["一、总体要求", "到2027年，建成老年食堂120家。"]


def test_junk_before_a_pdf_does_no_harm() -> None:
    assert texts(b"\n\n" + pdf(lines(HEADING)))[0] == "一、总体要求"


def test_glyphs_have_their_box_from_the_top_left_corner_and_their_size() -> None:
    [page] = pages(pdf(text("老年", 80, 742)))
    first, second = page.glyphs
    assert (first.char, round(first.left), round(first.right), round(first.size)) == ("老", 80, 96, 16)
    assert round(second.left) == 96
    assert 80 < first.top < first.bottom < 110


def test_the_size_of_glyphs_counts_the_matrix_they_are_set_with() -> None:
    [page] = pages(pdf(text("老年", 80, 742, size=320, matrix="0.05 0 0 0.05")))
    assert [round(glyph.size) for glyph in page.glyphs] == [16, 16]


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_page_is_turned_so_that_its_text_stands_upright(turn: int) -> None:
    matrix = {0: "1 0 0 1", 90: "0 1 -1 0", 180: "-1 0 0 -1", 270: "0 -1 1 0"}[turn]
    [page] = pages(pdf(text("Plan", 300, 400, matrix=matrix), page=b"/Rotate %d" % turn))
    assert "".join(glyph.char for glyph in sorted(page.glyphs, key=lambda glyph: glyph.left)) == "Plan"
    assert (page.width, page.height) == ((595, 842) if turn % 180 == 0 else (842, 595))


def test_text_across_the_page_and_watermarks_are_kept_apart() -> None:
    content = (
        lines(HEADING) + text("内部资料", 200, 300, matrix="0.7 0.7 -0.7 0.7") + text("12", 30, 400, matrix="0 1 -1 0")
    )
    [page] = pages(pdf(content))
    assert (page.slanted, page.turned) == ("内部资料", "12")


def test_strokes_and_thin_areas_are_ruled_lines() -> None:
    content = (
        rule(80, 700, 500, 700) + b"80 600 420 1 re f\n" + b"80 500 420 50 re f\n" + b"1 1 1 rg 80 400 420 1 re f\n"
    )
    [page] = pages(pdf(lines(HEADING) + content))
    assert [(round(one.left), round(one.top), round(one.right)) for one in page.rules] == [
        (80, 142, 500),
        (80, 241, 500),
    ]


def test_a_line_that_leaves_the_page_ends_where_its_clipping_path_does() -> None:
    clipped = b"q 60 60 500 700 re W n\n" + rule(80, 700, 80, -400) + b"Q\n"
    [page] = pages(pdf(lines(HEADING) + clipped + rule(90, 700, 90, -400)))
    height = page.height
    assert [(round(one.left), round(height - one.bottom)) for one in page.rules] == [(80, 60), (90, 0)]


def test_the_grounds_of_cells_side_by_side_are_their_lines() -> None:
    cells = b"0.9 g 80 600 100 40 re f 180 600 100 40 re f 80 560 100 40 re f 180 560 100 40 re f\n"
    text_alone = b"0.9 g 80 500 90 20 re f 170 500 300 20 re f 80 470 390 30 re f\n"
    [page] = pages(pdf(lines(HEADING) + cells + text_alone))
    assert sorted({round(one.left) for one in page.rules if not one.flat}) == [80, 180, 280]


def test_lines_in_a_form_are_found_where_it_is_placed() -> None:
    form = stream(rule(0, 0, 100, 0), b"/Type /XObject /Subtype /Form /BBox [-10 -10 500 500] /Matrix [1 0 0 1 50 0]")
    [page] = pages(pdf(lines(HEADING) + b"q 1 0 0 1 30 600 cm /X Do Q\n", more={8: form}))
    assert [(round(one.left), round(one.top), round(one.right)) for one in page.rules] == [(80, 242, 180)]


def test_text_beyond_the_edges_of_the_page_is_dropped() -> None:
    report = Report()
    document = read(pdf(lines(HEADING) + text("裁掉", 700, 500)), report, load().matcher(report))
    assert [(one.text, one.reason) for one in document.dropped] == [("裁掉", "outside-page")]


def test_a_character_of_which_the_page_shows_less_than_half_is_dropped() -> None:
    report = Report()
    document = read(pdf(lines(HEADING) + text("边裁", 571, 500)), report, load().matcher(report))
    assert [(one.text, one.reason) for one in document.dropped] == [("裁", "outside-page")]


def test_text_that_is_filled_and_outlined_is_bold() -> None:
    [page] = pages(pdf(lines(HEADING) + b"2 Tr " + text("一、总体要求", 80, 500)))
    assert {one.bold for one in page.glyphs if one.top > 300} == {True}
    assert {one.bold for one in page.glyphs if one.top < 300} == {False}


def test_fonts_that_do_not_say_what_they_print_are_no_text_layer() -> None:
    with pytest.raises(NotADocumentError, match="page 1 of 1 has no text layer that can be read"):
        texts(pdf(lines(["".join(map(chr, range(0xE000, 0xE020)))])))


def test_a_page_that_shows_nothing_is_no_document() -> None:
    with pytest.raises(NotADocumentError, match="show nothing"):
        texts(pdf(b""))


def test_a_broken_file_is_refused_in_one_line() -> None:
    with pytest.raises(DamagedDocumentError, match="damaged"):
        texts(b"%PDF-1.7\n")


def test_an_encrypted_file_is_refused_as_locked() -> None:
    whole = pdf(lines(HEADING))
    lock = b"<< /Filter /Standard /V 1 /R 2 /P -4 /O (" + b"o" * 32 + b") /U (" + b"u" * 32 + b") >>"
    start = whole.index(b"trailer")
    with pytest.raises(LockedDocumentError, match="password"):
        texts(
            whole[:start]
            + b"trailer << /Size 20 /Root 1 0 R /ID [(a) (a)] /Encrypt "
            + lock
            + whole[whole.index(b" >>\nstartxref", start) :]
        )


def test_scripts_and_links_do_nothing() -> None:
    action = b"/OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >>"
    link = b"/Annots [<< /Type /Annot /Subtype /Link /Rect [0 0 9 9] /A << /S /URI /URI (http://example.org) >> >>]"
    assert texts(pdf(lines(HEADING), entries=action, page=link))[0] == "一、总体要求"


def test_objects_that_lead_back_to_themselves_end() -> None:
    tree = {6: b"<< /Type /Pages /Count 1 /Kids [6 0 R] >>"}
    with pytest.raises(InputError):
        texts(pdf(lines(HEADING), more=tree))


def test_a_form_within_itself_is_walked_once() -> None:
    form = stream(
        b"/X Do " + rule(0, 0, 100, 0),
        b"/Type /XObject /Subtype /Form /BBox [0 0 500 500] /Resources << /XObject << /X 8 0 R >> >>",
    )
    [page] = pages(pdf(lines(HEADING) + b"/X Do\n", more={8: form}))
    assert len(page.rules) <= 5


def test_a_page_with_more_glyphs_than_any_document_has_is_refused() -> None:
    content = b"".join(text(chr(0x4E00 + at) * 1000, 9, 800 - 2 * at, size=0.5) for at in range(51))
    with pytest.raises(DamagedDocumentError, match="more than"):
        texts(pdf(content))


def test_more_pages_than_any_document_has_are_refused() -> None:
    with pytest.raises(DamagedDocumentError, match="pages"):
        texts(pdf(*[b""] * 3001))


def test_sizes_and_places_that_mean_nothing_are_no_errors() -> None:
    content = text("老年食堂", 100, 700, size=0) + text("助餐", 1e30, 1e30) + text("送餐", 100, 600, size=1e20)
    assert "一、总体要求" in texts(pdf(lines(HEADING) + content + rule(-1e30, 5, 1e30, 5)))
    assert texts(pdf(lines(HEADING), page=b"/MediaBox [0 0 1e30 1e30]"))


@pytest.mark.parametrize("seed", range(12))
def test_a_file_with_wrong_bytes_is_read_or_refused_in_one_line(seed: int) -> None:
    chance = random.Random(seed)
    data = bytearray(pdf(lines(HEADING), lines(HEADING) + rule(80, 600, 500, 600) + rule(80, 500, 80, 600)))
    for _ in range(chance.randint(1, 12)):
        data[chance.randrange(9, len(data))] = chance.randrange(256)
    said = "read"
    try:
        texts(bytes(data))
    except InputError as refused:
        said = str(refused)
    assert "\n" not in said


def test_a_program_that_ends_early_is_one_line(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    crash = tmp_path / "crash.py"
    crash.write_text("import os\nos.abort()\n", encoding="utf-8")
    monkeypatch.setattr(reader.pdfium, "__file__", str(crash))
    with pytest.raises(DamagedDocumentError, match="more time or memory"):
        texts(pdf(lines(HEADING)) + b" " * 10_000_000)


def test_a_file_without_objects_is_damaged() -> None:
    with pytest.raises(InputError):
        texts(file_of({1: b"<< >>"}))
