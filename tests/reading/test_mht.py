"""Pages saved with their pictures in one file."""

from __future__ import annotations

import base64
from email.message import EmailMessage

import pytest
from dump_builder import read_dump
from page_builder import BODY, LINES, TITLE, read_page, shown

from policy_extract.errors import DamagedDocumentError


def saved(body: str, *, charset: str = "utf-8", cte: str = "quoted-printable") -> bytes:
    message = EmailMessage()
    message["From"] = "<Saved by Blink>"
    message["Subject"] = "=?utf-8?Q?plan?="
    message.set_content(f"<html><body>{body}</body></html>", subtype="html", charset=charset, cte=cte)
    message.add_related(b"\x89PNG\r\n", "image", "png", cid="<p1>")
    return message.as_bytes()


@pytest.mark.parametrize(("charset", "cte"), [("utf-8", "quoted-printable"), ("gb18030", "base64"), ("utf-8", "8bit")])
def test_the_page_in_the_file_is_read(charset: str, cte: str) -> None:
    data = saved(TITLE + BODY, charset=charset, cte=cte)
    assert read_page(data).format == "mht"
    assert shown(data)[1:] == list(LINES)


def test_a_page_that_says_its_own_encoding_is_believed() -> None:
    page = f'<html><head><meta charset="gbk"></head><body>{TITLE}</body></html>'.encode("gbk")
    head = b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n--x\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: base64\r\n\r\n"
    assert shown(head + base64.encodebytes(page) + b"\r\n--x--\r\n") == ["青禾县养老服务三年行动方案"]


def test_a_file_without_a_page_is_refused_in_one_line() -> None:
    data = b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n--x\r\nContent-Type: image/png\r\n\r\nx\r\n--x--\r\n"
    with pytest.raises(DamagedDocumentError, match="without a page in it; "):
        read_dump(data)


def test_a_text_with_colons_is_no_saved_page() -> None:
    assert read_dump("Title: plan\nContent: text\n\n青禾县方案").format == "text"


def nested(depth: int, name: str = "content-type") -> bytes:
    """A page so many parts deep."""
    opens = "".join(f"--b{at}\n{name}: multipart/related; boundary=b{at + 1}\n\n" for at in range(depth))
    head = "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b0\n\n"
    return f"{head}{opens}--b{depth}\n{name}: text/html\n\n<p>甲</p>\n--b{depth}--\n".encode()


def test_a_page_some_parts_deep_is_read_and_one_nested_without_end_is_refused() -> None:
    assert shown(nested(5)) == ["甲"]
    with pytest.raises(DamagedDocumentError, match="in each other"):
        read_dump(nested(3_000))


def test_parts_without_number_are_refused() -> None:
    with pytest.raises(DamagedDocumentError, match="too many"):
        read_dump(nested(0).replace(b"--b0\n", b"--b0\n\nx\n" * 20_001 + b"--b0\n", 1))
