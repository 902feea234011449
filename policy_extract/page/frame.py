"""What every page has around its content: a head that allows nothing but the page's own style and script."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from importlib.resources import files
from typing import TYPE_CHECKING

from policy_extract.page.markup import Html, element

if TYPE_CHECKING:
    from collections.abc import Iterable

    from policy_extract.messages import Language

_HERE = "policy_extract.page"


def whole_page(
    title: str, content: Iterable[str], style: Html, script: Html, language: Language, also: str = ""
) -> str:
    """The page as a file that works from disk: style and script are in it, and its content policy allows nothing else.

    `also` is what the policy of a page that comes from a server allows besides.
    """
    head = element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", http_equiv="Content-Security-Policy", content=_policy(style, script) + also),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("meta", name="color-scheme", content="light dark"),
        element("meta", name="referrer", content="no-referrer"),
        element("title", title),
        element("style", style),
    )
    body = element("body", content, element("script", script))
    return f"<!DOCTYPE html>\n{element('html', head, body, lang='zh-Hans' if language == 'zh' else 'en')}\n"


def own_file(package: str, name: str) -> Html:
    """A file of ours, which is written so that it can stand in HTML as it is."""
    return Html(files(package).joinpath(name).read_text(encoding="utf-8"))


def style_of(package: str, name: str) -> Html:
    """The style that all pages share, and one page's own."""
    return Html(own_file(_HERE, "common.css") + own_file(package, name))


def _policy(style: str, script: str) -> str:
    """Nothing but our own style and script, recognised by their hashes."""
    styles, scripts = (f"'sha256-{b64encode(hashlib.sha256(it.encode()).digest()).decode()}'" for it in (style, script))
    return f"default-src 'none'; style-src {styles}; script-src {scripts}; base-uri 'none'; form-action 'none'"
