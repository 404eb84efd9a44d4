"""What readers of the importer found, each with the smallest text that showed it."""

import io
from pathlib import Path
from typing import Any

import pytest

from conftest import Ended, Run
from smogctl.importing.importer import Imported, import_bytes
from smogctl.schema.registry import RegistryFile
from smogctl.yamlfile.reader import parse

TITLE = "某县重污染天气应急指挥部成员单位及职责\n"
PLAN = """某县重污染天气应急预案
一、总则
为做好工作，制定本预案。
二、组织机构与职责
（一）县教育局：负责停课。
（二）县住建局：负责停工。
三、响应措施
{}
四、附则
无。
"""
LEVELS = (
    "（一）黄色预警响应措施\n停止土石方作业。\n（二）橙色预警响应措施\n中小学停课。"
)


def made(text: str) -> Imported:
    return import_bytes(text.encode(), "a.txt", id_="x", name="某县")


def units(text: str) -> dict[str, Any]:
    return {u.name: [d.text for d in u.duties] for u in made(text).draft.model.units}


def orders(body: str) -> list[tuple[str, str, tuple[str, ...]]]:
    return [
        (r.level, r.text, r.units)
        for r in made(PLAN.format(body)).draft.model.responses
    ]


def updated(
    run: Run, tmp_path: Path, before: str, after: str
) -> tuple[Ended, RegistryFile]:
    """What `--update` says of a new edition, and the draft."""
    folder = tmp_path / "registries"
    (tmp_path / "a.txt").write_text(before, encoding="utf-8")
    (tmp_path / "b.txt").write_text(after, encoding="utf-8")
    run(
        "import",
        str(tmp_path / "a.txt"),
        "--id",
        "x",
        "--name",
        "某县",
        "--into",
        str(folder),
    )
    ended = run("import", str(tmp_path / "b.txt"), "--update", str(folder / "x.yaml"))
    return ended, RegistryFile.model_validate(parse(ended.out.encode(), "x.yaml").tree)


def test_the_same_whole_plan_again_changes_nothing(run: Run, tmp_path: Path) -> None:
    plan = PLAN.format(LEVELS)
    ended, model = updated(run, tmp_path, plan, plan)
    assert "没有变化" in ended.err
    assert [one.id for one in model.responses] == ["r-yellow-1", "r-orange-1"]


def test_new_headings_of_parts_are_the_edition_s(run: Run, tmp_path: Path) -> None:
    after = (
        PLAN.format(LEVELS)
        .replace("二、组织", "三、组织")
        .replace("三、响应", "四、响应")
    )
    _, model = updated(run, tmp_path, PLAN.format(LEVELS), after)
    assert model.plan.sections == ("三、组织机构与职责", "四、响应措施")


def test_number_and_day_are_the_edition_s(run: Run, tmp_path: Path) -> None:
    text = (
        "某县人民政府关于印发某县重污染天气应急预案的通知\n某政发〔2019〕3号\n2019年1月3日\n"
        f"附件2\n{TITLE}县教育局：负责停课。\n县住建局：负责停工。\n"
    )
    _, model = updated(
        run, tmp_path, text, text.replace("2019", "2024").replace("3号", "9号")
    )
    assert model.plan.of is not None
    assert model.plan.of.number in (None, "某政发〔2024〕9号")


def test_open_checks_of_an_update_are_counted(run: Run, tmp_path: Path) -> None:
    text = TITLE + "县教育局：会同县气像局检查；负责停课。\n县住建局：负责停工。\n"
    ended, _ = updated(run, tmp_path, text, text)
    assert "待核 0 处" not in ended.err


def test_a_tab_behind_a_number_is_a_blank() -> None:
    text = TITLE + "1.\t县教育局：负责停课。\n2.\t县住建局：负责停工。\n"
    assert units(text) == {"县教育局": ["负责停课"], "县住建局": ["负责停工"]}


def test_one_stray_tab_makes_no_table() -> None:
    text = (
        TITLE + "县教育局：负责停课。\n县公安局：负责\t禁行。\n县住建局：负责停工。\n"
    )
    assert list(units(text)) == ["县教育局", "县公安局", "县住建局"]


def test_a_clause_about_news_ends_no_page() -> None:
    text = (
        TITLE
        + "（一）县委宣传部：\n组织新闻发布；\n相关新闻报道的审核；\n（二）县住建局：负责停工。\n"
    )
    assert units(text)["县委宣传部"] == ["组织新闻发布", "相关新闻报道的审核"]
    assert units(text)["县住建局"] == ["负责停工"]


def test_a_number_before_a_month_is_a_number() -> None:
    text = (
        TITLE
        + "（一）县教育局\n1.负责停课；\n2.5月底前完成方案。\n（二）县住建局\n1.停工。\n"
    )
    assert units(text)["县教育局"] == ["负责停课", "5月底前完成方案"]


def test_an_order_below_a_unit_is_that_unit_s() -> None:
    body = "（一）Ⅲ级响应措施\n1.县教育局：\n减少户外活动。\n（二）Ⅱ级响应措施\n1.县教育局：停课。"
    assert orders(body) == [
        ("yellow", "减少户外活动", ("education",)),
        ("orange", "县教育局：停课", ("education",)),
    ]


def test_a_level_in_front_of_an_order() -> None:
    body = "黄色预警：停止土石方作业。\n橙色预警：中小学停课。"
    assert [level for level, _, _ in orders(body)] == ["yellow", "orange"]


def test_a_response_chapter_inside_the_duties_is_held_against_the_text() -> None:
    text = PLAN.format(LEVELS).replace("三、响应措施", "（三）响应措施")
    text = text.replace("（一）黄色", "1.黄色").replace("（二）橙色", "2.橙色")
    draft = made(text)
    assert len(draft.draft.model.responses) in (0, 2)
    assert not [one for one in draft.findings if one.code in ("T301", "T302")]


def test_a_contents_line_is_no_part() -> None:
    text = PLAN.format(LEVELS)
    contents = "目录\n一、总则 1\n二、组织机构与职责 2\n三、响应措施 3\n四、附则 4\n"
    sections = made(
        text.replace("一、总则\n", f"{contents}一、总则\n", 1)
    ).draft.model.plan.sections
    assert sections == ("二、组织机构与职责", "三、响应措施")


def test_a_merged_body_is_no_partner_of_itself(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = TITLE + "县教育局：会同县气像局检查。\n县气象局：会同县气像局会商。\n"
    file = tmp_path / "x.yaml"
    file.write_bytes(b"\xef\xbb\xbf" + made(text).text.encode())
    stdin = io.TextIOWrapper(io.BytesIO(b"s\n1\nq\n"), encoding="utf-8")
    monkeypatch.setattr("sys.stdin", stdin)
    run("review", str(file))
    model = RegistryFile.model_validate(parse(file.read_bytes(), "x.yaml").tree)
    if not model.outside:
        assert not model.units[1].duties[0].convenes
        assert model.units[0].duties[0].convenes == ("meteorology",)
    assert file.read_bytes().startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize(
    "behind",
    [
        "\n" * 20_000,
        "." * 100_000,
        "1.\n" * 20_000,
        "".join(f"一、职责……{n}\n" for n in range(10_000)),
        "".join(f"三、预警{n}\n无。\n" for n in range(10_000)),
    ],
    ids=["blank", "dots", "numbers", "contents", "parts"],
)
def test_odd_texts_end_in_bounded_time(behind: str) -> None:
    """No clock is asserted on: without a bound these took minutes, and the suite would not end."""
    found = made(
        TITLE + "（一）县教育局：负责停课。\n（二）县住建局：负责停工。\n" + behind
    )
    assert len(found.draft.model.units) >= 2


STACKED = """鲁泺市重污染天气应急响应部门职责
序号
部门（单位）
职责
1
市教育局
减少户外活动；
停课。
2
市交通运输局
监管公路工地扬尘；
序号
部门（单位）
职责
调度公交。
3
市生态环境分局
负责监测预报。
"""


def test_a_head_that_comes_again_within_a_duty_is_no_duty_and_nothing_is_carried_twice() -> (
    None
):
    draft = made(STACKED)
    assert draft.text.count("调度公交") == 1
    registry = draft.subject.registry
    assert registry is not None
    assert [duty.text for duty in registry.units[1].duties] == [
        "监管公路工地扬尘",
        "调度公交",
    ]
    assert "调度公交" not in "".join(registry.plan.frame)


def test_a_stacked_head_without_a_single_number_is_text() -> None:
    draft = made(
        "某县职责\n序号\n单位\n职责\n县教育局\n负责停课。\n县住建局\n负责停工。\n"
    )
    assert "负责停课" in draft.text


def test_an_entry_inside_the_response_chapter_is_carried_once() -> None:
    text = """某县重污染天气应急预案
一、总则
为做好工作，制定本预案。
附件2 某县重污染天气应急响应措施
3.Ⅱ级响应：停止体育课、课间操等户外活动；
4.Ⅰ级响应：必要时停课。
三、成员单位职责
（一）县教育局
1.Ⅲ级响应：组织中小学、幼儿园减少户外活动；
2.完成其他工作。
（二）县住建局
1.停止土石方作业。
"""
    draft = made(text).text
    for clause in (
        "县住建局",
        "组织中小学、幼儿园减少户外活动",
        "停止土石方作业",
        "必要时停课",
    ):
        assert draft.count(clause) == 1
