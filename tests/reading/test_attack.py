"""Many damaged Word files and many texts in six encodings: none is a bug, and no character of any is lost.

The suite tries some of each; `make full` five thousand. Every case has a number, which is its seed.
"""

from __future__ import annotations

import random
from collections import Counter
from typing import TYPE_CHECKING

import pytest
from docx_builder import zipped
from feature_corpus import FEATURES
from mutation import BYTES, mutated_xml, parts

from policy_extract.errors import InputError
from policy_extract.findings import Report
from policy_extract.grammar import load
from policy_extract.pipeline import parse_bytes
from policy_extract.reading import read
from policy_extract.reading.ledger import ledger_of

if TYPE_CHECKING:
    from collections.abc import Callable

SIZES = [400, pytest.param(5_000, marks=[pytest.mark.full, pytest.mark.timeout(1800)])]
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-be", "utf-32", "gb18030")
MARKS = {"utf-16-be": b"\xfe\xff"}
PIECES = (
    "澜州市养老服务行动方案", "一、总体要求", "（一）健全体系。", "1.建设设施。到2027年，建成养老中心100家。", "（责任单位：*市民政局、市财政局）", "附件1", "附件：1.任务清单",
    "序号\t指标\t2025年\t2027年", "1\t床位\t65\t70", "| 序号 | 任务 |", "|---|---|", "| 1 | 建站 |", "# 方案", "**加粗**", "甲&amp;乙&hellip;", r"\*民政局", "`代码`",
    "<table><tr><td>甲</td><td>乙</td></tr></table>", "<br>", "<!-- 注 -->", "[网站](https://example.org/a)", "— 3 —", "第 3 页 共 9 页", "⟦#1.⟧", "⟦policy-extract blocks 1⟧",
    "要求", "𠮷", "〇", "㈠", "①", "·", "é", "\u3000", "\u00a0", "\x0b", "\x0c", "\u2028", "\x1b[2J", "\u202e", "::error::x", "##[x]", "\\", "“”", "……", "x" * 90,
    "（" * 30, "、" * 30, "2026年3月1日", "澜政发〔2026〕3号", "各县（市、区）人民政府：", "目标是翻一番", "\ufffd", "\u200b",
)  # fmt: skip


def damaged_word(seed: int) -> bytes:
    """A Word file whose elements, parts or bytes are damaged."""
    chance = random.Random(seed)
    files = parts(chance.choice(FEATURES).data)
    names = sorted(name for name in files if name.startswith("word/") and name.endswith(".xml"))
    name = chance.choice(names)
    kind = seed % 3
    if kind == 0:
        numbers = [[chance.randrange(10_000) for _ in range(4)] for _ in range(chance.randint(1, 6))]
        return zipped({**files, name: mutated_xml(files[name], [(a, b, c, d) for a, b, c, d in numbers])})
    if kind == 1:
        return zipped({**files, name: damaged(files[name], chance)})
    return damaged(zipped(files), chance)


def damaged(data: bytes, chance: random.Random) -> bytes:
    """The bytes with some changed, cut out or put in."""
    changed = bytearray(data)
    for _ in range(chance.randint(1, 5)):
        at = chance.randrange(len(changed) + 1)
        changed[at : at + chance.randrange(40)] = chance.choice([*BYTES, chance.randbytes(4)])
    return bytes(changed)


def a_text(chance: random.Random) -> str:
    """Lines as documents have them, and as none should."""
    lines = ("".join(chance.choices(PIECES, k=chance.randint(0, 3))) for _ in range(chance.randint(1, 40)))
    return chance.choice(["\n", "\r\n", "\n\n"]).join(["一、总则", *lines])


def outcome(data: bytes) -> str:
    """`read` where the blocks account for every character, `refused` where one line says why."""
    try:
        document = read(data, Report(), load().matcher(Report()))
        parse_bytes(data, "x")
    except InputError as fault:
        if "\n" in str(fault):
            raise AssertionError("a refusal is one line") from fault
        return "refused"
    assert ledger_of(data, document).difference == {}
    return "read"


def tried(size: int, case: Callable[[int], str]) -> Counter[str]:
    """How the cases of each seed ended; a case that breaks a law is `bad`, with its seed."""
    ends: Counter[str] = Counter()
    bad: list[str] = []
    for seed in range(size):
        try:
            ends[case(seed)] += 1
        except Exception as error:  # noqa: BLE001  all of them are counted before any is reported
            bad.append(f"{seed}: {type(error).__name__}: {error}"[:200])
    print(dict(ends), len(bad), "bad")
    assert bad[:5] == []
    return ends


@pytest.mark.parametrize("size", SIZES)
def test_no_damage_to_a_word_file_is_a_bug_or_loses_a_character(size: int) -> None:
    ends = tried(size, lambda seed: outcome(damaged_word(seed)))
    assert ends["read"] > size / 5
    assert ends["refused"] > size / 20


def whole_text(seed: int) -> str:
    """How a text ends that is as it was written; its characters are counted before it is encoded."""
    text = a_text(random.Random(seed))
    encoding = ENCODINGS[seed % len(ENCODINGS)]
    data = MARKS.get(encoding, b"") + text.encode(encoding)
    end = outcome(data)
    if end == "read":
        document = read(data, Report(), load().matcher(Report()))
        counted = sum(1 for char in text if not char.isspace())
        assert ledger_of(data, document).in_file == {"body": counted}
    return end


@pytest.mark.parametrize("size", SIZES)
def test_no_text_in_six_encodings_loses_a_character(size: int) -> None:
    ends = tried(size, whole_text)
    assert ends["read"] > size * 0.9


@pytest.mark.parametrize("size", SIZES)
def test_no_damage_to_a_text_is_a_bug(size: int) -> None:
    def case(seed: int) -> str:
        chance = random.Random(seed)
        encoding = ENCODINGS[seed % len(ENCODINGS)]
        return outcome(damaged(MARKS.get(encoding, b"") + a_text(chance).encode(encoding), chance))

    assert tried(size, case)["read"] > size / 2
