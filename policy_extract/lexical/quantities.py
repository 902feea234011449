"""Printed values of indicators: 60以上, 3-5, 1/5, 提高5, 年均增长5%, 全覆盖, /."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Literal

from policy_extract.lexical.width import fold
from policy_extract.records import record, replace

if TYPE_CHECKING:
    from collections.abc import Callable

Form = Literal["amount", "range", "pair", "full", "change", "rate", "none", "text"]
Bound = Literal["exactly", "at-least", "more-than", "at-most", "less-than", "about"]

LONGEST = 40
"""Characters; a longer cell is a text, whatever numbers stand in it."""
REMEMBERED = 2_048
"""Values whose reading is remembered: several stages ask about the same cell, and tables print few values many times."""
_SCALES = {"十": 10, "百": 100, "千": 1_000, "万": 10_000, "亿": 100_000_000}
_BOUNDS: tuple[tuple[Bound, str], ...] = (
    ("at-least", r"及?以上|不少于|不低于|不小于|不得少于|不得低于|至少|≥|≧|⩾|>="),
    ("at-most", r"及?以下|以内|之内|不超过|不高于|不大于|不多于|不得超过|至多|最多|≤|≦|⩽|<="),
    ("more-than", r"超过|大于|高于|多于|突破|>"),
    ("less-than", r"小于|低于|少于|<"),
    ("about", r"左右|上下|大约|约|近|~"),
)
_BOUND_WORDS = "|".join(pattern for _, pattern in _BOUNDS)
_NUMBER = r"(?!(?:19|20)\d\d年)[+-]?(?:\d{1,3}(?:，\d{3})+(?!\d)|\d{1,18})(?:\.\d{1,9})?"
_MEASURE = r"(?:个百分点|百分点|㎡|㎥|[kc]?m[23²³]|[十百千万亿]{0,2}(?:%|‰|℃|[^\W\d_一二三四五六七八九的得]{0,6}?(?:/[^\W\d_]{1,6})?))"
_BEFORE = r"(?:全[国省市区县州镇]|各|每[年个省市区县镇]|年均|累计|共|合计|总计|新增|新建|建成|完成|达到?|实现|控制在|保持在?|保持|稳定在|力争|确保|维持在?|提高到|提升到|提高至|提升至|降低到|降低至|下降到|下降至|降到|降至|增加到|增加至|不断|基本|为|在|到)*+"
_UP_OR_DOWN = r"↑|↓|⬆|⬇|提高|提升|增加|增长|上升|递增|下降|降低|减少|压减|缩短|缩小|回落"
_SIDE = rf"(?:{_BOUND_WORDS})?"


class _Pattern:
    """A pattern that is compiled when it is first used: most plans have no table of indicators, and these cost 4 ms."""

    def __init__(self, pattern: str) -> None:
        self._pattern = pattern

    @cached_property
    def fullmatch(self) -> Callable[[str], re.Match[str] | None]:
        """The match of a whole text."""
        return re.compile(self._pattern).fullmatch


_AMOUNT = _Pattern(
    rf"{_BEFORE}{_SIDE}{_BEFORE}(?P<value>{_NUMBER})(?P<more>[余多+])?(?P<measure>{_MEASURE})(?P<plus>\+)?(?:{_BOUND_WORDS})?"
)
_RANGE = _Pattern(
    rf"{_BEFORE}{_SIDE}(?P<low>{_NUMBER})(?P<first>{_MEASURE})(?:-|—|–|―|~|至|到)(?P<high>{_NUMBER})(?P<measure>{_MEASURE})(?:之间|{_BOUND_WORDS})?"
)
_BETWEEN = _Pattern(
    rf"(?P<low>{_NUMBER})(?P<first>{_MEASURE})(?:（含）)?及?以上、?，?(?P<high>{_NUMBER})(?P<measure>{_MEASURE})(?:（不含）|（含）)?以下"
)
_PAIR = _Pattern(rf"{_BEFORE}(?P<one>{_NUMBER})(?P<first>%?)[/：:∶](?P<two>{_NUMBER})(?P<measure>{_MEASURE})")
_ARROW = _Pattern(rf"(?P<value>{_NUMBER})(?P<measure>{_MEASURE})[↑↓⬆⬇]")
_CHANGE = _Pattern(
    rf"(?:(?:19|20)\d\d年?(?:-|—|–|~|至)(?:19|20)\d\d年)?(?P<early>年均|平均每年|每年|年平均)?"
    rf"(?:(?:比|较|与|以|在)(?:(?P<base>(?:19|20)\d\d)年?(?:末|底)?|[^\d，。；]{{1,8}}?)(?:相比|(?:的)?基础上)?，?)?"
    rf"(?P<late>年均|平均每年|每年|年平均)?(?:累计|分别|再|均|平均)?(?:{_UP_OR_DOWN})(?:率|幅度?)?(?:了|达到?|为|控制在|保持在?)?"
    rf"{_SIDE}(?P<value>{_NUMBER})(?P<more>[余多])?(?P<measure>{_MEASURE})(?:{_BOUND_WORDS})?"
)
_FULL = re.compile(
    r"(?:实现|达到|达|保持|确保|基本|全市|全区|全县|全省|力争)*+(?:100%)?(?:全覆盖|全面覆盖|全部覆盖|全域覆盖)"
)
_NONE = re.compile(r"[-/\\—–―_·…－]*")
_BRACKETS = {"〔": "〕", "[": "]", "【": "】", "（": "）", "﹝": "﹞", "［": "］"}
_NOTE = re.compile(
    r"(?P<said>.+?)(?:（(?P<note>[^（）]{1,30})）|〔(?P<square>[^〔〕]{1,30})〕|\[(?P<ascii>[^\[\]]{1,30})\])"
)
_NOTE_MARKS = re.compile("(?<=[^m])[*※#①②③④⑤⑥⑦⑧⑨⑩¹²³]+$")
"""After a value they point to a note; after m they are a part of its measure."""
_DATED = re.compile(
    r"(?:到|至)?(?P<year>(?:19|20)\d\d)年(?:底|末)?前?(?:为|达|：|实现|(?=[≥≤<>]|不低于|不少于|不超过|超过))(?=.)"
)
"""Before a value: 2013年为17.2, 到2027年底≥85%."""
_PART = re.compile(r"[^\s，,；;、][^，,；;、\n]*")
"""Of a value that is made of several."""
_YEAR = re.compile(r"(?:19|20)\d\d")
_GRADE = re.compile(r"(?<!\d)[1-5]A(?:级|$)")
"""The grade of a place that tourists visit, which counts nothing: 4A级."""


@record
class Quantity:
    """What can be read with confidence from a printed value."""

    form: Form
    value: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    pair: tuple[Decimal, Decimal] | None = None
    bound: Bound = "exactly"
    measure: str | None = None
    """Printed in the value itself: 个, %, 万张."""
    cumulative: bool = False
    base_year: int | None = None
    year: int | None = None
    """In a bracket after the value: 89.6（2014年）."""


def read_quantity(text: str) -> Quantity:
    """What a cell of an indicator table says; form `text` where nothing can be read with confidence.

    >>> [read_quantity(text).form for text in ("100", "3-5", "1/5", "全覆盖", "提高5", "年均增长5%", "/", "应援尽援")]
    ['amount', 'range', 'pair', 'full', 'change', 'rate', 'none', 'text']
    >>> [read_quantity(text).form for text in ("↑5", "5%↑", "1∶18", "5.2↓")], read_quantity("10000+").bound, read_quantity("8万+").bound
    (['change', 'change', 'pair', 'change'], 'at-least', 'at-least')
    >>> [(str(one.value), one.bound, one.measure) for one in map(read_quantity, ("５０及以上", ">79", "8.5以下", "50 家", "全市3个以上"))]
    [('50', 'at-least', None), ('79', 'more-than', None), ('8.5', 'at-most', None), ('50', 'exactly', '家'), ('3', 'at-least', '个')]
    >>> [(str(one.value), one.measure) for one in map(read_quantity, ("≥12㎡", "3.5km2", "20m³"))]
    [('12', '㎡'), ('3.5', 'km2'), ('20', 'm³')]
    >>> found = read_quantity("比2015年降低10%")
    >>> found.form, found.value, found.base_year, found.measure
    ('change', Decimal('10'), 2015, '%')
    >>> found = read_quantity("20人以上30人以下")
    >>> found.form, str(found.low), str(found.high), found.measure
    ('range', '20', '30', '人')
    >>> found = read_quantity("在2022年基础上提高10%")
    >>> found.form, found.base_year, read_quantity("2002－2012年平均每年增长约5.3%").form
    ('change', 2022, 'rate')
    >>> read_quantity("[累计达到1000]").cumulative, read_quantity("89.6（2014年）").year, read_quantity("2013年为17.2").year
    (True, 2014, 2013)
    >>> [read_quantity(text).form for text in ("达到25万吨的得满分", "4A级", "5A级景区", "25A")]
    ['text', 'text', 'text', 'amount']
    """
    said = "".join(fold(text).split())
    said = _NOTE_MARKS.sub("", said)
    if _NONE.fullmatch(said):
        return Quantity("none")
    inside, cumulative = _unbracketed(said)
    found = _read(inside) if len(inside) <= LONGEST else Quantity("text")
    cumulative = cumulative or (found.form != "text" and "累计" in inside)
    return replace(found, cumulative=True) if cumulative else found


def dated_parts(text: str) -> list[tuple[int, int]]:
    """Where the values of several years stand in one text, each after its year; none where a part has no year or no value.

    >>> [text[start:end] for text in ("2026年：98%；2027年：100%", "2026年：98%；其余待定") for start, end in dated_parts(text)]
    ['2026年：98%', '2027年：100%']
    """
    parts = [match.span() for match in _PART.finditer(text)]
    read = [read_quantity(text[start:end]) for start, end in parts]
    told = all(one.year is not None and one.form not in {"text", "none"} for one in read)
    return parts if len(parts) > 1 and told else []


def scale_of(measure: str | None) -> int:
    """What the numerals that open a unit of measure multiply by.

    >>> [scale_of(measure) for measure in ("万人", "亿元", "万亿元", "%", None)]
    [10000, 100000000, 1000000000000, 1, 1]
    """
    scale = 1
    for char in measure or "":
        if char not in _SCALES:
            break
        scale *= _SCALES[char]
    return scale if scale >= _SCALES["千"] else 1


def _unbracketed(said: str) -> tuple[str, bool]:
    """The inside of a bracket around the whole value; square ones say that it is cumulative."""
    close = _BRACKETS.get(said[0])
    if close is None or not said.endswith(close) or said[0] in said[1:]:
        return said, False
    return said[1:-1], said[0] != "（"


@lru_cache(maxsize=REMEMBERED)
def _read(said: str) -> Quantity:
    if not said or _NONE.fullmatch(said):
        return Quantity("none")
    dated = _DATED.match(said)
    if dated is not None and (rest := _read(said[dated.end() :])).form not in {"text", "none"}:
        return replace(rest, year=int(dated["year"]))
    counts = any(map(str.isdecimal, said)) and ("A" not in said or _GRADE.search(said) is None)
    for reader, signs in _READERS if counts else ():
        if (not signs or not signs.isdisjoint(said)) and (found := reader(said)) is not None:
            return found
    if _FULL.fullmatch(said):
        return Quantity("full")
    return _read_noted(said) or Quantity("text")


def _read_noted(said: str) -> Quantity | None:
    """A value with a remark in a bracket after it."""
    match = _NOTE.fullmatch(said)
    if match is None:
        return None
    found = _read(match["said"]) if len(match["said"]) < len(said) else Quantity("text")
    if found.form == "text":
        return None
    year = _YEAR.search(match["note"] or match["square"] or match["ascii"])
    return replace(found, year=int(year[0]) if year else None)


def _read_amount(said: str) -> Quantity | None:
    match = _AMOUNT.fullmatch(said)
    if match is None:
        return None
    if match["value"][0] == "+":
        return Quantity(
            "change", value=_decimal(match["value"]), bound=_bound(said, match), measure=match["measure"] or None
        )
    form: Form = "rate" if "年均" in said[: match.start("value")] and match["measure"] in {"%", "‰"} else "amount"
    return Quantity(form, value=_decimal(match["value"]), bound=_bound(said, match), measure=match["measure"] or None)


def _read_range(said: str) -> Quantity | None:
    match = _RANGE.fullmatch(said) or _BETWEEN.fullmatch(said)
    if match is None:
        return None
    measure = match["measure"] or match["first"] or None
    return Quantity("range", low=_decimal(match["low"]), high=_decimal(match["high"]), measure=measure)


def _read_pair(said: str) -> Quantity | None:
    match = _PAIR.fullmatch(said)
    if match is None:
        return None
    return Quantity("pair", pair=(_decimal(match["one"]), _decimal(match["two"])), measure=match["measure"] or None)


def _read_change(said: str) -> Quantity | None:
    match = _CHANGE.fullmatch(said)
    if match is None:
        return None
    return Quantity(
        "rate" if match["early"] or match["late"] else "change",
        value=_decimal(match["value"]),
        bound=_bound(said, match),
        measure=match["measure"] or None,
        base_year=int(match["base"]) if match["base"] else None,
    )


def _read_arrow(said: str) -> Quantity | None:
    match = _ARROW.fullmatch(said)
    if match is None:
        return None
    return Quantity("change", value=_decimal(match["value"]), measure=match["measure"] or None)


def _bound(said: str, match: re.Match[str]) -> Bound:
    """The bound that the words around the number state."""
    if match["more"]:
        return "more-than" if match["more"] != "+" else "at-least"
    if match.groupdict().get("plus"):
        return "at-least"
    around = said[: match.start("value")] + " " + said[match.end("measure") :]
    return next((bound for bound, pattern in _BOUNDS if re.search(pattern, around)), "exactly")


def _decimal(printed: str) -> Decimal:
    return Decimal(printed.replace("，", ""))


_READERS: tuple[tuple[Callable[[str], Quantity | None], frozenset[str]], ...] = (
    (_read_range, frozenset("-—–―~至到上")),
    (_read_pair, frozenset("/：:∶")),
    (_read_amount, frozenset()),
    (_read_arrow, frozenset("↑↓⬆⬇")),
    (_read_change, frozenset(word[0] for word in _UP_OR_DOWN.split("|"))),
)
"""What reads a value with a digit, in the order it is tried, and the signs of which it needs one, if any."""
