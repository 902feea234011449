"""`python -m samples.make` writes every source file below samples/."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from samples.make.plans import (
    city_action_plan,
    district_action_plan,
    draft_with_changes,
    five_year_plan,
    guiding_opinion,
    measures,
    notice_with_plan,
    opinion,
    plain_plan,
    sentence_clauses,
)

if TYPE_CHECKING:
    from types import ModuleType

SAMPLES = Path(__file__).resolve().parent.parent
PLANS: tuple[ModuleType, ...] = (
    city_action_plan,
    district_action_plan,
    draft_with_changes,
    five_year_plan,
    guiding_opinion,
    measures,
    notice_with_plan,
    opinion,
    plain_plan,
    sentence_clauses,
)


def files() -> dict[Path, bytes]:
    """Every source file, by its path below samples/: a module `city_action_plan` fills the folder `city-action-plan`."""
    return {
        Path(plan.__name__.rsplit(".", 1)[-1].replace("_", "-"), name): content
        for plan in PLANS
        for name, content in plan.files().items()
    }


def main() -> None:
    """Write what differs and say what was written."""
    for name, content in files().items():
        target = SAMPLES / name
        if target.exists() and target.read_bytes() == content:
            continue
        target.parent.mkdir(exist_ok=True)
        target.write_bytes(content)
        print(f"{name}: {len(content):,} bytes")


if __name__ == "__main__":
    main()
