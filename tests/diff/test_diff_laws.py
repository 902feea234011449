"""What is true of every comparison: nothing left out, nothing told twice, the changes lead from one plan to the other."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from policy_extract.comparison.compare import compare
from policy_extract.comparison.likeness import similarity
from policy_extract.comparison.likeness.spelling import same_spelling
from policy_extract.pipeline import parse_bytes
from tests.diff.applying import FRONT, apply, naming_twice, small
from tests.diff.diff_laws import check_diff_laws, told
from tests.test_invariants import damaged_lines, of_text, texts

if TYPE_CHECKING:
    from policy_extract.model import Plan

ROOT = Path(__file__).resolve().parent.parent.parent
SAMPLES = sorted((ROOT / "samples").glob("*/source.docx"))
BOUNDED = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])

PLAN = [
    "一、总体要求",
    "到2028年底，建成养老中心100家以上，护理型床位占比达到65%。",
    "二、主要任务",
    "（一）健全保障体系",
    "1.完善津贴制度。实现高龄津贴应发尽发，稳步提高补贴标准，规范发放流程。（责任单位：*市人社局、市民政局、市财政局）",
    "2.扩大服务供给。每个街道建成养老中心1个。引导社会力量参与，鼓励连锁运营。加强价格监管，公开收费项目。（责任单位：市民政局、市住建局）",
    "3.强化医养结合。推动医疗机构与养老机构签约合作，到2027年底签约率达到90%。（责任单位：*市卫生健康委、市民政局、市医保局）",
    "（二）优化服务环境",
    "1.推进适老化改造。完成困难家庭适老化改造500户。（责任单位：*市民政局、市残联）",
    "2.发展老年教育。办好老年大学，扩大乡镇老年学校覆盖面。（责任单位：市教育局、市委老干部局）",
    "三、保障措施",
    "（一）加强组织领导。建立联席会议制度，定期研究重大问题。",
    "（二）加强资金保障。统筹财政资金，支持养老事业发展。",
]


MOST_ALIKE = 2
"""Times that one line may stand in a version."""
PROMISES = "国有企业研发投入增速达到10%，建成区绿化覆盖率达到42%，新开发老年教育课程100门，社会组织孵化基地5个。"
TWICE = "# 临江市养老服务行动计划\n3.关爱行动。（责任单位：各有关镇街、市老龄工作委员会相关成员单位）"
"""What two tasks say in the same words, and what stands between them; one is lost, the other runs into the text before it."""
NURSERY = "2.发展社区托育。开设托育点。"
LONG = "1.扩大供给。新增床位1.93万张，产业规模达到500亿元，新建绿道1,200公里，培训人员5 万人次，覆盖率达到９５％。"
TITLES = "# 临江市养老服务行动计划\n"
"""A task that stands twice, once run into the one after it, among headings that are all called the same."""
CHAPTERS = (
    "一、总体要求",
    "到2028年底，建成养老中心100家以上，护理型床位占比达到65%。",
    "二、主要任务",
    "（一）健全保障体系",
    "1.完善津贴制度。实现高龄津贴应发尽发，规范发放流程。（责任单位：*市人社局、市民政局）",
    "2.扩大服务供给。每个街道建成养老中心1个，引导社会力量参与。（责任单位：市民政局）",
    "3.强化医养结合。推动医疗机构与养老机构签约合作。（责任单位：*市卫生健康委）",
    "（二）优化服务环境",
    "1.推进适老化改造。完成困难家庭适老化改造500户。（责任单位：*市民政局、市残联）",
    "2.发展老年教育。办好老年大学，扩大乡镇老年学校覆盖面。（责任单位：市教育局）",
    "三、保障措施",
    "（一）加强组织领导。建立联席会议制度，定期研究重大问题。",
    "（二）加强资金保障。统筹财政资金，支持养老事业发展。",
)
"""Three chapters; two headings put where the opening stood make the first a part of the second, and the second one of the third."""


@st.composite
def versions(draw: st.DrawFn) -> tuple[str, str]:
    """A plan, or any known lines, and what a few careless edits make of it.

    No line stands more than twice in it: of many headings called the same, which one a lost line belonged to is anybody's guess.
    """
    old = draw(st.one_of(st.just(PLAN), texts.map(str.splitlines)))
    new = list(old)
    for _ in range(draw(st.integers(0, 6))):
        place = draw(st.integers(0, len(new)))
        edit = draw(st.sampled_from(["insert", "delete", "move", "damage", "join", "break"]))
        if edit == "insert" or place >= len(new):
            new.insert(place, draw(damaged_lines()))
        elif edit == "delete":
            del new[place]
        elif edit == "move":
            new.insert(draw(st.integers(0, len(new) - 1)), new.pop(place))
        elif edit == "join" and place:
            new[place - 1 : place + 1] = [new[place - 1] + new[place]]
        else:
            cut = draw(st.integers(0, len(new[place])))
            new[place : place + 1] = (
                [new[place][:cut], new[place][cut:]]
                if edit == "break"
                else [
                    new[place][:cut]
                    + draw(st.sampled_from(["", "进一步", "5", "、市教育局", "。"]))
                    + new[place][cut + 1 :]
                ]
            )
    assume(all(max(Counter(lines).values(), default=0) <= MOST_ALIKE for lines in (old, new)))
    return "\n".join(old), "\n".join(new)


@BOUNDED
@given(both=versions())
def test_any_two_texts_are_compared_and_keep_the_laws(both: tuple[str, str]) -> None:
    """Never raises; every block is accounted for; the wording gives both sides."""
    old, new = map(of_text, both)
    check_diff_laws(old, new, compare(old, new))


@BOUNDED
@given(text=texts)
@example(text="# 临江市养老服务行动计划\n### 征求意见稿\n200万元以下的货物项目\n200万元以下的货物项目")
def test_a_plan_is_no_different_from_itself(text: str) -> None:
    """No change, and every block the same."""
    plan = of_text(text)
    diff = compare(plan, plan)
    assert diff.changes == ()
    assert {pair.state for pair in diff.blocks} == {"same"}


@BOUNDED
@given(both=versions())
def test_the_changes_applied_to_the_old_plan_give_the_new_one(both: tuple[str, str]) -> None:
    """Titles, numbers, who is responsible, deadlines and values follow from the changes.

    A field of the front matter that one version was not read to have is told, or its words stand in that version too.
    Rows that name one body twice, in two clauses, are left out: of bodies this form has one each.
    """
    old, new = map(of_text, both)
    before, after, diff = small(old), small(new), compare(old, new)
    found = apply(before, diff, after)
    for name in FRONT:
        if bool(before.front[name]) != bool(after.front[name]):
            words = _words(before.front[name] or after.front[name])
            other = new if before.front[name] else old
            assert any(change.kind == f"{name}-changed" for change in diff.changes) or words in _words_of(other), name
            found.front[name] = after.front[name]
    for row in naming_twice(old) | naming_twice(new):
        found.units.pop(row, None)
        after.units.pop(row, None)
    assert found == after


def _words_of(plan: Plan) -> str:
    return _words("".join(block.text or "" for block in plan.blocks))


def _words(text: str) -> str:
    """The text without its marks: several entries of a field are joined by others than print them."""
    return "".join(sign for sign in same_spelling(text) if sign.isalnum())


@BOUNDED
@given(both=versions())
@example(
    both=(
        "2.丰富村社服务供给。建设驿站。（责任单位：市民政局）\n2.丰富村给。建设驿站。（责任单位：市民政局）",
        (
            "2.富村社服务供给。建设驿站。（责任单位：市民政局）\n2.丰富村给。建设驿站。（责任单位：市民政局）\n"
            "2.丰富村社服务供给。建设驿站。（责任单位：市民政局）"
        ),
    )
)
@example(both=("\n".join(CHAPTERS), "\n".join(CHAPTERS[place] for place in (0, 3, 10, 1, 2, 4, 5, 6, 7, 8, 9, 11, 12))))
@example(both=(f"1.提升水平。{PROMISES}\n{TWICE}\n1.提升水平。{PROMISES}", f"{TWICE}\n.提升水平。{PROMISES}"))
@example(
    both=(
        "\n".join(CHAPTERS),
        "\n".join([CHAPTERS[3], *CHAPTERS[:3], *CHAPTERS[4:10], "".join(CHAPTERS[10:12]), CHAPTERS[12]]),
    )
)
@example(
    both=(
        f"2.任务分工表\n{TITLES * 7}{NURSERY}\n{LONG}\n{NURSERY}\n{TITLES * 2}",
        f"{TITLES * 7}{NURSERY}{LONG}\n{NURSERY}\n{TITLES * 2}",
    )
)
@example(both=("4.健全体系\n30万人口以上的县\n主要目标和重点任务", "4.健全体系\n30万人口以上的县主要目标和重点任务"))
@example(
    both=(
        "# 澜州市教育发展规划\n# 临江市养老服务行动计划\n1-2.护理床位建设清单\n# 临江市养老服务行动计划\n（# 临江市养老服务行动计划",
        "（# 临江市养老服务行动计划\n# 澜州市教育发展规划\n1-2.护理床位建设清单\n# 临江市养老服务行动计划\n（# 临江市养老服务行动计划",
    )
)
def test_a_comparison_mirrors_the_one_the_other_way(both: tuple[str, str]) -> None:
    """What was added one way was removed the other way."""
    old, new = map(of_text, both)
    assert told(compare(old, new)) == told(compare(new, old), mirrored=True)


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.parent.name)
def test_a_sample_is_no_different_from_itself(path: Path) -> None:
    """Tables, boxes, annexes and carry-overs among them."""
    plan = parse_bytes(path.read_bytes(), "source.docx").plan
    assert compare(plan, plan).changes == ()


@pytest.mark.parametrize(("one", "other"), [*pairwise(SAMPLES)], ids=lambda path: path.parent.name)
def test_two_different_plans_are_compared_and_keep_the_laws(one: Path, other: Path) -> None:
    """Nothing in common is no reason to leave anything out."""
    old, new = (parse_bytes(path.read_bytes(), "source.docx").plan for path in (one, other))
    diff = compare(old, new)
    check_diff_laws(old, new, diff)
    assert diff.changes


@pytest.mark.parametrize("what", ["tasks", "paragraphs"])
def test_what_differs_meets_a_few_candidates_only(what: str) -> None:
    """Ten times the tasks, or the paragraphs under one heading, are far from a hundred times the comparisons."""
    counted = []
    for number in (40, 400):
        plans = [
            _long(number, verb) if what == "tasks" else _under_one_heading(number, verb) for verb in ("建成", "新建")
        ]
        calls = 0
        ratio = similarity.fuzz.ratio

        def count(*texts: str, ratio: object = ratio) -> float:
            nonlocal calls
            calls += 1
            return ratio(*texts)  # type: ignore[operator]

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(similarity.fuzz, "ratio", count)
            compare(*plans)
        counted.append(calls)
    assert counted[1] < 15 * counted[0]


def _under_one_heading(paragraphs: int, verb: str) -> Plan:
    """A heading known by a long opening, and paragraphs that share nothing with any other."""
    shift = 0 if verb == "建成" else 7_000
    others = (
        "".join(chr(0x4E00 + shift + (place * step) % 6_997) for step in (1, 5, 11, 17, 23, 31))
        for place in range(1, paragraphs + 1)
    )
    return of_text(
        "\n".join(["一、主要任务", *["坚持以人为本，健全服务体系，" * 60] * 8, *(f"{other}。" for other in others)])
    )


def _long(tasks: int, verb: str) -> Plan:
    lines = ["一、主要任务"]
    for place in range(tasks):
        what = "".join("养老助餐医疗教育交通住房文化就业"[(place * step) % 16] for step in (1, 3, 5, 7, 9, 11))
        lines.append(f"{place + 1}.推进{what}{place}。{verb}{what}服务中心{place + 3}个，完善{what[::-1]}机制。")
    return of_text("\n".join(lines))
