"""The JSON that is written of a plan keeps to the contract, although pydantic, which would check it, is not loaded."""

from __future__ import annotations

import subprocess
import sys
from copy import copy
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from pydantic import ValidationError

from policy_extract import model, parse
from policy_extract.generated import contract_json, plain
from policy_extract.output.canonical import as_model
from policy_extract.output.explain import everything
from policy_extract.pipeline import parse_bytes
from tests.collectors.golden import compare
from tools.make_plain import classes, sources, writer

if TYPE_CHECKING:
    from policy_extract.records import Record

ROOT = Path(__file__).parents[2]
SAMPLES = sorted(ROOT.glob("samples/*/source.*"))
REFUSALS = (TypeError, ValueError, KeyError, AttributeError)

PLACE = plain.At(block="b1", start=0, end=1)
ODD: tuple[Any, ...] = (
    None, True, 0, 1, -1, 10**20, 1.5, float("nan"), "", "x", "other", "\x00\u2028", b"x", (), ("x",), (1,), (None,), [], ["x"], ("x", 1),
    (Decimal(1), Decimal(2)), (Decimal(1),), {}, {"a": "b"}, {"a": 1}, {"a": None}, {1: "b"}, Decimal("1.50"), Decimal("-0"), Decimal("NaN"),
    Decimal("Infinity"), object(), PLACE, (PLACE,), [PLACE], plain.Text(text="x", at=()), (plain.Text(text="x", at=()),),
    plain.At(block="b1", start=-1, end=0), (plain.At(block="b1", start=0, end="1"),),
)  # fmt: skip


@pytest.fixture(scope="module")
def examples() -> dict[str, Record]:
    """Of each class of the contract one that a run has made."""
    plans = [parse_bytes(sample.read_bytes(), sample.name).plan for sample in SAMPLES]
    found = {type(thing).__name__: thing for plan in plans for thing in everything(plan)}
    # The samples are about invented places.
    by_hand = plain.Jurisdiction(name="绍兴市", code="330600", level="city", at=(PLACE,))
    # Places are written where they are asked for.
    place = plain.Place(
        page=1, box=(Decimal(1), Decimal(2)), xpath="/p", line=2, sheet="x", cell="B7", part="y", paragraph=3
    )
    # Files of a bundle are named where there is one.
    bundled = plain.BundledFile(name="附件/1.xlsx", format="xlsx", sha256="0", read_through="x")
    return found | {"Jurisdiction": by_hand, "Place": place, "BundledFile": bundled}


@pytest.mark.parametrize("path", sources(), ids=lambda path: path.name)
def test_what_is_made_of_the_contract_is_fresh(path: Path, pytestconfig: pytest.Config) -> None:
    compare(pytestconfig, path, sources()[path])


@pytest.mark.parametrize("name", [each.__name__ for each in classes()])
def test_what_is_written_is_what_the_contract_takes(name: str, examples: dict[str, Record]) -> None:
    """Any value in any field is written exactly where pydantic takes it without converting it."""
    contract = getattr(model, name)
    write = getattr(contract_json, writer(contract))
    example = examples[name]
    refused = 0
    for field in example.__slots__:
        for odd in ODD:
            thing = copy(example)
            setattr(thing, field, odd)
            try:
                written = write(thing, "\n")
            except REFUSALS:
                refused += 1
                with pytest.raises(ValidationError):
                    contract.model_validate(thing, from_attributes=True, strict=True)
            else:
                assert write(contract.model_validate_json(written), "\n") == written
    assert refused > 10 * len(example.__slots__)


def test_a_plan_of_a_run_is_equal_to_the_plan_python_gets() -> None:
    for sample in SAMPLES:
        assert as_model(parse_bytes(sample.read_bytes(), sample.name).plan) == parse(sample)


def test_python_gets_the_contract_s_own_models() -> None:
    plan = parse(SAMPLES[0])
    assert isinstance(plan, model.Plan)
    with pytest.raises(ValidationError, match="frozen"):
        plan.format = "other"  # type: ignore[assignment]


@pytest.mark.parametrize("arguments", [[], ["--as", "tasks"], ["--compact"]])
def test_a_plan_that_breaks_the_contract_never_leaves_the_program(arguments: list[str]) -> None:
    code = (
        "import sys\nfrom policy_extract import pipeline\nfrom policy_extract.records import replace\n"
        "made = pipeline.assemble\n"
        "pipeline.assemble = lambda *args: replace(made(*args), format='policy-extract/plan-0')\n"
        f"sys.argv[1:] = ['parse', '-', *{arguments!r}]\n"
        "from policy_extract.__main__ import main\nmain()"
    )
    process = subprocess.run(
        [sys.executable, "-c", code], input="一、总体要求".encode(), capture_output=True, check=False, cwd=ROOT
    )
    assert (process.returncode, process.stdout) == (70, b"")
    assert b"KeyError: 'policy-extract/plan-0'" in process.stderr
