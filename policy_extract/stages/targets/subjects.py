"""What a promised number counts or measures: 示范中心 of 建成示范中心100家, 覆盖率 of 覆盖率达到98%.

The words around the number decide: a thing counted stands after the verb
that governs it or after the number itself; a thing measured stands before
达到. A dictionary says where words end (`lexical.words`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from policy_extract.lexical.words import kinds
from policy_extract.stages.targets.counted import after_chain, head_of, object_of, thing_after, without_verbs
from policy_extract.stages.targets.measured import (
    after_dues,
    before_due,
    before_term,
    measured_end,
    measured_thing,
    share_of,
)
from policy_extract.stages.targets.promises import becoming, is_of, opens_its_clause
from policy_extract.stages.targets.prose import REACH, between, run_around
from policy_extract.stages.targets.wording import (
    CLOSERS,
    JOINTS,
    LONGEST,
    OPENERS,
    PLAIN,
    SHORTEST,
    Stretch,
    holds_none,
    named,
    said,
    stripped,
    words_between,
)

if TYPE_CHECKING:
    from policy_extract.stages.targets.prose import Mention, Prose

LONGEST_DEED = 12
"""Longest activity expressed by a verb alone."""
NUMERALS = "一二两三四五六七八九十"
SCALES = "十百千万亿"
EXTENTS = ("以上", "以下")
"""After 及 they are part of a name: 30岁及以上居民."""


def subject_of(mention: Mention, opened: int, clause: Stretch, before: int) -> Stretch | None:
    """Where it stands; None where the clause does not say it.

    `opened` is where the amount begins, `before` where the one before it in its run ended.
    """
    read, run, match = mention.read, mention.run, mention.match
    low = after_dues(read, max(clause[0], before), opened)
    opened = _before_remark(read, low, opened)
    if _stands_after(mention, opened) and (thing := _after_opening(mention)) is not None:
        return thing
    described = not is_of(read, match, "measure-share") and _is_described(read, low, opened)
    if described and (thing := thing_after(read, match.end, run[1], opened)) is not None:
        return thing
    if (plain := _plain(mention, opened, low)) is not None:
        return plain
    measured = measured_end(read, low, match, opened)
    if measured is None and low > max(clause[0], before):
        measured = measured_end(read, max(clause[0], before), match, opened)
    if measured is not None:
        after = low if low <= measured else after_dues(read, max(clause[0], before), measured)
        if found := measured_thing(read, after, measured, match) or before_due(read, clause, after, measured):
            return found
    if (found := _of_what_follows(mention, low, opened)) is not None:
        return found
    if is_of(read, match, "measure-share") and (found := share_of(read, low, opened)) is not None:
        return found
    deed = deed_of(mention, opened)
    opened = before_term(read, low, opened)
    found = object_of(read, low, opened, {"m", "t", "vn"})
    alone = before <= clause[0]
    if found is None and alone and not any(word.is_verb for word in words_between(read, low, opened)):
        found = _nominal(read, low, opened)
    found = found or thing_after(read, match.end, run[1], opened) or deed
    found = found or object_of(read, low, opened, {"m", "t"})
    found = found or _nominal(read, low, opened) or _before_run(read, run, clause) or _right_after(mention)
    says_nothing = found is not None and (_only_carries_out(read, *found) or _ends_in_an_amount(read, *found))
    return None if says_nothing else found


def _ends_in_an_amount(read: Prose, low: int, high: int) -> bool:
    """Whether the stretch names no thing but its size: 其中年销售额超亿元的 30家, 产值10亿元以上的 5家."""
    sum_of = read.text[low:high].lstrip(SCALES)
    return sum_of in read.matcher.words("measure-sum") or any(
        one.end >= high for one in between(read.amounts, low, high)
    )


def _before_remark(read: Prose, low: int, opened: int) -> int:
    """Where a remark begins that closes right before the amount: 专精特新企业（含小巨人企业）100家; else `opened`."""
    bracket = read.brackets.get(opened - 1) if read.text[opened - 1 : opened] == "）" else None
    if bracket is None or bracket[0] <= low:
        return opened
    return opened if read.matcher.first("remark-on-a-name", read.text[slice(*bracket)]) is None else bracket[0]


def _of_what_follows(mention: Mention, low: int, opened: int) -> Stretch | None:
    """What follows the number, if 的 attaches it to a share (30%左右的场地), or if only verbs precede the number."""
    read, run, match = mention.read, mention.run, mention.match
    shared = is_of(read, match, "measure-share") and read.text[match.end : match.end + 1] == "的"
    reaches = shared and becoming(mention) is not None
    if reaches and (whose := _after_opening(mention)) is not None:
        return whose
    words = stripped(read, words_between(read, low, opened), OPENERS - {"vc"}, set())
    if shared or _are_deeds(read, low, opened) or (bool(words) and all(word.is_verb for word in words)):
        return thing_after(read, match.end, run[1], opened)
    return None


def _is_described(read: Prose, low: int, opened: int) -> bool:
    """Whether what stands before the number only says which things after it are meant: 面积较大的 100个县, 全市首批 54家网站."""
    return read.matcher.first("which-are-meant", read.text[low:opened].rstrip()) is not None


def deed_of(mention: Mention, opened: int) -> Stretch | None:
    """The activity that is counted, where a run expresses it by a verb only: 每月走访不少于2次; 评估 of 评估每五年开展一次."""
    read, run, match = mention.read, mention.run, mention.match
    low = after_dues(read, max(run[0], opened - REACH), opened)
    words = stripped(read, words_between(read, low, opened), OPENERS, {"d"})
    often = is_of(read, match, "measure-times") and read.text[match.end : run[1]].strip() == ""
    if not often or not words or not _are_deeds(read, low, opened):
        return None
    dues = between(read.dues, run[0], opened)
    if dues and _only_carries_out(read, words[0].start, words[-1].end):
        return _nominal(read, run[0], dues[0].start)
    return named(read, words[0].start, words[-1].end)


def _only_carries_out(read: Prose, low: int, high: int) -> bool:
    """Whether the stretch says only that something takes place, not what: 每季度开展1次."""
    return read.text[low:high] in read.matcher.words("carries-out")


def _are_deeds(read: Prose, low: int, high: int) -> bool:
    """Whether the stretch is verbs only, or a verb and two characters of an unknown word, taken for a verb: 培养产生."""
    words = stripped(read, words_between(read, low, high), OPENERS - {"vc"}, set())
    if not words or not words[0].is_verb:
        return False
    rest = [word for word in words[after_chain(read, words, 0) :] if said(read, word) not in JOINTS]
    return not rest or (len(rest) == SHORTEST and all(word.kind == "" for word in rest))


def _right_after(mention: Mention) -> Stretch | None:
    """What follows the number, even if it is a verb: 1次联合检查."""
    read, run, match = mention.read, mention.run, mention.match
    text = read.text[match.end : run[1]]
    deed = SHORTEST <= len(text) <= LONGEST_DEED and text.isalpha() and read.matcher.first("named-goal", text) is None
    return (match.end, run[1]) if deed else None


def _stands_after(mention: Mention, opened: int) -> bool:
    """Whether the thing stands after its number for certain: 80个城市实现, 打造东、西两片集聚区."""
    read = mention.read
    said = between(read.promises, mention.run[0], opened)
    sides = said and read.matcher.first("named-few", read.text[said[-1].end : opened].strip())
    return bool(sides) or (not said and opens_its_clause(mention))


def _after_opening(mention: Mention) -> Stretch | None:
    """What stands between the number and the verb that says what is to be reached, else up to the end of the run; None where that verb describes it."""
    read, run, match = mention.read, mention.run, mention.match
    if read.matcher.first("described-first", read.text[match.end : min(run[1], match.end + REACH)]) is not None:
        return None
    end = becoming(mention) or min(run[1], match.end + REACH)
    end = min([end, *(one.start for one in between(read.amounts, match.end, end))])
    low = match.end + (read.text[match.end : match.end + 1] == "的")
    return named(read, low, end, shortest=1)


def listed_things(read: Prose, subject: Stretch, count: int) -> list[Stretch]:
    """The things that a list names, outside brackets, if they are so many: 甲、乙和丙利用率 → 甲, 乙, 丙利用率; 及 may be part of a word (普及率)."""
    for signs in ("、", JOINTS[:4]):
        found, low = [], subject[0]
        for at in range(*subject):
            if (
                read.text[at] in signs
                and read.text[at + 1 : at + 3] not in EXTENTS
                and read.brackets.get(at) == read.brackets.get(subject[0])
                and at > low
            ):
                found.append((low, at))
                low = at + 1
        if len(found) + 1 == count:
            return [*found, (low, subject[1])]
    return []


# ---------------------------------------------------------------- where no word needs to be cut


def _plain(mention: Mention, opened: int, low: int) -> Stretch | None:
    """The name that fills its place alone: verb 示范中心 100家, verb 100家 示范中心, 覆盖率 verb 98%; None where words may hide in it.

    Most clauses are of this kind, and the dictionary need not be loaded for them.
    """
    read, run, match = mention.read, mention.run, mention.match
    verbs = between(read.promises, low, opened)
    if match.get("always") or len(verbs) != 1 or any(due.kind == "base" for due in between(read.dues, low, opened)):
        return None
    verb = verbs[0]
    if verb.get("sort") == "reaching" and verb.end == opened:
        return _alone(read, low, verb.start)
    named_share = is_of(read, match, "measure-share") and verb.end < opened
    if verb.get("sort") != "doing" or verb.start != low or named_share or _is_longer(read, low, verb.end):
        return None
    if verb.end < opened:
        return _alone(read, verb.end, opened)
    after = read.text[match.end : min(run[1], match.end + LONGEST + 1)]
    if len(after) > LONGEST or between(read.promises, match.end, run[1]) or between(read.amounts, match.end, run[1]):
        return None
    return _alone(read, match.end, run[1]) if holds_none(after, {"n", "m", "a", "t", "v", "vn"}) else None


def _alone(read: Prose, low: int, high: int) -> Stretch | None:
    """The stretch, if it is letters only and contains neither 的 nor an opening or closing word, nor says only for how many: 每百户."""
    text = read.text[low:high]
    known = kinds()
    edges = {text[:size] for size in range(1, PLAIN)} | {text[-size:] for size in range(1, PLAIN)}
    hiding = "的" in text or any(known.get(edge, "n") not in {"n", "m"} for edge in edges)
    measure = known.get(text) == "m" or before_term(read, low - 1, high) == low
    return (low, high) if SHORTEST <= len(text) <= LONGEST and text.isalpha() and not hiding and not measure else None


def _is_longer(read: Prose, low: int, high: int) -> bool:
    """Whether a longer word begins with the verb: 建成区."""
    known = kinds()
    return any(read.text[low:end] in known for end in range(high + 1, high + PLAIN))


# ---------------------------------------------------------------- neither: the whole stretch, or the run before


def _nominal(read: Prose, low: int, high: int) -> Stretch | None:
    """The whole stretch before the number where its verbs are part of a name: 全域幸福河湖建设; of 其中沿海, the place."""
    low = max([low, *(due.end for due in between(read.dues, low, high) if due.kind == "base")])
    words = words_between(read, low, high)
    causing = any(word.kind == "vc" for word in words[:2])
    for_others = bool(words) and words[0].kind == "p"
    words = list(stripped(read, words, OPENERS - {"t"}, CLOSERS))
    if not any(word.kind in {"n", "a", "vn", "m", ""} for word in words):
        return None
    part = read.matcher.first("of-which", read.text[low : min(high, low + PLAIN)]) is not None
    if not part and words[0].kind == "t" and all(word.is_verb or word.kind in {"t", "d"} for word in words):
        return None
    if for_others and words[-1].is_verb:
        return named(read, words[-1].start, words[-1].end)
    more = len(words) > 1 and read.matcher.first("form", said(read, words[-1])) is not None
    end = (without_verbs(words) if causing else None) or words[-2 if more else -1].end
    return named(read, head_of(read, words), end)


def _before_run(read: Prose, run: Stretch, clause: Stretch) -> Stretch | None:
    """What the run before says, where the clause had to take it in."""
    if clause[0] >= run[0]:
        return None
    low, high = run_around(read, clause[0], clause[0], run[0])
    if any(due.end > high for due in between(read.dues, low, high)):
        return None  # 自2024年起，每季度 is one term
    low = after_dues(read, low, high)
    words = words_between(read, low, high)
    if len(words) > 1 and words[0].is_verb:
        return named(read, words[1].start, high) if said(read, words[1]) not in NUMERALS else None
    if words and said(read, words[0]) == "对" and (end := without_verbs(words)) is not None:
        return named(read, words[0].end, end)
    return object_of(read, low, high, set()) or measured_thing(read, low, high)
