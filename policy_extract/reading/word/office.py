"""What LibreOffice opens and we do not (.rtf, .odt, Word 95 and older, …) → blocks: saved by it as .docx, then read as one.

LibreOffice is a program of its own that may be installed or not. Each file
gets a profile and a folder of its own, which are removed; macros, links and
the network are off, time and memory bounded.
"""

from __future__ import annotations

import io
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import zipfile
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Final

from policy_extract.errors import DamagedDocumentError, NotADocumentError
from policy_extract.reading.characters import visible
from policy_extract.reading.source import SourceFile
from policy_extract.reading.word import confined
from policy_extract.reading.word.docx import count_text, read_docx
from policy_extract.reading.word.package import open_package
from policy_extract.records import record, replace

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Mapping

    from policy_extract.blocks import Document, Format
    from policy_extract.clock import Clock
    from policy_extract.reading.source import ReadContext

SECONDS: Final = 30
"""Limit of processor time for one file, in seconds; one or two are usual."""
PATIENCE: Final = 120
"""Limit of elapsed time, in seconds; higher, because the machine may be busy."""
MEMORY: Final = 4 * 2**30
"""Limit of the address space, in bytes; LibreOffice uses a tenth of it."""
DEEPEST: Final = 512
"""Limit of groups in groups of an .rtf file: for a million LibreOffice takes gigabytes. Word writes a dozen."""
_GROUPING: Final = re.compile(rb"\\[\\{}]|[{}]")
NAMED: Final = "POLICY_EXTRACT_LIBREOFFICE"
"""Variable of the environment that names the program to use."""
_PROGRAMS: Final = ("soffice", "libreoffice")
_PROGRAM: Final = re.compile(rb"<Application>(LibreOffice[^/<]*)/([\d.]+)")
_SETTINGS: Final = """\
<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
{}</oor:items>
"""
_SETTING: Final = (
    '<item oor:path="/org.openoffice.{}"><prop oor:name="{}" oor:op="fuse"><value>{}</value></prop></item>\n'
)
_SCRIPTING: Final = "Office.Common/Security/Scripting"
_SAFE: Final = (
    (_SCRIPTING, "MacroSecurityLevel", "3"),
    (_SCRIPTING, "DisableMacrosExecution", "true"),
    (_SCRIPTING, "DisableActiveContent", "true"),
    (_SCRIPTING, "BlockUntrustedRefererLinks", "true"),
    ("Office.Writer/Content/Update", "Link", "0"),
    ("Inet/Settings", "ooInetProxyType", "2"),
    ("Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPProxyPort", "9"),
    ("Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPSProxyPort", "9"),
)
"""No macro runs, no link is followed, and what would call out meets a port where nobody listens."""


@record
class Converted:
    """The bytes of a .docx, and who made it."""

    data: bytes
    by: str
    """`LibreOffice 7.4.7.2`."""


def read(file: SourceFile, context: ReadContext) -> Document:
    """The blocks of an .rtf or .odt file.

    Fails: NotADocumentError where LibreOffice is not installed; DamagedDocumentError where it cannot open the file.
    """
    form: Format = "rtf" if file.data.startswith(RTF) else "odt"
    if form == "rtf" and _is_deeper_than(DEEPEST, file.data):
        raise DamagedDocumentError(
            f"the .rtf file nests its groups deeper than {DEEPEST} levels; open it elsewhere and save it as .docx"
        )
    return read_converted(convert_within(file.data, form, context.matcher.clock), form, context)


def _is_deeper_than(deepest: int, data: bytes) -> bool:
    """Whether more groups than that are open at once anywhere in an .rtf file."""
    depth = 0
    for sign in _GROUPING.finditer(data):
        depth += (sign[0] == b"{") - (sign[0] == b"}")
        if depth > deepest:
            return True
    return False


def count(file: SourceFile, document: Document) -> Mapping[str, int]:
    """Visible characters of every story, as the file LibreOffice makes of it is counted."""
    return count_converted(convert(file.data, document.format))


def read_converted(converted: Converted, form: Format, context: ReadContext) -> Document:
    """The blocks of what LibreOffice has made of a file of another form."""
    document = read_docx(converted.data, context.report, revisions=context.revisions, clock=context.matcher.clock)
    return replace(document, format=form, read_through=converted.by)


def count_converted(converted: Converted) -> Counter[str]:
    """Visible characters of what LibreOffice has made of a file, by story."""
    return count_text(SourceFile(converted.data), visible)


RTF: Final = b"{\\rtf"


def installed() -> str | None:
    """The path of LibreOffice's program; None where it is not installed.

    The environment may name another one, or `off`.
    """
    names = (os.environ[NAMED],) if NAMED in os.environ else _PROGRAMS
    return next((path for name in names if (path := shutil.which(name))), None)


def convert_within(data: bytes, suffix: str, clock: Clock) -> Converted:
    """As `convert`; the time it takes is none of the document's."""
    started = perf_counter()
    try:
        return convert(data, suffix)
    finally:
        clock.leave_out(perf_counter() - started)


@lru_cache(maxsize=1)
def convert(data: bytes, suffix: str) -> Converted:
    """The file, converted by LibreOffice; cached, because counting its characters needs the same conversion.

    Fails: NotADocumentError where it is not installed; DamagedDocumentError where it cannot open the file within the bounds.
    """
    program = installed()
    if program is None:
        raise NotADocumentError(
            f"reading .{suffix} files of this kind needs LibreOffice; install it, or open the file elsewhere and save it as .docx"
        )
    with tempfile.TemporaryDirectory(prefix="policy-extract-") as folder:
        made = _without_place(_run(program, data, suffix, Path(folder)), Path(folder))
    return Converted(made, _maker(made))


def _run(program: str, data: bytes, suffix: str, folder: Path) -> bytes:
    source, out, user = folder / f"source.{suffix}", folder / "out", folder / "profile" / "user"
    user.mkdir(parents=True)
    (user / "registrymodifications.xcu").write_text(
        _SETTINGS.format("".join(_SETTING.format(*setting) for setting in _SAFE)), encoding="utf-8"
    )
    source.write_bytes(data)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    options = ("--headless", "--norestore", "--nolockcheck", "--nodefault", "--nologo")
    wanted = ("--convert-to", "docx:MS Word 2007 XML", "--outdir", str(out), str(source))
    bounds = (sys.executable, "-I", "-S", str(Path(confined.__file__)), str(SECONDS), str(MEMORY))
    _wait((*bounds, program, profile, *options, *wanted), folder)
    target = out / "source.docx"
    if not target.is_file():
        raise DamagedDocumentError(
            f"LibreOffice cannot open the .{suffix} file, or not within its bounds; open it elsewhere and save it as .docx"
        )
    return target.read_bytes()


def _without_place(data: bytes, folder: Path) -> bytes:
    r"""A .docx without the folder it was made in, which fields for the path of a file print (`FILENAME \p`)."""
    package, place = open_package(SourceFile(data)), f"{folder}{os.sep}".encode()
    parts = {entry: package.read(entry.filename) for entry in package.entries.values()}
    if not any(place in part for part in parts.values()):
        return data
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for entry, part in parts.items():
            target.writestr(entry, part.replace(place, b""))
    return out.getvalue()


def _wait(command: tuple[str, ...], folder: Path) -> None:
    """Run a command to its end or to the end of its time; whatever it has started ends with it."""
    kept = {name: value for name, value in os.environ.items() if name in {"PATH", "LANG", "LC_ALL", "SYSTEMROOT"}}
    environment = {**kept, "HOME": str(folder), "TMPDIR": str(folder), "TEMP": str(folder), "TMP": str(folder)}
    with subprocess.Popen(  # noqa: S603  # the file is only named to it
        command,
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    ) as process:
        with suppress(subprocess.TimeoutExpired):
            process.wait(PATIENCE)
        _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a process and all it has started."""
    if hasattr(os, "killpg"):
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    process.kill()


def _maker(data: bytes) -> str:
    """The program that a .docx says made it, with its version."""
    package = open_package(SourceFile(data))
    found = _PROGRAM.search(package.read("docProps/app.xml")) if "docProps/app.xml" in package else None
    return f"{found[1].decode()} {found[2].decode()}" if found else "LibreOffice"
