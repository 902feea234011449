"""What is true of every page, however it is made: it is read or refused in one line, and no visible character is lost."""

from __future__ import annotations

import html
import re
from collections import Counter
from pathlib import Path

import pytest
from dump_builder import matcher
from hypothesis import given, settings
from hypothesis import strategies as st

from policy_extract.blocks import Document, Paragraph, Table
from policy_extract.errors import InputError
from policy_extract.findings import Report
from policy_extract.reading import read
from policy_extract.reading.ledger import ledger_of

CORPUS = Path(__file__).parents[3] / "shared" / "corpus"
PAGES = sorted(CORPUS.glob("*/html/*.html"))

PIECES = [
    "<p>", "</p>", "<div>", "</div>", '<div id="zoom">', '<div class="TRS_Editor">', "<br>", "<table>", "</table>", "<tr>", "</tr>", "<td>", "</td>",
    "<td rowspan=3>", "<td colspan=2>", "<th>", "<td rowspan=0>", "<td colspan=9999>", "<ol>", "<ol start=4 type=a>", "<ul>", "<li>", "</ol>", "<b>", "</b>",
    '<span style="display:none">', "</span>", '<p style="text-align:center;page-break-before:always">', '<span style="mso-list:Ignore">', "<a href=x>", "</a>",
    '<a href="f.docx">附件1：清单</a>', "<script>甲</script>", "<style>乙</style>", "<title>青禾县方案-青禾县人民政府</title>", "<h1>", "</h1>", "<h2>", "</h2>",
    "<!-- 丙 -->", "<nav>", "</nav>", "<select><option>丁</select>", "&nbsp;", "&lt;", "&amp;&#x4e00;", "&unknown;", "<", ">", "　　", "\n", "青禾县养老服务行动方案",
    "一、总体要求", "（一）建设站点。", "（责任单位：县民政局）", "发布时间：2026-03-06", "来源：县民政局", "打印", "索引号：", "发文字号：青政发〔2026〕3号", "成文日期：",
    "2026-03-01", "附件1", "主办：县政府办", "浙ICP备1号", "坚持以人民为中心，不断提升照护能力。", "\u200b", "<o:p>", "<![CDATA[戊]]>", "<?xml ?>", "<svg><text>己</svg>",
    '<meta name="ArticleTitle" content="青禾县方案">', "<pre>庚\n辛</pre>", "<head>", "<body>", "</body>", "</html>", "<frameset>", '<div id="sdfootnote1">', "<noscript>壬</noscript>", "<template>癸</template>",
]  # fmt: skip


def texts_of(block: Paragraph | Table) -> list[str]:
    return [block.text] if isinstance(block, Paragraph) else [cell.text for cell in block.cells]


def _one_line(told: str) -> None:
    assert "\n" not in told


def check(data: bytes) -> Document | None:
    report = Report()
    try:
        document = read(data, report, matcher())
    except InputError as error:
        return _one_line(str(error))
    assert ledger_of(data, document).difference == {}
    assert [block.id for block in document.blocks] == [f"b{place}" for place in range(1, len(document.blocks) + 1)]
    quoted: dict[str, str] = {}
    invisible = any(one.reason == "invisible" for one in document.dropped)
    for block in document.blocks:
        if isinstance(block, Paragraph):
            quoted[block.id] = block.text
            assert block.text == block.text.strip() or invisible
            assert all(0 <= start < end <= len(block.text) for start, end in block.bold)
        else:
            assert sum(cell.rows * cell.cols for cell in block.cells) == block.rows * block.cols
            quoted |= {block.address(cell): cell.text for cell in block.cells} | {block.id: ""}
            assert all(cell.numbers is None or len(cell.numbers) == cell.text.count("\n") + 1 for cell in block.cells)
            assert block.inside is None or block.inside in quoted
    assert set(document.places) <= set(quoted)
    assert all(finding.at is None or finding.at.end <= len(quoted[finding.at.block]) for finding in report)
    return document


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=60))
def test_any_pieces_in_any_order_are_read_and_nothing_is_lost(pieces: list[str]) -> None:
    document = check(("<html>" + "".join(pieces) + "青</html>").encode())
    assert document is None or document.format == "html"


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=30), st.binary(max_size=8), st.integers(0, 10**6))
def test_damaged_bytes_are_read_or_refused_in_one_line(pieces: list[str], damage: bytes, place: int) -> None:
    data = ("<html><body>" + "".join(pieces) + "青</body></html>").encode("gb18030")
    at = 12 + place % (len(data) - 12)
    check(data[:at] + damage + data[at:])


@pytest.mark.skipif(not PAGES, reason="needs the pages of ../shared, which are no part of this repository")
@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_what_real_pages_show_is_in_blocks_or_dropped(path: Path) -> None:
    """The other side is counted from the source by patterns, without a parser."""
    data = path.read_bytes()
    document = check(data)
    assert document is not None
    out = Counter("".join(text for block in document.blocks for text in texts_of(block)))
    out += Counter("".join(one.text for one in document.dropped))
    text = re.sub(r"(?is)<!--.*?-->|<(script|style)\b.*?</\1\s*>", "", data.decode())
    text = html.unescape(re.sub(r"(?s)<[!/a-zA-Z?][^<>]*>", "", text))
    missing = Counter(char for char in text if not char.isspace()) - out
    assert sum(missing.values()) <= 2, missing
