"""Makes tests of grammars/*.toml and tests/cases/**/*.md. It stands here, at the root, so that its hooks reach every folder."""

from __future__ import annotations

pytest_plugins = [
    "pytester",
    "tests.collectors.golden",
    "tests.collectors.cases",
    "tests.collectors.diff_cases",
    "tests.collectors.grammar_examples",
]
