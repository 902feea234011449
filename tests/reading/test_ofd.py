"""OFD: pages of placed text and drawn lines, read as any pages are."""

from __future__ import annotations

from pathlib import Path

import pytest
from dump_builder import codes, dropped, read_dump, shown
from hypothesis import given, settings
from hypothesis import strategies as st
from ofd_builder import SPACE, grid, ofd, packed, path, text

from policy_extract import parse
from policy_extract.errors import DamagedDocumentError, InputError, NotADocumentError
from policy_extract.reading.ledger import ledger_of

BODY = [
    "为积极应对人口老龄化，全面提升养老服务水平，结合澜州市实际，制定",
    "本方案，请各区县、各有关部门认真组织实施，确保各项任务按时完成。",
]
PLAN = (
    text(65, 20, "澜州市养老服务方案", size=8)
    + text(30, 35, BODY[0])
    + text(20, 42, BODY[1])
    + text(30, 49, "一、主要任务")
    + text(30, 56, "（一）完善津贴制度。（责任单位：市民政局）")
)


def test_a_plan_is_read_from_its_page() -> None:
    plan = parse(ofd(PLAN))
    assert plan.source.format == "ofd"
    assert plan.front.title
    assert plan.front.title.text == "澜州市养老服务方案"
    assert [(task.id, [unit.name for unit in task.units]) for task in plan.tasks] == [("1/1", ["市民政局"])]


def test_lines_that_cross_are_a_table() -> None:
    cells = text(21, 31, "序号") + text(52, 31, "内容") + text(21, 46, "1") + text(52, 46, "建站点")
    assert shown(ofd(grid(20, 30, [30, 60], [15, 15]) + cells)) == [[["序号", "内容"], ["1", "建站点"]]]


def test_a_filled_shape_as_thin_as_a_stroke_is_a_line_and_a_surface_is_none() -> None:
    thin = [path(20, y, "M 0 0 L 90 0 L 90 0.3 L 0 0.3 C", more='Stroke="false" Fill="true"') for y in (30, 45, 60)]
    steep = [path(x, 30, "M 0 0 L 0.3 0 L 0.3 30 L 0 30 C", more='Stroke="false" Fill="true"') for x in (20, 50, 110)]
    ground = path(20, 30, "M 0 0 L 90 0 L 90 15 L 0 15 C", more='Stroke="false" Fill="true"')
    cells = text(21, 31, "序号") + text(52, 31, "内容") + text(21, 46, "1") + text(52, 46, "建站点")
    assert shown(ofd(ground + "".join(thin + steep) + cells)) == [[["序号", "内容"], ["1", "建站点"]]]


@pytest.mark.parametrize("code", ['DeltaX="5 5 5 5 5"', 'DeltaX="g 5 5"', 'DeltaX="g 2 5 5 g 2 5"', 'DeltaX="5"'])
def test_steps_are_written_in_several_ways(code: str) -> None:
    assert shown(ofd(text(40, 40, "一、主要任务", code=code))) == ["一、主要任务"]


def test_what_a_template_shows_stands_on_each_page() -> None:
    document = read_dump(ofd(PLAN, text(40, 40, "二、保障措施"), template=text(80, 285, "青禾县")))
    assert (
        sum("青禾县" in getattr(block, "text", "") for block in document.blocks)
        + len([one for one in document.dropped if "青禾县" in one.text])
        == 2
    )


def test_annotations_are_dropped_and_told_and_so_are_seals() -> None:
    data = ofd(PLAN, annotations=text(10, 10, "请尽快修改"), signed=True)
    assert dropped(data, "annotation") == ["请尽快修改"]
    assert "stamped" in codes(data)
    assert ledger_of(data, read_dump(data)).difference == {}


def test_a_watermark_across_the_page_is_none_of_its_text() -> None:
    mark = text(60, 100, "内部资料", more='CTM="0.7 0.7 -0.7 0.7 0 0"')
    document = read_dump(ofd(PLAN + mark))
    assert all("内部" not in getattr(block, "text", "") for block in document.blocks)
    assert ledger_of(ofd(PLAN + mark), document).difference == {}


@pytest.mark.parametrize("place", [(1e10, 20), (20, -1e10), (250, 40)])
def test_text_beyond_the_edges_of_the_page_is_dropped(place: tuple[float, float]) -> None:
    data = ofd(PLAN + text(*place, "远处"))
    document = read_dump(data)
    assert ("远处" in "".join(one.text for one in document.dropped), ledger_of(data, document).difference) == (True, {})


def test_blocks_have_a_page_and_a_box() -> None:
    document = read_dump(ofd(PLAN, text(40, 40, "二、保障措施")))
    last = document.places[document.blocks[-1].id]
    assert last.page == 2
    assert last.box is not None
    assert last.box[0] == pytest.approx(40 * 72 / 25.4, abs=1)


MISSING = packed({"OFD.xml": f"<ofd:OFD {SPACE}><ofd:DocBody><ofd:DocRoot>D.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>"})
ENTITY = packed({"OFD.xml": '<!DOCTYPE x [<!ENTITY a "甲">]><x>&a;</x>'})


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (MISSING, DamagedDocumentError),
        (ENTITY, DamagedDocumentError),
        (packed({"OFD.xml": "<x"}), DamagedDocumentError),
        (ofd(""), NotADocumentError),
        (ofd(PLAN).replace(b"PK\x01\x02", b"PK\x01\x03", 1), InputError),
    ],
)
def test_what_cannot_be_read_is_refused_in_one_line(data: bytes, kind: type[InputError]) -> None:
    with pytest.raises(kind) as caught:
        read_dump(data)
    assert "\n" not in str(caught.value)


NUMBERS = st.sampled_from(["", "0", "-5", "1e400", "g", "g 9999999999 1", "g -1 5", "nan", "5 5", "甲", "1e-300"])


@settings(max_examples=80, deadline=None)
@given(delta=NUMBERS, matrix=st.lists(NUMBERS, max_size=6).map(" ".join), boundary=NUMBERS, size=NUMBERS, drawn=NUMBERS)
def test_numbers_that_mean_nothing_lose_no_character(
    delta: str, matrix: str, boundary: str, size: str, drawn: str
) -> None:
    odd = (
        f'<ofd:TextObject Boundary="{boundary}" Size="{size}" CTM="{matrix}"><ofd:TextCode DeltaX="{delta}">甲乙丙</ofd:TextCode></ofd:TextObject>'
        + path(0, 0, f"M {drawn} L {drawn} 5 B 1 C")
    )
    data = ofd(PLAN + odd)
    assert ledger_of(data, read_dump(data)).difference == {}


def test_blocks_in_blocks_are_read_as_deeply_as_xml_may_nest() -> None:
    assert shown(ofd("<ofd:PageBlock>" * 200 + PLAN + "</ofd:PageBlock>" * 200)) == shown(ofd(PLAN))


def shared(pages: int = 1, *, templates: int = 1, bodies: int = 1, drawn: str = "") -> bytes:
    """A file whose pages, templates and documents are one part each, named so many times."""
    page = f"<ofd:Page {SPACE}>{{}}<ofd:Content><ofd:Layer>{{}}</ofd:Layer></ofd:Content></ofd:Page>"
    named = '<ofd:Page BaseLoc="P.xml"/>'
    body = "<ofd:DocBody><ofd:DocRoot>D.xml</ofd:DocRoot></ofd:DocBody>" * bodies
    return packed({
        "P.xml": page.format('<ofd:Template TemplateID="9"/>' * templates, PLAN),
        "T.xml": page.format("", drawn),
        "D.xml": f'<ofd:Document {SPACE}><ofd:CommonData><ofd:TemplatePage ID="9" BaseLoc="T.xml"/></ofd:CommonData>'
        f"<ofd:Pages>{pages * named}</ofd:Pages></ofd:Document>",
        "OFD.xml": f"<ofd:OFD {SPACE}>{body}</ofd:OFD>",
    })  # fmt: skip


def test_a_document_named_again_and_again_is_one() -> None:
    assert shown(shared(bodies=10_000)) == shown(ofd(PLAN))


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (shared(100_000), "more than 3000 pages"),
        (shared(templates=5_000, drawn=text(20, 20, "甲" * 100)), "characters"),
        (shared(3_000, drawn=path(0, 0, "M 0 0 L 9 0 " * 10_000)), "64 MB"),
        (ofd(PLAN + path(0, 0, "M 0 0 L 9 0 " * 30_000)), "lines"),
        (packed({"OFD.xml": "<a>" + " " * 5_000_000 + "</a>"}), "broken"),
    ],
    ids=["pages", "characters", "one part on many pages", "lines", "packed too tightly"],
)
def test_a_small_file_that_stands_for_an_enormous_one_is_refused(data: bytes, said: str) -> None:
    with pytest.raises(DamagedDocumentError, match=said):
        read_dump(data)


@pytest.mark.timeout(60)  # each took minutes, or all memory, where work grew with the square of the file
@pytest.mark.parametrize(
    "drawn",
    [
        text(20, 200, "甲乙", code=f'DeltaX="{"g 50000 1 " * 50_000}"'),
        path(0, 0, "M 0 0 " + "L 1 1 " * 20_000 + "C " * 500_000),
    ],
    ids=["runs", "closed figures"],
)
def test_long_lists_of_numbers_take_time_in_step_with_their_length(drawn: str) -> None:
    assert shown(ofd(PLAN + drawn))[:4] == shown(ofd(PLAN))[:4]


CORPUS = Path(__file__).parents[3] / "shared" / "corpus" / "forms" / "ofd"


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the foreign files, which lie next to the project, are not here")
@pytest.mark.parametrize("file", sorted(CORPUS.glob("*.ofd")), ids=lambda file: file.stem)
def test_foreign_files_are_read_whole_or_refused_in_one_line(file: Path) -> None:
    data = file.read_bytes()
    try:
        document = read_dump(data)
    except NotADocumentError as refused:
        told = str(refused)
    else:
        assert ledger_of(data, document).difference == {}
        return
    assert "the pages show nothing" in told
