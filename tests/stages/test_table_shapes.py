"""How a table is drawn does not change what it says: columns in another order, merged or cut headings, borders that miss each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from test_table_laws import plan_of

from policy_extract.blocks import Cell, Table
from tests.collectors.cases import plan_of as noted

if TYPE_CHECKING:
    from policy_extract.model import Plan

BOUNDED = settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
Column = tuple[str, list[str]]

INDICATORS: list[Column] = [
    ("指标", ["养老床位", "护理型床位占比", "志愿者", "老年食堂"]),
    ("单位", ["张", "%", "万人", "个"]),
    ("2025年现状值", ["800", "50", "1.2", "31"]),
    ("2026年目标值", ["860", "≥55", "/", "36"]),
    ("2028年目标值", ["1000", "65以上", "2", "50"]),
    ("属性", ["约束性", "预期性", "预期性", "预期性"]),
    ("责任单位", ["市民政局", "市民政局、市卫健委", "团市委", "市商务局"]),
    ("备注", ["", "", "累计", ""]),
]
TASKS: list[Column] = [
    ("工作任务", ["建设服务中心3家。", "培训护理员500人次。", "改造老年食堂20家。", "出台管理办法。"]),
    ("牵头单位", ["市民政局", "市人社局", "市商务局", "市民政局"]),
    ("配合单位", ["市财政局", "市卫健委、各县（市、区）政府", "市市场监管局", "市司法局"]),
    ("完成时限", ["2026年底", "2027年6月", "2026年Q3", "每年"]),
    ("总投资（万元）", ["800", "20", "/", ""]),
    ("备注", ["续建", "", "", "新增"]),
]
PROJECTS: list[Column] = [
    ("项目名称", ["澜州康养中心", "临江养老院", "青禾驿站", "东塘食堂"]),
    ("建设内容", ["建设床位500张。", "改造床位120张。", "新建驿站8个。", "改造食堂2处。"]),
    ("建设性质", ["新建", "续建", "新建", "改建"]),
    ("责任单位", ["市民政局", "临江区政府", "青禾县政府", "市商务局"]),
    ("完成时限", ["2028年", "2026年", "2027年", "2026年6月底"]),
]
PROBLEMS: list[Column] = [
    ("具体问题", ["管网混接。", "垃圾清运不及时。", "窗口排队时间长。", "材料重复提交。"]),
    ("整改措施", ["改造管网8公里。", "增配清运车5辆。", "增设窗口4个。", "精简申报材料。"]),
    ("牵头整改单位", ["市住建局", "市城管局", "市数据局", "市数据局"]),
    ("配合整改单位", ["市水利局", "各区政府", "市财政局、各区政府", "市司法局"]),
    ("整改时限", ["2026年底", "2026年6月", "立行立改", "2026年9月"]),
]
SERVICES: list[Column] = [
    ("服务项目", ["健康管理", "高龄津贴", "探访关爱", "居家改造"]),
    ("服务内容", ["每年体检1次。", "每月发放津贴。", "每周探访1次。", "改造家庭200户。"]),
    ("服务对象", ["老年人", "高龄老年人", "独居老年人", "困难老年人"]),
    ("牵头负责单位", ["市卫健委", "市民政局", "市民政局", "市残联"]),
]
SCORES: list[Column] = [
    ("三级指标", ["粮食播种面积", "特色产业增速", "卫生厕所普及率", "群众满意度"]),
    ("分值", ["8", "15", "20", "10"]),
    ("评分标准", ["少1%扣1分。", "达到10%得满分。", "每低1个点扣1分。", "按比例得分。"]),
    ("责任单位", ["市农业农村局", "市商务局", "市卫健委", "市统计局"]),
]
MARKS: list[Column] = [
    ("重点任务", ["建设养老中心。", "开展家庭签约。", "安排补助资金。", "组织志愿服务。"]),
    ("市民政局", ["★", "●", "", "●"]),
    ("市卫健委", ["", "★", "●", ""]),
    ("市财政局", ["●", "", "★", "★"]),
]
NAMES: dict[str, list[str]] = {
    "指标": ["指标", "指标名称", "主要指标", "监测指标", "指标内容"],
    "单位": ["单位", "计量单位"],
    "2025年现状值": ["2025年现状值", "2025年基期值", "2025年完成情况", "2025年实际值", "现状值（2025年）"],
    "2026年目标值": ["2026年目标值", "2026年目标", "2026年", "目标值（2026年）"],
    "2028年目标值": ["2028年目标值", "2028年目标", "2028年", "目标值（2028年）"],
    "属性": ["属性", "指标属性", "指标性质"],
    "责任单位": ["责任单位", "责任部门", "落实单位", "承办单位", "市级责任单位", "责任单位（部门）", "归口管理部门"],
    "备注": ["备注", "说明"],
    "工作任务": ["工作任务", "重点任务", "任务内容", "主要任务", "任务"],
    "牵头单位": ["牵头单位", "牵头部门", "主责单位", "市级牵头单位", "牵头责任单位", "主办单位", "牵头处室"],
    "配合单位": ["配合单位", "协同单位", "协办单位", "参与部门", "市级配合单位", "属地配合单位", "督导单位"],
    "完成时限": ["完成时限", "完成时间", "时限要求", "时间节点", "计划完成时间"],
    "总投资（万元）": ["总投资（万元）", "投资估算（万元）", "计划总投资（万元）"],
    "项目名称": ["项目名称", "项目"],
    "建设内容": ["建设内容", "建设规模及内容", "主要建设内容", "项目概况"],
    "建设性质": ["建设性质", "性质", "项目性质"],
    "具体问题": ["具体问题", "存在问题", "反馈问题"],
    "整改措施": ["整改措施", "整改要求", "整改举措"],
    "牵头整改单位": ["牵头整改单位", "整改牵头单位", "牵头单位"],
    "配合整改单位": ["配合整改单位", "整改配合单位", "配合单位"],
    "整改时限": ["整改时限", "整改期限", "整改完成时间"],
    "服务内容": ["服务内容", "具体内容"],
    "服务对象": ["服务对象", "保障对象"],
    "牵头负责单位": ["牵头负责单位", "牵头单位"],
    "三级指标": ["三级指标", "考核指标", "指标内容"],
    "分值": ["分值", "权重", "标准分"],
    "评分标准": ["评分标准", "评分办法", "考核标准"],
}
"""What offices call a column, the first name as in the tables above."""
NEEDED = {
    "指标", "2026年目标值", "工作任务", "牵头单位", "项目名称", "建设内容", "责任单位", "具体问题", "整改措施", "牵头整改单位",
    "服务项目", "服务内容", "牵头负责单位", "三级指标", "评分标准", *(heading for heading, _ in MARKS),
}  # fmt: skip
"""Columns without which a table would be another one."""


@st.composite
def some_columns(draw: st.DrawFn) -> list[Column]:
    """A table of some of the columns that its kind may have."""
    columns = draw(st.sampled_from([INDICATORS, TASKS, PROJECTS, PROBLEMS, SERVICES, SCORES, MARKS]))
    return [column for column in columns if column[0] in NEEDED or draw(st.booleans())]


kinds = some_columns()
WIDE = str.maketrans("0123456789.%", "０１２３４５６７８９．％")


def numbered(columns: list[Column]) -> list[Column]:
    count = len(columns[0][1])
    return [("序号", [str(number) for number in range(1, count + 1)]), *columns]


def drawn(columns: list[Column]) -> Table:
    """The plain table, one cell a square."""
    rows = [[heading for heading, _ in columns], *zip(*(cells for _, cells in columns), strict=True)]
    squares = tuple(Cell(row, col, 1, 1, text) for row, texts in enumerate(rows) for col, text in enumerate(texts))
    return Table("b2", len(rows), len(columns), squares)


def rows_of(plan: Plan) -> list[object]:
    """What the rows say, whatever the order of the columns."""
    found: list[object] = []
    for row in plan.indicators:
        values = sorted((one.year, one.kind, one.form, str(one.value), one.bound) for one in row.values)
        units = [(one.name, one.role) for one in row.units]
        found.append((row.no, row.category, row.name, row.measure, row.attribute, values, units, row.note))
    for item in plan.items:
        units = sorted((one.name, one.role) for one in item.units)
        due = item.deadline and (item.deadline.year, item.deadline.month)
        found.append((item.no, item.group, item.content, item.name, units, due, item.investment, item.nature))
    return found


def said(table: Table) -> list[object]:
    found = rows_of(plan_of(table))
    assert len(found) == len(INDICATORS[0][1])
    return found


@BOUNDED
@given(columns=kinds, data=st.data())
def test_columns_in_another_order_say_the_same(columns: list[Column], data: st.DataObject) -> None:
    """The running number stays first, all else may stand anywhere."""
    plain = said(drawn(numbered(columns)))
    order = data.draw(st.permutations(columns))
    assert said(drawn(numbered(order))) == plain


@BOUNDED
@given(columns=kinds, data=st.data())
def test_headings_of_other_words_say_the_same(columns: list[Column], data: st.DataObject) -> None:
    renamed = [(data.draw(st.sampled_from(NAMES.get(heading, [heading]))), cells) for heading, cells in columns]
    assert said(drawn(numbered(renamed))) == said(drawn(numbered(columns)))


@BOUNDED
@given(columns=kinds, places=st.lists(st.integers(0, 20), max_size=4))
def test_blank_columns_change_nothing(columns: list[Column], places: list[int]) -> None:
    plain = said(drawn(numbered(columns)))
    more = numbered(columns)
    for place in places:
        more.insert(place % (len(more) + 1), ("", [""] * len(columns[0][1])))
    assert said(drawn(more)) == plain


@BOUNDED
@given(columns=kinds)
def test_numbers_in_full_width_change_nothing(columns: list[Column]) -> None:
    plain = said(drawn(columns))
    wide = [(heading.translate(WIDE), [text.translate(WIDE) for text in cells]) for heading, cells in columns]
    narrow = [
        tuple(str(part).translate({wide: narrow for narrow, wide in WIDE.items()}) for part in row)  # type: ignore[attr-defined]
        for row in said(drawn(wide))
    ]
    assert narrow == [tuple(map(str, row)) for row in plain]  # type: ignore[call-overload]


@BOUNDED
@given(columns=kinds, data=st.data())
def test_a_dragged_border_changes_nothing(columns: list[Column], data: st.DataObject) -> None:
    """Every row has its own borders, each a hair to the left or right of where the heading has it."""
    columns = numbered(columns)
    plain = drawn(columns)
    cells: list[Cell] = []
    for row in range(plain.rows):
        shifts = [0, *(data.draw(st.integers(-1, 1)) for _ in columns[1:]), 0]
        edges = [4 * col + shift for col, shift in enumerate(shifts)]
        line = [cell for cell in plain.cells if cell.row == row]
        cells += [Cell(row, edges[col], 1, edges[col + 1] - edges[col], cell.text) for col, cell in enumerate(line)]
    assert said(Table("b2", plain.rows, 4 * len(columns), tuple(cells))) == said(plain)


@BOUNDED
@given(columns=kinds, rows=st.integers(2, 3))
def test_heading_cells_that_reach_down_change_nothing(columns: list[Column], rows: int) -> None:
    """A heading of several rows whose cells are all merged downwards is the heading of one row."""
    plain = drawn(numbered(columns))
    cells = [
        Cell(0, cell.col, rows, 1, cell.text) if cell.row == 0 else Cell(cell.row + rows - 1, cell.col, 1, 1, cell.text)
        for cell in plain.cells
    ]
    assert said(Table("b2", plain.rows + rows - 1, plain.cols, tuple(cells))) == said(plain)


@BOUNDED
@given(columns=kinds, data=st.data())
def test_a_cell_merged_downwards_says_what_it_would_in_every_row(columns: list[Column], data: st.DataObject) -> None:
    merging = [place for place, (name, _) in enumerate(columns) if name in MERGING]
    place = data.draw(st.sampled_from(merging)) if merging else None
    if place is None:
        return
    heading, cells = columns[place]
    rows = data.draw(st.integers(2, len(cells)))
    columns[place] = (heading, [cells[0]] * rows + cells[rows:])
    plain = drawn(numbered(columns))
    col = place + 1
    merged = tuple(
        Cell(cell.row, cell.col, rows, 1, cell.text) if (cell.row, cell.col) == (1, col) else cell
        for cell in plain.cells
        if cell.col != col or not 1 < cell.row <= rows
    )
    assert said(Table("b2", plain.rows, plain.cols, merged)) == said(plain)


MERGING = {"责任单位", "牵头单位", "配合单位", "完成时限"}
"""Columns whose cells offices merge downwards."""
LEGENDS = [
    ("☆{}", "注：带☆的为牵头单位。"),
    ("⟦bold={}-{}⟧", "注：加粗的为牵头单位。"),
    ("⟦underlined={}-{}⟧", "注：带下划线的为牵头单位。"),
]
BODIES = ["市民政局", "市财政局", "市教育局", "市住建局", "各县（市、区）政府"]


@BOUNDED
@given(names=st.lists(st.sampled_from(BODIES), min_size=2, unique=True), data=st.data())
def test_stars_bold_names_and_underlined_names_lead_alike(names: list[str], data: st.DataObject) -> None:
    """In a unit cell and in a sentence, the legend under the table or at the end."""
    leader = data.draw(st.integers(0, len(names) - 1))
    start = sum(len(name) + 1 for name in names[:leader])
    found = []
    for sign, legend in LEGENDS:
        marked = sign.startswith("☆")
        printed = "、".join(sign.format(name) if marked and at == leader else name for at, name in enumerate(names))
        end = start + len(names[leader])
        cell = printed if marked else sign.format(start, end) + printed
        opening = "1.完善制度。健全机制。（责任单位："
        task = opening + printed + "）"
        shift = len(opening)
        task = task if marked else sign.format(start + shift, end + shift) + task
        plan = noted(
            f"二、主要任务\n{task}\n{legend}\n附件1\n重点任务清单\n| 序号 | 任务 | 责任单位 |\n| 1 | 建设站点。 | {cell} |\n{legend}"
        )
        [item], [first] = plan.items, [task for task in plan.tasks if task.units]
        roles = [[(unit.name, unit.role) for unit in row.units] for row in (item, first)]
        found.append(roles)
    assert (
        found[0][0] == found[0][1] == [(name, "lead" if at == leader else "support") for at, name in enumerate(names)]
    )
    assert found[1] == found[2] == found[0]


def test_years_under_one_heading_say_the_same_as_years_in_each() -> None:
    """2026年目标值 | 2028年目标值 and 目标值 over 2026年 | 2028年."""
    plain = drawn(numbered(INDICATORS))
    tops = {4: "目标值", 5: "目标值"}
    cells: list[Cell] = []
    for cell in plain.cells:
        if cell.row:
            cells.append(Cell(cell.row + 1, cell.col, 1, 1, cell.text))
        elif cell.col in tops:
            cells += [Cell(0, 4, 1, 2, "目标值")] * (cell.col == 4)
            cells.append(Cell(1, cell.col, 1, 1, cell.text.removesuffix("目标值")))
        else:
            cells.append(Cell(0, cell.col, 2, 1, cell.text))
    cells.sort(key=lambda cell: (cell.row, cell.col))
    assert said(Table("b2", plain.rows + 1, plain.cols, tuple(cells))) == said(plain)


def test_bodies_under_one_heading_say_the_same_as_bodies_in_each() -> None:
    """牵头单位 | 配合单位 and 责任分工 over both."""
    plain = drawn(numbered(TASKS))
    cells = [Cell(0, cell.col, 2, 1, cell.text) for cell in plain.cells if cell.row == 0 and cell.col not in {2, 3}]
    cells += [Cell(0, 2, 1, 2, "责任分工"), *(Cell(1, cell.col, 1, 1, cell.text) for cell in plain.cells[2:4])]
    cells += [Cell(cell.row + 1, cell.col, 1, 1, cell.text) for cell in plain.cells if cell.row]
    cells.sort(key=lambda cell: (cell.row, cell.col))
    assert said(Table("b2", plain.rows + 1, plain.cols, tuple(cells))) == said(plain)


@BOUNDED
@given(columns=st.sampled_from([TASKS, PROJECTS, PROBLEMS]), data=st.data())
def test_a_form_says_what_a_table_says(columns: list[Column], data: st.DataObject) -> None:
    """Labels below each other, in any order after the first, each beside what it names."""
    order = [columns[0], *data.draw(st.permutations(columns[1:]))]
    pairs = [(heading, cells[place]) for place in range(len(columns[0][1])) for heading, cells in order]
    squares = tuple(Cell(row, col, 1, 1, text) for row, pair in enumerate(pairs) for col, text in enumerate(pair))
    assert said(Table("b2", len(pairs), 2, squares)) == said(drawn(columns))


@BOUNDED
@given(columns=kinds, data=st.data())
def test_a_table_cut_by_columns_says_the_same(columns: list[Column], data: st.DataObject) -> None:
    """What follows the names may stand in a second table, beside the running numbers."""
    names = 1 if columns[0] in [*INDICATORS, *TASKS, *SCORES, *MARKS] else 2
    cut = data.draw(st.integers(names, len(columns) - 1))
    whole, (left, right) = said(drawn(numbered(columns))), (columns[:cut], columns[cut:])
    second = drawn(numbered(right))
    plan = plan_of(drawn(numbered(left)), Table("b3", second.rows, second.cols, second.cells))
    assert rows_of(plan) == whole


def test_a_table_that_shows_nothing_is_a_table() -> None:
    tables = noted("一、目标\n|  |  |\n|  |  |\n|  |  |").tables
    assert [(table.kind, table.rows) for table in tables] == [("other", 3)]
