"""A draft under revision: tracked insertions, deletions and moves, content controls, slips in numbers and brackets."""

from __future__ import annotations

from samples.make.markup import (
    Markup,
    Piece,
    changed_mark,
    control,
    deleted,
    inserted,
    moved_away,
    moved_here,
    paragraph,
    run,
    table,
    table_cell,
    table_row,
)
from samples.make.package import Word

MOVED = "12.加强队伍建设。建立供水管理员持证上岗制度，每年开展业务培训不少于2期。（责任单位：县水利局、县人力社保局）"
ROLE = "成员单位"

HEADING = "| 序号 | 项目名称 | 建设内容 | 牵头单位 | 配合单位 | 完成时限 |"


def files() -> dict[str, bytes]:
    """The Word file."""
    word = Word("青禾县农村供水保障提升工作方案（草案）", header="征求意见过程稿")
    word.title("青禾县农村供水保障提升工作方案")
    word.centred("（草案）")
    word.add(*_opening(), *_water(), *_network(), *_operation(), *_safeguards())
    word.label("附件")
    word.title("青禾县农村供水保障重点项目表", size=18)
    word.add(_projects())
    return {"source.docx": word.pack()}


def _line(*pieces: Piece, mark: str = "") -> Markup:
    return paragraph(*pieces, indent=True, mark=mark)


def _opening() -> list[Markup]:
    return [
        _line("为进一步提升全县农村供水保障水平，让农村群众喝上放心水、优质水，制定本方案。"),
        _line("一、工作目标"),
        _line(
            "到2027年底，全县农村自来水普及率达到",
            deleted("98"),
            inserted("99"),
            "%，规模化供水工程覆盖农村人口比例达到",
            "75%，县级统一管护率达到100%。",
        ),
        _line("二、", deleted("工作任务"), inserted("重点任务")),
    ]


def _water() -> list[Markup]:
    return [
        _line("（一）夯实水源保障"),
        _line("1.推进水源工程建设。加快石门水库扩建，实施引调水工程2处。[责任单位：县水利局、县发展改革局、县财政局]"),
        _line(
            "2.加强水源地保护。划定千人以上水源保护区，设置标志和隔离设施。"
            "〔责任单位：市生态环境局青禾分局、县水利局（县河长办）、各乡镇〕"
        ),
        _line("3.建设应急备用水源。因地制宜打机井、修塘坝，完善应急预案。(责任单位: 县水利局, 县应急管理局, 县财政局)"),
        _line(moved_away(MOVED), mark=changed_mark("moveFrom")),
    ]


def _network() -> list[Markup]:
    return [
        _line("（二）完善供水网络"),
        _line(
            "4.推进城乡供水一体化。有条件的乡镇优先通过城市管网延伸供水。（责任单位：县水利局、",
            deleted("县建设局、"),
            inserted("县住建局、"),
            "县自然资源和规划局）",
        ),
        # The mark of this paragraph is deleted: Word shows it and the next one as one paragraph.
        _line("5.更新老旧管网。改造老旧管网120公里，管网漏损率降到10%以内。", mark=changed_mark("del")),
        _line(
            "（责任单位：",
            control(run("县水务集团"), "牵头部门"),
            "、",
            control(Markup(control(run("县水利局"), ROLE) + run("、县财政局")), ROLE),
            "）",
        ),
        _line(deleted("6.新建集中供水厂。选址新建水厂3座。（责任单位：县建设局）"), mark=changed_mark("del")),
        _line(
            inserted("6.提升水厂处理能力。对8座乡镇水厂实施净化消毒工艺改造。（责任单位：县水务集团、县卫生健康局）"),
            mark=changed_mark("ins"),
        ),
        control(
            _line(
                "7.改造分散供水工程。对山区200户分散供水农户实施“小改大”。（责任单位：县水利局、县乡村振兴服务中心）"
            ),
            "整段",
        ),
    ]


def _operation() -> list[Markup]:
    return [
        _line("（三）强化运行管护"),
        _line("7.健全县级统管机制。实行“统一标准、统一管理、统一服务”。（责任单位：县水利局、县委编办）"),
        _line("9 .推广智慧供水平台。实现水量、水压、水质在线监测。（责任单位：县水务集团、县数据局）"),
        _line(
            "１０．规范水费收缴。推行“基本水价+计量水价”，水费回收率达到９５％以上。（责任单位：县发展改革局、县水务集团）"
        ),
        _line(
            "11.加强水质检测。千吨万人水厂每月检测不少于1次。（责任单位：县卫生健康局、县水利局、市生态环境局青禾分局"
        ),
        _line(moved_here(MOVED), mark=changed_mark("moveTo")),
    ]


def _safeguards() -> list[Markup]:
    return [
        _line("三、保障措施"),
        _line("(一)加强组织领导。成立县农村供水保障工作专班，统筹推进各项任务。"),
        _line("（二）保障资金投入。积极争取上级资金，落实县级配套。"),
        paragraph(),
        _line("附件：青禾县农村供水保障重点项目表"),
    ]


def _projects() -> Markup:
    widths = [884, 1769, 2653, 1179, 1474, 885]
    cells = ["4", "智慧供水平台", "建设县级调度中心。", "县水务集团", "县数据局", "2027年"]
    inside = [
        control(table_cell(text, width=width), "单位") if at == 3 else table_cell(text, width=width)
        for at, (text, width) in enumerate(zip(cells, widths, strict=True))
    ]
    row_in_control = control(Markup(f"<w:tr>{''.join(inside)}</w:tr>"), "整行")
    return table(
        HEADING,
        "| 1 | 石门水库扩建 | 新增库容120万立方米。 | 县水利局 | 县发展改革局、县财政局 | 2027年 |",
        table_row("| 2 | 新建集中供水厂 | 新建水厂3座。 | 县建设局 | 县水利局 | 2026年 |", widths, change="del"),
        table_row("| 2 | 乡镇水厂提升 | 改造水厂8座。 | 县水务集团 | 县卫生健康局 | 2026年 |", widths, change="ins"),
        "| 3 | 老旧管网更新 | 更新管网120公里。 | 县水务集团 | 县水利局、县财政局 | 2027年 |",
        row_in_control,
        widths=(6, 12, 18, 8, 10, 6),
    )
