"""Lines that were cut at the width of a page, as a PDF gives them."""

from __future__ import annotations

from dump_builder import dropped, read_dump, shown

from policy_extract.blocks import Paragraph
from policy_extract.reading.repair.wrapped import display_width

SENTENCE = "健全覆盖城乡的养老服务网络，推动居家社区机构协调发展，提升照护能力，完善保障制度，持续增进老年人福祉"
WIDTH = 28


def wrap(text: str, indent: int = 0) -> list[str]:
    """Lines of 28 Chinese characters, or twice as many digits."""
    lines = ["\u3000" * indent]
    for char in text:
        if display_width(lines[-1] + char) > 2 * WIDTH:
            lines.append("")
        lines[-1] += char
    return lines


def paragraph(number: int) -> str:
    return f"{number}.完善第{number}项制度。" + SENTENCE * 3 + "，推进" + "高质量" * (number % 5) + "发展。"


PARAGRAPHS = [paragraph(number) for number in range(1, 21)]
LINES = [line for text in PARAGRAPHS for line in wrap(text)]


def with_page_numbers(lines: list[str], page: int = 12) -> list[str]:
    """The number of every page glued to the first line of the next."""
    return [str(at // page) + line if at and at % page == 0 else line for at, line in enumerate(lines)]


def test_lines_are_joined_to_paragraphs() -> None:
    assert shown("\n".join(LINES)) == PARAGRAPHS


def test_lines_of_a_text_typed_with_marks_of_half_width_are_joined_as_well() -> None:
    narrow = [text.translate(str.maketrans("，：（）", ",:()")) for text in PARAGRAPHS]
    assert shown("\n".join(line for text in narrow for line in wrap(text))) == narrow


def test_lines_of_a_text_whose_lines_are_paragraphs_are_not_joined() -> None:
    lines = [SENTENCE[: 9 + 3 * (at % 13)].rstrip("，") for at in range(60)]
    assert shown("\n".join(lines)) == lines


def test_page_numbers_glued_to_lines_are_dropped() -> None:
    source = "\n".join(with_page_numbers(LINES))
    assert shown(source) == PARAGRAPHS
    assert dropped(source, "page-number") == [str(number) for number in range(1, len(LINES) // 12 + 1)]


def test_page_numbers_on_lines_of_their_own_are_dropped() -> None:
    lines = [
        part for at, line in enumerate(LINES) for part in ([str(at // 12), line] if at and at % 12 == 0 else [line])
    ]
    assert shown("\n".join(lines)) == PARAGRAPHS


def test_numbers_of_a_list_are_no_page_numbers() -> None:
    items = [f"{number}完善制度。" + SENTENCE * 6 + "。" for number in range(1, 12)]
    assert dropped("\n".join(line for item in items for line in wrap(item)), "page-number") == []


def test_the_tens_of_a_list_are_no_page_numbers() -> None:
    items = [f"{number}.完善制度" + SENTENCE * 3 for number in range(1, 60)]
    assert dropped("\n".join(line for item in items for line in wrap(item)), "page-number") == []


def test_years_and_amounts_at_the_head_of_a_line_are_no_page_numbers() -> None:
    lines = [("2028年" if at % 12 == 5 else "") + line for at, line in enumerate(LINES)]
    assert dropped("\n".join(lines), "page-number") == []


def test_an_indented_line_begins_a_paragraph_although_the_one_above_is_full() -> None:
    texts = [("健全" + SENTENCE * 2)[: 2 * WIDTH - 2 - 1] + "。" for _ in range(20)]
    assert shown("\n".join(line for text in texts for line in wrap(text, indent=2))) == texts


def test_headings_that_fill_their_lines_hide_no_indents() -> None:
    texts = ["现将有关事项通知如下："]
    for number, start in zip("一二三四五", ("强化", "到年底", "各乡镇", "坚持", "县直部门"), strict=True):
        texts += [f"{number}、" + SENTENCE[: WIDTH - 4], start + SENTENCE + "。"]
    assert shown("\n".join(line for text in texts for line in wrap(text, indent=2))) == texts


def test_a_label_below_a_heading_that_fills_its_line_begins_a_paragraph() -> None:
    """Few lines go on, so that a full heading and a full title would outweigh them."""
    lines = [
        "  云汀大学本科教育教学评估整改实施方案",
        "    为做好评估整改工作，根据有关要求，",
        "结合学校实际，制定本方案。",
        "    一、整改任务",
        "    1.落实立德树人根本任务不够到位",
        "    整改措施：完善“三有课堂”工作体系，",
        "推进课程思政建设。",
        "    责任单位：教务处、学生工作部、各学",
        "院",
        "    2.教授为本科生授课制度落实不严",
        "    整改措施：修订教授授课管理办法，纳",
        "入年度考核。",
        "    完成时限：长期坚持",
    ]
    assert shown("\n".join(lines))[3:5] == [
        "1.落实立德树人根本任务不够到位",
        "整改措施：完善“三有课堂”工作体系，推进课程思政建设。",
    ]


def test_a_short_line_and_a_number_end_a_paragraph() -> None:
    heading = "一、总体要求"
    assert shown("\n".join([heading, *LINES[:30], "二、" + SENTENCE[: WIDTH - 2], *LINES[30:]]))[0] == heading


def test_a_chapter_heading_that_fills_its_line_is_not_joined_to_the_text() -> None:
    heading = ("十一、" + SENTENCE.replace("，", ""))[:WIDTH]
    assert heading in shown("\n".join([heading, *LINES]))


def test_a_heading_on_two_lines_is_joined() -> None:
    heading = "十一、" + SENTENCE.replace("，", "")[: WIDTH + 3]
    assert heading in shown("\n".join([*LINES, *wrap(heading), "正文从这里开始。"]))


def test_a_line_with_leaders_and_a_row_of_a_table_stand_alone() -> None:
    leaders = "附件：名词解释" + "." * 60 + "144"
    row = "3 每千名老年人床位数 张 预期性 - 不断提高持续增加稳中有升好 -"
    blocks = read_dump("\n".join([leaders, *LINES[:20], row, *LINES[20:]])).blocks
    texts = [block.text for block in blocks if isinstance(block, Paragraph)]
    assert isinstance(blocks[0], Paragraph)
    assert (texts[0], blocks[0].style) == (leaders, "toc 1")
    assert row in texts


def test_a_page_number_after_the_contents_is_dropped() -> None:
    source = "\n".join(["附件：名词解释" + "." * 60 + "144", "3" + LINES[0], *LINES[1:]])
    assert shown(source)[1] == PARAGRAPHS[0]


def test_subscripts_on_a_line_of_their_own_follow_their_paragraph() -> None:
    assert shown("\n".join([*LINES[:3], "2.5", *LINES[3:]]))[:2] == [PARAGRAPHS[0], "2.5"]


def test_a_space_joins_latin_words_only() -> None:
    lines = [line if at % 7 else (line[:-3] + "Silver") for at, line in enumerate(LINES)]
    lines[8] = "Age" + lines[8]
    assert "Silver Age" in "".join(str(text) for text in shown("\n".join(lines)))


def test_a_line_that_is_not_full_ends_its_paragraph_whatever_follows() -> None:
    texts = [SENTENCE * 2 + "，推进" + "高质量" * (number % 5) + "发展" for number in range(15)]
    assert shown("\n".join(line for text in texts for line in wrap(text))) == texts


def test_a_number_at_the_head_of_a_line_inside_a_sentence_opens_nothing() -> None:
    text = SENTENCE[: WIDTH - 2] + "按照（二）有关要求抓好落实。"
    assert wrap(text)[1].startswith("（二）")
    assert shown("\n".join([*wrap(text), *LINES]))[0] == text


def test_a_word_that_was_cut_is_one_word() -> None:
    text = "1.推广OPC服务，" + "健全养老服务网络，Silverage" * 20 + "。"
    lines = [text[at : at + 20] for at in range(0, len(text), 20)]
    assert shown("\n".join(lines)) == [text]


def test_a_note_of_a_converter_that_was_cut_is_dropped_whole() -> None:
    text = "1、[bookmark: _Toc27399]规划背景与发展基础，" + SENTENCE * 9 + "。"
    source = "\n".join(text[at : at + 18] for at in range(0, len(text), 18))
    assert shown(source) == [text.replace("[bookmark: _Toc27399]", "")]
    assert dropped(source, "markup") == ["[bookmark: _Toc27399]"]


def test_pieces_of_a_printed_line_are_put_together() -> None:
    lines: list[str] = []
    for at, line in enumerate(LINES):
        lines += line.replace("，", "，\n").split("\n") if at % 3 == 0 and not line.endswith("，") else [line]
    assert shown("\n".join(lines)) == PARAGRAPHS


def test_few_numbers_alone_on_their_lines_that_count_pages_are_dropped() -> None:
    lines = [*LINES[:12], "1", *LINES[12:24], "2", *LINES[24:]]
    assert shown("\n".join(lines)) == PARAGRAPHS
    assert dropped("\n".join(lines), "page-number") == ["1", "2"]


PIECES = [
    piece
    for number in range(1, 9)
    for piece in (
        f"{number}.健全覆盖城乡的养老服务网络体系，",
        "推动居家社区机构协调发展提升，",
        SENTENCE[:WIDTH],
        "服务能力。",
    )
]
"""Lines of which some were printed as one, like the first two of each paragraph."""


def test_recipients_are_no_piece_of_the_line_below() -> None:
    head = ["各乡镇人民政府，县政府各部门：", "健全网络，经县政府研究同意，"]
    assert shown("\n".join([*head, *PIECES]))[0] == head[0]


def test_a_signature_is_no_piece_of_the_line_above() -> None:
    foot = ["请认真贯彻执行各项任务并抓好落实工作。", "青禾县人民政府办公室", "2026年3月1日"]
    assert shown("\n".join([*PIECES, *foot]))[-2:] == foot[1:]


def test_a_line_that_is_full_by_itself_is_no_piece() -> None:
    foot = ["落实。", SENTENCE[: WIDTH - 3], "网络。"]
    assert shown("\n".join([*PIECES, *foot]))[-2:] == ["落实。", SENTENCE[: WIDTH - 3] + "网络。"]


def test_lines_in_the_middle_are_no_indents_of_paragraphs() -> None:
    title = "\u3000" * 8 + "青禾县养老服务行动方案"
    heading = ("（一）" + "健全养老服务网络" * 4)[:WIDTH]
    others = [f"（{number}）完善制度" for number in "二三四"]
    lines = [title, heading, *LINES[1:6], *(line for one in others for line in (one, *LINES[1:6]))]
    assert heading in shown("\n".join(lines))
