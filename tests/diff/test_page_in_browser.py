"""The page in Chromium: filters, keys, no request, no script from a document."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pypdfium2
import pytest
from plan_pair import HOSTILE, hostile, pair

from policy_extract.comparison.compare import compare
from policy_extract.comparison.report.html import page as make_page
from tests.chromium import Opened, chromium
from tests.collectors.cases import plan_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the pages are."""
    folder = tmp_path_factory.mktemp("pages")
    (folder / "page.html").write_text(make_page(*pair(), "zh"), encoding="utf-8")
    (folder / "hostile.html").write_text(make_page(*hostile(), "en"), encoding="utf-8")
    return folder


@pytest.fixture
def opened(browser: Browser, folder: Path) -> Iterator[Opened]:
    """The page as it opens."""
    opened = Opened(browser, (folder / "page.html").as_uri())
    yield opened
    assert opened.requests == [(folder / "page.html").as_uri()]
    assert opened.trouble == []
    opened.page.context.close()


def count(opened: Opened) -> str:
    """How many changes the page says it shows."""
    return opened.page.locator("#shown").inner_text()


# ---------------------------------------------------------------- filters


def test_all_changes_are_shown_form_folded(opened: Opened) -> None:
    assert opened.shown(".chapter h2") == ["实质5", "措辞1", "形式1"]
    assert count(opened) == "7"
    assert [kind for kind in opened.shown("article .kind") if "重编号" in kind] == []


def test_a_severity_can_be_hidden(opened: Opened) -> None:
    opened.page.uncheck('input[name="severity"][value="substance"]')
    assert opened.shown(".chapter h2") == ["措辞1", "形式1"]
    assert opened.shown("#changes .kind")[0] == "任务改写"
    assert count(opened) == "2"
    assert "实质" not in "".join(opened.shown("nav li"))
    assert opened.shown(".links a") == ["任务改写", "任务重编号"]
    opened.page.check('input[name="severity"][value="substance"]')
    assert count(opened) == "7"


def test_a_kind_can_be_hidden_or_shown_alone(opened: Opened) -> None:
    opened.page.click("details details > summary")
    opened.page.uncheck('input[name="kind"][value="lead-changed"]')
    assert "牵头变更" not in opened.shown("article .kind")
    assert count(opened) == "6"
    opened.page.click('button[data-set="none"]')
    assert (opened.shown("article"), opened.shown(".chapter"), count(opened)) == ([], [], "0")
    opened.page.check('input[name="kind"][value="task-added"]')
    assert opened.shown("article .kind") == ["新增任务"]
    opened.page.click('button[data-set="all"]')
    assert count(opened) == "7"


def test_unchanged_text_can_be_left_out_and_what_is_left_out_is_counted(opened: Opened) -> None:
    assert any("基本养老服务体系更加健全" in row for row in opened.shown(".documents > tbody > tr"))
    opened.page.check('input[name="only"]')
    rows = opened.shown(".documents > tbody > tr")
    assert "1 段未变" in rows
    assert any("一、总体要求" in row for row in rows)
    assert not any("基本养老服务体系更加健全" in row for row in rows)


# ---------------------------------------------------------------- both documents


def test_the_documents_stand_side_by_side_or_in_one(opened: Opened) -> None:
    row = opened.page.locator("tr.changed", has_text="提高津贴标准").first
    assert [cell.is_visible() for cell in row.locator("> td").all()] == [True, True, False]
    opened.page.check('input[value="within"]')
    assert [cell.is_visible() for cell in row.locator("> td").all()] == [False, False, True]
    assert row.locator(".both del").all_inner_texts() == ["*"]
    assert row.locator(".both ins").all_inner_texts() == ["逐步", "*"]


def test_old_and_new_stand_at_the_same_height(opened: Opened) -> None:
    for row in opened.page.locator("tr.changed.two").all():
        tops = [row.locator(f".{side} p").first.bounding_box()["y"] for side in ("old", "new")]  # type: ignore[index]
        assert abs(tops[0] - tops[1]) < 2


def test_a_change_leads_into_the_text_and_back(opened: Opened) -> None:
    opened.page.locator("article", has_text="新增任务").locator("a").click()
    row = opened.page.locator("tr:target")
    assert "3.建设智慧平台" in row.inner_text()
    assert row.bounding_box()["y"] < 900  # type: ignore[index]
    row.locator("a", has_text="新增任务").click()
    assert "新增任务" in opened.page.locator("article:target").inner_text()


def test_a_link_to_a_folded_change_opens_it(opened: Opened) -> None:
    folded = opened.page.locator("article", has_text="任务重编号")
    assert not folded.is_visible()
    opened.page.locator(".new .links a", has_text="任务重编号").click()
    assert folded.is_visible()


# ---------------------------------------------------------------- keys


def test_j_and_k_go_from_change_to_change(opened: Opened) -> None:
    for key, kind in [("j", "状态变更"), ("j", "牵头变更"), ("k", "状态变更"), ("k", "状态变更")]:
        opened.page.keyboard.press(key)
        assert kind in opened.page.locator(f"#{opened.focused()}").inner_text()


def test_j_passes_over_what_is_hidden_and_opens_what_is_folded(opened: Opened) -> None:
    opened.page.uncheck('input[name="severity"][value="substance"]')
    for kind in ("任务改写", "任务重编号"):
        opened.page.keyboard.press("j")
        assert kind in opened.page.locator(f"#{opened.focused()}").inner_text()


def test_v_changes_the_view(opened: Opened) -> None:
    opened.page.keyboard.press("v")
    assert opened.page.locator('input[value="within"]').is_checked()
    opened.page.keyboard.press("v")
    assert opened.page.locator('input[value="beside"]').is_checked()


def test_with_control_a_letter_is_the_browsers(opened: Opened) -> None:
    opened.page.keyboard.press("Control+j")
    assert opened.focused() == ""


def test_everything_can_be_reached_with_tab_and_the_first_stop_skips_to_the_changes(opened: Opened) -> None:
    opened.page.keyboard.press("Tab")
    assert opened.page.evaluate("document.activeElement.className") == "skip"
    assert opened.page.locator(".skip").bounding_box()["x"] >= 0  # type: ignore[index]
    opened.page.keyboard.press("Enter")
    opened.page.keyboard.press("Tab")
    assert "状态变更" in opened.page.locator(f"#{opened.focused()}").inner_text()
    assert opened.page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"


# ---------------------------------------------------------------- paper, dark, small, without script


def test_on_paper_there_are_only_changes_and_documents(opened: Opened) -> None:
    opened.page.emulate_media(media="print")
    assert opened.shown("aside") == []
    assert opened.shown(".links") == []
    assert len(opened.shown("article")) == 6
    assert opened.page.pdf().startswith(b"%PDF")


def test_no_printed_page_ends_far_above_its_foot(browser: Browser, tmp_path: Path) -> None:
    """A long change that does not fit on a printed page is broken there; a short one moves to the next and leaves little room."""
    signs = "天地玄黄宇洪荒盈昃辰宿列张寒来暑往秋收冬藏闰余成"  # the same words exchanged everywhere would be one line
    sentence = "完善设施布局，配齐人员和设备，建立巡查、维护和评价制度，定期公开结果，接受群众监督。"
    texts = [
        "澜州市供水工作方案\n一、主要任务\n"
        + "".join(
            f"{place}.工作{place}。{sentence * (place % 7 + 1)}{end(sign)}\n" for place, sign in enumerate(signs, 1)
        )
        for end in ("按月通报{}。".format, "由{}组每季度汇总并上报进度，年底考核。".format)
    ]
    old, new = map(plan_of, texts)
    (tmp_path / "page.html").write_text(make_page(compare(old, new), old, new, "zh"), encoding="utf-8")
    opened = Opened(browser, (tmp_path / "page.html").as_uri())
    printed = pypdfium2.PdfDocument(opened.page.pdf(prefer_css_page_size=True))
    feet = []
    for page in printed:
        text = page.get_textpage()
        feet.append(min(text.get_rect(at)[1] for at in range(text.count_rects())) / page.get_height())
    opened.page.context.close()
    assert len(feet) > 3
    assert max(feet[:-1]) < 0.25, feet


def test_what_is_folded_is_opened_for_printing(opened: Opened) -> None:
    opened.page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert "任务重编号" in opened.shown("article .kind")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_can_be_read_in_light_and_dark(opened: Opened, scheme: str) -> None:
    opened.page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    for selector in ("body", "del", "ins", ".kind", ".remark", ".badge"):
        assert contrast(opened, selector) >= 4.5, selector


def contrast(opened: Opened, selector: str) -> float:
    """Contrast of text and what is after it, as WCAG counts it."""
    colours = opened.page.locator(selector).first.evaluate(
        """element => {
            let after = element, seen;
            while ((seen = getComputedStyle(after).backgroundColor) === "rgba(0, 0, 0, 0)") after = after.parentElement;
            return [getComputedStyle(element).color, seen];
        }"""
    )
    first, second = sorted((luminance(colour) for colour in colours), reverse=True)
    return (first + 0.05) / (second + 0.05)


def luminance(colour: str) -> float:
    channels = [int(channel) / 255 for channel in colour.removeprefix("rgb(").rstrip(")").split(",")]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_on_a_small_screen_nothing_stands_outside(opened: Opened) -> None:
    opened.page.set_viewport_size({"width": 400, "height": 800})
    assert opened.page.evaluate("document.documentElement.scrollWidth") <= 400


def test_on_a_small_screen_filters_and_contents_are_folded(browser: Browser, folder: Path) -> None:
    opened = Opened(browser, (folder / "page.html").as_uri())
    assert len(opened.shown("aside label")) > 0
    opened.page.set_viewport_size({"width": 400, "height": 800})
    opened.page.reload()
    assert opened.shown("aside label") == []
    assert opened.page.locator("article").first.bounding_box()["y"] < 800  # type: ignore[index]
    opened.page.context.close()


def test_without_script_everything_is_there(browser: Browser, folder: Path) -> None:
    opened = Opened(browser, (folder / "page.html").as_uri(), java_script_enabled=False)
    assert len(opened.shown("article")) == 6
    assert len(opened.shown(".documents > tbody > tr")) > 10
    opened.page.context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(browser: Browser, folder: Path, scheme: str) -> None:
    opened = Opened(browser, (folder / "page.html").as_uri(), bypass_csp=True, color_scheme=scheme)
    assert opened.violations() == []
    opened.close()


# ---------------------------------------------------------------- hostile documents


def test_no_text_of_a_document_runs_or_asks_for_anything(browser: Browser, folder: Path) -> None:
    opened = Opened(browser, (folder / "hostile.html").as_uri())
    opened.page.keyboard.press("j")
    opened.page.keyboard.press("v")
    for link in opened.page.locator("nav a").all():
        link.click()
    assert opened.page.title() == f"Changes: 澜州市{HOSTILE}行动方案"
    assert opened.page.locator("img").count() == 0
    assert HOSTILE in opened.page.locator("main").inner_text()
    assert {url.partition("#")[0] for url in opened.requests} == {(folder / "hostile.html").as_uri()}
    assert opened.trouble == []
    opened.page.context.close()


def test_a_script_that_came_in_after_all_would_not_run(browser: Browser, folder: Path) -> None:
    opened = Opened(browser, (folder / "page.html").as_uri())
    stopped: list[str | None] = []
    opened.page.on("requestfailed", lambda request: stopped.append(request.failure))
    opened.page.evaluate(
        """() => {
            const script = document.createElement("script");
            script.textContent = "document.title = 'stolen'";
            document.body.append(script);
            document.body.insertAdjacentHTML("beforeend", `<img src="https://example.com/x.png" onerror="document.title='stolen'">`);
        }"""
    )
    assert opened.page.title() == "修改对照：澜州市养老服务行动方案"
    assert any("Content Security Policy" in text for text in opened.trouble)
    assert stopped == ["csp"]
    opened.page.context.close()
