"""A five-year plan: numbers from styles alone, a table of contents, bookmarks, boxes, merged lists; its title was a picture."""

from __future__ import annotations

import re
from itertools import count

from samples.make.lists import Level, Scheme
from samples.make.markup import (
    FIELD_END,
    PAGE_BREAK,
    Markup,
    bookmark,
    control,
    field,
    field_begin,
    link,
    paragraph,
    run,
    table,
)
from samples.make.package import Word

NUMBERS = Scheme(
    (
        Level("chineseCounting", "%1、", style="1"),
        Level("chineseCountingThousand", "（%2）", style="2"),
        Level("decimal", "%3．", style="3"),
    )
)

# A heading opens with #, ## or ###; @ names a table or box of BLOCKS.
PLAN = """
为推动全民健身和竞技体育协调发展，更好满足人民群众多层次多样化体育需求，根据《云泽省体育事业发展“十五五”规划》和《澜州市国民经济和社会发展第十五个五年规划纲要》，编制本规划。
# 规划背景
## 发展基础
“十四五”时期，全市体育工作取得明显成效。截至2025年底，人均体育场地面积达到2.85平方米，建成百姓健身房412个，经常参加体育锻炼人数比例达到43.5%，公共体育场馆免费或低收费开放率100%，先后承办省级以上赛事56项。
@reached
## 面临形势
### 发展机遇
健康中国、体育强国建设深入推进，群众健身需求日益旺盛，省第十八届运动会落户澜州，为体育事业提供了重大机遇。
### 面临挑战
城乡场地设施不均衡、社会力量活力不足、后备人才断层等问题仍然存在，与人民群众期待还有差距。
# 总体要求
## 指导思想
坚持以人民为中心的发展思想，以增强人民体质为根本，以改革创新为动力，加快建设运动活力之城。
## 基本原则
### 坚持人民至上，共建共享
把满足群众健身需求作为出发点和落脚点，推动公共体育服务普惠可及。
### 坚持改革创新，多元参与
深化“放管服”改革，激发市场主体和社会组织活力。
### 坚持统筹协调，融合发展
推动体育与教育、卫生、文化、旅游等领域深度融合。
## 发展目标
到2030年，更高水平的公共体育服务体系基本形成，体育综合实力位居全省前列。
@targets
# “十五五”时期主要任务
## 构建便捷可及的健身设施网络
### 优化场地空间布局
编制体育设施专项规划，利用公园绿地、桥下空间、闲置厂房建设嵌入式场地。到2030年，新增嵌入式体育场地600片以上，人均体育场地面积达到3.2平方米。
### 提升场馆运营水平
推动场馆智慧化改造，完善大型场馆免费低收费开放补助机制，学校体育设施开放率达到90%。
### 推进城乡设施均衡
加强乡村全民健身设施更新维护，行政村健身设施达标率达到100%。
@box1
## 丰富全民健身活动供给
### 打造品牌赛事体系
培育“澜江马拉松”“百村篮球联赛”等品牌，每年举办县级以上全民健身赛事活动500场次。
### 完善科学健身指导
健全社会体育指导员队伍，推广运动处方，建设社区运动健康中心30个。
### 促进重点人群健身
开展幼儿体育、青少年体育、老年体育和职工健身活动，改善残疾人康复体育环境。
@box2
## 提升竞技体育综合实力
### 优化项目布局
巩固水上、田径、举重等优势项目，发展攀岩、滑板等新兴项目。
### 加强后备人才培养
深化体教融合，建设高水平后备人才基地8个，完善运动员文化教育和保障机制。
@box3
## 推动体育产业提质增效
### 壮大市场主体
引进和培育体育企业，创建体育产业示范基地3个。
### 促进体育消费
发放体育消费券，发展户外运动、电子竞技等新业态。到2030年，全市体育产业总规模超过300亿元。
# 保障措施
## 加强组织领导
健全市体育强市建设领导小组工作机制，各县（市、区）要将规划任务纳入重要议事日程。
## 强化要素保障
统筹用好体育彩票公益金，完善财政投入、土地供给、人才引育政策。
## 严格监督评估
市体育局会同有关部门开展规划实施年度监测、中期评估和总结评估。
"""

BLOCKS: dict[str, tuple[Markup, ...]] = {
    "reached": (
        paragraph("表1 澜州市“十四五”公共体育服务主要指标完成情况", align="center", size=14),
        table(
            "| 序号 | 指标名称 | 单位 | 2020年 // 完成情况 | 2025年 // 目标 | 2025年 // 完成情况 |",
            "| 1 | 人均体育场地面积 | 平方米 | 2.31 | 2.80 | 2.85 |",
            "| 2 | 经常参加体育锻炼人数比例 | % | 39.2 | 42以上 | 43.5 |",
            "| 3 | 每千人拥有社会体育指导员 | 名 | 2.6 | 3.0 | 3.1 |",
            "| 4 | 省级以上体育后备人才基地 | 个 | / | 5 | 6 |",
            widths=(1, 5, 2, 2, 2, 2),
        ),
    ),
    "targets": (
        paragraph("表2 澜州市“十五五”公共体育服务主要指标", align="center", size=14),
        table(
            "| 序号 | 类别 | 指标 | 2025年基期值 | 目标值 | < | 属性 |",
            "| ^ | ^ | ^ | ^ | 2028年 | 2030年 | ^ |",
            "| 1 | 设施 | 人均体育场地面积（平方米） | 2.85 | 3.0 | 3.2 | 约束性 |",
            "| 2 | ^ | 新增嵌入式体育场地（片） | - | 〔400〕 | 〔600〕 | 预期性 |",
            "| 3 | 活动 | 经常参加体育锻炼人数比例（%） | 43.5 | 45以上 | 46以上 | 预期性 |",
            "| 4 | ^ | 县级以上赛事活动（场次） | 420 | >450 | 500 | 预期性 |",
            "| 5 | 产业 | 体育产业总规模（亿元） | 198.6 | 年均增长8% | 300 | 预期性 |",
            "| 6 | ^ | 体育服务业占比 | 52% | 逐步提高 | 比2025年提高5个百分点 | 预期性 |",
            header=2,
            widths=(1, 2, 5, 2, 2, 2, 2),
        ),
        paragraph("注：〔〕内为五年累计数。", size=12),
    ),
    "box1": (
        table(
            "| 专栏1 健身设施补短板工程 |",
            "| 运动公园建设。新建改建体育公园20个，配套健身步道、球场和儿童活动区。 // 场馆数智升级。到2028年，完成30个公共场馆智慧化改造。 // 乡村设施焕新。每年更新乡村健身器材200套。 |",
        ),
    ),
    "box2": (
        table(
            "| 专栏2 全民健身品牌行动 |",
            "| “一县一品”培育行动。每个县（市、区）打造1项以上特色赛事。 // 社区运动会。街道（乡镇）社区运动会覆盖率达到100%。 |",
        ),
    ),
    "box3": (
        table("| 专栏3 竞技体育攀高计划 |", "| 备战省第十八届运动会，力争金牌数进入全省前三。建设省级训练基地2个。 |"),
    ),
}

TASKS = table(
    "| 类别 | 序号 | 内　容 | 完成时间 | 牵头或 // 责任单位 |",
    "| 重大 // 政策 | 1 | 修订《澜州市全民健身条例实施办法》 | 2027年 | 市体育局 |",
    "| ^ | 2 | 出台促进体育消费若干措施 | 2026年 | ^ |",
    "| ^ | 3 | 制定学校体育设施开放管理办法 | 2026年 | 市教育局、市体育局 |",
    "| 重大 // 平台 | 4 | 建成“运动澜州”智慧服务平台 | 2027年 | 市体育局 // 市数据局 |",
    "| ^ | 5 | 设立运动健康研究中心 | ^ | 市卫生健康委 |",
    "| 重大 // 活动 | 6 | 承办省第十八届运动会 | 2030年 | 各有关部门 |",
    widths=(2, 1, 7, 2, 3),
)

PROJECTS = table(
    "| 序号 | 项目名称 | 建设内容 | 性质 | 总投资额（亿元） | 责任单位 |",
    "| 一、场馆设施 | < | < | < | < | < |",
    "| 1 | 澜州奥体中心二期 | 新建综合训练馆、攀岩馆等。 | 续建 | 12.6 | 市体育局、市城投集团 |",
    "| 2 | 望澜区全民健身中心 | 改建游泳馆、羽毛球馆。 | 新建 | 2.35 | 望澜区政府 |",
    "| 二、户外运动 | < | < | < | < | < |",
    "| 3 | 白鹭湖水上运动基地 | 建设赛道、码头和训练用房。 | 新建 | 3.8 | 白鹭湖新区管委会 |",
    "| 4 | 竹涧登山步道 | 新建国家登山健身步道60公里。 | 谋划 | 0.9 | 霁川县政府 |",
    "| 合计 | < | < | < | 19.65 |  |",
    widths=(1, 4, 5, 1, 2, 4),
)

CONTENTS = (
    ("一、规划背景", "2"),
    ("（一）发展基础", "2"),
    ("（二）面临形势", "3"),
    ("二、总体要求", "3"),
    ("三、“十五五”时期主要任务", "5"),
    ("四、保障措施", "9"),
)


def files() -> dict[str, bytes]:
    """The Word file."""
    word = Word("澜州市公共体育服务规划", schemes=(NUMBERS,), numbered_headings=True, header="规划文本")
    word.centred("（2026—2030年）")
    word.add(_contents(), PAGE_BREAK)
    marks = count(1)
    for line in PLAN.strip().split("\n"):
        word.add(*_blocks(line, marks))
    for label, title, content in (("附件1", "重大任务清单", TASKS), ("附件2", "重点项目清单", PROJECTS)):
        word.add(
            paragraph(bookmark(next(marks), f"_Toc{label[-1]}90", label), font="黑体", break_before=True),
            paragraph(
                bookmark(next(marks), f"_Toc{label[-1]}91", f"澜州市“十五五”公共体育服务{title}"),
                align="center",
                size=18,
            ),
            content,
        )
    return {"source.docx": word.pack()}


def _blocks(line: str, marks: count[int]) -> tuple[Markup, ...]:
    """The paragraph, heading, table or box of one line of PLAN, in bookmarks as conversions leave them."""
    if line.startswith("@"):
        return BLOCKS[line[1:]]
    number = next(marks)
    if (heading := re.fullmatch(r"(#+) (.+)", line)) is None:
        return (paragraph(bookmark(number, f"_Hlk{70000 + number}", line[:6]), line[6:], indent=True),)
    inner = bookmark(next(marks), f"_Toc{29000 + number}", heading[2])
    return (paragraph(bookmark(number, f"_Toc{18000 + number}", inner), style=str(len(heading[1]))),)


def _contents() -> Markup:
    """A table of contents: one field over several paragraphs, in a content control."""
    lines = [_entry(at, text, page) for at, (text, page) in enumerate(CONTENTS)]
    return control(Markup(paragraph("目　录", align="center", font="黑体") + "".join(lines)), "目录")


def _entry(at: int, text: str, page: str) -> Markup:
    opening = field_begin(r'TOC \o "1-2" \h \z \u') if at == 0 else Markup()
    closing = FIELD_END if at == len(CONTENTS) - 1 else Markup()
    anchor = f"_Toc{18000 + at}"
    entry = link(anchor, text, run("\t"), field(rf"PAGEREF {anchor} \h", page))
    return paragraph(opening, entry, closing, style="TOC2" if text.startswith("（") else "TOC1")
