"""`blocks --ledger`: the account of a file's characters on standard output, and what happens when it does not add up."""

from __future__ import annotations

import io
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest

from policy_extract.cli.start import run

sys.path.insert(0, str(Path(__file__).parent / "reading"))

from docx_builder import docx, p, r

if TYPE_CHECKING:
    from collections.abc import Callable

CHANGED = p(r("市") + "<w:del><w:r><w:delText>旧</w:delText></w:r></w:del>" + r("民政局"))


@pytest.fixture
def ledger(
    capsysbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch
) -> Callable[..., tuple[int, str, str]]:
    """Exit code, standard output and standard error for these bytes."""

    def asked(data: bytes, *arguments: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(data)))
        code = run(["blocks", "-", "--ledger", *arguments], {})
        out, err = capsysbinary.readouterr()
        return code, out.decode(), err.decode()

    return asked


def test_every_character_of_a_word_file_is_accounted_for(ledger: Callable[..., tuple[int, str, str]]) -> None:
    code, out, err = ledger(docx(CHANGED, header=p("页眉文字")))
    assert out.splitlines() == [
        "body: 5 characters in the file, 4 in blocks, 1 dropped, difference 0",
        "  deleted: 1",
        "header: 4 characters in the file, 0 in blocks, 4 dropped, difference 0",
        "  running-header: 4",
    ]
    assert (code, err) == (0, "")


def test_the_original_has_an_account_of_its_own(ledger: Callable[..., tuple[int, str, str]]) -> None:
    assert ledger(docx(CHANGED), "--revisions", "original")[1].startswith(
        "body: 5 characters in the file, 5 in blocks,"
    )


@pytest.mark.parametrize(
    ("source", "line"),
    [
        ("澜州市方案\n一、甲 乙\n— 3 —\n", "body: 12 characters in the file, "),
        ("# 澜州市方案\n\n**一、甲**乙。\n", "body: 15 characters in the file, "),
        ("⟦policy-extract blocks 1⟧\n⟦center⟧澜州市方案\n", "body: 5 characters in the file, 5 in blocks, 0 dropped"),
    ],
)
def test_a_text_is_accounted_for_without_its_white_space(
    ledger: Callable[..., tuple[int, str, str]], source: str, line: str
) -> None:
    code, out, _ = ledger(source.encode())
    assert out.startswith(line)
    assert "difference 0" in out
    assert code == 0


def test_a_difference_is_an_error_and_exit_1(
    ledger: Callable[..., tuple[int, str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("policy_extract.reading.word.stories.Story._add", lambda *_, **__: None)
    code, out, err = ledger(docx(p("健全体系")))
    assert code == 1
    assert out == "body: 4 characters in the file, 0 in blocks, 0 dropped, difference 4\n"
    assert err == "-: ledger-difference: 4 characters of the body are in no block and not dropped.\n"


def test_the_account_is_told_in_chinese(ledger: Callable[..., tuple[int, str, str]]) -> None:
    assert ledger(docx(CHANGED), "--lang", "zh")[1].splitlines() == [
        "正文：文件中 5 个字符，段落和表格中 4 个，舍弃 1 个，相差 0",
        "  已删除的修订：1",
    ]


def test_a_file_that_cannot_be_read_is_refused_as_ever(ledger: Callable[..., tuple[int, str, str]]) -> None:
    assert ledger(b"%PDF-1.4")[0] == 2
