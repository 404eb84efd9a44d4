"""A board as a page: units × measures, the gaps beside it, every cell opening its clause.

What the page's script (templates/board.js) looks for, levels and states stand in attributes.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from smogctl.documents.anchors import Jumps, Place, cell_key
from smogctl.documents.rendering import render_page, script_hash
from smogctl.plan.catalogue import functions
from smogctl.plan.measures import Measure
from smogctl.plan.registry import Registry, Unit
from smogctl.questions.coverage import Coverage
from smogctl.questions.matrix import Cell, Course
from smogctl.system.shipped import shipped
from smogctl.text.plain import fold
from smogctl.values.vocabulary import GROUPS, RANK, ROLES, State
from smogctl.wording.gaps import (
    Tally,
    core_lines,
    details,
    leaderless_columns,
    leaderless_rows,
    mark,
    tally_columns,
    tally_rows,
)
from smogctl.wording.matrix import Tag, gap_tags, in_groups, share_lines, when_said

WIDE = 26
"""So many units stand side by side on a page; a laptop and a sheet of A4 hold them."""


class Page(NamedTuple):
    """One district's board in plain values, ready for the template, and its counts."""

    data: dict[str, Any]
    tally: Tally
    notices: tuple[str, ...]


def html(
    title: str,
    overview: Mapping[str, Any] | None,
    districts: Sequence[Mapping[str, Any]],
) -> str:
    """A page of one or several districts' boards. Raises Refusal when the template is wrong."""
    folder = shipped("templates")
    data = {
        "title": title,
        "overview": overview,
        "districts": list(districts),
        "levels": _levels(districts),
        "script": script_hash(folder, "board.js"),
    }
    return render_page(folder, "board.html.j2", data)


def _levels(districts: Sequence[Mapping[str, Any]]) -> list[dict[str, str]]:
    """The levels that one of the districts has, ascending, as their plans call them."""
    names: dict[str, dict[str, None]] = {}
    responses: dict[str, dict[str, None]] = {}
    for district in districts:
        for level in district["levels"]:
            names.setdefault(level["id"], {})[level["name"]] = None
            # Ⅲ级响应 and Ⅲ级应急响应 are one thing to choose
            response = level["response"].removesuffix("响应").removesuffix("应急")
            responses.setdefault(level["id"], {})[response] = None
    levels = []
    for colour in RANK:
        if colour not in names:
            continue
        name, response = "／".join(names[colour]), "／".join(responses[colour])
        levels.append({"id": colour, "name": name, "response": response})
    return levels


def _findable(*names: str) -> str:
    """What the page's script looks for words in: names as they compare."""
    folded = dict.fromkeys(map(fold, names))
    return "|".join(folded)


def overview(
    tallies: Sequence[Tally], lines: Sequence[str], names: Mapping[str, str], link: str
) -> dict[str, Any]:
    """The front page: the worst districts first, then the measures that nobody leads most often.

    `link`: a pattern from a district's id to its page; `names` by measure id, in order.
    """
    ordered = sorted(tallies, key=lambda tally: tally.worst_first)
    districts = _rows(tally_rows(ordered))
    for row, tally in zip(districts, ordered, strict=True):
        row["link"] = link.format(tally.district)
        row["find"] = _findable(*tally.known_by)
    total = _rows(tally_rows([], tallies))
    worst = _rows(leaderless_rows(tallies, names, len(names)))
    return {
        "lines": list(lines),
        "tables": [
            {
                "title": "各区县的缺口",
                "columns": tally_columns(),
                "rows": [*districts, *total],
            },
            {
                "title": "没有单位牵头的措施",
                "columns": leaderless_columns(),
                "rows": worst,
            },
        ],
    }


def _rows(table: Sequence[tuple[str, ...]]) -> list[dict[str, Any]]:
    """Rows of a table, without a link."""
    rows = []
    for head, *cells in table:
        rows.append({"head": head, "cells": cells, "link": "", "find": ""})
    return rows


def page(coverage: Coverage, back: str) -> Page:
    """One district's board.

    `back` is where a link leads back to the overview, empty where there is none.
    """
    registry, tally = coverage.registry, Tally(coverage)
    district = registry.district
    names = {}
    for measure in coverage.measures.values():
        names[measure.id] = measure.name
    counts = tally.said
    if registry.waivers:
        counts += f"（豁免按 {coverage.day} 计）"
    jumps = Jumps(coverage)
    tables: list[dict[str, Any]] = []
    for units in in_groups(registry.units, WIDE):
        tables.append(_matrix(coverage, units, jumps, first=not tables))
    levels = []
    for level in registry.levels:
        levels.append({"id": level.id, "name": level.name, "response": level.response})
    data = {
        "id": district.id,
        "name": district.name,
        "levels": levels,
        "plan": registry.plan.with_part,
        "file": registry.file,
        "hash": registry.digest,
        "core": core_lines(coverage.core, names),
        "counts": counts,
        "back": back,
        "tables": tables,
        "gaps": list(_gaps(coverage, jumps)),
        "clauses": list(_clauses(coverage)),
    }
    notices = []
    for notice in coverage.running_out:
        notices.append(f"{district.name}：{notice}")
    return Page(data, tally, tuple(notices))


def _matrix(
    coverage: Coverage, units: Sequence[Unit], jumps: Jumps, *, first: bool
) -> dict[str, Any]:
    """`first`: the first of the tables that the units are set in; rows are jumped to there."""
    tags = gap_tags(coverage)
    groups: dict[str, list[dict[str, Any]]] = {}
    for measure in coverage.measures.values():
        row = _row(coverage, measure, units, jumps)
        row["anchor"] = ""
        if first:
            row["anchor"] = jumps.anchor(Place(measure.id, None))
        row["tag"] = _tag(tags.get(measure.id), jumps)
        groups.setdefault(_group(measure), []).append(row)
    columns = []
    for unit in units:
        columns.append(
            {
                "name": unit.name,
                "find": _findable(*unit.names),
                "usual": _findable(*_usual_names(unit)),
                "anchor": jumps.anchor(Place(None, unit.id)),
                "back": jumps.back(unit=unit.id),
            }
        )
    grouped = []
    for name, rows in groups.items():
        grouped.append({"name": name, "rows": rows})
    return {"units": columns, "groups": grouped}


def _group(measure: Measure) -> str:
    name = measure.id.partition(".")[0]
    return GROUPS.get(name, name)


def _usual_names(unit: Unit) -> Sequence[str]:
    """What such a body is called anywhere: 教育局 for a unit that its plan calls 教委."""
    function = functions().get(unit.id)
    if function is None:
        return ()
    return function.names


def _tag(tag: Tag | None, jumps: Jumps) -> dict[str, str] | None:
    if tag is None:
        return None
    gap = jumps.gap(tag.number)
    return {"said": tag.text, "severity": tag.tone, "anchor": gap["anchor"]}


def _row(
    coverage: Coverage, measure: Measure, units: Sequence[Unit], jumps: Jumps
) -> dict[str, Any]:
    cells = []
    for unit in units:
        cell = _cell(coverage, measure, unit)
        if cell is None:
            cell = _empty(measure, unit, jumps)
        cells.append(cell)
    group = _group(measure)
    names = [measure.name, measure.id]
    for part in measure.parts:
        names.append(part.name)
    return {
        "name": measure.name,
        "find": _findable(*names),
        "usual": _findable(group, group.removesuffix("源")),
        "back": jumps.back(measure=measure.id),
        "cells": cells,
    }


def _cell(coverage: Coverage, measure: Measure, unit: Unit) -> dict[str, str] | None:
    cell = coverage.matrix.get((measure.id, unit.id))
    if cell is None:
        return None
    course = coverage.courses[measure.id, unit.id]
    part = ""
    if cell.scopes:
        part = "部分"
    return {
        "key": cell_key(coverage.registry.district.id, unit.id, measure.id),
        "role": cell.roles[0],
        "word": ROLES[cell.roles[0]],
        "since": when_said(course, short=True),
        "part": part,
        "unit": unit.name,
        "due": _levels_in("due", course, coverage.registry),
        "standby": _levels_in("standby", course, coverage.registry),
        "title": _title(cell, course, measure, unit),
    }


def _empty(measure: Measure, unit: Unit, jumps: Jumps) -> dict[str, str] | None:
    """A cell that has nothing, where a gap is about just that; None for all others."""
    anchor = jumps.anchor(Place(measure.id, unit.id))
    if not anchor:
        return None
    return {"key": "", "unit": unit.name, "anchor": anchor}


def _levels_in(state: State, course: Course, registry: Registry) -> str:
    """The levels at which a cell is in a state."""
    levels = []
    for level, there in zip(registry.levels, course.states, strict=True):
        if there == state:
            levels.append(level.id)
    return " ".join(levels)


def _title(cell: Cell, course: Course, measure: Measure, unit: Unit) -> str:
    """What a cell says when it is pointed at."""
    roles = []
    for role in cell.roles:
        roles.append(ROLES[role])
    title = f"{unit.name}：{measure.name}，{'、'.join(roles)}"
    if cell.scopes:
        title += f"，限{'、'.join(cell.scopes)}"
    when = when_said(course, short=False)
    if when:
        title += f"，{when}"
    return title


def _gaps(coverage: Coverage, jumps: Jumps) -> Iterator[dict[str, Any]]:
    for number, judged in enumerate(coverage.judged):
        gap, waiver = judged
        severity: str = gap.severity
        if waiver:
            severity = "waived"
        link = jumps.gap(number)
        yield {
            "severity": severity,
            "mark": mark(judged),
            "kind": link["said"],
            "anchor": link["anchor"],
            "there": jumps.there(number),
            "message": gap.message,
            "details": details(judged, coverage.registry.file),
        }


def _clauses(coverage: Coverage) -> Iterator[dict[str, Any]]:
    """For each measure that somebody has, the clauses behind its cells."""
    for measure in coverage.measures.values():
        cells = []
        for unit in coverage.registry.units:
            cell = _clauses_of(coverage, measure, unit)
            if cell:
                cells.append(cell)
        if cells:
            yield {"id": measure.id, "name": measure.name, "cells": cells}


def _clauses_of(
    coverage: Coverage, measure: Measure, unit: Unit
) -> dict[str, Any] | None:
    cell = coverage.matrix.get((measure.id, unit.id))
    if cell is None:
        return None
    standings = coverage.courses[measure.id, unit.id].standings
    shares = []
    for share, standing in zip(cell.shares, standings, strict=True):
        lines = share_lines(coverage.registry, share, standing)
        shares.append({"text": share.duty.text, "lines": lines})
    return {
        "key": cell_key(coverage.registry.district.id, unit.id, measure.id),
        "unit": unit.name,
        "shares": shares,
    }
