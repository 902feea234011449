"""What is true of every text, whatever it is: it is read, nothing is lost, and what is quoted is there."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
from dump_builder import cells, matcher, read_dump
from hypothesis import given, settings
from hypothesis import strategies as st

from policy_extract.blocks import Block, Document, Paragraph, Table
from policy_extract.findings import Report
from policy_extract.reading import read
from policy_extract.reading.flow.notation import read_notation
from policy_extract.reading.flow.notation_writing import write_document
from tests.collectors.counting import calls

CORPUS = Path(__file__).parents[3] / "shared" / "corpus"
TEXTS = sorted(path for path in CORPUS.glob("*/*") if path.suffix in {".txt", ".md"} and path.name != "README.md")

LINES = [
    "青禾县养老服务三年行动方案", "（2026—2028年）", "一、总体要求", "（一）指导思想。坚持以人民为中心。", "1强化引领。", "2强化参与。",
    "到 2028 年，建成 20 家。", "（责任单位：*县民政局、县财政局）", "责任单位：县民政局", "——保障加强。", "附件1", "附件：1.清单", "2.指标", "— 3 —",
    "打印", "【字号：", "】", "第一章 总体要求......3", "[bookmark: _Toc1]背景", "\t序号", "\t", "\t1\n\t建站点\n\t民政局", "\t实施行动",
    "序号\t任务\t单位", "1\t建站点\t民政局", "# 标题", "## 二、任务 ##", "**1. 健全。**落实。", r"\*民政局", "| 序号 | 任务 |", "|---|---|",
    "| 1 | 建站点 |", "<table><tr><td rowspan=2>甲<td>乙<tr><td>丙</table>", "<br>", "见[网](https://a.b/c)", "`", "**", "---", "- 项", "> 引",
    "健全覆盖城乡的养老服务网络，推动居家社区机构协调发展，提升照护能力，持续增进老年人福祉，不断", "提高服务质量。", "3页首提高", "2.5", "", "",
    "⟦bold⟧甲", "⟦", "\\", "\x0c", "\x00", "\u3000\u3000缩进", "138****1234", "图 1 布局", "2026年3月1日", "各乡镇政府：", "\ufeff", "\u2028",
]  # fmt: skip
DAMAGE = st.lists(st.tuples(st.integers(0, 10**6), st.sampled_from("（）“”《》\n\t |*#`\\⟦⟧12一、。.<> ")), max_size=4)


@st.composite
def damaged_texts(draw: st.DrawFn) -> str:
    """Known lines in any order, put together anyhow, with a little damage."""
    text = draw(st.sampled_from(["\n", "\n\n", "", " ", "\r\n"])).join(
        draw(st.lists(st.sampled_from(LINES), min_size=1, max_size=40))
    )
    for place, char in draw(DAMAGE):
        at = place % (len(text) + 1)
        text = text[:at] + char + text[at + place % 2 :]
    return "青" + text


def texts_of(block: Block) -> list[str]:
    return [block.text] if isinstance(block, Paragraph) else [cell.text for cell in block.cells]


def visible(text: str) -> Counter[str]:
    return Counter(char for char in text if not char.isspace())


def kept(document: Document) -> Counter[str]:
    blocks = "".join(text for block in document.blocks for text in texts_of(block))
    return visible(blocks + "".join(one.text for one in document.dropped))


def check(source: str, *, grow: int = 1) -> Document:
    report = Report()
    document = read(source.encode("utf-8", "surrogatepass") * grow, report, matcher())
    assert kept(document) == visible(source * grow)
    assert [block.id for block in document.blocks] == [
        f"b{position}" for position in range(1, len(document.blocks) + 1)
    ]
    assert all(
        text == text.strip() for block in document.blocks if isinstance(block, Paragraph) for text in [block.text]
    )
    quoted = {block.id: block.text for block in document.blocks if isinstance(block, Paragraph)}
    for table in (block for block in document.blocks if isinstance(block, Table)):
        assert (
            sum(cell.rows * cell.cols for cell in table.cells) == table.rows * table.cols == sum(map(len, table.grid()))
        )
        quoted |= {table.address(cell): cell.text for cell in table.cells}
    for finding in report:
        assert finding.message
        assert finding.at is None or finding.at.end <= len(quoted[finding.at.block])
    return document


@settings(max_examples=400, deadline=None)
@given(damaged_texts())
def test_any_text_is_read_and_no_visible_character_is_lost_or_added(text: str) -> None:
    document = check(text)
    assert read_notation(write_document(document)).blocks == document.blocks


@pytest.mark.skipif(not TEXTS, reason="the documents next to the project are not there")
@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.name)
def test_real_documents_keep_the_laws(path: Path) -> None:
    document = check(path.read_text(encoding="utf-8").removeprefix("\ufeff"))
    assert read_notation(write_document(document)).blocks == document.blocks


@pytest.mark.skipif(not TEXTS, reason="the documents next to the project are not there")
def test_text_comes_in_the_order_of_the_source() -> None:
    for path in (path for path in TEXTS if path.name != "pt01.txt"):  # its subscripts follow their paragraph
        source = re.sub(r"\[bookmark:[^\]]*\]", "", "".join(path.read_text(encoding="utf-8").split()))
        at = 0
        for block in read_dump(path.read_bytes()).blocks:
            for text in texts_of(block) if isinstance(block, Paragraph) else sorted(texts_of(block), key=len)[-1:]:
                squeezed = "".join(text.split())[:12]
                found = source.find(squeezed, at)
                assert found >= 0 or path.suffix == ".md", (path.name, text[:40])
                at = max(at, found)


ROW = cells(["序号", "任务", "单位"], *([str(number), "建站点", "民政局"] for number in range(1, 20))) + "\n"
GROWING = {
    "paragraphs": "一、总体要求\n到2028年，建成服务中心20家以上。（责任单位：县民政局）\n" * 300,
    "one line": "一、总体要求（一）指导思想。坚持以人民为中心。（二）原则。1强化引领。2强化参与。 " * 300,
    "open brackets": "（《“" * 4000,
    "cut lines": "健全覆盖城乡的养老服务网络推动居家社区机构协调发展提升照\n" * 600,
    "tables": ROW * 40,
    "headings repeated": "# 清单\n\n" + "| 序号 | 任务 |\n|---|---|\n| 1 | 建站点 |\n\n" * 500,
    "stars": "# 清单\n\n" + "**a " * 4000,
    "tags": "# 清单\n\n" + "<table><tr><td rowspan=99999 colspan=99999>甲" * 400,
    "numbers": "1提高\n2提高\n" * 1500,
}  # fmt: skip


@pytest.mark.parametrize("kind", GROWING)
def test_work_grows_with_the_text_and_no_faster(kind: str) -> None:
    read_dump(GROWING[kind])
    two, eight = (calls(lambda times=times: read_dump(GROWING[kind] * times)) for times in (2, 8))
    assert eight < 5 * two + 2_000


def test_a_table_that_says_it_is_enormous_does_not_become_so() -> None:
    wide = "甲\t" * 20_000 + "\n"
    assert all(isinstance(block, Paragraph) for block in read_dump(wide * 2 + "甲\t乙\n" * 2_000).blocks)
