"""The application, started as people start it, and a browser's requests to it."""

from __future__ import annotations

import http.client
import json
import os
import re
import signal
import subprocess
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import quote, urlsplit

from tests.collectors.program import COMMAND, hear_signals

if TYPE_CHECKING:
    from collections.abc import Mapping

PLAN = """\
澜州市养老服务行动方案
（2026—2028年）
一、总体要求
到2028年底，建成智慧养老院100家以上。
二、主要任务
1.健全保障体系。提高津贴标准。（责任单位：*市人社局、市民政局）
2.建设服务设施。建成养老中心10个。（责任单位：市民政局）
"""


class Answer(NamedTuple):
    """What came back."""

    code: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)


class Running:
    """The application in a process of its own, with a folder for temporary files of its own."""

    def __init__(self, folder: Path, *options: str, language: str = "en") -> None:
        self.folder = folder
        environ = os.environ | {"TMPDIR": str(folder), "POLICY_EXTRACT_LANG": language}
        self.process = subprocess.Popen(
            [COMMAND, "app", "--no-browser", *options],
            stderr=subprocess.PIPE, text=True, env=environ, preexec_fn=hear_signals, cwd=folder,  # noqa: PLW1509  it calls signal alone
        )  # fmt: skip
        assert self.process.stderr is not None
        said = self.process.stderr.readline()
        self.address = re.search(r"http\S+", said)[0]  # type: ignore[index]
        self.host = urlsplit(self.address).netloc
        self.origin = f"http://{self.host}"
        self.cookie = (
            self.ask("GET", urlsplit(self.address).query, as_query=True).headers["set-cookie"].partition(";")[0]
        )

    def ask(
        self, method: str, path: str, body: bytes | None = None, *, as_query: bool = False, **headers: str | None
    ) -> Answer:
        """The answer to a request as our own page sends it, but for these headers; None leaves one out."""
        usual = {
            "Host": self.host,
            "Cookie": getattr(self, "cookie", ""),
            "Origin": self.origin if method != "GET" else None,
        }
        sent = usual | {name.replace("_", "-"): value for name, value in headers.items()}
        connection = http.client.HTTPConnection(self.host, timeout=60)
        connection.putrequest(method, f"/?{path}" if as_query else path, skip_host=True, skip_accept_encoding=True)
        if body is not None and "Content-Length" not in sent:
            sent["Content-Length"] = str(len(body))
        for name, value in sent.items():
            if value is not None:
                connection.putheader(name, value)
        connection.endheaders(body)
        answer = connection.getresponse()
        found = Answer(answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read())
        connection.close()
        return found

    def send(self, name: str, data: bytes | str) -> str:
        """The id of a file that is sent."""
        data = data.encode() if isinstance(data, str) else data
        answer = self.ask("PUT", f"/files?name={quote(name, safe='')}", data)
        assert answer.code == 201, answer
        return answer.json["id"]  # type: ignore[no-any-return]

    def read(self, *ids: str, seconds: float = 90) -> list[dict[str, Any]]:
        """What became of these files, once all are read."""
        ends = time.monotonic() + seconds
        while time.monotonic() < ends:
            found = {one["id"]: one for one in self.ask("GET", "/files").json}
            if all(found[name]["state"] in {"done", "failed"} for name in ids):
                return [found[name] for name in ids]
            time.sleep(0.1)
        raise AssertionError("it takes too long")

    def workers(self) -> list[int]:
        """The processes it has started."""
        children = Path(f"/proc/{self.process.pid}/task").glob("*/children")
        return [int(pid) for path in children for pid in path.read_text(encoding="ascii").split()]

    def peak(self, *pids: int) -> int:
        """The most memory that it, or these processes together, have held in RAM."""
        said = [Path(f"/proc/{pid}/status").read_text(encoding="ascii") for pid in pids or (self.process.pid,)]
        return sum(int(re.search(r"VmHWM:\s+(\d+) kB", text)[1]) for text in said) * 1024  # type: ignore[index]

    def end(self, number: int = signal.SIGINT) -> int:
        """The exit code after a signal."""
        self.process.send_signal(number)
        code = self.process.wait(20)
        assert self.process.stderr is not None
        self.process.stderr.close()
        return code

    def left(self) -> list[str]:
        """The files that it has left in the folder for temporary files."""
        return [path.name for path in self.folder.glob("policy-extract-*")]
