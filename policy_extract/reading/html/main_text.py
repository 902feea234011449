"""Which part of a page is the document: known containers, else the way down to where most of the text stands."""

from __future__ import annotations

import re
from collections import deque
from itertools import chain, islice, pairwise, takewhile
from typing import TYPE_CHECKING, Final

from lxml import etree

from policy_extract.lexical.width import fold
from policy_extract.reading.html.block_tables import block_tables, has_heading
from policy_extract.reading.html.layout_tables import MOST_OF_IT, frames_page
from policy_extract.reading.html.looks import hides, styles
from policy_extract.reading.html.tags import BLOCKS, FURNITURE, HEADINGS, SILENT, children
from policy_extract.reading.html.weights import LONGEST_LINK, leads_away, length_of, text_of, weigh
from policy_extract.records import record

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from lxml.etree import _Element as Element

    from policy_extract.grammar import Matcher
    from policy_extract.reading.html.style_sheets import Sheet
    from policy_extract.reading.html.weights import Weights

RECORD_LABELS: Final = 3
RECORD_LENGTH: Final = 2_500
_MOST_SENTENCES: Final = 2
"""Of a record: what the document says in short."""
NUMBER_LENGTH: Final = 160
"""Characters of an element that prints the number of the document and few other stamps."""
FEWEST_HEADINGS: Final = 2
"""Headings beside the text from which on they are no chance."""
_SHORTEST_COPY: Final = 100
"""Characters that no two parts of a text have in common by chance."""
_FOLDED: Final = ("div", "section", "article", "p")
_LONGEST_TITLE: Final = 80
"""Characters of the title of a document."""
_NAMES_LIST: Final = HEADINGS | {"p", "div", "span", "strong", "b"}
_LONGEST_NAME: Final = 10
"""Characters of the name of a list of links."""
_LONGEST_BESIDE: Final = 12
"""Characters of a date beside a link."""
_POST: Final = re.compile(r"(post|reply|floor|pid|lou)[-_]?\d{1,12}")
"""How forums call each post of a thread."""
_FIRST_POSTS: Final = 3
"""Elements beside a post among which the first of the thread stands."""
_FIRST_TEXTS: Final = 6
"""Pieces of text, most of them blank, among which the first line of an element stands."""
_LONGEST_BUTTON: Final = 20
"""Characters of what is written on one."""
_FOOTS: Final = ("-footer", "_footer", "-foot", "_foot")
"""How names of the foot of a site end, whatever stands before."""
_MOST_BESIDE: Final = 40
"""Blocks beside each other that are compared."""
OPENING: Final = 600
"""Characters of the text in which its title would be printed."""
_SHORTEST_TITLE: Final = 8
_SHORTEST_NAME: Final = 6
"""Characters of a page's name that says more than a column of a site."""
_GOES_DOWN: Final = BLOCKS - SILENT - {"p", *HEADINGS, "li", "dt", "dd", "pre"} | {"html", "body", "head", "form"}
_LINES: Final = _GOES_DOWN - {"html", "head"} | {"p", *HEADINGS}
_NO_TEXT: Final = re.compile(r"[\s—–-]+")


@record
class Title:
    """What a page calls itself where its text does not print it, and the element that shows it."""

    text: str
    element: Element | None = None


@record
class Regions:
    """What the parts of a page are; everything outside them belongs to the site."""

    main: frozenset[Element]
    records: frozenset[Element]
    """What the site records of the document: 索引号, 发文字号, ……."""
    furniture: frozenset[Element]
    """Inside the main text: lists of links, menus."""
    frames: frozenset[Element]
    """Tables that only lay out the page."""
    block_tables: Mapping[Element, str]
    """Blocks that stand for tables, their rows and cells, each with the tag it stands for."""
    shown: bool
    """Text that is hidden until a script shows it counts."""
    title: Title | None


def find_regions(root: Element, names: Sequence[str], matcher: Matcher, sheet: Sheet) -> Regions:
    """The regions of a page; `names` are what it calls itself in its head."""
    _unfold(root, matcher)
    weights = weigh(root, shown=False)
    shown = weights.hidden > weights.text[root]
    if shown:
        weights = weigh(root, shown=True)
    known = _known(root, weights, frozenset(matcher.words("text-container")))
    if known and _goes_on_beside(root, known, matcher):
        known = []
    recorded = _records(weights, matcher)
    beside = _beside(root, weights, matcher)
    main = known or [_descend(root, weights, [*recorded, *beside], matcher)]
    inside = set(chain.from_iterable(one.iter() for one in main))
    outside = [element for element in weights.order if element not in inside]
    opens = frozenset() if known or not recorded else _above_headings(main[0], matcher)
    records = [one for one in recorded if one not in inside or (one in opens and _is_no_table_of_text(one, matcher))]
    if not any(matcher.first("number-in-a-record", text_of(one)) for one in records):
        records += _numbers(outside, weights, matcher)
    title = _title(main, _plain(_opening(main, shown=shown)), outside, records, names, matcher)
    above = title.element if title is not None and title.element is not None else main[0]
    return Regions(
        main=frozenset(main),
        records=frozenset((*records, *_issuers(weights, above, matcher))),
        furniture=frozenset(
            (
                *(() if known else _furniture(main[0], weights, matcher)),
                *chain.from_iterable(_buttons(one, weights, matcher) for one in main),
                *_repeated(main, weights),
                *_copies(main, weights),
                *(one for one in beside if one not in main),
            )
        ),
        frames=frozenset(table for one in main for table in one.iter("table") if frames_page(table, weights, root)),
        block_tables=block_tables((one for one in weights.order if one in inside), sheet, matcher, weights),
        shown=shown,
        title=title,
    )


def _unfold(root: Element, matcher: Matcher) -> None:
    """Show what a page hides until its reader asks for the whole text (展开全文): elements with headings of the text."""
    hidden = [one for one in root.iter(*_FOLDED) if hides(styles(str(one.get("style", ""))))]
    if not hidden or not any(
        len(text) <= _LONGEST_BUTTON and matcher.first("unfold", text.strip()) is not None
        for text in map(str, root.itertext(etree.Element))
    ):
        return
    for one in hidden:
        if len(list(islice(_strong_lines(one, matcher), FEWEST_HEADINGS))) == FEWEST_HEADINGS:
            del one.attrib["style"]


# ---------------------------------------------------------------- the main text


def _known(root: Element, weights: Weights, names: frozenset[str]) -> list[Element]:
    """The outermost elements that sites put a text into, where they hold at least half of all text."""
    found: list[Element] = []
    inside: set[Element] = set()
    for element in weights.order:
        if (
            weights.text[element]
            and element not in inside
            and element.attrib
            and not names.isdisjoint(_called(element))
        ):
            found.append(element)
            inside.update(element.iter())
    return found if 2 * sum(weights.text[one] for one in found) >= weights.text[root] else []


def _called(element: Element) -> list[str]:
    """The names a page gives an element, in small letters."""
    return f"{element.get('id', '')} {element.get('class', '')}".lower().split()


def _beside(root: Element, weights: Weights, matcher: Matcher) -> list[Element]:
    """The outermost elements that sites call comments, related pages, a foot: less than half of the page, and no text of a document."""
    comments, around = matcher.words("comment-container"), frozenset(matcher.words("furniture-container"))
    found: list[Element] = []
    inside: set[Element] = set()
    for element in weights.order:
        if element in inside or not 0 < 2 * weights.whole(element) < weights.whole(root):
            continue
        called = _called(element)
        if (
            _opens_comments(element, matcher)
            or _answers(element, weights)
            or any(name.startswith(comments) for name in called)
            or (not _is_strong(element, matcher) and any(name in around or name.endswith(_FOOTS) for name in called))
        ):
            found.append(element)
            inside.update(element.iter())
    return found


def _answers(element: Element, weights: Weights) -> bool:
    """Whether an element is a later post of a forum: post_2 after post_1, which is one of the first beside it and holds far more text."""
    above = element.getparent()
    stems = {found[1] for name in _called(element) if (found := _POST.fullmatch(name))}
    if not stems or above is None:
        return False
    first = takewhile(lambda one: one is not element, islice(children(above), _FIRST_POSTS))
    return any(
        weights.whole(one) > 2 * weights.whole(element)
        and any((found := _POST.fullmatch(name)) and found[1] in stems for name in _called(one))
        for one in first
    )


def _opens_comments(element: Element, matcher: Matcher) -> bool:
    """Whether the first line in an element says that readers' comments follow: 网友评论."""
    if element.tag not in {"div", "section"}:
        return False
    first = next((text for text in map(str, islice(element.itertext(etree.Element), _FIRST_TEXTS)) if text.strip()), "")
    return len(first) <= _LONGEST_BUTTON and matcher.first("comment-heading", first.strip()) is not None


def _is_strong(element: Element, matcher: Matcher) -> bool:
    """Whether a numbered heading, an annex or a units clause stands in an element, in a link or not."""
    return next(_strong_lines(element, matcher), None) is not None


def _strong_lines(element: Element, matcher: Matcher) -> Iterator[str]:
    return (
        line
        for line in _lines_of(element, linked=True)
        if (match := matcher.first("text-line", line)) and match.get("strong")
    )


def _own_text(weights: Weights, apart: Sequence[Element]) -> Mapping[Element, int]:
    """How much text stands below each element, but for what the site says of it and beside it: to a short notice that is much."""
    if not apart:
        return weights.text
    own = dict(weights.text)
    for one in apart:
        for above in (one, *one.iterancestors()):
            own[above] -= weights.text[one]
    return own


def _descend(root: Element, weights: Weights, apart: Sequence[Element], matcher: Matcher) -> Element:
    """The deepest element that holds most of the text, as long as nothing of the document stands beside it."""
    node, own = root, _own_text(weights, apart)
    while True:
        below = [child for child in children(node) if child.tag in _GOES_DOWN]
        best = max(below, key=lambda child: own[child], default=None)
        if best is None or own[best] <= 0 or own[best] < MOST_OF_IT * own[node]:
            return node
        if best.tag == "table" and not frames_page(best, weights, root):
            return node
        left_out = frozenset((best, *apart))
        beside = weights.text[best] < weights.text[node]
        if beside and (_has_text_beside(node, left_out, matcher) or _is_signed_below(best, left_out, matcher)):
            return node
        node = best


def _has_text_beside(node: Element, left_out: frozenset[Element], matcher: Matcher) -> bool:
    """Whether something of a document stands in `node` outside these elements: a sentence, a heading, an annex, a table."""
    return any(matcher.first("text-line", line) is not None for line in _lines(_pieces(node, left_out))) or any(
        has_heading(table, matcher) and not _records_rows(table, matcher)
        for child in children(node)
        if child not in left_out
        for table in child.iter("table")
        if table not in left_out
    )


def _is_signed_below(best: Element, left_out: frozenset[Element], matcher: Matcher) -> bool:
    """Whether a body and the date on which it signs stand below an element, written as texts write dates."""
    below = [line for one in best.itersiblings() if one not in left_out for line in _lines(_pieces(one, left_out))]
    return any(
        matcher.first("issuer-on-a-page", body) is not None
        and matcher.first("date-line", date) is not None
        and matcher.first("site-line", date) is None
        for body, date in pairwise(below)
    )


def _records_rows(table: Element, matcher: Matcher) -> bool:
    """Whether the rows of a table are labels of a record, each with its value after it; those of a heading stand side by side in one row."""
    labels = 0
    for row in table.iter("tr"):
        said = [matcher.first("record-label", text_of(cell)) is not None for cell in children(row)]
        if any(said[1::2]):
            return False
        labels += sum(said[::2])
    return labels >= RECORD_LABELS


def _goes_on_beside(root: Element, known: Sequence[Element], matcher: Matcher) -> bool:
    """Whether numbered headings, annexes or units stand outside the elements that such sites put a text into."""
    lines = _lines(_pieces(root, frozenset(known)))
    strong = (match for line in lines if (match := matcher.first("text-line", line)) and match.get("strong"))
    return len(list(islice(strong, FEWEST_HEADINGS))) == FEWEST_HEADINGS


def _lines_of(element: Element, *, linked: bool) -> Iterator[str]:
    """The lines of text in an element."""
    return _lines(_pieces(element, frozenset(), linked=linked))


def _lines(pieces: Iterable[str]) -> Iterator[str]:
    return (line.strip() for line in "".join(pieces).split("\n") if line.strip())


def _pieces(top: Element, left_out: frozenset[Element], *, linked: bool = False) -> Iterator[str]:
    """The text below an element without the site's own elements and, unless `linked`, links; a line end around every block."""
    walk = etree.iterwalk(top, events=("start", "end"))
    for event, element in walk:
        block = element.tag in BLOCKS or element.tag == "br"
        if event == "start":
            gone = element in left_out or element.tag in SILENT or element.tag in FURNITURE
            if gone or (element.tag == "a" and not linked and leads_away(element)):
                walk.skip_subtree()
            else:
                yield ("\n" if block else "") + (element.text or "").replace("\n", " ")
        elif element is not top:
            yield ("\n" if block else "") + (element.tail or "").replace("\n", " ")


def _furniture(main: Element, weights: Weights, matcher: Matcher) -> Iterator[Element]:
    """Blocks of a page that are mostly links, three of them at least; a list of annexes (附件：1.…) that can be fetched is none."""
    for element in main.iter("div", "ul", "ol", "table", "section", "dl", "td"):
        links = weights.links[element]
        many = links > 2 * weights.text[element] and len(list(element.iter("a"))) > 2
        if element is main or not links or not (many or _lists_pages(element)) or _is_strong(element, matcher):
            continue
        heading = _heading_of(element)
        named = text_of(heading) if heading is not None else ""
        if any(matcher.first(family, named) is not None for family in ("annex-label", "annex-list")):
            continue  # 附件, above links from which its files can be fetched
        yield element
        if heading is not None and not _is_strong(heading, matcher):
            yield heading


def _buttons(main: Element, weights: Weights, matcher: Matcher) -> Iterator[Element]:
    """Tables of buttons (满意, 不满意) and lines that only lead to a page that explains the document (…方案解读)."""
    for element in main.iter("table", "p", "li", "div"):
        family = "site-line" if element.tag == "table" else "explaining-title"
        short = 0 < weights.whole(element) <= _LONGEST_TITLE and element is not main
        if (
            short
            and (element.tag == "table" or not weights.text[element])
            and matcher.first(family, text_of(element)) is not None
        ):
            yield element
            heading = _heading_of(element)
            if heading is not None and matcher.first("explaining-title", text_of(heading)) is not None:
                yield heading


def _heading_of(links: Element) -> Element | None:
    """The short line right above a list of links, which names it: 热门推荐, 政策问答."""
    above = links.getprevious()
    if above is None or above.tag not in _NAMES_LIST or length_of(above.tail) or not text_of(above):
        return None
    return above if len(text_of(above)) <= _LONGEST_NAME and next(above.iterdescendants("a"), None) is None else None


def _lists_pages(element: Element) -> bool:
    """Whether each row of a table or item of a list is a link to another page and at most a date beside it."""
    rows = list(element.iter("tr", "li")) if element.tag in {"table", "ul", "ol"} else []
    return len(rows) > 1 and all(_is_entry(row) for row in rows)


def _is_entry(row: Element) -> bool:
    links = [link for link in row.iter("a") if leads_away(link)]
    said = sum(length_of(text_of(link)) for link in links)
    return bool(links) and length_of(text_of(row)) - said <= _LONGEST_BESIDE


def _repeated(main: Sequence[Element], weights: Weights) -> Iterator[Element]:
    """Large blocks that say the very same as one before them: pages carry their text once for wide and once for narrow screens."""
    by_length: dict[int, list[Element]] = {}
    for element in chain.from_iterable(one.iter("div", "section", "article") for one in main):
        length = weights.text[element]
        if length >= LONGEST_LINK and not _is_only_child(element, length, weights):
            by_length.setdefault(length, []).append(element)
    for alike in by_length.values():
        seen: list[str] = []
        for element in alike if len(alike) > 1 else ():
            text = text_of(element)
            if text in seen:
                yield element
            else:
                seen = [*seen[-1:], text]


def _copies(main: Sequence[Element], weights: Weights) -> Iterator[Element]:
    """Large blocks that say only what a block beside them says, too: the copy for narrow screens may leave the signature out."""
    for above in {one.getparent(): None for top in main for one in top.iter("div", "section", "article")}:
        beside = [] if above is None else [one for one in children(above) if weights.text[one] >= _SHORTEST_COPY]
        if not 1 < len(beside) <= _MOST_BESIDE:
            continue
        beside.sort(key=lambda one: -weights.text[one])
        said: list[str] = []
        for one in beside:
            text = _plain("".join(_texts(one)))
            lines = len(list(islice(one.iterdescendants("br", *_LINES), 2)))
            if lines > 1 and any(text in other for other in said):
                yield one
            said.append(text)


def _texts(element: Element, *, shown: bool = False) -> Iterator[str]:
    """The texts below an element but for what its own styles hide, unless `shown`."""
    walk = etree.iterwalk(element, events=("start", "end"))
    for event, one in walk:
        if event == "start" and (one.tag in SILENT or not (shown or not hides(styles(str(one.get("style", "")))))):
            walk.skip_subtree()
        elif event == "start":
            yield one.text or ""
        elif one is not element:
            yield one.tail or ""


def _is_only_child(element: Element, length: int, weights: Weights) -> bool:
    """Whether the element above it says nothing else."""
    above = element.getparent()
    return above is not None and weights.text[above] == length


# ---------------------------------------------------------------- what the site says of the document


def _records(weights: Weights, matcher: Matcher) -> list[Element]:
    """The smallest elements that hold three different labels of a record at least."""
    labels: dict[Element, set[str]] = {}
    for element in weights.order:
        text = element.text
        if (
            text is not None
            and 1 < len(text) < 60
            and element.tag not in SILENT
            and matcher.first("record-label", text.strip())
        ):
            for above in chain((element,), element.iterancestors()):
                labels.setdefault(above, set()).add(_plain(text))
    rich = [
        element
        for element, found in labels.items()
        if len(found) >= RECORD_LABELS
        and weights.whole(element) <= RECORD_LENGTH
        and element.tag not in {"tr", "tbody", "td", "html", "body"}
    ]
    above_others = _all_above(rich)
    smallest = [one for one in rich if one not in above_others and not _holds_text(one, matcher)]
    return [one for one in smallest if next(one.iterdescendants("table"), None) is None or one.tag == "table"]


def _above_headings(main: Element, matcher: Matcher) -> frozenset[Element]:
    """The elements of the text above all of its headings."""

    def is_strong(element: Element) -> bool:
        match = matcher.first("text-line", (element.text or "").strip())
        return match is not None and bool(match.get("strong"))

    found: list[Element] = []
    for element in main.iter(etree.Element):
        found.append(element)
        if is_strong(element):
            break
    return frozenset(found)


def _is_no_table_of_text(record: Element, matcher: Matcher) -> bool:
    """Whether a record is no table that has labels of records as its headings."""
    return record.tag != "table" or _records_rows(record, matcher)


def _holds_text(element: Element, matcher: Matcher) -> bool:
    """Whether a heading, an annex or several sentences stand in an element: a short plan whose lines open with 责任部门：, 来源：, 编辑： is no record."""
    sentences = 0
    for line in _lines_of(element, linked=True):
        match = matcher.first("text-line", line)
        if match is None or matcher.first("record-label", line) is not None:
            continue
        sentences += 1
        if match.get("strong") or sentences > _MOST_SENTENCES:
            return True
    return False


def _numbers(outside: Sequence[Element], weights: Weights, matcher: Matcher) -> list[Element]:
    """The smallest elements beside the text that print the document's number, where they print one number: lists of other documents have several."""
    printed: dict[Element, str] = {}
    for element in outside:
        linked = element.tag == "a" or weights.links[element] or next(element.iterancestors("a"), None) is not None
        if linked or element.tag in SILENT or not 0 < weights.text[element] <= NUMBER_LENGTH:
            continue
        found = matcher.first("number-on-a-page", text_of(element))
        if found is not None:
            printed[element] = found.group("number") or ""
    if len(set(printed.values())) != 1:
        return []
    above_others = _all_above(printed)
    smallest = [one for one in printed if one not in above_others]
    in_cells = {table: one for one in smallest if (table := next(one.iterancestors("table"), None)) is not None}
    whole = {
        table: one for table, one in in_cells.items() if table in printed
    }  # the rows of a small record belong together
    return [*(one for one in smallest if one not in whole.values()), *whole]


def _issuers(weights: Weights, below: Element, matcher: Matcher) -> list[Element]:
    """The line right above the title or the text, where it names a body and nothing else: the head of a notice whose title names none."""
    last = deque(_lines_alone(takewhile(lambda one: one is not below, weights.order)), maxlen=1)
    return [element for element, text in last if matcher.first("issuer-on-a-page", text) is not None]


def _all_above(elements: Iterable[Element]) -> set[Element]:
    """The ancestors of these elements; each is climbed to once, however many of them share it."""
    found: set[Element] = set()
    for element in elements:
        for above in element.iterancestors():
            if above in found:
                break
            found.add(above)
    return found


def _title(
    main: Sequence[Element],
    opening: str,
    outside: Sequence[Element],
    records: Sequence[Element],
    names: Sequence[str],
    matcher: Matcher,
) -> Title | None:
    """What the page calls itself, where the opening of its text does not print it."""
    called = [(name, _plain(name)) for name in names if name.strip()]
    headings = [(element, _plain(text_of(element))) for element in outside if _is_heading(element)]
    pieces = {plain for name, whole in called for plain in (whole, *map(_plain, name.split())) if plain}
    alone = [*headings, *_lines_alone(outside)]
    for element, text in alone:
        carries = matcher.first("title-needs-opening", text) is not None and any(
            piece in text and len(piece) > _SHORTEST_TITLE and piece != text for piece in pieces
        )
        if carries and text not in opening and _stands_before(element, main[0]):
            return Title(text_of(element), element)  # 关于印发《…》的通知, on a page called as the plan it carries
    named = [
        (element, text)
        for element, text in headings
        if len(text) > 5
        and any(text in plain for _, plain in called)
        and not any(one in records for one in element.iterancestors())
    ]
    # The name of the site, or of the gazette, may stand in that of the page, too.
    titled = next((one for one in named if matcher.first("title", one[1])), None)
    if titled is not None:
        return None if titled[1] in opening else Title(text_of(titled[0]), titled[0])
    name = min((_without_site(name, matcher) for name, _ in called), key=len, default="")
    plain = _plain(name)
    names_it = matcher.first("title", name) is not None and len(plain) > _SHORTEST_TITLE  # 通知公告 is a column
    for element, text in alone:
        if (
            len(text) > _SHORTEST_TITLE
            and (text in plain or not names_it)
            and matcher.first("title", text) is not None
            and text not in opening
            and _stands_before(element, main[0])
        ):
            return Title(text_of(element), element)
    for element, text in named[:1]:
        return None if text in opening else Title(text_of(element), element)
    return None if len(plain) < _SHORTEST_NAME or plain in opening else Title(name)


def _lines_alone(elements: Iterable[Element]) -> Iterator[tuple[Element, str]]:
    """The blocks that hold one line of text and no link, with their texts."""
    for element in elements:
        plain = element.tag in _LINES and next(element.iterdescendants("a", *_LINES), None) is None
        text = _plain(text_of(element)) if plain else ""
        if text and next(element.iterancestors("a"), None) is None:
            yield element, text


def _is_heading(element: Element) -> bool:
    """Whether an element is set as a heading or called one."""
    return element.tag in HEADINGS or any(
        "tit" in one or one == "bt" or one.endswith(("-bt", "_bt")) for one in _called(element)
    )


def _stands_before(element: Element, other: Element) -> bool:
    """Whether an element comes before another on the page."""
    ways = [[one, *one.iterancestors()][::-1] for one in (element, other)]
    parted = next(((one, two) for one, two in zip(*ways, strict=False) if one is not two), None)
    return parted is not None and any(one is parted[1] for one in parted[0].itersiblings())


def _without_site(name: str, matcher: Matcher) -> str:
    """A page's name without the name of its site and section: its longest piece."""
    cuts = [match.span("cut") for match in matcher.all("name-cut", name)]
    ends = [0, *chain.from_iterable(cuts), len(name)]
    pieces = [name[start:end].strip() for start, end in zip(ends[::2], ends[1::2], strict=True)]
    return max(pieces, key=len, default="")


def _opening(main: Sequence[Element], *, shown: bool) -> str:
    """The first characters of the text that can be seen; `shown` counts what is not displayed, too."""
    parts: list[str] = []
    length = 0
    for text in chain.from_iterable(_texts(one, shown=shown) for one in main):
        parts.append(text)
        length += length_of(text)
        if length > OPENING:
            break
    return "".join(parts)


def _plain(text: str) -> str:
    return _NO_TEXT.sub("", fold(text))
