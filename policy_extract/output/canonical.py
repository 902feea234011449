"""The one true JSON form of a plan, its compact form, and the way back.

The same plan gives the same bytes on every machine: keys in the order of the
model, UTF-8, two spaces, a final newline, numbers as exact decimals. The
compact form is RFC 8785 (JCS) of the same value; its SHA-256 is the digest.

A plan is a `Plan` of the contract, or the plain one a run makes; either way
it is checked against the contract as it is written.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from policy_extract.generated.contract_json import write_plan

if TYPE_CHECKING:
    from policy_extract.model import Plan

_EXACT_IN_A_DOUBLE = 2**53 - 1
_PERHAPS_HALF = re.compile(r"\\u[dD][89a-fA-F]")
"""Where JSON may spell half of a character, which no UTF-8 can write."""
_HARD_NUMBER = re.compile(r"[:,\[] ?-?(?:[0-9]{16}|[0-9.]{17}|0\.0000|[0-9]+\.0+(?![0-9]))")
"""A number that Python and RFC 8785 may write in two ways: very long, very small, whole with a point."""


def dump_plan(plan: Plan) -> bytes:
    """The canonical JSON of a plan.

    Fails: as `check`.
    """
    return (write_plan(plan, "\n") + "\n").encode()


def dump_compact(plan: Plan) -> bytes:
    """The RFC 8785 (JCS) bytes of a plan: sorted keys, no white space, no final newline.

    Fails: as `check`.
    """
    return _compact(write_plan(plan, ""))


def check(plan: Plan) -> None:
    """Check that a plan made by a run follows the contract.

    Fails: TypeError, ValueError, KeyError or AttributeError where it is not, which is a bug.
    """
    write_plan(plan, "")


def as_model(plan: Plan) -> Plan:
    """The plan as pydantic models, whatever made it, validated again.

    Fails: pydantic's ValidationError where it is not of the contract, which is a bug.
    """
    from policy_extract import model  # noqa: PLC0415  loads pydantic

    return model.Plan.model_validate(plan, from_attributes=True)


def digest(plan: Plan) -> str:
    """SHA-256 of the compact form, in hexadecimal digits."""
    import hashlib  # noqa: PLC0415  the digest alone

    return hashlib.sha256(dump_compact(plan)).hexdigest()


def load_plan(data: bytes) -> Plan:
    """The plan that canonical or compact JSON holds.

    Fails: NotADocumentError where the bytes are no JSON, or not of this contract.
    """
    from decimal import Decimal  # noqa: PLC0415  printing never needs these

    from pydantic import ValidationError  # noqa: PLC0415

    from policy_extract.errors import NotADocumentError  # noqa: PLC0415
    from policy_extract.model import FORMAT, Plan  # noqa: PLC0415  loads pydantic

    try:
        text = data.decode("utf-8-sig")
        if _PERHAPS_HALF.search(text) is not None:
            json.dumps(json.loads(text), ensure_ascii=False).encode()  # UTF-8 cannot write half a character
        return Plan.model_validate(json.loads(text, parse_float=Decimal))
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        place = ".".join(str(step) for step in first["loc"]) or "the document"
        raise NotADocumentError(f"not a {FORMAT} document: {place}: {first['msg']}") from error
    except UnicodeEncodeError as error:
        raise NotADocumentError("not a JSON document: it holds halves of characters") from error
    except (ValueError, RecursionError) as error:
        raise NotADocumentError(f"not a JSON document: {error}") from error


def _compact(text: str) -> bytes:
    """The RFC 8785 bytes of JSON whose keys are ASCII and whose numbers have no exponent, as ours are.

    Python's writer differs from RFC 8785 only in doubles that one of them
    writes with an exponent, and in integers that are no doubles; texts that
    may hold such a number take the long way.
    """
    value = json.loads(text)
    if _HARD_NUMBER.search(text) is None:
        return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    import rfc8785  # noqa: PLC0415  hardly ever needed

    return rfc8785.dumps(_as_doubles(value))


def _as_doubles(value: Any) -> Any:
    """The value with every number as RFC 8785 sees it: an IEEE 754 double."""
    if isinstance(value, dict):
        return {key: _as_doubles(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_as_doubles(item) for item in value]
    if isinstance(value, int) and abs(value) > _EXACT_IN_A_DOUBLE:
        return float(value)
    return value
