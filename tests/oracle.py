"""The eight kinds of gap once more, by brute force from the file's plain data and docs/design.md, What the answers mean alone.

Nothing of smogctl's coverage, registry or activation is used: only the data as written, and the catalogue's facts.
A finding is (kind, severity, measure, scope, everybody concerned).
"""

import unicodedata

RELATIONS = ("convenes", "shares", "supports", "guides", "under", "reports_to")
BY_NEED = {"core": "error", "usual": "warning", "rare": "note"}
ORDER = ["blue", "yellow", "orange", "red"]


def assignments(data):
    """Every assignment, its fields filled from the duty and the defaults."""
    found = []
    for unit in data["units"]:
        for duty in unit.get("duties", []):
            for written in duty.get("measures") or [{}]:
                entry = {"id": written} if isinstance(written, str) else written

                def said(field, default, entry=entry, duty=duty):
                    return entry.get(field, duty.get(field, default))

                found.append(
                    {
                        "unit": unit,
                        "duty": duty["id"],
                        "measure": entry.get("id"),
                        "role": said("role", "lead"),
                        "scope": said("scope", None),
                        "levels": said("levels", None),
                        "ends": said("ends", False),
                        **{relation: said(relation, []) for relation in RELATIONS},
                    }
                )
    return found


def due(one, level, measure):
    """Whether an assignment is due at a level."""
    rank = ORDER.index(level)
    if one["levels"]:
        levels = [one["levels"]] if isinstance(one["levels"], str) else one["levels"]
        ranks = [ORDER.index(name) for name in levels]
        return rank in ranks or (rank > min(ranks) and not one["ends"])
    return measure.starts is None or rank >= ORDER.index(measure.starts)


def gaps(data, measures):
    """The set of findings."""
    every = assignments(data)
    members = {unit["id"]: unit for unit in data["units"]}
    outside = {body["id"]: body for body in data.get("outside", [])}
    found = set()
    for measure in measures.values():
        owners = [one for one in every if one["measure"] == measure.id]
        if not owners and not measure.each:
            found.add(("uncovered", BY_NEED[measure.need], measure.id, None, frozenset()))
        found |= unled(measure, owners, outside)
        if not measure.each:
            found |= contested(measure, owners)
        found |= dropped(measure, owners, [level["id"] for level in data["levels"]])
        if measure.each and owners:
            carriers = {one["unit"]["id"] for one in owners}
            for unit in data["units"]:
                if unit["kind"] == "department" and unit["id"] not in carriers:
                    found.add(("unprepared", "note", measure.id, None, frozenset([unit["name"]])))
    return found | named(data, every, members, outside) | idle(data)


def unled(measure, owners, outside):
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
        others = [other for other in owners if other["role"] in ("lead", "joint", "guide")]
        if not any(other["scope"] is None or other["scope"] == one["scope"] for other in others):
            alone.append(one)
    if not alone:
        return set()
    scopes = {one["scope"] for one in alone}
    scope = scopes.pop() if len(scopes) == 1 else None
    names = frozenset(one["unit"]["name"] for one in alone)
    return {("unled", BY_NEED[measure.need], measure.id, scope, names)}


def contested(measure, owners):
    found = set()
    for scope in {one["scope"] for one in owners}:
        leads = [one for one in owners if one["role"] == "lead" and one["scope"] == scope]
        at_odds = set()
        for a in leads:
            for b in leads:
                ours, theirs = a["unit"], b["unit"]
                if (
                    ours["id"] == theirs["id"]
                    or ours["kind"] != theirs["kind"]
                    or ours["kind"] in ("territory", "park")
                ):
                    continue
                names = {
                    (one["unit"]["id"], who)
                    for one in owners
                    for relation in RELATIONS
                    for who in one[relation]
                }
                if (ours["id"], theirs["id"]) not in names and (
                    theirs["id"],
                    ours["id"],
                ) not in names:
                    at_odds |= {ours["name"], theirs["name"]}
        if at_odds:
            found.add(("contested", "warning", measure.id, scope, frozenset(at_odds)))
    return found


def dropped(measure, owners, levels):
    leads = [one for one in owners if one["role"] == "lead"]
    led = [
        level
        for level in sorted(levels, key=ORDER.index)
        if any(due(one, level, measure) for one in leads)
    ]
    if not led or led[-1] == max(levels, key=ORDER.index):
        return set()
    last = next(one for one in leads if one["ends"] and due(one, led[-1], measure))
    return {("dropped", "error", measure.id, last["scope"], frozenset([last["unit"]["name"]]))}


def named(data, every, members, outside):
    found = set()
    has = {name: {one["measure"] for one in every if one["unit"]["id"] == name} for name in members}
    for unit in data["units"]:
        for duty in unit.get("duties", []):
            own = [one for one in every if one["duty"] == duty["id"]]
            for who in {name for one in own for relation in RELATIONS for name in one[relation]}:
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
                        theirs["kind"] in ("territory", "park") and "support.local" in has[member]
                    )
                    names = frozenset([unit["name"], theirs["name"]])
                    found.add(
                        ("unreciprocated", "note" if local else "warning", asked[0], None, names)
                    )
    return found


def folded(name):
    return "".join(unicodedata.normalize("NFKC", name).split())


def idle(data):
    known = set()
    for unit in data["units"]:
        known |= {unit["name"], *unit.get("aliases", [])}
        for written in unit.get("bodies", []):
            body = {"name": written} if isinstance(written, str) else written
            known |= {body["name"], *body.get("aliases", [])}
    known = {folded(name) for name in known}
    found = set()
    for member in data["plan"].get("members", []):
        plain = folded(member)
        names = {plain}
        if plain.endswith(")") and "(" in plain:
            first, _, second = plain[:-1].partition("(")
            names |= {first, second}
        if not names & known:
            found.add(("idle", "warning", None, None, frozenset([member])))
    return found
