"""Texts that hold one thing over and over: what makes a reader slow is mostly one kind of line a thousand times."""

from __future__ import annotations

from typing import NamedTuple

from policy_extract.lexical.numerals import write_chinese

HEAD = "澜州市养老服务行动方案\n\n一、总体要求\n坚持以人为本。\n\n二、重点任务\n"


class Shape(NamedTuple):
    """A text that grows by repeating its middle."""

    name: str
    repeated: str
    """`{n}` is counted in digits, `{c}` in Chinese numerals."""
    before: str = HEAD
    after: str = ""
    file: str = "x.txt"
    closing: str = ""
    """Repeated after the middle as often as the middle: closing brackets, by example."""
    counted_to: int = 10**9
    """After this number it begins again with 1: annexes have two digits, page numbers three; what has more is another kind of text."""

    def of_length(self, size: int) -> bytes:
        """The text, about so many bytes long."""
        pieces, length, count = [self.before], len(self.before.encode()), 0
        while length < size:
            count += 1
            piece = self.repeated.replace("{n}", str((count - 1) % self.counted_to + 1))
            if "{c}" in piece:
                piece = piece.replace("{c}", write_chinese(count % 9_999 + 1))
            pieces.append(piece)
            length += len((piece + self.closing).encode())
        return ("".join(pieces) + self.closing * count + self.after).encode()


_CLAUSE = HEAD + "1.健全保障。（责任单位："
_ROWS = HEAD + "| 序号 | 指标名称 | 单位 | 2025年 | 2028年 |\n| --- | --- | --- | --- | --- |\n"
_WORK = HEAD + "| 序号 | 重点任务 | 责任单位 | 完成时限 |\n| --- | --- | --- | --- |\n"

SHAPES = (
    # paragraphs
    Shape("short paragraphs", "完善服务。\n"),
    Shape("short paragraphs, each another", "完善第{n}项。\n"),
    Shape("short paragraphs without a title", "完善服务。\n", before=""),
    Shape("paragraphs of one character", "甲\n"),
    Shape("blank lines", "甲。\n\n\n\n\n\n"),
    Shape("wrapped lines", "健全以居家为基础社区为依托机构为补充医养相结合的多层次养老服务体系不断满足\n"),
    Shape("one line of letters", "健全服务体系"),
    Shape("one line of sentences", "健全服务体系。"),
    Shape(
        "one line with headings in it",
        "二、重点任务（一）健全体系。建设中心。1.完善设施。",
        before="澜州市方案一、总体要求",
    ),
    Shape("spaces", "甲    乙\u3000\u3000"),
    Shape("Latin words", "service system "),
    Shape("old signs", "■□●◆★"),
    # headings
    Shape("headings 一、 the same", "一、重点任务\n"),
    Shape("headings 一、 counted", "{c}、任务\n", before="澜州市方案\n"),
    Shape("headings （一）", "（{c}）健全体系。\n"),
    Shape("headings （一） the same", "（一）健全体系\n"),
    Shape("headings 1.", "{n}.健全体系\n"),
    Shape("headings （1）", "（{n}）健全体系\n", counted_to=999),
    Shape("headings ①", "①健全体系\n"),
    Shape("headings 第一章", "第{c}章 总则\n"),
    Shape("headings 第一条", "第{c}条 为了健全体系，制定本办法。\n"),
    Shape("headings 1 without a point", "{n} 健全体系\n"),
    Shape("headings 1 without a point, the same", "1 健全体系\n"),
    Shape("headings of four levels", "{c}、任务\n（一）体系\n1.设施\n（1）站点\n"),
    Shape("headings with run-in titles", "{n}.健全体系。建设服务中心，完善服务设施，提升服务能力。\n"),
    Shape("headings without titles", "{n}.\n"),
    Shape(
        "headings by their place alone",
        "健全服务体系\n建设服务中心，完善设施。\n",
        before="澜州市养老服务行动方案\n主要任务\n",
    ),
    Shape("一是 二是", "一是健全体系，二是建设中心；"),
    # brackets
    Shape("round brackets in each other", "（", closing="）"),
    Shape("round brackets in each other in a clause", "（甲", before=_CLAUSE, closing="）"),
    Shape("titles in each other", "《甲", closing="》"),
    Shape("quotations in each other", "“甲", closing="”"),
    Shape("brackets never closed", "（甲"),
    Shape("brackets never opened", "甲）"),
    Shape("brackets of names in a clause", "市民政局（）", before=_CLAUSE, after="）"),
    Shape("brackets closed too often in a clause", "局〕", before=_CLAUSE, after="）"),
    Shape("quotations in a row", "“甲”、"),
    # numbers
    Shape("promises in one line", "建成示范中心100家，"),
    Shape("promises with deadlines in one line", "到2027年，建成示范中心100家，"),
    Shape("promises after terms in one line", "每年，甲乙，甲丙，丙丁，建成示范中心100家，"),
    Shape("looks back in one line", "截至2024年底，建成示范中心100家，"),
    Shape("deadlines in quotations", "到2027年“甲”、"),
    Shape("promises in sentences", "到2027年，建成示范中心100家。"),
    Shape("promises in paragraphs", "到2027年，建成示范中心100家。\n"),
    Shape("amounts in one line", "100家、"),
    Shape("ranges in one line", "100-200家"),
    Shape("rates in one list", "65%、", before=HEAD + "到2027年，覆盖率分别达到"),
    Shape("rates in one line", "覆盖率达到98.5%以上，"),
    Shape("numbers in one line", "100 "),
    Shape("digits in one line", "1234567890"),
    Shape("deadlines in one line", "到2027年，"),
    Shape("dates in one line", "2026年3月1日、"),
    # units
    Shape("unit clauses in paragraphs", "{n}.健全保障。（责任单位：市民政局、市财政局）\n"),
    Shape("unit clauses in one paragraph", "健全保障。（责任单位：市民政局、市财政局）"),
    Shape("unit lines", "{n}.健全保障\n责任单位：市民政局\n", counted_to=999),
    Shape("one long list of units", "市民政局、", before=_CLAUSE, after="）"),
    Shape("one long list of units, each another", "市{c}局、", before=_CLAUSE, after="）"),
    Shape("one list of units joined by 和", "市民政局和", before=_CLAUSE, after="）"),
    Shape("one name without an end", "市民政", before=_CLAUSE, after="）"),
    Shape("units run together", "市民政局市财政局", before=_CLAUSE, after="）"),
    Shape("units with marks", "牵头单位：市民政局；配合单位：市财政局；", before=_CLAUSE, after="）"),
    Shape("a clause never closed", "（责任单位：市民政局"),
    Shape("labels in running text", "甲责任单位：市民政局"),
    Shape("labels in a quotation", "甲责任单位：市民政局", before=HEAD + "“", after="”"),
    Shape("carry-overs", "{n}.健全保障。（责任单位：市民政局；以下均由市民政局负责，不再列出）\n"),
    Shape("units in sentences", "由市民政局牵头，市财政局配合，"),
    # head and annexes
    Shape("annex labels", "附件{n}\n甲清单{n}\n"),
    Shape("annex labels, the same", "附件\n甲清单\n"),
    Shape("annex lists", "附件：甲清单\n"),
    Shape("annex lists, each another", "附件：甲清单{n}\n完善服务。\n"),
    Shape("an annex list in one line", "{n}.甲清单 ", before=HEAD + "附件："),
    Shape("an annex list in lines", "{n}.甲清单\n", before=HEAD + "附件：\n"),
    Shape("an annex list, and its annexes", "附件{n}：甲清单\n", counted_to=99),
    Shape("an annex list with numbers alone", "{n}.\n甲清单{n}\n", before=HEAD + "附件：\n"),
    Shape("title lines", "澜州市养老服务行动方案\n", before=""),
    Shape("title lines opened only", "澜州市人民政府关于印发《\n", before=""),
    Shape("issuer marks", "澜州市人民政府文件\n", before="", after="澜州市养老服务行动方案\n"),
    Shape("recipients", "各区人民政府：\n", before="澜州市人民政府关于印发方案的通知\n"),
    Shape("document numbers", "澜政发〔2026〕{n}号\n", before="", counted_to=999),
    Shape("issuers", "澜州市人民政府\n"),
    Shape("date lines", "2026年3月1日\n"),
    Shape("signatures with dates", "澜州市人民政府 2026年3月1日\n"),
    Shape("status lines", "（征求意见稿）\n"),
    Shape("imprints", "抄送：市委办公室。\n"),
    Shape("contents lines", "{c}、总体要求……{n}\n", before="澜州市方案\n目录\n", counted_to=999),
    Shape("contents and headings again", "{n}.健全体系\n", before="澜州市方案\n目录\n1.健全体系\n2.健全体系\n"),
    Shape("a notice and its plan", "现将《甲方案》印发给你们。\n", before="关于印发《甲方案》的通知\n各区：\n"),
    Shape(
        "a notice and its plans",
        "《甲方案{n}》",
        before="关于印发《甲方案》等的通知\n各区：\n现将",
        after="印发给你们。\n甲方案9\n" * 9,
    ),
    Shape("references", "《甲方案》（澜政发〔2026〕1号）、"),
    Shape("page numbers", "— {n} —\n完善服务\n", counted_to=999),
    Shape("page numbers, the same", "— 1 —\n完善服务\n"),
    Shape("notes", "注：{n}.本表为暂定。\n", counted_to=999),
    Shape("numbered notes", "{n}.本表为暂定。\n", before=HEAD + "注：\n"),
    Shape("boxes", "专栏{n} 养老工程\n建设中心。\n", counted_to=999),
    # tables
    Shape("rows of indicators", "| {n} | 养老床位{n} | 张 | 100 | 200 |\n", before=_ROWS, file="x.md"),
    Shape("rows of work", "| {n} | 建设中心{n} | 市民政局、市财政局 | 2027年底 |\n", before=_WORK, file="x.md"),
    Shape("rows with blanks", "|  | 建设中心 |  |  |\n", before=_WORK, file="x.md"),
    Shape(
        "bands",
        "| 一、服务 | 一、服务 | 一、服务 | 一、服务 |\n| {n} | 甲 | 市民政局 | 年底 |\n",
        before=_WORK,
        file="x.md",
    ),
    Shape("columns without headings", "  |", before=HEAD + "|", after="\n| 甲 | 乙 |\n", file="x.md"),
    Shape("columns", " 甲{n} |", before=HEAD + "|", after="\n", file="x.md"),
    Shape("rows of many columns", "| 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12 |\n", file="x.md"),
    Shape("small tables", "| 指标 | 2028年 |\n| --- | --- |\n| 床位 | 100 |\n\n", file="x.md"),
    Shape("small boxes", "| 专栏{n} 养老工程 |\n| --- |\n| 建设中心 |\n\n", file="x.md"),
    Shape(
        "one cell with everything",
        "建设中心100家；<br>",
        before=_WORK + "| 1 | ",
        after=" | 市民政局 | 年底 |\n",
        file="x.md",
    ),
    Shape("HTML rows", "<tr><td>1</td><td>甲</td></tr>", before=HEAD + "<table>", after="</table>\n", file="x.md"),
    Shape("HTML tables", "<table><tr><td>1</td><td>甲</td></tr></table>\n", file="x.md"),
    Shape("HTML tables in each other", "<table><tr><td>", file="x.md", closing="</td></tr></table>"),
    Shape("Markdown headings", "## 健全体系\n\n建设中心。\n\n", file="x.md"),
    Shape("Markdown stars", "**甲*", file="x.md"),
    Shape("Markdown links", "[甲](", file="x.md"),
    Shape("lines with tabs", "{n}\t建设中心\t市民政局\t2027年\n", before=HEAD + "序号\t重点任务\t责任单位\t完成时限\n"),
    Shape("headings of a table alone", "序号 指标 单位\n养老床位\n"),
    Shape("torn rows", "{n}\n养老床位\n张\n100\n200\n", before=HEAD + "序号\n指标名称\n单位\n2025年\n2028年\n"),
)
