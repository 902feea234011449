"""Words: cut by jieba over the shipped dictionary."""

from __future__ import annotations

import re
import tempfile
from functools import cache
from pathlib import Path
from typing import Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policy_extract.grammar import load
from policy_extract.lexical.words import TABLE, Kind, kinds, words_of
from policy_extract.pipeline import parse_bytes

ROWS = [line.split(" ") for line in TABLE.read_text(encoding="utf-8").splitlines()]
PAGE = Path(__file__).parents[1] / "cases" / "targets.md"


def cut(text: str) -> list[str]:
    return [text[word.start : word.end] for word in words_of(text)]


def test_a_row_is_a_word_a_weight_and_a_known_kind() -> None:
    assert [row for row in ROWS if len(row) != 3 or not row[1].isdecimal() or row[2] not in get_args(Kind)] == []


def test_words_stand_once_and_in_order() -> None:
    words = [word for word, _, _ in ROWS]
    assert words == sorted(set(words))


@pytest.mark.parametrize("lexicon", ["doing-verb", "reaching-verb"])
def test_every_verb_of_the_grammar_is_a_word(lexicon: str) -> None:
    assert [word for word in load().words(lexicon) if word not in kinds()] == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("建成国有农场", ["建成", "国有", "农", "场"]),
        ("新开发老年教育课程", ["新开发", "老年教育", "课", "程"]),
        ("建成区绿化覆盖率", ["建成区", "绿化覆盖率"]),
        ("社会组织达到", ["社会组织", "达到"]),
    ],
)
def test_a_verb_inside_a_word_is_none(text: str, words: list[str]) -> None:
    assert cut(text) == words


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet=st.sampled_from("建成国有企业100家，（“”） a\n\u3000𠀀每年新增就业达到%"), max_size=40))
def test_words_lie_end_to_end(text: str) -> None:
    assert "".join(cut(text)) == text


@settings(max_examples=400, deadline=None)
@given(st.lists(st.sampled_from([*kinds(), *"，（“ aB1.-%\n\u3000𠀀é+_"]), max_size=9))
def test_what_jieba_makes_of_the_table_by_itself_cuts_the_same(pieces: list[str]) -> None:
    text = "".join(pieces)
    assert cut(text) == jieba_over_our_table().lcut(text, HMM=False)


@cache
def jieba_over_our_table() -> Any:
    """Jieba's tokenizer, filled with our table by jieba itself."""
    import jieba

    jieba.setLogLevel("ERROR")
    oracle = jieba.Tokenizer(str(TABLE))
    oracle.tmp_dir = tempfile.mkdtemp()
    return oracle


def test_where_no_word_is_cut_cutting_would_say_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    plans = re.findall(r"```policy\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)

    def subjects() -> list[str | None]:
        return [target.subject for text in plans for target in parse_bytes(text.encode(), "x.txt").plan.targets]

    plain = subjects()
    monkeypatch.setattr("policy_extract.stages.targets.subjects._plain", lambda *_: None)
    assert plain == subjects()
