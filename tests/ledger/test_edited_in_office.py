"""What a person does in LibreOffice with a ledger is there after an update: LibreOffice itself is driven."""

from __future__ import annotations

import io
import subprocess
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

import pytest
from ledger_builder import OFFICE, TEXT, ledger_of, needs_office, plan_of, tasks
from openpyxl import load_workbook

from policy_extract.grammar import load
from policy_extract.ledger.update import update_ledger

if TYPE_CHECKING:
    from pathlib import Path

LIBRARY = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE library:library PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "library.dtd">
<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard" library:readonly="false"
 library:passwordprotected="false">{modules}</library:library>"""
MODULE = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Edit" script:language="StarBasic">{source}</script:module>"""
EDIT = """
Function Named(name As String, value As Variant) As com.sun.star.beans.PropertyValue
  Dim one As New com.sun.star.beans.PropertyValue
  one.Name = name
  one.Value = value
  Named = one
End Function

Sub Edit
  document = StarDesktop.loadComponentFromURL("{before}", "_blank", 0, Array(Named("Hidden", True)))
  sheet = document.Sheets.getByName("台账")
  ' what was done, a state, a colour, a remark, a column and a row of one's own, a place in the rows
  sheet.getCellRangeByName("H5").String = "已印发通知"
  sheet.getCellRangeByName("J5").String = "推进中"
  sheet.getCellRangeByName("H6").String = "已开工8个"
  sheet.getCellRangeByName("H6").CellBackColor = RGB(255, 200, 0)
  sheet.Annotations.insertNew(sheet.getCellRangeByName("K6").CellAddress, "请核实")
  sheet.getCellRangeByName("P3").String = "分管领导"
  sheet.getCellRangeByName("P5").String = "江副市长"
  sheet.Rows.insertByIndex(6, 1)
  sheet.getCellRangeByName("B7").String = "自加一行：召开推进会"
  sheet.getCellRangeByName("K7").Formula = "=1+1"
  document.storeToURL("{after}", Array(Named("FilterName", "Calc MS Excel 2007 XML")))
  document.close(True)
  StarDesktop.terminate()
End Sub
"""


def edited(folder: Path, data: bytes) -> bytes:
    """The ledger after a person worked on it in LibreOffice and saved it."""
    before, after = folder / "before.xlsx", folder / "after.xlsx"
    before.write_bytes(data)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [str(OFFICE), profile, "--headless", "--norestore"]
    subprocess.run([*command, "--terminate_after_init"], check=True, capture_output=True, timeout=100)
    basic = folder / "profile" / "user" / "basic"
    source = EDIT.format(before=before.as_uri(), after=after.as_uri())
    (basic / "Standard" / "Edit.xba").write_text(MODULE.format(source=escape(source)), encoding="utf-8")
    module = '<library:element library:name="Edit"/>'
    (basic / "Standard" / "script.xlb").write_text(LIBRARY.format(modules=module), encoding="utf-8")
    (basic / "Standard" / "dialog.xlb").write_text(LIBRARY.format(modules=""), encoding="utf-8")
    subprocess.run([*command, "macro:///Standard.Edit.Edit"], check=True, capture_output=True, timeout=100)
    return after.read_bytes()


@pytest.mark.full
@needs_office
def test_what_a_person_did_in_libreoffice_is_there_after_an_update(tmp_path: Path) -> None:
    saved = edited(tmp_path, ledger_of(plan_of(TEXT)))
    new = TEXT.replace("2.扩大", "2.改造设施。改造设施20处。（责任单位：市住建局）\n3.扩大").replace("3.加强", "4.加强")
    data, [outcome] = update_ledger(saved, [plan_of(new)], load())
    assert (outcome.kept, outcome.new, outcome.gone) == (3, 1, 0)
    rows = {str(row["任务"]).partition("\n")[0]: row for row in tasks(data)}
    assert (rows["1.完善津贴制度"]["进展"], rows["1.完善津贴制度"]["状态"]) == ("已印发通知", "推进中")
    assert rows["1.完善津贴制度"]["分管领导"] == "江副市长"
    assert rows["3.扩大服务供给"]["进展"] == "已开工8个"
    assert rows["2.改造设施"]["变动"] == "新增"
    sheet = load_workbook(io.BytesIO(data))["台账"]
    at = {str(cell.value).partition("\n")[0]: cell.row for cell in sheet["B"]}
    assert sheet.cell(at["3.扩大服务供给"], 8).fill.fgColor.rgb == "FFFFC800"
    assert "请核实" in sheet.cell(at["3.扩大服务供给"], 11).comment.text
    own = at["自加一行：召开推进会"]
    assert sheet.cell(own, 11).value == "=1+1"
    assert at["3.扩大服务供给"] < own < at["4.加强监管"]
