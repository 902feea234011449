"""The panel of what to look at: doubts, most doubtful first, and all findings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policy_extract.page.markup import Html, element, joined
from policy_extract.page.reading import Panel, Reading, cut
from policy_extract.page.register import LEVELS

if TYPE_CHECKING:
    from policy_extract.model import PlanFinding
    from policy_extract.output.review import Doubt


def doubts_panel(here: Reading) -> Panel:
    """What a reader should look at first, then everything that was found odd."""
    said = {(one.code, one.at): here.tell(one) for one in here.plan.findings}
    doubts = [
        _doubt(here, number, doubt, said.get((doubt.name, doubt.at)))
        for number, doubt in enumerate(here.register.doubts, 1)
    ]
    found = [_finding(here, number, finding) for number, finding in enumerate(here.plan.findings, 1)]
    nothing = element("p", here.say("Nothing is doubtful."), class_="nothing")
    content = joined(
        element("h3", here.say("Most doubtful first")),
        element("ol", doubts, class_="plain") if doubts else nothing,
        element("h3", here.say("All findings")) if found else "",
        element("ul", found, class_="plain") if found else "",
    )
    return Panel("doubts", here.say("To check"), len(doubts), content)


def _doubt(here: Reading, number: int, doubt: Doubt, sentence: str | None) -> Html:
    level = LEVELS[doubt.level]
    what = doubt.what if here.language == "zh" else doubt.name.replace("-", " ")
    said = cut(" ".join(doubt.quoted.split())) or "—"
    value = here.register.value(f"doubt-{number}", "doubt", said, (doubt.at,) if doubt.at else ())
    return element(
        "li",
        element("span", _level(here, level), class_=f"tag {level}"),
        " ",
        element("span", what, class_="what"),
        " ",
        value,
        element("small", sentence, class_="read sentence") if sentence else "",
        class_="item",
        **here.register.doubtful([number]),
    )


def _level(here: Reading, level: str) -> str:
    return {"high": here.say("high"), "middle": here.say("middle"), "low": here.say("low")}[level]


def _finding(here: Reading, number: int, finding: PlanFinding) -> Html:
    head = element("span", here.word(finding.severity), class_=f"tag {finding.severity}")
    value = here.register.value(f"finding-{number}", "doubt", here.tell(finding), (finding.at,) if finding.at else ())
    return element("li", head, " ", value, " ", element("code", finding.code), class_="item")
