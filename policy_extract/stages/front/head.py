"""The head of a part: title, status, period, number, issuers, recipients (GB/T 9704-2012 §7.2, §7.3.1-2)."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from policy_extract.blocks import Paragraph
from policy_extract.lexical.dates import FIVE_YEAR_PLANS
from policy_extract.lexical.width import fold
from policy_extract.records import replace
from policy_extract.stages.front.covers import date_below_issuer, date_of_cover, is_signed, same_title, with_cover
from policy_extract.stages.front.head_ends import head_end, is_record, is_text
from policy_extract.stages.front.issuers import as_date, closed_up, date_of, split_names, title_issuers
from policy_extract.stages.front.orders import date_below_post, is_body_below_title, with_order_remark
from policy_extract.stages.front.recipients import groups, recipient_lines, recipients_before_text
from policy_extract.stages.front.title_lines import has_own_subject, plain_title
from policy_extract.stages.front.titles import find_title
from policy_extract.stages.structure import Head, Piece, join, part_of, piece

if TYPE_CHECKING:
    from collections.abc import Sequence

    from policy_extract.blocks import Block
    from policy_extract.grammar import Match, Matcher
    from policy_extract.stages.front.lines_of_head import Lines
    from policy_extract.stages.front.titles import TitleLines
    from policy_extract.stages.structure import Ownership

NOTICE_BLOCKS = 3
"""Paragraphs below the recipients of which one says that the text is a notice."""
REMARK_LENGTH = 40
"""Characters of a line that a page sets between the title and the recipients."""
BESIDE_LINES = 2
"""Lines of a web page that may stand between title and recipients, those not counted that are plainly of the page."""
MOST_BESIDE_LINES = 10
REMARK_LINES = 3
"""Lines over which a remark below a title may run: （2026年1月18日澜州市第六届 / 人民代表大会第四次会议批准）."""


def read_head(lines: Lines, start: int, *, annex: bool = False) -> Head:
    """The head of the part that begins at the block `start`; claims the blocks it is made of."""
    title = find_title(lines, start, annex=annex)
    if title is None:
        head = Head(body=start) if annex else _without_title(lines, start)
        return _as_notice(lines, _lines_below(lines, head.body, head))
    head = _lines_above(lines, range(start, title.first), _titled(lines, title))
    return _as_notice(lines, _lines_below(lines, title.last + 1, head))


def _as_notice(lines: Lines, head: Head) -> Head:
    """The head, as that of a notice where its title says no kind, and the text is addressed and says that it is one.

    现印发给你们 marks a notice only if the text has no title; below a title the issued document may follow directly.
    """
    if head.kind != "other" or not head.recipients:
        return head
    opening = [one for one in lines.blocks[head.body : head.body + NOTICE_BLOCKS] if isinstance(one, Paragraph)]
    said = [match for one in opening if (match := lines.matcher.first("notice-recital", one.text)) is not None]
    says = any(head.title is None or not match.has("issued") for match in said)
    return replace(head, kind="notice") if says else head


# ---------------------------------------------------------------- the title and what it says


def _titled(lines: Lines, title: TitleLines) -> Head:
    """The head with what the title itself says."""
    blocks, matcher, owned = lines.blocks, lines.matcher, lines.owned
    paragraphs = [block for block in blocks[title.first : title.last + 1] if isinstance(block, Paragraph)]
    owned.claim(paragraphs, "title")
    whole = join(piece(one, title.begins if one is paragraphs[0] else 0) for one in paragraphs)
    second = blocks[title.second] if title.second is not None else None
    head = Head(
        second=piece(second) if isinstance(second, Paragraph) else None,
        number=_number_before(paragraphs[0], title.begins, matcher),
        body=title.last + 1,
    )
    return _read_title(whole, head, matcher)


def _read_title(whole: Piece, head: Head, matcher: Matcher) -> Head:
    """The head with a title: its kind, its status and period, and the number or date in brackets after it."""
    title, head = _without_brackets(whole, head, matcher)
    return replace(
        head,
        title=title,
        kind=kind_of(title, matcher) or "other",
        status=_find_status(whole, matcher),
        period=_find_period(whole, matcher),
    )


def kind_of(title: Piece | None, matcher: Matcher) -> str | None:
    """What kind of document a title says it is; None without a title."""
    if title is None:
        return None
    match = matcher.first("title", title.text) or matcher.first("title", fold(title.text).strip("》"))
    return str(match.get("kind")) if match is not None else "other"


def _without_brackets(title: Piece, head: Head, matcher: Matcher) -> tuple[Piece, Head]:
    """The title without 《》 around it and without a number or a date in brackets after it, which go into the head.

    So does the body that a headline names before 印发《…》.

    A title that is printed twice on its line is taken once.
    """
    if (quoted := matcher.first("title-in-marks", title.text)) is not None:
        if quoted.has("issuer"):
            head = replace(head, issuers=split_names(part_of(title, *quoted.span("issuer")), matcher))
        title = part_of(title, *quoted.span("title"))
    while (match := matcher.first("after-title", title.text)) is not None:
        if match.has("number"):
            head = replace(head, number=head.number or part_of(title, *match.span("number")))
        if match.has("issuer"):
            head = replace(head, issuers=head.issuers or split_names(part_of(title, *match.span("issuer")), matcher))
        if match.has("date"):
            head = replace(head, date=head.date or date_of(part_of(title, *match.span("date")), match))
        title = part_of(title, 0, match.start)
    half = len(title.text) // 2
    return (part_of(title, half, len(title.text)) if title.text[:half] == title.text[half:] else title), head


def _without_title(lines: Lines, start: int) -> Head:
    """The head of a text without a title: an order (令) with its number, or a line that quotes the title (《…》全文如下)."""
    blocks, matcher, owned = lines.blocks, lines.matcher, lines.owned
    end = head_end(blocks, start, matcher)
    if any(_is_order(block, matcher) for block in blocks[start:end]):
        return _lines_above(lines, range(start, end), Head(kind="notice", body=end))
    for index, block in enumerate(blocks[start : end + 1], start):
        match = matcher.first("title-quoted", block.text, block=block.id) if isinstance(block, Paragraph) else None
        if match is not None and isinstance(block, Paragraph):
            owned.claim([block], "title")
            head = _lines_above(lines, range(start, index), Head(body=index + 1))
            return _read_title(piece(block, *match.span("title")), head, matcher)
    return Head(body=start)


def _is_order(block: Block, matcher: Matcher) -> bool:
    match = matcher.first("issuer-mark", block.text) if isinstance(block, Paragraph) else None
    return match is not None and bool(match.get("order"))


def _number_before(block: Block, start: int, matcher: Matcher) -> Piece | None:
    """The document number that stands before the title on its line."""
    number = matcher.first("document-number", block.text) if isinstance(block, Paragraph) and start else None
    return None if number is None or not isinstance(block, Paragraph) else piece(block, *number.span("number"))


def _find_status(line: Piece, matcher: Matcher) -> Piece | None:
    match = matcher.first("status", line.text, block=line.at[0].block)
    return None if match is None else part_of(line, *match.span("status"))


def _find_period(line: Piece, matcher: Matcher) -> tuple[Piece, int, int] | None:
    """The years a plan covers; “十五五” and a single year (2026年…要点) are periods too."""
    if (match := matcher.first("period", line.text, block=line.at[0].block)) is None:
        return None
    found = part_of(line, *match.span("period"))
    if match.get("five_year"):
        years = FIVE_YEAR_PLANS.get(match.group("ordinal") or match.group("ordinal2") or "")
        return years and (found, *years)
    start = int(fold(match.group("start") or ""))
    end = match.group("end") if match.has("end") else None
    return (found, start, int(fold(end))) if end else (found, start, start)


# ---------------------------------------------------------------- the lines around it


def _lines_above(lines: Lines, above: range, head: Head) -> Head:
    """The issuer mark and the number above the title; anything else there is no part of the text."""
    blocks, matcher, owned = lines.blocks, lines.matcher, lines.owned
    issuers: list[Piece] = []
    joint = _joint_issuers(lines, above)
    said = False  # text of another document stands above, which a body and a date may close
    for index, block in enumerate(blocks[above.start : above.stop], above.start):
        said = said or (isinstance(block, Paragraph) and is_text(block, matcher))
        if not isinstance(block, Paragraph):
            owned.claim([block], "other")
        elif index in joint:
            owned.claim([block], "issuer")
            issuers += joint[index]
        elif dated := _date_above(lines, above.start, index, head):
            owned.claim([block], "date")
            head = replace(head, date=head.date or as_date(block, dated))
        elif _is_issuer_line(blocks, index, above.stop, head, matcher):
            owned.claim([block], "issuer")
            issuers.append(piece(block))
        elif not said and is_signed(lines, index, above.stop) and (cover := with_cover(lines, index, head)):
            head = cover
        elif match := matcher.first("issuer-mark", block.text, block=block.id):
            owned.claim([block], "issuer")
            issuers.append(closed_up(block, *match.span("issuer")))
        elif match := matcher.first("document-number", block.text, block=block.id):
            owned.claim([block], "document-number")
            head = replace(head, number=head.number or piece(block, *match.span("number")))
        elif head.status is None and (match := matcher.first("status", block.text, block=block.id)):
            owned.claim([block], "status")
            head = replace(head, status=piece(block, *match.span("status")))
        else:
            owned.claim([block], "other")
            issuers += _issuers_of_notice(block, head, matcher)
    return replace(head, issuers=(*head.issuers, *issuers))


def _joint_issuers(lines: Lines, above: range) -> dict[int, tuple[Piece, ...]]:
    """The bodies that stand on lines of their own right above the title, or above the number between, by their lines; none of a single one.

    A site's name and the office it belongs to (澜州市人民政府, 澜州市人民政府办公室) are no two issuers.
    """
    found: dict[int, tuple[Piece, ...]] = {}
    for index in range(above.stop - 1, above.start - 1, -1):
        block = lines.blocks[index]
        if not isinstance(block, Paragraph) or (found and lines.is_a(index, "document-number")):
            break
        if lines.is_a(index, "document-number", "red-head-word") or not block.text.strip():
            continue
        names = split_names(piece(block), lines.matcher)
        if not all(lines.matcher.first("signature", one.text) is not None for one in names):
            break
        found[index] = names
    texts = sorted(one.text.strip() for names in found.values() for one in names)
    apart = all(not other.startswith(one) for one, other in pairwise(texts))
    return found if len(texts) > 1 and apart else {}


def _date_above(lines: Lines, start: int, index: int, head: Head) -> Match | None:
    """The date on a line above the title: below the post of an order, on a cover, or right below the body a cover names."""
    ordered = date_below_post(lines.blocks, index, lines.matcher) or date_of_cover(lines, start, index, head)
    return ordered or date_below_issuer(lines, index)


def _is_issuer_line(blocks: Sequence[Block], index: int, title: int, head: Head, matcher: Matcher) -> bool:
    """Whether a line above the title at `title` is the body that issues the document: a title above it, or the one below, names it again."""
    if head.title is not None and is_body_below_title(blocks, index, head.title.text, matcher):
        return True
    if index + 1 != title or title >= len(blocks):
        return False
    above, below = blocks[index], blocks[title]
    return isinstance(above, Paragraph) and isinstance(below, Paragraph) and has_own_subject(above, below, matcher)


def _issuers_of_notice(line: Paragraph, head: Head, matcher: Matcher) -> tuple[Piece, ...]:
    """The bodies that open the title of a notice of which nothing but that line is printed: 青禾县人民政府印发《…》的通知."""
    title = plain_title(head.title.text) if head.title is not None else ""
    carries = bool(title) and title in plain_title(line.text) and not title_issuers(head.title, matcher)
    return title_issuers(piece(line), matcher) if carries else ()


def _lines_below(lines: Lines, index: int, head: Head) -> Head:
    """The lines between title and text: period, status, number, issuer and date of a cover, recipients."""
    blocks, matcher, owned = lines.blocks, lines.matcher, lines.owned
    while index < len(blocks) and not head.recipients:
        block = blocks[index]
        if not isinstance(block, Paragraph):
            if not is_record(block, matcher):
                break
            owned.claim([block], "other")
            index += 1
            continue
        following = _line_below(block, head, matcher, owned) or with_cover(lines, index, head)
        if following is None and (dated := date_below_issuer(lines, index)) is not None:
            owned.claim([block], "date")
            following = replace(head, date=head.date or as_date(block, dated))
        if following is None and (count := _remark_lines(blocks, index, matcher)):
            owned.claim(blocks[index : index + count], "other")
            index += count
            continue
        count = 1 if following is not None else recipient_lines(blocks, index, matcher)
        if following is None and not count and head.title is not None and _is_beside(blocks, index, matcher):
            owned.claim([block], "other")
            index += 1
            continue
        if following is None and not count:
            head = replace(head, recipients=recipients_before_text(block, matcher))
            break
        head = following or _recipients(blocks[index : index + count], head, matcher, owned)
        index += count
    return replace(head, body=index)


def _is_beside(blocks: Sequence[Block], index: int, matcher: Matcher) -> bool:
    """Whether a short line between title and recipients belongs to the web page: no number, no sentence.

    Another line of the page may follow it before the recipients.
    """
    unsure = 0
    for place, block in enumerate(blocks[index : index + MOST_BESIDE_LINES], index):
        if not isinstance(block, Paragraph) or len(block.text) > REMARK_LENGTH or block.number:
            return False
        unsure += matcher.first("page-furniture", fold(block.text).strip()) is None
        if unsure > BESIDE_LINES:
            return False
        if matcher.first("number", block.text) is not None or fold(block.text).endswith(("。", "；")):
            return False
        if recipient_lines(blocks, place + 1, matcher):
            return True
    return False


def _remark_lines(blocks: Sequence[Block], index: int, matcher: Matcher) -> int:
    """How many lines from `index` on make up one remark in brackets that is broken over them; 0 where none does."""
    text = ""
    for count, block in enumerate(blocks[index : index + REMARK_LINES], 1):
        if not isinstance(block, Paragraph) or not (text or block.text.lstrip().startswith(("（", "("))):
            return 0
        text += block.text.strip()
        if matcher.first("bracket-line", text) is not None:
            return 0 if count == 1 or matcher.first("number", text) or matcher.first("label", text) else count
    return 0


def _line_below(block: Paragraph, head: Head, matcher: Matcher, owned: Ownership) -> Head | None:
    """The head with what this line adds; None where the line is text or recipients."""
    if owned.roles.get(block.id) == "toc":
        return head
    if (ordered := with_order_remark(block, head, matcher)) is not None:
        owned.claim([block], "document-number")
        return ordered
    match = matcher.first("issuer-mark", block.text, block=block.id)
    if (match and match.get("order")) or (match := matcher.first("made-by", block.text, block=block.id)):
        owned.claim([block], "issuer")
        date = head.date or (as_date(block, match) if match.has("date") else None)
        return replace(head, issuers=head.issuers or (closed_up(block, *match.span("issuer")),), date=date)
    line, text = piece(block), fold(block.text).strip()
    bracketed = matcher.first("bracket-line", text) is not None and matcher.first("number", text) is None
    status = _find_status(line, matcher)
    if status is not None and (bracketed or fold(status.text) == text):
        owned.claim([block], "status")
        return replace(head, status=head.status or status, period=head.period or _find_period(line, matcher))
    if bracketed and (period := _find_period(line, matcher)) is not None:
        owned.claim([block], "period")
        return replace(head, period=head.period or period)
    if (match := matcher.first("document-number", block.text, block=block.id)) and _says_no_more(match, head):
        owned.claim([block], "document-number")
        return replace(head, number=head.number or piece(block, *match.span("number")))
    if (match := matcher.first("date-line", block.text, block=block.id)) and head.title is not None:
        owned.claim([block], "date")
        return replace(head, date=head.date or as_date(block, match))
    furniture = matcher.first(
        "page-furniture", text
    )  # 公开目录：…… 公开责任部门：…… is a record, though a label of units is in it
    if furniture is None and matcher.first("label", text):
        return None
    if bracketed or not text or furniture or matcher.first("salutation", text):
        owned.claim([block], "other")
        return head
    return None


def _says_no_more(number: Match, head: Head) -> bool:
    """Whether nothing stands after a document number but the title, printed again."""
    rest = same_title(number.group("rest") or "")
    return not rest or (head.title is not None and rest == same_title(head.title.text))


def _recipients(lines: Sequence[Block], head: Head, matcher: Matcher, owned: Ownership) -> Head:
    whole = join(piece(line) for line in lines if isinstance(line, Paragraph))
    owned.claim(lines, "recipient")
    match = matcher.first("recipients", whole.text)
    assert match is not None
    return replace(head, recipients=tuple(groups(whole, *match.span("recipients"))))
