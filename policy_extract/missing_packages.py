"""What to type to add a package that this installation lacks."""

from __future__ import annotations

import sys
from importlib.util import find_spec
from pathlib import Path


def install_command(*packages: str) -> str:
    """A command that installs these packages beside this program.

    pipx and uv give a program an environment of its own, in which `pip install`
    from a shell changes nothing, and which has no pip. So the command is that of
    the tool that made the environment.
    """
    names = " ".join(packages)
    if (Path(sys.prefix) / "pipx_metadata.json").exists():
        return f"pipx inject policy-extract {names}"
    if find_spec("pip") is None:
        return f'uv pip install --python "{sys.executable}" {names}'
    return f'"{sys.executable}" -m pip install {names}'
