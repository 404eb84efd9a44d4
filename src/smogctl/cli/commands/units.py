"""The command `units`."""

from collections import Counter
from typing import Any

from smogctl.cli.filtered import answer
from smogctl.cli.options import FormatName, Question
from smogctl.plan.catalogue import Measures
from smogctl.plan.registry import Registry, Unit
from smogctl.questions.queries import Filter, select
from smogctl.values.answer import Answer
from smogctl.values.report import Line, Table
from smogctl.values.vocabulary import KINDS
from smogctl.wording.listing import Count, Kind, Piece, Wanted, piece
from smogctl.wording.registry import head, place

_COLUMNS = ("单位", "编号", "类别", "序号", "机构", "别名", "职责")

_KIND = Kind(
    "units", "单位", "个单位", ("区县", *_COLUMNS), ("区县", "编号", "单位", "职责")
)


EXAMPLES = (
    ("units -d 江津", "江津区有哪些成员单位"),
    ("units --format csv -o units.csv", "写成 Excel 能打开的表"),
)


def run(asked: Question, format_name: FormatName = None) -> Answer:
    """列出预案的单位：类别、机构、别名、职责条数。

    给了措施、级别、阶段、角色、另一方或文字时，只列有这样职责的单位，也只数这样的职责。
    """
    return answer(asked, format_name, _KIND, _piece, "查单位")


def _piece(
    registry: Registry, measures: Measures, conditions: Filter, wanted: Wanted
) -> Piece:
    fitting = _units(registry, measures, conditions)
    cells = tuple(_row(unit, count) for unit, count in fitting)
    duties = sum(count for _, count in fitting)
    name = registry.district.name
    return piece(
        wanted,
        Count(
            (name, registry.district.id, str(len(fitting)), str(duties)), len(fitting)
        ),
        blocks=(
            *head(registry, "单位"),
            Table(_COLUMNS, cells),
            Line(f"共 {len(fitting)} 个单位，{duties} 条职责。"),
        ),
        records=(_json(registry, unit, count) for unit, count in fitting),
        rows=((name, *row) for row in cells),
    )


def _units(
    registry: Registry, measures: Measures, asked: Filter
) -> list[tuple[Unit, int]]:
    """Units with the number of their duties that fit.

    Without any where nothing but the unit is asked.
    """
    counts = Counter(hit.unit.id for hit in select(registry, measures, asked))
    bare = asked == Filter(units=asked.units)
    units: list[tuple[Unit, int]] = []
    for unit in registry.units:
        if asked.units is not None and unit.id not in asked.units:
            continue
        if bare or counts[unit.id]:
            units.append((unit, counts[unit.id]))
    return units


def _bodies(unit: Unit) -> list[str]:
    return [body.name for body in unit.bodies]


def _row(unit: Unit, count: int) -> tuple[str, ...]:
    bodies = ""
    if len(unit.bodies) > 1:
        bodies = "、".join(_bodies(unit))
    row = ""
    if unit.row is not None:
        row = str(unit.row)
    return (
        unit.name,
        unit.id,
        KINDS[unit.kind],
        row,
        bodies,
        "、".join(_aliases(unit)),
        str(count),
    )


def _aliases(unit: Unit) -> list[str]:
    """Its aliases and those of its bodies."""
    official = {unit.name, *_bodies(unit)}
    aliases = []
    for name in unit.names:
        if name not in official:
            aliases.append(name)
    return aliases


def _json(registry: Registry, unit: Unit, count: int) -> dict[str, Any]:
    return {
        "district": registry.district.id,
        "unit": unit.name,
        "unit_id": unit.id,
        "kind": unit.kind,
        "row": unit.row,
        "bodies": _bodies(unit),
        "aliases": _aliases(unit),
        "duties": count,
        **place(registry, unit.line),
    }
