"""HTML in which nothing but our own tags is markup: every text is escaped on its way in."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from policy_extract.lexical.lines import COMMAND, visible

if TYPE_CHECKING:
    from collections.abc import Iterable

    Attribute = str | int | bool | None

_VOID = frozenset({"meta", "input", "col", "br", "img"})


class Html(str):
    """Text that is HTML already; only this module and constants of ours make it."""

    __slots__ = ()


def element(name: str, /, *children: str | Iterable[str], **attributes: Attribute) -> Html:
    r"""An element; children that are no Html are escaped.

    `class_` is class, `data_kind` data-kind; True writes the bare name, None and
    False leave the attribute out.

    >>> element("p", "a < b", element("b", "c"), class_="x\"y", hidden=True)
    '<p class="x&quot;y" hidden>a &lt; b<b>c</b></p>'
    """
    opening = f"<{name}{''.join(_attribute(key, value) for key, value in attributes.items())}>"
    return Html(opening if name in _VOID else f"{opening}{joined(*children)}</{name}>")


def joined(*children: str | Iterable[str]) -> Html:
    """Pieces one after the other, those that are no Html escaped."""
    return Html("".join(_html(child) if isinstance(child, str) else joined(*child) for child in children))


def _html(text: str) -> str:
    return text if isinstance(text, Html) else _escaped(text)


def _escaped(text: str) -> str:
    """The text as HTML; nor is it a command where the page itself is printed into the log of a CI run."""
    return COMMAND.sub(lambda found: f"{found[1]}&#{ord(found[2])};", escape(visible(text)))


def _attribute(key: str, value: Attribute) -> str:
    name = key.rstrip("_").replace("_", "-")
    if value is None or value is False:
        return ""
    return f" {name}" if value is True else f' {name}="{_escaped(str(value))}"'
