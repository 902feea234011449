"""Printed names lead to the bodies they stand for, and to nothing where that is not known."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from policy_extract.errors import GrammarExampleError, GrammarSyntaxError
from policy_extract.findings import Report
from policy_extract.grammar import load
from policy_extract.grammar.body_names import body_name
from policy_extract.grammar.check import check
from policy_extract.grammar.grammars import shipped_folder

if TYPE_CHECKING:
    from policy_extract.grammar import Matcher

PAGE = Path(__file__).parents[1] / "data" / "bodies.md"
_ROW = re.compile(r"^\| ([^|]+) \| ([a-z-]+|—) \|$", re.MULTILINE)
ROWS = [(printed, None if body == "—" else body) for printed, body in _ROW.findall(PAGE.read_text(encoding="utf-8"))]
ROWS = [row for row in ROWS if row != ("printed", "body")]

ENTRY = '[[body]]\nid = "{id}"\nmeans = "…"\nnames = "{names}"\naccept = "{accept}"\n'


@cache
def matcher() -> Matcher:
    return load().matcher(Report())


def own(tmp_path: Path, **entry: str) -> Path:
    """A grammar file of one's own with one body."""
    path = tmp_path / "mine.toml"
    text = 'title = "Mine"\nstage = "directory"\n' + ENTRY.format(**entry)
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(("printed", "body"), ROWS, ids=[printed for printed, _ in ROWS])
def test_a_printed_name_leads_to_its_body(printed: str, body: str | None) -> None:
    assert matcher().body(printed) == body


def test_the_page_has_names_enough_each_once() -> None:
    names = [printed for printed, _ in ROWS]
    assert len(names) >= 150
    assert len(set(names)) == len(names)


def test_no_ending_of_one_body_is_another_body() -> None:
    """局 stands for 分局 and 厅 too: a listed name must not be reached under the name of somebody else."""
    bodies = load().directory.bodies.values()
    astray = [
        (name, body.id) for body in bodies for name in body.names if "*" not in name and matcher().body(name) != body.id
    ]
    assert astray == []


@pytest.mark.parametrize("printed", ["市 民 政 局", "市民政局\n", "（市民政局", "ＡＢＣ", "", "局", "市" * 5000])
def test_any_text_may_be_looked_up(printed: str) -> None:
    assert matcher().body(printed) in {"civil-affairs", None}


def test_the_directory_is_read_when_a_name_is_looked_up() -> None:
    from policy_extract.grammar.loading import _load

    grammars = _load(shipped_folder(), ())
    assert "bodies" not in vars(grammars.directory)
    grammars.matcher(Report()).body("市民政局")
    assert "bodies" in vars(grammars.directory)


def endings(tmp_path: Path, *pairs: str) -> Path:
    """A grammar file of one's own whose endings stand in place of the shipped ones."""
    path = tmp_path / "endings.toml"
    words = ", ".join(f'"{pair}"' for pair in pairs)
    path.write_text(
        f'title = "Mine"\nstage = "places"\n[[word]]\nid = "same-body"\nmeans = "…"\nwords = [{words}]\n',
        encoding="utf-8",
    )
    return path


def test_an_ending_that_the_list_gains_leads_to_the_body(tmp_path: Path) -> None:
    assert matcher().body("市民政处") is None
    grammars = load([endings(tmp_path, "厅=局", "处=局")])
    assert grammars.matcher(Report()).body("市民政处") == "civil-affairs"
    assert grammars.matcher(Report()).body("市民政厅") == "civil-affairs"


def test_an_ending_that_stands_for_none_is_a_mistake(tmp_path: Path) -> None:
    with pytest.raises(GrammarSyntaxError, match=r"endings.toml:4: words: 处 is no pair of endings; write it as 厅=局"):
        load([endings(tmp_path, "厅=局", "处")])


def test_a_body_of_ones_own_is_found(tmp_path: Path) -> None:
    grammars = load([own(tmp_path, id="lake-office", names="湖长办", accept="市湖长办")])
    assert grammars.matcher(Report()).body("县湖长办公室") == "lake-office"
    assert grammars.matcher(Report()).body("市民政局") == "civil-affairs"


def test_a_body_of_ones_own_takes_the_place_of_a_shipped_one(tmp_path: Path) -> None:
    grammars = load([own(tmp_path, id="health", names="康养局", accept="市康养局")])
    assert grammars.matcher(Report()).body("市康养局") == "health"
    assert grammars.matcher(Report()).body("市卫健局") is None


def test_an_example_that_leads_elsewhere_is_told(tmp_path: Path) -> None:
    path = own(tmp_path, id="lake-office", names="湖长办", accept="市田长办")
    with pytest.raises(
        GrammarExampleError, match=r"mine\.toml:4: accept: 市田长办 is unknown; change the names or the example"
    ):
        load([path])


def test_an_entry_without_names_is_told(tmp_path: Path) -> None:
    path = own(tmp_path, id="lake-office", names="湖长办", accept="市湖长办")
    path.write_text(path.read_text(encoding="utf-8").replace("names =", "name ="), encoding="utf-8")
    with pytest.raises(
        GrammarSyntaxError, match=r"unknown key name; keys here are id, zh, means, names, accept, reject, was"
    ):
        load([path])


def test_a_name_of_two_bodies_is_told(tmp_path: Path) -> None:
    path = own(tmp_path, id="lake-office", names="民政局", accept="市民政局")
    assert "names: 民政局 is a name of civil-affairs too; delete one" in "\n".join(map(str, check([path])))


def test_a_body_and_a_group_have_a_name_for_people() -> None:
    grammars = load()
    assert body_name("civil-affairs", grammars) == "民政部门"
    assert body_name("civil-affairs", grammars, english=True) == "Civil affairs"
    assert body_name("county-governments", grammars) == "各县（市、区）政府"
    assert body_name("lake-office", grammars) == "lake-office"


def test_a_body_of_an_own_file_is_called_by_its_first_name(tmp_path: Path) -> None:
    grammars = load([own(tmp_path, id="lake-office", names="湖长办 湖长制办", accept="市湖长办")])
    assert body_name("lake-office", grammars) == "湖长办"


def test_a_former_name_leads_to_what_the_body_is_now() -> None:
    for body in load().directory.bodies.values():
        assert {load().matcher(Report()).body(former.name) for former in body.was} <= {body.id}
        assert all(former.since is None or former.since < former.until for former in body.was)


def test_years_of_a_former_name_are_written_with_a_dash(tmp_path: Path) -> None:
    path = own(tmp_path, id="lake-office", names="湖长办", accept="市湖长办")
    path.write_text(path.read_text(encoding="utf-8") + 'was = "湖办2018"\n', encoding="utf-8")
    with pytest.raises(GrammarSyntaxError, match="湖办2018 is no name with its years"):
        load([path])
