"""Sentences put together at random from what promises are made of: read without failing, each amount where it is printed."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from policy_extract.pipeline import parse_bytes

PIECES = (
    "到2027年和2030年，", "到2028年，", "每年", "每五年", "分别", "达到", "新建", "完成", "增加", "不少于", "其中", "基本", "超", "占", "的",
    "参保率", "床位", "学校", "农田灌溉面积", "85%", "10、9、", "8小时", "60张", "三分之二", "30万亩及以上", "5—8个", "两成", "万名", "前10", "零增长",
    "、", "和", "，", "；", "。", "：", "（", "）", "“", "”", "以上", "左右", "/人", " ", "每平方公里", "在2020年基础上", "翻一番",
)  # fmt: skip


@settings(max_examples=250, deadline=None)
@given(st.lists(st.lists(st.sampled_from(PIECES), min_size=1, max_size=14).map("".join), min_size=1, max_size=3))
def test_each_amount_is_quoted_from_its_place(paragraphs: list[str]) -> None:
    text = "一、主要任务\n" + "\n".join(f"{number}.提升水平。{text}。" for number, text in enumerate(paragraphs, 1))
    plan = parse_bytes(text.encode(), "plan.txt").plan
    blocks = {block.id: block.text for block in plan.blocks if block.kind == "paragraph"}
    quoted = [(one.raw, blocks[at.block][at.start : at.end]) for one in plan.targets for at in one.at]
    assert [pair for pair in quoted if pair[0] != pair[1]] == []
    assert all(one.subject is None or one.subject.strip() == one.subject != "" for one in plan.targets)
