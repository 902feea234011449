"""A heap of documents for batches: copies, mutations, and a few that are broken, each in a way of its own."""

from __future__ import annotations

import copy
import io
import random
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.documents import DOCUMENT, SAMPLES

if TYPE_CHECKING:
    from collections.abc import Callable

REAL = Path(__file__).resolve().parents[2] / "shared" / "corpus"
BROKEN_EACH = 20
"""Every how manieth file is broken."""
_CHANGES = 5


def make_heap(folder: Path, count: int) -> int:
    """How many of the `count` files that now stand below the folder are broken: five in a hundred."""
    originals = [(path, path.read_bytes()) for path in _originals()]
    broken = 0
    for number in range(count):
        path, data = originals[number % len(originals)]
        chance = random.Random(number)
        target = folder / f"{number % 20:02}" / f"{number:05}{path.suffix}"
        target.parent.mkdir(parents=True, exist_ok=True)
        if number % BROKEN_EACH == BROKEN_EACH - 1:
            target.write_bytes(BREAKS[broken % len(BREAKS)](data, chance))
            broken += 1
        else:
            target.write_bytes(mutated(data, chance) if number >= len(originals) else data)
    return broken


def mutated(data: bytes, chance: random.Random) -> bytes:
    """The document with a few paragraphs moved, doubled or taken out."""
    if not data.startswith(b"PK"):
        return _shuffled(data, chance)
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for entry in source.infolist():
            content = source.read(entry)
            target.writestr(entry.filename, _changed(content, chance) if entry.filename == DOCUMENT else content)
    return out.getvalue()


def _originals() -> list[Path]:
    """The samples, and real documents where they are at hand."""
    samples = [path for path in sorted(SAMPLES.glob("*/source.*")) if path.suffix != ".py"]
    return samples + sorted(
        path for path in REAL.glob("*/*") if path.suffix in {".docx", ".txt", ".md"} and path.stem != "README"
    )


def _shuffled(data: bytes, chance: random.Random) -> bytes:
    end = b"\n" if data.count(b"\n") > 2 * _CHANGES else "。".encode()
    lines = data.split(end)
    for _ in range(_CHANGES):
        line = lines.pop(chance.randrange(len(lines)))
        for _ in range(chance.randrange(3)):
            lines.insert(chance.randrange(len(lines) + 1), line)
    return end.join(lines)


def _changed(document: bytes, chance: random.Random) -> bytes:
    from lxml import etree  # noqa: PLC0415  only this benchmark needs it

    root = etree.fromstring(document)
    body = root[0]
    for _ in range(_CHANGES):
        block = body[chance.randrange(len(body) - 1)]  # the last are the properties of the section
        body.remove(block)
        for _ in range(chance.randrange(3)):
            body.insert(chance.randrange(len(body)), copy.deepcopy(block))
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _cut(data: bytes, chance: random.Random) -> bytes:
    return b"PK\x03\x04" + data[4 : chance.randrange(10, len(data) // 2)]


def _scrambled(data: bytes, chance: random.Random) -> bytes:
    """A zip whose packed bytes are changed in the middle."""
    changed = bytearray(data if data.startswith(b"PK") else _zip(DOCUMENT, data))
    for _ in range(40):
        changed[chance.randrange(30, len(changed) // 2)] = chance.randrange(256)
    return bytes(changed)


def _zip(name: str, content: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        target.writestr(name, content)
    return out.getvalue()


BREAKS: list[Callable[[bytes, random.Random], bytes]] = [
    lambda _, __: b"",
    lambda _, __: b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n",
    _cut,
    lambda _, __: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504),
    _scrambled,
    lambda _, chance: chance.randbytes(3000),
    lambda _, __: _zip("folder/", b""),
    lambda _, __: _zip(DOCUMENT, b"<w:document"),
    lambda _, __: b"<html><head><title>404 Not Found</title></head><body><script>go()</script></body></html>",
    lambda _, __: b" \n\t\n" * 50,
]
"""Ways in which files arrive that are no documents."""
