"""`diff --loose`: what in one plan resembles what in another that is no version of it."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from plan_pair import pair

from policy_extract.comparison.correspondence import LEAST, MOST, corresponding
from policy_extract.pipeline import parse_bytes
from tests.collectors.program import Program

if TYPE_CHECKING:
    from policy_extract.comparison.correspondence import Compared

CITY = """\
澜州市养老服务三年行动方案
一、主要任务
1.推动医养康养深度融合。支持养老机构设置医疗机构，推进医养结合签约合作，培育医养结合示范单位8家。（责任单位：市卫健委、市民政局）
2.改善老年人居住环境。推进老旧小区改造和既有住宅加装电梯，实施困难老年人家庭适老化改造。（责任单位：市住建局）
3.壮大养老服务队伍。支持职业院校开设养老护理专业，开展护理员技能培训和职业等级认定。（责任单位：市人社局）
4.健全综合监管机制。开展消防安全检查，健全信用监管和联合惩戒制度。（责任单位：市市场监管局）
"""
COUNTY = """\
青禾县老年友好城市建设工作要点
一、重点任务
（一）推进适老环境改造。打造无障碍设施示范路，完成家庭适老化改造300户，推动住宅加装电梯。（责任单位：县住建局）
（二）搭建机构联动医养模式。养老机构与卫生院签约合作，新建医养结合示范点1个。（责任单位：县卫健局）
（三）弘扬孝德文化。评选最美家庭，讲好孝老爱亲故事。（责任单位：县委宣传部）
（四）强化人才保障。举办养老护理技能大赛，培训护理员200人次。（责任单位：县人社局）
"""


def compared(old: str = CITY, new: str = COUNTY) -> Compared:
    return corresponding(*(parse_bytes(text.encode(), "x.txt").plan for text in (old, new)))


def partners(found: Compared) -> dict[str, str]:
    return {one.new.label: one.old.label for one in found.found if one.mutual}


def test_tasks_that_share_no_sentence_are_put_together_by_the_words_they_share() -> None:
    assert partners(compared()) == {
        "（一）推进适老环境改造": "2.改善老年人居住环境",
        "（二）搭建机构联动医养模式": "1.推动医养康养深度融合",
        "（四）强化人才保障": "3.壮大养老服务队伍",
    }


def test_what_has_no_counterpart_has_none() -> None:
    found = compared()
    assert "（三）弘扬孝德文化" not in {one.new.label for one in found.found}
    assert "4.健全综合监管机制" not in {one.old.label for one in found.found}


def test_turned_round_the_same_things_belong_together() -> None:
    assert partners(compared(COUNTY, CITY)) == {old: new for new, old in partners(compared()).items()}


def test_a_plan_corresponds_to_itself_in_everything() -> None:
    found = [one for one in compared(CITY, CITY).found if one.mutual]
    assert [(one.old.id, one.score) for one in found] == [(one.new.id, 1.0) for one in found]
    assert len(found) == 4


def test_scores_begin_at_the_least_and_a_thing_has_few_counterparts_the_likeliest_first() -> None:
    found = compared().found
    assert all(LEAST <= one.score <= 1 for one in found)
    by_thing: dict[str, list[float]] = {}
    for one in found:
        by_thing.setdefault(one.new.id, []).append(one.score)
    assert all(len(scores) <= MOST for scores in by_thing.values())
    assert all(one >= other for scores in by_thing.values() for one, other in pairwise(scores))


def test_rows_and_indicators_have_counterparts_too() -> None:
    here = pair()
    nouns = {one.noun for one in corresponding(here.old, here.new).found if one.mutual}
    assert nouns == {"task", "indicator"}


def test_where_one_plan_has_no_tasks_its_lowest_headings_stand_for_them() -> None:
    aims = "澜州市养老服务发展规划\n一、指导思想\n坚持以人为本，健全服务体系。\n二、基本原则\n坚持政府主导，坚持社会参与。\n"
    assert {one.noun for one in compared(aims, CITY).found} <= {"section"}
    assert {one.noun for one in compared(aims, aims).found} == {"section"}


# ---------------------------------------------------------------- as people call it


@pytest.fixture
def program(capsysbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Program:
    """The command line, in a folder with plans of a city and of a county."""
    monkeypatch.chdir(tmp_path)
    Path("city.txt").write_text(CITY, encoding="utf-8")
    Path("county.txt").write_text(COUNTY, encoding="utf-8")
    return Program(capsysbinary, monkeypatch)


def test_the_report_has_a_line_for_each_task_and_those_without_counterpart(program: Program) -> None:
    result = program("diff", "--loose", "city.txt", "county.txt", "--lang", "zh")
    lines = result.out.decode().splitlines()
    assert (result.code, result.err) == (1, "")
    assert lines[0] == "city.txt → county.txt：4 项中 3 项有对应"
    assert lines[3].startswith("  （一）推进适老环境改造  ↔ 2.改善老年人居住环境 ")
    assert lines[-4:] == [" 只见于 county.txt", "  （三）弘扬孝德文化", " 只见于 city.txt", "  4.健全综合监管机制"]


def test_among_hundreds_of_tasks_in_the_same_words_each_finds_the_one_it_shares_a_rare_word_with() -> None:
    """Common words reach hundreds of others; only so many are looked at, the rarest words first."""
    words = [chr(0x4E00 + 2 * at) + chr(0x4E01 + 2 * at) for at in range(400)]
    texts = [
        "澜州市养老服务方案\n一、任务\n"
        + "".join(
            f"{at}.{verb}{word}中心。完善服务体系，健全保障机制。（责任单位：市民政局）\n"
            for at, word in enumerate(words, 1)
        )
        for verb in ("建设", "打造")
    ]
    old, new = (parse_bytes(text.encode(), "plan.txt").plan for text in texts)
    found = [one for one in corresponding(old, new).found if one.mutual]
    assert len(found) == len(words)
    assert all(one.old.id == one.new.id for one in found)


def test_markdown_is_a_table(program: Program) -> None:
    told = program("diff", "--loose", "city.txt", "county.txt", "--as", "markdown").out.decode()
    assert "| county\\.txt | city\\.txt | likeness |\n| --- | --- | ---: |\n" in told
    assert "| （三）弘扬孝德文化 | — |  |\n" in told
    assert "| — | 4\\.健全综合监管机制 |  |\n" in told


def test_json_is_the_comparison_with_its_correspondences(program: Program) -> None:
    told = json.loads(program("diff", "--loose", "city.txt", "county.txt", "--as", "json").out)
    assert told["format"] == "policy-extract/diff-1"
    assert [one["mutual"] for one in told["correspondences"]].count(True) == 3
    assert json.loads(program("diff", "city.txt", "county.txt", "--as", "json").out)["correspondences"] == []


def test_other_forms_are_refused(program: Program) -> None:
    result = program("diff", "--loose", "city.txt", "county.txt", "--as", "html")
    assert (result.code, result.out) == (2, b"")
    assert "--loose: goes with two plans, --as text, markdown or json, and not with --only" in result.err


def test_papers_that_are_no_versions_of_each_other_are_told_so_first(program: Program) -> None:
    lines = program("diff", "city.txt", "county.txt").out.decode().splitlines()
    assert lines[1] == (
        "1 of 6 paragraphs correspond: hardly versions of one another; --loose lists what resembles what"
    )
