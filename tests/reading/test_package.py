"""The zip around a Word document: other formats, broken files, hostile files, each refused in one line."""

from __future__ import annotations

import io
import zipfile

import pytest
from docx_builder import SPACES, docx, p, r, read, relationships, root, texts, zipped

from policy_extract.errors import DamagedDocumentError, InputError, LockedDocumentError, NotADocumentError
from policy_extract.findings import Report
from policy_extract.reading import zipped_xml
from policy_extract.reading.source import SourceFile
from policy_extract.reading.word import package
from policy_extract.reading.word.package import open_package

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
GOOD = docx(p("甲"))


def refusal(data: bytes) -> str:
    """The message of the refusal; every refusal is one line."""
    with pytest.raises(InputError) as caught:
        read(data)
    message = str(caught.value)
    assert message
    assert "\n" not in message
    return message


def with_document(xml: str | bytes) -> bytes:
    return docx("", extra={"word/document.xml": xml})


@pytest.mark.parametrize("data", [b"", b"plain text", "养老服务".encode(), b"%PDF-1.7\n", OLE, b"{\\rtf1"])
def test_other_formats_are_no_documents(data: bytes) -> None:
    with pytest.raises(NotADocumentError):
        open_package(SourceFile(data))


def test_an_old_word_file_is_told_what_to_do() -> None:
    assert refusal(OLE) == "the file is a .doc, .wps or another old Office file; save it as .docx"


def test_an_encrypted_document_is_locked() -> None:
    with pytest.raises(LockedDocumentError, match="password"):
        open_package(SourceFile(OLE + "EncryptedPackage".encode("utf-16-le")))


def test_a_part_with_a_password_is_locked() -> None:
    data = bytearray(GOOD)
    for signature, flags in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        at = -1
        while (at := data.find(signature, at + 1)) >= 0:
            data[at + flags] |= 1
    with pytest.raises(LockedDocumentError):
        open_package(SourceFile(bytes(data)))


@pytest.mark.parametrize("kept", [4, 30, 200, len(GOOD) // 2, len(GOOD) - 1])
def test_a_file_that_is_cut_off_is_damaged(kept: int) -> None:
    with pytest.raises(DamagedDocumentError, match="another copy"):
        open_package(SourceFile(GOOD[:kept]))


def test_a_part_that_fails_its_checksum_is_damaged() -> None:
    data = zipped_plain({"word/document.xml": root("document", "<w:body/>")})
    at = data.index(b"<w:body/>")
    assert "word/document.xml" in refusal(data[:at] + b"<w:bodX/>" + data[at + 9 :])


def zipped_plain(files: dict[str, str]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return stream.getvalue()


def test_a_zip_of_something_else_is_no_document() -> None:
    assert (
        refusal(zipped({"xl/workbook.xml": "<workbook/>"}))
        == "the file is a zip without a Word document in it; save the document as .docx"
    )


def test_a_spreadsheet_in_place_of_the_body_is_no_document() -> None:
    assert "workbook" in refusal(with_document("<workbook/>"))


def test_a_document_without_a_body_is_none() -> None:
    assert "w:document without a body" in refusal(with_document(root("document", "")))


def test_the_same_name_twice_is_refused() -> None:
    stream = io.BytesIO(GOOD)
    with zipfile.ZipFile(stream, "a") as archive:
        archive.writestr("WORD/document.xml", root("document", f"<w:body>{p('乙')}</w:body>"))
    assert "two parts named" in refusal(stream.getvalue())


@pytest.mark.parametrize("name", ["../evil.xml", "/etc/passwd", "word/../../x", "word\\..\\x.xml"])
def test_names_that_lead_outside_are_refused(name: str) -> None:
    assert "leads outside" in refusal(docx(p("甲"), extra={name: "x"}))


def test_names_with_backslashes_are_read() -> None:
    data = zipped(
        {"_rels\\.rels": relationships(""), "word\\document.xml": root("document", f"<w:body>{p('甲')}</w:body>")}
    )
    assert texts(read(data)) == ["甲"]


def test_too_many_parts_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package, "MOST_PARTS", 3)
    assert "parts, more than 3" in refusal(GOOD)


def test_a_part_that_unzips_without_end_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package, "MOST_BYTES", 2_000)
    assert "unzips to more than" in refusal(docx(p("甲" * 5_000)))


def test_a_part_packed_too_tightly_is_refused() -> None:
    assert "packed more than" in refusal(docx(p(" " * (zipped_xml.RATIO_FROM + 1))))


def test_a_part_of_more_tags_than_any_document_has_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zipped_xml, "MOST_TAGS", 300)
    assert "more than 300 tags" in refusal(docx("<w:p/>" * 300))


DTDS = [
    '<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>',
    '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
    '<!DOCTYPE d SYSTEM "http://127.0.0.1:9/never.dtd">',
    "<!DOCTYPE d>",
]


@pytest.mark.parametrize("dtd", DTDS)
def test_a_dtd_is_refused(dtd: str) -> None:
    xml = root("document", f"<w:body>{p('甲')}</w:body>").replace("?>", "?>" + dtd, 1)
    assert "DTD" in refusal(with_document(xml))


def test_a_dtd_hidden_in_another_encoding_is_refused() -> None:
    xml = root("document", f"<w:body>{p('甲')}</w:body>").replace("?>", "?>" + DTDS[0], 1).replace("UTF-8", "UTF-16")
    assert "DTD" in refusal(with_document(xml.encode("utf-16")))


def test_entities_that_multiply_are_refused_quickly() -> None:
    levels = "".join(f'<!ENTITY e{level} "{f"&e{level - 1};" * 10}">' for level in range(1, 12))
    declared = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in SPACES.items())
    xml = (
        f'<!DOCTYPE d [<!ENTITY e0 "甲">{levels}]><w:document {declared} x="&e11;"><w:body>&e11;</w:body></w:document>'
    )
    refusal(with_document(xml))


@pytest.mark.parametrize(
    "xml",
    [
        "",
        "<w:document>",
        "no xml",
        '<?xml version="1.0" encoding="nonsense"?><a/>',
        root("document", "<w:body>&no;</w:body>"),
    ],
)
def test_xml_that_is_not_well_formed_is_damaged(xml: str) -> None:
    assert refusal(with_document(xml)).startswith("word/document.xml: the part is no well-formed XML")


@pytest.mark.parametrize("depth", [300, 10_000])
def test_elements_nested_too_deeply_are_refused(depth: int) -> None:
    nested = "<w:sdt><w:sdtContent>" * depth + p("甲") + "</w:sdtContent></w:sdt>" * depth
    assert "word/document.xml" in refusal(docx(nested))


def test_elements_nested_as_deeply_as_allowed_are_read() -> None:
    nested = "<w:sdt><w:sdtContent>" * 120 + p("甲") + "</w:sdtContent></w:sdt>" * 120
    assert texts(read(docx(nested))) == ["甲"]


def test_tables_nested_as_deeply_as_allowed_are_read() -> None:
    nested = f"<w:tbl><w:tr><w:tc>{p('甲')}" * 80 + f"{p('乙')}</w:tc></w:tr></w:tbl>" * 80
    assert read(docx(p("前") + nested)).blocks


def test_text_boxes_nested_as_deeply_as_allowed_are_read() -> None:
    nested = (
        "<w:p><w:r><w:pict><v:shape><v:textbox><w:txbxContent>" * 40
        + p("甲")
        + "</w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>" * 40
    )
    assert texts(read(docx(nested))) == ["甲"]


def test_the_body_is_found_by_its_arrow() -> None:
    arrows = '<Relationship Id="a" Type="http://x/officeDocument" Target="/custom/main.xml"/>'
    data = zipped(
        {"_rels/.rels": relationships(arrows), "custom/main.xml": root("document", f"<w:body>{p('甲')}</w:body>")}
    )
    assert texts(read(data)) == ["甲"]


def test_the_body_is_found_by_its_content_type() -> None:
    override = '<Override PartName="/custom/main.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>'
    data = zipped(
        {
            "[Content_Types].xml": f"<Types>{override}</Types>",
            "custom/main.xml": root("document", f"<w:body>{p('甲')}</w:body>"),
        }
    )
    assert texts(read(data)) == ["甲"]


def test_the_body_is_found_under_its_usual_name() -> None:
    assert texts(read(zipped({"word/document.xml": root("document", f"<w:body>{p('甲')}</w:body>")}))) == ["甲"]


def test_an_arrow_to_nowhere_leaves_the_usual_name() -> None:
    arrows = '<Relationship Id="a" Type="http://x/officeDocument" Target="gone.xml"/>'
    data = zipped(
        {"_rels/.rels": relationships(arrows), "word/document.xml": root("document", f"<w:body>{p('甲')}</w:body>")}
    )
    assert texts(read(data)) == ["甲"]


def test_comments_and_instructions_inside_the_xml_are_nothing() -> None:
    xml = root("document", "<w:body><!-- a --><w:p><w:r><w:t>甲<!-- b -->乙<?c d?></w:t></w:r></w:p></w:body>")
    assert texts(read(with_document(xml))) == ["甲乙"]


def test_reading_asks_for_nothing_outside_the_file() -> None:
    link = '<Relationship Id="l" Type="http://x/hyperlink" Target="http://127.0.0.1:9/" TargetMode="External"/>'
    body = p(f'<w:hyperlink r:id="l">{r("链接")}</w:hyperlink>')
    report = Report()
    assert texts(read(docx(body, arrows=link), report)) == ["链接"]
