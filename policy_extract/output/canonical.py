"""The one true JSON form of a plan, its compact form, and the way back.

The same plan gives the same bytes on every machine: keys in the order of the
model, UTF-8, two spaces, a final newline, numbers as exact decimals. The
compact form is RFC 8785 (JCS) of the same value; its SHA-256 is the digest.
"""

from __future__ import annotations

import hashlib
import json
from decimal import Decimal
from typing import Any

import rfc8785
from pydantic import ValidationError

from policy_extract.errors import NotADocumentError
from policy_extract.model import FORMAT, Plan

_EXACT_IN_A_DOUBLE = 2**53 - 1


def dump_plan(plan: Plan) -> bytes:
    """The canonical JSON of a plan."""
    out: list[str] = []
    _write(plan.model_dump(), "\n", out)
    return ("".join(out) + "\n").encode()


def dump_compact(plan: Plan) -> bytes:
    """The RFC 8785 (JCS) bytes of a plan: sorted keys, no white space, no final newline."""
    return rfc8785.dumps(_as_doubles(plan.model_dump()))


def digest(plan: Plan) -> str:
    """SHA-256 of the compact form, in hexadecimal digits."""
    return hashlib.sha256(dump_compact(plan)).hexdigest()


def load_plan(data: bytes) -> Plan:
    """The plan that canonical or compact JSON holds.

    Fails: NotADocumentError where the bytes are no JSON, or not of this contract.
    """
    try:
        return Plan.model_validate(json.loads(data, parse_float=Decimal))
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        place = ".".join(str(step) for step in first["loc"]) or "the document"
        raise NotADocumentError(f"not a {FORMAT} document: {place}: {first['msg']}") from error
    except (ValueError, RecursionError) as error:
        raise NotADocumentError(f"not a JSON document: {error}") from error


def write_decimal(value: Decimal) -> str:
    """The shortest exact JSON number.

    >>> [write_decimal(Decimal(text)) for text in ("40.72", "100.0", "1E+2", "-0", "1E-7")]
    ['40.72', '100', '100', '0', '0.0000001']
    """
    text = format(value, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def _write(value: Any, line: str, out: list[str]) -> None:
    """Add the JSON of a value to `out`; `line` starts a line at the value's own indent."""
    if isinstance(value, dict) and value:
        _write_members("{}", line, [(f"{_text(key)}: ", item) for key, item in value.items()], out)
    elif isinstance(value, tuple | list) and value:
        _write_members("[]", line, [("", item) for item in value], out)
    elif isinstance(value, Decimal):
        out.append(write_decimal(value))
    else:
        out.append(_text(value))


def _write_members(brackets: str, line: str, members: list[tuple[str, Any]], out: list[str]) -> None:
    inner = line + "  "
    before = brackets[0] + inner
    for name, item in members:
        out.append(before + name)
        _write(item, inner, out)
        before = "," + inner
    out.append(line + brackets[1])


_text = json.JSONEncoder(ensure_ascii=False).encode


def _as_doubles(value: Any) -> Any:
    """The value with every number as RFC 8785 sees it: an IEEE 754 double."""
    if isinstance(value, dict):
        return {key: _as_doubles(item) for key, item in value.items()}
    if isinstance(value, tuple | list):
        return [_as_doubles(item) for item in value]
    if isinstance(value, Decimal) or (isinstance(value, int) and abs(value) > _EXACT_IN_A_DOUBLE):
        return float(value)
    return value
