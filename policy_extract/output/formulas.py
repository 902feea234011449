"""Which text a spreadsheet could take for a formula, and a spelling in which it does not."""

from __future__ import annotations

OPENING = frozenset("=+-@＝＋－＠|%\t\r\n'")
"""Signs that open a formula, in Excel, WPS or LibreOffice, or that an import strips to show one; ' is the guard's own."""
GUARD = "'"


def could_be_formula(text: str) -> bool:
    """Whether a spreadsheet may calculate this text instead of showing it; a lone - or + is only a sign.

    >>> [could_be_formula(text) for text in ("=1+1", " @SUM(A1)", "-5%", "-", "建设=完成")]
    [True, True, True, False, False]
    """
    shown = text.strip()
    return len(shown) > 1 and (text[0] in OPENING or shown[0] in OPENING)


def guarded(text: str) -> str:
    """The text after an apostrophe where it could be a formula.

    >>> guarded("=1+1"), guarded("-"), guarded("'十四五'")
    ("'=1+1", '-', "''十四五'")
    """
    return GUARD + text if could_be_formula(text) else text


def unguarded(text: str) -> str:
    """What `guarded` was given.

    >>> [unguarded(guarded(text)) for text in ("=1+1", "-", "'十四五'", "建设")]
    ['=1+1', '-', "'十四五'", '建设']
    """
    return text[len(GUARD) :] if text.startswith(GUARD) and could_be_formula(text) else text
