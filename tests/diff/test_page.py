"""The page as a file: whole, self-contained, and no text of a document in it that is markup."""

from __future__ import annotations

import hashlib
import re
from base64 import b64encode
from functools import cache

import pytest
from diff_builders import change, diff, side
from lxml import html
from plan_pair import HOSTILE, Pair, hostile, pair

from policy_extract.comparison.report.html import page
from policy_extract.comparison.report.sections import selected
from policy_extract.texts import texts_of

SAFE = {"html", "head", "meta", "title", "style", "script", "body", "header", "main", "aside", "nav", "section", "article"} | {
    "div", "span", "p", "h1", "h2", "h3", "h4", "h5", "a", "b", "code", "dl", "dt", "dd", "ul", "li", "table", "thead", "tbody",
    "tr", "th", "td", "del", "ins", "details", "summary", "fieldset", "legend", "label", "input", "button", "output",
}  # fmt: skip


@cache
def made(language: str = "zh", *, evil: bool = False) -> str:
    here = hostile() if evil else pair()
    return page(*here, language)  # type: ignore[arg-type]


def tree(text: str) -> html.HtmlElement:
    return html.document_fromstring(text)


def test_both_documents_are_in_it_whole() -> None:
    for here in (pair(), hostile()):
        shown = tree(page(*here, "zh"))
        for side_name, plan in (("old", here.old), ("new", here.new)):
            cells = shown.xpath(f'//table[@class="documents"]/tbody/tr/td[contains(@class, "{side_name}")]')
            said = "".join(cell.text_content() for cell in cells)
            assert [text for text in texts_of(plan).values() if text not in said] == []


def test_every_change_can_be_reached_from_the_text_and_back() -> None:
    shown = tree(made())
    ids = shown.xpath("//@id")
    assert len(ids) == len(set(ids))
    links = set(shown.xpath("//a/@href"))
    assert all(link.startswith("#") for link in links)
    assert {link[1:] for link in links} <= set(ids)
    assert {f"#c{number}" for number in range(1, len(pair().diff.changes) + 1)} <= links


def test_changes_folded_into_one_keep_their_anchors() -> None:
    run = [
        change(
            "task-renumbered",
            [side(f"{number}.甲", path=f"2/{number}")],
            [side(f"{number + 1}.甲", path=f"2/{number + 1}")],
        )
        for number in range(3)
    ]
    here = pair()
    shown = tree(page(diff(*run), here.old, here.new, "zh"))
    assert len(shown.xpath("//article")) == 1
    assert {"c1", "c2", "c3"} <= set(shown.xpath("//@id"))


def test_the_contents_name_topics_and_headings() -> None:
    entries = [entry.text_content() for entry in tree(made()).xpath("//nav//li/a")]
    assert entries[:5] == ["实质", "基本信息", "任务", "指标与清单", "措辞"]
    assert entries[-3:] == ["2.扩大服务供给", "3.建设智慧平台", "4.加强监督管理"]
    assert "二、主要任务" in entries


def test_no_text_of_a_document_becomes_markup() -> None:
    text = made(evil=True)
    shown = tree(text)
    assert {element.tag for element in shown.iter() if isinstance(element.tag, str)} <= SAFE
    assert len(shown.xpath("//script")) == 1
    assert HOSTILE not in text
    assert HOSTILE in shown.xpath("string(//body)")
    assert [name for name in shown.xpath("//@*") if getattr(name, "attrname", "").startswith("on")] == []


def test_script_and_style_are_the_same_whatever_the_documents_say() -> None:
    one, other = tree(made()), tree(made(evil=True))
    for name in ("script", "style"):
        assert [it.text for it in one.iter(name)] == [it.text for it in other.iter(name)]


def test_the_policy_allows_nothing_but_what_is_in_the_page() -> None:
    shown = tree(made())
    [policy] = shown.xpath('//meta[@http-equiv="Content-Security-Policy"]/@content')
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    digests = {
        name: f"'sha256-{b64encode(hashlib.sha256(shown.xpath(f'string(//{name})').encode()).digest()).decode()}'"
        for name in ("script", "style")
    }
    assert rules == {
        "default-src": "'none'",
        "script-src": digests["script"],
        "style-src": digests["style"],
        "base-uri": "'none'",
        "form-action": "'none'",
    }


def test_nothing_is_asked_for_outside_the_page() -> None:
    shown = tree(made())
    assert shown.xpath("//@src | //link | //iframe | //object | //embed | //@style") == []
    assert re.findall(r"url\(|@import|https?:", shown.xpath("string(//style)") + shown.xpath("string(//script)")) == []


def test_the_page_is_in_the_readers_language_and_says_which() -> None:
    chinese, english = tree(made("zh")), tree(made("en"))
    assert (chinese.get("lang"), english.get("lang")) == ("zh-Hans", "en")
    assert "修改对照：澜州市养老服务行动方案" in chinese.xpath("string(//h1)")
    assert "Changes: 澜州市养老服务行动方案" in english.xpath("string(//h1)")
    assert {cell.get("lang") for cell in english.xpath('//table[@class="documents"]//p')} == {"zh-Hans"}


def test_without_a_difference_the_page_says_so_and_shows_the_documents() -> None:
    here = Pair(diff(), *pair()[1:])
    assert tree(page(*here, "en")).xpath('string(//p[@class="nothing"])') == "no difference"


@pytest.mark.parametrize("severity", ["substance", "wording", "form"])
def test_a_page_of_one_severity_offers_no_other_filter(severity: str) -> None:
    here = pair()
    shown = tree(page(selected(here.diff, [severity]), here.old, here.new, "zh"))  # type: ignore[list-item]
    assert shown.xpath('//input[@name="severity"]/@value') == [severity]
    assert set(shown.xpath("//article/@data-severity")) == {severity}


def test_the_same_comparison_gives_the_same_page() -> None:
    assert page(*pair(), "zh") == page(*pair(), "zh")


def test_signs_that_turn_text_are_not_on_the_page() -> None:
    here = pair(new="一、任务\n1.甲\u202e乙。（责任单位：市民政局）\n")
    assert "\u202e" not in page(*here, "zh")
    assert "甲乙" in page(*here, "zh")
