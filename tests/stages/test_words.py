"""Words: cut by jieba over the shipped dictionary, without what jieba brings along."""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policy_extract.grammar import load
from policy_extract.lexical.words import TABLE, Kind, kinds, words_of
from policy_extract.pipeline import parse_bytes

ROWS = [line.split(" ") for line in TABLE.read_text(encoding="utf-8").splitlines()]
PLAN = """澜州市养老服务行动方案
二、重点任务
1.建设设施。到2027年，国有企业研发投入增速达到10%。
"""
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


def test_jieba_itself_cuts_the_same_from_the_same_table(tmp_path: Path) -> None:
    import jieba  # after the module under test has imported it in its own way

    oracle = jieba.Tokenizer(str(TABLE))
    oracle.tmp_dir = str(tmp_path)
    for text in ("建成国有农场100家", "力争全社会研发投入强度达到3.35%", "新建改建和维护提升群众身边的体育场地设施"):
        assert cut(text) == oracle.lcut(text, HMM=False)


def run(code: str) -> list[str]:
    process = subprocess.run(
        [sys.executable, "-W", "error", "-c", code], input=PLAN, capture_output=True, check=True, text=True
    )
    assert process.stderr == ""
    return process.stdout.split()


def test_a_plan_is_read_without_dictionary_cache_log_or_guesses_of_jieba() -> None:
    code = (
        "import sys\nfrom policy_extract.pipeline import parse_bytes\n"
        "assert parse_bytes(sys.stdin.read().encode(), 'x.txt').plan.targets[0].subject == '国有企业研发投入增速'\n"
        "import jieba\nassert not jieba.dt.initialized\n"
        "print(*sorted(name for name in sys.modules if 'jieba' in name or name == 'pkg_resources'))"
    )
    before = set(Path(tempfile.gettempdir()).glob("jieba*"))
    assert run(code) == ["jieba", "jieba._compat", "jieba.finalseg"]
    assert set(Path(tempfile.gettempdir()).glob("jieba*")) == before


def test_who_uses_jieba_beside_us_gets_all_of_it() -> None:
    code = (
        "from policy_extract.lexical.words import words_of\nwords_of('建成')\n"
        "import jieba.finalseg\nprint(*jieba.finalseg.cut('杭研大厦'))"
    )
    assert run(code) == ["杭研大厦"]


def test_where_no_word_is_cut_cutting_would_say_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    plans = re.findall(r"```policy\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)

    def subjects() -> list[str | None]:
        return [target.subject for text in plans for target in parse_bytes(text.encode(), "x.txt").plan.targets]

    plain = subjects()
    monkeypatch.setattr("policy_extract.stages.subjects._plain", lambda *_: None)
    assert plain == subjects()
