"""The kinds of gap once more, by brute force from the file's plain data and the design alone.

Nothing of smogctl's coverage, registry or activation is used: only the data as written, and the
catalogue's facts. A finding is (kind, severity, measure, scope, everybody concerned).
"""

import unicodedata
from collections.abc import Mapping
from typing import Any

from activation_oracle import ORDER, RELATIONS, assignments, parts_of, row
from smogctl.plan.measures import Measure
from smogctl.values.vocabulary import Colour

BY_NEED = {"core": "error", "usual": "warning", "rare": "note"}
LESS = {"core": "warning", "usual": "note"}
"""One below the need of a part; one that is rare is no gap."""


Gap = tuple[str, str, str | None, str | None, frozenset[str]]
"""(kind, severity, measure, scope, names)."""


def gaps(data: dict[str, Any], measures: Mapping[str, Measure]) -> set[Gap]:
    """The set of findings."""
    every = assignments(data)
    members = {unit["id"]: unit for unit in data["units"]}
    outside = {body["id"]: body for body in data.get("outside", [])}
    asked = unordered(data, measures)
    found: set[Gap] = {
        ("unordered", "error", measure, None, frozenset()) for _, measure in asked
    }
    for measure in measures.values():
        owners = [one for one in every if one["measure"] == measure.id]
        if measure.id not in {name for _, name in asked}:
            found |= uncovered(measure, owners) | unled(measure, owners, outside)
        found |= partial(measure, owners, measures)
        found |= contested(measure, owners, measures)
        found |= dropped(measure, owners, data, measures)
        found |= unprepared(measure, owners, data)
    return found | named(data, every, members, outside) | idle(data)


def uncovered(measure: Measure, owners: list[dict[str, Any]]) -> set[Gap]:
    if owners or measure.each:
        return set()
    return {("uncovered", BY_NEED[measure.need], measure.id, None, frozenset())}


def unprepared(
    measure: Measure, owners: list[dict[str, Any]], data: dict[str, Any]
) -> set[Gap]:
    if not measure.each or not owners:
        return set()
    carriers = {one["unit"]["id"] for one in owners}
    return {
        ("unprepared", "note", measure.id, None, frozenset([unit["name"]]))
        for unit in data["units"]
        if unit["kind"] == "department" and unit["id"] not in carriers
    }


def leads(one: dict[str, Any]) -> bool:
    return one["role"] in ("lead", "joint")


def unordered(
    data: dict[str, Any], measures: Mapping[str, Measure]
) -> set[tuple[str, str]]:
    """(entry, measure) of what the chapter orders of nobody in particular and nobody leads."""
    led = {one["measure"] for one in assignments(data) if leads(one)}
    return {
        (entry["id"], name)
        for entry in data.get("responses", [])
        if not entry.get("units")
        for written in entry.get("measures", [])
        for name in [written if isinstance(written, str) else written["id"]]
        if name not in led
    }


def led_parts(
    measure: Measure, owners: list[dict[str, Any]], measures: Mapping[str, Measure]
) -> set[str]:
    return {name for one in owners if leads(one) for name in parts_of(one, measures)}


def partial(
    measure: Measure, owners: list[dict[str, Any]], measures: Mapping[str, Measure]
) -> set[Gap]:
    led = led_parts(measure, owners, measures)
    return {
        ("partial", LESS[part.need or measure.need], measure.id, part.name, frozenset())
        for part in measure.parts
        if led and part.name not in led and (part.need or measure.need) != "rare"
    }


def unled(
    measure: Measure, owners: list[dict[str, Any]], outside: dict[str, Any]
) -> set[Gap]:
    alone = []
    for one in owners:
        if one["role"] != "support" or one["supports"] or one["under"]:
            continue
        if any(
            outside.get(who, {}).get("standing") == "superior"
            for relation in RELATIONS
            for who in one[relation]
        ):
            continue
        if not any(answers_for(other, one) for other in owners):
            alone.append(one)
    if not alone:
        return set()
    scopes = {one["scope"] for one in alone}
    scope = scopes.pop() if len(scopes) == 1 else None
    names = frozenset(one["unit"]["name"] for one in alone)
    return {("unled", BY_NEED[measure.need], measure.id, scope, names)}


def answers_for(other: dict[str, Any], one: dict[str, Any]) -> bool:
    """Whether somebody shares, guides or leads what one supports; leading counts by scope."""
    if other["role"] == "lead":
        return other["scope"] in (None, one["scope"])
    return other["role"] in ("joint", "guide")


def contested(
    measure: Measure, owners: list[dict[str, Any]], measures: Mapping[str, Measure]
) -> set[Gap]:
    if measure.each:
        return set()
    found: set[Gap] = set()
    for scope in {one["scope"] for one in owners}:
        first = [
            one for one in owners if one["role"] == "lead" and one["scope"] == scope
        ]
        at_odds = {
            name
            for a in first
            for b in first
            if rivals(a, b, measures) and not acquainted(a, b, owners)
            for name in (a["unit"]["name"], b["unit"]["name"])
        }
        if at_odds:
            found.add(("contested", "warning", measure.id, scope, frozenset(at_odds)))
    return found


def rivals(
    a: dict[str, Any], b: dict[str, Any], measures: Mapping[str, Measure]
) -> bool:
    """Whether two leaders of one measure are units of one kind with a part in common."""
    ours, theirs = a["unit"], b["unit"]
    return (
        ours["id"] != theirs["id"]
        and ours["kind"] == theirs["kind"]
        and ours["kind"] not in ("territory", "park")
        and bool(set(parts_of(a, measures)) & set(parts_of(b, measures)))
    )


def acquainted(
    a: dict[str, Any], b: dict[str, Any], owners: list[dict[str, Any]]
) -> bool:
    """Whether one of two units names the other for the measure."""
    names = {
        (one["unit"]["id"], who)
        for one in owners
        for relation in RELATIONS
        for who in one[relation]
    }
    ours, theirs = a["unit"]["id"], b["unit"]["id"]
    return (ours, theirs) in names or (theirs, ours) in names


def due(
    one: dict[str, Any],
    level: Colour,
    data: dict[str, Any],
    measures: Mapping[str, Measure],
) -> bool:
    standing = row(one, data, measures, level)
    return standing is not None and standing[0] == "due"


def dropped(
    measure: Measure,
    owners: list[dict[str, Any]],
    data: dict[str, Any],
    measures: Mapping[str, Measure],
) -> set[Gap]:
    own = [one for one in owners if leads(one)]
    levels = sorted((level["id"] for level in data["levels"]), key=ORDER.index)
    led = [
        level for level in levels if any(due(one, level, data, measures) for one in own)
    ]
    if not led or led[-1] == levels[-1]:
        return set()
    last = next(one for one in own if one["ends"] and due(one, led[-1], data, measures))
    return {
        (
            "dropped",
            "error",
            measure.id,
            last["scope"],
            frozenset([last["unit"]["name"]]),
        )
    }


def named(
    data: dict[str, Any],
    every: list[dict[str, Any]],
    members: dict[str, Any],
    outside: dict[str, Any],
) -> set[Gap]:
    found: set[Gap] = set()
    has = {
        name: {one["measure"] for one in every if one["unit"]["id"] == name}
        for name in members
    }
    for unit in data["units"]:
        for duty in unit.get("duties", []):
            own = [one for one in every if one["duty"] == duty["id"]]
            for who in {
                name for one in own for relation in RELATIONS for name in one[relation]
            }:
                if outside.get(who, {}).get("standing") == "unlisted":
                    names = frozenset([unit["name"], outside[who]["name"]])
                    found.add(("unlisted", "warning", None, None, names))
            for member in members:
                asked = [
                    one["measure"]
                    for one in own
                    if one["measure"]
                    and one["measure"] != "support.supervision"
                    and any(
                        member in one[relation]
                        for relation in ("convenes", "shares", "supports", "guides")
                    )
                ]
                if asked and member != unit["id"] and not has[member] & set(asked):
                    theirs = members[member]
                    local = (
                        theirs["kind"] in ("territory", "park")
                        and "support.local" in has[member]
                    )
                    names = frozenset([unit["name"], theirs["name"]])
                    found.add(
                        (
                            "unreciprocated",
                            "note" if local else "warning",
                            asked[0],
                            None,
                            names,
                        )
                    )
    return found


def folded(name: str) -> str:
    return "".join(unicodedata.normalize("NFKC", name).split())


def idle(data: dict[str, Any]) -> set[Gap]:
    known = set()
    for unit in data["units"]:
        known |= {unit["name"], *unit.get("aliases", [])}
        for written in unit.get("bodies", []):
            body = {"name": written} if isinstance(written, str) else written
            known |= {body["name"], *body.get("aliases", [])}
    known = {folded(name) for name in known}
    found: set[Gap] = set()
    for member in data["plan"].get("members", []):
        plain = folded(member)
        names = {plain}
        if plain.endswith(")") and "(" in plain:
            first, _, second = plain[:-1].partition("(")
            names |= {first, second}
        if not names & known:
            found.add(("idle", "warning", None, None, frozenset([member])))
    return found
