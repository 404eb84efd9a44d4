"""Small plans as a table: two units, one measure, and what the plan lacks; and when a waiver is spoken of."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

import pytest

from conftest import HEAD, registry
from smogctl.plan import catalogue
from smogctl.plan import registry as values
from smogctl.plan.measures import Measure
from smogctl.plan.registry import Registry, Waiver
from smogctl.plan.values import value_of
from smogctl.questions.coverage import Coverage
from smogctl.questions.gap import Gap
from smogctl.questions.waivers import judge, running_out, told
from smogctl.schema import registry as schema

MEASURES = catalogue.measures()


def gaps(registry: Registry, measures: Mapping[str, Measure]) -> Sequence[Gap]:
    return Coverage(registry, measures).gaps


OUTSIDE = """\
outside:
  - {id: up, name: 市局, standing: superior}
  - {id: loose, name: 某所, standing: unlisted}
"""
ROADS = "measures: [dust.roads]"
Lacking = tuple[str, str, str | None, str | None, tuple[str, ...], str, str]
"""Kind, severity, scope, unit, the other names, the message, what closes it."""


def small_plan(duties: Sequence[tuple[str, str]], kind: str = "department") -> Registry:
    """Two departments, and what each has to do: a unit, and the rest of a duty."""
    text = f"{HEAD}{OUTSIDE}units:\n"
    for unit in ("a", "b"):
        text += f"  - id: {unit}\n    name: {unit}局\n    kind: {kind}\n"
        own = [rest for owner, rest in duties if owner == unit]
        if own:
            text += "    duties:\n"
        for number, rest in enumerate(own, 1):
            text += f"      - {{id: {unit}-{number}, text: 办事{number}, {rest}}}\n"
    return registry(text)


SMALL: dict[str, tuple[list[tuple[str, str]], list[Lacking]]] = {
    "support alone": (
        [("a", "role: support, measures: [dust.roads]")],
        [
            (
                "unled",
                "error",
                None,
                "a局",
                (),
                "“道路清扫保洁、洒水”只有a局配合，没有单位牵头。原文：a局：办事1",
                "写明由哪个单位牵头，其余写明配合它；由上级单位牵头的，写明配合上级哪个单位。",
            )
        ],
    ),
    "two supporters": (
        [
            ("a", "role: support, measures: [dust.roads]"),
            ("b", "role: support, measures: [dust.roads]"),
        ],
        [
            (
                "unled",
                "error",
                None,
                "a局",
                ("b局",),
                "“道路清扫保洁、洒水”只有a局、b局配合，没有单位牵头。原文：a局、b局：办事1",
                "写明由哪个单位牵头，其余写明配合它；由上级单位牵头的，写明配合上级哪个单位。",
            )
        ],
    ),
    "support names whom": (
        [("a", "role: support, supports: [b], measures: [dust.roads]")],
        [
            (
                "unreciprocated",
                "warning",
                None,
                "b局",
                ("a局",),
                "a局的职责点到b局（道路清扫保洁、洒水），b局没有相应的职责。原文：办事1",
                "在b局的职责中写明“道路清扫保洁、洒水”。",
            )
        ],
    ),
    "support under": (
        [("a", "role: support, under: [b], measures: [dust.roads]")],
        [],
    ),
    "support convenes": (
        [("a", "role: support, convenes: [b], measures: [dust.roads]")],
        [
            (
                "unled",
                "error",
                None,
                "a局",
                (),
                "“道路清扫保洁、洒水”只有a局配合，没有单位牵头。原文：a局：办事1",
                "写明由哪个单位牵头，其余写明配合它；由上级单位牵头的，写明配合上级哪个单位。",
            ),
            (
                "unreciprocated",
                "warning",
                None,
                "b局",
                ("a局",),
                "a局的职责点到b局（道路清扫保洁、洒水），b局没有相应的职责。原文：办事1",
                "在b局的职责中写明配合a局“道路清扫保洁、洒水”。",
            ),
        ],
    ),
    "support superior": (
        [("a", "role: support, reports_to: [up], measures: [dust.roads]")],
        [],
    ),
    "and joint": (
        [
            ("a", "role: support, measures: [dust.roads]"),
            ("b", "role: joint, measures: [dust.roads]"),
        ],
        [],
    ),
    "and guide": (
        [
            ("a", "role: support, measures: [dust.roads]"),
            ("b", "role: guide, measures: [dust.roads]"),
        ],
        [],
    ),
    "and lead": (
        [
            ("a", "role: support, measures: [dust.roads]"),
            ("b", "role: lead, measures: [dust.roads]"),
        ],
        [],
    ),
    "lead other scope": (
        [
            ("a", "role: support, measures: [{id: dust.roads, scope: 甲路}]"),
            ("b", "measures: [{id: dust.roads, scope: 乙路}]"),
        ],
        [
            (
                "unled",
                "error",
                "甲路",
                "a局",
                ("b局",),
                "“道路清扫保洁、洒水”只有a局配合，没有单位牵头（b局只管乙路）。原文：a局：办事1",
                "写明由哪个单位牵头，其余写明配合它；由上级单位牵头的，写明配合上级哪个单位。",
            )
        ],
    ),
    "lead same scope": (
        [
            ("a", "role: support, measures: [{id: dust.roads, scope: 甲路}]"),
            ("b", "measures: [{id: dust.roads, scope: 甲路}]"),
        ],
        [],
    ),
    "lead scope, support whole": (
        [
            ("a", "role: support, measures: [dust.roads]"),
            ("b", "measures: [{id: dust.roads, scope: 甲路}]"),
        ],
        [
            (
                "unled",
                "error",
                None,
                "a局",
                ("b局",),
                "“道路清扫保洁、洒水”只有a局配合，没有单位牵头（b局只管甲路）。原文：a局：办事1",
                "写明由哪个单位牵头，其余写明配合它；由上级单位牵头的，写明配合上级哪个单位。",
            )
        ],
    ),
    "two leaders": (
        [("a", "measures: [dust.roads]"), ("b", "measures: [dust.roads]")],
        [
            (
                "contested",
                "warning",
                None,
                "a局",
                ("b局",),
                "“道路清扫保洁、洒水”由a局与b局分别牵头，互不提及。原文：a局、b局：办事1",
                "写明由谁牵头、谁配合，或各管哪一部分。",
            )
        ],
    ),
    "two leaders linked": (
        [
            ("a", "supports: [b], measures: [dust.roads]"),
            ("b", "measures: [dust.roads]"),
        ],
        [],
    ),
    "two leaders other scopes": (
        [
            ("a", "measures: [{id: dust.roads, scope: 甲路}]"),
            ("b", "measures: [{id: dust.roads, scope: 乙路}]"),
        ],
        [],
    ),
    "two leaders one scope": (
        [
            ("a", "measures: [{id: dust.roads, scope: 甲路}]"),
            ("b", "measures: [{id: dust.roads, scope: 甲路}]"),
        ],
        [
            (
                "contested",
                "warning",
                "甲路",
                "a局",
                ("b局",),
                "“道路清扫保洁、洒水”（甲路）由a局与b局分别牵头，互不提及。原文：a局、b局：办事1",
                "写明由谁牵头、谁配合，或各管哪一部分。",
            )
        ],
    ),
    "one part led": (
        [("a", "measures: [{id: dust.sites, parts: [停工]}]")],
        [
            (
                "partial",
                "warning",
                "扬尘防治",
                None,
                ("a局",),
                "“施工工地扬尘管控、停工”中的“扬尘防治”没有单位牵头，a局牵头的是别的部分。原文：a局：办事1",
                "写明“扬尘防治”由哪个单位牵头。",
            )
        ],
    ),
    "one part led, other supported": (
        [
            ("a", "measures: [{id: dust.sites, parts: [停工]}]"),
            ("b", "role: support, measures: [{id: dust.sites, parts: [扬尘防治]}]"),
        ],
        [
            (
                "partial",
                "warning",
                "扬尘防治",
                None,
                ("a局",),
                "“施工工地扬尘管控、停工”中的“扬尘防治”没有单位牵头，a局牵头的是别的部分，b局只是配合。原文：b局、a局：办事1",
                "写明“扬尘防治”由哪个单位牵头。",
            )
        ],
    ),
    "both parts led": (
        [
            ("a", "measures: [{id: dust.sites, parts: [停工]}]"),
            ("b", "measures: [{id: dust.sites, parts: [扬尘防治]}]"),
        ],
        [],
    ),
    "usual parts": (
        [("a", "measures: [{id: mobile.enforcement, parts: [油品]}]")],
        [
            (
                "partial",
                "note",
                "路检路查",
                None,
                ("a局",),
                "“路检路查、油品监管”中的“路检路查”没有单位牵头，a局牵头的是别的部分。原文：a局：办事1",
                "写明“路检路查”由哪个单位牵头。",
            )
        ],
    ),
    "ends": (
        [("a", "levels: [yellow, orange], ends: true, measures: [dust.roads]")],
        [
            (
                "dropped",
                "error",
                None,
                "a局",
                (),
                "“道路清扫保洁、洒水”到橙色为止由a局牵头，更高的级别没有单位牵头。原文：办事1",
                "写明更高的级别由谁牵头。",
            )
        ],
    ),
    "ends, other goes on": (
        [
            ("a", "levels: [yellow], ends: true, measures: [dust.roads]"),
            ("b", "measures: [dust.roads]"),
        ],
        [
            (
                "contested",
                "warning",
                None,
                "a局",
                ("b局",),
                "“道路清扫保洁、洒水”由a局与b局分别牵头，互不提及。原文：a局、b局：办事1",
                "写明由谁牵头、谁配合，或各管哪一部分。",
            )
        ],
    ),
    "names without": (
        [("a", "convenes: [b], measures: [dust.roads]")],
        [
            (
                "unreciprocated",
                "warning",
                None,
                "b局",
                ("a局",),
                "a局的职责点到b局（道路清扫保洁、洒水），b局没有相应的职责。原文：办事1",
                "在b局的职责中写明配合a局“道路清扫保洁、洒水”。",
            )
        ],
    ),
    "shares without": (
        [("a", "role: joint, shares: [b], measures: [dust.roads]")],
        [
            (
                "unreciprocated",
                "warning",
                None,
                "b局",
                ("a局",),
                "a局的职责点到b局（道路清扫保洁、洒水），b局没有相应的职责。原文：办事1",
                "在b局的职责中写明与a局共同“道路清扫保洁、洒水”。",
            )
        ],
    ),
    "supports without": (
        [("a", "role: support, supports: [b], measures: [dust.roads]")],
        [
            (
                "unreciprocated",
                "warning",
                None,
                "b局",
                ("a局",),
                "a局的职责点到b局（道路清扫保洁、洒水），b局没有相应的职责。原文：办事1",
                "在b局的职责中写明“道路清扫保洁、洒水”。",
            )
        ],
    ),
    "guides without": (
        [("a", "role: guide, guides: [b], measures: [dust.roads]")],
        [
            (
                "unreciprocated",
                "warning",
                None,
                "b局",
                ("a局",),
                "a局的职责点到b局（道路清扫保洁、洒水），b局没有相应的职责。原文：办事1",
                "在b局的职责中写明“道路清扫保洁、洒水”。",
            )
        ],
    ),
    "reports without": (
        [("a", "reports_to: [b], measures: [dust.roads]")],
        [],
    ),
    "unlisted": (
        [("a", "convenes: [loose], measures: [dust.roads]")],
        [
            (
                "unlisted",
                "warning",
                None,
                "a局",
                ("某所",),
                "a局的职责点到“某所”，它不是成员单位。原文：办事1",
                "把“某所”列为成员单位，写明它的职责。",
            )
        ],
    ),
    "names with": (
        [
            ("a", "convenes: [b], measures: [dust.roads]"),
            ("b", "role: support, measures: [dust.roads]"),
        ],
        [],
    ),
    "supervises": (
        [("a", "convenes: [b], measures: [support.supervision]")],
        [],
    ),
}


@pytest.mark.parametrize(("duties", "lacking"), SMALL.values(), ids=SMALL)
def test_what_a_small_plan_lacks(
    duties: list[tuple[str, str]], lacking: list[Lacking]
) -> None:
    told = []
    for gap in gaps(small_plan(duties), MEASURES):
        if gap.kind in ("uncovered", "unprepared"):
            continue
        names = (*gap.other, *gap.also)
        told.append(
            (
                gap.kind,
                gap.severity,
                gap.scope,
                gap.unit,
                names,
                gap.message,
                gap.closes,
            )
        )
    assert told == lacking


def waiver(until: date, **fields: str) -> Waiver:
    told = {"gap": "unled", "reason": "市级统一监管", "until": f"{until}", **fields}
    made: Waiver = value_of(schema.Waiver.model_validate(told), vars(values))
    return made


def test_when_a_waiver_runs_out_it_is_said() -> None:
    today = date(2026, 12, 1)
    unled = gaps(small_plan([("a", f"role: support, {ROADS}")]), MEASURES)

    def told(days: int, **fields: str) -> list[str]:
        known = waiver(today + timedelta(days=days), **fields)
        return running_out(unled, [known], today)

    assert told(15) == []
    assert told(14) == [
        "豁免（unled：市级统一监管）还有 14 天到期（2026-12-15），请处理或续期。"
    ]
    assert told(0) == [
        "豁免（unled：市级统一监管）今天到期（2026-12-01），请处理或续期。"
    ]
    assert told(-1) == [
        "豁免（unled：市级统一监管）已于 2026-11-30 到期，1 处缺口重新列出。"
    ]
    assert told(-1, measure="dust.roads", unit="a局") == [
        "豁免（unled dust.roads a局：市级统一监管）已于 2026-11-30 到期，1 处缺口重新列出。"
    ]
    assert told(90, measure="dust.sites", unit="a局") == [
        "豁免（unled dust.sites a局：市级统一监管）没有相合的缺口，不起作用："
        "缺口已经补上，或写得不合（见 smogctl lint）。"
    ]


def test_one_waiver_that_goes_on_covers_one_that_ends() -> None:
    today = date(2026, 12, 1)
    unled = gaps(small_plan([("a", f"role: support, {ROADS}")]), MEASURES)
    ends, stays = waiver(today), waiver(today + timedelta(days=90))
    assert running_out(unled, [ends, stays], today) == []
    held = [judged.waiver for judged in judge(unled, [ends, stays], today)]
    assert held[0] == ends
    held = [judged.waiver for judged in judge(unled, [ends], today + timedelta(days=1))]
    assert set(held) == {None}


@pytest.mark.parametrize("kind", ["territory", "park"])
def test_areas_that_lead_the_same_contest_nothing(kind: str) -> None:
    both = [("a", ROADS), ("b", ROADS)]
    assert [
        gap.kind
        for gap in gaps(small_plan(both, kind), MEASURES)
        if gap.kind == "contested"
    ] == []


def test_an_area_with_what_falls_to_it_answers_in_part() -> None:
    duties = [("a", f"convenes: [b], {ROADS}"), ("b", "measures: [support.local]")]
    for kind, severity in (
        ("territory", "note"),
        ("park", "note"),
        ("department", "warning"),
    ):
        lacking = [
            gap.severity
            for gap in gaps(small_plan(duties, kind), MEASURES)
            if gap.kind == "unreciprocated"
        ]
        assert lacking == [severity]


def test_a_waiver_that_ends_today_still_covers_one_that_has_ended() -> None:
    today = date(2026, 12, 1)
    unled = gaps(small_plan([("a", f"role: support, {ROADS}")]), MEASURES)
    ended, ends = waiver(today - timedelta(days=1)), waiver(today)
    (told_of,) = running_out(unled, [ended, ends], today)
    assert "今天到期" in told_of


@pytest.mark.parametrize(
    ("fields", "holds"),
    [
        ({}, True),
        ({"measure": "dust.roads"}, True),
        ({"measure": "dust.sites"}, False),
        ({"unit": "a局"}, True),
        ({"unit": "b局"}, False),
        ({"scope": "国道"}, False),
        ({"other": "a局"}, False),
        ({"duty": "a-1"}, True),
        ({"duty": "a-2"}, False),
    ],
)
def test_a_waiver_holds_where_all_that_it_names_fits(
    fields: dict[str, str], holds: bool
) -> None:
    today = date(2026, 12, 1)
    lacking = gaps(small_plan([("a", f"role: support, {ROADS}")]), MEASURES)
    (gap,) = [each for each in lacking if each.kind == "unled"]
    known = waiver(today, **fields)
    assert [judged.waiver for judged in judge([gap], [known], today)] == [
        known if holds else None
    ]
    assert told(known) == " ".join(("unled", *fields.values())) + "：市级统一监管"


def test_who_is_named_by_its_own_clause_owes_itself_nothing() -> None:
    duties = [("a", f"convenes: [a, b], {ROADS}")]
    told = [
        gap.unit
        for gap in gaps(small_plan(duties), MEASURES)
        if gap.kind == "unreciprocated"
    ]
    assert told == ["b局"]


def test_how_a_share_of_the_matrix_stands_at_each_level() -> None:
    ends = "levels: [yellow, orange], ends: true, measures: [dust.roads]"
    plan = small_plan([("a", ends), ("b", "role: support, measures: [dust.roads]")])
    courses = Coverage(plan, MEASURES).courses
    assert set(courses) == {("dust.roads", "a"), ("dust.roads", "b")}
    led = courses["dust.roads", "a"]
    assert (led.since, led.ends) == ("yellow", True)
    helped = courses["dust.roads", "b"]
    assert (helped.since, helped.ends) == ("yellow", False)
