"""Which part of a numbered paragraph is its title, judged by its neighbours: list entries and sentences have none."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from policy_extract.blocks import Paragraph
from policy_extract.generated.plain import At
from policy_extract.lexical.width import fold
from policy_extract.records import replace
from policy_extract.stages.outline.counts import numbered
from policy_extract.stages.outline.headings import LONGEST_SENTENCE_HEADING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from policy_extract.blocks import Block
    from policy_extract.grammar import Matcher
    from policy_extract.stages.outline.counts import Headings
    from policy_extract.stages.outline.headings import Heading
    from policy_extract.stages.structure import StageContext

_WORDS = re.compile(r"[\s、.．]*(?P<words>[\u4e00-\u9fff]{2,12})[ \u3000]+(?=\S[^。]{10,}[。；])")
"""Words, a space, and a sentence."""
SHORT_TITLE = 20
"""Characters up to which a heading stays one where half of the entries beside it are plain sentences."""
SHORT_AMONG_MOST = 16
"""The same where most of them are."""
LONGEST_SENTENCE_TITLE = 12
"""The same where all are one sentence each, and every one may be a title with its mark: 加强组织领导。 强化督促检查。"""


def settle_titles(headings: Headings, body: Sequence[Block], context: StageContext) -> None:
    """Widen, or remove, the titles that their neighbours contradict."""
    _end_titles_at_spaces(headings, body)
    _widen_titles_of_sorts(headings, body)
    _drop_titles_of_lists(headings, body)
    text = [None if _ends_text(block, context) else block for block in body]
    _drop_titles_of_sentences(headings, text, context.matcher)


def _ends_text(block: Block, context: StageContext) -> bool:
    """Whether a block is no text of the entry above it: a signature, or words that close a document (特此通知。)."""
    return block.id in context.owned.roles or context.matcher.first("closing-formula", _text(block)) is not None


# ---------------------------------------------------------------- titles that a space parts from their text


def _end_titles_at_spaces(headings: Headings, body: Sequence[Block]) -> None:
    """Where most entries of a style are words, a space and a sentence (1.1 编制目的 为做好……), the words are their titles."""
    shaped: dict[str, dict[int, int]] = {}
    alike: Counter[str] = Counter()
    for index, heading, _ in numbered(headings):
        alike[heading.key] += 1
        if (end := _space_after_words(heading, _text(body[index]))) is not None:
            shaped.setdefault(heading.key, {})[index] = end
    for key, ends in shaped.items():
        if len(ends) > 1 and 2 * len(ends) >= alike[key]:
            for index, end in ends.items():
                headings[index] = _with_title_up_to(headings[index], _text(body[index]), end)


def _space_after_words(heading: Heading, text: str) -> int | None:
    """Where a few words after the number end, if a space and a sentence follow them."""
    start = heading.number_at.end if heading.number_at is not None else 0
    match = _WORDS.match(text, start)
    return match.end("words") if match is not None else None


def _with_title_up_to(heading: Heading | None, text: str, end: int) -> Heading | None:
    """The heading with the words before `end` as its title."""
    if heading is None:
        return None
    match = _WORDS.match(text, heading.number_at.end if heading.number_at is not None else 0)
    start = match.start("words") if match is not None else end
    at = (At(block=heading.at[0].block, start=start, end=end),)
    return replace(heading, title=text[start:end], at=at, rest=end + 1, alone=False, sentence=False)


# ---------------------------------------------------------------- titles that a colon cut


def _widen_titles_of_sorts(headings: Headings, body: Sequence[Block]) -> None:
    """Where a sequence repeats a category (任务5：重大平台：甲。 任务6：重大平台：乙。), extend titles past the colon."""
    for run in _counts_of_colons(headings, body):
        titles = [one.title for index in run if (one := headings[index]) is not None]
        if len(set(titles)) < len(titles):
            for index in run:
                headings[index] = _with_title_to_stop(headings[index], _text(body[index]))


def _counts_of_colons(headings: Headings, body: Sequence[Block]) -> Iterator[list[int]]:
    """Runs of headings of one style that count on without a gap, each cut at a colon."""
    open_runs: dict[str, list[int]] = {}
    for index, heading, value in numbered(headings):
        text = _text(body[index])
        cut = heading.title is not None and fold(text[heading.at[0].end : heading.at[0].end + 1]) == "："
        run = open_runs.get(heading.key)
        goes_on = run is not None and getattr(headings[run[-1]], "value", None) == value - 1
        if run is not None and not (cut and goes_on):
            yield open_runs.pop(heading.key)
        if cut:
            open_runs.setdefault(heading.key, []).append(index)
    yield from open_runs.values()


def _with_title_to_stop(heading: Heading | None, text: str) -> Heading | None:
    """The heading with a title up to the first 。, where that is short enough and text follows."""
    if heading is None:
        return None
    start, stop = heading.at[0].start, fold(text).find("。", heading.at[0].end)
    if not 0 < stop - start <= LONGEST_SENTENCE_HEADING or not text[stop + 1 :].strip():
        return heading
    return replace(
        heading, title=text[start:stop], at=(At(block=heading.at[0].block, start=start, end=stop),), rest=stop + 1
    )


# ---------------------------------------------------------------- sentences with a number


def _drop_titles_of_lists(headings: Headings, body: Sequence[Block]) -> None:
    """The last entry of a list whose entries end in ； or ， is no heading either."""
    for index in range(1, len(headings)):
        before, heading = headings[index - 1], headings[index]
        if before is None or heading is None or heading.title is None or before.key != heading.key:
            continue
        text = _text(body[index])
        listed = before.title is None and fold(_text(body[index - 1])).rstrip().endswith(("；", "，"))
        if listed and _is_bracketed(text[heading.rest :].strip()):
            headings[index] = _without_title(heading, text)


def _is_bracketed(text: str) -> bool:
    """Whether nothing but a bracket follows, as （责任单位：…） does."""
    return not text or (text[0] in "（(〔[【" and text[-1] in "）)〕]】")


def _drop_titles_of_sentences(headings: Headings, body: Sequence[Block | None], matcher: Matcher) -> None:
    """Of entries that follow each other without text between them, none has a title where each is one sentence.

    Long entries have none either, if half of the entries are plain sentences. None marks non-text, such as a signature.
    The name of a stage with its time in brackets is no sentence.
    """
    last: dict[str | None, int] = {}
    for entries in _adjacent(headings, body):
        run = _with_one_before(headings, entries, last.get(_key(headings[entries[0]])))
        last[_key(headings[run[-1]])] = run[-1]
        own = [headings[index] for index in run]
        sentences = [
            one
            for index, one in zip(run, own, strict=True)
            if one is not None and (one.title is None or _is_one_sentence(one, _text(body[index]), matcher))
        ]
        told = any(one.title is None or not _may_be_title(one.title) for one in sentences)
        plain = 2 * sum(one is not None and one.title is None for one in own)
        longest = SHORT_TITLE if plain == len(run) else SHORT_AMONG_MOST
        for index, heading in zip(run, own, strict=True):
            if heading is None or heading.title is None or heading.bold or _opens_a_count(headings, body, index):
                continue
            if matcher.first("stage-with-its-time", heading.title) is not None:
                continue
            if (told and len(sentences) == len(run) > 1) or (plain >= len(run) and len(heading.title) > longest):
                headings[index] = _without_title(heading, _text(body[index]))


def _is_one_sentence(heading: Heading, text: str, matcher: Matcher) -> bool:
    """Whether the paragraph is a number and one sentence, or that and a clause of bodies: ……。（责任单位：……）."""
    rest = text[heading.rest :].strip()
    if not rest or heading.sentence:
        return heading.sentence
    end = heading.at[0].end
    label = matcher.first("label", rest)
    return fold(text[end : end + 1]) == "。" and (_is_bracketed(rest) or (label is not None and label.start == 0))


def _may_be_title(words: str) -> bool:
    """Whether a sentence may be a title with its mark: few words, without a comma or a number."""
    return len(words) <= LONGEST_SENTENCE_TITLE and not re.search(r"[\d，；]", fold(words))


def _with_one_before(headings: Sequence[Heading | None], entries: list[int], before: int | None) -> list[int]:
    """The entries; one sentence alone below its heading goes with the plain sentence whose count it continues."""
    own, other = headings[entries[0]], headings[before] if before is not None else None
    if before is None or len(entries) > 1 or own is None or other is None or other.title is not None:
        return entries
    goes_on = own.sentence and other.value is not None and own.value == other.value + 1
    return [before, *entries] if goes_on else entries


def _opens_a_count(headings: Sequence[Heading | None], body: Sequence[Block | None], index: int) -> bool:
    """Whether a heading without a mark at its end has the first number of another style right below it."""
    own, below = headings[index], headings[index + 1] if index + 1 < len(headings) else None
    opens = below is not None and below.value == 1 and below.key != _key(own)
    ended = fold(_text(body[index])).rstrip().endswith(("。", "：", "；"))
    return opens and own is not None and own.alone and not ended


def _adjacent(headings: Sequence[Heading | None], body: Sequence[Block | None]) -> Iterator[list[int]]:
    """Runs of headings of one style in neighbouring blocks, the last followed by a heading, a table or the end.

    What stands in brackets on a line of its own (（责任单位：…）) does not part them.
    """
    run: list[int] = []
    for index in range(len(headings) + 1):
        heading = headings[index] if index < len(headings) else None
        if heading is None and index < len(headings) and (text := _text(body[index]).strip()) and _is_bracketed(text):
            continue
        if run and heading is not None and heading.key == _key(headings[run[-1]]):
            run.append(index)
            continue
        if run and (heading is not None or index == len(headings) or not isinstance(body[index], Paragraph)):
            yield run
        run = [index] if heading is not None and heading.value is not None and not heading.box else []


def _key(heading: Heading | None) -> str | None:
    return None if heading is None else heading.key


def _text(block: Block | None) -> str:
    return block.text if isinstance(block, Paragraph) else ""


def _without_title(heading: Heading, text: str) -> Heading:
    """The heading of a plain sentence: the paragraph is its text."""
    block = heading.at[0].block
    return replace(
        heading, title=None, at=(At(block=block, start=0, end=len(text)),), rest=heading.at[0].start, alone=False
    )
