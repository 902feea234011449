"""What the pages of a PDF look like, in the page of its plan."""

from __future__ import annotations

import re
import struct
import zlib
from base64 import b64decode
from functools import cache
from typing import TYPE_CHECKING

import pytest
from lxml import html

from policy_extract.cli.start import run
from policy_extract.page.made import page_of
from policy_extract.page.pictures import png
from policy_extract.pipeline import parse_bytes
from policy_extract.reading.pages.pdf import Picture, pictures
from tests.chromium import Opened, chromium
from tests.reading.ofd_builder import grid, ofd, text
from tests.reading.pdf_builder import lines, pdf

if TYPE_CHECKING:
    from pathlib import Path

WORDS = ["澜州市养老服务行动方案", "一、主要任务", "1.健全保障体系。建成中心10个。"]


@cache
def made(*, drawn: bool) -> str:
    """The page of a PDF of one page."""
    data = pdf(lines(WORDS))
    return page_of(parse_bytes(data, "x.pdf", trace=True), data, "zh", pictures=drawn).decode()


def test_a_page_is_drawn_in_its_size_with_ink_on_white() -> None:
    [picture] = pictures(pdf(lines(WORDS)))
    assert len(picture.pixels) == picture.width * picture.height
    assert picture.width < picture.height
    assert picture.pixels[0] == 255
    assert min(picture.pixels) < 128


@pytest.mark.parametrize("width", [1, 2, 3])
def test_a_png_holds_the_shades(width: int) -> None:
    data = png(Picture(width, 2, bytes(range(0, 240, 240 // (2 * width)))[: 2 * width]))
    assert data.startswith(b"\x89PNG\r\n\x1a\n")
    assert struct.unpack(">II", data[16:24]) == (width, 2)
    rows = zlib.decompress(data[data.index(b"IDAT") + 4 : data.index(b"IEND") - 8])
    assert len(rows) == 2 * (1 + (width + 1) // 2)


def test_pictures_stand_in_the_page_only_where_they_are_asked_for() -> None:
    assert "<img" not in made(drawn=False)
    assert "img-src" not in made(drawn=False)
    shown = html.document_fromstring(made(drawn=True))
    [source] = shown.xpath("//img/@src")
    assert b64decode(re.sub("^data:image/png;base64,", "", source)).startswith(b"\x89PNG")
    [policy] = shown.xpath('//meta[@http-equiv="Content-Security-Policy"]/@content')
    assert policy.endswith("form-action 'none'; img-src data:")
    assert all(re.fullmatch(r"1( [\d.]+){4}", box) for box in shown.xpath("//@data-box"))
    assert len(shown.xpath("//@data-box")) == len(WORDS)


OFD = ofd(
    text(50, 30, WORDS[0], size=7) + text(30, 50, WORDS[1]) + text(30, 60, WORDS[2]),
    text(30, 40, "2.<script>&") + grid(30, 60, [40, 40], [10, 10]),
)


@cache
def drawn(*, pictures: bool = True) -> str:
    """The page of an OFD file of two pages."""
    return page_of(parse_bytes(OFD, "x.ofd", trace=True), OFD, "zh", pictures=pictures).decode()


def test_pages_of_an_ofd_file_are_drawn_from_what_was_read() -> None:
    assert "<svg" not in drawn(pictures=False)
    shown = html.document_fromstring(drawn())
    first, second = shown.xpath("//svg")
    assert (first.get("id"), first.get("viewbox"), first.get("width")) == ("sheet-1", "0 0 595.3 841.9", "744")
    assert [line.text for line in first.xpath("text")] == WORDS
    places = [float(place) for place in first.xpath("text")[0].get("x").split()]
    assert places[0] == pytest.approx(50 * 72 / 25.4, abs=0.1)
    assert len(places) == len(WORDS[0])
    [lines] = second.xpath("path/@d")
    assert lines.count("M") == 6
    assert second.text_content() == "2.<script>&"
    [policy] = shown.xpath('//meta[@http-equiv="Content-Security-Policy"]/@content')
    assert "img-src" not in policy


def test_other_files_have_no_pictures(tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_text("\n".join(WORDS), encoding="utf-8")
    target = tmp_path / "x.html"
    assert run(["parse", str(tmp_path / "x.txt"), "--as", "html", "--pictures", "-o", str(target)], {}) == 0
    assert "<img" not in target.read_text(encoding="utf-8")


def test_pictures_without_a_page_are_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "x.txt").write_text("\n".join(WORDS), encoding="utf-8")
    assert run(["parse", str(tmp_path / "x.txt"), "--pictures"], {}) == 2
    assert "it is a part of the page; use --as html" in capsys.readouterr().err


def test_the_place_of_a_value_is_shown_as_an_ofd_file_draws_it(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text(drawn(), encoding="utf-8")
    with chromium() as browser:
        opened = Opened(browser, path.as_uri())
        opened.page.locator("#document a.s").first.click()
        crop = opened.page.locator("#why .crop")
        frame, line = crop.bounding_box(), crop.locator("text").first.bounding_box()
        assert frame is not None
        assert line is not None
        assert frame["y"] <= line["y"] < line["y"] + line["height"] <= frame["y"] + frame["height"]
        assert frame["x"] <= line["x"] < line["x"] + line["width"] <= frame["x"] + frame["width"]
        assert opened.trouble == []
        opened.close()


def test_the_place_of_a_value_is_shown_as_it_was_printed(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text(made(drawn=True), encoding="utf-8")
    with chromium() as browser:
        opened = Opened(browser, path.as_uri())
        opened.page.click("#tab-outline")
        opened.page.click("#panel-outline a.v")
        crop = opened.page.locator("#why .crop")
        size = crop.bounding_box()
        assert size is not None
        assert 10 < size["height"] < 80
        assert crop.locator("img").evaluate("image => image.decode().then(() => image.naturalWidth)") > 500
        assert opened.trouble == []
        opened.close()
