"""The footer of a web page that was copied or printed, and the path above it, are no text of the document."""

from __future__ import annotations

import pytest
from dump_builder import matcher

from policy_extract.findings import Report
from policy_extract.reading import read
from policy_extract.reading.ledger import ledger_of

WHOLE = ["青禾县老年助餐服务行动计划", "一、总体要求", "到2027年，全县建成老年食堂120家。", "二、主要任务"]
FOOTER = [
    "主办：青禾县人民政府办公室　承办：青禾县大数据局",
    "网站标识码：0000000000",
    "地址：青禾县中心路1号　电话：0000-0000000",
]


def texts(lines: list[str]) -> tuple[list[str], list[tuple[str, str]]]:
    data = "\n".join(lines).encode()
    document = read(data, Report(), matcher())
    assert ledger_of(data, document).difference == {}
    return [block.text for block in document.blocks], [(one.text, one.reason) for one in document.dropped]  # type: ignore[union-attr]  # paragraphs only


def test_the_footer_of_a_site_is_dropped_with_its_reason() -> None:
    assert texts([*WHOLE, *FOOTER]) == (WHOLE, [(line, "site-furniture") for line in FOOTER])


@pytest.mark.parametrize("last", [["主办：青禾县人民政府办公室"], ["联系电话：0000-0000000", "2027-03-18"]])
def test_without_the_registration_of_a_site_nothing_is_its_footer(last: list[str]) -> None:
    assert texts([*WHOLE, *last]) == ([*WHOLE, *last], [])


PATH = ["1. 首页", "2. 信息公开", "3. 县规范性文..."]


def test_a_path_that_a_copy_numbered_is_dropped_with_its_reason() -> None:
    assert texts([*PATH, *WHOLE]) == (WHOLE, [(line, "site-furniture") for line in PATH])


@pytest.mark.parametrize("first", [["1. 首页"], ["1. 首页改版", "2. 信息公开"], ["2. 信息公开", "3. 政策法规"]])
def test_a_numbered_list_that_does_not_lead_from_the_home_page_stays(first: list[str]) -> None:
    assert texts([*first, *WHOLE]) == ([*first, *WHOLE], [])
