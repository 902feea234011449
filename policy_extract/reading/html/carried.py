"""Text that a page holds for its script to show: in a hidden field, a template, a string of a script, a <script> that holds none, a frame's own source.

The site writes the document as markup into an element that shows nothing, and
a script puts it into the page. Such markup is put where it stands, unless the
page shows the same text already.
"""

from __future__ import annotations

import re
from base64 import b64decode
from html import escape
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote

from lxml import etree

from policy_extract.reading.html.script_text import texts_in, unquoted
from policy_extract.reading.html.tags import SILENT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from lxml.etree import _Element as Element

_FEWEST: Final = 200
"""Chinese characters of a document."""
_FEWEST_OF_MOST: Final = 60
"""Of one that is more than all the page shows."""
_SAMPLE: Final = 24
"""Of them that are looked for in what the page shows."""
_SHORTEST_TITLE: Final = 8
"""Of its characters."""
_OPENING: Final = 200
"""Characters of a text in which it prints its title."""
_TITLES: Final = re.compile(
    r"""\b(?:title|articleTitle|docTitle|infoTitle)["']?\s{0,9}:\s{0,9}("(?:[^"\\\n]|\\.){4,900}")"""
)
_CHINESE: Final = re.compile("[\u3400-\u9fff]+")
_MARKUP: Final = re.compile(r"<(?:p|br|div|table|section|span)\b", re.IGNORECASE)
_MARKUP_IN_STRING: Final = re.compile(r"(?:<|\\u003c)(?:p|br|div|table|section|span)\b", re.IGNORECASE)
_TAG: Final = re.compile(r"<[^<>]{0,2000}>")
_BASE64: Final = ("PHA", "PGRp", "PHN", "PHRh", "PGJy", "PGgx", "PGgy", "PGgz")
"""How <p, <div, <s, <ta, <br and <h1 to <h3 begin in Base64."""
_CODED: Final = re.compile(r"""["'`]((?:%3[Cc]|PHA|PGRp|PHN|PHRh)[\w%.~+/=*()!-]{200,})["'`]""")
"""A string of a script that is markup in one of these codes."""
_TEXT_TYPES: Final = frozenset(
    {"text/plain", "text/html", "text/template", "text/x-template", "text/x-handlebars-template"}
)


def with_carried_text(root: Element, parse: Callable[[str], Element]) -> None:
    """Put the markup that elements of the page carry in their places."""
    found = [(element, markup) for element, markup in _carriers(root) if _is_text(markup)]
    templates = [one for one in root.iter("template") if _is_shadow(one) or _holds_text(one)]
    if not found and not templates:
        return
    shown = _letters(" ".join(_shown(root)))
    for template in templates:
        if _is_shadow(template) or _letters("".join(map(str, template.itertext())))[:_SAMPLE] not in shown:
            template.tag = "div"
    for element, markup in found:
        letters = _letters(_TAG.sub("", markup))
        parent = element.getparent()
        enough = len(letters) >= _FEWEST or len(letters) > len(shown)
        if parent is not None and enough and letters[:_SAMPLE] not in shown:
            parent.replace(element, _element_of(markup, parse, element.tail))


def _is_shadow(template: Element) -> bool:
    """Whether a browser shows what is in a template without a script."""
    return "shadowrootmode" in template.attrib or "shadowroot" in template.attrib


def _holds_text(template: Element) -> bool:
    return len(_letters("".join(map(str, template.itertext(etree.Element))))) >= _FEWEST


def _carriers(root: Element) -> Iterator[tuple[Element, str]]:
    """The elements that may carry a document, and what they carry."""
    for element in root.iter("script", "textarea", "input", "iframe"):
        if element.tag == "script":
            text = _of_script(element)
        elif element.tag == "textarea":
            text = element.text
        else:
            text = element.get("value" if element.tag == "input" else "srcdoc")
        if text:
            yield element, _without_codes(str(text))


def _without_codes(text: str) -> str:
    """A text that is written as an address is (%3Cp%3E…) or in Base64, as it is shown; any other as it stands."""
    start = text[:_OPENING].strip()
    if start.startswith(("%3C", "%3c")):
        return unquote(text, errors="replace")
    if not start.startswith(_BASE64):
        return text
    try:
        return b64decode("".join(text.split()), validate=True).decode("utf-8")
    except ValueError:
        return text


def _of_script(script: Element) -> str | None:
    """What a script holds: all of it where it is none, else its longest string that is markup."""
    text = script.text
    if text is None or str(script.get("type", "")).strip().lower() in _TEXT_TYPES:
        return text
    coded = max(_CODED.findall(text), key=len, default="")
    if coded:
        decoded = _without_codes(coded)
        return decoded if _is_text(decoded) else None
    letters = len(text) - len(text.encode("ascii", "ignore")) + text.count("\\u")  # which may be written as their codes
    if letters < _FEWEST_OF_MOST or _MARKUP_IN_STRING.search(text) is None:
        return None
    markup = max((one for one in texts_in(text, _FEWEST_OF_MOST) if _is_text(one)), key=len, default=None)
    return markup and _title_of(text, _letters(_TAG.sub("", markup))[:_OPENING]) + markup


def _title_of(script: str, opening: str) -> str:
    """The heading for the one title among the data of a script; none where it names several, or the text opens with it."""
    titles = {title for one in _TITLES.findall(script) if len(_letters(title := unquoted(one))) >= _SHORTEST_TITLE}
    title = titles.pop() if len(titles) == 1 else ""
    return f"<h1>{escape(title)}</h1>" if title and _letters(title) not in opening else ""


def _is_text(markup: str) -> bool:
    return _MARKUP.search(markup) is not None and len(_letters(markup)) >= _FEWEST_OF_MOST


def _shown(root: Element) -> Iterator[str]:
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        if event == "end":
            yield element.tail or ""
        elif element.tag in SILENT or element.tag == "textarea":
            walk.skip_subtree()
        else:
            yield element.text or ""


def _letters(text: str) -> str:
    return "".join(_CHINESE.findall(text))


def _element_of(markup: str, parse: Callable[[str], Element], tail: str | None) -> Element:
    """An element that holds the markup, and what stood after the one that carried it."""
    holder = etree.Element("div")
    body = parse(markup).find("body")
    if body is not None:
        holder.text = body.text
        holder.extend(list(body))
    holder.tail = tail
    return holder
