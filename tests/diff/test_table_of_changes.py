"""修改对照表: a Word file with five columns."""

from __future__ import annotations

import shutil
import subprocess
import zipfile
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pytest
from diff_builders import change, diff, pieces, side, source
from docx import Document
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from plan_pair import HOSTILE, hostile, pair

from policy_extract.comparison.compare import compare
from policy_extract.comparison.report.rows_of_changes import new_of, old_of
from policy_extract.comparison.report.sections import chapters
from policy_extract.comparison.report.table_of_changes import table_of_changes
from policy_extract.texts import texts_of
from tests.diff.mutation.generator import LONG_PLAN, SAMPLES, mutated

if TYPE_CHECKING:
    from pathlib import Path

    from policy_extract.comparison.changes.diff_model import Diff
    from policy_extract.comparison.report.rows_of_changes import Order
    from policy_extract.model import Plan

OFFICE = shutil.which("soffice") or shutil.which("libreoffice")


def made(one: Diff, order: Order = "severity") -> Any:
    return Document(BytesIO(table_of_changes(one, order)))


def rows(document: Any) -> list[list[str]]:
    """The cells of each row; a row across the table has one."""
    [table] = document.tables
    return [[cell.text for cell in dict.fromkeys(row.cells)] for row in table.rows]


def runs(document: Any, row: int, col: int) -> list[Any]:
    return [run for paragraph in document.tables[0].cell(row, col).paragraphs for run in paragraph.runs]


def test_title_sources_and_a_count_stand_above_the_table() -> None:
    assert [paragraph.text for paragraph in made(pair().diff).paragraphs] == [
        "《澜州市养老服务行动方案》修改对照表",
        "原文：《澜州市养老服务行动方案》（旧稿.docx）",
        "修改后：《澜州市养老服务行动方案》（新稿.docx）",
        "实质 5 处，措辞 1 处，形式 1 处。",
    ]


def test_what_changed_stands_in_its_columns_by_severity_and_topic() -> None:
    got = rows(made(pair().diff))
    assert got[:5] == [
        ["序号", "条款", "原文", "修改后", "说明"],
        ["实质：基本信息"],
        ["1", "基本信息", "征求意见稿", "送审稿", "状态变更"],
        ["实质：任务"],
        [
            "2",
            "1.健全保障体系",
            "① 市人社局\n② 提高津贴标准。（责任单位：*市人社局、市民政局）",
            "① 市民政局\n② 逐步提高津贴标准。（责任单位：市人社局、*市民政局）",
            "① 牵头变更\n② 任务改写\n措辞",
        ],
    ]
    assert ["二、主要任务", "—", "3.建设智慧平台\n建成平台1个。（责任单位：市民政局）", "新增任务"] in [
        row[1:] for row in got
    ]
    assert got[-2] == ["形式：任务"]
    assert got[-1][1:] == ["二、主要任务", "3.加强监督管理", "4.加强监督管理", "任务重编号\n仅重编号"]


def test_rows_stand_in_the_order_of_the_document() -> None:
    got = rows(made(pair().diff, "document"))
    assert [row[0] for row in got[1:]] == [str(number) for number in range(1, len(got))]
    assert [row[1].split("\n")[-1] for row in got[1:5]] == [
        "基本信息",
        "1.健全保障体系",
        "2.扩大服务供给 · 责任",
        "二、主要任务",
    ]
    by_severity = [row for row in rows(made(pair().diff))[1:] if len(row) > 1]
    assert sorted(row[1:4] for row in got[1:]) == sorted(row[1:4] for row in by_severity)


@pytest.mark.parametrize("path", [LONG_PLAN, *SAMPLES[:3]], ids=lambda path: path.parent.name)
def test_no_cell_quotes_text_of_the_other_version(path: Path) -> None:
    """What stands in one of the two columns and not in its document does not stand in the other one either."""
    told = 0
    for seed in range(4):
        pair_ = mutated(path, 600 + seed, 12)
        texts = [_all_text(plan) for plan in (pair_.old, pair_.new)]
        parts = [
            part
            for chapter in chapters(compare(pair_.old, pair_.new), "zh")
            for topic in chapter.topics
            for entry in topic.entries
            for part in entry.parts
        ]
        for part in parts:
            for runs_, here, there in ((old_of(part), *texts), (new_of(part), *reversed(texts))):
                lines = ["".join(line.split()) for _, text in runs_ for line in text.split("\n")]
                told += len(lines)
                assert [line for line in lines if len(line) > 3 and line not in here and line in there] == []
    assert told > 20


def _all_text(plan: Plan) -> str:
    """What the document shows, with the numbers Word computes, without white space."""
    numbers = {block.id: block.number or "" for block in plan.blocks}
    texts = texts_of(plan)
    shown = "\n".join(numbers.get(name, "") + text for name, text in texts.items())
    return "".join((shown + "\n" + "\n".join(texts.values())).split(" "))


def test_what_a_name_or_value_belongs_to_is_a_remark_and_no_quotation() -> None:
    got = [row[1:] for row in rows(made(pair().diff))]
    assert ["养老床位 · 2028目标", "650", "700", "数值变更\n调高 50"] in got
    assert ["2.扩大服务供给 · 责任", "市财政局", "—", "删除单位"] in got


def test_what_stands_under_nothing_is_its_own_clause() -> None:
    gone = change("section-removed", [side("二、保障措施", "二、保障措施\n加强领导。", "2")], [], "")
    assert rows(made(diff(gone)))[2][1] == "二、保障措施"


def test_lines_of_the_page_are_counted_and_no_rows() -> None:
    """Who put the page on a site, and which page comes before it, is nothing a bureau changes."""
    page = change(
        "paragraph-reworded",
        [side("点击数：12", "点击数：12", "b3")],
        [side("点击数：95", "点击数：95", "b3")],
        "main",
        severity="form",
    )
    layout = change(
        "retyped",
        [side("加强领导", "加强领导", "b4")],
        [side("加强 领导", "加强 领导", "b4")],
        "main",
        noun="paragraph",
    )
    status = change("status-changed", [side("征求意见稿")], [], "")
    for order in ("document", "severity"):
        document = made(diff(status, page, layout), order)
        assert "点击数" not in str(rows(document))
        assert (
            document.paragraphs[3].text
            == "实质 1 处，措辞 0 处，形式 2 处。其中 2 处是目录、网页信息或排版，未列入本表。"
        )


def test_a_doubt_is_no_reason_to_hand_in() -> None:
    one = change(
        "task-reworded",
        [side("提高标准", "提高标准")],
        [side("逐步提高标准", "逐步提高标准")],
        "1.津贴",
        confidence=0.63,
    )
    assert rows(made(diff(one)))[2][4] == "任务改写"


def test_what_the_kind_of_a_change_says_is_not_said_again() -> None:
    moved = change(
        "item-moved", [side("4.建成中心", "建成中心", "a1/t1/r4")], [side("1.建成中心", "建成中心", "a1/t1/r1")], "清单"
    )
    assert rows(made(diff(moved)))[2][2:] == ["4.建成中心", "1.建成中心", "清单项移动"]


def test_a_number_stands_in_the_words_of_its_own_document() -> None:
    one = change(
        "value-changed",
        [side("力争建成中心10家", "10家", "2/1/g1")],
        [side("建成养老中心12家", "12家", "2/1/g1")],
        "1.扩大供给",
        noun="target",
    )
    document = made(diff(one))
    assert rows(document)[2] == ["1", "1.扩大供给", "力争建成中心10家", "建成养老中心12家", "数值变更"]
    assert [(run.text, run.font.strike) for run in runs(document, 2, 2)] == [("力争建成中心", None), ("10家", True)]


def test_without_a_title_the_files_are_named() -> None:
    document = made(diff(old=source("旧.docx", None), new=source("新.docx", None)))
    assert [paragraph.text for paragraph in document.paragraphs[:3]] == [
        "修改对照表",
        "原文：旧.docx",
        "修改后：新.docx",
    ]


def test_gone_words_are_struck_and_new_words_underlined() -> None:
    one = change("task-reworded", [side("甲")], [side("甲")], wording=pieces("每年", "-举办", "+组织", "活动"))
    document = made(diff(one))
    assert [(run.text, run.font.strike, run.font.underline) for run in runs(document, 2, 2)] == [
        ("每年", None, None),
        ("举办", True, None),
        ("活动", None, None),
    ]
    assert [(run.text, run.font.strike, run.font.underline) for run in runs(document, 2, 3)] == [
        ("每年", None, None),
        ("组织", None, True),
        ("活动", None, None),
    ]


def test_the_page_is_a4_across_and_the_heading_stands_on_every_page() -> None:
    document = made(pair().diff)
    [section] = document.sections
    assert section.orientation == WD_ORIENT.LANDSCAPE
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (297, 210)
    first, second = document.tables[0].rows[:2]
    assert first._tr.trPr.find(qn("w:tblHeader")) is not None
    assert second._tr.trPr.find(qn("w:tblHeader")) is None
    assert "PAGE" in section.footer.part.blob.decode()


def test_chinese_has_a_chinese_font() -> None:
    document = made(pair().diff)
    normal = document.styles["Normal"].element.rPr
    assert normal.find(qn("w:rFonts")).get(qn("w:eastAsia")) == "仿宋"
    assert normal.find(qn("w:lang")).get(qn("w:eastAsia")) == "zh-CN"
    [title] = document.paragraphs[0].runs
    assert title._r.rPr.rFonts.get(qn("w:eastAsia")) == "黑体"


def test_the_file_obeys_the_order_of_elements_word_insists_on() -> None:
    """Word calls a file damaged whose properties stand in another order than the schema's."""
    order = {
        "rPr": ["rFonts", "strike", "color", "sz", "u", "lang"],
        "pPr": ["keepNext", "spacing", "jc"],
        "tcPr": ["tcW", "gridSpan", "shd"],
        "tblPr": ["tblW", "tblBorders", "tblLayout", "tblCellMar"],
        "trPr": ["cantSplit", "tblHeader"],
    }
    body = made(pair().diff).tables[0]._tbl
    seen = set()
    for name, wanted in order.items():
        for element in body.iter(qn(f"w:{name}")):
            names = [child.tag.rpartition("}")[2] for child in element]
            assert names == sorted(names, key=wanted.index)
            seen.add(name)
    assert seen == set(order)


def test_what_xml_cannot_hold_is_replaced_and_nothing_else() -> None:
    document = made(diff(change("unit-added", new=[side(f"市\x0b局\ud800\ufffe\t{HOSTILE}")])))
    assert rows(document)[2][3] == f"市\ufffd局\ufffd\ufffd\t{HOSTILE}"


def test_hostile_documents_give_a_readable_file() -> None:
    assert any(HOSTILE in cell for row in rows(made(hostile().diff)) for cell in row)


def test_no_difference_gives_a_page_that_says_so() -> None:
    document = made(diff())
    assert document.paragraphs[-1].text == "没有差异。"
    assert document.tables == []


def test_a_document_read_before_its_changes_is_called_so() -> None:
    original = source("稿.docx").model_copy(update={"revisions": "original"})
    assert "（稿.docx，未接受修订）" in made(diff(old=original)).paragraphs[1].text


def test_the_same_comparison_gives_the_same_bytes() -> None:
    data = table_of_changes(pair().diff)
    assert data == table_of_changes(pair().diff)
    with zipfile.ZipFile(BytesIO(data)) as archive:
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        core = archive.read("docProps/core.xml").decode()
    assert "python-docx" not in core
    assert "2013" not in core


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed")
def test_libreoffice_opens_it(tmp_path: Path) -> None:
    (tmp_path / "table.docx").write_bytes(table_of_changes(pair().diff))
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = [str(OFFICE), profile, "--headless", "--convert-to", "txt:Text (encoded):UTF8", "table.docx"]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, timeout=100)
    text = (tmp_path / "table.txt").read_text(encoding="utf-8-sig")
    assert "《澜州市养老服务行动方案》修改对照表" in text
    assert "新增任务" in text
    assert "3.建设智慧平台" in text


def test_a_row_of_what_is_the_same_in_several_places_names_them() -> None:
    old = "澜州市养老方案\n一、任务\n" + "".join(
        f"{n}.完善第{n}类服务。（责任单位：市民政局、市财政局）\n" for n in (1, 2, 3)
    )
    told = pair(old, old.replace("：市民政局", "：*市民政局")).diff
    assert "1.完善第1类服务、2.完善第2类服务等，另有 1 处" in [row[1] for row in rows(made(told))[1:] if len(row) > 1]
