"""Gaps as the two plans have them (DESIGN section 4); commands for them come with their own issue."""

import pytest

from conftest import HEAD, registry
from smogctl import catalogue
from smogctl.coverage import gaps
from smogctl.schema.registry import Waiver
from smogctl.waivers import waives

MEASURES = catalogue.measures()


def found(district):
    return {(one.kind, one.measure, one.scope, one.unit, one.other) for one in gaps(district, MEASURES)}


def kinds(district, kind):
    return [(one.measure, one.unit, one.other) for one in gaps(district, MEASURES) if one.kind == kind]


def test_kunqu(kunqu):
    assert kinds(kunqu, "unled") == [
        ("support.forecast", "区生态环境分局", ()),
        ("mobile.non-road", "区工信局", ("区农牧局",)),
    ]
    assert kinds(kunqu, "unlisted") == [(None, "区委宣传部", ("网信办",))]
    assert ("contested", "industry.energy", "清洁能源", "区发改委", ("区工信局",)) in found(kunqu)
    uncovered = {measure for measure, _, _ in kinds(kunqu, "uncovered")}
    assert {"support.warning", "public.events"} <= uncovered
    assert "区生态环境分局" in {unit for _, unit, _ in kinds(kunqu, "unprepared")}
    assert {measure for measure, _, _ in kinds(kunqu, "contested")} == {"industry.energy"}
    assert kinds(kunqu, "dropped") == []


def test_jiangjin(jiangjin):
    assert kinds(jiangjin, "idle") == [(None, "滨江新城建设管理中心", ())]
    reciprocal = {
        (one.unit, one.measure): one.severity for one in gaps(jiangjin, MEASURES) if one.kind == "unreciprocated"
    }
    assert reciprocal["区生态环境局", "support.opinion"] == "warning"
    assert reciprocal["各镇（街）、工业园发展中心", "area.fireworks"] == "note"
    assert reciprocal["各镇（街）、工业园发展中心", "mobile.restriction"] == "note"
    assert not any(measure == "mobile.spoil-trucks" for _, measure in reciprocal)
    assert "mobile.non-road" in {measure for measure, _, _ in kinds(jiangjin, "uncovered")}
    assert kinds(jiangjin, "contested") == []
    assert kinds(jiangjin, "dropped") == []


def test_a_measure_that_ends_and_is_led_by_nobody_above():
    text = HEAD + "units: [{id: a, name: 甲局, kind: department, duties: [{id: a-1, text: 办, %s}]}]\n"
    ending = registry(text % "levels: [yellow], ends: true, measures: [dust.sites]")
    assert kinds(ending, "dropped") == [("dust.sites", "甲局", ())]
    again = registry(
        text % "measures: [{id: dust.sites, levels: [yellow], ends: true}, {id: dust.sites, levels: [red]}]"
    )
    assert kinds(again, "dropped") == []


@pytest.mark.parametrize(
    ("fields", "matches"),
    [
        ({"gap": "unled", "measure": "mobile.non-road"}, True),
        ({"gap": "unled", "measure": "mobile.non-road", "unit": "区工信局", "other": "区农牧局"}, True),
        ({"gap": "unled", "measure": "mobile.non-road", "unit": "区住建局"}, False),
        ({"gap": "contested", "measure": "mobile.non-road"}, False),
    ],
)
def test_a_waiver_matches_what_it_equals_in_every_field_it_names(kunqu, fields, matches):
    from datetime import date

    waiver = Waiver.model_validate({**fields, "reason": "x", "until": "2027-03-31"})
    assert waiver.until == date(2027, 3, 31)
    assert any(waives(waiver, gap) for gap in gaps(kunqu, MEASURES)) is matches
