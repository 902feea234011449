"""What the page asks for, and what it gets. Nothing here reads a document: that is for workers."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING
from urllib.parse import quote

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import FileResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from policy_extract.app.guard import HEADERS, Guard
from policy_extract.app.jobs import PAGE, PLAN, SOURCE
from policy_extract.app.page import app_page
from policy_extract.app.session import MADE
from policy_extract.files import LARGEST_INPUT
from policy_extract.lexical.lines import one_line
from policy_extract.messages import say, say_error

if TYPE_CHECKING:
    from pathlib import Path

    from starlette.types import ASGIApp, Receive, Scope, Send

    from policy_extract.app.session import Sent, Session

_SILENCE = 30.0
"""Seconds without a byte after which an upload is abandoned."""
_LONGEST = 600.0
"""Seconds that one upload may take; on the same machine even the largest takes only a few."""
_LONGEST_NAME = 255
_SANDBOX = "sandbox allow-scripts allow-modals"
"""Content policy of pages made from documents: they run their own script but have no origin, so they cannot request anything from this server."""
_HTML = "text/html; charset=utf-8"
_TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
    "html": _HTML,
}


def make_app(session: Session, guard: Guard) -> ASGIApp:
    """The application: every request passes the guard first."""
    here = _Routes(session)
    routes = [
        Route("/", here.home),
        Route("/files", here.listed, methods=["GET"]),
        Route("/files", here.sent, methods=["PUT"]),
        Route("/files", here.cleared, methods=["DELETE"]),
        Route("/files/{id}/{what}", here.one),
        Route("/made/{what}", here.several),
    ]
    return _guarded(Starlette(routes=routes), guard)


def _guarded(app: ASGIApp, guard: Guard) -> ASGIApp:
    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        refusal = guard.refusal(Request(scope))
        await (refusal or app)(scope, receive, send)

    return answer


class _Routes:
    """The answers, for one session."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._home = app_page(session.language)

    async def home(self, _: Request) -> Response:
        """The page itself."""
        return Response(self._home, media_type=_HTML, headers=HEADERS)

    async def listed(self, _: Request) -> Response:
        """All files, and what became of them."""
        return JSONResponse([one.told() for one in self._session.files()], headers=HEADERS)

    async def cleared(self, _: Request) -> Response:
        """Forget all files."""
        await run_in_threadpool(self._session.clear)
        return Response(status_code=204, headers=HEADERS)

    async def sent(self, request: Request) -> Response:
        """The id of the file that this request carries."""
        name = one_line(request.query_params.get("name", ""))[-_LONGEST_NAME:] or "-"
        length = request.headers.get("content-length", "")
        if not length.isdecimal():
            return self._refused(411, "it does not say how long it is; send it again")
        if int(length) > LARGEST_INPUT:
            return self._refused(413, f"it is larger than {LARGEST_INPUT // 2**20} MB; a plan document is not")
        folder = self._session.coming(int(length))
        if folder is None:
            return self._refused(413, "there are too many files; clear the list first")
        refusal = await self._received(request, folder)
        if refusal is not None:
            self._session.given_up(folder)
            return refusal
        return JSONResponse({"id": self._session.add(name, folder).id}, 201, HEADERS)

    async def _received(self, request: Request, folder: Path) -> Response | None:
        """Why an upload was not completed; None where the file is in its folder."""
        try:
            async with asyncio.timeout(None) as patience:
                await _kept(request, folder / SOURCE, patience)
        except TimeoutError:
            return self._refused(408, "it stopped coming; send it again")
        except ClientDisconnect:
            return Response(status_code=400, headers=HEADERS)
        except OSError as error:
            return self._refused(507, f"it cannot be kept ({error.strerror}); make room on the disk")
        return None

    async def one(self, request: Request) -> Response:
        """The page or the JSON of one file."""
        sent = self._session.file(request.path_params["id"])
        what = request.path_params["what"]
        if sent is None or sent.state != "done" or what not in {"page", "html", "json"}:
            return _missing()
        path = sent.folder / (PLAN if what == "json" else PAGE)
        return _shown(path) if what == "page" else _saved(path, what, sent.name)

    async def several(self, request: Request) -> Response:
        """What is made of several files: a comparison, a workbook, a ledger."""
        what = request.path_params["what"]
        files = [sent for name in request.query_params.getlist("id") if (sent := self._session.file(name))]
        if (
            what not in MADE
            or not files
            or any(one.state != "done" for one in files)
            or (MADE[what][0] == "compare" and len(files) != 2)
        ):
            return _missing()
        job, result = MADE[what]
        folder, error = await run_in_threadpool(self._session.made, job, files)
        if folder is None:
            return PlainTextResponse(error + "\n", 422, HEADERS)
        path = folder / result
        return _shown(path) if what == "page" else _saved(path, path.suffix[1:], self._called(what, files))

    def _called(self, what: str, files: list[Sent]) -> str:
        """What a file that is made of several is called when it is saved."""
        names = {
            "docx": say(self._session.language, "table of changes"),
            "xlsx": say(self._session.language, "plans"),
            "ledger": say(self._session.language, "ledger"),
        }
        return f"{_stem(files[-1].name)} {names[what]}" if len(files) < 3 else names[what]

    def _refused(self, code: int, english: str) -> Response:
        return JSONResponse({"error": say_error(self._session.language, english)}, code, HEADERS)


async def _kept(request: Request, path: Path, patience: asyncio.Timeout) -> None:
    """Write the body of a request into a file, piece by piece, and no more of it than was announced."""
    clock = asyncio.get_running_loop().time
    ends = clock() + _LONGEST
    patience.reschedule(min(clock() + _SILENCE, ends))
    with path.open("wb") as file:
        async for piece in request.stream():
            patience.reschedule(min(clock() + _SILENCE, ends))
            file.write(piece)


def _missing() -> Response:
    return PlainTextResponse("there is none\n", 404, HEADERS)


def _shown(path: Path) -> Response:
    return FileResponse(path, media_type=_HTML, headers=HEADERS | {"Content-Security-Policy": _SANDBOX})


def _saved(path: Path, kind: str, name: str) -> Response:
    """A file to be saved under a name that any system takes."""
    called = quote(f"{_stem(name)}.{kind}", safe="")
    headers = HEADERS | {
        "Content-Disposition": f"attachment; filename*=UTF-8''{called}",
        "Content-Security-Policy": _SANDBOX,
    }
    return FileResponse(path, media_type=_TYPES[kind], headers=headers)


def _stem(name: str) -> str:
    """The name without its ending, and without what a path could be made of."""
    plain = "".join("_" if char in '/\\:*?"<>|' or not char.isprintable() else char for char in name)
    stem = plain.rpartition(".")[0] or plain
    return stem.strip(". ") or "plan"
