"""Texts that differ only in spacing, character width or bracket shape are treated as equal."""

from __future__ import annotations

from functools import lru_cache

from policy_extract.lexical.width import fold

KEPT = 1 << 17
"""Texts whose spelling is known for the length of a comparison, which asks for each several times."""

# Drafts pass through several word processors, which write these characters differently without another meaning.
_SHAPES = str.maketrans(
    dict.fromkeys('”"＂„‟「」『』', "“")
    | dict.fromkeys("’'＇", "‘")
    | dict.fromkeys("〔[【［", "（")
    | dict.fromkeys("〕]】］", "）")
    | dict.fromkeys("–-－―─~～〜", "—")
    | {"·": "•", "・": "•", "∶": "："}
)


@lru_cache(maxsize=KEPT)
def same_spelling(text: str) -> str:
    """The text with one spelling for each character and without white space; not as long as it was.

    >>> same_spelling("１．完善 (试点)〔2023〕"), same_spelling("1.完善（试点）[2023]")
    ('1.完善（试点）（2023）', '1.完善（试点）（2023）')
    """
    return "".join(fold(text).translate(_SHAPES).split())
