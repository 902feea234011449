"""Web pages as government sites make them, of invented plans, and the smallest way to look at what is read from them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dump_builder import matcher

from policy_extract.blocks import Document, Paragraph, Table
from policy_extract.findings import Report
from policy_extract.reading import read
from policy_extract.reading.ledger import ledger_of

if TYPE_CHECKING:
    from policy_extract.blocks import Block

LINES = (
    "一、总体要求",
    "坚持以人民为中心，健全覆盖城乡的养老服务网络，不断提升照护能力。",
    "二、主要任务",
    "（一）建设站点。到2028年，建成乡镇养老服务站点20家以上。（责任单位：县民政局、县财政局）",
    "（二）培训队伍。每年培训养老护理员300人次以上，提升服务水平。（责任单位：县人力社保局）",
)
BODY = "".join(f"<p>　　{line}</p>" for line in LINES)
TITLE = '<p style="text-align:center"><strong>青禾县养老服务三年行动方案</strong></p>'


def page(body: str, *, title: str = "", head: str = "") -> bytes:
    """A whole page in UTF-8."""
    name = f"<title>{title}</title>" if title else ""
    return f'<!DOCTYPE html><html><head><meta charset="utf-8">{name}{head}</head><body>{body}</body></html>'.encode()


def read_page(source: str | bytes, report: Report | None = None) -> Document:
    """What is read from a page (a body, or all of it); the ledger adds up."""
    data = page(source) if isinstance(source, str) else source
    document = read(data, Report() if report is None else report, matcher())
    assert ledger_of(data, document).difference == {}
    return document


def shown(source: str | bytes) -> list[object]:
    """Paragraphs as their texts, tables as rows of texts."""
    return [_seen(block) for block in read_page(source).blocks]


def _seen(block: Block) -> object:
    return block.text if isinstance(block, Paragraph) else [[cell.text for cell in row] for row in block.grid()]


def paragraphs(source: str | bytes) -> list[Paragraph]:
    return [block for block in read_page(source).blocks if isinstance(block, Paragraph)]


def tables(source: str | bytes) -> list[Table]:
    return [block for block in read_page(source).blocks if isinstance(block, Table)]


def site(source: str | bytes) -> list[str]:
    """Lines that were taken for the site's."""
    return [
        line for one in read_page(source).dropped if one.reason == "site-furniture" for line in one.text.split("\n")
    ]


def codes(source: str | bytes) -> list[str]:
    report = Report()
    read_page(source, report)
    return [finding.code.value for finding in report]
