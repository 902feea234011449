"""Whole runs of the program on hostile files: one line, exit 2, quickly and in little memory. docs/security.md lists them."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from docx_builder import docx, p, read, root, tbl, tc, texts, tr

if TYPE_CHECKING:
    from collections.abc import Callable

DOCS = Path(__file__).parents[2] / "docs" / "security.md"
TESTS = Path(__file__).parents[1]
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
SECONDS, MEGABYTES = 2, 300
WATCH = """
import json, resource, subprocess, sys, time
began = time.perf_counter()
run = subprocess.run(sys.argv[1:], capture_output=True, text=True)
told = {"code": run.returncode, "out": run.stdout, "err": run.stderr, "seconds": time.perf_counter() - began}
peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
print(json.dumps(told | {"kilobytes": peak // 1024 if sys.platform == "darwin" else peak}))
"""
"""Runs a command from a small process: a child's peak memory is at least that of the process it was started from."""


def huge_part() -> bytes:
    """A document of 100 MB that zips to 100 KB."""
    return docx("", extra={"word/document.xml": root("document", f"<w:body>{p('甲')}{' ' * 100_000_000}</w:body>")})


def many_entities() -> bytes:
    levels = "".join(f'<!ENTITY e{at} "{f"&e{at - 1};" * 10}">' for at in range(1, 12))
    return docx("", extra={"word/document.xml": f'<!DOCTYPE d [<!ENTITY e0 "甲">{levels}]><d>&e11;</d>'})


HOSTILE: dict[str, Callable[[], bytes]] = {
    "a zip bomb": huge_part,
    "entities that multiply": many_entities,
    "a .doc": lambda: OLE,
    "an encrypted file": lambda: OLE + "EncryptedPackage".encode("utf-16-le"),
    "a zip cut off": lambda: docx(p("甲" * 100_000))[:-40],
    "endless nesting": lambda: docx("<w:sdt><w:sdtContent>" * 100_000 + "</w:sdtContent></w:sdt>" * 100_000),
    "a page nested without end": lambda: b"<html><body>" + b"<div>" * 100_000 + "甲".encode(),
    "a page of a million tags": lambda: b"<html><body>" + "<p>甲</p>".encode() * 500_000,
    "a page without end": lambda: b"<html><body><p>" + "甲".encode() * 10_000_000,
    "a page of one enormous table": lambda: b"<html><table>" + b"<tr><td colspan=1000>" * 260_000,
    "an enormous table": lambda: docx(tbl(*[tr(tc("甲", '<w:gridSpan w:val="1000"/>'))] * 5_000)),
}


HUGE: dict[str, Callable[[int], bytes]] = {
    "NULs": bytes,
    "bytes that are no text": lambda size: b"\xff" * size,
    "a little less than binary": lambda size: (b"A" * 199 + b"\0") * (size // 200),
    "spaces": lambda size: b" " * size,
    "spaces before a sign": lambda size: b"\n" * size + b"<",
    "a text": lambda size: "澜州市。\n".encode() * (size // 13),
    "UTF-16": lambda size: b"\xff\xfe" + b"\0\xd8" * (size // 2),
    "a picture": lambda size: b"BM" + bytes(size),
    "a zip of nothing": lambda size: b"PK\x03\x04" + bytes(size),
    "an old Office file of nothing": lambda size: OLE + bytes(size),
    "a comment without end": lambda size: b"<!--" + b"-" * size,
    "XML without end": lambda size: b"<?xml version='1.0'?>" + b"<a>" * (size // 3),
}


@pytest.mark.parametrize("kind", HUGE)
@pytest.mark.parametrize("megabytes", [40, pytest.param(200, marks=pytest.mark.full)])
def test_a_huge_file_that_is_no_document_is_refused_at_once(kind: str, megabytes: int, tmp_path: Path) -> None:
    file = tmp_path / "x.txt"
    file.write_bytes(HUGE[kind](megabytes * 2**20))
    before = os.times().children_user
    run = subprocess.run(
        [sys.executable, "-m", "policy_extract", "blocks", str(file)], capture_output=True, check=False
    )
    assert (run.returncode, run.stdout, run.stderr.count(b"\n")) == (2, b"", 1)
    assert os.times().children_user - before < SECONDS


@pytest.mark.skipif(sys.platform == "win32", reason="Windows does not tell the peak memory of a process this way")
@pytest.mark.parametrize("kind", HOSTILE)
def test_a_refusal_is_quick_and_small(kind: str, tmp_path: Path) -> None:
    file = tmp_path / "x.docx"
    file.write_bytes(HOSTILE[kind]())
    command = [sys.executable, "-m", "policy_extract", "blocks", str(file)]
    run = subprocess.run([sys.executable, "-c", WATCH, *command], capture_output=True, check=True, text=True)
    told = json.loads(run.stdout)
    assert (told["code"], told["out"]) == (2, "")
    assert told["err"].count("\n") == 1
    assert told["seconds"] < SECONDS * 2  # the tests of others run beside
    assert told["kilobytes"] < MEGABYTES * 1024


def test_a_macro_file_is_read_without_its_macros() -> None:
    types = '<Types><Override PartName="/word/document.xml" ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/></Types>'
    data = docx(p("甲"), extra={"[Content_Types].xml": types, "word/vbaProject.bin": OLE})
    assert texts(read(data)) == ["甲"]


def test_every_test_the_page_names_is_there() -> None:
    sources = "".join(path.read_text(encoding="utf-8") for path in TESTS.rglob("*.py"))
    named = re.findall(r"`[^`]*(?:::|…)(\w+)`", DOCS.read_text(encoding="utf-8"))
    assert len(named) > 20
    assert [name for name in named if not re.search(rf"def (?:test_)?\w*{name}\(", sources)] == []


def entities() -> bytes:
    """A page whose own entities stand for a milliard characters."""
    more = "".join(f'<!ENTITY {chr(98 + at)} "{f"&{chr(97 + at)};" * 10}">' for at in range(9))
    return f'<!DOCTYPE html [<!ENTITY a "甲">{more}]><html><p>&j;甲</p>'.encode()


PAGES: dict[str, Callable[[], bytes]] = {
    "entities that multiply": entities,
    "cells that claim an enormous table": lambda: (
        b"<html><table>" + "<tr><td colspan=1000 rowspan=60000>甲</td></tr>".encode() * 6_000 + b"</table>"
    ),
    "tables in tables": lambda: b"<html>" + b"<table><tr><td>" * 60 + "甲".encode() + b"</table>" * 60,
    "tags as many as allowed": lambda: b"<html><body>" + "<p>甲</p>".encode() * 124_000,
    "a paragraph of nothing but breaks": lambda: b"<html><body><p>" + "甲<br>".encode() * 240_000,
    "styles that differ everywhere": lambda: (
        b"<html><body>" + b"".join(f'<p style="font-size:{at}px">甲</p>'.encode() for at in range(60_000))
    ),
    "labels one behind the other": lambda: (
        b"<html><body>" + '<p><span style="mso-list:Ignore">甲</span>甲'.encode() * 50_000
    ),
    "links without end": lambda: b"<html><body>" + '<a href="a.doc">甲'.encode() * 60_000,
    "a list in a list": lambda: b"<html><body>" + "<ol><li>甲".encode() * 100,
}


@pytest.mark.skipif(sys.platform == "win32", reason="Windows does not tell the peak memory of a process this way")
@pytest.mark.parametrize("kind", PAGES)
def test_a_hostile_page_within_the_limits_is_read_in_bounded_time_and_memory(kind: str, tmp_path: Path) -> None:
    file = tmp_path / "x.html"
    file.write_bytes(PAGES[kind]())
    command = [sys.executable, "-m", "policy_extract", "blocks", str(file)]
    run = subprocess.run([sys.executable, "-c", WATCH, *command], capture_output=True, check=True, text=True)
    told = json.loads(run.stdout)
    assert told["code"] == 0, told["err"]
    assert "甲" in told["out"]
    assert told["seconds"] < SECONDS * 4  # the tests of others run beside
    assert told["kilobytes"] < MEGABYTES * 1024
