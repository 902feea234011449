"""What a promised number measures: 覆盖率 of 覆盖率达到98%, what stands before the verb of a level or the name of a share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policy_extract.stages.targets.promises import is_of
from policy_extract.stages.targets.prose import between
from policy_extract.stages.targets.wording import (
    CLOSERS,
    JOINTS,
    OPENERS,
    after_manner,
    named,
    said,
    stripped,
    words_between,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from policy_extract.grammar import Match
    from policy_extract.lexical.words import Word
    from policy_extract.stages.targets.prose import Prose
    from policy_extract.stages.targets.wording import Stretch


def after_dues(read: Prose, low: int, high: int) -> int:
    """Where the clause goes on after its deadlines and terms."""
    dues = [due.end for due in between(read.dues, low, high) if due.kind != "base" and due.end <= high]
    terms = [term.end for term in read.matcher.all("per", read.text, start=low, end=high) if term.start == low]
    return max([low, *dues, *terms])


def before_term(read: Prose, low: int, high: int) -> int:
    """Where a term begins that stands between what is counted and its number: 劳动课每周不少于1课时; else the end."""
    stop = min([high, *(bound.start for bound in between(read.bounds, low, high))])
    terms = [one for finds in ("per", "counted-on") for one in read.matcher.all(finds, read.text, start=low, end=stop)]
    close = terms and terms[-1].start > low and not read.text[terms[-1].end : stop].strip()
    return terms[-1].start if close else high


def measured_end(read: Prose, low: int, match: Match, opened: int) -> int | None:
    """Where the thing measured ends: at the verb that leads to the number; None where it is counted."""
    if match.get("form"):
        return max(low, match.start)
    if match.get("always"):
        years = read.text.find("年限", match.start, match.end)
        return max(match.start, years + 2 if years >= 0 else 0)
    if (match.get("bare") or is_of(read, match, "measure-time")) and between(read.bounds, opened, match.start):
        return before_term(read, low, opened)
    if (named_so := _named_measure(read, low, match, opened)) is not None:
        return named_so
    if (compared := _before_share_of(read, low, match)) is not None:
        return compared
    if (bounded := _before_bound(read, low, match)) is not None:
        return bounded
    reaching = [one for one in between(read.promises, low, opened) if one.get("sort") == "reaching"]
    if not reaching or not _leads_to(read.text[reaching[-1].end : opened].strip(), read, match):
        return None
    verb = reaching[-1]
    held = next((word for word in words_between(read, low, opened) if word.start <= verb.start < word.end), None)
    if held is None or held.start == verb.start:
        return verb.start if held is None or held.is_verb or held.end <= verb.end else None
    return held.start if held.is_verb else None


def _before_share_of(read: Prose, low: int, match: Match) -> int | None:
    """Where a bound begins that is of a share of something else: 招生规模 不低于 高职招生规模的10%."""
    bounds = [one for one in between(read.bounds, low + 1, match.start) if one.get("far")]
    share = is_of(read, match, "measure-share") and read.text[match.start - 1] == "的"
    return bounds[-1].start if bounds and share else None


def _before_bound(read: Prose, low: int, match: Match) -> int | None:
    """Where a bound begins after a name that opens the clause and says it is a number, whatever verbs it holds: 处置能力 不低于120万吨."""
    bounds = between(read.bounds, low + 1, match.start)
    if not bounds or bounds[-1].get("bound") == "about" or read.text[bounds[-1].end : match.start].strip():
        return None
    text = read.text[low : bounds[-1].start].rstrip()
    words = stripped(read, words_between(read, low, bounds[-1].start), OPENERS, set())
    alone = len(words) == 1 or (bool(words) and not words[0].is_verb)
    opens = alone and not any(word.kind in {"vf", "vr"} for word in words)
    return bounds[-1].start if opens and read.matcher.first("number-of", text) is not None else None


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
    return before_term(read, low, words[-1].start) if rises else None


def _leads_to(gap: str, read: Prose, match: Match) -> bool:
    """Whether nothing stands between verb and number, or 每人每月, 亩均, or what a share is of."""
    close = len(gap) <= 1 or (gap[0] == "每" and len(gap) <= 4) or (gap[-1] == "均" and len(gap) == 2)
    return close or (gap[-1] == "的" and is_of(read, match, "measure-share", "measure-multiple"))


def measured_thing(read: Prose, low: int, high: int, match: Match | None = None) -> Stretch | None:
    """The thing measured: after openings such as 力争, 推动, 其中; before 年均, 力争实现, 比2025年, 目标是, but 改造总任务 of 改造总任务为."""
    bases = [due.start for due in between(read.dues, low, high) if due.kind == "base"]
    goals = [goal.start for goal in between(read.goals, low, high) if goal.end <= high or goal.start == low]
    starts = [one.start for one in between(read.starts, low, high)]
    low = _after_remark(read, low, high)
    words = words_between(read, low, min([high, *bases, *goals, *starts]))
    comparing = read.matcher.words("comparing-word")
    compared = next((place for place, word in enumerate(words) if said(read, word) in comparing), len(words))
    words = words[:compared] or words
    kept = stripped(read, words, {"d", "vc", "vr"}, CLOSERS | {"vr"}) or stripped(read, words, {"d"}, {"d"})
    kept = _without_deed(read, kept, match) if match is not None else kept
    says_what = any(word.kind != "p" for word in kept)  # 按照 alone is no thing
    return named(read, kept[0].start, kept[-1].end) if says_what else None


def _after_remark(read: Prose, low: int, high: int) -> int:
    """Where a bracket ends after which a verb opens what is measured: 银行（含分行）发放 贷款余额; else `low`."""
    close = read.text.rfind("）", low, high)
    words = words_between(read, close + 1, high) if close > low and read.brackets.get(close) else []
    return close + 1 if len(words) > 1 and words[0].is_verb else low


def _without_deed(read: Prose, words: Sequence[Word], match: Match) -> Sequence[Word]:
    """What is counted, without leading verbs: 引进和培养 高层次人才 达到2000名; not 培训人数, a measure."""
    words = after_manner(read, words)
    if not is_of(read, match, "measure-count", "measure-extent") or len(words) < 2 or not words[0].is_verb:
        return words
    counted = read.text[words[0].start : words[-1].end]
    after = stripped(read, words, {"v", "vf", "vn", "vc"}, set())
    if after and said(read, after[0]) in JOINTS:
        after = stripped(read, after[1:], {"v", "vf", "vn", "vc"}, set())
    return words if not after or read.matcher.first("number-of", counted) is not None else after


def before_due(read: Prose, clause: Stretch, low: int, high: int) -> Stretch | None:
    """The thing measured where a deadline stands after it: 签约率2026年底达60%."""
    due = next((due for due in between(read.dues, clause[0], high) if due.end == low), None)
    leading = read.text[low:high].strip()
    if due is not None and leading and leading not in read.matcher.words("shall"):
        return None
    return measured_thing(read, clause[0], due.start) if due is not None else None


def share_of(read: Prose, low: int, high: int) -> Stretch | None:
    """What a share is of, where it stands before the number: 福彩公益金60%以上用于, 护理员占总数的18%."""
    words = words_between(read, low, high)
    if not words or words[-1].kind in {"vf", "v", "vc"} or said(read, words[-1]) in JOINTS:
        return None
    if any(word.kind == "vr" and said(read, word) not in read.matcher.words("sharing-verb") for word in words[:-1]):
        return None
    part = [word.start for word in words if said(read, word) in read.matcher.words("sharing-verb")]
    return measured_thing(read, low, part[-1] if part and said(read, words[-1]) == "的" else high)
