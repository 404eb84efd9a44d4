"""Generated registries: whole files as text, that go through reader and schema like any other."""

import json
from typing import Any

from hypothesis import strategies as st

from smogctl.plan import catalogue
from smogctl.plan.building import build
from smogctl.plan.registry import Registry
from smogctl.values.vocabulary import COLOURS, KINDS, PHASES, RELATIONS, ROLES, Colour
from smogctl.yamlfile.reader import parse

LEVELS = list(COLOURS)
MEASURES = list(catalogue.measures())


PARTS = {
    one.id: [part.name for part in one.parts]
    for one in catalogue.measures().values()
    if one.parts
}
"""The names of the parts of each measure that has some."""

FEW = [
    "dust.sites",
    "mobile.non-road",
    "support.own-plan",
    "support.supervision",
    "support.local",
]
"""Drawn often, so that units meet over a measure."""

SEVERAL = ["dust.sites", "dust.stockpiles", "industry.curtailment", "area.fireworks"]
"""Drawn often too: measures of several parts, which differ in start, need or what a lift does."""

EPISODE = [
    "预警期间组织检查",
    "应急时到位",
    "启动Ⅲ级响应后加强巡查",
    "重污染天气应对期间督导企业",
]
"""Clauses whose words bind their act to the episode."""

PLAIN = ["组织检查", "加强巡查", "督导企业落实", "配合做好有关工作"]
"""Clauses whose words bind nothing."""

WITHIN = ["四川省成都市", "四川省", "石省"]

SCOPES = ["清洁能源", "拆迁工地", "[/x]"]

OUTSIDE = [
    {"id": "municipal", "name": "市级部门", "standing": "superior"},
    {"id": "cyberspace", "name": "网信办", "standing": "unlisted"},
    {"id": "others", "name": "有关部门", "standing": "collective"},
]

MEMBERS = ["区民政局", "区unit-0局（区红十字会）", "unit-1甲", "开发区（区unit-0局）"]


def maybe(strategy: Any) -> Any:
    return st.none() | strategy


def said(ids: list[str]) -> st.SearchStrategy[Any]:
    """What a duty and an assignment may both say."""
    fields: dict[str, st.SearchStrategy[Any]] = {
        "role": st.sampled_from(list(ROLES)),
        "phase": st.sampled_from(list(PHASES))
        | st.lists(st.sampled_from(list(PHASES)), min_size=1, max_size=3),
        "scope": st.sampled_from(SCOPES),
        "during": st.just("episode"),
        "levels": st.lists(st.sampled_from(LEVELS[1:]), min_size=1, max_size=3),
        "ends": st.booleans(),
        **{
            relation: st.lists(st.sampled_from(ids), max_size=2)
            for relation in RELATIONS
        },
    }
    return st.fixed_dictionaries({}, optional=fields)


def texts() -> st.SearchStrategy[Any]:
    return st.text("组织学校工地[/]{}=", min_size=1, max_size=12) | st.sampled_from(
        EPISODE + PLAIN
    )


def measure_ids() -> st.SearchStrategy[Any]:
    return st.sampled_from(MEASURES) | st.sampled_from(FEW) | st.sampled_from(SEVERAL)


@st.composite
def entries(draw: Any, partners: Any) -> Any:
    """One entry of a duty: with or without a measure, all of its parts or some."""
    measure = draw(measure_ids() | measure_ids() | measure_ids() | st.none())
    entry = draw(said(partners))
    if measure is None:
        return entry
    return {"id": measure, **entry, **draw(some_parts(measure))}


@st.composite
def some_parts(draw: Any, measure: Any) -> Any:
    """The field `parts`, where a measure has parts and not all of them are meant."""
    names = PARTS.get(measure)
    if not names or draw(st.booleans()):
        return {}
    return {"parts": draw(st.lists(st.sampled_from(names), unique=True, min_size=1))}


@st.composite
def ordered(draw: Any) -> Any:
    """A measure as the response chapter orders it."""
    measure = draw(measure_ids())
    scope = draw(st.fixed_dictionaries({}, optional={"scope": st.sampled_from(SCOPES)}))
    return {"id": measure, **scope, **draw(some_parts(measure))}


@st.composite
def chapters(draw: Any, ids: Any) -> Any:
    """The response chapter: none, or a few clauses."""
    found = []
    for n in range(draw(st.integers(0, 3))):
        entry = {
            "id": f"r-{n}",
            "level": draw(st.sampled_from(LEVELS[1:])),
            "text": draw(st.sampled_from(PLAIN)),
            "measures": draw(st.lists(ordered(), min_size=1, max_size=2)),
        }
        if draw(st.integers(0, 2)) == 0:
            entry["units"] = draw(
                st.lists(st.sampled_from(ids), unique=True, min_size=1)
            )
        found.append(entry)
    return found


def uppers() -> st.SearchStrategy[Any]:
    """Starts that a higher plan sets, one a measure."""
    one = st.fixed_dictionaries(
        {
            "measure": measure_ids(),
            "starts": st.sampled_from(LEVELS[1:]),
            "source": st.just("上级预案（虚构）"),
        }
    )
    return st.lists(one, max_size=2, unique_by=lambda entry: entry["measure"])


def without_ends(units: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The same units, where nothing ends above its last level."""
    for unit in units:
        for duty in unit["duties"]:
            for thing in (duty, *duty["measures"]):
                thing.pop("ends", None)
    return units


@st.composite
def duties_of(draw: Any, name: Any, partners: Any) -> Any:
    """The clauses of one unit."""
    return [
        draw(said(partners))
        | {
            "id": f"{name}-{n}",
            "text": draw(texts()),
            "measures": draw(st.lists(entries(partners), max_size=3)),
        }
        for n in range(draw(st.integers(0, 4)))
    ]


@st.composite
def units_named(draw: Any, name: Any, ids: Any, partners: Any) -> Any:
    """One unit, by its id."""
    unit = {
        "id": name,
        "name": f"区{name}局",
        "kind": draw(st.sampled_from(list(KINDS))),
        "duties": draw(duties_of(name, partners)),
    }
    if draw(st.booleans()):
        unit["bodies"] = [f"{name}甲", f"{name}乙"]
    if draw(st.integers(0, 5)) == 0:
        unit["acts_as"] = draw(st.sampled_from(ids))
    return unit


RESPONSES: tuple[tuple[Colour, str], ...] = (
    ("yellow", "Ⅲ级响应"),
    ("orange", "Ⅱ级响应"),
    ("red", "Ⅰ级响应"),
)


@st.composite
def files(draw: Any, *, ends: Any = True) -> Any:
    """A registry file as plain data."""
    count = draw(st.integers(1, 5))
    ids = [f"unit-{n}" for n in range(count)]
    bodies = draw(
        st.lists(st.sampled_from(OUTSIDE), unique_by=lambda one: one["id"], max_size=3)
    )
    partners = [*ids, *(one["id"] for one in bodies)]
    members = draw(
        st.lists(
            st.sampled_from([f"区{name}局" for name in ids] + MEMBERS),
            unique=True,
            max_size=4,
        )
    )
    units = [draw(units_named(name, ids, partners)) for name in ids]
    district = {"id": "shi", "name": "石山区"}
    if draw(st.booleans()):
        district["within"] = draw(st.sampled_from(WITHIN))
    return {
        "format": "smogctl/1",
        "district": district,
        "plan": {"title": "石山区预案", "scheme": "national-2024", "members": members},
        "levels": [
            {"id": colour, "name": f"{COLOURS[colour]}预警", "response": response}
            for colour, response in RESPONSES
        ],
        "outside": bodies,
        "responses": draw(chapters(ids)),
        "upper": draw(uppers()),
        "units": units if ends else without_ends(units),
    }


def written(data: dict[str, Any]) -> bytes:
    """The file's text: JSON is YAML, and booleans are words in both."""
    return json.dumps(data, ensure_ascii=False, indent=1).encode()


def registry_of(data: dict[str, Any]) -> Registry:
    """The registry that plain data makes."""
    found = build(parse(written(data), "shi.yaml"), catalogue.measures())
    assert found.registry, found.findings
    return found.registry


def settled(data: dict[str, Any]) -> dict[str, Any]:
    """The same without what the oracle reads otherwise: tests/test_oracle.py has a case of each.

    No order of one scope meets an assignment without one, nothing that the chapter orders ends,
    and no higher plan starts a measure earlier than one of its parts.
    """
    entries = [
        (entry, duty)
        for unit in data["units"]
        for duty in unit["duties"]
        for entry in duty["measures"]
    ]
    whole = {
        entry.get("id")
        for entry, duty in entries
        if (entry.get("scope") or duty.get("scope")) is None
    }
    orders = [order for entry in data["responses"] for order in entry["measures"]]
    for order in orders:
        if order["id"] in whole:
            order.pop("scope", None)
    for entry in entries_of(data):
        if entry.get("id") in {order["id"] for order in orders}:
            entry["ends"] = False
    data["upper"] = [
        one for one in data["upper"] if one["measure"] != "dust.stockpiles"
    ]
    return data


def entries_of(data: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        entry
        for unit in data["units"]
        for duty in unit["duties"]
        for entry in duty["measures"]
    ]
