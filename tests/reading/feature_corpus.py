"""One small Word file for every feature the reader knows, with what it prints, written by hand.

`FEATURES` is used by the tests of the reader and of the ledger, by the fuzzer,
and by `benchmarks/word_readers.py`, which holds other readers against the same
expectations.

A line is a paragraph or a row of a table: its story before a colon where that
is not the body, its automatic number in angle brackets, `⏎` for a line break,
`→` for a tab; `^` and `<` for a square merged into the one above or to the left.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from docx_builder import (
    arrow,
    docx,
    lists,
    lvl,
    numbered,
    p,
    r,
    root,
    style,
    t,
    tc,
    tr,
)
from docx_builder import tbl as bare_table

from policy_extract.blocks import Block, Document, Paragraph, Table


@dataclass(frozen=True)
class Feature:
    """One file and what it prints."""

    group: str
    name: str
    data: bytes = field(repr=False)
    lines: tuple[str, ...]
    """The document with its tracked changes accepted."""
    never: tuple[str, ...] = ()
    """Text no page shows."""
    before: tuple[str, ...] | None = None
    """The document before its tracked changes, where that reads otherwise."""
    codes: frozenset[str] = frozenset()
    """Findings that must be made, besides that of a missing word/styles.xml."""
    fair: bool = True
    """Other readers can be compared on it; findings and the original text of tracked changes are read by no other."""


def lines_of(document: Document) -> tuple[str, ...]:
    return tuple(line for block in document.blocks for line in _lines(block))


def _lines(block: Block) -> list[str]:
    story = "" if block.story == "body" else block.story + ": "
    if isinstance(block, Paragraph):
        return [story + _line(block.text, [block.number])]
    return [story + ("" if block.inside is None else "inside: ") + row for row in _rows(block)]


def _rows(table: Table) -> list[str]:
    rows = []
    for at, row in enumerate(table.grid()):
        squares = [
            _line(cell.text, cell.numbers or [])
            if (cell.row, cell.col) == (at, col)
            else ("^" if cell.row < at else "<")
            for col, cell in enumerate(row)
        ]
        rows.append(" | ".join(squares))
    return rows


def _line(text: str, numbers: list[str] | tuple[str, ...]) -> str:
    parts = text.split("\n")
    labels = [*numbers, *[""] * len(parts)]
    return "⏎".join((f"<{label}>" if label else "") + part for label, part in zip(labels, parts, strict=False)).replace(
        "\t", "→"
    )


# ---------------------------------------------------------------- pieces


def tbl(*rows: str) -> str:
    """A table with a list of its columns, which some readers need."""
    cols = max(row.count("<w:tc>") + row.count('<w:gridSpan w:val="2"/>') for row in rows)
    columns = '<w:gridCol w:w="2000"/>' * cols
    return bare_table(*rows).replace("<w:tblPr/>", f"<w:tblPr/><w:tblGrid>{columns}</w:tblGrid>", 1)


def drawn(content: str) -> str:
    return (
        '<w:drawing><wp:inline><a:graphic><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape">'
        f"<wps:wsp><wps:txbx><w:txbxContent>{content}</w:txbxContent></wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing>"
    )


def pictured(content: str) -> str:
    return f"<w:pict><v:shape><v:textbox><w:txbxContent>{content}</w:txbxContent></v:textbox></v:shape></w:pict>"


def either(choice: str, fallback: str, needs: str = "wps") -> str:
    return f'<mc:AlternateContent><mc:Choice Requires="{needs}">{choice}</mc:Choice><mc:Fallback>{fallback}</mc:Fallback></mc:AlternateContent>'


def sdt(content: str, properties: str = "") -> str:
    return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"


def mark(identity: int, kind: str = "footnote") -> str:
    return f'<w:r><w:{kind}Reference w:id="{identity}"/></w:r>'


def note(identity: int, text: str, kind: str = "footnote") -> str:
    return f'<w:{kind} w:id="{identity}">{p(text)}</w:{kind}>'


SEPARATORS = (
    f'<w:footnote w:type="separator" w:id="-1">{p("<w:r><w:separator/></w:r>")}</w:footnote>'
    f'<w:footnote w:type="continuationSeparator" w:id="0">{p("<w:r><w:continuationSeparator/></w:r>")}</w:footnote>'
)


def run(inner: str) -> str:
    return f"<w:r>{inner}</w:r>"


def char(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def code(text: str) -> str:
    return f'<w:r><w:instrText xml:space="preserve">{text}</w:instrText></w:r>'


def complex_field(instruction: str, result: str) -> str:
    return char("begin") + code(instruction) + char("separate") + result + char("end")


_BY = 'w:id="9" w:author="甲" w:date="2026-01-01T00:00:00Z"'


def ins(content: str) -> str:
    return f"<w:ins {_BY}>{content}</w:ins>"


def deleted(text: str) -> str:
    return f'<w:del {_BY}><w:r><w:delText xml:space="preserve">{text}</w:delText></w:r></w:del>'


def in_list(text: str, level: int = 0, num_id: int = 1, more: str = "") -> str:
    return p(r(text), numbered(level, num_id) + more)


def list_of(*levels: str, num: str = "") -> str:
    return lists(*levels, num=num)


PLAN = list_of(lvl(0, "%1、", "chineseCounting"), lvl(1, "（%2）", "chineseCounting"), lvl(2, "%3.", "decimal"))
NORMAL = style("a", name="Normal", default=True)
MERGE, GOES_ON = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"


def wide(squares: int) -> str:
    return f'<w:gridSpan w:val="{squares}"/>'


def feature(group: str, name: str, body: str, *lines: str, **options: object) -> Feature:
    own = {key: options.pop(key) for key in ("never", "before", "codes", "fair") if key in options}
    return Feature(group, name, docx(body, **options), lines, **own)  # type: ignore[arg-type]


def format_feature(name: str, count: int, label: str) -> Feature:
    numbering = list_of(
        f'<w:lvl w:ilvl="0"><w:start w:val="{count}"/><w:numFmt w:val="{name}"/><w:lvlText w:val="%1、"/></w:lvl>'
    )
    return feature(
        "Number formats", f"{name} {count}", in_list("建成站点", 0), f"<{label}、>建成站点", numbering=numbering
    )


TWO_NUMS = (
    f'<w:abstractNum w:abstractNumId="0">{lvl(0, "%1.")}{lvl(1, "%1.%2")}</w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
)
LINKED = (
    '<w:abstractNum w:abstractNumId="0"><w:numStyleLink w:val="Plan"/></w:abstractNum>'
    f'<w:abstractNum w:abstractNumId="1"><w:styleLink w:val="Plan"/>{lvl(0, "（%1）", "chineseCounting")}</w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
)

FEATURES: list[Feature] = [
    # ------------------------------------------------------------ stories
    feature("Stories", "paragraphs and a table in order", p("健全保障体系") + tbl(tr("序号", "任务"), tr("1", "建设站点")) + p("落实责任"),
            "健全保障体系", "序号 | 任务", "1 | 建设站点", "落实责任"),
    feature("Stories", "content control in a line", p(r("健全") + sdt(r("保障")) + r("体系")), "健全保障体系"),
    feature("Stories", "content control around paragraphs", p("甲文") + sdt(p("乙文") + sdt(p("丙文"))) + p("丁文"), "甲文", "乙文", "丙文", "丁文"),
    feature("Stories", "content control around a row", tbl(tr("甲一", "甲二"), sdt(tr("乙一", "乙二"))), "甲一 | 甲二", "乙一 | 乙二"),
    feature("Stories", "content control around a cell", f"<w:tbl><w:tr>{tc('甲一')}{sdt(tc('甲二'))}</w:tr></w:tbl>", "甲一 | 甲二"),
    feature("Stories", "text box, DrawingML", p(r("正文") + run(drawn(p("青禾县文件")))), "正文", "textbox: 青禾县文件"),
    feature("Stories", "text box, VML", p(r("正文") + run(pictured(p("青禾县文件")))), "正文", "textbox: 青禾县文件"),
    feature("Stories", "text box in both forms, read once", p(r("正文") + run(either(drawn(p("青禾县文件")), pictured(p("青禾县文件"))))) + p("后文"),
            "正文", "textbox: 青禾县文件", "后文"),
    feature("Stories", "table in a text box", p(r("正文") + run(pictured(tbl(tr("甲一", "甲二"))))), "正文", "textbox: 甲一 | 甲二"),
    feature("Stories", "word art", p(run('<w:pict><v:shape><v:textpath string="青禾县人民政府文件"/></v:shape></w:pict>')) + p("正文"),
            "textbox: 青禾县人民政府文件", "正文"),
    feature("Stories", "footnote", p(r("到2028年") + mark(2) + r("建成")) + p("后文"), "到2028年建成", "footnote: 截至年底", "后文",
            footnotes=SEPARATORS + note(2, "截至年底")),
    feature("Stories", "endnote", p(r("到2028年") + mark(2, "endnote")), "到2028年", "endnote: 截至年底", endnotes=note(2, "截至年底", "endnote")),
    feature("Stories", "comment", p(r("到2028年") + mark(2, "comment")), "到2028年", "comment: 请核对", comments=note(2, "请核对", "comment")),
    feature("Stories", "header and footer, printed on every page", p("正文"), "正文", header=p("内部资料"), footer=p("— 1 —"), never=("内部资料",)),
    feature("Stories", "hyperlink", p(r("见") + f'<w:hyperlink w:anchor="a">{r("附件一")}</w:hyperlink>' + r("所列")), "见附件一所列"),
    feature("Stories", "simple field", p(r("见第") + f'<w:fldSimple w:instr=" PAGEREF zb ">{r("３")}</w:fldSimple>' + r("页")), "见第３页", never=("PAGEREF",)),
    feature("Stories", "complex field: result kept, instruction dropped", p(r("见第") + complex_field(" PAGEREF zb ", r("３")) + r("页")), "见第３页", never=("PAGEREF",)),
    feature("Stories", "field in a field", p(r("甲") + char("begin") + code(" IF ") + complex_field(" DOCPROPERTY x ", r("内")) + code(" = 1 ") + char("separate") + r("果") + char("end") + r("乙")),
            "甲果乙", never=("DOCPROPERTY", "内")),
    feature("Stories", "field never closed", p(r("甲") + char("begin") + r("乙")) + p("丙文"), "甲乙", "丙文"),
    feature("Stories", "enclosed number (EQ field)", p(char("begin") + code(r" eq \o\ac(○,3) ") + char("end") + r("推进改革")), "③推进改革", never=("eq",)),
    feature("Stories", "AUTONUM field", p(char("begin") + code(" AUTONUM ") + char("end") + r("推进改革")), "推进改革", codes=frozenset({"number-not-computed"}), fair=False),
    feature("Stories", "LISTNUM field", p(r("其中：") + '<w:fldSimple w:instr=" LISTNUM "/>' + r("推进改革")), "其中：推进改革", codes=frozenset({"number-not-computed"}), fair=False),
    feature("Stories", "table of contents", p("目录") + p(char("begin") + code(r" TOC \o ") + char("separate") + r("一、总体要求") + "<w:r><w:tab/></w:r>" + r("1")) + p(char("end")) + p("一、总体要求"),
            "目录", "一、总体要求→1", "一、总体要求", never=("TOC",)),
    feature("Stories", "ruby", p(r("云") + run(f"<w:ruby><w:rubyPr/><w:rt>{r('yun')}</w:rt><w:rubyBase>{r('汀')}</w:rubyBase></w:ruby>") + r("区")), "云汀区", never=("yun",)),
    feature("Stories", "symbol of a picture font", p(run('<w:sym w:font="Wingdings" w:char="F0FE"/>') + r("已完成")), "☑已完成"),
    feature("Stories", "hyphen that does not break", p(run(f"{t('2021')}<w:noBreakHyphen/>{t('2025')}")), "2021-2025"),
    feature("Stories", "soft hyphen", p(run(f"{t('policy')}<w:softHyphen/>{t('extract')}")), "policyextract"),
    feature("Stories", "tab and line break", p(run(f"{t('甲')}<w:tab/>{t('乙')}<w:br/>{t('丙')}<w:cr/>{t('丁')}")), "甲→乙⏎丙⏎丁"),
    feature("Stories", "page break inside a paragraph", p(run(f"{t('附件')}<w:br w:type=\"page\"/>{t('清单')}")), "附件⏎清单"),
    feature("Stories", "formula", p(r("增速") + "<m:oMath><m:r><m:t>x=3</m:t></m:r></m:oMath>"), "增速x=3"),
    feature("Stories", "fraction", p(r("增速") + "<m:oMath><m:r><m:t>x=</m:t></m:r><m:f><m:num><m:r><m:t>1</m:t></m:r></m:num><m:den><m:r><m:t>5</m:t></m:r></m:den></m:f></m:oMath>"), "增速x=15", fair=False),
    feature("Stories", "hidden text", p(r("公开") + r("密文", "<w:vanish/>") + r("内容")), "公开内容", never=("密文",)),
    feature("Stories", "text hidden by its style", p(r("公开") + r("密文", '<w:rStyle w:val="H"/>') + r("内容")), "公开内容", never=("密文",),
            styles=NORMAL + style("H", "<w:rPr><w:vanish/></w:rPr>", kind="character")),
    feature("Stories", "two versions of a run", p(r("甲") + run(either(t("新版"), t("旧版"), "w14"))), "甲新版", never=("旧版",)),
    feature("Stories", "two versions of a paragraph", p("甲文") + either(p("新版"), p("旧版")), "甲文", "新版", never=("旧版",)),
    feature("Stories", "version for programs to come", p(r("甲") + run(either(t("未来"), t("今版"), "x"))), "甲今版", never=("未来",)),
    feature("Stories", "embedded document", p("正文") + '<w:altChunk r:id="rId5"/>', "正文", arrows=arrow("rId5", "aFChunk", "part.html"),
            extra={"word/part.html": "<p>嵌入</p>"}, codes=frozenset({"unknown-part"}), fair=False),
    feature("Stories", "strict form", p(r("健全") + ins(r("保障"))) + tbl(tr("甲一", tc("甲二", wide(1)))), "健全保障", "甲一 | 甲二", strict=True),
    feature("Stories", "style separator: heading and text on one line", p(r("健全体系。"), "<w:rPr><w:vanish/><w:specVanish/></w:rPr>") + p("落实政策。"), "健全体系。落实政策。"),
    # ------------------------------------------------------------ revisions
    feature("Revisions", "run inserted, run deleted", p(r("市") + deleted("卫计委") + ins(r("卫健委"))), "市卫健委", never=("卫计委",), before=("市卫计委",)),
    feature("Revisions", "run moved", p(r("甲文") + f"<w:moveFrom {_BY}>{r('移文')}</w:moveFrom>") + p(f"<w:moveTo {_BY}>{r('移文')}</w:moveTo>" + r("乙文")),
            "甲文", "移文乙文", before=("甲文移文", "乙文")),
    feature("Revisions", "paragraph mark deleted: two become one", p(r("健全"), f"<w:rPr><w:del {_BY}/></w:rPr>") + p("体系"), "健全体系", before=("健全", "体系")),
    feature("Revisions", "paragraph mark inserted", p(r("健全"), f"<w:rPr><w:ins {_BY}/></w:rPr>") + p("体系"), "健全", "体系", before=("健全体系",)),
    feature("Revisions", "row deleted, row inserted", tbl(tr("甲一", "甲二"), tr(tc(p(deleted("乙一"))), tc(p(deleted("乙二"))), properties=f"<w:del {_BY}/>"), tr("丙一", "丙二", properties=f"<w:ins {_BY}/>")),
            "甲一 | 甲二", "丙一 | 丙二", never=("乙一",), before=("甲一 | 甲二", "乙一 | 乙二")),
    feature("Revisions", "cell deleted", tbl(tr(tc("甲一"), tc(p(deleted("甲二")), f"<w:cellDel {_BY}/>"), tc("甲三"))), "甲一 | 甲三", never=("甲二",), before=("甲一 | 甲二 | 甲三",)),
    feature("Revisions", "cells merged", tbl(tr(tc("甲一", f'<w:cellMerge {_BY} w:vMerge="rest"/>'), "甲二"), tr(tc("", f'<w:cellMerge {_BY} w:vMerge="cont"/>'), "乙二")),
            "甲一 | 甲二", "^ | 乙二", before=("甲一 | 甲二", " | 乙二")),
    feature("Revisions", "cells split", tbl(tr(tc("甲一", f'<w:cellMerge {_BY} w:vMergeOrig="rest"/>'), "甲二"), tr(tc("乙一", f'<w:cellMerge {_BY} w:vMergeOrig="cont"/>'), "乙二")),
            "甲一 | 甲二", "乙一 | 乙二", before=("甲一 | 甲二", "^ | 乙二")),
    feature("Revisions", "formatting changed", p(run(f"<w:rPr><w:b/><w:rPrChange {_BY}><w:rPr/></w:rPrChange></w:rPr>{t('健全体系')}")), "健全体系"),
    feature("Revisions", "deleted paragraph of a list does not count", in_list("甲文") + p(deleted("乙文"), numbered() + f"<w:rPr><w:del {_BY}/></w:rPr>") + in_list("丙文"),
            "<一、>甲文", "<二、>丙文", numbering=PLAN, never=("乙文",), before=("<一、>甲文", "<二、>乙文", "<三、>丙文")),
    feature("Revisions", "inserted content control", p("甲文") + ins(sdt(p("乙文"))), "甲文", "乙文", before=("甲文",)),
    # ------------------------------------------------------------ numbering
    feature("Numbering", "outline 一、（一）1.", in_list("总体要求") + in_list("指导思想", 1) + in_list("原则", 2) + in_list("目标", 1) + in_list("任务") + in_list("其一", 1),
            "<一、>总体要求", "<（一）>指导思想", "<1.>原则", "<（二）>目标", "<二、>任务", "<（一）>其一", numbering=PLAN),
    feature("Numbering", "label with the levels above", in_list("甲文") + in_list("乙文", 1) + in_list("丙文", 1), "<1.>甲文", "<1.1>乙文", "<1.2>丙文", numbering=TWO_NUMS),
    feature("Numbering", "two lists of one definition count on, an override starts anew once", in_list("甲文") + in_list("乙文", 0, 2) + in_list("丙文", 0, 2) + in_list("丁文"),
            "<1.>甲文", "<1.>乙文", "<2.>丙文", "<3.>丁文", numbering=TWO_NUMS),
    feature("Numbering", "list defined by a numbering style", in_list("甲文") + in_list("乙文"), "<（一）>甲文", "<（二）>乙文", numbering=LINKED,
            styles=NORMAL + style("Plan", '<w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr>', kind="numbering")),
    feature("Numbering", "numbering in a style, level by its base", p("总体要求", '<w:pStyle w:val="1"/>') + p("指导思想", '<w:pStyle w:val="3"/>'), "<一、>总体要求", "<（一）>指导思想",
            numbering=list_of(lvl(0, "%1、", "chineseCounting", '<w:pStyle w:val="1"/>'), lvl(1, "（%2）", "chineseCounting", '<w:pStyle w:val="2"/>')),
            styles=NORMAL + style("1", '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>', name="heading 1")
            + style("2", '<w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr></w:pPr>', name="heading 2") + style("3", '<w:basedOn w:val="2"/>', name="小标题")),
    feature("Numbering", "numId 0 takes a paragraph out", p("甲文", '<w:pStyle w:val="1"/>') + p("乙文", '<w:pStyle w:val="1"/>' + numbered(0, 0)) + p("丙文", '<w:pStyle w:val="1"/>'),
            "<一、>甲文", "乙文", "<二、>丙文", numbering=PLAN, styles=NORMAL + style("1", '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>', name="heading 1")),
    feature("Numbering", "level that does not restart", in_list("甲文") + in_list("乙文", 1) + in_list("丙文") + in_list("丁文", 1), "<1.>甲文", "<(1)>乙文", "<2.>丙文", "<(2)>丁文",
            numbering=list_of(lvl(0, "%1."), lvl(1, "(%2)", inner='<w:lvlRestart w:val="0"/>'))),
    feature("Numbering", "legal numbering", in_list("甲文") + in_list("乙文", 1), "<一、>甲文", "<1.1>乙文", numbering=list_of(lvl(0, "%1、", "chineseCounting"), lvl(1, "%1.%2", inner="<w:isLgl/>"))),
    feature("Numbering", "level replaced for one list", in_list("甲文"), "<第1条>甲文",
            numbering=list_of(lvl(0, "%1."), num=f'<w:lvlOverride w:ilvl="0">{lvl(0, "第%1条")}</w:lvlOverride>')),
    feature("Numbering", "bullet of a picture font", in_list("甲文"), "<•>甲文",
            numbering=list_of('<w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="&#xF0B7;"/><w:rPr><w:rFonts w:ascii="Symbol"/></w:rPr></w:lvl>'), fair=False),
    feature("Numbering", "numbers go on through a table", in_list("甲文") + tbl(tr(tc(in_list("乙文")), "注")) + in_list("丙文"), "<1.>甲文", "<2.>乙文 | 注", "<3.>丙文", numbering=TWO_NUMS),
    feature("Numbering", "number under a merged cell does not count", tbl(tr(tc(in_list("甲文"), MERGE)), tr(tc(in_list("隐文"), GOES_ON)), tr(tc(in_list("乙文")))), "<1.>甲文", "^", "<2.>乙文", numbering=TWO_NUMS, never=("隐文",)),
    feature("Numbering", "automatic and typed number at once", in_list("一、总体要求"), "<一、>一、总体要求", numbering=PLAN, codes=frozenset({"number-twice"}), fair=False),
    feature("Numbering", "list that does not exist", in_list("甲文", 0, 99), "甲文", numbering=PLAN, codes=frozenset({"broken-reference"})),
    feature("Numbering", "unknown format", in_list("甲文"), "<1.>甲文", numbering=list_of(lvl(0, "%1.", "hebrew3")), codes=frozenset({"unknown-number-format"})),
    *(
        format_feature(*each)
        for each in (
            ("decimalZero", 7, "07"), ("decimalFullWidth", 12, "１２"), ("decimalEnclosedCircle", 3, "③"), ("decimalEnclosedParen", 3, "⑶"), ("decimalEnclosedFullstop", 3, "⒊"),
            ("upperLetter", 28, "BB"), ("lowerLetter", 2, "b"), ("upperRoman", 9, "IX"), ("lowerRoman", 4, "iv"), ("chineseCounting", 11, "十一"), ("chineseCounting", 110, "一一○"),
            ("chineseCountingThousand", 12, "十二"), ("chineseCountingThousand", 105, "一百〇五"), ("chineseLegalSimplified", 23, "贰拾叁"), ("japaneseCounting", 21, "二十一"),
            ("japaneseDigitalTenThousand", 21, "二一"), ("ideographDigital", 10, "一〇"), ("ideographTraditional", 2, "乙"), ("ideographZodiac", 3, "寅"), ("taiwaneseCounting", 21, "二十一"),
            ("taiwaneseCountingThousand", 21, "二十一"), ("koreanCounting", 21, "이십일"), ("koreanDigital", 21, "이일"),
        )
    ),
    # ------------------------------------------------------------ tables
    feature("Tables", "cell over two columns", tbl(tr(tc("甲一", wide(2))), tr("乙一", "乙二")), "甲一 | <", "乙一 | 乙二"),
    feature("Tables", "cell over three rows", tbl(tr(tc("甲一", MERGE), "甲二"), tr(tc("", GOES_ON), "乙二"), tr(tc("", GOES_ON), "丙二")), "甲一 | 甲二", "^ | 乙二", "^ | 丙二"),
    feature("Tables", "area over rows and columns", tbl(tr(tc("甲一", wide(2) + MERGE), "甲三"), tr(tc("", wide(2) + GOES_ON), "乙三")), "甲一 | < | 甲三", "^ | ^ | 乙三"),
    feature("Tables", "rows begin late and end early", tbl(tr("甲一", "甲二", "甲三"), tr("乙二", properties='<w:gridBefore w:val="1"/><w:gridAfter w:val="1"/>')), "甲一 | 甲二 | 甲三", " | 乙二 | "),
    feature("Tables", "ragged row", tbl(tr("甲一", "甲二"), tr("乙一")), "甲一 | 甲二", "乙一 | ", codes=frozenset({"table-torn"})),
    feature("Tables", "wrong column list", f'<w:tbl><w:tblGrid><w:gridCol w:w="9"/></w:tblGrid>{tr("甲一", "甲二")}</w:tbl>', "甲一 | 甲二"),
    feature("Tables", "old sideways merge (hMerge)", tbl(tr(tc("甲一", '<w:hMerge w:val="restart"/>'), tc("", "<w:hMerge/>"), "甲三"), tr("乙一", "乙二", "乙三")), "甲一 | < | 甲三", "乙一 | 乙二 | 乙三"),
    feature("Tables", "table in a cell", tbl(tr("甲一", tc(p("甲二") + tbl(tr("内一", "内二")) + p())), tr("乙一", "乙二")), "甲一 | 甲二", "乙一 | 乙二", "inside: 内一 | 内二"),
    feature("Tables", "text under a merged cell", tbl(tr(tc("甲一", MERGE)), tr(tc("隐文", GOES_ON))), "甲一", "^", never=("隐文",)),
    feature("Tables", "one cell around the whole text is a frame", tbl(tr(tc(p("甲文") + p("乙文") + p("丙文") + p("丁文")))), "甲文", "乙文", "丙文", "丁文"),
    feature("Tables", "page frame around a table", tbl(tr(tc(p("甲文") + tbl(tr("内一", "内二")) + p("乙文")))), "甲文", "内一 | 内二", "乙文"),
    feature("Tables", "paragraphs of a cell are lines", tbl(tr(tc(p("甲文") + p("乙文")), "注")), "甲文⏎乙文 | 注"),
    # ------------------------------------------------------------ malformed but real
    feature("Malformed", "no styles, no numbering", in_list("甲文"), "甲文", codes=frozenset({"missing-part"})),
    feature("Malformed", "style that does not exist", p("甲文", '<w:pStyle w:val="X"/>'), "甲文", styles=NORMAL, codes=frozenset({"broken-reference"})),
    feature("Malformed", "invalid values", p(r("甲文", '<w:sz w:val="大"/>'), '<w:outlineLvl w:val="x"/><w:jc w:val="nowhere"/>') + tbl(tr(tc("甲一", wide(1).replace("1", "two")))), "甲文", "甲一", codes=frozenset({"invalid-value"})),
    feature("Malformed", "note that does not exist", p(r("甲文") + mark(7)), "甲文", codes=frozenset({"broken-reference"})),
    feature("Malformed", "run outside any paragraph", p("甲文") + r("乙文") + p("丙文"), "甲文", "乙文", "丙文", fair=False),
    feature("Malformed", "unknown element around text", p(r("甲") + f"<x:note>{r('附注')}</x:note>"), "甲附注", codes=frozenset({"unknown-element"}), fair=False),
    feature("Malformed", "loose text between runs", f"<w:p>游离{r('甲文')}散字</w:p>", "游离甲文散字", codes=frozenset({"unknown-element"}), fair=False),
    feature("Malformed", "text inside a bookmark", p(r("甲文") + f'<w:bookmarkStart w:id="1" w:name="a">{r("书签")}</w:bookmarkStart>'), "甲文书签", codes=frozenset({"unknown-element"}), fair=False),
    feature("Malformed", "text among paragraph properties", f"<w:p><w:pPr><w:jc w:val='left'>属性</w:jc>{t('之文')}</w:pPr>{r('甲文')}</w:p>", "属性之文甲文", codes=frozenset({"unknown-element"}), fair=False),
    feature("Malformed", "header that does not exist", p("甲文"), "甲文", arrows=arrow("rId9", "header", "header9.xml"), codes=frozenset({"broken-reference"}), fair=False),
    feature("Malformed", "notes found under their usual name only", p(r("甲文") + mark(2)), "甲文", "footnote: 注文", extra={"word/footnotes.xml": root("footnotes", note(2, "注文"))}, fair=False),
]  # fmt: skip
