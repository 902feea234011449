"""What a layout does to every line alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from dump_builder import dropped, shown

if TYPE_CHECKING:
    from collections.abc import Callable

PARAGRAPHS = [
    "青禾县养老服务行动方案",
    "一、总体要求",
    "健全覆盖城乡的养老服务网络，推动居家社区机构协调发展，提升照护能力，完善保障制度，持续增进老年人福祉，打造幸福青禾。",
    "二、主要任务",
    "（一）健全养老服务网络。建设站点，提升照护能力，推动各乡镇完善保障制度。（责任单位：县民政局、县财政局、县人力资源和社会保障局）",
    "（二）完善养老保障制度。落实津贴，强化要素支撑，推动各部门加强协同配合。（责任单位：县民政局、县卫生健康局、县医疗保障局）",
    "三、保障措施",
    "加强组织领导，落实工作责任，严格督促检查，推动各项任务落地见效，为老年人提供优质服务。",
]
CUT = [text[at : at + 20] for text in PARAGRAPHS for at in range(0, len(text), 20)]


@pytest.mark.parametrize(
    "form",
    [
        lambda lines: [line + "  " for line in lines],
        lambda lines: [part for line in lines for part in (line, "")],
        lambda lines: [part for line in lines for part in (line, "", "")],
        lambda lines: [f"{number:>3}  {line}" for number, line in enumerate(lines, start=1)],
        lambda lines: [f"{number % 12 + 1} {line}" for number, line in enumerate(lines)],
    ],
    ids=["blanks-at-ends", "a-blank-line-below-each", "two-blank-lines", "numbered-lines", "numbered-on-every-page"],
)
@pytest.mark.parametrize("lines", [PARAGRAPHS, CUT], ids=["whole", "cut"])
def test_it_says_nothing(lines: list[str], form: Callable[[list[str]], list[str]]) -> None:
    assert shown("\n".join(form(lines))) == PARAGRAPHS


def test_a_space_after_every_character_says_nothing() -> None:
    assert shown("\n".join(" ".join(line) for line in PARAGRAPHS)) == PARAGRAPHS


def test_spaces_of_a_few_words_stay() -> None:
    lines = ["指 导 思 想 和 目 标", *PARAGRAPHS]
    assert shown("\n".join(lines)) == lines


def test_numbers_in_the_margin_are_dropped_and_told() -> None:
    source = "\n".join(f"{number} {line}" for number, line in enumerate(PARAGRAPHS, start=1))
    assert dropped(source, "line-number") == ["12345678"]


def test_the_numbers_of_a_list_stay() -> None:
    lines = [f"{number} 青禾县第{number}养老服务站" for number in range(1, 30)]
    assert shown("\n".join(lines)) == lines


HEAD = "青禾县养老服务行动方案汇编"
SENTENCE = "健全覆盖城乡的养老服务网络，推动居家社区机构协调发展，提升照护能力，完善保障制度，持续增进老年人福祉"


def test_a_line_that_comes_back_page_by_page_is_dropped() -> None:
    text = (SENTENCE + "，") * 30 + "打造幸福青禾。"
    lines = [text[at : at + 20] for at in range(0, len(text), 20)]
    pages = [part for at in range(0, len(lines), 15) for part in (HEAD, *lines[at : at + 15])]
    assert shown("\n".join(pages[1:])) == [text]
    assert dropped("\n".join(pages[1:]), "running-header") == [HEAD] * (len(pages) - len(lines) - 1)


def test_a_line_that_comes_back_between_sentences_stays() -> None:
    text = SENTENCE * 5 + "。"
    lines = [text[at : at + 20] for at in range(0, len(text), 20)]
    assert shown("\n".join([*lines, "特此说明"] * 5)) == [text, "特此说明"] * 5


def test_the_last_line_of_entries_of_one_length_stays() -> None:
    entry = "完善保障制度，提升照护能力，" * 14 + "由县民政局牵头各乡镇落实"
    entries = [f"{number}.{entry}" for number in range(1, 6)]
    lines = [text[at : at + 20] for text in entries for at in range(0, len(text), 20)]
    assert shown("\n".join(lines)) == entries
