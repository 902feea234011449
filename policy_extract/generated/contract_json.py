"""How every class of the contract is written, and what it may hold: anything else is a bug and fails."""

# Made from policy_extract/model.py by tools/make_plain.py; do not edit.

from __future__ import annotations

from typing import TYPE_CHECKING

from policy_extract.json_text import (
    NULL, count, many, members, members_given, pair, text, truth, whole, write_decimal,
)

if TYPE_CHECKING:
    from decimal import Decimal

    from policy_extract.generated.plain import At, BundledFile, Source, Text, PlanDate, Period, Validity, Jurisdiction, Front, Part, SectionNumber, Section, Unit, Deadline, Task, CarryOver, Column, TableCell, PlanTable, Value, Indicator, Item, BoxEntry, Box, Target, Reference, PlanBlock, DroppedText, PlanFinding, Place, Plan

WORDS_0 = {'docx': '"docx"', 'pdf': '"pdf"', 'ofd': '"ofd"', 'doc': '"doc"', 'wps': '"wps"', 'html': '"html"', 'mht': '"mht"', 'rtf': '"rtf"', 'odt': '"odt"', 'xlsx': '"xlsx"', 'xls': '"xls"', 'ods': '"ods"', 'zip': '"zip"', 'text': '"text"', 'markdown': '"markdown"', 'notation': '"notation"'}
WORDS_1 = {'accepted': '"accepted"', 'original': '"original"'}
WORDS_2 = {'central': '"central"', 'province': '"province"', 'city': '"city"', 'county': '"county"', 'township': '"township"'}
WORDS_3 = {'action-plan': '"action-plan"', 'implementation-plan': '"implementation-plan"', 'planning': '"planning"', 'opinion': '"opinion"', 'notice': '"notice"', 'work-list': '"work-list"', 'measures': '"measures"', 'other': '"other"'}
WORDS_4 = {'main': '"main"', 'notice': '"notice"', 'plan': '"plan"', 'annex': '"annex"'}
WORDS_5 = {'chinese-comma': '"chinese-comma"', 'chinese-bracket': '"chinese-bracket"', 'arabic-dot': '"arabic-dot"', 'arabic-comma': '"arabic-comma"', 'arabic-bracket': '"arabic-bracket"', 'arabic-bare': '"arabic-bare"', 'circled': '"circled"', 'part': '"part"', 'volume': '"volume"', 'chapter': '"chapter"', 'section': '"section"', 'article': '"article"', 'decimal': '"decimal"', 'letter': '"letter"', 'roman': '"roman"', 'named': '"named"', 'other': '"other"'}
WORDS_6 = {'typed': '"typed"', 'auto': '"auto"'}
WORDS_7 = {'background': '"background"', 'guidance': '"guidance"', 'principles': '"principles"', 'goals': '"goals"', 'tasks': '"tasks"', 'safeguards': '"safeguards"', 'other': '"other"'}
WORDS_8 = {'lead': '"lead"', 'support': '"support"', 'joint': '"joint"'}
WORDS_9 = {'clause': '"clause"', 'column': '"column"', 'carry-over': '"carry-over"'}
WORDS_10 = {'following': '"following"', 'preceding': '"preceding"', 'document': '"document"'}
WORDS_11 = {'no': '"no"', 'category': '"category"', 'name': '"name"', 'content': '"content"', 'value': '"value"', 'measure': '"measure"', 'attribute': '"attribute"', 'lead': '"lead"', 'support': '"support"', 'units': '"units"', 'deadline': '"deadline"', 'investment': '"investment"', 'nature': '"nature"', 'note': '"note"', 'other': '"other"'}
WORDS_12 = {'baseline': '"baseline"', 'target': '"target"'}
WORDS_13 = {'indicators': '"indicators"', 'worklist': '"worklist"', 'box': '"box"', 'other': '"other"'}
WORDS_14 = {'amount': '"amount"', 'range': '"range"', 'pair': '"pair"', 'full': '"full"', 'change': '"change"', 'rate': '"rate"', 'none': '"none"', 'text': '"text"'}
WORDS_15 = {'exactly': '"exactly"', 'at-least': '"at-least"', 'more-than': '"more-than"', 'at-most': '"at-most"', 'less-than': '"less-than"', 'about': '"about"'}
WORDS_16 = {'projects': '"projects"', 'policies': '"policies"', 'tasks': '"tasks"', 'results': '"results"', 'other': '"other"'}
WORDS_17 = {'amount': '"amount"', 'change': '"change"', 'rate': '"rate"', 'multiple': '"multiple"', 'rank': '"rank"', 'zero': '"zero"'}
WORDS_18 = {'year': '"year"', 'quarter': '"quarter"', 'month': '"month"', 'week': '"week"', 'day': '"day"'}
WORDS_19 = {'paragraph': '"paragraph"', 'table': '"table"'}
WORDS_20 = {'title': '"title"', 'status': '"status"', 'period': '"period"', 'document-number': '"document-number"', 'issuer': '"issuer"', 'recipient': '"recipient"', 'heading': '"heading"', 'body': '"body"', 'units': '"units"', 'legend': '"legend"', 'annex-label': '"annex-label"', 'annex-list': '"annex-list"', 'caption': '"caption"', 'table': '"table"', 'note': '"note"', 'footnote': '"footnote"', 'toc': '"toc"', 'signature': '"signature"', 'date': '"date"', 'copies': '"copies"', 'box': '"box"', 'other': '"other"'}
WORDS_21 = {'error': '"error"', 'warning': '"warning"', 'info': '"info"'}
WORDS_22 = {'policy-extract/plan-1': '"policy-extract/plan-1"'}


def write_at(it: At, n: str) -> str:
    m = n + '  '
    return (
        f'{{'
        f'{m}"block": {text(it.block)}' ','
        f'{m}"start": {count(it.start)}' ','
        f'{m}"end": {count(it.end)}'
        f'{n}}}'
    )


def write_bundled_file(it: BundledFile, n: str) -> str:
    m = n + '  '
    return (
        f'{{'
        f'{m}"name": {text(it.name)}' ','
        f'{m}"format": {text(it.format)}' ','
        f'{m}"sha256": {text(it.sha256)}' ','
        f'{m}"read_through": {NULL if it.read_through is None else text(it.read_through)}'
        f'{n}}}'
    )


def write_source(it: Source, n: str) -> str:
    m = n + '  '
    return members_given([
        f'{m}"name": {text(it.name)}',
        f'{m}"format": {WORDS_0[it.format]}',
        f'{m}"sha256": {text(it.sha256)}',
        f'{m}"bytes": {whole(it.bytes)}',
        f'{m}"revisions": {WORDS_1[it.revisions]}',
        f'{m}"read_through": {NULL if it.read_through is None else text(it.read_through)}',
        f'{m}"files": {NULL if it.files is None else many(write_bundled_file, it.files, m)}' if it.files is not None else ''
    ], n)


def write_text(it: Text, n: str) -> str:
    m = n + '  '
    return (
        f'{{'
        f'{m}"text": {text(it.text)}' ','
        f'{m}"at": {many(write_at, it.at, m)}'
        f'{n}}}'
    )


def write_plan_date(it: PlanDate, n: str) -> str:
    m = n + '  '
    return (
        f'{{'
        f'{m}"raw": {text(it.raw)}' ','
        f'{m}"iso": {text(it.iso)}' ','
        f'{m}"at": {many(write_at, it.at, m)}'
        f'{n}}}'
    )


def write_period(it: Period, n: str) -> str:
    m = n + '  '
    return (
        f'{{'
        f'{m}"raw": {text(it.raw)}' ','
        f'{m}"start": {whole(it.start)}' ','
        f'{m}"end": {whole(it.end)}' ','
        f'{m}"at": {many(write_at, it.at, m)}'
        f'{n}}}'
    )


def write_validity(it: Validity, n: str) -> str:
    m = n + '  '
    return (
        f'{{'
        f'{m}"raw": {text(it.raw)}' ','
        f'{m}"from": {NULL if it.from_ is None else text(it.from_)}' ','
        f'{m}"until": {NULL if it.until is None else text(it.until)}' ','
        f'{m}"years": {NULL if it.years is None else whole(it.years)}' ','
        f'{m}"at": {many(write_at, it.at, m)}'
        f'{n}}}'
    )


def write_jurisdiction(it: Jurisdiction, n: str) -> str:
    m = n + '  '
    return (
        f'{{'
        f'{m}"name": {text(it.name)}' ','
        f'{m}"code": {NULL if it.code is None else text(it.code)}' ','
        f'{m}"level": {WORDS_2[it.level]}' ','
        f'{m}"at": {many(write_at, it.at, m)}'
        f'{n}}}'
    )


def write_front(it: Front, n: str) -> str:
    m = n + '  '
    return (
        f'{{'
        f'{m}"title": {NULL if it.title is None else write_text(it.title, m)}' ','
        f'{m}"kind": {WORDS_3[it.kind]}' ','
        f'{m}"status": {NULL if it.status is None else write_text(it.status, m)}' ','
        f'{m}"document_number": {NULL if it.document_number is None else write_text(it.document_number, m)}' ','
        f'{m}"issuers": {many(write_text, it.issuers, m)}' ','
        f'{m}"recipients": {many(write_text, it.recipients, m)}' ','
        f'{m}"date": {NULL if it.date is None else write_plan_date(it.date, m)}' ','
        f'{m}"period": {NULL if it.period is None else write_period(it.period, m)}' ','
        f'{m}"jurisdiction": {NULL if it.jurisdiction is None else write_jurisdiction(it.jurisdiction, m)}' ','
        f'{m}"validity": {NULL if it.validity is None else write_validity(it.validity, m)}'
        f'{n}}}'
    )


def write_part(it: Part, n: str) -> str:
    m = n + '  '
    return members_given([
        f'{m}"id": {text(it.id)}',
        f'{m}"kind": {WORDS_4[it.kind]}',
        f'{m}"label": {NULL if it.label is None else write_text(it.label, m)}',
        f'{m}"title": {NULL if it.title is None else write_text(it.title, m)}',
        f'{m}"listed": {NULL if it.listed is None else truth(it.listed)}',
        f'{m}"present": {truth(it.present)}',
        f'{m}"genre": {NULL if it.genre is None else WORDS_3[it.genre]}',
        f'{m}"source": {NULL if it.source is None else text(it.source)}' if it.source is not None else '',
        f'{m}"mentions": {NULL if it.mentions is None else many(write_at, it.mentions, m)}' if it.mentions is not None else ''
    ], n)


def write_section_number(it: SectionNumber, n: str) -> str:
    m = n + '  '
    return (
        f'{{'
        f'{m}"raw": {text(it.raw)}' ','
        f'{m}"value": {NULL if it.value is None else whole(it.value)}' ','
        f'{m}"style": {WORDS_5[it.style]}' ','
        f'{m}"origin": {WORDS_6[it.origin]}' ','
        f'{m}"inferred": {NULL if it.inferred is None else text(it.inferred)}'
        f'{n}}}'
    )


def write_section(it: Section, n: str) -> str:
    m = n + '  '
    return (
        f'{{'
        f'{m}"id": {text(it.id)}' ','
        f'{m}"part": {text(it.part)}' ','
        f'{m}"level": {whole(it.level)}' ','
        f'{m}"role": {WORDS_7[it.role]}' ','
        f'{m}"number": {NULL if it.number is None else write_section_number(it.number, m)}' ','
        f'{m}"title": {NULL if it.title is None else text(it.title)}' ','
        f'{m}"at": {many(write_at, it.at, m)}' ','
        f'{m}"blocks": {many(each_str, it.blocks, m)}' ','
        f'{m}"sections": {many(write_section, it.sections, m)}'
        f'{n}}}'
    )


def write_unit(it: Unit, n: str) -> str:
    m = n + '  '
    return (
        f'{{'
        f'{m}"name": {text(it.name)}' ','
        f'{m}"role": {WORDS_8[it.role]}' ','
        f'{m}"mark": {NULL if it.mark is None else text(it.mark)}' ','
        f'{m}"label": {NULL if it.label is None else text(it.label)}' ','
        f'{m}"note": {NULL if it.note is None else text(it.note)}' ','
        f'{m}"body": {NULL if it.body is None else text(it.body)}' ','
        f'{m}"via": {WORDS_9[it.via]}' ','
        f'{m}"more": {NULL if it.more is None else text(it.more)}' ','
        f'{m}"by": {many(write_at, it.by, m)}' ','
        f'{m}"at": {many(write_at, it.at, m)}'
        f'{n}}}'
    )


def write_deadline(it: Deadline, n: str) -> str:
    m = n + '  '
    return (
        f'{{'
        f'{m}"raw": {text(it.raw)}' ','
        f'{m}"year": {NULL if it.year is None else whole(it.year)}' ','
        f'{m}"month": {NULL if it.month is None else whole(it.month)}' ','
        f'{m}"at": {many(write_at, it.at, m)}'
        f'{n}}}'
    )


def write_task(it: Task, n: str) -> str:
    m = n + '  '
    return (
        f'{{'
        f'{m}"id": {text(it.id)}' ','
        f'{m}"section": {NULL if it.section is None else text(it.section)}' ','
        f'{m}"part": {text(it.part)}' ','
        f'{m}"number": {NULL if it.number is None else text(it.number)}' ','
        f'{m}"title": {NULL if it.title is None else text(it.title)}' ','
        f'{m}"text": {text(it.text)}' ','
        f'{m}"units": {many(write_unit, it.units, m)}' ','
        f'{m}"deadlines": {many(write_deadline, it.deadlines, m)}' ','
        f'{m}"at": {many(write_at, it.at, m)}'
        f'{n}}}'
    )


def write_carry_over(it: CarryOver, n: str) -> str:
    m = n + '  '
    return (
        f'{{'
        f'{m}"raw": {text(it.raw)}' ','
        f'{m}"names": {many(each_str, it.names, m)}' ','
        f'{m}"reach": {WORDS_10[it.reach]}' ','
        f'{m}"at": {many(write_at, it.at, m)}'
        f'{n}}}'
    )


def write_column(it: Column, n: str) -> str:
    m = n + '  '
    return (
        f'{{'
        f'{m}"header": {many(each_str, it.header, m)}' ','
        f'{m}"role": {WORDS_11[it.role]}' ','
        f'{m}"year": {NULL if it.year is None else whole(it.year)}' ','
        f'{m}"value_kind": {NULL if it.value_kind is None else WORDS_12[it.value_kind]}'
        f'{n}}}'
    )


def write_table_cell(it: TableCell, n: str) -> str:
    m = n + '  '
    return (
        f'{{'
        f'{m}"block": {text(it.block)}' ','
        f'{m}"row": {whole(it.row)}' ','
        f'{m}"col": {whole(it.col)}' ','
        f'{m}"rows": {whole(it.rows)}' ','
        f'{m}"cols": {whole(it.cols)}' ','
        f'{m}"text": {text(it.text)}' ','
        f'{m}"numbers": {NULL if it.numbers is None else many(each_str, it.numbers, m)}'
        f'{n}}}'
    )


def write_plan_table(it: PlanTable, n: str) -> str:
    m = n + '  '
    return (
        f'{{'
        f'{m}"id": {text(it.id)}' ','
        f'{m}"blocks": {many(each_str, it.blocks, m)}' ','
        f'{m}"part": {text(it.part)}' ','
        f'{m}"section": {NULL if it.section is None else text(it.section)}' ','
        f'{m}"kind": {WORDS_13[it.kind]}' ','
        f'{m}"title": {NULL if it.title is None else write_text(it.title, m)}' ','
        f'{m}"rows": {whole(it.rows)}' ','
        f'{m}"cols": {whole(it.cols)}' ','
        f'{m}"header_rows": {whole(it.header_rows)}' ','
        f'{m}"columns": {many(write_column, it.columns, m)}' ','
        f'{m}"cells": {many(write_table_cell, it.cells, m)}' ','
        f'{m}"notes": {many(write_text, it.notes, m)}'
        f'{n}}}'
    )


def write_value(it: Value, n: str) -> str:
    m = n + '  '
    return (
        f'{{'
        f'{m}"year": {NULL if it.year is None else whole(it.year)}' ','
        f'{m}"kind": {WORDS_12[it.kind]}' ','
        f'{m}"raw": {text(it.raw)}' ','
        f'{m}"form": {WORDS_14[it.form]}' ','
        f'{m}"value": {NULL if it.value is None else write_decimal(it.value)}' ','
        f'{m}"low": {NULL if it.low is None else write_decimal(it.low)}' ','
        f'{m}"high": {NULL if it.high is None else write_decimal(it.high)}' ','
        f'{m}"pair": {NULL if it.pair is None else pair(each_Decimal, it.pair, m)}' ','
        f'{m}"bound": {NULL if it.bound is None else WORDS_15[it.bound]}' ','
        f'{m}"measure": {NULL if it.measure is None else text(it.measure)}' ','
        f'{m}"scale": {whole(it.scale)}' ','
        f'{m}"cumulative": {truth(it.cumulative)}' ','
        f'{m}"base_year": {NULL if it.base_year is None else whole(it.base_year)}' ','
        f'{m}"at": {many(write_at, it.at, m)}'
        f'{n}}}'
    )


def write_indicator(it: Indicator, n: str) -> str:
    m = n + '  '
    return (
        f'{{'
        f'{m}"id": {text(it.id)}' ','
        f'{m}"table": {text(it.table)}' ','
        f'{m}"no": {NULL if it.no is None else text(it.no)}' ','
        f'{m}"category": {many(each_str, it.category, m)}' ','
        f'{m}"name": {text(it.name)}' ','
        f'{m}"measure": {NULL if it.measure is None else text(it.measure)}' ','
        f'{m}"attribute": {NULL if it.attribute is None else text(it.attribute)}' ','
        f'{m}"values": {many(write_value, it.values, m)}' ','
        f'{m}"units": {many(write_unit, it.units, m)}' ','
        f'{m}"note": {NULL if it.note is None else text(it.note)}' ','
        f'{m}"at": {many(write_at, it.at, m)}' ','
        f'{m}"task": {NULL if it.task is None else text(it.task)}'
        f'{n}}}'
    )


def write_item(it: Item, n: str) -> str:
    m = n + '  '
    return (
        f'{{'
        f'{m}"id": {text(it.id)}' ','
        f'{m}"table": {text(it.table)}' ','
        f'{m}"list": {WORDS_16[it.list]}' ','
        f'{m}"no": {NULL if it.no is None else text(it.no)}' ','
        f'{m}"group": {many(each_str, it.group, m)}' ','
        f'{m}"content": {text(it.content)}' ','
        f'{m}"units": {many(write_unit, it.units, m)}' ','
        f'{m}"deadline": {NULL if it.deadline is None else write_deadline(it.deadline, m)}' ','
        f'{m}"investment": {NULL if it.investment is None else text(it.investment)}' ','
        f'{m}"nature": {NULL if it.nature is None else text(it.nature)}' ','
        f'{m}"extra": {members(each_str, it.extra, m)}' ','
        f'{m}"at": {many(write_at, it.at, m)}' ','
        f'{m}"task": {NULL if it.task is None else text(it.task)}' ','
        f'{m}"name": {NULL if it.name is None else text(it.name)}' ','
        f'{m}"numbers": {many(write_target, it.numbers, m)}'
        f'{n}}}'
    )


def write_box_entry(it: BoxEntry, n: str) -> str:
    m = n + '  '
    return (
        f'{{'
        f'{m}"title": {NULL if it.title is None else text(it.title)}' ','
        f'{m}"text": {text(it.text)}'
        f'{n}}}'
    )


def write_box(it: Box, n: str) -> str:
    m = n + '  '
    return (
        f'{{'
        f'{m}"id": {text(it.id)}' ','
        f'{m}"part": {text(it.part)}' ','
        f'{m}"section": {NULL if it.section is None else text(it.section)}' ','
        f'{m}"level": {whole(it.level)}' ','
        f'{m}"number": {NULL if it.number is None else text(it.number)}' ','
        f'{m}"title": {NULL if it.title is None else text(it.title)}' ','
        f'{m}"entries": {many(write_box_entry, it.entries, m)}' ','
        f'{m}"at": {many(write_at, it.at, m)}'
        f'{n}}}'
    )


def write_target(it: Target, n: str) -> str:
    m = n + '  '
    return (
        f'{{'
        f'{m}"id": {text(it.id)}' ','
        f'{m}"task": {NULL if it.task is None else text(it.task)}' ','
        f'{m}"clause": {text(it.clause)}' ','
        f'{m}"year": {NULL if it.year is None else whole(it.year)}' ','
        f'{m}"raw": {text(it.raw)}' ','
        f'{m}"value": {write_decimal(it.value)}' ','
        f'{m}"measure": {NULL if it.measure is None else text(it.measure)}' ','
        f'{m}"bound": {WORDS_15[it.bound]}' ','
        f'{m}"form": {WORDS_17[it.form]}' ','
        f'{m}"per": {NULL if it.per is None else WORDS_18[it.per]}' ','
        f'{m}"base": {NULL if it.base is None else write_decimal(it.base)}' ','
        f'{m}"subject": {NULL if it.subject is None else text(it.subject)}' ','
        f'{m}"at": {many(write_at, it.at, m)}'
        f'{n}}}'
    )


def write_reference(it: Reference, n: str) -> str:
    m = n + '  '
    return (
        f'{{'
        f'{m}"title": {text(it.title)}' ','
        f'{m}"document_number": {NULL if it.document_number is None else text(it.document_number)}' ','
        f'{m}"at": {many(write_at, it.at, m)}'
        f'{n}}}'
    )


def write_plan_block(it: PlanBlock, n: str) -> str:
    m = n + '  '
    return (
        f'{{'
        f'{m}"id": {text(it.id)}' ','
        f'{m}"kind": {WORDS_19[it.kind]}' ','
        f'{m}"text": {NULL if it.text is None else text(it.text)}' ','
        f'{m}"number": {NULL if it.number is None else text(it.number)}' ','
        f'{m}"style": {NULL if it.style is None else text(it.style)}' ','
        f'{m}"story": {text(it.story)}' ','
        f'{m}"part": {text(it.part)}' ','
        f'{m}"section": {NULL if it.section is None else text(it.section)}' ','
        f'{m}"role": {WORDS_20[it.role]}'
        f'{n}}}'
    )


def write_dropped_text(it: DroppedText, n: str) -> str:
    m = n + '  '
    return (
        f'{{'
        f'{m}"text": {text(it.text)}' ','
        f'{m}"story": {text(it.story)}' ','
        f'{m}"reason": {text(it.reason)}'
        f'{n}}}'
    )


def write_plan_finding(it: PlanFinding, n: str) -> str:
    m = n + '  '
    return (
        f'{{'
        f'{m}"code": {text(it.code)}' ','
        f'{m}"severity": {WORDS_21[it.severity]}' ','
        f'{m}"params": {members(each_str_or_int, it.params, m)}' ','
        f'{m}"message": {text(it.message)}' ','
        f'{m}"at": {NULL if it.at is None else write_at(it.at, m)}'
        f'{n}}}'
    )


def write_place(it: Place, n: str) -> str:
    m = n + '  '
    return members_given([
        f'{m}"page": {NULL if it.page is None else whole(it.page)}' if it.page is not None else '',
        f'{m}"box": {NULL if it.box is None else many(each_Decimal, it.box, m)}' if it.box is not None else '',
        f'{m}"xpath": {NULL if it.xpath is None else text(it.xpath)}' if it.xpath is not None else '',
        f'{m}"line": {NULL if it.line is None else whole(it.line)}' if it.line is not None else '',
        f'{m}"sheet": {NULL if it.sheet is None else text(it.sheet)}' if it.sheet is not None else '',
        f'{m}"cell": {NULL if it.cell is None else text(it.cell)}' if it.cell is not None else '',
        f'{m}"part": {NULL if it.part is None else text(it.part)}' if it.part is not None else '',
        f'{m}"paragraph": {NULL if it.paragraph is None else whole(it.paragraph)}' if it.paragraph is not None else ''
    ], n)


def write_plan(it: Plan, n: str) -> str:
    m = n + '  '
    return members_given([
        f'{m}"format": {WORDS_22[it.format]}',
        f'{m}"source": {write_source(it.source, m)}',
        f'{m}"front": {write_front(it.front, m)}',
        f'{m}"parts": {many(write_part, it.parts, m)}',
        f'{m}"sections": {many(write_section, it.sections, m)}',
        f'{m}"tasks": {many(write_task, it.tasks, m)}',
        f'{m}"carry_overs": {many(write_carry_over, it.carry_overs, m)}',
        f'{m}"tables": {many(write_plan_table, it.tables, m)}',
        f'{m}"indicators": {many(write_indicator, it.indicators, m)}',
        f'{m}"items": {many(write_item, it.items, m)}',
        f'{m}"boxes": {many(write_box, it.boxes, m)}',
        f'{m}"targets": {many(write_target, it.targets, m)}',
        f'{m}"references": {many(write_reference, it.references, m)}',
        f'{m}"blocks": {many(write_plan_block, it.blocks, m)}',
        f'{m}"dropped": {many(write_dropped_text, it.dropped, m)}',
        f'{m}"findings": {many(write_plan_finding, it.findings, m)}',
        f'{m}"places": {NULL if it.places is None else members(write_place, it.places, m)}' if it.places is not None else ''
    ], n)


def each_str(it: str, n: str) -> str:
    return text(it)


def each_Decimal(it: Decimal, n: str) -> str:
    return write_decimal(it)


def each_str_or_int(it: str | int, n: str) -> str:
    return text(it) if type(it) is str else whole(it)
