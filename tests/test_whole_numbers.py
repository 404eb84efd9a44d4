"""Numbers beyond ninety-nine, tabs inside a clause, a blank beside 、: what a plan may hold besides."""

import io
from pathlib import Path

import openpyxl
import pytest

from smogctl.grammar.heads import number_of
from smogctl.importing.importer import Imported, import_bytes
from smogctl.lint.engine import lint
from smogctl.lint.rulebook import all_rules
from smogctl.lint.subject import Subject
from smogctl.yamlfile.reader import parse

TITLE = "石山区重污染天气应急指挥部成员单位及职责"
DIGITS = "零一二三四五六七八九"


def chinese(number: int) -> str:
    """A Chinese numeral to one hundred and ninety-nine."""
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    text = f"{DIGITS[hundreds]}百" if hundreds else ""
    if tens and (tens > 1 or hundreds):
        text += f"{DIGITS[tens]}十"
    elif tens:
        text += "十"
    elif hundreds and ones:
        text += "零"
    return text + (DIGITS[ones] if ones else "")


FORMS = {
    "（一）": lambda number: f"（{chinese(number)}）",
    "一、": lambda number: f"{chinese(number)}、",
    "1.": lambda number: f"{number}.",
    "（1）": lambda number: f"（{number}）",
}


@pytest.mark.parametrize("form", FORMS)
def test_a_plan_of_more_than_a_hundred_units_is_read_and_found_whole(form: str) -> None:
    lines = [TITLE]
    names = []
    for number in range(1, 131):
        name = f"区{chr(0x4E00 + number * 7)}{chr(0x5E00 + number)}局"
        names.append(name)
        lines.append(f"{FORMS[form](number)}{name}：做好第{number}项工作；组织检查。")
    made = import_bytes("\n".join(lines).encode(), "a.txt")
    assert [unit.name for unit in made.draft.model.units] == names
    subject = Subject(
        parse(made.text.encode(), "x.yaml"), Path("x.yaml"), document=made.page.text
    )
    codes = {finding.code for finding in lint(subject, all_rules())}
    assert codes.isdisjoint({"T301", "T302", "T303"})


@pytest.mark.parametrize("number", [1, 9, 10, 11, 20, 99, 100, 101, 110, 111, 120, 199])
def test_a_chinese_number_is_read(number: int) -> None:
    assert number_of(f"{chinese(number)}、区教育局") == number
    assert number_of(f"（{chinese(number)}）区教育局") == number


def sheet(clause: str) -> bytes:
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    for row in (
        ("序号", "单位", "职责"),
        (1, "区教育局", clause),
        (2, "区公安局", "实施限行。"),
    ):
        page.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def document(clause: str) -> bytes:
    from docx import Document

    paper = Document()
    for text in (TITLE, f"区教育局：{clause}", "区公安局：实施限行。"):
        # python-docx would make w:tab of a tab, and the character itself is what is meant
        run = paper.add_paragraph().add_run("x")
        run._r.find(run._r.nsmap["w"].join("{}") + "t").text = text
    stream = io.BytesIO()
    paper.save(stream)
    return stream.getvalue()


@pytest.mark.parametrize(("make", "name"), [(sheet, "a.xlsx"), (document, "a.docx")])
def test_a_tab_inside_a_clause_is_a_blank(make: object, name: str) -> None:
    assert callable(make)
    made: Imported = import_bytes(make("指导学校减少\t户外活动；组织停课。"), name)
    unit = made.draft.model.units[0]
    assert [duty.text for duty in unit.duties] == ["指导学校减少 户外活动", "组织停课"]
    assert "S104" not in {finding.code for finding in made.findings}


def test_a_joint_unit_with_a_blank_beside_its_comma_has_its_bodies() -> None:
    text = f"{TITLE}\n区交管大队、 河西交管大队：实施限行。\n区教育局 、区体育局：组织停课。\n"
    made = import_bytes(text.encode(), "a.txt")
    bodies = [[body.name for body in unit.bodies] for unit in made.draft.model.units]
    assert bodies == [["区交管大队", "河西交管大队"], ["区教育局", "区体育局"]]
