"""Comparing two versions of a plan: whole processes, and how the time grows with the number of tasks."""

from __future__ import annotations

import random
import tempfile
from functools import partial
from pathlib import Path

from benchmarks.measuring import in_turns, interleaved, program

SIZES = (250, 500, 1000, 2000, 4000)
TASKS_TO_A_HEADING = 20
_VERBS = ["推进", "完善", "建立", "加强", "优化", "开展", "实施", "健全", "打造", "提升"]
_THINGS = [
    "社区",
    "养老",
    "医疗",
    "数字",
    "交通",
    "文化",
    "教育",
    "就业",
    "环境",
    "住房",
    "产业",
    "人才",
    "金融",
    "科技",
    "农业",
]
_FORMS = ["体系", "平台", "机制", "服务", "设施", "工程", "网络", "中心", "试点", "标准"]
_BODIES = ["市民政局", "市财政局", "市教育局", "市卫生健康委", "市人力社保局", "市住建局"]
_DIGITS = "零一二三四五六七八九"


def two_versions(rounds: int) -> None:
    """Whole `diff` of two generated versions of each size, and what comparing alone takes in a warm process, both in processor time."""
    from policy_extract.comparison.compare import compare  # noqa: PLC0415  (only this command needs it)
    from policy_extract.pipeline import parse_bytes  # noqa: PLC0415  (the same)

    print(f"{'tasks':>8}{'whole process':>18}{'compare alone':>16}{'per task':>12}{'changes':>10}")
    with tempfile.TemporaryDirectory() as folder:
        for size in SIZES:
            files = [Path(folder, name) for name in ("old.txt", "new.txt")]
            for file, text in zip(files, versions(size), strict=True):
                file.write_text(text, encoding="utf-8")
            command = [*program(), "diff", *map(str, files), "--as", "json"]
            turns = max(rounds // 3, 1)
            whole = min(run.processor for run in interleaved([command], turns)[0])
            old, new = (parse_bytes(file.read_bytes(), file.name).plan for file in files)
            (alone,) = in_turns([partial(compare, old, new)], turns)
            diff = compare(old, new)
            print(f"{size:8}{whole:16.2f} s{alone:14.2f} s{alone / size * 1e6:9.0f} µs{len(diff.changes):10}")


def versions(size: int) -> tuple[str, str]:
    """A plan of so many tasks, and the same with a tenth of them reworded, removed, added or moved."""
    chance = random.Random(size)
    old = [_task(chance) for _ in range(size)]
    new = list(old)
    for _ in range(size // 10):
        place = chance.randrange(len(new))
        edit = chance.choice(("reword", "remove", "add", "move"))
        if edit == "reword":
            new[place] = new[place].replace("建成", "新建")
        elif edit == "add":
            new.insert(place, _task(chance))
        else:
            task = new.pop(place)
            if edit == "move":
                new.insert(chance.randrange(len(new)), task)
    return _printed(old), _printed(new)


def _task(chance: random.Random) -> str:
    sentence = "，".join(_phrase(chance) for _ in range(6))
    units = "、".join(chance.sample(_BODIES, 3))
    goal = f"到2027年，建成{_phrase(chance)}{chance.randint(5, 500)}个。"
    return f"{_phrase(chance)}。{sentence}。{goal}（责任单位：*{units}）"


def _phrase(chance: random.Random) -> str:
    return chance.choice(_VERBS) + chance.choice(_THINGS) + chance.choice(_THINGS) + chance.choice(_FORMS)


def _printed(tasks: list[str]) -> str:
    lines = ["澜州市行动方案", "一、主要任务"]
    for place, task in enumerate(tasks):
        if place % TASKS_TO_A_HEADING == 0:
            lines.append(f"（{_chinese(place // TASKS_TO_A_HEADING + 1)}）第{place // TASKS_TO_A_HEADING + 1}板块")
        lines.append(f"{place % TASKS_TO_A_HEADING + 1}.{task}")
    return "\n".join(lines)


def _chinese(number: int) -> str:
    """Up to 999, as 二百零三."""
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    text = f"{_DIGITS[hundreds]}百" if hundreds else ""
    if tens:
        text += ("" if tens == 1 and not hundreds else _DIGITS[tens]) + "十"
    elif hundreds and ones:
        text += "零"
    return text + (_DIGITS[ones] if ones or not number else "")
