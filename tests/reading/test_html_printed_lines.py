"""Web pages made of printed lines: converted from a PDF, shown by a viewer, pasted line by line; their paragraphs are put together."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from page_builder import BODY, LINES, TITLE, read_page, shown

if TYPE_CHECKING:
    from collections.abc import Callable

TEXT = (
    "北梁县秸秆综合利用实施方案",
    "为推进秸秆综合利用，改善农村生态环境，促进农业绿色发展，结合我县实际，制定本方案。",
    "一、目标任务",
    "到2027年，全县秸秆综合利用率稳定在93%以上，建设秸秆收储点15个，离田作业能力显著提升，台账管理全面规范。",
    "二、重点工作",
    "（一）秸秆肥料化。推广秸秆还田60万亩，开展技术培训，提升还田质量。（责任单位：县农业农村局、县农机中心）",
    "（二）秸秆饲料化。培育养殖大户50家，支持青贮、黄贮、微贮等技术应用。（责任单位：县畜牧局、各乡镇人民政府）",
    "三、保障措施",
    "加强组织领导，落实资金保障，强化监督考核，形成工作合力，确保各项任务落到实处。",
)
WIDTH = 28
"""Characters of a line."""


def printed() -> list[str]:
    """The lines of the text, each paragraph cut at the width."""
    return [line[at : at + WIDTH] for line in TEXT for at in range(0, len(line), WIDTH)]


def elements(form: str) -> Callable[[list[str]], str]:
    return lambda lines: "".join(form.format(line=line, top=100 + 30 * at) for at, line in enumerate(lines))


MAKES: dict[str, Callable[[list[str]], str]] = {
    "a converter": elements('<p style="position:absolute;top:{top}px;left:110px;white-space:nowrap">{line}</p>'),
    "a viewer": elements('<div class="t m0 h2 ff1">{line}</div>'),
    "paragraphs": elements("<p>{line}</p>"),
    "preformatted": lambda lines: "<pre>" + "\n".join(lines) + "</pre>",
    "breaks": lambda lines: "<div>" + "<br>\n".join(lines) + "</div>",
}


@pytest.mark.parametrize("make", MAKES)
def test_printed_lines_are_put_together(make: str) -> None:
    assert shown(f'<div id="page">{MAKES[make](printed())}</div>') == list(TEXT)


def test_the_number_of_a_printed_page_is_dropped() -> None:
    lines = printed()
    document = read_page(elements("<p>{line}</p>")([*lines[:7], "- 1 -", *lines[7:]]))
    assert [(one.text, one.reason) for one in document.dropped] == [("- 1 -", "page-number")]
    assert len(document.blocks) == len(TEXT)


def test_a_line_in_the_middle_is_not_put_to_the_next() -> None:
    title = '<p style="text-align:center">北梁县农村生态环境整治和秸秆综合利用提质增效专项行动</p>'
    assert (
        shown(title + elements("<p>{line}</p>")(printed()[1:]))[0]
        == "北梁县农村生态环境整治和秸秆综合利用提质增效专项行动"
    )


def test_the_paragraphs_of_an_ordinary_page_stay() -> None:
    assert shown(f"<div>{TITLE}{BODY * 3}</div>")[1:] == list(LINES * 3)
