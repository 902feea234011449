"""Places of China: names, codes (GB/T 2260) and hierarchy. places.txt names their source and its date."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping

TABLE = Path(__file__).with_name("places.txt")
LONGEST = 15
"""Characters of the longest name."""

_ENDINGS = ("自治区", "地区", "林区", "特区", "省", "市", "区", "县", "旗", "盟", "州")

Level = Literal["province", "city", "county"]


@cache
def names_by_code() -> Mapping[str, str]:
    """Every place's full name."""
    return {row[0]: row[1] for row in _rows()}


@cache
def codes_by_name() -> Mapping[str, tuple[str, ...]]:
    """Codes by full name, and by the short name of an autonomous place (景宁县); several where places share one."""
    found: dict[str, tuple[str, ...]] = {}
    for code, name, *more in _rows():
        for one in (name, *(short for short in more if len(short) > 1)):
            found[one] = (*found.get(one, ()), code)
    return found


@cache
def letters() -> Mapping[str, str]:
    """What opens the document numbers of a province: 浙 → 33."""
    return {more[-1]: code[:2] for code, _, *more in _rows() if code.endswith("0000") and more}


@cache
def _short_names() -> frozenset[str]:
    return frozenset(short for name in codes_by_name() if len(short := without_level(name)) > 1)


def is_short_name(text: str) -> bool:
    """Whether a place is called so when its level is left out.

    >>> is_short_name("绍兴"), is_short_name("广东"), is_short_name("绍兴市"), is_short_name("中心")
    (True, True, False, False)
    """
    return text in _short_names()


def without_level(name: str) -> str:
    """The name without its last word.

    >>> without_level("绍兴市"), without_level("城区")
    ('绍兴', '城')
    """
    for ending in _ENDINGS:
        if name.endswith(ending):
            return name.removesuffix(ending)
    return name


def level_of(code: str) -> Level:
    """The level of government a code is of; the four municipalities are provinces.

    >>> level_of("330000"), level_of("330600"), level_of("330604"), level_of("310000")
    ('province', 'city', 'county', 'province')
    """
    if code.endswith("0000"):
        return "province"
    return "city" if code.endswith("00") else "county"


def lies_in(code: str, above: str) -> bool:
    """Whether a place lies in another one.

    >>> lies_in("330604", "330600"), lies_in("330604", "330000"), lies_in("330600", "330600")
    (True, True, False)
    """
    return above in wider(code)


def wider(code: str) -> tuple[str, ...]:
    """The codes of what a place lies in.

    >>> wider("330604"), wider("330600"), wider("330000")
    (('330600', '330000'), ('330000',), ())
    """
    found = (code[:4] + "00", code[:2] + "0000")
    return tuple(one for one in found if one != code and one in names_by_code())


@cache
def _rows() -> tuple[tuple[str, ...], ...]:
    lines = TABLE.read_text(encoding="utf-8").splitlines()
    return tuple(tuple(line.split()) for line in lines if not line.startswith("#"))
