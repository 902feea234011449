"""Lists the printed names that the directory of bodies does not know, with how often and where they stand.

python tools/unknown_bodies.py FILE…
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

from policy_extract.errors import PolicyExtractError
from policy_extract.output.views import named_units
from policy_extract.pipeline import parse_bytes


def main() -> None:
    """Read the documents that are named, print count, name and first document, then how many names are known."""
    counts: Counter[str] = Counter()
    first: dict[str, str] = {}
    known: set[str] = set()
    for path in map(Path, sys.argv[1:]):
        try:
            plan = parse_bytes(path.read_bytes(), path.name).plan
        except PolicyExtractError as error:
            print(f"{path.name}: {error}", file=sys.stderr)
            continue
        for _, unit in named_units(plan):
            if unit.body is None:
                counts[unit.name] += 1
                first.setdefault(unit.name, path.name)
            else:
                known.add(unit.name)
    for name, count in counts.most_common():
        print(f"{count:5}  {name}  {first[name]}")
    print(f"{len(counts)} names unknown, {len(known)} known", file=sys.stderr)


if __name__ == "__main__":
    main()
