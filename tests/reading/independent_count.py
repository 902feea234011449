"""A second count of the characters in a Word file, by story; it knows nothing of the package it checks.

Counted are the characters of the elements that hold text (w:t, w:delText,
w:instrText, w:delInstrText, m:t, a:t), of attributes that print (w:sym,
v:textpath, w:fldSimple), the two hyphens that are elements, and text that
stands where the schema allows none. A tab or line break is no character.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections import Counter
from xml.etree import ElementTree as ET

WORD = {
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
}
MATH = {
    "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "http://purl.oclc.org/ooxml/officeDocument/math",
}
DRAWING = {"http://schemas.openxmlformats.org/drawingml/2006/main", "http://purl.oclc.org/ooxml/drawingml/main"}
VML = {"urn:schemas-microsoft-com:vml"}
SETTINGS = {
    "posOffset", "align", "pctWidth", "pctHeight", "pctPosHOffset", "pctPosVOffset", "fldData", "LockedField", "FieldCodes",
}  # fmt: skip
PICTURE_FONTS_KNOW = 0x20
STORIES = {
    "footnotes": "footnote",
    "endnotes": "endnote",
    "comments": "comment",
    "header": "header",
    "footer": "footer",
}


def count(data: bytes) -> dict[str, int]:
    """Story → characters; stories without any are left out."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = {name.replace("\\", "/").lower(): name for name in archive.namelist()}
        main = main_part(archive, names)
        parts = {main: "body"}
        for kind, target in arrows(archive, names, main):
            if kind in STORIES and target.lower() in names:
                parts.setdefault(target, STORIES[kind])
        for kind in ("footnotes", "endnotes", "comments"):
            usual = f"word/{kind}.xml"
            if usual in names and STORIES[kind] not in parts.values():
                parts[usual] = STORIES[kind]
        counts: Counter[str] = Counter()
        for part, story in parts.items():
            counts[story] += in_part(archive.read(names[part.lower()]))
    return {story: number for story, number in counts.items() if number}


def main_part(archive: zipfile.ZipFile, names: dict[str, str]) -> str:
    targets = [target for kind, target in arrows(archive, names, "") if kind == "officeDocument"]
    return next((target for target in targets if target.lower() in names), "word/document.xml")


def arrows(archive: zipfile.ZipFile, names: dict[str, str], part: str) -> list[tuple[str, str]]:
    folder, base = posixpath.split(part)
    name = posixpath.join(folder, "_rels", base + ".rels").lower()
    if name not in names:
        return []
    found = []
    for each in ET.fromstring(archive.read(names[name])):
        if each.get("TargetMode") != "External":
            target = posixpath.normpath(posixpath.join("/", folder, each.get("Target", ""))).lstrip("/")
            found.append((each.get("Type", "").rpartition("/")[2], target))
    return found


def in_part(data: bytes) -> int:
    return sum(in_element(element) for element in ET.fromstring(data).iter())


def in_element(element: ET.Element) -> int:
    """The characters of the element itself, and the loose text that follows each of its children."""
    space, _, name = element.tag[1:].rpartition("}")
    after = sum(len(" ".join((child.tail or "").split())) for child in element)
    own = element.text or ""
    if (space in WORD and name in {"t", "delText", "instrText", "delInstrText"}) or (
        space in MATH | DRAWING and name == "t"
    ):
        return len(own.replace("\t", "")) + after  # a line break of pretty printing shows as a space
    if name not in SETTINGS:
        after += len(" ".join(own.split()))
    return after + by_attribute(element, space, name)


def by_attribute(element: ET.Element, space: str, name: str) -> int:
    if space in VML and name == "textpath":
        return visible(element.get("string", ""))
    if space not in WORD:
        return 0
    if name in {"noBreakHyphen", "softHyphen"}:
        return 1
    if name == "fldSimple":
        return visible(element.get(f"{{{space}}}instr", ""))
    return is_character(element.get(f"{{{space}}}char", "")) if name == "sym" else 0


def visible(text: str) -> int:
    return len(text.replace("\n", "").replace("\t", ""))


def is_character(code: str) -> int:
    try:
        point = int(code, 16)
    except ValueError:
        return 0
    return int(PICTURE_FONTS_KNOW <= point <= 0x10FFFF and not 0xD800 <= point <= 0xDFFF)
