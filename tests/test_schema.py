"""What a file may say: every fault at its place, in Chinese, with what was expected; all of a file at once."""

import re
from datetime import date, datetime
from itertools import combinations
from typing import Any

import pytest
from pydantic import BaseModel, ValidationError

from conftest import HEAD, ROOT, SHARED, UNIT, loaded
from smogctl.plan import catalogue
from smogctl.plan.measures import Measure, Part
from smogctl.plan.registry import Registry
from smogctl.schema import registry as schema
from smogctl.values.vocabulary import RANK, RELATIONS
from smogctl.yamlfile.reader import _DISPUTED, _is_disputed


def faults(text: str) -> list[tuple[int, int, str]]:
    return [(one.line, one.column, one.message) for one in loaded(text).findings]


BAD = {
    "unknown field": ("nam: x", 13, 5, "没有“nam”这个字段。是不是“name”？"),
    "missing field": (None, 9, 5, "缺少“name”"),
    "wrong choice": ("kind: departement", 11, 11, "现为“departement”"),
    "id with a path": ("id: ../x", 9, 9, "小写字母"),
    "id with a capital": ("id: Education", 9, 9, "小写字母"),
    "number": ("row: 十三", 13, 10, "整数"),
    "number like 1_0": ("row: '1_0'", 13, 10, "整数"),
    "empty value": ("note:", 13, 5, "没有值"),
    "list for text": ("note: [a]", 13, 11, "应为一段文字"),
    "text for list": ("aliases: 教育", 13, 14, "应为列表"),
    "two lines": ("note: |\n      a\n      b", 13, 11, "一行"),
    "name too long": (f"aliases: [{'教' * 201}]", 13, 15, "最多 200 个字符"),
}


@pytest.mark.parametrize("case", BAD.values(), ids=BAD)
def test_a_fault_is_said_at_its_place(case: tuple[str | None, int, int, str]) -> None:
    line, row, column, part = case
    head = "units:\n  - id: education\n    name: 区教育局\n    kind: department\n    duties: []\n"
    if line is None:
        text = HEAD + head.replace("    name: 区教育局\n", "")
    elif line.split(":")[0] in ("id", "kind"):
        key = line.split(":")[0]
        text = HEAD + "\n".join(
            old[: old.index(key)] + line
            if old.strip("- ").startswith(f"{key}:")
            else old
            for old in head.split("\n")
        )
    else:
        text = HEAD + head + f"    {line}\n"
    (found,) = faults(text)
    assert found[:2] == (row, column)
    assert part in found[2]


def test_all_faults_of_a_file_come_at_once_in_its_order() -> None:
    text = HEAD.replace("{id: shi,", "{id: SHI, shrot: 石,") + UNIT.replace(
        "text:", "txt:"
    )
    found = faults(text)
    assert [line for line, _, _ in found] == [2, 2, 13, 14]
    assert "是不是“short”？" in found[1][2]
    assert "缺少“text”" in found[2][2]
    assert "是不是“text”？" in found[3][2]


def test_places_inside_assignments_and_bodies_need_no_union_names() -> None:
    text = (
        HEAD
        + UNIT.rstrip("\n")
        + "\n        measures:\n          - {id: dust.sites, roll: lead}\n          - dust\n"
    )
    found = faults(text)
    assert [(line, column) for line, column, _ in found] == [(16, 30), (17, 13)]
    assert "是不是“role”？" in found[0][2]


REFERENCES = {
    "unit id twice": (
        "{id: a, name: 甲局, kind: department}, {id: a, name: 乙局, kind: park}",
        "R301",
        "“a”重复，第 8 行",
    ),
    "unknown partner": (
        "{id: a, name: 甲局, kind: park, duties: [{id: a-1, text: 办, convenes: [b]}]}",
        "R302",
        "没有 id 为“b”的单位",
    ),
    "unknown measure": (
        "{id: a, name: 甲局, kind: park, duties: [{id: a-1, text: 办, measures: [dust.site]}]}",
        "R302",
        "是不是“dust.sites”？",
    ),
    "level that the district lacks": (
        "{id: a, name: 甲局, kind: park, duties: [{id: a-1, text: 办, levels: [blue]}]}",
        "R302",
        "没有 id 为“blue”的预警级别",
    ),
    "acts as nobody": (
        "{id: a, name: 甲局, kind: park, acts_as: office}",
        "R302",
        "“office”",
    ),
    "duty id twice": (
        "{id: a, name: 甲局, kind: park, duties: [{id: x, text: 办}, {id: x, text: 管}]}",
        "R301",
        "职责的 id “x”重复",
    ),
}


@pytest.mark.parametrize("case", REFERENCES.values(), ids=REFERENCES)
def test_ids_that_name_nothing_or_twice(case: tuple[str, str, str]) -> None:
    units, code, part = case
    (found,) = loaded(HEAD + f"units: [{units}]\n").findings
    assert (found.code, found.line) == (code, 8)
    assert part in found.message


def test_a_sound_file_has_no_findings() -> None:
    assert not loaded(HEAD + UNIT).findings


def test_an_assignment_takes_what_it_does_not_say_from_its_duty() -> None:
    text = (
        HEAD
        + UNIT.rstrip("\n")
        + (
            "\n        role: joint\n        scope: 甲\n        convenes: [education]\n        levels: [red, yellow]\n"
            "        measures: [dust.sites, {id: dust.roads, role: lead, scope: 乙, convenes: [], levels: [orange]}]\n"
        )
    )
    found = loaded(text).registry
    assert found is not None
    (duty,) = found.units[0].duties
    first, second = duty.assignments
    assert (first.role, first.scope, first.levels, len(first.partners)) == (
        "joint",
        "甲",
        ("yellow", "red"),
        1,
    )
    assert (second.role, second.scope, second.levels, len(second.partners)) == (
        "lead",
        "乙",
        ("orange",),
        0,
    )
    assert first.phases == second.phases == ("respond",)
    assert duty.role == "joint"


def test_defaults_are_lead_respond_and_one_body_of_the_units_own_name() -> None:
    found = loaded(HEAD + UNIT).registry
    assert found is not None
    (unit,) = found.units
    assert [(body.name, body.kind) for body in unit.bodies] == [
        ("区教育局", "department")
    ]
    assert (unit.duties[0].role, unit.duties[0].phases) == ("lead", ("respond",))
    assert unit.duties[0].assignments[0].measure is None


REFERENCE = SHARED / "reference" / "measures.md"
STARTS_FILE = REFERENCE.with_name("catalogue.md")
REASON = "the reference lies beside the project only where it is developed"


def reference() -> list[list[str]]:
    """The rows of the reference's table: id, name, starts, need, force, and whether each district names it."""
    if not REFERENCE.is_file():
        pytest.skip(REASON)
    lines = REFERENCE.read_text(encoding="utf-8").split("\n")
    rows = [
        [cell.strip() for cell in line.split("|")[1:-1]]
        for line in lines
        if line.startswith("| ")
    ]
    return [row for row in rows if len(row) == 7 and "." in row[0]]


STARTS = {"Y": "yellow", "O": "orange", "R": "red", "–": None}
AFTER = {"E": "ends", "C": "continues"}


def starts_table() -> dict[str, str]:
    """From the second reference: each measure's start and, where it has one alone, what a lift does (Y E)."""
    if not STARTS_FILE.is_file():
        pytest.skip(REASON)
    table = {}
    for line in STARTS_FILE.read_text(encoding="utf-8").split("\n"):
        cells = [cell.strip() for cell in line.split("|")[1:-1]]
        if len(cells) == 4 and "." in cells[0]:
            names = re.findall(
                r"[a-z]+\.[a-z-]+|(?<=, )[a-z-]+", cells[0].split("(")[0]
            )
            group = names[0].split(".")[0]
            for name in names:
                table[name if "." in name else f"{group}.{name}"] = cells[1]
    return table


def test_the_catalogue_is_the_reference() -> None:
    """Names and weight as the first reference has them, starts and lifts as the second and newer one."""
    table = {row[0]: row[1:5] for row in reference()}
    ours = catalogue.measures()
    added = {"public.flexible-teaching", "industry.voc", "support.traffic"}
    assert set(ours) - set(table) == added
    assert [name for name in ours if name in table] == list(table)
    for name, (title, _, need, force) in table.items():
        one = ours[name]
        assert (need, force) == (one.need, one.force), name
        assert one.name in (title.split("（each")[0], "停课")
        assert one.each == ("each" in title)
    starts = starts_table()
    assert set(starts) == set(ours)
    for name, said in starts.items():
        begins, _, ends = said.partition(" ")
        one = ours[name]
        assert one.starts == STARTS[begins], name
        if ends:
            assert one.after == AFTER[ends], name


def test_the_catalogue_holds_together() -> None:
    assert catalogue.measures()
    for one in catalogue.measures().values():
        assert one.evidence or one.why or not one.starts
        parts: tuple[Measure | Part, ...] = (one, *one.parts)
        for part in parts:
            starts = part.starts or one.starts
            assert not part.stages or starts
            for level in part.stages:
                assert starts is not None
                assert RANK[level] >= RANK[starts], (one.id, level)
    schemes = catalogue.schemes()
    assert set(schemes) == {
        "national-2017",
        "national-2018",
        "national-2024",
        "bj-2023",
        "cq-2022",
    }
    for scheme in schemes.values():
        assert [RANK[level.id] for level in scheme.levels] == sorted(
            RANK[level.id] for level in scheme.levels
        )
        assert scheme.sources
        # a level says by which forecasts it is reached, or that nobody has read it
        assert all(level.when or level.unread for level in scheme.levels)


def test_no_two_schemes_hold_for_one_place_at_one_time() -> None:
    schemes = catalogue.schemes().values()
    for one, other in combinations(schemes, 2):
        if one.within != other.within:
            continue
        first, second = sorted((one, other), key=lambda scheme: scheme.since)
        assert first.until
        assert first.until < second.since, (first.id, second.id)


@pytest.mark.parametrize("district", ["kunqu", "jiangjin"])
def test_the_shipped_registries_use_the_catalogues_words(
    district: str, request: pytest.FixtureRequest
) -> None:
    found = request.getfixturevalue(district)
    assert found.plan.scheme in catalogue.schemes()
    assert {unit.id for unit in found.units} <= set(catalogue.functions())
    responses = {
        level.id: level.response
        for level in catalogue.schemes()[found.plan.scheme].levels
    }
    said = {
        level.id: level.response.replace("应急响应", "响应") for level in found.levels
    }
    assert said == responses


def test_how_much_the_districts_hold(kunqu: Registry, jiangjin: Registry) -> None:
    assert [len(unit.duties) for unit in kunqu.units] == [
        2,
        4,
        5,
        2,
        5,
        3,
        3,
        10,
        7,
        2,
        4,
        4,
        5,
        5,
        5,
        4,
        4,
        8,
        7,
        1,
    ]
    assert [unit.row for unit in kunqu.units] == list(range(1, 21))
    assert [len(unit.duties) for unit in jiangjin.units[:2]] == [5, 8]
    assert len(jiangjin.units) == 20
    assert sum(len(unit.duties) for unit in jiangjin.units[2:]) == 44


@pytest.mark.parametrize(("district", "column"), [("kunqu", 5), ("jiangjin", 6)])
def test_each_plan_names_the_measures_that_the_reference_says(
    district: str, column: int, request: pytest.FixtureRequest
) -> None:
    said = {row[0] for row in reference() if "✓" in row[column]}
    found = request.getfixturevalue(district)
    ours = {measure for _, duty in found.duties() for measure in duty.measures}
    assert ours - {"support.traffic"} == said


def test_nobody_acts_as_a_body_outside_the_plan() -> None:
    outside = "outside: [{id: o, name: 市级, standing: superior}]\n"
    (found,) = loaded(
        HEAD + outside + "units: [{id: a, name: 甲局, kind: park, acts_as: o}]\n"
    ).findings
    assert (found.code, found.line) == ("R302", 9)


def test_a_file_with_very_many_unknown_names_is_done_soon() -> None:
    import time

    units = "".join(
        f"- {{id: unit-{n}-a, name: 局{n}, kind: park, duties: [{{id: d{n}, text: 办, convenes: [unix-{n}-b]}}]}}\n"
        for n in range(2000)
    )
    started = time.process_time()
    assert len(loaded(HEAD + "units:\n" + units).findings) == 2000
    assert time.process_time() - started < 20


@pytest.mark.parametrize(
    ("field", "value", "want"),
    [
        ("row", "12", 12),
        ("row", 12, 12),
        ("row", True, None),
        ("row", -1, None),
        ("row", 1_000_000, None),
        ("ends", "true", True),
        ("ends", False, False),
        ("ends", 1, None),
        ("until", "2027-03-31", date(2027, 3, 31)),
        ("until", "2027-W01-1", None),
        ("until", "2027-02-30", None),
        ("until", date(2027, 3, 31), date(2027, 3, 31)),
        ("until", datetime(2027, 3, 31), None),
    ],
)
def test_a_value_may_be_a_text_or_have_its_type_already(
    field: str, value: Any, want: bool | date | int | None
) -> None:
    fields: dict[str, tuple[type[BaseModel], dict[str, Any]]] = {
        "row": (schema.Unit, {"id": "a", "name": "甲", "kind": "park"}),
        "ends": (schema.Duty, {"id": "a", "text": "停课"}),
        "until": (schema.Waiver, {"gap": "idle", "reason": "甲"}),
    }
    model, rest = fields[field]
    if want is None:
        with pytest.raises(ValidationError):
            model.model_validate({**rest, field: value})
    else:
        assert getattr(model.model_validate({**rest, field: value}), field) == want


def test_a_model_s_fields_stand_in_the_order_of_the_file() -> None:
    own = ["role", "phase", "scope", "during", "levels", "ends", *RELATIONS]
    assert list(schema.Duty.model_fields) == [
        "id",
        "text",
        *own,
        "measures",
        "note",
        "check",
    ]
    assert list(schema.AssignmentEntry.model_fields) == ["id", *own, "parts", "check"]


@pytest.mark.parametrize("name", ["measures", "functions", "schemes", "aqi"])
def test_the_catalogue_is_read_by_the_fast_parser(name: str) -> None:
    """A disputed character sends a file through the slow one."""
    text = (ROOT / "catalogue" / f"{name}.yaml").read_text(encoding="utf-8")
    assert _DISPUTED.search(text) is None


@pytest.mark.parametrize("mark", ["# 这样对吗?", "a: b  # 用 `x`", "  # &a *b"])
def test_a_sign_in_a_comment_is_nobodys_dispute(mark: str) -> None:
    assert not _is_disputed(f"format: x\n{mark}\n")
    assert (
        _is_disputed("a: ?x") and _is_disputed('a: "b # ?"') and _is_disputed("a: &b c")
    )
