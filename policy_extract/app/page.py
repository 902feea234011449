"""The page of the application: a place to drop files, and a table of what was read from them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policy_extract.messages import say
from policy_extract.page.frame import own_file, style_of, whole_page
from policy_extract.page.markup import Html, element
from policy_extract.page.page_words import in_words

if TYPE_CHECKING:
    from policy_extract.messages import Language

_HERE = "policy_extract.app"


def app_page(language: Language) -> str:
    """The page; its script may ask the server it came from, and nobody else."""
    title = say(language, "Read plan documents")
    content = (
        element(
            "header", element("h1", title), element("p", say(language, "Files stay on this machine."), class_="source")
        ),
        element("main", _drop(language), _controls(language), _table(language), _bodies(language), _findings(language)),
        element(
            "ul", (element("li", text, data_word=name) for name, text in _words(language)), hidden=True, id="words"
        ),
    )
    style, script = style_of(_HERE, "app.css"), own_file(_HERE, "app.js")
    return whole_page(title, content, style, script, language, also="; connect-src 'self'")


def _drop(language: Language) -> Html:
    files = element("input", type="file", id="files", multiple=True, class_="unseen")
    folder = element("input", type="file", id="folder", webkitdirectory=True, multiple=True, class_="unseen")
    return element(
        "section",
        element(
            "p", say(language, "Drop plans here: one to see it, two to compare them, many or a folder for a table.")
        ),
        element(
            "p",
            element("label", say(language, "Choose files"), files, class_="button"),
            element("label", say(language, "Choose a folder"), folder, class_="button"),
        ),
        id="drop",
        aria_label=say(language, "Files"),
    )


def _controls(language: Language) -> Html:
    made = (
        ("page", say(language, "Compare two")),
        ("docx", say(language, "Table of changes (Word)")),
        ("xlsx", say(language, "Workbook (Excel)")),
        ("ledger", say(language, "Ledger (Excel)")),
    )
    buttons = (element("button", text, type="button", data_make=name, disabled=True) for name, text in made)
    search = say(language, "Search")
    return element(
        "section",
        element("input", type="search", id="search", autocomplete="off", aria_label=search, placeholder=search),
        element("div", buttons, role="group", aria_label=say(language, "Make of the chosen files, or of all")),
        element("button", say(language, "Clear the list"), type="button", id="clear"),
        element("p", element("output", id="status"), aria_live="polite"),
        class_="controls",
        aria_label=say(language, "What to do with them"),
    )


def _table(language: Language) -> Html:
    heads = (
        say(language, "Chosen"),
        say(language, "File"),
        say(language, "Title"),
        say(language, "Period"),
        say(language, "Tasks"),
        say(language, "Indicators"),
        say(language, "Work lists"),
        say(language, "Targets"),
        say(language, "To check"),
        say(language, "Save"),
    )
    row = element("tr", (element("th", head, scope="col") for head in heads))
    table = element("table", element("thead", row), element("tbody", id="rows"), class_="grid")
    return element(
        "section",
        element("h2", say(language, "Plans")),
        element("div", table, class_="scroll", tabindex=0, role="group", aria_label=say(language, "Plans")),
        id="plans",
        hidden=True,
    )


def _bodies(language: Language) -> Html:
    heads = (
        say(language, "Body"),
        in_words("lead", language),
        in_words("joint", language),
        in_words("support", language),
        say(language, "Plans"),
    )
    row = element("tr", (element("th", head, scope="col") for head in heads))
    table = element("table", element("thead", row), element("tbody", id="bodies"), class_="grid")
    return element(
        "details",
        element("summary", element("h2", say(language, "Who does what"))),
        element("div", table, class_="scroll"),
        hidden=True,
        id="who",
    )


def _findings(language: Language) -> Html:
    head = element("summary", element("h2", say(language, "All findings")))
    return element("details", head, element("ul", id="findings"), hidden=True, id="odd")


def _words(language: Language) -> tuple[tuple[str, str], ...]:
    """The words that the script shows, by the keys it asks for them with."""
    return (
        ("waiting", say(language, "waiting")),
        ("reading", say(language, "reading")),
        ("failed", say(language, "could not be read")),
        ("sending", say(language, "being sent")),
        ("open", say(language, "open")),
        ("choose", say(language, "choose")),
        ("lost", say(language, "The application was ended; start it again.")),
        ("making", say(language, "being made")),
    )
