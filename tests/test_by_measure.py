"""Tables laid out by measures: what stands beside the duty is read, and lint holds such a registry against its rows."""

import pytest

from smogctl.importing.importer import import_bytes
from smogctl.lint.engine import lint
from smogctl.lint.rulebook import choose
from smogctl.lint.subject import Subject
from smogctl.yamlfile.reader import parse

TABLE = """石山县重污染天气应急措施任务分工表
响应级别\t序号\t措施内容\t责任单位\t配合单位\t时限
Ⅲ级响应\t1\t组织学校减少户外活动\t县教育局\t县卫生健康局\t响应期间
\t2\t加大道路洒水频次；清运渣土\t县城市管理局\t\t每日
\t\t在Ⅲ级基础上增加：\t\t\t
Ⅱ级响应\t3\t停止中小学户外活动\t县教育局\t\t
\t4\t查处露天焚烧行为\t\t县公安局\tⅠ级响应期间
\t5\t停止土石方作业\t县住房和城乡建设局、县交通运输局\t\t2小时内
"""


@pytest.fixture(name="text")
def _text() -> str:
    return import_bytes(TABLE.encode(), "a.txt", id_="shishan", name="石山县").text


def found(text: str, document: str = TABLE) -> list[tuple[str, str]]:
    """What the rules about the source say of a registry."""
    source = parse(text.encode(), "shishan.yaml")
    rules = choose((), ("T305", "T306", "T307", "T308", "T309", "T311", "R307", "R308"))
    return [
        (one.code, one.message)
        for one in lint(Subject(source, document=document), rules)
        if one.code.startswith("T3")
    ]


def test_levels_and_remarks_stand_beside_the_duty() -> None:
    made = import_bytes(TABLE.encode(), "a.txt", id_="shishan", name="石山县")
    read = {
        duty.text: (unit.name, duty.levels, duty.note)
        for unit in made.draft.model.units
        for duty in unit.duties
    }
    assert read == {
        "组织学校减少户外活动": ("县教育局", ("yellow",), "时限：响应期间"),
        "加大道路洒水频次": ("县城市管理局", ("yellow",), "时限：每日"),
        "清运渣土": ("县城市管理局", ("yellow",), "时限：每日"),
        "停止中小学户外活动": ("县教育局", ("orange",), None),
        "查处露天焚烧行为": ("县教育局", ("red",), "时限：Ⅰ级响应期间"),
        "停止土石方作业": (
            "县住房和城乡建设局、县交通运输局",
            ("orange",),
            "时限：2小时内",
        ),
    }
    assert "Ⅲ级响应" in made.draft.model.plan.frame


def test_a_right_draft_has_no_finding(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("old", "new", "code", "said"),
    [
        ("text: 清运渣土", "text: 清运渣土堆", "T301", "没有这一条"),
        ("text: 停止土石方作业", "text: 清运渣土", "T301", "属于“县城市管理局”"),
        ("    - Ⅲ级响应\n", "", "T302", "Ⅲ级响应"),
        ("    - Ⅲ级响应\n", "    - Ⅳ级响应\n", "T301", "没有这一行"),
        ("note: 时限：每日", "note: 已核对", "T302", "每日"),
    ],
)
def test_an_edit_is_found(text: str, old: str, new: str, code: str, said: str) -> None:
    assert old in text
    hits = found(text.replace(old, new))
    assert any(one == code and said in message for one, message in hits), hits


def test_a_row_that_nobody_carries_is_found(text: str) -> None:
    more = TABLE + "\t6\t落实散煤管控措施\t县市场监督管理局\t\t\n"
    (hit,) = found(text, more)
    assert hit[0] == "T302"
    assert "落实散煤管控措施" in hit[1]


def test_clauses_in_another_order_are_found(text: str) -> None:
    first, second = "text: 加大道路洒水频次", "text: 清运渣土"
    swapped = text.replace(first, "\0").replace(second, first).replace("\0", second)
    assert [code for code, _ in found(swapped)] == ["T303"]
