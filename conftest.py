"""Makes tests of grammars/*.toml and tests/cases/**/*.md. It stands here, at the root, so that its hooks reach every folder."""

from __future__ import annotations

import os

from hypothesis import settings

pytest_plugins = [
    "pytester",
    "tests.collectors.golden",
    "tests.collectors.cases",
    "tests.collectors.diff_cases",
    "tests.collectors.grammar_examples",
]

# What a file says must not depend on what else is installed; tests of LibreOffice ask for it themselves.
os.environ["POLICY_EXTRACT_LIBREOFFICE"] = "off"

if os.environ.get("CI"):
    # The same examples every time: a change is not held up by what it did not touch. Elsewhere they are drawn anew in each run.
    settings.register_profile("ci", derandomize=True)
    settings.load_profile("ci")
