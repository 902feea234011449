"""OFD files as small as they can be: a zip with pages of placed text and drawn lines."""

from __future__ import annotations

import io
import zipfile
from html import escape

SPACE = 'xmlns:ofd="http://www.ofdspec.org/2016"'


def text(x: float, y: float, words: str, *, size: float = 5.0, more: str = "", code: str = "") -> str:
    """A run of text whose first glyph stands at (x, y), in millimetres; the others follow at the width of the size."""
    delta = code or f'DeltaX="g {max(len(words) - 1, 1)} {size}"'
    return (
        f'<ofd:TextObject Boundary="{x} {y} 180 10" Size="{size}" {more}>'
        f'<ofd:TextCode X="0" Y="{size}" {delta}>{escape(words)}</ofd:TextCode></ofd:TextObject>'
    )


def path(x: float, y: float, data: str, *, more: str = "") -> str:
    """A drawn path; (x, y) is its own origin."""
    return f'<ofd:PathObject Boundary="{x} {y} 180 200" {more}><ofd:AbbreviatedData>{data}</ofd:AbbreviatedData></ofd:PathObject>'


def grid(x: float, y: float, widths: list[float], heights: list[float]) -> str:
    """The lines of a table whose top left corner stands at (x, y)."""
    xs = [sum(widths[:n]) for n in range(len(widths) + 1)]
    ys = [sum(heights[:n]) for n in range(len(heights) + 1)]
    lines = [f"M 0 {at} L {xs[-1]} {at}" for at in ys] + [f"M {at} 0 L {at} {ys[-1]}" for at in xs]
    return path(x, y, " ".join(lines))


def ofd(*pages: str, template: str = "", annotations: str = "", signed: bool = False) -> bytes:
    """The bytes of a file with these pages; the template stands after each of them, the annotations on the first."""
    parts: dict[str, str] = {}
    page = f"<ofd:Page {SPACE}>{{}}<ofd:Content><ofd:Layer>{{}}</ofd:Layer></ofd:Content></ofd:Page>"
    used = '<ofd:Template TemplateID="900" ZOrder="Background"/>' if template else ""
    for number, drawn in enumerate(pages):
        parts[f"Doc_0/Pages/Page_{number}/Content.xml"] = page.format(used, drawn)
    if template:
        parts["Doc_0/Tpls/T.xml"] = page.format("", template)
    if annotations:
        parts["Doc_0/Annotations.xml"] = (
            f'<ofd:Annotations {SPACE}><ofd:Page PageID="1"><ofd:FileLoc>A.xml</ofd:FileLoc></ofd:Page></ofd:Annotations>'
        )
        parts["Doc_0/A.xml"] = (
            f"<ofd:PageAnnot {SPACE}><ofd:Annot><ofd:Appearance>{annotations}</ofd:Appearance></ofd:Annot></ofd:PageAnnot>"
        )
    parts["Doc_0/Document.xml"] = (
        f"<ofd:Document {SPACE}><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea>"
        + ('<ofd:TemplatePage ID="900" BaseLoc="Tpls/T.xml"/>' if template else "")
        + "</ofd:CommonData><ofd:Pages>"
        + "".join(f'<ofd:Page ID="{n + 1}" BaseLoc="Pages/Page_{n}/Content.xml"/>' for n in range(len(pages)))
        + "</ofd:Pages>"
        + ("<ofd:Annotations>Annotations.xml</ofd:Annotations>" if annotations else "")
        + "</ofd:Document>"
    )
    signs = "<ofd:Signatures>Doc_0/Signs/Signatures.xml</ofd:Signatures>" if signed else ""
    if signed:
        parts["Doc_0/Signs/Signatures.xml"] = f'<ofd:Signatures {SPACE}><ofd:Signature ID="1"/></ofd:Signatures>'
    parts["OFD.xml"] = (
        f"<ofd:OFD {SPACE}><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot>{signs}</ofd:DocBody></ofd:OFD>"
    )
    return packed(parts)


def packed(parts: dict[str, str]) -> bytes:
    """A zip of these parts."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()
