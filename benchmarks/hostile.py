"""Hostile files: what is to be refused in one line, or read in bounded time and memory, and a clock for both.

The tests hold what the program says and how much memory it takes; seconds are measured here.
"""

from __future__ import annotations

import json
import random
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

sys.path.append(str(Path(__file__).resolve().parent.parent / "tests" / "reading"))

from docx_builder import docx, p, root, tbl, tc, tr
from ofd_builder import packed as ofd_of
from test_bundles import packed as bundle_of
from test_bundles import word
from test_sheets import HOSTILE as WORKBOOKS

if TYPE_CHECKING:
    from collections.abc import Callable

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
SECONDS, MEGABYTES = 2, 300
"""What a refusal may take."""
READ = 4
"""Times as many seconds for what is read."""


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
    "an OFD bomb": lambda: ofd_of({"OFD.xml": "<a>" + " " * 100_000_000 + "</a>"}),
    "a PDF of noise": lambda: b"%PDF-1.7" + random.Random(1).randbytes(5_000_000),
    "an RTF of nothing": lambda: b"{\\rtf1" + b"{" * 1_000_000,
    "a bundle with a bomb": lambda: bundle_of({"plan.docx": word(["甲"]), "a.txt": b"\n" * 80_000_000}),
    "a bundle of names that lead out": lambda: bundle_of({"../plan.docx": word(["甲"])}),
    "a bundle in a bundle": lambda: bundle_of({"a.docx": bundle_of({"b.docx": word(["甲"])})}),
    "an enormous table": lambda: docx(tbl(*[tr(tc("甲", '<w:gridSpan w:val="1000"/>'))] * 5_000)),
}


HUGE: dict[str, Callable[[int], bytes]] = {
    "NULs": bytes,
    "bytes that are no text": lambda size: b"\xff" * size,
    "random bytes that are almost GB18030": lambda size: (
        bytes(random.Random(1).choices(range(32, 256), k=2**16)) * (size // 2**16)
    ),
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


def entities() -> bytes:
    """A page whose own entities stand for a billion characters."""
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
    "labels one after the other": lambda: (
        b"<html><body>" + '<p><span style="mso-list:Ignore">甲</span>甲'.encode() * 50_000
    ),
    "links without end": lambda: b"<html><body>" + '<a href="a.doc">甲'.encode() * 60_000,
    "a list in a list": lambda: b"<html><body>" + "<ol><li>甲".encode() * 100,
}


# ---------------------------------------------------------------- the clock

_WATCH = """
import json, resource, subprocess, sys
run = subprocess.run(sys.argv[1:], capture_output=True, encoding="utf-8")
used = resource.getrusage(resource.RUSAGE_CHILDREN)
peak = used.ru_maxrss / (2**20 if sys.platform == "darwin" else 2**10)
print(json.dumps([run.returncode, run.stdout, run.stderr, used.ru_utime + used.ru_stime, peak]))
"""
"""Runs a command from a small process: a child's peak memory is at least that of the process it was started from."""


class Watched(NamedTuple):
    """A run of the program that has ended."""

    code: int
    out: str
    err: str
    seconds: float
    """Of processor time."""
    megabytes: float
    """Peak resident memory."""


def watched(data: bytes, name: str) -> Watched:
    """`policy-extract blocks` on such a file. A run that does not end within minutes is stopped."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, name)
        file.write_bytes(data)
        command = [sys.executable, "-c", _WATCH, sys.executable, "-m", "policy_extract", "blocks", str(file)]
        run = subprocess.run(command, capture_output=True, check=True, encoding="utf-8", timeout=300)
    return Watched(*json.loads(run.stdout))


def hostile(megabytes: int = 200) -> None:
    """Processor time and peak memory of the program on every file; what is over the bounds is marked."""
    print(f"{'file':44}{'exit':>6}{'seconds':>10}{'MB':>8}")
    for kind, make in HOSTILE.items():
        _say(kind, watched(make(), "x.docx"), SECONDS, MEGABYTES)
    for kind, make in WORKBOOKS.items():
        _say(kind, watched(make(), "x.xlsx"), SECONDS, MEGABYTES)
    for kind, make in PAGES.items():
        _say(kind, watched(make(), "x.html"), SECONDS * READ, MEGABYTES)
    for kind, sized in HUGE.items():
        _say(f"{kind}, {megabytes} MB", watched(sized(megabytes * 2**20), "x.txt"), SECONDS, MEGABYTES + 3 * megabytes)


def _say(kind: str, run: Watched, seconds: int, megabytes: int) -> None:
    mark = " !" if run.seconds > seconds or run.megabytes > megabytes else ""
    print(f"{kind:44}{run.code:6}{run.seconds:10.2f}{run.megabytes:8.0f}{mark}", flush=True)
