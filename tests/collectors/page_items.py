"""What all pages of cases have in common as pytest sees them: a file, and an item for each heading."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.collectors.pages import INPUT, Case, PageError, read_page

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


class PageFile(pytest.File):
    """One page; each kind says what its fences are called and what runs a case."""

    inputs: tuple[str, ...] = (INPUT,)
    item: type[PageItem]

    def expected(self) -> tuple[str, ...]:
        """The names of the fences that hold what is expected."""
        raise NotImplementedError

    def collect(self) -> Iterator[pytest.Item]:
        try:
            cases = read_page(self.path.read_text(encoding="utf-8"), self.expected(), self.inputs)
        except PageError as error:
            raise self.CollectError(f"{self.path.name}:{error}") from error
        for case in cases:
            yield self.item.from_parent(self, name=case.name, case=case)


class PageItem(pytest.Item):
    """One heading of a page."""

    def __init__(self, *, case: Case, **more: Any) -> None:
        super().__init__(**more)
        self.case = case

    def reportinfo(self) -> tuple[Path, int, str]:
        return self.path, self.case.line, self.name

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        if isinstance(excinfo.value, pytest.fail.Exception):
            return str(excinfo.value)
        return super().repr_failure(excinfo, style)
