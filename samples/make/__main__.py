"""`python -m samples.make` writes every source file below samples/."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

from samples.make import plans

SAMPLES = Path(__file__).resolve().parent.parent


def files() -> dict[Path, bytes]:
    """Every source file, by its path below samples/: a module `city_action_plan` fills the folder `city-action-plan`."""
    return {
        Path(plan.name.replace("_", "-"), name): content
        for plan in iter_modules(plans.__path__)
        for name, content in import_module(f"{plans.__name__}.{plan.name}").files().items()
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
