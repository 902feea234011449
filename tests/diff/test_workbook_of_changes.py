"""修改对照表 as an Excel workbook."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any

from diff_builders import change, diff, pieces, side
from openpyxl import load_workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from plan_pair import HOSTILE, hostile, pair

from policy_extract.comparison.report.rows_of_changes import HEADINGS, Row, rows_of
from policy_extract.comparison.report.workbook_of_changes import workbook_of_changes

if TYPE_CHECKING:
    from policy_extract.comparison.changes.diff_model import Diff
    from policy_extract.comparison.report.rows_of_changes import Order


def sheet(one: Diff, order: Order = "document") -> Any:
    return load_workbook(BytesIO(workbook_of_changes(one, order)), rich_text=True)["修改对照表"]


def rows(one: Diff, order: Order = "document") -> list[list[str]]:
    return [[str(cell.value or "") for cell in row] for row in sheet(one, order).iter_rows(min_row=5)]


def test_it_says_what_the_word_file_says() -> None:
    for order in ("document", "severity"):
        head, *got = rows(pair().diff, order)
        assert head == [*HEADINGS]
        wanted = [row for row in rows_of(pair().diff, order) if isinstance(row, Row)]
        assert [row[0] for row in got if row[0].isdigit()] == [str(row.number) for row in wanted]
        texts = ["\n".join("".join(piece.text for piece in line) for line in row.old) for row in wanted]
        assert [row[2] for row in got if row[0].isdigit()] == texts


def test_gone_words_are_struck_and_new_words_underlined() -> None:
    one = change("task-reworded", [side("甲")], [side("甲")], wording=pieces("每年", "-举办", "+组织", "活动"))
    cells = sheet(diff(one))[6]
    for cell, mark, text in ((cells[2], "strike", "举办"), (cells[3], "u", "组织")):
        assert isinstance(cell.value, CellRichText)
        blocks = [part for part in cell.value if isinstance(part, TextBlock) and getattr(part.font, mark)]
        assert [block.text for block in blocks] == [text]


def test_title_sources_and_heading_print_a4_across() -> None:
    page = sheet(pair().diff)
    assert page["A1"].value == "《澜州市养老服务行动方案》修改对照表"
    assert page["A4"].value == "实质 5 处，措辞 1 处，形式 1 处。"
    assert (page.page_setup.orientation, page.page_setup.paperSize, page.print_title_rows) == ("landscape", 9, "$5:$5")


def test_text_stays_text_and_hostile_documents_give_a_readable_file() -> None:
    for text in ("=1+1", "<r>x</r>"):
        one = diff(change("unit-added", new=[side(text)]))
        assert [row[3] for row in rows(one)[1:]] == [text]
        assert all(cell.data_type != "f" for row in sheet(one).iter_rows() for cell in row)
    assert any(HOSTILE in cell for row in rows(hostile().diff) for cell in row)


def test_no_difference_is_a_table_without_rows_and_the_bytes_are_the_same() -> None:
    assert rows(diff()) == [[*HEADINGS]]
    assert workbook_of_changes(pair().diff) == workbook_of_changes(pair().diff)
