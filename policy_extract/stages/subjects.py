"""What a promised number counts or measures: 示范中心 of 建成示范中心100家, 覆盖率 of 覆盖率达到98%.

The words around the number decide: a thing counted stands after the verb
that governs it or after the number itself; a thing measured stands before
达到. Where words end is told by a dictionary (`lexical.words`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from policy_extract.lexical.words import kinds
from policy_extract.stages.promises import becoming, is_of, opens_its_clause
from policy_extract.stages.prose import REACH, RUN_ENDS, between, run_around
from policy_extract.stages.wording import (
    LONGEST,
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
    from collections.abc import Sequence

    from policy_extract.grammar import Match
    from policy_extract.lexical.words import Kind, Word
    from policy_extract.stages.prose import Prose

LONGEST_REMARK = 8
LONGEST_DEED = 12
"""Characters of something done that only a verb says."""
JOINTS = "、和及与并或/"
"""Signs and words between two verbs or two things of a list."""
SHALL = ("", "要", "应", "将", "须", "力争", "要力争")
"""What may stand between a deadline and the verb of a level: 2027年要达到."""
NUMERALS = "一二两三四五六七八九十"
OPENERS = {"d", "t", "p", "vc"}
CLOSERS = {"d", "vf", "vc"}
_GOVERNING: tuple[frozenset[Kind], ...] = (frozenset({"v", "vf", "vn", "vr"}), frozenset({"vc"}))


def subject_of(read: Prose, run: Stretch, match: Match, opened: int, clause: Stretch, before: int) -> Stretch | None:
    """Where it stands; None where the clause does not say it.

    `opened` is where the amount begins, `before` where the one before it in its run ended.
    """
    low = _behind_dues(read, max(clause[0], before), opened)
    if _stands_behind(read, run, match, opened) and (thing := _behind_opening(read, run, match)) is not None:
        return thing
    if (plain := _plain(read, run, match, opened, low)) is not None:
        return plain
    measured = _measured_end(read, low, match, opened)
    if measured is None and low > max(clause[0], before):
        measured = _measured_end(read, max(clause[0], before), match, opened)
    if measured is not None:
        behind = low if low <= measured else _behind_dues(read, max(clause[0], before), measured)
        if found := _measured(read, behind, measured, match) or _before_due(read, clause, behind, measured):
            return found
    if (found := _of_what_follows(read, run, match, low, opened)) is not None:
        return found
    if is_of(read, match, "measure-share") and (found := _share_of(read, low, opened)) is not None:
        return found
    opened = _before_term(read, low, opened)
    found = _object(read, low, opened, {"m", "t", "vn"})
    alone = before <= clause[0]
    if found is None and alone and not any(word.is_verb for word in words_between(read, low, opened)):
        found = _nominal(read, low, opened)
    found = found or _behind(read, match.end, run[1], opened) or deed_of(read, run, match, opened)
    found = found or _object(read, low, opened, {"m", "t"})
    found = found or _nominal(read, low, opened) or _before_run(read, run, clause)
    return found or _right_behind(read, run, match)


def _of_what_follows(read: Prose, run: Stretch, match: Match, low: int, opened: int) -> Stretch | None:
    """What stands after the number where 的 joins it to a share (30%左右的场地), or where only verbs stand before it."""
    shared = is_of(read, match, "measure-share") and read.text[match.end : match.end + 1] == "的"
    if shared or _are_deeds(read, low, opened):
        return _behind(read, match.end, run[1], opened)
    return None


def deed_of(read: Prose, run: Stretch, match: Match, opened: int) -> Stretch | None:
    """What is done so often, where a run has only a verb to say it: 每月走访不少于2次."""
    low = _behind_dues(read, run[0], opened)
    words = stripped(read, words_between(read, low, opened), OPENERS, {"d"})
    often = is_of(read, match, "measure-times") and read.text[match.end : run[1]].strip() == ""
    return named(read, words[0].start, words[-1].end) if often and words and _are_deeds(read, low, opened) else None


def _are_deeds(read: Prose, low: int, high: int) -> bool:
    """Whether the stretch is verbs alone, or a verb and two letters no dictionary knows, a verb of theirs: 组织和发动, 培养产生."""
    words = stripped(read, words_between(read, low, high), OPENERS - {"vc"}, set())
    if not words or not words[0].is_verb:
        return False
    rest = [word for word in words[_behind_chain(read, words, 0) :] if said(read, word) not in JOINTS]
    return not rest or (len(rest) == SHORTEST and all(word.kind == "" for word in rest))


def _right_behind(read: Prose, run: Stretch, match: Match) -> Stretch | None:
    """What stands after the number, be it a verb: 1次联合检查."""
    text = read.text[match.end : run[1]]
    return (match.end, run[1]) if SHORTEST <= len(text) <= LONGEST_DEED and text.isalpha() else None


def _stands_behind(read: Prose, run: Stretch, match: Match, opened: int) -> bool:
    """Whether the thing stands after its number for certain: 80个城市实现, 打造东、西两片集聚区."""
    said = between(read.promises, run[0], opened)
    sides = said and read.matcher.first("named-few", read.text[said[-1].end : opened].strip())
    return bool(sides) or (not said and opens_its_clause(read, run, match))


def _behind_opening(read: Prose, run: Stretch, match: Match) -> Stretch | None:
    """What stands between the number and the verb that says what is to be reached, else up to the end of the run."""
    end = becoming(read, run, match) or min(run[1], match.end + REACH)
    end = min([end, *(one.start for one in between(read.amounts, match.end, end))])
    low = match.end + (read.text[match.end : match.end + 1] == "的")
    return named(read, low, end, shortest=1)


def listed_things(read: Prose, subject: Stretch, count: int) -> list[Stretch]:
    """The things that a list names, outside brackets, if they are so many: 甲、乙和丙利用率 → 甲, 乙, 丙利用率; 及 may be part of a word (普及率)."""
    for signs in ("、", JOINTS[:4]):
        found, low = [], subject[0]
        for at in range(*subject):
            if read.text[at] in signs and read.brackets.get(at) == read.brackets.get(subject[0]) and at > low:
                found.append((low, at))
                low = at + 1
        if len(found) + 1 == count:
            return [*found, (low, subject[1])]
    return []


def _behind_dues(read: Prose, low: int, high: int) -> int:
    """Where the clause goes on after its deadlines and terms."""
    dues = [due.end for due in between(read.dues, low, high) if due.kind != "base" and due.end <= high]
    terms = [term.end for term in read.matcher.all("per", read.text, start=low, end=high) if term.start == low]
    return max([low, *dues, *terms])


def _before_term(read: Prose, low: int, high: int) -> int:
    """Where a term begins that stands between what is counted and its number: 劳动课每周不少于1课时; else the end."""
    stop = min([high, *(bound.start for bound in between(read.bounds, low, high))])
    terms = read.matcher.all("per", read.text, start=low, end=stop)
    close = terms and terms[-1].start > low and not read.text[terms[-1].end : stop].strip()
    return terms[-1].start if close else high


def _head(read: Prose, words: Sequence[Word], *, told: bool = False) -> int:
    """Where the thing itself begins: after the last 的, if what stands before it is said with a verb or an adjective.

    `told`: a verb before these words may be one of them: 培育具有 竞争力的企业.
    """
    places = [i for i, word in enumerate(words) if said(read, word) == "的"]
    if places and places[-1] + 1 < len(words):
        described = told or any(word.is_verb or word.kind == "a" for word in words[: places[-1]])
        return words[places[-1]].end if described else words[0].start
    return words[0].start


# ---------------------------------------------------------------- where no word needs to be cut


def _plain(read: Prose, run: Stretch, match: Match, opened: int, low: int) -> Stretch | None:
    """The name that fills its place alone: verb 示范中心 100家, verb 100家 示范中心, 覆盖率 verb 98%; None where words may hide in it.

    Most clauses are of this kind, and the dictionary need not be loaded for them.
    """
    verbs = between(read.promises, low, opened)
    if match.get("always") or len(verbs) != 1:
        return None
    verb = verbs[0]
    if verb.get("sort") == "reaching" and verb.end == opened:
        return _alone(read, low, verb.start)
    if verb.get("sort") != "doing" or verb.start != low or _is_longer(read, low, verb.end):
        return None
    if verb.end < opened:
        return _alone(read, verb.end, opened)
    behind = read.text[match.end : min(run[1], match.end + LONGEST + 1)]
    if len(behind) > LONGEST or between(read.promises, match.end, run[1]) or between(read.amounts, match.end, run[1]):
        return None
    return _alone(read, match.end, run[1]) if holds_none(behind, {"n", "m", "a", "t", "v", "vn"}) else None


def _alone(read: Prose, low: int, high: int) -> Stretch | None:
    """The stretch, if it is letters only, neither 的 nor a word that opens or closes something among them."""
    text = read.text[low:high]
    known = kinds()
    edges = {text[:size] for size in range(1, PLAIN)} | {text[-size:] for size in range(1, PLAIN)}
    hiding = "的" in text or any(known.get(edge, "n") not in {"n", "m"} for edge in edges)
    measure = known.get(text) == "m"
    return (low, high) if SHORTEST <= len(text) <= LONGEST and text.isalpha() and not hiding and not measure else None


def _is_longer(read: Prose, low: int, high: int) -> bool:
    """Whether a longer word begins with the verb: 建成区."""
    known = kinds()
    return any(read.text[low:end] in known for end in range(high + 1, high + PLAIN))


# ---------------------------------------------------------------- measured: before 达到


def _measured_end(read: Prose, low: int, match: Match, opened: int) -> int | None:
    """Where the thing measured ends: at the verb that leads to the number; None where it is counted."""
    if match.get("form"):
        return max(low, match.start)
    if match.get("always"):
        years = read.text.find("年限", match.start, match.end)
        return max(match.start, years + 2 if years >= 0 else 0)
    if (match.get("bare") or is_of(read, match, "measure-time")) and between(read.bounds, opened, match.start):
        return _before_term(read, low, opened)
    if (named_so := _named_measure(read, low, match, opened)) is not None:
        return named_so
    reaching = [one for one in between(read.promises, low, opened) if one.get("sort") == "reaching"]
    if not reaching or not _leads_to(read.text[reaching[-1].end : opened].strip(), read, match):
        return None
    verb = reaching[-1]
    held = next((word for word in words_between(read, low, opened) if word.start <= verb.start < word.end), None)
    if held is None or held.start == verb.start:
        return verb.start if held is None or held.is_verb or held.end <= verb.end else None
    return held.start if held.is_verb else None


def _named_measure(read: Prose, low: int, match: Match, opened: int) -> int | None:
    """Where a name ends that says it is a share or a number for so many: 优于Ⅲ类比例, 每万人拥有基站数."""
    text = read.text[low:opened].rstrip()
    shared = is_of(read, match, "measure-share", "measure-multiple")
    if shared and (found := read.matcher.first("share-by-name", text)) is not None:
        return low + found.span("what")[1]
    if read.matcher.first("number-for-many", text) is not None:
        return opened
    words = words_between(read, low, opened) if shared else []
    rises = len(words) > 1 and words[-1].kind == "vr" and words[-1].end == opened
    return _before_term(read, low, words[-1].start) if rises else None


def _leads_to(gap: str, read: Prose, match: Match) -> bool:
    """Whether nothing stands between verb and number, or 每人每月, 亩均, or what a share is of."""
    close = len(gap) <= 1 or (gap[0] == "每" and len(gap) <= 4) or (gap[-1] == "均" and len(gap) == 2)
    return close or (gap[-1] == "的" and is_of(read, match, "measure-share", "measure-multiple"))


def _measured(read: Prose, low: int, high: int, match: Match | None = None) -> Stretch | None:
    """The thing measured: after openings such as 力争, 推动, 其中; before 年均, 力争实现, 比2025年, 目标是."""
    bases = [due.start for due in between(read.dues, low, high) if due.kind == "base"]
    goals = [goal.start for goal in between(read.goals, low, high)]
    starts = [one.start for one in between(read.starts, low, high)]
    words = words_between(read, low, min([high, *bases, *goals, *starts]))
    comparing = read.matcher.words("comparing-word")
    compared = next((place for place, word in enumerate(words) if said(read, word) in comparing), len(words))
    words = words[:compared] or words
    kept = stripped(read, words, {"d", "vc", "vr"}, CLOSERS | {"vr"}) or stripped(read, words, {"d"}, {"d"})
    kept = _without_deed(read, kept, match) if match is not None else kept
    return named(read, kept[0].start, kept[-1].end) if kept else None


def _without_deed(read: Prose, words: Sequence[Word], match: Match) -> Sequence[Word]:
    """What is counted without the verb that opens it: 培训 新型农民 达到40000名; 培训人数 is measured."""
    if not is_of(read, match, "measure-count", "measure-extent") or len(words) < 2 or not words[0].is_verb:
        return words
    counted = read.text[words[0].start : words[-1].end]
    behind = stripped(read, words, {"v", "vf", "vn", "vc"}, set())
    return words if not behind or read.matcher.first("number-of", counted) is not None else behind


def _before_due(read: Prose, clause: Stretch, low: int, high: int) -> Stretch | None:
    """The thing measured where a deadline stands after it: 签约率2026年底达60%."""
    due = next((due for due in between(read.dues, clause[0], high) if due.end == low), None)
    if due is not None and read.text[low:high].strip() not in SHALL:
        return None
    return _measured(read, clause[0], due.start) if due is not None else None


def _share_of(read: Prose, low: int, high: int) -> Stretch | None:
    """What a share is of, where it stands before the number: 福彩公益金60%以上用于, 护理员占总数的18%."""
    words = words_between(read, low, high)
    if not words or words[-1].kind in {"vf", "v", "vc"} or said(read, words[-1]) in JOINTS:
        return None
    if any(word.kind == "vr" and said(read, word) not in read.matcher.words("sharing-verb") for word in words[:-1]):
        return None
    part = [word.start for word in words if said(read, word) in read.matcher.words("sharing-verb")]
    return _measured(read, low, part[-1] if part and said(read, words[-1]) == "的" else high)


# ---------------------------------------------------------------- counted: after the verb, or after the number


def _object(read: Prose, low: int, high: int, poor: set[Kind]) -> Stretch | None:
    """What stands between the verb that governs the number and the number, unless its words are all of poor kinds."""
    words = words_between(read, low, high)
    place = _governing(read, words)
    if place is None:
        return None
    rest = stripped(read, words[place:], OPENERS - {"t"}, CLOSERS if words[place - 1].kind == "vc" else {"d", "vf"})
    if not any(word.kind not in poor for word in rest):
        return None
    chained = place > 1 and words[place - 1].is_verb and words[place - 2].is_verb
    return named(read, _head(read, rest, told=chained), rest[-1].end)


def _governing(read: Prose, words: Sequence[Word]) -> int | None:
    """The place after the first verb that governs, and verbs listed with it; 推动 only where no other verb does."""
    for governing in _GOVERNING:
        if "vc" in governing and words and words[-1].kind == "vf":
            return None
        for place, word in enumerate(words):
            if word.kind not in governing or word.start in read.silent:
                continue
            behind = _behind_chain(read, words, place)
            if behind == len(words) and place > 0:
                # Verbs that close the stretch govern what follows, or are part of a name: 幸福河湖建设.
                break
            if behind == len(words) or said(read, words[behind]) not in "等、的，":
                return behind
    return None


def _behind_chain(read: Prose, words: Sequence[Word], place: int) -> int:
    """The place after a verb and the verbs that follow it: 新建改建和维护提升."""
    behind = place + 1
    while behind < len(words):
        if words[behind].is_verb and words[behind].kind != "vn":
            behind += 1
        elif said(read, words[behind]) in JOINTS and behind + 1 < len(words) and words[behind + 1].is_verb:
            behind += 2
        else:
            break
    return behind


def _behind(read: Prose, low: int, high: int, opened: int) -> Stretch | None:
    """What stands after the number, up to a verb that cannot be part of its name."""
    high = min(high, low + REACH)
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
    kept = _until_verb(read, [word for word in words if head is None or word.start >= head])
    if not kept or not any(char.isalpha() for char in read.text[low : kept[-1].end]):
        return None
    stop = (_without_verbs(kept) if _makes_others_do(read, opened) else None) or kept[-1].end
    stop = _before_remark(read, head or low, stop)
    if head is None and (of := read.text.find("的", low, stop)) > low:
        stop = of
    return named(read, head or low, stop, shortest=1)


def _described(read: Prose, words: Sequence[Word]) -> int | None:
    """Where the thing begins that is described first: 100项 具有较大知名度的 精品赛事; None where it comes at once."""
    places = [i for i, word in enumerate(words) if said(read, word) == "的"]
    if not places or places[-1] + 1 >= len(words):
        return None
    before = words[: places[-1]]
    verb = next((i for i, word in enumerate(before) if word.kind == "vf"), len(before))
    tells = any(word.is_verb or word.kind in {"d", "p"} for word in before)
    opens = tells and not all(word.is_verb for word in words[places[-1] + 1 :])
    sized = any(one.start in read.silent for one in between(read.amounts, words[0].start, words[places[-1]].start))
    if opens or sized or any(word.kind == "a" for word in before[:verb]):
        return words[places[-1]].end
    return None


def _until_verb(read: Prose, words: Sequence[Word]) -> list[Word]:
    """The words up to one that goes on with the sentence: 纳入, 为; 支持 at the end is part of the name."""
    kept: list[Word] = []
    for place, word in enumerate(words):
        last = place == len(words) - 1
        goes_on = (
            word.kind == "vf"
            or (word.kind in {"vc", "vr"} and not last)
            or said(read, word) in read.matcher.words("sentence-goes-on")
        )
        if goes_on or (word.kind == "d" and (not kept or said(read, word) not in JOINTS)):
            break
        kept.append(word)
    return kept


def _makes_others_do(read: Prose, opened: int) -> bool:
    """Whether the number stands after 推动, 带动: verbs that close what follows are what is done."""
    words = words_between(read, max(read.start, opened - LONGEST), opened)
    return bool(words) and words[-1].kind == "vc" and words[-1].end == opened


def _without_verbs(words: Sequence[Word]) -> int | None:
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


# ---------------------------------------------------------------- neither: the whole stretch, or the run before


def _nominal(read: Prose, low: int, high: int) -> Stretch | None:
    """The whole stretch before the number where its verbs are part of a name: 全域幸福河湖建设."""
    words = words_between(read, low, high)
    causing = any(word.kind == "vc" for word in words[:2])
    for_others = bool(words) and words[0].kind == "p"
    words = list(stripped(read, words, OPENERS - {"t"}, CLOSERS))
    if not any(word.kind in {"n", "a", "vn", "m", ""} for word in words):
        return None
    if words[0].kind == "t" and all(word.is_verb or word.kind in {"t", "d"} for word in words):
        return None
    if for_others and words[-1].is_verb:
        return named(read, words[-1].start, words[-1].end)
    end = (_without_verbs(words) if causing else None) or words[-1].end
    return named(read, _head(read, words), end)


def _before_run(read: Prose, run: Stretch, clause: Stretch) -> Stretch | None:
    """What the run before says, where the clause had to take it in."""
    if clause[0] >= run[0]:
        return None
    low, high = run_around(read, clause[0], clause[0], run[0])
    low = _behind_dues(read, low, high)
    words = words_between(read, low, high)
    if len(words) > 1 and words[0].is_verb:
        return named(read, words[1].start, high) if said(read, words[1]) not in NUMERALS else None
    if words and said(read, words[0]) == "对" and (end := _without_verbs(words)) is not None:
        return named(read, words[0].end, end)
    return _object(read, low, high, set()) or _measured(read, low, high)
