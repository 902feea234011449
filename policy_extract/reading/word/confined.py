"""`python confined.py SECONDS BYTES PROGRAM…`: runs a program without a network, within bounds of time and memory.

It is a program of its own and imports nothing of this package: what it gives
up it cannot get back. Where the system knows no such bounds (Windows), the
caller's own time limit is what holds.
"""

from __future__ import annotations

import ctypes
import os
import sys

_NEW_USER = 0x10000000
_NEW_NETWORK = 0x40000000
_LARGEST_FILE = 256 * 2**20


def confine(seconds: int, memory: int) -> None:
    """Give up all but so much processor time and memory, and the network, as far as the system lets us."""
    try:
        import resource  # noqa: PLC0415  # not on Windows
    except ImportError:
        return
    for kind, most in (
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_FSIZE, _LARGEST_FILE),
        (resource.RLIMIT_CORE, 0),
    ):
        _, hard = resource.getrlimit(kind)
        resource.setrlimit(kind, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))
    if sys.platform == "linux":
        ctypes.CDLL(None).unshare(_NEW_USER | _NEW_NETWORK)  # where it is not allowed, the profile's dead proxy is left


if __name__ == "__main__":
    confine(int(sys.argv[1]), int(sys.argv[2]))
    os.execv(sys.argv[3], sys.argv[3:])  # noqa: S606  # no shell is wanted
