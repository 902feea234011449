"""The canonical JSON: the same plan, the same bytes, and the way back."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any, get_args

import pytest
import rfc8785
from hypothesis import example, given
from hypothesis import strategies as st
from plan_builders import finding, front, plan, section, table, task, text, unit
from pydantic import BaseModel

from policy_extract.errors import NotADocumentError
from policy_extract.json_text import write_decimal
from policy_extract.model import At, Indicator, Plan, Value
from policy_extract.output.canonical import _as_doubles, _compact, digest, dump_compact, dump_plan, load_plan


def indicator(*values: Decimal) -> Indicator:
    """An indicator with these values, one a year."""
    common = {"kind": "target", "raw": "", "form": "amount", "low": None, "high": None, "pair": None}
    common |= {"bound": "exactly", "measure": "%", "scale": 1, "cumulative": False, "base_year": None, "at": ()}
    read = tuple(Value(year=2025 + i, value=value, **common) for i, value in enumerate(values))
    nothing = dict.fromkeys(("no", "measure", "attribute", "note"))
    return Indicator(id="t1/r1", table="t1", category=(), name="覆盖率", values=read, units=(), at=(), **nothing)


def full_plan() -> Plan:
    """One of most things."""
    return plan(
        front=front(title=text("澜州市行动方案"), issuers=(text("澜州市人民政府"),)),
        sections=(section("1", "一、", "总体要求", section("1/1", "（一）", None)),),
        tasks=(task("1/1", "健全保障", unit("市民政局", "lead", mark="*"), text="“安养晚晴”\n\t\\"),),
        tables=(table("t1", "indicators"),),
        indicators=(indicator(Decimal("40.72"), Decimal(100), Decimal("1E-7")),),
        findings=(finding(at=At(block="b1", start=0, end=1), number="（三）"),),
    )


def test_keys_stand_in_the_order_of_the_model() -> None:
    assert list(json.loads(dump_plan(full_plan()))) == [name for name in Plan.model_fields if name != "places"]


def test_the_text_is_utf8_with_two_spaces_and_a_final_newline() -> None:
    printed = dump_plan(full_plan()).decode()
    assert printed.startswith('{\n  "format": "policy-extract/plan-1",\n  "source": {\n    "name": "x.docx",\n')
    assert printed.endswith("]\n}\n")
    assert "澜州市人民政府" in printed


def test_the_form_is_what_the_standard_library_would_print() -> None:
    printed = dump_plan(full_plan()).decode()
    assert printed == json.dumps(json.loads(printed), ensure_ascii=False, indent=2).replace("1e-07", "0.0000001") + "\n"


@pytest.mark.parametrize(
    ("number", "printed"),
    [("40.72", "40.72"), ("100.0", "100"), ("1E+2", "100"), ("0.10", "0.1"), ("-0.0", "0"), ("-2.50", "-2.5"), ("0.1234567890123456789", "0.1234567890123456789")],
)  # fmt: skip
def test_a_number_has_no_noise(number: str, printed: str) -> None:
    assert write_decimal(Decimal(number)) == printed


@given(st.decimals(allow_nan=False, allow_infinity=False, places=6))
def test_a_number_comes_back_as_it_went(number: Decimal) -> None:
    assert json.loads(write_decimal(number), parse_float=Decimal) == number


def test_reading_back_gives_the_plan() -> None:
    assert load_plan(dump_plan(full_plan())) == full_plan()


@given(st.text(st.characters(exclude_categories=["Cs"])), st.decimals(allow_nan=False, allow_infinity=False, places=3))
def test_what_is_read_back_prints_the_same_bytes(anything: str, number: Decimal) -> None:
    data = dump_plan(plan(tasks=(task("1", anything, text=anything),), indicators=(indicator(number),)))
    assert dump_plan(load_plan(data)) == data


def test_the_compact_form_reads_back_as_well() -> None:
    assert load_plan(dump_compact(full_plan())) == full_plan()


NUMBERS = st.decimals(-(10**20), 10**20, allow_nan=False).map(write_decimal) | st.integers().map(str)
LEAVES = NUMBERS | st.sampled_from(["null", "true"]) | st.text().map(lambda text: json.dumps(text, ensure_ascii=False))
JSON = st.recursive(
    LEAVES,
    lambda inside: (
        st.lists(inside).map(lambda items: f"[{','.join(items)}]")
        | st.dictionaries(st.sampled_from(["raw", "at", "B"]), inside).map(
            lambda members: "{" + ", ".join(f'"{key}": {item}' for key, item in members.items()) + "}"
        )
    ),
)


@given(JSON.map(lambda text: f"[{text}]"))
@example("[844757641727999.938889]")  # rounded to a double, it is whole
def test_the_short_way_to_the_compact_form_and_the_long_way_lead_to_the_same(text: str) -> None:
    assert _compact(text) == rfc8785.dumps(_as_doubles(json.loads(text)))


def test_the_compact_form_sorts_keys_and_has_no_white_space() -> None:
    data = dump_compact(plan())
    assert data.startswith(b'{"blocks":[],"boxes":[],"carry_overs":[],"dropped":[],"findings":[],"format":')
    assert data.endswith(b"}")


def test_compact_numbers_are_those_of_ecmascript() -> None:
    data = dump_compact(
        plan(indicators=(indicator(Decimal("40.720"), Decimal("1E+2"), Decimal("1E-7"), Decimal(10**21)),))
    )
    assert [part.split(b",")[0].split(b"}")[0] for part in data.split(b'"value":')[1:]] == [
        b"40.72",
        b"100",
        b"1e-7",
        b"1e+21",
    ]


def test_a_number_beyond_exact_doubles_is_rounded_as_ecmascript_would() -> None:
    assert b'"bytes":123456789012345680,' in dump_compact(
        plan(source=plan().source.model_copy(update={"bytes": 123456789012345678}))
    )


# The examples of RFC 8785: appendix B (numbers), section 3.2.3 (order of keys), 3.2.2.2 (strings).
@pytest.mark.parametrize(
    ("number", "printed"),
    [(0.0, b"0"), (-0.0, b"0"), (5e-324, b"5e-324"), (1.7976931348623157e308, b"1.7976931348623157e+308"), (9007199254740992.0, b"9007199254740992"), (295147905179352830000.0, b"295147905179352830000"), (9.999999999999997e22, b"9.999999999999997e+22"), (1e23, b"1e+23"), (0.000001, b"0.000001"), (9.999999999999997e-7, b"9.999999999999997e-7"), (333333333.3333332, b"333333333.3333332"), (1424953923781206.2, b"1424953923781206.2")],
)  # fmt: skip
def test_the_library_writes_the_numbers_of_the_standard(number: float, printed: bytes) -> None:
    assert rfc8785.dumps(number) == printed


def test_the_library_sorts_keys_by_utf16_units() -> None:
    keys = {"\u20ac": 1, "\r": 2, "\ufb33": 3, "1": 4, "\U0001f600": 5, "\x80": 6, "\xf6": 7}
    assert list(json.loads(rfc8785.dumps(keys)).values()) == [2, 4, 6, 7, 1, 5, 3]


def test_the_library_escapes_only_what_the_standard_escapes() -> None:
    assert rfc8785.dumps('€$\x0f\nA\'B"\\\\"/') == '"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"'.encode()


def test_the_digest_is_that_of_the_value_not_of_its_spelling() -> None:
    spelled = dump_plan(full_plan()).replace(b"40.72", b"40.720")
    assert digest(load_plan(spelled)) == digest(full_plan())
    assert digest(full_plan()) != digest(plan())


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "not a JSON document: Expecting value"),
        (b"\xff", "not a JSON document: 'utf-8' codec"),
        (b"[" * 100_000, "not a JSON document: "),
        (rb'{"format": "\ud800"}', "not a JSON document: it holds halves of characters"),
        (b"[]", "not a policy-extract/plan-1 document: the document: Input should be a valid dictionary"),
        (
            b'{"format": "other"}',
            "not a policy-extract/plan-1 document: format: Input should be 'policy-extract/plan-1'",
        ),
    ],
)
def test_other_bytes_are_refused_in_one_line(data: bytes, sentence: str) -> None:
    with pytest.raises(NotADocumentError) as caught:
        load_plan(data)
    assert str(caught.value).startswith(sentence)
    assert "\n" not in str(caught.value)


def test_an_unknown_key_is_refused_with_its_place() -> None:
    data = dump_plan(full_plan()).replace(b'"role": "lead"', b'"rank": "lead"')
    with pytest.raises(NotADocumentError, match=r"plan-1 document: tasks\.0\.units\.0\.role: Field required"):
        load_plan(data)


def test_a_character_written_as_two_halves_is_one() -> None:
    data = dump_plan(full_plan()).replace("市".encode(), rb"\ud83d\ude00", 1)
    assert "\U0001f600".encode() in dump_plan(load_plan(data))


def test_a_plan_written_before_a_field_was_added_is_still_read() -> None:
    written = json.loads(dump_plan(full_plan()))
    older = _without_later_fields(written, Plan)
    assert older != written
    assert load_plan(json.dumps(older).encode()).tasks[0].units[0].name == full_plan().tasks[0].units[0].name


def _without_later_fields(value: Any, kind: Any) -> Any:
    """The JSON of a model without the fields that have a default: those a later release added."""
    if isinstance(value, list):
        return [_without_later_fields(one, (get_args(kind) or (None,))[0]) for one in value]
    model = next((one for one in (kind, *get_args(kind)) if isinstance(one, type) and issubclass(one, BaseModel)), None)
    if model is None or not isinstance(value, dict):
        return value
    kept = {name: field.annotation for name, field in model.model_fields.items() if field.is_required()}
    return {name: _without_later_fields(value[name], annotation) for name, annotation in kept.items()}
