"""The yardstick: print every paragraph and cell of a Word file with python-docx, and nothing else."""

from __future__ import annotations

import sys

from docx import Document
from docx.table import Table


def main(path: str) -> None:
    """Paragraphs as lines, rows as lines with tabs between cells, in reading order."""
    for block in Document(path).iter_inner_content():
        if isinstance(block, Table):
            for row in block.rows:
                print("\t".join(cell.text for cell in row.cells))
        else:
            print(block.text)


if __name__ == "__main__":
    main(sys.argv[1])
