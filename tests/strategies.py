"""Generated registries: whole files as text, so that they go through the reader and the schema like any other."""

import json

from hypothesis import strategies as st

from smogctl.plan import catalogue
from smogctl.plan.loading import build
from smogctl.plan.registry import Registry
from smogctl.values.vocabulary import COLOURS, KINDS, PHASES, RELATIONS, ROLES
from smogctl.yamlfile.reader import parse

LEVELS = list(COLOURS)
MEASURES = list(catalogue.measures())


FEW = ["dust.sites", "mobile.non-road", "support.own-plan", "support.supervision", "support.local"]
"""Drawn often, so that units meet over a measure."""

OUTSIDE = [
    {"id": "municipal", "name": "市级部门", "standing": "superior"},
    {"id": "cyberspace", "name": "网信办", "standing": "unlisted"},
    {"id": "others", "name": "有关部门", "standing": "collective"},
]

MEMBERS = ["区民政局", "区unit-0局（区红十字会）", "unit-1甲", "开发区（区unit-0局）"]


def maybe(strategy):
    return st.none() | strategy


def said(ids):
    """What a duty and an assignment may both say."""
    fields = {
        "role": st.sampled_from(list(ROLES)),
        "phase": st.sampled_from(list(PHASES))
        | st.lists(st.sampled_from(list(PHASES)), min_size=1, max_size=3),
        "scope": st.sampled_from(["清洁能源", "拆迁工地", "[/x]"]),
        "levels": st.lists(st.sampled_from(LEVELS[1:]), min_size=1, max_size=3),
        "ends": st.booleans(),
        **{relation: st.lists(st.sampled_from(ids), max_size=2) for relation in RELATIONS},
    }
    return st.fixed_dictionaries({}, optional=fields)


@st.composite
def files(draw, *, ends=True):
    """A registry file as plain data."""
    count = draw(st.integers(1, 5))
    ids = [f"unit-{n}" for n in range(count)]
    bodies = draw(st.lists(st.sampled_from(OUTSIDE), unique_by=lambda one: one["id"], max_size=3))
    partners = [*ids, *(one["id"] for one in bodies)]
    members = draw(
        st.lists(
            st.sampled_from([f"区{name}局" for name in ids] + MEMBERS), unique=True, max_size=4
        )
    )
    units = []
    for name in ids:
        duties = []
        for n in range(draw(st.integers(0, 4))):
            duty = draw(said(partners)) | {
                "id": f"{name}-{n}",
                "text": draw(st.text("组织学校工地[/]{}=", min_size=1, max_size=12)),
            }
            entries = draw(
                st.lists(
                    st.tuples(st.sampled_from(MEASURES) | st.sampled_from(FEW), said(partners)),
                    max_size=3,
                )
            )
            duty["measures"] = [{"id": measure, **more} for measure, more in entries]
            duties.append(duty)
        kind = draw(st.sampled_from(list(KINDS)))
        unit = {"id": name, "name": f"区{name}局", "kind": kind, "duties": duties}
        if draw(st.booleans()):
            unit["bodies"] = [f"{name}甲", f"{name}乙"]
        if draw(st.integers(0, 5)) == 0:
            unit["acts_as"] = draw(st.sampled_from(ids))
        units.append(unit)
    if not ends:
        for one in (
            thing
            for unit in units
            for duty in unit["duties"]
            for thing in (duty, *duty["measures"])
        ):
            one.pop("ends", None)
    return {
        "format": "smogctl/1",
        "district": {"id": "shi", "name": "石山区"},
        "plan": {"title": "石山区预案", "scheme": "national-2024", "members": members},
        "levels": [
            {"id": colour, "name": f"{COLOURS[colour]}预警", "response": response}
            for colour, response in (
                ("yellow", "Ⅲ级响应"),
                ("orange", "Ⅱ级响应"),
                ("red", "Ⅰ级响应"),
            )
        ],
        "outside": bodies,
        "units": units,
    }


def written(data) -> bytes:
    """The file's text: JSON is YAML, and booleans are words in both."""
    return json.dumps(data, ensure_ascii=False, indent=1).encode()


def registry_of(data) -> Registry:
    """The registry that plain data makes."""
    found = build(parse(written(data), "shi.yaml"), catalogue.measures())
    assert found.registry, found.findings
    return found.registry
