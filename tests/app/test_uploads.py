"""Files that come slowly, stop, lie about their length, or are too many: each is given up, and nothing of it is left."""

from __future__ import annotations

import http.client
import socket
import threading
import time
from typing import TYPE_CHECKING

import pytest

pytest.importorskip("starlette", reason="the packages starlette and uvicorn are not installed (the extra app)")

from running import PLAN, Running

from policy_extract.app import server, serving, session
from policy_extract.app.guard import Guard
from policy_extract.app.session import Session
from policy_extract.app.workers import Limits, Workers

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

TOKEN = "token"


class Here:
    """The application in a thread of this process, where its limits can be made small."""

    def __init__(self) -> None:
        self._listening = serving._listening(0)
        self.port = self._listening.getsockname()[1]
        self.session = Session(Workers(Limits(60, 1024)), "en")
        self._server = serving._server(self.session, Guard(TOKEN, self.port))
        self._thread = threading.Thread(target=self._server.run, args=([self._listening],))
        self._thread.start()

    def close(self) -> None:
        """End it."""
        self._server.should_exit = True
        self._thread.join()
        self._listening.close()
        self.session.close()

    def begin(self, length: int, sent: bytes = b"") -> socket.socket:
        """A connection on which a file of this length has begun to come."""
        connection = socket.create_connection(("127.0.0.1", self.port), timeout=20)
        connection.sendall(
            f"PUT /files?name=x.txt HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\nOrigin: http://127.0.0.1:{self.port}\r\n"
            f"Cookie: policy-extract-{self.port}={TOKEN}\r\nContent-Length: {length}\r\n\r\n".encode()
            + sent
        )
        return connection

    def listed(self) -> int:
        """How many files it knows; it has to answer."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        connection.request("GET", "/files", headers={"Cookie": f"policy-extract-{self.port}={TOKEN}"})
        answer = connection.getresponse().read()
        connection.close()
        return answer.count(b'"id"')

    def left(self) -> list[str]:
        """The folders of its files."""
        return [path.name for path in self.session._root.iterdir()]

    def empty(self) -> bool:
        """Whether nothing is left, soon."""
        ends = time.monotonic() + 10
        while self.left() and time.monotonic() < ends:
            time.sleep(0.02)
        return self.left() == []


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Here]:
    """The application, its temporary files where the test can see them."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    started = Here()
    yield started
    started.close()


def code(connection: socket.socket) -> int:
    """The code of the answer."""
    answer = connection.recv(1000)
    connection.close()
    return int(answer.split()[1])


def test_a_file_that_stops_coming_is_given_up(here: Here, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server, "_SILENCE", 0.1)
    assert code(here.begin(1000, b"a" * 10)) == 408
    assert here.empty()


def test_a_file_that_drips_is_given_up_while_others_are_answered(here: Here, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server, "_LONGEST", 1.5)
    connection = here.begin(1000)
    connection.settimeout(0.05)
    answer, drops = b"", 0
    while not answer and drops < 400:
        try:
            connection.sendall(b"a")
            drops += 1
            answer = connection.recv(1000)
        except TimeoutError:
            assert here.listed() == 0
    assert answer.startswith(b"HTTP/1.1 408")
    assert drops > 3
    assert here.empty()
    connection.close()


def test_a_file_that_is_broken_off_leaves_nothing(here: Here) -> None:
    here.begin(1000, b"a").close()
    assert here.empty()
    assert here.listed() == 0


def test_no_more_is_taken_of_a_file_than_was_announced(here: Here) -> None:
    assert code(here.begin(5, "甲。".encode() + b"x" * 5_000)) == 201
    assert [path.stat().st_size for path in here.session._root.glob("*/source")] == [5]


def test_files_that_are_on_their_way_count_as_files(here: Here, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(session, "MOST_BYTES", 1000)
    first = here.begin(600, b"a")
    ends = time.monotonic() + 10
    while not here.left() and time.monotonic() < ends:
        time.sleep(0.02)
    assert code(here.begin(600, b"a")) == 413
    first.close()
    assert here.empty()
    assert code(here.begin(3, b"abc")) == 201


def test_a_full_disk_is_told(here: Here, monkeypatch: pytest.MonkeyPatch) -> None:
    async def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(server, "_kept", full)
    assert code(here.begin(3, b"abc")) == 507
    assert here.empty()


@pytest.mark.full
def test_a_huge_file_passes_in_small_pieces(tmp_path: Path) -> None:
    running = Running(tmp_path)
    before = running.peak()
    [huge, plan] = running.read(running.send("x.bin", bytes(200 * 2**20)), running.send("方案.txt", PLAN))
    assert (huge["state"], plan["state"]) == ("failed", "done")
    assert running.peak() - before < 32 * 2**20
    running.end()
