"""A plan and its annexes in a zip, or named side by side: one document, in which each file is a part."""

from __future__ import annotations

import io
import stat
import struct
import zipfile
import zlib
from typing import TYPE_CHECKING

import pytest
from docx_builder import docx, p, r
from sheet_builder import Tab, workbook

from policy_extract import parse
from policy_extract.errors import DamagedDocumentError, InputError, LockedDocumentError, NotADocumentError
from policy_extract.findings import Report
from policy_extract.grammar import load
from policy_extract.pipeline import parse_bytes, parse_together
from policy_extract.reading import read
from policy_extract.reading.ledger import ledger_of

if TYPE_CHECKING:
    from pathlib import Path

    from policy_extract.generated.plain import Plan

NOTICE = [
    "澜州市人民政府办公室关于印发澜州市养老服务行动方案的通知",
    "各县（市、区）人民政府：",
    "现将《澜州市养老服务行动方案》印发给你们，请认真贯彻执行。",
    "附件：1.澜州市养老服务行动方案",
    "2.澜州市养老服务重点项目清单",
    "澜州市人民政府办公室",
    "2026年3月1日",
]
ACTION = [
    "澜州市养老服务行动方案",
    "一、总体要求",
    "到2027年，建成乐龄中心30家。",
    "二、主要任务",
    "（一）完善设施。新建养老机构5家。（责任单位：市民政局）",
    "（二）提升服务。培训护理员500人次。（责任单位：市人社局）",
]
LIST = Tab(
    [
        ["澜州市养老服务重点项目清单"],
        ["序号", "项目名称", "责任单位"],
        [1, "福利中心改造", "市民政局"],
        [2, "护理学院", "市教育局"],
    ],
    ["A1:C1"],
)
ALONE = ["青禾县健身行动计划", "一、主要任务", "（一）建设场地。新建公园3个。（责任单位：县住建局）", "附件：项目清单"]


def word(lines: list[str]) -> bytes:
    return docx("".join(p(r(line)) for line in lines))


def packed(files: dict[str, bytes], encoding: str = "utf-8") -> bytes:
    """A zip of these files; names in another encoding than UTF-8 are written without the flag that says so."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(entry(name, encoding), data)
    data = stream.getvalue()
    return data if encoding == "utf-8" else unflagged(data)


def entry(name: str, encoding: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name if encoding == "utf-8" else name.encode(encoding).decode("latin-1"))
    info.compress_type = zipfile.ZIP_DEFLATED
    return info


def unflagged(data: bytes) -> bytes:
    """The zip with names as bytes of their own, and no flag that they are UTF-8."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        files = [(info.filename.encode("latin-1"), archive.read(info)) for info in archive.infolist()]
    body, directory = b"", b""
    for name, content in files:
        common = struct.pack(
            "<HHHHHIIIHH", 20, 0, 0, 0, 33, zlib.crc32(content), len(content), len(content), len(name), 0
        )
        directory += b"PK\x01\x02\x14\x00" + common + struct.pack("<HHHII", 0, 0, 0, 0, len(body)) + name
        body += b"PK\x03\x04" + common + name + content
    end = struct.pack("<HHHHIIH", 0, 0, len(files), len(files), len(directory), len(body), 0)
    return body + directory + b"PK\x05\x06" + end


def plan_of(data: bytes) -> Plan:
    return parse_bytes(data, "x.zip").plan


def parts(plan: Plan) -> list[tuple[str, str | None, str | None, bool | None, str | None]]:
    return [
        (part.kind, part.label and part.label.text, part.title and part.title.text, part.listed, part.source)
        for part in plan.parts
    ]


def codes(plan: Plan) -> list[str]:
    return [finding.code for finding in plan.findings if finding.severity != "info"]


# ---------------------------------------------------------------- five bundles


def test_a_notice_its_plan_and_its_list_are_one_document() -> None:
    data = packed(
        {"附件2.项目清单.xlsx": workbook(LIST), "通知.docx": word(NOTICE), "附件1.行动方案.docx": word(ACTION)}
    )
    plan = plan_of(data)
    assert parts(plan) == [
        ("notice", None, NOTICE[0], None, "通知.docx"),
        ("plan", "附件1", "澜州市养老服务行动方案", True, "附件1.行动方案.docx"),
        ("annex", "附件2", "澜州市养老服务重点项目清单", True, "附件2.项目清单.xlsx"),
    ]
    assert [(task.title, task.units[0].name) for task in plan.tasks] == [
        ("完善设施", "市民政局"),
        ("提升服务", "市人社局"),
    ]
    assert [(item.content, item.units[0].name) for item in plan.items] == [
        ("福利中心改造", "市民政局"),
        ("护理学院", "市教育局"),
    ]
    assert (plan.source.format, [(file.name, file.format) for file in plan.source.files or ()]) == (
        "zip",
        [("通知.docx", "docx"), ("附件1.行动方案.docx", "docx"), ("附件2.项目清单.xlsx", "xlsx")],
    )
    assert plan.front.date is not None
    assert codes(plan) == []


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_names_are_read_in_the_encoding_they_are_in(encoding: str) -> None:
    data = packed({"澜州市方案/方案.docx": word(ALONE), "澜州市方案/附件.xlsx": workbook(LIST)}, encoding)
    plan = plan_of(data)
    assert [file.name for file in plan.source.files or ()] == ["澜州市方案/方案.docx", "澜州市方案/附件.xlsx"]
    assert [(part.label and part.label.text, part.listed) for part in plan.parts] == [(None, None), ("附件", True)]


def test_annexes_are_matched_by_their_titles_where_their_files_have_no_numbers() -> None:
    files = {
        "fj_b.xlsx": workbook(LIST),
        "fj_a.docx": word(ACTION),
        "tz.docx": word([*NOTICE, "抄送：市委各部门。", "说明。" * 80]),
    }
    plan = plan_of(packed(files))
    assert [(part.label and part.label.text, part.source) for part in plan.parts] == [
        (None, "tz.docx"), ("附件1", "fj_a.docx"), ("附件2", "fj_b.xlsx"),
    ]  # fmt: skip


def test_a_page_and_the_files_it_links_to() -> None:
    page = (
        "<html><head><title>青禾县健身行动计划</title></head><body><div class='TRS_Editor'>"
        + "".join(f"<p>{line}</p>" for line in ALONE[:3])
        + "<p>附件：<a href='./P0202603.xlsx'>澜州市养老服务重点项目清单.xlsx</a></p></div></body></html>"
    )
    plan = plan_of(packed({"index.html": page.encode(), "P0202603.xlsx": workbook(LIST)}))
    assert [(part.kind, part.source, part.listed) for part in plan.parts] == [
        ("main", "index.html", None),
        ("annex", "P0202603.xlsx", True),
    ]
    assert codes(plan) == []


def test_a_document_that_lies_there_twice_is_read_once_and_systems_leftovers_not_at_all() -> None:
    text = "\n".join(ALONE).encode()
    data = packed(
        {
            "方案.txt": text,
            "方案.docx": word(ALONE),
            "__MACOSX/._方案.docx": b"x",
            ".DS_Store": b"x",
            "~$方案.docx": b"x",
            "图.png": b"\x89PNG",
        }
    )
    plan = plan_of(data)
    assert [file.name for file in plan.source.files or ()] == ["方案.docx"]
    assert [(finding.code, finding.params["file"]) for finding in plan.findings if finding.code.startswith("bundle")] == [
        ("bundle-file-unread", "图.png"), ("bundle-file-skipped", "方案.txt"),
    ]  # fmt: skip


def test_two_plans_of_one_name_are_both_read() -> None:
    """They are about as long as each other, but say different things."""
    other = [
        "云溪县阅读推广计划",
        "一、主要任务",
        "（一）开办书屋。新设书屋8家。（责任单位：县文旅局）",
        "附件：书目清单",
    ]
    plan = plan_of(packed({"方案.md": "\n\n".join(ALONE).encode(), "方案.txt": "\n".join(other).encode()}))
    assert [file.name for file in plan.source.files or ()] == ["方案.md", "方案.txt"]
    assert "bundle-file-skipped" not in codes(plan)


def test_of_three_files_of_one_name_only_the_one_that_says_the_same_is_left_out() -> None:
    other = [
        "云溪县阅读推广计划",
        "一、主要任务",
        "（一）开办书屋。新设书屋8家。（责任单位：县文旅局）",
        "附件：书目清单",
    ]
    text, page = "\n".join(other).encode(), "\n\n".join(other).encode()
    plan = plan_of(packed({"方案.txt": text, "方案.md": page, "方案.docx": word(ALONE)}))
    assert {file.name for file in plan.source.files or ()} == {"方案.docx", "方案.txt"}
    assert [finding.params["file"] for finding in plan.findings if finding.code == "bundle-file-skipped"] == ["方案.md"]


def test_every_character_of_a_bundle_has_a_place() -> None:
    data = packed(
        {"通知.docx": word(NOTICE), "附件1.txt": "\n".join(ACTION).encode(), "附件2.xlsx": workbook(LIST, LIST)}
    )
    report = Report()
    document = read(data, report, load().matcher(report))
    assert ledger_of(data, document).difference == {}
    assert len({block.id for block in document.blocks}) == len(document.blocks)


# ---------------------------------------------------------------- files named side by side


def test_files_named_side_by_side_are_one_document(tmp_path: Path) -> None:
    for name, data in {"通知.docx": word(NOTICE), "附件2.xlsx": workbook(LIST), "方案.docx": word(ACTION)}.items():
        (tmp_path / name).write_bytes(data)
    plan = parse(tmp_path / "通知.docx", annexes=[tmp_path / "方案.docx", tmp_path / "附件2.xlsx"])
    assert (plan.source.name, plan.source.format) == ("通知.docx", "docx")
    assert [(part.label and part.label.text, part.source) for part in plan.parts] == [
        (None, "通知.docx"), ("附件1", "方案.docx"), ("附件2", "附件2.xlsx"),
    ]  # fmt: skip


def test_an_annex_that_cannot_be_read_is_a_finding_and_a_plan_that_cannot_is_refused() -> None:
    annexes = [("附件1.jpg", b"\xff\xd8\xff")]
    plan = parse_together([("方案.docx", word(ALONE)), *annexes]).plan
    assert "bundle-file-unread" in codes(plan)
    with pytest.raises(NotADocumentError):
        parse_together([("方案.jpg", b"\xff\xd8\xff"), ("附件1.docx", word(ACTION))])


# ---------------------------------------------------------------- hostile ones


def linked() -> bytes:
    info = zipfile.ZipInfo("附件1.docx")
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("方案.docx", word(ALONE))
        archive.writestr(info, "/etc/passwd")
    return stream.getvalue()


def test_a_link_is_not_followed() -> None:
    plan = plan_of(linked())
    assert [(one.code, one.params["reason"]) for one in plan.findings if one.code.startswith("bundle")] == [
        ("bundle-file-skipped", "it is a link")
    ]
    assert "root:" not in str(plan.blocks)


@pytest.mark.parametrize("suffix", ["zip", "rar", "7z"])
def test_an_archive_in_the_archive_is_not_opened(suffix: str) -> None:
    plan = plan_of(packed({"方案.docx": word(ALONE), f"附件.{suffix}": packed({"附件1.docx": word(ACTION)})}))
    assert "bundle-file-skipped" in codes(plan)


def test_an_archive_under_another_name_is_not_opened() -> None:
    inner = packed({"附件1.docx": word(ACTION)})
    plan = plan_of(packed({"方案.docx": word(ALONE), "附件.docx": inner}))
    assert "bundle-file-unread" in codes(plan)


@pytest.mark.parametrize(
    "name", ["../方案.docx", "/etc/方案.docx", "a/../../方案.docx", "C:\\方案.docx", "..\\方案.docx"]
)
def test_a_name_that_leads_out_of_the_bundle_is_refused(name: str) -> None:
    with pytest.raises(DamagedDocumentError, match="leads outside"):
        plan_of(packed({name: word(ALONE)}))


def test_one_name_for_two_files_is_refused() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("方案.docx", word(ALONE))
        archive.writestr("方案.DOCX", word(ALONE))
    with pytest.raises(DamagedDocumentError, match="two files"):
        plan_of(stream.getvalue())


def test_an_encrypted_file_is_refused() -> None:
    data = bytearray(packed({"plan.docx": word(ALONE)}))
    data[6] |= 1
    data[data.rindex(b"PK\x01\x02") + 8] |= 1
    with pytest.raises(LockedDocumentError):
        plan_of(bytes(data))


def test_a_bomb_is_refused_before_it_is_unzipped() -> None:
    with pytest.raises(DamagedDocumentError, match="unzips to more"):
        plan_of(packed({"方案.docx": word(ALONE), "附件.txt": b"\n" * 80_000_000}))


def test_a_bomb_that_lies_about_its_size_is_refused() -> None:
    data = packed({"plan.txt": b"\n" * 80_000_000})
    size = struct.pack("<I", 80_000_000)
    assert data.count(size) >= 1
    lied = data.replace(size, struct.pack("<I", 1000))
    with pytest.raises(InputError):
        plan_of(lied)


def test_more_files_than_a_plan_has_are_refused() -> None:
    with pytest.raises(DamagedDocumentError, match="more than 100 files"):
        plan_of(packed({f"{number}.txt": b"a" for number in range(150)}))


@pytest.mark.parametrize("place", range(0, 400, 13))
def test_a_damaged_bundle_is_read_or_refused_in_one_line(place: int) -> None:
    data = bytearray(packed({"方案.docx": word(ALONE), "附件.xlsx": workbook(LIST)}, "gb18030"))
    data[-1 - place] ^= 0xFF
    refused = ""
    try:
        plan_of(bytes(data))
    except InputError as error:
        refused = str(error)
    assert "\n" not in refused


def test_a_name_in_no_encoding_is_shown_as_it_can_be() -> None:
    data = unflagged(packed({"plan\xff\xfe.txt": "\n".join(ALONE).encode()}))
    assert len(plan_of(data).source.files or ()) == 1


def test_a_package_of_another_kind_is_no_bundle() -> None:
    with pytest.raises(NotADocumentError, match="EPUB"):
        plan_of(
            packed({"mimetype": b"application/epub+zip", "META-INF/container.xml": b"<x/>", "OPS/1.html": b"<html/>"})
        )


def test_a_folder_named_word_makes_no_word_file() -> None:
    assert [one.name for one in plan_of(packed({"word/plan.docx": word(ALONE)})).source.files or ()] == [
        "word/plan.docx"
    ]
