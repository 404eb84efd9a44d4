"""Generated registries: whole files as text, that go through reader and schema like any other."""

import json
from functools import cache
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


def maybe(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.none() | strategy


# Strategies are made once: to make them at each draw was nine tenths of what the laws cost.
YES_OR_NO = st.booleans()
UP_TO = [st.integers(0, most) for most in range(6)]
A_LEVEL = st.sampled_from(LEVELS[1:])
SOME_LEVELS = st.lists(A_LEVEL, min_size=1, max_size=3)
A_ROLE = st.sampled_from(list(ROLES))
A_PHASE = st.sampled_from(list(PHASES))
PHASES_OF_ONE = A_PHASE | st.lists(A_PHASE, min_size=1, max_size=3)
A_SCOPE = st.sampled_from(SCOPES)
A_KIND = st.sampled_from(list(KINDS))
A_PLACE = st.sampled_from(WITHIN)
A_PLAIN_CLAUSE = st.sampled_from(PLAIN)
TEXTS = st.text("组织学校工地[/]{}=", min_size=1, max_size=12) | st.sampled_from(
    EPISODE + PLAIN
)
A_MEASURE = st.sampled_from(MEASURES) | st.sampled_from(FEW) | st.sampled_from(SEVERAL)
MAYBE_A_MEASURE = A_MEASURE | A_MEASURE | A_MEASURE | st.none()
MAYBE_A_SCOPE = st.fixed_dictionaries({}, optional={"scope": A_SCOPE})
SOME_PARTS = {
    measure: st.lists(st.sampled_from(names), unique=True, min_size=1)
    for measure, names in PARTS.items()
}
SOME_OUTSIDE = st.lists(
    st.sampled_from(OUTSIDE), unique_by=lambda body: body["id"], max_size=3
)

Ids = tuple[str, ...]


@cache
def any_of(ids: Ids) -> st.SearchStrategy[str]:
    return st.sampled_from(ids)


@cache
def some_of(ids: Ids) -> st.SearchStrategy[list[str]]:
    return st.lists(any_of(ids), unique=True, min_size=1)


@cache
def said(partners: Ids) -> st.SearchStrategy[Any]:
    """What a duty and an assignment may both say."""
    related = st.lists(any_of(partners), max_size=2)
    fields: dict[str, st.SearchStrategy[Any]] = {
        "role": A_ROLE,
        "phase": PHASES_OF_ONE,
        "scope": A_SCOPE,
        "during": st.just("episode"),
        "levels": SOME_LEVELS,
        "ends": YES_OR_NO,
        **dict.fromkeys(RELATIONS, related),
    }
    return st.fixed_dictionaries({}, optional=fields)


@cache
@st.composite
def entries(draw: Any, partners: Ids) -> Any:
    """One entry of a duty: with or without a measure, all of its parts or some."""
    measure = draw(MAYBE_A_MEASURE)
    entry = draw(said(partners))
    if measure is None:
        return entry
    return {"id": measure, **entry, **some_parts(draw, measure)}


@cache
def some_entries(partners: Ids) -> st.SearchStrategy[Any]:
    return st.lists(entries(partners), max_size=3)


def some_parts(draw: Any, measure: str) -> dict[str, list[str]]:
    """The field `parts`, where a measure has parts and not all of them are meant."""
    if measure not in SOME_PARTS or draw(YES_OR_NO):
        return {}
    return {"parts": draw(SOME_PARTS[measure])}


@st.composite
def ordered(draw: Any) -> Any:
    """A measure as the response chapter orders it."""
    measure = draw(A_MEASURE)
    scope = draw(MAYBE_A_SCOPE)
    return {"id": measure, **scope, **some_parts(draw, measure)}


SOME_ORDERED = st.lists(ordered(), min_size=1, max_size=2)


@cache
@st.composite
def chapters(draw: Any, ids: Ids) -> Any:
    """The response chapter: none, or a few clauses."""
    chapter = []
    for n in range(draw(UP_TO[3])):
        entry = {
            "id": f"r-{n}",
            "level": draw(A_LEVEL),
            "text": draw(A_PLAIN_CLAUSE),
            "measures": draw(SOME_ORDERED),
        }
        if draw(UP_TO[2]) == 0:
            entry["units"] = draw(some_of(ids))
        chapter.append(entry)
    return chapter


UPPERS = st.lists(
    st.fixed_dictionaries(
        {
            "measure": A_MEASURE,
            "starts": A_LEVEL,
            "source": st.just("上级预案（虚构）"),
        }
    ),
    max_size=2,
    unique_by=lambda entry: entry["measure"],
)
"""Starts that a higher plan sets, one a measure."""


def without_ends(units: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The same units, where nothing ends above its last level."""
    for unit in units:
        for duty in unit["duties"]:
            for thing in (duty, *duty["measures"]):
                thing.pop("ends", None)
    return units


@cache
@st.composite
def duties_of(draw: Any, name: str, partners: Ids) -> Any:
    """The clauses of one unit."""
    return [
        draw(said(partners))
        | {
            "id": f"{name}-{n}",
            "text": draw(TEXTS),
            "measures": draw(some_entries(partners)),
        }
        for n in range(draw(UP_TO[4]))
    ]


@cache
@st.composite
def units_named(draw: Any, name: str, ids: Ids, partners: Ids) -> Any:
    """One unit, by its id."""
    unit = {
        "id": name,
        "name": f"区{name}局",
        "kind": draw(A_KIND),
        "duties": draw(duties_of(name, partners)),
    }
    if draw(YES_OR_NO):
        unit["bodies"] = [f"{name}甲", f"{name}乙"]
    if draw(UP_TO[5]) == 0:
        unit["acts_as"] = draw(any_of(ids))
    return unit


@cache
def some_members(ids: Ids) -> st.SearchStrategy[list[str]]:
    names = [f"区{name}局" for name in ids]
    return st.lists(st.sampled_from(names + MEMBERS), unique=True, max_size=4)


AT_MOST_FIVE = st.integers(1, 5)


@st.composite
def files(draw: Any, *, ends: bool = True) -> Any:
    """A registry file as plain data."""
    count = draw(AT_MOST_FIVE)
    ids = tuple(f"unit-{n}" for n in range(count))
    bodies = draw(SOME_OUTSIDE)
    partners = (*ids, *(body["id"] for body in bodies))
    members = draw(some_members(ids))
    units = [draw(units_named(name, ids, partners)) for name in ids]
    district = {"id": "shi", "name": "石山区"}
    if draw(YES_OR_NO):
        district["within"] = draw(A_PLACE)
    return {
        "format": "smogctl/1",
        "district": district,
        "plan": {"title": "石山区预案", "scheme": "national-2024", "members": members},
        "levels": [
            {"id": colour, "name": f"{COLOURS[colour]}预警", "response": response}
            for colour, response in RESPONSES.items()
        ],
        "outside": bodies,
        "responses": draw(chapters(ids)),
        "upper": draw(UPPERS),
        "units": units if ends else without_ends(units),
    }


RESPONSES: dict[Colour, str] = {
    "yellow": "Ⅲ级响应",
    "orange": "Ⅱ级响应",
    "red": "Ⅰ级响应",
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
