"""Lists the printed names that the directory of bodies does not know by kind, with how often and where they stand.

python tools/unknown_bodies.py FILE…
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from pathlib import Path

from policy_extract.errors import PolicyExtractError
from policy_extract.output.views import named_units
from policy_extract.pipeline import parse_bytes

KINDS = {
    "several": "^(?:各|有关|相关)",
    "inner offices": "(?:处|科|股|室|窗口|机关党委|机关纪委)$",
    "offices of groups": "(?:小组|委员会|专班|指挥部|联席会议)(?:办公室)?$",
    "firms": "(?:公司|集团|资本|燃气|企业)$",
    "schools": "(?:学校|小学|中学|幼儿园|学院|大学)$",
    "hospitals": "(?:医院|卫生院|保健院)$",
    "institutes": "(?:研究院|研究所|实验室|科学院|院所)$",
    "centres, stations, venues": "(?:中心|站|所|馆|队)$",
    "zones and places": "(?:[省市县区州镇乡]|新区|开发区|示范区|风景名胜区)$",
    "departments": "(?:局|厅|委|办|部|部门|会)$",
}
"""What the names of a kind look like, the narrower kinds first."""


def kind_of(name: str) -> str:
    """The first kind of KINDS that the name looks like."""
    return next((kind for kind, pattern in KINDS.items() if re.search(pattern, name)), "others")


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
    kinds: dict[str, list[str]] = {}
    for name, count in counts.most_common():
        kinds.setdefault(kind_of(name), []).append(f"{count:5}  {name}  {first[name]}")
    for kind, lines in sorted(kinds.items()):
        print(f"{kind}: {len(lines)}", *lines, sep="\n")
    print(f"{len(counts)} names unknown, {len(known)} known", file=sys.stderr)


if __name__ == "__main__":
    main()
