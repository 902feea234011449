"""Chromium, to look at pages as people do; and axe, which knows what people with screen readers need."""

from __future__ import annotations

import os
import shutil
from contextlib import contextmanager
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


@contextmanager
def chromium() -> Iterator[Browser]:
    """Chromium; as root it runs without the sandbox that root cannot have. Skips where there is none."""
    api = pytest.importorskip("playwright.sync_api", reason="the package playwright is not installed")
    if CHROMIUM is None:
        pytest.skip("Chromium is not installed (apt-get install chromium)")
    with api.sync_playwright() as playwright:
        options = ["--no-sandbox"] if os.geteuid() == 0 else []
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=options)
        yield browser
        browser.close()


class Opened:
    """A page, and all it did besides being shown."""

    def __init__(self, browser: Browser, address: str, width: int = 1400, height: int = 900, **options: Any) -> None:
        self.page: Page = browser.new_context(viewport={"width": width, "height": height}, **options).new_page()
        self.requests: list[str] = []
        self.trouble: list[str] = []
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("console", lambda message: self.trouble.append(message.text))
        self.page.on("pageerror", lambda error: self.trouble.append(str(error)))
        self.page.on("dialog", lambda dialog: (self.trouble.append(dialog.message), dialog.dismiss()))
        self.page.goto(address)

    def quickest_load(self, times: int = 3) -> float:
        """Milliseconds until all of it is there, at best: other programs may take the processor meanwhile."""
        spent = []
        for _ in range(times):
            self.page.reload()
            spent.append(self.page.evaluate("performance.getEntriesByType('navigation')[0].loadEventEnd"))
        return min(spent)

    def shown(self, selector: str) -> list[str]:
        """The texts of what can be seen, once the browser has drawn it: items that it has not drawn yet have no text for it."""
        self.page.screenshot()  # has it draw, also where scripts are off
        found = self.page.locator(selector)
        return [one.inner_text() for one in found.all() if one.is_visible()]

    def focused(self) -> str | None:
        """The id of what has the focus."""
        return self.page.evaluate("document.activeElement.id")  # type: ignore[no-any-return]

    def close(self) -> None:
        """Close it."""
        self.page.context.close()

    def violations(self) -> list[str]:
        """What axe finds wrong, each with the elements it finds it at."""
        axe = pytest.importorskip("axe_playwright_python", reason="the package axe-playwright-python is not installed")
        self.page.evaluate(files(axe).joinpath("axe.min.js").read_text(encoding="utf-8"))
        found = self.page.evaluate("axe.run(document, {resultTypes: ['violations']})")["violations"]
        return [f"{one['id']}: {[node['html'][:120] for node in one['nodes'][:3]]}" for one in found]
