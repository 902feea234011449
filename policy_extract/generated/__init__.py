"""What `tools/make_plain.py` writes from the contract, `policy_extract/model.py`, so that a run need not load pydantic.

`plain.py` holds the same classes without validation, `contract_json.py` a function
for each that writes its JSON and fails where a field holds anything else than the
contract says. `make update` writes both anew; `plain.pyi` tells type checkers that
the plain classes are the contract's own, so every stage is held to its fields.
"""
