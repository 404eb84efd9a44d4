"""Tasks once more, by brute force from the plain data and the design (What the answers mean).

Nothing of smogctl's questions or grammar is used: only the data as written, and of the catalogue
the facts of a measure: `starts`, `starts_in`, `after`, `parts` (with starts, after, need of their
own), `each`, `need`. An assignment is known by (duty id, number of its entry). A part of a measure
is known by its name; a measure without parts, and an act without a measure, is one part, "".

Not here: proposals, releases and lifts of warnings (support.warning), which stand by otherwise.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from smogctl.plan.measures import Measure, Part
from smogctl.values.vocabulary import Colour

RELATIONS = ("convenes", "shares", "supports", "guides", "under", "reports_to")
ORDER = ["blue", "yellow", "orange", "red"]
ACTIVE = {"monitor", "warn", "respond"}
FIRM = ["stated", "decided", "inferred", "unstated"]
EPISODE = re.compile(
    r"(预警|应急|响应|应对|重污染天气)(期间|时)"
    r"|启动[^，；。]*(预警|应急|响应|应对|重污染天气)后"
)


def listed(value: list[str] | str | None) -> list[str]:
    """One value stands for a list of one."""
    return [value] if isinstance(value, str) else list(value or [])


def assignments(data: dict[str, Any]) -> list[dict[str, Any]]:
    """Every assignment, its fields filled from the duty and the defaults."""
    found = []
    for unit in data["units"]:
        for duty in unit.get("duties", []):
            entries = duty.get("measures") or [{}]
            for n, written in enumerate(entries):
                entry = {"id": written} if isinstance(written, str) else written
                found.append(assignment(unit, duty, n, entry, len(entries)))
    return found


def assignment(
    unit: dict[str, Any],
    duty: dict[str, Any],
    n: int,
    entry: dict[str, Any],
    of: int,
) -> dict[str, Any]:
    """One entry of a clause, as plain facts."""

    def said(field: Any, default: Any = None) -> Any:
        return entry.get(field, duty.get(field, default))

    return {
        "unit": unit,
        "duty": duty["id"],
        "text": duty["text"],
        "key": (duty["id"], n),
        "entries": of,
        "measure": entry.get("id"),
        "parts": listed(entry.get("parts")),
        "role": said("role", "lead"),
        "phases": set(listed(said("phase", "respond"))),
        "scope": said("scope"),
        "during": said("during"),
        "levels": listed(said("levels")),
        "ends": said("ends", False),
        **{relation: said(relation, []) for relation in RELATIONS},
    }


def active(data: dict[str, Any]) -> list[dict[str, Any]]:
    return [one for one in assignments(data) if one["phases"] & ACTIVE]


def parts_of(one: dict[str, Any], measures: Mapping[str, Measure]) -> list[str]:
    """The names of the parts that an assignment is about; without `parts` it has all of them."""
    if one["measure"] is None:
        return [""]
    every = [part.name for part in measures[one["measure"]].parts]
    return [name for name in every if not one["parts"] or name in one["parts"]] or [""]


def part(
    one: dict[str, Any], name: str, measures: Mapping[str, Measure]
) -> Part | None:
    """What the catalogue says of a part; None where a measure is one thing."""
    found = [part for part in measures[one["measure"]].parts if part.name == name]
    return found[0] if found else None


# --- which level binds a part


def ordered(one: dict[str, Any], name: str, data: dict[str, Any]) -> list[int]:
    """The ranks at which the response chapter orders a part of an assignment."""
    found = []
    for entry in data.get("responses", []):
        if entry.get("units") and one["unit"]["id"] not in entry["units"]:
            continue
        for written in entry.get("measures", []):
            said = {"id": written} if isinstance(written, str) else written
            if orders(said, one, name):
                found.append(ORDER.index(entry["level"]))
    return found


def orders(said: dict[str, Any], one: dict[str, Any], name: str) -> bool:
    """Scope and parts bind only those."""
    return (
        said["id"] == one["measure"]
        and said.get("scope") in (None, one["scope"])
        and (not said.get("parts") or name in said["parts"])
    )


def start(
    one: dict[str, Any],
    name: str,
    data: dict[str, Any],
    measures: Mapping[str, Measure],
) -> tuple[str, int] | None:
    """Where a higher plan, else the catalogue, starts a part: (ground, rank) or None."""
    if one["measure"] is None:
        return None
    for entry in data.get("upper", []):
        if entry["measure"] == one["measure"]:
            return "upper", ORDER.index(entry["starts"])
    level = usual_start(one, name, data, measures)
    return None if level is None else ("catalogue", ORDER.index(level))


def usual_start(
    one: dict[str, Any],
    name: str,
    data: dict[str, Any],
    measures: Mapping[str, Measure],
) -> str | None:
    """The catalogue's level for a part: its own, else the measure's, in this province."""
    own = part(one, name, measures)
    if own and own.starts:
        return own.starts
    measure = measures[one["measure"]]
    within = data["district"].get("within") or ""
    near = [other for other in measure.starts_in if within.startswith(other.within)]
    if near:
        return max(near, key=lambda other: len(other.within)).level
    return measure.starts


# --- how a part and a row stand at a level


def stands(
    one: dict[str, Any],
    name: str,
    data: dict[str, Any],
    measures: Mapping[str, Measure],
    level: Colour,
) -> tuple[str, str, str | None] | None:
    """(state, basis, ground) of one part at a level; None: neither due nor on standby."""
    rank = ORDER.index(level)
    clause = [ORDER.index(named) for named in one["levels"]]
    chapter = ordered(one, name, data)
    if clause and one["ends"] and rank > max(clause):
        return None
    if rank in clause:
        return "due", "stated", "clause"
    if any(named <= rank for named in chapter):
        return "due", "stated", "chapter"
    if clause and min(clause) < rank:
        return None if one["ends"] else ("due", "inferred", "clause")
    if clause or chapter:
        return "standby", "stated", "clause" if clause else "chapter"
    return by_start(start(one, name, data, measures), rank)


def by_start(found: tuple[str, int] | None, rank: int) -> tuple[str, str, str | None]:
    """How it stands where no text of the plan names a level."""
    if found is None:
        return "due", "unstated", None
    ground, first = found
    return "due" if first <= rank else "standby", "inferred", ground


def row(
    one: dict[str, Any],
    data: dict[str, Any],
    measures: Mapping[str, Measure],
    level: Colour,
) -> tuple[str, str, str | None] | None:
    """An assignment as one row: due when one of its parts is, on the weakest of those."""
    found = [
        stands(one, name, data, measures, level) for name in parts_of(one, measures)
    ]
    for state in ("due", "standby"):
        of_state = [one for one in found if one and one[0] == state]
        if of_state:
            return max(of_state, key=lambda one: FIRM.index(one[1]))
    return None


def states(
    data: dict[str, Any],
    measures: Mapping[str, Measure],
    level: Colour,
    decided: Sequence[tuple[str, str]] = (),
) -> dict[tuple[str, int], Any]:
    """How each active assignment stands: (state, basis, ground), or None."""
    return {
        one["key"]: decision(one, row(one, data, measures, level), dict(decided))
        for one in active(data)
    }


def due_parts(
    one: dict[str, Any],
    data: dict[str, Any],
    measures: Mapping[str, Measure],
    level: Colour,
) -> list[str]:
    """The names of the parts that are due at a level."""
    return [
        name
        for name in parts_of(one, measures)
        if (stands(one, name, data, measures, level) or [None])[0] == "due"
    ]


# --- what the command decides


def names_of(one: dict[str, Any]) -> list[str]:
    """By what a decision may name an assignment, the narrowest first."""
    found = [one["duty"]]
    if one["measure"]:
        found += [f"{one['unit']['id']}/{one['measure']}", one["measure"]]
    return found


def decision(
    one: dict[str, Any],
    standing: tuple[str, str, str | None] | None,
    decided: dict[str, str],
) -> tuple[str, str, str | None] | None:
    """A start turns standby into due, a hold due into held; the narrowest wins."""
    act = next((decided[name] for name in names_of(one) if name in decided), None)
    if standing and (act, standing[0]) in (("start", "standby"), ("hold", "due")):
        return "due" if act == "start" else "held", "decided", "command"
    return standing


# --- what is bound to the episode, and what a lift does


def own_words(one: dict[str, Any]) -> bool | None:
    """Whether the words of an assignment's act bind it; None: they may be another act's."""
    if not EPISODE.search(one["text"]):
        return False
    return True if one["entries"] == 1 else None


def part_bound(
    one: dict[str, Any],
    name: str,
    data: dict[str, Any],
    measures: Mapping[str, Measure],
) -> bool | None:
    """Whether a part is bound to the episode; None where only the words could tell."""
    by_level = (
        one["levels"] or ordered(one, name, data) or start(one, name, data, measures)
    )
    return True if by_level or one["during"] == "episode" else own_words(one)


def bound(
    data: dict[str, Any], measures: Mapping[str, Measure]
) -> dict[tuple[str, int], Any]:
    """{assignment: {part: bound to the episode, or None where only the words could tell}}."""
    return {
        one["key"]: {
            name: part_bound(one, name, data, measures)
            for name in parts_of(one, measures)
        }
        for one in assignments(data)
    }


def after(one: dict[str, Any], name: str, measures: Mapping[str, Measure]) -> str:
    """What a lift does to what the episode started; an act of no measure ends."""
    if one["measure"] is None:
        return "ends"
    own = part(one, name, measures)
    return (own and own.after) or measures[one["measure"]].after


def fate(
    one: dict[str, Any],
    name: str,
    data: dict[str, Any],
    measures: Mapping[str, Measure],
) -> str | None:
    """What a lift does to a part that is due; None: not known."""
    found = part_bound(one, name, data, measures)
    if found is None:
        return None
    if not found:
        return "continues"
    return "ended" if after(one, name, measures) == "ends" else "reverts"


def after_lift(
    data: dict[str, Any], measures: Mapping[str, Measure], origin: Colour
) -> dict[tuple[str, int, str], Any]:
    """{(duty, entry, part): change} of what was due; (duty, entry, "review") is `added`."""
    found = {}
    for one in active(data):
        for name in due_parts(one, data, measures, origin):
            found[*one["key"], name] = fate(one, name, data, measures)
    for one in assignments(data):
        if "review" in one["phases"]:
            found[*one["key"], "review"] = "added"
    return found


def after_suspension(
    data: dict[str, Any],
    measures: Mapping[str, Measure],
    level: Colour,
    pausing: str = "paused",
) -> dict[tuple[str, int, str], Any]:
    """The same at a suspension, or at a resumption: what a lift ends, and what is not touched."""
    words = {"ended": pausing, "reverts": "kept", "continues": "kept", None: None}
    lifted = after_lift(data, measures, level)
    return {key: words[change] for key, change in lifted.items() if change != "added"}


# --- the three parts of a unit's list


def routine(
    one: dict[str, Any],
    data: dict[str, Any],
    measures: Mapping[str, Measure],
    level: Colour,
) -> bool | None:
    """Whether a due assignment is what its unit does all year; None: not known."""
    standing = row(one, data, measures, level)
    if not standing or standing[1] != "unstated" or one["measure"] is None:
        return False
    if one["unit"]["kind"] in ("command", "office") or one["phases"] & {
        "monitor",
        "warn",
    }:
        return False
    if any(after(one, name, measures) == "ends" for name in parts_of(one, measures)):
        return False
    words = {part_bound(one, name, data, measures) for name in parts_of(one, measures)}
    return None if None in words else words == {False}


def list_parts(
    data: dict[str, Any], measures: Mapping[str, Measure], level: Colour
) -> dict[str, str | None]:
    """{duty: do, hold or routine} of each task; None: not known; a duty that is no task: absent."""
    found = {}
    for duty in {one["duty"] for one in active(data)}:
        own = [one for one in active(data) if one["duty"] == duty]
        standings = [(one, row(one, data, measures, level)) for one in own]
        if any(standing for _, standing in standings):
            found[duty] = list_part(standings, data, measures, level)
    return found


def list_part(
    standings: list[tuple[dict[str, Any], tuple[str, str, str | None] | None]],
    data: dict[str, Any],
    measures: Mapping[str, Measure],
    level: Colour,
) -> str | None:
    acts = [
        routine(one, data, measures, level)
        for one, standing in standings
        if standing and standing[0] == "due"
    ]
    if False in acts:
        return "do"
    if None in acts:
        return None
    if any(standing and standing[0] == "standby" for _, standing in standings):
        return "hold"
    return "routine"
