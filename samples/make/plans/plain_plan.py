"""A plain plan in three forms: Word, a GB18030 dump of it, and Markdown."""

from __future__ import annotations

import re

from samples.make.lists import Level, Scheme
from samples.make.markup import paragraph, table
from samples.make.package import Word

TITLE = "白鹭湖新区绿道网络建设实施方案"
NUMBERS = Scheme((Level("chineseCounting", "%1、"), Level("chineseCountingThousand", "（%2）")))

# A heading opens with # or ##: its number is Word's own.
PLAN = """
为完善城市慢行系统，打造环湖滨水开放空间，方便群众绿色出行、休闲健身，制定本实施方案。
# 总体目标
到2027年底，建成环湖绿道56公里，形成“一环四廊多点”的绿道网络，居民出门步行10分钟即可到达绿道。
# 主要任务
## 贯通骨干绿道
1.建设环湖主线。分三段推进环湖绿道贯通，同步建设驿站、观景平台和救护点，统筹防洪、航运和景观需求，确保全线无断点。（责任单位：*新区建设局、新区农业农村和水务局、新区资规分局）
2.打通四条廊道。沿主要河道和道路建设连接山体、公园和社区的绿廊，新增绿道24公里。（责任单位：*新区建设局、新区城投公司）
## 完善配套服务
3.设置便民驿站。按照每3公里1处的标准布置驿站，配备饮水、母婴、急救等设施，全部实现无障碍。（责任单位：*新区文旅局、新区建设局、新区卫健局（急救站））
4.健全标识照明。统一、规范标识系统，完善夜间照明和视频监控，接入城市管理平台。（责任单位：*新区综合执法局、*公安白鹭湖分局、新区大数据中心）
## 提升运营水平
5.引入专业运营。采用委托运营方式引入专业机构，培育骑行、露营等业态，每年举办主题活动10场以上。（责任单位：*新区文旅局、新区国资公司、各街道）
6.建立管护机制。明确管护标准和经费渠道，组建志愿服务队伍。（责任单位：*新区建设局、新区财政局、各街道）
# 保障措施
## 加强组织领导
建立绿道建设工作专班，新区建设局牵头协调，每月会商。
## 强化资金保障
统筹财政资金、专项债券和社会资本，严格项目资金管理。
附件：白鹭湖新区绿道建设项目清单
"""

ROWS = (
    ("序号", "项目名称", "建设内容", "责任单位", "完成时限"),
    ("1", "环湖绿道东段", "新建绿道18公里、驿站6处。", "新区建设局", "2026年"),
    ("2", "环湖绿道南段", "新建绿道14公里。", "新区建设局、新区城投公司", "2026年"),
    ("3", "桐影河绿廊", "改造滨河步道9公里。", "新区农业农村和水务局", "2027年"),
    ("4", "智慧绿道平台", "布设智能灯杆120根。", "新区大数据中心、公安白鹭湖分局", "2027年"),
)


def files() -> dict[str, bytes]:
    """The Word file, the dump, and the Markdown page."""
    return {
        "source.docx": _word(),
        "source.txt": _dump().encode("gb18030"),
        "source.md": _markdown().encode(),
    }


def _lines() -> list[tuple[int, str]]:
    """Each line of PLAN with the level of its automatic number, 0 for none."""
    found = (re.fullmatch(r"(#*) ?(.+)", line) for line in PLAN.strip().split("\n"))
    return [(len(line[1]), line[2]) for line in found if line]


def _word() -> bytes:
    word = Word(TITLE, schemes=(NUMBERS,))
    word.title(TITLE)
    word.add(paragraph())
    for level, text in _lines():
        word.add(
            paragraph(text, indent=True, number=(1, level - 1) if level else None, font="黑体" if level == 1 else "")
        )
    word.label("附件")
    word.title("白鹭湖新区绿道建设项目清单", size=18)
    word.add(table(*(f"| {' | '.join(row)} |" for row in ROWS), widths=(1, 3, 5, 4, 2)))
    return word.pack()


def _dump() -> str:
    """What a converter writes that knows no Chinese numbering: 1、 for 一、, （1） for （一）, bookmarks as text, tables led by tabs."""
    counters = [0, 0]
    out = [TITLE, ""]
    for at, (level, text) in enumerate(_lines()):
        noise = f"[bookmark: _Toc{21400 + at}][bookmark: _Toc{9100 + at}]"
        if level == 1:
            counters = [counters[0] + 1, 0]
            out.append(f"{counters[0]}、 {noise}{text}")
        elif level == 2:
            counters[1] += 1
            out.append(f"（{counters[1]}） {noise}{text}")
        else:
            out.append(text)
    out += ["附件", "", "[bookmark: _Hlk66020]白鹭湖新区绿道建设项目清单"]
    cells = "\n".join("".join(f"\t{cell}\n" for cell in row) for row in ROWS)
    return "\n".join(out) + f"\n{cells}\n\n"


CHINESE = "一二三四五六七八九十"


def _markdown() -> str:
    """What a converter writes that goes by looks: headings, bold run-in headings, escaped stars, a page break inside a paragraph."""
    counters = [0, 0]
    out = [f"# {TITLE}"]
    for level, text in _lines():
        if level == 1:
            out.append(f"## {CHINESE[counters[0]]}、{text}")
            counters = [counters[0] + 1, 0]
        elif level == 2:
            out.append(f"### （{CHINESE[counters[1]]}）{text}")
            counters[1] += 1
        else:
            bold = re.sub(r"^(\d\.[^。]+。)", r"**\1**", text.replace("*", r"\*"))
            out.append(bold.replace("统筹防洪、航运和景观", "统筹防洪、航\n\n运和景观"))
    out += ["---", "附件", f"## {'白鹭湖新区绿道建设项目清单'}"]
    rows = ["| " + " | ".join(row) + " |" for row in ROWS]
    return "\n\n".join(out) + "\n\n" + "\n".join([rows[0], "| --- | --- | --- | --- | --- |", *rows[1:]]) + "\n"
