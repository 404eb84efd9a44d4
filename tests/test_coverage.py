"""Gaps: as the two plans have them, against a brute-force oracle, and the laws that they keep (docs/design.md, What the answers mean)."""

import copy
from collections.abc import Mapping, Sequence
from typing import Any

import pytest
import yaml
from hypothesis import assume, given
from hypothesis import strategies as st

import oracle
from conftest import HEAD, ROOT, registry
from smogctl.plan import catalogue
from smogctl.plan import registry as values
from smogctl.plan.measures import Measure
from smogctl.plan.registry import Registry, Waiver
from smogctl.plan.values import value_of
from smogctl.questions.core import CoreLed
from smogctl.questions.coverage import Coverage
from smogctl.questions.gap import Gap
from smogctl.questions.waivers import waives
from smogctl.schema import registry as schema
from strategies import MEASURES as IDS
from strategies import files, registry_of, settled

MEASURES = catalogue.measures()


def gaps(registry: Registry, measures: Mapping[str, Measure]) -> Sequence[Gap]:
    return Coverage(registry, measures).gaps


def core_led(registry: Registry, measures: Mapping[str, Measure]) -> Sequence[CoreLed]:
    return Coverage(registry, measures).core


def found(
    district: Registry,
) -> set[tuple[str, str | None, str | None, str | None, tuple[str, ...]]]:
    return {
        (one.kind, one.measure, one.scope, one.unit, one.other)
        for one in gaps(district, MEASURES)
    }


def kinds(
    district: Registry, kind: str
) -> list[tuple[str | None, str | None, tuple[str, ...]]]:
    return [
        (one.measure, one.unit, one.other)
        for one in gaps(district, MEASURES)
        if one.kind == kind
    ]


def test_kunqu(kunqu: Registry) -> None:
    assert kinds(kunqu, "unled") == [
        ("support.forecast", "区生态环境分局", ()),
        ("mobile.non-road", "区工信局", ("区农牧局",)),
    ]
    assert kinds(kunqu, "unlisted") == [(None, "区委宣传部", ("网信办",))]
    assert (
        "contested",
        "industry.energy",
        "清洁能源",
        "区发改委",
        ("区工信局",),
    ) in found(kunqu)
    uncovered = {measure for measure, _, _ in kinds(kunqu, "uncovered")}
    assert {"support.warning", "public.events"} <= uncovered
    assert "区生态环境分局" in {unit for _, unit, _ in kinds(kunqu, "unprepared")}
    assert {measure for measure, _, _ in kinds(kunqu, "contested")} == {
        "industry.energy"
    }
    assert kinds(kunqu, "dropped") == []


def test_jiangjin(jiangjin: Registry) -> None:
    assert kinds(jiangjin, "idle") == [(None, "滨江新城建设管理中心", ())]
    reciprocal = {
        (one.unit, one.measure): one.severity
        for one in gaps(jiangjin, MEASURES)
        if one.kind == "unreciprocated"
    }
    assert reciprocal["区生态环境局", "support.opinion"] == "warning"
    assert reciprocal["各镇（街）、工业园发展中心", "area.fireworks"] == "note"
    assert reciprocal["各镇（街）、工业园发展中心", "mobile.restriction"] == "note"
    assert not any(measure == "mobile.spoil-trucks" for _, measure in reciprocal)
    assert "mobile.non-road" in {
        measure for measure, _, _ in kinds(jiangjin, "uncovered")
    }
    assert kinds(jiangjin, "contested") == []
    assert kinds(jiangjin, "dropped") == []


def test_a_measure_that_ends_and_is_led_by_nobody_above() -> None:
    text = (
        HEAD
        + "units: [{id: a, name: 甲局, kind: department, duties: [{id: a-1, text: 办, %s}]}]\n"
    )
    ending = registry(text % "levels: [yellow], ends: true, measures: [dust.sites]")
    assert kinds(ending, "dropped") == [("dust.sites", "甲局", ())]
    again = registry(
        text
        % "measures: [{id: dust.sites, levels: [yellow], ends: true}, {id: dust.sites, levels: [red]}]"
    )
    assert kinds(again, "dropped") == []


@pytest.mark.parametrize(
    ("fields", "matches"),
    [
        ({"gap": "unled", "measure": "mobile.non-road"}, True),
        (
            {
                "gap": "unled",
                "measure": "mobile.non-road",
                "unit": "区工信局",
                "other": "区农牧局",
            },
            True,
        ),
        ({"gap": "unled", "measure": "mobile.non-road", "unit": "区住建局"}, False),
        ({"gap": "contested", "measure": "mobile.non-road"}, False),
    ],
)
def test_a_waiver_matches_what_it_equals_in_every_field_it_names(
    kunqu: Registry, fields: dict[str, str], matches: bool
) -> None:
    from datetime import date

    waiver: Waiver = value_of(
        schema.Waiver.model_validate({**fields, "reason": "x", "until": "2027-03-31"}),
        vars(values),
    )
    assert waiver.until == date(2027, 3, 31)
    assert any(waives(waiver, gap) for gap in gaps(kunqu, MEASURES)) is matches


def told(
    registry: Registry,
) -> set[tuple[str, str, str | None, str | None, frozenset[str]]]:
    """Findings as the oracle gives them: who is first is a matter of order."""
    return {
        (one.kind, one.severity, one.measure, one.scope, frozenset(one.names))
        for one in gaps(registry, MEASURES)
    }


@pytest.mark.parametrize("district", ["kunqu", "jiangjin"])
def test_the_shipped_plans_against_the_oracle(
    district: str, request: pytest.FixtureRequest
) -> None:
    data = yaml.safe_load(
        (ROOT / "registries" / f"{district}.yaml").read_text(encoding="utf-8")
    )
    assert told(request.getfixturevalue(district)) == oracle.gaps(data, MEASURES)


@given(files().map(settled))
def test_law_the_oracle_finds_the_same(data: dict[str, Any]) -> None:
    assert told(registry_of(data)) == oracle.gaps(data, MEASURES)


@given(files(), st.randoms())
def test_law_order_changes_nothing(data: dict[str, Any], random: Any) -> None:
    shuffled = copy.deepcopy(data)
    random.shuffle(shuffled["units"])
    for unit in shuffled["units"]:
        random.shuffle(unit["duties"])
    assert without_scope(told(registry_of(data))) == without_scope(
        told(registry_of(shuffled))
    )


def without_scope(
    found: set[tuple[str, str, str | None, str | None, frozenset[str]]],
) -> set[tuple[str | frozenset[str] | None, ...]]:
    """Of several who drop one measure the first is named, with the scope that is theirs."""
    others: set[tuple[str | frozenset[str] | None, ...]] = {
        (kind, grave, measure, scope, names)
        for kind, grave, measure, scope, names in found
        if kind != "dropped"
    }
    return others | {
        (kind, measure) for kind, _, measure, _, _ in found if kind == "dropped"
    }


@given(files(), st.sampled_from(IDS), st.data())
def test_law_a_leader_more_opens_no_unled_and_no_uncovered(
    data: dict[str, Any], measure: str, draw: Any
) -> None:
    before = told(registry_of(data))
    unit = draw.draw(st.sampled_from(data["units"]))
    unit["duties"].append({"id": "added-1", "text": "牵头", "measures": [measure]})
    after = told(registry_of(data))
    opened = {(kind, name) for kind, _, name, _, _ in after} - {
        (kind, name) for kind, _, name, _, _ in before
    }
    assert not {one for one in opened if one[0] in ("unled", "uncovered")}


CLOSABLE = {
    "uncovered",
    "unled",
    "unreciprocated",
    "unprepared",
    "idle",
    "unlisted",
    "dropped",
}


@given(files(), st.data())
def test_law_a_gap_is_closed_when_what_it_asks_for_is_added(
    data: dict[str, Any], draw: Any
) -> None:
    registry = registry_of(data)
    closable = [gap for gap in gaps(registry, MEASURES) if gap.kind in CLOSABLE]
    assume(closable)
    gap = draw.draw(st.sampled_from(closable))
    closed = close(data, gap)
    assert key(gap) not in {key(one) for one in gaps(registry_of(closed), MEASURES)}, (
        gap
    )


def key(gap: Gap) -> tuple[str, str | None, str | None, tuple[str, ...], str | None]:
    return (
        gap.kind,
        gap.measure,
        gap.unit,
        gap.other if gap.kind != "unled" else (),
        gap.duty,
    )


def close(data: dict[str, Any], gap: Gap) -> dict[str, Any]:
    """The file with the assignment, or the member, that the gap asks for."""
    closed = copy.deepcopy(data)
    units = {unit["name"]: unit for unit in closed["units"]}
    added = {
        "id": "added-1",
        "text": "承担",
        "measures": [gap.measure] if gap.measure else [],
    }
    if gap.kind in ("unreciprocated", "unprepared"):
        units[gap.unit]["duties"].append(added)
    elif gap.kind in ("uncovered", "unled", "dropped"):
        closed["units"][0]["duties"].append(added)
    elif gap.kind == "idle":
        new = {"id": "added", "name": gap.unit, "kind": "enterprise", "duties": [added]}
        closed["units"].append(new)
    else:
        body = next(one for one in closed["outside"] if one["name"] == gap.other[0])
        closed["outside"].remove(body)
        closed["units"].append(
            {"id": body["id"], "name": body["name"], "kind": "enterprise", "duties": []}
        )
    return closed


def test_a_contest_ends_when_one_names_the_other(kunqu: Registry) -> None:
    text = (ROOT / "registries" / "kunqu.yaml").read_text(encoding="utf-8")
    clause = "text: 负责重污染天气预警期间清洁能源保障工作\n"
    settled = registry(text.replace(clause, f"{clause}        convenes: [industry]\n"))
    assert kinds(kunqu, "contested")
    assert not kinds(settled, "contested")


def test_core_measures_led_by_level(kunqu: Registry, jiangjin: Registry) -> None:
    assert [tuple(one)[:3] for one in core_led(kunqu, MEASURES)] == [
        ("yellow", 16, 18),
        ("orange", 16, 20),
        ("red", 16, 20),
    ]
    assert set(core_led(kunqu, MEASURES)[-1].lacking) == {
        "mobile.restriction",  # the city leads it, and that is no gap
        "mobile.non-road",
        "support.forecast",
        "support.warning",
    }
    assert [(one.led, one.total) for one in core_led(jiangjin, MEASURES)] == [
        (18, 18),
        (19, 20),
        (19, 20),
    ]


@given(files())
def test_law_core_led_never_exceeds_what_is_called_for_and_agrees_with_the_gaps(
    data: dict[str, Any],
) -> None:
    found = registry_of(data)
    missing = {
        one.measure
        for one in gaps(found, MEASURES)
        if one.kind in ("uncovered", "unled")
    }
    rows = core_led(found, MEASURES)
    assert [row.total for row in rows] == sorted(row.total for row in rows)
    core = {name for name, one in MEASURES.items() if one.need == "core"}
    assert rows[-1].led <= rows[-1].total - len(core & missing)


def test_messages_name_what_the_clause_names(
    jiangjin: Registry, kunqu: Registry
) -> None:
    said = {(one.kind, one.measure, one.unit): one for one in gaps(jiangjin, MEASURES)}
    guided = said["unreciprocated", "area.fireworks", "各镇（街）、工业园发展中心"]
    assert guided.message.startswith(
        "区公安局的职责点到各街镇（即各镇（街）、工业园发展中心）"
    )
    opinion = said["unreciprocated", "support.opinion", "区生态环境局"]
    assert opinion.closes == "在区生态环境局的职责中写明配合区委网信办“舆情监测引导”。"
    contested = next(one for one in gaps(kunqu, MEASURES) if one.kind == "contested")
    assert "清洁能源保障工作" in contested.message
    assert "清洁能源保供工作" in contested.message
    for registry_ in (jiangjin, kunqu):
        texts = {duty.id: duty.text for _, duty in registry_.duties()}
        for one in gaps(registry_, MEASURES):
            assert one.closes.endswith("。")
            assert one.duty is None or texts[one.duty] in one.message
            assert all(name in one.message for name in one.names)
