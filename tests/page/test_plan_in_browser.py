"""The page of one plan in Chromium: both sides light each other up, filters, keys, paper, dark, small, hostile documents."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from made_plans import HOSTILE, PLAN, hostile, page

from tests.chromium import Opened, chromium

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser

LEAD = "task-2/1/1-u1"
OTHER_PANELS = ("front", "doubts", "outline", "indicators", "items", "targets", "deadlines", "bodies")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Where the page is."""
    path = tmp_path_factory.mktemp("page") / "page.html"
    path.write_text(page(), encoding="utf-8")
    return path.as_uri()


@pytest.fixture
def opened(browser: Browser, address: str) -> Iterator[Opened]:
    """The page as it opens; it asks for nothing and complains of nothing."""
    opened = Opened(browser, address)
    yield opened
    assert opened.requests == [address]
    assert opened.trouble == []
    opened.close()


def lit(opened: Opened, side: str) -> list[str]:
    """What is lit up on one side."""
    return [one.inner_text() for one in opened.page.locator(f"#{side} .lit").all()]


def half(opened: Opened, side: str) -> list[str]:
    """What is pointed at on one side."""
    return [one.inner_text() for one in opened.page.locator(f"#{side} .half").all()]


def line(opened: Opened, name: str) -> str:
    """What is said of the value that is looked at."""
    return opened.page.locator(f'[data-line="{name}"] dd').inner_text()


def value(name: str) -> str:
    return f'[id="{name}"]'


# ---------------------------------------------------------------- both sides


def test_a_click_on_a_value_lights_its_characters_and_says_why(opened: Opened) -> None:
    opened.page.click("#tab-tasks")
    opened.page.click(value(LEAD))
    assert (lit(opened, "document"), lit(opened, "read")) == (["市人社局"], ["市人社局"])
    assert line(opened, "characters") == "市人社局"
    assert line(opened, "place").startswith("第")
    assert "units.toml/label-responsible" in line(opened, "rules")
    assert line(opened, "grounds") == "责任单位："
    assert opened.page.locator("#kind").inner_text() == "责任单位"


def test_a_click_on_characters_shows_the_value_they_say(opened: Opened) -> None:
    opened.page.locator("#document").get_by_text("市住建局").click()
    assert opened.shown("#panel-tasks h2") == ["任务"]
    assert lit(opened, "read") == ["市住建局（市物业中心）"]
    assert opened.page.url.endswith("#task-2/1/2-u2")


def test_a_cell_of_a_table_shows_its_value_and_its_heading(opened: Opened) -> None:
    opened.page.locator("#document td").get_by_text("650以上").click()
    assert lit(opened, "read") == ["650以上"]
    assert line(opened, "grounds") == "2028年目标"
    assert opened.page.locator("#document th .half").inner_text() == "2028年目标"


def test_pointing_at_either_side_marks_the_other(opened: Opened) -> None:
    opened.page.click("#tab-tasks")
    opened.page.hover(value(LEAD))
    assert half(opened, "document") == ["市人社局"]
    opened.page.locator("#document").get_by_text("市住建局").hover()
    assert half(opened, "read") == ["市住建局（市物业中心）"]


def test_focus_marks_the_other_side_too(opened: Opened) -> None:
    opened.page.click("#tab-tasks")
    opened.page.focus(value(LEAD))
    assert half(opened, "document") == ["市人社局"]


def test_what_only_says_why_lights_what_it_speaks_of(opened: Opened) -> None:
    opened.page.locator("#document th").get_by_text("2028年目标").click()
    assert lit(opened, "read") == ["650以上"]


def test_the_address_of_a_value_opens_it(browser: Browser, address: str) -> None:
    opened = Opened(browser, f"{address}#row-a2/t1/r1-d1")
    assert opened.shown(".panel > h2") == ["清单"]
    assert lit(opened, "read") == ["2026年9月底前"]
    opened.page.evaluate("location.hash = '#task-2/1/1-u1'")
    opened.page.locator("#read .lit", has_text="市人社局").wait_for()
    opened.page.go_back()
    opened.page.locator("#read .lit", has_text="2026年9月底前").wait_for()
    opened.close()


def test_the_task_of_a_value_is_in_sight_from_its_heading_on(browser: Browser, address: str) -> None:
    opened = Opened(browser, f"{address}#task-2/1/2-u2", 1200, 900)
    opened.page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    heading, controls, why = (
        opened.page.locator(one).bounding_box() for one in ('article:has([id="task-2/1/2-u2"]) h3', ".controls", "#why")
    )
    assert heading is not None
    assert controls is not None
    assert why is not None
    assert controls["y"] + controls["height"] <= heading["y"] < why["y"]
    opened.close()


def test_a_doubt_that_is_looked_at_says_itself(opened: Opened) -> None:
    opened.page.click("#tab-doubts")
    opened.page.locator("#panel-doubts a.v").first.click()
    shown = opened.page.locator("#panel-doubts li").first.inner_text()
    assert line(opened, "doubts").split() == shown.split() != []


def test_a_doubt_is_told_at_its_value(opened: Opened) -> None:
    opened.page.click("#tab-targets")
    opened.page.click(value("target-2/1/2/g1"))
    assert "目标无年份" in line(opened, "doubts")


def test_who_does_what_leads_to_where_it_is_said(opened: Opened) -> None:
    opened.page.click("#tab-bodies")
    opened.page.locator("#panel-bodies article", has_text="人力").or_(
        opened.page.locator("#panel-bodies article", has_text="人社")
    ).first.locator("a.to").first.click()
    assert lit(opened, "document") == ["市人社局"]


# ---------------------------------------------------------------- finding something


def test_one_panel_is_shown_at_a_time(opened: Opened) -> None:
    assert opened.shown(".panel > h2") == ["概况"]
    opened.page.click("#tab-indicators")
    assert opened.shown(".panel > h2") == ["指标"]


def test_a_body_can_be_asked_for(opened: Opened) -> None:
    opened.page.click("#tab-tasks")
    opened.page.select_option("#body", label="财政部门")
    assert opened.shown("#panel-tasks article") == []
    opened.page.click("#tab-items")
    assert len(opened.shown("#panel-items article")) == 1
    assert opened.page.locator("#shown").inner_text() == "1 / 2"


def test_a_year_can_be_asked_for(opened: Opened) -> None:
    opened.page.click("#tab-items")
    opened.page.select_option("#year", "2027")
    assert [text.split("\n")[0] for text in opened.shown("#panel-items article")] == ["2建成康养中心1个。"]


def test_doubtful_things_can_be_shown_alone_or_first(opened: Opened) -> None:
    opened.page.click("#tab-targets")
    before = opened.shown("#panel-targets h3")
    opened.page.check("#first")
    assert opened.shown("#panel-targets h3") == before[::-1]
    opened.page.uncheck("#first")
    assert opened.shown("#panel-targets h3") == before
    opened.page.check("#only")
    assert opened.shown("#panel-targets h3") == before[1:]


def test_search_finds_on_both_sides(opened: Opened) -> None:
    opened.page.click("#tab-tasks")
    opened.page.fill("#search", "住建")
    opened.page.locator("#shown", has_text="1 / 3").wait_for()
    assert len(opened.shown("#document .hit")) == 1
    opened.page.press("#search", "Enter")
    opened.page.press("#search", "Escape")
    assert len(opened.shown("#panel-tasks article")) == 3


# ---------------------------------------------------------------- keys


def test_everything_can_be_done_with_keys(opened: Opened) -> None:
    keys = opened.page.keyboard
    keys.press("4")
    assert opened.shown(".panel > h2") == ["任务"]
    keys.press("j")
    keys.press("j")
    assert lit(opened, "read") == ["市人社局"]
    keys.press("o")
    assert opened.page.evaluate("document.activeElement.closest('#document') !== null")
    keys.press("o")
    assert opened.focused() == LEAD
    keys.press("k")
    assert "应发尽发" in lit(opened, "read")[0]
    keys.press("Escape")
    assert not opened.page.locator("#why").is_visible()
    keys.press("/")
    assert opened.focused() == "search"


def test_n_goes_to_what_is_doubtful(opened: Opened) -> None:
    opened.page.keyboard.press("7")
    opened.page.keyboard.press("n")
    assert lit(opened, "read") == ["1个"]


def test_arrows_go_from_panel_to_panel(opened: Opened) -> None:
    opened.page.focus("#tab-front")
    opened.page.keyboard.press("ArrowRight")
    assert opened.focused() == "tab-doubts"
    opened.page.keyboard.press("ArrowLeft")
    opened.page.keyboard.press("ArrowLeft")
    assert opened.focused() == "tab-bodies"


def test_tab_reaches_values_and_enter_looks_at_them(opened: Opened) -> None:
    opened.page.keyboard.press("Tab")
    assert opened.page.evaluate("document.activeElement.className") == "skip"
    opened.page.keyboard.press("Enter")
    opened.page.focus("#first")
    opened.page.keyboard.press("Tab")
    assert opened.focused() == "front-title"
    opened.page.keyboard.press("Enter")
    assert lit(opened, "document") == ["澜州市养老服务行动方案"]


# ---------------------------------------------------------------- screens, paper


@pytest.mark.parametrize("width", [320, 800, 1400, 2000])
def test_nothing_stands_outside_a_screen(browser: Browser, address: str, width: int) -> None:
    opened = Opened(browser, address, width)
    opened.page.click("#tab-indicators")
    assert opened.page.evaluate("document.documentElement.scrollWidth") <= width
    opened.close()


def test_a_narrow_screen_shows_one_side_and_leads_to_the_other(browser: Browser, address: str) -> None:
    opened = Opened(browser, address, 320, 700)
    assert opened.shown("#document") == []
    opened.page.click("#tab-tasks")
    opened.page.click(value(LEAD))
    assert opened.page.locator(value(LEAD)).bounding_box()["y"] < opened.page.locator("#why").bounding_box()["y"]  # type: ignore[index]
    opened.page.click('[data-side="document"][aria-pressed]')
    opened.page.locator("#document .lit", has_text="市人社局").wait_for()
    assert opened.page.locator("#document .lit").bounding_box()["y"] < opened.page.locator("#why").bounding_box()["y"]  # type: ignore[index]
    assert opened.shown("#read") == []
    opened.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("panel", ["tasks", *(pytest.param(one, marks=pytest.mark.full) for one in OTHER_PANELS)])
def test_axe_finds_nothing(browser: Browser, address: str, scheme: str, panel: str) -> None:
    opened = Opened(browser, address, bypass_csp=True, color_scheme=scheme)
    opened.page.click(f"#tab-{panel}")
    first = opened.page.locator(f"#panel-{panel} a.v, #panel-{panel} a.to").first
    first.click()
    assert opened.violations() == []
    opened.close()


def test_axe_finds_nothing_on_a_narrow_screen(browser: Browser, address: str) -> None:
    opened = Opened(browser, address, 320, 700, bypass_csp=True)
    assert opened.violations() == []
    opened.page.click('[data-side="document"][aria-pressed]')
    assert opened.violations() == []
    opened.close()


def test_paper_has_all_that_was_read_and_then_the_document(opened: Opened) -> None:
    opened.page.emulate_media(media="print")
    assert opened.shown(".panel > h2") == ["概况", "待核", "大纲", "任务", "指标", "清单", "目标", "时限", "分工"]
    assert opened.shown(".controls, #why, .skip, .sides") == []
    read, paper = (opened.page.locator(side).bounding_box()["y"] for side in ("#read", "#document"))  # type: ignore[index]
    assert read < paper
    assert opened.page.pdf().startswith(b"%PDF")


def test_without_script_everything_is_there(browser: Browser, address: str) -> None:
    opened = Opened(browser, address, java_script_enabled=False)
    assert len(opened.shown(".panel > h2")) == 9
    assert "澜州市重点项目清单" in opened.page.locator("#document").inner_text()
    opened.close()


# ---------------------------------------------------------------- hostile documents


@pytest.mark.parametrize("payload", [*HOSTILE[:3], *(pytest.param(one, marks=pytest.mark.full) for one in HOSTILE[3:])])
def test_a_hostile_text_is_inert(browser: Browser, tmp_path: Path, payload: str) -> None:
    path = tmp_path / "hostile.html"
    path.write_text(page(hostile(payload)), encoding="utf-8")
    opened = Opened(browser, path.as_uri())
    for key in ("4", "j", "j", "j", "o", "8", "j", "Escape"):
        opened.page.keyboard.press(key)
    assert opened.page.title() in {f"澜州市{payload}行动方案", "方案.docx"}
    assert payload in opened.page.locator("#document").text_content()  # type: ignore[operator]
    assert opened.page.evaluate("document.querySelectorAll('script').length") == 1
    assert {request.partition("#")[0] for request in opened.requests} == {path.as_uri()}
    assert opened.trouble == []
    opened.close()


# ---------------------------------------------------------------- large plans


def test_a_plan_of_a_hundred_thousand_characters_stays_quick(browser: Browser, tmp_path: Path) -> None:
    head, _, _ = PLAN.partition("（一）健全保障体系\n")
    path = tmp_path / "large.html"
    text = (
        head
        + "（一）健全保障体系\n"
        + "".join(
            f"{number}.完善制度{number}。{'推进养老服务设施建设，完善运行机制。' * 6}到2028年底，建成中心{number}家。"
            "（责任单位：*市人社局、市民政局、市财政局）\n"
            for number in range(1, 701)
        )
    )
    assert len(text) > 100_000
    path.write_text(page(text), encoding="utf-8")
    opened = Opened(browser, path.as_uri())
    loaded = opened.quickest_load()
    opened.page.keyboard.press("4")
    spent = opened.page.evaluate(
        """async () => {
            const times = [];
            for (let step = 0; step < 20; step += 1) {
                const start = performance.now();
                document.dispatchEvent(new KeyboardEvent("keydown", { key: "j", bubbles: true }));
                await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
                times.push(performance.now() - start);
            }
            return times.sort((a, b) => a - b)[10];
        }"""
    )
    assert loaded < 3_000
    assert spent < 500
    opened.close()
