"""Word files that hold one thing over and over."""

from __future__ import annotations

import io
import zipfile
from typing import NamedTuple

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_NAMES = (
    f'xmlns:w="{W}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/word/document.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
_ARROWS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_LINKS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r0" Type="{kind}/{what}" Target="{target}"/></Relationships>'
)
_PARTS = ("styles", "numbering", "footnotes", "comments")
_STYLES = (
    '<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="2"><w:name w:val="heading 2"/><w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="9"><w:name w:val="toc 1"/></w:style>'
)
_LEVELS = "".join(
    f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{text}"/></w:lvl>'
    for level, kind, text in ((0, "chineseCounting", "%1、"), (1, "chineseCounting", "（%2）"), (2, "decimal", "%3."))
)
_NUMBERING = (
    f'<w:abstractNum w:abstractNumId="0">{_LEVELS}</w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
)


def run(text: str) -> str:
    """A run of text."""
    return f"<w:r><w:t>{text}</w:t></w:r>"


def paragraph(content: str, properties: str = "") -> str:
    """A paragraph of runs."""
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{content}</w:p>"


def line(text: str, properties: str = "") -> str:
    """A paragraph of one run."""
    return paragraph(run(text), properties)


def cell(content: str, properties: str = "") -> str:
    """A cell of a table."""
    return f"<w:tc>{f'<w:tcPr>{properties}</w:tcPr>' if properties else ''}{content}</w:tc>"


def row(*texts: str) -> str:
    """A row of a table."""
    return f"<w:tr>{''.join(cell(line(text)) for text in texts)}</w:tr>"


HEAD = (
    line("澜州市养老服务行动方案", '<w:jc w:val="center"/>')
    + line("一、总体要求")
    + line("坚持以人为本。")
    + line("二、重点任务")
)
_INDICATORS = HEAD + "<w:tbl>" + row("序号", "指标名称", "单位", "2025年", "2028年")
_WORK = HEAD + "<w:tbl>" + row("序号", "重点任务", "责任单位", "完成时限")


class WordShape(NamedTuple):
    """A Word file whose body grows by repeating its middle."""

    name: str
    repeated: str
    """XML; `{n}` is counted."""
    before: str = HEAD
    after: str = ""
    closing: str = ""
    """Repeated after the middle as often as the middle."""
    part: str = ""
    """Repeated in another part, in step with the middle."""
    into: str = ""
    """Name of that part."""
    file: str = "x.docx"

    def of_length(self, size: int) -> bytes:
        """The file, with about so many characters of XML in its body."""
        times = max(1, (size - len(self.before)) // len(self.repeated + self.closing))
        counted = [str(number) for number in range(1, times + 1)]
        middle = "".join(self.repeated.replace("{n}", number) for number in counted)
        content = {"styles": _STYLES, "numbering": _NUMBERING, "footnotes": "", "comments": ""}
        if self.into:
            content[self.into] += "".join(self.part.replace("{n}", number) for number in counted)
        return _packed(self.before + middle + self.closing * times + self.after, content)


def _packed(body: str, content: dict[str, str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        target.writestr("[Content_Types].xml", _TYPES)
        target.writestr("_rels/.rels", _LINKS.format(kind=_ARROWS, what="officeDocument", target="word/document.xml"))
        arrows = "".join(
            f'<Relationship Id="r{place}" Type="{_ARROWS}/{part}" Target="{part}.xml"/>'
            for place, part in enumerate(_PARTS)
        )
        target.writestr(
            "word/_rels/document.xml.rels",
            f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{arrows}</Relationships>',
        )
        for part in _PARTS:
            target.writestr(f"word/{part}.xml", f"<w:{part} {_NAMES}>{content[part]}</w:{part}>")
        target.writestr("word/document.xml", f"<w:document {_NAMES}><w:body>{body}<w:sectPr/></w:body></w:document>")
    return out.getvalue()


_FIELD = '<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'
_BEGIN, _SEPARATE, _END = (_FIELD.format(kind=kind) for kind in ("begin", "separate", "end"))
_CODE = "<w:r><w:instrText> PAGE </w:instrText></w:r>"
_AUTHOR = 'w:id="{n}" w:author="甲" w:date="2026-01-01T00:00:00Z"'
_AUTOMATIC = '<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr>'
_BOX = "<w:r><w:pict><v:shape><v:textbox><w:txbxContent>{content}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
_BOX_OPEN, _BOX_CLOSE = _BOX.split("{content}")

SHAPES = (
    WordShape("short paragraphs", line("完善服务。")),
    WordShape("short paragraphs, each another", line("完善第{n}项。")),
    WordShape("empty paragraphs", "<w:p/>"),
    WordShape("headings 一、 the same", line("一、重点任务")),
    WordShape("headings （一）", line("（一）健全体系")),
    WordShape("headings 1.", line("{n}.健全体系")),
    WordShape("headings by style", line("健全体系", '<w:pStyle w:val="1"/>')),
    WordShape(
        "headings by style, two levels", line("体系", '<w:pStyle w:val="1"/>') + line("设施", '<w:pStyle w:val="2"/>')
    ),
    WordShape("automatic numbers", line("健全体系", _AUTOMATIC.format(level=0))),
    WordShape(
        "automatic numbers of three levels",
        "".join(line("健全体系", _AUTOMATIC.format(level=level)) for level in (0, 1, 2)),
    ),
    WordShape(
        "lists, each another",
        line("健全体系", '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1{n}"/></w:numPr>'),
        part='<w:num w:numId="1{n}"><w:abstractNumId w:val="0"/></w:num>',
        into="numbering",
    ),
    WordShape(
        "styles, each on another",
        line("健全体系", '<w:pStyle w:val="s{n}"/>'),
        part='<w:style w:type="paragraph" w:styleId="s{n}"><w:name w:val="s{n}"/><w:basedOn w:val="s{n}"/></w:style>',
        into="styles",
    ),
    WordShape("title lines", line("澜州市养老服务行动方案", '<w:jc w:val="center"/>'), before=""),
    WordShape("title lines opened only", line("澜州市关于印发《", '<w:jc w:val="center"/>'), before=""),
    WordShape("contents lines", line("一、总体要求", '<w:pStyle w:val="9"/>')),
    WordShape("annex labels", line("附件{n}") + line("甲清单")),
    WordShape("unit clauses", line("{n}.健全保障。（责任单位：市民政局、市财政局）")),
    WordShape("promises", line("到2027年，建成示范中心100家。")),
    WordShape("runs in one paragraph", run("甲"), before=HEAD + "<w:p>", after="</w:p>"),
    WordShape(
        "runs of several looks", f"<w:r><w:rPr><w:b/></w:rPr><w:t>甲</w:t></w:r>{run('乙')}", HEAD + "<w:p>", "</w:p>"
    ),
    WordShape("line breaks in one paragraph", "<w:r><w:br/><w:t>甲</w:t></w:r>", before=HEAD + "<w:p>", after="</w:p>"),
    WordShape("tabs in one paragraph", "<w:r><w:tab/><w:t>甲</w:t></w:r>", before=HEAD + "<w:p>", after="</w:p>"),
    WordShape("fields", paragraph(_BEGIN + _CODE + _SEPARATE + run("1") + _END)),
    WordShape("fields in one paragraph", _BEGIN + _CODE + _SEPARATE + run("1") + _END, HEAD + "<w:p>", "</w:p>"),
    WordShape("fields in each other", _BEGIN + _CODE + _SEPARATE + run("甲"), HEAD + "<w:p>", "</w:p>", _END),
    WordShape("fields never ended", paragraph(_BEGIN + _CODE + run("甲"))),
    WordShape("simple fields", paragraph('<w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>')),
    WordShape(
        "links in one paragraph", f'<w:hyperlink w:anchor="a">{run("甲")}</w:hyperlink>', HEAD + "<w:p>", "</w:p>"
    ),
    WordShape(
        "bookmarks",
        paragraph('<w:bookmarkStart w:id="{n}" w:name="a{n}"/>' + run("甲") + '<w:bookmarkEnd w:id="{n}"/>'),
    ),
    WordShape(
        "footnotes",
        paragraph(run("甲") + '<w:r><w:footnoteReference w:id="{n}"/></w:r>'),
        part='<w:footnote w:id="{n}">' + line("注释。") + "</w:footnote>",
        into="footnotes",
    ),
    WordShape(
        "footnotes in one paragraph",
        run("甲") + '<w:r><w:footnoteReference w:id="{n}"/></w:r>',
        HEAD + "<w:p>",
        "</w:p>",
        part='<w:footnote w:id="{n}">' + line("注释。") + "</w:footnote>",
        into="footnotes",
    ),
    WordShape(
        "comments",
        paragraph('<w:commentRangeStart w:id="{n}"/>' + run("甲") + '<w:r><w:commentReference w:id="{n}"/></w:r>'),
        part='<w:comment w:id="{n}">' + line("意见。") + "</w:comment>",
        into="comments",
    ),
    WordShape("insertions", paragraph(f"<w:ins {_AUTHOR}>{run('甲')}</w:ins>")),
    WordShape("insertions in one paragraph", f"<w:ins {_AUTHOR}>{run('甲')}</w:ins>", HEAD + "<w:p>", "</w:p>"),
    WordShape("deletions", paragraph(f"{run('甲')}<w:del {_AUTHOR}><w:r><w:delText>乙</w:delText></w:r></w:del>")),
    WordShape("paragraphs joined by deletions", paragraph(run("甲"), f"<w:rPr><w:del {_AUTHOR}/></w:rPr>")),
    WordShape(
        "moved paragraphs",
        paragraph(f"<w:moveFrom {_AUTHOR}>{run('甲')}</w:moveFrom><w:moveTo {_AUTHOR}>{run('乙')}</w:moveTo>"),
    ),
    WordShape("text boxes", paragraph(run("甲") + _BOX.format(content=line("专栏{n} 工程")))),
    WordShape("text boxes in one paragraph", _BOX.format(content=line("甲")), HEAD + "<w:p>", "</w:p>"),
    WordShape("text boxes in each other", ("<w:p>" + _BOX_OPEN) * 9 + (_BOX_CLOSE + "</w:p>") * 9),
    WordShape(
        "alternate content",
        paragraph(
            f"<mc:AlternateContent><mc:Choice>{run('甲')}</mc:Choice><mc:Fallback>{run('乙')}</mc:Fallback></mc:AlternateContent>"
        ),
    ),
    WordShape("content controls", f"<w:sdt><w:sdtContent>{line('甲')}</w:sdtContent></w:sdt>"),
    WordShape(
        "content controls in each other",
        "<w:sdt><w:sdtContent>" * 20 + line("甲") + "</w:sdtContent></w:sdt>" * 20,
    ),
    WordShape("unknown elements", paragraph(f"<w:note>{run('甲')}</w:note>")),
    WordShape("sections", paragraph(run("甲"), "<w:sectPr/>")),
    WordShape("formulas", paragraph("<m:oMath><m:r><m:t>x</m:t></m:r></m:oMath>")),
    WordShape("tables", f"<w:tbl>{row('指标', '2028年')}{row('床位', '100')}</w:tbl><w:p/>"),
    WordShape("tables that touch", f"<w:tbl>{row('指标', '2028年')}{row('床位', '100')}</w:tbl>"),
    WordShape("boxes", f"<w:tbl>{row('专栏{n} 养老工程')}{row('建设中心')}</w:tbl><w:p/>"),
    WordShape("tables in each other", ("<w:tbl><w:tr><w:tc>" + line("甲")) * 9 + "<w:p/></w:tc></w:tr></w:tbl>" * 9),
    WordShape("rows of indicators", row("{n}", "养老床位{n}", "张", "100", "200"), _INDICATORS, "</w:tbl>"),
    WordShape("rows of work", row("{n}", "建设中心{n}", "市民政局、市财政局", "2027年底"), _WORK, "</w:tbl>"),
    WordShape("rows nobody knows", row("甲{n}", "乙", "丙"), HEAD + "<w:tbl>", "</w:tbl>"),
    WordShape(
        "bands",
        "<w:tr>" + cell(line("一、服务"), '<w:gridSpan w:val="4"/>') + "</w:tr>" + row("{n}", "甲", "市民政局", "年底"),
        _WORK,
        "</w:tbl>",
    ),
    WordShape(
        "cells merged downwards",
        "<w:tr>"
        + cell(line("{n}"))
        + cell("<w:p/>", "<w:vMerge/>")
        + cell(line("市民政局"))
        + cell(line("年底"))
        + "</w:tr>",
        _WORK
        + "<w:tr>"
        + cell(line("1"))
        + cell(line("甲"), '<w:vMerge w:val="restart"/>')
        + cell(line("乙"))
        + cell(line("丙"))
        + "</w:tr>",
        "</w:tbl>",
    ),
    WordShape("columns", cell(line("甲{n}")), HEAD + "<w:tbl><w:tr>", "</w:tr></w:tbl>"),
    WordShape("rows of growing width", row("甲") + row("乙", "丙"), HEAD + "<w:tbl>", "</w:tbl>"),
    WordShape(
        "paragraphs in one cell", line("建设中心100家。"), HEAD + "<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>"
    ),
    WordShape(
        "paragraphs in one box",
        line("建设中心100家。"),
        HEAD + "<w:tbl><w:tr><w:tc>" + line("专栏1 工程"),
        "</w:tc></w:tr></w:tbl>",
    ),
)
