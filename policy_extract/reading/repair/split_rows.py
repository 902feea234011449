"""Tables of indicators that a PDF dump shows as lines of words, reassembled.

    序            “十四五”目标           One line of each row holds its number, whether
      指 标 单位 属性                    it binds, and its values. What stood above and
    号            2025年 年均            below that line in the same row, because a cell
    万元/                                had more lines than one, is printed before and
    2 劳动生产率 预期性 36左右 -          after it, as many lines on either side.
    人

Only a run of rows numbered 1, 2, 3 … with 约束性 or 预期性 in each is taken for
such a table, and only if its headings name as many values as its rows have.
"""

from __future__ import annotations

from bisect import bisect_left
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from policy_extract.reading.plain_tables import Grid
from policy_extract.records import record

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from policy_extract.grammar import Matcher
    from policy_extract.reading.plain_tables import Part

_FEWEST_ROWS: Final = 4
_MOST_LINES_OF_A_ROW: Final = 4
"""Lines before, and as many after, the line with the number."""
_MOST_HEADING_LINES: Final = 6
_LONGEST_HEADING_LINE: Final = 60
_LONGEST_PIECE: Final = 4
_MOST_PIECES: Final = 3
_FIXED: Final = ("no", "category", "name", "measure", "attribute")
_OPEN: Final = "[〔【（("


@record
class _Row:
    """The line of a row that holds its number."""

    line: int
    no: int
    category: str
    attribute: str
    before: tuple[str, ...]
    """Words between number and attribute."""
    after: tuple[str, ...]
    """Words after the attribute."""


@record
class _Heading:
    """The headings, and the lines they stand in."""

    start: int
    end: int
    fixed: dict[str, str]
    """By kind: no, category, name, measure, attribute."""
    group: str
    """What stands above all value columns."""
    values: tuple[str, ...]
    closing: bool
    """Whether the attribute closes the row."""


def join_split_rows(parts: Sequence[Part], matcher: Matcher) -> list[Part]:
    """The parts in their order, with every such table in place of its lines."""
    found: list[Part] = []
    done = 0
    rows = [row for index, part in enumerate(parts) if (row := _row(part, index, matcher)) is not None]
    for run in _runs(rows):
        table = _table(parts, run, matcher)
        if table is not None and table[0] >= done:
            start, end, grid = table
            found += [*parts[done:start], grid]
            done = end
    return [*found, *parts[done:]]


def _row(part: Part, index: int, matcher: Matcher) -> _Row | None:
    match = matcher.first("torn-row", part) if isinstance(part, str) else None
    if match is None:
        return None
    category, no, attribute = (match.group(name) or "" for name in ("category", "no", "attribute"))
    before, after = (tuple((match.group(name) or "").split()) for name in ("before", "after"))
    return _Row(index, int(no), category, attribute, before, after)


def _runs(rows: Sequence[_Row]) -> Iterator[list[_Row]]:
    """Rows numbered 1, 2, 3 … that stand near each other."""
    run: list[_Row] = []
    for row in rows:
        if run and row.no == run[-1].no + 1 and row.line - run[-1].line <= 2 * _MOST_LINES_OF_A_ROW + 1:
            run.append(row)
            continue
        if len(run) >= _FEWEST_ROWS:
            yield run
        run = [row] if row.no == 1 else []
    if len(run) >= _FEWEST_ROWS:
        yield run


def _table(parts: Sequence[Part], run: Sequence[_Row], matcher: Matcher) -> tuple[int, int, Grid] | None:
    """Where the table begins and ends among the parts, and its grid; None where something does not fit."""
    heading = _heading(parts, run, matcher)
    if heading is None:
        return None
    pieces = _pieces(parts, run, heading) if heading.fixed["category"] else {}
    stop = min(len(parts), run[-1].line + len(pieces) + _MOST_LINES_OF_A_ROW + 1)
    kept = [line for line in range(heading.end, stop) if line not in pieces]
    places = [bisect_left(kept, row.line) for row in run]
    around = _lines_around(places)
    if around is None or places[-1] + around[-1] >= len(kept):
        return None
    end = max([kept[places[-1] + around[-1]], *pieces]) + 1
    lines = {line: part if isinstance(part := parts[line], str) else "" for line in kept}
    rows = []
    for row, at, count in zip(run, places, around, strict=True):
        above, below = (
            [lines[line] for line in kept[low:high]] for low, high in ((at - count, at), (at + 1, at + 1 + count))
        )
        cells = _cells(row, above, below, heading, matcher)
        if cells is None:
            return None
        rows.append(cells)
    if pieces or any(row.category for row in run):
        for cells, text in zip(rows, _categories(run, pieces), strict=True):
            cells["category"] = text
    columns = _columns(heading, run)
    grid = Grid((*_heading_rows(heading, columns), *(tuple(row[name] for name in columns) for row in rows)))
    return heading.start, end, grid


def _lines_around(places: Sequence[int]) -> list[int] | None:
    """For each row how many of its lines stand before its number, and so after it; None where the counts do not add up."""
    around = [places[0]]
    for one, two in pairwise(places):
        around.append(two - one - 1 - around[-1])
    return around if all(0 <= count <= _MOST_LINES_OF_A_ROW for count in around) else None


# ---------------------------------------------------------------- categories


def _pieces(parts: Sequence[Part], run: Sequence[_Row], heading: _Heading) -> dict[int, str]:
    """The lines that hold nothing but a piece of a category: 经济 above 发展."""
    found: dict[int, str] = {}
    for line in range(heading.end, min(len(parts), run[-1].line + _MOST_LINES_OF_A_ROW)):
        part = parts[line]
        text = part.strip() if isinstance(part, str) else ""
        if 1 < len(text) <= _LONGEST_PIECE and text.isalpha():
            found[line] = text
        elif line > run[-1].line:
            break
    return found


def _categories(run: Sequence[_Row], pieces: dict[int, str]) -> list[str]:
    """The category of each row that opens one, "" below; a category stands in the middle of its rows.

    Where the middles do not tell, a piece stays with its row, or with the next.
    """
    placed = [(float(place), row.category) for place, row in enumerate(run) if row.category]
    placed += [(sum(row.line < line for row in run) - 0.5, text) for line, text in pieces.items()]
    placed.sort()
    for size in range(1, _MOST_PIECES + 1):
        if (found := _by_middles(placed, size, len(run))) is not None:
            return found
    texts = [""] * len(run)
    for place, text in placed:
        at = min(int(place + 0.5), len(run) - 1)
        texts[at] += text
    return texts


def _by_middles(placed: Sequence[tuple[float, str]], size: int, rows: int) -> list[str] | None:
    """The categories, each of so many pieces, over rows that lie evenly around them; None where that does not come out."""
    texts = [""] * rows
    start = 0
    for low in range(0, len(placed), size):
        group = placed[low : low + size]
        end = 2 * sum(place for place, _ in group) / len(group) - start
        if len(group) < size or end < start or end != int(end) or end >= rows:
            return None
        texts[start] = "".join(text for _, text in group)
        start = int(end) + 1
    return texts if start == rows else None


# ---------------------------------------------------------------- headings


def _heading(parts: Sequence[Part], run: Sequence[_Row], matcher: Matcher) -> _Heading | None:
    """The headings above the first row; lines of that row may stand between."""
    last = run[0].line
    while last > run[0].line - _MOST_LINES_OF_A_ROW and not _kinds(parts, last - 1, matcher):
        last -= 1
    first = last
    while first > last - _MOST_HEADING_LINES and _kinds(parts, first - 1, matcher):
        first -= 1
    lines = [_kinds(parts, line, matcher) for line in range(first, last)]
    if lines and _is_title(lines[0], lines[1:]):
        first, lines = first + 1, lines[1:]
    words = [pair for line in lines for pair in line]
    fixed = {kind: "".join(word for word, its in words if its == kind) for kind in _FIXED}
    values = _value_headings(words)
    groups = [word for word, kind in words if kind == "group"]
    if not values:
        groups, values = [], groups
    if not values or not fixed["name"] or len(groups) > 1:
        return None
    closing = all(not row.after for row in run)
    most = max(len(row.before if closing else row.after) for row in run)
    return _Heading(first, last, fixed, "".join(groups), tuple(values), closing) if most >= len(values) else None


def _is_title(line: Sequence[tuple[str, str]], below: Sequence[Sequence[tuple[str, str]]]) -> bool:
    """Whether a line is the title 主要指标: one word, and the lines below say themselves which column names."""
    return len(line) == 1 and len(line[0][0]) > 1 and any(kind == "name" for words in below for _, kind in words)


def _value_headings(words: Sequence[tuple[str, str]]) -> list[str]:
    """The headings of the value columns: years in their order, then 年均, whose words may stand on several lines."""
    years = [word for word, kind in words if kind == "value"]
    rates = [word for word, kind in words if kind == "rate"]
    tail = "".join(word for word, kind in words if kind == "tail")
    if tail and not rates:
        return []
    return [*years, *rates[:-1], *(word + tail for word in rates[-1:])]


def _kinds(parts: Sequence[Part], line: int, matcher: Matcher) -> list[tuple[str, str]]:
    """The words of a line of headings, each with its kind; [] where one of them heads no column."""
    part = parts[line] if line >= 0 else None
    if not isinstance(part, str) or len(part) > _LONGEST_HEADING_LINE:
        return []
    found = []
    for word in part.split():
        match = matcher.first("torn-heading", word)
        if match is None:
            return []
        found.append((word, str(match.get("kind"))))
    return found


def _columns(heading: _Heading, run: Sequence[_Row]) -> list[str]:
    """The columns from left to right."""
    values = [f"value{index}" for index in range(len(heading.values))]
    columns = ["category"] if heading.fixed["category"] or any(row.category for row in run) else []
    columns += ["no", "name", *(["measure"] if heading.fixed["measure"] else [])]
    return columns + ([*values, "attribute"] if heading.closing else ["attribute", *values])


def _heading_rows(heading: _Heading, columns: Sequence[str]) -> Iterator[tuple[str, ...]]:
    values = {f"value{index}": text for index, text in enumerate(heading.values)}
    if not heading.group:
        yield tuple((heading.fixed | values)[name] for name in columns)
        return
    yield tuple((heading.fixed | {"value0": heading.group}).get(name, "") for name in columns)
    yield tuple(values.get(name, "") for name in columns)


# ---------------------------------------------------------------- the cells of a row


def _cells(
    row: _Row, above: Sequence[str], below: Sequence[str], heading: _Heading, matcher: Matcher
) -> dict[str, str] | None:
    """The texts of a row by column, the lines around it put to what its own line lacks; None where it holds too much."""
    words, values = list(row.before), list(row.after)
    if heading.closing:
        # A name that is not among the lines around is among the words of this one.
        count = min(len(heading.values), len(words) if above else len(words) - 1)
        words, values = words[: len(words) - count], words[len(words) - count :]
    measure = words.pop() if heading.fixed["measure"] and words and matcher.first("measure", words[-1]) else ""
    if len(values) > len(heading.values):
        return None
    texts = {"name": "".join(words), "measure": measure}
    lacking = [name for name in ("name", "measure") if not texts[name] and (name == "name" or heading.fixed["measure"])]
    lacking += ["value"] * (len(heading.values) - len(values))
    over, under = _spread(above, lacking), _spread(below, lacking)
    filled = {
        name: over.get(name, "") + texts.get(name, "") + under.get(name, "") for name in ("name", "measure", "value")
    }
    values = _with_value(values, filled["value"], heading)
    cells = {"category": row.category, "no": str(row.no), "attribute": row.attribute}
    cells |= {"name": filled["name"], "measure": filled["measure"]}
    return cells | {f"value{index}": text for index, text in enumerate(values)}


def _spread(lines: Sequence[str], lacking: Sequence[str]) -> dict[str, str]:
    """The words of the lines on one side by column: one each for as many columns as are lacking, else all for the first."""
    found: dict[str, str] = {}
    for line in lines:
        words = line.split()
        even = len(words) == len(lacking) and len(words) > 1
        for name, word in zip(lacking if even else [*lacking, "name"][:1] * len(words), words, strict=True):
            found[name] = found.get(name, "") + word
    return found


def _with_value(values: list[str], torn: str, heading: _Heading) -> list[str]:
    """The values with the one that was torn in its place: a cumulative one, in brackets, under 累计; else the first."""
    lacking = len(heading.values) - len(values)
    if lacking:
        summed = next((index for index, text in enumerate(heading.values) if "累计" in text), 0)
        place = summed if torn[:1] in _OPEN and torn else 0
        values.insert(min(place, len(values)), torn)
        values += [""] * (lacking - 1)
    return values
