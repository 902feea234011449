"""The application in Chromium: one file, two, many; what is made of them; nobody else is asked for anything."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

pytest.importorskip("starlette", reason="the packages starlette and uvicorn are not installed (the extra app)")

from running import PLAN, Running

from tests.chromium import Opened, chromium

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser

HOSTILE = "<img src=x onerror=\"document.title='stolen'\"><script>document.title='stolen'</script>"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture
def app(browser: Browser, tmp_path: Path) -> Iterator[Running]:
    """The application, running; a browser is there."""
    running = Running(tmp_path, language="zh")
    yield running
    running.end()


@pytest.fixture
def opened(browser: Browser, app: Running) -> Iterator[Opened]:
    """Its page, with a check that it sends no request to any other host and logs no error."""
    opened = Opened(browser, app.address)
    yield opened
    assert {url.split("/")[2] for url in opened.requests if not url.startswith("blob:")} == {app.host}
    assert opened.trouble == []
    opened.close()


def drop(opened: Opened, *files: tuple[str, str]) -> None:
    """Let go of files over the page."""
    opened.page.evaluate(
        """files => {
            const carried = new DataTransfer();
            for (const [name, text] of files) carried.items.add(new File([text], name));
            document.dispatchEvent(new DragEvent("drop", { dataTransfer: carried, bubbles: true, cancelable: true }));
        }""",
        [list(file) for file in files],
    )


def read(opened: Opened, count: int) -> None:
    """Wait until so many plans are in the table."""
    opened.page.locator("#rows input").nth(count - 1).wait_for(timeout=90_000)


MANY = (
    ("甲.txt", PLAN),
    ("乙.txt", PLAN.replace("10个", "20个").replace("澜州", "青禾")),
    ("丙.txt", PLAN.replace("市民政局", "市教育局")),
)


def test_the_token_is_not_left_in_the_address(opened: Opened, app: Running) -> None:
    assert opened.page.url == f"{app.origin}/"


def test_one_file_leads_to_its_page(opened: Opened, app: Running) -> None:
    drop(opened, ("方案.txt", PLAN))
    opened.page.wait_for_url("**/files/*/page", timeout=90_000)
    assert opened.page.title() == "澜州市养老服务行动方案"
    opened.page.click("#tab-tasks")
    opened.page.click('[id="task-2/1-u1"]')
    assert opened.page.url == f"{app.origin}/files/1/page#task-2/1-u1"
    opened.page.go_back()
    opened.page.go_back()
    assert opened.page.title() == "读取方案文件"
    assert opened.page.locator("#rows a").first.inner_text() == "方案.txt"


def test_two_files_lead_to_their_comparison(opened: Opened) -> None:
    drop(opened, MANY[0], ("新稿.txt", PLAN.replace("10个", "20个")))
    opened.page.wait_for_url("**/made/page?*", timeout=90_000)
    assert opened.page.title() == "修改对照：澜州市养老服务行动方案"
    assert any("10个" in text and "20个" in text for text in opened.shown("article"))


def test_many_files_become_a_table_with_search_bodies_and_findings(opened: Opened) -> None:
    drop(opened, *MANY, ("坏.zip", "PK\x03\x04"))
    read(opened, 3)
    opened.page.locator("#rows .error", has_text="不是压缩包").wait_for()
    assert [text.split("\t")[1] for text in opened.shown("#rows tr")] == ["甲.txt", "乙.txt", "丙.txt", "坏.zip"]
    opened.page.fill("#search", "教育")
    assert [text.split("\t")[1] for text in opened.shown("#rows tr")] == ["丙.txt"]
    opened.page.fill("#search", "")
    opened.page.click("#who summary")
    assert "民政部门\t0\t2\t2\t2" in opened.shown("#bodies tr")


def test_everything_can_be_saved(opened: Opened) -> None:
    drop(opened, *MANY)
    read(opened, 3)
    names = []
    for button in ("xlsx", "ledger"):
        with opened.page.expect_download() as saved:
            opened.page.click(f'[data-make="{button}"]')
        names.append(saved.value.suggested_filename)
    assert opened.page.locator('[data-make="docx"]').is_disabled()
    for box in opened.page.locator("#rows input").all()[:2]:
        box.check()
    with opened.page.expect_download() as saved:
        opened.page.click('[data-make="docx"]')
    names.append(saved.value.suggested_filename)
    for link in ("JSON", "HTML"):
        with opened.page.expect_download() as saved:
            opened.page.locator("#rows tr").first.get_by_text(link).click()
        names.append(saved.value.suggested_filename)
    assert names == ["方案汇总.xlsx", "台账.xlsx", "乙 修改对照表.docx", "甲.json", "甲.html"]


def test_two_tabs_show_the_same_files(opened: Opened) -> None:
    other = opened.page.context.new_page()
    other.goto(opened.page.url)
    other.bring_to_front()
    drop(opened, *MANY)
    read(opened, 3)
    other.evaluate("window.dispatchEvent(new Event('focus'))")
    other.locator("#rows input").nth(2).wait_for()
    other.click("#clear")
    other.locator("#rows tr").first.wait_for(state="detached")
    opened.page.evaluate("window.dispatchEvent(new Event('focus'))")
    opened.page.locator("#rows tr").first.wait_for(state="detached")
    other.close()


def test_the_list_can_be_cleared(opened: Opened) -> None:
    drop(opened, *MANY)
    read(opened, 3)
    opened.page.click("#clear")
    opened.page.locator("#rows tr").first.wait_for(state="detached")
    assert not opened.page.locator("#plans").is_visible()


def test_files_can_be_chosen_with_the_keyboard(opened: Opened) -> None:
    opened.page.keyboard.press("Tab")
    assert opened.focused() == "files"
    opened.page.keyboard.press("Tab")
    assert opened.focused() == "folder"


def test_hostile_names_and_documents_are_inert(opened: Opened) -> None:
    text = PLAN.replace("养老服务", HOSTILE).replace("市民政局", f"市{HOSTILE}局")
    drop(opened, *((f"{number}{HOSTILE}.txt", text) for number in range(3)))
    read(opened, 3)
    assert opened.page.locator("img").count() == 0
    assert opened.page.title() == "读取方案文件"
    opened.page.locator("#rows a").first.click()
    opened.page.wait_for_url("**/files/*/page")
    assert opened.page.locator("img").count() == 0
    assert opened.page.title() != "stolen"


def test_a_page_of_a_document_can_ask_the_application_for_nothing(browser: Browser, app: Running) -> None:
    opened = Opened(browser, app.address)
    drop(opened, ("方案.txt", PLAN))
    opened.page.wait_for_url("**/files/*/page", timeout=90_000)
    answer = opened.page.evaluate("fetch('/files').then(() => 'answered', () => 'refused')")
    assert answer == "refused"
    assert opened.page.evaluate("self.origin") == "null"
    opened.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(browser: Browser, app: Running, scheme: str) -> None:
    opened = Opened(browser, app.address, bypass_csp=True, color_scheme=scheme)
    assert opened.violations() == []
    drop(opened, *MANY, ("坏.zip", "PK\x03\x04"))
    read(opened, 3)
    opened.page.click("#who summary")
    assert opened.violations() == []
    opened.close()


@pytest.mark.parametrize("width", [320, 800, 2000])
def test_nothing_stands_outside_a_screen(browser: Browser, app: Running, width: int) -> None:
    opened = Opened(browser, app.address, width)
    drop(opened, *MANY)
    read(opened, 3)
    assert opened.page.evaluate("document.documentElement.scrollWidth") <= width
    opened.close()
