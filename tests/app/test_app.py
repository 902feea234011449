"""The application as a browser, and as an attacker, meets it."""

from __future__ import annotations

import io
import os
import signal
import time
import zipfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

pytest.importorskip("starlette", reason="the packages starlette and uvicorn are not installed (the extra app)")

from running import PLAN, Running

from policy_extract.app import workers
from policy_extract.app.workers import Limits, Workers
from policy_extract.batch.processes import cores

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """The application, running."""
    running = Running(tmp_path_factory.mktemp("app"))
    yield running
    running.end()


# ---------------------------------------------------------------- who may ask


@pytest.mark.parametrize("host", ["evil.example", "evil.example:80", "127.0.0.1", "127.0.0.1:1", ""])
def test_a_name_that_was_turned_to_this_machine_is_refused(app: Running, host: str) -> None:
    assert app.ask("GET", "/", Host=host).code in {400, 403}


def test_without_the_cookie_nothing_is_told(app: Running) -> None:
    for path in ("/", "/files", "/files/1/page", "/made/xlsx?id=1"):
        answer = app.ask("GET", path, Cookie=None)
        assert (answer.code, b"<html" in answer.body) == (403, False)


def test_a_wrong_token_or_cookie_is_refused(app: Running) -> None:
    assert app.ask("GET", "/?token=guessed").code == 403
    assert app.ask("GET", "/", Cookie=app.cookie[:-1]).code == 403
    assert app.ask("GET", "/", Cookie='a=\x7f"; =').code == 403


def test_the_token_becomes_a_cookie_that_other_sites_and_scripts_do_not_see(app: Running) -> None:
    answer = app.ask("GET", app.address.partition("/?")[2], as_query=True, Cookie=None)
    assert answer.code == 303
    assert answer.headers["location"] == "/"
    assert "HttpOnly" in answer.headers["set-cookie"]
    assert "SameSite=strict" in answer.headers["set-cookie"]


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "https://127.0.0.1", "http://127.0.0.1:1", None])
@pytest.mark.parametrize("method", ["PUT", "DELETE", "POST"])
def test_another_site_can_send_nothing(app: Running, method: str, origin: str | None) -> None:
    before = len(app.ask("GET", "/files").json)
    assert app.ask(method, "/files?name=x.txt", PLAN.encode(), Origin=origin).code == 403
    assert len(app.ask("GET", "/files").json) == before


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_another_site_can_ask_for_nothing(app: Running, site: str) -> None:
    assert app.ask("GET", "/files", Sec_Fetch_Site=site).code == 403


def test_every_answer_is_for_its_own_page_alone(app: Running) -> None:
    for path, code in (("/", 200), ("/files", 200), ("/nothing", 404)):
        answer = app.ask("GET", path)
        assert answer.code == code
    headers = app.ask("GET", "/").headers
    assert headers["x-frame-options"] == "DENY"
    assert headers["cross-origin-resource-policy"] == "same-origin"
    assert headers["cache-control"] == "no-store"
    assert "server" not in headers


# ---------------------------------------------------------------- files


def test_a_file_becomes_a_page_and_json(app: Running) -> None:
    [one] = app.read(app.send("方案.txt", PLAN))
    assert (one["state"], one["summary"]["title"], one["summary"]["tasks"]) == ("done", "澜州市养老服务行动方案", 2)
    assert ["民政部门", 0, 1, 1] in one["summary"]["bodies"]
    page = app.ask("GET", f"/files/{one['id']}/page")
    assert page.body.startswith(b"<!DOCTYPE html>")
    assert page.headers["content-security-policy"].startswith("sandbox ")
    saved = app.ask("GET", f"/files/{one['id']}/json")
    assert saved.json["source"]["name"] == "方案.txt"
    assert saved.headers["content-disposition"] == "attachment; filename*=UTF-8''%E6%96%B9%E6%A1%88.json"


def test_several_files_become_a_comparison_a_workbook_and_a_ledger(app: Running) -> None:
    ids = [app.send("旧稿.txt", PLAN), app.send("新稿.txt", PLAN.replace("10个", "20个"))]
    app.read(*ids)
    query = "&".join(f"id={name}" for name in ids)
    assert "20" in app.ask("GET", f"/made/page?{query}").body.decode()
    for what, inside in (("docx", "word/document.xml"), ("xlsx", "xl/workbook.xml"), ("ledger", "xl/workbook.xml")):
        answer = app.ask("GET", f"/made/{what}?{query}")
        assert inside in zipfile.ZipFile(io.BytesIO(answer.body)).namelist()
        assert answer.headers["content-disposition"].startswith("attachment; filename*=UTF-8''")
    assert app.ask("GET", f"/made/page?id={ids[0]}").code == 404


def test_what_is_no_document_is_told_and_stops_nothing(app: Running) -> None:
    bad, good = app.read(app.send("x.png", b"\x89PNG\r\n\x1a\n" + bytes(100)), app.send("方案.txt", PLAN))
    assert bad["state"] == "failed"
    assert "the file is" in bad["error"]
    assert good["state"] == "done"
    assert app.ask("GET", f"/files/{bad['id']}/page").code == 404


def bomb() -> bytes:
    """A small Word file with a part of a gigabyte."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("[Content_Types].xml", "<Types/>")
        with file.open("word/document.xml", "w", force_zip64=True) as part:
            for _ in range(200):
                part.write(bytes(5 * 2**20))
    return packed.getvalue()


def test_a_zip_bomb_is_refused(app: Running) -> None:
    [one] = app.read(app.send("bomb.docx", bomb()))
    assert one["state"] == "failed"


def test_what_is_too_large_or_of_no_length_is_refused_unread(app: Running) -> None:
    assert app.ask("PUT", "/files?name=x", b"", **{"Content-Length": str(10**10)}).code == 413
    answer = app.ask("PUT", "/files?name=x", None, Transfer_Encoding="chunked", Content_Length=None)
    assert answer.code in {400, 411}


HOSTILE_NAMES = (
    "../../../etc/passwd", "..\\..\\x.docx", "/etc/passwd", "a\r\nSet-Cookie: x=1.docx", "<img src=x onerror=alert(1)>.docx",
    "\x1b[2J::error::x.txt", "方" * 5000, "\u202etxt.exe", "con.txt", "..", "", "%2e%2e%2f.docx", "a\x00b.txt", "🏮.txt",
)  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE_NAMES, ids=[ascii(name)[:20] for name in HOSTILE_NAMES])
def test_a_hostile_name_is_a_name(app: Running, name: str) -> None:
    [one] = app.read(app.send(name, PLAN))
    assert one["state"] == "done"
    assert len(one["name"]) <= 255
    saved = app.ask("GET", f"/files/{one['id']}/json")
    called = saved.headers["content-disposition"]
    assert "set-cookie" not in saved.headers
    assert all(char not in called for char in "/\\<>\r\n\x1b")
    assert b"<img" not in app.ask("GET", f"/files/{one['id']}/page").body


@pytest.mark.parametrize(
    "path",
    ["/files/..%2f..%2fetc/page", "/files/1/..%2fsource", "/files/1/source", "/files/999/page", "/made/source?id=1", "/made/page", "/../x"],
)  # fmt: skip
def test_a_path_leads_nowhere_else(app: Running, path: str) -> None:
    assert app.ask("GET", path).code == 404


def test_two_tabs_see_the_same_files(app: Running) -> None:
    name = app.send("方案.txt", PLAN)
    with ThreadPoolExecutor(2) as tabs:
        seen = [*tabs.map(lambda _: app.read(name)[0]["state"], range(2))]
    assert seen == ["done", "done"]


# ---------------------------------------------------------------- what goes wrong


LONG = PLAN + "3.加强管理。" * 200_000


def kill(app: Running, times: int) -> None:
    """Kill all processes that read, so many times, each time once they have begun."""
    dead: set[int] = set()
    ends = time.monotonic() + 30
    while times and time.monotonic() < ends:
        living = set(app.workers()) - dead
        if living and any(one["state"] == "reading" for one in app.ask("GET", "/files").json):
            times -= 1
            dead |= living
            for pid in living:
                os.kill(pid, signal.SIGKILL)
        time.sleep(0.02)


def test_what_kills_a_worker_once_costs_nothing(app: Running) -> None:
    slow = app.send("慢.txt", LONG)
    kill(app, 1)
    both = app.read(slow, app.send("方案.txt", PLAN))
    assert [one["state"] for one in both] == ["done", "done"]


def test_a_file_that_kills_its_workers_costs_itself_alone(app: Running) -> None:
    slow = app.send("慢.txt", LONG)
    kill(app, 2)
    lost, good = app.read(slow, app.send("方案.txt", PLAN))
    assert (lost["state"], good["state"]) == ("failed", "done")
    assert "SIGKILL" in lost["error"]


def test_a_worker_reads_one_file_after_the_other(app: Running) -> None:
    app.read(*(app.send(f"{number}.txt", PLAN) for number in range(2 * cores())))
    before = set(app.workers())
    app.read(app.send("方案.txt", PLAN))
    assert set(app.workers()) == before
    assert 1 <= len(before) <= cores()


def job(folder: Path) -> dict[str, str]:
    (folder / "source").write_text(PLAN, encoding="utf-8")
    return {"do": "read", "folder": str(folder), "name": "x.txt", "language": "en"}


def test_a_job_that_takes_too_long_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "_STARTING", 0)
    assert str(Workers(Limits(0.01, 1024)).run(job(tmp_path))).startswith("reading it took longer than 0.01 s")


def test_a_process_that_holds_much_memory_does_no_other_job(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "_KEPT", 0.0)
    some = Workers(Limits(60, 1024))
    assert some.run(job(tmp_path)) is None
    assert some._waiting == []
    some.close()


def test_a_job_that_takes_too_much_memory_is_ended(tmp_path: Path) -> None:
    assert str(Workers(Limits(60, 20)).run(job(tmp_path))).startswith("reading it took more than 20 MB of memory")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_whatever_ends_it_nothing_is_left(tmp_path: Path, number: int) -> None:
    running = Running(tmp_path)
    running.send("方案.txt", PLAN)
    assert len(running.left()) == 1
    pids = running.workers()
    assert running.end(number) == 0
    assert running.left() == []
    assert [pid for pid in pids if Path(f"/proc/{pid}").exists()] == []


def test_cleared_files_are_gone(tmp_path: Path) -> None:
    running = Running(tmp_path)
    running.read(running.send("方案.txt", PLAN))
    assert running.ask("DELETE", "/files").code == 204
    assert running.ask("GET", "/files").json == []
    assert list(tmp_path.glob("policy-extract-*/*")) == []
    running.end()


def test_a_port_that_is_taken_is_one_line(app: Running, capfd: pytest.CaptureFixture[str]) -> None:
    from policy_extract.cli.start import run

    assert run(["app", "--no-browser", "--port", app.host.partition(":")[2]], {}) == 2
    assert capfd.readouterr().err == (
        "policy-extract: no port of this machine can be used: Address already in use; name another with --port\n"
    )


@pytest.mark.full
@pytest.mark.timeout(900)
def test_a_hundred_files_at_once_are_all_read_in_bounded_memory(tmp_path: Path) -> None:
    running = Running(tmp_path)
    with ThreadPoolExecutor(20) as senders:
        ids = [
            *senders.map(lambda number: running.send(f"{number}.txt", PLAN.replace("10个", f"{number}个")), range(100))
        ]
    found = running.read(*ids, seconds=600)
    assert {one["state"] for one in found} == {"done"}
    assert len({one["name"] for one in found}) == 100
    assert running.peak() < 200 * 2**20
    assert len(running.workers()) <= cores()
    assert running.peak(*running.workers()) < 200 * 2**20 * cores()
    running.end()
