"""Start and end of the application: it takes a port, opens the browser with a token, and deletes everything when it ends."""

from __future__ import annotations

import secrets
import signal
import socket
import webbrowser
from contextlib import suppress
from typing import TYPE_CHECKING

import uvicorn

from policy_extract.app.guard import Guard
from policy_extract.app.server import make_app
from policy_extract.app.session import Session
from policy_extract.app.workers import Workers
from policy_extract.errors import OutputError

if TYPE_CHECKING:
    from collections.abc import Callable

    from policy_extract.app.workers import Limits
    from policy_extract.messages import Language

_ADDRESS = "127.0.0.1"
_MOST_CONNECTIONS = 100
_PATIENCE = 2
"""Seconds that answers in progress may still take when the application is ended."""


def serve(port: int, limits: Limits, language: Language, say: Callable[[str], None], *, browser: bool) -> None:
    """Run the application until Ctrl-C, then delete its files.

    `say` is called with the address and its token; port 0 takes any that is free.

    Fails: OutputError where the port cannot be had.
    """
    with _listening(port) as listening:
        here = listening.getsockname()[1]
        token = secrets.token_urlsafe(32)
        workers = Workers(limits)
        session = Session(workers, language)
        address = f"http://{_ADDRESS}:{here}/?token={token}"
        signal.signal(signal.SIGTERM, signal.default_int_handler)  # however it ends, no file is left behind
        try:
            workers.warm()
            say(address)
            if browser:
                webbrowser.open(address)
            with suppress(KeyboardInterrupt):
                _server(session, Guard(token, here)).run([listening])
        finally:
            session.close()


def _listening(port: int) -> socket.socket:
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((_ADDRESS, port))
        listening.listen()  # a browser that is quicker than the server waits
    except OSError as error:
        listening.close()
        raise OutputError(f"no port of this machine can be used: {error.strerror}; name another with --port") from error
    return listening


def _server(session: Session, guard: Guard) -> uvicorn.Server:
    return uvicorn.Server(
        uvicorn.Config(
            make_app(session, guard),
            http="h11",
            ws="none",
            lifespan="off",
            log_config=None,
            access_log=False,
            server_header=False,
            proxy_headers=False,
            limit_concurrency=_MOST_CONNECTIONS,
            timeout_graceful_shutdown=_PATIENCE,
        )
    )
