"""What only LibreOffice opens: read through it where it is installed, within bounds, and refused in one line where it is not."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import pytest
from doc_builder import doc
from dump_builder import read_dump, shown

from policy_extract import parse
from policy_extract.errors import DamagedDocumentError, NotADocumentError
from policy_extract.reading.ledger import ledger_of
from policy_extract.reading.word import office

SAMPLES = Path(__file__).parents[2] / "samples"
OFFICE = shutil.which("soffice")
needs_office = pytest.mark.skipif(OFFICE is None, reason="LibreOffice (soffice) is not installed")
RTF = rb"{\rtf1\ansi\ansicpg936{\fonttbl{\f0 SimSun;}}\f0 "


def rtf(*lines: str) -> bytes:
    """The bytes of an .rtf file with these paragraphs."""
    return (
        RTF
        + b"".join(f"{''.join(f'{chr(92)}u{ord(char)}?' for char in line)}{chr(92)}par ".encode() for line in lines)
        + b"}"
    )


@pytest.fixture(autouse=True)
def _forget() -> None:
    office.convert.cache_clear()


@pytest.fixture
def _installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(office.NAMED)


@pytest.fixture
def private(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder for what is temporary, to see what is left in it."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


@needs_office
@pytest.mark.usefixtures("_installed")
@pytest.mark.parametrize("form", ["rtf", "odt"])
def test_a_plan_saved_in_another_form_gives_the_same_plan(form: str, tmp_path: Path, private: Path) -> None:
    source = SAMPLES / "notice-with-plan" / "source.docx"
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [str(OFFICE), profile, "--headless", "--convert-to", form, "--outdir", str(tmp_path), str(source)]
    subprocess.run(command, check=True, capture_output=True, timeout=100)
    was, now = parse(source), parse(tmp_path / f"source.{form}")
    assert now.source.format == form
    assert (now.source.read_through or "").startswith("LibreOffice ")
    assert [(task.id, task.title, [(unit.name, unit.role) for unit in task.units]) for task in now.tasks] == [
        (task.id, task.title, [(unit.name, unit.role) for unit in task.units]) for task in was.tasks
    ]
    data = (tmp_path / f"source.{form}").read_bytes()
    assert ledger_of(data, read_dump(data)).difference == {}
    assert list(private.iterdir()) == []


@needs_office
@pytest.mark.usefixtures("_installed")
def test_what_the_converter_of_old_word_files_cannot_is_asked_of_libreoffice() -> None:
    document = read_dump(doc("澜州市养老服务方案\r一、总体要求\r"))
    assert [block.text for block in document.blocks if block.text] == ["澜州市养老服务方案", "一、总体要求"]
    assert (document.format, (document.read_through or "")[:11]) == ("doc", "LibreOffice")


@needs_office
@pytest.mark.usefixtures("_installed")
def test_a_field_for_the_path_of_the_file_does_not_print_where_it_was_converted() -> None:
    field = RTF + rb"{\field{\*\fldinst FILENAME \\p}{\fldrslt a.rtf}} " + rtf("正文")[len(RTF) :]
    assert [block.text for block in read_dump(field).blocks] == ["source.rtf 正文"]


@needs_office
@pytest.mark.usefixtures("_installed")
def test_nothing_that_a_file_links_to_is_fetched() -> None:
    with listening() as (port, callers):
        address = f"http://127.0.0.1:{port}/x.png"
        picture = (
            RTF
            + rb'{\field{\*\fldinst INCLUDEPICTURE "'
            + address.encode()
            + rb'" \\d}{\fldrslt }}'
            + rtf("正文")[len(RTF) :]
        )
        assert shown(picture)[-1] == "正文"
    assert callers == []


@pytest.mark.parametrize("data", [rtf("正文"), b"{\\rtf1"])
def test_without_libreoffice_such_a_file_is_refused_in_one_line(data: bytes) -> None:
    with pytest.raises(
        NotADocumentError, match=r"^reading \.rtf files of this kind needs LibreOffice; install it, or [^\n]*$"
    ):
        read_dump(data)


@pytest.mark.parametrize("data", [b"{\\rtf1" + b"{" * 1_000_000, b"{\\rtf1" + b"{\\{" * 600])
def test_groups_without_end_are_refused_before_libreoffice_sees_them(
    data: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(office.NAMED, "off")
    with pytest.raises(DamagedDocumentError, match=r"^the \.rtf file nests its groups deeper than 512 levels; [^\n]*$"):
        read_dump(data)


def test_braces_that_are_text_and_groups_that_end_are_none_of_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(office.NAMED, "off")
    with pytest.raises(NotADocumentError, match="needs LibreOffice"):
        read_dump(RTF + b"\\{" * 600 + b"{a}" * 600 + b"}")


# ---------------------------------------------------------------- its bounds, with programs in its place


class Listening:
    """A port of this machine, and who has called there."""

    def __init__(self) -> None:
        self.server = socket.create_server(("127.0.0.1", 0))
        self.callers: list[object] = []
        self.thread = threading.Thread(target=self._accept, daemon=True)

    def _accept(self) -> None:
        while True:
            try:
                connection, caller = self.server.accept()
            except OSError:
                return
            self.callers.append(caller)
            connection.close()

    def __enter__(self) -> tuple[int, list[object]]:
        self.thread.start()
        return self.server.getsockname()[1], self.callers

    def __exit__(self, *_: object) -> None:
        time.sleep(0.1)
        self.server.shutdown(socket.SHUT_RDWR)
        self.server.close()


def listening() -> Listening:
    return Listening()


@pytest.fixture
def in_its_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A program that runs instead of LibreOffice; the test writes it."""
    program = tmp_path / "program"
    monkeypatch.setenv(office.NAMED, str(program))
    monkeypatch.setattr(office, "SECONDS", 2)
    monkeypatch.setattr(office, "PATIENCE", 2)
    return program


def write(program: Path, code: str) -> None:
    program.write_text(f"#!{sys.executable}\n{code}", encoding="utf-8")
    program.chmod(0o755)


def test_a_program_that_does_not_end_is_ended_with_all_it_has_started(
    in_its_place: Path, tmp_path: Path, private: Path
) -> None:
    note = tmp_path / "child"
    write(
        in_its_place,
        f"import subprocess, time\nchild = subprocess.Popen(['sleep', '60'])\n"
        f"open({str(note)!r}, 'w').write(str(child.pid))\ntime.sleep(60)\n",
    )
    start = time.monotonic()
    with pytest.raises(DamagedDocumentError, match="not within its bounds"):
        read_dump(rtf("正文"))
    assert time.monotonic() - start < 10
    assert not _runs(int(note.read_text()))
    assert list(private.iterdir()) == []


def _runs(process: int) -> bool:
    for _ in range(50):
        try:
            os.kill(process, 0)
        except ProcessLookupError:
            return False
        if Path(f"/proc/{process}/stat").read_text().split()[2] == "Z":
            return False
        time.sleep(0.05)
    return True


@pytest.mark.skipif(sys.platform != "linux", reason="the system bounds no memory of a process")
def test_a_program_that_takes_all_memory_gets_none(in_its_place: Path, tmp_path: Path) -> None:
    note = tmp_path / "note"
    write(
        in_its_place,
        f"try:\n    bytearray(8 * 2**30)\nexcept MemoryError:\n    open({str(note)!r}, 'w').write('none')\n",
    )
    with pytest.raises(DamagedDocumentError):
        read_dump(rtf("正文"))
    assert note.read_text() == "none"


@pytest.mark.skipif(sys.platform != "linux", reason="the system knows no networks of a process")
def test_a_program_has_no_network(in_its_place: Path) -> None:
    if subprocess.run(["unshare", "-rn", "true"], check=False, capture_output=True).returncode:
        pytest.skip("this machine lets nobody leave the network")
    with listening() as (port, callers):
        write(in_its_place, f"import socket\nsocket.create_connection(('127.0.0.1', {port}), 1)\n")
        with pytest.raises(DamagedDocumentError):
            read_dump(rtf("正文"))
    assert callers == []


def test_a_program_gets_a_profile_of_its_own_in_which_macros_are_off(in_its_place: Path, tmp_path: Path) -> None:
    note = tmp_path / "note"
    write(
        in_its_place,
        "import sys, os, pathlib, urllib.parse\n"
        "profile = next(one for one in sys.argv if one.startswith('-env:UserInstallation=file://'))\n"
        "folder = pathlib.Path(urllib.parse.unquote(profile.split('file://')[1]))\n"
        f"open({str(note)!r}, 'w').write((folder / 'user/registrymodifications.xcu').read_text() + str(folder.stat().st_mode & 0o77)\n"
        " + ' '.join(sorted(os.environ)))\n",
    )
    with pytest.raises(DamagedDocumentError):
        read_dump(rtf("正文"))
    said = note.read_text()
    assert '<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value>' in said
    assert "BlockUntrustedRefererLinks" in said
    assert "POLICY_EXTRACT_LIBREOFFICE" not in said
