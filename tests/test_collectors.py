"""The pages under tests/cases are read as they are meant, and none is silently left out."""

from __future__ import annotations

import textwrap
from pathlib import Path

import pytest

from tests.collectors.pages import PageError, read_page, rewritten

PAGE = textwrap.dedent(
    """\
    # 责任单位

    Who answers for a task.

    ## 括号写在任务句末

    The commonest form.

    ```policy
    一、主要任务
    1.健全保障。（责任单位：市民政局）
    ```

    ```tasks
    1/1  健全保障
    ```

    ```findings
    ```
    """
)
VIEWS = ("tasks", "findings")

pytest_plugins = ["pytester"]


def test_a_heading_with_fences_is_a_test() -> None:
    [case] = read_page(PAGE, VIEWS)
    assert case.name == "括号写在任务句末"
    assert case.policy
    assert case.policy.text == "一、主要任务\n1.健全保障。（责任单位：市民政局）\n"
    assert [(fence.word, fence.text) for fence in case.expected] == [("tasks", "1/1  健全保障\n"), ("findings", "")]


def test_rewriting_a_fence_touches_nothing_else() -> None:
    [case] = read_page(PAGE, VIEWS)
    once = rewritten(PAGE, case.expected[1], "b2:1  warning\nb3:1  warning\n")
    assert once == PAGE.replace("```findings\n", "```findings\nb2:1  warning\nb3:1  warning\n")
    [case] = read_page(once, VIEWS)
    assert rewritten(once, case.expected[1], "") == PAGE


@pytest.mark.parametrize(
    ("before", "after", "sentence"),
    [
        ("```tasks", "```task", "14: no view is called task; there are tasks, findings"),
        ("```policy", "```", "9: a fence needs one word: policy, tasks, findings"),
        ("```policy", "```tasks", "14: tasks is expected twice under one heading; give it a heading of its own"),
        ("```findings", "```policy", "18: a second input under one heading; give it a heading of its own"),
        ("```findings\n```", "```findings\n", "18: the fence is never closed; add a line ```"),
        ("## 括号写在任务句末\n", "# 责任单位\n", "责任单位: two tests have this name; say how they differ"),
    ],
)
def test_a_page_that_would_test_less_than_it_seems_is_refused(before: str, after: str, sentence: str) -> None:
    page = PAGE.replace(before, after)
    if sentence.startswith("责任单位"):
        page = page + page
    with pytest.raises(PageError) as caught:
        read_page(page, VIEWS)
    assert str(caught.value) == sentence


def test_an_input_without_expectation_is_refused() -> None:
    with pytest.raises(PageError, match="nothing is expected; add a fence named by a view"):
        read_page(PAGE[: PAGE.index("```tasks")], VIEWS)


def test_the_collectors_left_no_file_out(pytestconfig: pytest.Config, request: pytest.FixtureRequest) -> None:
    if pytestconfig.args_source != pytest.Config.ArgsSource.TESTPATHS or pytestconfig.getoption("keyword"):
        pytest.skip("only a part of the tests was asked for")
    root = pytestconfig.rootpath
    collected = {item.path for item in request.session.items}
    pages = set((root / "tests" / "cases").glob("*.md"))
    grammars = {path for path in (root / "grammars").glob("*.toml") if "[[rule]]" in path.read_text(encoding="utf-8")}
    assert pages
    assert grammars
    assert (pages | grammars) - collected == set()


def test_an_update_run_is_never_green(pytestconfig: pytest.Config) -> None:
    assert not pytestconfig.getoption("--update"), (
        "expectations were rewritten, not compared; run pytest again without --update"
    )


@pytest.fixture
def project(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> pytest.Pytester:
    """A folder with one golden file, and the plug-in that updates it."""
    monkeypatch.delenv("CI", raising=False)
    monkeypatch.syspath_prepend(str(Path(__file__).parents[1]))
    pytester.makeconftest('pytest_plugins = ["tests.collectors.golden"]')
    pytester.makefile(".txt", expected="old\n")
    pytester.makepyfile(
        """
        from pathlib import Path
        from tests.collectors.golden import compare
        def test_golden(pytestconfig):
            compare(pytestconfig, Path(__file__).parent / "expected.txt", "new\\n")
        """
    )
    return pytester


def test_a_golden_file_that_differs_fails_with_the_diff_and_the_cure(project: pytest.Pytester) -> None:
    result = project.runpytest_inprocess("-p", "no:cacheprovider")
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(
        ["expected.txt differs; if the new output is right, run pytest --update", "-old", "+new"]
    )


def test_update_rewrites_says_so_and_still_fails_the_run(project: pytest.Pytester) -> None:
    result = project.runpytest_inprocess("-p", "no:cacheprovider", "--update")
    assert result.ret == pytest.ExitCode.TESTS_FAILED
    result.stdout.fnmatch_lines(["*1 expectations rewritten; read the diff*", "expected.txt"])
    assert (project.path / "expected.txt").read_text() == "new\n"


def test_update_is_refused_where_ci_is_set(project: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "true")
    result = project.runpytest_inprocess("-p", "no:cacheprovider", "--update")
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    assert (project.path / "expected.txt").read_text().strip() == "old"
