"""The command `duties`."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Annotated, Any

import typer

from smogctl.cli.filtered import answer
from smogctl.cli.options import FormatName, Question
from smogctl.cli.words import way_asked
from smogctl.plan.catalogue import Measures
from smogctl.plan.registry import Assignment, District, Duty, Registry
from smogctl.questions.queries import Filter, Found, select
from smogctl.text.plain import listed
from smogctl.values.answer import Answer
from smogctl.values.report import Block, Entries, Entry, Heading, Line
from smogctl.values.vocabulary import COLOURS, PHASES, ROLES, Colour
from smogctl.wording.listing import Count, Kind, Piece, Wanted, piece
from smogctl.wording.registry import (
    head,
    levels_said,
    partners_json,
    partners_said,
    place,
)

_SHEET = (
    "区县",
    "单位",
    "单位编号",
    "机构",
    "职责编号",
    "职责",
    "角色",
    "阶段",
    "另一方",
    "措施",
    "备注",
    "序号",
    "文件",
    "行",
)


_KIND = Kind(
    "duties",
    "职责",
    "条职责",
    _SHEET,
    ("区县", "编号", "单位", "职责", *ROLES.values(), "牵头的措施"),
)


_BY_DISTRICT = _KIND._replace(
    name="districts", columns=_KIND.by_district, contract="duties"
)

_WAYS = {"unit": "单位", "district": "区县"}

_MOST_LED = 3
"""So many measures that are led are named in a district's row."""

By = Annotated[
    str | None,
    typer.Option(
        "--by",
        metavar="方式",
        help="按 unit 单位逐条列出（缺省），还是每个 district 区县一行。",
        autocompletion=lambda: list(_WAYS),
    ),
]


EXAMPLES = (
    ("duties --unit 公安局", "公安局要做什么"),
    ("duties -d 昆区 --measure 渣土 --role lead", "昆区谁牵头管渣土"),
)


def run(asked: Question, by: By = None, format_name: FormatName = None) -> Answer:
    """列出职责原文：谁、以什么角色、在哪个阶段、与谁一起、属于哪项措施。

    --level 只列该级别的任务单上会有的职责（含待定的）。各条件同时成立才列出。
    """
    if way_asked(by, _WAYS) == "district":
        return answer(
            asked, format_name, _BY_DISTRICT, _row_piece, "查职责", by_district=True
        )
    return answer(asked, format_name, _KIND, _piece, "查职责")


def _row_piece(
    registry: Registry, measures: Measures, conditions: Filter, wanted: Wanted
) -> Piece:
    """A row for one district."""
    fitting = list(select(registry, measures, conditions))
    count = _count(registry, fitting, measures)
    return piece(
        wanted,
        count,
        blocks=(),
        records=(_count_json(district, fitting) for district in [registry.district]),
        rows=[count.cells],
    )


def _piece(
    registry: Registry, measures: Measures, conditions: Filter, wanted: Wanted
) -> Piece:
    fitting = list(select(registry, measures, conditions))
    return piece(
        wanted,
        _count(registry, fitting, measures),
        blocks=_blocks(registry, fitting, measures, conditions),
        records=(_json(registry, duty) for duty in fitting),
        rows=(_row(registry, duty, measures) for duty in fitting),
    )


def _blocks(
    registry: Registry, fitting: list[Found], measures: Measures, conditions: Filter
) -> Iterator[Block]:
    yield from head(registry, "职责")
    if conditions.level:
        level = COLOURS[conditions.level]
        yield Line(
            f"只列{level}任务单上的职责，含待定的；何者待定见 smogctl activate。"
        )
    yield from _by_unit(fitting, registry, measures)
    if fitting:
        yield Line(f"共 {len(fitting)} 条职责。")
    else:
        yield Line("无。")


def _count_json(district: District, fitting: Sequence[Found]) -> dict[str, Any]:
    roles = Counter(duty.duty.role for duty in fitting)
    units = {duty.unit.id: duty.unit.name for duty in fitting}
    return {
        "district": district.id,
        "name": district.name,
        "within": district.within,
        "units": [{"unit_id": unit, "unit": name} for unit, name in units.items()],
        "duties": len(fitting),
        "roles": {role: roles[role] for role in ROLES},
        "leads": list(dict.fromkeys(_led(fitting))),
    }


def _led(fitting: Sequence[Found]) -> Iterator[str]:
    """The measures that are led."""
    for duty in fitting:
        for assignment in duty.assignments:
            if assignment.measure and assignment.role == "lead":
                yield assignment.measure


def _count(registry: Registry, fitting: list[Found], measures: Measures) -> Count:
    """A district's row in a table by district.

    Whose duties, how many in which role, what is led.
    """
    units = dict.fromkeys(duty.unit.name for duty in fitting)
    roles = Counter(duty.duty.role for duty in fitting)
    led = list(dict.fromkeys(measures[measure].name for measure in _led(fitting)))
    # names of measures have 、 inside
    leads = "；".join(led[:_MOST_LED])
    if len(led) > _MOST_LED:
        leads += f" 等 {len(led)} 项"
    cells = (
        registry.district.name,
        registry.district.id,
        listed(list(units), 3),
        str(len(fitting)),
        *(str(roles[role]) for role in ROLES),
        leads,
    )
    return Count(cells, len(fitting))


def _by_unit(
    fitting: list[Found], registry: Registry, measures: Measures
) -> list[Block]:
    groups: dict[str, list[Found]] = {}
    for hit in fitting:
        groups.setdefault(hit.unit.id, []).append(hit)
    blocks: list[Block] = []
    for group in groups.values():
        unit = group[0].unit
        blocks.append(Heading(f"{unit.name}（{len(group)} 条）", 2))
        if unit.note:
            blocks.append(Line(f"注：{unit.note}"))
        entries = []
        for number, hit in enumerate(group, 1):
            entries.append(_entry(number, hit, registry, measures))
        columns = ("序", "职责（原文）", "角色、阶段、措施、另一方")
        blocks.append(Entries(columns, tuple(entries)))
    return blocks


def _entry(number: int, hit: Found, registry: Registry, measures: Measures) -> Entry:
    duty = hit.duty
    details = [f"{ROLES[duty.role]}，{_phases(duty)}　{duty.id}"]
    for assignment in duty.assignments:
        if assignment.measure:
            share = _assigned(assignment, duty.role, registry, measures)
            details.append(f"措施：{share}")
    for assignment in duty.assignments:
        if assignment.levels and not assignment.measure:
            details.append(f"级别：{_levels(assignment, registry)}")
    details += partners_said(duty.partners, registry, duty.text)
    if duty.note:
        details.append(f"注：{duty.note}")
    return Entry(f"{number}.", duty.text, tuple(details))


def _assigned(
    assignment: Assignment, role: str, registry: Registry, measures: Measures
) -> str:
    """An assignment in one line: the measure, and only what differs from the duty."""
    name = ""
    if assignment.measure:
        name = measures[assignment.measure].name
    more = [assignment.scope or ""]
    if assignment.role != role:
        more.append(ROLES[assignment.role])
    if assignment.levels:
        more.append(f"原文{_levels(assignment, registry)}")
    words = "；".join(filter(None, more))
    if words:
        return f"{name}（{words}）"
    return name


def _phases(duty: Duty) -> str:
    return "、".join(map(PHASES.__getitem__, duty.phases))


def _levels(assignment: Assignment, registry: Registry) -> str:
    named = levels_said(assignment, registry)
    if assignment.ends:
        return f"{named}，到此为止"
    return named


def _json(registry: Registry, hit: Found) -> dict[str, Any]:
    unit, duty = hit.unit, hit.duty
    return {
        "district": registry.district.id,
        "unit": unit.name,
        "unit_id": unit.id,
        "bodies": [body.name for body in unit.bodies],
        "id": duty.id,
        "text": duty.text,
        "role": duty.role,
        "phases": list(duty.phases),
        "partners": partners_json(duty.partners),
        "measures": list(duty.measures),
        "assignments": list(map(_assignment_json, duty.assignments)),
        "note": duty.note,
        "row": unit.row,
        **place(registry, duty.line),
    }


def _assignment_json(assignment: Assignment) -> dict[str, Any]:
    levels: list[Colour] | None = None
    if assignment.levels:
        levels = list(assignment.levels)
    return {
        "measure": assignment.measure,
        "role": assignment.role,
        "phases": list(assignment.phases),
        "scope": assignment.scope,
        "levels": levels,
        "partners": partners_json(assignment.partners),
    }


def _row(registry: Registry, hit: Found, measures: Measures) -> tuple[str, ...]:
    unit, duty = hit.unit, hit.duty
    number = ""
    if unit.row is not None:
        number = str(unit.row)
    shares = []
    for assignment in duty.assignments:
        if assignment.measure:
            shares.append(_assigned(assignment, duty.role, registry, measures))
    return (
        registry.district.name,
        unit.name,
        unit.id,
        "、".join(body.name for body in unit.bodies),
        duty.id,
        duty.text,
        ROLES[duty.role],
        _phases(duty),
        "；".join(partners_said(duty.partners, registry, duty.text)),
        "；".join(shares),
        duty.note or "",
        number,
        registry.file,
        str(duty.line),
    )
