"""The page of documents that offices wrote, in Chromium: whole, small, quick, without trouble, every value audited in a few steps."""

from __future__ import annotations

import random
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from policy_extract.page.made import page_of
from policy_extract.pipeline import parse_bytes
from tests.chromium import Opened, chromium

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

CORPUS = Path(__file__).parents[3] / "shared" / "corpus"
FILES = (
    "seeds/lishui-14fyp.docx",
    "seeds/shangyu-2025.docx",
    "dev/docx/dx01.docx",
    "dev/docx/sx01.docx",
    "real/gov10.docx",
    "dev/pdf/dc03.pdf",
)
pytestmark = [
    pytest.mark.full,
    pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus next to the project is not there"),
]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture(scope="module", params=FILES)
def page(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of one of them."""
    data = (CORPUS / request.param).read_bytes()
    path = tmp_path_factory.mktemp("page") / "page.html"
    path.write_bytes(page_of(parse_bytes(data, Path(request.param).name, trace=True), data, "zh"))
    return path


def test_it_is_small_and_there_at_once(browser: Browser, page: Path) -> None:
    assert page.stat().st_size < 2_000_000
    opened = Opened(browser, page.as_uri())
    assert opened.page.locator("body[data-ready]").count() == 1
    assert (opened.requests, opened.trouble) == ([page.as_uri()], [])
    assert opened.quickest_load() < 1_000
    opened.close()


@pytest.mark.parametrize("width", [320, 768, 1280, 2000])
def test_nothing_stands_outside_a_screen(browser: Browser, page: Path, width: int) -> None:
    opened = Opened(browser, page.as_uri(), width)
    for tab in opened.page.locator('[role="tab"]').all():
        tab.click()
        assert opened.page.evaluate("document.documentElement.scrollWidth") <= width
    opened.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(browser: Browser, page: Path, scheme: str) -> None:
    opened = Opened(browser, page.as_uri(), bypass_csp=True, color_scheme=scheme)
    for tab in opened.page.locator('[role="tab"]').all():
        tab.click()
        assert opened.violations() == []
    opened.close()


def test_twenty_values_are_audited_in_three_steps_each(browser: Browser, page: Path) -> None:
    """Open a panel, click a value: its characters are highlighted and in sight, and the rule that found them is shown."""
    opened = Opened(browser, page.as_uri())
    everything = opened.page.locator(".panel a.v[data-n]").evaluate_all("all => all.map((value) => value.id)")
    for name in random.Random(20).sample(everything, min(20, len(everything))):
        value = opened.page.locator(f'[id="{name}"]')
        panel = value.evaluate("value => value.closest('.panel').id")
        begun = time.monotonic()
        opened.page.click(f'[aria-controls="{panel}"]')
        value.click()
        said = opened.page.locator('[data-line="characters"] dd').inner_text()
        lit = opened.page.locator("#document .lit")
        assert said.replace("\n", "") == "".join(lit.all_text_contents()).replace("\n", "")
        box, pane = lit.first.bounding_box(), opened.page.locator("#document").bounding_box()
        assert box is not None
        assert pane is not None
        assert pane["y"] <= box["y"] < pane["y"] + pane["height"]
        assert time.monotonic() - begun < 10
    assert opened.trouble == []
    opened.close()


def test_twenty_values_are_audited_with_three_keys_each(browser: Browser, page: Path) -> None:
    """The number of a panel, `j` for its next value, `o` for its characters."""
    opened = Opened(browser, page.as_uri())
    panels = opened.page.locator('[role="tab"]').count()
    audited = 0
    for number in [*range(1, panels + 1)] * 20:
        for key in (str(number), "j", "o"):
            opened.page.keyboard.press(key)
        if not opened.page.locator(".panel:not([hidden]) a.v.lit").count():
            continue  # a panel without values
        audited += 1
        said = opened.page.locator('[data-line="characters"] dd').inner_text()
        lit = opened.page.locator("#document .lit")
        assert said.replace("\n", "") == "".join(lit.all_text_contents()).replace("\n", "")
        assert opened.page.locator("#why").is_visible()
        if audited == 20:
            break
    assert audited == 20
    assert opened.trouble == []
    opened.close()


def test_every_page_prints(browser: Browser, page: Path) -> None:
    opened = Opened(browser, page.as_uri())
    assert opened.page.pdf(prefer_css_page_size=True).startswith(b"%PDF")
    opened.close()
