"""What a promised number counts: 示范中心 of 建成示范中心100家, the object of the verb before the number, or what stands after it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policy_extract.stages.targets.prose import REACH, RUN_ENDS, between
from policy_extract.stages.targets.wording import (
    CLOSERS,
    JOINTS,
    LONGEST,
    OPENERS,
    after_manner,
    named,
    said,
    stripped,
    words_between,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from policy_extract.lexical.words import Kind, Word
    from policy_extract.stages.targets.prose import Prose
    from policy_extract.stages.targets.wording import Stretch

LONGEST_REMARK = 8
LONGEST_UNIT = 6
"""Characters of what a number is for each of: 每平方公里, 每家企业; a longer name that opens with 每 is counted (每千人口床位数)."""
_GOVERNING: tuple[frozenset[Kind], ...] = (frozenset({"v", "vf", "vn", "vr"}), frozenset({"vc"}))


def head_of(read: Prose, words: Sequence[Word], *, told: bool = False) -> int:
    """Where the noun itself begins: after the last 的, if a verb or an adjective stands before it.

    `told`: a verb before these words may be one of them: 培育具有 竞争力的企业.
    """
    places = [i for i, word in enumerate(words) if said(read, word) == "的"]
    if places and places[-1] + 1 < len(words):
        described = told or any(word.is_verb or word.kind == "a" for word in words[: places[-1]])
        return words[places[-1]].end if described else words[0].start
    return words[0].start


def object_of(read: Prose, low: int, high: int, poor: set[Kind]) -> Stretch | None:
    """What stands between the verb that governs the number and the number, unless its words are all of poor kinds."""
    words = after_manner(read, words_between(read, low, high))
    place = _governing(read, words)
    if place is None or read.text[low:high].rstrip().endswith("等"):  # 甲、乙等30余条 工程: the thing follows
        return None
    rest = stripped(read, words[place:], OPENERS - {"t"}, CLOSERS if words[place - 1].kind == "vc" else {"d", "vf"})
    alone = len(rest) == 1 and said(read, rest[0]).isalpha() and rest[0].end - rest[0].start == 1
    if alone and place > 1 and words[place - 1].is_verb and words[place - 2].is_verb:
        # A verb and a single character are a word: 增配 清运车.
        rest = [words[place - 1], *rest]
    if not any(word.kind not in poor for word in rest):
        return None
    chained = place > 1 and words[place - 1].is_verb and words[place - 2].is_verb
    opened, ended = head_of(read, rest, told=chained), rest[-1].end
    per_one = read.text[opened] == "每" and ended - opened <= LONGEST_UNIT
    return None if per_one else named(read, opened, ended)


def _governing(read: Prose, words: Sequence[Word]) -> int | None:
    """The place after the first verb that governs, and verbs listed with it; 推动 only where no other verb does."""
    for governing in _GOVERNING:
        if "vc" in governing and words and words[-1].kind == "vf":
            return None
        for place, word in enumerate(words):
            if word.kind not in governing or word.start in read.silent:
                continue
            if word.kind in {"v", "vn"} and _is_of_a_name(read, words[:place]):
                return None
            after = after_chain(read, words, place)
            if after == len(words) and place > 0:
                # Verbs that close the stretch govern what follows, or are part of a name: 幸福河湖建设.
                break
            if after == len(words) or said(read, words[after]) not in "等、的，":
                noun = after < len(words) and all(word.kind == "vn" for word in words[after:])
                return place + 1 if noun else after
    return None


def _is_of_a_name(read: Prose, before: Sequence[Word]) -> bool:
    """Whether a verb is part of a name since the words before it name a thing, and none that acts: 水源地 保护工程, not 市民政局 培训护理员."""
    names = stripped(read, before, OPENERS | {"v", "vf", "vn", "vr"}, {"d"})
    text = read.text[names[0].start : names[-1].end] if names else ""
    done_to = any(word.kind == "p" for word in before)
    return not done_to and len(text) > 1 and text.isalpha() and read.matcher.first("who-acts", text) is None


def after_chain(read: Prose, words: Sequence[Word], place: int) -> int:
    """The place after a verb and the verbs that follow it: 新建改建和维护提升."""
    after = place + 1
    while after < len(words):
        if words[after].is_verb and words[after].kind != "vn":
            after += 1
        elif said(read, words[after]) in JOINTS and after + 1 < len(words) and words[after + 1].is_verb:
            after += 2
        else:
            break
    return after


def thing_after(read: Prose, low: int, high: int, opened: int) -> Stretch | None:
    """What stands after the number and a bracket on it, up to a verb that cannot be part of its name."""
    high = min(high, low + REACH)
    if read.text[low : low + 1] == "（":
        low = read.text.find("）", low, high) + 1 or high
    later = (one.start for one in between(read.amounts, low, high) if one.start not in read.silent)
    high = next(later, high)
    words = stripped(read, words_between(read, low, high), set(), set())
    while words and said(read, words[-1]) in JOINTS:
        words = words[:-1]
    if read.matcher.first("named-goal", read.text[low:high]) is not None:
        return None
    if not words or said(read, words[0])[0] in JOINTS + RUN_ENDS:
        return None
    low = words[0].start
    head = _described(read, words)
    kept = _until_verb(
        read, [word for word in words if head is None or word.start >= head], acts=_is_done_for(read, opened)
    )
    if not kept or not any(char.isalpha() for char in read.text[low : kept[-1].end]):
        return None
    makes = _makes_others_do(read, opened) and not _is_headed(read, kept)
    stop = (without_verbs(kept) if makes else None) or kept[-1].end
    stop = _before_remark(read, head or low, stop)
    if head is None and (of := read.text.find("的", low, stop)) > low:
        stop = of
    return named(read, head or low, stop, shortest=1)


def _described(read: Prose, words: Sequence[Word]) -> int | None:
    """Where the thing begins that is described first: 100项 具有较大知名度的 精品赛事; None where it comes at once: 100名 骨干为主体的团队, 30名 专家组成的服务团."""
    places = [i for i, word in enumerate(words) if said(read, word) == "的"]
    if not places or places[-1] + 1 >= len(words):
        return _after_size(read, words)
    before = words[: places[-1]]
    verb = next((i for i, word in enumerate(before) if word.kind == "vf"), len(before))
    made_of = 0 < verb < len(before) and said(read, before[verb]) in read.matcher.words("made-up-of")
    if made_of or (0 < verb < len(before) and said(read, before[verb])[0] == "为" and before[0].kind != "p"):
        return None
    tells = any(word.is_verb or word.kind in {"d", "p"} for word in before)
    opens = tells and not all(word.is_verb for word in words[places[-1] + 1 :])
    sized = any(one.start in read.silent for one in between(read.amounts, words[0].start, words[places[-1]].start))
    if opens or sized or any(word.kind == "a" for word in before[:verb]):
        return words[places[-1]].end
    return None


def _after_size(read: Prose, words: Sequence[Word]) -> int | None:
    """Where the thing begins that only its size stands before: 100所 海拔1500米以上 学校."""
    sized = (one for one in between(read.amounts, words[0].start, words[-1].end) if one.start in read.silent)
    size = next(sized, None)
    return size.end if size is not None and size.has("at_least") and size.end < words[-1].end else None


def _until_verb(read: Prose, words: Sequence[Word], *, acts: bool) -> list[Word]:
    """The words up to one that goes on with the sentence: 纳入, 为; 支持 at the end is part of the name, 提升 before its head.

    `acts`: a verb after the first word is what is done for the thing: 为100所 学校 建设供暖设施.
    """
    kept: list[Word] = []
    headed = _is_headed(read, words)
    for place, word in enumerate(words):
        last = place == len(words) - 1
        goes_on = (
            word.kind == "vf"
            or (word.kind == "vc" and not last)
            or (word.kind == "vr" and not last and not headed)
            or (word.kind == "v" and place > 0 and (acts or _are_people(read, words[0].start, word.start)))
            or said(read, word) in read.matcher.words("sentence-goes-on")
        )
        if goes_on or (word.kind == "d" and (not kept or said(read, word) not in JOINTS)):
            break
        kept.append(word)
    return kept


def _is_headed(read: Prose, words: Sequence[Word]) -> bool:
    """Whether the words end in the head of a name: 对接 活动, 质量 提升 项目."""
    text = read.text[words[0].start : words[-1].end] if words else ""
    return read.matcher.first("head-of-a-name", text) is not None


def _are_people(read: Prose, low: int, high: int) -> bool:
    """Whether the stretch ends in people, who are then said to do something: 返乡青年 创办家庭农场."""
    return read.matcher.first("people", read.text[low:high]) is not None


def _is_done_for(read: Prose, opened: int) -> bool:
    """Whether the number follows a preposition that says for whom something is done: 为100所学校建设, 为全县2600户家庭更换."""
    words = words_between(read, max(read.start, opened - LONGEST), opened)
    at_once = bool(words) and words[-1].end == opened
    if len(words) > 1 and words[-1].kind == "t":
        words = words[:-1]  # 全县
    return at_once and said(read, words[-1]) in read.matcher.words("for-whom")


def _makes_others_do(read: Prose, opened: int) -> bool:
    """Whether the number follows 推动, 带动: then final verbs after it are the action, not part of a name."""
    words = words_between(read, max(read.start, opened - LONGEST), opened)
    return bool(words) and words[-1].kind == "vc" and words[-1].end == opened


def without_verbs(words: Sequence[Word]) -> int | None:
    """Where the words end without the verbs that close them."""
    last = len(words)
    while last and words[last - 1].is_verb:
        last -= 1
    return words[last - 1].end if last else None


def _before_remark(read: Prose, low: int, high: int) -> int:
    """Where the name ends before a long remark in brackets; a short one (村（社区）) is part of it."""
    at = read.text.find("（", low, high)
    close = read.text.find("）", at, high) if at >= 0 else -1
    return high if at < 0 or 0 <= close - at <= LONGEST_REMARK else at
