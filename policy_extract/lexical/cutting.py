"""Text → words by a weighted dictionary: of all ways to cut a stretch, the one whose words weigh most together.

The algorithm is that of jieba without its guesses at unknown words; a test
lets jieba cut the same texts by the same table and compares.
"""

from __future__ import annotations

import re
from math import log
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

# Other signs stand alone.
_STRETCHES = re.compile(r"[\u4e00-\u9fd5a-zA-Z0-9+#&._%-]+|.", re.DOTALL)
_LETTER = re.compile(r"[a-zA-Z0-9]")


class Cutter:
    """Cuts texts by one dictionary."""

    def __init__(self, weights: Mapping[str, int]) -> None:
        whole = log(sum(weights.values()))
        self._likely = {word: log(weight) - whole for word, weight in weights.items()}
        """The logarithm of how likely each word is."""
        self._unknown = log(1) - whole
        self._openings = {word[:end] for word in weights for end in range(1, len(word) + 1)}

    def cut(self, text: str) -> Iterator[str]:
        """The words of the text, end to end; what the dictionary does not know falls into single characters."""
        for stretch in _STRETCHES.findall(text):
            yield from self._words(stretch)

    def _words(self, stretch: str) -> Iterator[str]:
        """The likeliest words of a stretch; single letters and digits in a row are one."""
        ends = self._ends(stretch)
        start = at = 0
        while at < len(stretch):
            end = ends[at]
            if end - at > 1 or _LETTER.match(stretch, at) is None:
                if start < at:
                    yield stretch[start:at]
                yield stretch[at:end]
                start = end
            at = end
        if start < at:
            yield stretch[start:at]

    def _ends(self, stretch: str) -> list[int]:
        """For each place, where the word ends that begins the likeliest way to cut the rest; of equals the longest."""
        rest = [0.0] * (len(stretch) + 1)
        ends = [0] * len(stretch)
        for start in range(len(stretch) - 1, -1, -1):
            rest[start], ends[start] = max((likely + rest[end], end) for likely, end in self._from(stretch, start))
        return ends

    def _from(self, stretch: str, start: int) -> Iterator[tuple[float, int]]:
        """The words of the dictionary that begin here, with where they end; a single character where there are none."""
        known = False
        for end in range(start + 1, len(stretch) + 1):
            word = stretch[start:end]
            if word not in self._openings:
                break
            if word in self._likely:
                known = True
                yield self._likely[word], end
        if not known:
            yield self._unknown, start + 1
