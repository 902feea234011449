"""Data goes one way: a module imports only what stands below it."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from graphlib import TopologicalSorter
from pathlib import Path

import grimp

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "policy_extract"
TOP = {"policy_extract.__init__", "policy_extract.__main__"}
"""What people call; everything else has a layer."""


def declared() -> set[str]:
    """The modules that pyproject.toml gives a layer."""
    linted = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]
    contract = linted["contracts"][0]
    return {module.strip() for layer in contract["layers"] for module in layer.split("|")}


def test_imports_go_down() -> None:
    program = [Path(sys.executable).with_name("lint-imports"), "--no-cache"]
    linted = subprocess.run(program, cwd=ROOT, capture_output=True, text=True, check=False)
    assert linted.returncode == 0, linted.stdout


def test_every_module_has_a_layer() -> None:
    there = {
        f"policy_extract.{path.stem}"
        for path in PACKAGE.iterdir()
        if path.suffix == ".py" or (path / "__init__.py").exists()
    }
    assert there - TOP == declared()


def test_no_modules_import_each_other_in_a_circle() -> None:
    """Not even for types: what two modules need of each other is a third one."""
    graph = grimp.build_graph("policy_extract", cache_dir=None)
    imports = {module: graph.find_modules_directly_imported_by(module) for module in graph.modules}
    TopologicalSorter(imports).prepare()  # CycleError names the circle
