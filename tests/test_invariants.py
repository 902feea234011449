"""What is true of every text, however damaged: the laws of the whole pipeline.

Random characters never reach a rule, so the texts are made of known lines (all
examples of the grammars, all inputs of the case pages) in any order, with a
little damage.
"""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from policy_extract.lexical.width import fold
from policy_extract.output.canonical import dump_plan
from policy_extract.pipeline import parse_bytes
from tests.collectors.laws import check_laws
from tests.reading.docx_builder import docx, p, r

if TYPE_CHECKING:
    from collections.abc import Iterator

    from policy_extract.model import Plan, Section

ROOT = Path(__file__).resolve().parent.parent
BOUNDED = settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def known_lines() -> list[str]:
    """Every example of the grammars and every line of the case pages, each once."""
    lines: set[str] = set()
    for file in sorted((ROOT / "grammars").glob("*.toml")):
        for rule in tomllib.loads(file.read_text(encoding="utf-8")).get("rule", []):
            lines |= {example["text"] for kind in ("accept", "reject") for example in rule.get(kind, [])}
    for page in sorted((ROOT / "tests" / "cases").glob("*.md")):
        for block in re.findall(r"```policy\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL):
            lines |= {line for line in block.splitlines() if not line.startswith("|")}
    return sorted(line.replace("\t", " ") for line in lines if line.strip())


LINES = known_lines()
DAMAGE = st.sampled_from(
    ["", "（", "）", "：", "、", "。", "*", "☆", " ", "一", "1.", "附件", "《", "\u3000", "〔", "不再列出"]
)


@st.composite
def damaged_lines(draw: st.DrawFn) -> str:
    """A known line with a stretch cut out and something else put in."""
    line = draw(st.sampled_from(LINES))
    if draw(st.integers(0, 3)):
        return line
    start = draw(st.integers(0, len(line)))
    end = draw(st.integers(start, min(len(line), start + 4)))
    return line[:start] + draw(DAMAGE) + line[end:]


texts = st.lists(damaged_lines(), min_size=1, max_size=25).map("\n".join)


def of_text(text: str) -> Plan:
    return parse_bytes(("澜州市行动方案\n" + text).encode(), "x.txt").plan


def of_word(text: str) -> Plan:
    body = "".join(p(r(line)) for line in text.split("\n"))
    return parse_bytes(docx(body), "x.docx").plan


def of_markdown(text: str) -> Plan:
    return parse_bytes(("# 澜州市行动方案\n\n" + text.replace("\n", "\n\n")).encode(), "x.md").plan


READERS = {"text": of_text, "word": of_word, "markdown": of_markdown}


def sections_of(plan: Plan) -> Iterator[Section]:
    waiting = list(plan.sections)
    while waiting:
        section = waiting.pop()
        yield section
        waiting += section.sections


def test_the_known_lines_were_found() -> None:
    """A suite fed with nothing would pass every law."""
    assert len(LINES) > 150


@pytest.mark.parametrize("reader", READERS)
@BOUNDED
@example(text="澜州市公共服务 专班办公室 文件\n澜州市养老服务行动计划")
@given(text=texts)
def test_any_text_is_read_and_keeps_the_laws(reader: str, text: str) -> None:
    """Never raises; every quote quotes; ids are unique; every block has an owner; what is printed reads back."""
    check_laws(READERS[reader](text))


@pytest.mark.parametrize("reader", READERS)
@BOUNDED
@given(text=texts)
def test_no_visible_character_is_lost_or_invented(reader: str, text: str) -> None:
    """What stands in the text stands in a block or in `dropped`, and nothing else does."""
    plan = READERS[reader](text)
    kept = "".join(block.text or "" for block in plan.blocks)
    kept += "".join(cell.text for table in plan.tables for cell in table.cells)
    kept += "".join(one.text for one in plan.dropped)
    title = {"text": "澜州市行动方案", "word": "", "markdown": "#澜州市行动方案"}[reader]
    assert sorted(re.sub(r"\s", "", kept)) == sorted(re.sub(r"\s", "", title + text))


@BOUNDED
@given(text=texts)
def test_the_same_text_gives_the_same_bytes(text: str) -> None:
    """Nothing depends on the run."""
    assert dump_plan(of_text(text)) == dump_plan(of_text(text))


@BOUNDED
@example(text="1.建设社区。（责任单位：甲局.）")
@given(text=texts)
def test_full_width_and_half_width_spellings_give_the_same_plan(text: str) -> None:
    """（责任单位：甲） and (责任单位:甲) say the same; between words ． is a full stop and . is none."""
    points = re.sub(r"(?<=[0-9])\.", "．", text)
    wide = points.translate(str.maketrans("0123456789*", "０１２３４５６７８９＊"))
    assert fold(wide) == fold(text)
    assert _shape(of_word(wide)) == _shape(of_word(text))


def _shape(plan: Plan) -> list[tuple[object, ...]]:
    sections = sorted((one.id, one.level, one.role, fold(one.title or "")) for one in sections_of(plan))
    units = [(task.id, fold(unit.name), unit.role, unit.via) for task in plan.tasks for unit in task.units]
    parts = [(part.id, part.kind, fold(part.label.text) if part.label else "") for part in plan.parts]
    targets = [(one.id, one.value, fold(one.measure or ""), one.bound, one.year) for one in plan.targets]
    return [*sections, *units, *parts, *targets]


@BOUNDED
@given(text=texts, place=st.integers(0, 100))
def test_an_unrelated_paragraph_renames_nothing(text: str, place: int) -> None:
    """Ids come from print: a plain sentence more leaves every section and task its id.

    Not inside a note, which goes on in the numbered lines below it as far as the next plain sentence, and not
    between the label of an annex and its title, or a label of units alone on its line and the names on the next;
    nor after a number that nothing follows, which the sentence gives a text. Nor where the title of a plan stands
    within the text: whether it opens a part is weighed by the lines around it.
    """
    assume(not any(line.startswith(("注", "#", "⟦")) for line in text.split("\n")))
    assume(len(set(text.split("\n"))) == len(text.split("\n")))  # what is printed again may be the foot of a page
    lines = [
        "澜州市行动方案",
        "为推动全市工作高质量发展，结合本地实际情况，现就有关事项制定本方案如下。",
        "一、总体目标",
        *text.split("\n"),
    ]
    at = 3 + place % (len(lines) - 2)
    assume(not lines[at - 1].startswith("附"))
    assume(not re.search(r"(?:单位|部门|主体)：?$", lines[at - 1]))
    assume(not re.fullmatch(r"\W*[\d一二三四五六七八九十]+\W*", lines[at - 1]))
    more = [*lines[:at], "坚持问题导向和目标导向相统一，持续提升群众的获得感和满意度。", *lines[at:]]
    before, after = of_word("\n".join(lines)), of_word("\n".join(more))
    assume(len(before.parts) == len(after.parts))
    assert sorted(one.id for one in sections_of(before)) == sorted(one.id for one in sections_of(after))
    assert [task.id for task in before.tasks] == [task.id for task in after.tasks]
    assert [target.id for target in before.targets] == [target.id for target in after.targets]
