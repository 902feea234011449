"""`parse --as html` on the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from made_plans import PLAN

from policy_extract.cli.start import run

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def test_a_page_is_written(tmp_path: Path) -> None:
    (tmp_path / "方案.txt").write_text(PLAN, encoding="utf-8")
    target = tmp_path / "plan.html"
    assert run(["parse", str(tmp_path / "方案.txt"), "--as", "html", "-o", str(target), "--lang", "zh"], {}) == 0
    assert target.read_text(encoding="utf-8").startswith('<!DOCTYPE html>\n<html lang="zh-Hans">')


def test_the_same_file_gives_the_same_page(tmp_path: Path) -> None:
    (tmp_path / "方案.txt").write_text(PLAN, encoding="utf-8")
    pages = [tmp_path / "one.html", tmp_path / "two.html"]
    for target in pages:
        run(["parse", str(tmp_path / "方案.txt"), "--as", "html", "-o", str(target)], {})
    assert pages[0].read_bytes() == pages[1].read_bytes()


def test_several_pages_go_into_a_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    names = [str(tmp_path / name) for name in ("甲.txt", "乙.txt")]
    for name in names:
        (tmp_path / name).write_text(PLAN, encoding="utf-8")
    assert run(["parse", *names, "--as", "html"], {}) == 2
    assert "several pages need a folder" in capsys.readouterr().err
    assert run(["parse", *names, "--as", "html", "-o", str(tmp_path / "pages")], {}) == 0
    assert sorted(path.name for path in (tmp_path / "pages").iterdir()) == ["乙.html", "甲.html"]
