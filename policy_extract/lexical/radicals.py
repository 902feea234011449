"""Radicals that a converter wrote for the ideographs they look like: ⼀ (U+2F00) for 一, ⺠ (U+2EA0) for 民."""

from __future__ import annotations

import re

# Equivalent_Unified_Ideograph of Unicode 14, in the order of the radicals. The compatibility forms (NFKC) know two
# of the supplement only, and turn ① into 1.
_KANGXI = (
    "一丨丶丿乙亅二亠人儿入八冂冖冫几凵刀力勹匕匚匸十卜卩厂厶又口囗土士夂夊夕大女子宀寸小尢尸屮山巛工己巾干幺广廴廾弋弓彐彡彳心戈戶手支攴文斗斤方无日曰月木欠止歹殳毋比毛氏气水火爪父爻爿片牙牛犬玄玉瓜瓦甘生用田疋疒癶白皮"
    "皿目矛矢石示禸禾穴立竹米糸缶网羊羽老而耒耳聿肉臣自至臼舌舛舟艮色艸虍虫血行衣襾見角言谷豆豕豸貝赤走足身車辛辰辵邑酉釆里金長門阜隶隹雨靑非面革韋韭音頁風飛食首香馬骨高髟鬥鬯鬲鬼魚鳥鹵鹿麥麻黃黍黑黹黽鼎鼓鼠鼻齊齒龍龜龠"
)
_SUPPLEMENT = (
    "厂乛乚乙亻冂𠘨刀刂卜㔾小小兀尣尢𡯂巳幺彑彐忄心扌攵旡日月歺母民氵氺灬爫爫丬牛犭王𤴔目示礻𥫗糹纟罓罒㓁冗𦉫羊𦍌𦍋耂肀"
    "聿肉𦥑艹艹艹虎衤覀西见角𧢲讠贝𧾷车辶辶辶邑钅長镸长门𨸏阝雨青韦页风飞食𩙿飠饣𩠐马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀龟"
)
IDEOGRAPHS = dict(zip(map(chr, range(0x2F00, 0x2FD6)), _KANGXI, strict=True)) | dict(
    zip(map(chr, [*range(0x2E81, 0x2E9A), *range(0x2E9B, 0x2EF4)]), _SUPPLEMENT, strict=True)
)
"""Ideograph by radical, one character for one."""
RADICALS = "\u2e81-\u2e99\u2e9b-\u2ef3\u2f00-\u2fd5"
"""For a class of a pattern."""
_RADICAL = re.compile(f"[{RADICALS}]")


def without_radicals(text: str) -> str:
    """The text with ideographs for radicals, exactly as long as it was.

    >>> without_radicals("⼀、服务⺠⽣①㎡")
    '一、服务民生①㎡'
    """
    return text if _RADICAL.search(text) is None else _RADICAL.sub(lambda found: IDEOGRAPHS[found[0]], text)
