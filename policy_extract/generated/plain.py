"""The contract's classes without validation, for the stages: same names, same fields."""

# Made from policy_extract/model.py by tools/make_plain.py; do not edit.

from policy_extract.records import Record

FORMAT = 'policy-extract/plan-1'


class At(Record):
    __slots__ = ('block', 'start', 'end')
    def __init__(self, *, block, start, end):
        self.block = block
        self.start = start
        self.end = end


class BundledFile(Record):
    __slots__ = ('name', 'format', 'sha256', 'read_through')
    def __init__(self, *, name, format, sha256, read_through=None):
        self.name = name
        self.format = format
        self.sha256 = sha256
        self.read_through = read_through


class Source(Record):
    __slots__ = ('name', 'format', 'sha256', 'bytes', 'revisions', 'read_through', 'files')
    def __init__(self, *, name, format, sha256, bytes, revisions, read_through=None, files=None):
        self.name = name
        self.format = format
        self.sha256 = sha256
        self.bytes = bytes
        self.revisions = revisions
        self.read_through = read_through
        self.files = files


class Text(Record):
    __slots__ = ('text', 'at')
    def __init__(self, *, text, at):
        self.text = text
        self.at = at


class PlanDate(Record):
    __slots__ = ('raw', 'iso', 'at')
    def __init__(self, *, raw, iso, at):
        self.raw = raw
        self.iso = iso
        self.at = at


class Period(Record):
    __slots__ = ('raw', 'start', 'end', 'at')
    def __init__(self, *, raw, start, end, at):
        self.raw = raw
        self.start = start
        self.end = end
        self.at = at


class Validity(Record):
    __slots__ = ('raw', 'from_', 'until', 'years', 'at')
    def __init__(self, *, raw, from_, until, years, at):
        self.raw = raw
        self.from_ = from_
        self.until = until
        self.years = years
        self.at = at


class Jurisdiction(Record):
    __slots__ = ('name', 'code', 'level', 'at')
    def __init__(self, *, name, code, level, at):
        self.name = name
        self.code = code
        self.level = level
        self.at = at


class Front(Record):
    __slots__ = ('title', 'kind', 'status', 'document_number', 'issuers', 'recipients', 'date', 'period', 'jurisdiction', 'validity')
    def __init__(self, *, title, kind, status, document_number, issuers, recipients, date, period, jurisdiction, validity=None):
        self.title = title
        self.kind = kind
        self.status = status
        self.document_number = document_number
        self.issuers = issuers
        self.recipients = recipients
        self.date = date
        self.period = period
        self.jurisdiction = jurisdiction
        self.validity = validity


class Part(Record):
    __slots__ = ('id', 'kind', 'label', 'title', 'listed', 'present', 'genre', 'source', 'mentions')
    def __init__(self, *, id, kind, label, title, listed, present, genre=None, source=None, mentions=None):
        self.id = id
        self.kind = kind
        self.label = label
        self.title = title
        self.listed = listed
        self.present = present
        self.genre = genre
        self.source = source
        self.mentions = mentions


class SectionNumber(Record):
    __slots__ = ('raw', 'value', 'style', 'origin', 'inferred')
    def __init__(self, *, raw, value, style, origin, inferred=None):
        self.raw = raw
        self.value = value
        self.style = style
        self.origin = origin
        self.inferred = inferred


class Section(Record):
    __slots__ = ('id', 'part', 'level', 'role', 'number', 'title', 'at', 'blocks', 'sections')
    def __init__(self, *, id, part, level, role, number, title, at, blocks, sections):
        self.id = id
        self.part = part
        self.level = level
        self.role = role
        self.number = number
        self.title = title
        self.at = at
        self.blocks = blocks
        self.sections = sections


class Unit(Record):
    __slots__ = ('name', 'role', 'mark', 'label', 'note', 'body', 'via', 'more', 'by', 'at')
    def __init__(self, *, name, role, mark, label, note, body, via, more=None, by=(), at):
        self.name = name
        self.role = role
        self.mark = mark
        self.label = label
        self.note = note
        self.body = body
        self.via = via
        self.more = more
        self.by = by
        self.at = at


class Deadline(Record):
    __slots__ = ('raw', 'year', 'month', 'at')
    def __init__(self, *, raw, year, month, at):
        self.raw = raw
        self.year = year
        self.month = month
        self.at = at


class Task(Record):
    __slots__ = ('id', 'section', 'part', 'number', 'title', 'text', 'units', 'deadlines', 'at')
    def __init__(self, *, id, section, part, number, title, text, units, deadlines, at):
        self.id = id
        self.section = section
        self.part = part
        self.number = number
        self.title = title
        self.text = text
        self.units = units
        self.deadlines = deadlines
        self.at = at


class CarryOver(Record):
    __slots__ = ('raw', 'names', 'reach', 'at')
    def __init__(self, *, raw, names, reach, at):
        self.raw = raw
        self.names = names
        self.reach = reach
        self.at = at


class Column(Record):
    __slots__ = ('header', 'role', 'year', 'value_kind')
    def __init__(self, *, header, role, year, value_kind):
        self.header = header
        self.role = role
        self.year = year
        self.value_kind = value_kind


class TableCell(Record):
    __slots__ = ('block', 'row', 'col', 'rows', 'cols', 'text', 'numbers')
    def __init__(self, *, block, row, col, rows, cols, text, numbers):
        self.block = block
        self.row = row
        self.col = col
        self.rows = rows
        self.cols = cols
        self.text = text
        self.numbers = numbers


class PlanTable(Record):
    __slots__ = ('id', 'blocks', 'part', 'section', 'kind', 'title', 'rows', 'cols', 'header_rows', 'columns', 'cells', 'notes')
    def __init__(self, *, id, blocks, part, section, kind, title, rows, cols, header_rows, columns, cells, notes):
        self.id = id
        self.blocks = blocks
        self.part = part
        self.section = section
        self.kind = kind
        self.title = title
        self.rows = rows
        self.cols = cols
        self.header_rows = header_rows
        self.columns = columns
        self.cells = cells
        self.notes = notes


class Value(Record):
    __slots__ = ('year', 'kind', 'raw', 'form', 'value', 'low', 'high', 'pair', 'bound', 'measure', 'scale', 'cumulative', 'base_year', 'at')
    def __init__(self, *, year, kind, raw, form, value, low, high, pair, bound, measure, scale, cumulative, base_year, at):
        self.year = year
        self.kind = kind
        self.raw = raw
        self.form = form
        self.value = value
        self.low = low
        self.high = high
        self.pair = pair
        self.bound = bound
        self.measure = measure
        self.scale = scale
        self.cumulative = cumulative
        self.base_year = base_year
        self.at = at


class Indicator(Record):
    __slots__ = ('id', 'table', 'no', 'category', 'name', 'measure', 'attribute', 'values', 'units', 'note', 'at', 'task')
    def __init__(self, *, id, table, no, category, name, measure, attribute, values, units, note, at, task=None):
        self.id = id
        self.table = table
        self.no = no
        self.category = category
        self.name = name
        self.measure = measure
        self.attribute = attribute
        self.values = values
        self.units = units
        self.note = note
        self.at = at
        self.task = task


class Item(Record):
    __slots__ = ('id', 'table', 'list', 'no', 'group', 'content', 'units', 'deadline', 'investment', 'nature', 'extra', 'at', 'task', 'name', 'numbers')
    def __init__(self, *, id, table, list, no, group, content, units, deadline, investment, nature, extra, at, task=None, name=None, numbers=()):
        self.id = id
        self.table = table
        self.list = list
        self.no = no
        self.group = group
        self.content = content
        self.units = units
        self.deadline = deadline
        self.investment = investment
        self.nature = nature
        self.extra = extra
        self.at = at
        self.task = task
        self.name = name
        self.numbers = numbers


class BoxEntry(Record):
    __slots__ = ('title', 'text')
    def __init__(self, *, title, text):
        self.title = title
        self.text = text


class Box(Record):
    __slots__ = ('id', 'part', 'section', 'level', 'number', 'title', 'entries', 'at')
    def __init__(self, *, id, part, section, level, number, title, entries, at):
        self.id = id
        self.part = part
        self.section = section
        self.level = level
        self.number = number
        self.title = title
        self.entries = entries
        self.at = at


class Target(Record):
    __slots__ = ('id', 'task', 'clause', 'year', 'raw', 'value', 'measure', 'bound', 'form', 'per', 'base', 'subject', 'at')
    def __init__(self, *, id, task, clause, year, raw, value, measure, bound, form='amount', per=None, base=None, subject, at):
        self.id = id
        self.task = task
        self.clause = clause
        self.year = year
        self.raw = raw
        self.value = value
        self.measure = measure
        self.bound = bound
        self.form = form
        self.per = per
        self.base = base
        self.subject = subject
        self.at = at


class Reference(Record):
    __slots__ = ('title', 'document_number', 'at')
    def __init__(self, *, title, document_number, at):
        self.title = title
        self.document_number = document_number
        self.at = at


class PlanBlock(Record):
    __slots__ = ('id', 'kind', 'text', 'number', 'style', 'story', 'part', 'section', 'role')
    def __init__(self, *, id, kind, text, number, style, story, part, section, role):
        self.id = id
        self.kind = kind
        self.text = text
        self.number = number
        self.style = style
        self.story = story
        self.part = part
        self.section = section
        self.role = role


class DroppedText(Record):
    __slots__ = ('text', 'story', 'reason')
    def __init__(self, *, text, story, reason):
        self.text = text
        self.story = story
        self.reason = reason


class PlanFinding(Record):
    __slots__ = ('code', 'severity', 'params', 'message', 'at')
    def __init__(self, *, code, severity, params, message, at):
        self.code = code
        self.severity = severity
        self.params = params
        self.message = message
        self.at = at


class Place(Record):
    __slots__ = ('page', 'box', 'xpath', 'line', 'sheet', 'cell', 'part', 'paragraph')
    def __init__(self, *, page=None, box=None, xpath=None, line=None, sheet=None, cell=None, part=None, paragraph=None):
        self.page = page
        self.box = box
        self.xpath = xpath
        self.line = line
        self.sheet = sheet
        self.cell = cell
        self.part = part
        self.paragraph = paragraph


class Plan(Record):
    __slots__ = ('format', 'source', 'front', 'parts', 'sections', 'tasks', 'carry_overs', 'tables', 'indicators', 'items', 'boxes', 'targets', 'references', 'blocks', 'dropped', 'findings', 'places')
    def __init__(self, *, format, source, front, parts, sections, tasks, carry_overs, tables, indicators, items, boxes, targets, references, blocks, dropped, findings, places=None):
        self.format = format
        self.source = source
        self.front = front
        self.parts = parts
        self.sections = sections
        self.tasks = tasks
        self.carry_overs = carry_overs
        self.tables = tables
        self.indicators = indicators
        self.items = items
        self.boxes = boxes
        self.targets = targets
        self.references = references
        self.blocks = blocks
        self.dropped = dropped
        self.findings = findings
        self.places = places
