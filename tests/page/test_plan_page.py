"""The page of one plan as a file: whole, self-contained, every value tied to its characters, no text of a document markup."""

from __future__ import annotations

import hashlib
import re
from base64 import b64encode
from typing import TYPE_CHECKING

import pytest
from lxml import html
from made_plans import HOSTILE, PLAN, hostile, page, read

from policy_extract.output.explain import everything, spans_of
from policy_extract.output.quoting import quoted
from policy_extract.texts import texts_of

if TYPE_CHECKING:
    from policy_extract.messages import Language

ATTRIBUTES = {
    "lang", "charset", "http-equiv", "content", "name", "class", "href", "id", "type", "role", "aria-label", "aria-live",
    "aria-controls", "aria-selected", "aria-pressed", "aria-labelledby", "aria-level", "tabindex", "hidden", "autocomplete",
    "placeholder", "value", "rowspan", "colspan", "open",
}  # fmt: skip


def tree(text: str) -> html.HtmlElement:
    return html.document_fromstring(text)


def pieces(shown: html.HtmlElement) -> dict[str, str]:
    """Number of a value to its characters in the document."""
    found: dict[str, str] = {}
    for piece in shown.xpath("//*[@data-v]"):
        for number in piece.get("data-v").split():
            found[number] = found.get(number, "") + piece.text_content()
    return found


def test_the_whole_document_is_in_it() -> None:
    shown = tree(page()).xpath('//section[@id="document"]')[0].text_content()
    assert [text for text in texts_of(read().plan).values() if text not in shown] == []


def test_every_value_quotes_its_own_characters() -> None:
    plan = read().plan
    shown = tree(page())
    said = pieces(shown)
    values = {value.get("id"): said[value.get("data-n")] for value in shown.xpath("//a[@data-n]")}
    texts = texts_of(plan)
    for task in plan.tasks:
        if task.text:
            assert values[f"task-{task.id}"] == quoted(task.at, texts).replace("\n", "")
        for place, unit in enumerate(task.units, 1):
            assert values[f"task-{task.id}-u{place}"] == unit.name
    for target in plan.targets:
        assert values[f"target-{target.id}"] == target.raw
    for row in plan.indicators:
        assert [values[f"row-{row.id}-v{place}"] for place in (1, 2)] == [value.raw for value in row.values]
    assert values["front-title"] == "澜州市养老服务行动方案"


def test_no_characters_that_were_read_are_left_without_a_value() -> None:
    plan = read().plan
    shown = pieces(tree(page()))
    texts = texts_of(plan)
    kinds = (
        plan.front,
        plan.parts,
        plan.tasks,
        plan.carry_overs,
        plan.indicators,
        plan.items,
        plan.targets,
        plan.boxes,
    )
    things = [
        part for kind in kinds for thing in (kind if isinstance(kind, tuple) else (kind,)) for part in everything(thing)
    ]
    said = set(shown.values())
    quotes = {quoted(spans_of(thing), texts).replace("\n", "") for thing in things if spans_of(thing)}
    assert quotes - said == set()


@pytest.mark.parametrize(("language", "meaning"), [("en", "name a list"), ("zh", "后面是责任单位")])
def test_a_value_names_the_rule_that_read_it_in_words(language: Language, meaning: str) -> None:
    shown = tree(page(language=language))
    [lead] = shown.xpath('//a[@id="task-2/1/1-u1"]')
    rules = [shown.xpath(f'//div[@id="rule-{number.partition(">")[0]}"]')[0] for number in lead.get("data-r").split()]
    assert [rule.xpath(".//code")[0].text for rule in rules][:2] == [
        "units.toml/label-responsible",
        "units.toml/mark-before-name",
    ]
    assert meaning in rules[0].text_content()


def test_what_says_it_is_told_with_the_value() -> None:
    shown = tree(page())
    said = pieces(shown)
    [carried] = shown.xpath('//a[@id="task-2/1/2-u3"]')
    assert any("以下各区、县（市）政府均为责任单位" in said[number] for number in carried.get("data-by").split())
    [value] = shown.xpath('//a[@id="row-a1/t1/r1-v2"]')
    assert [said[number] for number in value.get("data-by").split()] == ["2028年目标"]


def rules_of(shown: html.HtmlElement, name: str) -> list[str]:
    """The rules that say a value is what it is."""
    [value] = shown.xpath(f'//a[@id="{name}"]')
    numbers = [number.partition(">")[0] for number in (value.get("data-r") or "").split()]
    return [shown.xpath(f'//div[@id="rule-{number}"]//code')[0].text for number in numbers]


def test_a_value_of_a_table_names_the_rule_of_its_heading_cells() -> None:
    shown = tree(page(PLAN.replace("2028年目标", "2028 年目 标")))
    assert rules_of(shown, "row-a1/t1/r1-v2") == ["indicators.toml/column-target-of-a-year"]


def test_a_heading_names_the_rule_of_its_number_and_a_task_that_of_the_heading_that_announces_it() -> None:
    shown = tree(page())
    assert rules_of(shown, "section-2/1/1") == ["outline.toml/arabic-dot"]
    assert rules_of(shown, "task-2/1/2") == ["outline.toml/role-tasks"]
    [task] = shown.xpath('//a[@id="task-2/1/2"]')
    assert [pieces(shown)[number] for number in task.get("data-by").split()] == ["主要任务"]


def test_a_doubt_that_is_a_finding_says_its_sentence() -> None:
    [doubt] = tree(page()).xpath('//li[.//a[@id="doubt-1"]]')
    assert "中间有缺号" in doubt.text_content()


def test_doubts_stand_at_their_values() -> None:
    shown = tree(page())
    [target] = shown.xpath('//a[@id="target-2/1/2/g1"]')
    assert [shown.xpath(f'//*[@id="doubt-{number}"]')[0].text_content() for number in target.get("data-d").split()] == [
        "1个"
    ]


def test_merged_cells_stand_on_the_full_grid() -> None:
    [cell] = [cell for cell in tree(page()).xpath("//td") if cell.text_content() == "设施"]
    assert cell.get("rowspan") == "2"


def test_every_link_leads_somewhere_in_the_page_and_no_id_is_there_twice() -> None:
    shown = tree(page())
    ids = shown.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert {link[1:] for link in shown.xpath("//a/@href")} <= set(ids)
    assert {name for value in shown.xpath("//@aria-controls | //@aria-labelledby") for name in value.split()} <= set(
        ids
    )


def test_the_policy_allows_its_own_style_and_script_and_nothing_else() -> None:
    text = page()
    [policy] = tree(text).xpath('//meta[@http-equiv="Content-Security-Policy"]/@content')
    hashes = [
        f"'sha256-{b64encode(hashlib.sha256(re.search(f'<{name}>(.*)</{name}>', text, re.DOTALL)[1].encode()).digest()).decode()}'"  # type: ignore[index]
        for name in ("style", "script")
    ]
    assert (
        policy
        == f"default-src 'none'; style-src {hashes[0]}; script-src {hashes[1]}; base-uri 'none'; form-action 'none'"
    )


@pytest.mark.parametrize("payload", HOSTILE)
def test_no_text_of_a_document_is_markup(payload: str) -> None:
    shown = tree(page(hostile(payload), name=f"{payload}.docx".replace("/", "")))
    assert len(shown.xpath("//script | //style")) == 2
    assert shown.xpath("//img | //svg | //iframe | //object | //form | //base | //link | //math") == []
    assert {
        name for name in shown.xpath("//@*/..") for name in name.attrib if not name.startswith("data-")
    } <= ATTRIBUTES
    assert all(link.startswith("#") for link in shown.xpath("//@href"))


def test_the_page_is_in_the_readers_language() -> None:
    english, chinese = page(language="en"), page(language="zh")
    assert (tree(english).get("lang"), tree(chinese).get("lang")) == ("en", "zh-Hans")
    assert "Who does what" in english
    assert "分工" in chinese
    labels = tree(chinese).xpath('//section[@id="read"]//*[@role="tab"]/text()')
    assert [label for label in labels if re.search("[A-Za-z]", label)] == []


def test_families_of_rules_are_named_in_the_readers_language() -> None:
    for language, name in (("zh", "牵头标记"), ("en", "mark of the lead")):
        [rule] = tree(page(language=language)).xpath('//dt[code="units.toml/mark-before-name"]')  # type: ignore[arg-type]
        assert rule.xpath("b")[0].text == name


def test_a_plan_without_anything_has_a_page() -> None:
    shown = tree(page("甲。\n"))
    assert "甲。" in shown.text_content()


def test_what_was_dropped_is_there_on_request() -> None:
    page_text = (
        "<html><body><nav>首页 栏目</nav><div id='zoom'><p>澜州市养老服务行动方案</p>"
        + "<p>一、总体要求。到2028年底，建成中心100家。</p>" * 9
        + "</div><footer>主办单位：澜州市</footer></body></html>"
    )
    shown = tree(page(page_text, name="x.html"))
    dropped = shown.xpath('//details[@class="dropped"]')
    assert len(dropped) == 1
    assert "首页" in dropped[0].text_content()
