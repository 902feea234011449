"""The examples in docstrings are true."""

from __future__ import annotations

import doctest
import importlib
import pkgutil

import pytest

import policy_extract

MODULES = [
    found.name
    for found in pkgutil.walk_packages(policy_extract.__path__, "policy_extract.")
    if "__main__" not in found.name
]


def examples(name: str) -> list[doctest.DocTest]:
    """The docstrings of a module that hold examples."""
    return [test for test in doctest.DocTestFinder().find(importlib.import_module(name)) if test.examples]


@pytest.mark.parametrize("test", [test for name in MODULES for test in examples(name)], ids=lambda test: test.name)
def test_a_docstring_shows_what_happens(test: doctest.DocTest) -> None:
    said: list[str] = []
    failed = doctest.DocTestRunner().run(test, out=said.append).failed
    assert failed == 0, "".join(said)
