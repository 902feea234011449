"""Pages as an interface hands them out: in a field of JSON, or the text of that field alone."""

from __future__ import annotations

import json
from html import escape

import pytest
from page_builder import BODY, LINES, TITLE, paragraphs, read_page, shown

NAME = "青禾县养老服务三年行动方案"
CONTENT = TITLE + BODY * 3


def exported(content: str, **others: object) -> bytes:
    data = {"docTitle": f"{NAME}的通知", **others, "content": content}
    return json.dumps({"code": 200, "data": data}, ensure_ascii=False).encode()


def test_the_document_in_a_field_is_read_and_the_other_fields_are_dropped() -> None:
    document = read_page(exported(CONTENT, views=12))
    assert shown(exported(CONTENT)) == [NAME, *(LINES * 3)]
    assert ("code: 200\ntitle:\nviews: 12", "markup") in [(one.text, one.reason) for one in document.dropped]


def test_the_field_with_the_title_names_a_document_that_prints_none() -> None:
    assert paragraphs(exported(BODY * 3))[0].text == f"{NAME}的通知"


def test_two_documents_in_one_file_are_none_of_them() -> None:
    both = json.dumps([{"content": CONTENT}, {"content": CONTENT}], ensure_ascii=False)
    assert read_page(both.encode()).format != "html"


@pytest.mark.parametrize("slash", ["/", "\\/"])
def test_markup_copied_out_of_a_field_is_read_without_its_backslashes(slash: str) -> None:
    source = CONTENT.replace("</p>", "</p>\n").replace('"', '\\"').replace("</", f"<{slash}").replace("\n", "\\n")
    assert "\\" in source
    assert shown(source.encode()) == [NAME, *(LINES * 3)]


def feed(*contents: str, declared: str = "utf-8") -> bytes:
    items = "".join(
        f"<item><title>{NAME}的通知</title><content:encoded><![CDATA[{one}]]></content:encoded></item>"
        for one in contents
    )
    head = f'<?xml version="1.0" encoding="{declared}"?><rss xmlns:content="http://purl.org/rss/1.0/modules/content/">'
    return f"{head}<channel><title>青禾县人民政府</title>{items}</channel></rss>".encode(declared)


@pytest.mark.parametrize("declared", ["utf-8", "gbk"])
def test_the_document_in_a_feed_is_read_and_the_feed_is_dropped(declared: str) -> None:
    assert shown(feed(CONTENT, declared=declared)) == [NAME, *(LINES * 3)]
    assert paragraphs(feed(BODY * 3))[0].text == f"{NAME}的通知"


def test_a_feed_of_several_documents_is_none_of_them() -> None:
    assert read_page(feed(CONTENT, CONTENT)).format != "html"


def test_a_short_document_in_a_field_is_read_beside_a_shorter_summary() -> None:
    assert shown(exported(TITLE + BODY, summary="<p>本县印发方案。</p>")) == [NAME, *LINES]


def test_a_feed_that_is_no_xml_is_text() -> None:
    assert read_page(feed(CONTENT).replace(b"</item>", b"")).format != "html"


def test_the_document_of_an_atom_feed_is_read() -> None:
    entry = f'<entry><title>{NAME}的通知</title><content type="html">{escape(CONTENT)}</content></entry>'
    source = f'<feed xmlns="http://www.w3.org/2005/Atom"><title>青禾县人民政府</title>{entry}</feed>'
    assert shown(source.encode()) == [NAME, *(LINES * 3)]


def test_an_entry_in_entries_is_one_document() -> None:
    nested = feed(CONTENT).replace(b"<item>", b"<item>" * 200).replace(b"</item>", b"</item>" * 200)
    assert shown(nested) == [NAME, *(LINES * 3)]


def test_entities_of_a_feed_are_not_expanded() -> None:
    entities = "".join(f'<!ENTITY e{at} "{f"&e{at - 1};" * 10}">' for at in range(1, 10))
    source = (
        f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY e0 "{escape(CONTENT)}">{entities}]><rss><item>&e9;</item></rss>'
    )
    assert read_page(source.encode()).format != "html"
