"""Who signed a text, and when; and what stands after the signature (GB/T 9704-2012 §7.3.5, §7.4)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from policy_extract.blocks import Paragraph
from policy_extract.records import record
from policy_extract.stages.front.contacts import claim_contacts
from policy_extract.stages.front.issuers import as_date, date_of, split_names
from policy_extract.stages.front.orders import date_below_post
from policy_extract.stages.structure import Piece, blocks_from, join, part_of, piece

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from policy_extract.blocks import Block
    from policy_extract.generated.plain import PlanDate
    from policy_extract.grammar import Matcher
    from policy_extract.stages.structure import Ownership, PartForm

SIGNATURE_LINES = 12
"""Lines from the end in which a date is looked for."""
_MOST_NAMES: Final = 40
"""Lines above the date in which issuers are looked for: thirty bodies may sign together. The date may stand so many lines below the opening."""
_LONGEST_DATE: Final = 40
"""Characters of a date that is printed over two lines."""
_MOST_COPIES: Final = 3
"""Lines on which a list of those who get copies goes on."""


@record
class Signature:
    """Who signed, and when."""

    issuers: tuple[Piece, ...] = ()
    date: PlanDate | None = None


def read_signature(body: Sequence[Block], matcher: Matcher, owned: Ownership) -> Signature:
    """Who signed the text that ends here, and when; claims signature, date, remarks and imprint.

    It closes the text, or stands between opening paragraph and 一、; else the last date below a body's name is taken.
    """
    claim_imprint(body, matcher, owned)
    claim_contacts(body, matcher, owned)
    for read in (_from_the_end, _after_the_opening, _near_the_end):
        found = read(body, matcher, owned)
        if found.date is not None or found.issuers:
            return found
    return Signature()


def _near_the_end(body: Sequence[Block], matcher: Matcher, owned: Ownership) -> Signature:
    """The signature above trailing lines of no known kind: a date right below the name of a body."""
    for index in range(len(body) - 1, max(0, len(body) - SIGNATURE_LINES), -1):
        dated = _date_at(body, index, matcher)
        above = body[dated.first - 1] if dated is not None and dated.first else None
        if dated is None or not isinstance(above, Paragraph):
            continue
        if matcher.first("signature", above.text, block=above.id) is not None:
            owned.claim(body[dated.first : index + 1], "date")
            _claim_after(blocks_from(body, index + 1), matcher, owned)
            return Signature(_issuers(body, dated.first - 1, matcher, owned), dated.date)
    return Signature()


def _after_the_opening(body: Sequence[Block], matcher: Matcher, owned: Ownership) -> Signature:
    """The signature above the first numbered heading: a date on its line, right below the name of a body.

    Below the sentence of a notice (现转发给你们，请认真执行。) a date needs no name: the body that opens the title issues it.
    """
    for index, block in enumerate(body[:_MOST_NAMES]):
        if not isinstance(block, Paragraph) or _is_numbered(block, matcher):
            break
        if (dated := _date_at(body, index, matcher)) is None:
            continue
        above = body[dated.first - 1] if dated.first else None
        named = isinstance(above, Paragraph) and matcher.first("signature", above.text, block=above.id) is not None
        if date_below_post(body, index, matcher) is not None:
            owned.claim([above, block] if above else [block], "signature")
            return Signature((), dated.date)
        if named or _is_recital(above, matcher):
            owned.claim(body[dated.first : index + 1], "date")
            _claim_after(blocks_from(body, index + 1), matcher, owned)
            return Signature(_issuers(body, dated.first - 1, matcher, owned), dated.date)
    return Signature()


@record
class _Dated:
    """A date, and the line on which it begins."""

    date: PlanDate | None
    first: int


def _date_at(body: Sequence[Block], index: int, matcher: Matcher) -> _Dated | None:
    """The date that ends on this line; it may begin on the line above: 二〇二六年 / 三月一日."""
    if index + 1 < len(body) and _of_two_lines(body[index], body[index + 1], matcher) is not None:
        return None  # it goes on below
    block = body[index]
    if isinstance(block, Paragraph) and (match := matcher.first("date-line", block.text, block=block.id)) is not None:
        return _Dated(as_date(block, match), index)
    if (typed := _below_a_body(body, index, matcher)) is not None:
        return _Dated(typed, index)
    date = _of_two_lines(body[index - 1], block, matcher) if index else None
    return None if date is None else _Dated(date, index - 1)


def _below_a_body(body: Sequence[Block], index: int, matcher: Matcher) -> PlanDate | None:
    """The day that people typed as they like, right below the name of the body that signs: 2026-05-12."""
    block, above = body[index], body[index - 1] if index else None
    if not isinstance(block, Paragraph) or not isinstance(above, Paragraph):
        return None
    match = matcher.first("signing-date", block.text, block=block.id)
    signed = match is not None and matcher.first("signature", above.text, block=above.id) is not None
    return as_date(block, match) if match is not None and signed else None


def _of_two_lines(above: Block, below: Block, matcher: Matcher) -> PlanDate | None:
    """The date that begins on one line and ends on the next; None where the two are none."""
    if not isinstance(above, Paragraph) or not isinstance(below, Paragraph):
        return None
    whole = join((piece(above), piece(below)))
    match = matcher.first("date-line", whole.text, block=above.id) if len(whole.text) <= _LONGEST_DATE else None
    if match is None or match.span("date")[1] <= len(piece(above).text):
        return None
    return date_of(part_of(whole, *match.span("date")), match)


def _is_recital(block: Block | None, matcher: Matcher) -> bool:
    """Whether the paragraph is the one with which a notice hands on what it carries."""
    said = matcher.first("notice-recital", block.text) if isinstance(block, Paragraph) else None
    return said is not None and said.has("issued")


def _claim_after(blocks: Iterable[Block], matcher: Matcher, owned: Ownership) -> None:
    for block in blocks:
        if not isinstance(block, Paragraph) or not _closing_line(block, matcher, owned):
            return


def _from_the_end(body: Sequence[Block], matcher: Matcher, owned: Ownership) -> Signature:
    """The signature that closes the text.

    Read from the end backwards: imprint and remarks, the date, above it the
    names. A line in brackets between them (代章) is a remark on the signature.
    """
    index = len(body) - 1
    date: PlanDate | None = None
    while index >= 0 and date is None:
        block = body[index]
        if not isinstance(block, Paragraph):
            return Signature()
        if dated := _date_at(body, index, matcher):
            date = dated.date
            owned.claim(body[dated.first : index + 1], "date")
            index = dated.first
        elif match := matcher.first("signature-with-date", block.text, block=block.id):
            owned.claim([block], "signature")
            return Signature(split_names(piece(block, *match.span("issuer")), matcher), as_date(block, match))
        elif not _closing_line(block, matcher, owned):
            return Signature()
        index -= 1
    return Signature(_issuers(body, index, matcher, owned), date)


def claim_imprint(blocks: Sequence[Block], matcher: Matcher, owned: Ownership) -> None:
    """Claim the imprint (抄送, 印发) that closes a part, with the lines on which the list of those who get copies goes on."""
    between: list[Block] = []
    printed = False
    for block in reversed(blocks):
        if not isinstance(block, Paragraph):
            return
        match = matcher.first("imprint", block.text, block=block.id)
        if match is not None:
            owned.claim([block, *(between if "to" in match else ())], "copies")
            between, printed = [], True
        elif printed and len(between) < _MOST_COPIES and not _is_numbered(block, matcher):
            between.append(block)
        else:
            return


def _is_numbered(block: Paragraph, matcher: Matcher) -> bool:
    """Whether the paragraph opens with a number."""
    return bool(block.number) or matcher.first("number", block.text) is not None


def _closing_line(block: Paragraph, matcher: Matcher, owned: Ownership) -> bool:
    """Whether this line may stand below the date; claims it."""
    if owned.roles.get(block.id) in {"annex-list", "copies", "other"}:
        return True
    if matcher.first("imprint", block.text, block=block.id):
        owned.claim([block], "copies")
        return True
    remark = matcher.first("bracket-line", block.text) is not None and matcher.first("number", block.text) is None
    if remark or matcher.first("page-furniture", block.text) or matcher.first("no-words", block.text):
        owned.claim([block], "note" if remark else "other")
        return True
    return not any(map(str.isalnum, block.text))


def _issuers(body: Sequence[Block], index: int, matcher: Matcher, owned: Ownership) -> tuple[Piece, ...]:
    """The names above the date, in printed order."""
    found: list[Piece] = []
    other: Piece | None = None
    for block in reversed(body[max(0, index - _MOST_NAMES) : index + 1]):
        if not isinstance(block, Paragraph) or block.id in owned.roles:
            break
        if match := matcher.first("signature", block.text, block=block.id):
            name = piece(block, *match.span("issuer"))
            found.insert(0, name if other is None else join([name, other]))
            other = None
        elif matcher.first("issuer-in-brackets", block.text, block=block.id):
            other = piece(block)
        elif (
            found
            and matcher.first("signature-opening", block.text, block=block.id)
            and _is_beginning(block, found[0], matcher)
        ):
            found[0] = join([piece(block), found[0]])
        elif not matcher.first("bracket-line", block.text) or matcher.first("number", block.text):
            break
        owned.claim([block], "signature")
    return tuple(name for one in found for name in split_names(one, matcher))


def _is_beginning(above: Paragraph, below: Piece, matcher: Matcher) -> bool:
    """Whether the line above begins the name below: it stands apart from the text and names a place the name lacks."""
    return len(above.text.strip()) <= len(below.text) * 4 and matcher.first("body-place", below.text) is None


def signed_elsewhere(parts: Sequence[PartForm], matcher: Matcher, owned: Ownership) -> Signature:
    """The signature of a later part, or a closing line that says who published the text."""
    for part in parts[1:]:
        if part.kind == "plan" and (found := read_signature(part.blocks, matcher, owned)).date is not None:
            return found
    for part in reversed(parts[1:]):  # a page prints it below the annexes
        if (found := _near_the_end(part.blocks, matcher, owned)).date is not None:
            return found
    for part in (parts[0], parts[-1]):
        for block in reversed(part.blocks[-4:]):
            match = matcher.first("published-by", block.text, block=block.id) if isinstance(block, Paragraph) else None
            if match is not None and isinstance(block, Paragraph):
                owned.claim([block], "signature")
                return Signature((piece(block, *match.span("issuer")),), as_date(block, match))
    return Signature()
