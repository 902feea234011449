"""A guiding opinion in parts: 第一部分, 1.1, 3.1.1 and ① by Word, 【重点任务1】 typed, ministries in sentences."""

from __future__ import annotations

import re

from samples.make.lists import Level, Scheme
from samples.make.markup import paragraph
from samples.make.package import Word

PARTS = Scheme(
    (
        Level("chineseCountingThousand", "第%1部分　"),
        Level("decimal", "%1.%2 ", legal=True),
        Level("decimal", "%1.%2.%3 ", legal=True),
    )
)
CIRCLES = Scheme((Level("decimalEnclosedCircle", "%1"),), starts=(None, 1, 1))

# The word before a bar is the level: P1 to P3 of the parts, C1 to C3 one of the circled lists.
PLAN = """
花卉苗木产业是美丽经济，也是富民产业。为促进花卉苗木产业转型升级，推动高质量发展，现提出以下意见。
P1|总体要求
P2|指导思想。完整、准确、全面贯彻新发展理念，坚持生态优先、科技引领、市场主导，推动产业由规模扩张向质量效益转变。
P2|发展目标。到2030年，自主知识产权品种占比达到30%，花卉产业综合产值年均增长6%以上，建成现代花卉产业园100个。
P1|重点任务
【重点任务1】建设种质资源保护利用体系
C1|开展种质资源普查。全面摸清野生花卉资源家底，建立国家级保护名录。（国家林草局、农业农村部负责）
C1|建设种质资源库。依托科研院所和植物园建设综合库和专业库20个。（国家林草局牵头，国家发展改革委、科技部、中国科学院等参与）
【重点任务2】构建良种创新体系
C2|加强育种联合攻关。组建花卉育种创新联合体，突破基因编辑等关键技术。（科技部牵头，农业农村部、国家林草局配合）
C2|强化新品种保护。健全植物新品种权审查和维权机制，缩短审查周期。（国家林草局、农业农村部、国家知识产权局按职责分工负责）
C2|推进良种繁育。建设标准化良种繁育基地，良种使用率提高到70%。（国家林草局，各省、自治区、直辖市人民政府负责）
【重点任务3】健全现代流通体系
C3|完善交易市场布局。支持区域性拍卖市场建设，发展订单交易和电子结算。（商务部、国家林草局负责）
C3|提高通关便利化水平。优化进出境花卉检疫流程，扩大特色花卉出口。（海关总署牵头，商务部、交通运输部、国家铁路局、中国民航局参与）
P1|重大工程
P2|种业振兴工程
P3|种苗基地提升项目。支持建设国家重点花卉种苗基地30个。（国家发展改革委、国家林草局、财政部按职责分工负责）
P3|种业企业培优项目。培育“育繁推”一体化企业10家以上。（农业农村部、国家林草局负责）
P2|绿色发展工程
P3|节水节肥示范项目。推广水肥一体化和基质循环利用技术。（农业农村部牵头，生态环境部、水利部配合）
P3|冷链保鲜示范项目。支持产地冷库和冷藏运输装备建设。（商务部、交通运输部负责）
P1|组织保障
P2|加强组织领导。各地要结合实际细化政策举措，有关部门要加强协同，形成合力。
P2|加大政策支持。落实税收优惠，鼓励金融机构开发花卉苗木保险和信贷产品。（财政部、税务总局、金融监管总局按职责分工负责）
"""


def files() -> dict[str, bytes]:
    """The Word file."""
    word = Word("关于促进花卉苗木产业转型升级的指导意见", schemes=(PARTS, CIRCLES))
    word.title("关于促进花卉苗木产业转型升级的指导意见")
    word.add(paragraph())
    for line in PLAN.strip().split("\n"):
        if (numbered := re.fullmatch(r"([PC])([1-3])\|(.+)", line)) is None:
            word.text(line)
            continue
        kind, level, text = numbered.groups()
        number = (1, int(level) - 1) if kind == "P" else (1 + int(level), 0)
        word.add(paragraph(text, number=number, indent=True, bold=kind + level == "P1"))
    return {"source.docx": word.pack()}
