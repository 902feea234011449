"""A hint names a command of the tool that made the environment, as no other can add a package to it."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from policy_extract import missing_packages
from policy_extract.missing_packages import install_command

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def test_an_environment_of_pipx_is_told_to_inject(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "pipx_metadata.json").touch()
    monkeypatch.setattr(sys, "prefix", str(tmp_path))
    assert install_command("starlette", "uvicorn") == "pipx inject policy-extract starlette uvicorn"


def test_an_environment_without_pip_is_told_the_command_of_uv(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "prefix", str(tmp_path))
    monkeypatch.setattr(missing_packages, "find_spec", lambda _: None)
    assert install_command("duckdb") == f'uv pip install --python "{sys.executable}" duckdb'


def test_any_other_environment_is_told_its_own_pip(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "prefix", str(tmp_path))
    assert install_command("duckdb") == f'"{sys.executable}" -m pip install duckdb'
