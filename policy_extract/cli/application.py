"""`app`: the application for people without a command line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policy_extract.cli.exit_codes import DONE
from policy_extract.errors import OutputError
from policy_extract.missing_packages import install_command

if TYPE_CHECKING:
    from policy_extract.cli.voice import Voice


def run_application(port: int, seconds: float, megabytes: int, voice: Voice, *, browser: bool) -> int:
    """The exit code after Ctrl-C.

    Fails: OutputError where its packages are missing, or the port cannot be had.
    """
    try:
        from policy_extract.app.serving import serve
    except ModuleNotFoundError as error:
        raise OutputError(
            f"the application needs the packages starlette and uvicorn; install with {install_command('starlette', 'uvicorn')}"
        ) from error
    from policy_extract.app.workers import Limits

    def say(address: str) -> None:
        voice.say("The application runs at {address}", address=address)
        voice.say("Ctrl-C ends it; it is for one person, on this machine")

    serve(port, Limits(seconds, megabytes), voice.language, say, browser=browser)
    return DONE
