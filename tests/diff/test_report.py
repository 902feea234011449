"""The report at a terminal and in a pipe."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from diff_builders import change, diff, pieces, side
from plan_pair import pair

from policy_extract.comparison.report.terminal import report

if TYPE_CHECKING:
    import pytest

REWORDED = change("task-reworded", [side("甲")], [side("甲")], wording=pieces("每年", "-举办", "+组织", "活动"))


def test_a_report_in_chinese() -> None:
    assert report(pair().diff, "zh") == (
        "旧稿.docx → 新稿.docx：实质 5 处，措辞 1 处，形式 1 处\n"
        "\n"
        "实质 5\n"
        "  状态变更  征求意见稿 → 送审稿\n"
        "  2 处变更  1.健全保障体系  牵头变更 市人社局 → 市民政局\n"
        "    任务改写 {+逐步+}提高津贴标准。（责任单位：[-*-]市人社局、{+*+}市民政局）（措辞）\n"
        "  删除单位  2.扩大服务供给 · 责任  市财政局\n"
        "  新增任务  二、主要任务  3.建设智慧平台 建成平台1个。（责任单位：市民政局）\n"
        "  数值变更  养老床位 · 2028目标  650 → 700（调高 50）\n"
        "\n"
        "措辞 1\n"
        " 1 处与同一事项的其他变更一并列在上面\n"
        "\n"
        "形式 1\n"
        "  任务重编号  二、主要任务  3.加强监督管理 → 4.加强监督管理（仅重编号）\n"
    )


def test_a_report_in_english_keeps_the_documents_words() -> None:
    told = report(pair().diff, "en")
    assert "substance 5\n  status changed  征求意见稿 → 送审稿\n" in told
    assert "value changed  养老床位 · 2028 target  650 → 700（up by 50）" in told


def test_documents_that_say_the_same_are_one_line() -> None:
    assert report(diff(), "en") == "old.docx → new.docx: no difference\n"
    assert report(diff(), "zh") == "old.docx → new.docx：没有差异\n"


def test_without_colour_there_is_no_escape_sequence_and_words_have_marks() -> None:
    told = report(diff(REWORDED), "zh")
    assert "\x1b" not in told
    assert "每年[-举办-]{+组织+}活动" in told


def test_what_is_called_the_same_on_both_sides_stands_there_once() -> None:
    one = change("role-changed", [side("市财政局")], [side("市财政局")], "1.甲", field="support → lead")
    assert report(diff(one), "zh").endswith("  角色变更  1.甲 · 配合 → 牵头  市财政局\n")


def test_with_colour_words_are_struck_and_underlined(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)
    told = report(diff(REWORDED), "zh", colour=True)
    assert re.search(r"\x1b\[9;31m举办\x1b\[0m\x1b\[4;32m组织\x1b\[0m", told)


def test_a_text_that_could_steer_the_terminal_is_written_out() -> None:
    told = report(diff(change("unit-added", new=[side("\x1b]0;title\x07局")])), "zh", colour=True)
    assert "\x1b]" not in told
    assert r"\x1b]0;title\x07局" in told


def test_lines_end_where_the_terminal_does() -> None:
    told = report(diff(change("task-added", new=[side("1.甲", "建设" * 60)])), "zh", width=40)
    assert max(len(line.encode("gb18030")) for line in told.splitlines()) <= 40


def test_what_came_is_cut_after_two_lines_or_so() -> None:
    told = report(diff(change("task-added", new=[side("1.甲", "建设" * 600)])), "zh")
    assert told.splitlines()[-1].endswith("…")
    assert max(map(len, told.splitlines())) < 100
