"""A board as a page: units × measures, the gaps beside it, every cell opening its clause."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from smogctl.documents.rendering import render_page
from smogctl.plan.measures import Measure
from smogctl.plan.registry import Registry, Unit
from smogctl.questions.coverage import Coverage
from smogctl.questions.gaps import titles
from smogctl.questions.matrix import Cell, Course
from smogctl.system.shipped import shipped
from smogctl.values.vocabulary import GROUPS, ROLES
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
    title: str, overview: Mapping[str, Any] | None, districts: Sequence[Mapping[str, Any]]
) -> str:
    """A page of one or several districts' boards. Raises Refusal when the template is wrong."""
    data = {"title": title, "overview": overview, "districts": list(districts)}
    return render_page(shipped("templates"), "board.html.j2", data)


def overview(
    tallies: Sequence[Tally], lines: Sequence[str], names: Mapping[str, str], link: str
) -> dict[str, Any]:
    """The front page: the worst districts first, then the measures that nobody leads most often.

    `link`: a pattern from a district's id to its page; `names` by measure id, in order.
    """
    ordered = sorted(tallies, key=lambda tally: tally.worst_first)
    links = [link.format(tally.district) for tally in ordered]
    districts = _rows(tally_rows(ordered), links)
    total = _rows(tally_rows([], tallies))
    worst = _rows(leaderless_rows(tallies, names, len(names)))
    return {
        "lines": list(lines),
        "tables": [
            {"title": "各区县的缺口", "columns": tally_columns(), "rows": [*districts, *total]},
            {"title": "没有单位牵头的措施", "columns": leaderless_columns(), "rows": worst},
        ],
    }


def _rows(cells: Sequence[tuple[str, ...]], links: Sequence[str] = ()) -> list[dict[str, Any]]:
    targets = links or [""] * len(cells)
    return [
        {"head": row[0], "cells": row[1:], "link": target}
        for row, target in zip(cells, targets, strict=True)
    ]


def page(coverage: Coverage, back: str) -> Page:
    """One district's board.

    `back` is where a link leads back to the overview, empty where there is none.
    """
    registry, tally = coverage.registry, Tally(coverage)
    district = registry.district
    names = {measure.id: measure.name for measure in coverage.measures.values()}
    by_day = f"（豁免按 {coverage.day} 计）" if registry.waivers else ""
    data = {
        "id": district.id,
        "name": district.name,
        "plan": registry.plan.with_part,
        "file": registry.file,
        "hash": registry.digest,
        "core": core_lines(coverage.core, names),
        "counts": f"{tally.said}{by_day}",
        "back": back,
        "tables": [_matrix(coverage, units) for units in in_groups(registry.units, WIDE)],
        "gaps": list(_gaps(coverage)),
        "clauses": list(_clauses(coverage)),
    }
    notices = tuple(f"{district.name}：{notice}" for notice in coverage.running_out)
    return Page(data, tally, notices)


def _matrix(coverage: Coverage, units: Sequence[Unit]) -> dict[str, Any]:
    tags = gap_tags(coverage)
    groups: dict[str, list[dict[str, Any]]] = {}
    for measure in coverage.measures.values():
        group = groups.setdefault(measure.id.partition(".")[0], [])
        group.append(_row(coverage, measure, units, tags.get(measure.id)))
    return {
        "units": [unit.name for unit in units],
        "groups": [{"name": GROUPS.get(name, name), "rows": rows} for name, rows in groups.items()],
    }


def _row(
    coverage: Coverage, measure: Measure, units: Sequence[Unit], tag: Tag | None
) -> dict[str, Any]:
    cells = [_cell(coverage, measure, unit) for unit in units]
    shown = {"said": tag.text, "severity": tag.tone} if tag else None
    return {"name": measure.name, "tag": shown, "cells": cells}


def _cell(coverage: Coverage, measure: Measure, unit: Unit) -> dict[str, str] | None:
    cell = coverage.matrix.get((measure.id, unit.id))
    if cell is None:
        return None
    course = coverage.courses[measure.id, unit.id]
    return {
        "key": _key(coverage.registry, unit.id, measure.id),
        "role": cell.roles[0],
        "word": ROLES[cell.roles[0]],
        "since": when_said(course, short=True),
        "part": "部分" if cell.scopes else "",
        "unit": unit.name,
        "title": _title(cell, course, measure, unit),
    }


def _title(cell: Cell, course: Course, measure: Measure, unit: Unit) -> str:
    """What a cell says when it is pointed at."""
    roles = "、".join(ROLES[role] for role in cell.roles)
    scope = f"，限{'、'.join(cell.scopes)}" if cell.scopes else ""
    when = when_said(course, short=False)
    return f"{unit.name}：{measure.name}，{roles}{scope}{f'，{when}' if when else ''}"


def _key(registry: Registry, unit: str, measure: str) -> str:
    # ids have no point in them, so no two of these are alike
    return f"{registry.district.id}.{unit}.{measure}"


def _gaps(coverage: Coverage) -> Iterator[dict[str, Any]]:
    kinds = titles()
    for judged in coverage.judged:
        gap, waiver = judged
        yield {
            "severity": "waived" if waiver else gap.severity,
            "mark": mark(judged),
            "kind": kinds[gap.kind],
            "message": gap.message,
            "details": details(judged, coverage.registry.file),
        }


def _clauses(coverage: Coverage) -> Iterator[dict[str, Any]]:
    """For each measure that somebody has, the clauses behind its cells."""
    registry = coverage.registry
    for measure in coverage.measures.values():
        cells = [_clauses_of(coverage, measure, unit) for unit in registry.units]
        shown = [cell for cell in cells if cell]
        if shown:
            yield {"id": measure.id, "name": measure.name, "cells": shown}


def _clauses_of(coverage: Coverage, measure: Measure, unit: Unit) -> dict[str, Any] | None:
    cell = coverage.matrix.get((measure.id, unit.id))
    if cell is None:
        return None
    standings = coverage.courses[measure.id, unit.id].standings
    shares = [
        {"text": share.duty.text, "lines": share_lines(coverage.registry, share, standing)}
        for share, standing in zip(cell.shares, standings, strict=True)
    ]
    return {
        "key": _key(coverage.registry, unit.id, measure.id),
        "unit": unit.name,
        "shares": shares,
    }
