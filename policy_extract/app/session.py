"""What one person has sent: files in a folder of the session, read by workers, gone when the session ends."""

from __future__ import annotations

import json
import shutil
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any

from policy_extract.app.jobs import CHANGES, ERROR, LEDGER, PAGE, PLAN, SOURCE, SUMMARY, WORKBOOK
from policy_extract.messages import say_error
from policy_extract.records import mutable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from policy_extract.app.workers import Workers
    from policy_extract.messages import Language

MOST_FILES = 2_000
MOST_BYTES = 2 * 2**30
"""Of all files of a session together."""
_AT_ONCE = 64
"""Jobs that may wait for a worker; more are kept in the queue."""


@mutable
class Sent:
    """A file that was sent, and what became of it."""

    id: str
    name: str
    folder: Path
    size: int
    state: str = "waiting"
    """waiting, reading, done, failed."""
    error: str = ""
    since: float = 0.0
    """When it began to be read."""
    summary: Any = None

    def told(self) -> dict[str, Any]:
        """What the page is told of it."""
        seconds = round(time.monotonic() - self.since) if self.state == "reading" else 0
        said = {"id": self.id, "name": self.name, "state": self.state, "error": self.error, "seconds": seconds}
        return said | {"summary": self.summary}


class Session:
    """The files of one person, until the application ends."""

    def __init__(self, workers: Workers, language: Language) -> None:
        self.language = language
        self._workers = workers
        self._root = Path(tempfile.mkdtemp(prefix="policy-extract-"))
        self._lock = threading.Lock()
        self._pool = ThreadPoolExecutor(_AT_ONCE)
        self._files: dict[str, Sent] = {}
        self._coming: dict[Path, int] = {}
        """Folders of files that are on their way, with the room kept for them."""
        self._made: dict[tuple[str, ...], Path] = {}
        self._last = 0

    # ------------------------------------------------------------ files

    def coming(self, size: int) -> Path | None:
        """An empty folder for a file of this size; None where there is no room for one more."""
        with self._lock:
            sizes = [*(one.size for one in self._files.values()), *self._coming.values(), size]
            if len(sizes) > MOST_FILES or sum(sizes) > MOST_BYTES:
                return None
            folder = self._new_folder()
            self._coming[folder] = size
            return folder

    def given_up(self, folder: Path) -> None:
        """Forget a file whose upload was not completed."""
        with self._lock:
            del self._coming[folder]
        shutil.rmtree(folder, ignore_errors=True)

    def add(self, name: str, folder: Path) -> Sent:
        """The file that has come into its folder, to be read as soon as there is a worker."""
        sent = Sent(folder.name, name, folder, (folder / SOURCE).stat().st_size)
        with self._lock:
            del self._coming[folder]
            self._files[sent.id] = sent
        self._pool.submit(self._read, sent)
        return sent

    def files(self) -> list[Sent]:
        """All files, in the order they came."""
        with self._lock:
            return [*self._files.values()]

    def file(self, name: str) -> Sent | None:
        """The file with this id."""
        with self._lock:
            return self._files.get(name)

    def clear(self) -> None:
        """Forget all files."""
        with self._lock:
            gone, self._files, self._made = [*self._files.values()], {}, {}
        for one in gone:
            shutil.rmtree(one.folder, ignore_errors=True)

    def close(self) -> None:
        """End what is being done, and remove all that was sent and made."""
        self._workers.close()
        self._pool.shutdown(cancel_futures=True)
        shutil.rmtree(self._root, ignore_errors=True)

    def _read(self, sent: Sent) -> None:
        job = {"do": "read", "folder": str(sent.folder), "name": sent.name, "language": self.language}
        error = self._workers.run(job, lambda: self._begun(sent))
        sent.error = self._said(sent.folder, error)
        if not sent.error:
            sent.summary = json.loads((sent.folder / SUMMARY).read_bytes())
        sent.state = "failed" if sent.error else "done"

    @staticmethod
    def _begun(sent: Sent) -> None:
        sent.since = time.monotonic()
        sent.state = "reading"

    def _said(self, folder: Path, error: str | None) -> str:
        """What went wrong, in the reader's language; "" where nothing did."""
        if error is not None:
            return say_error(self.language, error)
        try:
            return str(json.loads((folder / ERROR).read_bytes())["error"])
        except FileNotFoundError:
            return ""

    def _new_folder(self) -> Path:
        """An empty folder of the session's own; the lock is held."""
        self._last += 1
        folder = self._root / str(self._last)
        folder.mkdir()
        return folder

    # ------------------------------------------------------------ what is made of several

    def made(self, what: str, files: Sequence[Sent]) -> tuple[Path | None, str]:
        """(folder, "") or (None, error message). Made on the first call, then reused."""
        key = (what, *(one.id for one in files))
        with self._lock:
            folder = self._made.get(key)
        if folder is not None:
            return folder, ""
        with self._lock:
            folder = self._new_folder()
        plans = [str(one.folder / PLAN) for one in files]
        job = {"do": what, "folder": str(folder), "plans": plans, "language": self.language}
        if error := self._said(folder, self._workers.run(job)):
            return None, error
        with self._lock:
            self._made[key] = folder
        return folder, ""


MADE = {
    "page": ("compare", PAGE),
    "docx": ("compare", CHANGES),
    "xlsx": ("export", WORKBOOK),
    "ledger": ("ledger", LEDGER),
}
"""What can be made of several files: the job, and the file it leaves."""
