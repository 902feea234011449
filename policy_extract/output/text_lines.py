"""The lines of a text file on which the blocks of its plan stand; a Word file has none."""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

from policy_extract.reading.characters import decode
from policy_extract.reading.forms import form_called
from policy_extract.texts import texts_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from policy_extract.model import At, Plan

_LINE_END = re.compile(r"\r\n|\r|\n")
_MARKS = str.maketrans(dict.fromkeys("*_`~\\", ""))
"""Characters of Markdown markup; they are ignored in both texts."""
_SKIPPED = 20_000
"""Characters that may stand between two blocks: page numbers, headers, markup. More would cost a search of the whole file per block."""


def line_finder(data: bytes, plan: Plan) -> Callable[[At], int | None]:
    """What tells the line of a place in the file, from 1; null where the block does not stand there word for word.

    Markup that was dropped is taken out first; then a block is looked for after
    the one before it, white space and marks aside: a dump breaks lines anywhere,
    and Markdown marks words up.
    """
    if not form_called(plan.source.format).lines:
        return lambda _: None
    lines = [_words(line) for line in _LINE_END.split(decode(data).text)]
    file, starts = _without_markup("".join(lines), [0, *accumulate(map(len, lines))], plan)
    texts = texts_of(plan)
    places = dict(_found(file, texts.items()))

    def line(at: At) -> int | None:
        if at.block not in places:
            return None
        return bisect_right(starts, places[at.block] + len(_words(texts[at.block][: at.start])))

    return line


def _without_markup(file: str, starts: list[int], plan: Plan) -> tuple[str, list[int]]:
    """The file without the markup that was dropped, and where its lines begin then."""
    markup = [(text, text) for text in (_words(one.text) for one in plan.dropped if one.reason == "markup")]
    spans = [(place, place + len(text)) for text, place in _found(file, markup)]
    kept = "".join(file[end:begin] for (_, end), (begin, _) in pairwise([(0, 0), *spans, (len(file), 0)]))
    gone = [0, *accumulate(end - begin for begin, end in spans)]
    ends = [end for _, end in spans]
    return kept, [start - gone[bisect_right(ends, start)] for start in starts]


def _found(file: str, texts: Iterable[tuple[str, str]]) -> Iterator[tuple[str, int]]:
    """(name, where it stands) for each text that stands in the file after the one before it."""
    after = 0
    for name, text in texts:
        printed = _words(text)
        place = file.find(printed, after, after + _SKIPPED + len(printed)) if printed else -1
        if place >= 0:
            yield name, place
            after = place + len(printed)


def _words(text: str) -> str:
    return "".join(text.split()).translate(_MARKS)
