"""One document in two forms, in one folder."""

from __future__ import annotations

import json
from pathlib import Path
from types import SimpleNamespace

import pytest
from batch_builder import program

from policy_extract.batch.duplicates import same_documents
from policy_extract.batch.manifest import Counts, Line

PLAN = (
    "澜州市养老服务方案\n一、总体要求\n到2028年底，基本养老服务体系更加健全。\n二、主要任务\n"
    "（一）完善津贴制度。实现高龄津贴应发尽发。（责任单位：市民政局）\n（二）扩大服务供给。每个街道建成养老中心1个。（责任单位：市住建局）\n"
)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def put(name: str, text: str) -> None:
    path = Path("in", name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def markdown(text: str) -> str:
    return "# " + text.replace("\n", "\n\n")


def told(*names: str) -> bool:
    """Whether these two are reported as one document."""
    said = program("batch", "in", "-o", "out").err.splitlines()
    head = "one document in two forms, both were read (same-document):"
    return head in said and said[said.index(head) + 1] == "    " + "  ".join(f"in/{name}" for name in names)


def test_the_same_text_in_two_forms_is_told_and_both_are_read() -> None:
    put("方案.txt", PLAN)
    put("another name.md", markdown(PLAN))
    assert told("another name.md", "方案.txt")
    assert all(Path("out", f"{name}.json").exists() for name in ("方案.txt", "another name.md"))


def test_another_folder_is_another_matter() -> None:
    put("a/x.txt", PLAN)
    put("b/x.md", markdown(PLAN))
    assert not told("a/x.txt", "b/x.md")


def test_two_plans_of_one_shape_are_two_documents() -> None:
    put("x.txt", PLAN)
    put("y.md", markdown(PLAN.replace("津贴", "补助").replace("养老", "托育").replace("基本", "普惠")))
    assert not told("x.txt", "y.md")


def test_two_versions_in_one_form_are_no_matter() -> None:
    put("x.txt", PLAN)
    put("y.txt", PLAN.replace("1个", "2个"))
    assert not told("x.txt", "y.txt")


def test_among_many_plans_of_one_size_no_neighbour_is_passed_over() -> None:
    count = Counts(sections=3, tasks=2, units=2, indicators=0, items=0, targets=0, tables=0, blocks=6)
    pairs = [name for number in range(120) for name in (f"{number:03}.docx", f"{number:03}.pdf")]
    names = ["alone.docx", *pairs]
    lines = [Line(name, "ok", "0", "0", count, {}, None) for name in names]
    texts = {
        f"{name}.json": json.dumps({"blocks": [{"text": f"{name[:3]}号文件的正文，与别的都不同。"}]}) for name in names
    }
    store = SimpleNamespace(read=lambda path: texts[path].encode())
    assert len(same_documents(lines, store)) == 120
