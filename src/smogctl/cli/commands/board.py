"""The command `board`."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import Annotated, Any, NamedTuple

import typer

from smogctl.cli.each_registry import Survey
from smogctl.cli.options import FORCE_ADVICE, District, FormatName, Output, Registries, Today
from smogctl.cli.words import day_asked
from smogctl.documents.rendering import render_page
from smogctl.plan.catalogue import Measures
from smogctl.plan.registry import Registry, Unit
from smogctl.questions.activation import standing
from smogctl.questions.gaps import KINDS, core_led, gaps
from smogctl.questions.matrix import Cell, Matrix, Share, matrix
from smogctl.questions.waivers import Judged, judge, running_out
from smogctl.system.shipped import shipped
from smogctl.text.plain import visible
from smogctl.values.answer import Answer
from smogctl.values.findings import Refusal
from smogctl.values.report import Block, Heading, Line, Report, Table
from smogctl.values.vocabulary import BASES, COLOURS, GROUPS, PHASES, ROLES, STATES
from smogctl.wording.gaps import (
    LEADERLESS,
    LEADERLESS_COLUMNS,
    TALLY_COLUMNS,
    Tally,
    core_lines,
    details,
    leaderless_rows,
    mark,
    tally_rows,
)
from smogctl.wording.registry import head, levels_said, partners_said

FORMATS = ("html", "table", "text", "md", "csv")
"""What a board can be written as; in a pipe it is the page."""

Force = Annotated[bool, typer.Option("--force", help="-o 所指的文件夹已有内容时整个换掉。")]

WIDE = 26
"""So many units stand side by side on a page; a laptop and a sheet of A4 hold them."""

NARROW = 14
"""So many on a terminal of eighty columns."""


class Page(NamedTuple):
    """One district's board in plain values, ready for the template, and its counts."""

    data: dict[str, Any]
    tally: Tally
    said: tuple[str, ...]


def run(
    registries: Registries = None,
    district: District = None,
    today: Today = None,
    force: Force = False,
    format_name: FormatName = None,
    output: Output = None,
) -> Answer:
    """画出单位与措施的对照板：谁牵头、共同、配合、指导，旁边是缺口，点开是原文。

    一个网页，不用脚本，不取外部资源，可在 A3、A4 纸上打印。区县多于 20 个时用 -o 指明文件夹：总览一页，每个区县一页。
    """
    survey = Survey(registries, district)
    day = day_asked(today)
    if format_name == "html" and survey.many:
        return _folder(survey, day, output, force=force)
    if force:
        raise Refusal("--force 只用于写成文件夹的板。")
    if format_name == "html":
        return _one_page(survey, day)
    blocks: list[Block] = []
    rows: list[tuple[str, ...]] = []
    for found, more in survey.answers(partial(_table, day=day), "画对照板"):
        blocks += found
        rows += more
    sheet = Table(("区县", "措施", "编号", "单位", "角色", "范围", "自"), tuple(rows))
    return Answer(Report({}, tuple(blocks), sheet), survey.desk.said, survey.desk.code)


def _one_page(survey: Survey, day: date) -> Answer:
    found = survey.answers(partial(_page, day=day, back=""), "画对照板")
    # of two files of one district, which the survey says, the first: their anchors would be the same
    once = {page.tally.district: page for page in reversed(list(found))}
    pages = sorted(once.values(), key=lambda page: page.tally.worst_first)
    if not pages:
        raise survey.desk.refuse("没有可画的区县。")
    survey.desk.notices += [said for page in pages for said in page.said]
    overview = None
    title = f"{pages[0].data['name']}　单位与措施"
    if len(pages) > 1:
        title = f"{len(pages)} 个区县　单位与措施"
        overview = _overview([page.tally for page in pages], survey, day, "#d-{}")
    text = _html(title, overview, [page.data for page in pages])
    return Answer(text, survey.desk.said, survey.desk.code)


def _folder(survey: Survey, day: date, output: str | None, *, force: bool) -> Answer:
    """A folder: an index, and a page for each district; one page is in memory at a time."""
    if output in (None, "-"):
        raise survey.desk.refuse(
            f"{len(survey.files)} 个区县写成一个文件夹：请用 -o 指明，或用 --district 只画一个区县。"
        )
    from smogctl.system.writing import write_folder

    count = write_folder(
        Path(output or ""), _files(survey, day), replace=force, advice=FORCE_ADVICE
    )
    survey.desk.notices.append(f"已写入 {visible(str(output))}：index.html 和 {count - 1} 个区县。")
    return Answer(None, survey.desk.said, survey.desk.code)


def _files(survey: Survey, day: date) -> Iterator[tuple[str, bytes]]:
    tallies: dict[str, Tally] = {}
    for name, text, tally, said in survey.answers(partial(_file, day=day), "画对照板"):
        survey.desk.notices += said
        if tally.district in tallies:
            continue  # said by the survey: two files are of one district, and a page has one name
        tallies[tally.district] = tally
        yield name, text
    index = _html(
        f"{len(tallies)} 个区县　单位与措施",
        _overview(list(tallies.values()), survey, day, "d-{}.html"),
        [],
    )
    yield "index.html", index.encode()


def _file(
    registry: Registry, measures: Measures, day: date
) -> tuple[str, bytes, Tally, tuple[str, ...]]:
    page = _page(registry, measures, day=day, back="index.html")
    text = _html(f"{registry.district.name}　单位与措施", None, [page.data])
    return (
        f"d-{registry.district.id}.html",
        text.encode("utf-8", "backslashreplace"),
        page.tally,
        page.said,
    )


def _html(title: str, overview: dict[str, Any] | None, districts: Sequence[dict[str, Any]]) -> str:
    data = {"title": title, "overview": overview, "districts": list(districts)}
    return render_page(shipped("templates"), "board.html.j2", data)


def _overview(tallies: list[Tally], survey: Survey, day: date, link: str) -> dict[str, Any]:
    """The front page: the worst districts first, then the measures that nobody leads most often."""
    names = {one.id: one.name for one in survey.desk.measures.values()}
    left_out = len(survey.files) - len(tallies)
    lines = [f"{len(tallies)} 个区县，缺口最重的在前。豁免按 {day} 计。"]
    lines += (
        [f"另有 {left_out} 个文件有错或重复，没有列入，见 smogctl lint。"]
        if left_out and survey.district is None
        else []
    )
    ordered = sorted(tallies, key=lambda one: one.worst_first)
    districts = [
        {"head": row[0], "cells": row[1:], "link": link.format(one.district)}
        for one, row in zip(ordered, tally_rows(ordered), strict=True)
    ]
    total = [{"head": row[0], "cells": row[1:], "link": ""} for row in tally_rows([], tallies)]
    worst = [
        {"head": row[0], "cells": row[1:], "link": ""}
        for row in leaderless_rows(tallies, names, len(names))
    ]
    return {
        "lines": lines,
        "tables": [
            {"title": "各区县的缺口", "columns": TALLY_COLUMNS, "rows": [*districts, *total]},
            {"title": "没有单位牵头的措施", "columns": LEADERLESS_COLUMNS, "rows": worst},
        ],
    }


def _page(registry: Registry, measures: Measures, day: date, back: str) -> Page:
    """One district's board."""
    every = gaps(registry, measures)
    judged = judge(every, registry.waivers, day)
    tally = Tally(
        registry.district.id, registry.district.name, judged, core_led(registry, measures)
    )
    cells = matrix(registry, measures)
    tags = {
        one.gap.measure: _tag(one)
        for one in reversed(judged)
        if one.gap.kind in (*LEADERLESS, "contested")
    }
    district, plan = registry.district, registry.plan
    data = {
        "id": district.id,
        "name": district.name,
        "plan": f"{plan.title}{f'（{plan.part}）' if plan.part else ''}",
        "file": registry.file,
        "hash": registry.digest,
        "core": core_lines(
            core_led(registry, measures), {one.id: one.name for one in measures.values()}
        ),
        "counts": tally.said + (f"（豁免按 {day} 计）" if registry.waivers else ""),
        "back": back,
        "tables": [
            _matrix(registry, measures, cells, tags, units)
            for units in _chunks(registry.units, WIDE)
        ],
        "gaps": [_gap(one, registry.file) for one in judged],
        "clauses": _clauses(registry, measures, cells),
    }
    said = tuple(f"{district.name}：{one}" for one in running_out(every, registry.waivers, day))
    return Page(data, tally, said)


def _chunks(units: Sequence[Unit], most: int) -> list[Sequence[Unit]]:
    """The units in groups of nearly equal size, none above `most`."""
    groups = -(-len(units) // most)
    size = -(-len(units) // groups)
    return [units[at : at + size] for at in range(0, len(units), size)]


def _matrix(
    registry: Registry,
    measures: Measures,
    cells: Matrix,
    tags: dict[str | None, dict[str, str]],
    units: Sequence[Unit],
) -> dict[str, Any]:
    groups: dict[str, list[dict[str, Any]]] = {}
    for one in measures.values():
        row = [
            _cell(registry, one.name, one.id, unit, cells.get((one.id, unit.id))) for unit in units
        ]
        group = groups.setdefault(one.id.partition(".")[0], [])
        group.append({"name": one.name, "tag": tags.get(one.id), "cells": row})
    return {
        "units": [unit.name for unit in units],
        "groups": [{"name": GROUPS.get(name, name), "rows": rows} for name, rows in groups.items()],
    }


def _tag(one: Judged) -> dict[str, str]:
    """What stands beside a measure that has a gap, in the tone of how grave it is."""
    waived = f"（已豁免至 {one.waiver.until}）" if one.waiver else ""
    return {
        "said": KINDS[one.gap.kind] + waived,
        "severity": "waived" if one.waiver else one.gap.severity,
    }


def _cell(
    registry: Registry, name: str, measure: str, unit: Unit, cell: Cell | None
) -> dict[str, str] | None:
    if cell is None:
        return None
    role, since = cell.roles[0], COLOURS[cell.since] if cell.since else ""
    roles = "、".join(ROLES[one] for one in cell.roles)
    scope = f"，限{'、'.join(cell.scopes)}" if cell.scopes else ""
    when = "" if not since else f"，仅{since}" if cell.ends else f"，自{since}起"
    return {
        "key": _key(registry, unit.id, measure),
        "role": role,
        "word": ROLES[role],
        "since": (f"仅{since[:1]}" if cell.ends else f"{since[:1]}起") if since else "",
        "part": "部分" if cell.scopes else "",
        "unit": unit.name,
        "title": f"{unit.name}：{name}，{roles}{scope}{when}",
    }


def _key(registry: Registry, unit: str, measure: str) -> str:
    # ids have no point in them, so no two of these are alike
    return f"{registry.district.id}.{unit}.{measure}"


def _gap(one: Judged, file: str) -> dict[str, Any]:
    gap = one.gap
    return {
        "severity": "waived" if one.waiver else gap.severity,
        "mark": mark(one),
        "kind": KINDS[gap.kind],
        "message": gap.message,
        "details": details(one, file),
    }


def _clauses(registry: Registry, measures: Measures, cells: Matrix) -> list[dict[str, Any]]:
    found = []
    for one in measures.values():
        owners = [
            (unit, cells[one.id, unit.id]) for unit in registry.units if (one.id, unit.id) in cells
        ]
        entries = [
            {
                "key": _key(registry, unit.id, one.id),
                "unit": unit.name,
                "shares": [_share(registry, measures, share) for share in cell.shares],
            }
            for unit, cell in owners
        ]
        if entries:
            found.append({"id": one.id, "name": one.name, "cells": entries})
    return found


def _share(registry: Registry, measures: Measures, share: Share) -> dict[str, Any]:
    """A clause as the plan has it, and below it what it means level by level."""
    one, duty = share.assignment, share.duty
    named = levels_said(one, registry)
    first = [
        ROLES[one.role],
        f"限{one.scope}" if one.scope else "",
        "、".join(PHASES[phase] for phase in one.phases),
    ]
    first += [
        f"原文写明：{named}" if named else "",
        f"职责 {duty.id}",
        f"{registry.file}:{duty.line}",
    ]
    lines = ["　".join(part for part in first if part)]
    lines += partners_said(one.partners)
    lines.append(
        "　".join(_at_level(registry, measures, share, level.id) for level in registry.levels)
    )
    lines += [f"注：{duty.note}"] if duty.note else []
    return {"text": duty.text, "lines": lines}


def _at_level(registry: Registry, measures: Measures, share: Share, level: str) -> str:
    one = share.assignment
    if not one.active:
        return f"{COLOURS[level]}：不成为任务"
    found = standing(one, level, measures[one.measure or ""])
    said = f"{STATES[found.state]}（{BASES[found.basis]}）" if found else "不再执行"
    return f"{COLOURS[level]}：{said}"


def _table(
    registry: Registry, measures: Measures, day: date
) -> tuple[list[Block], list[tuple[str, ...]]]:
    """The matrix for a terminal: units by number, roles by one character."""
    cells = matrix(registry, measures)
    blocks = head(registry, "单位与措施")
    every = judge(gaps(registry, measures), registry.waivers, day)
    tally = Tally(registry.district.id, registry.district.name, every, core_led(registry, measures))
    names = {one.id: one.name for one in measures.values()}
    blocks += [Line(line) for line in core_lines(core_led(registry, measures), names)]
    blocks.append(Line(f"缺口：{tally.said}。逐条见 smogctl gaps。"))
    tags = {
        one.gap.measure: _tag(one)
        for one in reversed(every)
        if one.gap.kind in (*LEADERLESS, "contested")
    }
    blocks.append(
        Line("牵＝牵头，共＝共同，配＝配合，指＝指导，*＝只限一部分，!＝有缺口。列号是单位：")
    )
    numbers = {unit.id: str(place) for place, unit in enumerate(registry.units, 1)}
    blocks.append(Line("　".join(f"{numbers[unit.id]} {unit.name}" for unit in registry.units)))
    for units in _chunks(registry.units, NARROW):
        rows = tuple(
            (
                one.name + ("!" if one.id in tags else ""),
                *(_letter(cells.get((one.id, unit.id))) for unit in units),
            )
            for one in measures.values()
        )
        blocks += [Heading(f"单位 {numbers[units[0].id]} 至 {numbers[units[-1].id]}", 2)]
        blocks.append(Table(("措施", *(numbers[unit.id] for unit in units)), rows))
    return blocks, list(_rows(registry, measures, cells))


def _letter(cell: Cell | None) -> str:
    return ROLES[cell.roles[0]][:1] + ("*" if cell.scopes else "") if cell else "·"


def _rows(registry: Registry, measures: Measures, cells: Matrix) -> Iterable[tuple[str, ...]]:
    for (measure, unit), cell in cells.items():
        yield (
            registry.district.name,
            measures[measure].name,
            measure,
            registry.unit(unit).name,
            "、".join(ROLES[role] for role in cell.roles),
            "、".join(cell.scopes),
            COLOURS[cell.since] if cell.since else "",
        )
